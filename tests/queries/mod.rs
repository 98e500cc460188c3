//! Every query of `queries/` has an exact answer over a small graph.
//!
//! `<name>.tsv` holds one or more cases: a line `# param=value; param=value` and the answer.
//! `UPDATE_GOLDEN=1 cargo test queries::` rewrites the answers; the difference is to be reviewed.

#![allow(clippy::panic)] // A test fails by panicking.

pub(crate) mod fixture;
mod projection;
mod real;
mod scale;

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use chanpu::graph::{GraphStore, Later};
use chanpu::query::format::{Format, IriStyle, Style};
use chanpu::query::{Catalog, Language, NamedQuery, Outcome, QueryError, RunOptions, format, resolve, run};

fn catalog() -> Catalog {
    Catalog::embedded().expect("the headers must be valid")
}

fn expectation(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/queries").join(format!("{name}.tsv"))
}

fn given(case: &str) -> Vec<(String, String)> {
    let pairs = case.split("; ").filter_map(|pair| pair.split_once('='));
    pairs.map(|(name, value)| (name.to_owned(), value.to_owned())).collect()
}

fn outcome(
    graph: &GraphStore,
    query: &NamedQuery,
    given: &[(String, String)],
) -> Result<Outcome, QueryError> {
    run(graph, query, &resolve(graph, query, given)?, &RunOptions::default())
}

fn written(graph: &GraphStore, outcome: &Outcome, style: Style) -> String {
    let mut out = Vec::new();
    format::write(graph, outcome, style, &mut out).expect("writing to memory");
    String::from_utf8(out).expect("text")
}

fn adhoc(graph: &GraphStore, text: &str) -> Result<Outcome, QueryError> {
    outcome(graph, &NamedQuery::parse("stdin", text).expect("a valid header"), &[])
}

fn error(graph: &GraphStore, name: &str, case: &str) -> String {
    let catalog = catalog();
    let query = catalog.get(name).expect("the query is there");
    match outcome(graph, query, &given(case)) {
        Ok(outcome) => format!("{outcome:?}"),
        Err(error) => error.to_string(),
    }
}

/// What every case of every query answers, in two formats.
pub(crate) fn answers(graph: &GraphStore) -> Vec<(String, String)> {
    let mut answers = Vec::new();
    for query in catalog().iter() {
        let cases = std::fs::read_to_string(expectation(&query.name)).unwrap_or_default();
        for case in cases.lines().filter_map(|line| line.strip_prefix('#')) {
            let outcome = outcome(graph, query, &given(case.trim())).expect("it answers");
            for format in [Format::Tsv, Format::Json] {
                let answer = written(graph, &outcome, Style::of(format, Language::Zh));
                answers.push((format!("{} {case}", query.name), answer));
            }
        }
    }
    answers
}

#[test]
fn every_query_has_its_expected_answer() {
    let graph = fixture::graph();
    let style = Style::of(Format::Tsv, Language::Zh);
    for query in catalog().iter() {
        let path = expectation(&query.name);
        let expected = std::fs::read_to_string(&path)
            .unwrap_or_else(|_| panic!("{} has no expectation: write {}", query.name, path.display()));
        let mut actual = String::new();
        for case in expected.lines().filter_map(|line| line.strip_prefix('#')) {
            let case = case.trim();
            let outcome = outcome(&graph, query, &given(case))
                .unwrap_or_else(|error| panic!("{} ({case}): {error}", query.name));
            let separator = if actual.is_empty() { "" } else { "\n" };
            let heading = format!("# {case}");
            write!(actual, "{separator}{}\n{}", heading.trim_end(), written(&graph, &outcome, style))
                .expect("writing to memory");
        }
        assert!(!actual.is_empty(), "{} has no case", path.display());
        if std::env::var_os("UPDATE_GOLDEN").is_some() {
            std::fs::write(&path, &actual).expect("writable");
        } else {
            assert_eq!(actual, expected, "{}", path.display());
        }
    }
}

