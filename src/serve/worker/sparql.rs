//! Answers queries of the SPARQL Protocol.
//!
//! An answer is written whole before its first byte is sent, so that a query that fails in the middle
//! has the status of a failure, and one that is too long is refused and not cut.

use std::cell::Cell;
use std::io::{self, Write};

use oxigraph::io::RdfSerializer;
use oxigraph::model::{GraphNameRef, NamedNode, QuadRef};
use oxigraph::sparql::results::QueryResultsSerializer;
use oxigraph::sparql::{QueryResults, QuerySolutionIter};

use super::page::{self, Found};
use super::question::PAGE_ROWS;
use super::reply::Reply;
use super::source::Source;
use crate::diagnostic::Bilingual;
use crate::graph::Iris;
use crate::query::{Column, Naming, ProtocolQuery, QueryError, Scope, Solutions};
use crate::serve::limits::Limits;
use crate::serve::media::{Media, RESULTS, TRIPLES, negotiate};
use crate::serve::wire::Request;

/// Which graphs a client wants to see.
pub(super) struct Graphs<'a> {
    pub(super) default: &'a [String],
    pub(super) named: &'a [String],
    /// What a query sees without any.
    pub(super) scope: Scope,
}

/// Answers a query. `partial`: the first part of a long answer will do.
pub(super) fn query(
    source: &impl Source,
    request: &Request,
    text: &str,
    graphs: &Graphs<'_>,
    partial: bool,
) -> Result<Reply, Reply> {
    let asked = ProtocolQuery {
        text: text.to_owned(),
        default_graphs: iris(graphs.default)?,
        named_graphs: iris(graphs.named)?,
        scope: graphs.scope,
    };
    let length = if partial { Length::Partial } else { Length::Whole };
    if wants_page(request) {
        return page(source, request, &asked);
    }
    let (iris, limits) = (source.iris(), source.limits());
    let written = source.query(&asked, |results| {
        let offered = if matches!(results, QueryResults::Graph(_)) { TRIPLES } else { RESULTS };
        let Some(media) = chosen(request, offered) else { return Ok(None) };
        let out = Capped { bytes: Vec::new(), limits, length, cut: None };
        Ok(Some((media, write(results, media, iris, out)?)))
    });
    match written.map_err(|error| Reply::query_error(&error))? {
        None => Err(not_acceptable()),
        Some((_, Written::TooLong)) => Err(too_long(limits)),
        Some((media, Written::Whole(body))) => Ok(Reply::new(200, media, body)),
        Some((media, Written::Cut(body, cut))) => {
            Ok(Reply::new(200, media, body).with("chanpu-truncated", cut))
        }
    }
}

/// Whether a browser asks. It takes nothing else that an answer can be had in as gladly.
fn wants_page(request: &Request) -> bool {
    let offered: Vec<Media> = RESULTS.iter().copied().chain([Media::Html]).collect();
    chosen(request, &offered) == Some(Media::Html)
}

/// The first rows as a page; triples, which have no page, as a browser likes them best.
fn page(source: &impl Source, request: &Request, asked: &ProtocolQuery) -> Result<Reply, Reply> {
    let (iris, limits) = (source.iris(), source.limits());
    let found = source.query(asked, |results| match results {
        QueryResults::Boolean(answer) => Ok(Ok(Found::Boolean(answer))),
        QueryResults::Solutions(solutions) => rows(solutions).map(|rows| Ok(Found::Solutions(rows))),
        QueryResults::Graph(_) => {
            let media = chosen(request, TRIPLES).unwrap_or(Media::Turtle);
            let out = Capped { bytes: Vec::new(), limits, length: Length::Whole, cut: None };
            Ok(Err((media, write(results, media, iris, out)?)))
        }
    });
    match found.map_err(|error| Reply::query_error(&error))? {
        Ok(found) => {
            let names = source.names(&found.nodes()).map_err(|error| Reply::query_error(&error))?;
            Ok(page::results(&names, request, &asked.text, &found))
        }
        Err((media, Written::Whole(body))) => Ok(Reply::new(200, media, body)),
        Err(_) => Err(too_long(limits)),
    }
}

