//! Names of streets.

use super::super::around::is_bounded;
use super::super::node::{Class, Node};
use super::road::WORDS;
use super::stack::{characters, characters_in, run};
use super::unheard::lone_run;
use crate::entity::EntityType;

/// 北|环路, 东|大街, 三|环路, 西|三环: a side, or the number of a ring, is name enough for these.
fn sided(stack: &[Node], head: &str, text: &str) -> Option<usize> {
    let last = stack.len().checked_sub(1)?;
    // 北大街|小学 is called after its street.
    if WORDS.of_street.begin(&text[stack[last].span.end + head.len()..]) {
        return None;
    }
    let word = stack[last].span.of(text);
    let side = matches!(word, "东" | "南" | "西" | "北");
    let ring = head == "环路"
        && (NUMERALS.iter().take(6).any(|numeral| word == numeral.to_string())
            || matches!(word, "内" | "外"));
    let named = match head {
        "环路" | "大街" => side || ring,
        _ => head.ends_with('环') && side,
    };
    // 石|门|南|环路: two characters before the side are the brand.
    let brand = lone_run(&stack[..last], text);
    let joined =
        last - brand == 2 && !stack[brand..last].iter().any(|node| WORDS.joining.has(node.span.of(text)));
    let bounded = is_bounded(stack, brand);
    named.then_some(if joined && bounded && !ring { brand } else { last })
}

/// One to four characters of brand, a place or 人民, 解放 … before 路 or 街, with a boundary before.
pub(super) fn street(stack: &[Node], head: &str, text: &str) -> Option<usize> {
    // 三环路, 东|三环路: the number of a ring is name enough.
    if head.ends_with("环路") && head.starts_with(NUMERALS) {
        let side = stack.last().is_some_and(|last| matches!(last.span.of(text), "东" | "南" | "西" | "北"));
        return Some(stack.len() - usize::from(side));
    }
    let last = stack.last()?;
    let length = characters(last, text);
    if let Some(start) = sided(stack, head, text) {
        return Some(start);
    }
    if head.ends_with('环') {
        return None;
    }
    if head.starts_with(NUMERALS) {
        // 北|一路, 科技|三路.
        let quarter = length == 1 && "东南西北中经纬".contains(last.span.of(text));
        // 青恒|东|二路, 柳湖|南|二路: the street that has such quarters.
        let street = || {
            let before = stack.len().checked_sub(2)?;
            let start = run(&stack[..=before], 3, |node| {
                node.class == Class::Brand
                    || node.class == Class::Noun && node.head.is_none() && node.span.len() <= 6
            });
            let name = characters_in(&stack[start..=before], text);
            ((2..=3).contains(&name)).then_some(start)
        };
        return (quarter || WORDS.street.has(last.span.of(text)))
            .then(|| street().filter(|_| quarter).unwrap_or(stack.len() - 1));
    }
    // 城|东路, 河|西路: the side that a quarter lies on.
    let quarter = length == 1
        && matches!(last.span.of(text), "城" | "河" | "江" | "湖")
        && head.starts_with(['东', '南', '西', '北']);
    let named = match last.class {
        _ if quarter => stack.len().checked_sub(2).is_none_or(|before| {
            matches!(stack[before].class, Class::Stop | Class::Verb | Class::Name(_) | Class::Other)
        }),
        // 科技城|大道
        Class::Brand | Class::Name(EntityType::Place | EntityType::Park) => (2..=4).contains(&length),
        Class::Noun | Class::Activity | Class::Adjective | Class::Verb | Class::Trade | Class::Generic => {
            WORDS.street.has(last.span.of(text))
                || (length == 2 && stack.len() >= 2 && {
                    let before = &stack[stack.len() - 2];
                    before.is_place()
                        || matches!(
                            before.span.of(text),
                            "位于" | "与" | "和" | "至" | "到" | "沿" | "在" | "了" | "把" | "由"
                        )
                })
        }
        _ => false,
    };
    if named {
        return Some(stack.len() - 1);
    }
    let start = run(stack, 3, |node| node.class == Class::Brand);
    let brand = characters_in(&stack[start..], text);
    (2..=4).contains(&brand).then_some(start).or_else(|| beside_street(stack, head, text))
}

/// 宁|州|路以西, 双|清|路与: what lies beside it says that it is a street, whatever its characters are elsewhere.
fn beside_street(stack: &[Node], head: &str, text: &str) -> Option<usize> {
    let start = lone_run(stack, text).max(stack.len().saturating_sub(3));
    let after = &text[stack.last()?.span.end + head.len()..];
    let bounded = start.checked_sub(1).is_none_or(|before| {
        matches!(stack[before].class, Class::Stop | Class::Verb) && stack[before].span.of(text) != "的"
    });
    let said = stack[start..].iter().any(|node| "公铁道马大小主支线一该此沿".contains(node.span.of(text)));
    let length = stack.len() - start;
    ((2..=3).contains(&length) && bounded && !said && WORDS.beside.begin(after)).then_some(start)
}

/// What the heads of numbered streets begin with.
const NUMERALS: [char; 10] = ['一', '二', '三', '四', '五', '六', '七', '八', '九', '十'];
