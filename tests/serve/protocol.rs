//! The cases of the W3C's test suite for the SPARQL 1.1 Protocol, under their names where they apply,
//! and what else a client may rely on. `tests/serve/README.md` lists all of them.

use super::{Server, encode};

const FORM: (&str, &str) = ("Content-Type", "application/x-www-form-urlencoded");
const QUERY: (&str, &str) = ("Content-Type", "application/sparql-query");
const JSON: &str = "application/sparql-results+json";
const DOCUMENTS: &str = "SELECT ?g (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g ORDER BY ?g";
const FIRM: &str = "ASK { ?firm a cp:Company }";

#[test]
fn queries_that_are_well_formed() {
    let server = Server::start();
    // query_get
    let answer = server.query("ASK {}", JSON);
    assert_eq!((answer.status, answer.media()), (200, JSON));
    assert_eq!(answer.json()["boolean"], true);
    // query_post_form, with a charset
    let form = format!("query={}", encode("ASK {}"));
    for kind in ["application/x-www-form-urlencoded", "application/x-www-form-urlencoded; charset=UTF-8"] {
        let answer = server.send("POST", "/sparql", &[("Content-Type", kind)], form.as_bytes());
        assert_eq!((answer.status, &answer.json()["boolean"]), (200, &true.into()), "{kind}");
    }
    // query_post_direct
    let answer = server.send("POST", "/query", &[QUERY], b"ASK {}");
    assert_eq!((answer.status, &answer.json()["boolean"]), (200, &true.into()));
    // HEAD has the head of GET alone.
    let answer = server.send("HEAD", "/query?query=ASK%20%7B%7D", &[], &[]);
    assert_eq!((answer.status, answer.body.as_str()), (200, ""));
    // No prefix needs to be declared, and a name in Chinese is as good as any other.
    assert_eq!(server.query("ASK { ?s rdfs:label '彝良县'@zh }", JSON).json()["boolean"], true);
}

#[test]
fn graphs_that_the_client_chooses() {
    let server = Server::start();
    let graphs: Vec<String> = server
        .query(DOCUMENTS, JSON)
        .rows()
        .iter()
        .filter_map(|row| row["g"]["value"].as_str().map(str::to_owned))
        .collect();
    let documents = crate::queries::fixture::extractions().len();
    assert_eq!(graphs.len(), documents + 3, "and the gazetteer, the ontology, the service: {graphs:?}");
    let document = graphs.iter().find(|graph| graph.contains("/document/")).expect("a document");
    let ontology = graphs.iter().find(|graph| graph.ends_with("graph/ontology")).expect("the ontology");
    let ask = |parameters: &str, text: &str| {
        let target = format!("/query?query={}&{parameters}", encode(text));
        server.get(&target, JSON).json()["boolean"].as_bool()
    };
    let default = |graph: &str| format!("default-graph-uri={}", encode(graph));
    let named = |graph: &str| format!("named-graph-uri={}", encode(graph));
    // query_dataset_default_graph(s)_get
    assert_eq!(ask("", FIRM), Some(true));
    assert_eq!(ask(&default(ontology), FIRM), Some(false));
    assert_eq!(ask(&default(ontology), "ASK { cp:Company a owl:Class }"), None, "owl: isn't a usual prefix");
    assert_eq!(ask(&default(ontology), "ASK { cp:Company rdfs:label ?name }"), Some(true));
    assert_eq!(
        ask(
            &format!("{}&{}", default(ontology), default(document)),
            "ASK { ?s cp:rule ?r . cp:Company rdfs:label ?name }"
        ),
        Some(true)
    );
    // query_dataset_named_graphs_get: the default graph is empty then.
    assert_eq!(ask(&named(document), "ASK { ?s ?p ?o }"), Some(false));
    assert_eq!(ask(&named(document), "ASK { GRAPH ?g { ?s ?p ?o } }"), Some(true));
    assert_eq!(ask(&named(document), &format!("ASK {{ GRAPH <{ontology}> {{ ?s ?p ?o }} }}")), Some(false));
    // query_dataset_full: what the client says counts more than FROM (query_multiple_dataset).
    let full = format!("{}&{}", default(ontology), named(document));
    assert_eq!(ask(&full, "ASK { cp:Company rdfs:label ?n . GRAPH ?g { ?s cp:rule ?r } }"), Some(true));
    let from = format!("ASK FROM <{document}> {{ cp:Company rdfs:label ?n }}");
    assert_eq!((ask("", &from), ask(&default(ontology), &from)), (Some(false), Some(true)));
    // query_dataset_*_post
    let form = format!("query={}&{}", encode(FIRM), default(ontology));
    assert_eq!(server.send("POST", "/query", &[FORM], form.as_bytes()).json()["boolean"], false);
    let target = format!("/query?{}", default(ontology));
    assert_eq!(server.send("POST", &target, &[QUERY], FIRM.as_bytes()).json()["boolean"], false);
    // A graph that isn't there holds nothing, and nothing is fetched.
    assert_eq!(ask(&default("http://169.254.169.254/"), "ASK { ?s ?p ?o }"), Some(false));
    let relative = server.get(&format!("/query?query={}&default-graph-uri=x", encode(FIRM)), JSON);
    assert_eq!(relative.status, 400);
}

