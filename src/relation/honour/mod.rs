//! The words of honours: where one ends and the next begins, and who can bear which.

mod bearer;
mod enumerated;

use std::sync::LazyLock;

use crate::text::word_list::word_lists;
use crate::text::words::Characters;

pub(super) use bearer::{bears, is_granted_to_it};
pub(super) use enumerated::honours;
use enumerated::{parts, without_count};

word_lists! {
    pub(super) static WORDS: HonourWords = "honour.csv";
    /// What may stand before an honour in quotes.
    area,
    /// The ranks that names of honours begin with.
    rank,
    /// What names of honours end in.
    end,
    /// What behind a name says that it is one that somebody is called by.
    title,
    /// What is in an honour of firms of 中国, which without it is praise.
    granted,
    /// What a province or a city counts a firm among, whatever the trade.
    grade,
    /// What follows the province or the city that grants an honour: 甲省|“专精特新”中小企业, 乙市|百强企业.
    provincial,
    /// What ends the names of what a province grants a park.
    model,
    /// What only says that a name is one.
    called,
    /// What names a list of those that have an honour.
    list,
    /// What closes an enumeration of honours.
    count,
    /// What an honour ends with that only a place can bear.
    of_place,
    /// What an honour ends with that only a firm can bear.
    of_firm,
    /// Verbs that grant what follows.
    verb,
    /// What may stand between a place and such a verb.
    adverb,
    /// Verbs that lead to the firms that are granted something.
    lead,
    /// What may stand behind the quotes of an honour without being a part of it.
    behind_quotes,
    /// What the names of those end with who grant an honour, or where they do.
    giver,
    /// What only says behind an honour that it was granted.
    grant,
}

/// Where words that name something end: at the end of the clause, but not inside quotes, nor where the next clause
/// goes on with quotes (“甲县”“乙县”,以及“丙县”).
pub(super) fn words_end(words: &str) -> usize {
    let mut quoted = false;
    for (at, next) in words.char_indices() {
        match next {
            '“' => quoted = true,
            '”' => quoted = false,
            ',' if words[at + 1..].trim_start_matches("以及").starts_with('“') => {}
            // 博览会(西安)|“展示奖”: what stands in brackets inside a name.
            '(' if !quoted && goes_on(&words[at..]) => {}
            ',' | '(' if !quoted => return at,
            ';' | '。' | '!' | '\n' => return at,
            _ => {}
        }
    }
    words.len()
}

/// Whether a name goes on behind the bracket that words begin with.
fn goes_on(words: &str) -> bool {
    const LONG: usize = 24;
    let closing = words.find(')').filter(|at| *at <= LONG && !words[..*at].contains([',', '。', ';', ':']));
    closing.is_some_and(|at| words[at + 1..].starts_with(|c: char| c == '“' || c.is_alphabetic()))
}

/// Where the quotation ends that words begin with, or 0: 全市|“甲示范区”.
pub(super) fn quoted_end(words: &str) -> usize {
    let bare = WORDS.area.without_prefix(words).unwrap_or(words);
    let closed =
        bare.strip_prefix('“').and_then(|inside| inside.find('”').map(|at| &inside[at + '”'.len_utf8()..]));
    closed.map_or(0, |behind| words.len() - behind.len())
}

/// Whether words may begin with an honour, by what stands at their very beginning.
pub(super) fn may_begin(words: &str) -> bool {
    // Asked at nearly every place of a sentence, of which most begin with none of these and are at the name of no
    // province or city: then `begins` finds nothing either.
    let may = words.chars().next().is_some_and(|first| {
        BEGINNINGS.may_have(first) || words.chars().take(NEAR).any(|c| matches!(c, '省' | '市' | '州'))
    });
    debug_assert!(may || !begins(words), "BEGINNINGS lacks what {words} begins with");
    may && begins(words)
}

/// What joins the members of an enumeration, opens a quotation, numbers a batch, begins a rank or what firms are granted.
static BEGINNINGS: LazyLock<Characters> = LazyLock::new(|| {
    let granted = WORDS.rank.iter().chain(WORDS.provincial.iter());
    let firsts = granted.filter_map(|word| word.chars().next());
    "、和,以“0123456789第一二三四五六七八九十批届年".chars().chain(firsts).collect()
});

/// How many characters the name of a province or a city has at most, with its level.
const NEAR: usize = 4;

fn begins(words: &str) -> bool {
    // What joins two members of an enumeration is passed over before the first one.
    words.starts_with(['、', '和', ',']) || words.starts_with("以及") || is_named(words)
}

/// Whether words name an honour, or several: 国家级绿色园区, but not 全国最大的羊绒基地.
pub(super) fn is_honour(words: &str) -> bool {
    if !may_begin(words) {
        return false;
    }
    // 单项冠军、“小巨人”企业分别达到8家、5家: how many there are.
    if words.contains("分别达") || words.contains("分别有") {
        return false;
    }
    let listed = without_count(words);
    let closed = listed.len() < words.len() || WORDS.title.end(words);
    let parts = parts(listed);
    let Some(first) = parts.first().map(|part| untitled(part)) else { return false };
    // 甲区先后获得……: a sentence.
    if !first.starts_with('“')
        && ["先后", "获得", "荣获", "获评", "被评", "授予", "入选", "认定", "批准", "升级为", "晋升"]
            .iter()
            .any(|verb| first.contains(verb))
    {
        return false;
    }
    // 是全省……, 在全省……
    let verb = first.starts_with([
        '是', '为', '系', '有', '在', '被', '由', '对', '将', '与', '和', '从', '获', '得', '批', '评', '授',
    ]);
    let title = first.starts_with('“') && closed;
    if verb || !title && first.contains(['的', '最', '万', '亿', '由']) {
        return false;
    }
    // 是中国某某装备领军企业 praises, and grants nothing.
    if first.starts_with("中国") && first.ends_with("企业") && !WORDS.granted.are_in(first) {
        return false;
    }
    let several = parts.len() > 1 && parts.iter().all(|part| is_named(part));
    let ends = || WORDS.end.end(first.trim_end_matches('”'));
    // “全省先进基层党组织”、“省级文明单位”
    let quoted = || parts.iter().all(|part| part.starts_with('“'));
    let granted = || several && quoted() && WORDS.area.begin(first.trim_start_matches('“'));
    (is_ranked(first) || several && is_named(first)) && (closed && is_named(first) || ends() || granted())
}

