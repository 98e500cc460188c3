//! `chanpu remove`: forgets documents.

use std::io::Write as _;

use super::error::{CliError, Result};
use super::exit::Exit;
use super::messages::say;
use super::sources::{GazetteerArgs, GraphArgs};
use super::terminal::Terminal;
use crate::pipeline;

/// Remove documents and everything that only they say from the graph
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// Identifiers of documents, as `chanpu query documents` lists them
    #[arg(required = true, value_name = "DOCUMENT")]
    documents: Vec<String>,
    #[command(flatten)]
    graph: GraphArgs,
    #[command(flatten)]
    gazetteer: GazetteerArgs,
    /// Say what would be removed, and remove nothing
    #[arg(long)]
    dry_run: bool,
}

/// Removes the documents and lists them.
pub(crate) fn run(args: &Args, terminal: &Terminal) -> Result<Exit> {
    let manifest = args.graph.manifest()?;
    let ids: Vec<String> = manifest.documents.into_iter().map(|entry| entry.id).collect();
    let (known, unknown): (Vec<String>, Vec<String>) =
        args.documents.iter().cloned().partition(|id| ids.contains(id));
    for id in &unknown {
        terminal.warn(&say!("{id}: the graph has no such document", "{id}：图谱中没有这篇文档"));
        let name = id.rsplit('/').next().unwrap_or(id);
        let alike: Vec<&String> = ids.iter().filter(|other| other.contains(name)).take(5).collect();
        if !alike.is_empty() {
            let list = terminal.lang.list(&alike);
            terminal.note(&say!("  did you mean {list}?", "  您是否要找 {list}？"));
        }
    }
    if known.is_empty() {
        return Err(CliError::user(say!("nothing was removed", "没有移除任何文档")).hint(say!(
            "`chanpu query documents` lists the documents of the graph",
            "运行 `chanpu query documents` 可列出图谱中的文档"
        )));
    }
    if !args.dry_run {
        pipeline::remove(&args.graph.graph, &known, &args.gazetteer.load(terminal)?)?;
    }
    let mut out = terminal.results();
    for id in &known {
        writeln!(out, "{id}").map_err(CliError::output)?;
    }
    out.flush().map_err(CliError::output)?;
    let count = known.len();
    terminal.note(&if args.dry_run {
        say!("{count} documents would be removed (--dry-run)", "将移除 {count} 篇文档（--dry-run，未写入）")
    } else {
        say!("removed {count} documents", "已移除 {count} 篇文档")
    });
    Ok(if unknown.is_empty() { Exit::Done } else { Exit::Partial })
}
