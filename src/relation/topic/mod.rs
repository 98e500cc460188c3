//! What clauses without a subject of their own are about: in 甲项目由乙公司承建,总投资3亿元,预计年底投产 the last
//! two are about 甲项目.

mod clause;
mod road;
mod wording;

use super::item::{Item, Items};
use super::list::separator;
use super::observation::subject::time::time_prefix;
use super::pointing::is_timed;
use super::related::{is_attribute, is_related};
use crate::entity::EntityType;
use crate::text::landmark::Landmark;
use crate::text::word_list::word_lists;
use crate::text::{NormalizedSpan, NormalizedText, Sentence};

use clause::Group;
use road::goes_on;
use wording::{COLLECTIVE, has_unknown_work, is_collective, is_field};

pub(super) use clause::Clause;
pub(super) use road::{is_route_end, main_road};

word_lists! {
    pub(in crate::relation) static WORDS: TopicWords = "topic.csv";
    /// What is told of a project behind its name.
    told,
    /// Words that no name of a project holds.
    no_name,
    /// What is behind a clause that says who speaks.
    said,
    /// Labels of the fields of a form.
    field,
    /// Words before a station, a road or a centre that is only met on the way.
    aside,
    /// Verbs of which a park is the work.
    builds,
    /// What is done to a park behind its name.
    developed,
    /// Nouns of which a number is a subject of its own.
    collective_noun,
    /// Words that make them all or the rest: 所有|项目.
    collective,
    /// What somebody does with a number of them.
    has_some,
    /// Words behind a place that is the subject of what follows.
    governing,
    /// What stands before the ends of a route.
    route_end,
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
    /// What is told of two roads that meet.
    meets,
    /// What others do who found a firm or take it over.
    founded,
}

/// Follows the topics through a document, sentence by sentence.
#[derive(Debug, Default)]
pub(super) struct Topics {
    /// The firms that the document is a profile of, the numbers of items, with where the part of each begins: every passage
    /// of it is about the firm.
    firms: Vec<(usize, usize)>,
    /// The parks that the document or a part of it is a profile of, likewise.
    parks: Vec<(usize, usize)>,
    /// The road that the whole document is about.
    road: Option<Group>,
    /// The work that the whole document is a profile of.
    whole: Option<Group>,
    passage: usize,
    work: Option<Group>,
    company: Option<Group>,
    park: Option<Group>,
    /// Whether its sentence is about the park, and does not only name it on the way.
    park_leads: bool,
    /// Of what kind the thing is that the sentence begins with, or the last one that began with something.
    lead: Option<EntityType>,
    /// Which of the topics are subjects of the sentence.
    subjects: Subjects,
    clauses: Vec<Clause>,
}

/// How far into a sentence the park that it is about may stand, in bytes.
const OPENING: usize = 40;

#[derive(Debug, Default)]
struct Subjects {
    work: bool,
    company: bool,
    park: bool,
}

