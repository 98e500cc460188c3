//! What the sentences of a document stand under: their headings, and the park and the industries that a
//! heading, a label or the opening of a paragraph speaks of.
//!
//! ```text
//! # 甲工业园                      the park of all that follows
//! ## 一、续建项目                 a heading
//! - 绿色建材:乙公司、丙公司。      a label: the industry of its line
//! 丁开发区产值增长8%。戊公司投产。  the second sentence is about the park, too
//! ```

mod intent;
mod opening;
mod plan;
pub(super) mod report;

use memchr::memchr;

use super::item::{Item, Items};
use super::outline::Outline;
use crate::entity::EntityType;
use crate::mention::table::Column;
use crate::text::signs::{self, has_numbered_mark};
use crate::text::word_list::word_lists;
use crate::text::words::Words;
use crate::text::{BlockKind, NormalizedSpan, NormalizedText, Sentence};

pub(super) use intent::intents;
use opening::opening;

word_lists! {
    pub(super) static WORDS: SectionWords = "section.csv";
    /// What headings of what is to be done say.
    plan,
    /// What headings say that look back.
    review,
    /// Verbs before a park that is built.
    building,
    /// Verbs behind a park that is built.
    begun,
    /// Words of figures that lead away from a park.
    whole,
    /// What somebody does in a park that he goes through.
    inspected,
    /// What opens sentences about what is to be done.
    intend,
    /// What says that several paragraphs tell of it.
    points,
    /// What opens sentences that look back.
    looking_back,
    /// What may stand between who speaks of his aims and 将.
    when,
    /// What follows a 将 that speaks of them.
    resolves,
    /// Verbs before the sector that a paragraph is about.
    builds_up,
    /// What a paragraph begins with that goes on about what the one before tells: 本次开工的项目分别是.
    points_back,
}

/// Items of the document, by their numbers.
pub(super) type Group = (usize, usize);

/// What one sentence stands under.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Section {
    /// The innermost heading, a number for [`Sections::headings`].
    heading: Option<usize>,
    /// The park: the number of an item.
    pub(super) park: Option<usize>,
    /// The industries: items.
    pub(super) industries: Option<Group>,
    /// Whether a heading between them and the sentence is about something else.
    pub(super) inherited: bool,
    /// Whether they are all that is told there: 二、做强新材料产业, but not 参观铝厂.
    pub(super) plain: bool,
}

/// A heading and the one that it stands under.
#[derive(Clone, Copy, Debug)]
struct Heading {
    words: NormalizedSpan,
    depth: u8,
    above: Option<usize>,
    park: Option<usize>,
    industries: Option<Group>,
    /// Whether the industries are those of a heading above.
    inherited: bool,
    /// Whether they are all that it tells.
    plain: bool,
}

/// The sections of a document.
#[derive(Debug, Default)]
pub(super) struct Sections {
    headings: Vec<Heading>,
    sentences: Vec<Section>,
    /// Where the headings of what is to be done begin.
    planned: Vec<usize>,
    /// Where the headings of what was done begin.
    reviewed: Vec<usize>,
    /// The sentences that follow one about what is to be done.
    intended: Vec<bool>,
    /// By sentence: whether it stands where a report of a government looks back; empty where the document is no such report.
    looking_back: Vec<bool>,
}

/// Headings are shorter, in bytes (some forty characters).
const SHORT: usize = 120;
/// Labels before a colon are shorter (some fifteen characters).
const LABEL: usize = 45;
/// What follows the stage of the projects that a line lists.
pub(super) const AMONG: &str = "项目中,";
/// How far into a sentence what it is about may stand (some eight characters).
const OPENING: usize = 24;
/// How far its subject may stand (two characters).
const SUBJECT: usize = 6;
/// Deeper than any heading: the label of one line.
const LINE: u8 = 20;
/// The depth of `一、` where the document marks no headings.
const NUMBERED: u8 = 7;

