//! `chanpu gazetteer`: checks and counts the dictionary.

use std::path::PathBuf;

use clap::{Subcommand, ValueHint};

use super::error::Result;
use super::exit::Exit;
use super::messages::say;
use super::sources::GazetteerArgs;
use super::table::{Cell, Column, Table, TableFormat};
use super::terminal::Terminal;
use crate::diagnostic::{Bilingual, Severity};
use crate::gazetteer::{self, Stats};
use crate::text::Normalizer;

/// Check the dictionary of names, or count what it holds
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    #[command(subcommand)]
    action: Action,
}

#[derive(Debug, Subcommand)]
enum Action {
    Check(CheckArgs),
    Stats(StatsArgs),
}

/// List everything that is wrong or doubtful in a gazetteer, with file, line and column
///
/// Ends with 1 when there are errors; a row with an error isn't used.
#[derive(Debug, clap::Args)]
struct CheckArgs {
    /// Directory to check together with the built-in gazetteer [default: ./gazetteer, if there is
    /// one]
    #[arg(value_name = "DIR", value_hint = ValueHint::DirPath)]
    directory: Option<PathBuf>,
    /// Leave out warnings
    #[arg(long)]
    errors_only: bool,
    /// How to write it [default: table on a terminal, tsv into a pipe]
    #[arg(long, value_enum)]
    format: Option<TableFormat>,
}

/// Count entities by type, level and source, and names
#[derive(Debug, clap::Args)]
struct StatsArgs {
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
        Action::Stats(args) => stats(args, terminal),
    }
}

fn check(args: &CheckArgs, terminal: &Terminal) -> Result<Exit> {
    let directories = args.directory.iter().cloned().collect();
    let sources = GazetteerArgs { directories }.sources()?;
    let normalizer = Normalizer::builtin();
    let report = gazetteer::check(&sources, |name| normalizer.normalize_str(name));
    let mut table = Table::new(vec![
        Column::new("severity", "", ""),
        Column::new("file", "File", "文件"),
        Column::new("line", "Line", "行"),
        Column::new("column", "Column", "列"),
        Column::new("message", "Message", "说明"),
    ]);
    for diagnostic in &report.diagnostics {
        let severity = match diagnostic.severity {
            Severity::Error => Cell::Term("error", Bilingual::new("error", "错误")),
            Severity::Warning if args.errors_only => continue,
            Severity::Warning => Cell::Term("warning", Bilingual::new("warning", "警告")),
        };
        table.push(vec![
            severity,
            diagnostic.file.as_ref().into(),
            diagnostic
                .line
                .map_or(Cell::Empty, |line| Cell::Number(usize::try_from(line).unwrap_or(usize::MAX))),
            Cell::optional(diagnostic.column),
            terminal.lang.of(&diagnostic.message).into(),
        ]);
    }
    table.print_problems(args.format, terminal)?;
    let counts = report.counts;
    let (files, entities, aliases) = (counts.files, counts.entities, counts.aliases);
    let (errors, warnings) = (counts.errors, counts.warnings);
    terminal.note(&say!(
        "checked {files} files, {entities} entities, {aliases} names: {errors} errors, {warnings} warnings",
        "已检查 {files} 个文件、{entities} 个实体、{aliases} 个名称：错误 {errors}，警告 {warnings}"
    ));
    Ok(Exit::found(errors == 0))
}

fn stats(args: &StatsArgs, terminal: &Terminal) -> Result<Exit> {
    let gazetteer = args.gazetteer.load(terminal)?;
    let stats = gazetteer::stats(&gazetteer);
    let format = TableFormat::or_suitable(args.format, terminal);
    match format {
        TableFormat::Json => terminal.print_json(&stats)?,
        _ => table(&stats).print(format, terminal)?,
    }
    Ok(Exit::Done)
}

/// What is counted, by which property, and how many.
fn table(stats: &Stats) -> Table {
    let mut table = Table::new(vec![
        Column::new("group", "Group", "类别"),
        Column::new("name", "Name", "名称"),
        Column::new("count", "Count", "数量"),
    ]);
    let mut add = |group: &'static str, zh: &str, name: &str, count: usize| {
        table.push(vec![Cell::Term(group, Bilingual::new(group, zh)), name.into(), count.into()]);
    };
    add("entities", "实体", "", stats.entities);
    add("entities", "实体", "ended", stats.ended);
    for (group, zh, counts) in [
        ("type", "类型", &stats.by_type),
        ("level", "级别", &stats.by_level),
        ("source", "来源", &stats.by_source),
    ] {
        for count in counts {
            add(group, zh, &count.name, count.count);
        }
    }
    add("names", "名称", "", stats.forms);
    add("names", "名称", "ambiguous", stats.ambiguous_forms);
    add("names", "名称", "common-word", stats.common_word_forms);
    add("names", "名称", "in-lexicon", stats.lexicon_forms);
    for count in &stats.by_kind {
        add("kind", "名称种类", &count.name, count.count);
    }
    add("counties", "同名县区", "shared-names", stats.homonymous_counties.names);
    add("townships", "同名乡镇", "shared-names", stats.homonymous_townships.names);
    for count in &stats.most_ambiguous {
        add("most-ambiguous", "歧义最多", &count.name, count.count);
    }
    for province in &stats.provinces {
        add("counties-of", "县区数", &province.name, province.counties);
    }
    for province in &stats.provinces {
        add("townships-of", "乡镇数", &province.name, province.townships);
    }
    add("guards", "护栏", "", stats.guards);
    add("lexicon", "词库", "", stats.lexicon_words);
    table
}
