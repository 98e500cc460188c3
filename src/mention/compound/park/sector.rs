//! Parks that no name of a place, a firm or a brand makes: their sector, their quarter or one word is the name.

use super::fields::{kinds_before, with_brand};
use super::{Front, WORDS, administrative};
use crate::entity::EntityType;
use crate::mention::compound::spot::is_spot;
use crate::mention::compound::stack::{begins, characters, characters_in, modifier, run};
use crate::mention::node::{Class, Node};

/// 健康|食品|产业园: the sector is name enough where `industry_is_enough`; `brand`: how many characters of a brand there are.
pub(super) fn by_sector(front: Front<'_>, industry_is_enough: bool, brand: usize) -> Option<usize> {
    let Front { stack, head, text } = front;
    if !industry_is_enough {
        return None;
    }
    // 河西|堡|化工|循环经济|产业园: at the beginning of a clause with a brand in it the whole run is the name.
    let whole = run(stack, 9, modifier);
    if brand > 0
        && begins(stack, whole, text)
        && stack.get(whole).is_some_and(|first| matches!(first.class, Class::Noun | Class::Brand))
    {
        return Some(whole);
    }
    let sector = (0..stack.len())
        .rev()
        .take_while(|at| modifier(&stack[*at]))
        .find(|at| matches!(stack[*at].class, Class::Name(EntityType::Industry | EntityType::Product)));
    // 健康|食品|产业园, 稀土永磁|电机|产业化基地: what stands before the sector tells its kind.
    if let Some(sector) = sector
        && !stack[sector.saturating_sub(2)..sector].iter().any(|node| WORDS.rank.has(node.span.of(text)))
    {
        let start = with_brand(stack, sector - kinds_before(stack, sector, text), text);
        // 城西|循环经济|产业园
        let quarter = start
            .checked_sub(1)
            .filter(|before| is_quarter(stack[*before].span.of(text)) && stack[*before].name().is_none());
        return Some(quarter.unwrap_or(start));
    }
    // 家居|产业园, 环保|科技|产业园: trades say as much as sectors.
    if head.ends_with(['园', '区']) {
        let trades = run(stack, 3, |node| {
            matches!(node.class, Class::Trade | Class::Activity | Class::Adjective)
                || node.class == Class::Generic
                    && (node.is("现代", text) || WORDS.kind.has(node.span.of(text)))
        });
        // 加快|建设|现代化工园区: 建设 is a trade of firms, and here what is done.
        let building = |node: &Node| WORDS.building.has(node.span.of(text));
        let told = stack[trades..].iter().any(|node| node.class == Class::Trade && !building(node));
        let bounded = trades.checked_sub(1).is_none_or(|before| {
            matches!(stack[before].class, Class::Stop | Class::Verb | Class::Role)
                    // 经济开发区|家居|产业园
                    || stack[before].head.is_some_and(|head| head.kind == EntityType::Park)
        });
        if told && bounded {
            return Some(trades);
        }
    }
    None
}

/// 城南|工业园, 河西|新区: a quarter of the town or a spot in it.
pub(super) fn by_quarter(front: Front<'_>) -> Option<usize> {
    let Front { stack, head, text } = front;
    let long = head.chars().nth(2).is_some()
        && head.ends_with(['园', '区', '城', '港'])
        && !head.ends_with("示范区");
    // Only what an administration has is called so behind 里 and 口, which end words of all kinds.
    let of_kind = |word: &str| word.ends_with(['里', '口']);
    if let Some(last) = stack.last()
        && (administrative(head) || head == "新城" || long)
        && (is_quarter(last.span.of(text))
            || is_spot(last, text)
                && head != "新城"
                && (administrative(head) || !of_kind(last.span.of(text)))
            || (matches!(head, "新城" | "新区") || long) && WORDS.quarter.has(last.span.of(text)))
        && stack.len().checked_sub(2).is_none_or(|before| {
            matches!(
                stack[before].class,
                Class::Stop | Class::Verb | Class::Name(EntityType::Place) | Class::Role
            )
        })
    {
        return Some(stack.len() - 1);
    }
    None
}