/// What `chanpu serve` reads.
#[test]
fn a_graph_that_does_not_change_answers_the_same() {
    let mut graph = fixture::graph();
    let before = answers(&graph);
    assert!(before.len() > 60, "{}", before.len());
    for later in [Later::MayChange, Later::OnlyRead] {
        graph.freeze(later).expect("it is whole");
        assert_eq!(answers(&graph), before, "{later:?}");
    }
    let quads = graph.count().expect("it is whole");
    let again = graph.rdf().expect("it is made anew").len().expect("it is whole");
    assert_eq!(again, quads);
}

#[test]
fn every_expectation_belongs_to_a_query() {
    let catalog = catalog();
    for entry in std::fs::read_dir(expectation("x").parent().expect("a folder")).expect("the folder is there")
    {
        let path = entry.expect("readable").path();
        if path.extension().is_some_and(|extension| extension == "tsv") {
            let name = path.file_stem().expect("a name").to_string_lossy();
            assert!(catalog.get(&name).is_some(), "no query is called {name}");
        }
    }
}

#[test]
fn headers_say_what_a_reader_needs() {
    let graph = fixture::graph();
    let mut seen = std::collections::BTreeSet::new();
    for query in catalog().iter() {
        assert!(seen.insert(query.name.clone()), "{} is there twice", query.name);
        assert!(query.title.zh != query.title.en, "{} has no title", query.name);
        assert!(
            !query.question.zh.is_empty() && !query.question.en.is_empty(),
            "{} has no question",
            query.name
        );
        assert!(query.text.contains("ORDER BY"), "{} leaves the order of rows open", query.name);
        // Only when nothing is bound do all columns show up.
        let everything = run(&graph, query, &Vec::new(), &RunOptions::default()).expect("it must run");
        let Outcome::Solutions(solutions) = everything else { panic!("{} selects nothing", query.name) };
        let shown: Vec<&str> = solutions.columns.iter().map(|column| column.variable.as_str()).collect();
        let declared: Vec<&str> = query.columns.iter().map(|column| column.name.as_str()).collect();
        assert_eq!(shown, declared, "{}: a declared column isn't selected", query.name);
    }
}

#[test]
fn names_codes_identifiers_and_iris_mean_the_same() {
    let graph = fixture::graph();
    let answers: Vec<String> =
        ["彝良县", "彝良", "Yiliang County", "530628", "place/530628", "https://chanpu.example/place/530628"]
            .iter()
            .map(|county| error(&graph, "firms-of-county", &format!("county={county}")))
            .collect();
    for answer in &answers {
        assert_eq!(answer, &answers[0]);
    }
    assert!(answers[0].contains("Solutions"), "{}", answers[0]);
}

#[test]
fn what_cannot_be_resolved_is_explained() {
    let graph = fixture::graph();
    for (name, case, expected) in [
        ("firms-of-county", "", "firms-of-county needs `--param county=…`"),
        ("firms-of-county", "town=x", "has no parameter \"town\"; it has county"),
        ("firms-of-county", "county=夷良县", "did you mean 彝良县 (place/530628)"),
        ("firms-of-county", "county=朝阳", "朝阳区 (place/110105), 双塔区 (place/211302)"),
        ("firms-of-county", "county=旗滨集团", "no such name in the graph"),
        ("firms-of-county", "county=\" } DROP ALL #", "no such name in the graph"),
        ("documents", "since=昨天", "not a valid date; write for example since=2023-07-01"),
        ("most-mentioned", "kind=planet", "not a valid type; write for example kind=company"),
        ("ambiguous-mentions", "document=2023/01.txt", "did you mean 2023/001.txt (2023/001.txt)"),
    ] {
        let message = error(&graph, name, case);
        assert!(message.contains(expected), "{name} {case}: {message}");
    }
}

#[test]
fn a_parameter_is_data_and_never_syntax() {
    let graph = fixture::graph();
    let message = error(&graph, "observations", "entity=彝良县; indicator=\") . ?s ?p ?o . FILTER(\"");
    assert!(message.contains("rows: []"), "{message}");
}

