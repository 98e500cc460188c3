//! What clauses without a subject of their own are about: in 甲项目由乙公司承建,总投资3亿元,预计年底投产 the last
//! two are about 甲项目.

mod clause;
mod learn;
mod opening;
mod road;
mod wording;

use super::item::{Item, Items};
use super::observation::subject::time::time_prefix;
use super::profile::{Parts, Profile};
use crate::entity::EntityType;
use crate::text::landmark::Landmark;
use memchr::memrchr;

use crate::text::signs::numbered_mark;
use crate::text::word_list::word_lists;
use crate::text::{NormalizedSpan, NormalizedText, Sentence};

use clause::Group;
use learn::Subjects;
use opening::Opening;
use road::goes_on;
pub(super) use wording::collective_noun;
use wording::{COLLECTIVE, has_unknown_work, is_collective, is_field, is_of_rest};

pub(super) use clause::Clause;
use road::main_road;

word_lists! {
    pub(in crate::relation) static WORDS: TopicWords = "topic.csv";
    /// What is told of a project behind its name.
    told,
    /// What a paragraph begins with that goes on about the work above it.
    below,
    /// Words that no name of a project holds.
    no_name,
    /// What is behind a clause that says who speaks.
    said,
    /// Labels of the fields of a form.
    field,
    /// Verbs of which a park is the work.
    builds,
    /// What is done to a park behind its name.
    developed,
    /// Nouns of which a number is a subject of its own.
    collective_noun,
    /// Words that make them all or the rest: 所有|项目.
    collective,
    /// What a clause begins with that is told of a part of those that were named.
    rest,
    /// What is told of such a part behind its number.
    rest_told,
    /// What somebody does with a number of them.
    has_some,
    /// Words behind a place that is the subject of what follows.
    governing,
    /// What stands before the places that a route passes.
    on_way,
    /// What stands behind a place of which the road is told that goes through: 甲县|境内长3公里.
    part_of_road,
    /// What a sentence begins with that goes on about the road of the document.
    goes_on,
    /// What leads to the firm that owns or builds the work that is spoken of.
    owner,
    /// What the names of roads and railways end with.
    road,
    /// What others do who found a firm or take it over.
    founded,
    /// Statistics that only places have: what begins with one is about no firm and no work.
    of_place,
}

/// Follows the topics through a document, sentence by sentence.
#[derive(Debug, Default)]
pub(super) struct Topics {
    /// The firms that the document is a profile of, the numbers of items, with where the part of each begins: every passage
    /// of it is about the firm.
    firms: Vec<(usize, usize)>,
    /// The parks that the document or a part of it is a profile of, likewise.
    parks: Vec<(usize, usize)>,
    /// The work that the whole document is about: the road that it names first and most often, as news do, or else what it
    /// introduces, and no other one. What is told without a subject is told of it.
    whole: Option<Group>,
    passage: usize,
    work: Option<Group>,
    company: Option<Group>,
    park: Option<Group>,
    /// Whether its sentence is about the park, and does not only name it on the way.
    park_leads: bool,
    /// Of what kind the thing is that the sentence begins with, or the last one that began with something.
    lead: Option<EntityType>,
    /// Whether the sentence, or the last one that began with something, begins with a firm.
    of_firm: bool,
    /// Which of the topics are subjects of the sentence.
    subjects: Subjects,
    /// Where the next clause begins inside brackets: the work right before them, or that of none if there is another member of a
    /// list.
    remark: Option<Option<Group>>,
    clauses: Vec<Clause>,
}

impl Topics {
    /// The topics of a document, as far as `profile` tells what that is about.
    pub(super) fn of(text: &NormalizedText, items: &Items, profile: &Profile) -> Self {
        let work = || profile.work.as_ref().and_then(|work| items.position(work));
        let whole = profile.whole.as_ref().and_then(|park| items.position(park)).map(|park| (0, park));
        let mut topics = Self {
            firms: numbered(&profile.firms, items).collect(),
            parks: whole.into_iter().chain(numbered(&profile.parks, items)).collect(),
            whole: main_road(text, items).or_else(work).map(|item| (item, item + 1)),
            ..Self::default()
        };
        topics.company = topics.firm_at(0);
        topics
    }

    /// The firm that the part of the document at `position` is about.
    fn firm_at(&self, position: usize) -> Option<Group> {
        part_at(&self.firms, position)
    }

