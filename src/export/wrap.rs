//! How wide text is without a font at hand, and where to break it.
//!
//! A Chinese character is one em wide in every font; Latin letters are estimated on the wide
//! side, so that text never leaves its box. Graphviz's own estimate is too small for Chinese
//! when it cannot load the font, which is why the drawings bring their own widths.

use unicode_width::UnicodeWidthChar;

/// The width of `text` in em.
pub(super) fn ems(text: &str) -> f64 {
    text.chars().map(char_ems).sum()
}

fn char_ems(c: char) -> f64 {
    match c {
        'm' | 'w' | 'M' | 'W' | '%' | '@' => 0.9,
        'A'..='Z' | '&' | '+' | '=' | '<' | '>' => 0.68,
        'i' | 'j' | 'l' | '.' | ',' | '\'' | '|' | '!' | ':' | ';' | '·' => 0.32,
        ' ' => 0.28,
        _ => match c.width() {
            Some(0) | None => 0.0,
            Some(1) => 0.58,
            Some(_) => 1.0,
        },
    }
}

/// Breaks `text` into lines of at most `max_ems` and about the same width, at most `max_lines` of
/// them; what does not fit is replaced by `…`.
///
/// A line never begins with a closing mark or ends with an opening one, and Latin words and
/// numbers stay together unless one alone is wider than a line. White space, including line
/// breaks, becomes one space.
pub(super) fn wrap(text: &str, max_ems: f64, max_lines: usize) -> Vec<String> {
    let pieces = pieces(text, max_ems);
    let total: f64 = pieces.iter().map(|piece| ems(piece)).sum();
    if total <= max_ems {
        return vec![pieces.concat().trim().to_owned()];
    }
    // The narrowest width that needs no more lines than the widest one gives even lines.
    let wanted = fill(&pieces, max_ems).len().min(max_lines.max(1));
    let mut width = (total / wanted as f64).min(max_ems);
    let mut lines = fill(&pieces, width);
    while lines.len() > wanted && width < max_ems {
        width = (width + 0.5).min(max_ems);
        lines = fill(&pieces, width);
    }
    if lines.len() > wanted {
        lines.truncate(wanted);
        if let Some(last) = lines.last_mut() {
            while ems(last) + 1.0 > max_ems && last.pop().is_some() {}
            last.push('…');
        }
    }
    lines
}

/// Puts pieces on lines one after the other.
fn fill(pieces: &[String], width: f64) -> Vec<String> {
    let mut lines = Vec::new();
    let mut line = String::new();
    for piece in pieces {
        if !line.is_empty() && ems(&line) + ems(piece.trim_end()) > width {
            lines.push(std::mem::take(&mut line).trim().to_owned());
        }
        line.push_str(piece);
    }
    if !line.trim().is_empty() {
        lines.push(line.trim().to_owned());
    }
    lines
}

/// Splits into what must stay on one line.
fn pieces(text: &str, max_ems: f64) -> Vec<String> {
    const OPENING: &str = "（(《〈“‘「『【〔[";
    const CLOSING: &str = "）)》〉”’」』】〕]，,。.、；;：:！!？?%·—…";
    const BRACKET: usize = 4;
    let mut pieces: Vec<String> = Vec::new();
    let mut previous: Option<char> = None;
    let mut bracket: Option<usize> = None;
    let spaced = text.split(|c: char| c.is_whitespace() || c.is_control()).filter(|word| !word.is_empty());
    for word in spaced {
        if let Some(last) = pieces.last_mut() {
            last.push(' ');
            previous = Some(' ');
        }
        for c in word.chars() {
            // A short remark in brackets stays in one piece.
            bracket = match bracket {
                _ if OPENING.contains(c) => Some(0),
                Some(length) if length < BRACKET && !CLOSING.contains(c) => Some(length + 1),
                _ => None,
            };
            let joins = previous.is_some_and(|before| {
                bracket.is_some_and(|length| length > 0)
                    || OPENING.contains(before)
                    || CLOSING.contains(c)
                    || (before != ' ' && char_ems(before) < 1.0 && char_ems(c) < 1.0)
            });
            match pieces.last_mut() {
                Some(last) if joins && ems(last) + char_ems(c) <= max_ems => last.push(c),
                _ => pieces.push(c.to_string()),
            }
            previous = Some(c);
        }
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_even_and_keep_marks_and_numbers_together() {
        for (text, expected) in [
            ("彝良县", vec!["彝良县"]),
            ("云南能投威信信源有限公司", vec!["云南能投威信", "信源有限公司"]),
            ("金葵农业（云南）股份有限公司", vec!["金葵农业（云南）", "股份有限公司"]),
            ("年产20万吨磷酸铁锂正极材料项目", vec!["年产20万吨磷酸", "铁锂正极材料项目"]),
            ("", vec![""]),
            ("a\nb\tc", vec!["a b c"]),
        ] {
            assert_eq!(wrap(text, 10.0, 3), expected, "{text}");
        }
    }

    #[test]
    fn what_does_not_fit_ends_in_an_ellipsis() {
        let lines = wrap(&"云南".repeat(40), 10.0, 3);
        assert_eq!(lines.len(), 3, "{lines:?}");
        assert!(lines.iter().all(|line| ems(line) <= 10.0), "{lines:?}");
        assert!(lines.last().is_some_and(|line| line.ends_with('…')), "{lines:?}");
        assert!(wrap(&"W".repeat(60), 10.0, 2).iter().all(|line| ems(line) <= 10.0), "long words are cut");
    }
}
