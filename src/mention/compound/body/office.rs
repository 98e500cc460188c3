//! Offices: the organs of a place, a park or another body.

use super::WORDS;
use crate::entity::{EntityType, PlaceLevel};
use crate::mention::compound::stack::{chain_start, characters, run};
use crate::mention::node::{Class, Node};

/// What the names of governed divisions end with.
const DIVISIONS: [char; 7] = ['省', '市', '县', '区', '州', '盟', '旗'];

/// Where the name of an office begins that ends with `head`: at the governed place, with 中共 before it, and up to four
/// nouns between place and head.
pub(in crate::mention::compound) fn office(stack: &[Node], head: &str, text: &str) -> Option<usize> {
    let last = stack.last()?;
    if is_no_office(last, head, text) {
        return None;
    }
    if let Some(body) = of_river(stack, text) {
        return Some(body);
    }
    if let Some(body) = of_parent(stack, head, text) {
        return Some(body);
    }
    // A body under another body: 昭通市委|党校.
    if last.class == Class::Name(EntityType::Organization) {
        return Some(stack.len() - 1);
    }
    if last.is_place() || last.class == Class::Name(EntityType::Park) {
        return of_place(stack, stack.len() - 1, head, text);
    }
    if let Some(body) = department(stack, text) {
        return Some(body);
    }
    let owner = before_nouns(stack, head, text)?;
    if stack[owner].class == Class::Name(EntityType::Organization) {
        return Some(owner);
    }
    of_place(stack, owner, head, text)
}

/// Whether the head is told of what stands before it, and ends no name with it.
fn is_no_office(last: &Node, head: &str, text: &str) -> bool {
    // 青石县委|县政府, 国务院|政府特殊津贴: two bodies of one place.
    let two = last.class == Class::Name(EntityType::Organization)
        && head.ends_with("政府")
        && last.span.of(text).ends_with(['委', '院']);
    // 甲大学|党委|书记: who leads a school is named behind it.
    let end = last.span.end + head.len();
    let led = head == "党委"
        && WORDS.school.end(last.span.of(text))
        && ["书记", "副书记", "委员"].iter().any(|title| text[end..].starts_with(title));
    // 青兰国|政府 is the state, and its name is that of the country.
    two || led || head == "政府" && last.level == Some(PlaceLevel::Country)
}

/// 水电部|青河|工程总局: a river that a body of the state is there for.
fn of_river(stack: &[Node], text: &str) -> Option<usize> {
    let [.., body, river] = stack else { return None };
    (river.level == Some(PlaceLevel::Feature)
        && body.name() == Some(EntityType::Organization)
        && body.span.of(text).ends_with(['部', '委', '局'])
        && body.span.end == river.span.start)
        .then(|| stack.len() - 2)
}

/// 青州市生态环境局|平远|分局, 青州市|驻|柏州|联络处: a body with the place that it is in or for behind it.
fn of_parent(stack: &[Node], head: &str, text: &str) -> Option<usize> {
    let [before @ .., parent, place] = stack else { return None };
    if !place.is_place() || parent.span.end != place.span.start {
        return None;
    }
    let body = parent.name() == Some(EntityType::Organization)
        && parent.span.of(text).ends_with(['局', '会', '行', '关']);
    if body
        && matches!(head, "分局" | "监管分局" | "税务分局" | "分行" | "中心支行" | "办事处" | "局" | "监管局")
    {
        return Some(before.len());
    }
    // 青州市|驻|柏州|招商联络处
    let owned = before.last().is_some_and(Node::is_place) && parent.is("驻", text);
    (owned && ["联络处", "办事处", "办"].iter().any(|office| head.ends_with(office)))
        .then(|| chain_start(stack, before.len()))
}

/// A department of a body: 管委会|经济|发展|局.
fn department(stack: &[Node], text: &str) -> Option<usize> {
    let [.., body, between, last] = stack else { return None };
    (body.class == Class::Name(EntityType::Organization)
        && matches!(last.class, Class::Noun | Class::Activity | Class::Trade)
        && !matches!(between.span.of(text), "和" | "与" | "及"))
    .then(|| stack.len() - 3)
}

/// The place or the body of which nouns before the head tell what the office does.
fn before_nouns(stack: &[Node], head: &str, text: &str) -> Option<usize> {
    let start = run(stack, 8, |node| {
        matches!(
            node.class,
            Class::Noun
                | Class::Activity
                | Class::Trade
                | Class::TradeVerb
                | Class::Generic
                | Class::Name(EntityType::Industry | EntityType::Product)
        ) || matches!(node.span.of(text), "和" | "与")
            || WORDS.department.has(node.span.of(text))
            // 国家统计局|固定资产投资|统计|司
            || head == "司" && node.class == Class::Verb
    });
    let owner = start.checked_sub(1)?;
    // 商务部|投资|促进|事务局
    let body = stack[owner].class == Class::Name(EntityType::Organization)
        && stack[owner].span.of(text).ends_with(['部', '委', '局', '会']);
    let long_head = head.ends_with(['局', '厅', '会', '室', '办']) && head.chars().count() >= 2;
    // 武穴市|水利|和|湖泊|局.
    let full = matches!(head, "局" | "厅" | "委员会")
        && stack[owner].span.of(text).ends_with(DIVISIONS)
        && stack.last().is_some_and(|last| characters(last, text) >= 2);
    (body || stack[owner].is_place() && (long_head || full)).then_some(owner)
}

/// Where the office of the place or park at `place` begins.
fn of_place(stack: &[Node], place: usize, head: &str, text: &str) -> Option<usize> {
    let owner = &stack[place];
    let word = owner.span.of(text);
    if head == "委" && !word.ends_with(DIVISIONS) && !word.ends_with(['镇', '乡']) {
        return None;
    }
    if owner.is_place() && matches!(owner.level, Some(PlaceLevel::Feature | PlaceLevel::City)) {
        return None;
    }
    // 甲市|乙经济技术开发区|管委会
    let of_park = owner.class == Class::Name(EntityType::Park)
        && place > 0
        && stack[place - 1].is_place()
        && stack[place - 1].span.end == owner.span.start;
    let chain = match (owner.is_place(), of_park) {
        (true, _) => chain_start(stack, place + 1),
        (false, true) => chain_start(stack, place),
        (false, false) => place,
    };
    let party = chain > 0
        && (stack[chain - 1].span.of(text) == "中共"
            || stack[chain - 1].class == Class::Name(EntityType::Organization));
    Some(chain - usize::from(party))
}
