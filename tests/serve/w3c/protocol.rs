use super::super::{Answer, Server, TOKEN, encode};
use super::Case;

const FORM: &str = "application/x-www-form-urlencoded";
const QUERY: &str = "application/sparql-query";
const UPDATE: &str = "application/sparql-update";
const XML: &str = "application/sparql-results+xml";
/// The names of the suite's graphs begin so.
const DATA: &str = "http://data.example/";

pub(super) const CASES: &[(&str, Case)] = &[
    ("query_post_form", |server| {
        let target = format!("/query?default-graph-uri={}", encode(&name(0)));
        is_true(&post(server, &target, FORM, &format!("query={}", encode("ASK {}"))));
    }),
    ("query_dataset_default_graphs_get", |server| {
        let target = format!("/query?query={}&{}", encode(&both("")), graphs("default-graph-uri", &[1, 2]));
        is_true(&with_data(server).get(&target, "*/*"));
    }),
    ("query_dataset_default_graphs_post", |server| {
        let target = format!("/query?{}", graphs("default-graph-uri", &[1, 2]));
        is_true(&post(with_data(server), &target, QUERY, &both("")));
    }),
    ("query_dataset_named_graphs_post", |server| {
        let target = format!("/query?{}", graphs("named-graph-uri", &[1, 2]));
        is_true(&post(with_data(server), &target, QUERY, &both("GRAPH")));
    }),
    ("query_dataset_named_graphs_get", |server| {
        let target =
            format!("/query?query={}&{}", encode(&both("GRAPH")), graphs("named-graph-uri", &[1, 2]));
        is_true(&with_data(server).get(&target, "*/*"));
    }),
    ("query_dataset_full", |server| {
        let (default, named) = (graphs("default-graph-uri", &[3]), graphs("named-graph-uri", &[1, 2]));
        let third = format!("ASK {{ <{}> a ?type . {} }}", name(3), patterns("GRAPH"));
        is_true(&post(with_data(server), &format!("/query?{default}&{named}"), QUERY, &third));
        let wrong = format!("ASK {{ <{}> a ?type }}", name(1));
        is(&post(server, &format!("/query?{default}&{named}"), QUERY, &wrong), false);
    }),
    ("query_multiple_dataset", |server| {
        // The request's graphs count, not the query's.
        let text = format!("ASK FROM <{}> {{ <{}> a ?type }}", name(1), name(2));
        let target = format!("/query?{}", graphs("default-graph-uri", &[2]));
        is_true(&post(with_data(server), &target, QUERY, &text));
    }),
    ("query_get", |server| is_true(&server.get(&format!("/query?query={}", encode("ASK {}")), "*/*"))),
    ("query_content_type_select", |server| {
        let known = [XML, "application/sparql-results+json", "text/csv", "text/tab-separated-values"];
        has_type(&post(server, "/query", QUERY, "SELECT (1 AS ?value) {}"), &known);
    }),
    ("query_content_type_ask", |server| {
        has_type(&post(server, "/query", QUERY, "ASK {}"), &[XML, "application/sparql-results+json"]);
    }),
    ("query_content_type_describe", |server| {
        has_type(&post(server, "/query", QUERY, "DESCRIBE <http://data.example/x>"), RDF);
    }),
    ("query_content_type_construct", |server| {
        let text = "CONSTRUCT { <http://data.example/s> <http://data.example/p> 1 } WHERE {}";
        has_type(&post(server, "/query", QUERY, text), RDF);
    }),
    ("update_dataset_default_graph", |server| {
        insert_by_pattern(server, &graphs("using-graph-uri", &[1]), "?s a foaf:Document", &[1], "");
    }),
    ("update_dataset_default_graphs", |server| {
        insert_by_pattern(server, &graphs("using-graph-uri", &[1, 2]), "?s a foaf:Document", &[1, 2], "");
    }),
    ("update_dataset_named_graphs", |server| {
        let pattern = "GRAPH ?g { ?s a foaf:Document }";
        insert_by_pattern(server, &graphs("using-named-graph-uri", &[1, 2]), pattern, &[1, 2], "");
    }),
    ("update_dataset_full", |server| {
        let using = format!("{}&{}", graphs("using-graph-uri", &[1]), graphs("using-named-graph-uri", &[2]));
        let pattern = "{ GRAPH ?g { ?s a foaf:Document } BIND('named' AS ?in) } UNION \
                       { ?s a foaf:Document BIND('default' AS ?in) }";
        insert_by_pattern(server, &using, pattern, &[1, 2], "; <http://data.example/in> ?in");
        for (number, place) in [(1, "default"), (2, "named")] {
            let text = format!(
                "ASK {{ GRAPH <{RESULT}> {{ <{}> <http://data.example/in> '{place}' }} }}",
                name(number)
            );
            is_true(&post(server, "/query", QUERY, &text));
        }
    }),
    ("update_post_form", |server| {
        succeeds(&update(server, "/update", FORM, &format!("update={}", encode("CLEAR ALL"))));
    }),
    ("update_post_direct", |server| succeeds(&update(server, "/update", UPDATE, "CLEAR ALL"))),
    ("update_base_uri", |server| {
        let graph = "http://data.example/base";
        let text = format!(
            "CLEAR GRAPH <{graph}> ; INSERT DATA {{ GRAPH <{graph}> {{ <http://data.example/s> <http://data.example/p> <test> }} }}"
        );
        succeeds(&update(server, "/update", UPDATE, &text));
        let text = format!(
            "SELECT ?o {{ GRAPH <{graph}> {{ <http://data.example/s> <http://data.example/p> ?o }} }}"
        );
        let rows = server.query(&text, "application/sparql-results+json").rows();
        let value = rows[0]["o"]["value"].as_str().unwrap_or_default();
        assert_eq!((rows.len(), rows[0]["o"]["type"].as_str()), (1, Some("uri")));
        assert!(value.starts_with("http://") && value.ends_with("/test"), "{value}");
    }),
    ("query_post_direct", |server| is_true(&post(server, "/query", QUERY, "ASK {}"))),
    ("bad_query_method", |server| {
        is_refused(&server.send("PUT", &format!("/query?query={}", encode("ASK {}")), &[], &[]));
    }),
    ("bad_multiple_queries", |server| {
        let (one, two) = (encode("ASK {}"), encode("SELECT * {}"));
        is_refused(&server.get(&format!("/query?query={one}&query={two}"), "*/*"));
    }),
    ("bad_query_wrong_media_type", |server| is_refused(&post(server, "/query", "text/plain", "ASK {}"))),
    ("bad_query_missing_form_type", |server| {
        is_refused(&server.send("POST", "/query", &[], format!("query={}", encode("ASK {}")).as_bytes()));
    }),
    ("bad_query_missing_direct_type", |server| is_refused(&server.send("POST", "/query", &[], b"ASK {}"))),
    ("bad_query_non_utf8", |server| {
        let headers = [("Content-Type", "application/sparql-query; charset=UTF-16")];
        is_refused(&server.send("POST", "/query", &headers, &utf16("ASK {}")));
    }),
    ("bad_query_syntax", |server| {
        is_refused(&server.get(&format!("/query?query={}", encode("ASK {")), "*/*"))
    }),
    ("bad_update_get", |server| {
        let target = format!("/update?update={}", encode("CLEAR ALL"));
        is_refused(&server.write("GET", &target, "", ""));
    }),
    ("bad_multiple_updates", |server| {
        let body = format!("update={}&update={}", encode("CLEAR NAMED"), encode("CLEAR DEFAULT"));
        is_refused(&update(server, "/update", FORM, &body));
    }),
    ("bad_update_wrong_media_type", |server| {
        is_refused(&update(server, "/update", "text/plain", "CLEAR NAMED"));
    }),
    ("bad_update_missing_form_type", |server| {
        is_refused(&update(server, "/update", "", &format!("update={}", encode("CLEAR NAMED"))));
    }),
    ("bad_update_non_utf8", |server| {
        let token = format!("Bearer {TOKEN}");
        for kind in ["application/sparql-update; charset=UTF-16", UPDATE] {
            let headers = [("Authorization", token.as_str()), ("Content-Type", kind)];
            is_refused(&server.send("POST", "/update", &headers, &utf16("CLEAR NAMED")));
        }
    }),
    ("bad_update_syntax", |server| {
        is_refused(&update(server, "/update", FORM, &format!("update={}", encode("CLEAR XYZ"))));
    }),
    ("bad_update_dataset_conflict", |server| {
        let text = "WITH <http://data.example/addresses> DELETE { ?who ?p 'Bill' } INSERT { ?who ?p 'William' } \
                    WHERE { ?who ?p 'Bill' }";
        let target = format!("/update?{}", graphs("using-named-graph-uri", &[1]));
        is_refused(&update(server, &target, FORM, &format!("update={}", encode(text))));
        is_refused(&update(
            server,
            &target,
            UPDATE,
            &text
                .replace("WITH", "DELETE { ?a ?b ?c } USING")
                .replace("DELETE { ?who ?p 'Bill' } INSERT { ?who ?p 'William' }", ""),
        ));
    }),
];

