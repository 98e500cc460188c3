//! Names of villages, reserves and waters.

use super::super::Origin;
use super::super::lattice::is_han;
use super::super::licence::{begins_like_person, is_surname, speaks_or_signs};
use super::super::node::{Class, Node};
use super::spot::{is_full, spot};
use super::stack::{characters, characters_in, is_proper, over_size, run};
use super::unheard::unheard;
use crate::entity::{EntityType, PlaceLevel};
use crate::text::word_list::word_lists;

word_lists! {
    static WORDS: PlaceWords = "place.csv";
    /// What makes another name of the place before it.
    feature,
    /// What follows the name of a water, and not that of a person.
    lies,
    /// What stands before the name of a water, and not that of a person.
    leading_to,
}

/// A village needs its township or county before it: 永善县|强胜|村; or a name that makes no sense as words:
/// 化|屋|村.
pub(super) fn settlement(stack: &[Node], head: &str, text: &str) -> Option<usize> {
    if matches!(head, "镇" | "乡") {
        // 青亭|镇: the table has it as a subdistrict now.
        if let Some(last) = stack.last()
            && matches!(last.origin, Some(Origin::Stem(_)))
        {
            return Some(stack.len() - 1);
        }
        return called_like_place(stack, head, text).or_else(|| town(stack, text));
    }
    if let Some(start) = called_like_place(stack, head, text) {
        return Some(start);
    }
    if head == "村"
        && let Some(start) = of_family(stack, text)
    {
        return Some(start);
    }
    let unheard = || (head == "村").then(|| unheard(stack, 2..=3, text)).flatten();
    below_county(stack, text).or_else(unheard)
}

/// 瓦房店市|嘉兴|村, 南河|村, 云溪县|程湖|乡: a village that is called like a place with no level in its name. A town is so only
/// behind its county.
fn called_like_place(stack: &[Node], head: &str, text: &str) -> Option<usize> {
    // 甲江村|超: the league of villages; 村|级, 村|镇 are other words.
    const OTHER_WORDS: &str = "超晚级镇庄落寨口";
    let (at, last) = (stack.len().checked_sub(1)?, stack.last()?);
    let end = last.span.end + head.len();
    let short = last.is_place()
        && (2..=3).contains(&characters(last, text))
        && last.level.is_some_and(|level| level > PlaceLevel::Province)
        && !is_full(last, text)
        && !last.span.of(text).ends_with(['村', '盟']);
    let behind_county = || {
        at.checked_sub(1).is_some_and(|above| {
            let above = &stack[above];
            above.is_place() && above.level >= Some(PlaceLevel::County)
                || matches!(
                    above.span.of(text),
                    "该县" | "本县" | "我县" | "全县" | "该市" | "我市" | "该区" | "我区"
                )
        })
    };
    let fits = match head {
        "村" => !text[end..].starts_with(|next| OTHER_WORDS.contains(next)),
        // 东岳岭|镇: a water or a hill that was no name by itself before.
        "镇" | "乡" if matches!(last.origin, Some(Origin::Pattern(_))) => true,
        "镇" | "乡" | "行政村" | "自然村" => behind_county(),
        _ => false,
    };
    (short && fits).then_some(at)
}

/// 周边|李|家|沟|村, 王|家|村: a family, with the spot where it lives, whatever stands before it.
fn of_family(stack: &[Node], text: &str) -> Option<usize> {
    let end = stack.last()?.span.end;
    let start = (stack.len().saturating_sub(3)..stack.len()).find(|at| {
        let mut name = text[stack[*at].span.start..end].chars();
        let family = name.next().is_some_and(is_surname) && name.next() == Some('家');
        let rest = name.as_str();
        family && rest.chars().count() <= 1 && rest.chars().all(is_han)
    })?;
    let inside = start.checked_sub(1).is_some_and(|before| stack[before].class == Class::Brand);
    (!inside).then_some(start)
}

