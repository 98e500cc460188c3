//! The words around a quantity.

use super::indicator::cut;
use super::named::without_brackets;
use super::sentence::{Line, Reader};
use crate::text::word_list::word_lists;
use crate::text::{Bound, Classifier, Measure, NormalizedSpan, PeriodUse, Quantity};

word_lists! {
    static WORDS: AroundWords = "around.csv";
    /// Words that lead to a subject: 支持X新建.
    lead,
    /// Words of bodies that speak for a place.
    body,
}

/// The words around a quantity.
#[derive(Clone, Copy)]
pub(super) struct Around<'t> {
    /// Where the clause begins, and the part of the sentence between `;`.
    pub(super) clause: usize,
    pub(super) part: usize,
    /// Where the words that name the figure begin, behind subject and time.
    pub(super) from: usize,
    /// The words between there, or the figure before, and the quantity.
    pub(super) left: &'t str,
    /// Where these end.
    pub(super) to: usize,
    /// The words behind the quantity up to the next mark or quantity.
    pub(super) right: &'t str,
    /// The clause begins with a subject that is no mention.
    pub(super) unknown: bool,
}

impl<'a> Reader<'a> {
    pub(super) fn around(&self, frame: &Line<'_>, index: usize, end: usize) -> Around<'a> {
        let text: &'a str = &self.source.text.text;
        let quantity = frame.quantities[index];
        let sentence = frame.sentence.span;
        let before = &text[sentence.start..quantity.span.start];
        let clause = sentence.start + clause_start(before);
        // The number of a paragraph: (3), 2.
        let clause = if clause == sentence.start {
            clause + paragraph_number(&text[clause..quantity.span.start])
        } else {
            clause
        };
        let part = sentence.start + before.rfind(';').map_or(0, |at| at + 1);
        let limit = frame.quantities.get(index + 1).map_or(sentence.end, |next| next.span.start);
        let behind = &text[quantity.span.end..limit];
        let ends = |(at, c): &(usize, char)| match c {
            // 3个规模化、标准化的养殖场 is one noun phrase.
            '、' => !behind[..*at].ends_with('化'),
            c => matches!(c, ',' | ';' | ':' | '(' | ')' | '。' | '!' | '?'),
        };
        let stop = behind.char_indices().find(ends).map_or(behind.len(), |(at, _)| at);
        let mut from = clause.max(end.min(quantity.span.start));
        // The subject and the time that open the words are no part of the indicator.
        let mut opening: Vec<NormalizedSpan> = frame
            .candidates
            .iter()
            .map(|candidate| candidate.span)
            .chain(frame.times.iter().map(|time| time.span))
            .filter(|span| span.start >= from && span.end <= quantity.span.start)
            .collect();
        opening.sort_by_key(|span| span.start);
        for span in opening {
            let words = &text[from.min(span.start)..span.start];
            if span.start >= from && (cut(words).is_empty() || WORDS.lead.has(words)) {
                from = span.end;
            }
        }
        let mut unknown = false;
        let mut to = quantity.span.start;
        for time in frame.times.iter().filter(|time| time.used == PeriodUse::Time).map(|time| time.span) {
            if time.start <= from
                || time.end > quantity.span.start
                || self.is_aside(time, quantity.span.start)
            {
                continue;
            }
            let words = &text[from..time.start];
            if cut(&text[time.end..quantity.span.start]).is_empty() {
                // 产值在2024年达到: the time is no part of the words either.
                to = time.start;
            } else if !words.contains([',', '、']) {
                // What stands before the time is a subject that is no name known here.
                let named = without_brackets(words);
                unknown |= !cut(&named).is_empty() && !WORDS.body.are_in(words);
                from = time.end;
            }
        }
        let to = to.max(from);
        // A figure that is no quantity (82.6万人次、) ends before the next.
        let words = &text[from..to];
        if let Some(at) = words.rfind('、').filter(|at| words[..*at].contains(|c: char| c.is_ascii_digit()))
        {
            from += at + '、'.len_utf8();
        }
        Around { clause, part, from, left: &text[from..to], to, right: &behind[..stop], unknown }
    }

    /// Whether a quantity only says which things are meant: 3000万元以上项目.
    pub(super) fn is_threshold(&self, quantity: &Quantity, right: &str) -> bool {
        let text = quantity.span.of(&self.source.text.text);
        let limited =
            matches!(quantity.bound, Bound::AtLeast | Bound::AtMost) && text.ends_with(['上', '下']);
        limited
            // 新开工600个以上重点项目 counts.
            && match quantity.measure {
                Measure::Percent => false,
                // 年出栏50头以上养殖大户 does not.
                Measure::Count(Classifier::Goods) => right.contains(['户', '场']),
                Measure::Count(_) => false,
                _ => true,
            }
            && right.chars().next().is_some_and(|c| !matches!(c, '和' | '与' | '及' | '大'))
    }
}

/// Where the clause at the end of `before` begins; brackets that are closed in it belong to it.
fn clause_start(before: &str) -> usize {
    let mut depth = 0_u32;
    let bytes = before.as_bytes();
    for (at, c) in before.char_indices().rev() {
        match c {
            ')' => depth += 1,
            '(' if depth > 0 => depth -= 1,
            '(' | ';' | ':' if depth == 0 => return at + 1,
            '】' => return at + c.len_utf8(),
            ',' if depth == 0 => {
                let digit =
                    |at: Option<usize>| at.and_then(|at| bytes.get(at)).is_some_and(u8::is_ascii_digit);
                if !(digit(at.checked_sub(1)) && digit(Some(at + 1))) {
                    return at + 1;
                }
            }
            _ => {}
        }
    }
    0
}

/// The length of a number such as `(3)` or `2.` that `words` begin with.
fn paragraph_number(words: &str) -> usize {
    let rest = words.trim_start_matches('(');
    let rest = rest.trim_start_matches(|c: char| c.is_ascii_digit());
    let number = words.len() - rest.len();
    let end = rest.starts_with([')', '.', '、']);
    if number > 0 && end { number + rest.chars().next().map_or(0, char::len_utf8) } else { 0 }
}
