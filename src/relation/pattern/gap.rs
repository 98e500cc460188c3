//! What may stand between two elements that don't follow each other directly.

use super::run::Run;
use super::{Element, Gap, Match, Role, Wording};
use crate::entity::EntityType;
use crate::relation::honour;
use crate::relation::item::Item;
use crate::text::word_list::word_lists;

word_lists! {
    static WORDS: GapWords = "gap.csv";
    /// Nouns that give a clause a subject of its own, named or not.
    work,
    /// Verbs of which what a clause goes on about is the subject, whatever 的 stands behind them.
    predicate,
    /// What follows the firm that another one, of which a clause tells, is a member of.
    member,
}

impl<'a> Run<'a> {
    /// Matches `rest` at the nearest place that `gap` reaches from byte `at`.
    pub(super) fn gap(&self, gap: Gap, rest: &[Element], at: usize, bound: &mut Match<'a>) -> bool {
        let (text, items, limit) = (self.scene.text, self.scene.here, self.limit);
        let mut position = at;
        let mut cursor = items.cursor(at);
        let end = self.scene.sentence.end.max(limit);
        // 是恒远集团|旗下的一家集种植、加工于一体的企业
        if WORDS.member.begin(&text[at..limit]) {
            return false;
        }
        for _ in 0..=gap.characters {
            let here = &text[position..limit];
            let next = here.chars().next();
            let item = cursor.starting_at(position);
            // 甲项目、|年产5万吨乙项目: what begins a name is no verb.
            let inside = (gap.bare || self.carried)
                && item.is_some_and(|item| is_actor(item.kind) && item.span.len() > LONG)
                && matches!(rest.first(), Some(Element::Text { .. }));
            if !inside
                && may_begin(rest, next, item, || &text[position..end])
                && self.step(rest, position, bound)
            {
                return true;
            }
            let Some(next) = next else { return false };
            if next == ';' || !gap.sentence && matches!(next, ',' | ':') {
                return false;
            }
            // 村里的道路已经完工 has a subject of its own, and so has 另一条高铁通车; 投资3亿元的 tells of the work.
            // So does what stands behind the verb: 途经甲市的三个县.
            // 是国内最大的轴承生产企业 says what the subject is.
            let predicated = || WORDS.predicate.begin(&text[self.start..position]);
            let divided = || at > self.start && text[..position].ends_with(['市', '州', '省', '区', '盟']);
            if self.carried
                && (next == '的' && !text[..position].ends_with('元') && !divided() && !predicated()
                    || next == '“'
                        && at == self.start
                        && !(text[..position].ends_with(['以', '了', '成']) && lists(here))
                    || WORDS.work.begin(here))
            {
                return false;
            }
            // A gap passes over a mention as a whole.
            position = match item {
                // A clause that names something has its own subject; (以下简称“甲”) names nothing new, 被甲 who did it.
                Some(item)
                    if (gap.bare || self.carried)
                        && is_actor(item.kind)
                        && !text[..position].ends_with('被')
                        && !is_alias(&text[..position])
                        && !WORDS.member.begin(&text[item.span.end..limit]) =>
                {
                    return false;
                }
                // A park or place that nothing is said to be in is the subject.
                Some(item)
                    if self.carried
                        && (item.kind == EntityType::Park
                            || item.kind == EntityType::Place && position == self.start)
                        && !text[..position].ends_with(['在', '于', '驻', '户']) =>
                {
                    return false;
                }
                Some(item) if item.span.end <= limit => item.span.end,
                _ => position + next.len_utf8(),
            };
        }
        false
    }
}

/// Whether the first of `elements` may match before `rest`, which begins with the character `next` and where `item` starts:
/// what most places in a gap are not.
fn may_begin<'t>(
    elements: &[Element],
    next: Option<char>,
    item: Option<&Item>,
    rest: impl Fn() -> &'t str,
) -> bool {
    match elements.first() {
        Some(Element::Words(Wording::Honour)) => honour::may_begin(rest()),
        Some(Element::Text { optional: false, beginnings, .. }) => {
            next.is_some_and(|next| beginnings.may_have(next))
        }
        Some(Element::Mention { kinds, role, .. }) => item.is_some_and(|item| {
            let place = item.kind == EntityType::Place;
            let leads = *role == Role::Object && kinds.has(EntityType::Park) && place;
            let origin = place && (kinds.has(EntityType::Company) || kinds.has(EntityType::Project));
            kinds.has(item.kind) || leads || origin
        }),
        _ => true,
    }
}

/// Whether a quotation holds an enumeration: “甲、乙、丙”.
fn lists(quotation: &str) -> bool {
    quotation.split('”').next().is_some_and(|inside| inside.contains('、'))
}

/// The longest word that points to a thing, in bytes.
const LONG: usize = 18;

/// Whether the words before a name introduce it as another one of what they stand behind: 甲公司(以下简称“|乙”).
fn is_alias(before: &str) -> bool {
    let before = before.strip_suffix('“').unwrap_or(before);
    before.ends_with("简称") || before.ends_with("下称") || before.ends_with("(称")
}

/// Whether a thing can be what a clause is about, and not only where it happens.
fn is_actor(kind: EntityType) -> bool {
    matches!(kind, EntityType::Company | EntityType::Project | EntityType::Infrastructure)
}
