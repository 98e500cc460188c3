//! The JSON API, the Graph Store Protocol for reading, and full text.

use super::{Server, encode};

const JSON: &str = "application/sparql-results+json";

#[test]
fn named_questions() {
    let server = Server::start();
    let list = server.get("/api/questions", "*/*").json();
    let names: Vec<&str> =
        list["questions"].as_array().expect("a list").iter().filter_map(|q| q["name"].as_str()).collect();
    assert!(names.contains(&"firms-of-county") && names.len() >= 25, "{names:?}");
    let county = encode("彝良县");
    let answer = server.get(&format!("/api/questions/firms-of-county?county={county}"), "*/*").json();
    assert_eq!(answer["truncated"], false);
    assert_eq!(answer["columns"][0]["zh"], "企业");
    let firm = &answer["rows"][0]["firm"];
    assert!(
        firm["iri"].as_str().is_some_and(|iri| iri.starts_with("https://chanpu.example/company/")),
        "{firm}"
    );
    assert!(firm["label"].is_string(), "{firm}");
    let csv = server.get(&format!("/api/questions/firms-of-county.csv?county={county}"), "*/*");
    assert_eq!((csv.status, csv.media()), (200, "text/csv"));
    assert_eq!(csv.body.lines().count(), answer["rows"].as_array().map_or(0, Vec::len) + 1);
    for (target, status, part) in [
        ("/api/questions/nothing", 404, "/api/questions"),
        ("/api/questions/firms-of-county", 400, "county"),
        ("/api/questions/firms-of-county?county=x&x=y", 400, "no parameter"),
        ("/api/questions/firms-of-county?county=%E5%A4%B7%E8%89%AF%E5%8E%BF", 404, "彝良县"),
        ("/api/search?q=x&limit=many", 400, "limit"),
    ] {
        let answer = server.get(target, "*/*");
        assert_eq!(answer.status, status, "{target}: {}", answer.body);
        let error = &answer.json()["error"];
        assert!(error["en"].as_str().is_some_and(|text| text.contains(part)), "{target}: {error}");
        assert!(error["zh"].is_string(), "{target}: {error}");
    }
}

#[test]
fn the_api_describes_itself() {
    let server = Server::start();
    let description = server.get("/openapi.json", "*/*").json();
    assert_eq!(description["openapi"], "3.1.0");
    let paths = description["paths"].as_object().expect("paths");
    // What is described is there.
    for (path, operations) in paths {
        let mut target = path.replace("{id}", "place/530628");
        let parameters = operations["get"]["parameters"].as_array().expect("parameters");
        let needed: Vec<String> = parameters
            .iter()
            .filter(|parameter| parameter["in"] == "query" && parameter["required"] == true)
            .map(|parameter| {
                let name = parameter["name"].as_str().unwrap_or_default();
                let example = parameter["example"].as_str().unwrap_or("ASK {}");
                format!("{name}={}", encode(example))
            })
            .collect();
        if !needed.is_empty() {
            target = format!("{target}?{}", needed.join("&"));
        }
        let status = server.get(&target, "*/*").status;
        // The examples of names aren't all in this small graph.
        assert!([200, 404].contains(&status), "{target}: {status}");
    }
}

#[test]
fn graphs_can_be_read_one_by_one() {
    let server = Server::start();
    let get = |parameter: &str| server.get(&format!("/store?{parameter}"), "application/n-triples");
    let ontology = format!("graph={}", encode("https://chanpu.example/graph/ontology"));
    let answer = get(&ontology);
    assert_eq!((answer.status, answer.media()), (200, "application/n-triples"));
    assert!(answer.body.contains("ontology#Company>"), "{}", answer.body);
    assert!(get("default").body.lines().count() > answer.body.lines().count());
    assert_eq!(get("graph=http%3A%2F%2Fnowhere.example%2F").status, 404);
    assert_eq!(get("").status, 400);
    assert_eq!(server.send("HEAD", &format!("/store?{ontology}"), &[], &[]).status, 200);
}

