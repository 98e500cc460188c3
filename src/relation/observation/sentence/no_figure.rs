//! What only looks like a figure of something.

use super::super::around::Around;
use super::{Line, Reader, Spot, WORDS};
use crate::text::{Bound, Measure, Quantity};

impl Reader<'_> {
    /// Whether a quantity is none that anything is told of: the number of an item, a speed, a distance, a visit.
    pub(super) fn is_no_figure(&self, frame: &Line<'_>, quantity: &Quantity, around: Around<'_>) -> bool {
        let text = &self.source.text.text;
        let words = &text[around.part..quantity.span.start];
        // 第1项 stands for an item of a list that is not resolved: better no figure than one of another thing.
        let resolved = frame.candidates.iter().any(|candidate| candidate.span.of(text).starts_with('第'));
        if !resolved && is_ordinal(words) {
            return true;
        }
        // 由甲公司出资80%: of whoever puts it up, if it is known here.
        let by = quantity.span.start.saturating_sub("出资".len());
        if quantity.measure == Measure::Percent
            && text[..quantity.span.start].ends_with("出资")
            && !frame.candidates.iter().any(|candidate| candidate.span.end == by)
        {
            return true;
        }
        // 增速快于全国(2.5%): of the country.
        if quantity.measure == Measure::Percent
            && ["全国(", "全国平均(", "全国平均水平("]
                .iter()
                .any(|country| text[..quantity.span.start].ends_with(country))
        {
            return true;
        }
        // 每生产|1吨产品
        if ["每", "每生产", "每加工", "每处理", "每卖出", "每销售", "每出口", "每制造"]
            .iter()
            .any(|each| around.left.ends_with(each))
        {
            return true;
        }
        // 3台|250兆瓦的机组: what a machine can do, and how many there are of them.
        let of_power = |measure| matches!(measure, Measure::Megawatt | Measure::Kilowatt);
        let next = frame.quantities.iter().find(|other| other.span.start == quantity.span.end);
        if of_power(quantity.measure) && text[..quantity.span.start].ends_with('台')
            || next.is_some_and(|next| of_power(next.measure))
                && matches!(quantity.measure, Measure::Count(_))
        {
            return true;
        }
        // 每8件毛衣就有|1件
        if around.left.ends_with("就有") && words.contains('每') {
            return true;
        }
        // 解决“最后一公里”问题
        if quantity.measure.is_length() && text[..quantity.span.start].ends_with("最后") {
            return true;
        }
        if quantity.measure.is_length() {
            // 100公里/小时 is a speed.
            if around.right.starts_with(['/', '每']) || WORDS.speed.are_in(around.left) {
                return true;
            }
            // 距甲城5公里,全长46公里: what is called a length is one.
            let before = around.left.trim_end_matches(['约', '达', '为', '近']);
            let far = || WORDS.distance.are_in(words) || WORDS.direction.end(before);
            if !WORDS.length.end(before) && far() {
                return true;
            }
        }
        if is_threshold(frame, quantity, text)
            || is_bracket_of_size(quantity, &text[quantity.span.end..frame.sentence.span.end])
            || is_bracket_of_places(
                quantity,
                &text[frame.sentence.span.start..quantity.span.start],
                &text[quantity.span.end..frame.sentence.span.end],
            )
        {
            return true;
        }
        // 总投资326 4亿元: a number that is torn apart tells neither amount.
        if text[..quantity.span.start].trim_end().ends_with(|c: char| c.is_ascii_digit()) {
            return true;
        }
        // 参加了5个项目的签约 counts visits.
        matches!(quantity.measure, Measure::Count(_)) && WORDS.visited.end(around.left.trim_end_matches('了'))
    }

    /// Whether a figure is a round one that the next one says exactly: 突破|40亿元|大关,达到42亿元.
    pub(super) fn is_passed(&self, spot: Spot<'_>) -> bool {
        let Spot { frame, quantity, around, .. } = spot;
        let text = &self.source.text.text;
        let mark = ["大关", "台阶", "关口"].iter().find(|mark| around.right.starts_with(**mark));
        let at = frame.quantities.partition_point(|other| other.span.start <= quantity.span.start);
        let Some((mark, next)) = mark.zip(frame.quantities.get(at)) else { return false };
        let between = text.get(quantity.span.end + mark.len()..next.span.start);
        next.measure == quantity.measure
            && between.is_some_and(|between| {
                matches!(
                    between,
                    ",达到" | ",达" | ",为" | ",增至" | ",实现" | ",增加到" | ",达到了" | ",完成"
                )
            })
    }
}

/// Whether an amount is what each of those exceeds that are counted directly before it: 其中有5个总投资超过|10亿元.
fn is_threshold(frame: &Line<'_>, quantity: &Quantity, text: &str) -> bool {
    let at = frame.quantities.partition_point(|other| other.span.start < quantity.span.start);
    let Some(count) = at.checked_sub(1).map(|at| frame.quantities[at]) else { return false };
    let Some(between) = text.get(count.span.end..quantity.span.start) else { return false };
    quantity.measure.is_money()
        && matches!(count.measure, Measure::Count(_))
        && text[..count.span.start].ends_with('有')
        && !between.contains([',', ';', '、'])
        && WORDS.exceeds.end(between)
}

/// Whether an amount, with `behind` it, only says which works or firms are counted: |10亿元|以上的项目有5个.
fn is_bracket_of_size(quantity: &Quantity, behind: &str) -> bool {
    let rest = WORDS.at_least.without_prefix(behind).unwrap_or(behind);
    // 产值|超50亿元|企业3家
    // 10亿至30亿元|项目44个
    let open = quantity.bound == Bound::AtLeast || quantity.upper.is_some();
    let direct = open && WORDS.sized.begin(rest);
    let Some(rest) = rest.strip_prefix('的').or(Some(rest).filter(|_| direct)) else { return false };
    let sized = WORDS.sized.beginning(rest).map(|(noun, ())| &rest[noun.len()..]);
    let rest =
        sized.or_else(|| behind_sized(rest).filter(|_| quantity.bound == Bound::AtLeast)).unwrap_or("");
    let number = WORDS.number_of.without_prefix(rest).unwrap_or(rest);
    quantity.measure.is_money() && number.starts_with(|c: char| c.is_ascii_digit())
}

/// What follows the noun of what an amount sorts, whatever it is: 销售额超10亿元的|电商示范镇(街)|1个.
fn behind_sized(words: &str) -> Option<&str> {
    /// In characters.
    const LONGEST: usize = 12;
    let end = words.find(|c: char| c.is_ascii_digit())?;
    let noun = &words[..end];
    let fits =
        noun.chars().count() <= LONGEST && noun.chars().all(|c| c.is_alphabetic() || matches!(c, '(' | ')'));
    (fits && !noun.is_empty()).then_some(&words[end..])
}

/// Whether an amount says which places or firms are meant that lie above or below it: 产值低于“|2千亿元”的市州.
fn is_bracket_of_places(quantity: &Quantity, before: &str, behind: &str) -> bool {
    let behind = behind.strip_prefix('”').unwrap_or(behind);
    let Some(rest) = behind.strip_prefix('的') else { return false };
    quantity.measure.is_money()
        && WORDS.above.end(before.strip_suffix('“').unwrap_or(before))
        && WORDS.sorted.begin(rest)
}

/// Whether `words` speak of an item of a list by its number.
fn is_ordinal(words: &str) -> bool {
    words.match_indices('第').any(|(at, found)| {
        let rest = words[at + found.len()..]
            .trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '、' | '和'));
        rest.len() < words.len() - at - found.len() && rest.starts_with(['项', '个'])
    })
}
