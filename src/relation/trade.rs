//! What the words of a name say about trade where no dictionary has the goods: 青石|保温砂浆|项目 turns out 保温砂浆,
//! 青石|亚麻纺织|产业园 is a park of 亚麻纺织.
//!
//! The words that remain between the owner's name and the noun of the whole (项目, 产业园) are goods when a
//! capacity stands before them (5万吨), when what they undergo does behind them (生产线, 扩产), or when they end
//! as names of goods do (玻璃, 材料, 酸).

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
}

/// The shortest and the longest name of goods or of a sector, in characters.
const LENGTH: std::ops::RangeInclusive<usize> = 2..=12;

/// Nouns of undertakings and what they are part of.
const WORKS: [&str; 27] = [
    "项目",
    "工程",
    "一期",
    "二期",
    "三期",
    "四期",
    "五期",
    "六期",
    "首期",
    "一二期",
    "(一期)",
    "(二期)",
    "建设",
    "新建",
    "扩建",
    "技改",
    "技术改造",
    "改造",
    "升级",
    "示范",
    "产业化",
    "智能化",
    "数字化",
    "智能",
    "自动化",
    "搬迁",
    "综合",
];
/// What goods undergo where they are made.
const MAKING: [&str; 23] = [
    "生产线",
    "产线",
    "生产基地",
    "制造基地",
    "加工基地",
    "种植基地",
    "养殖基地",
    "生产",
    "制造",
    "精深加工",
    "深加工",
    "加工",
    "扩产",
    "扩能",
    "工厂",
    "基地",
    "厂",
    "种植",
    "养殖",
    "繁育",
    "提取",
    "车间",
    "采选",
];
/// What names of goods end with.
const GOODS: [&str; 129] = [
    "材料",
    "基材",
    "玻璃",
    "板",
    "膜",
    "管",
    "丝",
    "纤维",
    "酸",
    "锂",
    "硅",
    "铝",
    "铜",
    "镍",
    "钴",
    "镁",
    "钛",
    "钒",
    "电池",
    "电芯",
    "系统",
    "设备",
    "装备",
    "器",
    "器件",
    "机",
    "机组",
    "件",
    "组件",
    "模组",
    "芯片",
    "胶",
    "胎",
    "轮胎",
    "树脂",
    "塑料",
    "橡胶",
    "肥",
    "饲料",
    "糖",
    "醇",
    "醚",
    "酯",
    "烯",
    "烃",
    "碱",
    "盐",
    "粉",
    "饮片",
    "药",
    "疫苗",
    "食品",
    "饮料",
    "酒",
    "茶",
    "油",
    "奶",
    "乳",
    "肉",
    "蛋白",
    "淀粉",
    "纸",
    "布",
    "纱",
    "纱线",
    "面料",
    "服装",
    "家具",
    "木门",
    "门窗",
    "整车",
    "汽车",
    "船",
    "电缆",
    "线缆",
    "光缆",
    "光纤",
    "砂浆",
    "水泥",
    "砖",
    "石膏",
    "涂料",
    "漆",
    "剂",
    "液",
    "隔膜",
    "负极",
    "正极",
    "箔",
    "钢",
    "铸件",
    "锻件",
    "配件",
    "零件",
    "轴承",
    "齿轮",
    "阀门",
    "泵",
    "机器人",
    "灯",
    "屏",
    "面板",
    "石英砂",
    "砂石",
    "骨料",
    "陶瓷",
    "瓷砖",
    "聚合物",
    "化物",
    "预制菜",
    "罐头",
    "果汁",
    "菌",
    "菇",
    "面条",
    "米线",
    "粉丝",
    "豆干",
    "豆制品",
    "辣椒",
    "香料",
    "素",
    "胺",
    "酮",
    "酚",
    "苯",
    "碳",
    "薄膜",
    "板材",
];
/// Units in which goods are counted or weighed.
const UNITS: [&str; 29] = [
    "吨",
    "台套",
    "台",
    "套",
    "件",
    "只",
    "辆",
    "支",
    "片",
    "块",
    "立方米",
    "平方米",
    "瓶",
    "樘",
    "双",
    "条",
    "米",
    "羽",
    "头",
    "公斤",
    "千克",
    "升",
    "枚",
    "株",
    "袋",
    "盒",
    "箱",
    "个",
    "颗",
];
/// What is done with what is no product of the work.
const NOT_MADE: [&str; 50] = [
    "处理",
    "回收",
    "利用",
    "治理",
    "修复",
    "整治",
    "仓储",
    "物流",
    "冷链",
    "供水",
    "供热",
    "供气",
    "发电",
    "光伏",
    "风电",
    "储能",
    "旅游",
    "文旅",
    "商贸",
    "市场",
    "医院",
    "学校",
    "道路",
    "公路",
    "码头",
    "景区",
    "公园",
    "污水",
    "垃圾",
    "服务",
    "平台",
    "中心",
    "研发",
    "检测",
    "电厂",
    "热电",
    "水电",
    "综合体",
    "焚烧",
    "填埋",
    "储存",
    "配送",
    "交易",
    "煤矿",
    "矿井",
    "封测",
    "制氢",
    "智能制造",
    "酿酒",
    "缫丝",
];
/// Words that name a kind of park rather than its sector.
const GENERIC: [&str; 41] = [
    "生态",
    "工业",
    "循环经济",
    "高新技术",
    "高新",
    "经济",
    "科技",
    "综合",
    "现代",
    "绿色",
    "民营",
    "民营经济",
    "创新",
    "创业",
    "中小企业",
    "小微",
    "小微企业",
    "特色",
    "新型",
    "新兴",
    "临港",
    "临空",
    "产业",
    "特色产业",
    "战略性新兴",
    "承接",
    "转移",
    "承接转移",
    "国际",
    "未来",
    "低碳",
    "零碳",
    "示范",
    "返乡创业",
    "智能化",
    "数字化",
    "标准化",
    "智慧",
    "市级",
    "省级",
    "国家级",
];
/// Sectors that parks are called after.
const SECTORS: [&str; 16] = [
    "物流", "电商", "冷链", "医药", "化工", "冶金", "建材", "食品", "纺织", "服装", "家居", "家具", "汽车",
    "五金", "陶瓷", "石材",
];
/// The nouns that parks of a sector end with. Bases are mostly those of one firm or one crop.
const PARKS: [&str; 15] = [
    "特色产业园区",
    "科技产业园",
    "产业集聚区",
    "产业园区",
    "工业园区",
    "产业小镇",
    "特色小镇",
    "产业园",
    "工业园",
    "科技园",
    "产业城",
    "科创城",
    "小镇",
    "园区",
    "园",
];

