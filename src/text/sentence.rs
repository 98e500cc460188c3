//! Sentences and clauses.

use super::landmark::Landmark;
use super::{NormalizedSpan, NormalizedText};

/// A sentence, with the quotes and brackets that close after it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sentence {
    /// Where it stands; never empty, without white space at its edges.
    pub span: NormalizedSpan,
    /// The index of its passage.
    pub passage: usize,
}

impl NormalizedText {
    /// The sentences of all passages, in order; together they hold all of the text but white space.
    ///
    /// A sentence ends after `。！？!?`, after `…` (not in a list that it breaks off: `甲、乙……等`), and after
    /// a full point that no letter or digit touches on both sides. `;` doesn't end a sentence: what it
    /// separates shares a subject.
    #[must_use]
    pub fn sentences(&self) -> Vec<Sentence> {
        let mut sentences = Vec::new();
        for (passage, found) in self.passages.iter().enumerate() {
            let text = found.span.of(&self.text);
            let marks = self.landmarks.within(found.span);
            let mut start = 0;
            while start < text.len() {
                let end = start + sentence_end(&text[start..], marks, found.span.start + start);
                if let Some(span) = trimmed(text, start, end) {
                    let span =
                        NormalizedSpan::new(found.span.start + span.start, found.span.start + span.end);
                    sentences.push(Sentence { span, passage });
                }
                start = end;
            }
        }
        sentences
    }

    /// The clauses of a span of this text: what stands between `,` `;` `:`, without these and without
    /// white space at the edges. A mark inside a number (`1,000`, `2.1:1`) separates nothing.
    ///
    /// # Panics
    ///
    /// When the span is not on character boundaries of this text.
    #[must_use]
    pub fn clauses(&self, span: NormalizedSpan) -> Clauses<'_> {
        Clauses { text: &self.text, rest: span }
    }
}

/// The clauses of a span; see [`NormalizedText::clauses`].
#[derive(Clone, Debug)]
pub struct Clauses<'a> {
    text: &'a str,
    rest: NormalizedSpan,
}

impl Iterator for Clauses<'_> {
    type Item = NormalizedSpan;

    fn next(&mut self) -> Option<NormalizedSpan> {
        while !self.rest.is_empty() {
            let start = self.rest.start;
            let text = self.rest.of(self.text);
            let is_mark = |(at, c): &(usize, char)| {
                matches!(c, ',' | ';' | ':')
                    && !(*c != ';' && is_between(text, *at, *c, |c| c.is_ascii_digit()))
            };
            let (end, next) = match text.char_indices().find(is_mark) {
                Some((at, c)) => (start + at, start + at + c.len_utf8()),
                None => (self.rest.end, self.rest.end),
            };
            self.rest.start = next;
            if let Some(clause) = trimmed(self.text, start, end) {
                return Some(clause);
            }
        }
        None
    }
}

/// Where the first sentence of `text`, which begins at `offset`, ends: past its last mark and the closing quotes
/// after it. The end marks are among `marks`.
fn sentence_end(text: &str, marks: &[Landmark], offset: usize) -> usize {
    let mut in_list = false;
    for mark in &marks[marks.partition_point(|mark| mark.at < offset)..] {
        match mark.character {
            '、' => in_list = true,
            ',' | ';' => in_list = false,
            _ => {}
        }
        if is_end(text, mark.at - offset, mark.character, in_list) {
            let behind = &text[mark.end() - offset..];
            let next = behind.trim_start_matches(|c| is_closing(c) || is_stop(c));
            return text.len() - next.len();
        }
    }
    text.len()
}

fn is_end(text: &str, at: usize, c: char, in_list: bool) -> bool {
    match c {
        '。' => true,
        '…' => !in_list,
        // In an address (`?id=1`) they stand between letters.
        '!' | '?' => !is_between(text, at, c, |c| c.is_ascii_alphanumeric() || c == '/'),
        // Some files write the Chinese stop as a full point; `Co.`, `3.5` and `www.` are none.
        '.' => {
            let before = text[..at].chars().next_back();
            let after = text[at + 1..].chars().next();
            match (before, after) {
                (Some(before), None) => !before.is_whitespace(),
                (Some(before), Some(' ')) => {
                    before.is_ascii_lowercase()
                        && text[at + 2..].starts_with(|c: char| c.is_uppercase())
                        && text[..at].chars().rev().take(4).all(|c| c.is_ascii_lowercase())
                }
                // 在建.(2)甲公司, 占“百亿”.甲公司, 在建.2006年5月
                (Some(before), Some(after)) => {
                    let opens = || matches!(after, '(' | '（' | '“') || is_dated(&text[at + 1..]);
                    let closed = matches!(before, '%' | '”' | ')' | '）') && (is_han(after) || opens());
                    is_han(before) && (is_han(after) || is_closing(after) || opens()) || closed
                }
                _ => false,
            }
        }
        _ => false,
    }
}

