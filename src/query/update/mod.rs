//! SPARQL 1.1 Update, tried on a store and told as a difference.
//!
//! Oxigraph could run updates itself, but it doesn't tell what they have changed, and it would change
//! graphs that nobody may write. So here the patterns are asked as queries, and what the templates make
//! of the answers goes through an [`Edit`].
//!
//! `ALL` and `NAMED` mean the graphs that clients may write. A pattern sees what a query sees: the
//! union of all graphs, unless the request or the update names others.

mod error;
mod template;
#[cfg(test)]
mod tests;

use std::sync::Arc;

use oxigraph::model::{GraphName, GraphNameRef, NamedNode, QuadRef};
use oxigraph::sparql::{QueryResults, SparqlEvaluator};
use spargebra::algebra::{GraphPattern, GraphTarget, QueryDataset};
use spargebra::term::{
    GraphName as UpdateGraph, GroundQuadPattern, NamedNodePattern, QuadPattern, TermPattern,
};
use spargebra::{GraphUpdateOperation, Query, Update};

pub use error::UpdateError;

use self::template::{Change, Template};
use super::guard;
use super::run::{evaluator, on_large_stack, parse_update};
use super::search::SearchIndex;
use crate::graph::GraphStore;
use crate::graph::clients::{ClientChange, Edit};

/// The name of an update in messages.
const NAME: &str = "update";

/// An update as a client sends it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ProtocolUpdate {
    /// The text.
    pub text: String,
    /// What relative IRIs are relative to.
    pub base: Option<String>,
    /// What takes the place of `USING`.
    pub default_graphs: Vec<NamedNode>,
    /// What takes the place of `USING NAMED`.
    pub named_graphs: Vec<NamedNode>,
}

/// Finds out what an update changes. The graph stays as it is.
///
/// # Errors
///
/// When the text is no update, asks another server, would change what clients may not, or can't be
/// answered. Then nothing is changed, also by the operations before the one that failed.
pub fn try_update(
    graph: &GraphStore,
    search: &Arc<SearchIndex>,
    update: &ProtocolUpdate,
) -> Result<Vec<ClientChange>, UpdateError> {
    let needs = guard::check_update(NAME, &update.text)?;
    on_large_stack(|| {
        let parsed = parse_update(NAME, &update.text, update.base.as_deref(), graph.iris())?;
        check(&parsed, update)?;
        let scratch = graph.scratch()?;
        let mut run = Run {
            evaluator: evaluator(graph, needs, Some(search))?,
            edit: Edit::begin(graph, &scratch)?,
            request: update,
            parsed: &parsed,
        };
        for operation in &parsed.operations {
            run.operation(operation)?;
        }
        Ok(run.edit.finish()?)
    })
}

/// Refuses what can be seen to be wrong before anything runs.
fn check(parsed: &Update, request: &ProtocolUpdate) -> Result<(), UpdateError> {
    let names_graphs = !request.default_graphs.is_empty() || !request.named_graphs.is_empty();
    for operation in &parsed.operations {
        match operation {
            GraphUpdateOperation::Load { .. } => return Err(UpdateError::Load),
            // `WITH` has become `USING` here.
            GraphUpdateOperation::DeleteInsert { using: Some(_), .. } if names_graphs => {
                return Err(UpdateError::TwoDatasets);
            }
            _ => {}
        }
    }
    Ok(())
}

struct Run<'s> {
    evaluator: SparqlEvaluator,
    edit: Edit<'s>,
    request: &'s ProtocolUpdate,
    parsed: &'s Update,
}

