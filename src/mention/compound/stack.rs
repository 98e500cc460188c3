//! What all grammars ask of the nodes to the left of a head.

use super::super::around::is_bounded;
use super::super::lattice::is_han;
use super::super::node::{Class, Node};
use super::WORDS;
use super::unheard::NEVER_IN_UNHEARD;
use crate::entity::{EntityType, PlaceLevel};
use crate::mention::Origin;
use crate::text::signs::is_counting;

/// The first node of the run at the right end of `stack` that `accept` allows, over at most
/// `limit` nodes. A bracketed group counts as one node and is accepted when it is short.
pub(super) fn run(stack: &[Node], limit: usize, accept: impl Fn(&Node) -> bool) -> usize {
    let mut start = stack.len();
    let mut taken = 0;
    while start > 0 && taken < limit {
        let node = &stack[start - 1];
        if node.class == Class::Close {
            let Some(open) = stack[..start - 1].iter().rposition(|node| node.class == Class::Open) else {
                break;
            };
            // 7月14日电(记者甲): what a by-line says is no part of a name.
            let by_line =
                stack[open..start].iter().any(|node| matches!(node.class, Class::Role | Class::Stop));
            if start - open > 6 || open == 0 || by_line {
                break;
            }
            start = open;
        } else if accept(node) {
            start -= 1;
        } else {
            break;
        }
        taken += 1;
    }
    start
}

/// Whether the node names something by itself: what makes a name a name.
pub(super) fn is_proper(node: &Node) -> bool {
    matches!(
        node.class,
        Class::Brand
            | Class::Weak
            | Class::Name(
                EntityType::Place
                    | EntityType::Company
                    | EntityType::Park
                    | EntityType::Infrastructure
                    | EntityType::Project
                    | EntityType::Organization
            )
    )
}

/// Whether the node may be a part of a firm's name that only what stands behind it tells: a stock code, 是一家.
pub(super) fn may_name_firm(node: &Node) -> bool {
    matches!(
        node.class,
        Class::Brand
            | Class::Noun
            | Class::Adjective
            | Class::Trade
            | Class::Activity
            | Class::Name(EntityType::Place | EntityType::Industry | EntityType::Product)
    )
}

/// Whether a place is none that a table has but looks like a hill or a water, as brands do: 青岭, 柳石山.
pub(super) fn is_unknown_hill(node: &Node) -> bool {
    node.is_place() && matches!(node.origin, Some(Origin::Pattern("water" | "feature")))
}

/// Whether the name of a province or a city leaves its level out: 湖南, 杭州, but not 湖南省 or 阿坝州.
pub(super) fn is_short(place: &Node, text: &str) -> bool {
    let word = place.span.of(text);
    let prefecture = word.ends_with('州') && characters(place, text) > 2;
    !prefecture && !word.ends_with(['省', '市', '区', '盟'])
}

/// The number of characters of a node.
pub(super) fn characters(node: &Node, text: &str) -> usize {
    node.span.of(text).chars().count()
}

/// The number of characters of some nodes.
pub(super) fn characters_in(nodes: &[Node], text: &str) -> usize {
    nodes.iter().map(|node| characters(node, text)).sum()
}

/// The number of characters of the brands among some nodes.
pub(super) fn brand_length(nodes: &[Node], text: &str) -> usize {
    nodes.iter().filter(|node| node.class == Class::Brand).map(|node| characters(node, text)).sum()
}

/// Where the chain of places that ends before node `end` begins. In a chain every place is of a
/// higher level than the next: 云南省|昭通市|威信县; 昭阳区|云南 are two.
pub(super) fn chain_start(stack: &[Node], end: usize) -> usize {
    let mut start = end;
    while start > 0 && stack[start - 1].is_place() {
        if start < end {
            let (outer, inner) = (stack[start - 1].level, stack[start].level);
            if outer >= inner || outer == Some(PlaceLevel::Feature) {
                break;
            }
        }
        start -= 1;
    }
    start
}

/// The rightmost place outside brackets in `stack[start..]`.
pub(super) fn last_place(stack: &[Node], start: usize) -> Option<usize> {
    let mut depth = 0;
    for at in (start..stack.len()).rev() {
        match stack[at].class {
            Class::Close => depth += 1,
            Class::Open => depth -= 1,
            _ if depth == 0 && stack[at].is_place() => return Some(at),
            _ => {}
        }
    }
    None
}

/// The left boundary of a name in `stack[start..]`: a place pulls it to the beginning of its chain,
/// or on to a brand before the place (大唐|云南|发电); without a place the first brand begins it,
/// because ordinary nouns before a brand are not part of the name (龙头企业|合盛硅业).
pub(super) fn name_start(stack: &[Node], start: usize, text: &str) -> usize {
    if let Some(place) = last_place(stack, start) {
        let chain = chain_start(stack, place + 1);
        let mut before = chain;
        while before > start
            && matches!(stack[before - 1].class, Class::Brand | Class::Name(EntityType::Company))
        {
            before -= 1;
        }
        let brand = characters_in(&stack[before..chain], text);
        // 辽宁|奥|克|吉林|公司: a brand between two places.
        if brand >= 2 && before > start && stack[before - 1].is_place() {
            return chain_start(stack, before);
        }
        // A lone character before a place is a verb or the end of something else.
        return if brand >= 2 && before == start { before } else { chain };
    }
    // What is in brackets begins no name: 中望集团|(|唐山|)|会展产业园.
    let first = (start..stack.len()).find(|at| is_proper(&stack[*at])).unwrap_or(start);
    match stack[start..first].iter().rposition(|node| matches!(node.class, Class::Open | Class::Close)) {
        Some(open) if stack[start + open].class == Class::Open => start,
        _ => over_region(stack, first, text),
    }
}

