//! Reading a graph from the files of its directory.

use std::path::Path;
use std::sync::{OnceLock, mpsc};

use oxigraph::io::{RdfFormat, RdfParser, RdfSyntaxError};
use oxigraph::model::{NamedNode, Quad};
use oxigraph::store::{StorageError, Store};

use super::{GraphStore, Later, OnDisk};
use crate::graph::Backend;
use crate::graph::damage::Damage;
use crate::graph::directory::Directory;
use crate::graph::error::OpenError;
use crate::graph::frozen::Frozen;
use crate::graph::header::Header;
use crate::graph::index;
use crate::graph::manifest::{FileEntry, Manifest};

impl GraphStore {
    /// Reads the graph in a directory. Any number of processes may, also while another one writes.
    ///
    /// # Errors
    ///
    /// When there is none, the directory holds other files, or a file is damaged.
    pub fn open(path: &Path) -> Result<Self, OpenError> {
        Self::open_for(path, Later::MayChange)
    }

    /// The same, frozen when it will only be read.
    ///
    /// # Errors
    ///
    /// As [`GraphStore::open`].
    pub fn open_for(path: &Path, later: Later) -> Result<Self, OpenError> {
        let directory = Directory::new(path);
        // A writer may replace files while they are read: then the manifest names others, and reading
        // begins anew.
        loop {
            let Some(manifest) = directory.manifest()? else {
                return Err(OpenError::Missing { path: path.to_owned() });
            };
            match Self::load(&directory, &manifest, later) {
                Err(error)
                    if error.may_be_outdated() && directory.manifest()?.as_ref() != Some(&manifest) => {}
                outcome => return outcome,
            }
        }
    }

    fn load(directory: &Directory, manifest: &Manifest, later: Later) -> Result<Self, OpenError> {
        let header = Header::new(directory, manifest)?;
        // A program without RocksDB reads the files, which hold the same.
        if manifest.store == Backend::RocksDb && manifest.store.is_available() {
            let (rdf, folder, hold) = index::open(directory, manifest)?;
            let index = Some(OnDisk { folder, _hold: Some(hold) });
            return Ok(Self { rdf: rdf.into(), frozen: None, header, index });
        }
        let graphs = header.clients.iter().filter_map(|entry| entry.graph.as_ref());
        let mut graphs = graphs.map(NamedNode::new_unchecked);
        if later == Later::OnlyRead {
            let mut filling = Frozen::default().fill();
            each_file(directory, &header, |quads| {
                quads.into_iter().for_each(|quad| filling.put(quad));
                Ok(())
            })?;
            graphs.for_each(|graph| {
                filling.put_graph(graph.into());
            });
            return Ok(Self {
                rdf: OnceLock::new(),
                frozen: Some(filling.finish().into()),
                header,
                index: None,
            });
        }
        let rdf = Store::new()?;
        each_file(directory, &header, |quads| rdf.extend(quads))?;
        graphs.try_for_each(|graph| rdf.insert_named_graph(&graph))?;
        Ok(Self { rdf: rdf.into(), frozen: None, header, index: None })
    }

    /// A graph with its store in a folder that somebody holds.
    pub(in crate::graph) fn on_disk(rdf: Store, header: Header, folder: &Path) -> Self {
        Self {
            rdf: rdf.into(),
            frozen: None,
            header,
            index: Some(OnDisk { folder: folder.to_owned(), _hold: None }),
        }
    }
}

/// Hands on what is in the files of quads. One thread reads, checks and parses while this one takes it.
fn each_file(
    directory: &Directory,
    header: &Header,
    mut take: impl FnMut(Vec<Quad>) -> Result<(), StorageError>,
) -> Result<(), OpenError> {
    let files = &header.files;
    let (sender, receiver) = mpsc::sync_channel(2);
    std::thread::scope(|scope| {
        scope.spawn(move || {
            for (_, file) in files.iter().filter(|(part, _)| part.holds_quads()) {
                // The other side hangs up when the store fails.
                if sender.send(read_quads(directory, file)).is_err() {
                    return;
                }
            }
        });
        receiver.into_iter().try_for_each(|quads| Ok(take(quads?)?))
    })
}

/// The quads of a file that is as the manifest says.
pub(in crate::graph) fn read_quads(directory: &Directory, file: &FileEntry) -> Result<Vec<Quad>, OpenError> {
    let bytes = directory.read(file)?;
    parse_quads(&bytes).map_err(|error| OpenError::Damaged {
        path: directory.path().join(&file.path),
        damage: Damage::Syntax(error.to_string()),
    })
}

/// The quads of bytes that this program wrote: their hash has been checked.
pub(in crate::graph) fn parse_quads(bytes: &[u8]) -> Result<Vec<Quad>, RdfSyntaxError> {
    RdfParser::from_format(RdfFormat::NQuads).lenient().for_slice(bytes).collect()
}
