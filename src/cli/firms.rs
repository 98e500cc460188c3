//! `chanpu firms`: which firms appear in which county, and what shows it.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Write};

use super::connection::{Source, SourceArgs};
use super::county::{self, County};
use super::error::{CliError, Result};
use super::exit::Exit;
use super::messages::say;
use super::sources::GazetteerArgs;
use super::table::{Cell, Column, Table, TableFormat};
use super::terminal::Terminal;
use super::wrap::wrap;
use crate::diagnostic::Bilingual;
use crate::query::rows::{Passage, Rows, ask};

/// List which firms appear in which county
///
/// A firm appears in a county when a document states that it is there (stated), when the county is
/// named in the same sentence (same-sentence), or when the section is about the county (section).
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// Only this county, by name or code; a city or province stands for all its counties
    #[arg(long, value_name = "NAME|CODE")]
    county: Option<String>,
    /// Add the sentences that show it
    #[arg(long)]
    evidence: bool,
    #[command(flatten)]
    source: SourceArgs,
    #[command(flatten)]
    gazetteer: GazetteerArgs,
    /// How to write it [default: table on a terminal, tsv into a pipe]
    #[arg(long, value_enum)]
    format: Option<TableFormat>,
}

/// Why a firm counts as appearing in a county, the strongest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Basis {
    Stated,
    SameSentence,
    Section,
}

impl Basis {
    const ALL: [Self; 3] = [Self::Stated, Self::SameSentence, Self::Section];

    /// The name in the graph.
    fn key(self) -> &'static str {
        match self {
            Self::Stated => "stated",
            Self::SameSentence => "same-sentence",
            Self::Section => "section",
        }
    }

    fn wording(self) -> Bilingual {
        match self {
            Self::Stated => Bilingual::new("stated", "文中明言"),
            Self::SameSentence => Bilingual::new("same sentence", "同句"),
            Self::Section => Bilingual::new("section", "同节"),
        }
    }

    fn cell(self) -> Cell {
        Cell::Term(self.key(), self.wording())
    }
}

/// A county, in the order of codes.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Place {
    code: String,
    name: String,
    id: String,
}

/// A firm in a county.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Firm {
    name: String,
    id: String,
}

/// The firms of each county, with the sentences that show it and in which way.
type Appearances = BTreeMap<Place, BTreeMap<Firm, BTreeSet<(Passage, Basis)>>>;

/// Prints the firms.
pub(crate) fn run(args: &Args, terminal: &Terminal) -> Result<Exit> {
    let source = args.source.open(terminal)?;
    let county = match &args.county {
        None => None,
        Some(value) => match county(&source, value, args, terminal)? {
            County::InGraph(id) => Some(id),
            County::Unmentioned(name) => {
                terminal.note(&say!("no document of the graph speaks of {name}", "图谱中没有文档提到{name}"));
                return Ok(Exit::Nothing);
            }
        },
    };
    let (question, about) = match &county {
        None => (include_str!("../query/questions/all-firms.rq"), None),
        Some(id) => (include_str!("../query/questions/firms.rq"), Some(("place", id))),
    };
    let rows = match &source {
        Source::Here(graph) => ask(graph, question, about)?,
        Source::Elsewhere(graph) => ask(graph.as_ref(), question, about)?,
    };
    let appearances = collect(&rows);
    if appearances.is_empty() {
        terminal.note(&say!("no firm was found", "没有找到企业"));
        return Ok(Exit::Nothing);
    }
    let format = TableFormat::or_suitable(args.format, terminal);
    let mut out = terminal.results();
    match (format, args.evidence) {
        (TableFormat::Table, true) => write_for_people(&appearances, terminal, &mut out),
        (_, true) => evidence(&appearances).write(format, terminal, &mut out),
        (_, false) => overview(&appearances).write(format, terminal, &mut out),
    }
    .and_then(|()| out.flush())
    .map_err(CliError::output)?;
    Ok(Exit::Done)
}

fn county(source: &Source, value: &str, args: &Args, terminal: &Terminal) -> Result<County> {
    match source {
        Source::Here(graph) => county::find(graph, value, &args.gazetteer, terminal),
        Source::Elsewhere(graph) => {
            county::find(&graph.entity_excerpt(value)?, value, &args.gazetteer, terminal)
        }
    }
}

fn collect(rows: &Rows<'_>) -> Appearances {
    let mut appearances = Appearances::new();
    for row in rows.iter() {
        let (Some(county), Some(firm)) = (row.entity("county"), row.entity("firm")) else { continue };
        let Some(basis) = Basis::ALL.into_iter().find(|basis| basis.key() == row.text("basis")) else {
            continue;
        };
        let place = Place { code: row.text("code"), name: row.text("countyName"), id: county.to_string() };
        let firm = Firm { name: row.text("firmName"), id: firm.to_string() };
        appearances.entry(place).or_default().entry(firm).or_default().insert((row.passage(), basis));
    }
    appearances
}

