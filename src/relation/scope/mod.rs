//! What place a passage is about.
//!
//! A heading that names a county speaks for the passages below it; so does a passage that begins
//! with one county and names no other. 全县 and 我市 point to it, and so do projects that are named
//! without a place.

mod named;

use rustc_hash::FxHashMap;

use crate::entity::PlaceLevel;
use crate::gazetteer::{EntityIndex, Gazetteer};
use crate::linking::{LinkedMention, Resolution};
use crate::text::signs::is_han_numeral;
use crate::text::word_list::word_lists;
use crate::text::{BlockKind, NormalizedSpan, NormalizedText};
use named::Named;

word_lists! {
    static WORDS: ScopeWords = "scope.csv";
    /// What the label of an address ends with.
    address,
    /// What an address without a label ends with.
    spot,
    /// What an address without a label has in it.
    street,
    /// Words directly before a place that is not what a passage is about.
    aside,
    /// What the title of a report says that a county gives of itself.
    report,
    /// How a county speaks of itself.
    voice,
}

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
    /// The county that the document speaks for: it reports to its congress, or says 我县 and names no other.
    speaker: Option<Focus>,
}

/// How many passages from the first may be titles, and how long they are, in bytes.
const TITLES: usize = 4;
const SHORT: usize = 130;

/// What has been read of a document up to a passage.
#[derive(Debug, Default)]
struct Course {
    /// The county of the heading.
    section: Option<Focus>,
    /// The county that the passages are about.
    current: Option<Focus>,
    /// The prefecture that was named last.
    prefecture: Option<Focus>,
    /// Whether the heading is about a city: a paragraph speaks of a county for itself alone.
    wide: bool,
}

impl Course {
    /// The county that a heading is about.
    fn heading(&mut self, named: &Named) -> Option<Focus> {
        let one = named.one();
        self.wide = one.is_none() && (self.wide || !named.cities.is_empty());
        if let Some(one) = one {
            self.section = Some(Focus { town: only_town(&named.counties), ..one });
        } else if !named.cities.is_empty() || named.counties.len() > 1 {
            self.section = None;
        }
        self.current = self.section;
        self.current
    }

    /// The county that a paragraph is about.
    fn paragraph(&mut self, text: &str, passage: NormalizedSpan, named: &Named) -> Option<Focus> {
        let counties = &named.counties;
        if let Some(opens) = named.opener(text, passage) {
            let own = Focus { town: opens.town.or_else(|| behind(opens, counties)), ..*opens };
            // In a document about the county the next passage is about another town.
            let stays = self.section.is_none_or(|section| section.town.is_some());
            self.current = Some(Focus { town: own.town.filter(|_| stays), ..own });
            return Some(own);
        }
        if named.opens_with_city(text, passage) {
            self.current = None;
            return None;
        }
        let other = |focus: &Focus| self.current.is_some_and(|county| county.place != focus.place);
        if counties.iter().any(other) {
            // It names other counties: only what heads the section is sure.
            self.current = self.section;
            return self.section.filter(|section| counties.iter().any(|focus| focus.place == section.place));
        }
        self.current
    }
}

/// The cities that a document names, but for those that only lead on to a county in them.
#[derive(Debug, Default)]
struct Cities {
    /// Whether each passage names one.
    named: Vec<bool>,
    /// Whether one is the first place that the document names.
    first: Option<bool>,
}

impl Cities {
    fn read(&mut self, named: &Named) {
        let mut cities =
            named.cities.iter().filter(|city| !named.leads_on(city)).map(|city| city.evidence.start);
        let first = cities.next();
        if let Some(place) = named.counties.iter().map(|county| county.evidence.start).chain(first).min() {
            self.first.get_or_insert(first == Some(place));
        }
        self.named.push(first.is_some());
    }

    /// Whether a document that names counties so often is about none of them.
    fn are_aside(&self, counties: usize) -> bool {
        self.first != Some(true) && 2 * self.named.iter().filter(|named| **named).count() <= counties
    }
}

/// Whether a line is nothing but an address: 地址:甲市乙区丙路8号, 甲县乙镇丙大道3号地块.
fn is_address(words: &str) -> bool {
    /// The longest label, in bytes.
    const LABEL: usize = 24;
    /// The longest address without one, in characters.
    const LONGEST: usize = 40;
    if let Some((label, _)) = words.split_once(':') {
        return label.len() <= LABEL && WORDS.address.end(label);
    }
    let numbered =
        || words.strip_suffix('号').is_some_and(|rest| rest.ends_with(|c: char| c.is_ascii_digit()));
    words.chars().count() <= LONGEST
        && !words.contains(['。', ',', ';', '、', '(', '〔', '[', '的'])
        && (numbered() || WORDS.spot.end(words))
        && WORDS.street.are_in(words)
}

/// Whether a line is nothing but the county that the lines below it are of: 【青石县】, 二、青石县(3个).
fn is_label(words: &str, passage: NormalizedSpan, named: &Named) -> bool {
    let Some(county) = named.one() else { return false };
    let (start, end) = (county.evidence.start - passage.start, county.evidence.end - passage.start);
    let sign = |c: char| !c.is_alphabetic() || is_han_numeral(c) || matches!(c, '个' | '项' | '家');
    named.counties.len() == 1 && words[..start].chars().chain(words[end..].chars()).all(sign)
}

fn is_province(mention: &LinkedMention, gazetteer: &Gazetteer) -> bool {
    let Resolution::Linked(place) = mention.resolution else { return false };
    gazetteer.entity(place).level == Some(PlaceLevel::Province)
}