/// 东站|商务区, 北站|科创|商务区: the quarter around a station, with a word between them.
pub(super) fn by_station(front: Front<'_>) -> Option<usize> {
    /// How many characters may stand between the station and the head.
    const BETWEEN: usize = 2;
    let Front { stack, head, text } = front;
    let station = |at: &usize| {
        let word = stack[*at].span.of(text);
        word.ends_with('站')
            && (2..=3).contains(&word.chars().count())
            && !word.starts_with(['车', '该', '本', '各'])
            && characters_in(&stack[at + 1..], text) <= BETWEEN
    };
    let start = (stack.len().saturating_sub(BETWEEN + 1)..stack.len()).rev().find(station)?;
    let bounded = start.checked_sub(1).is_none_or(|before| {
        matches!(stack[before].class, Class::Stop | Class::Verb | Class::Name(EntityType::Place))
    });
    (head.ends_with("商务区") && bounded).then_some(start)
}

/// 石桥|产业园: one ordinary word before what an administration runs, where the text tells of one park: of what stands at the
/// beginning of a sentence (石桥|产业园|位于), or of where somebody is (落户|石桥|产业园, 石桥|产业园|内).
pub(super) fn by_one_word(front: Front<'_>, after: &str) -> Option<usize> {
    let Front { stack, head, text } = front;
    let word = stack.last().filter(|word| may_be_called(word, text))?;
    let before = &text[..word.span.start];
    let alone = before.is_empty() || before.ends_with(['。', '\n']);
    if alone && head.chars().nth(2).is_some() && WORDS.told.begin(after) {
        return Some(0);
    }
    let clause = alone || before.ends_with([',', ';', ':']);
    let there = WORDS.settles.end(before) || clause && (WORDS.told.begin(after) || WORDS.houses.begin(after));
    (there && WORDS.of_word.has(head)).then(|| stack.len() - 1)
}

/// 鲲鹏|生命|科学|产业园: an ordinary word before words for a field, behind a boundary.
pub(super) fn by_word_and_field(front: Front<'_>) -> Option<usize> {
    let Front { stack, head, text } = front;
    let field = |node: &Node| {
        node.name().is_none_or(|kind| matches!(kind, EntityType::Industry | EntityType::Product))
            && matches!(
                node.class,
                Class::Noun | Class::Trade | Class::Activity | Class::Generic | Class::Name(_)
            )
            && characters(node, text) >= 2
    };
    let start = run(stack, 4, field);
    let (word, fields) = stack[start..].split_first()?;
    let bounded = || {
        start.checked_sub(1).is_none_or(|before| {
            matches!(
                stack[before].class,
                Class::Stop | Class::Verb | Class::Role | Class::Name(EntityType::Place)
            )
        })
    };
    let long = head.chars().nth(2).is_some() && head.ends_with(['园', '区']);
    (long && !fields.is_empty() && may_be_called(word, text) && bounded()).then_some(start)
}

/// Whether a park may be called by a word: 石桥, 幸福, but not 企业, 沿海 or 省级, which tell of what kind it is.
pub(super) fn may_be_called(word: &Node, text: &str) -> bool {
    let called = word.span.of(text);
    let noun = word.class == Class::Noun || word.class == Class::Adjective && WORDS.blessing.has(called);
    noun && word.head.is_none()
        && characters(word, text) == 2
        && !WORDS.kind.has(called)
        && !WORDS.ordinary.has(called)
        && !called.ends_with(['级', '型', '化', '性', '业', '区', '家', '品', '商', '大'])
}

/// 城南, 河西: a quarter of a town.
fn is_quarter(word: &str) -> bool {
    let mut characters = word.chars();
    let (first, second) = (characters.next(), characters.next());
    let side = |character: Option<char>| character.is_some_and(|character| "东南西北".contains(character));
    (first == Some('城') && side(second) || first == Some('河') && side(second))
        && characters.next().is_none()
}
