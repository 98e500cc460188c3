//! What stands behind an IRI, in every form, and the pages around it.

use super::{Server, encode};

const HTML: &str = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8";

#[test]
fn an_entity_in_every_form() {
    let server = Server::start();
    for (target, accept, media, part) in [
        ("/place/530628", HTML, "text/html", "<h1><bdi>彝良县</bdi></h1>"),
        ("/place/530628", "text/turtle", "text/turtle", "place:530628"),
        ("/place/530628", "application/ld+json", "application/ld+json", "彝良县"),
        ("/place/530628", "application/json", "application/ld+json", "彝良县"),
        ("/place/530628.html", "*/*", "text/html", "彝良县"),
        ("/place/530628.ttl", HTML, "text/turtle", "rdfs:label \"彝良县\"@zh"),
        ("/place/530628.jsonld", HTML, "application/ld+json", "彝良县"),
        ("/place/530628.nt", HTML, "application/n-triples", "/place/530628> "),
        ("/place/530628.rdf", HTML, "application/rdf+xml", "彝良县"),
        ("/place/530628.json", HTML, "application/json", "\"code\": \"530628\""),
        ("/place/530628.csv", HTML, "text/csv", "place/530628"),
        ("/api/entities/place/530628", "*/*", "application/json", "\"label\": \"彝良县\""),
    ] {
        let answer = server.get(target, accept);
        assert_eq!((answer.status, answer.media()), (200, media), "{target} {accept}: {}", answer.body);
        assert!(answer.body.contains(part), "{target}: {}", answer.body);
    }
    let answer = server.get("/place/530628", "text/turtle");
    assert_eq!(answer.header("content-location"), Some("/place/530628.ttl"));
    assert!(answer.header("vary").is_some_and(|vary| vary.contains("accept")));
    assert_eq!(server.get("/place/530628", "image/png").status, 406);
    assert_eq!(server.get("/place/530628.exe", HTML).status, 404);
    assert_eq!(server.get("/place/999999", HTML).status, 404);
    assert_eq!(server.send("POST", "/place/530628", &[], b"x").status, 405);
}

#[test]
fn every_iri_of_the_graph_can_be_followed() {
    let server = Server::start();
    let nodes =
        "SELECT DISTINCT ?node { ?node a ?class FILTER STRSTARTS(STR(?node), 'https://chanpu.example/') }";
    let nodes = server.query(nodes, "application/sparql-results+json").rows();
    assert!(nodes.len() > 100, "{}", nodes.len());
    for node in nodes.iter().step_by(7) {
        let iri = node["node"]["value"].as_str().expect("an IRI");
        let path = iri.trim_start_matches("https://chanpu.example");
        if path.contains('#') {
            continue;
        }
        let path: String = path.split('/').map(encode_segment).collect::<Vec<_>>().join("/");
        let answer = server.get(&path, HTML);
        assert_eq!((answer.status, answer.media()), (200, "text/html"), "{iri}");
        let answer = server.get(&format!("{path}.nt"), "*/*");
        assert!(answer.body.contains(&format!("<{iri}>")), "{iri}: {}", answer.body);
    }
}

/// A browser leaves the escapes of an address alone.
fn encode_segment(part: &str) -> String {
    part.split('%').map(encode).collect::<Vec<_>>().join("%")
}

#[test]
fn pages_lead_on() {
    let server = Server::start();
    let start = server.get("/", HTML);
    assert_eq!((start.status, start.media()), (200, "text/html"));
    for part in ["action=\"/search\"", "action=\"/questions/firms-of-county\"", "/openapi.json", "lang=zh"] {
        assert!(start.body.contains(part), "{part}: {}", start.body);
    }
    let chinese = server.get("/?lang=zh", HTML);
    assert!(chinese.body.contains("<html lang=\"zh\">") && chinese.body.contains("常见问题"));
    let chinese = server.send("GET", "/", &[("Accept-Language", "zh-CN,zh;q=0.9"), ("Accept", HTML)], &[]);
    assert!(chinese.body.contains("常见问题"), "as the browser says");
    assert!(server.get("/", "text/turtle").body.contains("sparql-service-description"));
    let found = server.get(&format!("/search?q={}", encode("彝良")), HTML);
    assert!(found.body.contains("href=\"/place/530628\""), "{}", found.body);
    assert!(found.body.contains("<mark>彝良</mark>"), "{}", found.body);
    let firms = server.get(&format!("/questions/firms-of-county?county={}", encode("彝良县")), HTML);
    assert!(firms.body.contains("<table>") && firms.body.contains("href=\"/company/"), "{}", firms.body);
    let typed = server.query("SELECT ?place { ?place cp:code '530628' }", HTML);
    assert_eq!((typed.status, typed.media()), (200, "text/html"));
    assert!(typed.body.contains("<a href=\"/place/530628\"><bdi>"), "{}", typed.body);
    let triples = server.query("CONSTRUCT WHERE { place:530628 ?p ?o }", HTML);
    assert_eq!((triples.status, triples.media()), (200, "application/rdf+xml"));
    let style = server.get("/style.css", "text/css");
    assert_eq!((style.status, style.media()), (200, "text/css"));
    // Nothing is fetched from elsewhere and nothing is a script.
    for page in [start, found, firms, typed] {
        assert!(!page.body.contains("<script") && !page.body.contains("src="), "{}", page.body);
        for address in page.body.split("href=\"").skip(1).filter_map(|rest| rest.split('"').next()) {
            assert!(address.starts_with('/'), "{address}");
        }
    }
}

#[test]
fn text_of_a_client_stays_text() {
    let server = Server::start();
    let payloads = ["<img src=x onerror=alert(1)>", "\"><svg onload=alert(1)>", "' onfocus='alert(1)"];
    for payload in payloads {
        for target in ["/search?q=", "/questions/firms-of-county?county=", "/company/"] {
            let answer = server.get(&format!("{target}{}", encode(payload)), HTML);
            let is_page = answer.media() == "text/html";
            assert!(!is_page || !answer.body.contains(payload), "{target}: {}", answer.body);
            assert!(!answer.body.contains("<img") && !answer.body.contains("<svg") || !is_page, "{target}");
        }
    }
}
