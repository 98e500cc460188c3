//! Full names of firms: place, brand, trades and legal form.

mod edge;
mod front;
mod profiled;

use crate::entity::EntityType;
use crate::mention::Origin;
use crate::mention::compound::stack::{chain_start, characters, characters_in, lone_characters, run};
use crate::mention::lattice::is_han;
use crate::mention::node::{Class, Node};
use crate::text::word_list::word_lists;
use edge::{
    before_bracket, behind_amount, behind_place, between_places, beyond_word, cut_brand, first_character,
    from_place, name_start_by_nodes, whole_member,
};
use front::{behind_date, behind_item_mark, strip_numbers};
use profiled::profiled;

word_lists! {
    static WORDS: CompanyWords = "company.csv";
    /// Words of the form of a firm, which are no name.
    form,
    /// Words of trades that are done to a firm where they stand before its brand.
    deed,
    /// What leads from a county to one of its firms.
    leading,
    /// What only a profile tells of a firm directly behind its name.
    profile,
    /// What leads to a firm at the beginning of a sentence and is no part of its name.
    opener,
}

/// Function words of one character that no brand has.
pub(super) const FUNCTION: &str = "的和与及在由对向从等为是了把被将到至同并或以让给则且有里上下中内外";

/// Whether the full name of a firm can hold the node.
fn company_material(node: &Node) -> bool {
    match node.class {
        // 江省|引江济河工程|有限公司: a known work may have a firm of its own.
        Class::Name(EntityType::Project) => matches!(node.origin, Some(Origin::Form(_))),
        Class::Name(_) => true,
        Class::Brand
        | Class::Noun
        | Class::Adjective
        | Class::Trade
        | Class::Activity
        | Class::Generic
        | Class::Weak
        | Class::TradeVerb
        | Class::Measure
        | Class::Digit
        | Class::Number => true,
        _ => false,
    }
}

/// Where the full name of a firm begins that ends with its legal form `head` behind `stack`.
pub(super) fn legal_form(stack: &[Node], head: &str, text: &str) -> Option<usize> {
    let start = over_verbs(stack, beyond_word(stack, run(stack, 14, company_material), text));
    let start = over_word(stack, start, text);
    let start = over_characters(stack, start, text)?;
    let start = strip_numbers(stack, name_start_by_nodes(stack, start));
    let start = over_nouns(stack, start);
    let start = between_places(stack, start, text);
    let start = whole_member(stack, start, text).or_else(|| from_place(stack, start, text)).unwrap_or(start);
    let only_places = stack[start..].iter().all(Node::is_place);
    let branch = matches!(head, "分公司" | "总公司");
    // 5|个|分公司
    if branch && stack.last().is_some_and(|last| matches!(last.span.of(text), "个" | "家")) {
        return None;
    }
    let start = if branch && only_places { of_branch(stack) } else { start };
    let start = behind_favour(stack, behind_group(stack, start, text), text);
    let start = behind_link(stack, start, text);
    let start = first_character(stack, cut_brand(stack, start, text), text);
    let start = before_bracket(stack, behind_place(stack, start, text), text);
    let start = behind_date(stack, behind_item_mark(stack, start, text), text);
    let start = behind_deed(stack, behind_park(stack, start, text), text);
    let start = behind_link(stack, behind_division(stack, start, text), text);
    let start = behind_amount(stack, start, text);
    let start = profiled(stack, start, head, text).unwrap_or(start);
    (is_name(&stack[start..], text) && (branch || !only_places)).then_some(start)
}

/// 青石高新区|恒|远|科技有限公司: a park before the brand only says where the firm is; 青石高新区|投资有限公司 is the park's own.
fn behind_park(stack: &[Node], start: usize, text: &str) -> usize {
    // 天津泰达 is a brand too.
    let called_so = |node: &&Node| {
        node.name() == Some(EntityType::Park) && node.span.of(text).ends_with(['区', '园', '城'])
    };
    let parks = stack[start..].iter().take_while(called_so).count();
    let brand = stack[start + parks..].iter().take_while(|node| node.class == Class::Brand);
    let length: usize = brand.map(|node| characters(node, text)).sum();
    if parks > 0 && length >= 2 { start + parks } else { start }
}

/// 赵|大军|为|青石|经开区|恒|昱|科技有限公司: for whom something is done stands behind 为, where a place or a park follows.
fn behind_favour(stack: &[Node], start: usize, text: &str) -> usize {
    let favour = |at: &usize| {
        stack[*at].is("为", text)
            && matches!(stack[at + 1].name(), Some(EntityType::Place | EntityType::Park))
            && characters_in(&stack[at + 1..], text) > 3
    };
    (start..stack.len().saturating_sub(2)).rev().find(favour).map_or(start, |at| at + 1)
}