/// The goods that the words of a project's name say it turns out. `words` is the name behind the place and the firm
/// that it begins with.
pub(super) fn goods(words: &str) -> Vec<&str> {
    let Some((words, made)) = undertaken(words) else { return Vec::new() };
    let (measured, words) = behind_capacity(words);
    let (words, made) = match measured {
        true => (words, true),
        false => (words, made),
    };
    let mut goods = Vec::new();
    for part in words.split(['及', '、', '和', '与', '+']) {
        // 年产5万吨甲、3万吨乙
        let part = behind_capacity(part).1;
        let length = part.chars().count();
        let ends = |endings: &[&str]| endings.iter().any(|end| part.ends_with(end));
        let named = ends(&GOODS);
        if !LENGTH.contains(&length)
            || !(made || named)
            || ends(&NOT_MADE)
            || ends(&WORKS)
            || !part.chars().all(is_word)
            || part.contains(['的', '年'])
        {
            return Vec::new();
        }
        goods.push(part);
    }
    goods
}

/// The sector that the words of a park's name name: behind the place, before 产业园. `named` is where a name of goods or
/// of a sector stands in the words, if one does.
pub(super) fn sector(words: &str, named: Option<usize>) -> Option<&str> {
    let end = PARKS.iter().find_map(|noun| words.strip_suffix(noun))?;
    let mut sector = end.strip_suffix("产业").filter(|short| short.chars().count() > 1).unwrap_or(end);
    while let Some(rest) = GENERIC.iter().find_map(|word| sector.strip_prefix(word)) {
        sector = rest;
    }
    let trade = || SECTORS.iter().filter_map(|word| end.rfind(word)).min();
    let before = sector.get(..named.or_else(trade)?.checked_sub(end.len() - sector.len())?)?.chars().count();
    // 亚麻|纺织, but not 赤水源|酒: more than a modifier, or less than a word, belongs to the name of the park.
    let modified = before == 0 || (2..=3).contains(&before);
    let length = sector.chars().count();
    (LENGTH.contains(&length) && modified && sector.chars().all(is_word)).then_some(sector)
}

/// What follows a verb of making and is no name of goods: 生产|经营.
const NO_NAMES: [&str; 18] = [
    "经营", "销售", "所", "过程", "能力", "企业", "基地", "车间", "线", "许可", "要素", "性", "力", "成本",
    "设备", "系统", "规模", "总",
];