    /// The clauses of the next sentence.
    pub(super) fn follow(&mut self, text: &NormalizedText, sentence: &Sentence, items: &Items) -> &[Clause] {
        let mut landmarks = text.landmarks.within(sentence.span);
        let enters = sentence.passage != self.passage;
        let heading = if enters { headed(text, sentence, items) } else { None };
        let text = text.text.as_str();
        if enters {
            self.enter(text, sentence, heading);
        }
        self.clauses.clear();
        self.subjects = Subjects::default();
        self.remark = None;
        if !std::mem::take(&mut self.park_leads) {
            self.park = None;
        }
        let (first, inside) = items.numbered(sentence.span);
        let words = sentence.span.of(text);
        if WORDS.of_place.begin(&words[time_prefix(words)..]) {
            (self.work, self.company) = (None, None);
        }
        self.recall(text, sentence.span, inside, items);
        if let Some(opening) = Opening::of(text, sentence.span, inside) {
            self.open(&opening);
        }
        // What says nothing of another thing goes on with the park.
        self.park_leads |= self.park.is_some()
            && !inside.iter().any(|item| matches!(item.kind, EntityType::Park | EntityType::Place));
        let mut next = 0;
        let mut start = sentence.span.start;
        let ends = |landmark: &Landmark| matches!(landmark.character, ',' | ';' | ':');
        while start < sentence.span.end {
            let count = landmarks.iter().position(ends).map_or(landmarks.len(), |at| at + 1);
            let marks;
            (marks, landmarks) = landmarks.split_at(count);
            let end = marks.last().filter(|mark| ends(mark)).map_or(sentence.span.end, |mark| mark.end());
            let span = NormalizedSpan::new(start, end);
            start = span.end;
            let here = inside[next..].iter().take_while(|item| item.span.start < span.end).count();
            self.go_on(text, span, marks, &inside[next..next + here], first + next);
            next += here;
        }
        &self.clauses
    }

    /// Begins a passage, which goes on with the one before only where it says so.
    fn enter(&mut self, text: &str, sentence: &Sentence, heading: Option<Group>) {
        let words = sentence.span.of(text);
        // 建设单位:甲公司 goes on with the work of the line before.
        let field = is_field(words);
        let work = self.work.filter(|_| field).or(heading);
        // 地址:甲镇乙村 stands below what tells of the firm.
        let company = self.company.filter(|_| field);
        *self = Self {
            passage: sentence.passage,
            clauses: std::mem::take(&mut self.clauses),
            work,
            company: self.firm_at(sentence.span.start).or(company),
            firms: std::mem::take(&mut self.firms),
            parks: std::mem::take(&mut self.parks),
            whole: self.whole,
            ..Self::default()
        };
        // 沿线经过甲县、乙县: the next paragraph goes on with the road.
        if self.work.is_none() && self.whole.is_some() && goes_on(&words[time_prefix(words)..]) {
            self.work = self.whole;
        }
    }

    /// Takes up what the whole document is about, where a sentence that begins nothing new is told of it.
    fn recall(&mut self, text: &str, sentence: NormalizedSpan, inside: &[Item], items: &Items) {
        // In the profile of a park what names nobody else is told of it: 主导产业为…….
        let other = |item: &Item| {
            matches!(
                item.kind,
                EntityType::Park | EntityType::Place | EntityType::Company | EntityType::Organization
            )
        };
        if self.park.is_none()
            && let Some((park, end)) = part_at(&self.parks, sentence.start)
            // 形成了以汽车为主的产业体系,被誉为甲谷: a name of the park itself is no other thing.
            && let own = items.get(park).and_then(|park| park.entity.as_ref())
            && !inside.iter().any(|item| {
                // ……,占|全市|五分之一: nor is the whole that it is a part of.
                let word = item.span.of(text);
                let whole = item.kind == EntityType::Place && (word.starts_with('全') || word == "中国");
                let same = item.entity.is_some() && item.entity.as_ref() == own;
                other(item) && !same && !(whole && item.span.start > sentence.start)
            })
        {
            self.park = Some((park, end));
        }
        if self.work.is_some() || self.whole.is_none() {
            return;
        }
        // 1974年12月竣工: what names nobody is told of the work.
        let doer = |item: &Item| family(item.kind) == EntityType::Project || other(item);
        let timed = || time_prefix(sentence.of(text)) > 0 && !inside.iter().any(doer);
        // 甲县境内长3公里: a paragraph of the road.
        let part = || {
            inside.first().is_some_and(|item| {
                item.kind == EntityType::Place
                    && item.span.start == sentence.start
                    && WORDS.part_of_road.begin(&text[item.span.end..sentence.end])
            })
        };
        if timed() || part() {
            self.work = self.whole;
        }
    }

    /// Makes what a sentence begins with the topic, and drops what it turns away from.
    fn open(&mut self, opening: &Opening) {
        if opening.turns_away() {
            self.work = None;
            if opening.is_of_no_firm() {
                self.company = None;
            }
        }
        let first = opening.first_thing();
        self.park_leads = first.kind == EntityType::Park && opening.is_early(first);
        let leads = opening.is_lead(first);
        self.of_firm = leads && first.kind == EntityType::Company;
        if leads {
            self.lead = Some(first.kind);
        }
    }

