//! Facts in the rows of tables: a project, who builds it, where, and how far it is; or a firm, where it is and what it makes.
//!
//! The header tells what the cells of a column name; a row states its facts about the project in it, or else about the
//! firm or the park.

use super::reached;
use super::reference::{is_division_of, linked, meaning, new_ref};
use super::{Directness, Statement};
use crate::entity::EntityType;
use crate::extraction::{EntityRef, Object, Predicate};
use crate::gazetteer::Gazetteer;
use crate::linking::{LinkedMention, within};
use crate::mention::table::{Column, Record, Table};
use crate::text::word_list::word_lists;
use crate::text::{NormalizedSpan, NormalizedText, Passage, Period};

word_lists! {
    static WORDS: ProgressTableWords = "progress_table.csv";
    /// What says that what a cell tells of is over.
    over,
    /// The stage planned: nothing is done.
    not_begun,
    /// The stage preparing.
    preparing,
    /// The stage planned.
    planned,
    /// The stage signed.
    signed,
    /// The stage construction.
    construction,
    /// The stage operating.
    operating,
    /// The stage completed.
    completed,
    /// The stage started.
    started,
    /// What the names of routes end with, which pass through a place.
    route,
}

/// Reads the tables of a document.
pub(super) fn apply(
    tables: &[Table],
    text: &NormalizedText,
    mentions: &[LinkedMention],
    gazetteer: &Gazetteer,
    year: Option<i16>,
    out: &mut Vec<Statement>,
) {
    for table in tables {
        let line = table.caption.and_then(|at| text.passages.get(at));
        let caption = line.and_then(|line| park_of(line, mentions, gazetteer));
        for record in &table.records(&text.text) {
            Row { record, caption: caption.as_ref(), text, mentions, gazetteer, year }.state(out);
        }
    }
}

/// The only park that a short line names.
fn park_of(line: &Passage, mentions: &[LinkedMention], gazetteer: &Gazetteer) -> Option<EntityRef> {
    /// In bytes, some forty characters.
    const SHORT: usize = 120;
    if line.span.len() > SHORT {
        return None;
    }
    let mut parks = within(mentions, line.span)
        .filter(|mention| mention.mention.kind == EntityType::Park)
        .filter_map(|mention| meaning(mention, gazetteer));
    let first = parks.next()?;
    parks.all(|park| park.entity == first.entity).then_some(first)
}

/// The stage that the words of a cell name: that of the first clause that tells one.
pub(super) fn stage(words: &str) -> Option<&'static str> {
    let told = |clause: &str| Some((stage_of(clause)?, is_done(clause)));
    let mut clauses = words.split([',', '。', ';']).filter_map(told).peekable();
    while let Some((stage, done)) = clauses.next() {
        // 前期手续已办结,|正在施工
        if stage != "preparing" || !done || clauses.peek().is_none() {
            return Some(stage);
        }
    }
    None
}

/// Whether what a clause tells of is over.
fn is_done(clause: &str) -> bool {
    WORDS.over.are_in(clause)
}

fn stage_of(clause: &str) -> Option<&'static str> {
    // What nothing has begun with counts before what 开工 says, and what is prepared before what is planned.
    let stages = [
        ("planned", &WORDS.not_begun),
        ("preparing", &WORDS.preparing),
        ("planned", &WORDS.planned),
        ("signed", &WORDS.signed),
        ("construction", &WORDS.construction),
        ("operating", &WORDS.operating),
        ("completed", &WORDS.completed),
        ("started", &WORDS.started),
    ];
    let told = stages.into_iter().find(|(_, signs)| signs.are_in(clause));
    told.map(|(stage, _)| stage).or_else(|| share(clause))
}

/// What a share of the work tells: 85%, 100%; 已完成 alone is all of it.
fn share(clause: &str) -> Option<&'static str> {
    if matches!(clause.trim(), "完成" | "已完成" | "全部完成") {
        return Some("completed");
    }
    let number = clause.strip_suffix('%')?;
    let digits = number.trim_start_matches(|c: char| !c.is_ascii_digit());
    let share: f32 = digits.parse().ok()?;
    (share > 0.0).then_some(if share < 100.0 { "construction" } else { "completed" })
}

/// What a row is read with.
struct Row<'a> {
    record: &'a Record,
    /// The park that the caption of the table names.
    caption: Option<&'a EntityRef>,
    text: &'a NormalizedText,
    mentions: &'a [LinkedMention],
    gazetteer: &'a Gazetteer,
    year: Option<i16>,
}

