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
        let words = |passage: &Passage| passage.span.of(&text.text);
        let passages = &text.passages;
        // A heading below the opening is that of a section.
        let above =
            |passage: &Passage| passage.kind != BlockKind::Paragraph || !words(passage).contains('。');
        let marked = passages
            .iter()
            .take_while(|passage| above(passage))
            .position(|passage| matches!(passage.kind, BlockKind::Title | BlockKind::Heading(1)));
        let titles = match marked {
            Some(at) => at..at + 1,
            None => {
                // What has a number or a label belongs to a list or a form.
                let line = |(at, passage): &(usize, &Passage)| {
                    let words = words(passage);
                    let body = has_numbered_mark(words) || label(words).is_some();
                    words.len() <= SHORT && !words.contains(['。', ';']) && (*at == 0 || !body)
                };
                0..passages.iter().enumerate().take(TITLE_LINES).take_while(line).count()
            }
        };
        let named = |kind: EntityType| -> Vec<EntityRef> {
            let mut found: Vec<EntityRef> = Vec::new();
            let titles = passages.get(titles.clone()).unwrap_or(&[]);
            for mention in titles.iter().flat_map(|passage| within(mentions, passage)) {
                let entity = meaning(mention, gazetteer).filter(|_| mention.mention.kind == kind);
                found.extend(entity.filter(|entity| !found.contains(entity)));
            }
            found
        };
        let introduced = |kind: EntityType| -> Option<EntityRef> {
            let first = text.opening(titles.end)?;
            let mention =
                within(mentions, first).find(|mention| mention.mention.kind != EntityType::Place)?;
            let span = mention.mention.span;
            let late = span.start - first.span.start > OPENING;
            if mention.mention.kind != kind || late && !is_timed(&text.text[first.span.start..span.start]) {
                return None;
            }
            let before = &text.text[first.span.start..span.start];
            // 2004年5月,甲产业园正式挂牌
            let before = if is_timed(before) { "" } else { before };
            let places = within(mentions, first)
                .take_while(|place| place.mention.span.start < span.start)
                .map(|place| place.mention.span.len());
            let behind = &text.text[span.end..first.span.end];
            let behind = behind
                .strip_prefix('(')
                .map_or(behind, |inside| inside.split_once(')').map_or(inside, |(_, behind)| behind));
            let behind = behind.trim_start_matches(',');
            (before.len() == places.sum::<usize>() && WORDS.introduced.begin(behind))
                .then(|| meaning(mention, gazetteer))
                .flatten()
        };
        let one = |kind: EntityType| match named(kind).as_slice() {
            [one] if kind == EntityType::Company => Some(one.clone()),
            [] => introduced(kind),
            _ => None,
        };
        let body = passages.get(titles.end..).unwrap_or(&[]);
        let alone = |about: &EntityRef| {
            body.iter().all(|passage| {
                opener(text, mentions, passage, gazetteer, about.kind).is_none_or(|other| other == *about)
            })
        };
        let titled = match named(EntityType::Park).as_slice() {
            [one] => Some(one.clone()),
            _ => None,
        };
        let mut firms: Vec<(usize, EntityRef)> =
            one(EntityType::Company).map(|firm| (0, firm)).into_iter().collect();
        let profiled = !firms.is_empty();
        for passage in body.iter().filter(|_| profiled) {
            let next = opener(text, mentions, passage, gazetteer, EntityType::Company);
            firms.extend(next.map(|firm| (passage.span.start, firm)));
        }
        let whole = introduced(EntityType::Park).filter(alone);
        let work = introduced(EntityType::Infrastructure).or_else(|| introduced(EntityType::Project));
        let only = |work: &EntityRef| {
            let other = |passage: &Passage, kind| {
                opener(text, mentions, passage, gazetteer, kind).is_some_and(|other| other != *work)
            };
            let kinds = [EntityType::Infrastructure, EntityType::Project];
            !body.iter().any(|passage| kinds.iter().any(|kind| other(passage, *kind)))
        };
        let work = work.filter(|work| !profiled && only(work));
        let mut parks: Vec<(usize, EntityRef)> = Vec::new();
        for passage in passages {
            let next = opener(text, mentions, passage, gazetteer, EntityType::Park);
            let next = next.filter(|next| parks.last().is_none_or(|(_, last)| last != next));
            parks.extend(next.map(|park| (passage.span.start, park)));
        }
        let other =
            parks.first().is_some_and(|(_, park)| titled.as_ref().is_some_and(|titled| titled != park));
        let parks = Parts(if parks.len() > 1 || other { parks } else { Vec::new() });
        Self { park: one(EntityType::Park).filter(alone), titled, whole, work, firms: Parts(firms), parks }
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
