//! What a sentence begins with: its first name, and what that turns away from.

use super::WORDS;
use crate::entity::EntityType;
use crate::relation::item::Item;
use crate::relation::met::is_route_end;
use crate::relation::observation::subject::time::time_prefix;
use crate::text::NormalizedSpan;

/// How far into a sentence what it is about may stand, in bytes.
pub(super) const OPENING: usize = 40;

/// What stands before the partner of the firm that is spoken of.
const PARTNERS: [&str; 7] = ["与", "同", "和", "携手", "联合", "联手", "牵手"];

/// The beginning of a sentence that names something.
pub(super) struct Opening<'a> {
    text: &'a str,
    sentence: NormalizedSpan,
    /// What is named in the sentence.
    inside: &'a [Item],
    first: &'a Item,
}

impl<'a> Opening<'a> {
    pub(super) fn of(text: &'a str, sentence: NormalizedSpan, inside: &'a [Item]) -> Option<Self> {
        let first = inside.first()?;
        Some(Self { text, sentence, inside, first })
    }

    fn before(&self, item: &Item) -> &'a str {
        &self.text[self.sentence.start..item.span.start]
    }

    fn behind_first(&self) -> &'a str {
        &self.text[self.first.span.end..self.sentence.end]
    }

    /// The first name that is no place: in 甲县乙产业园…… the place is where the park is.
    pub(super) fn first_thing(&self) -> &'a Item {
        self.inside.iter().find(|item| item.kind != EntityType::Place).unwrap_or(self.first)
    }

    /// Whether a name stands where the sentence may be about it.
    pub(super) fn is_early(&self, item: &Item) -> bool {
        self.before(item).len() <= OPENING
    }

    /// Whether a park or a firm is what the sentence is about.
    pub(super) fn is_lead(&self, item: &Item) -> bool {
        let aside = || {
            self.before(item).ends_with(['在', '由', '被', '与', '从', '对', '于', '户', '驻', '处', '址'])
        };
        matches!(item.kind, EntityType::Park | EntityType::Company) && self.is_early(item) && !aside()
    }

    /// Whether the sentence begins with something else than the work before, and so is no longer about that.
    pub(super) fn turns_away(&self) -> bool {
        matches!(
            self.first.kind,
            EntityType::Company | EntityType::Park | EntityType::Place | EntityType::Organization
        ) && !self.stays()
    }

    /// Whether the first name is only told of what was spoken of before.
    fn stays(&self) -> bool {
        const NEAR: usize = 12;
        let before = self.before(self.first);
        let place = self.first.kind == EntityType::Place;
        let timed = before.trim_end_matches(',').len() <= time_prefix(self.sentence.of(self.text));
        // 与|乙公司签订协议: still about the firm before.
        let partner = || {
            let joins = PARTNERS.iter().find_map(|word| before.strip_suffix(word));
            self.first.kind == EntityType::Company
                && joins.is_some_and(|rest| {
                    rest.trim_end_matches(',').len() <= time_prefix(self.sentence.of(self.text))
                })
        };
        before.len() > NEAR && !timed
            || partner()
            // 系|甲公司全资子公司, 被|甲集团收购: still about the subsidiary.
            || before.ends_with(['在', '由', '被', ':', '系', '是', '属'])
            // 业主为|甲公司, 投资方|甲公司: still about the work.
            || WORDS.owner.end(before.strip_suffix('为').unwrap_or(before))
            // 途经|甲镇: still about the road.
            || place && (WORDS.on_way.end(before) || is_route_end(before))
            // 位于|甲经开区: where the firm before it is.
            || before.ends_with(['于', '户', '驻', '处', '址'])
            // 甲县境内长3公里: what part of the road that is.
            || place && WORDS.part_of_road.begin(self.behind_first())
    }

    /// Whether the first name is the subject of what follows, and no firm before it: so is a town in 甲镇将……作为.
    pub(super) fn is_of_no_firm(&self) -> bool {
        self.first.kind != EntityType::Place
            || self.first.span.start == self.sentence.start && WORDS.governing.begin(self.behind_first())
    }
}
