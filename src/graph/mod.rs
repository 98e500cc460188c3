//! The knowledge graph: vocabulary, IRIs, quads, the store, and the projection to a labelled graph.
//!
//! [`document_graph`] turns an extraction into quads, [`GraphStore`] keeps them, and
//! [`Projection`] is the view that drawings and exports use. `graph/README.md` shows the model.

mod description;
mod directory;
mod error;
mod gazetteer;
mod iri;
mod lock;
mod manifest;
mod map;
pub mod ontology;
mod projection;
mod read;
mod store;
mod versions;
pub mod vocab;

pub use description::{Describe, EntityDescription, GazetteerEntities};
pub use error::{CommitError, Damage, OpenError};
pub use gazetteer::gazetteer_quads;
pub use iri::{BaseIriError, DEFAULT_BASE, Iris};
pub use manifest::{DocumentEntry, FORMAT, FileEntry, Manifest};
pub use map::{DocumentGraph, MapContext, document_graph};
pub use projection::{
    Cluster, Edge, Evidence, Isolated, Node, Projection, ProjectionFilter, Relation, Stage,
};
pub use store::{Access, CommitReport, GraphStore};
pub use versions::Versions;