/// 与|东方|青|禾|集团: where a name begins that begins at `first` behind a word for a region that firms are called by.
fn over_region(stack: &[Node], first: usize, text: &str) -> usize {
    let region = first.checked_sub(1).filter(|region| {
        let word = &stack[*region];
        word.class == Class::Noun
            && WORDS.region.has(word.span.of(text))
            && stack
                .get(first)
                .is_some_and(|first| first.class == Class::Brand && first.span.start == word.span.end)
            && is_bounded(stack, *region)
    });
    region.unwrap_or(first)
}

pub(super) fn modifier(node: &Node) -> bool {
    match node.class {
        Class::Name(kind) => kind != EntityType::Project,
        Class::Brand | Class::Noun | Class::Adjective | Class::Trade | Class::Activity | Class::Generic => {
            true
        }
        _ => false,
    }
}

/// Whether the number at `at` counts things: 3个, 10大, 两条.
pub(super) fn is_count(stack: &[Node], at: usize, text: &str) -> bool {
    const COUNTERS: [char; 10] = ['个', '大', '条', '项', '家', '座', '批', '处', '户', '类'];
    let number = stack[at].span.of(text);
    // 恒昱再生铅|第三条|生产线 is one of them.
    if number.starts_with('第') {
        return false;
    }
    // 两个, 三个 and 五大 are words of their own.
    let word = matches!(stack[at].class, Class::Generic | Class::Noun)
        && number.starts_with(['两', '二', '三', '四', '五', '多'])
        && characters(&stack[at], text) == 2;
    if !word && !matches!(stack[at].class, Class::Number | Class::Digit) {
        return false;
    }
    let next = stack.get(at + 1).map_or("", |next| next.span.of(text));
    let mut next = next.chars();
    let is_number = |c: char| is_counting(c) || "多余几百".contains(c);
    // 10|万吨|大|规格: what has its measure is counted already.
    let counter = next.next().filter(|_| next.next().is_none() && (word || number.ends_with(is_number)));
    // 5|万条|轮胎 is a capacity.
    number.ends_with(COUNTERS) && !number.starts_with(['万', '亿'])
        || counter.is_some_and(|counter| COUNTERS.contains(&counter))
}

/// 樊城区|人民路跨线桥: behind a full division name a work with a brand of its own begins with the brand.
pub(super) fn own_name(stack: &[Node], start: usize, text: &str) -> usize {
    let behind = (start..stack.len()).find(|at| !stack[*at].is_place()).unwrap_or(stack.len());
    // 柳云区|北固山|隧道: so does one that is called after a hill or a water.
    if behind == stack.len()
        && behind >= start + 2
        && stack[behind - 1].level == Some(PlaceLevel::Feature)
        && stack[behind - 2].span.end == stack[behind - 1].span.start
        && stack[behind - 2].level < Some(PlaceLevel::Township)
        && !is_short(&stack[behind - 2], text)
        && stack[behind - 2].span.of(text).ends_with(['县', '市', '区', '旗'])
    {
        return behind - 1;
    }
    if behind == start || behind == stack.len() {
        return start;
    }
    // 抚州|金巢经济开发区: the short name of a city is none.
    let place = &stack[behind - 1];
    let full = place.span.of(text).ends_with(['县', '旗']) || !is_short(place, text);
    // 平石市|柳山港|经济开发区: so does one that is called after another work.
    let work = stack[behind].name() == Some(EntityType::Infrastructure);
    if full && work && stack[behind].span.start == place.span.end {
        return behind;
    }
    let brand: usize = stack[behind..]
        .iter()
        .take_while(|node| {
            let numeral = node.class == Class::Number && node.span.of(text).chars().all(is_han);
            node.class == Class::Brand || node.name().is_none() && (characters(node, text) == 1 || numeral)
        })
        .map(|node| characters(node, text))
        .sum();
    if full && brand >= 2 { behind } else { start }
}

