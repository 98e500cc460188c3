//! What a whole document is about when it is a profile of one park, one firm or one work: bare 园区 and 公司 mean it
//! wherever they stand, and figures without a subject are of it.
//!
//! ```text
//! 园区概况
//! 甲工业园创建于2008年……        the park: what opens the body and is introduced there
//! 走进乙公司                    the firm: the only one in the title
//! ```
//!
//! A page of several firms is a profile of each from where it is introduced to where the next is.

use std::ops::Range;

use crate::entity::EntityType;
use crate::extraction::EntityRef;
use crate::gazetteer::Gazetteer;
use crate::linking::{LinkedMention, begun_before};
use crate::text::signs::{has_numbered_mark, label};
use crate::text::{BlockKind, NormalizedText, Passage};

use super::pointing::is_timed;
use super::reference::meaning;
use crate::text::word_list::word_lists;

word_lists! {
    static WORDS: ProfileWords = "profile.csv";
    /// What follows a name that is introduced.
    introduced,
    /// What follows the name of a firm where a sentence begins to tell of that one.
    founded,
}

/// The park and the firms that a document is a profile of.
#[derive(Debug, Default)]
pub(super) struct Profile {
    pub(super) park: Option<EntityRef>,
    /// The only park that the title names.
    pub(super) titled: Option<EntityRef>,
    /// The park that the body introduces first, whether the title names it or not, where no other one follows.
    pub(super) whole: Option<EntityRef>,
    /// The railway, power station or project that the body introduces first, where no passage introduces another one.
    pub(super) work: Option<EntityRef>,
    pub(super) firms: Parts,
    /// The parks that passages introduce, where these are several: each part is a profile of its own.
    pub(super) parks: Parts,
}

/// The firms or parks that a document is a profile of, each with where its part begins.
#[derive(Clone, Debug, Default)]
pub(super) struct Parts(Vec<(usize, EntityRef)>);

impl Parts {
    /// The thing that the text at `position` is about.
    pub(super) fn at(&self, position: usize) -> Option<&EntityRef> {
        let to = self.0.partition_point(|(start, _)| *start <= position);
        self.0[..to].last().map(|(_, firm)| firm)
    }

    /// Whether the document is a profile of none.
    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The parts with their firms, in order.
    pub(super) fn parts(&self) -> &[(usize, EntityRef)] {
        &self.0
    }
}

/// How many passages at the beginning may be lines of the title, and how long such a line may be in bytes.
const TITLE_LINES: usize = 3;
const SHORT: usize = 120;
/// How far into the body, in bytes, what it introduces may stand: behind its place.
const OPENING: usize = 30;

impl Profile {
    pub(super) fn of(text: &NormalizedText, mentions: &[LinkedMention], gazetteer: &Gazetteer) -> Self {
        let page = Page { text, mentions, gazetteer, titles: titles(text) };
        let firms = page.firms();
        let titled = match page.titled(EntityType::Park).as_slice() {
            [one] => Some(one.clone()),
            _ => None,
        };
        let alone = |park: &EntityRef| page.is_alone(park, &[park.kind]);
        Self {
            park: page.one(EntityType::Park).filter(alone),
            whole: page.introduced(EntityType::Park).filter(alone),
            work: if firms.is_empty() { page.work() } else { None },
            firms: Parts(firms),
            parks: Parts(page.parks(titled.as_ref())),
            titled,
        }
    }
}

/// Which passages are the title.
pub(super) fn titles(text: &NormalizedText) -> Range<usize> {
    let words = |passage: &Passage| passage.span.of(&text.text);
    // A heading below the opening is that of a section.
    let above = |passage: &&Passage| passage.kind != BlockKind::Paragraph || !words(passage).contains('。');
    let marked = text
        .passages
        .iter()
        .take_while(above)
        .position(|passage| matches!(passage.kind, BlockKind::Title | BlockKind::Heading(1)));
    if let Some(at) = marked {
        return at..at + 1;
    }
    // What has a number or a label belongs to a list or a form.
    let line = |(at, passage): &(usize, &Passage)| {
        let words = words(passage);
        let body = has_numbered_mark(words) || label(words).is_some();
        words.len() <= SHORT && !words.contains(['。', ';']) && (*at == 0 || !body)
    };
    0..text.passages.iter().enumerate().take(TITLE_LINES).take_while(line).count()
}

/// A document with its title told apart.
struct Page<'a> {
    text: &'a NormalizedText,
    mentions: &'a [LinkedMention],
    gazetteer: &'a Gazetteer,
    /// The passages that are its title.
    titles: Range<usize>,
}