/// 青远集团|江州|恒|昱|化学有限公司: a firm of a group that has a place and a brand of its own.
fn behind_group(stack: &[Node], start: usize, text: &str) -> usize {
    let of_group = |at: &usize| {
        stack[*at].name() == Some(EntityType::Company)
            && stack[*at].span.of(text).ends_with("集团")
            && stack[at + 1..].first().is_some_and(Node::is_place)
    };
    let Some(group) = (start..stack.len().saturating_sub(2)).find(of_group) else { return start };
    let behind = stack[group + 1..].iter().skip_while(|node| node.is_place());
    let brand: usize =
        behind.take_while(|node| node.class == Class::Brand).map(|node| characters(node, text)).sum();
    if brand >= 2 { group + 1 } else { start }
}

/// 处理|青石|矿业有限公司, 政府|控制|青石|矿业有限公司: before a brand or a place a trade is what is done to the firm.
fn behind_deed(stack: &[Node], start: usize, text: &str) -> usize {
    let deed = |node: &Node| WORDS.deed.has(node.span.of(text));
    let nouns = stack[start..].iter().take(2).take_while(|node| node.class == Class::Noun && !deed(node));
    let at = start + nouns.count();
    let done = stack.get(at).is_some_and(deed)
        && stack.get(at + 1).is_some_and(|next| {
            next.is_place() || next.class == Class::Brand || next.class == Class::Noun && next.head.is_none()
        });
    if done { at + 1 } else { start }
}

/// 青石县|检测|恒|远|科技有限公司, 青石县|以|恒|远|科技有限公司: what a county does to a firm is no part of its name. A
/// brand must be left: 青石县|服务|有限公司.
fn behind_division(stack: &[Node], start: usize, text: &str) -> usize {
    let places = stack[start..].iter().take_while(|node| node.is_place()).count();
    let at = start + places;
    let division = places > 0 && stack[at - 1].span.of(text).ends_with(['县', '市', '区', '旗', '州', '省']);
    let led = stack.get(at).is_some_and(|node| {
        let word = node.span.of(text);
        WORDS.leading.has(word) || WORDS.deed.has(word)
    });
    if !division || !led {
        return start;
    }
    let brand = stack[at + 1..]
        .iter()
        .take_while(|node| matches!(node.class, Class::Brand | Class::Weak | Class::Measure));
    if brand.map(|node| characters(node, text)).sum::<usize>() >= 2 { at + 1 } else { start }
}

/// How many lone characters stand directly before node `start` that may be of a brand, `limit` at most.
fn lone_before(stack: &[Node], start: usize, limit: usize, text: &str) -> usize {
    let lone = |node: &&Node| {
        let word = node.span.of(text);
        characters(node, text) == 1 && word.chars().all(is_han) && !FUNCTION.contains(word)
    };
    stack[..start].iter().rev().take(limit).take_while(lone).count()
}

/// 昭通|振兴|建材有限公司, 友升|轻|量化|科技有限公司: a verb that introduces no names and has material on its left is
/// part of one.
fn over_verbs(stack: &[Node], mut start: usize) -> usize {
    // 恒昱|设备|维修|有限公司: nor does what is done in the trade before it, directly before the form.
    let done_in_trade = |verb: usize| {
        verb + 1 == stack.len() && matches!(stack[verb - 1].class, Class::Trade | Class::TradeVerb)
    };
    while start >= 2
        && stack[start - 1].class == Class::Verb
        && (is_before_verb(&stack[..start - 1]) || done_in_trade(start - 1))
    {
        start = run(&stack[..start - 1], 6, company_material);
    }
    start
}

/// Whether the last of some nodes belong to the name of a firm although a verb follows them.
fn is_before_verb(nodes: &[Node]) -> bool {
    let Some((last, before)) = nodes.split_last() else { return false };
    let outer = before.last();
    match last.class {
        Class::Brand
        | Class::Name(EntityType::Place | EntityType::Company | EntityType::Industry | EntityType::Product) => {
            true
        }
        Class::Adjective => outer.is_some_and(|outer| outer.class == Class::Brand),
        Class::Noun => outer.is_some_and(Node::is_place),
        _ => false,
    }
}

/// 旗下|悦|达|长久|物流有限公司: where lone characters begin behind a boundary that an adverb ends, which is the last of the
/// brand.
fn before_adverb(stack: &[Node], adverb: usize, text: &str) -> Option<usize> {
    let word = &stack[adverb];
    let brand = lone_characters(stack, adverb, text);
    let bounded = brand
        .checked_sub(1)
        .is_none_or(|before| stack[before].class == Class::Stop && characters(&stack[before], text) > 1);
    (word.class == Class::Stop && characters(word, text) == 2 && brand < adverb && bounded).then_some(brand)
}