/// The county that at least three of four names of counties are of, where there are some.
fn only(named: &[Focus]) -> Option<Focus> {
    const FEWEST: usize = 3;
    let mut counts: FxHashMap<EntityIndex, usize> = FxHashMap::default();
    for focus in named {
        *counts.entry(focus.place).or_default() += 1;
    }
    // Three of four leave no room for a second one.
    let (place, count) = counts.into_iter().find(|(_, count)| 4 * count >= 3 * named.len())?;
    named.iter().find(|focus| focus.place == place && count >= FEWEST).copied()
}

/// The county that a document speaks for which says 我县 or 全县 and names that county alone.
fn own_voice(text: &str, named: &[Focus], gazetteer: &Gazetteer) -> Option<Focus> {
    let first = named.first()?;
    let alone = named.iter().all(|focus| focus.place == first.place);
    let kind = gazetteer.entity(first.place).name.chars().next_back()?;
    (alone && has_voice(text, kind)).then_some(Focus { town: None, ..*first })
}

/// Whether a document speaks of a county as its own: its figures are those of no province then.
pub(super) fn speaks_of_county(text: &str) -> bool {
    has_voice(text, '县')
}

/// Whether a place right behind `before` is not what is spoken of: 对接|甲县.
pub(super) fn is_aside(before: &str) -> bool {
    WORDS.aside.end(before)
}

/// Whether a text speaks of a county of this kind, 县 or 区, as its own.
fn has_voice(text: &str, kind: char) -> bool {
    WORDS.voice.iter().any(|word| word.ends_with(kind) && text.contains(word))
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

impl Scopes {
    /// Reads the scopes of a document.
    #[must_use]
    pub fn new(text: &NormalizedText, mentions: &[LinkedMention], gazetteer: &Gazetteer) -> Self {
        let mut scopes = Self::default();
        let mut course = Course::default();
        let mut rest = mentions;
        let mut all: Vec<Focus> = Vec::new();
        let mut cities = Cities::default();
        let mut provincial = false;
        for (number, passage) in text.passages.iter().enumerate() {
            let words = passage.span.of(&text.text);
            let title = number < TITLES && words.len() <= SHORT && !words.contains(['。', ';']);
            let inside = |mention: &&LinkedMention| mention.mention.span.start < passage.span.end;
            let here;
            (here, rest) = rest.split_at(rest.iter().take_while(inside).count());
            let mut named = Named::of(&text.text, here, title, gazetteer);
            course.section = course.section.or(named.report);
            let kind = match passage.kind {
                // What stands above the text is a title, too: ——在甲县第十七届人民代表大会上.
                BlockKind::Paragraph if title => BlockKind::Title,
                BlockKind::Paragraph if is_label(words, passage.span, &named) => BlockKind::Heading(u8::MAX),
                kind => kind,
            };
            let county = match kind {
                // An address is that of the one thing that it stands with.
                _ if is_address(words) => named.one(),
                BlockKind::Title | BlockKind::Heading(_) => course.heading(&named),
                _ => course.paragraph(&text.text, passage.span, &named),
            };
            // 政府工作报告——在甲县第十七届人民代表大会上
            let report = || named.one().filter(|_| title && WORDS.report.are_in(words));
            let spoken_for = named.report.or_else(report).map(|focus| Focus { town: None, ..focus });
            scopes.speaker = scopes.speaker.or(spoken_for);
            scopes.titled |=
                kind == BlockKind::Title && named.counties.is_empty() && !named.cities.is_empty();
            // 甲省政府工作报告 is about no county, however often it names one.
            provincial |= title
                && WORDS.report.are_in(words)
                && named.counties.is_empty()
                && named.cities.is_empty()
                && here.iter().any(|mention| is_province(mention, gazetteer));
            if course.wide {
                course.current = course.section;
            }
            course.prefecture = named.cities.first().copied().or(course.prefecture);
            scopes.county.push(county);
            cities.read(&named);
            scopes.prefecture.push(course.prefecture);
            all.append(&mut named.counties);
        }
        scopes.only = only(&all).filter(|_| !provincial);
        // 甲市……。大新县全县……: a document that begins with a city speaks for no county of it.
        let of_city = cities.first == Some(true);
        // A paragraph that names no city is of the county that the document is about.
        if let Some(only) = scopes.only.filter(|_| !scopes.titled && cities.are_aside(all.len())) {
            for (county, of_city) in scopes.county.iter_mut().zip(cities.named) {
                *county = county.or(Some(only).filter(|_| !of_city));
            }
        }
        scopes.speaker =
            scopes.speaker.or_else(|| own_voice(&text.text, &all, gazetteer).filter(|_| !of_city));
        scopes
    }

    /// The county that passage number `passage` is about.
    #[must_use]
    pub fn county(&self, passage: usize) -> Option<Focus> {
        self.county.get(passage).copied().flatten()
    }

    /// The county that the whole document speaks for.
    #[must_use]
    pub fn speaker(&self) -> Option<Focus> {
        self.speaker
    }

    /// The county that passage number `passage` is about, or else the prefecture that the document's title names, or the
    /// county that the document speaks for.
    #[must_use]
    pub fn own(&self, passage: usize) -> Option<Focus> {
        let titled = || (0..TITLES).find_map(|title| self.prefecture(title)).filter(|_| self.titled);
        self.county(passage).or_else(titled).or(self.only).or(self.speaker)
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
