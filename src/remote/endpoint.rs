//! What is asked of a server: queries, updates, and whole graphs.

use oxigraph::io::{RdfFormat, RdfParser};
use oxigraph::model::{Literal, NamedNode, NamedNodeRef, Term, Triple, Variable};
use oxigraph::sparql::results::{QueryResultsFormat, QueryResultsParser, SliceQueryResultsParserOutput};

use super::http::{Call, Http, Method, Reply};
use super::{Address, Credentials, Patience, RemoteError};

/// How many rows are asked for at once. Virtuoso gives 10,000 at most, unless it is told otherwise.
const PORTION: usize = 5_000;
/// How Virtuoso calls the answer to ASK, which it gives as a row.
const VIRTUOSO_ASK: &str = "__ASK_RETVAL";

/// The answer to SELECT or ASK.
#[derive(Clone, Debug, PartialEq)]
pub enum Answer {
    /// Of SELECT: the variables, and a value or none for each in every row.
    Solutions(Vec<Variable>, Vec<Vec<Option<Term>>>),
    /// Of ASK.
    Boolean(bool),
}

/// A SPARQL server.
#[derive(Debug)]
pub struct Endpoint {
    address: Address,
    http: Http,
}

impl Endpoint {
    /// A server; nothing is sent yet.
    #[must_use]
    pub fn new(address: Address, credentials: Credentials, patience: Patience) -> Self {
        Self { address, http: Http::new(credentials, patience) }
    }

    /// Its address.
    #[must_use]
    pub fn address(&self) -> &Address {
        &self.address
    }

    /// How the server calls itself, once it has answered.
    #[must_use]
    pub fn software(&self) -> String {
        self.http.software()
    }

    /// Asks SELECT or ASK.
    ///
    /// # Errors
    ///
    /// When the server can't be reached, refuses, or gives less than all.
    pub fn query(&self, text: &str) -> Result<Answer, RemoteError> {
        let reply = self.ask(text, "application/sparql-results+json")?;
        read_answer(&reply.body)
            .map_err(|reason| RemoteError::Answer { url: self.address.to_string(), reason })
    }

    /// Asks CONSTRUCT or DESCRIBE.
    ///
    /// # Errors
    ///
    /// As [`Endpoint::query`].
    pub fn construct(&self, text: &str) -> Result<Vec<Triple>, RemoteError> {
        let reply = self.ask(text, "application/n-triples, text/turtle;q=0.9")?;
        let parsed = RdfParser::from_format(RdfFormat::Turtle).for_slice(&reply.body);
        let triples = parsed.map(|quad| quad.map(Triple::from)).collect::<Result<_, _>>();
        triples.map_err(|error| self.not_understood(&error.to_string()))
    }

    /// Asks for the rows of SELECT.
    ///
    /// # Errors
    ///
    /// As [`Endpoint::query`].
    pub fn rows(&self, text: &str) -> Result<Vec<Vec<Option<Term>>>, RemoteError> {
        match self.query(text)? {
            Answer::Solutions(_, rows) => Ok(rows),
            Answer::Boolean(_) => Err(self.not_understood("yes or no instead of rows")),
        }
    }

    /// What the server says of itself: the answer to no query, as SPARQL 1.1 Service Description has it.
    ///
    /// # Errors
    ///
    /// When the server can't be reached or refuses.
    pub fn description(&self) -> Result<Vec<Triple>, RemoteError> {
        let call = Call { method: Method::Get, address: &self.address, accept: "text/turtle", body: None };
        let reply = self.accepted(&call)?;
        let parsed = RdfParser::from_format(RdfFormat::Turtle).for_slice(&reply.body);
        let triples = parsed.map(|quad| quad.map(Triple::from)).collect::<Result<_, _>>();
        triples.map_err(|error| self.not_understood(&error.to_string()))
    }

    /// Sends an update, which must be one that changes nothing when it is sent again.
    ///
    /// # Errors
    ///
    /// When the server can't be reached or refuses.
    pub fn update(&self, text: &str) -> Result<(), RemoteError> {
        let body = Some(("application/sparql-update", text.as_bytes()));
        let call = Call { method: Method::Post, address: &self.address, accept: "*/*", body };
        self.accepted(&call).map(drop)
    }

    /// Replaces a graph of the Graph Store by these lines of N-Triples.
    ///
    /// # Errors
    ///
    /// When the server can't be reached or refuses.
    pub fn put(&self, graph: NamedNodeRef<'_>, lines: &str) -> Result<(), RemoteError> {
        self.store(Method::Put, graph, Some(lines))
    }

    /// Adds lines of N-Triples without blank nodes to a graph of the Graph Store.
    ///
    /// # Errors
    ///
    /// When the server can't be reached or refuses.
    pub fn add(&self, graph: NamedNodeRef<'_>, lines: &str) -> Result<(), RemoteError> {
        self.store(Method::Post, graph, Some(lines))
    }

    /// Deletes a graph of the Graph Store, if it is there.
    ///
    /// # Errors
    ///
    /// When the server can't be reached or refuses.
    pub fn delete(&self, graph: NamedNodeRef<'_>) -> Result<(), RemoteError> {
        self.store(Method::Delete, graph, None)
    }

