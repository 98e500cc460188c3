//! Names inside names: the place and the firm in 水富云天化节能降碳.

use super::context::DocumentContext;
use super::lattice::{NameEdge, TokenKind};
use super::local::LocalNames;
use super::{Mention, Origin};
use crate::entity::{EntityType, PlaceLevel};
use crate::gazetteer::{AliasKind, EntityIndex, FormIndex, Gazetteer, GuardAction, Hit};
use crate::text::NormalizedSpan;
use crate::text::word_list::word_lists;

word_lists! {
    static WORDS: NestedWords = "nested.csv";
    /// Trades of firms that do business in the whole country and are called after no county.
    nationwide,
}

/// Adds the names inside those outer `mentions` that have none yet.
///
/// Inside a name a short place name needs no licence where place names stand in names: at the start,
/// behind another place and in brackets. Elsewhere only licensed `edges` count. Of overlapping
/// names the leftmost is taken, and of those the longest.
pub(crate) fn fill(
    mentions: &mut Vec<Mention>,
    hits: &[Hit],
    edges: &[NameEdge],
    text: &str,
    local: &LocalNames,
    context: &DocumentContext,
    gazetteer: &Gazetteer,
) {
    let mut house: Option<Mention> = None;
    mentions.retain(|mention| {
        if !mention.nested {
            let is_house =
                mention.kind == EntityType::Company && WORDS.nationwide.are_in(mention.span.of(text));
            house = is_house.then(|| mention.clone());
            return true;
        }
        let (Some(house), Origin::Form(form)) = (&house, &mention.origin) else { return true };
        let inside = mention.kind == EntityType::Place && house.span.contains(mention.span);
        !(inside && is_brand_of_house(house, mention.span, *form, text, gazetteer))
    });
    let mut inner: Vec<Mention> = Vec::new();
    for (at, outer) in mentions.iter().enumerate() {
        let has_inner =
            mentions.get(at + 1).is_some_and(|next| next.nested && outer.span.contains(next.span));
        if outer.nested || outer.kind == EntityType::Place {
            continue;
        }
        // 水富港扩能工程|作业区: a work of the dictionary that the name begins with is in the place that it is called after.
        let of_work = has_inner && is_of_work(outer, &mentions[at + 1..]);
        if has_inner && !of_work {
            inner.extend(district(&mentions[at + 1], outer, hits, text, gazetteer));
            continue;
        }
        let span = outer.span;
        let mut found: Vec<Mention> = Vec::new();
        let mut introduced = Vec::new();
        local.edges(span, &mut introduced);
        for edge in from(edges, span.start).chain(&introduced) {
            if !span.contains(edge.span) || edge.span == span {
                continue;
            }
            let (kind, origin) = match edge.kind {
                TokenKind::Name(form) => {
                    let Some(alias) = gazetteer.form(form).aliases.first() else { continue };
                    let place = gazetteer
                        .form(form)
                        .aliases
                        .iter()
                        .any(|alias| gazetteer.entity(alias.entity).kind == EntityType::Place);
                    let kind = if place { EntityType::Place } else { gazetteer.entity(alias.entity).kind };
                    if place
                        && (is_cut(edge.span, span, hits, text, gazetteer)
                            || is_brand_of_house(outer, edge.span, form, text, gazetteer)
                            || is_far_from_seat(outer, form, gazetteer)
                                && !is_known(form, context, gazetteer))
                    {
                        continue;
                    }
                    if same_entity(&outer.origin, form, gazetteer) {
                        continue;
                    }
                    (kind, Origin::Form(form))
                }
                // A short form of the outer name itself is no name inside it.
                TokenKind::Local(index) if local.name(index).kind != outer.kind => {
                    (local.name(index).kind, local.name(index).origin.clone())
                }
                _ => continue,
            };
            found.push(Mention { span: edge.span, kind, origin, nested: true });
        }
        let first = hits.partition_point(|hit| hit.span.end <= span.start);
        for hit in hits[first..].iter().take_while(|hit| hit.span.end <= span.end) {
            if hit.span == span
                || hit.span.start < span.start
                || text[hit.span.start..hit.span.end].chars().nth(1).is_none()
                || is_cut(hit.span, span, hits, text, gazetteer)
            {
                continue;
            }
            let place = gazetteer
                .form(hit.form)
                .aliases
                .iter()
                .any(|alias| gazetteer.entity(alias.entity).kind == EntityType::Place);
            let positioned = hit.span.start == span.start
                || text[..hit.span.start].ends_with('(')
                || found.iter().any(|other| {
                    other.kind == EntityType::Place
                        && other.span.end == hit.span.start
                        && other.span.start == span.start
                });
            if place
                && positioned
                && is_known(hit.form, context, gazetteer)
                && !is_word_there(hit.form, &text[hit.span.end..span.end], gazetteer)
                && !is_brand_of_house(outer, hit.span, hit.form, text, gazetteer)
            {
                found.push(Mention {
                    span: hit.span,
                    kind: EntityType::Place,
                    origin: Origin::Form(hit.form),
                    nested: true,
                });
            }
        }
        if of_work {
            found.retain(|mention| mention.kind == EntityType::Place);
        }
        // A place may lie inside the short form of a firm (威信 in 威信信源), so the two don't compete.
        found.sort_by_key(|mention| (mention.span.start, std::cmp::Reverse(mention.span.end)));
        let (mut place_end, mut other_end) = (span.start, span.start);
        for mention in found {
            let end = if mention.kind == EntityType::Place { &mut place_end } else { &mut other_end };
            if mention.span.start >= *end {
                *end = mention.span.end;
                inner.push(mention);
            }
        }
    }
    mentions.append(&mut inner);
}

