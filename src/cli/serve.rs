//! `chanpu serve`: the graph over HTTP.

use std::io::Write as _;
use std::net::IpAddr;
use std::path::PathBuf;
use std::process::Stdio;
use std::time::Duration;

use super::connection::{SourceArgs, warn_of_differences};
use super::error::{CliError, Result};
use super::exit::Exit;
use super::messages::{Lang, say};
use super::query::own_queries;
use super::terminal::Terminal;
use crate::serve::{self, Limits, LogStyle, Options, ServeError, TOKEN_VARIABLE, Token};

/// Serve the graph: SPARQL endpoint, JSON and pages for a browser
///
/// Only this machine can reach it, and nobody can change the graph, unless you say so. A new build of the graph is served as soon
/// as it is finished. With --endpoint it is an explorer of, and a proxy before, the graph on a SPARQL server.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    #[command(flatten)]
    source: SourceArgs,
    /// Address to listen at
    #[arg(long, value_name = "ADDR", default_value = "127.0.0.1")]
    bind: IpAddr,
    /// Port to listen at; 0 takes one that is free
    #[arg(long, value_name = "N", default_value_t = 7878)]
    port: u16,
    /// Let other machines read the graph: needed for an address that isn't this machine's own
    #[arg(long)]
    public: bool,
    /// A name by which clients call this server; may be given several times
    #[arg(long = "host", value_name = "NAME")]
    hosts: Vec<String>,
    /// A web site whose pages may send queries, with its scheme; may be given several times
    #[arg(long = "cors", value_name = "ORIGIN")]
    origins: Vec<String>,
    /// Let clients who know a token change the graph: SPARQL Update at /update, graphs at /store
    #[arg(long, conflicts_with = "endpoint")]
    writable: bool,
    /// File with the token, of at least 32 characters [default: the environment variable CHANPU_TOKEN]
    #[arg(long, value_name = "FILE", requires = "writable")]
    token_file: Option<PathBuf>,
    /// Seconds after which a query is stopped
    #[arg(long, value_name = "SECONDS", default_value_t = 10, value_parser = clap::value_parser!(u64).range(1..=3600))]
    timeout: u64,
    /// Memory that a query may use, in MiB
    #[arg(long, value_name = "MIB", default_value_t = 512, value_parser = clap::value_parser!(u64).range(64..))]
    memory: u64,
    /// Memory for answers to named questions that are kept for those who ask the same, in MiB
    #[arg(long, value_name = "MIB", default_value_t = 128, value_parser = clap::value_parser!(u32).range(..=1 << 20))]
    cache: u32,
    /// Highest number of rows of an answer
    #[arg(long, value_name = "N", default_value_t = 100_000)]
    max_rows: usize,
    /// Open the first page in a browser
    #[arg(long)]
    open: bool,
    /// How to log requests on standard error
    #[arg(long, value_enum, value_name = "STYLE", default_value_t = Log::Text)]
    log: Log,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
enum Log {
    /// A line for people.
    Text,
    /// A JSON object a line.
    Json,
    /// Not at all.
    Off,
}

impl From<ServeError> for CliError {
    fn from(error: ServeError) -> Self {
        Self::system(error.message())
    }
}

/// The token, if clients may write.
fn token(args: &Args, terminal: &Terminal) -> Result<Option<Token>> {
    if !args.writable {
        return Ok(None);
    }
    let file = args.token_file.as_deref();
    let variable = std::env::var(TOKEN_VARIABLE).ok();
    let token = Token::find(file, variable.as_deref()).map_err(|error| CliError::user(error.message()))?;
    if let Some(file) = file.filter(|file| can_others_read(file)) {
        let file = file.display();
        terminal.warn(&say!(
            "{file}: other users of this machine can read the token; run `chmod 600 {file}`",
            "{file}：本机其他用户可以读取口令；请运行 `chmod 600 {file}`"
        ));
    }
    Ok(Some(token))
}

#[cfg(unix)]
fn can_others_read(file: &std::path::Path) -> bool {
    use std::os::unix::fs::PermissionsExt as _;
    std::fs::metadata(file).is_ok_and(|metadata| metadata.permissions().mode() & 0o004 != 0)
}

#[cfg(not(unix))]
fn can_others_read(_file: &std::path::Path) -> bool {
    false
}

/// Asks the system to show a page.
fn open(address: &str, terminal: &Terminal) {
    let opener = if cfg!(target_os = "macos") { "open" } else { "xdg-open" };
    let mut command = std::process::Command::new(opener);
    let quiet = command.arg(address).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    if let Err(error) = quiet.spawn() {
        terminal.warn(&say!(
            "no browser could be opened ({opener}: {error}); open {address} yourself",
            "无法打开浏览器（{opener}：{error}）；请自行打开 {address}"
        ));
    }
}

fn limits(args: &Args) -> Limits {
    let own = if args.source.is_elsewhere() { Limits::for_endpoint() } else { Limits::default() };
    Limits {
        deadline: Duration::from_secs(args.timeout),
        memory: args.memory << 20,
        remembered: (args.cache as usize) << 20,
        rows: args.max_rows,
        ..own
    }
}

/// Serves until it is stopped.
pub(crate) fn run(args: &Args, terminal: &Terminal) -> Result<Exit> {
    let program: PathBuf = std::env::current_exe().map_err(|error| {
        CliError::system(say!("the program can't find itself: {error}", "程序无法定位自身：{error}"))
    })?;
    let options = Options {
        graph: args.source.origin(terminal)?,
        queries: own_queries(),
        address: args.bind,
        port: args.port,
        public: args.public,
        hosts: args.hosts.clone(),
        origins: args.origins.clone(),
        token: token(args, terminal)?,
        limits: limits(args),
        log: match args.log {
            Log::Text => LogStyle::Text,
            Log::Json => LogStyle::Json,
            Log::Off => LogStyle::Off,
        },
        chinese: terminal.lang == Lang::Zh,
        program,
    };
    serve::run(options, |listening| {
        let address = listening.address;
        terminal.note(&match listening.size {
            Some((documents, quads)) => say!(
                "{documents} documents, {quads} quads; Ctrl-C stops",
                "{documents} 篇文档，{quads} 条四元组；按 Ctrl-C 停止"
            ),
            None => say!(
                "the graph on that server is served; Ctrl-C stops",
                "正在提供该服务器上的图谱；按 Ctrl-C 停止"
            ),
        });
        if !listening.full_text {
            terminal.warn(&say!(
                "this server has no full text: searching finds names and titles and no sentences, and SERVICE \
                 cp:search is refused; --copy reads its graph and answers here",
                "该服务器不支持全文检索：搜索只能找到名称和标题，不含原文句子，SERVICE cp:search 不可用；加上 --copy 可读取其\
                 图谱并在本机作答"
            ));
        }
        if listening.differs {
            warn_of_differences(terminal);
        }
        if args.open {
            open(&format!("http://{address}/"), terminal);
        }
        // Whoever started it reads the address here; if nobody does, that is no reason to stop.
        let mut out = terminal.results();
        let _ = writeln!(out, "http://{address}/").and_then(|()| out.flush());
    })?;
    Ok(Exit::Done)
}
