//! Firms that a clause names only as the parent, the supplier or the customer of the one that it speaks of: of 系甲集团
//! 全资子公司,供货乙公司 neither is what 公司 means from there on.

use crate::text::NormalizedSpan;

/// What stands before a firm that owns another, with [`OWNED`] behind it.
const IS: [&str; 8] = ["系", "是", "为", "作为", "隶属于", "隶属", "属", "由"];
/// What follows a firm that owns another.
const OWNED: [&str; 11] = [
    "全资子公司",
    "控股子公司",
    "的子公司",
    "子公司",
    "旗下",
    "控股",
    "成员企业",
    "分公司",
    "关联企业",
    "参股公司",
    "下属",
];
/// What stands before a firm that is dealt with.
const DEALT_WITH: [&str; 16] = [
    "对",
    "向",
    "供货",
    "供应",
    "供给",
    "配套",
    "供应商",
    "客户包括",
    "客户有",
    "销往",
    "进入",
    "装上",
    "服务于",
    "(原",
    "前身为",
    "前身是",
];

/// What follows a firm, with 与 before it, that is only a neighbour.
const BESIDE: [&str; 9] = ["一路之隔", "仅一", "相距", "相邻", "毗邻", "一墙之隔", "比邻", "隔路", "紧邻"];

/// Words of a clause that names whom somebody called on or invited: 先后走访甲公司、乙公司.
const VISITS: [&str; 7] = ["走访", "拜访", "邀请", "赴", "前往", "会见", "座谈"];

/// Whether the words of a clause before a name make it that of a host or a guest, who is elsewhere.
pub(super) fn is_visit(before: &str) -> bool {
    let clause = before.rsplit([',', ';', ':']).next().unwrap_or(before);
    VISITS.iter().any(|verb| clause.contains(verb))
}

/// Whether the firms in `span`, one or an enumeration, are only related to what their clause speaks of.
pub(super) fn is_related(text: &str, span: NormalizedSpan) -> bool {
    let (before, behind) = (&text[..span.start], &text[span.end..]);
    let ends = |words: &[&str]| words.iter().any(|word| before.ends_with(word));
    let beside = ["与", "同", "和", "距"].iter().any(|word| before.ends_with(word))
        && BESIDE.iter().any(|word| behind.starts_with(word));
    beside
        || ends(&DEALT_WITH)
        || ends(&IS) && OWNED.iter().any(|noun| behind.trim_start_matches('的').starts_with(noun))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hosts_and_guests_are_elsewhere() {
        for (before, expected) in
            [("春节后,先后走访", true), ("邀请石桥集团、", true), ("走访之后,引进", false)]
        {
            assert_eq!(is_visit(before), expected, "{before}");
        }
    }

    #[test]
    fn parents_and_customers_are_related() {
        for (text, expected) in [
            ("系青石集团全资子公司", true),
            ("作为青石集团旗下企业", true),
            ("主要供货青石集团", true),
            ("项目将对青石集团的厂区进行改造", true),
            ("由青石集团承建", false),
            ("青石集团旗下企业", false),
            ("是青石集团的控股子公司", true),
            ("与青石集团一路之隔", true),
            ("与青石集团签约", false),
        ] {
            let start = text.find("青石集团").expect("it is there");
            let span = NormalizedSpan::new(start, start + "青石集团".len());
            assert_eq!(is_related(text, span), expected, "{text}");
        }
    }
}
