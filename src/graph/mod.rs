//! The knowledge graph: vocabulary, IRIs, quads, the store, and the projection to a labelled graph.
//!
//! [`document_graph`] turns an extraction into quads, [`GraphWriter`] keeps them in files,
//! [`GraphStore`] answers queries over them, and [`Projection`] is the view that drawings and exports
//! use. `graph/README.md` shows the model.

mod backend;
mod backup;
pub mod clients;
mod damage;
mod description;
mod directory;
mod disk;
mod error;
mod frozen;
mod gazetteer;
mod header;
mod index;
mod iri;
mod lock;
mod manifest;
mod map;
pub mod ontology;
mod part;
mod projection;
mod read;
mod scratch;
mod served;
mod snapshot;
mod store;
mod verify;
mod versions;
pub mod vocab;
mod writer;

pub use backend::Backend;
pub use backup::{BackupError, backup};
pub use damage::{Damage, IndexDamage};
pub use description::{Describe, EntityDescription, GazetteerEntities};
pub use error::{CommitError, OpenError};
pub use gazetteer::gazetteer_quads;
pub use header::Header;
pub use iri::{BaseIriError, DEFAULT_BASE, Iris};
pub use manifest::{ClientEntry, DocumentEntry, FORMAT, FileEntry, Manifest};
pub use map::{DocumentGraph, MapContext, document_graph};
pub use projection::{
    Cluster, Edge, Evidence, Isolated, Node, Projection, ProjectionFilter, Relation, Stage,
};
pub use scratch::Scratch;
pub use served::ServedGraph;
pub use snapshot::{CompanionLock, NamedGraph, Snapshot, fingerprint};
pub use store::{GraphStore, Later};
pub use verify::{Problem, Verification, verify};
pub use versions::Versions;
pub use writer::{CommitReport, Descriptions, DocumentBlock, GraphWriter};
