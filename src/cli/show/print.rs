//! Writes what is known of an entity for people.

use std::io::{self, Write};

use crate::cli::messages::Lang;
use crate::cli::terminal::Terminal;
use crate::cli::wrap::{one_line, wrap};
use crate::entity::EntityId;
use crate::extraction::Predicate;
use crate::graph::{Relation, Stage};
use crate::query::dossier::{Contradiction, Dossier, Figure, Kind, Named, Passage, Statement, Step};

/// `signedWith` as `signed with`.
fn words(name: &str) -> String {
    let mut words = String::new();
    for c in name.chars() {
        if c.is_ascii_uppercase() {
            words.push(' ');
        }
        words.push(c.to_ascii_lowercase());
    }
    words
}

fn is_stage(statement: &Statement) -> bool {
    statement.relation == Predicate::Status.as_str()
}

/// Writes the dossier with at most `limit` mentions; 0 is all.
pub(super) fn write(
    dossier: &Dossier,
    limit: usize,
    terminal: &Terminal,
    out: &mut dyn Write,
) -> io::Result<()> {
    let mut page = Page { terminal, out };
    page.head(dossier)?;
    page.section("Progress", "进展", dossier.progress.len())?;
    for step in &dossier.progress {
        page.step(step, &dossier.entity)?;
    }
    // Its stages are its progress.
    let facts: Vec<_> = dossier.facts.iter().filter(|fact| !is_stage(fact)).collect();
    page.section("Facts", "事实", facts.len())?;
    for fact in facts {
        page.statement(fact, &dossier.entity)?;
    }
    page.section("Appears with", "同现", dossier.appearances.len())?;
    for appearance in &dossier.appearances {
        page.statement(appearance, &dossier.entity)?;
    }
    page.section("Figures", "数据", dossier.figures.len())?;
    for figure in &dossier.figures {
        page.figure(figure)?;
    }
    page.section("Mentions", "提及", dossier.mentions.len())?;
    let shown = if limit == 0 { dossier.mentions.len() } else { limit };
    for mention in dossier.mentions.iter().take(shown) {
        page.passage(&mention.sentence)?;
    }
    let more = dossier.mentions.len().saturating_sub(shown);
    if more > 0 {
        let en = format!("… and {more} more; --limit 0 shows all");
        let zh = format!("……另有 {more} 处；--limit 0 显示全部");
        writeln!(page.out, "    {}", terminal.lang.pick(&en, &zh))?;
    }
    Ok(())
}

struct Page<'t, 'o> {
    terminal: &'t Terminal,
    out: &'o mut dyn Write,
}

impl Page<'_, '_> {
    fn head(&mut self, dossier: &Dossier) -> io::Result<()> {
        let Terminal { lang, .. } = *self.terminal;
        let id = self.terminal.faint(dossier.entity.as_str());
        writeln!(self.out, "{}  {id}", self.terminal.strong(&dossier.label))?;
        let others: Vec<&str> =
            dossier.other_names.iter().map(String::as_str).chain(dossier.label_en.as_deref()).collect();
        let within: Vec<&str> = dossier.within.iter().map(|place| place.label.as_str()).collect();
        for (en, zh, text) in [
            ("code", "代码", dossier.code.clone().unwrap_or_default()),
            ("also", "又名", lang.list(&others)),
            ("in", "所属", lang.list(&within)),
        ] {
            if !text.is_empty() {
                writeln!(self.out, "  {}  {text}", self.terminal.faint(lang.pick(en, zh)))?;
            }
        }
        Ok(())
    }

    fn section(&mut self, en: &str, zh: &str, count: usize) -> io::Result<()> {
        if count == 0 {
            return Ok(());
        }
        let heading = format!("{} ({count})", self.terminal.lang.pick(en, zh));
        writeln!(self.out, "\n{}", self.terminal.strong(&heading))
    }

