//! Firms that a clause names only as the parent, the supplier or the customer of the one that it speaks of: of 系甲集团
//! 全资子公司,供货乙公司 neither is what 公司 means from there on.

use crate::text::NormalizedSpan;
use crate::text::word_list::word_lists;

word_lists! {
    static WORDS: RelatedWords = "related.csv";
    /// What stands before a firm that owns another.
    is,
    /// What follows a firm that owns another.
    owned,
    /// What stands before a firm that is dealt with.
    dealt_with,
    /// What follows a firm, with 与 before it, that is only a neighbour.
    beside,
    /// What a clause with 为 before a firm says behind it where the firm is a customer.
    supplied,
    /// What a clause with 由 before a firm says behind it where the firm founded what is spoken of.
    founded,
    /// Words of a clause that names whom somebody called on or invited: 先后走访甲公司、乙公司.
    visit,
}

/// Whether the words of a clause before a name make it that of a host or a guest, who is elsewhere.
pub(super) fn is_visit(before: &str) -> bool {
    let clause = before.rsplit([',', ';', ':']).next().unwrap_or(before);
    WORDS.visit.are_in(clause)
}

/// Whether the firms in `span`, one or an enumeration, are only related to what their clause speaks of.
pub(super) fn is_related(text: &str, span: NormalizedSpan) -> bool {
    let (before, behind) = (&text[..span.start], &text[span.end..]);
    let beside =
        ["与", "同", "和", "距"].iter().any(|word| before.ends_with(word)) && WORDS.beside.begin(behind);
    beside
        || WORDS.dealt_with.end(before)
        || WORDS.is.end(before) && WORDS.owned.begin(behind.trim_start_matches('的'))
        || is_party(before, behind)
}

/// Whether a clause says of the firm in it whom it supplies, 为行业龙头|甲公司|、乙公司配套, or who founded it,
/// 是由|甲集团|在本县投资设立的企业.
fn is_party(before: &str, behind: &str) -> bool {
    const MARKS: [char; 5] = [',', '。', ';', ':', '\n'];
    let clause = before.rsplit(MARKS).next().unwrap_or(before);
    let rest = || behind.split(MARKS).next().unwrap_or(behind);
    clause.contains('为') && WORDS.supplied.are_in(rest())
        || clause.contains('由') && WORDS.founded.are_in(rest())
}

/// Whether what stands at `span` only says of what its clause tells what the subject is: 是|甲公路|的联络线,
/// 是|甲项目|六座桥梁之一.
pub(super) fn is_attribute(text: &str, span: NormalizedSpan) -> bool {
    const MARKS: [char; 5] = [',', '。', ';', ':', '\n'];
    let (before, behind) = (&text[..span.start], &text[span.end..]);
    let clause = || before.chars().rev().take_while(|c| !MARKS.contains(c));
    let ends = || behind.split(MARKS).next().is_some_and(|rest| rest.ends_with("之一"));
    clause().any(|c| matches!(c, '是' | '系')) && (behind.starts_with('的') || ends())
        || is_distance(behind) && clause().any(|c| matches!(c, '距' | '离'))
}

/// Whether words begin with a distance, which 距 before a name makes that from it: 距上游甲大桥|约8公里.
pub(super) fn is_distance(words: &str) -> bool {
    let number = words.trim_start_matches(['约', '仅', '只', '有', '不', '足', '到', '近']);
    let unit = number
        .trim_start_matches(|c: char| c.is_ascii_digit() || c == '.' || c == '-' || c == '余' || c == '多');
    unit.len() < number.len() && ["公里", "千米", "米", "分钟"].iter().any(|word| unit.starts_with(word))
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
            ("为国际巨头白水、青石集团和黑土等配套", true),
            ("为青石集团提供用地", false),
            ("是由青石集团在白水县投资设立的企业", true),
            ("由青石集团投资建设", false),
            ("被青石集团评为优秀供应商", true),
            ("获得了青石集团的投资", true),
        ] {
            let start = text.find("青石集团").expect("it is there");
            let span = NormalizedSpan::new(start, start + "青石集团".len());
            assert_eq!(is_related(text, span), expected, "{text}");
        }
    }

    #[test]
    fn what_is_only_far_away_is_no_topic() {
        for (text, expected) in [
            ("全线距上游青石大桥约8公里,桥长3公里", true),
            ("距离青石大桥8.5公里", true),
            ("青石大桥长8公里", false),
            ("是青石大桥的引线", true),
        ] {
            let start = text.find("青石大桥").expect("it is there");
            let span = NormalizedSpan::new(start, start + "青石大桥".len());
            assert_eq!(is_attribute(text, span), expected, "{text}");
        }
    }
}