#[test]
fn own_queries_know_the_prefixes_and_see_all_graphs() {
    let graph = fixture::graph();
    let answer = adhoc(&graph, "ASK { place:530628 cp:partOf ?up ; ^cp:mentions ?m }").expect("valid");
    assert_eq!(answer, Outcome::Boolean(true));
    let style = Style::of(Format::Table, Language::Zh);
    assert_eq!(written(&graph, &answer, style), "是\n");
    let text = "CONSTRUCT { ?s a ?type } WHERE { ?s a ?type FILTER(?s = place:530628) }";
    let answer = adhoc(&graph, text).expect("valid");
    let turtle = written(&graph, &answer, Style::of(Format::Turtle, Language::Zh));
    assert!(turtle.contains("place:530628 a cp:Place"), "{turtle}");
}

#[test]
fn errors_in_own_queries_are_located() {
    let graph = fixture::graph();
    for (text, expected) in [
        ("SELECT *\nWHERE { ?s ?p }", "stdin:2:16: not valid SPARQL; expected"),
        ("INSERT DATA { <a:b> <a:b> <a:b> }", "stdin: queries only read"),
        ("SELECT * { SERVICE SILENT <http://x/> { ?s ?p ?o } }", "stdin: SERVICE is refused"),
        (&format!("ASK {{ {}{} }}", "{".repeat(200), "}".repeat(200)), "nested more than 128 deep"),
        ("SELECT * { ?s nowhere:p ?o }", "not valid SPARQL"),
    ] {
        let message = adhoc(&graph, text).expect_err(text).to_string();
        assert!(message.contains(expected), "{text}: {message}");
    }
}

#[test]
fn a_deep_query_within_the_limits_does_not_end_the_process() {
    let graph = fixture::graph();
    let text = format!("ASK {{ {}?s ?p ?o{} }}", "{".repeat(120), "}".repeat(120));
    assert_eq!(adhoc(&graph, &text).expect("valid"), Outcome::Boolean(true));
    let text = format!("ASK {{ {{}}{} }}", " UNION {}".repeat(6_000));
    assert_eq!(adhoc(&graph, &text).expect("valid"), Outcome::Boolean(true));
}

#[test]
fn rows_are_limited_and_the_cut_is_told() {
    let graph = fixture::graph();
    let query = NamedQuery::parse("stdin", "SELECT ?s { ?s a cp:Place } ORDER BY ?s").expect("valid");
    for (limit, truncated) in [(2, true), (1_000, false)] {
        let options = RunOptions { max_rows: Some(limit), ..RunOptions::default() };
        let Outcome::Solutions(solutions) = run(&graph, &query, &Vec::new(), &options).expect("valid") else {
            panic!("rows were asked for");
        };
        assert_eq!((solutions.truncated, solutions.rows.len() <= limit), (truncated, true));
    }
}

#[test]
fn formats_show_what_their_readers_need() {
    let graph = fixture::graph();
    let query = catalog().get("leaders").expect("the query is there").clone();
    let answer = outcome(&graph, &query, &given("industry=硅铝")).expect("valid");
    let style = |format, iris, language| Style { format, iris, language, width: None };
    for (style, expected) in [
        (
            style(Format::Csv, IriStyle::IriAndLabel, Language::En),
            "industry,industry name,firm,firm name,date",
        ),
        (style(Format::Csv, IriStyle::Label, Language::Zh), "绿色硅铝,云南云铝海鑫铝业有限公司,2023-07-11"),
        (style(Format::Csv, IriStyle::Iri, Language::Zh), "https://chanpu.example/industry/绿色硅铝,"),
        (style(Format::Tsv, IriStyle::Iri, Language::Zh), "<https://chanpu.example/industry/绿色硅铝>\t"),
        (
            style(Format::Json, IriStyle::Label, Language::Zh),
            r#""vars":["industry","firm","date","document","sentence"]"#,
        ),
        (style(Format::Xml, IriStyle::Label, Language::Zh), "<variable name=\"industry\"/>"),
        (
            style(Format::Table, IriStyle::Label, Language::Zh),
            "绿色硅铝  云南云铝海鑫铝业有限公司  2023-07-11",
        ),
    ] {
        let text = written(&graph, &answer, style);
        assert!(text.contains(expected), "{style:?}: {text}");
    }
}
