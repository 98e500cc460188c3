//! Many documents at once: read and worked on by several threads, handed over in the order of
//! the inputs, and never more than a few in memory.

use std::any::Any;
use std::collections::BTreeMap;
use std::num::NonZeroUsize;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc;

use rayon::prelude::*;
use rayon::{ThreadPool, ThreadPoolBuildError, ThreadPoolBuilder};

use crate::diagnostic::Bilingual;
use crate::document::{Document, DocumentError, Format, Input, Skipped, SourceFile, Unread, discover};

/// How many documents a thread may be ahead of the slowest one. Fewer let threads wait for a long
/// document, more cost memory.
const AHEAD: usize = 4;

/// How many files a thread at least takes at a time where each is little work.
const TOGETHER: usize = 32;

/// Deeply nested HTML needs more than the two megabytes that threads usually get.
const STACK: usize = 16 << 20;

/// The name of every thread that works on documents begins so.
pub const WORKER: &str = "chanpu-worker";

/// The documents of some inputs.
#[derive(Clone, Debug, Default)]
pub struct Corpus {
    /// What to read.
    pub files: Vec<SourceFile>,
    /// What was found and won't be read.
    pub skipped: Vec<Failure>,
    /// What standard input holds, when it is one of the files; the caller reads it.
    pub stdin: Vec<u8>,
}

/// An input that gave no document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    /// The file, as the user would name it.
    pub path: String,
    /// Why.
    pub reason: FailureReason,
}

/// Why an input gave no document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FailureReason {
    /// It can't be read.
    Document(DocumentError),
    /// The program made a mistake; its words.
    Panic(String),
}

impl Failure {
    /// What is wrong and how to mend it; names the file.
    #[must_use]
    pub fn message(&self) -> Bilingual {
        let path = &self.path;
        match &self.reason {
            FailureReason::Document(error) => error.message(),
            FailureReason::Panic(words) => Bilingual::new(
                format!("{path}: chanpu made a mistake here ({words}); please report it with this file"),
                format!("{path}：产谱处理此文件时出现程序错误（{words}）；请附上该文件报告此问题"),
            ),
        }
    }
}

impl Corpus {
    /// Finds the documents of `inputs`; see [`discover`].
    #[must_use]
    pub fn discover(inputs: &[String]) -> Self {
        let (files, skipped) = discover(inputs);
        let skipped = skipped
            .into_iter()
            .map(|Skipped { path, reason }| Failure { path, reason: FailureReason::Document(reason) })
            .collect();
        Self { files, skipped, stdin: Vec::new() }
    }

    /// Whether standard input is one of the files.
    #[must_use]
    pub fn reads_stdin(&self) -> bool {
        self.files.iter().any(|file| file.input == Input::Stdin)
    }

    /// Reads each document, does `work` on it, and hands the result to `deliver`, on the calling
    /// thread and in the order of the files, whatever the number of threads.
    ///
    /// A panic in `work` makes that document a failure and harms no other.
    ///
    /// # Errors
    ///
    /// The first error of `deliver`; after it, nothing more is read.
    pub fn process<T: Send, E>(
        &self,
        workers: &Workers,
        work: impl Fn(Document) -> T + Sync,
        deliver: impl FnMut(&SourceFile, Result<T, Failure>) -> Result<(), E>,
    ) -> Result<(), E> {
        self.process_unread(workers, |unread| unread.parse().map(&work), deliver)
    }

    /// The same for work that decides by the bytes whether they need to be read at all.
    ///
    /// # Errors
    ///
    /// The first error of `deliver`; after it, nothing more is read.
    pub fn process_unread<T: Send, E>(
        &self,
        workers: &Workers,
        work: impl Fn(Unread) -> Result<T, DocumentError> + Sync,
        mut deliver: impl FnMut(&SourceFile, Result<T, Failure>) -> Result<(), E>,
    ) -> Result<(), E> {
        let read_and_work = |file: &SourceFile| self.guarded(file, &work);
        let (sender, receiver) = mpsc::channel();
        let window = AHEAD * workers.pool.current_num_threads();
        workers.pool.in_place_scope(|scope| {
            let mut begun = 0;
            let mut early = BTreeMap::new();
            for (index, file) in self.files.iter().enumerate() {
                while let Some(next) = self.files.get(begun).filter(|_| begun < index + window) {
                    let (at, sender, read_and_work) = (begun, sender.clone(), &read_and_work);
                    scope.spawn(move |_| {
                        // Nobody listens any more when the delivery has failed.
                        let _ = sender.send((at, read_and_work(next)));
                    });
                    begun += 1;
                }
                // Every thread that was begun sends exactly once, so this ends.
                while !early.contains_key(&index) {
                    let Ok((at, result)) = receiver.recv() else { break };
                    early.insert(at, result);
                }
                if let Some(result) = early.remove(&index) {
                    deliver(file, result)?;
                }
            }
            Ok(())
        })
    }

    /// The files for which `is_first` is true, and the others as a corpus of their own.
    pub fn divide(
        &self,
        workers: &Workers,
        is_first: impl Fn(&SourceFile, &dyn Fn() -> Result<Unread, DocumentError>) -> bool + Sync,
    ) -> (Vec<SourceFile>, Self) {
        let decided: Vec<bool> = workers.run(|| {
            let files = self.files.par_iter().with_min_len(TOGETHER);
            files.map(|file| is_first(file, &|| self.open(file))).collect()
        });
        let (mut first, mut rest) = (Vec::new(), Self { stdin: self.stdin.clone(), ..Self::default() });
        for (file, is_first) in self.files.iter().zip(decided) {
            (if is_first { &mut first } else { &mut rest.files }).push(file.clone());
        }
        (first, rest)
    }