/// 云溪县|泓|柳|镇: a town that no table has, behind the full name of its county.
fn town(stack: &[Node], text: &str) -> Option<usize> {
    let start = run(stack, 3, |node| matches!(node.class, Class::Brand | Class::Digit | Class::Weak));
    let length = characters_in(&stack[start..], text);
    let county = &stack[start.checked_sub(1)?];
    let of_county = county.level == Some(PlaceLevel::County)
        && stack[start..].iter().all(|node| node.span.of(text).chars().all(is_han));
    // 云溪|泓|柳|镇: behind its short name only characters that are no words.
    let full = county.span.of(text).ends_with(['县', '市', '区', '旗']);
    let unheard = || length == 2 && stack[start..].iter().all(|node| node.class == Class::Brand);
    ((2..=3).contains(&length) && of_county && (full || unheard())).then_some(start)
}

fn below_county(stack: &[Node], text: &str) -> Option<usize> {
    let start = run(stack, 4, |node| matches!(node.class, Class::Brand | Class::Noun));
    // 西辛庄镇|太子|里, 下水头乡|大|松|沟: directly behind the township characters that are words elsewhere, too.
    let wide = run(stack, 3, |node| {
        matches!(
            node.class,
            Class::Brand
                | Class::Noun
                | Class::Weak
                | Class::Measure
                | Class::Digit
                | Class::Number
                | Class::Generic
        ) && node.span.len() <= 6
    });
    let township = wide.checked_sub(1).is_some_and(|place| {
        stack[place].level == Some(PlaceLevel::Township)
            && stack.get(wide).is_some_and(|first| first.span.start == stack[place].span.end)
    });
    let start = if township && wide < start { wide } else { start };
    // 陈桥镇|金寨|村: behind its township a village may be called like a county.
    if let [.., township, like] = stack
        && township.level == Some(PlaceLevel::Township)
        && like.is_place()
        && like.span.start == township.span.end
        && like.span.len() == 6
    {
        return Some(stack.len() - 1);
    }
    if start == stack.len() || start == 0 {
        return None;
    }
    let before = &stack[start - 1];
    // 青云|堡|村: no village has a name of one character.
    let longer = stack.len() - start == 1
        && characters(&stack[start], text) == 1
        && before.is_place()
        && characters(before, text) == 2
        && before.span.end == stack[start].span.start;
    (before.is_place() && before.level >= Some(PlaceLevel::County)).then_some(start - usize::from(longer))
}

pub(super) fn feature(stack: &[Node], text: &str) -> Option<usize> {
    // 5A|风景区: a grade is no name.
    if stack.last()?.span.of(text).bytes().all(|byte| byte.is_ascii()) {
        return None;
    }
    if let Some(start) = spot(stack, stack.len(), text) {
        return Some(start);
    }
    let start = run(stack, 5, |node| {
        // 江南|五大|林场 are several.
        matches!(node.class, Class::Brand | Class::Noun | Class::Name(EntityType::Place))
            && !node.span.of(text).ends_with('大')
    });
    let geographic = stack
        .last()?
        .span
        .of(text)
        .ends_with(['山', '湖', '江', '河', '岛', '岭', '海', '湾', '溪', '峡', '沟', '洞']);
    let first = if geographic { start } else { (start..stack.len()).find(|at| is_proper(&stack[*at]))? };
    let length = characters_in(&stack[first..], text);
    (2..=10).contains(&length).then(|| over_size(stack, first, text))
}

/// A place, or a short brand behind an explicit boundary, directly before a dish or the sign of a shop.
pub(super) fn called_after_place(stack: &[Node]) -> Option<usize> {
    let last = stack.last()?;
    let full = last.level == Some(PlaceLevel::Village);
    (last.is_place() && !full).then(|| stack.len() - 1)
}

