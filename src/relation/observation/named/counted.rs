//! Figures that count, and amounts that the goods behind them name: 8家企业, 12万吨白卡纸和6万吨生活用纸.

use super::super::around::Around;
use super::super::indicator::{cut, noun_phrase};
use super::super::rules::{Counted, ObservationRules};
use super::super::sentence::{Line, Previous, Reader};
use super::super::subject::Candidate;
use super::{Named, WORDS, achieves, is_word, without_base, without_brackets};
use crate::entity::EntityType;
use crate::extraction::Unit;
use crate::text::{Classifier, Measure, Quantity};

impl Reader<'_> {
    /// The goods behind an amount that is one of several such, 12万吨白卡纸和6万吨生活用纸.
    pub(super) fn goods_behind(&self, frame: &Line<'_>, quantity: &Quantity) -> Option<&str> {
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
        // 汽车产量突破100万辆,比2000年的|3.81万辆|增长了30倍
        let (compared, base) = without_base(frame, around, around.left);
        if let (Some(base), Some(previous)) = (base, previous)
            && let Some((unit, _)) = previous.counted.filter(|(_, before)| *before == classifier)
            && cut(compared).is_empty()
        {
            let root = previous.root.clone();
            return Some(Named {
                root: Some(root.clone()),
                counted: Some((unit, classifier)),
                inherited: true,
                base: Some(base),
                ..Named::new(root, unit, "count")
            });
        }
        // 甲、乙等8家企业: what is named before is no part of what is counted.
        // 甲、乙等在内的|16个项目
        let left = around.left.strip_suffix("在内的").unwrap_or(around.left);
        let own = if left.ends_with('等') {
            String::new()
        } else {
            behind_members(cut(&without_brackets(around.left))).to_owned()
        };
        let named = |indicator: String, unit, inherited, behind| {
            Some(Named {
                root: previous.filter(|_| inherited).map(|previous| previous.root.clone()),
                counted: Some((unit, classifier)),
                inherited,
                behind,
                ..Named::new(indicator, unit, "count")
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
                // 规上企业12家实现产值8亿元, 规上企业从12家增加到20家
                Counted::As(unit)
                    if fits(unit, classifier)
                        && (!right.starts_with(is_word) || achieves(right) || WORDS.grows.begin(right)) =>
                {
                    named(own, unit, false, 0)
                }
                _ => None,
            };
        }
        if right.starts_with(is_word) {
            let noun = noun_phrase(right);
            if let Some((end, counted)) =
                rules.first_counted(noun).map(|(end, counted)| (behind_quotes(noun, end, rules), counted))
            {
                // 甲、乙2家企业: the firms are named already.
                let own_place = |candidate: &Candidate| {
                    matches!(candidate.entity.kind, EntityType::Place | EntityType::Park)
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
            // 设计产能150万条/年
            Classifier::Line if makes && right.starts_with('/') => named(own, Unit::Item, false, 0),
            Classifier::Line if makes => named(format!("{own}{}", noun_phrase(right)), Unit::Item, false, 0),
            Classifier::Facility
                if !own.is_empty() && !right.starts_with(is_word) && !own.ends_with('等') =>
            {
                named(own, Unit::Item, false, 0)
            }
            _ => {
                // 签约项目58个,引资168亿元;新开工43个: of what was counted, whatever stood between.
                // 重点项目96个。甲区|21个: of the same, in a place or a park.
                let placed = frame.candidates.iter().any(|candidate| {
                    candidate.span.end == quantity.span.start
                        && matches!(candidate.entity.kind, EntityType::Place | EntityType::Park)
                });
                let own = if placed { String::new() } else { own };
                let beside = previous.is_some_and(|previous| previous.counted.is_some());
                let goes_on = placed || !own.is_empty() && WORDS.continues.end(&own);
                let count = self.count.as_deref().filter(|_| goes_on);
                let previous =
                    previous.filter(|previous| (previous.counted.is_some() && !placed) || count.is_none());
                // 引进企业6家,其中2家|投产、3家|在建: what those of them have come to that are counted.
                let reached = WORDS.reached.beginning(right).map_or("", |(stage, ())| stage);
                let previous =
                    previous.or(count).filter(|_| !reached.is_empty() || !right.starts_with(is_word))?;
                let counted =
                    previous.counted.filter(|(_, before)| *before == classifier).map(|(unit, _)| unit);
                // 高新技术企业翻一番,达到60家: what grew is counted.
                let grown = || match rules.last_counted(&previous.root)? {
                    (end, Counted::As(unit))
                        if follows_noun(&previous.root[end..]) && fits(unit, classifier) =>
                    {
                        Some(unit)
                    }
                    _ => None,
                };
                let unit = counted.or_else(grown)?;
                // 新能源企业16户,其中|风电|14户
                let sector = unit == Unit::Enterprise
                    && self.trade_before(quantity.span.start).is_some_and(|trade| trade.len() == own.len());
                let same = own.is_empty() || sector || WORDS.continues.end(&own);
                let indicator = match sector {
                    true => format!("{own}企业"),
                    false => format!("{}{reached}", part_of(&own, &previous.root)),
                };
                if same && own.chars().count() <= 12 {
                    named(indicator, unit, !placed || beside, reached.len())
                } else {
                    None
                }
            }
        }
    }
}

/// Where what is counted ends of which a word ends at `end`: 56家“专精特新|”中小企业.
fn behind_quotes(noun: &str, end: usize, rules: &ObservationRules) -> usize {
    let Some(rest) = noun[end..].strip_prefix('”') else { return end };
    let behind = noun.len() - rest.len();
    behind + rules.first_counted(rest).map_or(0, |(end, _)| end)
}

/// `words` behind the members of what is counted: 甲、乙等|商贸项目.
fn behind_members(words: &str) -> &str {
    let kind = words.rsplit_once('等').filter(|(members, _)| members.contains('、'));
    kind.map(|(_, kind)| kind).filter(|kind| kind.chars().nth(1).is_some()).unwrap_or(words)
}

/// What a part of what was counted before is called: 市级 of 新增国家级农业龙头企业, 在建 of 新开工项目.
fn part_of(own: &str, root: &str) -> String {
    const LEVELS: [&str; 6] = ["国家级", "省级", "市级", "州级", "县级", "区级"];
    if let (Some(level), true) = (LEVELS.iter().find(|level| root.contains(**level)), own.ends_with('级')) {
        // 市级以上, of which 国家级 is one.
        let at_least = format!("{level}以上");
        let level = if root.contains(&at_least) { &at_least } else { *level };
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
