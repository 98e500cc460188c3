//! What the words of a name say about trade where no dictionary has the goods: 青石|保温砂浆|项目 turns out 保温砂浆,
//! 青石|亚麻纺织|产业园 is a park of 亚麻纺织.
//!
//! The words that remain between the owner's name and the noun of the whole (项目, 产业园) are goods when a
//! capacity stands before them (5万吨), when what they undergo does behind them (生产线, 扩产), or when they end
//! as names of goods do (玻璃, 材料, 酸).

mod listed;

use crate::text::word_list::word_lists;
pub(super) use listed::listed;

word_lists! {
    static WORDS: TradeWords = "trade.csv";
    /// Nouns of undertakings and what they are part of: 项目, 技改.
    works,
    /// What goods undergo where they are made: 生产线, 深加工.
    making,
    /// What names of goods end with: 玻璃, 酸.
    goods,
    /// Ends of names of goods that are no name alone: 系统, 材料.
    vague,
    /// Units in which goods are counted or weighed.
    units,
    /// What is done with what is no product of the work: 处理, 物流.
    not_made,
    /// Words that name a kind of park rather than its sector: 生态, 高新技术.
    generic,
    /// Sectors that parks are called after.
    sectors,
    /// The nouns that parks of a sector end with. Bases are mostly those of one firm or one crop.
    parks,
    /// What follows a verb of making and is no name of goods: 生产|经营.
    no_names,
    /// What makes a part of the goods before it: 电机|端盖.
    parts,
    /// Units behind a bare numeral.
    bare_unit,
    /// Sectors that begin with a word that tells nothing of one.
    sector,
    /// What may stand behind the sector that a park is called after.
    after_sector,
    /// What is told of goods behind their name.
    verb,
    /// What stands before goods and is no part of their name: 新建了一条|万吨级|碳纤维生产线.
    before_goods,
    /// What stands between a firm and the capacity of its work.
    before_capacity,
    /// Words of works that turn out power and heat.
    power,
    /// What says that the goods before it are made.
    made,
    /// Nouns that close an enumeration of goods: 等|产品.
    closing,
    /// What ends words for what is done or where, and no names of goods: 设备|租赁.
    served,
    /// What makes the goods before it: 乙酸乙酯|装置.
    plant,
    /// What stands beside it in the name of its work.
    beside_plant,
}

/// What of a name a rule reads beside the names inside it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Reading {
    /// The goods that a project turns out.
    Goods,
    /// The sector that a park is for.
    Sector,
    /// The firm that stands before the capacity of a project: 盈和|5万吨磷酸铁锂项目.
    Owner,
    /// The places that a route runs between: 甲县至乙县公路.
    Ends,
    /// The line whose station or junction it is, named right before it: 内昆铁路|盐津站.
    Line,
}

/// The shortest and the longest name of goods or of a sector, in characters.
const LENGTH: std::ops::RangeInclusive<usize> = 2..=16;

/// The goods that the words of a project's name say it turns out. `words` is the name behind the place and the firm
/// that it begins with.
pub(super) fn goods(words: &str) -> Vec<&str> {
    let Some((words, made)) = undertaken(words) else { return Vec::new() };
    let (words, made) = match behind_capacity(words) {
        // 年产|曲轴|30万件
        (true, "") if MADE.iter().any(|made| words.starts_with(made)) => (before_capacity(words), true),
        (true, "") => return Vec::new(),
        (true, words) => (words, true),
        (false, words) => (words, made),
    };
    // 万头|肉牛
    let words = match words.trim_start_matches(['十', '百', '千', '万']) {
        rest if rest.len() < words.len() => WORDS.bare_unit.without_prefix(rest).unwrap_or(words),
        _ => words,
    };
    let mut goods = Vec::new();
    for part in words.split(['及', '、', '和', '与', '+']).flat_map(beside_capacity) {
        // 乙酸乙酯装置, 涂料系列生产装置: what makes the goods.
        let part = WORDS.plant.without_suffix(part).unwrap_or(part);
        // 装置及相关配套
        if WORDS.beside_plant.has(part) && !goods.is_empty() {
            continue;
        }
        let length = part.chars().count();
        let named = WORDS.goods.end(part);
        if !LENGTH.contains(&length)
            || !(made || named)
            || WORDS.not_made.end(part)
            || WORDS.works.end(part)
            || !part.chars().all(is_word)
            || part.contains(['的', '年'])
            // 300亩智慧果蔬示范基地项目
            || part.starts_with(|c: char| c.is_ascii_digit())
        {
            return Vec::new();
        }
        goods.push(part);
    }
    goods
}

/// How much of the words behind the place that a name begins with only says that there is one: 青石县|一|板材加工项目, but not
/// 青石县|一次性餐具项目.
pub(super) fn article(place: &str, words: &str) -> usize {
    let one = !place.is_empty()
        && words.strip_prefix('一').is_some_and(|behind| !behind.starts_with(NOT_BEHIND_ONE));
    if one { '一'.len_utf8() } else { 0 }
}