/// One or two characters of brand before 河 or 山, with a boundary before; 半岛 and the like take a place as well.
pub(super) fn water(stack: &[Node], head: &str, text: &str) -> Option<usize> {
    if stack.last()?.is_place() && WORDS.feature.has(head) {
        return Some(stack.len() - 1);
    }
    // 松山|湖 is not 松山.
    if let Some(last) = stack.last()
        && head == "湖"
        && characters(last, text) == 2
        && matches!(last.level, Some(PlaceLevel::Prefecture | PlaceLevel::County))
        && !is_full(last, text)
        // 衡阳|湖|南: the province is not told apart.
        && !text[last.span.end + head.len()..].starts_with(['南', '北', '州', '口', '广'])
    {
        return Some(stack.len() - 1);
    }
    // 滴水|湖|畔: what is said of the shore makes a name of a word.
    if let [before @ .., word] = stack
        && head == "湖"
        && word.class == Class::Noun
        && word.head.is_none()
        && characters(word, text) == 2
        && word.span.of(text).chars().all(is_han)
        && ["畔", "边", "站", "景区", "风景", "旅游度假"]
            .iter()
            .any(|told| text[word.span.end + head.len()..].starts_with(told))
        && before.last().is_none_or(|before| {
            matches!(before.class, Class::Stop | Class::Verb | Class::Name(_)) && !before.is("的", text)
        })
        && !matches!(word.span.of(text), "人工" | "天然" | "淡水" | "咸水" | "高原" | "城市")
    {
        return Some(stack.len() - 1);
    }
    // 戴|家|湾: the family is in the name, though it may be a word.
    if let [.., surname, family] = stack
        && family.is("家", text)
        && surname.span.end == family.span.start
        && characters(surname, text) == 1
        && surname.span.of(text).starts_with(is_surname)
    {
        return Some(stack.len() - 2);
    }
    let start = run(stack, 2, |node| node.class == Class::Brand);
    let brand = characters_in(&stack[start..], text);
    // 一江之隔 counts, and 记者李清水 signs.
    let counts = stack.get(start).is_some_and(|first| "一两三四五六七八九十几".contains(first.span.of(text)));
    // 尾水, 中水: rather water of a kind than a river.
    let kind = head == "水" && brand < 2;
    let signs = start.checked_sub(1).is_some_and(|at| matches!(stack[at].span.of(text), "记者" | "通讯员"));
    let end = stack.last()?.span.end + head.len();
    let person = stack.get(start).is_some_and(|first| {
        let first = first.span.start;
        speaks_or_signs(&text[..first], &text[first..end], &text[end..])
    });
    if counts || kind || signs || person || like_person(stack, start, head, text) {
        return None;
    }
    // 小|沅|河
    let sized = brand == 1
        && matches!(head, "河" | "江" | "溪" | "湖")
        && start.checked_sub(1).is_some_and(|at| matches!(stack[at].span.of(text), "小" | "大"))
        && stack[start].span.of(text).chars().all(is_han);
    let (start, brand) = if sized { (start - 1, 2) } else { (start, brand) };
    let bounded = start == 0
        // 东界为|柏水|河
        || brand == 2 && matches!(stack[start - 1].span.of(text), "为" | "跨" | "沿" | "经" | "濒" | "临" | "傍")
        || matches!(
            stack[start - 1].class,
            Class::Stop | Class::Verb | Class::Name(EntityType::Place) | Class::Open | Class::Weak
        )
        // 长江|支流|龙溪|河.
        || (brand == 2 && matches!(head, "河" | "湖" | "江") && stack[start - 1].span.of(text).ends_with("流"));
    ((1..=2).contains(&brand) && bounded && start < stack.len()).then_some(start)
}

/// 王|润|江, 潘|长|水: three characters of which the first is a surname are rather a person, unless something says that
/// they lie somewhere.
fn like_person(stack: &[Node], start: usize, head: &str, text: &str) -> bool {
    let Some(first) = stack.get(start) else { return false };
    let name = &text[first.span.start..stack[stack.len() - 1].span.end];
    let placed = || {
        start.checked_sub(1).is_some_and(|at| {
            let before = &stack[at];
            before.is_place() || WORDS.leading_to.has(before.span.of(text))
        })
    };
    let after = &text[first.span.start + name.len() + head.len()..];
    matches!(head, "江" | "水" | "山")
        && name.chars().count() == 2
        && begins_like_person(name)
        && !placed()
        && !WORDS.lies.begin(after)
}
