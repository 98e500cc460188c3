//! `chanpu completions`: scripts that complete commands and options.

use clap::CommandFactory as _;
use clap_complete::Shell;

use super::Cli;
use super::error::{CliError, Result};
use super::exit::Exit;
use super::help;
use super::terminal::Terminal;

/// Print a script that completes commands and options in a shell
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// The shell
    #[arg(value_enum, value_name = "SHELL")]
    shell: Shell,
}

/// Prints the script.
pub(crate) fn run(args: &Args, terminal: &Terminal) -> Result<Exit> {
    let mut command = help::localise(Cli::command(), terminal.lang);
    let mut script = Vec::new();
    // The generator panics when it can't write, so it writes to memory.
    clap_complete::generate(args.shell, &mut command, "chanpu", &mut script);
    std::io::Write::write_all(&mut terminal.results(), &script).map_err(CliError::output)?;
    Ok(Exit::Done)
}
