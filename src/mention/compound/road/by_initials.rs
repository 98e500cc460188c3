//! Roads and railways that are called after two or more towns: 渝昆, 都香, 宜昭.

use super::{FAST, WORDS};
use crate::entity::{EntityType, PlaceLevel};
use crate::mention::Origin;
use crate::mention::around::is_bounded;
use crate::mention::compound::line_ends::line_start;
use crate::mention::compound::spot::is_full;
use crate::mention::compound::stack::{characters, characters_in};
use crate::mention::compound::unheard::{lone_run, unheard};
use crate::mention::lattice::is_han;
use crate::mention::node::{Class, Node};

/// Where a road begins that is called after places or by characters of which none is an ordinary word, and at its code
/// where that stands before them: S50|通定|高速.
pub(super) fn by_initials(stack: &[Node], head: &str, text: &str) -> Option<usize> {
    let start = line_start(stack, brand_start(stack, head, text)?, text);
    let coded = start.checked_sub(1).is_some_and(|before| {
        stack[before].origin == Some(Origin::Pattern("road-code"))
            && stack[before].span.end == stack[start].span.start
    });
    Some(start - usize::from(coded))
}

/// Where the 2 to 6 characters of brand or place begin that a road is called by.
fn brand_start(stack: &[Node], head: &str, text: &str) -> Option<usize> {
    let start = behind_places(stack, initials_start(stack, text), head, text);
    let name = &stack[start..];
    let length = characters_in(name, text);
    let counted = start > 0
        && matches!(stack[start - 1].class, Class::Number | Class::Digit | Class::Measure)
        && stack[start - 1].span.of(text) != "-";
    if name.is_empty() || !(2..=6).contains(&length) || counted {
        return None;
    }
    // 甲省|高速公路 are all of them.
    if head != "大道" && name.iter().all(|node| node.is_place() && is_full(node, text)) {
        return None;
    }
    // 长江|航道 and 越南|航线 are no more than waters and ways of a place.
    if matches!(head, "航道" | "航线") && name.iter().all(Node::is_place) {
        return None;
    }
    (length == 2 || name.len() <= 3).then_some(start)
}

/// Where the brands and places before the head begin, as many as a road is called after.
fn initials_start(stack: &[Node], text: &str) -> usize {
    let mut start = stack.len();
    let mut length = 0;
    while start > 0
        && matches!(stack[start - 1].class, Class::Brand | Class::Name(EntityType::Place))
        && length < 4
    {
        length += characters(&stack[start - 1], text);
        start -= 1;
    }
    start
}

/// Where the name begins behind the town, the district and the province in which the road runs.
fn behind_places(stack: &[Node], mut start: usize, head: &str, text: &str) -> usize {
    // 乔庄镇|金川|大道
    if start + 1 < stack.len()
        && stack[start].is_place()
        && stack[start].span.of(text).ends_with(['镇', '乡', '村'])
    {
        start += 1;
    }
    // 青石区|青石|大道
    if start + 1 < stack.len() && head == "大道" && stack[start].is_place() && is_full(&stack[start], text)
    {
        start += 1;
    }
    // 青原|柏康|高速公路
    if matches!(head, "高速" | "高速公路" | "高铁" | "铁路")
        && stack.len() >= start + 2
        && stack[start].level == Some(PlaceLevel::Province)
        && characters(&stack[start], text) >= 2
        && stack[start + 1..].iter().all(|node| node.class == Class::Brand)
        && characters_in(&stack[start + 1..], text) == 2
    {
        start += 1;
    }
    start
}

/// Where a fast road or a railway begins that is called by characters that are words elsewhere.
pub(super) fn by_lone_initials(stack: &[Node], head: &str, text: &str) -> Option<usize> {
    if !FAST.contains(&head) {
        return of_two_towns(stack, head, text);
    }
    unheard(stack, 2..=2, text)
        .or_else(|| alone(stack, text))
        .or_else(|| joined_initials(stack, text))
        .or_else(|| of_provinces(stack, text))
        .or_else(|| beside_another(stack, head, text))
        .or_else(|| behind_code(stack, text))
}

