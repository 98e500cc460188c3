//! What a drawing shows: the projection in the chosen language, grouped by the chosen key.

use std::collections::{BTreeMap, BTreeSet};

use petgraph::Direction;
use petgraph::graph::NodeIndex;
use petgraph::visit::EdgeRef;

use crate::entity::{EntityId, EntityType, PlaceLevel};
use crate::extraction::Predicate;
use crate::graph::{Edge, Node, Projection, Relation};

use super::{ClusterBy, ExportOptions, Language, style};

/// A graph that is ready to be drawn. Indices of nodes are those of the projection.
pub(super) struct View<'a> {
    /// The heading.
    pub(super) title: &'a str,
    /// The language of names.
    pub(super) language: Language,
    /// The nodes, in the projection's order.
    pub(super) nodes: Vec<ViewNode<'a>>,
    /// The edges, sorted by ends and relation.
    pub(super) edges: Vec<ViewEdge<'a>>,
    /// The clusters, sorted by identifier.
    pub(super) clusters: Vec<ViewCluster>,
}

/// A node of a view.
pub(super) struct ViewNode<'a> {
    /// The entity.
    pub(super) node: &'a Node,
    /// Its name in the view's language.
    pub(super) label: &'a str,
    /// The cluster that it belongs to, or that it is the heading of.
    pub(super) cluster: Option<usize>,
}

/// An edge of a view.
pub(super) struct ViewEdge<'a> {
    /// The subject.
    pub(super) from: usize,
    /// The object.
    pub(super) to: usize,
    /// The relation with its weight.
    pub(super) edge: &'a Edge,
}

/// A cluster of a view; it has at least one member beside its heading.
pub(super) struct ViewCluster {
    /// The county or park.
    pub(super) id: EntityId,
    /// Its name.
    pub(super) label: String,
    /// Its own node, where the projection has one.
    pub(super) heading: Option<usize>,
    /// The county that a park lies in, where the projection has it as a node.
    pub(super) county: Option<usize>,
}

impl<'a> View<'a> {
    /// Prepares `projection` for drawing.
    pub(super) fn new(projection: &'a Projection, options: &'a ExportOptions) -> Self {
        let graph = &projection.graph;
        let name = |node: &'a Node| match (options.language, &node.label_en) {
            (Language::En, Some(english)) => english.as_str(),
            _ => node.label.as_str(),
        };
        let keys = cluster_keys(projection, options.cluster);
        let mut members: BTreeMap<&EntityId, (&str, usize)> = BTreeMap::new();
        for (id, label) in keys.iter().flatten() {
            members.entry(id).or_insert((label, 0)).1 += 1;
        }
        let indices: BTreeMap<&EntityId, NodeIndex> =
            graph.node_indices().map(|index| (&graph[index].id, index)).collect();
        let heading = |id: &EntityId| indices.get(id).copied();
        let position = |id: &EntityId| heading(id).map(NodeIndex::index);
        let clusters: Vec<ViewCluster> = members
            .into_iter()
            .map(|(id, (label, count))| (id, label, count, heading(id)))
            // A county alone is a node like any other, not an empty box.
            .filter(|(_, _, count, heading)| *count > usize::from(heading.is_some()))
            .map(|(id, label, _, heading)| ViewCluster {
                id: id.clone(),
                label: heading.map_or(label, |index| name(&graph[index])).to_owned(),
                heading: heading.map(NodeIndex::index),
                county: Some(id)
                    .filter(|id| is_park(id))
                    .and_then(|id| county_of_park(projection, id))
                    .and_then(|(county, _)| position(&county)),
            })
            .collect();
        let mut nodes: Vec<ViewNode<'a>> = graph
            .node_weights()
            .zip(&keys)
            .map(|(node, key)| ViewNode {
                node,
                label: name(node),
                cluster: key
                    .as_ref()
                    .and_then(|(id, _)| clusters.binary_search_by(|cluster| cluster.id.cmp(id)).ok()),
            })
            .collect();
        for (index, cluster) in clusters.iter().enumerate() {
            if let Some(heading) = cluster.heading {
                nodes[heading].cluster = Some(index);
            }
        }
        let mut edges: Vec<ViewEdge<'a>> = graph
            .edge_references()
            .map(|edge| ViewEdge {
                from: edge.source().index(),
                to: edge.target().index(),
                edge: edge.weight(),
            })
            .collect();
        edges.sort_by_key(|edge| (edge.from, edge.to, edge.edge.relation));
        let title = options.title.as_deref().unwrap_or(&projection.title);
        Self { title, language: options.language, nodes, edges, clusters }
    }

    /// Whether an edge says no more than that its subject is in the cluster it is drawn in, or in
    /// the county of that park.
    pub(super) fn is_containment(&self, edge: &ViewEdge<'_>) -> bool {
        let place = |relation| {
            matches!(
                relation,
                Relation::Stated(Predicate::LocatedIn | Predicate::InPark)
                    | Relation::AppearsIn
                    | Relation::PartOf
            )
        };
        place(edge.edge.relation)
            && edge.from != edge.to
            && self.nodes[edge.from].cluster.is_some_and(|cluster| {
                let cluster = &self.clusters[cluster];
                cluster.heading == Some(edge.to) || cluster.county == Some(edge.to)
            })
    }

    /// Whether the node stands for a cluster instead of being drawn in it.
    pub(super) fn is_heading(&self, node: usize) -> bool {
        self.nodes[node].cluster.is_some_and(|cluster| self.clusters[cluster].heading == Some(node))
    }

    /// The heading of the nodes of one type that are in no cluster.
    pub(super) fn loose_heading(&self, kind: EntityType) -> String {
        let name = style::of_type(kind).plural(self.language);
        let is_all = self.nodes.iter().all(|node| node.node.kind != kind || node.cluster.is_none());
        match self.language {
            _ if is_all => name.to_owned(),
            Language::Zh => format!("其他{name}"),
            Language::En => format!("Other {}", name.to_lowercase()),
        }
    }

    /// Whether a weaker edge says nothing beside a stronger one: who lies in a county is named in
    /// its context.
    pub(super) fn is_implied(&self, edge: &ViewEdge<'_>) -> bool {
        let located = Relation::Stated(Predicate::LocatedIn);
        edge.edge.relation == Relation::AppearsIn
            && self
                .edges
                .binary_search_by_key(&(edge.from, edge.to, located), |other| {
                    (other.from, other.to, other.edge.relation)
                })
                .is_ok()
    }

    /// The types that occur, in the order of outputs.
    pub(super) fn kinds(&self) -> BTreeSet<EntityType> {
        self.nodes.iter().map(|node| node.node.kind).collect()
    }

    /// Full name, type, code and what else is known of a node, on lines.
    pub(super) fn describe(&self, node: usize) -> String {
        let ViewNode { node, label, .. } = &self.nodes[node];
        let zh = self.language == Language::Zh;
        let mut text = format!("{label}\n{}", style::of_type(node.kind).name(self.language));
        if let Some(code) = &node.code {
            text.push_str(&format!(" {code}"));
        }
        if let Some(stage) = node.stage {
            text.push_str(&format!("\n{}", style::stage_name(stage, self.language)));
        }
        for honour in &node.honours {
            text.push_str(&format!("\n{honour}"));
        }
        if node.mentions > 0 {
            let count = node.mentions;
            text.push_str(&if zh { format!("\n提及 {count} 次") } else { format!("\nmentions: {count}") });
        }
        text
    }
}

