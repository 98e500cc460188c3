//! `chanpu extract`: what documents say, as JSON, without building a graph.

use std::io::Write as _;

use super::build::nothing_read;
use super::confidence::ConfidenceArgs;
use super::error::{CliError, Result};
use super::exit::Exit;
use super::failures;
use super::progress::Progress;
use super::sources::InputArgs;
use super::terminal::Terminal;
use crate::extraction::Extraction;

/// Print what each document says as JSON, one object a line
///
/// Writes as it reads, in the order of the inputs, so that any number of documents can be piped.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    #[command(flatten)]
    input: InputArgs,
    /// One object a line, or an array
    #[arg(long, value_enum, default_value_t = Format::Jsonl)]
    format: Format,
    /// Add the sentences that contain mentions
    #[arg(long)]
    sentences: bool,
    #[command(flatten)]
    confidence: ConfidenceArgs,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
enum Format {
    /// One object a line.
    Jsonl,
    /// An indented array.
    Json,
}

/// Prints the extractions.
pub(crate) fn run(args: &Args, terminal: &Terminal) -> Result<Exit> {
    let corpus = args.input.corpus()?;
    if corpus.files.is_empty() {
        return Err(nothing_read(&corpus.skipped, terminal));
    }
    let gazetteer = args.input.gazetteer.load(terminal)?;
    let extractor = args.input.gazetteer.extractor(&gazetteer)?;
    let workers = args.input.workers()?;
    let mut out = terminal.results();
    let mut written = 0_usize;
    let mut failed = corpus.skipped.clone();
    // A bar would be torn apart by results on the same terminal.
    let bar = Progress::new(if terminal.results_are_read { 0 } else { corpus.files.len() }, terminal);
    let work = |document| extractor.extract(&document);
    corpus.process(&workers, work, |file, result| -> Result<()> {
        match result {
            Ok(extraction) => {
                let json = render(extraction, args)?;
                let before = match (args.format, written) {
                    (Format::Jsonl, _) => "",
                    (Format::Json, 0) => "[\n",
                    (Format::Json, _) => ",\n",
                };
                let after = if args.format == Format::Jsonl { "\n" } else { "" };
                write!(out, "{before}{json}{after}").map_err(CliError::output)?;
                written += 1;
            }
            Err(failure) => failed.push(failure),
        }
        bar.done(&file.id);
        Ok(())
    })?;
    drop(bar);
    if written > 0 && args.format == Format::Json {
        out.write_all(b"\n]\n").map_err(CliError::output)?;
    }
    out.flush().map_err(CliError::output)?;
    if written == 0 {
        return Err(nothing_read(&failed, terminal));
    }
    failures::list(&failed, terminal);
    Ok(if failed.is_empty() { Exit::Done } else { Exit::Partial })
}

fn render(mut extraction: Extraction, args: &Args) -> Result<String> {
    if !args.sentences {
        extraction.sentences.clear();
    }
    args.confidence.apply(&mut extraction);
    let json = match args.format {
        Format::Jsonl => serde_json::to_string(&extraction),
        Format::Json => serde_json::to_string_pretty(&extraction),
    };
    json.map_err(|error| CliError::output(error.into()))
}
