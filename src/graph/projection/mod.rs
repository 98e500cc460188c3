//! A labelled graph of entities, for drawing and for the exports.
//!
//! RDF says more than a picture can hold: mentions, statements, sentences. The projection keeps
//! the entities as nodes and folds all statements of one relation between the same two entities
//! into one edge, with their number as its weight and their sentences as its evidence.
//!
//! Nodes are sorted by type and identifier, edges by the indices of their ends and the relation;
//! node and edge indices are therefore the same in every run. Statements with a literal object
//! are no edges: a stage becomes [`Node::stage`], an honour one of [`Node::honours`].

mod build;
mod filter;

use oxigraph::model::NamedNodeRef;
use petgraph::graph::DiGraph;

use crate::entity::{DivisionCode, EntityId, EntityType, PlaceLevel};
use crate::extraction::Predicate;
use crate::graph::vocab;

pub use filter::{Isolated, ProjectionFilter};

/// The entities of a graph, or of a part of it, and how they are related.
#[derive(Clone, Debug)]
pub struct Projection {
    /// Nodes and edges, in the order that the module describes.
    pub graph: DiGraph<Node, Edge>,
    /// What the view shows, for headings: `彝良县`, or the graph's own title.
    pub title: String,
}

/// An entity.
#[derive(Clone, Debug, PartialEq)]
pub struct Node {
    /// The identifier, `place/530628`.
    pub id: EntityId,
    /// The IRI in the graph.
    pub iri: String,
    /// The preferred name in Chinese.
    pub label: String,
    /// The preferred name in English.
    pub label_en: Option<String>,
    /// The type.
    pub kind: EntityType,
    /// The administrative level of a place.
    pub level: Option<PlaceLevel>,
    /// The division code of a place.
    pub code: Option<DivisionCode>,
    /// Where a drawing may group the node: its park, or else its county.
    pub cluster: Option<Cluster>,
    /// The latest stage of a project or of infrastructure.
    pub stage: Option<Stage>,
    /// Honours, sorted.
    pub honours: Vec<String>,
    /// In how many places the documents mention it.
    pub mentions: usize,
    /// Whether the gazetteer has it; a name found by rule isn't there.
    pub in_gazetteer: bool,
    /// Longitude and latitude in degrees (WGS 84), where the gazetteer has them.
    pub coordinates: Option<(f64, f64)>,
}

/// A group of nodes.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Cluster {
    /// The park or county; it need not be a node of the projection.
    pub id: EntityId,
    /// Its name.
    pub label: String,
}

/// All statements of one relation between two entities.
#[derive(Clone, Debug, PartialEq)]
pub struct Edge {
    /// The relation.
    pub relation: Relation,
    /// The relation's IRI.
    pub iri: String,
    /// The number of statements; 1 for relations of the gazetteer.
    pub weight: usize,
    /// The highest confidence of the statements; 1 where none has one: relations of the gazetteer
    /// and appearances.
    pub confidence: f64,
    /// One sentence a piece of evidence, sorted by document and position; empty for relations of
    /// the gazetteer.
    pub evidence: Vec<Evidence>,
}

/// The relation of an edge.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Relation {
    /// A fact that documents state.
    Stated(Predicate),
    /// A company or park is named in the context of a county: weaker than `locatedIn`.
    AppearsIn,
    /// A place lies in the administrative division above it.
    PartOf,
}

impl Relation {
    /// The name in the ontology, `locatedIn`.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Stated(predicate) => predicate.as_str(),
            Self::AppearsIn => "appearsIn",
            Self::PartOf => "partOf",
        }
    }

    /// The property in the graph.
    #[must_use]
    pub fn property(self) -> NamedNodeRef<'static> {
        match self {
            Self::Stated(predicate) => vocab::property(predicate),
            Self::AppearsIn => vocab::APPEARS_IN,
            Self::PartOf => vocab::PART_OF,
        }
    }

    /// The name for Chinese readers.
    #[must_use]
    pub fn label_zh(self) -> &'static str {
        match self {
            Self::Stated(Predicate::LocatedIn) => "位于",
            Self::Stated(Predicate::InPark) => "入驻园区",
            Self::Stated(Predicate::Undertakes) => "承担",
            Self::Stated(Predicate::Leads) => "领军",
            Self::Stated(Predicate::InIndustry) => "属于产业",
            Self::Stated(Predicate::Produces) => "生产",
            Self::Stated(Predicate::SignedWith) => "签约",
            Self::Stated(Predicate::Awarded) => "获得荣誉",
            Self::Stated(Predicate::Status) => "建设阶段",
            Self::Stated(Predicate::PassesThrough) => "途经",
            Self::AppearsIn => "出现于",
            Self::PartOf => "隶属",
        }
    }
}

/// The text that shows a statement.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Evidence {
    /// The document's identifier.
    pub document: String,
    /// First code point in the document.
    pub start: usize,
    /// One past the last code point.
    pub end: usize,
    /// The raw text.
    pub text: String,
}

/// A stage in the life of a project, in order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Stage {
    /// 规划, 拟建.
    Planned,
    /// 前期工作.
    Preparing,
    /// 签约.
    Signed,
    /// 开工.
    Started,
    /// 在建.
    Construction,
    /// 建成, 竣工, 通车.
    Completed,
    /// 投产, 运营.
    Operating,
}

impl Stage {
    /// All stages, in order.
    pub const ALL: [Self; 7] = [
        Self::Planned,
        Self::Preparing,
        Self::Signed,
        Self::Started,
        Self::Construction,
        Self::Completed,
        Self::Operating,
    ];

    /// The name in outputs.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Planned => "planned",
            Self::Preparing => "preparing",
            Self::Signed => "signed",
            Self::Started => "started",
            Self::Construction => "construction",
            Self::Completed => "completed",
            Self::Operating => "operating",
        }
    }

    /// The name for Chinese readers.
    #[must_use]
    pub fn label_zh(self) -> &'static str {
        match self {
            Self::Planned => "规划",
            Self::Preparing => "前期",
            Self::Signed => "签约",
            Self::Started => "开工",
            Self::Construction => "在建",
            Self::Completed => "建成",
            Self::Operating => "投产",
        }
    }

    /// The stage of that name, or none.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|stage| stage.as_str() == name)
    }
}
