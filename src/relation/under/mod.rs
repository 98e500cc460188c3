//! What sections tell of the things that are named in them: the park of a profile, the industry of a label,
//! the stage of 续建项目.

mod elsewhere;
mod field;
mod listed;
mod titled;
mod value;

use super::item::{Item, Items};
use super::pointing::is_timed;
use super::reference::entity_ref;
use super::rule::{Rule, RuleSet, SectionPart};
use super::scope::{Focus, Scopes};
use super::section::{AMONG, Section, Sections};
use super::turn::Turns;
use super::{Directness, Statement};
use crate::entity::EntityType;
use crate::extraction::{EntityRef, Object};
use crate::gazetteer::Gazetteer;
use crate::text::signs::has_numbered_mark;
use crate::text::word_list::word_lists;
use crate::text::{BlockKind, NormalizedSpan, NormalizedText, Sentence};

word_lists! {
    static WORDS: UnderWords = "under.csv";
    /// What may stand before the first name of a line.
    before,
    /// What stands before a list of works.
    introducing,
    /// What begins a sentence that lists the works which the sentence before it counts.
    goes_on,
    /// Verbs of what somebody only looked at on the day that other works began.
    looked_at,
    /// What goes on to tell of the member of a list.
    told,
    /// Verbs before firms and works that a place has or has got.
    brought,
    /// What stands before a firm that another one deals with.
    partner_before,
    /// What stands behind such a firm.
    partner_behind,
    /// What stands before an airport or a port that a place is only near to.
    near_before,
    /// What stands behind one.
    near_behind,
    /// Whom a firm sends: 甲公司|董事长.
    officer,
    /// Which side of works: 乙引水工程|以东.
    side,
    /// What people do who come together.
    attended,
    /// What opens a list of the firms that belong to one.
    family,
    /// As what a firm is named on the label before it: 建设单位:|甲公司.
    role,
    /// What stands between a firm and the work that it builds.
    owned,
    /// What says before the words of a list that it is still to come.
    ahead,
    /// What begins a clause that turns from the sector before to something else.
    besides,
    /// Another stage behind that which a title tells.
    further,
}

/// A document as section rules see it.
pub(super) struct Page<'a> {
    pub(super) text: &'a NormalizedText,
    pub(super) items: &'a Items,
    pub(super) sections: &'a Sections,
    pub(super) turns: &'a Turns,
    pub(super) scopes: &'a Scopes,
    pub(super) gazetteer: &'a Gazetteer,
}