    /// The names of the server's graphs that begin so, sorted.
    ///
    /// # Errors
    ///
    /// As [`Endpoint::query`].
    pub fn graphs(&self, prefix: &str) -> Result<Vec<NamedNode>, RemoteError> {
        let prefix = Literal::new_simple_literal(prefix);
        let mut found: Vec<NamedNode> = Vec::new();
        loop {
            // In portions, because servers limit the rows of an answer.
            let after = Literal::new_simple_literal(found.last().map_or("", NamedNode::as_str));
            let rows = self.rows(&format!(
                "SELECT DISTINCT ?g WHERE {{ GRAPH ?g {{ ?s ?p ?o }} FILTER(STRSTARTS(STR(?g), {prefix}) && STR(?g) > \
                 {after}) }} ORDER BY STR(?g) LIMIT {PORTION}"
            ))?;
            let is_last = rows.len() < PORTION;
            found.extend(rows.into_iter().flatten().filter_map(|term| match term {
                Some(Term::NamedNode(name)) => Some(name),
                _ => None,
            }));
            if is_last {
                return Ok(found);
            }
        }
    }

    fn store(&self, method: Method, graph: NamedNodeRef<'_>, lines: Option<&str>) -> Result<(), RemoteError> {
        let address = self.address.with("graph", graph.as_str())?;
        // N-Triples are Turtle too, and every server takes Turtle.
        let body = lines.map(|lines| ("text/turtle", lines.as_bytes()));
        let call = Call { method, address: &address, accept: "*/*", body };
        let reply = self.http.send(&call)?;
        // Deleting a graph that isn't there has done all there is to do.
        if reply.status == 404 && method != Method::Delete { Err(self.nothing_there()) } else { Ok(()) }
    }

    fn ask(&self, text: &str, accept: &'static str) -> Result<Reply, RemoteError> {
        let encoded = percent_encoding::utf8_percent_encode(text, percent_encoding::NON_ALPHANUMERIC);
        // In a form, because that is what every server understands however long the query is.
        let body = format!("query={encoded}");
        let body = Some(("application/x-www-form-urlencoded", body.as_bytes()));
        let reply = self.accepted(&Call { method: Method::Post, address: &self.address, accept, body })?;
        if reply.truncated {
            return Err(RemoteError::Truncated { url: self.address.to_string() });
        }
        Ok(reply)
    }

    fn accepted(&self, call: &Call<'_>) -> Result<Reply, RemoteError> {
        let reply = self.http.send(call)?;
        if reply.status == 404 { Err(self.nothing_there()) } else { Ok(reply) }
    }

    fn nothing_there(&self) -> RemoteError {
        RemoteError::Status { url: self.address.to_string(), status: 404, words: String::new() }
    }

    fn not_understood(&self, reason: &str) -> RemoteError {
        RemoteError::Answer { url: self.address.to_string(), reason: reason.to_owned() }
    }
}

fn read_answer(body: &[u8]) -> Result<Answer, String> {
    let parser = QueryResultsParser::from_format(QueryResultsFormat::Json);
    match parser.for_slice(body).map_err(|error| error.to_string())? {
        SliceQueryResultsParserOutput::Boolean(answer) => Ok(Answer::Boolean(answer)),
        SliceQueryResultsParserOutput::Solutions(solutions) => {
            let variables = solutions.variables().to_vec();
            let mut rows: Vec<Vec<Option<Term>>> = Vec::new();
            for solution in solutions {
                let solution = solution.map_err(|error| error.to_string())?;
                rows.push(variables.iter().map(|variable| solution.get(variable).cloned()).collect());
            }
            if let ([only], [row]) = (variables.as_slice(), rows.as_slice())
                && only.as_str() == VIRTUOSO_ASK
            {
                let value = row.first().and_then(Option::as_ref);
                return Ok(Answer::Boolean(
                    matches!(value, Some(Term::Literal(yes)) if matches!(yes.value(), "1" | "true")),
                ));
            }
            Ok(Answer::Solutions(variables, rows))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers_of_the_standard_and_of_virtuoso() {
        let ask = r#"{"head":{"link":[],"vars":["__ASK_RETVAL"]},"results":{"distinct":false,"bindings":
            [{"__ASK_RETVAL":{"type":"typed-literal","datatype":"http://www.w3.org/2001/XMLSchema#integer","value":"1"}}]}}"#;
        assert_eq!(read_answer(ask.as_bytes()), Ok(Answer::Boolean(true)));
        assert_eq!(read_answer(br#"{"head":{},"boolean":false}"#), Ok(Answer::Boolean(false)));
        let rows = r#"{"head":{"vars":["a","b"]},"results":{"bindings":[{"b":{"type":"literal","xml:lang":"zh","value":"云"}}]}}"#;
        let Ok(Answer::Solutions(variables, rows)) = read_answer(rows.as_bytes()) else {
            panic!("these are rows")
        };
        assert_eq!(variables.len(), 2);
        assert_eq!(rows.len(), 1);
        assert_eq!(rows[0][0], None);
        assert!(matches!(&rows[0][1], Some(Term::Literal(text)) if text.value() == "云"), "{rows:?}");
        assert!(read_answer(b"<html>").is_err(), "no answer at all");
    }
}
