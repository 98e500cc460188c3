//! Whether an index is what it should be, down to the last byte and the last quad.

use std::path::Path;

use rayon::prelude::*;

use super::contents::{CONTENTS, Contents};
use super::hold::Hold;
use super::{DB, name, quad_files, rocks, state};
use crate::graph::damage::Damage;
use crate::graph::directory::Directory;
use crate::graph::error::OpenError;
use crate::graph::manifest::Manifest;
use crate::graph::store::read_quads;
use crate::graph::{Backend, Problem};

/// What is wrong with the index of a graph whose files are sound: its files, and where this program can
/// open the store, what is in it.
pub(in crate::graph) fn check(directory: &Directory, manifest: &Manifest) -> Result<Vec<Problem>, OpenError> {
    let Some(name) = name(manifest) else { return Ok(Vec::new()) };
    let path = directory.path().join(&name);
    let problem = |file: &str, damage| Problem { path: format!("{name}/{file}"), damage };
    let Ok(_hold) = Hold::take(&path) else {
        return Ok(vec![Problem { path: name.clone(), damage: Damage::Missing }]);
    };
    let contents = match Contents::read(&path, &state(manifest)) {
        Ok(contents) => contents,
        Err(damage) => return Ok(vec![problem(CONTENTS, damage.of_file())]),
    };
    let io_error = |source| OpenError::Io { path: path.clone(), source };
    let checked = contents.files.par_iter().map(|file| {
        let outcome = file.check(&path.join(DB).join(&file.path))?;
        Ok(outcome.err().map(|damage| problem(&format!("{DB}/{}", file.path), damage)))
    });
    let found: Vec<Option<Problem>> = checked.collect::<std::io::Result<_>>().map_err(io_error)?;
    let mut problems: Vec<Problem> = found.into_iter().flatten().collect();
    if problems.is_empty() && Backend::RocksDb.is_available() {
        problems.extend(compare(directory, manifest, &path)?.map(|damage| problem(DB, damage)));
    }
    Ok(problems)
}

/// Whether the store holds each quad of the files, and no other.
fn compare(directory: &Directory, manifest: &Manifest, path: &Path) -> Result<Option<Damage>, OpenError> {
    let store = match rocks::open_read_only(&path.join(DB)) {
        Ok(store) => store,
        Err(error) => return Ok(Some(Damage::Syntax(error.to_string()))),
    };
    let files: Vec<_> = quad_files(manifest).collect();
    let missing = files
        .par_iter()
        .map(|file| {
            let mut missing = 0;
            for quad in read_quads(directory, file)? {
                missing += u64::from(!store.contains(&quad)?);
            }
            Ok(missing)
        })
        .sum::<Result<u64, OpenError>>()?;
    let found = store.len()? as u64;
    // Two texts of a number are one value, so there may be fewer in the store than there are lines.
    let is_whole = missing == 0 && found <= manifest.quads;
    Ok((!is_whole)
        .then_some(Damage::Quads { expected: manifest.quads, found: found.saturating_sub(missing) }))
}
