//! Figures of works that no mention is.

use super::super::named::Named;
use super::super::rules::Nature;
use super::super::sentence::{Line, Reader, Spot};
use super::super::stranger;
use super::super::subject::Basis;
use super::{WORDS, is_work};
use crate::entity::EntityType;
use crate::extraction::{EntityRef, Unit};
use crate::text::{NormalizedSpan, Quantity, phase};

impl Reader<'_> {
    /// Whether a cost is that of a work behind it which no mention is, and not of the work before: 甲项目、投资2亿元的|综合楼|竣工.
    pub(super) fn is_of_unnamed_work(&self, spot: Spot<'_>, named: &Named, subject: &EntityRef) -> bool {
        let Spot { frame, quantity, .. } = spot;
        let works =
            matches!(subject.kind, EntityType::Project | EntityType::Infrastructure | EntityType::Park);
        let text = &self.source.text.text;
        let before = &text[frame.sentence.span.start..quantity.span.start];
        let opens = before.rsplit_once(['、', ',', ';']).is_some_and(|(_, cost)| {
            matches!(cost, "投资" | "总投资" | "计划投资" | "计划总投资" | "总投资约" | "投资约")
        });
        let Some(noun) = text[quantity.span.end..frame.sentence.span.end].strip_prefix('的') else {
            return false;
        };
        let from = frame.sentence.span.end - noun.len();
        let noun = noun.split(['、', ',', ';', ':', '。']).next().unwrap_or(noun);
        let here = from..from + noun.len();
        let is_named = || {
            noun.starts_with(&*subject.label)
                || frame.candidates.iter().any(|candidate| here.contains(&candidate.span.start))
        };
        works
            && named.unit == Unit::CNY
            && opens
            && !["项目", "工程", "企业"].iter().any(|same| noun.ends_with(same))
            && !is_named()
    }

    /// Whether the words beside a figure name a work that it is of and no mention is; remembers where that part is.
    pub(super) fn is_of_stranger(
        &self,
        spot: Spot<'_>,
        nature: Option<Nature>,
        subject: &EntityRef,
        basis: Basis,
    ) -> bool {
        let Spot { frame, quantity, around, .. } = spot;
        let text = &self.source.text.text;
        let works = is_work(subject.kind);
        let named_in = |range: &std::ops::Range<usize>| {
            frame.candidates.iter().any(|candidate| range.contains(&candidate.span.start))
        };
        // 乙公司投资3亿元的砂浆基地: of a work that the words name.
        let last = frame.candidates.iter().rev().find(|candidate| candidate.span.end <= quantity.span.start);
        let since = last.map_or(around.part, |last| last.span.end.max(around.part));
        let between = NormalizedSpan::new(since.min(quantity.span.start), quantity.span.start);
        // 甲基地位于|乙产业园|,占地300亩: a park that is named is no stranger.
        let strange = || match self.subjects.last_park(between) {
            Some(park) => {
                stranger::works(&text[since..park.start]) || stranger::works(&text[park.end..between.end])
            }
            None => stranger::works(between.of(text)),
        };
        let design = nature.is_some_and(|nature| nature.design);
        let behind = quantity.span.end..quantity.span.end + around.right.len();
        let attributed = || {
            WORDS.built.begin(around.right)
                && stranger::works(around.right)
                && !named_in(&behind)
                // 乙公司投资3亿元建设|二期项目: its own.
                && !(subject.kind == EntityType::Company && basis == Basis::Sentence && is_own_phase(around.right))
        };
        let told = !works
            && (design || self.is_after_completion(frame, quantity, around))
            && (strange() || attributed());
        // What goes on in the same part is of the same thing.
        let goes_on = || {
            (!works || basis != Basis::Sentence)
                && self.foreign.get().is_some_and(|(part, read)| {
                    part == around.part && !named_in(&(read..quantity.span.start))
                })
        };
        // 甲县引进的|乙公司|投资: a firm that is known owns what stands behind its name.
        let firm = last.filter(|last| last.entity.kind != EntityType::Place);
        let from = firm.map_or(around.from, |firm| firm.span.end.max(around.from)).min(quantity.span.start);
        let owned = || !works && stranger::owns(&text[from..quantity.span.start]);
        if told || goes_on() || owned() {
            self.foreign.set(Some((around.part, quantity.span.end)));
            return true;
        }
        let near = around.part..quantity.span.start;
        // 项目包括总投资3亿元的|甲项目: it stands behind.
        let behind = frame
            .candidates
            .iter()
            .any(|candidate| candidate.span.start >= quantity.span.end && candidate.entity == *subject);
        design && !behind && !named_in(&near) && stranger::is_named(&text[near])
    }

    /// Whether the words between the figure before and this one name a work that no mention is.
    pub(super) fn is_of_next(&self, frame: &Line<'_>, quantity: &Quantity, indicator: &str) -> bool {
        let text = &self.source.text.text;
        let at = frame.quantities.partition_point(|other| other.span.start < quantity.span.start);
        let Some(before) = at.checked_sub(1).map(|at| frame.quantities[at]) else { return false };
        let Some(words) = text.get(before.span.end..quantity.span.start) else { return false };
        // 甲铁路(总投资153亿元)、乙文化园(总投资80亿元)
        let Some(words) = words.strip_prefix(')').unwrap_or(words).strip_prefix('、') else { return false };
        let named = frame.candidates.iter().any(|candidate| candidate.span.start >= before.span.end);
        let designed = WORDS.designed.without_suffix(words).unwrap_or(words);
        if let Some((name, _)) = words.split_once('(') {
            return !named && name.chars().count() >= 4 && stranger::ends_as_work(name);
        }
        // What the figure is called may begin with the name.
        let name = if designed.len() < words.len() { designed } else { indicator };
        !named && name.chars().count() >= 5 && stranger::ends_as_work(name)
    }
}

/// Whether words behind a cost say that a phase is built, and not of what: 建设|二期项目.
fn is_own_phase(words: &str) -> bool {
    WORDS.built.without_prefix(words).is_some_and(|work| phase::leading(work).is_some())
}