/// 青州|诚|天|和|食品有限公司: the same of the conjunction, where nothing but trades stands behind it.
fn before_and(stack: &[Node], and: usize, text: &str) -> Option<usize> {
    let brand = and - lone_before(stack, and, 2, text);
    let bounded = brand.checked_sub(1).is_none_or(|before| {
        stack[before].is_place() || stack[before].class == Class::Stop && characters(&stack[before], text) > 1
    });
    if !stack[and].is("和", text) || brand == and || !bounded {
        return None;
    }
    let place = run(&stack[..brand], 3, Node::is_place) < brand;
    Some(if place { chain_start(stack, brand) } else { brand })
}

/// 走访|星火|集团有限公司: what has no brand yet begins with the word before it; 恒|都|食品有限公司: or with lone characters,
/// adverbs among them.
fn over_word(stack: &[Node], start: usize, text: &str) -> usize {
    let brandless = stack[start..].iter().all(|node| {
        matches!(node.class, Class::Trade | Class::TradeVerb | Class::Activity | Class::Generic)
            || matches!(node.class, Class::Name(EntityType::Industry | EntityType::Product))
    });
    let Some(at) = start.checked_sub(1).filter(|_| brandless) else { return start };
    let lone = lone_before(stack, start, 3, text);
    if lone >= 2 {
        return start - lone;
    }
    if let Some(brand) = before_adverb(stack, at, text).or_else(|| before_and(stack, at, text)) {
        return brand;
    }
    let word = &stack[at];
    if !matches!(word.class, Class::Verb | Class::Other) || characters(word, text) != 2 {
        return start;
    }
    let place = run(&stack[..at], 3, Node::is_place) < at;
    if place { chain_start(stack, at) } else { at }
}

/// 凤|旺|顺|(|岳州|)|科技有限公司: what is in brackets has the brand before it. None where nothing is left of the name.
fn over_characters(stack: &[Node], start: usize, text: &str) -> Option<usize> {
    let first = stack.get(start)?;
    Some(match first.class {
        Class::Open => start - lone_before(stack, start, 4, text),
        _ => start,
    })
}

/// 东方|沿海|铁路|福建|有限责任公司: what fills the clause before the place is the name.
fn over_nouns(stack: &[Node], start: usize) -> usize {
    let whole = run(stack, 6, company_material);
    let fills = whole < start
        && start - whole >= 2
        && stack[start..].iter().all(Node::is_place)
        && whole.checked_sub(1).is_none_or(|before| stack[before].class == Class::Stop)
        && stack[whole..start].iter().all(|node| node.class == Class::Noun);
    if fills { whole } else { start }
}

/// 长山|铝|宜宾|分公司: it is the branch of a firm.
fn of_branch(stack: &[Node]) -> usize {
    run(stack, 4, |node| {
        matches!(
            node.class,
            Class::Brand | Class::Trade | Class::Name(EntityType::Place | EntityType::Company)
        )
    })
}

/// 业主为|青岚|矿业有限公司, 甲项目|系|青岚|矿业有限公司: what links the name to the sentence is no part of it.
fn behind_link(stack: &[Node], start: usize, text: &str) -> usize {
    let named = || {
        let before = start.checked_sub(1).map(|at| &stack[at]);
        before.is_some_and(|node| {
            node.head.is_some() || node.name().is_some_and(|kind| kind != EntityType::Place)
        })
    };
    let linked = stack.get(start).is_some_and(|node| {
        let word = node.span.of(text);
        node.class == Class::Weak && matches!(word, "为" | "以") || matches!(word, "系" | "内") && named()
    });
    // A line break may have left nothing of the name before its form.
    start + usize::from(linked && start + 1 < stack.len())
}

/// Whether what stands before the form is more than words of forms, ranks and numbers.
fn is_name(parts: &[Node], text: &str) -> bool {
    // 改组|为|有限责任公司: what a firm becomes, where no lone character before the verb makes a brand with it.
    let link = match parts {
        [.., before, last] => last.is("为", text) && characters(before, text) > 1,
        [only] => only.is("为", text),
        [] => false,
    };
    // 他的|食品有限公司: a trade is none either.
    let of_trade = parts.iter().all(|node| {
        matches!(node.class, Class::Trade | Class::TradeVerb | Class::Activity)
            || matches!(node.name(), Some(EntityType::Industry | EntityType::Product))
    });
    // 股份|有限责任公司 is a form and no name.
    !link
        && !of_trade
        && !parts.iter().all(|node| WORDS.form.has(node.span.of(text)))
        && !parts.iter().all(|node| matches!(node.class, Class::Generic | Class::Number))
        && parts.first().is_some_and(|first| first.class != Class::Open)
}
