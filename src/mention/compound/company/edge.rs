//! Where the full name of a firm begins, by what stands around its first words.

use super::FUNCTION;
use crate::entity::{EntityType, PlaceLevel};
use crate::mention::around::is_bounded;
use crate::mention::compound::spot::is_full;
use crate::mention::compound::stack::{
    chain_start, characters, characters_in, is_proper, is_short, last_place, run,
};
use crate::mention::lattice::is_han;
use crate::mention::node::{Class, Node};
use crate::text::signs::is_ordinal;

/// 湖南|嘉|木材|任|家具: where `start` is without a function word of one character that stands between a place and
/// the trade; nothing but the brand stands there.
pub(super) fn beyond_word(stack: &[Node], start: usize, text: &str) -> usize {
    let Some(at) = start.checked_sub(1).filter(|at| stack[*at].class == Class::Stop) else { return start };
    let word = stack[at].span.of(text);
    if characters(&stack[at], text) != 1 || !word.chars().all(is_han) || FUNCTION.contains(word) {
        return start;
    }
    // With a place behind it the name begins there.
    if stack[start..].iter().any(Node::is_place) {
        return start;
    }
    let brand = run(&stack[..at], 2, |node| {
        matches!(node.class, Class::Brand | Class::Weak | Class::Measure)
            || node.class == Class::Noun && characters(node, text) == 2
    });
    match brand.checked_sub(1) {
        Some(place) if stack[place].is_place() => run(&stack[..=place], 4, Node::is_place),
        // 广州|青汽|佳|利|得|零部件有限公司: so does a group before the brand.
        Some(group) if stack[group].name() == Some(EntityType::Company) => chain_start(stack, group),
        _ => start,
    }
}

/// As `name_start`, for full company names, where a company or any run of brands may stand
/// before the place.
pub(super) fn name_start_by_nodes(stack: &[Node], start: usize) -> usize {
    if let Some(place) = last_place(stack, start) {
        let mut chain = chain_start(stack, place + 1);
        // 永善县|金沙|矿业: of two counties the second is the brand.
        if chain > start && stack[chain - 1].is_place() && stack[chain - 1].level == stack[chain].level {
            chain = chain_start(stack, chain);
        }
        // 重庆市|印|天湖|农业: with a place before it a lone character and the place behind it are the brand.
        if chain >= start + 2 && stack[chain - 1].span.len() == 3 && stack[chain - 2].is_place() {
            return chain_start(stack, chain - 1);
        }
        let mut before = chain;
        while before > start
            && matches!(stack[before - 1].class, Class::Brand | Class::Name(EntityType::Company))
        {
            before -= 1;
        }
        // 国电|新星|云南|能源有限公司: a word may stand between the group and the place.
        if before > start
            && stack[before - 1].class == Class::Noun
            && before - 1 > start
            && stack[before - 2].class == Class::Name(EntityType::Company)
        {
            before -= 2;
        }
        let company = before < chain
            && stack[before..chain].iter().any(|node| node.class == Class::Name(EntityType::Company));
        if company || (chain - before >= 2 && before == start) {
            return before;
        }
        // A place deep inside a name whose brand came first: 长江电力|云南.
        return chain;
    }
    // Ordinary nouns before a brand are the end of another phrase; a bracketed place is no brand.
    let bracket = (start..stack.len()).find(|at| stack[*at].class == Class::Open).unwrap_or(stack.len());
    let Some(first) = (start..bracket).find(|at| is_proper(&stack[*at])) else { return start };
    // 中航|上|大|高温合金: one word at the left end of the run is the beginning of the name.
    if first == start + 1 && stack[start].class == Class::Noun && stack[start].span.len() == 6 && start == 0 {
        return start;
    }
    // 由|云安|数码|城|(|集团|)|有限公司: two words behind a boundary and a character.
    if first == start + 2
        && stack[start..first].iter().all(|node| node.class == Class::Noun && node.span.len() == 6)
        && stack[first].span.len() <= 4
        && start.checked_sub(1).is_none_or(|before| stack[before].class == Class::Stop)
    {
        return start;
    }
    // A lone character is no brand: 鸡笼|山|蔬菜.
    let lone = stack[first].class == Class::Brand && stack[first].span.len() <= 4;
    let joined = stack.get(first + 1).is_some_and(|next| next.class == Class::Brand);
    if lone && !joined && first > start && matches!(stack[first - 1].class, Class::Noun | Class::Adjective) {
        first - 1
    } else {
        first
    }
}