/// 公安|部: whether what stands `behind` a name in a longer one says that it is an ordinary word.
fn is_word_there(form: FormIndex, behind: &str, gazetteer: &Gazetteer) -> bool {
    gazetteer.guards().of_form(form).iter().any(|guard| {
        let told_by_behind = guard.left.is_empty() && !guard.right.is_empty();
        guard.action == GuardAction::Refuse && told_by_behind && guard.matches("", behind)
    })
}

/// Whether the only name inside `outer` is a work of the dictionary that it begins with; `behind` are the mentions behind it.
fn is_of_work(outer: &Mention, behind: &[Mention]) -> bool {
    let mut inside = behind.iter().take_while(|inner| outer.span.contains(inner.span));
    let work = |inner: &Mention| {
        matches!(inner.kind, EntityType::Project | EntityType::Infrastructure)
            && matches!(inner.origin, Origin::Form(_))
            && inner.span.start == outer.span.start
    };
    matches!((inside.next(), inside.next()), (Some(only), None) if work(only))
}

/// Whether the short name of a county is rather the brand of a house of securities or insurance: 青石|证券.
fn is_brand_of_house(
    outer: &Mention,
    place: NormalizedSpan,
    form: FormIndex,
    text: &str,
    gazetteer: &Gazetteer,
) -> bool {
    let wide = |level: PlaceLevel| {
        matches!(level, PlaceLevel::Country | PlaceLevel::Province | PlaceLevel::Prefecture)
    };
    outer.kind == EntityType::Company
        && !place.of(text).ends_with(['省', '市', '县', '区', '旗', '州'])
        && WORDS.nationwide.are_in(outer.span.of(text))
        && !gazetteer
            .form(form)
            .aliases
            .iter()
            .any(|alias| gazetteer.entity(alias.entity).level.is_some_and(wide))
}

/// 红星 of 红星美凯龙: whether a county or town has nothing to do with the seat that the dictionary tells of the firm.
fn is_far_from_seat(outer: &Mention, place: FormIndex, gazetteer: &Gazetteer) -> bool {
    let Origin::Form(firm) = outer.origin else { return false };
    let [firm] = &gazetteer.form(firm).aliases[..] else { return false };
    let seats = &gazetteer.entity(firm.entity).places;
    let near = |place: EntityIndex| {
        seats.iter().any(|seat| gazetteer.is_within(*seat, place) || gazetteer.is_within(place, *seat))
    };
    let small = |place: EntityIndex| {
        matches!(gazetteer.entity(place).level, Some(PlaceLevel::County | PlaceLevel::Township))
    };
    let meant = &gazetteer.form(place).aliases;
    outer.kind == EntityType::Company
        && !seats.is_empty()
        && meant.iter().all(|alias| small(alias.entity) && !near(alias.entity))
}

