//! What a quantity is a figure of, in words.

use std::borrow::Cow;

use super::around::Around;
use super::indicator::{cut, growth, noun_phrase};
use super::measure::unit;
use super::rules::Counted;
use super::sentence::{Line, Previous, Reader};
use super::subject::Candidate;
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
    /// Words that continue what was counted before: 其中新开工4个, 省级5户.
    continues,
    /// Words that say that goods are made or sold.
    production,
    /// Words that a product follows: 年产5万吨纸浆.
    makes,
    /// What stands for a comparison before a rate and names nothing itself.
    comparison,
    /// What a figure is of that was agreed on.
    agreed,
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
            let goods_count = match quantity.measure {
                Measure::Count(classifier) => Some((Unit::Item, classifier)),
                _ => None,
            };
            // 年产 stays: it is what the work is designed for.
            let yearly = ["年产", "日产"].into_iter().find(|word| around.left.ends_with(word)).unwrap_or("");
            return Some(Named {
                indicator: format!("{yearly}{goods}"),
                root: None,
                unit: goods_count.map_or_else(|| unit(quantity.measure), |(unit, _)| Some(unit))?,
                counted: goods_count,
                inherited: false,
                change: false,
                negative: false,
                behind: goods.len(),
                base: None,
                rule: "figure",
            });
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
            Some((false, around.left.len()))
        } else {
            let change = growth(around.left);
            // 比上年增加0.6亿元 is the difference, and no figure of its own.
            if !rate && change.is_some_and(|change| change.compared) {
                return None;
            }
            change.filter(|_| rate).map(|found| (found.negative, found.start))
        };
        // 高于全省2个百分点 compares; it is no figure of its own.
        if quantity.measure == Measure::Point && change.is_none() {
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
        let mut named = Named {
            indicator: own.clone(),
            root: None,
            unit: if change.is_some() { Unit::Percent } else { unit },
            counted: None,
            inherited: false,
            change: change.is_some(),
            negative: change.is_some_and(|(negative, _)| negative),
            behind: 0,
            base: base.filter(|_| own.is_empty() && change.is_none()),
            rule: if change.is_some() { "growth" } else { "figure" },
        };
        if own.ends_with('占') {
            named.indicator.push('比');
        }
        // 具备1500万吨/年的运输能力: what it is stands behind.
        let right = ["/年", "/日", "/天"]
            .iter()
            .find_map(|per| around.right.strip_prefix(per))
            .unwrap_or(around.right);
        let has = matches!(own.as_str(), "具备" | "已具备" | "具有");
        let noun = noun_phrase(if has { right.strip_prefix('的').unwrap_or(right) } else { around.right });
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
        } else if own.is_empty() || change.is_some() && WORDS.comparison.end(&own) {
            match previous {
                _ if change.is_none() && !noun.is_empty() && named.base.is_none() => {
                    named.indicator = noun.to_owned();
                    named.behind = around.right.find(noun).map_or(0, |at| at + noun.len());
                }
                Some(previous)
                    if change.is_some()
                        || previous.unit == unit
                        || around.left.ends_with('/')
                        || around.left.ends_with(['达', '至', '到']) =>
                {
                    named.indicator.clone_from(&previous.indicator);
                    named.root = Some(previous.root.clone());
                    named.inherited = true;
                }
                _ => return None,
            }
        } else if WORDS.makes.end(&own) && !noun.is_empty() {
            named.indicator = format!("{own}{noun}");
            named.behind = around.right.find(noun).map_or(0, |at| at + noun.len());
        }
        (!named.indicator.is_empty()).then_some(named)
    }

    /// The goods behind an amount that is one of several such, 12万吨白卡纸和6万吨生活用纸.
    fn goods_behind(&self, frame: &Line<'_>, quantity: &Quantity) -> Option<&str> {
        let measured = |quantity: &Quantity| {
            matches!(quantity.measure, Measure::Ton | Measure::CubicMetre | Measure::Count(Classifier::Goods))
        };
        if !measured(quantity) {
            return None;
        }
        let text = &self.source.text.text;
        let noun = |quantity: &Quantity| {
            let behind = &text[quantity.span.end..frame.sentence.span.end];
            let end =
                behind.find(|c: char| !is_word(c) || c.is_ascii_digit() || matches!(c, '和' | '及' | '与'));
            let noun = &behind[..end.unwrap_or(behind.len())];
            let goods = (2..=14).contains(&noun.chars().count())
                && !noun.starts_with(['的', '以', '左', '级', '规'])
                && noun_phrase(noun).len() == noun.len();
            (measured(quantity) && goods).then_some(noun)
        };
        let joined = |left: &Quantity, right: &Quantity| {
            noun(left).is_some_and(|noun| {
                text.get(left.span.end + noun.len()..right.span.start)
                    .is_some_and(|between| matches!(between, "、" | "和" | "及" | "与" | "以及"))
            })
        };
        let at = frame.quantities.iter().position(|other| other.span == quantity.span)?;
        let next = frame.quantities.get(at + 1).filter(|next| joined(quantity, next) && noun(next).is_some());
        let before =
            at.checked_sub(1).map(|at| frame.quantities[at]).filter(|before| joined(before, quantity));
        (next.is_some() || before.is_some()).then(|| noun(quantity)).flatten()
    }

    /// A number of firms, projects, goods …
    pub(super) fn counted(
        &self,
        frame: &Line<'_>,
        quantity: &Quantity,
        classifier: Classifier,
        around: Around<'_>,
        previous: Option<&Previous>,
    ) -> Option<Named> {
        let rules = self.source.rules;
        // 甲、乙等8家企业: what is named before is no part of what is counted.
        let own = if around.left.ends_with('等') {
            String::new()
        } else {
            behind_members(cut(&without_brackets(around.left))).to_owned()
        };
        let named = |indicator: String, unit, inherited, behind| {
            Some(Named {
                indicator,
                root: previous.filter(|_| inherited).map(|previous| previous.root.clone()),
                unit,
                counted: Some((unit, classifier)),
                inherited,
                change: false,
                negative: false,
                behind,
                base: None,
                rule: "count",
            })
        };
        let right = around.right;
        // 全国60家企业集团之一 is one of them.
        if right.ends_with("之一") {
            return None;
        }
        if let Some((end, counted)) = rules.last_counted(&own).filter(|(end, _)| follows_noun(&own[*end..])) {
            // 企业|就有
            let own = if own.ends_with(['就', '仅', '已', '有']) { own[..end].to_owned() } else { own };
            return match counted {
                Counted::As(unit) if fits(unit, classifier) && !right.starts_with(is_word) => {
                    named(own, unit, false, 0)
                }
                _ => None,
            };
        }
        if right.starts_with(is_word) {
            let noun = noun_phrase(right);
            if let Some((end, counted)) = rules.first_counted(noun) {
                // 甲、乙2家企业: the firms are named already.
                let own_place = |candidate: &Candidate| {
                    candidate.entity.kind == EntityType::Place
                        && !candidate.listed
                        && matches!(counted, Counted::As(Unit::Enterprise | Unit::Project))
                };
                let named_before = frame
                    .candidates
                    .iter()
                    .any(|candidate| candidate.span.end == quantity.span.start && !own_place(candidate));
                let tail = &noun[end..];
                let other = tail.ends_with(['村', '镇', '乡', '县', '点', '区', '人', '群']);
                let behind = around.right.find(noun).map_or(0, |from| from + end);
                return match counted {
                    Counted::As(unit) if fits(unit, classifier) && !named_before && !other => {
                        named(format!("{own}{}", &noun[..end]), unit, false, behind)
                    }
                    _ => None,
                };
            }
        }
        let makes = WORDS.production.are_in(&own);
        match classifier {
            Classifier::Goods if !own.is_empty() && !own.ends_with('中') => {
                let noun = if WORDS.makes.end(&own) { noun_phrase(right) } else { "" };
                named(format!("{own}{noun}"), Unit::Item, false, 0)
            }
            Classifier::Line if makes => named(format!("{own}{}", noun_phrase(right)), Unit::Item, false, 0),
            Classifier::Facility
                if !own.is_empty() && !right.starts_with(is_word) && !own.ends_with('等') =>
            {
                named(own, Unit::Item, false, 0)
            }
            _ => {
                let previous = previous.filter(|_| !right.starts_with(is_word))?;
                let (unit, _) = previous.counted.filter(|(_, before)| *before == classifier)?;
                let same = own.is_empty() || WORDS.continues.end(&own);
                let indicator = part_of(&own, &previous.root);
                if same && own.chars().count() <= 12 { named(indicator, unit, true, 0) } else { None }
            }
        }
    }
}

