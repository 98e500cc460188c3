//! The `chanpu` command: arguments, printing, exit codes.
//!
//! ```text
//!  arguments ─ parse ─▶ Command ─ run ─▶ results on standard output, messages on standard error
//!                                  └──▶ Exit (0, 1, 2, 3, 130)
//! ```
//!
//! Each command is a file with its `Args` and a `run`. This is the only layer that prints, looks
//! at the environment or the clock, or ends the process.

mod backup;
mod build;
mod completions;
mod confidence;
mod connection;
mod county;
mod error;
mod eval;
mod exit;
mod explain;
mod export;
mod extract;
mod failures;
mod firms;
mod gazetteer;
mod help;
mod interrupt;
mod lookup;
mod messages;
mod progress;
mod push;
mod query;
mod remove;
mod rules;
#[cfg(unix)]
mod serve;
mod show;
mod sources;
mod table;
mod terminal;
mod usage;
mod verify;
mod wrap;

use std::ffi::OsString;
use std::process::ExitCode;

use clap::{CommandFactory as _, FromArgMatches as _, Parser, Subcommand};

use error::{Audience, Result};
use exit::Exit;
use messages::Lang;
use terminal::Terminal;

/// Chinese regional-industry documents into a knowledge graph in which every statement can be
/// checked against the sentence it came from
#[derive(Debug, Parser)]
#[command(
    name = "chanpu",
    version,
    max_term_width = 100,
    subcommand_required = true,
    arg_required_else_help = true
)]
struct Cli {
    /// Language of messages and labels [default: that of the locale]
    #[arg(long, global = true, value_enum, value_name = "LANG")]
    lang: Option<Lang>,
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    Build(build::Args),
    Extract(extract::Args),
    Explain(explain::Args),
    Firms(firms::Args),
    Query(query::Args),
    Show(show::Args),
    Export(export::Args),
    #[cfg(unix)]
    Serve(serve::Args),
    Push(push::Args),
    Remove(remove::Args),
    Verify(verify::Args),
    Backup(backup::Args),
    Eval(eval::Args),
    Gazetteer(gazetteer::Args),
    Rules(rules::Args),
    Completions(completions::Args),
}

impl Command {
    /// Whether Ctrl-C may end it in the middle. A server finishes what it has begun.
    fn ends_at_once(&self) -> bool {
        #[cfg(unix)]
        if matches!(self, Self::Serve(_)) {
            return false;
        }
        true
    }
}

/// Runs the command that the arguments name, the program's own name first.
#[must_use]
pub fn main(arguments: Vec<OsString>) -> ExitCode {
    // Before any thread is started: this process is going to fork.
    #[cfg(unix)]
    if arguments.get(1).is_some_and(|argument| argument == crate::serve::NURSERY) {
        return crate::serve::nursery_main();
    }
    let lang = Lang::detect(&arguments);
    let terminal = Terminal::detect(lang);
    failures::keep_panics_short(lang);
    let cli = help::localise(Cli::command(), lang)
        .try_get_matches_from(arguments)
        .and_then(|mut matches| Cli::from_arg_matches_mut(&mut matches));
    let cli = match cli {
        Ok(cli) => cli,
        Err(error) => return usage::report(&error, &terminal).into(),
    };
    if cli.command.ends_at_once() {
        interrupt::watch();
    }
    match run(&cli.command, &terminal) {
        Ok(exit) => exit.into(),
        Err(error) if error.audience == Audience::Reader => Exit::Done.into(),
        Err(error) => {
            terminal.error(&error);
            Exit::Fatal.into()
        }
    }
}

fn run(command: &Command, terminal: &Terminal) -> Result<Exit> {
    match command {
        Command::Build(args) => build::run(args, terminal),
        Command::Extract(args) => extract::run(args, terminal),
        Command::Explain(args) => explain::run(args, terminal),
        Command::Firms(args) => firms::run(args, terminal),
        Command::Query(args) => query::run(args, terminal),
        Command::Show(args) => show::run(args, terminal),
        Command::Export(args) => export::run(args, terminal),
        #[cfg(unix)]
        Command::Serve(args) => serve::run(args, terminal),
        Command::Push(args) => push::run(args, terminal),
        Command::Remove(args) => remove::run(args, terminal),
        Command::Verify(args) => verify::run(args, terminal),
        Command::Backup(args) => backup::run(args, terminal),
        Command::Eval(args) => eval::run(args, terminal),
        Command::Gazetteer(args) => gazetteer::run(args, terminal),
        Command::Rules(args) => rules::run(args, terminal),
        Command::Completions(args) => completions::run(args, terminal),
    }
}
