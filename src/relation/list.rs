//! The words between and behind the members of an enumeration.

use std::sync::LazyLock;

use super::item::{Item, Kinds, Stretch};
use crate::entity::EntityType;
use crate::text::character_set::CharacterSet;
use crate::text::word_list::word_lists;

word_lists! {
    static WORDS: ListWords = "list.csv";
    /// What joins two members of an enumeration.
    separator,
    /// What may stand before the head noun.
    modifier,
    /// Nouns that close an enumeration.
    head,
    /// Verbs that begin another clause, and no member.
    verb,
    /// What stands before the cost of the next member.
    cost,
    /// Words of the noun that closes a part of an enumeration of sectors: 传统|产业.
    group,
    /// What a part of it is: 为|主导.
    rank,
    /// Parts of a line behind its name.
    side,
}

/// The length of what joins two members of an enumeration.
pub(super) fn separator(text: &str) -> Option<usize> {
    WORDS.separator.beginning(text).map(|(word, ())| word.len())
}

/// The length of what closes an enumeration: 等, a count, a head noun (等5家企业, 3条高速公路).
pub(super) fn closing(text: &str) -> usize {
    let mut rest = text.trim_start_matches('”');
    // 甲公路、乙公路(青石至白水段)|等项目
    rest = remarked(rest).filter(|behind| behind.starts_with('等')).unwrap_or(rest);
    rest = rest.strip_prefix('等').unwrap_or(rest);
    let numeral = |c: char| {
        let han = matches!(
            c,
            '一' | '二' | '两' | '三' | '四' | '五' | '六' | '七' | '八' | '九' | '十' | '多' | '余'
        );
        c.is_ascii_digit() || han
    };
    let counted = rest.trim_start_matches(numeral);
    if counted.len() < rest.len()
        && let Some(after) =
            ["家", "个", "条", "户", "座", "大", "项"].iter().find_map(|unit| counted.strip_prefix(unit))
    {
        rest = after;
    }
    // 第1、4|项
    if !rest.starts_with("项目") {
        rest = rest.strip_prefix('项').unwrap_or(rest);
    }
    while let Some(after) = WORDS.modifier.without_prefix(rest) {
        rest = after;
    }
    if let Some(after) = WORDS.head.without_prefix(rest) {
        rest = after;
    }
    text.len() - rest.len()
}

/// The length of a remark in brackets behind a member of an enumeration that goes on: 甲项目(乙国际)、丙项目.
pub(super) fn bracketed(text: &str) -> usize {
    remarked(text).filter(|behind| separator(behind).is_some()).map_or(0, |behind| text.len() - behind.len())
}

/// What stands behind the remark in brackets that `text` begins with.
fn remarked(text: &str) -> Option<&str> {
    const LONG: usize = 60;
    let (remark, behind) = text.strip_prefix('(')?.split_once(')')?;
    (remark.len() <= LONG).then_some(behind)
}

/// Where the next member of an enumeration begins behind members that nothing knows: 甲项目、|某某厂房建设、|乙项目;
/// 装备制造、|某某加工、|新材料. `kind` is that of the member before, `kinds` are those that may follow.
pub(super) fn beyond_unknown(
    text: &str,
    at: usize,
    limit: usize,
    items: Stretch<'_>,
    kind: EntityType,
    kinds: Kinds,
) -> Option<usize> {
    /// How many members may be passed over.
    const MEMBERS: usize = 3;
    // How long one may be, in bytes. The names of works are long; what else is not known is a word or two.
    let works = matches!(kind, EntityType::Project | EntityType::Infrastructure);
    let long = if works { 48 } else { 24 };
    let mut start = at;
    for _ in 0..MEMBERS {
        let rest = &text[start..limit];
        let end = if works { rest.find('、') } else { rest.find(['、', '和', '及']) };
        let end = end.filter(|end| *end <= long)?;
        let member = &rest[..end];
        let ordinary = |c: char| c.is_ascii_digit() || matches!(c, '的' | '“' | '(' | '为' | '等');
        if member.contains([',', ';', '。', ':', '等'])
            || WORDS.verb.begin(member)
            || !works && member.contains(ordinary)
        {
            return None;
        }
        start += end + rest[end..].chars().next().map_or(0, char::len_utf8);
        let next = items.starting_at(start);
        let same = |item: &Item| match works {
            true => {
                matches!(item.kind, EntityType::Project | EntityType::Infrastructure) || kinds.has(item.kind)
            }
            false => item.kind == kind && kinds.has(kind),
        };
        if next.is_some_and(same) {
            return Some(start);
        }
    }
    None
}

