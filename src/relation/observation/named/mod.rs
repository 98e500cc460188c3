//! What a quantity is a figure of, in words.

mod counted;

use crate::text::signs::is_counting;
use std::borrow::Cow;

use super::around::Around;
use super::indicator::{cut, growth, growth_behind, noun_phrase, without_comparison};
use super::measure::unit;
use super::sentence::{Line, Previous, Reader};
use crate::entity::EntityType;
use crate::extraction::Unit;
use crate::text::word_list::word_lists;
use crate::text::{Classifier, Form, Measure, Period, PeriodUse, Quantity};

word_lists! {
    static WORDS: NamedWords = "named.csv";
    /// What a figure is a share of.
    whole,
    /// What tons say of what it can bear.
    bearer,
    /// What stands before the noun for what is counted.
    counted_verb,
    /// What may stand between a counted noun and its number.
    between,
    /// What counted firms or projects have done, in a figure of their own behind the count.
    achieves,
    /// What stands between a number and the one that it has grown or fallen to.
    grows,
    /// What the words end with that stand before a colon or a bracket as what the figure behind it is of.
    labels,
    /// What leads to the difference from another rate: 高于全部投资增速5个百分点.
    differs,
    /// Verbs of a number that what has grown comes to.
    passes,
    /// Words that continue what was counted before: 其中新开工4个, 省级5户.
    continues,
    /// What follows the number of those that have come to it: 其中2家|投产.
    reached,
    /// Words that say that goods are made or sold.
    production,
    /// Words that a product follows: 年产5万吨纸浆.
    makes,
    /// What stands for a comparison before a rate and names nothing itself.
    comparison,
    /// What a figure is of that was agreed on.
    agreed,
    /// Verbs whose object stands behind the figure, with 的 or without: 具备500万吨运输能力.
    has,
    /// Verbs whose object stands behind the figure and 的: 建成20万亩的油茶基地.
    made,
    /// What is said of figures in the clause before their rates: 产值、税收|快速增长,增速分别为.
    thrives,
}

/// What a quantity is a figure of, in words.
pub(super) struct Named {
    pub(super) indicator: String,
    /// What a part or a share was added to.
    pub(super) root: Option<String>,
    pub(super) unit: Unit,
    pub(super) counted: Option<(Unit, Classifier)>,
    /// Taken from the figure before.
    pub(super) inherited: bool,
    pub(super) change: bool,
    pub(super) negative: bool,
    /// How many bytes behind the quantity belong to it.
    pub(super) behind: usize,
    /// It is what something is compared with, 较2023年的11亿元: the figure of that time.
    pub(super) base: Option<Period>,
    pub(super) rule: &'static str,
}

impl Named {
    fn new(indicator: String, unit: Unit, rule: &'static str) -> Self {
        Self {
            indicator,
            root: None,
            unit,
            counted: None,
            inherited: false,
            change: false,
            negative: false,
            behind: 0,
            base: None,
            rule,
        }
    }
}

