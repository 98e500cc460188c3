//! Names of roads, railways and lines.

use super::super::Origin;
use super::super::head::Grammar;
use super::super::lattice::is_han;
use super::super::node::{Class, Node};
use super::facility::{self, lone_run};
use super::spot::is_full;
use super::stack::{chain_start, characters, line_start};
use super::street::street;
use super::unheard::unheard;
use crate::entity::{EntityType, PlaceLevel};
use crate::text::word_list::word_lists;

word_lists! {
    pub(super) static WORDS: RoadWords = "road.csv";
    /// What branches and parts of lines are called.
    branch,
    /// Words that say that a sentence speaks of roads.
    of_roads,
    /// What makes another word of 线.
    of_wires,
    /// What lies beside a street.
    beside,
    /// Ordinary words that streets all over the country are named after.
    street,
    /// What lines of a metro are lines of.
    metro,
    /// On which side of a town, or over what, a numbered passage leads.
    across,
    /// What is called after its street.
    of_street,
    /// Characters that say how a street lies to another: 南起南环路.
    joining,
}

/// 2 to 4 characters of which none is an ordinary word: 渝昆, 都香, 宜昭.
pub(super) fn route(stack: &[Node], head: &str, text: &str) -> Option<usize> {
    // 甲镇|国道|316: with a number behind it the class begins the name.
    let end = stack.last().map_or(0, |last| last.span.end) + head.len();
    let numbered = text.get(end..).is_some_and(|after| after.starts_with(|c: char| c.is_ascii_digit()));
    if matches!(head, "国道" | "省道" | "县道" | "乡道") && numbered {
        return None;
    }
    // 中国|公路|建设行业协会: a country has no one road.
    if stack.last().is_some_and(|last| last.level == Some(PlaceLevel::Country)) {
        return None;
    }
    // 青省|高速公路|通车里程: nor has a province.
    if matches!(head, "高速公路" | "公路" | "铁路" | "高铁" | "普通公路")
        && let [before @ .., province] = stack
        && province.level == Some(PlaceLevel::Province)
        && characters(province, text) > 1
        && before.last().is_none_or(|before| !matches!(before.span.of(text), "至" | "到" | "—" | "-"))
    {
        return None;
    }
    // 在临川站|下|高速: a verb and its object.
    if stack.last().is_some_and(|last| matches!(last.span.of(text), "下" | "上" | "出" | "进")) {
        return None;
    }
    // 南沙港|铁路, 东南|绕城高速.
    if let Some(last) = stack.last() {
        let of_port = matches!(head, "铁路" | "高速" | "高速公路" | "快速路")
            && last.class == Class::Name(EntityType::Infrastructure)
            && ["港", "机场"].iter().any(|end| last.span.of(text).ends_with(end));
        let of_side = head.starts_with("绕城")
            && matches!(last.span.of(text), "东南" | "西南" | "东北" | "西北" | "东" | "南" | "西" | "北");
        if of_port || of_side {
            return Some(line_start(stack, stack.len() - 1, text));
        }
        // 汕湛高速|复线, 连盐铁路|滨海港|支线: a branch of a line.
        if WORDS.branch.has(head) && last.class != Class::Number {
            let is_line = |node: &Node| {
                node.name() == Some(EntityType::Infrastructure)
                    && (facility::WORDS.line.end(node.span.of(text))
                        || node.span.of(text).ends_with("号线")
                        || node.origin == Some(Origin::Pattern("road-code")))
            };
            let place = last.is_place() || last.name() == Some(EntityType::Infrastructure);
            return match stack {
                [.., line] if is_line(line) => Some(stack.len() - 1),
                [.., line, _] if place && head == "联络线" && is_line(line) => Some(stack.len() - 2),
                _ => None,
            };
        }
    }
    // 宏昇煤业|铁路专用线: the siding of a port, a park or a firm.
    if head.ends_with("专用线")
        && let Some(owner) = stack.last()
        && matches!(
            owner.name(),
            Some(
                EntityType::Infrastructure
                    | EntityType::Park
                    | EntityType::Company
                    | EntityType::Organization
            )
        )
    {
        return Some(stack.len() - 1);
    }
    // 202|国道, 61|省道, 329|复线.
    if (matches!(head, "国道" | "省道" | "县道" | "复线"))
        && let Some(number) = stack.last()
        && number.class == Class::Number
        && (number.span.len() == 3 || number.span.len() == 2 && head == "省道")
        && number.span.of(text).bytes().all(|byte| byte.is_ascii_digit())
    {
        return Some(stack.len() - 1);
    }
    // 云浦|疏港高速公路: a road of a zone.
    if head.chars().count() >= 4
        && let Some(zone) = stack.last()
        && zone.name() == Some(EntityType::Park)
        && characters(zone, text) <= 3
    {
        return Some(stack.len() - 1);
    }
    // 九江|沿江|高等级公路: a word that roads everywhere are called after, with its town.
    if let [.., place, side] = stack
        && head.chars().count() >= 2
        && WORDS.street.has(side.span.of(text))
        && side.name().is_none()
        && place.is_place()
        && place.span.end == side.span.start
        && head != "街"
    {
        return Some(chain_start(stack, stack.len() - 1));
    }
    // G98|高速
    if matches!(head, "高速" | "高速公路")
        && let Some(code) = stack.last()
        && code.origin == Some(Origin::Pattern("road-code"))
    {
        return Some(stack.len() - 1);
    }
    // 青岭|Z917|公路: the short name of the place where it runs is a part of its name.
    if head.ends_with("公路")
        && let Some(code) = stack.len().checked_sub(1).filter(|code| is_code(stack[*code].span.of(text)))
    {
        let place = code.checked_sub(1).filter(|place| {
            stack[*place].is_place()
                && stack[*place].span.end == stack[code].span.start
                && !is_full(&stack[*place], text)
        });
        return Some(place.unwrap_or(code));
    }
    let ordinary = brand_route(stack, head, text).map(|start| line_start(stack, start, text)).map(|start| {
        // S50|通定|高速
        let coded = start.checked_sub(1).is_some_and(|before| {
            stack[before].origin == Some(Origin::Pattern("road-code"))
                && stack[before].span.end == stack[start].span.start
        });
        start - usize::from(coded)
    });
    if ordinary.is_none() && head == "大道" {
        return street(stack, head, text);
    }
    if ordinary.is_none()
        && matches!(head, "高速" | "高速公路" | "铁路" | "高铁" | "高速铁路" | "客专" | "城际" | "城际铁路")
    {
        let numbered = || {
            // S50|通|定|高速
            let code = lone_run(stack, text).checked_sub(1)?;
            let coded = stack[code].origin == Some(Origin::Pattern("road-code"));
            (coded && stack.len() == code + 3).then_some(code)
        };
        // 德|大|铁路: two characters that fill the clause.
        let alone = || {
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
        };
        return unheard(stack, 2..=2, text)
            .or_else(alone)
            .or_else(|| joined_initials(stack, text))
            .or_else(numbered);
    }
    ordinary
}