    fn guarded<T>(
        &self,
        file: &SourceFile,
        work: &impl Fn(Unread) -> Result<T, DocumentError>,
    ) -> Result<T, Failure> {
        // Nothing of a document that failed is used again, so no broken state is seen.
        let outcome = catch_unwind(AssertUnwindSafe(|| self.open(file).and_then(work)));
        let reason = match outcome {
            Ok(Ok(result)) => return Ok(result),
            Ok(Err(error)) => FailureReason::Document(error),
            Err(panic) => FailureReason::Panic(words(panic.as_ref())),
        };
        let path = match &file.input {
            Input::Stdin => file.id.clone(),
            Input::File(path) => path.display().to_string(),
        };
        Err(Failure { path, reason })
    }

    fn open(&self, file: &SourceFile) -> Result<Unread, DocumentError> {
        match &file.input {
            Input::Stdin => {
                Ok(Unread::of_bytes(&file.id, Format::of_content(&self.stdin), self.stdin.clone()))
            }
            Input::File(path) => Unread::open(path, &file.id),
        }
    }
}

/// Threads that work on documents.
#[derive(Debug)]
pub struct Workers {
    pool: ThreadPool,
}

impl Workers {
    /// So many threads, or else one a core.
    ///
    /// # Errors
    ///
    /// When the system gives no threads.
    pub fn new(threads: Option<NonZeroUsize>) -> Result<Self, ThreadPoolBuildError> {
        let pool = ThreadPoolBuilder::new()
            .num_threads(threads.map_or(0, NonZeroUsize::get))
            .thread_name(|number| format!("{WORKER}-{number}"))
            .stack_size(STACK)
            .build()?;
        Ok(Self { pool })
    }

    /// Does both, at the same time where there are two threads.
    pub fn both<A: Send, B: Send>(
        &self,
        first: impl FnOnce() -> A + Send,
        second: impl FnOnce() -> B + Send,
    ) -> (A, B) {
        self.pool.join(first, second)
    }

    /// Runs `work`, and whatever it does in parallel, on these threads.
    pub fn run<T: Send>(&self, work: impl FnOnce() -> T + Send) -> T {
        self.pool.install(work)
    }
}

/// The words of a panic.
fn words(panic: &(dyn Any + Send)) -> String {
    panic
        .downcast_ref::<&str>()
        .map(ToString::to_string)
        .or_else(|| panic.downcast_ref::<String>().cloned())
        .unwrap_or_else(|| "?".to_owned())
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};
    use std::time::Duration;

    use super::*;

    fn corpus(directory: &std::path::Path, texts: usize) -> Corpus {
        for number in 0..texts {
            std::fs::write(directory.join(format!("{number:03}.txt")), format!("第{number}篇文章。"))
                .unwrap();
        }
        Corpus::discover(&[directory.display().to_string()])
    }

    #[test]
    fn results_come_in_order_and_few_are_held() {
        let directory = tempfile::tempdir().unwrap();
        let corpus = corpus(directory.path(), 60);
        let (done, delivered) = (AtomicUsize::new(0), AtomicUsize::new(0));
        let workers = Workers::new(NonZeroUsize::new(2)).unwrap();
        let mut ids = Vec::new();
        let work = |document: Document| {
            // The first is by far the slowest.
            if document.id == "000.txt" {
                std::thread::sleep(Duration::from_millis(50));
            }
            let ahead = done.fetch_add(1, Ordering::SeqCst) - delivered.load(Ordering::SeqCst);
            assert!(ahead < 2 * AHEAD + 1, "{ahead} documents are held");
            document.id
        };
        let end: Result<(), ()> = corpus.process(&workers, work, |file, result| {
            delivered.fetch_add(1, Ordering::SeqCst);
            assert_eq!(result.as_ref(), Ok(&file.id));
            ids.push(file.id.clone());
            Ok(())
        });
        assert_eq!(end, Ok(()));
        assert!(ids.is_sorted() && ids.len() == 60);
    }

    #[test]
    fn a_panic_costs_one_document() {
        let directory = tempfile::tempdir().unwrap();
        let corpus = corpus(directory.path(), 3);
        let workers = Workers::new(NonZeroUsize::new(1)).unwrap();
        let mut outcomes = Vec::new();
        let work = |document: Document| assert_ne!(document.id, "001.txt", "a mistake");
        let end: Result<(), ()> = corpus.process(&workers, work, |_, result| {
            outcomes.push(result.map_err(|failure| failure.message().en));
            Ok(())
        });
        assert_eq!(end, Ok(()));
        assert!(outcomes[0].is_ok() && outcomes[2].is_ok());
        assert!(outcomes[1].as_ref().is_err_and(|message| message.contains("a mistake")), "{outcomes:?}");
    }

    #[test]
    fn nothing_is_delivered_after_an_error() {
        let directory = tempfile::tempdir().unwrap();
        let corpus = corpus(directory.path(), 30);
        let workers = Workers::new(NonZeroUsize::new(2)).unwrap();
        let mut delivered = 0;
        let end = corpus.process(
            &workers,
            |_| (),
            |_, _| {
                delivered += 1;
                if delivered == 3 { Err("closed") } else { Ok(()) }
            },
        );
        assert_eq!((end, delivered), (Err("closed"), 3));
    }
}
