//! When a figure holds, and whether it was reached.

use super::around::Around;
use super::name::is_built;
use super::named::Named;
use super::sentence::{Line, Previous, Reader};
use crate::entity::EntityType;
use crate::extraction::{Modality, Unit};
use crate::text::{Measure, Period, PeriodUse, Quantity};

impl Reader<'_> {
    #[allow(clippy::too_many_arguments)] // as above
    pub(super) fn modality(
        &self,
        frame: &Line<'_>,
        quantity: &Quantity,
        around: Around<'_>,
        named: &Named,
        previous: Option<&Previous>,
        kind: EntityType,
        design: bool,
    ) -> Modality {
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
            return modality;
        }
        if let Some(previous) = previous.filter(|_| named.inherited) {
            return previous.modality;
        }
        let before = &text[frame.sentence.span.start..around.clause];
        let part = &text[around.part.min(around.clause)..around.clause];
        // An aim holds for all that is coordinated with it.
        if self.source.rules.last_modality(before).is_some_and(|modality| modality == Modality::Target) {
            return Modality::Target;
        }
        // A plan holds for the next figures too, unless they are said to be reached.
        let reached = self.source.rules.last_modality(part) == Some(Modality::Actual)
            || DONE.iter().any(|word| text[around.clause..quantity.span.start].contains(word));
        if let Some(previous) = previous.filter(|previous| {
            !part.is_empty() && matches!(previous.modality, Modality::Planned | Modality::Estimate)
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
                EntityType::Infrastructure => !FUTURE.iter().any(|word| sentence.contains(word)),
                _ => false,
            };
            let built = is_built(sentence) || stands && !named.indicator.contains("投资");
            return if built { Modality::Actual } else { Modality::Planned };
        }
        self.frames.of(frame.sentence.passage).modality.unwrap_or(Modality::Actual)
    }

    /// The time that the words from `from` to `position` name last; `Some(None)` when they end what was said before.
    pub(super) fn explicit(&self, frame: &Line<'_>, from: usize, position: usize) -> Option<Option<Period>> {
        let last = frame
            .times
            .iter()
            .rev()
            .filter(|time| time.span.end <= position && time.span.start >= from)
            .find(|time| matches!(time.used, PeriodUse::Time | PeriodUse::Reset))?;
        Some(last.period)
    }

    pub(super) fn period(
        &self,
        frame: &Line<'_>,
        quantity: &Quantity,
        around: Around<'_>,
        previous: Option<&Previous>,
        named: &Named,
    ) -> Option<Period> {
        let since = previous.filter(|_| named.inherited).map(|previous| previous.period);
        let text = &self.source.text.text;
        let own = self.explicit(frame, around.clause, quantity.span.start);
        // What has been reached in all so far is of no period.
        let stock = matches!(quantity.measure, Measure::Count(_))
            && text[around.clause..quantity.span.start].contains("累计");
        if stock {
            return own.flatten();
        }
        self.explicit(frame, frame.sentence.span.start, quantity.span.start)
            .or(since)
            .or(self.carried)
            .unwrap_or_else(|| self.frames.of(frame.sentence.passage).period)
    }
}

/// Verbs of what has been done.
const DONE: [&str; 6] = ["完成", "入驻", "竣工", "新开工", "投产", "到位"];

/// Words of a sentence about a road or a power station that does not stand yet.
pub(super) const FUTURE: [&str; 10] =
    ["建成后", "在建", "计划", "拟", "规划", "前期", "推进", "铺轨", "开工", "将"];