impl Reader<'_> {
    /// What a quantity is a figure of; `None` when nothing names it, or when it is of a kind that is not counted.
    pub(super) fn named(
        &self,
        frame: &Line<'_>,
        quantity: &Quantity,
        around: Around<'_>,
        previous: Option<&Previous>,
    ) -> Option<Named> {
        // 年产12万吨白卡纸和6万吨生活用纸: each amount is of what stands behind it.
        if let Some(goods) = self.goods_behind(frame, quantity) {
            let (unit, counted) = match quantity.measure {
                Measure::Count(classifier) => (Unit::Item, Some((Unit::Item, classifier))),
                measure => (unit(measure)?, None),
            };
            // 年产 stays: it is what the work is designed for.
            let yearly = ["年产", "日产"].into_iter().find(|word| around.left.ends_with(word)).unwrap_or("");
            let indicator = format!("{yearly}{goods}");
            return Some(Named { counted, behind: goods.len(), ..Named::new(indicator, unit, "figure") });
        }
        if let Measure::Count(classifier) = quantity.measure {
            return self.counted(frame, quantity, classifier, around, previous);
        }
        // Nothing is told of 1.2亿美元, but its growth is.
        let unit = if quantity.measure == Measure::Ungraded { Unit::Person } else { unit(quantity.measure)? };
        if is_each(around.left) || is_agreed(around.right) || is_class_of(quantity.measure, around.right) {
            return None;
        }
        let rate = matches!(quantity.measure, Measure::Percent | Measure::Point | Measure::Times);
        let change = if quantity.form == Form::Doubling {
            Some((false, without_comparison(around.left).len()))
        } else {
            let behind = || {
                let percent = quantity.measure == Measure::Percent;
                percent.then(|| growth_behind(around.left, around.right)).flatten()
            };
            let change = growth(around.left).or_else(behind);
            // 比上年增加0.6亿元, 较2015年增加0.6亿元 and 净增0.6亿元 are the difference, and no figure of their own.
            let alone = |start| cut(without_base(frame, around, &around.left[..start]).0).is_empty();
            if !rate && change.is_some_and(|change| change.compared || alone(change.start)) {
                return None;
            }
            change.filter(|_| rate).map(|found| (found.negative, found.start))
        };
        // 高于全省2个百分点 compares; it is no figure of its own.
        // 增长8%,较一季度回落0.6个百分点: a difference of rates.
        let of_rate = || {
            let (before, _) = change.map_or((around.left, 0), |(_, start)| (&around.left[..start], 0));
            cut(without_base(frame, around, before).0).is_empty()
                && previous.is_some_and(|previous| previous.change)
        };
        if quantity.measure == Measure::Point
            && (change.is_none() || of_rate() || WORDS.differs.begin(cut(around.left)))
        {
            return None;
        }
        let words = change.map_or(around.left, |(_, start)| &around.left[..start]);
        let (words, base) = without_base(frame, around, words);
        let own = cut(&without_brackets(words)).to_owned();
        let own = if is_duration(&own) { String::new() } else { own };
        // 增至1036亿元,首次站上千亿元大关 says it again.
        if own.is_empty() && is_mark(quantity.span.of(&self.source.text.text)) {
            return None;
        }
        let mut named = match change {
            Some((negative, _)) => {
                Named { change: true, negative, ..Named::new(own.clone(), Unit::Percent, "growth") }
            }
            None => {
                Named { base: base.filter(|_| own.is_empty()), ..Named::new(own.clone(), unit, "figure") }
            }
        };
        if own.ends_with('占') {
            named.indicator.push('比');
        }
        // 具备1500万吨/年的运输能力: what it is stands behind.
        let right = ["/年", "/日", "/天"]
            .iter()
            .find_map(|per| around.right.strip_prefix(per))
            .unwrap_or(around.right);
        // 建成20万亩的油茶基地, 60平方公里的居住区、25平方公里的|产业区
        let of_noun = right.starts_with('的') && !rate && quantity.measure != Measure::Ungraded;
        let next = around.left.starts_with('的') && around.left.ends_with(['、', '和', '与', '及']);
        let has = WORDS.has.has(&own) || of_noun && (next || WORDS.made.end(&own));
        let noun = noun_phrase(if has { right.strip_prefix('的').unwrap_or(right) } else { right });
        let own = if has && !noun.is_empty() { String::new() } else { own };
        let own = part_of_plan(words).filter(|_| rate && change.is_none()).unwrap_or(own);
        if is_share(&own) {
            named.rule = "share";
            if let Some(previous) = previous {
                named.indicator = format!("{}{own}", previous.root);
                named.root = Some(previous.root.clone());
                named.inherited = true;
            }
        } else if let Some(head) = self
            .headed(frame, quantity.span.start)
            .filter(|head| own.is_empty() && rate && (change.is_some() || head.ends_with('率')))
        {
            named.indicator = head.to_owned();
        } else if own.is_empty()
            && let Some(label) = self.labelled(frame, around, previous, change.is_some())
        {
            named.indicator = label.to_owned();
        } else if own.is_empty() || change.is_some() && WORDS.comparison.end(&own) {
            match previous {
                _ if change.is_none() && !noun.is_empty() && named.base.is_none() => {
                    named.indicator = noun.to_owned();
                    named.behind = around.right.find(noun).map_or(0, |at| at + noun.len());
                }
                Some(previous)
                    if change.is_some()
                        || previous.unit == unit
                        // 产值26.6亿元,是2016年的4.4倍
                        || quantity.measure == Measure::Times && previous.unit != Unit::Percent
                        || around.left.ends_with('/')
                        || around.left.ends_with(['达', '至', '到'])
                        // 产值增长12%,突破300亿元
                        || quantity.measure.is_money()
                            && previous.unit == Unit::Percent
                            && WORDS.passes.end(around.left) =>
                {
                    // 为预算的101%,增长6%: it is no share that grew.
                    let share = previous.unit == Unit::Percent && quantity.measure == Measure::Percent;
                    let grown = if named.change && share { &previous.root } else { &previous.indicator };
                    named.indicator.clone_from(grown);
                    named.root = Some(previous.root.clone());
                    named.inherited = true;
                }
                _ => named.indicator = grown_before(&self.source.text.text, frame, around)?.to_owned(),
            }
        } else if WORDS.makes.end(&own) && !noun.is_empty() {
            named.indicator = format!("{own}{noun}");
            named.behind = around.right.find(noun).map_or(0, |at| at + noun.len());
        }
        (!named.indicator.is_empty()).then_some(named)
    }
}

