//! What an entry of a list, a record or a section is about: the name that it begins with, or that its heading is.
//!
//! In `(3)甲项目。业主:乙公司。总投资5亿元。` and in the paragraphs below a heading `甲项目` the figures are those of
//! the project, whatever else is named on the way.

use super::Source;
use crate::entity::EntityType;
use crate::extraction::EntityRef;
use crate::linking::{LinkedMention, begun_before};
use crate::relation::reference::meaning;
use crate::text::signs::han_digit;
use crate::text::word_list::word_lists;
use crate::text::{BlockKind, Passage};

word_lists! {
    static WORDS: EntryWords = "entry.csv";
    /// What is told of the work that an item of a list begins with.
    field,
    /// Labels before the name that an entry begins with.
    label,
}

/// What the passages of a document are entries of.
#[derive(Debug, Default)]
pub(super) struct Entries {
    /// By passage.
    heads: Vec<Option<EntityRef>>,
    /// The numbered ones.
    numbered: Vec<(u32, EntityRef)>,
    /// The passages that are items about something that no mention is.
    unknown: Vec<usize>,
}

impl Entries {
    pub(super) fn new(source: Source<'_>) -> Self {
        let mut heads = Vec::with_capacity(source.text.passages.len());
        let mut section: Option<(EntityRef, u8)> = None;
        let mut line: Option<EntityRef> = None;
        let (mut numbered, mut unknown) = (Vec::new(), Vec::new());
        // The passage before was a name alone: a list of names, none of which is about what follows.
        let mut after_name = false;
        let passages = &source.text.passages;
        for (at, passage) in passages.iter().enumerate() {
            let own = opening(source, passage);
            match passage.kind {
                BlockKind::Title | BlockKind::Byline | BlockKind::Caption | BlockKind::TableCell { .. } => {
                    heads.push(None);
                }
                BlockKind::Heading(depth) => {
                    line = None;
                    after_name = false;
                    // Headings that follow each other are a list.
                    let beside = |other: Option<usize>| {
                        let kind = other.and_then(|other| Some(passages.get(other)?.kind));
                        kind == Some(passage.kind)
                    };
                    let listed = beside(at.checked_sub(1)) || beside(Some(at + 1));
                    match own {
                        Some(Opening { entity, alone: true, number, .. }) => {
                            numbered.extend(number.map(|number| (number, entity.clone())));
                            section = (!listed).then_some((entity, depth));
                        }
                        _ if section.as_ref().is_some_and(|(_, above)| depth <= *above) => section = None,
                        _ => {}
                    }
                    heads.push(section.as_ref().map(|(entity, _)| entity.clone()));
                }
                BlockKind::Paragraph | BlockKind::ListItem => match own {
                    Some(Opening { entity, alone, record: true, number }) => {
                        line = (alone && !after_name).then(|| entity.clone());
                        after_name = alone;
                        numbered.extend(number.map(|number| (number, entity.clone())));
                        heads.push(Some(entity));
                    }
                    // 甲产业园位于…… below the heading 乙基地 is about the park.
                    Some(Opening { entity, .. })
                        if entity.kind != EntityType::Company
                            && line
                                .as_ref()
                                .or(section.as_ref().map(|(entity, _)| entity))
                                .is_some_and(|head| head.kind == entity.kind && *head != entity) =>
                    {
                        after_name = false;
                        heads.push(None);
                    }
                    _ => {
                        if let Some((_, len)) = numbering(passage.span.of(&source.text.text)) {
                            line = None;
                            if is_record(&passage.span.of(&source.text.text)[len..]) {
                                unknown.push(at);
                            }
                        }
                        after_name = false;
                        let section = section.as_ref().map(|(entity, _)| entity);
                        heads.push(line.as_ref().or(section).cloned());
                    }
                },
            }
        }
        Self { heads, numbered, unknown }
    }

