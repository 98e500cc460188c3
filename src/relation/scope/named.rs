//! The counties and cities that a passage names, as far as they can be what it is about.

use super::{Focus, is_aside};
use crate::entity::{EntityType, PlaceLevel};
use crate::gazetteer::Gazetteer;
use crate::linking::{LinkedMention, Resolution};
use crate::text::NormalizedSpan;
use crate::text::word_list::word_lists;

word_lists! {
    static WORDS: NamedWords = "scope_named.csv";
    /// What ends words for the time since when something goes on.
    since,
    /// What ends words for where news come from.
    told,
}

/// How far into a passage, in bytes, the county that it is about may stand (some twelve characters).
const OPENING: usize = 40;

/// Whether a passage that begins with `first` is about it: a place or a public body, not quoted and not in passing.
fn is_subject(text: &str, passage: NormalizedSpan, first: &LinkedMention) -> bool {
    let before = &text[passage.start..first.mention.span.start];
    let quoted = before.matches('“').count() > before.matches('”').count();
    matches!(first.mention.kind, EntityType::Place | EntityType::Organization | EntityType::Park)
        && !quoted
        && !is_aside(before)
}

/// What a passage names.
#[derive(Debug, Default)]
pub(super) struct Named<'m> {
    /// The first name of any kind.
    pub(super) first: Option<&'m LinkedMention>,
    pub(super) counties: Vec<Focus>,
    /// Cities and prefectures.
    pub(super) cities: Vec<Focus>,
    /// The county for which somebody speaks, and that the whole report is about: 我代表甲县人民政府,向大会报告工作.
    pub(super) report: Option<Focus>,
}

impl<'m> Named<'m> {
    /// What `mentions`, those of one passage, name; `title`: it is a title, of which every name tells.
    pub(super) fn of(text: &str, mentions: &'m [LinkedMention], title: bool, gazetteer: &Gazetteer) -> Self {
        let mut named = Self { first: mentions.first(), ..Self::default() };
        let mut outer: Option<&LinkedMention> = None;
        for mention in mentions {
            if !mention.mention.nested {
                outer = Some(mention);
            }
            if let (Resolution::Linked(place), EntityType::Place) =
                (&mention.resolution, mention.mention.kind)
            {
                let focus = Focus { place: *place, town: None, evidence: mention.mention.span };
                named.add(text, focus, mention.mention.nested, outer, title, gazetteer);
            }
        }
        named
    }

    /// Adds a place; `nested`: it is a part of a name; `outer` is the last name that is none.
    fn add(
        &mut self,
        text: &str,
        focus: Focus,
        nested: bool,
        outer: Option<&LinkedMention>,
        title: bool,
        gazetteer: &Gazetteer,
    ) {
        match gazetteer.entity(focus.place).level {
            Some(PlaceLevel::County) if title || !nested => self.counties.push(focus),
            // 甲县委书记调研企业: the paragraph that begins with an organ of a county is about it.
            Some(PlaceLevel::County)
                if self.first == outer && outer.is_some_and(|outer| is_organ(text, outer, focus)) =>
            {
                self.counties.push(focus);
            }
            Some(PlaceLevel::County) if text[..focus.evidence.start].ends_with("代表") => {
                self.report = self.report.or(Some(focus));
                self.counties.push(focus);
            }
            // 首批3000件发往|乙市
            Some(PlaceLevel::Prefecture) if !title && is_aside(&text[..focus.evidence.start]) => {}
            // A city in the name of a firm or a work, or in brackets in that of a park, is not what the text is about.
            Some(PlaceLevel::Prefecture)
                if title
                    || !(outer.is_some_and(|outer| is_own(outer, focus))
                        || nested && text[..focus.evidence.start].ends_with('(')) =>
            {
                self.cities.push(focus);
            }
            Some(PlaceLevel::Township) if !nested => {
                let Some(county) = gazetteer.entity(focus.place).parent else { return };
                // 水西 alone may be an old name of the county.
                let full = focus.evidence.of(text).ends_with(['镇', '乡', '道']);
                // Of 甲镇、乙镇 neither is what is spoken of.
                let listed = text[focus.evidence.end..].starts_with(['、', '和', '及', '与']);
                let town = (full && !listed).then_some(focus.place);
                self.counties.push(Focus { place: county, town, evidence: focus.evidence });
            }
            _ => {}
        }
    }

    /// Whether a city only leads on to a county in it: 甲市|乙县.
    pub(super) fn leads_on(&self, city: &Focus) -> bool {
        self.counties.iter().any(|county| county.evidence.start == city.evidence.end)
    }

    /// The county that all names of counties are of, where there are some.
    pub(super) fn one(&self) -> Option<Focus> {
        let first = self.counties.first()?;
        self.counties.iter().all(|focus| focus.place == first.place).then_some(*first)
    }

    /// The county that the passage begins with, unless its first sentence names others beside it.
    pub(super) fn opener(&self, text: &str, passage: NormalizedSpan) -> Option<&Focus> {
        let first = self.counties.first()?;
        let sentence = passage.of(text).find('。').map_or(passage.end, |at| passage.start + at);
        (self.is_opener(text, passage, first)
            && self
                .counties
                .iter()
                .all(|focus| focus.place == first.place || focus.evidence.start > sentence))
        .then_some(first)
    }

    /// Whether the passage begins with a city, and turns to the whole of it.
    pub(super) fn opens_with_city(&self, text: &str, passage: NormalizedSpan) -> bool {
        self.cities.first().is_some_and(|city| self.is_opener(text, passage, city))
    }

    fn is_opener(&self, text: &str, passage: NormalizedSpan, focus: &Focus) -> bool {
        let from = passage.start + lead(&text[passage.start..focus.evidence.start]);
        focus.evidence.start - from <= OPENING
            && self.first.is_some_and(|first| is_subject(text, passage, first))
    }
}

/// The length of what says where the news comes from and since when: 青州日报3月5日讯 年初以来,
fn lead(before: &str) -> usize {
    /// How far into a passage its source may be told, in bytes.
    const SOURCE: usize = 120;
    let told = WORDS.told.all(before).take_while(|(at, ..)| *at < SOURCE).last();
    let told = told.map_or(0, |(at, word, ())| at + word.len());
    let rest = &before[told..];
    // (记者甲)
    let bracket = rest.strip_prefix('(').and_then(|inside| inside.find(')')).map_or(0, |close| close + 2);
    let rest = &rest[bracket..];
    let since =
        rest.split_inclusive(',').next().filter(|clause| WORDS.since.end(clause.trim_end_matches(',')));
    told + bracket + since.map_or(0, str::len)
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
