//! Figures that seem to be of a place and are none of its own.

use super::super::named::Named;
use super::super::sentence::{Reader, Spot};
use super::super::stranger;
use super::super::subject::Basis;
use super::super::subject::time::time_prefix;
use super::{WORDS, is_of_group};
use crate::entity::EntityType;
use crate::extraction::Unit;
use crate::text::{Classifier, Measure};

impl Reader<'_> {
    /// Whether a figure that seems to be of a place is one that places don't have, or of something in it.
    pub(super) fn is_of_no_place(&self, spot: Spot<'_>, named: &Named, basis: Basis) -> bool {
        let Spot { frame, quantity, around, .. } = spot;
        let text = &self.source.text.text;
        let indicator = named.indicator.as_str();
        let begins = |words: &[&str]| words.iter().any(|word| indicator.starts_with(word));
        // 公司的产值: of a firm that no mention is; 出资3000万元: what partners put into one.
        let of_firm = begins(&["公司"])
            || is_of_group(indicator)
            || stranger::opens_bare(&text[frame.sentence.span.start..quantity.span.start])
            || ["出资", "注册资本", "注册资金"].iter().any(|word| indicator.ends_with(word));
        // 高新区、经开区分别完成投资: of parks that are not known here.
        let of_park = named.rule != "share" && begins(&["高新区", "经开区", "开发区"]);
        // 其总资产 is of the firm spoken of, known or not.
        let its = || {
            let words = text[around.clause..quantity.span.start].strip_prefix('其');
            words.is_some_and(|words| !words.starts_with(['中', '他', '余', '次', '它']))
        };
        // 日本羊绒加工率达30%: of the country that the clause begins with.
        let abroad = || {
            let clause = &text[around.clause..quantity.span.start];
            let begins = self.subjects.named_at(around.clause + time_prefix(clause));
            begins.is_some_and(|country| country.is_country())
        };
        // 全镇, 全国: not of the district.
        let larger = || WORDS.elsewhere.begin(indicator) || its();
        let in_scope = || {
            let opening = &text[frame.sentence.span.start..quantity.span.start];
            // 东西宽4.3公里: of something that the text describes.
            let side = quantity.measure == Measure::Kilometre
                && !indicator.ends_with("总长")
                && indicator.ends_with(['宽', '长', '深', '高', '径', '岸']);
            // 2.乙水厂。设计日供水5万吨: of the item of the list, known or not.
            // 甲市棉纺城位于……,区域面积46平方公里: of what the sentence introduces.
            side || self.subjects.is_of_unknown(frame.sentence.passage) || stranger::introduces(opening)
        };
        let of_country =
            || abroad() || ["我国", "但我国", "而我国"].iter().any(|here| indicator.starts_with(here));
        let of_larger = basis != Basis::Sentence && larger() || of_country();
        // 全镇耕地8万亩,林地3万亩: what follows is of the same.
        if of_larger || of_park {
            self.foreign.set(Some((around.part, quantity.span.end)));
        }
        // 300家企业|参展: of wherever they come from.
        let behind = around.right.get(named.behind..).unwrap_or(around.right);
        let attending = || named.unit == Unit::Enterprise && WORDS.attends.are_in(behind);
        of_firm
            || attending()
            || basis != Basis::Sentence && self.is_of_single(spot)
            || self.is_of_village(named)
            || is_capacity(spot, indicator, text)
            || basis == Basis::Scope && (self.is_said(spot) || self.is_of_firm(spot))
            || of_park
            || of_larger
            || basis != Basis::Sentence && self.is_headed(spot)
            || basis == Basis::Scope && (self.subjects.is_profile_of_stranger() || in_scope())
    }

    /// Whether the words tell of somebody, of a single thing, or of one that is only pointed to: 他承包鱼塘, 这家企业产值,
    /// 一辆车可节约, 8条生产线开足马力.
    fn is_of_single(&self, spot: Spot<'_>) -> bool {
        /// How far into a sentence, in bytes, a person may stand.
        const OPENING: usize = 18;
        let Spot { frame, quantity, around, .. } = spot;
        let text = &self.source.text.text;
        let starts = [frame.sentence.span.start, around.part, around.clause];
        let single = starts.into_iter().any(|from| {
            let words = text.get(from..quantity.span.start).unwrap_or_default();
            WORDS.singled.begin(&words[time_prefix(words)..])
        });
        let opening = &text[frame.sentence.span.start..quantity.span.start];
        let person = WORDS.person.first(opening).is_some_and(|(at, word, ())| {
            at <= OPENING && !WORDS.persons_all.begin(&opening[at + word.len()..])
        });
        let lines = matches!(quantity.measure, Measure::Count(Classifier::Line)) && around.left.is_empty();
        single || person || lines
    }

    /// Whether an indicator begins with a village that no mention is: 的石门村种植.
    fn is_of_village(&self, named: &Named) -> bool {
        const NAME: std::ops::RangeInclusive<usize> = 2..=3;
        let words = named.indicator.strip_prefix('的').unwrap_or(&named.indicator);
        let Some((name, rest)) = words.split_once('村') else { return false };
        NAME.contains(&name.chars().count())
            && !rest.is_empty()
            && !WORDS.village.end(name)
            && name.chars().all(char::is_alphabetic)
    }

    /// Whether the part of the sentence begins with a firm: what it counts is none of the place's.
    fn is_of_firm(&self, spot: Spot<'_>) -> bool {
        let first = spot.frame.candidates.iter().find(|candidate| candidate.opens);
        first.is_some_and(|first| {
            first.entity.kind == EntityType::Company && first.span.start == spot.around.part && !first.listed
        })
    }

    /// Whether a figure stands in what somebody says, who speaks of what is his: “今年承包鱼塘400亩,……”.
    fn is_said(&self, spot: Spot<'_>) -> bool {
        /// How much has to stand behind the quotation mark, in bytes; less is rather a name in quotes.
        const LONG: usize = 18;
        let Spot { frame, quantity, .. } = spot;
        let text = &self.source.text.text;
        let Some(passage) = self.source.text.passages.get(frame.sentence.passage) else { return false };
        let before = &text[passage.span.start..quantity.span.start];
        let open = before.rfind('“').filter(|open| !before[*open..].contains('”'));
        let Some(open) = open else { return false };
        let rest = &text[passage.span.start + open + '“'.len_utf8()..passage.span.end];
        rest.find('”').is_some_and(|close| close >= LONG && rest[..close].contains([',', '。', '!']))
    }

    /// Whether the sentence, or its part, begins with a thing that no mention is, or with a noun for one: 青石化工园区面积, 基地占地.
    fn is_headed(&self, spot: Spot<'_>) -> bool {
        let Spot { frame, quantity, around, .. } = spot;
        let text = &self.source.text.text;
        [frame.sentence.span.start, around.part, around.clause].into_iter().any(|from| {
            let words = &text[from..quantity.span.start.max(from)];
            let end = frame.quantities.iter().map(|other| other.span.start).find(|start| *start >= from);
            let words = end.and_then(|end| words.get(..end - from)).unwrap_or(words);
            let named = || {
                frame.candidates.iter().any(|candidate| {
                    candidate.span.start >= from && candidate.span.start < from + words.len()
                })
            };
            stranger::heads(words) && !named()
        })
    }
}

/// Whether an amount is the capacity in the name of a work that no mention is: 新上|恒昱|1200吨|核级锆.
fn is_capacity(spot: Spot<'_>, indicator: &str, text: &str) -> bool {
    let Spot { frame, quantity, around, .. } = spot;
    // 120万吨水泥、30万吨钢材产能: of all that make it there.
    let rest = text.get(quantity.span.end..frame.sentence.span.end).unwrap_or_default();
    let listed = rest.split([',', '。', ';', ':']).next().unwrap_or_default();
    if listed.ends_with("产能") || listed.ends_with("能力") {
        return false;
    }
    let capacity = matches!(quantity.measure, Measure::Ton | Measure::Megawatt | Measure::Kilowatt);
    let named = around.right.chars().next().is_some_and(char::is_alphabetic);
    capacity
        && named
        && !around.right.starts_with(['的', '以', '左', '多', '级'])
        && !WORDS.yields.end(indicator)
}