/// The first rows of an answer.
fn rows(mut solutions: QuerySolutionIter<'_>) -> Result<Solutions, QueryError> {
    let columns = solutions
        .variables()
        .iter()
        .map(|variable| Column {
            variable: variable.clone(),
            heading: Bilingual::new(variable.as_str(), variable.as_str()),
            naming: Naming::WhenFound,
        })
        .collect::<Vec<_>>();
    let mut rows = Vec::new();
    while rows.len() < PAGE_ROWS {
        let Some(solution) = solutions.next().transpose()? else { break };
        rows.push(columns.iter().map(|column| solution.get(&column.variable).cloned()).collect());
    }
    let truncated = rows.len() == PAGE_ROWS && solutions.next().is_some();
    Ok(Solutions { columns, rows, truncated })
}

/// All triples of a graph, as the Graph Store Protocol wants them.
pub(super) fn graph(source: &impl Source, request: &Request, name: Option<&str>) -> Result<Reply, Reply> {
    let default: Vec<String> = name.map(str::to_owned).into_iter().collect();
    for graph in iris(&default)? {
        if !source.contains_graph(&graph).map_err(|error| Reply::query_error(&error))? {
            let iri = graph.as_str();
            let message = Bilingual::new(
                format!("there is no graph {iri:?}; SELECT DISTINCT ?g {{ GRAPH ?g {{ }} }} lists them"),
                format!("没有名为 {iri:?} 的图；可用 SELECT DISTINCT ?g {{ GRAPH ?g {{ }} }} 列出"),
            );
            return Err(Reply::error(404, &message));
        }
    }
    let scope = if source.writable().is_some() { Scope::DefaultGraph } else { Scope::Union };
    let graphs = Graphs { default: &default, named: &[], scope };
    query(source, request, "CONSTRUCT WHERE { ?s ?p ?o }", &graphs, false)
}

/// What the client wants of what is offered.
pub(super) fn chosen(request: &Request, offered: &[Media]) -> Option<Media> {
    if let Some(suffix) = &request.suffix {
        return Media::of_suffix(suffix).filter(|media| offered.contains(media));
    }
    let named = request.format.as_deref().and_then(|name| Media::of_name(name, offered));
    named.or_else(|| negotiate(request.accept.as_deref(), offered))
}

/// Nothing that is offered is wanted.
pub(super) fn not_acceptable() -> Reply {
    let types = |media: &[Media]| {
        let names: Vec<_> = media.iter().filter_map(|media| media.content_type().split(';').next()).collect();
        names.join(", ")
    };
    let (results, triples) = (types(RESULTS), types(TRIPLES));
    let message = Bilingual::new(
        format!(
            "the answer can't be had in a form that Accept names; SELECT and ASK: {results}; CONSTRUCT and \
             DESCRIBE: {triples}"
        ),
        format!(
            "无法以 Accept 所列的格式给出结果；SELECT 和 ASK 可用：{results}；CONSTRUCT 和 DESCRIBE 可用：{triples}"
        ),
    );
    Reply::error(406, &message)
}

fn too_long(limits: &Limits) -> Reply {
    let (rows, bytes) = (limits.rows, limits.bytes);
    let message = Bilingual::new(
        format!(
            "the answer is longer than this server sends ({rows} rows, {bytes} bytes); narrow the query, add \
             LIMIT, or add the parameter partial=true for its first part"
        ),
        format!(
            "结果超过本服务的上限（{rows} 行、{bytes} 字节）；请缩小查询范围、加上 LIMIT，或加参数 \
             partial=true 只取前一部分"
        ),
    );
    Reply::error(422, &message)
}

pub(super) fn iris(texts: &[String]) -> Result<Vec<NamedNode>, Reply> {
    let iri = |text: &String| {
        NamedNode::new(text).map_err(|error| {
            let message = Bilingual::new(
                format!("the graph {text:?} is no absolute IRI: {error}"),
                format!("图名 {text:?} 不是绝对 IRI：{error}"),
            );
            Reply::error(400, &message)
        })
    };
    texts.iter().map(iri).collect()
}

/// How much of an answer the client needs.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Length {
    Whole,
    Partial,
}

enum Written {
    Whole(Vec<u8>),
    /// The first part, with what it was cut at.
    Cut(Vec<u8>, String),
    TooLong,
}

