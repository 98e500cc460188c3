//! What is asked.

use std::collections::BTreeMap;

use crate::Result;
use crate::client::Client;

/// How many things of a type the mixed questions are about.
const VALUES: usize = 20;

/// Every named question that has an answer, with values from the graph, those that many sentences name first.
pub(crate) fn targets(client: &mut Client) -> Result<BTreeMap<String, Vec<String>>> {
    let (_, body) = client.get("/api/questions")?;
    let list: serde_json::Value = serde_json::from_str(&body)?;
    let mut known: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let mut targets = BTreeMap::new();
    for question in list["questions"].as_array().into_iter().flatten() {
        let name = question["name"].as_str().unwrap_or_default();
        let mut all = vec![Vec::new()];
        for parameter in question["parameters"].as_array().into_iter().flatten() {
            if parameter["required"] != true {
                continue;
            }
            let kind = parameter["type"].as_str().unwrap_or_default();
            if !known.contains_key(kind) {
                known.insert(kind.to_owned(), values(client, kind)?);
            }
            let values = &known[kind];
            let key = parameter["name"].as_str().unwrap_or_default();
            all.resize(values.len(), all.first().cloned().unwrap_or_default());
            for (pairs, value) in all.iter_mut().zip(values) {
                pairs.push(format!("{key}={}", encode(value)));
            }
        }
        let target = |pairs: Vec<String>| format!("/api/questions/{name}?{}", pairs.join("&"));
        targets.insert(name.to_owned(), all.into_iter().map(target).collect());
    }
    Ok(targets)
}

/// Things of this type, those that many sentences name first.
fn values(client: &mut Client, kind: &str) -> Result<Vec<String>> {
    let kind = if kind == "entity" { "company" } else { kind };
    let class = kind[..1].to_uppercase() + &kind[1..];
    let text = format!(
        "SELECT ?e (COUNT(?m) AS ?n) {{ ?m cp:mentions ?e FILTER EXISTS {{ ?e a cp:{class} }} }} GROUP BY ?e ORDER BY \
         DESC(?n) ?e LIMIT {VALUES}"
    );
    let (_, body) = client.get(&format!("/query?query={}", encode(&text)))?;
    let found: serde_json::Value = serde_json::from_str(&body)?;
    let rows = found["results"]["bindings"].as_array().into_iter().flatten();
    let iris = rows.filter_map(|row| row["e"]["value"].as_str());
    let value = |iri: &str| {
        let at = iri.find(&format!("/{kind}/")).map_or(0, |at| at + 1);
        if kind == "document" { iri[at..].trim_start_matches("document/").to_owned() } else { iri.to_owned() }
    };
    Ok(iris.map(value).collect())
}

pub(crate) fn encode(text: &str) -> String {
    percent_encoding::utf8_percent_encode(text, percent_encoding::NON_ALPHANUMERIC).to_string()
}
