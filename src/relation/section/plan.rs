//! Which paragraphs of a report or a plan tell what is to be done, by their wording alone: 推动甲产业做大做强,培育企业15家。加快建设乙园区。
//! Their sentences begin with what somebody is to do, and hardly any says that anything has been reached.

use crate::relation::profile::titles;
use crate::text::word_list::word_lists;
use crate::text::{NormalizedText, Sentence};

word_lists! {
    static WORDS: PlanWords = "plan.csv";
    /// What the titles of reports and plans have.
    title,
    /// Verbs and adverbs of what is to be done that a sentence begins with.
    imperative,
    /// What says that something has been reached.
    reached,
}

/// Whether a document is a report or a plan by its title. The first line counts though it is long: 甲区区长在……会议上作政府工作报告.
pub(super) fn is_plan_or_report(text: &NormalizedText) -> bool {
    let first = text.passages.first().filter(|line| !line.span.of(&text.text).contains('。'));
    let mut lines = titles(text).filter_map(|at| text.passages.get(at)).chain(first);
    lines.any(|line| WORDS.title.are_in(line.span.of(&text.text)))
}

/// Whether the sentences of a paragraph of such a document tell what is to be done.
pub(super) fn is_to_be_done<'t>(sentences: impl Iterator<Item = &'t str>) -> bool {
    /// How many sentences must tell it.
    const FEWEST: usize = 3;
    let (mut all, mut imperative, mut reached) = (0, 0, 0);
    for sentence in sentences {
        all += 1;
        imperative += usize::from(WORDS.imperative.begin(sentence));
        reached += usize::from(tells_reached(sentence));
    }
    // A long paragraph may say once what there is already.
    imperative >= FEWEST && 3 * imperative >= 2 * all && 8 * reached <= all
}

/// Whether a sentence says that something has been reached.
pub(super) fn tells_reached(sentence: &str) -> bool {
    WORDS.reached.are_in(sentence)
}

/// The words of the sentences of the passage that number `at` begins.
pub(super) fn passage_of<'t>(
    text: &'t NormalizedText,
    sentences: &'t [Sentence],
    at: usize,
) -> impl Iterator<Item = &'t str> {
    let passage = sentences[at].passage;
    sentences[at..]
        .iter()
        .take_while(move |other| other.passage == passage)
        .map(|other| other.span.of(&text.text))
}