/// The cluster of every node: its identifier and name.
fn cluster_keys(projection: &Projection, by: ClusterBy) -> Vec<Option<(EntityId, String)>> {
    let graph = &projection.graph;
    let own = |index: NodeIndex| (graph[index].id.clone(), graph[index].label.clone());
    let given = |index: NodeIndex| {
        graph[index].cluster.as_ref().map(|cluster| (cluster.id.clone(), cluster.label.clone()))
    };
    let parks: BTreeSet<&EntityId> =
        graph.node_weights().filter_map(|node| node.cluster.as_ref().map(|cluster| &cluster.id)).collect();
    graph
        .node_indices()
        .map(|index| {
            let node = &graph[index];
            match by {
                ClusterBy::None => None,
                _ if node.level == Some(PlaceLevel::County) => Some(own(index)),
                // Cities and provinces hold the counties and belong into none of them.
                _ if matches!(
                    node.level,
                    Some(PlaceLevel::Country | PlaceLevel::Province | PlaceLevel::Prefecture)
                ) =>
                {
                    None
                }
                ClusterBy::Park if node.kind == EntityType::Park && parks.contains(&node.id) => {
                    Some(own(index))
                }
                ClusterBy::Park => given(index),
                ClusterBy::County => match given(index) {
                    Some((id, _)) if is_park(&id) => county_of_park(projection, &id),
                    other => other,
                },
            }
        })
        .collect()
}

fn is_park(id: &EntityId) -> bool {
    id.as_str().starts_with("park/")
}

/// The county of a park: its cluster, or else the only county that it is said to lie in.
fn county_of_park(projection: &Projection, park: &EntityId) -> Option<(EntityId, String)> {
    let graph = &projection.graph;
    let index = graph.node_indices().find(|&index| graph[index].id == *park)?;
    if let Some(cluster) = graph[index].cluster.as_ref().filter(|cluster| !is_park(&cluster.id)) {
        return Some((cluster.id.clone(), cluster.label.clone()));
    }
    let mut counties = graph
        .edges_directed(index, Direction::Outgoing)
        .filter(|edge| edge.weight().relation == Relation::Stated(Predicate::LocatedIn))
        .map(|edge| &graph[edge.target()])
        .filter(|place| place.level == Some(PlaceLevel::County));
    match (counties.next(), counties.next()) {
        (Some(county), None) => Some((county.id.clone(), county.label.clone())),
        _ => None,
    }
}
