//! The pattern language of rules; see [`super::rule`] for its form.
//!
//! A pattern is matched by backtracking from left to right. Gaps are lazy and bounded, so the work
//! a sentence can cause is bounded too.

use super::item::{Item, Stretch};
use crate::entity::EntityType;
use crate::text::NormalizedSpan;

/// Which part of a fact an element gives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    Subject,
    Object,
}

#[derive(Clone, Debug)]
enum Element {
    /// One of the texts; `optional`: or none.
    Text { alternatives: Vec<String>, optional: bool, beginnings: Beginnings },
    /// A mention; `many`: or an enumeration.
    Mention { role: Role, kinds: Vec<EntityType>, many: bool },
    /// The words up to the end of the clause, as a literal object.
    Words,
    /// Anything, over at most `limit` characters; `sentence`: also beyond the clause.
    Gap { limit: usize, sentence: bool },
}

/// The characters that one of several texts begins with, by the last six bits of each: enough to pass over
/// most places of a sentence without comparing texts.
#[derive(Clone, Copy, Debug)]
struct Beginnings(u64);

impl Beginnings {
    fn of(texts: &[String]) -> Self {
        Self(texts.iter().filter_map(|text| text.chars().next()).fold(0, |set, first| set | Self::bit(first)))
    }

    /// Whether one of the texts may begin with `first`.
    fn has(self, first: char) -> bool {
        self.0 & Self::bit(first) != 0
    }

    fn bit(first: char) -> u64 {
        1 << (u32::from(first) & 63)
    }
}

/// A compiled pattern.
#[derive(Clone, Debug)]
pub(super) struct Pattern {
    elements: Vec<Element>,
    /// A text that must be in the sentence: the cheapest test first.
    pub(super) required: Vec<String>,
}

/// What a match binds.
#[derive(Clone, Debug, Default)]
pub(super) struct Match<'a> {
    pub(super) subjects: Vec<&'a Item>,
    pub(super) objects: Vec<&'a Item>,
    pub(super) words: Option<NormalizedSpan>,
    pub(super) end: usize,
}

impl Pattern {
    /// Compiles the text of a pattern.
    pub(super) fn compile(text: &str) -> Result<Self, String> {
        let elements = text.split_whitespace().map(element).collect::<Result<Vec<_>, _>>()?;
        if !elements.iter().any(|element| matches!(element, Element::Mention { role: Role::Subject, .. })) {
            return Err(format!("the pattern {text:?} has no subject: write {{s:type}} for it"));
        }
        let required = elements
            .iter()
            .filter_map(|element| match element {
                Element::Text { alternatives, optional: false, .. } => Some(alternatives.clone()),
                _ => None,
            })
            .max_by_key(|alternatives| alternatives.iter().map(String::len).min().unwrap_or(0))
            .unwrap_or_default();
        Ok(Self { elements, required })
    }

    /// All matches in a sentence, from left to right, without overlaps.
    pub(super) fn matches<'a>(
        &self,
        text: &str,
        sentence: NormalizedSpan,
        items: Stretch<'a>,
    ) -> Vec<(NormalizedSpan, Match<'a>)> {
        let mut out: Vec<(NormalizedSpan, Match<'a>)> = Vec::new();
        for start in self.starts(text, sentence, items) {
            if out.last().is_some_and(|(span, _)| start < span.end) {
                continue;
            }
            let mut bound = Match::default();
            if step(&self.elements, text, start, sentence.end, items, &mut bound) && bound.end > start {
                out.push((NormalizedSpan::new(start, bound.end), bound));
            }
        }
        out
    }

    /// Where a match can begin, in order.
    fn starts(&self, text: &str, sentence: NormalizedSpan, items: Stretch<'_>) -> Vec<usize> {
        match self.elements.first() {
            Some(Element::Mention { kinds, .. }) => {
                let fitting = items.iter().filter(|item| kinds.contains(&item.kind));
                fitting.map(|item| item.span.start).collect()
            }
            Some(Element::Text { alternatives, optional: false, beginnings }) => {
                let words = sentence.of(text);
                let begins =
                    |at: usize| alternatives.iter().any(|word| words[at..].starts_with(word.as_str()));
                words
                    .char_indices()
                    .filter(|&(at, first)| beginnings.has(first) && begins(at))
                    .map(|(at, _)| sentence.start + at)
                    .collect()
            }
            _ => sentence.of(text).char_indices().map(|(at, _)| sentence.start + at).collect(),
        }
    }
}

fn element(text: &str) -> Result<Element, String> {
    match text {
        "~" => return Ok(Element::Gap { limit: 40, sentence: false }),
        "~~" => return Ok(Element::Gap { limit: 80, sentence: true }),
        _ => {}
    }
    if let Some(inside) = text.strip_prefix('{') {
        let inside = inside.strip_suffix('}').ok_or_else(|| format!("{text:?} has no closing brace"))?;
        let (role, kinds) =
            inside.split_once(':').ok_or_else(|| format!("{text:?}: write {{s:type}} or {{o:type}}"))?;
        let role = match role {
            "s" => Role::Subject,
            "o" => Role::Object,
            _ => return Err(format!("{text:?}: {role:?} is neither s (subject) nor o (object)")),
        };
        if kinds == "text" {
            return match role {
                Role::Object => Ok(Element::Words),
                Role::Subject => Err(format!("{text:?}: words can be an object only")),
            };
        }
        let (kinds, many) = kinds.strip_suffix('+').map_or((kinds, false), |kinds| (kinds, true));
        let kinds = kinds
            .split('|')
            .map(|kind| kind.parse::<EntityType>().map_err(|error| error.to_string()))
            .collect::<Result<Vec<_>, _>>()?;
        return Ok(Element::Mention { role, kinds, many });
    }
    let (text, optional) = text.strip_suffix(")?").map_or((text, false), |text| (text, true));
    let inside = text.strip_prefix('(').map(|inside| inside.strip_suffix(')').unwrap_or(inside));
    let alternatives: Vec<String> = inside.unwrap_or(text).split('|').map(str::to_owned).collect();
    if alternatives.iter().any(String::is_empty) {
        return Err(format!("{text:?} has an empty alternative"));
    }
    let beginnings = Beginnings::of(&alternatives);
    Ok(Element::Text { alternatives, optional, beginnings })
}