/// 两|江口|大桥, 石|青山|工业园: where a name that begins with the short name of a county really begins, when one
/// character that is no word of the sentence stands before it.
pub(super) fn before_place(stack: &[Node], start: usize, text: &str) -> usize {
    let Some(lone) = start.checked_sub(1) else { return start };
    let node = &stack[lone];
    let word = node.span.of(text);
    let short = stack[start].level == Some(PlaceLevel::County)
        && !stack[start].span.of(text).ends_with(['县', '市', '区', '旗', '州']);
    let single = matches!(node.class, Class::Brand | Class::Digit | Class::Number | Class::Measure)
        && characters(node, text) == 1
        && u32::from(word.chars().next().unwrap_or('0')) >= 0x3400
        // (|现|青石高新技术产业园|)
        && !matches!(word, "现" | "今" | "原" | "即" | "含")
        && node.span.end == stack[start].span.start;
    let bounded = lone.checked_sub(1).is_none_or(|before| {
        matches!(
            stack[before].class,
            Class::Stop | Class::Verb | Class::Open | Class::Name(EntityType::Place)
        )
    });
    if short && single && bounded { lone } else { start }
}

/// Where the run of lone Han characters that ends before node `end` begins, over at most three.
pub(super) fn lone_characters(stack: &[Node], end: usize, text: &str) -> usize {
    let mut start = end;
    while start > 0 && end - start < 3 {
        let node = &stack[start - 1];
        let word = node.span.of(text);
        let lone = characters(node, text) == 1
            && word.chars().all(is_han)
            && !NEVER_IN_UNHEARD.contains(word)
            && (word == "都"
                || matches!(
                    node.class,
                    Class::Brand | Class::Weak | Class::Measure | Class::Digit | Class::Number | Class::Role
                ));
        let counts = node.class == Class::Measure
            && start >= 2
            && matches!(stack[start - 2].class, Class::Number | Class::Digit);
        if !lone || counts {
            break;
        }
        start -= 1;
    }
    start
}

/// Where the chain of places begins behind which two or three lone characters, be they function words elsewhere,
/// end before node `end`: 湘潭|顺|络|精密陶瓷, 泌阳县|恒|都.
pub(super) fn brand_behind_place(stack: &[Node], end: usize, text: &str) -> Option<usize> {
    const NEVER: &str = "的了着过是在和与及等到从对把被让由向于至以为之其将也而又或但则且并因所有建市县区镇乡村省州再添已拟获引签启动投落来去进年月日第首多全各";
    let lone = stack[..end].iter().rev().take(3).take_while(|node| {
        let word = node.span.of(text);
        // 八里|湾: so is a numeral of two characters.
        let short = characters(node, text) == 1 || node.class == Class::Number && characters(node, text) == 2;
        short && word.chars().all(is_han) && !NEVER.contains(word)
    });
    let start = end - lone.count();
    let place = start.checked_sub(1).filter(|place| stack[*place].is_place())?;
    (end - start >= 2 && stack[place].span.end == stack[start].span.start).then(|| chain_start(stack, start))
}

/// Where a name that begins at the lone character `at` really begins: 天|中|鸟|船艇项目 at a boundary,
/// 平潭|大|练|海上风电项目 behind its place.
pub(super) fn widen_left(stack: &[Node], at: usize, text: &str) -> usize {
    let start = lone_characters(stack, at, text);
    // 大|堵|麻|灌区改造工程: at the beginning of a clause the size before a brand is a part of it.
    if start == 1
        && at < stack.len()
        && matches!(stack[0].span.of(text), "大" | "小" | "老" | "新" | "上" | "下")
        && stack[0].span.end == stack[1].span.start
        && characters(&stack[1], text) == 1
        && stack[1].name().is_none()
    {
        return 0;
    }
    let length = at - start;
    let Some(before) = start.checked_sub(1) else {
        return if length > 0 && stack[at].class == Class::Brand { start } else { at };
    };
    let boundary = matches!(stack[before].class, Class::Stop | Class::Verb | Class::Role);
    if length > 0 && boundary && stack[at].class == Class::Brand { start } else { at }
}

/// 大|牛|台|气田: the size before the lone characters of a brand, behind a boundary, is a part of it.
pub(super) fn over_size(stack: &[Node], start: usize, text: &str) -> usize {
    let Some(size) = start.checked_sub(1).filter(|_| start < stack.len()) else { return start };
    let first = &stack[start];
    let lone = first.class == Class::Brand && characters(first, text) == 1;
    let sized = matches!(stack[size].span.of(text), "大" | "小") && stack[size].span.end == first.span.start;
    let bounded = size.checked_sub(1).is_none_or(|before| {
        matches!(stack[before].class, Class::Stop | Class::Verb | Class::Name(_))
            && characters(&stack[before], text) > 1
            || matches!(stack[before].span.of(text), "在" | "与" | "和" | "从" | "到" | "对")
    });
    if lone && sized && bounded { size } else { start }
}

/// Whether nothing but the number of a list item (3., (三)) stands before `start`: what begins there begins a clause.
pub(super) fn begins(stack: &[Node], start: usize, text: &str) -> bool {
    start <= 3
        && stack[..start].iter().all(|node| {
            matches!(node.class, Class::Open | Class::Close)
                || is_item_number(node.span.of(text))
                || (start == 3 && matches!(node.class, Class::Number | Class::Digit))
        })
}

/// 5. in 5.万达宝通: the number of a list item.
pub(super) fn is_item_number(word: &str) -> bool {
    word.strip_suffix('.').is_some_and(|digits| {
        (1..=2).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit())
    })
}
