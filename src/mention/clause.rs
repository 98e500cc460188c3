//! Clauses: the stretches of text that no name crosses.

use crate::text::NormalizedSpan;

/// A stretch between two hard marks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Clause {
    /// Where, without the marks.
    pub(crate) span: NormalizedSpan,
    /// Whether an enumeration comma (、) follows directly.
    pub(crate) continues: bool,
}

/// Splits a normalised text.
pub(crate) fn clauses(text: &str) -> Vec<Clause> {
    let mut out = Vec::new();
    let mut start = 0;
    for (at, character) in text.char_indices() {
        if !is_hard(character) {
            continue;
        }
        if at > start {
            out.push(Clause { span: NormalizedSpan::new(start, at), continues: character == '、' });
        }
        start = at + character.len_utf8();
    }
    if start < text.len() {
        out.push(Clause { span: NormalizedSpan::new(start, text.len()), continues: false });
    }
    out
}

/// Marks that no name contains. Brackets are not among them: 华新水泥(昭通)有限公司.
fn is_hard(character: char) -> bool {
    matches!(
        character,
        '\n' | '。' | ',' | ';' | ':' | '!' | '?' | '、' | '《' | '》' | '…' | '—' | '|' | '【' | '】' | '“' | '”' | '「' | '」' | '"' | '★' | '●' | '■' | '▲' | '◆'
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn clauses_end_at_marks_and_remember_the_enumeration_comma() {
        let text = "甲县、乙县和丙县,丁(戊)县。\n己";
        let got: Vec<(&str, bool)> = clauses(text).iter().map(|c| (c.span.of(text), c.continues)).collect();
        assert_eq!(got, [("甲县", true), ("乙县和丙县", false), ("丁(戊)县", false), ("己", false)]);
    }
}
