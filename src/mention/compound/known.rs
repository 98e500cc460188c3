//! Words before a name that a table has and that belong to it: 国家|商务部, 绿色|算力.

use crate::entity::{EntityType, PlaceLevel};
use crate::mention::Origin;
use crate::mention::brands::LINKS;
use crate::mention::compound::line_ends::is_expressway;
use crate::mention::compound::spot::is_full;
use crate::mention::compound::stack::characters;
use crate::mention::lattice::is_han;
use crate::mention::node::{Class, Node};
use crate::text::word_list::word_lists;

word_lists! {
    static WORDS: KindWords = "kind.csv";
    /// What the official names of zones end with, which begin with the province.
    official,
    /// Words that tell of what quality a sector is; 绿色产业 is many.
    quality,
    /// Words that tell in which field a sector is.
    field,
    /// Words that make more of a sector only where 产业 or 行业 says that it is one.
    scale,
}

/// 甲省|青石经济开发区: the official names of zones begin with the province; the short ones (高新区) do not.
pub(super) fn widen_over_province(stack: &mut Vec<Node>, node: &mut Node, text: &str) {
    if !matches!(node.class, Class::Name(EntityType::Park | EntityType::Infrastructure)) {
        return;
    }
    let province = stack
        .last()
        .is_some_and(|last| last.level == Some(PlaceLevel::Province) && last.span.end == node.span.start);
    let zone =
        node.class == Class::Name(EntityType::Park) && province && WORDS.official.end(node.span.of(text));
    // 云州|天石机场: an airport is called after its city as well.
    let airport = node.class == Class::Name(EntityType::Infrastructure)
        && node.span.of(text).ends_with("机场")
        && matches!(node.origin, Some(Origin::Form(_)))
        && stack.last().is_some_and(|last| {
            last.level == Some(PlaceLevel::Prefecture)
                && last.span.end == node.span.start
                && characters(last, text) <= 3
                && !last.span.of(text).ends_with(['市', '盟'])
        });
    if (zone || airport)
        && let Some(place) = stack.pop()
    {
        node.span.start = place.span.start;
        place.mentions(true, &mut node.inner);
        for mention in &mut node.inner {
            mention.nested = true;
        }
    }
}

/// 昌|福厦高铁: the first of the towns that a line is called after, where a table has a line of the others.
pub(super) fn widen_over_initial(stack: &mut Vec<Node>, node: &mut Node, text: &str) {
    if node.class != Class::Name(EntityType::Infrastructure) || !matches!(node.origin, Some(Origin::Form(_)))
    {
        return;
    }
    let line = ["高铁", "高速", "高速公路", "铁路"].iter().any(|line| {
        let towns = node.span.of(text).strip_suffix(line).map(|towns| towns.chars().count());
        towns.is_some_and(|towns| (2..=3).contains(&towns))
    });
    let [before @ .., initial] = &stack[..] else { return };
    let lone = initial.class == Class::Brand
        && initial.span.end == node.span.start
        && initial.span.len() == 3
        && initial.span.of(text).chars().all(is_han)
        && !LINKS.contains(initial.span.of(text));
    let bounded = before.last().is_none_or(|before| {
        matches!(before.class, Class::Stop | Class::Verb) && characters(before, text) > 1
    });
    if line
        && lone
        && bounded
        && let Some(initial) = stack.pop()
    {
        node.span.start = initial.span.start;
        node.origin = Some(Origin::Pattern("route"));
        node.inner.clear();
    }
}

/// 国家|商务部: what is said before the short name of a national body.
pub(super) fn join_state(stack: &mut Vec<Node>, node: &mut Node, text: &str) {
    let body = node.class == Class::Name(EntityType::Organization)
        && matches!(node.origin, Some(Origin::Form(_)))
        && node.span.of(text).ends_with(['部', '委', '署'])
        && node.span.len() <= 21;
    let state = || stack.last().is_some_and(|last| last.is("国家", text) && last.span.end == node.span.start);
    if body
        && state()
        && let Some(last) = stack.pop()
    {
        node.span.start = last.span.start;
    }
}

/// 共青团|青州市委: what is said before the short name of a committee of the party makes another body of it.
pub(super) fn join_league(stack: &mut Vec<Node>, node: &mut Node, text: &str) {
    if node.class == Class::Name(EntityType::Organization)
        && node.span.of(text).ends_with('委')
        && let Some(start) = league(stack, node.span.start, text)
    {
        node.span.start = stack[start].span.start;
        node.origin = Some(Origin::Pattern("office"));
        stack.truncate(start);
    }
}

/// Where 共青团 begins that ends at `end`; the lexicon may have parted it.
pub(super) fn league(stack: &[Node], end: usize, text: &str) -> Option<usize> {
    let begin = text[..end].strip_suffix("共青团")?.len();
    stack.iter().rposition(|node| node.span.start == begin)
}

/// G85|银昆高速公路: a road that a table has, behind its code.
pub(super) fn join_code(stack: &mut Vec<Node>, node: &mut Node, text: &str) {
    let road = node.name() == Some(EntityType::Infrastructure)
        && matches!(node.origin, Some(Origin::Form(_)))
        && node.span.of(text).starts_with(is_han);
    let coded = || {
        stack.last().is_some_and(|code| {
            // G7 alone may be anything.
            let short = is_expressway(code.span.of(text));
            (code.origin == Some(Origin::Pattern("road-code")) || short) && code.span.end == node.span.start
        })
    };
    if road
        && coded()
        && let Some(code) = stack.pop()
    {
        node.span.start = code.span.start;
    }
}

