//! Names of works that stand at one spot: stations, ports, plants, bridges, halls.

use super::super::Origin;
use super::super::lattice::is_han;
use super::super::node::{Class, Node};
use super::spot::{place_or_spot, spot};
use super::stack::{
    before_place, begins, chain_start, characters, is_count, is_proper, last_place, own_name, run,
};
use super::unheard::{NEVER_IN_UNHEARD, unheard};
use super::well::well;
use crate::entity::{EntityType, PlaceLevel};
use crate::text::word_list::word_lists;

word_lists! {
    pub(super) static WORDS: FacilityWords = "facility.csv";
    /// Words that say that a station is one of trains.
    train,
    /// What the names of lines end with, on which works with names of their own stand.
    line,
    /// Words that rank a work among its kind and are no name.
    of_kind,
    /// What is said of a mine, and not of what is found at a place.
    of_mine,
    /// What is done to a bridge or with it, which is no part of its name.
    crossing,
}

pub(super) fn facility(stack: &[Node], head: &str, text: &str) -> Option<usize> {
    if head == "井" {
        return well(stack, text);
    }
    if head.chars().nth(1).is_none() {
        // A single-character head (港) is too often part of a word for a brand alone.
        let start = run(stack, 3, |node| node.class == Class::Brand);
        let brand: usize = stack[start..].iter().map(|node| characters(node, text)).sum();
        // 京|港|高铁: the abbreviation of a place has no port.
        let place = start
            .checked_sub(1)
            .is_some_and(|before| stack[before].is_place() && characters(&stack[before], text) > 1);
        // 皖赣铁路|万年|站: alone a station is too often that of a contest or a tour.
        let behind_line = || {
            let line = chain_start(stack, start).checked_sub(1).map(|before| &stack[before]);
            line.is_some_and(|line| line.class == Class::Name(EntityType::Infrastructure))
        };
        // 青海市|角石临|港: behind its full name a port with a name of its own is another.
        let port = || {
            if brand >= 2 {
                own_name(stack, chain_start(stack, start), text)
            } else {
                chain_start(stack, start)
            }
        };
        return (place && brand != 1 && (head != "站" || behind_line()))
            .then(port)
            .or_else(|| station(stack, head, text))
            .or_else(|| canal(stack, head, text));
    }
    // 青石站、柏水站|两个|车站 are counted.
    if head.ends_with('站')
        && stack.len() > 1
        && (stack.len() - 2..stack.len()).any(|at| is_count(stack, at, text))
    {
        return None;
    }
    // 三座|病险|水库 are counted.
    let counted = stack.iter().rev().take(3).any(|node| {
        matches!(node.class, Class::Number | Class::Generic)
            && node.span.of(text).ends_with(['座', '处'])
            && node
                .span
                .of(text)
                .starts_with(['一', '两', '二', '三', '四', '五', '六', '七', '八', '九', '十', '多', '数'])
    });
    if counted {
        return None;
    }
    if head.ends_with('矿') {
        return mine(stack, head, text);
    }
    at_voltage(stack, text)
        .or_else(|| before_voltage(stack, text))
        .or_else(|| {
            let spot = spot(stack, stack.len(), text)?;
            // 平远|石门坎|机场: an airport is called after its town and its place.
            Some(if head.ends_with("机场") { chain_start(stack, spot) } else { spot })
        })
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
pub(super) fn lone_run(stack: &[Node], text: &str) -> usize {
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
        let word = node.span.of(text);
        let lone = characters(node, text) == 1 && !NEVER_IN_UNHEARD.contains(word);
        matches!(node.class, Class::Brand | Class::Noun | Class::Adjective | Class::Weak | Class::Name(_))
            || word.chars().all(is_han) && (lone || matches!(node.class, Class::Number | Class::Generic))
    });
    // 220|千伏|海上|升压站: where it stands is no name.
    let of_kind = matches!(
        &text[name.first()?.span.start..name.last()?.span.end],
        "海上" | "陆上" | "地下" | "户外" | "户内" | "智能" | "箱式" | "预制"
    );
    (named && !of_kind && (2..=6).contains(&length)).then_some(number)
}