/// What grows in the clause before the one that tells how fast: 甲县水泥产量保持增长,|增速为5%, 实现产值和税收,|分别增长8%和6%.
pub(super) fn grown_before<'t>(text: &'t str, frame: &Line<'_>, around: Around<'_>) -> Option<&'t str> {
    let words = text.get(around.clause..frame.sentence.span.end)?;
    let bare = cut(words);
    let rate = ["增速", "增幅", "涨幅"]
        .iter()
        .any(|rate| bare.strip_prefix(rate).is_some_and(|told| told.starts_with(['分', '为', '达'])));
    if !rate && !words.starts_with("分别") {
        return None;
    }
    let clause = clause_before(text, frame, around)?;
    // 实现|产值和税收, 产值、税收|快速增长
    let told = clause.split_once("实现").map(|(_, told)| told);
    let noun = told.or_else(|| WORDS.thrives.without_suffix(clause)).map(cut)?;
    // 实现产值30亿元,分别增长: what has a figure is told with it.
    (!noun.is_empty() && !noun.contains(|c: char| c.is_ascii_digit())).then_some(noun)
}

/// The clause before the one that a figure stands in, behind the place that it is of.
fn clause_before<'t>(text: &'t str, frame: &Line<'_>, around: Around<'_>) -> Option<&'t str> {
    let before = text.get(frame.sentence.span.start..around.clause)?.strip_suffix(',')?;
    let start = frame.sentence.span.start + before.rfind([',', ';', ':']).map_or(0, |at| at + 1);
    let end = frame.sentence.span.start + before.len();
    let place = frame.candidates.iter().rev().find(|candidate| {
        candidate.entity.kind == EntityType::Place && (start..end).contains(&candidate.span.start)
    });
    text.get(place.map_or(start, |place| place.span.end)..end)
}

impl Reader<'_> {
    /// The words before the colon or the bracket that a figure opens: 地区生产总值:|312亿元, 工业增加值(|增长8%).
    fn labelled(
        &self,
        frame: &Line<'_>,
        around: Around<'_>,
        previous: Option<&Previous>,
        change: bool,
    ) -> Option<&str> {
        /// How many characters such words have.
        const LABEL: std::ops::RangeInclusive<usize> = 2..=16;
        let text = &self.source.text.text;
        let sentence = frame.sentence.span;
        let before = text.get(sentence.start..around.clause)?;
        let colon = before.strip_suffix(':');
        let head = colon.or_else(|| before.strip_suffix('(').filter(|_| change))?;
        let from = head.rfind([',', ';', ':', '、', ')', '(', '。']).map_or(0, |at| at + 1);
        let start = head.char_indices().map(|(at, _)| at).find(|at| *at >= from)?;
        // The subject and the time before them are no part of them.
        let spans = frame.candidates.iter().map(|candidate| candidate.span);
        let opening = spans.chain(frame.times.iter().map(|time| time.span)).map(|span| span.end);
        let end = sentence.start + head.len();
        let start = opening.filter(|opener| *opener < end).fold(sentence.start + start, usize::max);
        let label = cut(text.get(start..end)?);
        let new = previous.is_none_or(|previous| previous.end <= start);
        let plain = label.chars().all(|c| c.is_alphabetic() || matches!(c, '“' | '”'));
        (new && plain && LABEL.contains(&label.chars().count()) && WORDS.labels.end(label)).then_some(label)
    }
}

