//! Brands of firms that are words or characters of the language.

use super::{Front, WORDS};
use crate::entity::{EntityType, PlaceLevel};
use crate::mention::around::is_bounded;
use crate::mention::compound::no_name::is_relation;
use crate::mention::compound::stack::{
    begins, chain_start, characters, characters_in, is_short, last_place, run,
};
use crate::mention::compound::unheard::NEVER_IN_UNHEARD;
use crate::mention::lattice::is_han;
use crate::mention::node::{Class, Node};

/// 中远|国际|招标|代理|公司: two to four characters between a boundary and 国际 are the brand of a firm.
pub(super) fn international(front: Front) -> Option<usize> {
    let Front { stack, head, text } = front;
    if !head.ends_with("公司") || head == "分公司" {
        return None;
    }
    let from = stack.len().saturating_sub(4);
    let international = (from..stack.len()).rev().find(|at| stack[*at].span.of(text) == "国际")?;
    let brand = run(&stack[..international], 3, |node| {
        matches!(node.class, Class::Noun | Class::Brand | Class::Weak) && node.head.is_none()
    });
    let named = (2..=4).contains(&characters_in(&stack[brand..international], text));
    let deals = stack[international + 1..]
        .iter()
        .all(|node| matches!(node.class, Class::Noun | Class::Trade | Class::TradeVerb | Class::Activity));
    (named && is_bounded(stack, brand) && deals).then_some(brand)
}

/// 韩国|KOR AUTO|公司
pub(super) fn latin(front: Front, last: &Node) -> Option<usize> {
    let Front { stack, head, text } = front;
    let latin = last.class == Class::Brand
        && characters(last, text) >= 2
        && front.word(last).bytes().all(|byte| byte.is_ascii_alphabetic() || byte == b' ');
    if !latin || !matches!(head, "公司" | "集团" | "集团公司") {
        return None;
    }
    let abroad = stack.len().checked_sub(2).filter(|place| {
        stack[*place].level == Some(PlaceLevel::Country) && stack[*place].span.end == last.span.start
    });
    Some(abroad.unwrap_or(stack.len() - 1))
}

/// 湖北|光明|公司: behind the short name of a province or city an adjective is a brand.
pub(super) fn adjective_behind_place(front: Front) -> Option<usize> {
    let Front { stack, head, text } = front;
    let [.., place, word] = stack else { return None };
    let at_place = stack.len() - 2;
    (head == "公司"
        && word.class == Class::Adjective
        && characters(word, text) == 2
        && !is_relation(front.word(word))
        && !WORDS.no_brand.has(front.word(word))
        && matches!(place.level, Some(PlaceLevel::Province | PlaceLevel::Prefecture))
        && characters(place, text) == 2
        && place.span.end == word.span.start
        && is_bounded(stack, at_place))
    .then_some(at_place)
}

/// 青州|开创|机械厂: directly behind the short name of a province or city a word before works is their brand.
pub(super) fn word_before_works(front: Front) -> Option<usize> {
    let Front { stack, head, text } = front;
    let [.., place, word] = stack else { return None };
    let at_place = stack.len() - 2;
    let of_place = matches!(place.level, Some(PlaceLevel::Province | PlaceLevel::Prefecture))
        && (is_short(place, text) || place.span.of(text).ends_with(['省', '市']))
        && place.span.end == word.span.start
        && is_bounded(stack, at_place);
    let works = head.ends_with('厂') && head.chars().nth(2).is_some();
    let plain =
        matches!(word.class, Class::Verb | Class::Noun | Class::Activity | Class::Adjective | Class::Other)
            && word.head.is_none()
            && characters(word, text) == 2
            && front.word(word).chars().all(is_han)
            && !is_relation(front.word(word))
            && !WORDS.no_works.has(front.word(word));
    (works && of_place && plain).then_some(at_place)
}

/// 中|望|集团: two or three lone characters at the beginning of a clause, be they words elsewhere.
pub(super) fn lone_brand(front: Front) -> Option<usize> {
    const NEVER: &str = "的了是在和与及由对向从等为把被将到至同或让给则且该本各某每其这那两一二几个家大全";
    let Front { stack, text, .. } = front;
    let lone = stack.iter().rev().take(4).take_while(|node| {
        let word = node.span.of(text);
        characters(node, text) == 1 && word.chars().all(is_han) && !NEVER.contains(word)
    });
    let start = stack.len() - lone.count();
    ((2..=3).contains(&(stack.len() - start)) && begins(stack, start, text)).then_some(start)
}