const RDF: &[&str] = &["application/rdf+xml", "application/rdf+json", "text/turtle"];
const RESULT: &str = "http://data.example/result";

fn name(number: u8) -> String {
    format!("{DATA}data{number}.rdf")
}

/// Puts the graphs in, each of which says something of itself.
fn with_data(server: &Server) -> &Server {
    for number in 0..4 {
        let (target, triple) = (format!("/store?graph={}", encode(&name(number))), document(number));
        assert!([201, 204].contains(&server.write("PUT", &target, "text/turtle", &triple).status));
    }
    server
}

fn document(number: u8) -> String {
    format!("<{}> a <http://xmlns.com/foaf/0.1/Document> .", name(number))
}

/// What the first and the second graph say, with `GRAPH` where they are named ones.
fn patterns(keyword: &str) -> String {
    let pattern = |number: u8| {
        let graph = if keyword.is_empty() { String::new() } else { format!("{keyword} ?g{number}") };
        format!("{graph} {{ <{}> a ?type{number} }}", name(number))
    };
    format!("{} {}", pattern(1), pattern(2))
}

fn both(keyword: &str) -> String {
    format!("ASK {{ {} }}", patterns(keyword))
}

fn graphs(parameter: &str, numbers: &[u8]) -> String {
    let pairs: Vec<String> =
        numbers.iter().map(|number| format!("{parameter}={}", encode(&name(*number)))).collect();
    pairs.join("&")
}