impl Sections {
    /// Reads the sections of a document.
    pub(super) fn new(
        text: &NormalizedText,
        sentences: &[Sentence],
        items: &Items,
        outline: &Outline,
    ) -> Self {
        let whole = outline.profile.park.as_ref().and_then(|park| items.position(park));
        let looking_back = outline.report.as_ref().map_or_else(Vec::new, |report| {
            sentences.iter().map(|sentence| report.looks_back(sentence.passage)).collect()
        });
        let mut sections = Self { intended: intents(text, sentences, true), looking_back, ..Self::default() };
        let mut next = 0;
        let mut current: Option<usize> = None;
        let mut carried = Section::default();
        for (at, passage) in text.passages.iter().enumerate() {
            let words = passage.span.of(&text.text);
            // 项目名称:甲产业园 heads nothing.
            let of_form = signs::label(words).is_some_and(|(label, _)| Column::of(label).is_some());
            let bare = || !words.contains(['。', ';']) && !has_numbered_mark(words);
            let found = match passage.kind {
                _ if of_form => None,
                _ if at == 0 && words.len() <= SHORT && bare() => Some((0, words.len())),
                kind => heading(kind, words),
            };
            if let Some((depth, length)) = found {
                let span = NormalizedSpan::new(passage.span.start, passage.span.start + length);
                current = Some(sections.enter(&text.text, current, depth, span, items));
                if let Some(heading) = sections.headings.last_mut().filter(|heading| heading.depth == 0) {
                    heading.park = heading.park.or(whole);
                }
                carried = Section::default();
            } else if passage.kind != BlockKind::ListItem && !WORDS.points_back.begin(words) {
                carried = Section::default();
            }
            let mut line = carried;
            line.heading = current;
            if let Some(length) = label(words) {
                let span = NormalizedSpan::new(passage.span.start, passage.span.start + length);
                let named = about(&text.text, span, items, EntityType::Industry);
                if let Some(named) = named {
                    line.industries = Some(named);
                }
                line.heading = Some(sections.enter(&text.text, current, LINE, span, items));
            }
            // After the heading of 二、主导产业。现代煤化工…… the paragraph begins.
            let body = found.map_or(passage.span.start, |(_, length)| passage.span.start + length + 3);
            while let Some(sentence) = sentences.get(next).filter(|sentence| sentence.passage == at) {
                next += 1;
                let begins = sentence.span.start <= body;
                opening(text, sentence.span, begins, items, &mut line);
                let under = line.heading.map(|heading| sections.headings[heading]);
                sections.sentences.push(Section {
                    heading: line.heading,
                    park: line.park.or(match under {
                        Some(heading) => heading.park,
                        None => whole,
                    }),
                    industries: line.industries.or(under.and_then(|heading| heading.industries)),
                    inherited: line.industries.is_none() && under.is_some_and(|heading| heading.inherited),
                    plain: line.industries.is_some() || under.is_some_and(|heading| heading.plain),
                });
            }
            // Of a paragraph the park holds for the list below it; a label holds for its line alone, and so does what the
            // line of a form names.
            carried = match passage.kind {
                BlockKind::ListItem => carried,
                _ if of_form => Section::default(),
                _ => Section { park: line.park, ..Section::default() },
            };
        }
        sections
    }

    fn enter(
        &mut self,
        text: &str,
        current: Option<usize>,
        depth: u8,
        words: NormalizedSpan,
        items: &Items,
    ) -> usize {
        let mut above = current;
        while let Some(heading) = above.map(|at| self.headings[at]).filter(|heading| heading.depth >= depth) {
            above = heading.above;
        }
        let outer = above.map(|at| self.headings[at]);
        let says = |list: &Words| list.are_in(words.of(text));
        match (says(&WORDS.plan), says(&WORDS.review)) {
            (true, false) if depth > 0 => self.planned.push(words.start),
            (false, true) if depth > 0 => self.reviewed.push(words.start),
            _ => {}
        }
        let places = items.within(words).iter().any(|item| item.kind == EntityType::Place);
        // 甲公司投资建设乙产业园, 乙产业园开工 are not about what stands in 乙产业园.
        const NEAR: usize = 6;
        let built = |park: &usize| {
            let Some(park) = items.get(*park) else { return false };
            let (before, behind) = (&text[words.start..park.span.start], &text[park.span.end..words.end]);
            let next: String = behind.chars().take(NEAR).take_while(|c| !c.is_whitespace()).collect();
            !before.ends_with('在')
                && (WORDS.building.are_in(before) || !next.contains("项目") && WORDS.begun.are_in(&next))
        };
        let own_park = only(words, items, EntityType::Park).filter(|park| !built(park));
        let own = about(text, words, items, EntityType::Industry);
        self.headings.push(Heading {
            words,
            depth,
            above,
            // A heading that turns to another place leaves the park.
            park: own_park.or(outer.and_then(|heading| heading.park).filter(|_| !places)),
            industries: own.or(outer.and_then(|heading| heading.industries)),
            plain: own.is_some_and(|own| is_plain(text, words, items.range(own))),
            inherited: own.is_none()
                && outer
                    .is_some_and(|heading| heading.inherited || depth < LINE && heading.industries.is_some()),
        });
        self.headings.len() - 1
    }

    /// What sentence number `sentence` stands under.
    pub(super) fn of(&self, sentence: usize) -> Section {
        self.sentences.get(sentence).copied().unwrap_or_default()
    }

    /// The title of the document.
    pub(super) fn title(&self) -> Option<NormalizedSpan> {
        self.headings.first().filter(|heading| heading.depth == 0).map(|heading| heading.words)
    }

    /// All headings, with the title.
    pub(super) fn all_headings(&self) -> impl Iterator<Item = NormalizedSpan> {
        self.headings.iter().map(|heading| heading.words)
    }