impl Topics {
    /// The topics of a document that is a profile of `firms` or of a park, if it is one of any.
    pub(super) fn about(
        firms: Vec<(usize, usize)>,
        parks: Vec<(usize, usize)>,
        road: Option<usize>,
        whole: Option<usize>,
    ) -> Self {
        let one = |item: Option<usize>| item.map(|item| (item, item + 1));
        let mut topics = Self { firms, parks, road: one(road), whole: one(whole), ..Self::default() };
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
        let text = text.text.as_str();
        if sentence.passage != self.passage {
            // 建设单位:甲公司 goes on with the work of the line before.
            let field = is_field(sentence.span.of(text));
            let work = self.work.filter(|_| field);
            // 地址:甲镇乙村 stands below what tells of the firm.
            let company = self.company.filter(|_| field);
            *self = Self {
                passage: sentence.passage,
                clauses: std::mem::take(&mut self.clauses),
                work,
                company: self.firm_at(sentence.span.start).or(company),
                firms: std::mem::take(&mut self.firms),
                parks: std::mem::take(&mut self.parks),
                road: self.road,
                whole: self.whole,
                ..Self::default()
            };
            // 沿线经过甲县、乙县: the next paragraph goes on with the road.
            let words = sentence.span.of(text);
            if self.work.is_none() && self.road.is_some() && goes_on(&words[time_prefix(words)..]) {
                self.work = self.road;
            }
        }
        self.clauses.clear();
        self.subjects = Subjects::default();
        if !std::mem::take(&mut self.park_leads) {
            self.park = None;
        }
        let (first, inside) = items.numbered(sentence.span);
        // In the profile of a park what names nobody else is told of it: 主导产业为…….
        let other = |item: &Item| {
            matches!(
                item.kind,
                EntityType::Park | EntityType::Place | EntityType::Company | EntityType::Organization
            )
        };
        if self.park.is_none() && !self.parks.is_empty() && !inside.iter().any(other) {
            self.park = part_at(&self.parks, sentence.span.start);
        }
        // 1974年12月竣工: in the profile of a work what names nobody is told of it.
        let doer = |item: &Item| family(item.kind) == EntityType::Project || other(item);
        if self.work.is_none()
            && self.whole.is_some()
            && time_prefix(sentence.span.of(text)) > 0
            && !inside.iter().any(doer)
        {
            self.work = self.whole;
        }
        // 甲县境内长3公里: a paragraph of the road.
        if self.work.is_none()
            && let Some(item) = inside.first()
            && item.kind == EntityType::Place
            && item.span.start == sentence.span.start
            && WORDS.part_of_road.begin(&text[item.span.end..sentence.span.end])
        {
            self.work = self.road;
        }
        if let Some(item) = inside.first() {
            self.turn(sentence.span.of(text), item, item.span.start - sentence.span.start);
            // 甲县乙产业园……: the place is where the park is.
            let first = inside.iter().find(|item| item.kind != EntityType::Place).unwrap_or(item);

            let opens = first.span.start - sentence.span.start <= OPENING;
            self.park_leads = first.kind == EntityType::Park && opens;
            let aside = text[sentence.span.start..first.span.start]
                .ends_with(['在', '由', '与', '从', '对', '于', '户', '驻', '处', '址']);
            if opens && !aside && matches!(first.kind, EntityType::Park | EntityType::Company) {
                self.lead = Some(first.kind);
            }
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
            let words = span.of(text);
            start = span.end;
            let names = inside.get(next).is_some_and(|item| item.span.start < span.end);
            // 乙县100兆瓦独立储能|项目开工: a place in its name makes it no known work.
            let only_places = || {
                let here = inside[next..].iter().take_while(|item| item.span.start < span.end);
                here.clone().count() > 0 && here.clone().all(|item| item.kind == EntityType::Place)
            };
            let has = |wanted: &[char]| marks.iter().any(|mark| wanted.contains(&mark.character));
            if (!names || has(&['项']) && only_places()) && has(&['项']) && has_unknown_work(words) {
                self.work = None;
            }
            // 开业的3个项目,累计完成投资……: of all of them, and of none named before.
            if !names && has(&COLLECTIVE) && is_collective(words) {
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
                work: self.work,
                company: self.company,
                park: self.park,
                lead: self.lead,
            });
            let from = next;
            while inside.get(next).is_some_and(|item| item.span.start < span.end) {
                next += 1;
            }
            self.learn(text, span, &inside[from..next], first + from);
            // 甲公司投资……;|乙公司投资……: each part has a subject of its own.
            if words.ends_with(';') {
                self.subjects = Subjects::default();
            }
            // What somebody says is about something else, unless he speaks for the work: 甲项目负责人说,…….
            let speaks = || {
                let here = inside[from..next].iter();
                here.clone().count() == 1 && here.clone().all(|item| family(item.kind) == EntityType::Project)
            };
            if WORDS.said.end(words) && !speaks() {
                self.work = None;
            }
        }
        &self.clauses
    }

    /// A sentence that begins with something else is no longer about the work before.
    fn turn(&mut self, words: &str, first: &Item, offset: usize) {
        const NEAR: usize = 12;
        let before = &words[..offset.min(words.len())];
        // 系|甲公司全资子公司: still about the subsidiary; 途经|甲镇: still about the road.
        let on_way = || first.kind == EntityType::Place && (WORDS.on_way.end(before) || is_route_end(before));
        // 位于|甲经开区: where the firm before it is.
        let site = || before.ends_with(['于', '户', '驻', '处', '址']);
        // 甲县境内长3公里: what part of the road that is.
        let part = || {
            first.kind == EntityType::Place
                && words
                    .get(offset + first.span.len()..)
                    .is_some_and(|behind| WORDS.part_of_road.begin(behind))
        };
        let timed = before.trim_end_matches(',').len() <= time_prefix(words);
        if offset > NEAR && !timed
            || before.ends_with(['在', '由', ':', '系', '是', '属'])
            // 业主为|甲公司, 投资方|甲公司: still about the work.
            || WORDS.owner.end(before.strip_suffix('为').unwrap_or(before))
            || on_way()
            || site()
            || part()
        {
            return;
        }
        match first.kind {
            EntityType::Company | EntityType::Park | EntityType::Place | EntityType::Organization => {
                self.work = None;
                // 甲镇将……作为: the town is the subject, and no firm.
                let governs = first.kind == EntityType::Place
                    && offset == 0
                    && WORDS.governing.begin(&words[first.span.len()..]);
                if first.kind != EntityType::Place || governs {
                    self.company = None;
                }
            }
            _ => {}
        }
    }

    /// What a clause speaks of is the topic of the clauses after it.
    fn learn(&mut self, text: &str, clause: NormalizedSpan, items: &[Item], number: usize) {
        let mut at = 0;
        let (mut work, mut company, mut park) = (None, None, None);
        while let Some(item) = items.get(at) {
            let kind = family(item.kind);
            let mut end = at + 1;
            while let (Some(last), Some(following)) = (items.get(end - 1), items.get(end)) {
                let between = &text[last.span.end..following.span.start];
                let joined = separator(between).is_some_and(|length| length == between.len());
                // 甲公司与乙公司签约,投资…… is about 甲公司.
                let joined = joined && !(kind == EntityType::Company && matches!(between, "与" | "同"));
                // 甲高速与乙高速|交于丙枢纽 is about 甲高速.
                let met = matches!(between, "与" | "同" | "和")
                    && WORDS.meets.begin(&text[following.span.end..clause.end]);
                let joined = joined && !met;
                if !joined || family(following.kind) != kind {
                    break;
                }
                end += 1;
            }
            let group = Some((number + at, number + end));
            // 系|甲公司|全资子公司: the parent isn't what is spoken of, nor is who is only dealt with.
            let span = NormalizedSpan::new(item.span.start, items[end - 1].span.end);
            // 甲集团|旗下|乙公司投资……: the subsidiary does.
            let owns = items.get(end).is_some_and(|next| {
                next.kind == EntityType::Company
                    && matches!(
                        &text[span.end..next.span.start],
                        "旗下"
                            | "旗下的"
                            | "下属"
                            | "下属的"
                            | "所属"
                            | "所属的"
                            | "控股的"
                            | "旗下企业"
                            | "全资子公司"
                            | "子公司"
                            | "控股子公司"
                    )
            });
            if kind == EntityType::Company && (owns || is_related(text, span)) {
                at = end;
                continue;
            }
            // 乙高铁设丙站, 与丁中心联动: a thing on the way.
            let before = &text[clause.start..item.span.start];
            // 接入|甲铁路乙站: the station is as little spoken of as its railway.
            let chained = items[..at].iter().rev().scan(item.span.start, |start, left| {
                let joins = left.span.end == *start && left.kind == EntityType::Infrastructure;
                *start = left.span.start;
                joins.then_some(*start)
            });
            let chain = chained.last().map_or(before, |start| &text[clause.start..start]);
            let aside = || WORDS.aside.end(chain) || is_route_end(before);
            if item.kind == EntityType::Infrastructure && aside() || is_attribute(text, item.span) {
                at = end;
                continue;
            }
            // 其中|甲公司成立于……
            let timed = item.span.start <= clause.start + OPENING && is_timed(before);
            let opens = timed || item.span.start <= clause.start + 3;
            // 甲公司建设的乙项目,位于……: the project is spoken of, and who builds it only on the way.
            if kind == EntityType::Project && text[clause.start..item.span.start].ends_with('的') {
                company = None;
            }
            // 甲公司由|乙集团、丙集团|合资兴办,……: who founded it is not what is spoken of.
            let founders = || {
                kind == EntityType::Company
                    && before.ends_with('由')
                    && (items[..at].iter().any(|item| item.kind == EntityType::Company)
                        || before == "由" && self.subjects.company)
                    && WORDS.founded.are_in(&text[span.end..clause.end])
            };
            if founders() {
                at = end;
                continue;
            }
            // 依托|甲园区,……: what somebody builds on is not what is spoken of.
            let used = || ["依托", "借助", "凭借", "借力"].iter().any(|word| before.ends_with(word));
            if matches!(kind, EntityType::Company | EntityType::Park) && used() {
                at = end;
                continue;
            }
            // A park that is being built is a work.
            let built = WORDS.builds.end(&text[clause.start..item.span.start]);
            if built && kind == EntityType::Park {
                work = group.map(|group| (group, true));
            }
            let opens = opens || built && kind == EntityType::Project;
            // 加快甲园区建设,……: what follows is rather about the place.
            let developed = || WORDS.developed.begin(&text[span.end..clause.end]);
            if kind == EntityType::Park && !opens && developed() {
                at = end;
                continue;
            }
            let slot = match kind {
                EntityType::Project => &mut work,
                EntityType::Company => &mut company,
                EntityType::Park => &mut park,
                _ => &mut None,
            };
            // What opens a clause is its subject; of others the last.
            match slot {
                Some((_, true)) => {}
                slot => *slot = group.map(|group| (group, opens)),
            }
            at = end;
        }
        take(&mut self.work, &mut self.subjects.work, work);
        take(&mut self.company, &mut self.subjects.company, company);
        take(&mut self.park, &mut self.subjects.park, park);
    }
}

/// What the part of the document at `position` is about, of the beginnings of the parts.
fn part_at(parts: &[(usize, usize)], position: usize) -> Option<Group> {
    let to = parts.partition_point(|(start, _)| *start <= position);
    parts[..to].last().map(|(_, item)| (*item, *item + 1))
}

/// Lets what a clause speaks of be the topic, unless the sentence has a subject and the clause only mentions it.
fn take(topic: &mut Option<Group>, is_subject: &mut bool, spoken: Option<(Group, bool)>) {
    if let Some((group, opens)) = spoken.filter(|(_, opens)| *opens || !*is_subject) {
        *topic = Some(group);
        *is_subject = opens;
    }
}

/// Projects and infrastructure are told of alike.
fn family(kind: EntityType) -> EntityType {
    match kind {
        EntityType::Infrastructure => EntityType::Project,
        kind => kind,
    }
}
