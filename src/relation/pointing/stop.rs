//! Where in a sentence a word may point to something, and what says only when something was.

use super::WORDS;
use crate::relation::observation::subject::time::time_prefix;
use crate::text::{NormalizedSpan, NormalizedText};

/// A place of a sentence where a word may point.
#[derive(Clone, Copy, Debug)]
pub(super) struct Stop {
    pub(super) at: usize,
    /// Whether a clause or a member of a list begins there.
    pub(super) opens: bool,
    /// Whether it begins with words of time that end there: 近日|公司, 2023年|公司.
    pub(super) timed: bool,
}

/// The beginnings of the clauses of a sentence, and the words that point wherever they stand: replaces what is in `stops`.
pub(super) fn stops(text: &NormalizedText, sentence: NormalizedSpan, stops: &mut Vec<Stop>) {
    stops.clear();
    let mut add = |at: usize, opens: bool| {
        stops.push(Stop { at, opens, timed: false });
        if opens {
            let time = time_before(&text.text[at..sentence.end]);
            stops.extend((time > 0).then_some(Stop { at: at + time, opens: false, timed: true }));
        }
    };
    add(sentence.start, true);
    for mark in text.landmarks.within(sentence) {
        match mark.character {
            ',' | ';' | ':' | '、' => add(mark.end(), true),
            '该' | '全' | '我' | '本' | '此' => add(mark.at, false),
            _ => {}
        }
    }
    stops.sort_by_key(|stop| stop.at);
    stops.dedup_by(|later, first| {
        let same = later.at == first.at;
        first.opens |= same && later.opens;
        first.timed |= same && later.timed;
        same
    });
}

/// The length of the words of time that a clause begins with.
fn time_before(words: &str) -> usize {
    WORDS.adverb.beginning(words).map_or_else(|| time_prefix(words), |(word, ())| word.len())
}

/// Whether words say nothing but when something was: 近年来,.
pub(in crate::relation) fn is_timed(words: &str) -> bool {
    let words = words.trim_end_matches(',');
    time_before(words) == words.len()
}
