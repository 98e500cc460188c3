//! `chanpu eval`: how good the extraction is on annotated documents.

mod tables;

use std::collections::HashMap;
use std::io::{self, Write};
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};

use clap::ValueHint;
use serde::Serialize;

use super::build::nothing_read;
use super::confidence::ConfidenceArgs;
use super::error::{CliError, Result};
use super::exit::Exit;
use super::failures;
use super::messages::say;
use super::progress::Progress;
use super::sources::GazetteerArgs;
use super::table::{Table, TableFormat};
use super::terminal::Terminal;
use crate::document::{Document, Input, SourceFile};
use crate::eval::{self, Comparison, EvalError, GoldSet, Mistake, Prediction, Report};
use crate::pipeline::{Corpus, Extractor, Failure, Workers};

/// Compare what is extracted from annotated documents with what people marked in them
///
/// Prints precision, recall and F1 of mentions, links, facts and observations with the counts behind
/// them: a table on a terminal, tab-separated values into a pipe, where further tables follow after an
/// empty line. Ends with 3 when a document of the gold set could not be read; what is marked in it
/// counts as missed.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// Directory with *.gold.json files and their documents
    #[arg(value_name = "GOLD_DIR", value_hint = ValueHint::DirPath)]
    gold: PathBuf,
    /// List every mistake, with the words around it, in a file (- for standard output); with --json also
    /// in the report
    #[arg(long, value_name = "FILE|-", value_hint = ValueHint::FilePath)]
    errors: Option<PathBuf>,
    /// Add the figures of each document
    #[arg(long)]
    by_document: bool,
    /// Show what is better or worse than in a report that --json wrote; new and gone mistakes too, when it
    /// was written with --errors
    #[arg(long, value_name = "OLD.json", value_hint = ValueHint::FilePath)]
    compare: Option<PathBuf>,
    /// Write a report for machines
    #[arg(long)]
    json: bool,
    /// Compare this output of `chanpu extract`, or of another program, instead of extracting
    #[arg(long, value_name = "FILE.jsonl", value_hint = ValueHint::FilePath, conflicts_with = "min_confidence")]
    predictions: Option<PathBuf>,
    #[command(flatten)]
    confidence: ConfidenceArgs,
    /// Number of threads [default: one a core]
    #[arg(long, value_name = "N")]
    threads: Option<NonZeroUsize>,
    #[command(flatten)]
    gazetteer: GazetteerArgs,
}

impl From<EvalError> for CliError {
    fn from(error: EvalError) -> Self {
        Self::user(error.message())
    }
}

/// A report with what has changed since an old one.
#[derive(Serialize)]
struct Output<'r> {
    #[serde(flatten)]
    report: &'r Report,
    #[serde(skip_serializing_if = "Option::is_none")]
    comparison: Option<&'r Comparison>,
}

/// Scores the gold set and prints the figures.
pub(crate) fn run(args: &Args, terminal: &Terminal) -> Result<Exit> {
    let gold = GoldSet::read(&args.gold)?;
    let old = args.compare.as_deref().map(Report::read).transpose()?;
    let (mut report, failed) = match &args.predictions {
        Some(path) => {
            let predictions = eval::read_predictions(path)?;
            note_unpredicted(&gold, &predictions, terminal);
            score(args, &gold, &Source::File(predictions), terminal)?
        }
        None => {
            let gazetteer = args.gazetteer.load(terminal)?;
            let extractor = args.gazetteer.extractor(&gazetteer)?;
            let (report, failed) = score(args, &gold, &Source::Extractor(&extractor), terminal)?;
            if failed.len() == report.documents {
                return Err(nothing_read(&failed, terminal));
            }
            (report, failed)
        }
    };
    let comparison = old.map(|old| Comparison::between(&old, &report));
    if !args.by_document {
        report.by_document = None;
    }
    if let Some(path) = args.errors.as_deref().filter(|path| *path != Path::new("-")) {
        write_mistakes(path, report.errors.as_deref().unwrap_or_default(), terminal)?;
    }
    if args.json {
        if args.errors.is_none() {
            report.errors = None;
        }
        terminal.print_json(&Output { report: &report, comparison: comparison.as_ref() })?;
    } else {
        let mut out = terminal.results();
        print(args, &report, comparison.as_ref(), terminal, &mut out)
            .and_then(|()| out.flush())
            .map_err(CliError::output)?;
    }
    failures::list(&failed, terminal);
    Ok(if failed.is_empty() { Exit::Done } else { Exit::Partial })
}

/// Where predictions come from.
enum Source<'e> {
    File(HashMap<String, Prediction>),
    Extractor(&'e Extractor<'e>),
}