/// Whether words begin with a year: 2006年.
fn is_dated(words: &str) -> bool {
    let behind = words.trim_start_matches(|c: char| c.is_ascii_digit());
    words.len() - behind.len() == 4 && behind.starts_with('年')
}

fn is_between(text: &str, at: usize, c: char, test: impl Fn(char) -> bool) -> bool {
    text[..at].chars().next_back().is_some_and(&test)
        && text[at + c.len_utf8()..].chars().next().is_some_and(&test)
}

pub(super) fn is_stop(c: char) -> bool {
    matches!(c, '。' | '！' | '？' | '!' | '?' | '…')
}

pub(super) fn is_closing(c: char) -> bool {
    matches!(c, '”' | '’' | '』' | '」' | '）' | ')' | '》' | '】' | '〉' | '"' | '\'' | ']')
}

pub(super) fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}' | '\u{20000}'..='\u{3FFFF}' | '〇')
}

fn trimmed(text: &str, start: usize, end: usize) -> Option<NormalizedSpan> {
    let part = &text[start..end];
    let start = start + part.len() - part.trim_start().len();
    let end = start + part.trim().len();
    (start < end).then(|| NormalizedSpan::new(start, end))
}

#[cfg(test)]
mod tests {
    use super::super::{Block, BlockKind, Normalizer, Piece, SourceSpan};
    use super::*;

    fn text(raw: &str) -> NormalizedText {
        let piece = Piece { span: SourceSpan::new(0, raw.len()), text: None };
        let block = Block { kind: BlockKind::Paragraph, pieces: vec![piece] };
        Normalizer::builtin().normalize(raw, &[block])
    }

    #[test]
    fn sentences_and_clauses() {
        let sentences: [(&str, &[&str]); 14] = [
            ("", &[]),
            ("园区在建", &["园区在建"]),
            ("一期投产。二期在建！三期呢？", &["一期投产。", "二期在建!", "三期呢?"]),
            ("他说：“先修路。”路修好了。", &["他说:“先修路。”", "路修好了。"]),
            ("（水电站已经并网。）下一步是送出工程。", &["(水电站已经并网。)", "下一步是送出工程。"]),
            ("真的？！真的。", &["真的?!", "真的。"]),
            ("产值3.5亿元，比例2.1:1；增长5%。", &["产值3.5亿元,比例2.1:1;增长5%。"]),
            (
                "天麻、花椒、竹笋……样样都卖。人来了……车也来了。",
                &["天麻、花椒、竹笋……样样都卖。", "人来了……", "车也来了。"],
            ),
            ("见http://a.cn/?id=1说明。", &["见http://a.cn/?id=1说明。"]),
            ("项目开工．产线投产．", &["项目开工.", "产线投产."]),
            (
                "项目开工.2006年投产.(2)产线占“百亿”.(3)产值增长5.5%.园区在建",
                &["项目开工.", "2006年投产.", "(2)产线占“百亿”.", "(3)产值增长5.5%.", "园区在建"],
            ),
            (
                "The plant opened. Output rose. ABC Co. Ltd. built it.",
                &["The plant opened.", "Output rose.", "ABC Co. Ltd. built it."],
            ),
            ("。。。", &["。。。"]),
            ("厂房建成。 设备进场。", &["厂房建成。", "设备进场。"]),
        ];
        for (raw, expected) in sentences {
            let text = text(raw);
            let found: Vec<_> =
                text.sentences().iter().map(|sentence| sentence.span.of(&text.text)).collect();
            assert_eq!(found, expected, "{raw}");
        }
        let clauses: [(&str, &[&str]); 4] = [
            ("", &[]),
            ("投资1,000万元,占地2亩;比例2.1:1", &["投资1,000万元", "占地2亩", "比例2.1:1"]),
            ("一是：建厂，, 二是修路", &["一是", "建厂", "二是修路"]),
            (",,;", &[]),
        ];
        for (raw, expected) in clauses {
            let text = text(raw);
            let span = NormalizedSpan::new(0, text.text.len());
            let found: Vec<_> = text.clauses(span).map(|clause| clause.of(&text.text)).collect();
            assert_eq!(found, expected, "{raw}");
        }
    }
}
