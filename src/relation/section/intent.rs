//! Which sentences tell what is to be done, as one before them says: 下一步,我们将……, 今年,全县将……, 重点抓好以下工作:…….

use super::opening::is_point;
use super::plan::{is_plan_or_report, is_to_be_done, passage_of};
use super::{NUMBERED, WORDS, heading};
use crate::text::{NormalizedText, Sentence};

/// How far a sentence about what is to be done reaches.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Intent {
    /// None was met.
    None,
    /// To the end of its paragraph: 下一步,我们将…….
    Passage,
    /// Over the points that it announces: 重点抓好以下工作.
    Points,
}

/// By sentence: whether it is one of those, or the one that says so. `named`: it is enough that a sentence names an aim
/// (目标任务), which says of works that they are to come and of figures nothing.
pub(in crate::relation) fn intents(text: &NormalizedText, sentences: &[Sentence], named: bool) -> Vec<bool> {
    let mut intended = Vec::with_capacity(sentences.len());
    let mut intent = Intent::None;
    let mut last = None;
    let report = !named && is_plan_or_report(text);
    let mut told = false;
    for (at, sentence) in sentences.iter().enumerate() {
        let mut heads = false;
        if last.replace(sentence.passage) != Some(sentence.passage)
            && let Some(passage) = text.passages.get(sentence.passage)
        {
            let found = heading(passage.kind, passage.span.of(&text.text));
            // 今年,甲县将……。 / 一是……: the points that follow are what it will do.
            let point = is_point(sentence.span.of(&text.text));
            if found.is_some_and(|(depth, _)| depth < NUMBERED) || intent == Intent::Passage && !point {
                intent = Intent::None;
            }
            told = report && is_to_be_done(passage_of(text, sentences, at));
            // 四、问题和下一步打算。 names what several sentences tell.
            heads = found.is_some() && !named;
        }
        if heads {
            intended.push(intent != Intent::None);
            continue;
        }
        intent = intent.after(sentence.span.of(&text.text), named);
        intended.push(intent != Intent::None || told);
    }
    intended
}

impl Intent {
    /// What holds for a sentence and those after it.
    fn after(self, sentence: &str, named: bool) -> Self {
        /// How far into the sentence it may be said, in bytes (some twenty characters).
        const OPENING: usize = 60;
        let end = (OPENING + 1..sentence.len()).find(|at| sentence.is_char_boundary(*at));
        let end = end.unwrap_or(sentence.len());
        let opening = &sentence[..end];
        let noun = |word: &str| word.ends_with("目标") || word.ends_with("任务");
        let intends = WORDS.intend.last(opening, |_, word| named || !noun(word)).is_some();
        match () {
            () if WORDS.looking_back.begin(opening) => Self::None,
            () if intends && WORDS.points.are_in(sentence) => Self::Points,
            () if self != Self::Points && (intends || is_resolved(opening)) => Self::Passage,
            () => self,
        }
    }
}

/// Whether a place says what it will do: 今年,甲县将|加快……. What a firm or a work will do says nothing of the rest.
fn is_resolved(opening: &str) -> bool {
    let Some((who, what)) = opening.split_once('将') else { return false };
    let who = WORDS.when.without_suffix(who).unwrap_or(who);
    let place = who.ends_with(['县', '市', '州', '旗', '们']) || who.ends_with("全区");
    place && WORDS.resolves.begin(what)
}