impl Page<'_> {
    /// The rules that may tell anything in this document: of those that look for words of a heading or of the title
    /// the ones that find any.
    pub(super) fn telling<'r>(&self, rules: &'r RuleSet) -> Vec<&'r Rule> {
        // Most headings have none of the words of any rule.
        let said = |words: &NormalizedSpan| rules.heading_words().are_in(words.of(&self.text.text));
        let headings: Vec<NormalizedSpan> = self.sections.all_headings().filter(said).collect();
        let in_words = |rule: &Rule, words: NormalizedSpan| {
            let words = words.of(&self.text.text);
            rule.heading.are_in(words)
        };
        let tells = |rule: &&Rule| match rule.section {
            Some(SectionPart::Heading) => headings.iter().any(|words| in_words(rule, *words)),
            Some(SectionPart::Title) => {
                self.sections.title().is_some_and(|title| in_words(rule, title)) || self.led(rule).is_some()
            }
            Some(_) => true,
            None => false,
        };
        rules.section_rules().filter(tells).collect()
    }

    /// What the section rules that are [`telling`](Self::telling) state of a sentence.
    pub(super) fn apply(
        &self,
        rules: &[&Rule],
        sentence: &Sentence,
        number: usize,
        out: &mut Vec<Statement>,
    ) {
        let section = self.sections.of(number);
        for rule in rules {
            let Some(part) = rule.section else { continue };
            match part {
                SectionPart::County => self.county(rule, sentence, out),
                SectionPart::Turn => self.turned(rule, sentence, out),
                SectionPart::Park => self.park(rule, section, sentence, out),
                SectionPart::Industry => self.industry(rule, section, sentence, out),
                SectionPart::Heading => self.stage(rule, section, sentence, out),
                SectionPart::Title => self.titled(rule, sentence, out),
                SectionPart::Firm => self.firm(rule, sentence, out),
                SectionPart::Header => self.introduced(rule, sentence, out),
                SectionPart::Ceremony => self.met(rule, sentence, out),
            }
        }
    }

    fn county(&self, rule: &Rule, sentence: &Sentence, out: &mut Vec<Statement>) {
        let own = self.scopes.county(sentence.passage);
        // A passage of the report of a county that names others is about it, but for the parts that name them.
        let Some(focus) = own.or_else(|| self.scopes.speaker()) else { return };
        if self.turns.are_in(sentence.passage) {
            return;
        }
        // What one cell of a table names says nothing of the next row.
        let is_cell = |number: usize| {
            let kind = self.text.passages.get(number).map(|passage| passage.kind);
            matches!(kind, Some(BlockKind::TableCell { .. }))
        };
        let told = self.text.passages.partition_point(|passage| passage.span.end <= focus.evidence.start);
        let titled = || self.scopes.county(0).is_some_and(|title| title.place == focus.place);
        if is_cell(sentence.passage) && is_cell(told) && !titled() {
            return;
        }
        let place = entity_ref(focus.place, self.gazetteer);
        let town = focus.town.filter(|_| self.stays_in_town(focus, sentence));
        let town = town.map(|town| entity_ref(town, self.gazetteer));
        let stem = place.label.strip_suffix(['县', '市', '区', '旗']).unwrap_or(&place.label);
        // What is called after the county need not be in the town that the passage is about.
        let place_of = |item: &Item| match &town {
            Some(town) if item.kind != EntityType::Park && !item.span.of(&self.text.text).contains(stem) => {
                town.clone()
            }
            _ => place.clone(),
        };
        for item in self.subjects(rule, sentence.span) {
            if own.is_none() && self.names_another(self.part_of(sentence.span, item), focus.place) {
                continue;
            }
            if !self.is_known_elsewhere(item, focus.place)
                && !self.is_called_on(item, sentence)
                && !self.is_aside(item, sentence)
                && !self.is_of_another(item, sentence, focus.place)
            {
                state(rule, item, Object::Entity(place_of(item)), out);
            }
        }
    }

    /// Whether a sentence is about the town of its passage: that names it itself, or begins with it. Of 石花镇上,甲厂与乙厂相望 the
    /// next sentence need not be in the town.
    fn stays_in_town(&self, focus: Focus, sentence: &Sentence) -> bool {
        let text = &self.text.text;
        let Some(passage) = self.text.passages.get(sentence.passage) else { return true };
        let aside = text[focus.evidence.end..].starts_with(['上', '里', '内', '街']);
        let opens =
            || text.get(passage.span.start..focus.evidence.start).is_none_or(|before| !before.contains('。'));
        sentence.span.contains(focus.evidence) || opens() && !aside
    }

    /// The county that a paragraph about several has turned to, for what opens a clause from there on.
    fn turned(&self, rule: &Rule, sentence: &Sentence, out: &mut Vec<Statement>) {
        if !self.turns.are_in(sentence.passage) {
            return;
        }
        let text = &self.text.text;
        for item in self.subjects(rule, sentence.span) {
            let Some((place, told)) = self.turns.at(item, sentence.passage, self.gazetteer) else { continue };
            // 甲公司带动下,|全市出口……: the whole is spoken of again.
            let rest = text[item.span.end..sentence.span.end].split(';').next().unwrap_or("");
            if rest.split(',').any(Turns::is_whole) {
                continue;
            }
            let start = self.group_start(sentence.span, item);
            let clause = text[sentence.span.start..start].rsplit([',', ';', ':']).next().unwrap_or("");
            // 甲县|的乙公司, 甲县|引进乙公司; in a clause of its own it is what the clause is about.
            let near = told >= start - clause.len();
            let opens = clause.is_empty() || is_timed(clause) || WORDS.brought.end(clause);
            let elsewhere =
                self.gazetteer.find(&place.entity).is_some_and(|place| self.is_known_elsewhere(item, place));
            if (opens || near && WORDS.brought.are_in(clause))
                && !elsewhere
                && !self.is_called_on(item, sentence)
                && !self.is_aside(item, sentence)
            {
                state(rule, item, Object::Entity(place), out);
            }
        }
    }

    fn park(&self, rule: &Rule, section: Section, sentence: &Sentence, out: &mut Vec<Statement>) {
        let Some(park) = section.park.and_then(|park| self.items.get(park)) else { return };
        let Some(entity) = &park.entity else { return };
        // 龙头企业 lists the firms of the park, wherever else they have their seat.
        let of_firms =
            self.sections.headings(section).any(|words| words.of(&self.text.text).contains("企业"));
        let focus = self.scopes.place(sentence.passage).filter(|_| !of_firms);
        let others = self.items.within(sentence.span).iter();
        let others: Vec<&Item> = others
            .filter(|other| other.kind == EntityType::Park && other.entity.as_ref() != Some(entity))
            .collect();
        // What stands behind another park in its part of the sentence is rather told of that one.
        let of_other = |item: &Item| {
            let behind = |other: &&Item| {
                other.span.end <= item.span.start
                    && !self.text.text[other.span.end..item.span.start].contains(';')
            };
            others.iter().copied().any(|other| behind(&other))
        };
        for item in self.subjects(rule, sentence.span) {
            if of_other(item) {
                continue;
            }
            // What comes before the park in its own sentence isn't told of it.
            let elsewhere = focus.is_some_and(|focus| self.is_known_elsewhere(item, focus.place));
            if item.span.start > park.span.start
                && !elsewhere
                && !self.is_called_on(item, sentence)
                && !self.is_aside(item, sentence)
            {
                state(rule, item, Object::Entity(entity.clone()), out);
            }
        }
    }

    fn industry(&self, rule: &Rule, section: Section, sentence: &Sentence, out: &mut Vec<Statement>) {
        if rule.subjects.contains(&EntityType::Park) {
            self.labelled(rule, section, sentence, out);
        }
        let group = section.industries;
        if rule.subjects.contains(&EntityType::Park) {
            if let Some(group) = group {
                self.profile(rule, section, sentence, self.items.range(group), out);
            }
            return;
        }
        // 一、特色农业 / (二)知名企业: these need not be of it.
        let above = group.filter(|_| !section.inherited).map(|group| self.items.range(group));
        for item in self.subjects(rule, sentence.span) {
            // What a heading only speaks of says less of works than of firms.
            let above = above.filter(|_| section.plain || item.kind == EntityType::Company);
            let Some(industries) = self.built_up(sentence.span, item).or(above) else { continue };
            let after = |industry: &&Item| industry.span.start < item.span.start;
            let name = item.span.of(&self.text.text);
            let chosen = match industries {
                [one] => Some(one),
                several => likest(name, several, &self.text.text),
            };
            if let Some(entity) = chosen.filter(after).and_then(|industry| industry.entity.clone()) {
                state(rule, item, Object::Entity(entity), out);
            }
        }
    }

    /// The industries that the lines under a heading of a park's profile begin with.
    fn profile(
        &self,
        rule: &Rule,
        section: Section,
        sentence: &Sentence,
        industries: &[Item],
        out: &mut Vec<Statement>,
    ) {
        let Some(park) = section.park.and_then(|park| self.items.get(park)) else { return };
        let headed = self.sections.headings(section).any(|words| {
            let words = words.of(&self.text.text);
            rule.heading.are_in(words)
        });
        for industry in industries.iter().filter(|industry| headed && sentence.span.contains(industry.span)) {
            let Some(subject) = &park.entity else { continue };
            let told = Item { entity: Some(subject.clone()), ..industry.clone() };
            if let Some(object) = industry.entity.clone() {
                state(rule, &told, Object::Entity(object), out);
            }
        }
    }

    /// The industries that a line of a park's section lists behind its label: 主导产业:绿色化工、新能源电池.
    fn labelled(&self, rule: &Rule, section: Section, sentence: &Sentence, out: &mut Vec<Statement>) {
        let Some(park) = section.park.and_then(|park| self.items.get(park)) else { return };
        let words = sentence.span.of(&self.text.text);
        let starts = self.text.passages.get(sentence.passage).map(|passage| passage.span.start);
        let Some((label, _)) = words.split_once(':').filter(|_| starts == Some(sentence.span.start)) else {
            return;
        };
        if label.contains([',', '。', ';']) || !rule.heading.are_in(label) {
            return;
        }
        for industry in self.listed(sentence.span).iter().filter(|item| item.kind == EntityType::Industry) {
            let Some(subject) = &park.entity else { continue };
            let told = Item { entity: Some(subject.clone()), ..industry.clone() };
            if let Some(object) = industry.entity.clone() {
                state(rule, &told, Object::Entity(object), out);
            }
        }
    }

    /// What the item of a list names is of the firm that the item begins with: 2、甲公司。……乙项目去年投产.
    fn firm(&self, rule: &Rule, sentence: &Sentence, out: &mut Vec<Statement>) {
        let Some(passage) = self.text.passages.get(sentence.passage) else { return };
        let words = passage.span.of(&self.text.text);
        if passage.kind != BlockKind::ListItem && !has_numbered_mark(words) {
            return;
        }
        let listed = self.listed(passage.span);
        let ([firm], Some(after)) = (listed, listed.first().map(|item| item.span.end)) else { return };
        let ends = self.text.text[after..passage.span.end].starts_with(['。', ',', ':', '(', ';']);
        if firm.kind != EntityType::Company || !ends {
            return;
        }
        for item in self.subjects(rule, sentence.span) {
            let (Some(subject), Some(entity)) = (&firm.entity, &item.entity) else { continue };
            let told = Item { entity: Some(subject.clone()), ..item.clone() };
            state(rule, &told, Object::Entity(entity.clone()), out);
        }
    }
}

fn state(rule: &Rule, item: &Item, object: Object, out: &mut Vec<Statement>) {
    let Some(subject) = item.entity.clone() else { return };
    let same = |object: &Object, subject: &EntityRef| matches!(object, Object::Entity(entity) if entity.entity == subject.entity);
    if same(&object, &subject) {
        return;
    }
    out.push(Statement {
        subject,
        predicate: rule.predicate,
        object,
        rule: rule.id.clone(),
        confidence: rule.confidence,
        directness: Directness::Section,
        aimed: false,
        reached: None,
        evidence: item.span,
    });
}

/// Of several industries the one that shares most characters with a name; none when two share as many.
fn likest<'i>(name: &str, industries: &'i [Item], text: &str) -> Option<&'i Item> {
    let shared = |industry: &Item| {
        let ordinary = ['业', '产', '色', '新', '和', '工'];
        industry.span.of(text).chars().filter(|c| !ordinary.contains(c) && name.contains(*c)).count()
    };
    let best = industries.iter().max_by_key(|industry| shared(industry))?;
    let most = shared(best);
    let alone = industries.iter().filter(|industry| shared(industry) == most).count() == 1;
    (most > 0 && alone).then_some(best)
}
