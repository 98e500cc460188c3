//! Describes the endpoint (SPARQL 1.1 Service Description) and the data (VoID).

use oxigraph::model::vocab::rdf;
use oxigraph::model::{NamedNode, Term, Triple};

use super::metadata::{self, terms};
use super::reply::Reply;
use super::source::Source;
use super::sparql::{chosen, not_acceptable, serializer};
use crate::query::search::SEARCH;
use crate::serve::media::{Media, RESULTS, TRIPLES};
use crate::serve::wire::Request;

const SD: &str = "http://www.w3.org/ns/sparql-service-description#";
const FORMATS: &str = "http://www.w3.org/ns/formats/";

fn sd(name: &str) -> NamedNode {
    NamedNode::new_unchecked(format!("{SD}{name}"))
}

/// What the endpoint can do.
pub(super) fn service(source: &impl Source, request: &Request) -> Result<Reply, Reply> {
    let iris = source.iris();
    let endpoint = NamedNode::new_unchecked(format!("{}/query", request.origin));
    let service = NamedNode::new_unchecked(format!("{}/query#service", request.origin));
    let dataset = metadata::node(iris, "dataset");
    let default = metadata::node(iris, "default-graph");
    let mut triples = Vec::new();
    let mut add = |subject: &NamedNode, predicate: NamedNode, object: Term| {
        triples.push(Triple::new(subject.clone(), predicate, object));
    };
    add(&service, rdf::TYPE.into(), sd("Service").into());
    add(&service, sd("endpoint"), endpoint.into());
    for language in ["SPARQL10Query", "SPARQL11Query"] {
        add(&service, sd("supportedLanguage"), sd(language).into());
    }
    if source.writable().is_some() {
        // A service has one address, and that of queries is no place for updates.
        let update = NamedNode::new_unchecked(format!("{}/query#update-service", request.origin));
        let address = NamedNode::new_unchecked(format!("{}/update", request.origin));
        add(&update, rdf::TYPE.into(), sd("Service").into());
        add(&update, sd("endpoint"), address.into());
        add(&update, sd("supportedLanguage"), sd("SPARQL11Update").into());
        add(&update, sd("defaultDataset"), dataset.clone().into());
    }
    for feature in ["UnionDefaultGraph", "EmptyGraphs"] {
        add(&service, sd("feature"), sd(feature).into());
    }
    // So that a client knows, before it asks, that `SERVICE cp:search` is answered here.
    if source.has_full_text() {
        add(&service, sd("feature"), NamedNode::from(SEARCH).into());
    }
    for media in RESULTS.iter().chain(TRIPLES) {
        add(
            &service,
            sd("resultFormat"),
            NamedNode::new_unchecked(format!("{FORMATS}{}", w3c(*media))).into(),
        );
    }
    add(&service, sd("defaultDataset"), dataset.clone().into());
    add(&dataset, rdf::TYPE.into(), sd("Dataset").into());
    add(&dataset, sd("defaultGraph"), default.clone().into());
    add(&default, rdf::TYPE.into(), sd("Graph").into());
    for name in source.graphs() {
        let graph = NamedNode::new_unchecked(format!("{}#graph", name.as_str()));
        add(&dataset, sd("namedGraph"), graph.clone().into());
        add(&graph, rdf::TYPE.into(), sd("NamedGraph").into());
        add(&graph, sd("name"), name.into());
    }
    write(source, request, &triples)
}

/// What data there is, with where it can be asked.
pub(super) fn void(source: &impl Source, request: &Request) -> Result<Reply, Reply> {
    let dataset = metadata::node(source.iris(), "dataset");
    let mut triples = source.statistics().map_err(|error| Reply::query_error(&error))?;
    let endpoint = NamedNode::new_unchecked(format!("{}/query", request.origin));
    triples.push(Triple::new(dataset, terms::VOID_SPARQL_ENDPOINT, endpoint));
    triples.sort_by_cached_key(ToString::to_string);
    write(source, request, &triples)
}

fn write(source: &impl Source, request: &Request, triples: &[Triple]) -> Result<Reply, Reply> {
    let media = chosen(request, TRIPLES).ok_or_else(not_acceptable)?;
    let mut writer = serializer(media, source.iris()).for_writer(Vec::new());
    for triple in triples {
        // Writing to memory doesn't fail.
        let _ = writer.serialize_triple(triple);
    }
    Ok(Reply::new(200, media, writer.finish().unwrap_or_default()))
}

/// The name of a format in the W3C's list.
fn w3c(media: Media) -> &'static str {
    match media {
        Media::SparqlXml => "SPARQL_Results_XML",
        Media::Csv => "SPARQL_Results_CSV",
        Media::Tsv => "SPARQL_Results_TSV",
        Media::Turtle => "Turtle",
        Media::NTriples => "N-Triples",
        Media::RdfXml => "RDF_XML",
        Media::JsonLd => "JSON-LD",
        Media::TriG => "TriG",
        Media::NQuads => "N-Quads",
        Media::Html | Media::Json | Media::SparqlJson => "SPARQL_Results_JSON",
    }
}