#[test]
fn answers_come_in_the_form_that_was_asked_for() {
    let server = Server::start();
    let select = "SELECT ?name { place:530628 rdfs:label ?name }";
    let construct = "CONSTRUCT WHERE { place:530628 rdfs:label ?name }";
    // query_content_type_select, _ask, _describe, _construct
    for (text, accept, media, part) in [
        (select, "*/*", JSON, "\"彝良县\""),
        (select, "application/json", JSON, "\"彝良县\""),
        (select, "application/sparql-results+xml", "application/sparql-results+xml", ">彝良县</literal>"),
        (select, "application/xml;q=0.8, image/png", "application/sparql-results+xml", ">彝良县</literal>"),
        (select, "text/csv", "text/csv", "name\r\n彝良县\r\n"),
        (select, "text/tab-separated-values", "text/tab-separated-values", "\"彝良县\"@zh"),
        (
            "ASK {}",
            "application/sparql-results+xml",
            "application/sparql-results+xml",
            "<boolean>true</boolean>",
        ),
        (construct, "*/*", "text/turtle", "place:530628 rdfs:label \"彝良县\"@zh"),
        (construct, "application/n-triples", "application/n-triples", "\"彝良县\"@zh ."),
        (construct, "application/rdf+xml", "application/rdf+xml", "彝良县</rdfs:label>"),
        (construct, "application/ld+json", "application/ld+json", "彝良县"),
        (construct, "application/trig", "application/trig", "彝良县"),
        (construct, "application/n-quads", "application/n-quads", "彝良县"),
        ("DESCRIBE place:530628", "text/turtle", "text/turtle", "彝良县"),
        (select, "text/csv;q=0.1, text/tab-separated-values;q=0.9", "text/tab-separated-values", "彝良县"),
    ] {
        let answer = server.query(text, accept);
        assert_eq!((answer.status, answer.media()), (200, media), "{accept}");
        assert!(answer.body.contains(part), "{accept}: {}", answer.body);
        assert_eq!(answer.header("x-content-type-options"), Some("nosniff"));
    }
    for (text, accept) in [(select, "text/turtle"), (construct, "text/csv"), (select, "text/html;q=0")] {
        let answer = server.query(text, accept);
        assert_eq!(answer.status, 406, "{accept}");
        assert!(
            answer.body.contains("application/sparql-results+xml"),
            "it says what there is: {}",
            answer.body
        );
    }
    let csv = server.get(&format!("/query?format=csv&query={}", encode(select)), "application/json");
    assert_eq!(csv.media(), "text/csv", "the parameter counts more than the header");
    // SPARQLWrapper names the format in both.
    let both =
        server.get(&format!("/query?format=rdf%2Bxml&query={}", encode(construct)), "application/rdf+xml");
    assert_eq!((both.status, both.media()), (200, "application/rdf+xml"));
    let unfit = server.get(&format!("/query?format=csv&query={}", encode(construct)), "text/turtle");
    assert_eq!((unfit.status, unfit.media()), (200, "text/turtle"), "one that doesn't fit is passed over");
}