    /// The things that a sentence means by their numbers in a list before: `第3项`, `第(三)项`, with the offsets.
    pub(super) fn by_number<'t>(
        &'t self,
        sentence: &'t str,
    ) -> impl Iterator<Item = (usize, usize, &'t EntityRef)> {
        let sentence = if self.numbered.is_empty() { "" } else { sentence };
        let found = sentence.match_indices('第');
        found.filter_map(|(at, mark)| {
            let (number, len) = number(sentence[at + mark.len()..].trim_start_matches('('))?;
            let open = usize::from(sentence[at + mark.len()..].starts_with('('));
            let rest = sentence[at + mark.len() + open + len..].trim_start_matches(')');
            let rest = rest.strip_prefix(['项', '个'])?;
            let mut named = self.numbered.iter().filter(|(other, _)| *other == number);
            let (_, entity) = named.next()?;
            // A second list with the same number leaves it open which is meant.
            named.next().is_none().then_some((at, sentence.len() - rest.len(), entity))
        })
    }

    /// Whether passage number `passage` is an item about something that no mention is.
    pub(super) fn is_of_unknown(&self, passage: usize) -> bool {
        self.unknown.binary_search(&passage).is_ok()
    }

    /// What passage number `passage` is an entry of.
    pub(super) fn head(&self, passage: usize) -> Option<&EntityRef> {
        self.heads.get(passage)?.as_ref()
    }
}

/// The name that a passage begins with.
struct Opening {
    entity: EntityRef,
    /// It is all that the passage says.
    alone: bool,
    /// What follows are its fields.
    record: bool,
    /// Its number in the list.
    number: Option<u32>,
}

fn opening(source: Source<'_>, passage: &Passage) -> Option<Opening> {
    let text = &source.text.text;
    let words = passage.span.of(text);
    let (number, len) = numbering(words).map_or((None, 0), |(number, len)| (Some(number), len));
    let start = passage.span.start + len;
    let start = start + label(&text[start..passage.span.end]);
    let found = starting_at(source, start)?;
    let after = text.get(found.mention.span.end..passage.span.end)?;
    let after = after.strip_prefix('”').unwrap_or(after);
    let after = behind_bracket(after).trim_start();
    let works = matches!(found.mention.kind, EntityType::Project | EntityType::Infrastructure);
    // 甲技改——乙公司丙基地
    let alone = after.is_empty() || works && number.is_some() && after.starts_with("——");
    let record = alone || after.starts_with(['。', ':']) || works && after.starts_with([',', ';']);
    Some(Opening { entity: meaning(found, source.gazetteer)?, alone, record, number })
}

/// Whether the words of an item are a name and what is told of it: 县城第二水厂。设计日供水规模5万吨,….
fn is_record(words: &str) -> bool {
    let Some((name, rest)) = words.split_once(['。', ':']) else { return false };
    let named = (4..=30).contains(&name.chars().count()) && !name.contains([',', ';', '%']);
    named && WORDS.field.begin(rest.trim_start())
}

/// The outermost thing that is named at `start`.
fn starting_at(source: Source<'_>, start: usize) -> Option<&LinkedMention> {
    let from = begun_before(source.mentions, start);
    let found = source.mentions.get(from..)?.iter().find(|mention| !mention.mention.nested)?;
    let kind = matches!(
        found.mention.kind,
        EntityType::Project | EntityType::Infrastructure | EntityType::Park | EntityType::Company
    );
    (kind && found.mention.span.start == start).then_some(found)
}

/// `(三)`, `【2】`, `1.`, `二、` at the beginning of `words`: the number and the length.
fn numbering(words: &str) -> Option<(u32, usize)> {
    let open = words.trim_start_matches(['(', '【', ' ']);
    let (number, len) = number(open)?;
    let after = open[len..].trim_start_matches([')', '】', '.', '、', ' ']);
    (after.len() < open.len() - len).then_some((number, words.len() - after.len()))
}

/// The number below a hundred that `words` begin with, and its length.
fn number(words: &str) -> Option<(u32, usize)> {
    let (mut value, mut len) = (0, 0);
    for c in words.chars().take(3) {
        let digit = c.to_digit(10).or_else(|| han_digit(c));
        value = match (digit, c) {
            (Some(digit), _) if c.is_ascii_digit() => value * 10 + digit,
            (Some(digit), _) => value + digit,
            (None, '十') => value.max(1) * 10,
            _ => break,
        };
        len += c.len_utf8();
    }
    (len > 0).then_some((value, len))
}

/// The length of `项目名称:` at the beginning of `words`.
fn label(words: &str) -> usize {
    WORDS
        .label
        .without_prefix(words)
        .and_then(|rest| rest.strip_prefix(':'))
        .map_or(0, |rest| words.len() - rest.trim_start().len())
}

/// `words` behind the brackets that they begin with.
fn behind_bracket(words: &str) -> &str {
    match words.strip_prefix('(').and_then(|inside| inside.split_once(')')) {
        Some((_, after)) => after,
        None => words,
    }
}