/// 甲乙复线高速|公路, 丙丁三四线|铁路: what spells out the kind of the line that a table has.
pub(super) fn spells_out(stack: &[Node], node: &Node, text: &str) -> bool {
    let Some(line) = stack.last() else { return false };
    let word = line.span.of(text);
    line.name() == Some(EntityType::Infrastructure)
        && line.span.end == node.span.start
        && match node.span.of(text) {
            "公路" => word.ends_with("高速"),
            "铁路" | "高速公路" | "高铁" => word.ends_with(['线', '联']) && !word.ends_with("号线"),
            _ => false,
        }
}

/// 锂电|新能源产业, 不锈钢|新材料产业: what a sector is about stands before it.
pub(super) fn join_sectors(stack: &mut Vec<Node>, node: &mut Node, text: &str) {
    let sector = node.class == Class::Name(EntityType::Industry)
        && matches!(node.origin, Some(Origin::Form(_) | Origin::Pattern("sector")));
    if !sector {
        return;
    }
    let whole = ["产业", "行业", "制造业"].iter().any(|end| node.span.of(text).ends_with(end));
    let about = stack.last().is_some_and(|last| {
        // 新能源|新材料: two sectors by their bare names are one field.
        let bare = || {
            last.name() == Some(EntityType::Industry)
                && ![last.span, node.span].iter().any(|name| name.of(text).ends_with('业'))
        };
        matches!(last.class, Class::Name(EntityType::Industry | EntityType::Product))
            && matches!(last.origin, Some(Origin::Form(_)))
            && last.span.end == node.span.start
            && (whole || bare())
    });
    // 医疗设备|及|仪器仪表制造业: two halves of one sector, unless they close a list.
    let halves = || {
        let [.., first, and] = &stack[..] else { return false };
        and.span.of(text) == "及"
            && matches!(first.class, Class::Name(EntityType::Industry | EntityType::Product))
            && matches!(first.origin, Some(Origin::Form(_)))
            && !["业", "产业链", "集群"].iter().any(|end| first.span.of(text).ends_with(end))
            && !text[..first.span.start].ends_with(['、', '和', '与'])
            && !text[node.span.end..].starts_with(['等', '两', '二', '三'])
    };
    if !about && whole && halves() {
        stack.pop();
    } else if !about {
        return;
    }
    if let Some(last) = stack.pop() {
        let old = node.clone();
        node.span.start = last.span.start;
        node.origin = Some(Origin::Pattern("sector"));
        node.head = None;
        node.inner.clear();
        last.mentions(true, &mut node.inner);
        old.mentions(true, &mut node.inner);
        for mention in &mut node.inner {
            mention.nested = true;
        }
    }
}

/// 绿色|算力, 高端|医疗器械: a word that tells the kind of a sector directly before it.
pub(super) fn join_kind(stack: &mut Vec<Node>, node: &mut Node, text: &str) {
    if node.class != Class::Name(EntityType::Industry) {
        return;
    }
    let word = node.span.of(text);
    let named = ["产业", "行业"].iter().any(|end| word.ends_with(end));
    let sector = matches!(node.origin, Some(Origin::Form(_))) && !word.ends_with("能源");
    let kind = stack.last().is_some_and(|last| {
        let kind = last.span.of(text);
        // 三|大|新能源产业 are three.
        let counts = stack.len() > 1 && matches!(stack[stack.len() - 2].class, Class::Digit | Class::Number);
        // 绿色产业 is many.
        last.span.end == node.span.start
            && !counts
            && (WORDS.field.has(kind) || if named { WORDS.scale.has(kind) } else { WORDS.quality.has(kind) })
    });
    if sector
        && kind
        && let Some(last) = stack.pop()
    {
        let mut old = node.clone();
        node.span.start = last.span.start;
        node.origin = Some(Origin::Pattern("sector"));
        node.inner.clear();
        old.inner.clear();
        old.mentions(true, &mut node.inner);
        for mention in &mut node.inner {
            mention.nested = true;
        }
    }
}

/// 青石县|滨海新区: no county lies in another; this is a zone that is called like one.
pub(super) fn new_zone_of_county(stack: &mut Vec<Node>, node: &mut Node, text: &str) {
    // 柳平|滨海新区: of the short name of a county it is a part.
    let short = stack.last().is_some_and(|last| {
        matches!(last.level, Some(PlaceLevel::County | PlaceLevel::Prefecture))
            && last.span.end == node.span.start
            && !is_full(last, text)
            && last.span.of(text).ends_with(is_han)
    });
    if short
        && node.level == Some(PlaceLevel::County)
        && node.span.of(text).ends_with("新区")
        && let Some(place) = stack.pop()
    {
        node.class = Class::Name(EntityType::Park);
        node.level = None;
        node.origin = Some(Origin::Pattern("park"));
        node.span.start = place.span.start;
        node.inner.clear();
        place.mentions(true, &mut node.inner);
        for mention in &mut node.inner {
            mention.nested = true;
        }
        return;
    }
    let below = || {
        stack.last().is_some_and(|last| {
            last.level == Some(PlaceLevel::County)
                && last.span.end == node.span.start
                && last.span.of(text).ends_with(['县', '区', '市', '旗'])
        })
    };
    if node.level == Some(PlaceLevel::County) && node.span.of(text).ends_with("新区") && below() {
        node.class = Class::Name(EntityType::Park);
        node.level = None;
        node.origin = Some(Origin::Pattern("park"));
    }
}
