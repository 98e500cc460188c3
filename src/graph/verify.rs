//! Whether a graph directory is what its manifest says, down to the last byte.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use oxigraph::io::{RdfFormat, RdfParser};
use rayon::prelude::*;

use super::Iris;
use super::damage::Damage;
use super::directory::{Directory, MANIFEST, count_lines};
use super::error::{OpenError, ReadError};
use super::index;
use super::manifest::{ClientEntry, FileEntry, Manifest};
use super::part::Part;
use super::writer::{Uses, documents_of, entities_of, lines_by_graph};
use crate::entity::EntityId;

/// What was found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Verification {
    /// The number of documents according to the manifest.
    pub documents: usize,
    /// The number of quads according to the manifest.
    pub quads: u64,
    /// The number of files according to the manifest.
    pub files: usize,
    /// What is wrong, sorted by path.
    pub problems: Vec<Problem>,
    /// Files that a killed build has left; the next build removes them.
    pub leftovers: Vec<PathBuf>,
}

/// A file that isn't what it should be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The path in the graph directory.
    pub path: String,
    /// In which way.
    pub damage: Damage,
}

impl Problem {
    /// Whether it is one of an index, which can be made again.
    #[must_use]
    pub fn is_of_index(&self) -> bool {
        index::is_name(self.path.split('/').next().unwrap_or_default())
    }
}

/// Reads every file and checks sizes, hashes, syntax, the numbers of quads, the documents and graphs of
/// each file and the table of entities.
///
/// # Errors
///
/// When there is no graph, its manifest can't be read, or the disk fails.
pub fn verify(path: &Path) -> Result<Verification, OpenError> {
    let directory = Directory::new(path);
    // As in `GraphStore::open`: a writer may replace files meanwhile.
    loop {
        let Some(manifest) = directory.manifest()? else {
            return Err(OpenError::Missing { path: path.to_owned() });
        };
        let found = verify_manifest(&directory, &manifest)?;
        let is_missing = |problem: &Problem| problem.damage == Damage::Missing;
        if !found.problems.iter().any(is_missing) || directory.manifest()?.as_ref() == Some(&manifest) {
            return Ok(found);
        }
    }
}

fn verify_manifest(directory: &Directory, manifest: &Manifest) -> Result<Verification, OpenError> {
    let iris = directory.iris(Some(manifest), None)?;
    let files = directory.parts(manifest)?;
    let listed = listed(manifest);
    let clients = listed_clients(manifest);
    let checked = files
        .par_iter()
        .map(|(part, file)| {
            let outcome = match part {
                Part::Entities => directory.uses(file).map(Checked::Table),
                Part::Documents(_) => {
                    documents(directory, listed.get(part), &iris, file).map(Checked::Documents)
                }
                Part::Clients(_) | Part::ClientsDefault => {
                    client_graphs(directory, clients.get(part), *part, file).map(|()| Checked::Other)
                }
                Part::Gazetteer | Part::Ontology => quads(directory, file).map(|_| Checked::Other),
            };
            match outcome {
                Ok(checked) => Ok((file, Ok(checked))),
                Err(ReadError::Damaged { damage, .. }) => Ok((file, Err(damage))),
                Err(error @ ReadError::Io { .. }) => Err(error),
            }
        })
        .collect::<Result<Vec<_>, ReadError>>()?;

    let mut found = Verification {
        documents: manifest.documents.len(),
        quads: manifest.quads,
        files: manifest.files.len(),
        leftovers: directory.leftovers(manifest),
        problems: Vec::new(),
    };
    let (mut counted, mut table) = (Uses::default(), None);
    for (file, outcome) in checked {
        match outcome {
            Ok(Checked::Documents(uses)) => uses.into_iter().for_each(|entities| counted.add(entities)),
            Ok(Checked::Table(uses)) => table = Some((file, uses)),
            Ok(Checked::Other) => {}
            Err(damage) => found.problems.push(Problem { path: file.path.clone(), damage }),
        }
    }
    // With a damaged file nothing can be said about the table.
    if let Some((file, uses)) = table
        && found.problems.is_empty()
        && uses != counted
    {
        found.problems.push(Problem { path: file.path.clone(), damage: Damage::Entities });
    }
    for (part, ids) in &listed {
        if let (false, Some(id)) = (files.contains_key(part), ids.first()) {
            let damage = Damage::Documents((*id).to_owned());
            found.problems.push(Problem { path: MANIFEST.to_owned(), damage });
        }
    }
    for (part, entries) in &clients {
        if let (false, Some(entry)) = (files.contains_key(part), entries.iter().find(|entry| entry.quads > 0))
        {
            let damage = Damage::Graphs(entry.graph.clone().unwrap_or_default());
            found.problems.push(Problem { path: MANIFEST.to_owned(), damage });
        }
    }
    // Against damaged files an index can't be compared.
    if found.problems.is_empty() {
        found.problems.extend(index::check(directory, manifest)?);
    }
    found.problems.sort_by(|a, b| a.path.cmp(&b.path));
    Ok(found)
}

