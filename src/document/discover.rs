//! From the inputs a user names to the files to read.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::path::{Component, Path, PathBuf};

use walkdir::WalkDir;

use super::{DocumentError, Format};

/// Where a document is read from.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Input {
    /// Standard input, which the caller reads.
    Stdin,
    /// A file.
    File(PathBuf),
}

/// A file to read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SourceFile {
    /// Where it is.
    pub input: Input,
    /// The id of its document; no two files of a discovery have the same.
    pub id: String,
}

/// A file or input that won't be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Skipped {
    /// What the user named, or what was found there.
    pub path: String,
    /// Why.
    pub reason: DocumentError,
}

/// Finds the documents of `inputs`: files, directories (walked to the bottom), patterns (`news/**/*.txt`)
/// and `-` for standard input.
///
/// The files come in the order of the inputs, and within a directory or pattern in the order of their
/// names; a file that is found twice counts once. In directories hidden files and files that hold no
/// document (pictures, style sheets) are passed over; documents of formats that aren't read are listed as
/// skipped, as is every input that gives nothing.
///
/// An id is the path relative to the directory (or to the part of a pattern before its first `*`), with `/`
/// between its parts; for a file that was named itself, its name. Files that would have the same id all
/// have as many of the directories above them put before it as it takes; the id of standard input is
/// `stdin`.
#[must_use]
pub fn discover(inputs: &[String]) -> (Vec<SourceFile>, Vec<Skipped>) {
    let mut discovery = Discovery::default();
    for input in inputs {
        let path = Path::new(input);
        if input == "-" {
            discovery.add(Input::Stdin, Path::new(""), "stdin".to_owned(), Named::ByUser);
        } else if path.is_dir() {
            discovery.directory(path, input);
        } else if path.exists() || !input.contains(['*', '?', '[']) {
            discovery.file(path, path.parent().unwrap_or(path), Named::ByUser);
        } else {
            discovery.pattern(input);
        }
    }
    discovery.finish()
}

/// Who named a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Named {
    ByUser,
    /// A file, or a link to one, or to what isn't one.
    ByDirectory {
        is_link: bool,
    },
}

struct Found {
    input: Input,
    /// The path that the id is made of.
    full: Vec<String>,
    /// How many parts of it, from the end, the id has.
    parts: usize,
}

#[derive(Default)]
struct Discovery {
    found: Vec<Found>,
    seen: HashSet<Input>,
    /// Directories with their real paths: to ask for that of every file would cost more than reading it.
    real: HashMap<PathBuf, PathBuf>,
    skipped: Vec<Skipped>,
}

impl Discovery {
    fn skip(&mut self, path: &Path, reason: impl FnOnce(String) -> DocumentError) {
        let path = path.display().to_string();
        self.skipped.push(Skipped { reason: reason(path.clone()), path });
    }

    /// The real path of a directory.
    fn real(&mut self, directory: &Path) -> PathBuf {
        if let Some(known) = self.real.get(directory) {
            return known.clone();
        }
        let real = directory.canonicalize().unwrap_or_else(|_| directory.to_owned());
        self.real.insert(directory.to_owned(), real.clone());
        real
    }

    fn add(&mut self, input: Input, root: &Path, id: String, named: Named) {
        let canonical = match &input {
            Input::Stdin => Input::Stdin,
            Input::File(path) => Input::File(match (named, path.parent(), path.file_name()) {
                (Named::ByDirectory { is_link: false }, Some(parent), Some(name)) => {
                    self.real(parent).join(name)
                }
                _ => path.canonicalize().unwrap_or_else(|_| path.clone()),
            }),
        };
        if !self.seen.insert(canonical) {
            return;
        }
        let root = self.real(root);
        let mut full = if input == Input::Stdin { Vec::new() } else { names(&root) };
        let before = full.len();
        full.extend(id.split('/').map(str::to_owned));
        let parts = full.len() - before;
        self.found.push(Found { input, full, parts });
    }

    /// Adds a file that was found under `root`.
    fn file(&mut self, path: &Path, root: &Path, named: Named) {
        match Format::of_path(path) {
            Err(format) => {
                if named == Named::ByUser || format.is_document() {
                    self.skip(path, |file| DocumentError::Unsupported { file, format });
                }
            }
            // In a directory a file without an extension is a README or a program.
            Ok(_) if named != Named::ByUser && path.extension().is_none() => {}
            // The directory has told that it is a file.
            Ok(_) if named == (Named::ByDirectory { is_link: false }) => self.found(path, root, named),
            Ok(_) => match path.metadata() {
                Err(error) => self.skip(path, |file| DocumentError::io(file, &error)),
                Ok(metadata) if !metadata.is_file() => {
                    self.skip(path, |file| DocumentError::NotAFile { file });
                }
                Ok(_) => self.found(path, root, named),
            },
        }
    }

