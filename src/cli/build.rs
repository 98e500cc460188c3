//! `chanpu build`: documents in, graph out.

use std::io::{self, Write};
use std::path::Path;
use std::time::Instant;

use super::error::{CliError, Result};
use super::exit::Exit;
use super::failures;
use super::messages::say;
use super::progress::Progress;
use super::sources::{GraphArgs, InputArgs};
use super::terminal::Terminal;
use crate::diagnostic::Bilingual;
use crate::graph::{Backend, Iris};
use crate::pipeline::{self, BuildError, BuildOptions, BuildReport};

/// Read documents and build the graph, or bring it up to date
///
/// Run it again after documents have come or changed: only those are read anew. Ends with 3 when
/// some inputs could not be read, and lists them.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    #[command(flatten)]
    input: InputArgs,
    #[command(flatten)]
    graph: GraphArgs,
    /// Beginning of the IRIs of a new graph [default: that of the graph, or `https://chanpu.example/`]
    #[arg(long, value_name = "IRI")]
    base: Option<String>,
    /// Remove documents from the graph that are not among the inputs
    #[arg(long)]
    prune: bool,
    /// What answers queries over the graph: `memory`, where every command reads all files, or `rocksdb`, an
    /// index on the disk for millions of quads. Later commands follow it [default: that of the graph, or
    /// memory]
    #[arg(long, value_name = "STORE")]
    store: Option<Store>,
    /// Read every file, also those that seem untouched since the last build by their sizes and times
    #[arg(long)]
    rehash: bool,
    /// List the documents that would be put in, replaced or removed, and change nothing
    #[arg(long)]
    dry_run: bool,
}

/// A store by its name on the command line.
#[derive(Clone, Copy, Debug, clap::ValueEnum)]
enum Store {
    /// In memory
    Memory,
    /// On the disk, by RocksDB
    #[value(name = "rocksdb")]
    RocksDb,
}

impl From<Store> for Backend {
    fn from(store: Store) -> Self {
        match store {
            Store::Memory => Self::Memory,
            Store::RocksDb => Self::RocksDb,
        }
    }
}

impl From<BuildError> for CliError {
    fn from(error: BuildError) -> Self {
        Self::system(error.message())
    }
}

/// Builds the graph and prints what was done.
pub(crate) fn run(args: &Args, terminal: &Terminal) -> Result<Exit> {
    let started = Instant::now();
    let store = args.store.map(Backend::from);
    let base = args.base.as_deref().map(Iris::new).transpose()?;
    let workers = args.input.workers()?;
    let (corpus, gazetteer) = workers.both(|| args.input.corpus(), || args.input.gazetteer.load(terminal));
    let corpus = corpus?;
    if corpus.files.is_empty() {
        return Err(nothing_read(&corpus.skipped, terminal));
    }
    let gazetteer = gazetteer?;
    let extractor = args.input.gazetteer.extractor(&gazetteer)?;
    let options =
        BuildOptions { graph: args.graph.graph.clone(), base, prune: args.prune, store, rehash: args.rehash };
    let progress = Progress::new(corpus.files.len(), terminal);
    let mut done = |document: &str| progress.done(document);
    let report = if args.dry_run {
        pipeline::plan(&corpus, &extractor, &workers, &options, &mut done)?
    } else {
        pipeline::build(&corpus, &extractor, &workers, &options, &mut done)?
    };
    drop(progress);
    if report.read() == 0 {
        return Err(nothing_read(&report.failed, terminal));
    }
    let mut out = terminal.results();
    if args.dry_run {
        list(&report, terminal, &mut out)
    } else {
        summarise(&report, args, started.elapsed().as_secs_f64(), terminal, &mut out)
    }
    .and_then(|()| out.flush())
    .map_err(CliError::output)?;
    drop(out);
    let again = report.reread;
    if again > 0 {
        terminal.note(&say!(
            "{again} documents have the same text and are read again: the program, the gazetteer or the rules \
             have changed",
            "程序、词典或规则有变化：{again} 篇内容未变的文档重新读取"
        ));
    }
    failures::list(&report.failed, terminal);
    Ok(if report.failed.is_empty() { Exit::Done } else { Exit::Partial })
}

/// The error when no input gave a document; the reasons are listed first.
pub(crate) fn nothing_read(failures: &[pipeline::Failure], terminal: &Terminal) -> CliError {
    failures::list(failures, terminal);
    CliError::user(say!("no document could be read", "没有可读取的文档")).hint(say!(
        "give .txt, .md or .html files, or a directory that holds some",
        "请给出 .txt、.md 或 .html 文件，或包含它们的目录"
    ))
}

/// The first line of a summary.
fn counts(report: &BuildReport) -> Bilingual {
    let (new, changed, unchanged) = (report.new.len(), report.changed.len(), report.unchanged);
    let (removed, failed) = (report.removed.len(), report.failed.len());
    say!(
        "documents  {new} new, {changed} changed, {unchanged} unchanged, {removed} removed, {failed} failed",
        "文档  新增 {new}，更新 {changed}，未变 {unchanged}，移除 {removed}，失败 {failed}"
    )
}

/// What a dry run says.
fn list(report: &BuildReport, terminal: &Terminal, out: &mut dyn Write) -> io::Result<()> {
    for (en, zh, documents) in [
        ("new      ", "新增", &report.new),
        ("changed  ", "更新", &report.changed),
        ("removed  ", "移除", &report.removed),
    ] {
        for id in documents {
            writeln!(out, "{}  {id}", terminal.lang.pick(en, zh))?;
        }
    }
    writeln!(out, "{}", terminal.lang.of(&counts(report)))?;
    let nothing = say!("nothing was written (--dry-run)", "未写入任何内容（--dry-run）");
    writeln!(out, "{}", terminal.lang.of(&nothing))
}

fn summarise(
    report: &BuildReport,
    args: &Args,
    seconds: f64,
    terminal: &Terminal,
    out: &mut dyn Write,
) -> io::Result<()> {
    let BuildReport { mentions, facts, observations, documents, quads, .. } = report;
    let graph = Path::new(&args.graph.graph).display();
    for line in [
        counts(report),
        say!(
            "found      {mentions} mentions, {facts} facts, {observations} figures",
            "发现  提及 {mentions}，事实 {facts}，数据 {observations}"
        ),
        say!(
            "graph      {graph}: {documents} documents, {quads} quads",
            "图谱  {graph}：文档 {documents}，四元组 {quads}"
        ),
        say!("time       {seconds:.1} s", "用时  {seconds:.1} 秒"),
    ] {
        writeln!(out, "{}", terminal.lang.of(&line))?;
    }
    Ok(())
}
