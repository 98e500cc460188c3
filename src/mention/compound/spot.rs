//! Spots that no table has and that works, parks and roads are called after: 铁匠|湾, 柳林|铺, 青石|口.

use super::super::lattice::is_han;
use super::super::node::{Class, Node};
use super::stack::{chain_start, characters};
use crate::entity::PlaceLevel;
use crate::mention::around::is_bounded;
use crate::text::word_list::word_lists;

word_lists! {
    static WORDS: SpotWords = "spot.csv";
    /// Words that look like spots.
    no_spot,
    /// Common nouns that end like the names of spots.
    common,
    /// What is done to works, behind which the spot stands that one is called after.
    done,
}

/// What the names of hills, waters and hamlets end with, after which parks are called.
const SPOTS: [char; 24] = [
    '山', '江', '河', '湖', '溪', '泉', '岭', '岗', '坪', '坝', '塘', '桥', '湾', '洲', '岛', '沟', '坡',
    '庄', '屯', '寨', '堡', '滩', '里', '口',
];

/// More of them, which end ordinary words as well.
const OF_HAMLETS: &str =
    "庙寺阁祠台井铺集渡潭峡垭坳坑坞浦营坎槽梁峰坂塬嘴窑荡墩埠店滨营园亭街圩圳畈墟厝沥涌冲";

/// 金山, 平桥: a noun that ends like the name of a spot.
pub(super) fn is_spot(node: &Node, text: &str) -> bool {
    let word = node.span.of(text);
    node.class == Class::Noun
        && node.head.is_none()
        && (2..=3).contains(&characters(node, text))
        && word.ends_with(SPOTS)
        && !is_common(word)
}

/// 三江: waters or hills that a numeral counts.
pub(super) fn is_numbered(node: &Node, text: &str) -> bool {
    let word = node.span.of(text);
    matches!(node.class, Class::Number | Class::Noun | Class::Generic)
        && node.name().is_none()
        && characters(node, text) == 2
        && word.starts_with(['两', '三', '五', '七', '九'])
        && word.ends_with(['江', '河', '湖', '山', '岭', '峡'])
}

/// Whether what is done to works stands directly before node `start`, or a boundary.
pub(super) fn is_bounded_or_built(stack: &[Node], start: usize, text: &str) -> bool {
    is_bounded(stack, start) || start.checked_sub(1).is_some_and(|before| is_done(&stack[before], text))
}

/// 重点|建设|官渡口特大桥: whether a word says what is done to works.
fn is_done(node: &Node, text: &str) -> bool {
    matches!(node.class, Class::Activity | Class::Trade | Class::TradeVerb)
        && WORDS.done.has(node.span.of(text))
}

/// 矿山, 平台: whether a word that ends like a spot is a common noun.
pub(super) fn is_common(word: &str) -> bool {
    WORDS.common.has(word) || WORDS.no_spot.has(word)
}

/// Whether a word ends like the name of a spot.
pub(in crate::mention) fn ends_like_spot(word: &str) -> bool {
    word.ends_with(SPOTS)
}

/// Where the name of a spot of three or four characters begins that ends before node `end`: words that make no
/// sense together, the last of which ends like a spot. What the table has of it (青龙|山) is a part of it.
pub(super) fn spot(stack: &[Node], end: usize, text: &str) -> Option<usize> {
    let stack = &stack[..end];
    let last = stack.last()?.span.of(text);
    if !(ends_like_spot(last) || last.ends_with(|end| OF_HAMLETS.contains(end))) {
        return None;
    }
    let mut start = stack.len();
    let mut length = 0;
    while start > 0 && length < 3 {
        let node = &stack[start - 1];
        let word = node.span.of(text);
        let short = node.level.is_none_or(|level| level <= PlaceLevel::Feature)
            && !is_full(node, text)
            && !word.ends_with('村');
        let part = match node.class {
            Class::Brand | Class::Digit | Class::Measure => true,
            // 以|青|洲|园区|为核心
            Class::Weak => !JOINING.contains(word),
            Class::Generic => characters(node, text) == 1,
            Class::Noun | Class::Number => {
                node.head.is_none() && !word.ends_with('级') && !word.starts_with(['本', '该', '全'])
            }
            Class::Name(_) if node.is_place() => short && start < stack.len(),
            Class::Stop => characters(node, text) == 1 && !JOINING.contains(word),
            _ => false,
        };
        if !part || !word.chars().all(is_han) {
            return None;
        }
        length += characters(node, text);
        start -= 1;
    }
    let spoken = WORDS.no_spot.has(&text[stack[start].span.start..stack[stack.len() - 1].span.end]);
    let bounded = start.checked_sub(1).is_none_or(|before| {
        let before = &stack[before];
        let word = before.span.of(text);
        matches!(before.class, Class::Stop | Class::Verb | Class::Open | Class::Role)
            || JOINING.contains(word)
            || is_done(before, text)
            // 省级重点|园区|石门坎产业园
            || before.is("园区", text)
            || before.is_place() && before.level < Some(PlaceLevel::Village)
    });
    ((3..=4).contains(&length) && bounded && !spoken).then_some(start)
}

/// Characters that join what stands before a spot to it.
const JOINING: &str = "的了着过是在和与及等到从对把被让由向于至为以之其将也而又或但则且并因所有距沿经";

/// Whether a place has its level in its name: 青石县, but not 青州.
pub(super) fn is_full(place: &Node, text: &str) -> bool {
    characters(place, text) > 2
        && place.span.of(text).ends_with(['县', '市', '区', '旗', '州', '省', '镇', '乡'])
}

/// Where the place or spot begins that ends before node `end`, with the places that it lies in when all have short
/// names.
pub(super) fn place_or_spot(stack: &[Node], end: usize, text: &str) -> Option<usize> {
    spot(stack, end, text).or_else(|| {
        let last = end.checked_sub(1).filter(|last| stack[*last].is_place())?;
        (!is_full(&stack[last], text)).then(|| chain_start(stack, end))
    })
}

/// 柳林|铺, 官渡|口: a county that a hamlet begins like is none.
pub(super) fn hide_in_hamlets(tokens: &mut [Node], text: &str) {
    const HAMLETS: &str = "铺口坎坪坝沟岭岗坳垭塘洲滩寨堡屯庄渡潭墩埠坑坞湾";
    let lone = |node: &Node| {
        node.name().is_none()
            && node.head.is_none()
            && node.span.len() == '铺'.len_utf8()
            && node.span.of(text).chars().all(is_han)
    };
    for at in 1..tokens.len() {
        let (place, end) = (&tokens[at - 1], &tokens[at]);
        let hamlet = lone(end)
            && HAMLETS.contains(end.span.of(text))
            && place.level == Some(PlaceLevel::County)
            && characters(place, text) == 2
            && !place.span.of(text).ends_with(['县', '市', '区', '旗', '州'])
            && place.span.end == end.span.start
            // 青石|塘|坝 are the ponds of the county.
            && !tokens.get(at + 1).is_some_and(|next| {
                lone(next) && next.class == Class::Brand && HAMLETS.contains(next.span.of(text))
            });
        if hamlet {
            let place = &mut tokens[at - 1];
            (place.class, place.level, place.origin) = (Class::Brand, None, None);
        }
    }
}
