//! `chanpu query`: named questions, SPARQL files, and SPARQL from standard input.

use std::io::{Read as _, Write as _};
use std::path::PathBuf;
use std::str::FromStr as _;

use clap::ValueHint;
use clap::builder::{PossibleValuesParser, TypedValueParser as _};

use super::connection::{Source, SourceArgs};
use super::error::{CliError, Result};
use super::exit::Exit;
use super::messages::{Lang, say};
use super::table::{Cell, Column, Table, TableFormat};
use super::terminal::Terminal;
use crate::query::format::{self, Format, IriStyle, Style};
use crate::query::{self, Catalog, CatalogError, Language, NamedQuery, Outcome, Presence, RunOptions};

/// Queries of the user's own, which are found without being named.
const OWN_QUERIES: &str = "queries";

/// Ask a named question or a SPARQL query of your own
///
/// `chanpu query --list` lists the named questions and their parameters. Ends with 1 when the
/// answer is empty or no.
#[derive(Debug, clap::Args)]
#[command(arg_required_else_help = true)]
pub(crate) struct Args {
    /// A named question, a file with SPARQL, or - for standard input
    #[arg(value_name = "NAME|FILE.rq|-", required_unless_present = "list", value_hint = ValueHint::FilePath)]
    query: Option<String>,
    /// A parameter of the question; names and codes of places are both understood
    #[arg(long = "param", value_name = "KEY=VALUE", value_parser = key_value)]
    parameters: Vec<(String, String)>,
    /// List the named questions
    #[arg(long)]
    list: bool,
    /// How to write the answer [default: table on a terminal, tsv into a pipe]
    #[arg(long, value_name = "FORMAT", value_parser = PossibleValuesParser::new(Format::ALL.map(Format::as_str))
        .try_map(|name| Format::from_str(&name)))]
    format: Option<Format>,
    /// Write bare IRIs instead of names
    #[arg(long)]
    iris: bool,
    #[command(flatten)]
    source: SourceArgs,
}

impl From<CatalogError> for CliError {
    fn from(error: CatalogError) -> Self {
        Self::user(error.message())
    }
}

impl From<Lang> for Language {
    fn from(lang: Lang) -> Self {
        match lang {
            Lang::Zh => Self::Zh,
            Lang::En => Self::En,
        }
    }
}

fn key_value(text: &str) -> std::result::Result<(String, String), String> {
    match text.split_once('=') {
        Some((key, value)) if !key.is_empty() => Ok((key.to_owned(), value.to_owned())),
        _ => Err("KEY=VALUE, county=彝良县".to_owned()),
    }
}

/// Answers the query.
pub(crate) fn run(args: &Args, terminal: &Terminal) -> Result<Exit> {
    if args.list {
        return list(args, terminal);
    }
    let asked = args.query.as_deref().unwrap_or("-");
    let question = find(asked)?;
    let (outcome, graph) = match args.source.open(terminal)? {
        Source::Here(graph) => {
            let bindings = query::resolve(&graph, &question, &args.parameters)?;
            (query::run(&graph, &question, &bindings, &RunOptions::default())?, graph)
        }
        Source::Elsewhere(graph) => graph.ask(&question, &args.parameters, None)?,
    };
    let format = args.format.unwrap_or(if terminal.results_are_read { Format::Table } else { Format::Tsv });
    let mut style = Style::of(format, terminal.lang.into());
    if args.iris {
        style.iris = IriStyle::Iri;
    }
    style.width = terminal.results_are_read.then_some(terminal.width);
    let mut out = terminal.results();
    format::write(&graph, &outcome, style, &mut out).and_then(|()| out.flush()).map_err(CliError::output)?;
    if outcome.is_empty() && !matches!(outcome, Outcome::Boolean(_)) {
        terminal.note(&say!("the answer is empty", "查询结果为空"));
    }
    Ok(Exit::found(!outcome.is_empty()))
}

/// All named questions: the program's and those of `./queries`.
fn catalog() -> Result<Catalog> {
    let mut catalog = Catalog::embedded()?;
    if let Some(own) = own_queries() {
        catalog.add_directory(&own)?;
    }
    Ok(catalog)
}