#[test]
fn queries_that_are_not() {
    let server = Server::start();
    let form = |text: &str| server.send("POST", "/query", &[FORM], text.as_bytes());
    let direct =
        |kind: &str, body: &[u8]| server.send("POST", "/query", &[("Content-Type", kind)], body).status;
    // bad_query_syntax, with the place
    let answer = server.query("SELECT *\n{ ?s ?p }", JSON);
    assert_eq!((answer.status, answer.media()), (400, "application/json"));
    let error = &answer.json()["error"];
    assert_eq!((&error["line"], &error["column"]), (&2.into(), &10.into()), "{error}");
    assert!(error["zh"].as_str().is_some_and(|text| text.contains("第 2 行第 10 列")), "{error}");
    // bad_multiple_queries
    assert_eq!(server.get("/query?query=ASK%20%7B%7D&query=ASK%20%7B%7D", JSON).status, 400);
    assert_eq!(form("query=ASK%20%7B%7D&query=ASK%20%7B%7D").status, 400);
    // bad_query_method
    assert_eq!(server.send("PUT", "/query?query=ASK%20%7B%7D", &[], &[]).status, 405);
    assert_eq!(server.send("DELETE", "/query", &[], &[]).status, 405);
    // bad_query_wrong_media_type, bad_query_missing_form_type, bad_query_missing_direct_type
    assert_eq!(direct("text/plain", b"ASK {}"), 415);
    assert_eq!(server.send("POST", "/query", &[], b"query=ASK%20%7B%7D").status, 415);
    assert_eq!(server.send("POST", "/query", &[], b"ASK {}").status, 415);
    // bad_query_non_utf8
    assert_eq!(direct("application/sparql-query; charset=UTF-16", b"\0A\0S\0K\0 \0{\0}"), 415);
    assert_eq!(direct("application/sparql-query", b"ASK { ?s ?p '\xC5\xED' }"), 400);
    // Broken encodings and missing queries
    for target in ["/query?query=%", "/query?query=%FF", "/query?query=ASK%20%7B%7D&timeout=soon"] {
        assert_eq!(server.get(target, JSON).status, 400, "{target}");
    }
    assert_eq!(form("default-graph-uri=x").status, 400);
}

#[test]
fn nothing_is_changed_and_nobody_else_is_asked() {
    let server = Server::start();
    let update = "INSERT DATA { <http://x/a> <http://x/b> <http://x/c> }";
    // bad_update_get and the others: there are no updates.
    for answer in [
        server.get(&format!("/query?update={}", encode(update)), "*/*"),
        server.get(&format!("/update?update={}", encode(update)), "*/*"),
        server.send("POST", "/update", &[FORM], format!("update={}", encode(update)).as_bytes()),
        server.send("POST", "/query", &[FORM], format!("update={}", encode(update)).as_bytes()),
        server.send("POST", "/update", &[("Content-Type", "application/sparql-update")], update.as_bytes()),
        server.send(
            "PUT",
            "/store?default",
            &[("Content-Type", "text/turtle")],
            b"<http://x/a> a <http://x/b> .",
        ),
        server.send("DELETE", "/store?default", &[], &[]),
    ] {
        assert_eq!(answer.status, 403, "{}", answer.body);
        assert!(answer.body.contains("chanpu build"), "it says what to do: {}", answer.body);
    }
    let answer = server.post(update);
    assert_eq!(answer.status, 400);
    assert!(answer.body.contains("queries only read"), "{}", answer.body);
    assert_eq!(server.query("ASK { <http://x/a> ?p ?o }", JSON).json()["boolean"], false);
    for service in ["SERVICE <http://127.0.0.1:1/> { ?s ?p ?o }", "SERVICE SILENT ?x { ?s ?p ?o }"] {
        let answer = server.post(&format!("SELECT * {{ {service} }}"));
        assert_eq!(answer.status, 400, "{service}");
        assert!(answer.body.contains("SERVICE"), "{}", answer.body);
    }
}