/// Where the next member of an enumeration begins behind words that follow a firm and make with it a member that nothing knows:
/// 甲公司|首个示范城、|乙公司.
pub(super) fn beyond_own(text: &str, at: usize, limit: usize) -> Option<usize> {
    /// In characters.
    const LONG: usize = 12;
    let rest = text.get(at..limit)?;
    let end = rest.find('、')?;
    let own = &rest[..end];
    let site = ["城", "基地", "中心", "总部", "园", "厂", "院", "平台", "馆", "店"];
    let fits = site.iter().any(|noun| own.ends_with(noun))
        && (3..=LONG).contains(&own.chars().count())
        && own.chars().all(char::is_alphabetic)
        && !own.contains(['的', '和', '与', '及', '等', '在', '为', '是', '获', '评', '被'])
        && !WORDS.verb.are_in(own);
    fits.then_some(at + end + '、'.len_utf8())
}

/// Where the first place of an enumeration stands behind stations and parks in it: 甲机场、乙新区、|丙县.
pub(super) fn beyond_sites(text: &str, at: usize, limit: usize, items: Stretch<'_>) -> usize {
    let mut start = at;
    // 甲市|乙经济开发区、丙县: the city only says where the park is.
    let site = |start: usize| {
        let first = items.starting_at(start)?;
        let inner = items.starting_at(first.span.end).filter(|inner| inner.kind == EntityType::Park);
        let site = if first.kind == EntityType::Place { inner? } else { first };
        let stands = matches!(site.kind, EntityType::Infrastructure | EntityType::Park);
        (stands && site.span.end <= limit).then_some(site)
    };
    while let Some(site) = site(start) {
        let Some(joint) = separator(&text[site.span.end..limit]) else { return at };
        start = site.span.end + joint;
    }
    match items.starting_at(start) {
        Some(item) if item.kind == EntityType::Place => start,
        _ => at,
    }
}

/// Where an enumeration of firms goes on behind the noun that closes a part of it: 甲公司、乙公司|等光伏行业龙头企业以及|丙公司.
pub(super) fn beyond_head(text: &str, at: usize, limit: usize, items: Stretch<'_>) -> Option<usize> {
    let rest = text[at..limit].strip_prefix('等')?;
    let mut end = limit - rest.len();
    if let Some(sector) = items.starting_at(end).filter(|item| item.kind == EntityType::Industry) {
        end = sector.span.end;
    }
    let head = closing(text.get(end..limit)?);
    if head == 0 {
        return None;
    }
    let behind = &text[end + head..limit];
    let joint = ["以及", "和", "及", "、"].iter().find(|joint| behind.starts_with(**joint))?;
    let next = end + head + joint.len();
    items.starting_at(next).is_some_and(|item| item.kind == EntityType::Company).then_some(next)
}

/// Where an enumeration of sectors goes on behind the noun that closes a part of it: 食品、建材|两大传统产业及|新材料;
/// 以食品|产业为基础、|新材料.
pub(super) fn grouped(text: &str, at: usize, limit: usize, items: Stretch<'_>) -> Option<usize> {
    let mut rest = text[at..limit].strip_prefix('等').unwrap_or(&text[at..limit]);
    let number = |c: char| {
        c.is_ascii_digit()
            || matches!(c, '一' | '二' | '两' | '三' | '四' | '五' | '六' | '七' | '八' | '九' | '十')
    };
    rest = rest.trim_start_matches(number);
    rest = rest.strip_prefix(['大', '个', '条']).unwrap_or(rest);
    while let Some(after) = WORDS.group.without_prefix(rest) {
        rest = after;
    }
    if let Some(after) = rest.strip_prefix('为').and_then(|after| WORDS.rank.without_prefix(after)) {
        rest = after;
    }
    let start = limit - rest.len();
    let next = start + separator(rest)?;
    (start > at && items.starting_at(next).is_some_and(|item| item.kind == EntityType::Industry))
        .then_some(next)
}

