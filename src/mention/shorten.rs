//! The short forms that a text uses for a company once it has given the full name.

use crate::gazetteer::Lexicon;

/// Endings that tell the legal form, longest first.
const LEGAL_FORMS: [&str; 16] = [
    "集团有限责任公司",
    "集团股份有限公司",
    "股份有限公司分公司",
    "集团有限公司",
    "控股有限公司",
    "有限责任公司",
    "股份有限公司",
    "专业合作社",
    "有限公司",
    "股份公司",
    "集团公司",
    "分公司",
    "总公司",
    "合作社",
    "集团",
    "公司",
];

/// Words of a trade at the end of a name, less its legal form.
const TRADES: [&str; 64] = [
    "新能源材料",
    "新材料科技",
    "新能源科技",
    "生物科技",
    "农业科技",
    "农业开发",
    "农业发展",
    "农产品",
    "环保科技",
    "电子科技",
    "信息技术",
    "智能科技",
    "投资发展",
    "投资开发",
    "建筑工程",
    "建设工程",
    "实业",
    "工业",
    "新材料",
    "新能源",
    "科技",
    "技术",
    "材料",
    "化工",
    "建材",
    "水泥",
    "铝业",
    "硅业",
    "矿业",
    "钢铁",
    "冶金",
    "能源",
    "电力",
    "电气",
    "电子",
    "光电",
    "光伏",
    "机械",
    "装备",
    "设备",
    "汽车",
    "制造",
    "药业",
    "医药",
    "制药",
    "生物",
    "食品",
    "饮料",
    "酒业",
    "茶业",
    "农业",
    "林业",
    "牧业",
    "养殖",
    "种植",
    "物流",
    "商贸",
    "贸易",
    "投资",
    "建设",
    "置业",
    "文化",
    "旅游",
    "发展",
];

/// Short forms of the company `name`; `place` is the length in bytes of the places that it begins
/// with. Every form has at least two characters and is no ordinary word.
pub(crate) fn short_forms(name: &str, place: usize, lexicon: &Lexicon) -> Vec<String> {
    let mut forms = Vec::new();
    let plain = without_brackets(name);
    let Some(body) = LEGAL_FORMS.iter().find_map(|form| plain.strip_suffix(form)) else { return forms };
    let place = if plain.len() == name.len() && place < body.len() && body.is_char_boundary(place) {
        place
    } else {
        0
    };
    let (region, core) = body.split_at(place);
    let brand = strip_trades(core);
    let mut push = |form: String| {
        let characters = form.chars().count();
        let known = lexicon.get(&form).is_some_and(|word| word.frequency >= 20);
        if (2..=12).contains(&characters) && !known && form != name && !forms.contains(&form) {
            forms.push(form);
        }
    };
    if core != brand || place > 0 {
        push(core.to_owned());
    }
    push(body.to_owned());
    if brand.chars().count() >= 2 {
        push(brand.to_owned());
        push(format!("{region}{brand}"));
        if let Some(trade) = TRADES.iter().find(|trade| core[brand.len()..].starts_with(*trade)) {
            push(format!("{brand}{trade}"));
        }
    } else if place > 0 {
        // A brand of one character lives only with its place.
        push(format!("{region}{core}"));
    }
    forms
}

fn strip_trades(core: &str) -> &str {
    let mut rest = core;
    while let Some(shorter) = TRADES.iter().find_map(|trade| rest.strip_suffix(trade)) {
        if shorter.is_empty() {
            break;
        }
        rest = shorter;
    }
    rest
}

fn without_brackets(name: &str) -> String {
    match (name.find('('), name.find(')')) {
        (Some(open), Some(close)) if open < close => format!("{}{}", &name[..open], &name[close + 1..]),
        _ => name.to_owned(),
    }
}
