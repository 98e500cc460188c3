//! What stands behind an IRI of the graph: an entity, a document, a sentence, a statement.

use oxigraph::model::{GraphName, NamedNode, NamedOrBlankNode, Quad, TermRef};

use super::library::Library;
use super::page;
use super::reply::Reply;
use super::sparql::{chosen, not_acceptable, serializer};
use crate::diagnostic::Bilingual;
use crate::entity::EntityId;
use crate::graph::vocab::external;
use crate::query::dossier::Dossier;
use crate::query::format::Labels;
use crate::query::{Language, QueryError};
use crate::serve::media::{Media, TRIPLES};
use crate::serve::wire::Request;

/// The most statements that point to a node.
const INCOMING: usize = 1_000;

/// Answers a request for a path below the base; `.ttl` and the like at its end choose the format.
pub(super) fn resource(library: &Library, request: &Request, path: &str) -> Result<Reply, Reply> {
    // A name may end in .json too; then that is meant.
    if let Some(node) = node(library, path) {
        return show(library, request, path, &node, None);
    }
    let with_suffix =
        path.rsplit_once('.').and_then(|(stem, suffix)| Some((stem, Media::of_suffix(suffix)?)));
    match with_suffix.and_then(|(stem, media)| Some((stem, media, node(library, stem)?))) {
        Some((stem, media, node)) => show(library, request, stem, &node, Some(media)),
        None => Err(Reply::error(
            404,
            &Bilingual::new(
                format!("the graph has nothing that is called {path:?}; try /search"),
                format!("图谱中没有 {path:?}；请试试 /search"),
            ),
        )),
    }
}

/// The node of a path, if the graph says anything of it.
fn node(library: &Library, path: &str) -> Option<NamedNode> {
    let iris = library.graph.iris();
    let node = match (EntityId::parse(path), path.strip_prefix("document/")) {
        (Ok(id), _) => iris.entity(&id),
        (_, Some(document)) => iris.document(document),
        _ => NamedNode::new(format!("{}{path}", iris.base())).ok()?,
    };
    let store = library.graph.rdf();
    let is_subject = store.quads_for_pattern(Some(node.as_ref().into()), None, None, None).next().is_some();
    is_subject.then_some(node)
}

fn show(
    library: &Library,
    request: &Request,
    path: &str,
    node: &NamedNode,
    media: Option<Media>,
) -> Result<Reply, Reply> {
    let entity = library.graph.iris().entity_id(node.as_ref());
    let mut offered = vec![Media::Html];
    offered.extend(TRIPLES);
    if entity.is_some() {
        offered.extend([Media::Json, Media::Csv]);
    }
    let media = match media {
        Some(media) => Some(media).filter(|media| offered.contains(media)),
        None => chosen(request, &offered),
    };
    let media = media.ok_or_else(not_acceptable)?;
    let address = format!("/{}", page::escaped_path(path));
    let reply = match (media, entity) {
        (Media::Html | Media::Json, Some(id)) => {
            let dossier = Dossier::read(&library.graph, &id).map_err(|error| Reply::query_error(&error))?;
            if media == Media::Html {
                page::entity(library, request, &address, &dossier)
            } else {
                Reply::new(200, Media::Json, serde_json::to_vec_pretty(&dossier).unwrap_or_default())
            }
        }
        (Media::Csv, Some(id)) => {
            let given = [("entity".to_owned(), id.to_string())];
            return super::question::ask(library, request, "evidence-of-entity", &given, Some(Media::Csv));
        }
        (Media::Html, None) => {
            let (quads, _) = statements(library, node)?;
            let language = if request.chinese { Language::Zh } else { Language::En };
            let mut labels = Labels::new(&library.graph, language);
            let label = labels.label(node).ok().flatten();
            let title = label.unwrap_or_else(|| labels.short(node.as_ref()));
            page::resource(library, request, &address, &title, &quads, node.as_str())
        }
        (media, _) => triples(library, node, media)?,
    };
    // The same node in the form that was chosen.
    Ok(reply.with("content-location", format!("{address}.{}", media.suffix())))
}

fn triples(library: &Library, node: &NamedNode, media: Media) -> Result<Reply, Reply> {
    let (quads, is_cut) = statements(library, node)?;
    let mut writer = serializer(media, library.graph.iris()).for_writer(Vec::new());
    for mut quad in quads {
        quad.graph_name = GraphName::DefaultGraph;
        // Writing to memory doesn't fail.
        let _ = writer.serialize_quad(&quad);
    }
    let mut body = writer.finish().unwrap_or_default();
    if !is_cut {
        return Ok(Reply::new(200, media, body));
    }
    let cut = format!("incoming={INCOMING}");
    body.extend(media.comment(&format!("truncated: {cut}")).unwrap_or_default().into_bytes());
    Ok(Reply::new(200, media, body).with("chanpu-truncated", cut))
}

/// What is said of a node, and what points to it, sorted, each triple once; and whether that is only
/// a part of what points to it.
fn statements(library: &Library, node: &NamedNode) -> Result<(Vec<Quad>, bool), Reply> {
    let store = library.graph.rdf();
    let failed = |error| Reply::query_error(&QueryError::Store(error));
    let mut quads = Vec::new();
    for quad in store.quads_for_pattern(Some(node.as_ref().into()), None, None, None) {
        quads.push(quad.map_err(failed)?);
    }
    let mut incoming = 0;
    for quad in store.quads_for_pattern(None, None, Some(TermRef::NamedNode(node.as_ref())), None) {
        let quad = quad.map_err(failed)?;
        // A document says which entities it mentions; that it has a place in a sentence is its own affair.
        if quad.predicate == external::SCHEMA_MENTIONS
            || !matches!(quad.subject, NamedOrBlankNode::NamedNode(_))
        {
            continue;
        }
        incoming += 1;
        if incoming > INCOMING {
            break;
        }
        quads.push(quad);
    }
    let key = |quad: &Quad| {
        (
            quad.subject.to_string() != node.to_string(),
            quad.predicate.to_string(),
            quad.subject.to_string(),
            quad.object.to_string(),
        )
    };
    quads.sort_by_cached_key(key);
    quads.dedup_by(|a, b| (&a.subject, &a.predicate, &a.object) == (&b.subject, &b.predicate, &b.object));
    Ok((quads, incoming > INCOMING))
}
