//! What place a passage is about.
//!
//! A heading that names a county speaks for the passages below it; so does a passage that begins
//! with one county and names no other. 全县 and 我市 point to it, and so do projects that are named
//! without a place.

use rustc_hash::FxHashMap;

use crate::entity::{EntityType, PlaceLevel};
use crate::gazetteer::{EntityIndex, Gazetteer};
use crate::linking::{LinkedMention, Resolution};
use crate::text::{BlockKind, NormalizedSpan, NormalizedText};

/// A place and where the text makes it the subject.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Focus {
    /// The place.
    pub place: EntityIndex,
    /// The town in it, where that is what is spoken of.
    pub town: Option<EntityIndex>,
    /// The mention that says so.
    pub evidence: NormalizedSpan,
}

/// The subject places of every passage of a document.
#[derive(Clone, Debug, Default)]
pub struct Scopes {
    county: Vec<Option<Focus>>,
    prefecture: Vec<Option<Focus>>,
    /// Whether the title names a prefecture and no county.
    titled: bool,
    /// The county that nearly all names of counties in the document are of.
    only: Option<Focus>,
}

/// How far into a passage, in bytes, the county that it is about may stand (some twelve characters).
const OPENING: usize = 40;

/// How many passages from the first may be titles, and how long they are, in bytes.
const TITLES: usize = 4;
const SHORT: usize = 130;
/// Words directly before a place that is not what the passage is about.
const ASIDE: [&str; 15] =
    ["被", "经", "据", "受", "与", "距", "从", "由", "向", "到", "至", "赴", "去", "想来", "自"];

/// Whether a passage that begins with `first` is about it: a place or a public body, not quoted and not in passing.
fn is_subject(text: &str, passage: NormalizedSpan, first: &LinkedMention) -> bool {
    let before = &text[passage.start..first.mention.span.start];
    let quoted = before.matches('“').count() > before.matches('”').count();
    matches!(first.mention.kind, EntityType::Place | EntityType::Organization | EntityType::Park)
        && !quoted
        && !ASIDE.iter().any(|word| before.ends_with(word))
}

/// The county that at least three of four names of counties are of, where there are some.
fn only(named: &[Focus]) -> Option<Focus> {
    const FEWEST: usize = 4;
    let mut counts: FxHashMap<EntityIndex, usize> = FxHashMap::default();
    for focus in named {
        *counts.entry(focus.place).or_default() += 1;
    }
    // Three of four leave no room for a second one.
    let (place, count) = counts.into_iter().find(|(_, count)| 4 * count >= 3 * named.len())?;
    named.iter().find(|focus| focus.place == place && count >= FEWEST).copied()
}

/// The town that all names of towns are of, where there are some.
fn only_town(named: &[Focus]) -> Option<EntityIndex> {
    let mut towns = named.iter().filter_map(|focus| focus.town);
    let first = towns.next()?;
    towns.all(|town| town == first).then_some(first)
}

/// The town that is named directly behind its county: 甲县乙镇.
fn behind(county: &Focus, named: &[Focus]) -> Option<EntityIndex> {
    let next = named.iter().find(|focus| focus.evidence.start == county.evidence.end)?;
    next.town.filter(|_| next.place == county.place)
}

/// Whether `outer` is the name of a firm or a work that holds the place of `focus`.
fn is_own(outer: &LinkedMention, focus: Focus) -> bool {
    matches!(
        outer.mention.kind,
        EntityType::Company | EntityType::Project | EntityType::Infrastructure | EntityType::Product
    ) && outer.mention.span.contains(focus.evidence)
}

/// Whether a public body is that of the place that its name begins with: 甲县|委, 甲县|发展和改革局.
fn is_organ(text: &str, body: &LinkedMention, place: Focus) -> bool {
    let name = body.mention.span.of(text);
    body.mention.kind == EntityType::Organization
        && body.mention.span.start == place.evidence.start
        && ["委", "政府", "局", "部", "办", "办公室", "人大", "政协", "管委会", "委员会"]
            .iter()
            .any(|end| name.ends_with(end))
}