/// 建设|双|积|公路, 新|坛|公路|西起: initials of two towns between a boundary and 公路, where neither tells a kind of roads.
fn of_two_towns(stack: &[Node], head: &str, text: &str) -> Option<usize> {
    const OF_KIND: &str = "通进沿环绕县乡村镇省国市区入出连接旅专园林矿厂山水河江湖海路桥高低快慢公城农边各新老旧大小本该此\
                           条段等的和与及在了至到从由向将把为是有主支干";
    let [before @ .., left, right] = stack else { return None };
    let lone = |node: &Node| {
        characters(node, text) == 1 && node.span.of(text).chars().all(is_han) && node.name().is_none()
    };
    let kind = |node: &Node| OF_KIND.contains(node.span.of(text));
    // 新|坛|公路 is called after 新河 and 坛山.
    let new = left.is("新", text) && right.class == Class::Brand;
    let counted = matches!(left.class, Class::Number | Class::Digit) && !left.is("双", text);
    let bounded = before.last().is_none_or(|before| {
        matches!(before.class, Class::Stop | Class::Verb | Class::Activity) && characters(before, text) >= 2
    });
    let named = lone(left) && lone(right) && !kind(right) && (new || !kind(left)) && !counted;
    (head.ends_with("公路") && named && bounded).then_some(before.len())
}

/// 德|大|铁路: two characters that fill the clause.
fn alone(stack: &[Node], text: &str) -> Option<usize> {
    const NEVER: &str = "一两几这那该本此各某新老的在和与及由从到至对把被让向于是了等有将为";
    let lone = |node: &&Node| {
        let word = node.span.of(text);
        characters(node, text) == 1 && word.chars().all(is_han) && !NEVER.contains(word)
    };
    let count = stack.iter().rev().take(6).take_while(lone).count();
    let start = stack.len() - count;
    // 盐|泰|锡|常|宜|铁路
    let bounded = start.checked_sub(1).is_none_or(|before| {
        count >= 3
            && matches!(stack[before].class, Class::Stop | Class::Verb)
            && characters(&stack[before], text) >= 2
    });
    (count >= 2 && bounded).then_some(start)
}

/// 京沪|客运专线: a word that is made of the signs of two provinces.
fn of_provinces(stack: &[Node], text: &str) -> Option<usize> {
    const SIGNS: &str = "京津沪渝冀晋蒙辽吉黑苏浙皖闽赣鲁豫鄂湘粤桂琼川贵黔云滇藏陕甘陇青宁新港广成昆";
    let [before @ .., pair] = stack else { return None };
    let signs = pair.class == Class::Noun
        && characters(pair, text) == 2
        && pair.span.of(text).chars().all(|c| SIGNS.contains(c));
    (signs && is_bounded(stack, before.len())).then_some(before.len())
}

/// 惠青高速、|大洋|高速: a word of two characters behind another road of a list.
fn beside_another(stack: &[Node], head: &str, text: &str) -> Option<usize> {
    let [word] = stack else { return None };
    let listed = text[..word.span.start]
        .strip_suffix('、')
        .is_some_and(|before| FAST.iter().chain(&["段"]).any(|end| before.ends_with(end)));
    let named = matches!(word.class, Class::Noun | Class::Adjective | Class::Other)
        && characters(word, text) == 2
        && word.head.is_none()
        && !WORDS.kind.has(word.span.of(text));
    (head.starts_with("高速") && listed && named).then_some(0)
}

/// 和|榆|高速: the road of a county that is called 和; a sentence hardly begins with the conjunction.
fn joined_initials(stack: &[Node], text: &str) -> Option<usize> {
    let [and, other] = stack else { return None };
    let lone = other.class == Class::Brand && characters(other, text) == 1;
    (and.span.of(text) == "和" && lone).then_some(0)
}

/// S50|通|定|高速
fn behind_code(stack: &[Node], text: &str) -> Option<usize> {
    let code = lone_run(stack, text).checked_sub(1)?;
    let coded = stack[code].origin == Some(Origin::Pattern("road-code"));
    (coded && stack.len() == code + 3).then_some(code)
}