fn strongest(passages: &BTreeSet<(Passage, Basis)>) -> Basis {
    passages.iter().map(|(_, basis)| *basis).min().unwrap_or(Basis::Section)
}

/// The firms of a county, those with the best evidence first.
fn ranked(firms: &BTreeMap<Firm, BTreeSet<(Passage, Basis)>>) -> Vec<(&Firm, &BTreeSet<(Passage, Basis)>)> {
    let mut ranked: Vec<_> = firms.iter().collect();
    ranked.sort_by_key(|(firm, passages)| (strongest(passages), std::cmp::Reverse(passages.len()), *firm));
    ranked
}

/// A row a firm and county.
fn overview(appearances: &Appearances) -> Table {
    let mut table = Table::new(vec![
        Column::new("county", "County", "县区"),
        Column::new("code", "Code", "代码"),
        Column::new("firm", "Firm", "企业"),
        Column::new("basis", "Basis", "依据"),
        Column::new("sentences", "Sentences", "句数"),
        Column::new("documents", "Documents", "文档"),
        Column::new("id", "Identifier", "标识").for_machines(),
    ]);
    for (place, firms) in appearances {
        for (firm, passages) in ranked(firms) {
            table.push(vec![
                place.name.as_str().into(),
                place.code.as_str().into(),
                firm.name.as_str().into(),
                strongest(passages).cell(),
                passages.len().into(),
                documents(passages),
                firm.id.as_str().into(),
            ]);
        }
    }
    table
}

/// The documents; people see the newest and how many more there are.
fn documents(passages: &BTreeSet<(Passage, Basis)>) -> Cell {
    let documents: BTreeSet<(&Option<String>, &str)> =
        passages.iter().map(|(passage, _)| (&passage.date, passage.document.as_str())).collect();
    let newest = documents.last().map_or("", |(_, id)| id);
    let short = match documents.len() {
        0 | 1 => newest.to_owned(),
        several => format!("{newest} +{}", several - 1),
    };
    let ids: BTreeSet<&str> = documents.iter().map(|(_, id)| *id).collect();
    Cell::Shortened { all: ids.into_iter().collect::<Vec<_>>().join("; "), short }
}

/// A row a sentence.
fn evidence(appearances: &Appearances) -> Table {
    let mut table = Table::new(vec![
        Column::new("county", "County", "县区"),
        Column::new("code", "Code", "代码"),
        Column::new("firm", "Firm", "企业"),
        Column::new("basis", "Basis", "依据"),
        Column::new("date", "Date", "日期"),
        Column::new("document", "Document", "文档"),
        Column::new("start", "Start", "起").for_machines(),
        Column::new("end", "End", "止").for_machines(),
        Column::new("sentence", "Sentence", "句子"),
        Column::new("id", "Identifier", "标识").for_machines(),
    ]);
    for (place, firms) in appearances {
        for (firm, passages) in ranked(firms) {
            for (passage, basis) in passages {
                table.push(vec![
                    place.name.as_str().into(),
                    place.code.as_str().into(),
                    firm.name.as_str().into(),
                    basis.cell(),
                    Cell::optional(passage.date.as_deref()),
                    passage.document.as_str().into(),
                    passage.start.into(),
                    passage.end.into(),
                    passage.text.as_str().into(),
                    firm.id.as_str().into(),
                ]);
            }
        }
    }
    table
}

/// Counties as headings, firms below them, and their sentences wrapped below those.
fn write_for_people(appearances: &Appearances, terminal: &Terminal, out: &mut dyn Write) -> io::Result<()> {
    for (number, (place, firms)) in appearances.iter().enumerate() {
        if number > 0 {
            writeln!(out)?;
        }
        writeln!(out, "{} {}", terminal.strong(&place.name), terminal.faint(&place.code))?;
        for (firm, passages) in ranked(firms) {
            writeln!(out, "  {}", terminal.strong(&firm.name))?;
            for (passage, basis) in passages {
                let wording = basis.wording();
                let date = passage.date.as_ref().map_or_else(String::new, |date| format!(" {date}"));
                let source = format!("{}{date} · {}", passage.document, terminal.lang.of(&wording));
                writeln!(out, "    {}", terminal.faint(&source))?;
                for line in wrap(&passage.text, terminal.width.saturating_sub(6)) {
                    writeln!(out, "      {line}")?;
                }
            }
        }
    }
    Ok(())
}
