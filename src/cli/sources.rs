//! What several commands take: inputs, gazetteers, threads, the graph directory.

use std::io::Read as _;
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};

use clap::ValueHint;

use super::error::{CliError, Result};
use super::messages::say;
use super::terminal::Terminal;
use crate::diagnostic::Severity;
use crate::gazetteer::{Gazetteer, GazetteerSource};
use crate::graph::{GraphStore, Manifest, OpenError};
use crate::pipeline::{Corpus, Extractor, Workers};
use crate::relation::RuleSet;
use crate::text::Normalizer;

/// The user's own gazetteer, which is found without being named.
const OWN_GAZETTEER: &str = "gazetteer";

/// Which documents to read, and how.
#[derive(Debug, clap::Args)]
pub(crate) struct InputArgs {
    /// Files, directories (with all below them), patterns like "news/**/*.txt", or - for standard
    /// input
    #[arg(required = true, value_name = "INPUT", value_hint = ValueHint::AnyPath)]
    pub(crate) inputs: Vec<String>,
    /// Number of threads [default: one a core]
    #[arg(long, value_name = "N")]
    pub(crate) threads: Option<NonZeroUsize>,
    #[command(flatten)]
    pub(crate) gazetteer: GazetteerArgs,
}

/// Which gazetteers to use.
#[derive(Debug, Default, clap::Args)]
pub(crate) struct GazetteerArgs {
    /// Directory of a gazetteer that is added to the built-in one; may be given several times
    /// [default: ./gazetteer, if there is one]
    #[arg(long = "gazetteer", value_name = "DIR", value_hint = ValueHint::DirPath)]
    pub(crate) directories: Vec<PathBuf>,
}

/// Where the graph is.
#[derive(Debug, clap::Args)]
pub(crate) struct GraphArgs {
    /// Directory of the graph
    #[arg(long, value_name = "DIR", default_value = "chanpu-graph", value_hint = ValueHint::DirPath)]
    pub(crate) graph: PathBuf,
}

impl InputArgs {
    /// Finds the documents, and reads standard input when it is one of them.
    pub(crate) fn corpus(&self) -> Result<Corpus> {
        let mut corpus = Corpus::discover(&self.inputs);
        if corpus.reads_stdin() {
            std::io::stdin().lock().read_to_end(&mut corpus.stdin).map_err(|error| {
                CliError::system(say!("standard input can't be read: {error}", "无法读取标准输入：{error}"))
            })?;
        }
        Ok(corpus)
    }

    /// Starts the threads.
    pub(crate) fn workers(&self) -> Result<Workers> {
        Workers::new(self.threads).map_err(|error| {
            CliError::system(say!("no threads: {error}", "无法创建线程：{error}"))
                .hint(say!("try --threads 1", "请尝试 --threads 1"))
        })
    }
}

impl GazetteerArgs {
    /// The user's own directories: those that were named, or the one that is found without.
    fn own(&self) -> Vec<PathBuf> {
        let found = Path::new(OWN_GAZETTEER);
        if self.directories.is_empty() && found.is_dir() {
            return vec![found.to_owned()];
        }
        self.directories.clone()
    }

    /// The gazetteers in the order of loading.
    pub(crate) fn sources(&self) -> Result<Vec<GazetteerSource>> {
        let mut sources = vec![GazetteerSource::Builtin];
        for directory in self.own() {
            if !directory.is_dir() {
                let path = directory.display();
                return Err(CliError::user(say!(
                    "{path}: there is no such directory of a gazetteer",
                    "{path}：没有这个词典目录"
                ))
                .hint(say!(
                    "give a directory that holds entities/*.csv, aliases/*.csv or rules.toml",
                    "请给出包含 entities/*.csv、aliases/*.csv 或 rules.toml 的目录"
                )));
            }
            sources.push(GazetteerSource::Directory(directory));
        }
        Ok(sources)
    }

    /// Compiles the stages of extraction over `gazetteer`, with the user's own rules.
    pub(crate) fn extractor<'g>(&self, gazetteer: &'g Gazetteer) -> Result<Extractor<'g>> {
        let rules = RuleSet::load(&self.own()).map_err(|error| {
            CliError::user(say!("the rules can't be used: {error}", "规则无法使用：{error}")).hint(say!(
                "mend the file and try again with `chanpu rules check`; see \"Rules\" in gazetteer/README.md",
                "改正文件后用 `chanpu rules check` 重试；格式见 gazetteer/README.md 的“Rules”一节"
            ))
        })?;
        Ok(Extractor::with_rules(gazetteer, rules))
    }

    /// Loads the gazetteers; what is wrong in them is said on standard error.
    pub(crate) fn load(&self, terminal: &Terminal) -> Result<Gazetteer> {
        let normalizer = Normalizer::builtin();
        let (gazetteer, diagnostics) =
            Gazetteer::load(&self.sources()?, |name| normalizer.normalize_str(name));
        let errors: Vec<_> =
            diagnostics.iter().filter(|diagnostic| diagnostic.severity == Severity::Error).collect();
        if let Some(first) = errors.first() {
            let (count, place) = (errors.len(), first.location());
            let words = terminal.lang.of(&first.message);
            terminal.warn(&say!(
                "{count} rows of the gazetteer can't be used; the first is {place}: {words}",
                "词典中有 {count} 行无法使用；第一处在 {place}：{words}"
            ));
            terminal.note(&say!(
                "  `chanpu gazetteer check` lists all of them",
                "  运行 `chanpu gazetteer check` 可列出全部"
            ));
        }
        Ok(gazetteer)
    }
}

impl GraphArgs {
    /// Reads what the graph holds, without opening it.
    pub(crate) fn manifest(&self) -> Result<Manifest> {
        let missing = || OpenError::Missing { path: self.graph.clone() };
        Ok(Manifest::read(&self.graph, None)?.ok_or_else(missing)?)
    }

    /// Opens the graph for reading.
    pub(crate) fn open(&self) -> Result<GraphStore> {
        Ok(GraphStore::open(&self.graph)?)
    }
}