/// 香港|云安|中国|投资有限公司: the brand stands between two places.
pub(super) fn between_places(stack: &[Node], start: usize, text: &str) -> usize {
    let Some([place, rest @ ..]) =
        stack.get(start..).filter(|parts| parts.first().is_some_and(Node::is_place))
    else {
        return start;
    };
    let only = rest.is_empty();
    let brand = run(&stack[..start], 3, |node| {
        node.class == Class::Brand
            || node.head.is_none()
                && (only && node.class == Class::Noun
                    || !only && matches!(node.class, Class::Number | Class::Weak))
    });
    let length = characters_in(&stack[brand..start], text);
    let joined = brand < start && stack[start - 1].span.end == place.span.start;
    match brand.checked_sub(1) {
        // 陕西|泾|禾|渭南|面粉|有限公司: with trades behind the second place the first is a province or a city.
        Some(outer)
            if stack[outer].is_place()
                && joined
                && (2..=4).contains(&length)
                && (only || is_outer(stack, outer, text)) =>
        {
            chain_start(stack, outer + 1)
        }
        _ => start,
    }
}

/// Whether a place is the short name of a province or a city at a boundary.
fn is_outer(stack: &[Node], place: usize, text: &str) -> bool {
    matches!(stack[place].level, Some(PlaceLevel::Province | PlaceLevel::Prefecture))
        && is_short(&stack[place], text)
        && is_bounded(stack, place)
}

/// 青州|及|恒|通讯|股份有限公司, 青州|柏|下马|远|有限公司: a member of a list that ends with a legal form is the name, be its
/// characters words elsewhere.
pub(super) fn whole_member(stack: &[Node], start: usize, text: &str) -> Option<usize> {
    let first = stack.first().filter(|_| start > 0)?;
    let listed = text[..first.span.start].ends_with('、');
    let length = characters_in(stack, text);
    let said = stack[..start].iter().any(|node| {
        let word = node.span.of(text);
        node.class == Class::Stop && characters(node, text) > 1
            || "的在由是".contains(word)
            || matches!(node.class, Class::Number | Class::Role)
            || matches!(
                node.name(),
                Some(EntityType::Company | EntityType::Organization | EntityType::Project)
            )
    });
    let named = matches!(first.class, Class::Brand | Class::Noun | Class::Weak) || first.is_place();
    // 共赢|青州|恒斯宝: a place begins a name of its own.
    let outside = stack[..start].iter().take_while(|node| node.class != Class::Open);
    let said = said || outside.skip(1).any(Node::is_place);
    (listed && named && !said && length <= 18).then_some(0)
}

/// 青州|天|恒|骏马|打印|耗材有限公司: what stands between the short name of a place and a trade with its form is the brand, a verb
/// behind its first characters, too.
pub(super) fn from_place(stack: &[Node], start: usize, text: &str) -> Option<usize> {
    let trades = stack[start..].iter().all(|node| {
        matches!(node.class, Class::Trade | Class::TradeVerb | Class::Activity | Class::Noun | Class::Generic)
            || matches!(node.class, Class::Name(EntityType::Industry | EntityType::Product))
    });
    if !trades || stack[start..].iter().any(Node::is_place) {
        return None;
    }
    let place = (start.saturating_sub(6)..start).rev().find(|at| stack[*at].is_place())?;
    let brand = &stack[place + 1..start];
    let length = characters_in(brand, text);
    let plain = |node: &Node| {
        matches!(node.class, Class::Brand | Class::Weak | Class::Measure)
            || node.class == Class::Noun && node.head.is_none()
    };
    let short = matches!(stack[place].level, Some(PlaceLevel::Province | PlaceLevel::Prefecture))
        && characters(&stack[place], text) <= 3
        && !stack[place].span.of(text).ends_with(['省', '市']);
    // 青州|天|和|树脂: 和 is the second character of a brand there.
    let and = |node: &Node| length <= 3 && node.is("和", text);
    let word = |node: &Node| node.class == Class::Verb && characters(node, text) == 2;
    let fits = brand.first().is_some_and(plain)
        && brand.iter().all(|node| plain(node) || word(node) || and(node))
        && brand.iter().filter(|node| and(node)).count() < 2;
    // 青州|顶|呱呱|食品有限公司
    let doubled = || {
        let words =
            brand.first().zip(brand.last()).map(|(first, last)| &text[first.span.start..last.span.end]);
        let mut signs = words.unwrap_or_default().chars().skip(1);
        length == 3 && signs.next() == signs.next()
    };
    (short && (fits || doubled()) && (2..=8).contains(&length)).then(|| chain_start(stack, place + 1))
}

