//! The knowledge graph: vocabulary, IRIs, quads, the store, and the projection to a labelled graph.

mod projection;

pub use projection::{Cluster, Edge, Evidence, Node, Projection, Relation, Stage};