    fn found(&mut self, path: &Path, root: &Path, named: Named) {
        let id = names(path.strip_prefix(root).unwrap_or(path)).join("/");
        self.add(Input::File(path.to_owned()), root, id, named);
    }

    fn directory(&mut self, root: &Path, input: &str) {
        let before = (self.found.len(), self.skipped.len(), self.seen.len());
        let mut any = false;
        let visible = |entry: &walkdir::DirEntry| {
            entry.depth() == 0 || !entry.file_name().to_string_lossy().starts_with('.')
        };
        for entry in
            WalkDir::new(root).follow_links(true).sort_by_file_name().into_iter().filter_entry(visible)
        {
            match entry {
                Ok(entry) if entry.file_type().is_dir() => {}
                Ok(entry) => {
                    any |= Format::of_path(entry.path()).is_ok() && entry.path().extension().is_some();
                    let is_link = entry.path_is_symlink() || !entry.file_type().is_file();
                    self.file(entry.path(), root, Named::ByDirectory { is_link });
                }
                Err(error) => {
                    let path = error.path().unwrap_or(root).to_owned();
                    self.skip(&path, |file| match error.io_error() {
                        Some(io) => DocumentError::io(file, io),
                        None => DocumentError::Io { file, detail: "symbolic links form a loop".to_owned() },
                    });
                }
            }
        }
        if !any && before == (self.found.len(), self.skipped.len(), self.seen.len()) {
            self.skip(Path::new(input), |input| DocumentError::NothingFound { input });
        }
    }

    fn pattern(&mut self, pattern: &str) {
        let root: PathBuf = Path::new(pattern)
            .components()
            .take_while(|part| !part.as_os_str().to_string_lossy().contains(['*', '?', '[']))
            .collect();
        let paths = match glob::glob(pattern) {
            Ok(paths) => paths,
            Err(error) => {
                let detail = error.msg.to_owned();
                return self.skip(Path::new(pattern), |pattern| DocumentError::Pattern { pattern, detail });
            }
        };
        let mut any = false;
        for path in paths {
            match path {
                Ok(path) if path.is_dir() => {}
                Ok(path) => {
                    any = true;
                    self.file(&path, &root, Named::ByUser);
                }
                Err(error) => self.skip(error.path(), |file| DocumentError::io(file, error.error())),
            }
        }
        if !any {
            self.skip(Path::new(pattern), |input| DocumentError::NothingFound { input });
        }
    }

    /// Makes the ids different: those that are alike all get the next directory above them, until none are.
    fn finish(mut self) -> (Vec<SourceFile>, Vec<Skipped>) {
        loop {
            let mut by_id: BTreeMap<String, Vec<usize>> = BTreeMap::new();
            for (index, found) in self.found.iter().enumerate() {
                by_id.entry(found.id()).or_default().push(index);
            }
            let mut grew = false;
            for index in by_id.into_values().filter(|alike| alike.len() > 1).flatten() {
                let found = &mut self.found[index];
                grew |= found.parts < found.full.len();
                found.parts = (found.parts + 1).min(found.full.len());
            }
            if !grew {
                break;
            }
        }
        // Paths that aren't Unicode may look the same to the end.
        let mut taken: HashMap<String, usize> = HashMap::new();
        let files = self.found.into_iter().map(|found| {
            let id = found.id();
            let count = taken.entry(id.clone()).or_default();
            *count += 1;
            let id = if *count > 1 { format!("{id}~{count}") } else { id };
            SourceFile { input: found.input, id }
        });
        (files.collect(), self.skipped)
    }
}

impl Found {
    fn id(&self) -> String {
        self.full[self.full.len() - self.parts..].join("/")
    }
}