/// 石门坎|铁矿, 青州|煤矿; but 青州|铁矿 is rather what is found there, and of 全国第一大煤矿 there is no name.
fn mine(stack: &[Node], head: &str, text: &str) -> Option<usize> {
    // 葫芦|素|煤矿: a word and a character that fill the clause.
    if let [word, lone] = stack
        && head.ends_with("煤矿")
        && word.class == Class::Noun
        && word.head.is_none()
        && characters(word, text) == 2
        && lone.class == Class::Brand
        && characters(lone, text) == 1
    {
        return Some(0);
    }
    spot(stack, stack.len(), text).or_else(|| {
        let start = proper_facility(stack, head, text)?;
        let of_place = stack.last().is_some_and(Node::is_place);
        let ranked = stack[start..]
            .iter()
            .any(|node| node.span.of(text).ends_with(['大', '带', '内', '区']) && !node.is_place());
        // 玉山|铜矿|改扩建工程: in a county it is the mine that is enlarged.
        let of_mine = || {
            let last = stack.last()?;
            let short = matches!(last.level, Some(PlaceLevel::County | PlaceLevel::Feature))
                && characters(last, text) == 2;
            let behind = text[last.span.end..].strip_prefix(head)?;
            (short && WORDS.of_mine.begin(behind)).then_some(())
        };
        (!ranked && (!of_place || head.ends_with("煤矿") || of_mine().is_some())).then_some(start)
    })
}

/// 青石湾|750|千伏|变电站: the name may stand before the voltage as well.
fn before_voltage(stack: &[Node], text: &str) -> Option<usize> {
    let last = stack.last()?.span.of(text);
    let end = if ["kV", "kv", "KV"].iter().any(|unit| last.len() > 2 && last.ends_with(unit)) {
        stack.len() - 1
    } else {
        let number = stack.len().checked_sub(2)?;
        (matches!(last, "千伏" | "kV" | "kv" | "KV") && stack[number].class == Class::Number)
            .then_some(number)?
    };
    let brand = || {
        let start = run(&stack[..end], 3, |node| node.class == Class::Brand);
        let length: usize = stack[start..end].iter().map(|node| characters(node, text)).sum();
        (2..=4).contains(&length).then_some(start)
    };
    place_or_spot(stack, end, text).or_else(brand)
}

/// 石门坎|站, 平远|站: where the sentence speaks of trains a place, a spot or a brand before 站 is a station.
fn station(stack: &[Node], head: &str, text: &str) -> Option<usize> {
    if head != "站" {
        return None;
    }
    // 龙青路|站: a stop that is called after its street.
    let last = stack.last()?;
    if last.class == Class::Name(EntityType::Infrastructure)
        && last.span.of(text).ends_with(['路', '街', '道'])
        && (3..=6).contains(&characters(last, text))
    {
        return Some(stack.len() - 1);
    }
    let end = last.span.end;
    let from = text[..end].rfind(['。', '\n']).unwrap_or(0);
    let to = text[end..].find(['。', '\n']).map_or(text.len(), |at| end + at);
    if !WORDS.train.are_in(&text[from..to]) {
        return None;
    }
    // 白水机场|站, 柳湖新区|站: a stop that is called after what it is for.
    let called = last.name() == Some(EntityType::Infrastructure) && last.span.of(text).ends_with("机场")
        || last.name() == Some(EntityType::Park) && characters(last, text) <= 6;
    if called && !text[end..].starts_with("站点") && !text[end..].starts_with("站在") {
        return Some(stack.len() - 1);
    }
    // 八号线|万盛围|站: directly behind a line whatever stands before 站 is its name.
    let behind_line = (stack.len().saturating_sub(3)..stack.len()).find(|start| {
        let length: usize = stack[*start..].iter().map(|node| characters(node, text)).sum();
        let line = start.checked_sub(1).is_some_and(|line| {
            ["号线", "地铁", "轻轨"].iter().any(|end| stack[line].span.of(text).ends_with(end))
                && stack[line].span.end == stack[*start].span.start
        });
        line && (2..=5).contains(&length)
            && stack[*start..].iter().all(|node| {
                // 9号线|起于|封浜|站
                let said = matches!(node.class, Class::Stop | Class::Verb) && characters(node, text) > 1;
                node.span.of(text).chars().all(is_han) && !said
            })
    });
    // 九江|庐山|站: the town where it is, is no part of the name of a station.
    let of_place = || {
        place_or_spot(stack, stack.len(), text).map(|start| {
            let last = stack.len() - 1;
            if stack[last].is_place() && stack[start..last].iter().all(Node::is_place) { last } else { start }
        })
    };
    // 金|海路|站
    let of_street = || {
        let [.., lone, street] = stack else { return None };
        let start = stack.len() - 2;
        let named = street.class == Class::Noun
            && street.head.is_none()
            && characters(street, text) == 2
            && street.span.of(text).ends_with(['路', '街', '桥', '门', '湾'])
            && characters(lone, text) == 1
            && lone.class == Class::Brand
            && lone.span.of(text).chars().all(is_han);
        let bounded = start.checked_sub(1).is_none_or(|before| {
            matches!(stack[before].class, Class::Stop | Class::Verb | Class::Open | Class::Name(_))
        });
        (named && bounded).then_some(start)
    };
    behind_line.or_else(of_place).or_else(of_street).or_else(|| {
        let start = run(stack, 3, |node| node.class == Class::Brand);
        let length: usize = stack[start..].iter().map(|node| characters(node, text)).sum();
        let bounded = start
            .checked_sub(1)
            .is_none_or(|before| matches!(stack[before].class, Class::Stop | Class::Verb | Class::Name(_)));
        ((2..=3).contains(&length) && bounded).then_some(start)
    })
}