/// 胜利|新能源集团: at the beginning of a clause one ordinary word before a trade and 集团 is the brand; so is what
/// something is named, 更名为|云台|科技集团.
pub(super) fn word_and_trade(front: Front) -> Option<usize> {
    let Front { stack, text, .. } = front;
    let [.., only] = stack else { return None };
    let start = stack.len() - 1;
    let named = || {
        let verb = start.checked_sub(1).map(|verb| front.word(&stack[verb]));
        matches!(verb, Some("为" | "成为" | "更名为" | "即"))
    };
    ((begins(stack, start, text) || only.class == Class::Noun && named())
        && !WORDS.no_brand.has(front.word(only))
        && matches!(only.class, Class::Noun | Class::Activity | Class::Adjective)
        && characters(only, text) == 2
        && front.is_group_of_trade())
    .then_some(start)
}

/// 宏伟|化工|公司, 青石县|明澈|新能源|公司: at the beginning of a clause, or behind the place that stands there, one ordinary word
/// before the trades is the brand.
pub(super) fn word_before_trades(front: Front) -> Option<usize> {
    let Front { stack, head, text } = front;
    let trade = |node: &Node| {
        matches!(node.class, Class::Trade | Class::Name(EntityType::Industry | EntityType::Product))
    };
    let trades = run(stack, 2, trade);
    let start = trades.checked_sub(1)?;
    let word = &stack[start];
    let plain = matches!(word.class, Class::Noun | Class::Adjective)
        && word.head.is_none()
        && characters(word, text) == 2
        && !is_relation(front.word(word))
        && !WORDS.no_brand.has(front.word(word));
    let place = start
        .checked_sub(1)
        .filter(|place| stack[*place].level.is_some() && stack[*place].span.end == word.span.start);
    let first = place.unwrap_or(start);
    (head == "公司" && trades < stack.len() && plain && begins(stack, first, text)).then_some(first)
}

/// 白|盒子|科技|公司: at the beginning of a clause a brand of a character and a word.
pub(super) fn character_and_word(front: Front) -> Option<usize> {
    let [first, second, trade] = front.stack else { return None };
    (front.head == "公司"
        && first.class == Class::Brand
        && second.class == Class::Noun
        && trade.class == Class::Trade
        && characters(first, front.text) + characters(second, front.text) <= 4)
        .then_some(0)
}

/// 天一|固本|堂|生物|科技|公司: between a boundary and the trades words that end with one character are a brand.
pub(super) fn house(front: Front) -> Option<usize> {
    let Front { stack, head, text } = front;
    if head != "公司" {
        return None;
    }
    let trades = run(stack, 3, |node| {
        node.class == Class::Trade
            || matches!(node.class, Class::Name(EntityType::Industry | EntityType::Product))
    });
    let last = &stack[trades.checked_sub(1)?];
    let lone = characters(last, text) == 1
        && matches!(last.class, Class::Brand | Class::Weak | Class::Measure)
        && !NEVER_IN_UNHEARD.contains(last.span.of(text))
        && !"家型性化级种类".contains(last.span.of(text));
    let start = run(&stack[..trades], 3, |node| {
        matches!(node.class, Class::Brand | Class::Noun | Class::Adjective | Class::Measure | Class::Weak)
            && node.head.is_none()
    });
    (trades < stack.len()
        && lone
        && is_bounded(stack, start)
        && (3..=5).contains(&characters_in(&stack[start..trades], text)))
    .then_some(start)
}

/// 云州|飞越|集团, and at the beginning of a clause 飞越|集团: words of two characters are a brand before 集团.
pub(super) fn called_by_words(front: Front) -> Option<usize> {
    let Front { stack, head, text } = front;
    if head != "集团" {
        return None;
    }
    let mut start = stack.len();
    let mut length = 0;
    while start > 0 && length < 2 {
        if !may_be_brand(&stack[start - 1], text) {
            return None;
        }
        length += characters(&stack[start - 1], text);
        start -= 1;
    }
    // 云州|龙|大|达|集团
    if length == 2
        && start >= 2
        && characters(&stack[start - 1], text) == 1
        && may_be_brand(&stack[start - 1], text)
        // 云州县|和|青石|集团 are two.
        && !matches!(stack[start - 1].span.of(text), "和" | "与" | "同" | "及")
        && let Some(place) = town_before(stack, start - 1)
    {
        return Some(chain_start(stack, place + 1));
    }
    let place = town_before(stack, start);
    // 由|飞越|集团|承建, 参观|了|阳光|集团
    let done = start.checked_sub(1).is_some_and(|before| stack[before].is("了", text));
    let introduced = start
        .checked_sub(1 + usize::from(done))
        .is_some_and(|before| WORDS.introducing.has(stack[before].span.of(text)));
    let whole = length == 2 && (place.is_some() || introduced || begins(stack, start, text));
    whole.then(|| place.map_or(start, |place| chain_start(stack, place + 1)))
}

