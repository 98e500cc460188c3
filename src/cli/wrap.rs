//! Breaks text into lines of a width in terminal columns, where a Han character takes two.

use unicode_width::{UnicodeWidthChar as _, UnicodeWidthStr as _};

/// The columns that a text takes.
pub(crate) fn width(text: &str) -> usize {
    text.width()
}

/// Lines of at most `limit` columns. Breaks between Han characters and at spaces, never before
/// closing punctuation; white space, line breaks included, becomes one space or nothing.
pub(crate) fn wrap(text: &str, limit: usize) -> Vec<String> {
    let mut lines = Vec::new();
    let mut line = String::new();
    let mut used = 0;
    for piece in pieces(text) {
        let columns = piece.width();
        if used > 0 && used + columns > limit {
            lines.push(std::mem::take(&mut line).trim_end().to_owned());
            used = 0;
        }
        let piece = if used == 0 { piece.trim_start() } else { &piece };
        for c in piece.chars() {
            // A word longer than the line has to be cut somewhere.
            let columns = c.width().unwrap_or(0);
            if used > 0 && used + columns > limit.max(2) {
                lines.push(std::mem::take(&mut line));
                used = 0;
            }
            line.push(c);
            used += columns;
        }
    }
    if !line.is_empty() || lines.is_empty() {
        lines.push(line.trim_end().to_owned());
    }
    lines
}

/// White space as one space between narrow characters and as nothing next to wide ones.
pub(crate) fn one_line(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        let touches_wide =
            out.chars().next_back().is_some_and(is_wide) || word.chars().next().is_some_and(is_wide);
        if !out.is_empty() && !touches_wide {
            out.push(' ');
        }
        out.push_str(word);
    }
    out
}

/// What must stay together: a word with the space before it, a part of a file's name with the sign
/// after it, or a wide character with the punctuation around it.
fn pieces(text: &str) -> Vec<String> {
    let mut pieces: Vec<String> = Vec::new();
    let mut joins = false;
    for c in one_line(text).chars() {
        let narrow = !is_wide(c) && !c.is_whitespace();
        let after_narrow = pieces
            .last()
            .and_then(|piece| piece.chars().next_back())
            .is_some_and(|last| !is_wide(last) && !"-/_".contains(last));
        match pieces.last_mut() {
            Some(last) if joins || is_closing(c) || (narrow && after_narrow) => last.push(c),
            _ => pieces.push(c.to_string()),
        }
        joins = is_opening(c);
    }
    pieces
}

fn is_wide(c: char) -> bool {
    c.width() == Some(2)
}

fn is_closing(c: char) -> bool {
    "，。、；：？！）》」』】〉〕％…,.;:?!)%’”".contains(c)
}

fn is_opening(c: char) -> bool {
    "（《「『【〈〔(‘“".contains(c)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn han_text_breaks_anywhere_but_before_punctuation() {
        assert_eq!(wrap("昭通市彝良县，今年开工", 8), ["昭通市彝", "良县，今", "年开工"]);
        assert_eq!(wrap("昭通市彝，今年", 8), ["昭通市", "彝，今年"]);
        assert_eq!(wrap("昭通（彝良）", 6), ["昭通", "（彝", "良）"]);
    }

    #[test]
    fn words_and_numbers_stay_whole() {
        assert_eq!(wrap("one two three", 8), ["one two", "three"]);
        assert_eq!(wrap("产值997.8亿元", 8), ["产值", "997.8亿", "元"]);
        assert_eq!(wrap("abcdefgh", 3), ["abc", "def", "gh"]);
        assert_eq!(wrap("2023-04-park.md", 10), ["2023-04-", "park.md"]);
        assert_eq!(wrap("", 8), [""]);
    }

    #[test]
    fn breaks_inside_sentences_disappear() {
        assert_eq!(one_line("昭通新机\n\n场 is  open"), "昭通新机场is open");
    }
}
