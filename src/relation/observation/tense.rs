//! When a figure holds, and whether it was reached.

use super::around::Around;
use super::clock::is_founding;
use super::name::is_built;
use super::named::Named;
use super::sentence::{Line, Reader, Spot};
use super::subject::time::time_prefix;
use crate::entity::EntityType;
use crate::extraction::{EntityRef, Modality, Unit};
use crate::text::phase;
use crate::text::word_list::word_lists;
use crate::text::{Measure, NormalizedSpan, Period, PeriodUse, Quantity, TimeSpan};

word_lists! {
    pub(super) static WORDS: ObservationTenseWords = "observation_tense.csv";
    /// Words between a year and a cost that is planned for it.
    planned,
    /// Words behind which the figures of a finished work stand, beside 届时; all of them end in 后.
    after_completion,
    /// Verbs of what has been done.
    done,
    /// Verbs behind a sum that is invested, of what is built with it.
    building,
    /// Words behind it that say that it is still to be built.
    to_come,
    /// Words of a sentence about a road or a power station that does not stand yet.
    future,
    /// What a sentence begins with that lists what is expected.
    expected,
}

impl Reader<'_> {
    pub(super) fn modality(
        &self,
        spot: Spot<'_>,
        named: &Named,
        subject: &EntityRef,
        design: bool,
    ) -> Modality {
        let Spot { frame, quantity, around, previous, .. } = spot;
        let (kind, subject) = (subject.kind, &*subject.label);
        let text = &self.source.text.text;
        // 由14亿元增至20亿元 starts from what is.
        if around.left.ends_with(['由', '从'])
            || around.left.ends_with("由目前的")
            || around.left.ends_with("从目前的")
        {
            return Modality::Actual;
        }
        // 11个项目计划二季度开工 are planned.
        let behind =
            &text[quantity.span.end + named.behind..quantity.span.end + around.right.len().max(named.behind)];
        if named.unit == Unit::Project && named.behind > 0 && behind.starts_with("计划") {
            return Modality::Planned;
        }
        if let Some(modality) = self.source.rules.last_modality(&text[around.clause..quantity.span.start]) {
            // 达产后年产值将达2亿元 is what somebody expects.
            let expected =
                modality == Modality::Planned && !design && self.is_after_completion(frame, quantity, around);
            return if expected { Modality::Estimate } else { modality };
        }
        if let Some(previous) = previous.filter(|previous| named.inherited && !previous.start) {
            let to_come = self.is_to_come(frame, around.clause, quantity.span.start);
            return if to_come && previous.modality == Modality::Actual {
                Modality::Target
            } else {
                previous.modality
            };
        }
        // 目前产能利用率62% is of now, whatever was planned before.
        let now = frame.times.iter().any(|time| {
            time.used == PeriodUse::Reset
                && time.span.start >= around.clause
                && time.span.end <= quantity.span.start
        });
        if now && !design {
            return Modality::Actual;
        }
        if self.is_after_completion(frame, quantity, around) {
            return if design { Modality::Planned } else { Modality::Estimate };
        }
        let turned = around.part > frame.sentence.span.start
            && frame.candidates.iter().any(|candidate| candidate.span.start == around.part);
        let from = if turned { around.part } else { frame.sentence.span.start };
        let before = &text[from..around.clause.max(from)];
        let part = &text[around.part.min(around.clause)..around.clause];
        // An aim holds for all that is coordinated with it.
        let aimed = |words: &str| self.source.rules.last_modality(words) == Some(Modality::Target);
        if aimed(before) || !turned && self.continued(frame.sentence.passage).is_some_and(aimed) {
            return Modality::Target;
        }
        // 初步预计,产值增长8%,投资增长5%: all that the sentence lists is of its place, and no more than expected.
        if kind == EntityType::Place && self.is_expected(frame) {
            return Modality::Estimate;
        }
        // A plan holds for the next figures too, unless they are said to be reached.
        let reached = self.source.rules.last_modality(part) == Some(Modality::Actual)
            || WORDS.done.are_in(&text[around.clause..quantity.span.start])
            || self.is_over(frame, around.clause, quantity.span.start)
            || previous.is_some_and(|previous| {
                previous.evidence >= frame.sentence.span.start
                    && text.get(previous.end..quantity.span.start).is_some_and(is_built)
            });
        if let Some(previous) = previous.filter(|previous| {
            !part.is_empty()
                && previous.evidence >= frame.sentence.span.start
                // What a place has planned ends with its part of the sentence.
                && (previous.evidence >= around.part || previous.is_of_works())
                && matches!(previous.modality, Modality::Planned | Modality::Estimate)
                && (named.counted.is_none() || previous.counted.is_some())
        }) && !design
            && !reached
        {
            return previous.modality;
        }
        let works = matches!(kind, EntityType::Project | EntityType::Infrastructure | EntityType::Park);
        if design && works || named.indicator.ends_with("总投资") {
            let sentence = frame.sentence.span.of(text);
            let stands = match kind {
                EntityType::Park => true,
                EntityType::Infrastructure => !WORDS.future.are_in(sentence),
                _ => false,
            };
            // That a phase stands says nothing of the whole.
            let own =
                text[around.clause..frame.sentence.span.end].split([',', ';']).next().unwrap_or_default();
            let in_part = |clause: &str| {
                phase::named_beside(clause, subject).is_some()
                    || clause.contains("首条") && !subject.contains("首条")
            };
            let built = is_built(own)
                || if in_part(sentence) {
                    is_built(sentence)
                        && sentence.split([',', ';']).any(|clause| !in_part(clause) && is_built(clause))
                } else {
                    is_built(sentence)
                };
            let built = built || stands && !named.indicator.contains("投资");
            return if built { Modality::Actual } else { Modality::Planned };
        }
        // 投资3亿元扩建二期,预计年底投产: not spent yet.
        let rest = &text[quantity.span.end..frame.sentence.span.end];
        if named.unit == Unit::CNY
            && named.indicator.ends_with("投资")
            && !WORDS.done.are_in(&text[around.clause..quantity.span.start])
            && WORDS.building.begin(rest)
            && WORDS.to_come.are_in(rest)
            && !is_built(rest)
        {
            return Modality::Planned;
        }
        // What is said of a year to come is aimed at.
        if self.is_to_come(frame, frame.sentence.span.start, quantity.span.start) {
            return Modality::Target;
        }
        let over = || self.is_over(frame, frame.sentence.span.start, quantity.span.start);
        // Below 目标: what a year that is over has come to is no aim.
        let framed = self.frames.of(frame.sentence.passage).modality;
        let framed = framed.filter(|modality| *modality != Modality::Target || !over());
        // 今年,甲县将……。新增企业5家: what the paragraph goes on with is aimed at, too.
        let intended = || {
            self.intended.get(spot.at).is_some_and(|intended| *intended)
                && self.source.rules.last_modality(part) != Some(Modality::Actual)
                && !over()
        };
        framed.unwrap_or_else(|| if intended() { Modality::Target } else { Modality::Actual })
    }

    /// Whether a sentence begins with what is expected, and lists figures: 预计全年产值12亿元、增长8%;投资增长5%.
    fn is_expected(&self, frame: &Line<'_>) -> bool {
        let words = frame.sentence.span.of(&self.source.text.text);
        let words = &words[time_prefix(words)..];
        let Some(behind) = WORDS.expected.without_prefix(words) else { return false };
        let first = behind.split([';', '。']).next().unwrap_or(behind);
        first.contains(|c: char| c.is_ascii_digit())
    }

    /// Whether the time named last between `from` and `position` lies in a year to come.
    fn is_to_come(&self, frame: &Line<'_>, from: usize, position: usize) -> bool {
        let now = self.frames.anchor.year;
        // 今年4月投产 ends what was said of a year to come.
        let last = frame.times.iter().rev().find(|time| time.span.start >= from && time.span.end <= position);
        if last.is_some_and(|last| {
            last.used == PeriodUse::Event
                && last.period.zip(now).is_some_and(|(period, now)| period.from.year() <= now)
        }) {
            return false;
        }
        let named = self.explicit(frame, from, position).flatten();
        // 到2030年: without a date, and without another year, what is up to a year is to come.
        let aimed = || last.is_some_and(|last| self.source.text.text[..last.span.start].ends_with('到'));
        match now {
            Some(now) => named.is_some_and(|period| period.to.unwrap_or(period.from).year() > now),
            None => named.is_some() && aimed(),
        }
    }

    /// Whether the plan of a year for a work is told: 2025年计划投资3亿元, but not 2025年计划总投资.
    pub(super) fn is_yearly_plan(&self, frame: &Line<'_>, quantity: &Quantity, around: Around<'_>) -> bool {
        let text = &self.source.text.text;
        let time = frame.times.iter().rev().find(|time| {
            time.used == PeriodUse::Time
                && time.span.start >= around.clause
                && time.span.end <= quantity.span.start
        });
        time.is_some_and(|time| {
            let words = &text[time.span.end..quantity.span.start];
            WORDS.planned.has(words)
        })
    }

    /// Whether the words from `from` to `position` name a year that is over.
    fn is_over(&self, frame: &Line<'_>, from: usize, position: usize) -> bool {
        let named = self.explicit(frame, from, position).flatten();
        let now = self.frames.anchor.year;
        named.zip(now).is_some_and(|(period, now)| period.to.unwrap_or(period.from).year() < now)
    }

    /// The passage before, when passage number `passage` goes on with its sentence.
    fn continued(&self, passage: usize) -> Option<&str> {
        let before = self.source.text.passages.get(passage.checked_sub(1)?)?;
        Some(before.span.of(&self.source.text.text)).filter(|words| words.ends_with(';'))
    }

    /// Whether the figure is one that a work will have once it stands: 达产后年产值3亿元.
    pub(super) fn is_after_completion(
        &self,
        frame: &Line<'_>,
        quantity: &Quantity,
        around: Around<'_>,
    ) -> bool {
        let words = NormalizedSpan::new(around.part, quantity.span.start);
        let (text, marks) = (&self.source.text.text, self.source.text.landmarks.within(words));
        let completed = marks.iter().rev().find_map(|mark| match mark.character {
            '后' => WORDS
                .after_completion
                .without_suffix(&text[words.start..mark.end()])
                .map(|before| words.start + before.len()),
            '届' => text[mark.at..words.end].starts_with("届时").then_some(mark.at),
            _ => None,
        });
        // A time named since then begins something else.
        completed.is_some_and(|at| {
            !frame.times.iter().any(|time| {
                time.used == PeriodUse::Time && time.span.start > at && time.span.end <= quantity.span.start
            })
        })
    }

    /// Whether the time at `span` is that of the first of two figures and `position` stands behind it: 由去年的3亿元增至5亿元.
    fn is_start(&self, frame: &Line<'_>, span: NormalizedSpan, position: usize) -> bool {
        let first = |quantity: &&Quantity| quantity.span.start >= span.end && quantity.span.end <= position;
        self.source.text.text[..span.start].ends_with(['由', '从']) && frame.quantities.iter().any(first)
    }

    /// Whether a time stands in a bracket before `position` that says more than it: 支出(扣除2022年专项资金外)增长.
    pub(super) fn is_aside(&self, time: NormalizedSpan, position: usize) -> bool {
        let text = &self.source.text.text;
        let closed = text.get(time.end..position).and_then(|behind| behind.split_once(')'));
        // 产值(2023年)增长: where the time is all of it, it is that of the figure.
        let alone = text[..time.start].ends_with('(');
        closed.is_some_and(|(inside, _)| !(inside.contains('(') || inside.is_empty() && alone))
    }

    /// The time that the words from `from` to `position` name last; `Some(None)` when they end what was said before.
    pub(super) fn explicit(&self, frame: &Line<'_>, from: usize, position: usize) -> Option<Option<Period>> {
        let last = frame
            .times
            .iter()
            .rev()
            .filter(|time| time.span.end <= position && time.span.start >= from)
            .filter(|time| !self.is_start(frame, time.span, position))
            .filter(|time| !is_founding(&self.source.text.text[..time.span.start]))
            .filter(|time| !self.is_aside(time.span, position))
            .find(|time| matches!(time.used, PeriodUse::Time | PeriodUse::Reset))?;
        Some(last.period)
    }

    pub(super) fn period(&self, spot: Spot<'_>, named: &Named, plans: bool) -> Option<Period> {
        let Spot { frame, quantity, around, previous, .. } = spot;
        let started = || {
            let mut times = frame.times.iter().filter(|time| time.span.start >= around.clause);
            times.any(|time| self.is_start(frame, time.span, quantity.span.start))
        };
        let since = previous
            .filter(|previous| named.inherited && !previous.start && !started())
            .map(|previous| previous.period);
        let text = &self.source.text.text;
        let own = self.explicit(frame, around.clause, quantity.span.start);
        // What has been reached in all so far is of no period.
        let stock = matches!(quantity.measure, Measure::Count(_))
            && text[around.clause..quantity.span.start].contains("累计");
        if stock {
            return own.flatten();
        }
        if own.is_none() && self.is_after_completion(frame, quantity, around) {
            return None;
        }
        // What a firm plans is not of the part of a year, or the year, that the sentence before told of.
        let now = self.frames.anchor.year;
        let over = |period: &Period| {
            !matches!(period.from, TimeSpan::Year(_)) || now.is_some_and(|now| period.from.year() < now)
        };
        let carried = self.carried.filter(|period| !plans || !period.as_ref().is_some_and(over));
        self.explicit(frame, frame.sentence.span.start, quantity.span.start)
            .or(since)
            .or(carried)
            .unwrap_or_else(|| self.frames.of(frame.sentence.passage).period)
    }
}
