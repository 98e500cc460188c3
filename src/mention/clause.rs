//! Clauses: the stretches of text that no name crosses.

use super::lattice::is_han;
use crate::gazetteer::Hit;
use crate::text::word_list::word_lists;
use crate::text::{BlockKind, NormalizedSpan, NormalizedText};

word_lists! {
    static WORDS: ClauseWords = "clause.csv";
    /// Words that tell of firms, of their business and of their goods.
    does,
    /// More of them, whose last characters are rarer than their first.
    done,
}

/// A stretch between two hard marks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Clause {
    /// Where, without the marks.
    pub(crate) span: NormalizedSpan,
    /// Whether an enumeration comma (、) follows directly.
    pub(crate) continues: bool,
    /// Marks in it that may make names of what none is by itself.
    pub(super) signs: Signs,
}

/// Marks in a clause that may make names of what none is by itself.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Signs {
    /// 等: 甲、乙等企业.
    pub(super) etc: bool,
    /// 产: 年产甲5万吨, 主要产品有乙.
    pub(super) produces: bool,
    /// A bracket: 甲乙(600123).
    pub(super) opens: bool,
    /// What tells of firms, of their business and of their goods: 主要从事甲管理, 研制出乙, 丙总经理.
    pub(super) does: bool,
}

/// Splits a normalised text.
///
/// In headings, by-lines and cells a space between words of two or more characters parts what it stands
/// between (发展天麻产业 建设美丽乡村); in letter-spaced words (昭 通 市) and in running text it does not. Nor does an
/// enumeration comma inside a name of the dictionary: 交通运输、仓储和邮政业.
pub(crate) fn clauses(text: &NormalizedText, hits: &[Hit]) -> Vec<Clause> {
    let listing: Vec<NormalizedSpan> = hits
        .iter()
        .map(|hit| hit.span)
        .filter(|span| span.len() >= LEAST_LISTING && span.of(&text.text).contains('、'))
        .collect();
    let inside = |at: usize| listing.iter().any(|span| span.start < at && at < span.end);
    // About every other landmark ends a clause.
    let mut out = Vec::with_capacity(text.landmarks.all().len() / 2);
    let mut start = 0;
    let mut breaks = parting_spaces(text).into_iter().peekable();
    let mut signs = Signs::default();
    let mut part = |end: usize, next: usize, continues: bool, signs: &mut Signs| {
        if end > start {
            let span = NormalizedSpan::new(start, end);
            out.push(Clause { span, continues, signs: *signs });
        }
        start = next;
        *signs = Signs::default();
    };
    for mark in text.landmarks.all() {
        while let Some(at) = breaks.next_if(|at| *at <= mark.at) {
            part(at, at, false, &mut signs);
        }
        match mark.character {
            '等' => signs.etc = true,
            '产' => signs.produces = true,
            '(' => signs.opens = true,
            '从' | '研' | '营' | '占' | '董' | '负' | '客' | '签' | '总' => {
                signs.does |= WORDS.does.begin(&text.text[mark.at..]);
            }
            '立' | '资' | '域' => {
                signs.does |= WORDS.done.end(&text.text[..mark.end()]);
            }
            '—' if is_lone_dash(&text.text, mark.at) => {}
            '、' if inside(mark.at) => {}
            hard if is_hard(hard) => part(mark.at, mark.end(), hard == '、', &mut signs),
            _ => {}
        }
    }
    for at in breaks {
        part(at, at, false, &mut signs);
    }
    let end = text.text.len();
    part(end, end, false, &mut signs);
    out
}

/// The bytes of the shortest name with an enumeration comma: seven characters.
const LEAST_LISTING: usize = 21;

/// The removed spaces at which two words part.
fn parting_spaces(text: &NormalizedText) -> Vec<usize> {
    let mut out = Vec::new();
    for (index, &at) in text.soft_breaks.iter().enumerate() {
        let Some(passage) = text.passage_at(at).and_then(|passage| text.passages.get(passage)) else {
            continue;
        };
        if matches!(passage.kind, BlockKind::Paragraph | BlockKind::ListItem) {
            continue;
        }
        let before = index
            .checked_sub(1)
            .map_or(passage.span.start, |index| text.soft_breaks[index].max(passage.span.start));
        let after =
            text.soft_breaks.get(index + 1).map_or(passage.span.end, |next| (*next).min(passage.span.end));
        let long = |start: usize, end: usize| text.text[start..end].chars().nth(1).is_some();
        if long(before, at) && long(at, after) {
            out.push(at);
        }
    }
    out
}