#[test]
fn full_text_in_sparql() {
    let server = Server::start();
    let ask = |text: &str| server.post(text);
    let answer = ask(
        "SELECT ?place ?score ?snippet { SERVICE cp:search { ?place cp:matches '彝良' ; cp:score ?score ; \
         cp:snippet ?snippet } ?place a cp:Place } ORDER BY DESC(?score)",
    );
    assert_eq!(answer.status, 200, "{}", answer.body);
    let rows = answer.rows();
    assert_eq!(rows[0]["place"]["value"], "https://chanpu.example/place/530628");
    assert_eq!(rows[0]["snippet"]["value"], "«彝良»");
    assert!(rows[0]["score"]["value"].as_str().and_then(|score| score.parse::<f64>().ok()) > Some(0.0));
    // The whole name of the service, two words, sentences.
    let sentences = ask("PREFIX c: <https://chanpu.example/ontology#> SELECT ?s { SERVICE \
         <https://chanpu.example/ontology#search> { ?s c:matches '彝良 产值' } ?s c:inDocument ?d }");
    assert_eq!(sentences.status, 200, "{}", sentences.body);
    let rows = sentences.rows();
    assert!(rows.iter().all(|row| row["s"]["value"].as_str().is_some_and(|iri| iri.contains("/sentence/"))));
    let scan = "SELECT DISTINCT ?s { ?s cp:inDocument ?d ; oa:exact ?text \
                FILTER(CONTAINS(?text, '彝良') && CONTAINS(?text, '产值')) }";
    let scanned = ask(scan).rows().len();
    assert!(scanned > 1, "the fixture has such sentences");
    assert_eq!(rows.len(), scanned, "{rows:?}");
    for (text, part) in [
        ("SELECT * { SERVICE cp:search { ?s cp:matches ?words } }", "cp:matches"),
        ("SELECT * { SERVICE cp:search { ?s cp:score ?x } }", "cp:matches"),
        ("SELECT * { SERVICE cp:search { ?s ?p ?o FILTER(?o = 1) } }", "cp:search"),
        ("SELECT * { SERVICE SILENT cp:search { ?s cp:matches 'x' } }", "SERVICE"),
        ("PREFIX x: <http://x/> SELECT * { SERVICE x:search { ?s ?p ?o } }", "SERVICE"),
    ] {
        let answer = ask(text);
        assert_eq!(answer.status, 400, "{text}: {}", answer.body);
        assert!(answer.json()["error"]["en"].as_str().is_some_and(|en| en.contains(part)), "{}", answer.body);
    }
    let found = server.get(&format!("/api/search?q={}&limit=2", encode("县")), JSON).json();
    assert_eq!((found["hits"].as_array().map(Vec::len), &found["truncated"]), (Some(2), &true.into()));
}

#[test]
fn an_answer_that_is_given_again_is_that_of_the_graph_as_it_is() {
    let server = Server::writable();
    let ask = |accept: &str| server.get("/api/questions/leaders", accept);
    let first = ask("application/json");
    assert_eq!(first.status, 200);
    for _ in 0..3 {
        assert_eq!(ask("application/json").body, first.body);
    }
    assert_ne!(ask("text/csv").body, first.body, "another format is another answer");
    let token = format!("Bearer {}", super::TOKEN);
    let headers = [("Authorization", token.as_str()), ("Content-Type", "application/sparql-update")];
    // A second label of a leader: the smaller one is shown.
    let update = "INSERT { ?firm <http://www.w3.org/2000/01/rdf-schema#label> \"000\"@zh } WHERE { ?firm cp:leads ?x }";
    let written = server.send("POST", "/update", &headers, update.as_bytes());
    assert_eq!(written.status, 200, "{}", written.body);
    let after = ask("application/json");
    assert!(after.body.contains("\"000\"") && !first.body.contains("\"000\""), "{}", after.body);
}