/// `words` behind the members of what is counted: 甲、乙等|商贸项目.
fn behind_members(words: &str) -> &str {
    let kind = words.rsplit_once('等').filter(|(members, _)| members.contains('、'));
    kind.map(|(_, kind)| kind).filter(|kind| kind.chars().nth(1).is_some()).unwrap_or(words)
}

/// Whether a quantity is a round number that is passed: 千亿元.
fn is_mark(quantity: &str) -> bool {
    ["百亿", "千亿", "万亿"].iter().any(|mark| quantity.starts_with(mark))
}

/// Whether `words` only say how long: 三年 of 三年翻了一番.
fn is_duration(words: &str) -> bool {
    let number = words.strip_suffix('年').unwrap_or_default();
    !number.is_empty() && number.chars().all(|c| c.is_ascii_digit() || "一两二三四五六七八九十".contains(c))
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
        Some((shorter, period)) => {
            (shorter.trim_end_matches(['较', '比']), period.filter(|_| bare.len() < words.len()))
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

/// What a part of what was counted before is called: 市级 of 新增国家级农业龙头企业, 在建 of 新开工项目.
fn part_of(own: &str, root: &str) -> String {
    const LEVELS: [&str; 6] = ["国家级", "省级", "市级", "州级", "县级", "区级"];
    if let (Some(level), true) = (LEVELS.iter().find(|level| root.contains(**level)), own.ends_with('级')) {
        return root.replacen(level, own, 1);
    }
    let mut noun = root;
    while let Some(rest) = WORDS.counted_verb.without_prefix(noun).filter(|rest| !rest.is_empty()) {
        noun = rest;
    }
    format!("{own}{noun}")
}

fn fits(unit: Unit, classifier: Classifier) -> bool {
    match unit {
        Unit::Project => matches!(classifier, Classifier::General),
        Unit::Enterprise => {
            !matches!(classifier, Classifier::Goods | Classifier::Line | Classifier::Facility)
        }
        Unit::Household => matches!(classifier, Classifier::Household),
        _ => !matches!(classifier, Classifier::Enterprise | Classifier::Household),
    }
}

/// Whether `words` may stand between a counted noun and its number: ”, 总数, 分别新增.
fn follows_noun(words: &str) -> bool {
    let mut words = words;
    while let Some(rest) = WORDS.between.without_prefix(words) {
        words = rest;
    }
    words.is_empty()
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