/// G213, X604, Z917: a letter and digits.
fn is_code(word: &str) -> bool {
    let digits = word.trim_start_matches(|c: char| c.is_ascii_uppercase());
    word.len() == digits.len() + 1
        && (2..=4).contains(&digits.len())
        && digits.bytes().all(|byte| byte.is_ascii_digit())
}

/// 和|榆|高速: the road of a county that is called 和; a sentence hardly begins with the conjunction.
fn joined_initials(stack: &[Node], text: &str) -> Option<usize> {
    let [and, other] = stack else { return None };
    let lone = other.class == Class::Brand && characters(other, text) == 1;
    (and.span.of(text) == "和" && lone).then_some(0)
}

fn brand_route(stack: &[Node], head: &str, text: &str) -> Option<usize> {
    let mut start = stack.len();
    let mut length = 0;
    while start > 0
        && matches!(stack[start - 1].class, Class::Brand | Class::Name(EntityType::Place))
        && length < 6
    {
        length += characters(&stack[start - 1], text);
        start -= 1;
        if length >= 4 {
            break;
        }
    }
    // 乔庄镇|金川|大道: the town is where it runs.
    if start + 1 < stack.len()
        && stack[start].is_place()
        && stack[start].span.of(text).ends_with(['镇', '乡', '村'])
    {
        start += 1;
        length = stack[start..].iter().map(|node| characters(node, text)).sum();
    }
    // 青石区|青石|大道: so is the district.
    if start + 1 < stack.len() && head == "大道" && stack[start].is_place() && is_full(&stack[start], text)
    {
        start += 1;
        length = stack[start..].iter().map(|node| characters(node, text)).sum();
    }
    // 青原|柏康|高速公路: so is the province.
    if matches!(head, "高速" | "高速公路" | "高铁" | "铁路")
        && stack.len() >= start + 2
        && stack[start].level == Some(PlaceLevel::Province)
        && characters(&stack[start], text) >= 2
        && stack[start + 1..].iter().all(|node| node.class == Class::Brand)
        && length == characters(&stack[start], text) + 2
    {
        start += 1;
        length = 2;
    }
    let counted = start > 0
        && matches!(stack[start - 1].class, Class::Number | Class::Digit | Class::Measure)
        && stack[start - 1].span.of(text) != "-";
    if start == stack.len() || !(2..=6).contains(&length) || counted {
        return None;
    }
    // 甲省|高速公路 are all of them.
    if head != "大道" && stack[start..].iter().all(|node| node.is_place() && is_full(node, text)) {
        return None;
    }
    // 长江|航道 and 越南|航线 are no more than waters and ways of a place.
    if matches!(head, "航道" | "航线") && stack[start..].iter().all(Node::is_place) {
        return None;
    }
    if length == 2 || stack[start..].len() <= 3 { Some(start) } else { None }
}