/// 青惠|渠, 红旗|渠: what stands between a boundary and 渠.
fn canal(stack: &[Node], head: &str, text: &str) -> Option<usize> {
    if head != "渠" {
        return None;
    }
    let start = run(stack, 3, |node| {
        matches!(node.class, Class::Brand | Class::Weak)
            || node.class == Class::Noun && node.head.is_none() && characters(node, text) == 2
    });
    let length: usize = stack[start..].iter().map(|node| characters(node, text)).sum();
    let bounded = start
        .checked_sub(1)
        .is_none_or(|before| matches!(stack[before].class, Class::Stop | Class::Verb | Class::Name(_)));
    (length == 2 && bounded).then_some(start).or_else(|| spot(stack, stack.len(), text))
}

/// 青岛|1|号|海上|风电场, 甲机场|3|号|航站楼: the number of a work and its 号.
fn is_serial(node: &Node, text: &str) -> bool {
    let word = node.span.of(text);
    let after = &text[node.span.end..];
    word == "号"
        || matches!(node.class, Class::Number | Class::Digit)
            && (after.starts_with('号') && word.chars().count() <= 2
                || word.ends_with('号') && characters(node, text) <= 3)
}

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
        ) || is_serial(node, text)
            || (node.class == Class::Number && node.span.of(text).starts_with('第'))
            || (node.class == Class::Name(EntityType::Project)
                && matches!(node.origin, Some(Origin::Form(_))))
    });
    // 甲机场三期扩建工程|T3|航站楼
    let start = (start..stack.len())
        .rev()
        .find(|at| stack[*at].class == Class::Name(EntityType::Project) && head == "航站楼")
        .map_or(start, |project| project + 1);
    // 平陆运河|青年|枢纽, 京杭大运河|船闸: a work on a line has a name of its own or none.
    let line = (start..stack.len()).rev().find(|at| {
        stack[*at].class == Class::Name(EntityType::Infrastructure)
            && WORDS.line.end(stack[*at].span.of(text))
    });
    if let Some(line) = line {
        let own = &stack[line + 1..];
        let named = own.iter().any(is_proper)
            || matches!(own, [only] if only.class == Class::Noun && characters(only, text) == 2);
        // 柏渝高铁|正线|赣平|西站
        let spot = own.iter().position(Node::is_place).filter(|_| {
            own.first().is_some_and(|first| first.class == Class::Noun && own.iter().any(Node::is_place))
        });
        return named.then_some(line + 1 + spot.unwrap_or(0));
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
    let airport = (head.ends_with("机场") || head == "抽水蓄能电站")
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
    // 润扬|长江|公路大桥: what two characters before a river are called after it, be they a word elsewhere.
    let crossing = begin.checked_sub(1).filter(|word| {
        let node = &stack[*word];
        stack[begin].level == Some(PlaceLevel::Feature)
            && ["大桥", "特大桥", "隧道", "通道"].iter().any(|end| head.ends_with(end))
            && matches!(node.class, Class::Verb | Class::Noun)
            && node.head.is_none()
            && characters(node, text) == 2
            && node.span.end == stack[begin].span.start
            && !WORDS.crossing.has(node.span.of(text))
            && word.checked_sub(1).is_none_or(|before| {
                matches!(stack[before].class, Class::Stop | Class::Verb | Class::Trade | Class::Number)
            })
    });
    let begin = crossing.unwrap_or(begin);
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
    // 青省|核心|机场: one of its kind.
    let of_kind = last_place(stack, first).is_some()
        && stack[begin..].iter().any(|node| !node.is_place())
        && stack[begin..]
            .iter()
            .filter(|node| !node.is_place())
            .all(|node| WORDS.of_kind.has(node.span.of(text)));
    if of_kind {
        return None;
    }
    (named || (2..=5).contains(&brand)).then(|| own_name(stack, begin, text))
}