    fn statement(&mut self, statement: &Statement, about: &EntityId) -> io::Result<()> {
        let relation = self.relation(&statement.relation);
        let is_subject = statement.subject.entity.as_ref() == Some(about);
        let mut line = if is_subject {
            format!("{relation} → {}", self.name(&statement.object))
        } else {
            format!("{} → {relation}", self.name(&statement.subject))
        };
        if let Some(confidence) = &statement.confidence {
            line.push_str(&format!("  ({confidence})"));
        }
        writeln!(self.out, "  {line}")?;
        for passage in &statement.evidence {
            self.passage(passage)?;
        }
        Ok(())
    }

    fn step(&mut self, step: &Step, about: &EntityId) -> io::Result<()> {
        let lang = self.terminal.lang;
        let name = |stage: Stage| lang.pick(stage.as_str(), stage.label_zh());
        let mut line =
            step.evidence.date.clone().unwrap_or_else(|| lang.pick("undated", "无日期").to_owned());
        line.push_str(&format!("  {}", self.terminal.strong(name(step.stage))));
        if let Some(reached) = &step.reached {
            line.push_str(&format!(" {}{reached}{}", lang.pick("(", "（"), lang.pick(")", "）")));
        }
        if step.phase.entity.as_ref() != Some(about) {
            line.push_str(&format!("  {}", step.phase.label));
        }
        writeln!(self.out, "  {line}")?;
        if let Some(Contradiction { kind, stage, document, date }) = &step.contradiction {
            let stage = name(*stage);
            let (en, zh) = match kind {
                Kind::GoesBack => (
                    format!("contradiction: {stage} already on {date} ({document})"),
                    format!("矛盾：{date} 已为“{stage}”（{document}）"),
                ),
                Kind::SameDay => (
                    format!("contradiction: {stage} on the same day ({document})"),
                    format!("矛盾：同日另有“{stage}”（{document}）"),
                ),
            };
            writeln!(self.out, "    {}", lang.pick(&en, &zh))?;
        }
        self.passage(&step.evidence)
    }

    fn figure(&mut self, figure: &Figure) -> io::Result<()> {
        let lang = self.terminal.lang;
        let mut line = format!("{}  {} {}", figure.indicator, figure.value, figure.unit);
        let growth = figure.change.as_ref().map(|_| lang.pick("growth", "增速").to_owned());
        let modality = match figure.modality.as_str() {
            "target" => Some(lang.pick("target", "目标").to_owned()),
            "planned" => Some(lang.pick("planned", "计划").to_owned()),
            "estimate" => Some(lang.pick("estimate", "预计").to_owned()),
            _ => None,
        };
        for part in [figure.period.clone(), growth, modality].into_iter().flatten() {
            line.push_str(&format!("  {part}"));
        }
        writeln!(self.out, "  {line}")?;
        self.passage(&figure.evidence)
    }

    fn passage(&mut self, passage: &Passage) -> io::Result<()> {
        let date = passage.date.as_ref().map_or_else(String::new, |date| format!(" {date}"));
        let source = format!("{}{date}  {}–{}", passage.document, passage.start, passage.end);
        writeln!(self.out, "    {}", self.terminal.faint(&source))?;
        for line in wrap(&one_line(&passage.text), self.terminal.width.saturating_sub(6)) {
            writeln!(self.out, "      {line}")?;
        }
        Ok(())
    }

    /// The name of a relation in the reader's language.
    fn relation(&self, name: &str) -> String {
        let known = Predicate::ALL
            .into_iter()
            .map(Relation::Stated)
            .chain([Relation::AppearsIn])
            .find(|relation| relation.as_str() == name);
        match (known, self.terminal.lang) {
            (Some(relation), Lang::Zh) => relation.label_zh().to_owned(),
            _ => words(name),
        }
    }

    /// A stage is written in the reader's language, everything else as it is.
    fn name(&self, named: &Named) -> String {
        let stage = Stage::from_name(&named.label).filter(|_| named.entity.is_none());
        let label = stage
            .map_or(named.label.as_str(), |stage| self.terminal.lang.pick(stage.as_str(), stage.label_zh()));
        label.to_owned()
    }
}
