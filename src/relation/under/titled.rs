//! What the title of a document, or its first sentence, tells of the works that it names.

use super::{Page, WORDS};
use crate::relation::rule::Rule;
use crate::text::{NormalizedSpan, Passage};

/// How many passages may stand before the text begins: a title, a date, who wrote it.
const LEADS: usize = 5;

impl Page<'_> {
    /// Where the first sentence of the text ends, where it tells what the works named in it are met for:
    /// 甲市昨日举行重大项目集中开工仪式.
    pub(super) fn led(&self, rule: &Rule) -> Option<usize> {
        let text = &self.text.text;
        let body = |passage: &&Passage| passage.span.of(text).contains('。');
        let first = self.text.passages.iter().take(LEADS).find(body)?;
        let sentence = first.span.of(text).split('。').next()?;
        let (at, told, ()) = rule.heading.first(sentence)?;
        // 集中签约|、开工、投产一批项目: which of them have come how far, others tell.
        if goes_on(&sentence[at + told.len()..]) {
            return None;
        }
        let met = ["仪式", "活动", "项目"].iter().any(|noun| sentence.contains(noun));
        // 甲县签约乙项目;丙市举行集中开工仪式: news of several, each of its own.
        let alone = !sentence[..at].contains(';');
        (met && alone && !rule.unless_before.are_in(&sentence[..at]))
            .then_some(first.span.start + sentence.len())
    }

    /// Whether a sentence stands under the title of a rule, or is one of the first few behind what tells the same.
    pub(super) fn is_under(&self, rule: &Rule, sentence: NormalizedSpan) -> bool {
        /// How many sentences tell of the works that the first one announces.
        const FEW: usize = 3;
        let titled = |title: NormalizedSpan| heads(rule, title.of(&self.text.text));
        self.sections.title().is_some_and(titled)
            || self.led(rule).is_some_and(|end| {
                let between = self.text.text.get(end..sentence.start);
                between.is_none_or(|between| between.matches('。').nth(FEW).is_none())
            })
    }
}

/// Whether a title has the words of a rule, and they alone tell how far works have come: 集中签约, but not 集中签约|动工.
fn heads(rule: &Rule, title: &str) -> bool {
    rule.heading.first(title).is_some_and(|(at, told, ())| !goes_on(&title[at + told.len()..]))
}

/// Whether another stage follows that of a title or a lead sentence.
fn goes_on(behind: &str) -> bool {
    behind.starts_with(['、', '和', '及', '暨']) || WORDS.further.begin(behind)
}