/// What makes a word of 一 before it: 一体化, 一氧化碳, 一水硫酸锌.
const NOT_BEHIND_ONE: [char; 14] =
    ['体', '次', '氧', '氯', '水', '级', '类', '号', '期', '二', '站', '乙', '甲', '线'];

/// What stands before goods and their capacity.
const MADE: [&str; 3] = ["年产", "日产", "月产"];

/// What stands between 年产 and the capacity that ends `words`.
fn before_capacity(words: &str) -> &str {
    let end = words.find(|c: char| c.is_ascii_digit()).unwrap_or(words.len());
    let words = &words[..end];
    MADE.iter().find_map(|made| words.strip_prefix(made)).unwrap_or(words)
}

/// The goods before and behind a capacity: 年产5万吨|甲, 甲|5万吨乙.
fn beside_capacity(part: &str) -> impl Iterator<Item = &str> {
    let first = part.find(|c: char| c.is_ascii_digit()).filter(|first| *first > 0);
    let (measured, behind) = behind_capacity(part);
    let before = first.map(|first| &part[..first]).filter(|before| measured && WORDS.goods.end(before));
    before.into_iter().chain(std::iter::once(behind))
}

/// The sector that the words of a park's name name: behind the place, before 产业园. `named` is where a name of goods or
/// of a sector stands in the words, if one does.
pub(super) fn sector(words: &str, named: Option<usize>) -> Option<&str> {
    let end = WORDS.parks.without_suffix(words)?;
    let mut sector = end.strip_suffix("产业").filter(|short| short.chars().count() > 1).unwrap_or(end);
    // 现代农业 is a sector, 农业 says nothing.
    let whole = |sector: &str| WORDS.sector.begin(sector);
    // 工业机器人|产业园 is of no other robots.
    let opens = named == Some(0) && sector.starts_with("工业") && sector.chars().count() > 3;
    while let Some(rest) = WORDS.generic.without_prefix(sector).filter(|_| !opens && !whole(sector)) {
        sector = rest;
    }
    while let Some(shorter) =
        WORDS.after_sector.without_suffix(sector).filter(|short| short.chars().count() > 1)
    {
        sector = shorter;
    }
    let trade = || WORDS.sectors.first(end).map(|(at, ..)| at);
    let before = sector.get(..named.or_else(trade)?.checked_sub(end.len() - sector.len())?)?.chars().count();
    // 亚麻|纺织, but not 赤水源|酒: more than a modifier, or less than a word, belongs to the name of the park.
    let modified = before == 0 || (2..=3).contains(&before);
    // 金沙滩|陶瓷, 青石|机器人: what stands before a whole word is rather a brand.
    let core = sector.char_indices().nth(before).map_or(sector, |(at, _)| &sector[at..]);
    let whole = core.chars().nth(2).is_some() || before > 2 && core.chars().nth(1).is_some();
    let sector = if before > 1 && whole { core } else { sector };
    // 青石|国家|农业科技园区: who granted it says nothing of a sector.
    let sector = sector.strip_prefix("国家").unwrap_or(sector);
    let length = sector.chars().count();
    // 青州化工大学|科技园
    if matches!(sector, "农业" | "林业" | "信息化") || sector.ends_with("大学") || sector.ends_with("学院")
    {
        return None;
    }
    (LENGTH.contains(&length) && modified && sector.chars().all(is_word)).then_some(sector)
}

/// Where a trade that parks are called after ends the words, and the trade: 金泰|物流.
pub(super) fn trade_in(words: &str) -> Option<(usize, &str)> {
    let before = WORDS.sectors.without_suffix(words)?;
    Some((before.len(), &words[before.len()..]))
}

/// The words before the capacity that the name of a project begins with, where they can be a firm's.
pub(super) fn owner(words: &str) -> Option<&str> {
    if let Some(firm) = firm_before(words) {
        return Some(firm);
    }
    let before = &words[..words.find(|c: char| c.is_ascii_digit())?];
    let (measured, _) = behind_capacity(words);
    let mut before = before;
    while let Some(shorter) = WORDS.before_capacity.without_suffix(before) {
        before = shorter;
    }
    let length = before.chars().count();
    let apart = |c: char| !c.is_alphabetic() || c.is_ascii() || "省市州县区旗镇乡村园港山河建".contains(c);
    // 年产|曲轴|30万件 has no owner.
    let made = MADE.iter().any(|made| before.starts_with(made));
    (measured && !made && (2..=6).contains(&length) && !before.contains(apart)).then_some(before)
}

/// Whether the name of a work tells what a plant turns out: a capacity, or power.
pub(super) fn is_of_plant(words: &str) -> bool {
    behind_capacity(words).0 || WORDS.power.are_in(words)
}