impl Scopes {
    /// Reads the scopes of a document.
    #[must_use]
    pub fn new(text: &NormalizedText, mentions: &[LinkedMention], gazetteer: &Gazetteer) -> Self {
        let mut scopes = Self::default();
        // The county of the heading, that of the passage, and the prefecture named last.
        let (mut section, mut current, mut prefecture): (Option<Focus>, Option<Focus>, Option<Focus>) =
            (None, None, None);
        let (mut next, mut wide) = (0, false);
        let mut named: Vec<Focus> = Vec::new();
        for (number, passage) in text.passages.iter().enumerate() {
            // What stands above the text is a title, too: ——在甲县第十七届人民代表大会上.
            let words = passage.span.of(&text.text);
            let titles = number < TITLES && words.len() <= SHORT && !words.contains(['。', ';']);
            let kind =
                if titles && passage.kind == BlockKind::Paragraph { BlockKind::Title } else { passage.kind };
            let mut first = None;
            let mut here: Vec<Focus> = Vec::new();
            let mut cities: Vec<Focus> = Vec::new();
            let mut outer: Option<&LinkedMention> = None;
            while let Some(mention) =
                mentions.get(next).filter(|mention| mention.mention.span.start < passage.span.end)
            {
                next += 1;
                first.get_or_insert(mention);
                if !mention.mention.nested {
                    outer = Some(mention);
                }
                let (Resolution::Linked(place), EntityType::Place) =
                    (&mention.resolution, mention.mention.kind)
                else {
                    continue;
                };
                let focus = Focus { place: *place, town: None, evidence: mention.mention.span };
                match gazetteer.entity(*place).level {
                    Some(PlaceLevel::County) if !mention.mention.nested || titles => here.push(focus),
                    // 甲县委书记调研企业: the paragraph that begins with an organ of a county is about it.
                    Some(PlaceLevel::County)
                        if first == outer
                            && outer.is_some_and(|outer| is_organ(&text.text, outer, focus)) =>
                    {
                        here.push(focus);
                    }
                    // 我代表甲县人民政府,向大会报告工作: the whole report is about it.
                    Some(PlaceLevel::County) if text.text[..focus.evidence.start].ends_with("代表") => {
                        section = section.or(Some(focus));
                        here.push(focus);
                    }
                    // A city in the name of a firm or a work is not what the text is about.
                    Some(PlaceLevel::Prefecture)
                        if titles || !outer.is_some_and(|outer| is_own(outer, focus)) =>
                    {
                        cities.push(focus);
                    }
                    Some(PlaceLevel::Township) if !mention.mention.nested => {
                        if let Some(parent) = gazetteer.entity(*place).parent {
                            // 水西 alone may be an old name of the county.
                            let full = focus.evidence.of(&text.text).ends_with(['镇', '乡', '道']);
                            // Of 甲镇、乙镇 neither is what is spoken of.
                            let behind = &text.text[focus.evidence.end..];
                            let listed = behind.starts_with(['、', '和', '及', '与']);
                            let town = (full && !listed).then_some(*place);
                            here.push(Focus { place: parent, town, evidence: focus.evidence });
                        }
                    }
                    _ => {}
                }
            }
            let county = match kind {
                BlockKind::Title | BlockKind::Heading(_) => {
                    let one =
                        here.first().filter(|first| here.iter().all(|focus| focus.place == first.place));
                    wide = one.is_none() && (wide || !cities.is_empty());
                    if let Some(one) = one {
                        section = Some(Focus { town: only_town(&here), ..*one });
                    } else if !cities.is_empty() || here.len() > 1 {
                        section = None;
                    }
                    current = section;
                    current
                }
                _ => {
                    let start = passage.span.start;
                    let subject = first.is_some_and(|first| is_subject(&text.text, passage.span, first));
                    let end =
                        || passage.span.of(&text.text).find('。').map_or(passage.span.end, |at| start + at);
                    // The county that it begins with, unless its first sentence names others beside it.
                    let opens = here.first().filter(|first| {
                        subject
                            && first.evidence.start - start <= OPENING
                            && here
                                .iter()
                                .all(|focus| focus.place == first.place || focus.evidence.start > end())
                    });
                    let city =
                        cities.first().is_some_and(|city| subject && city.evidence.start - start <= OPENING);
                    if let Some(opens) = opens {
                        let own = Focus { town: opens.town.or_else(|| behind(opens, &here)), ..*opens };
                        // In a document about the county the next passage is about another town.
                        let stays = section.is_none_or(|section| section.town.is_some());
                        current = Some(Focus { town: own.town.filter(|_| stays), ..own });
                        Some(own)
                    } else if city {
                        // The passage turns to the whole city.
                        current = None;
                        None
                    } else if here
                        .iter()
                        .any(|focus| current.is_some_and(|county| county.place != focus.place))
                    {
                        // It names other counties: only what heads the section is sure.
                        let sure =
                            section.filter(|section| here.iter().any(|focus| focus.place == section.place));
                        current = section;
                        sure
                    } else {
                        current
                    }
                }
            };
            if kind == BlockKind::Title && here.is_empty() && !cities.is_empty() {
                scopes.titled = true;
            }
            // Under a heading about a city a paragraph speaks of a county for itself alone.
            if wide {
                current = section;
            }
            if let Some(first) = cities.first() {
                prefecture = Some(*first);
            }
            scopes.county.push(county);
            scopes.prefecture.push(prefecture);
            named.append(&mut here);
        }
        scopes.only = only(&named);
        scopes
    }

    /// The county that passage number `passage` is about.
    #[must_use]
    pub fn county(&self, passage: usize) -> Option<Focus> {
        self.county.get(passage).copied().flatten()
    }

    /// The county that passage number `passage` is about, or else the prefecture that the document's title names.
    #[must_use]
    pub fn own(&self, passage: usize) -> Option<Focus> {
        let titled = || (0..TITLES).find_map(|title| self.prefecture(title)).filter(|_| self.titled);
        self.county(passage).or_else(titled).or(self.only)
    }

    /// The county or else the prefecture that passage number `passage` is about.
    #[must_use]
    pub fn place(&self, passage: usize) -> Option<Focus> {
        self.county(passage).or_else(|| self.prefecture(passage))
    }

    /// The prefecture that was named last up to passage number `passage`.
    #[must_use]
    pub fn prefecture(&self, passage: usize) -> Option<Focus> {
        self.prefecture.get(passage).copied().flatten()
    }
}