/// What a sound file tells.
enum Checked {
    /// The entities of each document.
    Documents(Vec<BTreeSet<EntityId>>),
    Table(Uses),
    Other,
}

/// The documents of the manifest by the file in which they have to be.
fn listed(manifest: &Manifest) -> BTreeMap<Part, BTreeSet<&str>> {
    let mut listed: BTreeMap<Part, BTreeSet<&str>> = BTreeMap::new();
    for entry in &manifest.documents {
        listed.entry(Part::of_document(&entry.id)).or_default().insert(&entry.id);
    }
    listed
}

/// The graphs of clients by the file in which they have to be.
fn listed_clients(manifest: &Manifest) -> BTreeMap<Part, Vec<&ClientEntry>> {
    let mut listed: BTreeMap<Part, Vec<&ClientEntry>> = BTreeMap::new();
    for entry in &manifest.clients {
        listed.entry(Part::of_client(entry.graph.as_deref())).or_default().push(entry);
    }
    listed
}

/// The text of a file of quads that has the right number of them and can be parsed.
fn quads(directory: &Directory, file: &FileEntry) -> Result<String, ReadError> {
    let text = directory.read_text(file)?;
    let damaged = |damage| ReadError::Damaged { path: directory.path().join(&file.path), damage };
    let lines = count_lines(&text);
    if lines != file.quads {
        return Err(damaged(Damage::Quads { expected: file.quads, found: lines }));
    }
    let parser = RdfParser::from_format(RdfFormat::NQuads);
    match parser.for_slice(&text).find_map(Result::err) {
        Some(error) => Err(damaged(Damage::Syntax(error.to_string()))),
        None => Ok(text),
    }
}

/// The entities of each document of a file that holds just those that the manifest lists.
fn documents(
    directory: &Directory,
    listed: Option<&BTreeSet<&str>>,
    iris: &Iris,
    file: &FileEntry,
) -> Result<Vec<BTreeSet<EntityId>>, ReadError> {
    let text = quads(directory, file)?;
    let documents = documents_of(&text, iris);
    let found: BTreeSet<&str> = documents.iter().map(|(id, _)| id.as_str()).collect();
    match found.symmetric_difference(listed.unwrap_or(&BTreeSet::new())).next() {
        Some(id) => Err(ReadError::Damaged {
            path: directory.path().join(&file.path),
            damage: Damage::Documents((*id).to_owned()),
        }),
        None => Ok(documents.iter().map(|(_, lines)| entities_of(lines, iris)).collect()),
    }
}

/// A file of clients' graphs holds just those that the manifest lists, with their numbers of quads.
fn client_graphs(
    directory: &Directory,
    listed: Option<&Vec<&ClientEntry>>,
    part: Part,
    file: &FileEntry,
) -> Result<(), ReadError> {
    let text = quads(directory, file)?;
    let graphs = match part {
        Part::ClientsDefault => vec![(None, text.as_str())],
        _ => lines_by_graph(&text).into_iter().map(|(name, lines)| (Some(name), lines)).collect(),
    };
    let found: BTreeSet<(Option<&str>, u64)> =
        graphs.into_iter().map(|(name, lines)| (name, count_lines(lines))).collect();
    let filled = listed.into_iter().flatten().filter(|entry| entry.quads > 0);
    let listed = filled.map(|entry| (entry.graph.as_deref(), entry.quads)).collect();
    match found.symmetric_difference(&listed).next() {
        Some((name, _)) => Err(ReadError::Damaged {
            path: directory.path().join(&file.path),
            damage: Damage::Graphs(name.unwrap_or_default().to_owned()),
        }),
        None => Ok(()),
    }
}
