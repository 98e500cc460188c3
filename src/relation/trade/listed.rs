//! Goods that are listed behind a verb of making: 生产20万吨光伏玻璃、节能玻璃5万吨.

use super::{LENGTH, WORDS, behind_capacity, is_word};

/// The goods that words begin with, with amounts between them: 20万吨光伏玻璃、节能玻璃5万吨; where they stand and where the last
/// one ends. `known` tells whether a dictionary has goods between two places. One that looks like no goods is one among others
/// that do: 高强度螺栓、|柔性扣件|、导轨.
pub(in crate::relation) fn listed(
    words: &str,
    known: impl Fn(usize, usize) -> bool,
) -> (Vec<(usize, usize)>, usize) {
    let made = is_made_together(words);
    let vouched = made || is_vouched(words) || is_proven(words, &known);
    let mut found = Vec::new();
    // The members that nothing but the others vouches for, and how many since the last sure one.
    let (mut unsure, mut waiting) = (0, 0);
    let mut end = 0;
    let mut next = Some(0);
    while let Some(start) = next.and_then(|at| member_start(words, at)) {
        let member = Member::at(words, start);
        // 主营|业务是汽车天窗, 研发|生产冷藏车: what begins with such words is no name, whatever it ends with; 将多年在|发动机 is
        // a sentence.
        let name = !WORDS.no_names.begin(member.name) && !member.name.contains(['在', '将', '了', '已']);
        if name && known(start, member.end) || member.looks_like_goods() {
            waiting = 0;
        } else if (vouched || unsure < found.len() - unsure) && member.may_be_one(made) {
            (unsure, waiting) = (unsure + 1, waiting + 1);
        } else {
            break;
        }
        end = member.end;
        found.push((start, end));
        next = behind_joint(words, end);
    }
    // 螺栓、技术服务等: only what stands between goods, or before a closing 等, is one of them.
    if waiting > 0 && !vouched && !words[end..].starts_with('等') {
        found.truncate(found.len() - waiting);
        end = found.last().map_or(0, |last| last.1);
    }
    (found, end)
}

/// Where a member begins at or behind `at`: behind what is no part of its name, its brand and its amount. None where a
/// number counts no goods.
fn member_start(words: &str, mut at: usize) -> Option<usize> {
    while let Some((word, ())) = WORDS.before_goods.beginning(&words[at..]) {
        at += word.len();
    }
    at += brand(&words[at..]);
    if !words[at..].starts_with(|c: char| c.is_ascii_digit()) {
        return Some(at);
    }
    let (measured, behind) = behind_capacity(&words[at..]);
    measured.then(|| words.len() - behind.len())
}

/// One member of a list.
struct Member<'a> {
    name: &'a str,
    /// Where it ends.
    end: usize,
    /// Whether a verb ends it: 背板膜|研发、生产.
    cut: bool,
    /// The words behind it.
    behind: &'a str,
}

impl<'a> Member<'a> {
    /// The member that begins at `start`.
    fn at(words: &'a str, start: usize) -> Self {
        let mut end = words.len();
        let mut before = ' ';
        for (offset, c) in words[start..].char_indices() {
            let digit = c.is_ascii_digit() && !before.is_ascii_alphanumeric();
            if !is_word(c) || digit || "等的和及与".contains(c) {
                end = start + offset;
                break;
            }
            before = c;
        }
        let verb = WORDS.verb.first(&words[start..end]).map(|(verb, ..)| verb).filter(|verb| *verb > 0);
        let end = verb.map_or(end, |verb| start + verb);
        Self { name: &words[start..end], end, cut: verb.is_some(), behind: &words[end..] }
    }

    /// Whether it ends as names of goods do.
    fn looks_like_goods(&self) -> bool {
        LENGTH.contains(&self.name.chars().count())
            && WORDS.goods.before(self.name).any(|rest| !rest.is_empty() || !WORDS.vague.has(self.name))
            && !self.name.starts_with(['吨', '万', '亿', '销', '值', '量', '能'])
            && !WORDS.no_names.begin(self.name)
    }

    /// Whether it may be goods where the others are; `made`: all of them are made.
    fn may_be_one(&self, made: bool) -> bool {
        (2..=8).contains(&self.name.chars().count())
            && (self.behind.starts_with(['、', '和', '等']) || made && self.cut)
            && self.name.chars().all(|c| c.is_alphanumeric() && !"的是有在为了年".contains(c))
            && !WORDS.no_names.begin(self.name)
    }
}

