//! `chanpu extract`: what documents say, as JSON, without building a graph.

use std::io::{self, Write};

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
    // Each thread writes what it has read: all of it by one would keep the others waiting.
    let work = |document| render(extractor.extract(&document), args);
    corpus.process(&workers, work, |file, result| -> Result<()> {
        match result {
            Ok(json) => {
                let before: &[u8] = match (args.format, written) {
                    (Format::Jsonl, _) => b"",
                    (Format::Json, 0) => b"[\n",
                    (Format::Json, _) => b",\n",
                };
                let json = json.map_err(|error| CliError::output(error.into()))?;
                out.write_all(before).and_then(|()| out.write_all(&json)).map_err(CliError::output)?;
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

/// The extraction as JSON; a line of its own has its end.
fn render(mut extraction: Extraction, args: &Args) -> serde_json::Result<Vec<u8>> {
    if !args.sentences {
        extraction.sentences.clear();
    }
    args.confidence.apply(&mut extraction);
    /// About how many bytes a mention takes.
    const MENTION: usize = 300;
    let Extraction { mentions, facts, observations, .. } = &extraction;
    // What is told of them quotes a sentence.
    let room = mentions.len() + 3 * (facts.len() + observations.len());
    let mut json = Json(Vec::with_capacity(MENTION * (1 + room)));
    match args.format {
        Format::Jsonl => {
            serde_json::to_writer(&mut json, &extraction)?;
            json.0.push(b'\n');
        }
        Format::Json => serde_json::to_writer_pretty(&mut json, &extraction)?,
    }
    Ok(json.0)
}

/// JSON as it is written: half of what comes are single marks, for which a call of its own each is too much.
struct Json(Vec<u8>);

impl Write for Json {
    #[inline]
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.write_all(bytes).map(|()| bytes.len())
    }

    #[inline]
    fn write_all(&mut self, bytes: &[u8]) -> io::Result<()> {
        match bytes {
            [mark] => self.0.push(*mark),
            _ => self.0.extend_from_slice(bytes),
        }
        Ok(())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