#[test]
fn a_long_answer_is_refused_or_marked() {
    let server = Server::with(&["--max-rows", "10"]);
    let all = "SELECT ?s { ?s ?p ?o }";
    let answer = server.query(all, JSON);
    assert_eq!(answer.status, 422);
    assert!(answer.body.contains("10 rows") && answer.body.contains("partial=true"), "{}", answer.body);
    assert_eq!(server.query("CONSTRUCT WHERE { ?s ?p ?o }", "text/turtle").status, 422);
    let partial =
        |text: &str, accept: &str| server.get(&format!("/query?partial=true&query={}", encode(text)), accept);
    let answer = partial(all, JSON);
    assert_eq!((answer.status, answer.rows().len()), (200, 10));
    assert_eq!(answer.json()["truncated"], "rows=10");
    assert_eq!(answer.header("chanpu-truncated"), Some("rows=10"));
    let xml = partial(all, "application/sparql-results+xml");
    assert!(xml.body.trim_end().ends_with("<!-- truncated: rows=10 -->"), "{}", xml.body);
    let turtle = partial("CONSTRUCT WHERE { ?s ?p ?o }", "text/turtle");
    assert!(turtle.body.trim_end().ends_with("# truncated: rows=10"), "{}", turtle.body);
    // Ten are ten.
    let answer = server.query("SELECT ?s { ?s ?p ?o } LIMIT 10", JSON);
    assert_eq!((answer.rows().len(), answer.header("chanpu-truncated")), (10, None));
}

#[test]
fn the_endpoint_describes_itself() {
    let server = Server::start();
    let description = server.get("/query", "text/turtle");
    assert_eq!((description.status, description.media()), (200, "text/turtle"));
    for part in
        ["sparql-service-description#endpoint", "SPARQL11Query", "UnionDefaultGraph", "SPARQL_Results_CSV"]
    {
        assert!(description.body.contains(part), "{part}: {}", description.body);
    }
    let void = server.get("/.well-known/void", "application/n-triples");
    assert_eq!((void.status, void.media()), (200, "application/n-triples"));
    assert!(void.body.contains("void#sparqlEndpoint> <http://127.0.0.1:"), "{}", void.body);
    assert!(void.body.contains("<http://rdfs.org/ns/void#class> <https://chanpu.example/ontology#Company>"));
    // What editors ask an endpoint for.
    let prefixes = "SELECT ?prefix ?namespace { [] <http://www.w3.org/ns/shacl#namespace> ?namespace ; \
                    <http://www.w3.org/ns/shacl#prefix> ?prefix }";
    let prefixes = server.query(prefixes, "text/csv").body;
    assert!(prefixes.contains("cp,https://chanpu.example/ontology#"), "{prefixes}");
    let examples = "SELECT ?query { ?example a <http://www.w3.org/ns/shacl#SPARQLExecutable> ; \
                    rdfs:comment ?comment ; <http://www.w3.org/ns/shacl#select> ?query }";
    let examples = server.query(examples, JSON).rows();
    let questions = chanpu::query::Catalog::embedded().expect("valid queries").iter().count();
    assert_eq!(examples.len(), 2 * questions, "each with a comment in both languages");
    for example in examples {
        let text = example["query"]["value"].as_str().expect("a text");
        let answer = server.post(text);
        assert_eq!(answer.status, 200, "{text}: {}", answer.body);
    }
}
