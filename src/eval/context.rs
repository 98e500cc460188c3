//! The text of a document, for evidence and for the surroundings of mistakes.

use super::label::is_white;

/// How many characters are shown on either side.
const AROUND: usize = 12;
/// Longer words are shortened in the middle, so that a mistake stays a line.
const LONGEST: usize = 48;

/// A half-open range of code points.
pub(super) type Range = (usize, usize);

/// The characters of the raw decoded file.
pub(super) struct Source {
    chars: Vec<char>,
}

impl Source {
    pub(super) fn new(raw: &str) -> Self {
        Self { chars: raw.chars().collect() }
    }

    /// The characters of a range, as many of them as there are.
    pub(super) fn slice(&self, (start, end): Range) -> &[char] {
        let end = end.min(self.chars.len());
        self.chars.get(start.min(end)..end).unwrap_or_default()
    }

    /// Where the words, given without white space, stand first.
    pub(super) fn find(&self, words: &str) -> Option<Range> {
        let words: Vec<char> = words.chars().filter(|c| !is_white(*c)).collect();
        let solid: Vec<(usize, char)> =
            self.chars.iter().copied().enumerate().filter(|(_, c)| !is_white(*c)).collect();
        let same = |window: &&[(usize, char)]| window.iter().map(|(_, c)| c).eq(words.iter());
        let window = solid.windows(words.len().max(1)).find(same)?;
        Some((window.first()?.0, window.last()?.0 + 1))
    }

    /// The words of a range in 【】, with those before and after; white space is one space.
    pub(super) fn around(&self, (start, end): Range) -> String {
        let before = self.slice((start.saturating_sub(AROUND), start));
        let after = self.slice((end, end + AROUND));
        format!(
            "{}{}【{}】{}{}",
            if start > AROUND { "…" } else { "" },
            line(before),
            shortened(&line(self.slice((start, end)))),
            line(after),
            if end + AROUND < self.chars.len() { "…" } else { "" },
        )
    }
}

/// The words in 【】, when the place in the text isn't known.
pub(super) fn alone(words: &str) -> String {
    let chars: Vec<char> = words.chars().collect();
    format!("【{}】", shortened(&line(&chars)))
}

fn line(chars: &[char]) -> String {
    let text: String = chars.iter().collect();
    text.split(is_white).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

fn shortened(words: &str) -> String {
    let chars: Vec<char> = words.chars().collect();
    if chars.len() <= LONGEST {
        return words.to_owned();
    }
    let (head, tail) = (&chars[..LONGEST / 2], &chars[chars.len() - LONGEST / 2..]);
    head.iter().chain(&['…']).chain(tail).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn surroundings() {
        let source = Source::new("一二三四五六七八九十甲乙丙昭通\n\n新机场建成");
        assert_eq!(source.around((13, 20)), "…二三四五六七八九十甲乙丙【昭通 新机场】建成");
        assert_eq!(source.around((0, 1)), "【一】二三四五六七八九十甲乙丙…");
        assert_eq!(source.around((90, 99)), "…【】");
        let long = Source::new(&"字".repeat(100));
        assert_eq!(long.around((0, 100)), format!("【{}…{}】", "字".repeat(24), "字".repeat(24)));
        assert_eq!(alone("a\nb"), "【a b】");
    }

    #[test]
    fn words_are_found_across_line_breaks() {
        let source = Source::new("在昭通新机\n\n场。昭通新机场");
        assert_eq!(source.find("昭通新机场"), Some((1, 8)));
        assert_eq!(source.find("昭通市"), None);
        assert_eq!(source.find(""), None);
        assert_eq!(Source::new("").find("x"), None);
    }
}