/// 青柏|线, 北小|线: where the sentence speaks of roads two characters between a boundary and 线.
fn road_line(stack: &[Node], text: &str) -> Option<usize> {
    let start = lone_run(stack, text).max(stack.len().saturating_sub(2));
    let end = stack.last()?.span.end;
    let from = text[..end].rfind(['。', '\n']).unwrap_or(0);
    let to = text[end..].find(['。', '\n']).map_or(text.len(), |at| end + at);
    let behind = &text[end + "线".len()..];
    let goes_on = WORDS.of_wires.begin(behind);
    let goes_on = goes_on && !["路面", "路基", "路段"].iter().any(|road| behind.starts_with(road));
    let bounded = start.checked_sub(1).is_none_or(|before| {
        matches!(stack[before].class, Class::Stop | Class::Verb)
            || matches!(stack[before].span.of(text), "至" | "到" | "又称" | "也称" | "俗称" | "简称" | "又名")
    });
    let counted = stack[start..].iter().any(|node| {
        matches!(node.class, Class::Digit | Class::Number)
            || node.class == Class::Generic && !matches!(node.span.of(text), "小" | "大" | "新" | "老")
            || "全沿一主支干两产各".contains(node.span.of(text))
            || matches!(&text[stack[start].span.start..end], "市域" | "县域" | "城域" | "轨交")
    });
    (stack.len() == start + 2
        && bounded
        && !goes_on
        && !counted
        && (WORDS.of_roads.are_in(&text[from..to])
            || WORDS.metro.are_in(&text[from..to])
            || is_alias(&text[from..stack[start].span.start], &text[from..to])
            || behind.chars().take(8).take_while(|c| is_han(*c)).any(|c| c == '段')))
    .then_some(start)
}

/// 郑州地铁|城郊|线, 青州轨道交通|机场|线: a line of a metro that has a name.
fn named_line(stack: &[Node], text: &str) -> Option<usize> {
    let from = stack.len().saturating_sub(3);
    let metro = (from..stack.len()).rev().find(|at| {
        let word = stack[*at].span.of(text);
        ["地铁", "轻轨", "轨道交通", "磁浮"].iter().any(|end| word.ends_with(end))
    })?;
    let name = &stack[metro + 1..];
    let length: usize = name.iter().map(|node| characters(node, text)).sum();
    let plain = name.iter().all(|node| {
        node.span.of(text).chars().all(is_han)
            && !matches!(
                node.class,
                Class::Stop | Class::Verb | Class::Number | Class::Digit | Class::Generic
            )
            && !matches!(node.span.of(text), "专" | "干" | "支" | "沿" | "全" | "主" | "环")
    });
    let of_town = stack[metro].name() == Some(EntityType::Infrastructure)
        || metro.checked_sub(1).is_some_and(|town| stack[town].is_place());
    ((2..=3).contains(&length) && plain && of_town).then(|| match stack[metro].name() {
        Some(_) => metro,
        None => chain_start(stack, metro),
    })
}

