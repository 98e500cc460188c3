//! `chanpu rules`: runs the examples of the rules that find facts.

use clap::Subcommand;

use super::error::Result;
use super::exit::Exit;
use super::messages::say;
use super::sources::GazetteerArgs;
use super::table::{Cell, Column, Table, TableFormat};
use super::terminal::Terminal;
use crate::diagnostic::Bilingual;
use crate::pipeline::RuleMistake;

/// Check the rules that find facts
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    #[command(subcommand)]
    action: Action,
}

#[derive(Debug, Subcommand)]
enum Action {
    Check(CheckArgs),
}

/// Run the examples and counter-examples of every rule, built in or of your own rules.toml
///
/// Ends with 1 when a rule doesn't do what its examples say, or has none.
#[derive(Debug, clap::Args)]
struct CheckArgs {
    #[command(flatten)]
    gazetteer: GazetteerArgs,
    /// How to write it [default: table on a terminal, tsv into a pipe]
    #[arg(long, value_enum)]
    format: Option<TableFormat>,
}

/// Runs the action.
pub(crate) fn run(args: &Args, terminal: &Terminal) -> Result<Exit> {
    match &args.action {
        Action::Check(args) => check(args, terminal),
    }
}

fn check(args: &CheckArgs, terminal: &Terminal) -> Result<Exit> {
    let gazetteer = args.gazetteer.load(terminal)?;
    let (mistakes, texts) = args.gazetteer.extractor(&gazetteer)?.check_rules();
    table(&mistakes).print_problems(args.format, terminal)?;
    let wrong = mistakes.len();
    terminal.note(&say!(
        "read {texts} examples and counter-examples: {wrong} mistakes",
        "已运行 {texts} 个正例和反例：不符 {wrong} 处"
    ));
    Ok(Exit::found(mistakes.is_empty()))
}

fn table(mistakes: &[RuleMistake]) -> Table {
    let mut table = Table::new(vec![
        Column::new("rule", "Rule", "规则"),
        Column::new("mistake", "Mistake", "问题"),
        Column::new("text", "Text", "文本"),
        Column::new("fact", "Fact", "事实"),
        Column::new("found", "Found instead", "实际得到"),
    ]);
    for mistake in mistakes {
        table.push(match mistake {
            RuleMistake::NoExample { rule } => vec![
                rule.as_str().into(),
                Cell::Term("no-example", Bilingual::new("no example", "没有例句")),
                Cell::Empty,
                Cell::Empty,
                Cell::Empty,
            ],
            RuleMistake::Missed { rule, text, fact, found } => vec![
                rule.as_str().into(),
                Cell::Term("missed", Bilingual::new("missed", "未找到")),
                text.as_str().into(),
                fact.as_str().into(),
                found.join("; ").as_str().into(),
            ],
            RuleMistake::Unexpected { rule, text, fact } => vec![
                rule.as_str().into(),
                Cell::Term("unexpected", Bilingual::new("unexpected", "不应有")),
                text.as_str().into(),
                fact.as_str().into(),
                Cell::Empty,
            ],
        });
    }
    table
}