/// Whether words have an amount of something, which is granted as no honour: 获批用地300亩.
pub(super) fn has_amount(words: &str) -> bool {
    words.match_indices(|c: char| c.is_ascii_digit()).any(|(at, _)| {
        let number =
            |c: char| c.is_ascii_digit() || matches!(c, '.' | '多' | '余' | '百' | '千' | '万' | '亿');
        let unit = words[at..].trim_start_matches(number);
        unit.starts_with(['元', '亩', '吨', '米'])
            || ["平方", "立方", "公顷"].iter().any(|word| unit.starts_with(word))
    })
}

/// Whether words are an honour in quotes that somebody is known by: “中国石斛之乡”之称.
pub(super) fn is_title(words: &str) -> bool {
    let Some((name, behind)) = words.strip_prefix('“').and_then(|inside| inside.split_once('”')) else {
        return false;
    };
    let behind = behind.strip_prefix('的').unwrap_or(behind);
    is_ranked(name) && WORDS.title.begin(behind)
}

/// Whether a name begins with a rank, behind the batch in which it was granted: 第六批|省级…, 2023年度|国家级….
fn is_ranked(name: &str) -> bool {
    let batch = |words: &str| {
        let numeral = |c: char| {
            c.is_ascii_digit()
                || matches!(c, '第' | '一' | '二' | '三' | '四' | '五' | '六' | '七' | '八' | '九' | '十')
        };
        let rest = words.trim_start_matches(numeral);
        let unit = rest.chars().next().is_some_and(|c| matches!(c, '批' | '届' | '年'));
        let units = if unit { &["批次", "批", "届", "年度", "年"][..] } else { &[] };
        units.iter().find_map(|unit| rest.strip_prefix(unit)).map(str::len)
    };
    let bare = name.trim_start_matches('“');
    let start = batch(bare).filter(|_| !bare.starts_with("首批")).map_or(0, |rest| bare.len() - rest);
    // 省|属|能源企业: whom the firm belongs to is no rank.
    let ranked = |name: &str| WORDS.rank.begin(name) && !name.starts_with("省属");
    // 甲省家电|龙头企业
    let graded = |name: &str| WORDS.grade.end(name);
    // 甲省|首批省级园区, 甲省|新型工业化产业示范基地
    let of_province = |name: &str| {
        WORDS.provincial.begin(name)
            || graded(name)
            || name.starts_with("首批")
            || WORDS.model.end(name.trim_end_matches('”'))
    };
    ranked(&bare[start..]) || self::of_province(&bare[start..]).is_some_and(of_province)
}

/// The provinces, as they stand before 省.
const PROVINCES: &str = "河北 山西 辽宁 吉林 黑龙江 江苏 浙江 安徽 福建 江西 山东 河南 湖北 湖南 广东 海南 四川 贵州 云南 陕西 甘肃 青海 台湾";

/// What follows the name of a province or a city that words begin with.
fn of_province(words: &str) -> Option<&str> {
    let (at, level) = words.char_indices().take(NEAR).find(|(_, c)| matches!(c, '省' | '市'))?;
    let behind = &words[at + level.len_utf8()..];
    // 青石山|省级森林公园 is a thing of its own.
    let ranked = level == '省' && behind.starts_with('级');
    let province = || PROVINCES.split(' ').any(|name| name == &words[..at]);
    (at > level.len_utf8() && (!ranked || province())).then_some(behind)
}

/// A name without the words that only say that it is one: 中国石斛之乡|的美誉.
fn untitled(name: &str) -> &str {
    let mut name = name;
    while let Some(shorter) = WORDS.called.without_suffix(name) {
        name = shorter;
    }
    name
}

/// Whether a member is an honour by itself: it is quoted or has a rank.
fn is_named(part: &str) -> bool {
    let inside = part.trim_start_matches('“');
    // 甲省智能制造标杆企业
    let of_province = inside.chars().take(NEAR).any(|c| c == '州') || of_province(inside).is_some();
    part.starts_with('“') || of_province || is_ranked(inside) || is_of_firm(inside)
}

/// Whether a member is what a province grants to firms without saying so: 科技型中小企业.
fn is_of_firm(part: &str) -> bool {
    let bare = of_province(part).unwrap_or(part);
    WORDS.provincial.begin(bare) && WORDS.of_firm.end(part)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The gate knew no list but the ranks, and refused (or, with assertions, stopped at) what firms are granted.
    #[test]
    fn the_gate_lets_pass_what_begins_an_honour() {
        let provincial =
            WORDS.provincial.iter().flat_map(|word| WORDS.of_firm.iter().map(move |end| (word, end)));
        for (word, end) in provincial {
            assert!(may_begin(&format!("{word}{end}")), "{word}{end}");
        }
        assert!(may_begin("科技型中小企业") && !may_begin("成立于2012年"));
    }
}
