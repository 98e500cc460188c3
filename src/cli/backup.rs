//! `chanpu backup`: copies the graph.

use std::io::Write as _;
use std::path::PathBuf;

use clap::ValueHint;

use super::error::{CliError, Result};
use super::exit::Exit;
use super::messages::say;
use super::sources::GraphArgs;
use super::terminal::Terminal;
use crate::graph;

/// Copy the graph to another directory, also while a build is writing it
///
/// Every file is checked on the way. The copy is a graph like any other: `--graph` opens it.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// Where the copy goes; a directory that is empty or doesn't exist yet
    #[arg(value_name = "DIR", value_hint = ValueHint::DirPath)]
    destination: PathBuf,
    #[command(flatten)]
    graph: GraphArgs,
    /// Check that the graph can be copied, and write nothing
    #[arg(long)]
    dry_run: bool,
}

/// Copies the graph and says how much that was.
pub(crate) fn run(args: &Args, terminal: &Terminal) -> Result<Exit> {
    if args.dry_run {
        let found = graph::verify(&args.graph.graph)?;
        if let Some(problem) = found.problems.first() {
            let (path, words) = (&problem.path, terminal.lang.of(&problem.damage.message()).to_owned());
            return Err(CliError::system(say!("{path}: {words}", "{path}：{words}")).hint(say!(
                "`chanpu verify` lists all damaged files",
                "运行 `chanpu verify` 可列出全部损坏的文件"
            )));
        }
        terminal.note(&say!("nothing was written (--dry-run)", "未写入任何内容（--dry-run）"));
        return Ok(Exit::Done);
    }
    let manifest = graph::backup(&args.graph.graph, &args.destination)?;
    let (path, documents, quads) = (args.destination.display(), manifest.documents.len(), manifest.quads);
    let line = say!(
        "{path}: {documents} documents, {quads} quads copied",
        "{path}：已复制文档 {documents}，四元组 {quads}"
    );
    let mut out = terminal.results();
    writeln!(out, "{}", terminal.lang.of(&line)).and_then(|()| out.flush()).map_err(CliError::output)?;
    Ok(Exit::Done)
}
