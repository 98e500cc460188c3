//! Of what a figure is: a name or 全县 before it, the topic of the passage, or what the document is about.

mod candidate;
mod enumerated;
mod pointing;
mod referent;
mod sector;
pub(in crate::relation) mod time;
mod whole;

use super::Source;
use super::entry::Entries;
use super::focus::Focus;
use super::rules::Of;
use super::stranger;
use crate::entity::EntityType;
use crate::extraction::EntityRef;
use crate::linking::{LinkedMention, begun_before};
use crate::relation::item::Item;
use crate::relation::pointing::named;
use crate::relation::reference::{entity_ref, is_division_of, meaning, new_ref};
use crate::relation::section::report;
use crate::text::{NormalizedSpan, Sentence, phase};
use std::cell::OnceCell;
use std::rc::Rc;
use time::strip_time;

use crate::text::word_list::word_lists;
pub(super) use candidate::Candidate;
pub(super) use enumerated::counted_noun;
pub(super) use sector::{is_flow, is_own};

word_lists! {
    static WORDS: SubjectWords = "subject.csv";
    /// Verbs and adverbs that sentences of reports begin with when the government is their subject.
    governing,
    /// Verbs between a work and what it is made of.
    made_of,
    /// Verbs of who builds the work behind them.
    building,
}

/// How a subject was found; the surer first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Basis {
    /// Named, or pointed to, in the sentence.
    Sentence,
    /// The topic of an earlier sentence of the passage.
    Passage,
    /// What the passage or the document is about.
    Scope,
}

/// The subjects of one document.
pub(super) struct Subjects<'a> {
    source: Source<'a>,
    focus: Focus,
    /// By sentence: its candidates, worked out when first asked for.
    candidates: Vec<OnceCell<Rc<[Candidate]>>>,
    entries: Entries,
    /// The title is the name of something that no mention is.
    of_stranger: bool,
    /// A government reports.
    of_report: bool,
    /// The mentions that are items, worked out when first asked for.
    items: OnceCell<Vec<Item>>,
    /// By passage: the sector that it is about, worked out when first asked for.
    sectors: OnceCell<Vec<Option<EntityRef>>>,
}

impl<'a> Subjects<'a> {
    pub(super) fn new(source: Source<'a>) -> Self {
        let candidates = vec![OnceCell::new(); source.sentences.len()];
        let of_stranger = stranger::is_titled(source);
        Self {
            focus: Focus::new(source),
            entries: Entries::new(source),
            source,
            candidates,
            of_stranger,
            of_report: report::is_report(source.text),
            items: OnceCell::new(),
            sectors: OnceCell::new(),
        }
    }

    /// The sector that passage number `passage` is about.
    pub(super) fn sector(&self, passage: usize) -> Option<&EntityRef> {
        self.sectors.get_or_init(|| sector::sectors(self.source)).get(passage)?.as_ref()
    }

    /// Whether the document is the profile of something that no mention is.
    pub(super) fn is_profile_of_stranger(&self) -> bool {
        self.of_stranger
    }

    /// The mentions that are items.
    fn items(&self) -> &[Item] {
        let Source { text, mentions, gazetteer, .. } = self.source;
        self.items.get_or_init(|| named(text, mentions, gazetteer))
    }

    /// What passage number `passage` is an entry of.
    pub(super) fn head(&self, passage: usize) -> Option<&EntityRef> {
        self.entries.head(passage)
    }

    /// Whether passage number `passage` is an item about something that no mention is.
    pub(super) fn is_of_unknown(&self, passage: usize) -> bool {
        self.entries.is_of_unknown(passage)
    }

    /// Whether a quantity is part of a name.
    pub(super) fn in_name(&self, quantity: NormalizedSpan) -> bool {
        let mentions = self.source.mentions;
        let to = mentions.partition_point(|mention| mention.mention.span.start <= quantity.start);
        mentions[..to].iter().rev().take(12).any(|mention| {
            mention.mention.span.end >= quantity.end.min(mention.mention.span.end)
                && mention.mention.span.end > quantity.start
        })
    }