/// The directory of the user's own queries, when there is one.
pub(crate) fn own_queries() -> Option<PathBuf> {
    Some(PathBuf::from(OWN_QUERIES)).filter(|own| own.is_dir())
}

fn find(asked: &str) -> Result<NamedQuery> {
    if asked == "-" {
        let mut text = String::new();
        std::io::stdin().lock().read_to_string(&mut text).map_err(|error| {
            CliError::system(say!("standard input can't be read: {error}", "无法读取标准输入：{error}"))
        })?;
        return NamedQuery::parse("stdin", &text).map_err(|error| CliError::user(error.message()));
    }
    let catalog = catalog()?;
    if let Some(question) = catalog.get(asked) {
        return Ok(question.clone());
    }
    let path = PathBuf::from(asked);
    if path.is_file() || path.extension().is_some_and(|extension| extension == "rq") {
        return Ok(Catalog::read(&path)?);
    }
    let mut error = CliError::user(say!("no question is called {asked:?}", "没有名为“{asked}”的查询"));
    let alike: Vec<&str> = alike(asked, catalog.iter().map(|question| question.name.as_str()));
    if !alike.is_empty() {
        let (en, zh) = (Lang::En.list(&alike), Lang::Zh.list(&alike));
        error = error.hint(say!("did you mean {en}?", "您是否要找 {zh}？"));
    }
    Err(error.hint(say!(
        "`chanpu query --list` lists the questions; a file must end in .rq or exist",
        "运行 `chanpu query --list` 可列出全部查询；查询文件须存在或以 .rq 结尾"
    )))
}

/// The names that share a word with what was asked.
fn alike<'n>(asked: &str, names: impl Iterator<Item = &'n str>) -> Vec<&'n str> {
    let stem = |word: &str| word.trim_end_matches('s').to_owned();
    let words: Vec<String> = asked.split(['-', '_', ' ']).map(stem).filter(|word| word.len() > 2).collect();
    names.filter(|name| name.split('-').any(|word| words.contains(&stem(word)))).take(5).collect()
}

fn list(args: &Args, terminal: &Terminal) -> Result<Exit> {
    let format = match args.format {
        None => TableFormat::or_suitable(None, terminal),
        Some(Format::Table) => TableFormat::Table,
        Some(Format::Csv) => TableFormat::Csv,
        Some(Format::Tsv) => TableFormat::Tsv,
        Some(Format::Json) => TableFormat::Json,
        Some(other) => {
            return Err(CliError::user(say!(
                "the list can't be written as {other}; choose table, csv, tsv or json",
                "列表不能写成 {other}；请选择 table、csv、tsv 或 json"
            )));
        }
    };
    let mut table = Table::new(vec![
        Column::new("name", "Name", "名称"),
        Column::new("question", "Question", "问题"),
        Column::new("parameters", "Parameters", "参数"),
    ]);
    for question in catalog()?.iter() {
        let parameters: Vec<String> = question
            .parameters
            .iter()
            .map(|parameter| {
                let (name, kind) = (&parameter.name, parameter.kind);
                match &parameter.presence {
                    Presence::Required => format!("{name}=<{kind}>"),
                    Presence::Optional => format!("[{name}=<{kind}>]"),
                    Presence::Default(value) => format!("[{name}={value}]"),
                }
            })
            .collect();
        let asked = if question.question.en.is_empty() { &question.title } else { &question.question };
        table.push(vec![
            question.name.as_str().into(),
            terminal.lang.of(asked).into(),
            Cell::Text(parameters.join(" ")),
        ]);
    }
    table.print(format, terminal)?;
    Ok(Exit::Done)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parameters_are_pairs() {
        assert_eq!(key_value("county=彝良县"), Ok(("county".to_owned(), "彝良县".to_owned())));
        assert_eq!(key_value("a=b=c"), Ok(("a".to_owned(), "b=c".to_owned())));
        assert!(key_value("county").is_err() && key_value("=x").is_err());
    }

    #[test]
    fn names_with_a_common_word_are_suggested() {
        let names = ["firms-of-county", "leaders", "projects-of-park"];
        assert_eq!(alike("county-firm", names.into_iter()), ["firms-of-county"]);
        assert_eq!(alike("project", names.into_iter()), ["projects-of-park"]);
        assert!(alike("zzz", names.into_iter()).is_empty());
    }
}