/// Where the words behind the joint begin that follows what ends at `end`, and its amount: 节能玻璃|5万吨、.
fn behind_joint(words: &str, end: usize) -> Option<usize> {
    let rest = &words[end..];
    let amount = rest.trim_start_matches(|c: char| c.is_ascii_digit() || "万亿千百余多.".contains(c));
    let rest = match WORDS.units.without_prefix(amount) {
        Some(behind) if amount.len() < rest.len() => behind,
        _ => rest,
    };
    let next = ["、", "以及", "和", "及", "与"].iter().find_map(|joint| rest.strip_prefix(joint))?;
    Some(words.len() - next.len())
}

/// Whether what closes an enumeration says that its members are goods: 手机中框、电脑外壳|等高端产品.
fn is_vouched(words: &str) -> bool {
    /// How many characters may stand between 等 and its noun.
    const NEAR: usize = 8;
    let clause = words.split([',', ';', '。', ':', '(']).next().unwrap_or(words);
    let Some((members, behind)) = clause.split_once('等') else { return false };
    let end = behind.char_indices().nth(NEAR).map_or(behind.len(), |(at, _)| at);
    members.contains('、') && WORDS.closing.are_in(&behind[..end])
}

/// Whether a list of three or more that 等 or its clause ends has goods in it, and nothing that is rather done for others:
/// 汽车亮条、三角窗、驻车制动器|等.
fn is_proven(words: &str, known: impl Fn(usize, usize) -> bool) -> bool {
    let clause = words.split([',', ';', '。', ':', '(']).next().unwrap_or(words);
    let (list, closed) = match clause.split_once('等') {
        Some((list, behind)) => (list, behind.is_empty()),
        None => (clause, true),
    };
    let (mut members, mut sure, mut start) = (0, 0, 0);
    for name in list.split(['、', '和', '及', '与']) {
        let end = start + name.len();
        let member = Member { name, end, cut: false, behind: "、" };
        if !member.may_be_one(false) || WORDS.served.end(name) {
            return false;
        }
        members += 1;
        sure += usize::from(known(start, end) || member.looks_like_goods());
        start = end + '、'.len_utf8();
    }
    closed && members > 2 && sure > 0
}

/// Whether verbs of making close an enumeration of goods: 冷气、热水|生产、销售.
fn is_made_together(words: &str) -> bool {
    const MAKING: [&str; 4] = ["生产", "制造", "种植", "养殖"];
    let clause = words.split([',', ';', '。', ':', '(', '等', '的']).next().unwrap_or(words);
    let verbs = MAKING.iter().filter_map(|verb| Some((clause.find(verb)?, verb.len())));
    let Some((at, length)) = verbs.min() else { return false };
    // 宿舍楼、冷库、自动化|生产|线 are built.
    let behind = &clause[at + length..];
    let ends = behind.is_empty()
        || behind.starts_with(['、', '和', '及', '与', '并'])
        || ["销售", "加工", "经营", "以及"].iter().any(|word| behind.starts_with(word));
    if !ends {
        return false;
    }
    let closed =
        |member: &str| !["技术", "产品", "服务", "设备", "材料"].iter().any(|noun| member.ends_with(noun));
    clause[..at].contains('、') && clause[..at].split('、').all(|member| !member.is_empty() && closed(member))
}

/// The length of the brand that words begin with: “青石”牌|高透背板膜.
fn brand(words: &str) -> usize {
    /// How long the name of a brand may be, in bytes.
    const LONG: usize = 18;
    let inside = words.strip_prefix('“').and_then(|inside| inside.split_once('”'));
    match inside {
        Some((name, behind)) if name.len() <= LONG => match behind.trim_start().strip_prefix("牌") {
            Some(goods) => words.len() - goods.len(),
            None => 0,
        },
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn goods_are_listed_behind_verbs() {
        let found = |words: &'static str| -> Vec<&str> {
            let (spans, _) = listed(words, |_, _| false);
            spans.into_iter().map(|(from, to)| &words[from..to]).collect()
        };
        for (words, expected) in [
            ("20万吨节能玻璃、5万吨高纯石英砂,产值", vec!["节能玻璃", "高纯石英砂"]),
            ("高档面料和羊绒纱等产品", vec!["高档面料", "羊绒纱"]),
            ("高档面料300吨、羊绒纱80吨", vec!["高档面料", "羊绒纱"]),
            ("经营设备", vec![]),
            ("总值3亿元", vec![]),
            ("20兆瓦", vec![]),
            ("螺栓、空调和系统", vec!["螺栓", "空调"]),
            ("高强度螺栓、柔性扣件、薄壁轴承等", vec!["高强度螺栓", "柔性扣件", "薄壁轴承"]),
            ("高强度螺栓、技术服务", vec!["高强度螺栓"]),
            ("“青石”牌节能玻璃、微晶玻璃", vec!["节能玻璃", "微晶玻璃"]),
            ("“青石”节能玻璃", vec![]),
        ] {
            assert_eq!(found(words), expected, "{words}");
        }
    }
}