/// A body that doesn't grow beyond the limits by more than a row.
struct Capped<'l> {
    bytes: Vec<u8>,
    limits: &'l Limits,
    length: Length,
    cut: Option<String>,
}

impl Capped<'_> {
    /// Whether another row may be written after so many rows and bytes.
    fn has_room(&mut self, rows: usize, bytes: usize) -> bool {
        if rows >= self.limits.rows {
            self.cut = Some(format!("rows={}", self.limits.rows));
        } else if bytes >= self.limits.bytes {
            self.cut = Some(format!("bytes={}", self.limits.bytes));
        }
        self.cut.is_none()
    }

    fn written(self, media: Media) -> Written {
        let Self { mut bytes, length, cut, .. } = self;
        match (cut, length) {
            (None, _) => Written::Whole(bytes),
            (Some(_), Length::Whole) => Written::TooLong,
            (Some(cut), Length::Partial) => {
                if media == Media::SparqlJson && bytes.last() == Some(&b'}') {
                    bytes.pop();
                    bytes.extend_from_slice(format!(",\"truncated\":\"{cut}\"}}").as_bytes());
                } else if let Some(comment) = media.comment(&format!("truncated: {cut}")) {
                    bytes.extend_from_slice(comment.as_bytes());
                }
                Written::Cut(bytes, cut)
            }
        }
    }
}

fn write(
    results: QueryResults<'_>,
    media: Media,
    iris: &Iris,
    mut out: Capped<'_>,
) -> Result<Written, QueryError> {
    match results {
        QueryResults::Boolean(answer) => {
            QueryResultsSerializer::from_format(media.results())
                .serialize_boolean_to_writer(&mut out.bytes, answer)
                .map_err(in_memory)?;
        }
        QueryResults::Solutions(solutions) => {
            let (mut bytes, length) = (Vec::new(), Cell::new(0));
            let counted = Counted { bytes: &mut bytes, length: &length };
            let mut writer = QueryResultsSerializer::from_format(media.results())
                .serialize_solutions_to_writer(counted, solutions.variables().to_vec())
                .map_err(in_memory)?;
            for (rows, solution) in solutions.enumerate() {
                let solution = solution?;
                if !out.has_room(rows, length.get()) {
                    break;
                }
                writer.serialize(&solution).map_err(in_memory)?;
            }
            writer.finish().map_err(in_memory)?;
            out.bytes = bytes;
        }
        QueryResults::Graph(triples) => {
            let (mut bytes, length) = (Vec::new(), Cell::new(0));
            let counted = Counted { bytes: &mut bytes, length: &length };
            let mut writer = serializer(media, iris).for_writer(counted);
            for (rows, triple) in triples.enumerate() {
                let triple = triple?;
                if !out.has_room(rows, length.get()) {
                    break;
                }
                let quad = QuadRef::new(
                    triple.subject.as_ref(),
                    triple.predicate.as_ref(),
                    triple.object.as_ref(),
                    GraphNameRef::DefaultGraph,
                );
                writer.serialize_quad(quad).map_err(in_memory)?;
            }
            writer.finish().map_err(in_memory)?;
            out.bytes = bytes;
        }
    }
    Ok(out.written(media))
}

/// Triples in a format, with the usual prefixes.
pub(super) fn serializer(media: Media, iris: &Iris) -> RdfSerializer {
    let mut serializer = RdfSerializer::from_format(media.rdf());
    for (prefix, iri) in iris.prefixes() {
        // The prefixes are valid: their base was checked when it was chosen.
        if let Ok(extended) = serializer.clone().with_prefix(prefix, iri) {
            serializer = extended;
        }
    }
    serializer
}

/// Counts what is written while a serializer holds the bytes.
struct Counted<'a> {
    bytes: &'a mut Vec<u8>,
    length: &'a Cell<usize>,
}

impl Write for Counted<'_> {
    fn write(&mut self, part: &[u8]) -> io::Result<usize> {
        self.bytes.extend_from_slice(part);
        self.length.set(self.bytes.len());
        Ok(part.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Writing to memory fails only when a term can't be written.
fn in_memory(error: io::Error) -> QueryError {
    QueryError::Thread(error)
}