/// Matches `elements` from byte `at`; binds into `bound` and leaves it as it was on failure.
fn step<'a>(
    elements: &[Element],
    text: &str,
    at: usize,
    limit: usize,
    items: Stretch<'a>,
    bound: &mut Match<'a>,
) -> bool {
    let Some((first, rest)) = elements.split_first() else {
        bound.end = at;
        return true;
    };
    match first {
        Element::Text { alternatives, optional, beginnings } => {
            let here = &text[at..limit];
            if here.chars().next().is_some_and(|first| beginnings.has(first)) {
                for word in alternatives {
                    if here.starts_with(word.as_str())
                        && step(rest, text, at + word.len(), limit, items, bound)
                    {
                        return true;
                    }
                }
            }
            *optional && step(rest, text, at, limit, items, bound)
        }
        Element::Mention { role, kinds, many } => {
            let saved = (bound.subjects.len(), bound.objects.len());
            let mut found: Vec<(&Item, usize)> = Vec::new();
            let mut next = at;
            while let Some(item) =
                items.starting_at(next).filter(|item| kinds.contains(&item.kind) && item.span.end <= limit)
            {
                found.push((item, item.span.end));
                if !many {
                    break;
                }
                // G247大关至鲁甸段、G352…: a section between two members.
                let after = item.span.end + section(text, item, limit, items);
                match separator(&text[after..limit]) {
                    Some(length) => next = after + length,
                    None => break,
                }
            }
            // The longest enumeration first; a shorter one when the rest doesn't fit.
            while let Some((_, end)) = found.last() {
                for (item, _) in &found {
                    match role {
                        Role::Subject => bound.subjects.push(item),
                        Role::Object => bound.objects.push(item),
                    }
                }
                let end = if *many { *end + closing(&text[*end..limit]) } else { *end };
                if step(rest, text, end, limit, items, bound) {
                    return true;
                }
                bound.subjects.truncate(saved.0);
                bound.objects.truncate(saved.1);
                found.pop();
            }
            false
        }
        Element::Words => {
            let end = at + text[at..limit].find([',', ';', '。', '\n', '(']).unwrap_or(limit - at);
            if end == at {
                return false;
            }
            bound.words = Some(NormalizedSpan::new(at, end));
            step(rest, text, end, limit, items, bound)
        }
        Element::Gap { limit: characters, sentence } => {
            let mut position = at;
            for _ in 0..=*characters {
                if step(rest, text, position, limit, items, bound) {
                    return true;
                }
                let Some(next) = text[position..limit].chars().next() else { return false };
                if !sentence && matches!(next, ',' | ';' | ':') {
                    return false;
                }
                // A gap passes over a mention as a whole.
                position = match items.starting_at(position) {
                    Some(item) if item.span.end <= limit => item.span.end,
                    _ => position + next.len_utf8(),
                };
            }
            false
        }
    }
}

/// The length of what joins two members of an enumeration.
fn separator(text: &str) -> Option<usize> {
    ["”、“", "”“", "、", "以及", "和", "与", "及", "至", "到"]
        .iter()
        .find(|word| text.starts_with(**word))
        .map(|word| word.len())
}

/// The length of what closes an enumeration: 等, a count, a head noun (等5家企业, 3条高速公路).
fn closing(text: &str) -> usize {
    let mut rest = text.trim_start_matches('”');
    rest = rest.strip_prefix('等').unwrap_or(rest);
    let counted =
        rest.trim_start_matches(|c: char| c.is_ascii_digit() || "一二两三四五六七八九十多余".contains(c));
    if counted.len() < rest.len()
        && let Some(after) =
            ["家", "个", "条", "户", "座", "大", "项"].iter().find_map(|unit| counted.strip_prefix(unit))
    {
        rest = after;
    }
    const MODIFIERS: [&str; 16] = [
        "一批",
        "重点",
        "重大",
        "龙头",
        "骨干",
        "知名",
        "工业",
        "技改",
        "产业",
        "大型",
        "本土",
        "主要",
        "优质",
        "高速公路",
        "国省道",
        "交通",
    ];
    while let Some(after) = MODIFIERS.iter().find_map(|word| rest.strip_prefix(word)) {
        rest = after;
    }
    if let Some(after) = ["企业", "公司", "项目", "工程", "高速", "园区", "集团"]
        .iter()
        .find_map(|noun| rest.strip_prefix(noun))
    {
        rest = after;
    }
    text.len() - rest.len()
}

/// The length of the section (大关至鲁甸段) behind a road.
fn section(text: &str, item: &Item, limit: usize, items: Stretch<'_>) -> usize {
    if item.kind != EntityType::Infrastructure {
        return 0;
    }
    let start = item.span.end;
    let mut at = start;
    while let Some(place) =
        items.starting_at(at).filter(|place| place.kind == EntityType::Place && place.span.end <= limit)
    {
        at = place.span.end;
        at += ["至", "到", "—", "-"]
            .iter()
            .find(|word| text[at..limit].starts_with(**word))
            .map_or(0, |word| word.len());
    }
    if at == start {
        return 0;
    }
    at - start
        + ["段", "境内"].iter().find(|word| text[at..limit].starts_with(**word)).map_or(0, |word| word.len())
}
