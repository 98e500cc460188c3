//! Lists the files of the built-in dictionary for `src/gazetteer/builtin.rs`, and the rules and word
//! lists beside them for `src/pipeline/versions.rs`.
//!
//! The set of tables is open (one file a subject, written by several people); a list kept by hand
//! would sooner or later miss one, and the dictionary would be smaller without anyone noticing.

use std::env;
use std::fmt::Write as _;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// Files directly in `gazetteer/`; the tables of the two folders are found by their ending.
const SINGLE: [&str; 4] = ["common_words.csv", "guards.csv", "lexicon.tsv", "sources.toml"];

fn main() -> io::Result<()> {
    let root = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").unwrap_or_default()).join("gazetteer");
    let out = PathBuf::from(env::var_os("OUT_DIR").unwrap_or_default());
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed=gazetteer");

    let mut paths: Vec<String> =
        SINGLE.iter().filter(|name| root.join(name).is_file()).map(|name| (*name).to_owned()).collect();
    for folder in ["aliases", "entities"] {
        paths.extend(tables(&root, folder)?);
    }
    paths.sort();

    list(&root, &paths, &out.join("gazetteer_files.rs"))?;
    let mut words = rules(&root)?;
    words.extend(tables(&root, "words")?);
    list(&root, &words, &out.join("rule_files.rs"))
}

/// Writes a table of the files and their contents.
fn list(root: &Path, paths: &[String], out: &Path) -> io::Result<()> {
    let mut code = String::from("pub(super) static FILES: &[(&str, &[u8])] = &[\n");
    for path in paths {
        let full = root.join(path);
        let _ = writeln!(code, "    ({path:?}, include_bytes!({:?})),", full.to_string_lossy());
    }
    code.push_str("];\n");
    // A new file instead of new content: where a target directory was copied by hard links, the other
    // checkout must not get this one's paths.
    let fresh = out.with_extension("new");
    fs::write(&fresh, code)?;
    fs::rename(fresh, out)
}

/// The `*.csv` of `root/folder`, with the folder's name in front; none when it is missing.
fn tables(root: &Path, folder: &str) -> io::Result<Vec<String>> {
    let directory = root.join(folder);
    if !directory.is_dir() {
        return Ok(Vec::new());
    }
    let mut paths = Vec::new();
    for entry in fs::read_dir(directory)? {
        let name = entry?.file_name();
        let name = name.to_string_lossy();
        if name.ends_with(".csv") && !name.starts_with('.') {
            paths.push(format!("{folder}/{name}"));
        }
    }
    Ok(paths)
}

/// The data files directly in `root` that are not in [`SINGLE`].
fn rules(root: &Path) -> io::Result<Vec<String>> {
    let mut paths = Vec::new();
    for entry in fs::read_dir(root)? {
        let name = entry?.file_name().to_string_lossy().into_owned();
        let is_data = [".csv", ".tsv", ".toml"].iter().any(|ending| name.ends_with(ending));
        if is_data && !name.starts_with('.') && !SINGLE.contains(&name.as_str()) {
            paths.push(name);
        }
    }
    paths.sort();
    Ok(paths)
}