/// Reads each document, gets what was or is found in it, and compares. A document that can't be read
/// is compared without its text.
fn score(
    args: &Args,
    gold: &GoldSet,
    source: &Source<'_>,
    terminal: &Terminal,
) -> Result<(Report, Vec<Failure>)> {
    let files = gold.documents.iter().map(|document| {
        let name = document.name();
        SourceFile { input: Input::File(args.gold.join(name)), id: name.to_owned() }
    });
    let corpus = Corpus { files: files.collect(), ..Corpus::default() };
    let workers = Workers::new(args.threads).map_err(|error| {
        CliError::system(say!("no threads: {error}", "无法创建线程：{error}"))
            .hint(say!("try --threads 1", "请尝试 --threads 1"))
    })?;
    let progress = Progress::new(corpus.files.len(), terminal);
    let (mut documents, mut unread, mut failed) = (Vec::new(), Vec::new(), Vec::new());
    let work = |document: Document| {
        let prediction = match source {
            Source::Extractor(extractor) => {
                let mut extraction = extractor.extract(&document);
                args.confidence.apply(&mut extraction);
                Some(extraction.into())
            }
            Source::File(_) => None,
        };
        (document.raw, prediction)
    };
    let mut marked = gold.documents.iter();
    corpus.process(&workers, work, |file, result| -> Result<()> {
        let (raw, extracted): (Option<String>, Option<Prediction>) = match result {
            Ok((raw, prediction)) => (Some(raw), prediction),
            Err(failure) => {
                unread.push(file.id.clone());
                failed.push(failure);
                (None, None)
            }
        };
        let prediction = match source {
            Source::File(predictions) => predictions.get(&file.id),
            Source::Extractor(_) => extracted.as_ref(),
        };
        // Results come in the order of the files, a file a document.
        if let Some(marked) = marked.next() {
            documents.push(eval::score_document(gold, marked, prediction, raw.as_deref()));
        }
        progress.done(&file.id);
        Ok(())
    })?;
    Ok((Report::new(documents, unread), failed))
}

fn note_unpredicted(gold: &GoldSet, predictions: &HashMap<String, Prediction>, terminal: &Terminal) {
    let names = gold.documents.iter().map(eval::GoldDocument::name);
    let missing: Vec<&str> = names.filter(|name| !predictions.contains_key(*name)).collect();
    if !missing.is_empty() {
        let (count, list) = (missing.len(), terminal.lang.list(&missing));
        terminal.warn(&say!(
            "{count} documents of the gold set have no predictions, so everything in them counts as missed: {list}",
            "标准集中有 {count} 篇文档没有预测结果，其内容全部计为遗漏：{list}"
        ));
    }
}

fn print(
    args: &Args,
    report: &Report,
    comparison: Option<&Comparison>,
    terminal: &Terminal,
    out: &mut dyn Write,
) -> io::Result<()> {
    let mut tables = vec![tables::figures(&report.scores)];
    if let Some(documents) = &report.by_document {
        tables.push(tables::by_document(documents));
    }
    if let Some(comparison) = comparison {
        if !comparison.same_gold {
            terminal.warn(&say!(
                "the old report is about another gold set or another state of it, so differences may come from there",
                "旧报告所用的标准集与现在不同，差异可能由此而来"
            ));
        }
        tables.push(tables::comparison(comparison));
        match &comparison.mistakes {
            Some(changes) => tables.push(tables::mistake_changes(changes)),
            None => terminal.note(&say!(
                "the old report lists no mistakes; one made with --json --errors - does",
                "旧报告不含错误清单；用 --json --errors - 生成的报告才含"
            )),
        }
    }
    if args.errors.as_deref() == Some(Path::new("-")) {
        tables.push(tables::mistakes(report.errors.as_deref().unwrap_or_default()));
    }
    let format = TableFormat::or_suitable(None, terminal);
    for (index, table) in tables.iter().enumerate() {
        if index > 0 {
            writeln!(out)?;
        }
        table.write(format, terminal, out)?;
    }
    Ok(())
}

/// Writes the list of mistakes, tab-separated, into a file.
fn write_mistakes(path: &Path, mistakes: &[Mistake], terminal: &Terminal) -> Result<()> {
    let table: Table = tables::mistakes(mistakes);
    let mut text = Vec::new();
    let written =
        table.write(TableFormat::Tsv, terminal, &mut text).and_then(|()| std::fs::write(path, &text));
    let path = path.display();
    written.map_err(|error| {
        CliError::system(say!("{path}: can't be written: {error}", "{path}：无法写入：{error}")).hint(say!(
            "choose another file for --errors, or - for standard output",
            "请为 --errors 另选文件，或用 - 输出到标准输出"
        ))
    })
}
