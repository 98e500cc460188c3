//! The files that a gazetteer is made of.

use std::borrow::Cow;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::builtin;
use crate::diagnostic::{Bilingual, Diagnostic, Severity};

/// Where a part of the dictionary comes from.
#[derive(Clone, Debug)]
pub enum GazetteerSource {
    /// The files compiled into the program.
    Builtin,
    /// A directory laid out like `gazetteer/`: `entities/*.csv`, `aliases/*.csv` and the single
    /// files; every one of them may be missing.
    Directory(PathBuf),
    /// Files that are already in memory.
    Files(Vec<SourceFile>),
}

/// One file of a source.
#[derive(Clone, Debug)]
pub struct SourceFile {
    /// The name for messages.
    pub name: Arc<str>,
    /// What it holds.
    pub role: FileRole,
    /// Its bytes, meant to be UTF-8.
    pub bytes: Cow<'static, [u8]>,
}

/// What a file of the dictionary holds, which follows from its path.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum FileRole {
    /// `entities/*.csv`
    Entities,
    /// `aliases/*.csv`
    Aliases,
    /// `borders/*.geojson`
    Borders,
    /// `lexicon.tsv`
    Lexicon,
    /// `common_words.csv`
    CommonWords,
    /// `guards.csv`
    Guards,
    /// `sources.toml`
    Sources,
}

impl FileRole {
    /// The role of the file at `path` (with `/`, relative to the directory of the source), when
    /// the loader reads it.
    #[must_use]
    pub fn of(path: &str) -> Option<Self> {
        match path {
            "lexicon.tsv" => Some(Self::Lexicon),
            "common_words.csv" => Some(Self::CommonWords),
            "guards.csv" => Some(Self::Guards),
            "sources.toml" => Some(Self::Sources),
            _ => match path.split_once('/') {
                Some(("entities", file)) if is_csv(file) => Some(Self::Entities),
                Some(("aliases", file)) if is_csv(file) => Some(Self::Aliases),
                Some(("borders", file)) if is_geojson(file) => Some(Self::Borders),
                _ => None,
            },
        }
    }
}

fn is_csv(file: &str) -> bool {
    ends_with(file, &[".csv"])
}

fn is_geojson(file: &str) -> bool {
    ends_with(file, &[".geojson", ".json"])
}

fn ends_with(file: &str, endings: &[&str]) -> bool {
    let lower = file.to_ascii_lowercase();
    !file.contains('/') && !file.starts_with('.') && endings.iter().any(|ending| lower.ends_with(ending))
}

impl GazetteerSource {
    /// The files of the source, sorted by path.
    pub(super) fn files(&self, diagnostics: &mut Vec<Diagnostic>) -> Vec<SourceFile> {
        match self {
            Self::Builtin => builtin::files(),
            Self::Directory(directory) => read_directory(directory, diagnostics),
            Self::Files(files) => files.clone(),
        }
    }
}

fn read_directory(directory: &Path, diagnostics: &mut Vec<Diagnostic>) -> Vec<SourceFile> {
    let mut paths = Vec::new();
    list(directory, "", &mut paths, diagnostics);
    for sub in ["entities", "aliases", "borders"] {
        if directory.join(sub).is_dir() {
            list(&directory.join(sub), sub, &mut paths, diagnostics);
        }
    }
    paths.sort();
    let mut files = Vec::new();
    for path in paths {
        let full = directory.join(&path);
        let Some(role) = FileRole::of(&path) else {
            if is_csv(&path) && looks_like_ours(&full) {
                diagnostics.push(about(
                    Severity::Warning,
                    &full,
                    "this table is not read; move it to entities/ or aliases/",
                    "此表不会被读取；请移到 entities/ 或 aliases/ 目录",
                ));
            }
            continue;
        };
        match fs::read(&full) {
            Ok(bytes) => {
                files.push(SourceFile { name: full.to_string_lossy().into(), role, bytes: Cow::Owned(bytes) })
            }
            Err(error) => diagnostics.push(unreadable(&full, &error)),
        }
    }
    // Rules are loaded with the stage that uses them.
    if files.is_empty() && !directory.join("rules.toml").is_file() {
        diagnostics.push(about(
            Severity::Warning,
            directory,
            "no gazetteer file in this directory; it should hold entities/*.csv, aliases/*.csv or rules.toml",
            "此目录中没有词典文件；应包含 entities/*.csv、aliases/*.csv 或 rules.toml",
        ));
    }
    files
}

/// Whether the header is that of a table of entities or aliases: one in the wrong folder would
/// otherwise be passed over without a word. Tables of other modules have other headers.
fn looks_like_ours(path: &Path) -> bool {
    let bytes = fs::read(path).unwrap_or_default();
    let header = bytes.split(|byte| *byte == b'\n').next().unwrap_or_default();
    let header = String::from_utf8_lossy(header);
    let has =
        |name: &str| header.split(',').any(|cell| cell.trim_matches(['\u{feff}', '"', ' ', '\r']) == name);
    (has("id") && has("name")) || (has("alias") && has("entity"))
}

/// Adds the files of one directory as paths relative to the source.
fn list(directory: &Path, prefix: &str, paths: &mut Vec<String>, diagnostics: &mut Vec<Diagnostic>) {
    let entries = match fs::read_dir(directory) {
        Ok(entries) => entries,
        Err(error) => return diagnostics.push(unreadable(directory, &error)),
    };
    for entry in entries {
        match entry {
            Ok(entry) if !entry.path().is_dir() => {
                let file = entry.file_name();
                let file = file.to_string_lossy();
                paths.push(if prefix.is_empty() { file.into() } else { format!("{prefix}/{file}") });
            }
            Ok(_) => {}
            Err(error) => diagnostics.push(unreadable(directory, &error)),
        }
    }
}

fn unreadable(path: &Path, error: &std::io::Error) -> Diagnostic {
    about(
        Severity::Error,
        path,
        format!("can't be read ({error}); check that it exists and that you may read it"),
        format!("无法读取（{error}）；请检查是否存在、是否有读取权限"),
    )
}

fn about(severity: Severity, path: &Path, en: impl Into<String>, zh: impl Into<String>) -> Diagnostic {
    Diagnostic {
        severity,
        file: path.to_string_lossy().into(),
        line: None,
        column: None,
        message: Bilingual::new(en, zh),
    }
}