/// Writes three graphs and, from what a pattern finds in those of the request, a fourth; it has to speak
/// of `expected` and of no other.
fn insert_by_pattern(server: &Server, using: &str, pattern: &str, expected: &[u8], more: &str) {
    let data: String =
        (1..4).map(|number| format!("GRAPH <{}> {{ {} }} ", name(number), document(number))).collect();
    let text = format!(
        "PREFIX foaf: <http://xmlns.com/foaf/0.1/> CLEAR ALL ; INSERT DATA {{ {data} }} ; \
         INSERT {{ GRAPH <{RESULT}> {{ ?s a <http://data.example/Found> {more} }} }} WHERE {{ {pattern} }}"
    );
    succeeds(&update(server, &format!("/update?{using}"), UPDATE, &text));
    for number in 1..4 {
        let text =
            format!("ASK {{ GRAPH <{RESULT}> {{ <{}> a <http://data.example/Found> }} }}", name(number));
        let answer =
            server.send("POST", "/query", &[("Content-Type", QUERY), ("Accept", XML)], text.as_bytes());
        assert_eq!(answer.media(), XML);
        is(&answer, expected.contains(&number));
    }
}

fn post(server: &Server, target: &str, kind: &str, body: &str) -> Answer {
    server.send("POST", target, &[("Content-Type", kind)], body.as_bytes())
}

fn update(server: &Server, target: &str, kind: &str, body: &str) -> Answer {
    server.write("POST", target, kind, body)
}

fn utf16(text: &str) -> Vec<u8> {
    [0xfeff].into_iter().chain(text.encode_utf16()).flat_map(u16::to_be_bytes).collect()
}

fn succeeds(answer: &Answer) {
    assert!((200..400).contains(&answer.status), "{} {}", answer.status, answer.body);
}

fn is_refused(answer: &Answer) {
    assert!((400..500).contains(&answer.status), "{} {}", answer.status, answer.body);
    // Not because the case doesn't know the token.
    assert!(![401, 403].contains(&answer.status), "{} {}", answer.status, answer.body);
}

fn has_type(answer: &Answer, known: &[&str]) {
    succeeds(answer);
    assert!(known.contains(&answer.media()), "{}", answer.media());
}

fn is_true(answer: &Answer) {
    is(answer, true);
}

fn is(answer: &Answer, expected: bool) {
    succeeds(answer);
    let found = match answer.media() {
        XML => answer.body.contains("<boolean>true</boolean>"),
        _ => answer.json()["boolean"].as_bool().expect("yes or no"),
    };
    assert_eq!(found, expected, "{}", answer.body);
}