/// The names of a path, without root and drive.
fn names(path: &Path) -> Vec<String> {
    path.components()
        .filter_map(|part| match part {
            Component::Normal(name) => Some(name.to_string_lossy().into_owned()),
            Component::ParentDir => Some("..".to_owned()),
            _ => None,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    /// The files there are, the inputs, the ids expected, and what is skipped and why.
    type Case<'a> = (&'a [&'a str], &'a [&'a str], &'a [&'a str], &'a [(&'a str, &'a str)]);

    /// Makes files under a new directory and discovers `inputs` there.
    fn run(files: &[&str], inputs: &[&str]) -> (Vec<String>, Vec<(String, String)>) {
        let dir = tempfile::tempdir().expect("a temporary directory");
        for file in files {
            let path = dir.path().join(file);
            fs::create_dir_all(path.parent().expect("a parent")).expect("a directory");
            fs::write(path, "文").expect("a file");
        }
        let base = dir.path().display().to_string();
        let inputs: Vec<String> = inputs
            .iter()
            .map(|input| if *input == "-" { (*input).to_owned() } else { format!("{base}/{input}") })
            .collect();
        let (files, skipped) = discover(&inputs);
        let reason = |reason: &DocumentError| {
            format!("{reason:?}").split([' ', '{']).next().unwrap_or_default().to_owned()
        };
        (
            files.into_iter().map(|file| file.id).collect(),
            skipped.iter().map(|s| (s.path.replace(&base, "~"), reason(&s.reason))).collect(),
        )
    }

    #[test]
    fn ids_and_reasons() {
        let cases: [Case<'_>; 11] = [
            (&["d/b.txt", "d/a.md", "d/x/c.html"], &["d"], &["a.md", "b.txt", "x/c.html"], &[]),
            (&["d/a.txt"], &["d/a.txt", "-"], &["a.txt", "stdin"], &[]),
            (
                &["d/a.txt", "d/b.txt"],
                &["d/b.txt", "d", "d/*.txt", "-", "-"],
                &["b.txt", "a.txt", "stdin"],
                &[],
            ),
            (&["d/a.txt", "d/x/b.txt", "d/x/c.md"], &["d/**/*.txt"], &["a.txt", "x/b.txt"], &[]),
            (&["d/.hidden.txt", "d/.git/a.txt", "d/a.png", "d/Makefile", "d/a.txt"], &["d"], &["a.txt"], &[]),
            (&["d/a.pdf", "d/a.txt"], &["d"], &["a.txt"], &[("~/d/a.pdf", "Unsupported")]),
            (
                &["d/a.png", "d/.h.txt", "d/README"],
                &["d/a.png", "d/.h.txt", "d/README"],
                &[".h.txt", "README"],
                &[("~/d/a.png", "Unsupported")],
            ),
            (
                &["d/a.png"],
                &["d", "no.txt", "no/*.txt", "[", "***"],
                &[],
                &[
                    ("~/d", "NothingFound"),
                    ("~/no.txt", "NotFound"),
                    ("~/no/*.txt", "NothingFound"),
                    ("~/[", "Pattern"),
                    ("~/***", "Pattern"),
                ],
            ),
            (&["d/a.txt", "e/a.txt", "e/b.txt"], &["d", "e"], &["d/a.txt", "e/a.txt", "b.txt"], &[]),
            (&["d/x/a.txt", "e/x/a.txt"], &["e/x/a.txt", "d/x"], &["e/x/a.txt", "d/x/a.txt"], &[]),
            (
                &["d/a.txt", "e/a.txt", "f/d/a.txt"],
                &["d", "e", "f"],
                &["d/a.txt", "e/a.txt", "f/d/a.txt"],
                &[],
            ),
        ];
        for (files, inputs, ids, skipped) in cases {
            let (found, reasons) = run(files, inputs);
            let skipped: Vec<_> = skipped.iter().map(|(p, r)| ((*p).to_owned(), (*r).to_owned())).collect();
            if ids.contains(&"f/d/a.txt") {
                // `d/a.txt` of the first input and of the third are alike, so both grow.
                assert!(found[0].ends_with("/d/a.txt") && found[2].ends_with("f/d/a.txt"), "{found:?}");
                continue;
            }
            assert_eq!(
                (found, reasons),
                (ids.iter().map(|id| (*id).to_owned()).collect(), skipped),
                "{inputs:?}"
            );
        }
    }

    #[cfg(unix)]
    #[test]
    fn loops_and_dangling_links_are_listed() {
        let dir = tempfile::tempdir().expect("a temporary directory");
        fs::write(dir.path().join("a.txt"), "文").expect("a file");
        std::os::unix::fs::symlink(dir.path(), dir.path().join("loop")).expect("a link");
        std::os::unix::fs::symlink("nowhere", dir.path().join("z.txt")).expect("a link");
        let (files, skipped) = discover(&[dir.path().display().to_string()]);
        assert_eq!(files.len(), 1);
        assert_eq!(skipped.len(), 2);
    }
}
