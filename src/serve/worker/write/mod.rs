//! Finds out what a client's change would do. The worker changes nothing: it may be killed at any
//! moment, and what it tells is brought to the disk by the front.

mod multipart;
mod payload;

use oxigraph::model::{GraphName, NamedNode};

use super::library::Library;
use super::reply::Reply;
use super::sparql::iris;
use crate::diagnostic::Bilingual;
use crate::graph::clients::{Edit, EditError};
use crate::query::QueryError;
use crate::query::update::{ProtocolUpdate, try_update};
use crate::serve::wire::{Request, StoreMethod, Target};

/// An update of the SPARQL Protocol.
pub(super) fn update(
    library: &Library,
    request: &Request,
    text: Vec<u8>,
    default_graphs: &[String],
    named_graphs: &[String],
) -> Result<Reply, Reply> {
    let not_utf8 =
        |_| Reply::error(400, &Bilingual::new("the update isn't UTF-8", "更新语句不是 UTF-8 编码"));
    let update = ProtocolUpdate {
        text: String::from_utf8(text).map_err(not_utf8)?,
        base: Some(format!("{}/update", request.origin)),
        default_graphs: iris(default_graphs)?,
        named_graphs: iris(named_graphs)?,
    };
    let changes = try_update(&library.graph, &library.search, &update);
    Ok(Reply::changes(200, &changes.map_err(|error| Reply::update_error(&error))?))
}

/// A change of one graph by the Graph Store Protocol.
pub(super) fn store(
    library: &Library,
    request: &Request,
    method: StoreMethod,
    target: &Target,
    content_type: Option<&str>,
    body: &[u8],
) -> Result<Reply, Reply> {
    let name = match target {
        Target::Default => GraphName::DefaultGraph,
        Target::Named(name) => iris(std::slice::from_ref(name))?.remove(0).into(),
        Target::New => new_name(library, request, body).into(),
    };
    let failed = |error: EditError| Reply::edit_error(&error);
    let store_failed = |error| Reply::query_error(&QueryError::Store(error));
    let scratch = library.graph.scratch().map_err(store_failed)?;
    let mut edit = Edit::begin(&library.graph, &scratch).map_err(store_failed)?;
    let graph = name.as_ref();
    // The default graph is always there; that it was empty is as if it hadn't been.
    let is_new = match &name {
        GraphName::DefaultGraph => edit.is_empty(graph),
        _ => edit.contains(graph).map(|is_there| !is_there),
    };
    let is_new = is_new.map_err(store_failed)?;
    if method == StoreMethod::Delete {
        if is_new && name != GraphName::DefaultGraph {
            return Err(missing(&name));
        }
        edit.drop(graph).map_err(failed)?;
        return Ok(Reply::changes(200, &edit.finish().map_err(store_failed)?));
    }
    // Before the content is read, so that a client isn't told of mistakes in vain.
    if method == StoreMethod::Put {
        edit.clear(graph).map_err(failed)?;
    }
    if let GraphName::NamedNode(name) = &name {
        edit.create(name).map_err(failed)?;
    }
    let base = match &name {
        GraphName::NamedNode(name) => name.as_str().to_owned(),
        _ => format!("{}/store", request.origin),
    };
    for triple in payload::triples(content_type, body, &base)? {
        edit.insert(triple.as_ref().in_graph(graph)).map_err(failed)?;
    }
    let status = match (method, is_new) {
        (_, true) => 201,
        (StoreMethod::Put, false) => 204,
        _ => 200,
    };
    let reply = Reply::changes(status, &edit.finish().map_err(store_failed)?);
    Ok(match (target, &name) {
        (Target::New, GraphName::NamedNode(name)) => reply.with("location", name.as_str()),
        _ => reply,
    })
}

/// A name that no graph has: it is made of what is there and what comes.
fn new_name(library: &Library, request: &Request, body: &[u8]) -> NamedNode {
    let digits = payload::fingerprint(library.graph.checksum(), body);
    NamedNode::new_unchecked(format!("{}/store/{digits}", request.origin))
}

fn missing(name: &GraphName) -> Reply {
    let name = name.to_string();
    let name = name.trim_matches(['<', '>']);
    let message = Bilingual::new(
        format!("there is no graph {name:?}; SELECT DISTINCT ?g {{ GRAPH ?g {{ }} }} lists them"),
        format!("没有名为 {name:?} 的图；可用 SELECT DISTINCT ?g {{ GRAPH ?g {{ }} }} 列出"),
    );
    Reply::error(404, &message)
}
