//! `chanpu push`: the graph to another SPARQL server.

use std::io::Write as _;

use clap::ValueHint;

use super::connection::ConnectionArgs;
use super::error::{CliError, Result};
use super::exit::Exit;
use super::messages::say;
use super::progress::Progress;
use super::sources::GraphArgs;
use super::terminal::Terminal;
use crate::push::{self, Destination, Protocol, PushError, PushOptions, PushReport};

/// Send the graph to a SPARQL server: what changed since the last time, or all of it
///
/// Each document is a named graph there; what `chanpu remove` took away is removed there too. The
/// server needs SPARQL 1.1 Update or the Graph Store Protocol. Nothing is lost if a push is
/// interrupted: the next one goes on.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// Address that takes the changes, such as http://localhost:8890/sparql-auth
    #[arg(long, value_name = "URL", value_hint = ValueHint::Url)]
    endpoint: String,
    /// Send every graph, also those that the server should have
    #[arg(long)]
    all: bool,
    /// What the address understands
    #[arg(long, value_enum, value_name = "PROTOCOL", default_value_t = Kind::Update)]
    protocol: Kind,
    /// Address that answers queries, to find documents there that are no longer in the graph; needed
    /// only when everything is sent [default: the endpoint]
    #[arg(long, value_name = "URL", value_hint = ValueHint::Url)]
    ask: Option<String>,
    /// Highest size of a request, in KiB
    #[arg(long, value_name = "KIB", default_value_t = 100, value_parser = clap::value_parser!(u32).range(4..=1_048_576))]
    request_size: u32,
    #[command(flatten)]
    connection: ConnectionArgs,
    #[command(flatten)]
    graph: GraphArgs,
    /// List what would be sent and removed, and change nothing
    #[arg(long)]
    dry_run: bool,
}

/// What an address understands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
enum Kind {
    /// SPARQL 1.1 Update.
    Update,
    /// SPARQL 1.1 Graph Store Protocol.
    GraphStore,
}

impl From<Kind> for Protocol {
    fn from(kind: Kind) -> Self {
        match kind {
            Kind::Update => Self::Update,
            Kind::GraphStore => Self::GraphStore,
        }
    }
}

impl From<PushError> for CliError {
    fn from(error: PushError) -> Self {
        Self::system(error.message())
    }
}

/// Sends the graph and says how much that was.
pub(crate) fn run(args: &Args, terminal: &Terminal) -> Result<Exit> {
    let endpoint = args.connection.endpoint(&args.endpoint, terminal)?;
    let other = args.ask.as_deref().map(|ask| args.connection.endpoint(ask, terminal)).transpose()?;
    let destination = Destination { endpoint: &endpoint, queries: other.as_ref().unwrap_or(&endpoint) };
    let options = PushOptions {
        all: args.all,
        protocol: args.protocol.into(),
        request_size: args.request_size as usize * 1024,
        dry_run: args.dry_run,
    };
    let mut bar = None;
    let report = push::push(&args.graph.graph, destination, options, &mut |progress| match progress {
        push::Progress::Begin(graphs) => bar = Some(Progress::new(graphs, terminal)),
        push::Progress::Done(name) => bar.iter().for_each(|bar: &Progress| bar.done(name.as_str())),
    });
    drop(bar);
    let report = report?;
    print(&report, args.dry_run, terminal)?;
    if let Some(error) = &report.unasked {
        let message = error.message();
        let (en, zh) = (message.en, message.zh);
        terminal.warn(&say!(
            "the server couldn't be asked which documents it has, so it may keep some that the graph has no more; \
             name an address that answers queries with --ask URL and --all ({en})",
            "无法查询服务器上已有的文档，因此其中可能残留图谱已移除的文档；请用 --ask 地址 指定可查询的地址并加上 --all（{zh}）"
        ));
    }
    Ok(Exit::Done)
}

fn print(report: &PushReport, dry_run: bool, terminal: &Terminal) -> Result<()> {
    let mut out = terminal.results();
    let (sent, removed) = (report.sent.len(), report.removed.len());
    let (triples, unchanged) = (report.triples, report.unchanged);
    let mut lines = Vec::new();
    if dry_run {
        lines.extend(report.sent.iter().map(|name| say!("send {name}", "发送 {name}")));
        lines.extend(report.removed.iter().map(|name| say!("remove {name}", "移除 {name}")));
        lines.push(say!(
            "{sent} graphs to send, {removed} to remove, {unchanged} unchanged; nothing was sent (--dry-run)",
            "待发送 {sent} 个图，待移除 {removed} 个，未变 {unchanged} 个；未发送任何内容（--dry-run）"
        ));
    } else {
        lines.push(say!(
            "{sent} graphs sent ({triples} triples), {removed} removed, {unchanged} unchanged",
            "已发送 {sent} 个图（{triples} 条三元组），移除 {removed} 个，未变 {unchanged} 个"
        ));
    }
    for line in &lines {
        writeln!(out, "{}", terminal.lang.of(line)).map_err(CliError::output)?;
    }
    out.flush().map_err(CliError::output)
}