/// The county that follows its city at the beginning of a name: 甲市|乙区|传感器产业园. `city` is the first name inside.
fn district(
    city: &Mention,
    outer: &Mention,
    hits: &[Hit],
    text: &str,
    gazetteer: &Gazetteer,
) -> Option<Mention> {
    let Origin::Form(form) = &city.origin else { return None };
    // 甲市|乙区|机场: works are called after more than their districts.
    if outer.kind != EntityType::Park || city.kind != EntityType::Place || city.span.start != outer.span.start
    {
        return None;
    }
    let meant = &gazetteer.form(*form).aliases;
    let in_city = |hit: &&Hit| {
        let inside = |alias: &crate::gazetteer::Alias| {
            gazetteer.entity(alias.entity).level == Some(PlaceLevel::County)
                && gazetteer
                    .ancestors(alias.entity)
                    .any(|above| meant.iter().any(|city| city.entity == above))
        };
        hit.span.start == city.span.end
            && hit.span.end < outer.span.end
            && text[hit.span.start..hit.span.end].chars().nth(1).is_some()
            && gazetteer.form(hit.form).aliases.iter().any(inside)
    };
    let first = hits.partition_point(|hit| hit.span.end <= city.span.end);
    let found = hits[first..].iter().take_while(|hit| hit.span.end < outer.span.end).filter(in_city);
    let longest = found.max_by_key(|hit| hit.span.end)?;
    Some(Mention {
        span: longest.span,
        kind: EntityType::Place,
        origin: Origin::Form(longest.form),
        nested: true,
    })
}

/// The edges that end behind `start`; `edges` are ordered by end.
fn from(edges: &[NameEdge], start: usize) -> impl Iterator<Item = &NameEdge> {
    let first = edges.partition_point(|edge| edge.span.end <= start);
    // A name is no longer than a few dozen characters, so the scan is short.
    edges[first..].iter().take_while(move |edge| edge.span.start < start + 400)
}

/// Whether the form can mean what the outer name means.
fn same_entity(outer: &Origin, form: FormIndex, gazetteer: &Gazetteer) -> bool {
    let Origin::Form(outer) = outer else { return false };
    let meanings = &gazetteer.form(*outer).aliases;
    gazetteer.form(form).aliases.iter().any(|alias| meanings.iter().any(|outer| outer.entity == alias.entity))
}

/// Whether `inner` is no more than a piece of a longer name of a place, park or work inside `outer`: 雄|安新|区, 松山|湖.
fn is_cut(
    inner: NormalizedSpan,
    outer: NormalizedSpan,
    hits: &[Hit],
    text: &str,
    gazetteer: &Gazetteer,
) -> bool {
    let first = hits.partition_point(|hit| hit.span.end < inner.end);
    hits[first..].iter().take_while(|hit| hit.span.end <= outer.end).any(|hit| {
        let longer =
            hit.span != inner && hit.span != outer && outer.contains(hit.span) && hit.span.contains(inner);
        let rest = &text[inner.end..hit.span.end.max(inner.end)];
        longer
            && (hit.span.start < inner.start && inner.end < hit.span.end
                || matches!(rest, "湖" | "江" | "河"))
            && gazetteer.form(hit.form).aliases.iter().any(|alias| {
                matches!(
                    gazetteer.entity(alias.entity).kind,
                    EntityType::Place | EntityType::Park | EntityType::Infrastructure
                )
            })
    })
}

/// Whether a place name is a full name or a high one, or the document speaks of its region: 金沙 of 金沙矿业
/// is the county only in a text about its prefecture.
fn is_known(form: FormIndex, context: &DocumentContext, gazetteer: &Gazetteer) -> bool {
    gazetteer.form(form).aliases.iter().any(|alias| {
        let level = gazetteer.entity(alias.entity).level;
        level != Some(PlaceLevel::County)
            || alias.kind == AliasKind::Official
            || context.has_full_form(alias.entity)
            || gazetteer.ancestors(alias.entity).any(|place| context.weight(place) > 0.0)
    })
}
