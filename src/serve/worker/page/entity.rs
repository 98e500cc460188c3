//! One entity with everything that the documents say of it.

use super::{Page, Text};
use crate::extraction::Predicate;
use crate::graph::{GraphStore, Relation, vocab};
use crate::query::dossier::{Dossier, Passage, Statement};
use crate::serve::media::Media;
use crate::serve::wire::Request;
use crate::serve::worker::reply::Reply;

/// The most mentions that are listed.
const MENTIONS: usize = 50;
/// The most sentences under a statement.
const EVIDENCE: usize = 5;

/// The page.
pub(in crate::serve::worker) fn entity(
    graph: &GraphStore,
    request: &Request,
    path: &str,
    dossier: &Dossier,
) -> Reply {
    let mut page = Page::new(graph, request, path, &dossier.label);
    page.html(format_args!("<h1><bdi>{}</bdi></h1>\n", Text(&dossier.label)));
    head(&mut page, dossier);
    page.formats(path, &[Media::Json, Media::Csv, Media::Turtle, Media::JsonLd], "");
    section(&mut page, ("Facts", "事实"), &dossier.facts, dossier);
    progress(&mut page, dossier);
    if !dossier.figures.is_empty() {
        page.heading(page.say("Figures", "数据"), Some(dossier.figures.len()));
        page.html(format_args!("<table><tbody>\n"));
        for figure in &dossier.figures {
            let document = page.document_link(&figure.evidence.document, figure.evidence.date.as_deref());
            page.html(format_args!(
                "<tr><td>{}</td><td>{}</td><td class=\"number\">{} {}</td><td>{}</td><td><q>{}</q><br>{document}</td></tr>\n",
                Text(&figure.indicator),
                Text(figure.period.as_deref().unwrap_or_default()),
                Text(&figure.value),
                Text(&figure.unit),
                Text(&figure.modality),
                Text(&figure.evidence.text),
            ));
        }
        page.html(format_args!("</tbody></table>\n"));
    }
    section(&mut page, ("Appears with", "同现"), &dossier.appearances, dossier);
    if !dossier.mentions.is_empty() {
        page.heading(page.say("Mentions", "提及"), Some(dossier.mentions.len()));
        page.html(format_args!("<ul>\n"));
        for mention in dossier.mentions.iter().take(MENTIONS) {
            passage(&mut page, &mention.sentence);
        }
        page.html(format_args!("</ul>\n"));
        let more = dossier.mentions.len().saturating_sub(MENTIONS);
        if more > 0 {
            let (en, zh) = (format!("… and {more} more, in JSON"), format!("……另有 {more} 处，见 JSON"));
            let text = if request.chinese { zh } else { en };
            page.html(format_args!("<p class=\"notice\">{text}</p>\n"));
        }
    }
    page.finish()
}

/// The stages of a project, with what contradicts them.
fn progress(page: &mut Page<'_>, dossier: &Dossier) {
    if dossier.progress.is_empty() {
        return;
    }
    page.heading(page.say("Progress", "进展"), Some(dossier.progress.len()));
    page.html(format_args!("<ul>\n"));
    for step in &dossier.progress {
        let stage = page.say(step.stage.as_str(), step.stage.label_zh());
        let phase = page.entity_link(&step.phase.label, step.phase.entity.as_ref());
        page.html(format_args!("<li>{stage} · {phase}"));
        if let Some(reached) = &step.reached {
            page.html(format_args!(" · {}", Text(reached)));
        }
        if let Some(other) = &step.contradiction {
            let words = page.say("contradicted by", "与此矛盾：");
            let stage = page.say(other.stage.as_str(), other.stage.label_zh());
            let document = page.document_link(&other.document, Some(&other.date));
            page.html(format_args!(" <strong>{words} {stage}</strong> {document}"));
        }
        page.html(format_args!("<ul class=\"evidence\">"));
        passage(page, &step.evidence);
        page.html(format_args!("</ul></li>\n"));
    }
    page.html(format_args!("</ul>\n"));
}

fn head(page: &mut Page<'_>, dossier: &Dossier) {
    let kind = dossier.entity.as_str().split('/').next().unwrap_or_default();
    let others: Vec<String> = dossier
        .other_names
        .iter()
        .map(String::as_str)
        .chain(dossier.label_en.as_deref())
        .map(|name| format!("<bdi>{}</bdi>", Text(name)))
        .collect();
    let within: Vec<String> =
        dossier.within.iter().map(|place| page.entity_link(&place.label, place.entity.as_ref())).collect();
    let code = Text(dossier.code.as_deref().unwrap_or_default()).to_string();
    let rows = [
        (page.say("type", "类型"), Text(kind).to_string()),
        (page.say("code", "代码"), code),
        (page.say("also", "又名"), others.join("、")),
        (page.say("in", "所属"), within.join("、")),
    ];
    page.html(format_args!("<dl>"));
    for (name, text) in rows {
        if !text.is_empty() {
            page.html(format_args!("<dt>{name}</dt><dd>{text}</dd>"));
        }
    }
    page.html(format_args!("</dl>\n"));
}

fn section(page: &mut Page<'_>, title: (&'static str, &'static str), statements: &[Statement], of: &Dossier) {
    if statements.is_empty() {
        return;
    }
    page.heading(page.say(title.0, title.1), Some(statements.len()));
    page.html(format_args!("<ul>\n"));
    for statement in statements {
        let relation = Text(&relation(page, &statement.relation)).to_string();
        let is_subject = statement.subject.entity.as_ref() == Some(&of.entity);
        let end = if is_subject { &statement.object } else { &statement.subject };
        let link = page.entity_link(&end.label, end.entity.as_ref());
        if is_subject {
            page.html(format_args!("<li>{relation} → {link}"));
        } else {
            page.html(format_args!("<li>{link} → {relation}"));
        }
        page.html(format_args!("<ul class=\"evidence\">"));
        for evidence in statement.evidence.iter().take(EVIDENCE) {
            passage(page, evidence);
        }
        let more = statement.evidence.len().saturating_sub(EVIDENCE);
        if more > 0 {
            page.html(format_args!("<li>… +{more}</li>"));
        }
        page.html(format_args!("</ul></li>\n"));
    }
    page.html(format_args!("</ul>\n"));
}

fn passage(page: &mut Page<'_>, passage: &Passage) {
    let document = page.document_link(&passage.document, passage.date.as_deref());
    page.html(format_args!("<li><q>{}</q> <small>{document}</small></li>\n", Text(&passage.text)));
}

/// The name of a relation in the reader's language.
fn relation(page: &Page<'_>, name: &str) -> String {
    let known = Predicate::ALL
        .into_iter()
        .map(Relation::Stated)
        .chain([Relation::AppearsIn, Relation::PartOf])
        .find(|relation| relation.as_str() == name);
    match known {
        Some(relation) if page.chinese => relation.label_zh().to_owned(),
        Some(_) | None => name.strip_prefix(vocab::NAMESPACE).unwrap_or(name).to_owned(),
    }
}
