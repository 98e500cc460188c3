//! What a block looks like, as far as joining asks.

use super::super::sentence::{is_closing, is_stop};
use super::super::{Block, signs};
use crate::text::word_list::word_lists;

word_lists! {
    static WORDS: ShapeWords = "shape.csv";
    /// Words that begin a paragraph with a character that is else a particle.
    opening,
    /// What the titles of reports end with.
    title_end,
}

/// Blocks longer than this are running text whatever they hold, so their middle isn't looked at.
const LONG: usize = 400;
/// How much is looked at from each end of a long block, in bytes.
const EDGE: usize = 90;
/// From this many characters a line is taken for running text, not for a heading.
const RUNNING: u32 = 45;

/// How a block ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Ending {
    /// With a stop, a semicolon or a colon, and perhaps closing quotes.
    Stop,
    /// With a comma or an opening bracket.
    Open,
    /// With anything else.
    Plain,
}

/// How a block begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Opening {
    /// With a list mark, or it is a by-line or a dateline.
    Mark,
    /// With a mark that nothing can begin with.
    Closing,
    /// With a word that ties it to what comes before (的, 和).
    Particle,
    /// With anything else.
    Plain,
}

/// What a block looks like.
#[derive(Clone, Copy, Debug)]
pub(super) struct Shape {
    pub(super) opening: Opening,
    pub(super) ending: Ending,
    /// Its length in characters; at least [`RUNNING`] for a long block.
    pub(super) chars: u32,
    /// Its width when a Han character is two columns wide.
    pub(super) columns: u32,
    /// Commas and their like, outside quotes. Not colons, which titles have.
    pub(super) commas: u32,
    /// Whether it ends with brackets that hold all its commas: 甲项目(乙公司,3亿元), an item of a list.
    pub(super) ends_in_brackets: bool,
    /// Whether a sentence ends before its end.
    pub(super) has_stop: bool,
    /// Characters after the last punctuation mark.
    tail: u32,
    /// Whether it begins with the mark of a numbered heading or list item.
    is_numbered: bool,
    /// Whether it ends like the line before a title: `一县之变——`.
    is_kicker: bool,
    /// Whether it begins with a digit that is no mark of a number, as a figure does.
    has_digits_first: bool,
    /// Whether it is set in by white space.
    pub(super) is_indented: bool,
    /// Whether it is a caption with the photographer's name.
    pub(super) is_caption: bool,
    /// Whether it begins with a label, as the line of a form does.
    pub(super) is_labelled: bool,
    /// Whether it ends as the title of a report does, however long that is.
    is_titled: bool,
}

impl Shape {
    pub(super) fn of(raw: &str, block: &Block) -> Self {
        let mut shape = Self {
            opening: Opening::Plain,
            ending: Ending::Plain,
            chars: 0,
            columns: 0,
            commas: 0,
            ends_in_brackets: false,
            has_stop: false,
            tail: 0,
            is_numbered: false,
            is_kicker: false,
            has_digits_first: false,
            is_indented: is_indented(raw, block),
            is_caption: false,
            is_labelled: false,
            is_titled: false,
        };
        let text = block.text(raw);
        let text = text.trim();
        if text.len() > LONG {
            let edge = (text.len() - EDGE..text.len()).find(|at| text.is_char_boundary(*at));
            shape.measure(&text[edge.unwrap_or(0)..]);
            shape.chars += RUNNING + 60;
            shape.columns += 2 * RUNNING + 120;
            shape.has_stop = true;
        } else {
            shape.measure(text);
        }
        shape.ending = ending(text);
        shape.is_numbered = signs::has_numbered_mark(text);
        shape.is_kicker = text.ends_with("——");
        shape.has_digits_first =
            !shape.is_numbered && text.starts_with(|c: char| c.is_ascii_digit()) && shape.chars < 8;
        shape.is_caption = signs::is_caption(text);
        shape.is_labelled = signs::label(text).is_some();
        shape.ends_in_brackets = ends_in_brackets(text);
        shape.is_titled = WORDS.title_end.end(text) && text.len() <= LONG;
        shape.opening = opening(text);
        shape
    }

    fn measure(&mut self, text: &str) {
        let mut in_quotes = false;
        let mut rest = text;
        while let Some(first) = rest.bytes().next() {
            self.chars += 1;
            self.tail += 1;
            // The characters of three bytes that begin so are Han, and none is a mark.
            if (0xE4..=0xE9).contains(&first) {
                self.columns += 2;
                rest = &rest['一'.len_utf8()..];
                continue;
            }
            let Some(c) = rest.chars().next() else { break };
            rest = &rest[c.len_utf8()..];
            self.columns += if c < '\u{2010}' { 1 } else { 2 };
            match c {
                '“' | '《' => in_quotes = true,
                '”' | '》' => in_quotes = false,
                '"' => in_quotes = !in_quotes,
                // What is quoted is a name; a title may hold one.
                '，' | ',' | '、' | '；' | ';' if !in_quotes => {
                    self.commas += 1;
                    self.tail = 0;
                }
                '：' | ':' => self.tail = 0,
                '。' | '！' | '？' => {
                    self.has_stop = true;
                    self.tail = 0;
                }
                _ => {}
            }
        }
    }