/// 9号线又称|青岭|线、柏水|线: another name of a line of which the sentence speaks.
fn is_alias(before: &str, sentence: &str) -> bool {
    let clause = before.rfind([',', ';', ':', '(']).map_or(before, |at| &before[at..]);
    let called = ["又称", "也称", "亦称", "别称", "俗称", "又叫", "也叫", "又名", "称为", "简称"];
    called.iter().any(|verb| clause.contains(verb))
        && (facility::WORDS.train.are_in(sentence) || sentence.contains("号线"))
}

/// 沈阳|地铁|1|号线.
pub(super) fn line(stack: &[Node], head: &str, text: &str) -> Option<usize> {
    let number = stack.len().checked_sub(1)?;
    if head == "线"
        && let Some(road) = road_line(stack, text)
    {
        return Some(road);
    }
    if head == "线"
        && let Some(line) = named_line(stack, text)
    {
        return Some(line);
    }
    if head == "通道" {
        return passage(stack, text);
    }
    // 国道213|线; what is said of a road of one code goes to its code: S280|线.
    if stack[number].name() == Some(EntityType::Infrastructure)
        && stack[number].span.of(text).starts_with(|c: char| c.is_ascii_uppercase())
    {
        return None;
    }
    if stack[number].origin == Some(Origin::Pattern("road-code")) {
        return Some(number);
    }
    if !matches!(stack[number].class, Class::Number | Class::Digit) {
        return None;
    }
    let Some(name) = number.checked_sub(1) else { return of_metro(stack, text).then_some(number) };
    // 地铁|1|号线
    if WORDS.metro.has(stack[name].span.of(text)) {
        return Some(chain_start(stack, name).min(name));
    }
    // 国道|317|线.
    if stack[name].head.is_some_and(|head| head.grammar == Grammar::Route) && stack[name].name().is_none() {
        return Some(name);
    }
    match stack[name].class {
        Class::Name(EntityType::Infrastructure) => Some(name),
        Class::Name(EntityType::Place) => Some(chain_start(stack, number)),
        Class::Noun if name > 0 && stack[name - 1].is_place() => Some(chain_start(stack, name)),
        Class::Stop | Class::Verb if of_metro(stack, text) => Some(number),
        _ => None,
    }
}

/// 2|号线 alone: where the sentence speaks of a metro it is a line, elsewhere one of a works.
fn of_metro(stack: &[Node], text: &str) -> bool {
    let Some(end) = stack.last().map(|last| last.span.end) else { return false };
    let from = text[..end].rfind(['。', '\n']).unwrap_or(0);
    let to = text[end..].find(['。', '\n']).map_or(text.len(), |at| end + at);
    WORDS.metro.are_in(&text[from..to])
}

/// 柏渝|通道、柏成|通道: initials of towns before 通道, where several are listed or the sentence speaks of roads.
fn passage_of_roads(stack: &[Node], text: &str) -> Option<usize> {
    let end = stack.last()?.span.end;
    let start = lone_run(stack, text);
    let initials = &stack[start..];
    let lone = initials
        .iter()
        .all(|node| matches!(node.class, Class::Brand | Class::Weak | Class::Name(EntityType::Place)))
        && initials.iter().any(|node| node.class == Class::Brand);
    let bounded =
        start.checked_sub(1).is_none_or(|before| matches!(stack[before].class, Class::Stop | Class::Verb));
    let from = text[..end].rfind(['。', '\n']).unwrap_or(0);
    let to = text[end..].find(['。', '\n']).map_or(text.len(), |at| end + at);
    let sentence = &text[from..to];
    let several = || {
        sentence.matches("通道").nth(1).is_some()
            && (sentence.contains("通道、") || sentence.contains("通道和"))
    };
    ((2..=3).contains(&initials.len()) && lone && bounded && (several() || WORDS.of_roads.are_in(sentence)))
        .then_some(start)
}

/// 第二|过江|通道, 青石|第三|东|通道: a passage that has a number; others are of a kind.
fn passage(stack: &[Node], text: &str) -> Option<usize> {
    let end = stack.last()?.span.end;
    if let Some(start) = passage_of_roads(stack, text) {
        return Some(start);
    }
    let from = stack.len().saturating_sub(3);
    let number = (from..stack.len()).rev().find(|at| stack[*at].span.of(text).starts_with('第'))?;
    let across = &text[stack[number].span.end..end];
    let start = chain_start(stack, number);
    // 宜石的第二通道 may be a figure of speech.
    (WORDS.across.has(across) || across.is_empty() && start < number).then_some(start)
}