/// Where the next member of an enumeration begins behind where it stands, whose it is and what it costs: 甲项目、|总投资3亿元的|
/// 乙项目, 甲水库、|丙县|乙水库, 甲项目、|丁公司投资3亿元的|乙项目.
pub(super) fn priced(text: &str, at: usize, limit: usize, items: Stretch<'_>) -> Option<usize> {
    /// The longest price, in bytes.
    const LONG: usize = 42;
    let joined = at + separator(&text[at..limit])?;
    let mut start = joined;
    while let Some(place) =
        items.starting_at(start).filter(|place| place.kind == EntityType::Place && place.span.end <= limit)
    {
        start = place.span.end;
    }
    let firm =
        items.starting_at(start).filter(|firm| firm.kind == EntityType::Company && firm.span.end <= limit);
    // 甲公司的乙项目、|丙公司的|丁项目
    let works = |at: usize| {
        let next = items.starting_at(at);
        next.is_some_and(|item| matches!(item.kind, EntityType::Project | EntityType::Infrastructure))
    };
    if let Some(firm) = firm
        && text[firm.span.end..limit].starts_with('的')
        && works(firm.span.end + '的'.len_utf8())
    {
        return Some(firm.span.end + '的'.len_utf8());
    }
    let firm = firm.filter(|firm| WORDS.cost.begin(&text[firm.span.end..limit]));
    start = firm.map_or(start, |firm| firm.span.end);
    let behind = &text[start..limit];
    // 投资20亿元的甲产业园、|20亿元的|乙产业园
    if WORDS.cost.begin(behind) || behind.starts_with(|c: char| c.is_ascii_digit()) {
        let price = behind.find("元的")? + "元的".len();
        // The name itself may begin with a number.
        let plain = !behind[..price].contains(['、', ',', '。', ';']);
        start += if price <= LONG && plain { price } else { return None };
    }
    let next = items.starting_at(start)?;
    let works = matches!(next.kind, EntityType::Project | EntityType::Infrastructure | EntityType::Park);
    (start > joined && works).then_some(start)
}

/// The length of the section (大关至鲁甸段) behind a road.
pub(super) fn section(text: &str, item: &Item, limit: usize, items: Stretch<'_>) -> usize {
    if item.kind != EntityType::Infrastructure {
        return 0;
    }
    let start = item.span.end;
    let mut at = start;
    while let Some(place) =
        items.starting_at(at).filter(|place| place.kind == EntityType::Place && place.span.end <= limit)
    {
        at = place.span.end;
        at += ["至", "到", "—", "-"]
            .iter()
            .find(|word| text[at..limit].starts_with(**word))
            .map_or(0, |word| word.len());
    }
    let end = ["段", "境内"].iter().find(|word| at > start && text[at..limit].starts_with(**word));
    match end {
        Some(end) => at - start + end.len(),
        None => stretch(&text[start..limit]).unwrap_or(at - start),
    }
}

/// The length of a section whose ends nothing knows and that a next member follows: 甲高速|柏溪至白水段|、乙高速, 13号线|东延伸|、19号线.
fn stretch(behind: &str) -> Option<usize> {
    /// In characters.
    const LONG: usize = 16;
    if let Some((side, ())) = WORDS.side.beginning(behind)
        && separator(&behind[side.len()..]).is_some()
    {
        return Some(side.len());
    }
    let (end, _) = behind.char_indices().take(LONG).find(|(_, c)| *c == '段')?;
    let plain = behind[..end].chars().all(char::is_alphabetic);
    let length = end + '段'.len_utf8();
    (plain && end > 0 && separator(&behind[length..]).is_some()).then_some(length)
}

/// Where the next member of an enumeration of goods begins after one that ends at `at`, over the amounts between
/// them: 蓝莓|8600吨、|黑木耳1200吨.
pub(super) fn measured(text: &str, at: usize, limit: usize, items: Stretch<'_>) -> Option<usize> {
    /// The longest pair of amounts, in bytes.
    const LONG: usize = 48;
    static AMOUNTS: LazyLock<CharacterSet> = LazyLock::new(|| {
        let amounts = "万亿千百十余多约近吨台套只件辆米平方立株亩条枚片支瓶箱头羽公斤克升个/.年组块双张";
        CharacterSet::new(amounts.chars())
    });
    let is_amount = |c: char| c.is_ascii_alphanumeric() || AMOUNTS.has(c);
    let end = (at + LONG + 1..limit).find(|end| text.is_char_boundary(*end)).unwrap_or(limit);
    let window = &text[at..end];
    let first = window.trim_start_matches(is_amount);
    let second = first.strip_prefix(['、', '和', '及'])?;
    let amount = second.len() - second.trim_start_matches(is_amount).len();
    let start = at + window.len() - second.len();
    // The name itself may begin with a letter.
    let starts = second.char_indices().map(|(at, _)| at).take_while(|at| *at <= amount);
    starts
        .map(|offset| start + offset)
        .find(|start| items.starting_at(*start).is_some_and(|item| item.kind == EntityType::Product))
}