    /// Whether it begins with the mark of a numbered heading or list item.
    pub(super) fn is_numbered(&self) -> bool {
        self.is_numbered
    }

    /// Whether it is a numbered name without a sentence: 1.甲项目.
    pub(super) fn is_item(&self) -> bool {
        self.is_numbered && self.ending == Ending::Plain && self.commas == 0 && !self.has_stop
    }

    /// Whether it is running text, not a heading or a label.
    pub(super) fn is_running(&self) -> bool {
        self.commas > 0 || self.has_stop || self.ending == Ending::Stop || self.chars >= RUNNING
    }

    /// Whether it looks like a heading of what follows: short, without a stop, and what follows is running
    /// text or a heading itself. A figure (`12户`) and a name are too short.
    pub(super) fn is_heading(&self, next: &Self) -> bool {
        let is_short = (4..=40).contains(&self.chars) && !self.has_stop && !self.has_digits_first;
        let is_label = self.commas == 0 || self.is_numbered;
        let introduces = next.is_running() || next.opening == Opening::Mark || self.is_kicker;
        is_short && is_label && self.ending == Ending::Plain && !self.is_caption && introduces
    }

    /// Whether it is so short a sentence that it may be the end of one.
    pub(super) fn is_rest(&self) -> bool {
        self.chars <= 12 && self.commas == 0 && self.ending == Ending::Stop
    }

    /// Whether it is running text that stops in mid-sentence, when it has no stop at its end.
    pub(super) fn is_unfinished(&self) -> bool {
        if self.is_numbered && !self.has_stop && self.chars < 60 {
            return false;
        }
        // 关于青石县2017年……执行情况与2018年……计划草案的报告
        if self.is_titled && !self.has_stop && self.commas == 0 {
            return false;
        }
        if self.ends_in_brackets && !self.has_stop {
            return false;
        }
        self.chars >= RUNNING
            || self.has_stop
            || (self.commas > 0 && self.tail < 3)
            || (self.commas > 0 && self.chars >= 24 && self.ending != Ending::Stop)
    }
}

/// Whether a line ends with brackets in which there are commas, and has none outside.
fn ends_in_brackets(line: &str) -> bool {
    const COMMAS: [char; 5] = ['，', ',', '、', '；', ';'];
    let Some(line) = line.strip_suffix([')', '）']) else { return false };
    let open = line.rfind(['(', '（']);
    open.is_some_and(|open| line[open..].contains(COMMAS) && !line[..open].contains(COMMAS))
}

fn is_indented(raw: &str, block: &Block) -> bool {
    let start = block.pieces.first().map_or(0, |piece| piece.span.start);
    let before = raw.get(..start).unwrap_or("");
    let mut spaces = before.chars().rev().take_while(|c| c.is_whitespace() && !matches!(c, '\n' | '\r'));
    spaces.nth(1).is_some()
}

fn ending(text: &str) -> Ending {
    let inner = text.trim_end_matches(is_closing);
    match inner.chars().next_back() {
        Some('；' | ';' | '：' | ':') if inner.len() == text.len() => Ending::Stop,
        Some(c) if is_stop(c) => Ending::Stop,
        Some('，' | ',' | '、' | '（' | '(' | '“' | '‘' | '《' | '【' | '〔')
            if inner.len() == text.len() =>
        {
            Ending::Open
        }
        _ => Ending::Plain,
    }
}

fn opening(text: &str) -> Opening {
    let mark = signs::has_numbered_mark(text) || text.starts_with(signs::is_bullet);
    if mark || signs::is_byline(text) || signs::starts_report(text) {
        return Opening::Mark;
    }
    match text.chars().next() {
        Some('，' | ',' | '。' | '、' | '；' | ';' | '：' | ':' | '！' | '？') => Opening::Closing,
        Some('）' | ')' | '”' | '》' | '】' | '%' | '％') => Opening::Closing,
        Some('的' | '和' | '与' | '及' | '或') if !begins_a_word(text) => Opening::Particle,
        _ => Opening::Plain,
    }
}

/// Words that begin a paragraph with a character that is else a particle.
fn begins_a_word(text: &str) -> bool {
    WORDS.opening.begin(text)
}