impl Page<'_> {
    fn body(&self) -> &[Passage] {
        self.text.passages.get(self.titles.end..).unwrap_or(&[])
    }

    /// The things of a kind that the title names.
    fn titled(&self, kind: EntityType) -> Vec<EntityRef> {
        let mut found: Vec<EntityRef> = Vec::new();
        let titles = self.text.passages.get(self.titles.clone()).unwrap_or(&[]);
        for mention in titles.iter().flat_map(|passage| within(self.mentions, passage)) {
            let entity = meaning(mention, self.gazetteer).filter(|_| mention.mention.kind == kind);
            found.extend(entity.filter(|entity| !found.contains(entity)));
        }
        found
    }

    /// The thing of a kind that the body begins with and introduces, behind its place or a time: 2004年5月,甲产业园正式挂牌.
    fn introduced(&self, kind: EntityType) -> Option<EntityRef> {
        let text = self.text.text.as_str();
        let first = self.text.opening(self.titles.end)?;
        let mention =
            within(self.mentions, first).find(|mention| mention.mention.kind != EntityType::Place)?;
        let span = mention.mention.span;
        let before = &text[first.span.start..span.start];
        let timed = is_timed(before);
        if mention.mention.kind != kind || before.len() > OPENING && !timed {
            return None;
        }
        let places = within(self.mentions, first)
            .take_while(|place| place.mention.span.start < span.start)
            .map(|place| place.mention.span.len());
        // With a time before it no place may be.
        let before = if timed { 0 } else { before.len() };
        let behind = &text[span.end..first.span.end];
        let behind = behind
            .strip_prefix('(')
            .map_or(behind, |inside| inside.split_once(')').map_or(inside, |(_, behind)| behind));
        let behind = behind.trim_start_matches(',');
        (before == places.sum::<usize>() && WORDS.introduced.begin(behind))
            .then(|| meaning(mention, self.gazetteer))
            .flatten()
    }

    /// The firm or park that it is a profile of: the only firm of the title, or what the body introduces.
    fn one(&self, kind: EntityType) -> Option<EntityRef> {
        match self.titled(kind).as_slice() {
            [one] if kind == EntityType::Company => Some(one.clone()),
            [] => self.introduced(kind),
            _ => None,
        }
    }

    fn opener(&self, passage: &Passage, kind: EntityType) -> Option<EntityRef> {
        opener(self.text, self.mentions, passage, self.gazetteer, kind)
    }

    /// Whether no passage of the body introduces another thing of one of these kinds.
    fn is_alone(&self, about: &EntityRef, kinds: &[EntityType]) -> bool {
        let same = |passage, kind| self.opener(passage, kind).is_none_or(|other| other == *about);
        self.body().iter().all(|passage| kinds.iter().all(|kind| same(passage, *kind)))
    }

    /// The work that the document introduces, and no other one.
    fn work(&self) -> Option<EntityRef> {
        const WORKS: [EntityType; 2] = [EntityType::Infrastructure, EntityType::Project];
        let work = WORKS.iter().find_map(|kind| self.introduced(*kind));
        work.filter(|work| self.is_alone(work, &WORKS))
    }

    /// The firms with where the part of each begins; the first is that of the whole document.
    fn firms(&self) -> Vec<(usize, EntityRef)> {
        let Some(first) = self.one(EntityType::Company) else { return Vec::new() };
        let mut firms = vec![(0, first)];
        for passage in self.body() {
            let next = self.opener(passage, EntityType::Company);
            firms.extend(next.map(|firm| (passage.span.start, firm)));
            let about = firms.last().map(|(_, firm)| firm.clone());
            let inside = self.turns(passage, about.as_ref());
            let turned = !inside.is_empty();
            firms.extend(inside);
            // The next passage goes on with what this one was about.
            firms.extend(about.filter(|_| turned).map(|firm| (passage.span.end, firm)));
        }
        firms
    }

    /// The other firms that sentences of a passage begin to tell of: 甲公司成立于1990年。|乙公司|成立于2009年。公司是…….
    fn turns(&self, passage: &Passage, about: Option<&EntityRef>) -> Vec<(usize, EntityRef)> {
        let text = self.text.text.as_str();
        let begins = |mention: &&LinkedMention| {
            let span = mention.mention.span;
            mention.mention.kind == EntityType::Company
                && text[passage.span.start..span.start].ends_with('。')
                && WORDS.founded.begin(&text[span.end..])
        };
        let firms = within(self.mentions, passage).filter(begins);
        let told = firms.filter_map(|firm| Some((firm.mention.span.start, meaning(firm, self.gazetteer)?)));
        told.filter(|(_, firm)| about != Some(firm)).collect()
    }

    /// The parks that passages introduce, where these are several or another one than the title names.
    fn parks(&self, titled: Option<&EntityRef>) -> Vec<(usize, EntityRef)> {
        let mut parks: Vec<(usize, EntityRef)> = Vec::new();
        for passage in &self.text.passages {
            let next = self.opener(passage, EntityType::Park);
            let next = next.filter(|next| parks.last().is_none_or(|(_, last)| last != next));
            parks.extend(next.map(|park| (passage.span.start, park)));
        }
        let other = || parks.first().is_some_and(|(_, park)| titled.is_some_and(|titled| titled != park));
        if parks.len() > 1 || other() { parks } else { Vec::new() }
    }
}

/// The park or the firm that a passage begins with and introduces, 甲产业园位于……, or one that is all it says.
fn opener(
    text: &NormalizedText,
    mentions: &[LinkedMention],
    passage: &Passage,
    gazetteer: &Gazetteer,
    kind: EntityType,
) -> Option<EntityRef> {
    let mut inside = within(mentions, passage);
    let mut first = inside.next()?;
    let mut start = passage.span.start;
    // 甲省|乙工业园: the place is where the park is.
    while kind == EntityType::Park
        && first.mention.kind == EntityType::Place
        && first.mention.span.start == start
    {
        start = first.mention.span.end;
        first = inside.next()?;
    }
    let span = first.mention.span;
    let introduced = WORDS.introduced.begin(&text.text[span.end..]);
    let headed = matches!(kind, EntityType::Company | EntityType::Park) && span.end == passage.span.end;
    (first.mention.kind == kind && span.start == start && (introduced || headed))
        .then(|| meaning(first, gazetteer))
        .flatten()
}

/// The outermost mentions of a passage.
fn within<'m>(
    mentions: &'m [LinkedMention],
    passage: &Passage,
) -> impl Iterator<Item = &'m LinkedMention> + use<'m> {
    let from = begun_before(mentions, passage.span.start);
    let end = passage.span.end;
    mentions[from..]
        .iter()
        .take_while(move |mention| mention.mention.span.start < end)
        .filter(|mention| !mention.mention.nested)
}