    /// Whether sentence number `sentence` stands under a heading of what is to be done: 二、2025年重点工作.
    pub(super) fn is_planned(&self, sentence: usize) -> bool {
        self.intended.get(sentence).copied().unwrap_or(false)
            || self.headings(self.of(sentence)).any(|words| self.planned.contains(&words.start))
    }

    /// Whether sentence number `sentence` stands under a heading of what was done, 一、2024年工作回顾, or where a report of a
    /// government looks back.
    pub(super) fn is_reviewed(&self, sentence: usize) -> bool {
        !self.is_planned(sentence)
            && (self.looking_back.get(sentence).copied().unwrap_or(false)
                || self.headings(self.of(sentence)).any(|words| self.reviewed.contains(&words.start)))
    }

    /// The headings that a section stands under, innermost first.
    pub(super) fn headings(&self, section: Section) -> impl Iterator<Item = NormalizedSpan> + '_ {
        let mut next = section.heading;
        std::iter::from_fn(move || {
            let heading = self.headings.get(next?)?;
            next = heading.above;
            Some(heading.words)
        })
    }
}

/// The depth of a heading and its length in bytes; none for a passage that is none. The heading of
/// 二、主导产业。现代煤化工…… is its first sentence.
fn heading(kind: BlockKind, words: &str) -> Option<(u8, usize)> {
    let han = || {
        let bare = words.trim_start_matches(['(', '第']);
        bare.starts_with(['一', '二', '三', '四', '五', '六', '七', '八', '九', '十'])
    };
    let numbered = has_numbered_mark(words);
    match kind {
        BlockKind::Title => Some((0, words.len())),
        // 1. and (1) number the items of a list.
        BlockKind::Heading(6) if numbered && !han() => None,
        BlockKind::Heading(6) if numbered => Some((NUMBERED + u8::from(words.starts_with('(')), words.len())),
        BlockKind::Heading(depth) => Some((depth, words.len())),
        BlockKind::Paragraph if numbered && han() => {
            let end = words.find(['。', ':']).unwrap_or(words.len());
            let short = end <= LABEL && !words[..end].contains([',', ';']);
            short.then_some((NUMBERED + u8::from(words.starts_with('(')), end))
        }
        BlockKind::Paragraph if words.len() <= SHORT && !numbered => {
            let bare = words.strip_suffix(':')?;
            (!bare.contains([',', '。', ';', ':'])).then_some((NUMBERED + 2, bare.len()))
        }
        _ => None,
    }
}

/// The length of the label that a line begins with: 绿色建材:……, 签约项目中,…….
fn label(words: &str) -> Option<usize> {
    let first = |mark: u8, within: usize| memchr(mark, &words.as_bytes()[..words.len().min(within)]);
    // The first comma ends them: a label has none in it.
    let among = || {
        let comma = first(b',', LABEL + AMONG.len())?;
        words[..=comma].ends_with(AMONG).then_some(comma)
    };
    let end = first(b':', LABEL).or_else(among)?;
    let short = end + 1 < words.len() && !words[..end].contains([',', '。', '、', ';', '(']);
    short.then_some(end)
}

/// Whether a heading tells nothing but its sectors and that they are built up: (一)做强|新材料产业|链.
fn is_plain(text: &str, heading: NormalizedSpan, sectors: &[Item]) -> bool {
    /// How long what stands behind them may be, in bytes (two characters).
    const TAIL: usize = 6;
    let Some((first, last)) = sectors.first().zip(sectors.last()) else { return false };
    let before = &text[heading.start..first.span.start];
    let number = |c: char| !c.is_alphabetic() || "一二三四五六七八九十是".contains(c);
    let bare = before.chars().all(number) || WORDS.builds_up.end(before);
    bare && heading.end - last.span.end <= TAIL
}

/// The only item of a kind in `span`.
fn only(span: NormalizedSpan, items: &Items, kind: EntityType) -> Option<usize> {
    let (from, inside) = items.numbered(span);
    let mut found = inside.iter().enumerate().filter(|(_, item)| item.kind == kind);
    let first = found.next()?;
    found.next().is_none().then_some(from + first.0)
}

/// The items of a kind that `span` is about: one or an enumeration, with nothing else named there.
fn about(text: &str, span: NormalizedSpan, items: &Items, kind: EntityType) -> Option<Group> {
    let (from, inside) = items.numbered(span);
    let named: usize = inside.iter().map(|item| item.span.len()).sum();
    // 二、工业和建筑业 is about more than what is named.
    let fits = inside.iter().all(|item| item.kind == kind) && 2 * named + 6 >= span.len();
    // 工业和|建筑业: what is joined to the first and not named is another sector.
    let joined = |item: &Item| text[span.start..item.span.start].ends_with(['和', '、', '与', '及']);
    let last =
        inside.last().is_some_and(|last| text[last.span.end..span.end].starts_with(['和', '、', '与', '及']));
    let alone = !last && inside.first().is_some_and(|first| !joined(first));
    (fits && alone && named > 0).then_some((from, from + inside.len()))
}
