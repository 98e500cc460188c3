//! How characters behave next to white space: in Chinese it means nothing, between words of Latin letters it does.

/// How a character behaves next to white space.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Width {
    /// Han and what is set with it: white space beside it means nothing.
    Wide,
    /// Letters, marks.
    Narrow,
    /// A digit or the point in a number.
    Digit,
}

impl Width {
    /// Of a character written `from` in the source and `to` in the normalised text. A full-width comma
    /// is wide, so that a line that breaks after it leaves no space; full-width letters are words.
    pub(super) fn of(from: char, to: char) -> Self {
        match to {
            '0'..='9' | '.' => Self::Digit,
            'a'..='z' | 'A'..='Z' => Self::Narrow,
            _ if from >= '\u{2010}' || from == '·' => Self::Wide,
            _ => Self::Narrow,
        }
    }
}