impl Run<'_> {
    fn operation(&mut self, operation: &GraphUpdateOperation) -> Result<(), UpdateError> {
        match operation {
            GraphUpdateOperation::InsertData { data } => {
                let mut template = Template::default();
                for quad in data {
                    self.edit.insert(template.data(quad).as_ref())?;
                }
            }
            GraphUpdateOperation::DeleteData { data } => {
                for quad in data {
                    self.edit.remove(template::ground(quad).as_ref())?;
                }
            }
            GraphUpdateOperation::DeleteInsert { delete, insert, using, pattern } => {
                self.delete_insert(delete, insert, using.as_ref(), pattern)?;
            }
            GraphUpdateOperation::Load { .. } => return Err(UpdateError::Load),
            GraphUpdateOperation::Clear { graph, .. } => {
                for graph in self.targets(graph)? {
                    self.edit.clear(graph.as_ref())?;
                }
            }
            GraphUpdateOperation::Create { silent, graph } => {
                if !silent && self.edit.contains(GraphNameRef::NamedNode(graph.as_ref()))? {
                    return Err(UpdateError::GraphExists(graph.clone()));
                }
                self.edit.create(graph)?;
            }
            GraphUpdateOperation::Drop { silent, graph } => {
                for target in self.targets(graph)? {
                    if let (GraphTarget::NamedNode(name), false) = (graph, *silent)
                        && !self.edit.contains(target.as_ref())?
                    {
                        return Err(UpdateError::NoGraph(name.clone()));
                    }
                    self.edit.drop(target.as_ref())?;
                }
            }
        }
        Ok(())
    }

    fn targets(&self, target: &GraphTarget) -> Result<Vec<GraphName>, UpdateError> {
        let named = || Ok::<_, UpdateError>(self.edit.named_graphs()?.into_iter().map(GraphName::from));
        Ok(match target {
            GraphTarget::NamedNode(name) => vec![name.clone().into()],
            GraphTarget::DefaultGraph => vec![GraphName::DefaultGraph],
            GraphTarget::NamedGraphs => named()?.collect(),
            GraphTarget::AllGraphs => named()?.chain([GraphName::DefaultGraph]).collect(),
        })
    }

    fn delete_insert(
        &mut self,
        delete: &[GroundQuadPattern],
        insert: &[QuadPattern],
        using: Option<&QueryDataset>,
        pattern: &GraphPattern,
    ) -> Result<(), UpdateError> {
        let query = Query::Select {
            dataset: None,
            pattern: GraphPattern::Project {
                inner: Box::new(pattern.clone()),
                variables: template::variables(delete, insert),
            },
            base_iri: self.parsed.base_iri.clone(),
        };
        let mut prepared = self.evaluator.clone().for_query(query);
        let dataset = prepared.dataset_mut();
        let ProtocolUpdate { default_graphs, named_graphs, .. } = self.request;
        if let Some(using) = using {
            dataset.set_default_graph(using.default.iter().cloned().map(GraphName::from).collect());
            if let Some(named) = &using.named {
                dataset.set_available_named_graphs(named.iter().cloned().map(Into::into).collect());
            }
        } else if !default_graphs.is_empty() || !named_graphs.is_empty() {
            dataset.set_default_graph(default_graphs.iter().cloned().map(GraphName::from).collect());
            dataset.set_available_named_graphs(named_graphs.iter().cloned().map(Into::into).collect());
        } else if !is_copy_of_default(delete, insert, pattern) {
            dataset.set_default_graph_as_union();
        }
        // All of the answer is read before anything is changed.
        let (mut gone, mut come) = (Vec::new(), Vec::new());
        if let QueryResults::Solutions(solutions) =
            prepared.on_transaction(self.edit.transaction()).execute()?
        {
            for solution in solutions {
                let solution = solution?;
                let mut template = Template::of(&solution);
                gone.extend(delete.iter().filter_map(|quad| template.deleted(quad)));
                come.extend(insert.iter().filter_map(|quad| template.inserted(quad)));
            }
        }
        let apply = |quads: &[oxigraph::model::Quad], change: Change, edit: &mut Edit<'_>| {
            quads.iter().map(QuadRef::from).try_for_each(|quad| match change {
                Change::Delete => edit.remove(quad),
                Change::Insert => edit.insert(quad),
            })
        };
        apply(&gone, Change::Delete, &mut self.edit)?;
        Ok(apply(&come, Change::Insert, &mut self.edit)?)
    }
}

/// Whether this is what `COPY`, `MOVE` and `ADD` of the default graph have become. They mean that graph
/// and not all that a query sees, which would copy every document.
fn is_copy_of_default(delete: &[GroundQuadPattern], insert: &[QuadPattern], pattern: &GraphPattern) -> bool {
    let GraphPattern::Bgp { patterns } = pattern else { return false };
    let ([triple], [], [quad]) = (patterns.as_slice(), delete, insert) else { return false };
    let is =
        |term: &TermPattern, name: &str| matches!(term, TermPattern::Variable(it) if it.as_str() == name);
    let is_property = matches!(&triple.predicate, NamedNodePattern::Variable(it) if it.as_str() == "p");
    is(&triple.subject, "s")
        && is_property
        && is(&triple.object, "o")
        && (&quad.subject, &quad.predicate, &quad.object)
            == (&triple.subject, &triple.predicate, &triple.object)
}

/// A graph of an update as the store names it.
fn graph_name(graph: &UpdateGraph) -> GraphName {
    match graph {
        UpdateGraph::NamedNode(name) => name.clone().into(),
        UpdateGraph::DefaultGraph => GraphName::DefaultGraph,
    }
}