/// Whether an ordinary word may be a brand before 集团.
fn may_be_brand(node: &Node, text: &str) -> bool {
    let word = node.span.of(text);
    // 加强|集团|管理, 提升|集团|资源: what is done to the group is no name of it.
    let done = matches!(node.class, Class::Stop | Class::Activity) && characters(node, text) > 1;
    !matches!(node.class, Class::Name(_) | Class::Open | Class::Close | Class::Role)
        && !done
        && !WORDS.no_brand.has(word)
        && word.chars().all(is_han)
        && !is_relation(word)
        && !word.starts_with(['的', '该', '本', '各', '等', '在', '是', '由', '与', '某', '每', '全'])
        && node.head.is_none()
}

/// The province, city or county that ends where the node `start` begins.
fn town_before(stack: &[Node], start: usize) -> Option<usize> {
    start.checked_sub(1).filter(|place| {
        stack[*place].is_place()
            && stack[*place].span.end == stack[start].span.start
            && matches!(
                stack[*place].level,
                Some(PlaceLevel::Province | PlaceLevel::Prefecture | PlaceLevel::County)
            )
    })
}

/// 与|芙|天|兴业|投资集团: a brand of two characters that stands between a boundary and one ordinary word before 集团.
pub(super) fn brand_and_word(front: Front) -> Option<usize> {
    let Front { stack, head, text } = front;
    // 恒|昱|隆|木屋|公司: three characters that make no sense at the beginning of a clause are one before 公司 too.
    let firm = head == "公司";
    if !head.ends_with("集团") && !firm {
        return None;
    }
    let word = stack.len().checked_sub(1)?;
    let last = &stack[word];
    let ordinary = matches!(last.class, Class::Noun | Class::Trade | Class::Adjective)
        && characters(last, text) == 2
        && !is_relation(last.span.of(text))
        && !WORDS.no_brand.has(last.span.of(text));
    let start = run(&stack[..word], 3, |node| {
        matches!(node.class, Class::Brand | Class::Measure) && node.span.of(text).chars().all(is_han)
    });
    let bounded = start.checked_sub(1).is_none_or(|before| {
        matches!(stack[before].class, Class::Stop | Class::Verb | Class::Role) || stack[before].is_place()
    });
    let place =
        start.checked_sub(1).filter(|place| stack[*place].is_place() && is_short(&stack[*place], text));
    let length = characters_in(&stack[start..word], text);
    let long_enough = if firm {
        length == 3 && last.class == Class::Noun && begins(stack, start, text)
    } else {
        length == 2
    };
    (ordinary && bounded && long_enough).then(|| place.map_or(start, |place| chain_start(stack, place + 1)))
}

/// 人本|集团: one ordinary word between two commas.
pub(super) fn only_word(front: Front) -> Option<usize> {
    let [only] = front.stack else { return None };
    (front.head == "集团"
        && matches!(only.class, Class::Noun | Class::Other)
        && only.head.is_none()
        && !WORDS.no_brand.has(front.word(only))
        && characters(only, front.text) == 2)
        .then_some(0)
}

/// 重庆|山城|味道|食品|集团: behind a place ordinary nouns are the brand.
pub(super) fn nouns_behind_place(front: Front) -> Option<usize> {
    let Front { stack, head, text } = front;
    let start = run(stack, 5, |node| {
        matches!(
            node.class,
            Class::Brand
                | Class::Trade
                | Class::Noun
                | Class::Name(EntityType::Place | EntityType::Industry | EntityType::Product)
        ) || matches!(node.span.of(text), "工业" | "城市" | "国有")
    });
    let place = last_place(stack, start)?;
    let chain = chain_start(stack, place + 1);
    // 河川|水利|投资集团
    let of_place = front.is_group_of_trade()
        && stack
            .get(chain)
            .is_some_and(|place| matches!(place.level, Some(PlaceLevel::Province | PlaceLevel::Prefecture)));
    let group = (head.starts_with("集团") || of_place)
        && stack.last().is_some_and(|last| last.class == Class::Noun || last.is("工业", text));
    let least = if group { 1 } else { 2 };
    (least..=4).contains(&(stack.len() - place - 1)).then_some(chain)
}
