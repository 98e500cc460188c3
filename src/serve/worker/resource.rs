//! What stands behind an IRI of the graph: an entity, a document, a sentence, a statement.

use oxigraph::model::{GraphName, NamedNode, NamedOrBlankNode, NamedOrBlankNodeRef, Quad, Term};

use super::page;
use super::reply::Reply;
use super::source::Source;
use super::sparql::{chosen, not_acceptable, serializer};
use crate::diagnostic::Bilingual;
use crate::entity::EntityId;
use crate::query::Language;
use crate::query::format::Labels;
use crate::serve::media::{Media, TRIPLES};
use crate::serve::wire::Request;

/// The most statements that point to a node.
const INCOMING: usize = 1_000;

/// Answers a request for a path below the base; `.ttl` and the like at its end choose the format.
pub(super) fn resource(source: &impl Source, request: &Request, path: &str) -> Result<Reply, Reply> {
    // A name may end in .json too; then that is meant.
    if let Some(node) = node(source, path)? {
        return show(source, request, path, &node, None);
    }
    let with_suffix =
        path.rsplit_once('.').and_then(|(stem, suffix)| Some((stem, Media::of_suffix(suffix)?)));
    if let Some((stem, media)) = with_suffix
        && let Some(node) = node(source, stem)?
    {
        return show(source, request, stem, &node, Some(media));
    }
    let message = Bilingual::new(
        format!("the graph has nothing that is called {path:?}; try /search"),
        format!("图谱中没有 {path:?}；请试试 /search"),
    );
    Err(Reply::error(404, &message))
}

/// The node of a path, if the graph says anything of it.
fn node(source: &impl Source, path: &str) -> Result<Option<NamedNode>, Reply> {
    let iris = source.iris();
    let node = match (EntityId::parse(path), path.strip_prefix("document/")) {
        (Ok(id), _) => iris.entity(&id),
        (_, Some(document)) => iris.document(document),
        _ => match NamedNode::new(format!("{}{path}", iris.base())) {
            Ok(node) => node,
            Err(_) => return Ok(None),
        },
    };
    let is_subject = source.contains(&node).map_err(|error| Reply::query_error(&error))?;
    Ok(is_subject.then_some(node))
}

fn show(
    source: &impl Source,
    request: &Request,
    path: &str,
    node: &NamedNode,
    media: Option<Media>,
) -> Result<Reply, Reply> {
    let entity = source.iris().entity_id(node.as_ref());
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
            let (dossier, names) = source.dossier(&id).map_err(|error| Reply::query_error(&error))?;
            if media == Media::Html {
                page::entity(&names, request, &address, &dossier)
            } else {
                Reply::new(200, Media::Json, serde_json::to_vec_pretty(&dossier).unwrap_or_default())
            }
        }
        (Media::Csv, Some(id)) => {
            let given = [("entity".to_owned(), id.to_string())];
            return super::question::ask(source, request, "evidence-of-entity", &given, Some(Media::Csv));
        }
        (Media::Html, None) => {
            let (quads, _) = statements(source, node)?;
            let ends = quads.iter().flat_map(named_ends).chain([node]).collect::<Vec<_>>();
            let names = source.names(&ends).map_err(|error| Reply::query_error(&error))?;
            let language = if request.chinese { Language::Zh } else { Language::En };
            let mut labels = Labels::new(&names, language);
            let label = labels.label(node).ok().flatten();
            let title = label.unwrap_or_else(|| labels.short(node.as_ref()));
            page::resource(&names, request, &address, &title, &quads, node.as_str())
        }
        (media, _) => triples(source, node, media)?,
    };
    // The same node in the form that was chosen.
    Ok(reply.with("content-location", format!("{address}.{}", media.suffix())))
}

fn triples(source: &impl Source, node: &NamedNode, media: Media) -> Result<Reply, Reply> {
    let (quads, is_cut) = statements(source, node)?;
    let mut writer = serializer(media, source.iris()).for_writer(Vec::new());
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

/// The nodes of a quad that have names.
fn named_ends(quad: &Quad) -> impl Iterator<Item = &NamedNode> {
    let object = match &quad.object {
        Term::NamedNode(object) => Some(object),
        _ => None,
    };
    let subject = match &quad.subject {
        NamedOrBlankNode::NamedNode(subject) => Some(subject),
        NamedOrBlankNode::BlankNode(_) => None,
    };
    [subject, Some(&quad.predicate), object].into_iter().flatten()
}

/// What is said of a node, and what points to it, sorted, each triple once; and whether that is only
/// a part of what points to it.
fn statements(source: &impl Source, node: &NamedNode) -> Result<(Vec<Quad>, bool), Reply> {
    let mut quads = source.statements(node, INCOMING).map_err(|error| Reply::query_error(&error))?;
    let is_own = |quad: &Quad| quad.subject.as_ref() == NamedOrBlankNodeRef::from(node.as_ref());
    let own = quads.iter().filter(|quad| is_own(quad)).count();
    let is_cut = quads.len() > own + INCOMING;
    quads.truncate(own + INCOMING);
    quads.sort_by_cached_key(|quad| {
        (!is_own(quad), quad.predicate.to_string(), quad.subject.to_string(), quad.object.to_string())
    });
    quads.dedup_by(|a, b| (&a.subject, &a.predicate, &a.object) == (&b.subject, &b.predicate, &b.object));
    Ok((quads, is_cut))
}