    /// The mentions of a span, outermost ones only.
    fn outermost(&self, span: NormalizedSpan) -> impl Iterator<Item = &'a LinkedMention> {
        let mentions = self.source.mentions;
        let from = begun_before(mentions, span.start);
        mentions[from..]
            .iter()
            .take_while(move |mention| mention.mention.span.start < span.end)
            .filter(|mention| !mention.mention.nested)
    }

    /// The thing whose name begins at `position`.
    pub(super) fn named_at(&self, position: usize) -> Option<EntityRef> {
        self.named_with_end(position).map(|(entity, _)| entity)
    }

    /// The thing whose name begins at `position`, with the end of the name.
    pub(super) fn named_with_end(&self, position: usize) -> Option<(EntityRef, usize)> {
        let found = self.outermost(NormalizedSpan::new(position, position + 1)).next()?;
        Some((meaning(found, self.source.gazetteer)?, found.mention.span.end))
    }

    /// Where the last park stands that is named in `span`, all of it.
    pub(super) fn last_park(&self, span: NormalizedSpan) -> Option<NormalizedSpan> {
        let parks = self.outermost(span).filter(|mention| mention.mention.kind == EntityType::Park);
        parks
            .map(|park| park.mention.span)
            .filter(|park| span.start <= park.start && park.end <= span.end)
            .last()
    }

    /// What figures of sentence number `at` can be of, in order of position.
    pub(super) fn candidates(&self, at: usize) -> Rc<[Candidate]> {
        let Some((sentence, cell)) = self.source.sentences.get(at).zip(self.candidates.get(at)) else {
            return Rc::default();
        };
        Rc::clone(cell.get_or_init(|| self.find_candidates(sentence).into()))
    }

    /// The nearest candidate of a sentence before `position` that a figure of `of` can be of; `clause` and `part` are where
    /// its clause and the part between `;` begin; `flow`: it is something earned or sold; `roads`: roads can have it.
    pub(super) fn nearest(
        candidates: &[Candidate],
        of: Of,
        position: usize,
        clause: usize,
        part: usize,
        flow: bool,
        roads: bool,
    ) -> Option<&Candidate> {
        let to = candidates.partition_point(|candidate| candidate.span.end <= position);
        let fits = |candidate: &&Candidate| {
            of.admits(candidate.entity.kind) && !candidate.listed && (roads || !candidate.is_road())
        };
        let found = candidates[..to].iter().rev().filter(fits).find(|candidate| {
            // Who founds a firm has not its capital.
            let firm = candidate.entity.kind == EntityType::Company;
            let object = candidate.object
                && candidate.span.start >= part
                && (!firm || matches!(of, Of::Firm | Of::Company))
                || of == Of::Firm && firm && candidate.span.start >= part;
            // What stands behind a semicolon is no figure of the work before it.
            let works = matches!(candidate.entity.kind, EntityType::Project | EntityType::Infrastructure);
            candidate.span.start >= clause
                || object
                || candidate.opens && (!works || candidate.span.start >= part)
        })?;
        // 甲项目占地320亩,建设乙生产线,建成后年产……: what is built is not the subject of what follows.
        let works = |kind| matches!(kind, EntityType::Project | EntityType::Infrastructure);
        if works(found.entity.kind) && !found.opens && found.span.start < clause {
            let owner = candidates[..to].iter().filter(fits).find(|candidate| {
                // 乙公司建成丙生产线,2024年产值……: what is earned is of the firm.
                let earns = flow && candidate.entity.kind == EntityType::Company;
                candidate.opens && (works(candidate.entity.kind) || earns) && candidate.span.start >= part
            });
            if let Some(owner) = owner {
                return Some(owner);
            }
        }
        // A place inside a clause that begins with something else belongs to the words of the figure.
        let inside = !found.opens && found.entity.kind == EntityType::Place && found.span.start >= clause;
        let opener = candidates[..to]
            .iter()
            .filter(fits)
            .find(|candidate| candidate.opens && candidate.span.start >= clause);
        Some(opener.filter(|_| inside).unwrap_or(found))
    }

    /// Whether a sentence begins with a body that has no figures of its own, so that it is not about what went before.
    pub(super) fn has_speaker(&self, sentence: &Sentence) -> bool {
        let text = &self.source.text.text;
        self.outermost(sentence.span).any(|mention| {
            mention.mention.kind == EntityType::Organization
                && strip_time(&text[sentence.span.start..mention.mention.span.start]).is_empty()
        })
    }

    /// What the sentences before in the passage are about, as far as `of` admits. Projects carry over only to
    /// figures of their design (`works`): 产值 in the next sentence is rather that of the place.
    pub(super) fn topic(&self, sentence: usize, of: Of, works: bool) -> Option<EntityRef> {
        let sentences = self.source.sentences;
        let passage = sentences.get(sentence)?.passage;
        let before = (0..sentence).rev().take_while(|other| sentences[*other].passage == passage).take(4);
        let text = &self.source.text.text;
        let mut turned = self.is_of_government(sentences[sentence].span.of(text));
        for other in before {
            let candidates = self.candidates(other);
            let mut openers = candidates.iter().filter(|candidate| candidate.opens && !candidate.listed);
            let several = openers.next().is_some_and(|first| {
                openers.any(|other| other.entity.kind == first.entity.kind && other.entity != first.entity)
            });
            // A province that begins a sentence about 我市 is its background.
            let topics = || {
                candidates.iter().filter(|candidate| {
                    candidate.entity.code.as_ref().is_none_or(|code| !code.as_str().ends_with("0000"))
                })
            };
            let turns_after = |topic: &Candidate| {
                candidates.iter().any(|later| {
                    later.opens
                        && later.span.start > topic.span.end
                        && later.entity != topic.entity
                        && self.source.text.text[topic.span.end..later.span.start].contains(';')
                })
            };
            let found = match of {
                Of::Route | Of::Works => topics().rev().find(|candidate| {
                    matches!(candidate.entity.kind, EntityType::Project | EntityType::Infrastructure)
                        && !self.is_part(sentences[other].span.start, candidate, &candidates)
                }),
                Of::Firm => topics().rev().find(|candidate| candidate.entity.kind == EntityType::Company),
                _ if works && let Some(built) = self.closing_work(&sentences[other], &candidates) => {
                    Some(built)
                }
                _ => topics().find(|candidate| {
                    let kind = candidate.entity.kind;
                    let carries = works || !matches!(kind, EntityType::Project | EntityType::Infrastructure);
                    // What only the first of several parts is about is not the topic.
                    let whole = kind == EntityType::Place || !turns_after(candidate);
                    candidate.leads && !candidate.listed && of.admits(kind) && carries && whole
                }),
            };
            // A sentence about several things, or about a work, leaves the next one to what the passage is about.
            let other_topic = !matches!(of, Of::Route | Of::Works | Of::Firm)
                && (several || found.is_none() && topics().any(|candidate| candidate.leads));
            if other_topic {
                return None;
            }
            if let Some(found) = found {
                let place = found.entity.kind == EntityType::Place;
                let part = place || found.entity.kind == EntityType::Park;
                let aside = part && self.is_aside(passage, &found.entity);
                return ((place || !turned) && !aside).then(|| found.entity.clone());
            }
            turned |= self.is_of_government(sentences[other].span.of(text));
        }
        None
    }

    /// The only project of a sentence that ends with it and says that somebody builds it: 甲公司在青石县|建设|乙项目。|总投资3亿元
    fn closing_work<'c>(&self, sentence: &Sentence, candidates: &'c [Candidate]) -> Option<&'c Candidate> {
        let text = &self.source.text.text;
        let mut works = candidates.iter().filter(|it| it.entity.kind == EntityType::Project);
        let (work, None) = (works.next()?, works.next()) else { return None };
        let behind = &text[work.span.end..sentence.span.end];
        let before = text[sentence.span.start..work.span.start].trim_end_matches(['了', '“']);
        let built =
            WORDS.building.end(before) && behind.trim_start_matches('”').trim_end_matches('。').is_empty();
        (built && !work.listed).then_some(work)
    }

    /// Whether a work is one of those that another one before it in its sentence is made of: 甲项目包括乙、丙.
    fn is_part(&self, from: usize, candidate: &Candidate, all: &[Candidate]) -> bool {
        let words = &self.source.text.text[from..candidate.span.start];
        let Some((at, _, ())) = WORDS.made_of.last(words, |_, _| true) else { return false };
        // 项目建设包括乙、丙: of the work that is spoken of.
        let clause = words[..at].rsplit([',', ';', '。']).next().unwrap_or_default();
        let bare = ["项目", "工程", "该项目", "该工程"].iter().any(|noun| clause.starts_with(noun));
        let whole = || {
            all.iter().any(|whole| {
                whole.span.end <= from + at
                    && matches!(whole.entity.kind, EntityType::Project | EntityType::Infrastructure)
            })
        };
        !words[at..].contains(';') && (bare || whole())
    }

    /// The work or park that a sentence of a passage up to number `sentence` began with last: what 全部建成 speaks of. Of a
    /// phase it is the whole.
    pub(super) fn whole_work(&self, sentence: usize) -> Option<EntityRef> {
        use EntityType::{Infrastructure, Park, Project};
        let sentences = self.source.sentences;
        let passage = sentences.get(sentence)?.passage;
        let first = sentences[..sentence].partition_point(|other| other.passage < passage);
        let last = (first..=sentence).rev().find_map(|at| {
            let candidates = self.candidates(at);
            let whole = candidates.iter().find(|candidate| {
                candidate.leads
                    && !candidate.listed
                    && matches!(candidate.entity.kind, Project | Infrastructure | Park)
            });
            whole.map(|candidate| candidate.entity.clone())
        })?;
        let base = phase::whole(&last.label);
        Some(
            base.filter(|_| last.kind == Project).map_or_else(|| last.clone(), |base| new_ref(base, Project)),
        )
    }

    /// Whether a place or a park is a part of the place whose government reports: 甲县列入全省名单。|实施上市计划,…… is told of its city.
    pub(super) fn is_aside(&self, passage: usize, place: &EntityRef) -> bool {
        let whole = self.focus.place(passage).filter(|_| self.of_report);
        // A town has no code.
        whole.is_some_and(|whole| {
            place.code.is_none() || is_division_of(place, &entity_ref(whole, self.source.gazetteer))
        })
    }

    /// Whether a sentence without a subject tells what the government of the place does, and not what a thing named
    /// before does: 加大招商力度. In the profile of a firm or a park it may be their doing.
    fn is_of_government(&self, words: &str) -> bool {
        !self.focus.has_company() && self.focus.park.is_none() && WORDS.governing.begin(words)
    }

    /// What a passage is about: its county, or the park of the title, or its prefecture.
    pub(super) fn scope(&self, passage: usize, of: Of) -> Option<EntityRef> {
        let scopes = self.source.scopes;
        let place = || {
            // What the government of its city reports is not told of the county that a passage begins with.
            let whole = self.focus.place(passage).filter(|_| self.of_report);
            let county = whole.or_else(|| self.focus.county(passage)).or_else(|| self.focus.place(passage));
            let place = county
                .or_else(|| scopes.speaker().map(|focus| focus.place))
                .or_else(|| scopes.prefecture(passage).map(|focus| focus.place))?;
            // A passage that begins with a town is about the town, but for what the government of its county reports.
            let town = scopes.county(passage).filter(|focus| focus.place == place && !self.of_report);
            let place = town.and_then(|focus| focus.town).unwrap_or(place);
            Some(entity_ref(place, self.source.gazetteer))
        };
        let admitted = |entity: &EntityRef| of.admits(entity.kind);
        let start = self.source.text.passages.get(passage).map_or(0, |passage| passage.span.start);
        let profiled = [self.focus.park.as_ref(), self.focus.company(start)];
        let profiled = profiled.into_iter().flatten().find(|entity| admitted(entity));
        let work = self.focus.work.as_ref().filter(|work| admitted(work) && self.tells_of(passage, work));
        profiled.or(work).cloned().or_else(|| place().filter(admitted))
    }

    /// Whether a passage of the profile of a work goes on with the work: it begins with it, or names no division.
    fn tells_of(&self, passage: usize, work: &EntityRef) -> bool {
        let Some(passage) = self.source.text.passages.get(passage) else { return false };
        let first = self.outermost(passage.span).next();
        let begins =
            first.and_then(|first| meaning(first, self.source.gazetteer)).is_some_and(|it| it == *work);
        begins || !Focus::names_division(self.source, passage)
    }
}
