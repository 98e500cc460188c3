//! Names of roads, railways, stations, bridges and streets.

use std::ops::RangeInclusive;

use super::super::Origin;
use super::super::head::Grammar;
use super::super::lattice::is_han;
use super::super::node::{Class, Node};
use super::stack::{
    before_place, begins, chain_start, characters, is_proper, last_place, line_start, own_name, run,
};
use crate::entity::EntityType;

/// 2 to 4 characters of which none is an ordinary word: 渝昆, 都香, 宜昭.
pub(super) fn route(stack: &[Node], head: &str, text: &str) -> Option<usize> {
    // 甲镇|国道|316: with a number behind it the class begins the name.
    let end = stack.last().map_or(0, |last| last.span.end) + head.len();
    let numbered = text.get(end..).is_some_and(|after| after.starts_with(|c: char| c.is_ascii_digit()));
    if matches!(head, "国道" | "省道" | "县道" | "乡道") && numbered {
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
        if BRANCHES.contains(&head) {
            let is_line = |node: &Node| {
                node.name() == Some(EntityType::Infrastructure)
                    && (LINES.iter().any(|line| node.span.of(text).ends_with(line))
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
    // 202|国道.
    if matches!(head, "国道" | "省道" | "县道")
        && let Some(number) = stack.last()
        && number.class == Class::Number
        && number.span.len() == 3
    {
        return Some(stack.len() - 1);
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

/// What branches and parts of lines are called.
const BRANCHES: [&str; 5] = ["复线", "延长线", "支线", "联络线", "延伸线"];

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
        && stack[start].span.of(text).ends_with(['镇', '乡'])
    {
        start += 1;
        length = stack[start..].iter().map(|node| characters(node, text)).sum();
    }
    let counted =
        start > 0 && matches!(stack[start - 1].class, Class::Number | Class::Digit | Class::Measure);
    if start == stack.len() || !(2..=6).contains(&length) || counted {
        return None;
    }
    // 长江|航道 and 越南|航线 are no more than waters and ways of a place.
    if matches!(head, "航道" | "航线") && stack[start..].iter().all(Node::is_place) {
        return None;
    }
    if length == 2 || stack[start..].len() <= 3 { Some(start) } else { None }
}

/// What stands between an explicit boundary and the head and makes no sense as words is a name: 鸭子|荡|水库,
/// 满|都|拉|口岸, 将|淖|铁路. `length` is in characters.
pub(super) fn unheard(stack: &[Node], length: RangeInclusive<usize>, text: &str) -> Option<usize> {
    let mut start = stack.len();
    let mut total = 0;
    let mut lone = 0;
    while start > 0 {
        let node = &stack[start - 1];
        let characters = characters(node, text);
        let fits = match characters {
            1 => !NEVER_IN_UNHEARD.contains(node.span.of(text)) && node.span.of(text).chars().all(is_han),
            // 七里|街
            2 if node.class == Class::Number => node.span.of(text).chars().all(is_han),
            2 => node.class == Class::Noun && node.head.is_none(),
            _ => false,
        };
        if !fits || matches!(node.class, Class::Role | Class::Generic) || total + characters > *length.end() {
            break;
        }
        total += characters;
        lone += usize::from(characters == 1);
        start -= 1;
    }
    // What goes on to the left without a boundary is something longer.
    let bounded = start == 0 || {
        let before = &stack[start - 1];
        matches!(
            before.class,
            Class::Stop | Class::Verb | Class::Name(_) | Class::Other | Class::Open | Class::Role
        )
    };
    // 万|盛 is no number: only with a measure word behind it does a numeral count.
    let counted = stack.get(start).is_some_and(|first| {
        // 七里|湾
        if first.span.of(text).ends_with('里') && characters(first, text) == 2 {
            return false;
        }
        let numbered = start > 0 && matches!(stack[start - 1].class, Class::Number | Class::Digit);
        first.class == Class::Measure && numbered
            || matches!(first.class, Class::Number | Class::Digit)
                && (!first.span.of(text).starts_with(['万', '百', '千', '三', '五', '九'])
                    || stack
                        .get(start + 1)
                        .is_none_or(|next| next.class != Class::Brand && next.class != Class::Weak))
    });
    (bounded && !counted && lone > 0 && length.contains(&total)).then_some(start)
}

/// Characters that join or count what stands before a work and are no part of its name.
pub(super) const NEVER_IN_UNHEARD: &str = "的了着过是在和与及等到从对把被让由向于至上下内外中里前后进出走坐乘修建通开有无设各该这那此本某每\
                                两座条个处级全新老旧大小多我为以沿经并已要可能会就还又也再均仅约近超距";

pub(super) fn facility(stack: &[Node], head: &str, text: &str) -> Option<usize> {
    if head.chars().nth(1).is_none() {
        // A single-character head (港) is too often part of a word for a brand alone.
        let start = run(stack, 3, |node| node.class == Class::Brand);
        let brand: usize = stack[start..].iter().map(|node| characters(node, text)).sum();
        let place = start.checked_sub(1).is_some_and(|before| stack[before].is_place());
        // 皖赣铁路|万年|站: alone a station is too often that of a contest or a tour.
        let behind_line = || {
            let line = chain_start(stack, start).checked_sub(1).map(|before| &stack[before]);
            line.is_some_and(|line| line.class == Class::Name(EntityType::Infrastructure))
        };
        return (place && brand != 1 && (head != "站" || behind_line())).then(|| chain_start(stack, start));
    }
    at_voltage(stack, text)
        .or_else(|| proper_facility(stack, head, text))
        .or_else(|| unheard(stack, 2..=4, text))
        .or_else(|| {
            // 朱砂|抽水蓄能电站: there is no kind of these that a noun would tell.
            let [.., only] = stack else { return None };
            let word = characters(only, text) == 2
                && only.head.is_none()
                && matches!(only.class, Class::Noun | Class::Name(EntityType::Product));
            let bounded = stack.len().checked_sub(2).is_none_or(|before| {
                matches!(stack[before].class, Class::Stop | Class::Verb | Class::Name(EntityType::Place))
            });
            (word && bounded && head == "抽水蓄能电站").then(|| stack.len() - 1)
        })
        .or_else(|| {
            // 永|让|水库: two characters that fill the clause.
            let [first, second] = stack else { return None };
            let lone = |node: &Node| characters(node, text) == 1 && node.span.of(text).chars().all(is_han);
            let said = "一两几这那该本此各某新老的在和与及由从每全座条个".contains(first.span.of(text));
            let counts = matches!(first.class, Class::Digit | Class::Number | Class::Measure);
            (lone(first) && lone(second) && !said && !counts && head.chars().nth(1).is_some()).then_some(0)
        })
        .or_else(|| {
            // 大营|顶|隧道: a word and a character that fill the clause.
            let [word, lone] = stack else { return None };
            let name = characters(word, text) == 2
                && matches!(
                    word.class,
                    Class::Noun | Class::Adjective | Class::Brand | Class::Name(EntityType::Place)
                )
                && characters(lone, text) == 1
                && lone.span.of(text).chars().all(is_han)
                && !NEVER_IN_UNHEARD.contains(lone.span.of(text));
            (name && head.chars().nth(1).is_some()).then_some(0)
        })
        .or_else(|| {
            // 林州|弓|上|抽水蓄能电站
            let lone = lone_run(stack, text);
            let behind = lone.checked_sub(1).is_some_and(|place| stack[place].is_place());
            (behind && stack.len() - lone >= 2 && head.chars().nth(2).is_some())
                .then(|| chain_start(stack, lone))
        })
}

/// Where the run of up to three lone characters at the end of the stack begins.
fn lone_run(stack: &[Node], text: &str) -> usize {
    let lone = stack.iter().rev().take(3).take_while(|node| {
        let word = node.span.of(text);
        characters(node, text) == 1 && word.chars().all(is_han) && !"的和与及至到在了个座条".contains(word)
    });
    stack.len() - lone.count()
}

/// 220|千伏|晨光|变电站: whatever stands behind its voltage is the name of a substation.
fn at_voltage(stack: &[Node], text: &str) -> Option<usize> {
    let from = stack.len().saturating_sub(4);
    let unit = (from..stack.len()).rev().find(|at| stack[*at].span.of(text) == "千伏")?;
    let number = unit.checked_sub(1).filter(|at| stack[*at].class == Class::Number)?;
    let name = &stack[unit + 1..];
    let length: usize = name.iter().map(|node| characters(node, text)).sum();
    let named = name.iter().all(|node| {
        matches!(node.class, Class::Brand | Class::Noun | Class::Adjective | Class::Weak | Class::Name(_))
    });
    (named && (2..=6).contains(&length)).then_some(number)
}

/// What the names of lines end with, on which works with names of their own stand.
const LINES: [&str; 7] = ["高速", "高速公路", "铁路", "高铁", "运河", "航道", "管道"];

fn proper_facility(stack: &[Node], head: &str, text: &str) -> Option<usize> {
    let last = stack.last()?;
    // 35kv|升压站: a voltage is no name.
    let voltage = last.span.of(text);
    if voltage.starts_with(|c: char| c.is_ascii_digit()) && voltage.to_ascii_lowercase().ends_with("kv") {
        return None;
    }
    // 青年枢纽|船闸 is a part of the work.
    if head == "船闸" && last.class == Class::Name(EntityType::Infrastructure) {
        return None;
    }
    let start = run(stack, 9, |node| {
        matches!(
            node.class,
            Class::Brand
                | Class::Generic
                | Class::Noun
                | Class::Name(EntityType::Place | EntityType::Infrastructure | EntityType::Company)
        ) || (node.class == Class::Number && node.span.of(text).starts_with('第'))
            || (node.class == Class::Name(EntityType::Project)
                && matches!(node.origin, Some(Origin::Form(_))))
    });
    // 平陆运河|青年|枢纽, 京杭大运河|船闸: a work on a line has a name of its own or none.
    let line = (start..stack.len()).rev().find(|at| {
        stack[*at].class == Class::Name(EntityType::Infrastructure)
            && LINES.iter().any(|line| stack[*at].span.of(text).ends_with(line))
    });
    if let Some(line) = line {
        let own = &stack[line + 1..];
        let named = own.iter().any(is_proper)
            || matches!(own, [only] if only.class == Class::Noun && characters(only, text) == 2);
        return named.then_some(line + 1);
    }
    // 甲风力发电有限公司|昌宁|风场: a full name is the owner, not the beginning of the work's name.
    let start = (start..stack.len())
        .rev()
        .find(|at| stack[*at].origin == Some(Origin::Pattern("company-legal-form")))
        .map_or(start, |owner| owner + 1);
    let first = (start..stack.len()).find(|at| is_proper(&stack[*at]))?;
    let parts = &stack[first..];
    let brand: usize =
        parts.iter().filter(|node| node.class == Class::Brand).map(|node| characters(node, text)).sum();
    let named = parts.iter().any(|node| is_proper(node) && node.class != Class::Brand);
    let begin = last_place(stack, first).map_or(first, |place| chain_start(stack, place + 1).min(place));
    // 甘南|夏河|机场: an airport is called after its town and its place.
    let airport = head.ends_with("机场")
        && begin > 0
        && stack[begin - 1].is_place()
        && stack[begin].is_place()
        && stack[begin - 1].span.end == stack[begin].span.start;
    let begin = if airport { begin - 1 } else { begin };
    // 沙井|钦江|大桥: a brand of two characters before the place.
    let brand_start = run(&stack[..begin], 3, |node| node.class == Class::Brand);
    let before: usize = stack[brand_start..begin].iter().map(|node| characters(node, text)).sum();
    let begin = if (2..=3).contains(&before)
        && (brand_start == 0 || matches!(stack[brand_start - 1].class, Class::Stop | Class::Verb))
    {
        brand_start
    } else {
        begin
    };
    // 柳树|电|航|枢纽: the first word of a clause belongs to the brand behind it.
    let begin = if begin > 0
        && stack[begin].class == Class::Brand
        && stack[begin - 1].class == Class::Noun
        && stack[begin - 1].head.is_none()
        && begins(stack, begin - 1, text)
    {
        begin - 1
    } else {
        begin
    };
    let begin = before_place(stack, begin, text);
    (named || (2..=5).contains(&brand)).then(|| own_name(stack, begin, text))
}

/// 沈阳|地铁|1|号线.
pub(super) fn line(stack: &[Node], text: &str) -> Option<usize> {
    let number = stack.len().checked_sub(1)?;
    // 国道213|线.
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
    let name = number.checked_sub(1)?;
    // 国道|317|线.
    if stack[name].head.is_some_and(|head| head.grammar == Grammar::Route) && stack[name].name().is_none() {
        return Some(name);
    }
    match stack[name].class {
        Class::Name(EntityType::Infrastructure) => Some(name),
        Class::Name(EntityType::Place) => Some(chain_start(stack, number)),
        Class::Noun if name > 0 && stack[name - 1].is_place() => Some(chain_start(stack, name)),
        _ => None,
    }
}

/// One to four characters of brand, a place or 人民, 解放 … before 路 or 街, with a boundary before.
pub(super) fn street(stack: &[Node], head: &str, text: &str) -> Option<usize> {
    let last = stack.last()?;
    let length = characters(last, text);
    if head.starts_with(NUMERALS) {
        // 北|一路, 科技|三路.
        let quarter = length == 1 && "东南西北中经纬".contains(last.span.of(text));
        return (quarter || STREET_NAMES.contains(&last.span.of(text))).then_some(stack.len() - 1);
    }
    let named = match last.class {
        Class::Brand | Class::Name(EntityType::Place) => (2..=4).contains(&length),
        Class::Noun | Class::Activity | Class::Adjective | Class::Verb | Class::Trade | Class::Generic => {
            STREET_NAMES.contains(&last.span.of(text))
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
    let brand: usize = stack[start..].iter().map(|node| characters(node, text)).sum();
    (2..=4).contains(&brand).then_some(start)
}

/// What the heads of numbered streets begin with.
const NUMERALS: [char; 10] = ['一', '二', '三', '四', '五', '六', '七', '八', '九', '十'];

/// Ordinary words that streets all over the country are named after.
pub(super) const STREET_NAMES: [&str; 24] = [
    "人民", "解放", "建设", "和平", "胜利", "文化", "中山", "光明", "新华", "团结", "幸福", "友谊", "工业",
    "创新", "科技", "民主", "前进", "东风", "红旗", "迎宾", "站前", "滨河", "滨江", "学府",
];