/// Whether the dash at `at` joins two ends (哈密—重庆) and is no break of two dashes.
fn is_lone_dash(text: &str, at: usize) -> bool {
    let (before, after) = (&text[..at], &text[at + '—'.len_utf8()..]);
    !before.ends_with('—')
        && !after.starts_with('—')
        && before.chars().next_back().is_some_and(is_han)
        && after.chars().next().is_some_and(is_han)
}

/// Marks that no name contains. Brackets are not among them: 华新水泥(昭通)有限公司.
fn is_hard(character: char) -> bool {
    matches!(
        character,
        '\n' | '。'
            | ','
            | ';'
            | ':'
            | '!'
            | '?'
            | '、'
            | '《'
            | '》'
            | '…'
            | '—'
            | '|'
            | '【'
            | '】'
            | '“'
            | '”'
            | '「'
            | '」'
            | '"'
            | '★'
            | '●'
            | '■'
            | '▲'
            | '◆'
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::landmark::is_noted;
    use crate::text::{Block, Normalizer, Piece, SourceSpan};

    fn read(raw: &str, kind: BlockKind) -> Vec<(String, bool)> {
        let piece = Piece { span: SourceSpan::new(0, raw.len()), text: None };
        let text = Normalizer::builtin().normalize(raw, &[Block { kind, pieces: vec![piece] }]);
        clauses(&text, &[])
            .iter()
            .map(|clause| (clause.span.of(&text.text).to_owned(), clause.continues))
            .collect()
    }

    #[test]
    fn every_mark_is_a_landmark() {
        for mark in (char::MIN..=char::MAX).filter(|c| is_hard(*c)) {
            assert!(is_noted(mark), "{mark:?} would never be found");
        }
    }

    #[test]
    fn each_word_that_tells_of_firms_is_seen() {
        let piece = |raw: &str| Piece { span: SourceSpan::new(0, raw.len()), text: None };
        for word in WORDS.does.iter().chain(WORDS.done.iter()) {
            let blocks = [Block { kind: BlockKind::Paragraph, pieces: vec![piece(word)] }];
            let text = Normalizer::builtin().normalize(word, &blocks);
            assert!(clauses(&text, &[]).iter().any(|clause| clause.signs.does), "{word}");
        }
    }

    #[test]
    fn what_is_in_a_clause() {
        let piece = |raw: &str| Piece { span: SourceSpan::new(0, raw.len()), text: None };
        let raw = "甲、乙(丙)等企业，生产丁，戊";
        let kind = BlockKind::Paragraph;
        let text = Normalizer::builtin().normalize(raw, &[Block { kind, pieces: vec![piece(raw)] }]);
        let found: Vec<_> = clauses(&text, &[]).iter().map(|clause| clause.signs).collect();
        let sign = |etc, produces, opens| Signs { etc, produces, opens, does: false };
        let none = Signs::default();
        assert_eq!(found, [none, sign(true, false, true), sign(false, true, false), none]);
    }

    #[test]
    fn clauses_end_at_marks_and_remember_the_enumeration_comma() {
        let got = read("甲县、乙县和丙县，丁（戊）县。", BlockKind::Paragraph);
        let expected = [("甲县", true), ("乙县和丙县", false), ("丁(戊)县", false)];
        assert_eq!(got, expected.map(|(text, continues)| (text.to_owned(), continues)));
    }

    #[test]
    fn spaces_part_the_words_of_headings_but_not_letter_spaced_ones() {
        let words = |raw, kind| read(raw, kind).into_iter().map(|(text, _)| text).collect::<Vec<_>>();
        assert_eq!(
            words("做强天麻产业 建设美丽乡村", BlockKind::Heading(2)),
            ["做强天麻产业", "建设美丽乡村"]
        );
        assert_eq!(words("青 石 县 新 闻", BlockKind::Title), ["青石县新闻"]);
        assert_eq!(words("青石 县的产业", BlockKind::Paragraph), ["青石县的产业"]);
    }
}