    /// Adds a clause with what was spoken of before it, and learns from it for those behind it. `here` are the items in
    /// it, of which the first is number `number`.
    fn go_on(&mut self, text: &str, span: NormalizedSpan, marks: &[Landmark], here: &[Item], number: usize) {
        let words = span.of(text);
        let has = |wanted: &[char]| marks.iter().any(|mark| wanted.contains(&mark.character));
        // 乙县100兆瓦独立储能|项目开工: a place in its name makes it no known work.
        let only_places = || here.iter().all(|item| item.kind == EntityType::Place);
        if has(&['项']) && only_places() && has_unknown_work(words) {
            self.work = None;
        }
        // 开业的3个项目,累计完成投资……: of all of them, and of none named before.
        if here.is_empty() && has(&COLLECTIVE) && is_collective(words) {
            (self.work, self.company) = (None, None);
        }
        // 其余2个正在建设, 有不少已经投产: of a part of those that were named, and nobody says which.
        if here.is_empty() && is_of_rest(words) {
            (self.work, self.company) = (None, None);
        }
        // 文化旅游方面,……: the field that follows is another one.
        let fields = here.iter().all(|item| item.kind == EntityType::Industry);
        if fields && words.trim_end_matches([',', ':']).ends_with("方面") {
            (self.work, self.company) = (None, None);
        }
        // 业主:|甲公司 is one clause for what is told in it.
        if let Some(before) = self.clauses.last_mut()
            && (text[..span.start].ends_with(':') || words.starts_with("以及“"))
        {
            before.limit = span.end;
        }
        self.clauses.push(Clause {
            span,
            limit: span.end,
            work: self.remark.unwrap_or(self.work),
            company: self.company,
            park: self.park,
            lead: self.lead,
            of_firm: self.of_firm,
        });
        self.learn(text, span, here, number);
        self.remark(words, span.start, here, number);
        // 甲公司投资……;|乙公司投资……: each part has a subject of its own.
        if words.ends_with(';') {
            // 引进甲公司;|谋划建设乙项目: whom a part only names doesn't do what the next one tells.
            self.company = self.company.filter(|_| self.subjects.leads_with_firm());
            self.subjects = Subjects::default();
        }
        // What somebody says is about something else, unless he speaks for the work: 甲项目负责人说,…….
        let speaks = || matches!(here, [only] if family(only.kind) == EntityType::Project);
        if WORDS.said.end(words) && !speaks() {
            self.work = None;
        }
    }
}

impl Topics {
    /// Learns whether the next clause goes on with a remark in brackets, and about what: 甲项目(投资3亿元,|已投用).
    fn remark(&mut self, words: &str, start: usize, here: &[Item], number: usize) {
        let open = memrchr(b'(', words.as_bytes());
        let close = memrchr(b')', words.as_bytes());
        let Some(open) = open.filter(|open| close.is_none_or(|close| close < *open)) else {
            if close.is_some() {
                self.remark = None;
            }
            return;
        };
        let works = |item: &Item| family(item.kind) == EntityType::Project;
        let before = here.iter().position(|item| item.span.end == start + open && works(item));
        let listed = words[..open].contains('、');
        self.remark = match before {
            Some(at) => Some(Some((number + at, number + at + 1))),
            // 甲项目(已签约)、|乙扩能|(在建,……)
            None => listed.then_some(None),
        };
    }
}

/// The parts of a profile, each with where it begins and the number of the item that it is about.
fn numbered(parts: &Parts, items: &Items) -> impl Iterator<Item = (usize, usize)> {
    parts.parts().iter().filter_map(|(start, thing)| Some((*start, items.position(thing)?)))
}

/// What the part of the document at `position` is about, of the beginnings of the parts.
fn part_at(parts: &[(usize, usize)], position: usize) -> Option<Group> {
    let to = parts.partition_point(|(start, _)| *start <= position);
    parts[..to].last().map(|(_, item)| (*item, *item + 1))
}

/// The work that the line before a paragraph is the name of, where that goes on about it: 甲项目⏎总投资3亿元,由乙公司建设. Below the
/// number of an item so does what only tells a time: 【2】甲项目⏎2月签约,5月备案.
fn headed(text: &NormalizedText, sentence: &Sentence, items: &Items) -> Option<Group> {
    let heading = text.passages.get(sentence.passage.checked_sub(1)?)?.span;
    let paragraph = text.passages.get(sentence.passage)?.span;
    if paragraph.start != sentence.span.start {
        return None;
    }
    let (number, inside) = items.numbered(heading);
    let work = inside.first().filter(|work| family(work.kind) == EntityType::Project)?;
    let before = &text.text[heading.start..work.span.start];
    let mark = numbered_mark(before).unwrap_or(0);
    let behind = text.text[work.span.end..heading.end].trim_end_matches(['。', ':']);
    let remark = behind.starts_with('(') && behind.ends_with(')') || behind.starts_with("——");
    let named = (before.len() == mark || before.ends_with(':')) && (behind.is_empty() || remark);
    let words = sentence.span.of(&text.text);
    let below = || WORDS.below.begin(words) || mark > 0 && goes_on_below(words);
    (named && below()).then_some((number, number + 1))
}

/// Whether a sentence below the name of an item tells when, or who owns it, and so of the item.
fn goes_on_below(words: &str) -> bool {
    time_prefix(words) > 0 || WORDS.owner.begin(words)
}

/// Projects and infrastructure are told of alike.
fn family(kind: EntityType) -> EntityType {
    match kind {
        EntityType::Infrastructure => EntityType::Project,
        kind => kind,
    }
}
