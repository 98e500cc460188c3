//! `chanpu verify`: whether a graph directory is what its manifest says.

use std::io::{self, Write};

use super::error::{CliError, Result};
use super::exit::Exit;
use super::messages::say;
use super::sources::GraphArgs;
use super::terminal::Terminal;
use crate::graph::{self, Problem, Verification};

/// Check every file of the graph: sizes, hashes, numbers of quads
///
/// Names each file that is damaged or missing, and ends with 1 then.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    #[command(flatten)]
    graph: GraphArgs,
}

/// Checks the graph and prints what is wrong.
pub(crate) fn run(args: &Args, terminal: &Terminal) -> Result<Exit> {
    let found = graph::verify(&args.graph.graph)?;
    let mut out = terminal.results();
    write(&found, args, terminal, &mut out).and_then(|()| out.flush()).map_err(CliError::output)?;
    drop(out);
    if found.problems.is_empty() {
        return Ok(Exit::Done);
    }
    if found.problems.iter().all(Problem::is_of_index) {
        terminal.warn(&say!(
            "only the index is damaged and nothing is lost: remove its folder (index-…) and run `chanpu build` \
             again",
            "只有索引损坏，数据没有丢失：请删除索引文件夹（index-…）并再次运行 `chanpu build`"
        ));
        return Ok(Exit::Nothing);
    }
    terminal.warn(&say!(
        "restore these files from a backup, or build the graph again in a new directory",
        "请用备份恢复这些文件，或在新目录中重新构建图谱"
    ));
    Ok(Exit::Nothing)
}

fn write(found: &Verification, args: &Args, terminal: &Terminal, out: &mut dyn Write) -> io::Result<()> {
    for problem in &found.problems {
        writeln!(out, "{}\t{}", problem.path, terminal.lang.of(&problem.damage.message()))?;
    }
    let Verification { documents, quads, files, .. } = found;
    let (path, damaged, left) = (args.graph.graph.display(), found.problems.len(), found.leftovers.len());
    let summary = if damaged == 0 {
        say!(
            "{path}: {documents} documents, {quads} quads in {files} files, all sound",
            "{path}：文档 {documents}，四元组 {quads}，文件 {files}，全部完好"
        )
    } else {
        say!("{path}: {damaged} of {files} files are damaged", "{path}：{files} 个文件中有 {damaged} 个损坏")
    };
    writeln!(out, "{}", terminal.lang.of(&summary))?;
    if left > 0 {
        let left = say!(
            "{left} files are left over from a build that was stopped; the next one removes them",
            "有 {left} 个文件是中断的构建留下的；下次构建会清除"
        );
        writeln!(out, "{}", terminal.lang.of(&left))?;
    }
    Ok(())
}