/// 新|佳金健|光伏, 大|康|建材, 湖南|和|星金|稀土: one character before the brand that is an ordinary word elsewhere, where
/// a clause or the part of it behind a verb begins, or behind the short name of a province or city.
pub(super) fn first_character(stack: &[Node], start: usize, text: &str) -> usize {
    let Some(at) = start.checked_sub(1) else { return start };
    let word = stack[at].span.of(text);
    if stack.get(start).is_none_or(|first| first.class != Class::Brand) {
        return start;
    }
    let before = at.checked_sub(1).map(|before| &stack[before]);
    match word {
        "新" | "大" if before.is_none_or(|node| matches!(node.class, Class::Stop | Class::Verb)) => at,
        // 台商企业|大|昇|精密工具: one character is no brand.
        "大" if before.is_some_and(|node| node.class == Class::Role)
            && stack.get(start + 1).is_none_or(|next| next.class != Class::Brand) =>
        {
            at
        }
        "和" => match before {
            Some(place)
                if matches!(place.level, Some(PlaceLevel::Province | PlaceLevel::Prefecture))
                    && characters(place, text) == 2 =>
            {
                chain_start(stack, at)
            }
            // 与|和|旺: of two conjunctions the second is a part of the brand.
            Some(and) if matches!(and.span.of(text), "与" | "由" | "向" | "对" | "和") => at,
            None => at,
            _ => start,
        },
        // 青州|至|锐|工具有限公司: one character is no brand behind a place, either.
        "至" | "同" | "中" | "上" if is_one_character(stack, start, text) => match before {
            Some(place) if place.is_place() && place.span.end == stack[at].span.start => {
                chain_start(stack, at)
            }
            _ => start,
        },
        _ => start,
    }
}

/// Whether the brand that begins at `start` has one character.
fn is_one_character(stack: &[Node], start: usize, text: &str) -> bool {
    let brand = stack[start..].iter().take_while(|node| node.class == Class::Brand);
    brand.map(|node| characters(node, text)).sum::<usize>() == 1
}

/// 深圳|高大|宝|电气有限公司, 宁州县|第二|模具有限公司: directly behind a place one adjective before a lone character is the brand's
/// beginning, and an ordinal belongs to the name.
pub(super) fn behind_place(stack: &[Node], start: usize, text: &str) -> usize {
    let (Some(place), Some(first)) = (start.checked_sub(2), stack.get(start)) else { return start };
    let between = &stack[place + 1];
    let word = between.span.of(text);
    let touches = stack[place].is_place()
        && stack[place].span.end == between.span.start
        && between.span.end == first.span.start;
    let ordinal = is_ordinal(word);
    let brand = first.class == Class::Brand
        && characters(first, text) == 1
        && characters(between, text) == 2
        && word.chars().all(is_han)
        && matches!(between.class, Class::Other | Class::Adjective | Class::Generic);
    if touches && (ordinal || brand) { chain_start(stack, place + 1) } else { start }
}

/// 青石县|柳湾镇|明澈新材料|(|临沂|)|有限公司: what has its place in brackets does not begin with one; that is where it stands.
pub(super) fn before_bracket(stack: &[Node], start: usize, text: &str) -> usize {
    let bracketed = stack[start..]
        .windows(3)
        .any(|part| part[0].class == Class::Open && part[1].is_place() && part[2].class == Class::Close);
    let places = stack[start..].iter().take_while(|node| node.is_place() && is_full(node, text)).count();
    let named = stack.get(start + places).is_some_and(|next| next.class != Class::Open);
    if bracketed && named { start + places } else { start }
}

/// 根|创|乡|美|(|重庆|)|科技, 中|金华|鼎|旅游: where a name that seems to begin at its last character or at a place
/// inside it really begins.
pub(super) fn cut_brand(stack: &[Node], start: usize, text: &str) -> usize {
    const OUTSIDE: &str = "原该系即属经按据因如若但而使派赴驻称含指请受靠凭其各每某另此市县区镇省州";
    let Some(first) = stack.get(start) else { return start };
    let before = |at: usize| at.checked_sub(1).map_or("", |before| stack[before].span.of(text));
    if first.is_place() {
        let brand_behind = stack.get(start + 1).is_some_and(|next| next.class == Class::Brand);
        let short = characters(first, text) == 2;
        return start - usize::from(before(start) == "中" && short && brand_behind);
    }
    let lone = |node: &Node| {
        let word = node.span.of(text);
        characters(node, text) == 1
            && word.chars().all(is_han)
            && !FUNCTION.contains(word)
            && !OUTSIDE.contains(word)
    };
    let bracketed = stack.get(start + 1).is_some_and(|next| next.class == Class::Open);
    if first.class != Class::Brand || characters(first, text) != 1 || !bracketed {
        return start;
    }
    start - stack[..start].iter().rev().take(3).take_while(|node| lone(node)).count()
}

/// 总投资|3亿元|青州恒昱科技有限公司: an amount of money is no part of the name of a firm.
pub(super) fn behind_amount(stack: &[Node], start: usize, text: &str) -> usize {
    let amount = |node: &Node| {
        matches!(node.class, Class::Number | Class::Digit) && node.span.of(text).ends_with('元')
    };
    stack[start..].iter().rposition(amount).map_or(start, |at| start + at + 1)
}