impl Row<'_> {
    /// What the cells of a column name, of some types.
    fn named(&self, column: Column, kinds: &[EntityType]) -> Vec<EntityRef> {
        let inside = self.record.of_column(column).flat_map(|cell| within(self.mentions, cell));
        inside
            .filter(|mention| !mention.mention.nested && kinds.contains(&mention.mention.kind))
            .filter_map(|mention| meaning(mention, self.gazetteer))
            .collect()
    }

    /// The project of the row. What stands under 项目名称 is one, whether it is found as a name or not.
    fn project(&self) -> Option<EntityRef> {
        let kinds = [EntityType::Project, EntityType::Infrastructure, EntityType::Park];
        let columns = [Column::Project, Column::Route];
        let named = columns.iter().find_map(|column| self.named(*column, &kinds).into_iter().next());
        let unnamed = || {
            let cell = columns.iter().find_map(|column| self.record.of_column(*column).next())?;
            let words = cell.of(&self.text.text).trim();
            let plausible = words.chars().nth(3).is_some() && !words.contains(['计', '。', '、']);
            plausible.then(|| new_ref(words, EntityType::Project))
        };
        named.or_else(unnamed)
    }

    /// The project that a note on a firm begins with: 甲公司 | 在建 | 甲新材料产业园,增资扩产.
    fn noted(&self) -> Option<EntityRef> {
        self.record.of_column(Column::Note).find_map(|cell| {
            let first = within(self.mentions, cell).next()?;
            let (span, kind) = (first.mention.span, first.mention.kind);
            let behind = &self.text.text[span.end..cell.end];
            let whole =
                span.start == cell.start && (behind.is_empty() || behind.starts_with([',', '(', '。', ';']));
            // A park that is known is where the firm is.
            let built = kind == EntityType::Park && linked(first).is_none();
            let work = built || matches!(kind, EntityType::Project | EntityType::Infrastructure);
            if whole && work { meaning(first, self.gazetteer) } else { None }
        })
    }

    fn state(&self, out: &mut Vec<Statement>) {
        // 待招商 and 未定 are nobody.
        let somebody = |company: &EntityRef| !company.label.starts_with(['待', '未', '无']);
        let mut companies = self.named(Column::Company, &[EntityType::Company]);
        companies.retain(somebody);
        let mut parks = self.named(Column::Park, &[EntityType::Park]);
        let leads = self.record.cells().first().is_some_and(|(column, _)| *column == Column::Park);
        let (about, predicate) =
            if leads && self.record.of_column(Column::Project).next().is_none() && !parks.is_empty() {
                let park = parks.remove(0);
                // 园区 | 主导产业 | 代表企业: the firms are in it.
                for company in companies {
                    self.push(&company, Predicate::InPark, Object::Entity(park.clone()), None, out);
                }
                (park, Predicate::LocatedIn)
            } else if let Some(project) = self.project() {
                for company in companies {
                    self.push(&company, Predicate::Undertakes, Object::Entity(project.clone()), None, out);
                }
                self.progress(&project, out);
                // A route passes through what a plant is in.
                let route = WORDS.route.end(&project.label);
                (project, if route { Predicate::PassesThrough } else { Predicate::LocatedIn })
            } else if !companies.is_empty() {
                if let Some(project) = self.noted() {
                    for company in &companies {
                        self.push(company, Predicate::Undertakes, Object::Entity(project.clone()), None, out);
                    }
                    self.progress(&project, out);
                }
                (companies.remove(0), Predicate::LocatedIn)
            } else if !parks.is_empty() {
                (parks.remove(0), Predicate::LocatedIn)
            } else {
                return;
            };
        let places = self.named(Column::Place, &[EntityType::Place]);
        for (at, place) in places.iter().enumerate() {
            // Of 昭通市昭阳区 the last is the most specific.
            if places.get(at + 1).is_none_or(|next| !is_division_of(next, place)) {
                self.push(&about, predicate, Object::Entity(place.clone()), None, out);
            }
        }
        parks.extend(self.named(Column::Place, &[EntityType::Park]));
        if parks.is_empty() {
            parks.extend(self.caption.cloned());
        }
        for park in
            parks.into_iter().filter(|park| about.kind != EntityType::Park && park.entity != about.entity)
        {
            self.push(&about, Predicate::InPark, Object::Entity(park), None, out);
        }
        let trades = [
            (Column::Industry, EntityType::Industry, Predicate::InIndustry),
            (Column::Product, EntityType::Product, Predicate::Produces),
        ];
        for (column, kind, predicate) in trades {
            for named in self.named(column, &[kind]) {
                self.push(&about, predicate, Object::Entity(named), None, out);
            }
        }
    }

    /// How far the project is.
    fn progress(&self, project: &EntityRef, out: &mut Vec<Statement>) {
        let told = |cell: NormalizedSpan| stage(cell.of(&self.text.text)).map(|stage| (stage, cell));
        let Some((stage, cell)) = self.record.of_column(Column::Stage).find_map(told) else { return };
        let reached = reached::in_cell(cell.of(&self.text.text), self.year)
            .filter(|_| !matches!(stage, "planned" | "construction"));
        self.push(project, Predicate::Status, Object::Literal { value: stage.to_owned() }, reached, out);
    }

    fn push(
        &self,
        subject: &EntityRef,
        predicate: Predicate,
        object: Object,
        reached: Option<Period>,
        out: &mut Vec<Statement>,
    ) {
        let Some(evidence) = self.record.span() else { return };
        out.push(Statement {
            subject: subject.clone(),
            predicate,
            object,
            rule: "table-row".to_owned(),
            confidence: 0.85,
            directness: Directness::Words,
            aimed: false,
            reached,
            evidence,
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_progress_name_stages() {
        let cases = [
            ("已投产", Some("operating")),
            ("前期工作", Some("preparing")),
            ("计划2025年开工", Some("planned")),
            ("在建", Some("construction")),
            ("主体竣工", Some("construction")),
            ("拟四季度开工", Some("planned")),
            ("5月开工", Some("started")),
            ("已投入运行", Some("operating")),
            ("未开工", Some("planned")),
            ("前期手续已办结,正在平整场地", Some("construction")),
            ("正在办理前期手续,计划9月开工", Some("preparing")),
            ("主体工程完工,正在装修", Some("construction")),
            ("85%", Some("construction")),
            ("100%", Some("completed")),
            ("12.5", None),
        ];
        for (words, expected) in cases {
            assert_eq!(stage(words), expected, "{words}");
        }
    }
}