/// The firm that the name of a work begins with, by its own last words: 青石集团|氨纶一期项目.
pub(super) fn firm_before(words: &str) -> Option<&str> {
    /// How many characters its name has before them.
    const NAME: std::ops::RangeInclusive<usize> = 2..=8;
    let (at, noun) = ["集团", "公司"].iter().filter_map(|noun| Some((words.find(noun)?, *noun))).min()?;
    let name = &words[..at];
    let ordinary = |c: char| !c.is_alphabetic() || c.is_ascii() || "的由与和及等".contains(c);
    let other = name.ends_with(['子', '分', '总', '该', '各', '大']);
    let end = at + noun.len();
    (NAME.contains(&name.chars().count()) && !name.contains(ordinary) && !other && end < words.len())
        .then_some(&words[..end])
}

/// Whether what follows the name of goods makes parts of them of it: 电机|端盖.
pub(super) fn is_part(behind: &str) -> bool {
    WORDS.parts.begin(behind)
}

/// Whether words that look like a firm's are the goods that what follows makes: 管桩|生产线.
pub(super) fn is_made(words: &str, behind: &str) -> bool {
    WORDS.made.begin(behind) && WORDS.goods.end(words)
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric()
}

/// The words before the nouns of the undertaking, and whether these say that something is made; nothing where
/// the name has no such noun.
fn undertaken(words: &str) -> Option<(&str, bool)> {
    let (mut rest, mut made) = (words, false);
    loop {
        let before = rest;
        if let Some(shorter) = WORDS.works.without_suffix(rest) {
            rest = shorter;
        } else if let Some(shorter) = WORDS.making.without_suffix(rest) {
            (rest, made) = (shorter, true);
        }
        if rest == before {
            break;
        }
    }
    (rest.len() < words.len()).then_some((rest, made))
}

/// Whether words are nothing but nouns of undertakings: 产业化项目.
pub(super) fn is_undertaking(words: &str) -> bool {
    undertaken(words).is_some_and(|(rest, _)| rest.is_empty() || rest == "产业")
}

/// Whether a capacity in goods stands in the words, and what follows it: 年产5万吨|磷酸铁锂.
fn behind_capacity(words: &str) -> (bool, &str) {
    let is_number = |c: char| c.is_ascii_digit() || matches!(c, '.' | '万' | '亿' | '千' | '百' | '余' | '×');
    let Some(first) = words.find(|c: char| c.is_ascii_digit()) else { return (false, words) };
    let rest = words[first..].trim_start_matches(is_number);
    let Some(behind) = WORDS.units.without_prefix(rest) else { return (false, words) };
    // 5000吨级|码头
    if behind.starts_with('级') {
        return (false, words);
    }
    let behind = behind.strip_prefix("/年").or(behind.strip_prefix("/日")).unwrap_or(behind);
    let behind = behind.strip_prefix('套').unwrap_or(behind);
    // 年产800万只|的|汽车轮毂
    (true, behind.strip_prefix('的').unwrap_or(behind))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn goods_stand_behind_a_capacity_or_before_what_makes_them() {
        for (words, expected) in [
            ("保温砂浆项目", vec!["保温砂浆"]),
            ("年产5万吨高纯石英砂项目", vec!["高纯石英砂"]),
            ("年产5万台的立式车床项目", vec!["立式车床"]),
            ("2万吨红薯淀粉及速冻食品生产线二期", vec!["红薯淀粉", "速冻食品"]),
            ("薄荷醇三期", vec!["薄荷醇"]),
            ("生猪养殖基地", vec!["生猪"]),
            ("万头生猪养殖基地", vec!["生猪"]),
            ("20万吨石英砂8万吨光伏玻璃项目", vec!["石英砂", "光伏玻璃"]),
            ("年产曲轴30万件建设项目", vec!["曲轴"]),
            ("手机组装项目", vec!["手机"]),
            ("日处理2万吨污水处理厂", vec![]),
            ("5000吨级码头工程", vec![]),
            ("乡村旅游项目", vec![]),
            ("50万千瓦风电项目", vec![]),
            ("废旧轮胎回收利用项目", vec![]),
            ("保温砂浆", vec![]),
        ] {
            assert_eq!(goods(words), expected, "{words}");
        }
    }

    #[test]
    fn sectors_stand_before_the_noun_of_the_park() {
        let known =
            |words: &str| ["羊毛", "纺织", "酒", "工业机器人"].iter().find_map(|known| words.find(known));
        for (words, expected) in [
            ("亚麻纺织产业园", Some("亚麻纺织")),
            ("羊毛小镇", Some("羊毛")),
            ("工业机器人产业园", Some("工业机器人")),
            ("高新技术产业园", None),
            ("生态工业园", None),
            ("青石工业园", None),
            ("清泉酒产业园", Some("清泉酒")),
            ("泉酒产业园", None),
        ] {
            assert_eq!(sector(words, known(words)), expected, "{words}");
        }
    }
}
