//! The first page: search, questions, and what programs can use.

use super::{Page, Preformatted, Text};
use crate::query::{Catalog, NamedQuery, Presence, QueryError};
use crate::serve::wire::Request;
use crate::serve::worker::reply::Reply;
use crate::serve::worker::source::Source;

/// The page.
pub(in crate::serve::worker) fn start(source: &impl Source, request: &Request) -> Result<Reply, Reply> {
    let failed = |error: QueryError| Reply::query_error(&error);
    let (size, names) = (source.size().map_err(failed)?, source.names(&[]).map_err(failed)?);
    let title = if request.chinese { "产业知识图谱" } else { "Knowledge graph of regional industry" };
    let mut page = Page::new(&names, request, "/", title);
    page.html(format_args!("<h1>{title}</h1>\n"));
    page.search_box("");
    let (of_documents, of_quads) = (page.say("documents", "篇文档"), page.say("statements", "条四元组"));
    let quads = size.quads.map(|quads| format!(" · {quads} {of_quads}")).unwrap_or_default();
    page.html(format_args!("<p>{} {of_documents}{quads}</p>\n", size.documents));
    for notice in source.notices() {
        let notice = Text(page.of(&notice)).to_string();
        page.html(format_args!("<p class=\"notice\">{notice}</p>\n"));
    }
    questions(&mut page, source.catalog());
    page.heading("SPARQL", None);
    sparql_form(&mut page, "SELECT ?firm ?place {\n  ?firm a cp:Company ; cp:locatedIn ?place .\n} LIMIT 20");
    page.heading(page.say("For programs", "程序接口"), None);
    let origin = Text(&request.origin).to_string();
    let sparql = page.say("SPARQL endpoint", "SPARQL 接口");
    page.html(format_args!(
        "<ul><li>{sparql} <code>{origin}/query</code></li>\
         <li>JSON API <a href=\"/openapi.json\">/openapi.json</a></li>\
         <li>VoID <a href=\"/.well-known/void\">/.well-known/void</a></li></ul>\n"
    ));
    Ok(page.finish())
}

/// A form for a query.
pub(super) fn sparql_form(page: &mut Page<'_>, text: &str) {
    let button = page.say("Run", "运行");
    page.html(format_args!(
        "<form class=\"sparql\" action=\"/query\"><textarea name=\"query\" rows=\"8\" spellcheck=\"false\" \
         aria-label=\"SPARQL\">{}</textarea><button>{button}</button></form>\n",
        Preformatted(text)
    ));
}

fn questions(page: &mut Page<'_>, catalog: &Catalog) {
    page.heading(page.say("Questions", "常见问题"), Some(catalog.iter().count()));
    for question in catalog.iter() {
        let asked = if question.question.en.is_empty() { &question.title } else { &question.question };
        page.html(format_args!("<details><summary>{}</summary>\n", Text(page.of(asked))));
        form(page, question, &[]);
        page.html(format_args!("</details>\n"));
    }
}

/// The form of a question, with what was filled in.
pub(super) fn form(page: &mut Page<'_>, question: &NamedQuery, given: &[(String, String)]) {
    page.html(format_args!("<form class=\"question\" action=\"/questions/{}\">\n", Text(&question.name)));
    for parameter in &question.parameters {
        let value = given.iter().find(|(name, _)| *name == parameter.name).map_or("", |(_, value)| value);
        let required = if parameter.presence == Presence::Required { " required" } else { "" };
        let default = match &parameter.presence {
            Presence::Default(value) => value.as_str(),
            _ => "",
        };
        let label = Text(page.of(&parameter.description)).to_string();
        page.html(format_args!(
            "<label>{label} <input name=\"{}\" value=\"{}\" placeholder=\"{}\"{required}></label>\n",
            Text(&parameter.name),
            Text(value),
            Text(default),
        ));
    }
    let button = page.say("Ask", "查询");
    page.html(format_args!("<button>{button}</button></form>\n"));
}