/// Whether words begin with a verb of what counted firms or projects have done.
pub(super) fn achieves(words: &str) -> bool {
    WORDS.achieves.begin(words)
}

/// Whether a quantity is a round number that is passed: 千亿元.
fn is_mark(quantity: &str) -> bool {
    ["百亿", "千亿", "万亿"].iter().any(|mark| quantity.starts_with(mark))
}

/// Whether `words` only say how long: 三年 of 三年翻了一番.
fn is_duration(words: &str) -> bool {
    let number = words.strip_suffix('年').unwrap_or_default();
    !number.is_empty() && number.chars().all(is_counting)
}

/// Whether `words` lead to a share: 占全部投资, but not 占地.
fn is_share(words: &str) -> bool {
    words.starts_with('占') && !words.starts_with("占地") && !words.starts_with("占用")
}

/// `words`, the first of those to the left of a figure, without what it is compared with at their end: 较2021年, and 较2021年的
/// with that time.
pub(super) fn without_base<'t>(
    frame: &Line<'_>,
    around: Around<'t>,
    words: &'t str,
) -> (&'t str, Option<Period>) {
    let bare = words.strip_suffix('的').unwrap_or(words);
    let end = around.to - (around.left.len() - bare.len());
    let base = frame.times.iter().find(|time| time.used == PeriodUse::Base && time.span.end == end);
    let shorter =
        base.and_then(|time| Some((bare.get(..bare.len().checked_sub(time.span.len())?)?, time.period)));
    match shorter {
        // GDP增速从|去年同期的|1.9%跃升为4.5%
        Some((shorter, period)) => {
            (shorter.trim_end_matches(['较', '比', '从', '由']), period.filter(|_| bare.len() < words.len()))
        }
        None => (words, None),
    }
}

/// What a figure before 118% is the part of, as a share: 占年计划 for 为年计划的.
fn part_of_plan(words: &str) -> Option<String> {
    let words = words.trim_start_matches(',').strip_suffix('的')?;
    let whole = ["为", "是", "完成", "达到"].iter().find_map(|verb| words.strip_prefix(verb))?;
    (whole.chars().count() <= 10 && WORDS.whole.are_in(whole)).then(|| format!("占{whole}"))
}

/// Whether tons only say what a machine, a ship or a berth can bear: 8000吨油压机.
fn is_class_of(measure: Measure, right: &str) -> bool {
    measure == Measure::Ton && WORDS.bearer.begin(right)
}

/// Whether a figure is what was agreed on: 8万吨的供货协议.
fn is_agreed(right: &str) -> bool {
    right.starts_with('的') && WORDS.agreed.end(right)
}

/// Whether a figure holds for each of several things: 四台30万千瓦机组.
fn is_each(left: &str) -> bool {
    let words = left.strip_suffix(['台', '套', '座', '条', '个', '组']);
    words.is_some_and(|words| words.ends_with(['两', '二', '三', '四', '五', '六', '七', '八', '九', '十']))
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '“'
}

/// `words` without what stands in brackets.
pub(super) fn without_brackets(words: &str) -> Cow<'_, str> {
    if !words.bytes().any(|byte| matches!(byte, b'(' | b')')) {
        return Cow::Borrowed(words);
    }
    let mut depth = 0_u32;
    let kept = |c: &char| {
        match c {
            '(' => depth += 1,
            ')' => {
                depth = depth.saturating_sub(1);
                return false;
            }
            _ => {}
        }
        depth == 0
    };
    Cow::Owned(words.chars().filter(kept).collect())
}