/// The goods that words begin with, with amounts between them: 20万吨光伏玻璃、节能玻璃5万吨; where they stand and where the last
/// one ends. `known` tells whether a dictionary has goods between two places.
pub(super) fn listed(words: &str, known: impl Fn(usize, usize) -> bool) -> (Vec<(usize, usize)>, usize) {
    let mut found = Vec::new();
    let (mut at, mut end) = (0, 0);
    loop {
        at += ["各类", "各种", "多种", "系列"]
            .iter()
            .find(|word| words[at..].starts_with(**word))
            .map_or(0, |word| word.len());
        let measured = words[at..].starts_with(|c: char| c.is_ascii_digit());
        if measured {
            let (units, behind) = behind_capacity(&words[at..]);
            if !units {
                break;
            }
            at = words.len() - behind.len();
        }
        let mut length = words.len() - at;
        let mut before = ' ';
        for (offset, c) in words[at..].char_indices() {
            let digit = c.is_ascii_digit() && !before.is_ascii_alphanumeric();
            if !is_word(c) || digit || "等的和及与".contains(c) {
                length = offset;
                break;
            }
            before = c;
        }
        // 背板膜|研发、生产
        let verb = ["研发", "研制", "生产", "制造", "销售", "设计", "销量", "销往", "远销", "畅销", "出口"];
        let cut = verb.iter().filter_map(|verb| words[at..at + length].find(verb)).min();
        let length = cut.filter(|cut| *cut > 0).unwrap_or(length);
        let name = &words[at..at + length];
        let characters = name.chars().count();
        let goods = known(at, at + length)
            || LENGTH.contains(&characters)
                && GOODS.iter().any(|end| name.ends_with(end) && name.len() > end.len())
                && !NO_NAMES.iter().any(|start| name.starts_with(start));
        if !goods {
            break;
        }
        found.push((at, at + length));
        end = at + length;
        let rest = &words[end..];
        let amount = rest.trim_start_matches(|c: char| c.is_ascii_digit() || "万亿千百余多.".contains(c));
        let rest = match UNITS.iter().find_map(|unit| amount.strip_prefix(unit)) {
            Some(behind) if amount.len() < rest.len() => behind,
            _ => rest,
        };
        match ["、", "以及", "和", "及", "与"].iter().find_map(|joint| rest.strip_prefix(joint)) {
            Some(next) => at = words.len() - next.len(),
            None => break,
        }
    }
    (found, end)
}

/// The words before the capacity that the name of a project begins with, where they can be a firm's.
pub(super) fn owner(words: &str) -> Option<&str> {
    let before = &words[..words.find(|c: char| c.is_ascii_digit())?];
    let (measured, _) = behind_capacity(words);
    let before = [
        "年处理",
        "处理",
        "年加工",
        "加工",
        "年回收",
        "年产",
        "新增",
        "新建",
        "一期",
        "二期",
        "三期",
        "四期",
        "五期",
        "六期",
    ]
    .iter()
    .fold(before, |before, word| before.strip_suffix(word).unwrap_or(before));
    let length = before.chars().count();
    let apart = |c: char| !c.is_alphabetic() || c.is_ascii() || "省市州县区旗镇乡村园港山河建".contains(c);
    (measured && (2..=6).contains(&length) && !before.contains(apart)).then_some(before)
}

/// Whether what follows the name of goods makes parts of them of it: 电机|端盖.
pub(super) fn is_part(behind: &str) -> bool {
    const PARTS: [&str; 14] = [
        "端盖",
        "外壳",
        "壳体",
        "中框",
        "支架",
        "配件",
        "部件",
        "零部件",
        "零件",
        "模具",
        "原料",
        "添加剂",
        "包装",
        "溶剂",
    ];
    PARTS.iter().any(|part| behind.starts_with(part))
}

/// Whether words that look like a firm's are the goods that what follows makes: 管桩|生产线.
pub(super) fn is_made(words: &str, behind: &str) -> bool {
    let making = ["生产线", "产线", "装配", "生产项目", "加工项目", "制造项目"];
    making.iter().any(|word| behind.starts_with(word)) && GOODS.iter().any(|end| words.ends_with(end))
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
        if let Some(shorter) = WORKS.iter().find_map(|noun| rest.strip_suffix(noun)) {
            rest = shorter;
        } else if let Some(shorter) = MAKING.iter().find_map(|noun| rest.strip_suffix(noun)) {
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
    let Some(behind) = UNITS.iter().find_map(|unit| rest.strip_prefix(unit)) else { return (false, words) };
    // 5000吨级|码头
    if behind.starts_with('级') {
        return (false, words);
    }
    let behind = behind.strip_prefix("/年").or(behind.strip_prefix("/日")).unwrap_or(behind);
    (true, behind.strip_prefix('套').unwrap_or(behind))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn goods_stand_behind_a_capacity_or_before_what_makes_them() {
        for (words, expected) in [
            ("保温砂浆项目", vec!["保温砂浆"]),
            ("年产5万吨高纯石英砂项目", vec!["高纯石英砂"]),
            ("2万吨红薯淀粉及速冻食品生产线二期", vec!["红薯淀粉", "速冻食品"]),
            ("薄荷醇三期", vec!["薄荷醇"]),
            ("生猪养殖基地", vec!["生猪"]),
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
        ] {
            assert_eq!(found(words), expected, "{words}");
        }
    }

    #[test]
    fn sectors_stand_before_the_noun_of_the_park() {
        let known = |words: &str| ["羊毛", "纺织", "酒"].iter().find_map(|known| words.find(known));
        for (words, expected) in [
            ("亚麻纺织产业园", Some("亚麻纺织")),
            ("羊毛小镇", Some("羊毛")),
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
