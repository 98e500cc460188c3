//! Figures that are of something else than what the words around them offer: better none than one of another thing.

use super::named::Named;
use super::rules::{Nature, Of};
use super::sentence::{Line, Reader, Spot};
use super::stranger;
use super::subject::Basis;
use crate::entity::EntityType;
use crate::extraction::{EntityRef, Unit};
use crate::relation::tense::supposed_from;
use crate::text::word_list::word_lists;
use crate::text::{Measure, Quantity};

word_lists! {
    static WORDS: LeftOutWords = "left_out.csv";
    /// Words that say that a figure is of a part of the place or of more than it.
    elsewhere,
    /// What stands between a cost and the work that it is of.
    built,
    /// Words before what is only an example.
    example,
    /// What figures of works are called behind their names.
    designed,
}

/// From where on a sentence tells of an example or of what is only supposed.
fn unreal_from(sentence: &str) -> Option<usize> {
    WORDS.example.first_end(sentence).into_iter().chain(supposed_from(sentence)).min()
}

impl Reader<'_> {
    /// Whether a figure that seems to be of `subject` is rather one of a thing that no mention is.
    pub(super) fn is_left_out(
        &self,
        spot: Spot<'_>,
        named: &Named,
        nature: Option<Nature>,
        subject: &EntityRef,
        basis: Basis,
    ) -> bool {
        let Spot { frame, quantity, around, .. } = spot;
        let text = &self.source.text.text;
        let kind = subject.kind;
        let design_word = nature.is_some_and(|nature| nature.design && nature.of != Of::Works);
        // 总投资 or 年产 of a place that only the context names is rather that of a thing with an unknown name.
        let thing = nature.is_some_and(|nature| nature.thing)
            || named.indicator.starts_with('年')
                && is_yearly(&named.indicator)
                && !named.change
                && named.unit != Unit::CNY
            || self.is_after_completion(frame, quantity, around);
        let lone = thing
            && kind == EntityType::Place
            && basis != Basis::Sentence
            && !self.projects.get().is_some_and(|counted| {
                text.get(counted..quantity.span.start).is_some_and(|between| !between.contains(';'))
            });
        let bracket = design_word
            && text[..around.clause].ends_with('(')
            && !frame.candidates.iter().any(|candidate| candidate.span.end + 1 == around.clause);
        let inside = || frame.candidates.iter().any(|candidate| candidate.span.start >= around.clause);
        if lone || bracket && (!inside() || kind == EntityType::Place && basis != Basis::Sentence) {
            return true;
        }
        // 2.乙水厂。设计日供水5万吨: of the item of the list, known or not.
        if kind == EntityType::Place
            && basis == Basis::Scope
            && self.subjects.is_of_unknown(frame.sentence.passage)
        {
            return true;
        }
        let works = matches!(kind, EntityType::Project | EntityType::Infrastructure);
        // 甲铁路总投资153亿元、乙文化园总投资80亿元: the second is of a work that no mention is.
        if works && self.is_of_next(frame, quantity, &named.indicator) {
            return true;
        }
        // So is one of a work behind a semicolon, when the subject is named before that.
        let opening = &text[frame.sentence.span.start..quantity.span.start];
        // What follows 比如 or 假如 is nobody's figure.
        let unreal = *frame.unreal.get_or_init(|| unreal_from(frame.sentence.span.of(text)));
        if unreal.is_some_and(|from| from <= opening.len()) {
            return true;
        }
        if basis != Basis::Sentence && kind == EntityType::Company && stranger::opens(opening) {
            return true;
        }
        // 带动园区产值 is no figure of the firm.
        if kind == EntityType::Company
            && ["园区", "全县", "全市"].iter().any(|word| named.indicator.contains(word))
            && named.rule != "share"
        {
            return true;
        }
        // 其总资产 is of the firm spoken of, known or not.
        let its = text[around.clause..quantity.span.start].strip_prefix('其');
        if kind == EntityType::Place
            && basis != Basis::Sentence
            && its.is_some_and(|words| !words.starts_with(['中', '他', '余', '次', '它']))
        {
            return true;
        }
        // 甲市棉纺城位于……,区域面积46平方公里: of what the sentence introduces.
        if kind == EntityType::Place && basis == Basis::Scope && stranger::introduces(opening) {
            return true;
        }
        // 公司的产值: of a firm that no mention is.
        if kind == EntityType::Place && named.indicator.starts_with("公司") {
            return true;
        }
        // 出资3000万元: what partners put into a firm.
        if kind == EntityType::Place
            && ["出资", "注册资本", "注册资金"].iter().any(|word| named.indicator.ends_with(word))
        {
            return true;
        }
        // 东西宽4.3公里: of something that the text describes, not of the whole district.
        if kind == EntityType::Place
            && basis == Basis::Scope
            && quantity.measure == Measure::Kilometre
            && named.indicator.ends_with(['宽', '长', '深', '高', '径', '岸'])
        {
            return true;
        }
        // 全镇, 全国: not of the district.
        if kind == EntityType::Place && WORDS.elsewhere.begin(&named.indicator) && basis != Basis::Sentence {
            return true;
        }
        // 高新区、经开区分别完成投资: of parks that are not known here, not of the place.
        if kind == EntityType::Place
            && named.rule != "share"
            && ["高新区", "经开区", "开发区"].iter().any(|word| named.indicator.starts_with(word))
        {
            return true;
        }
        let near = around.part..quantity.span.start;
        let beside = nature.is_some_and(|nature| nature.design)
            && !frame.candidates.iter().any(|candidate| near.contains(&candidate.span.start))
            && stranger::is_named(&text[near]);
        // 乙公司投资3亿元的砂浆基地: of a work that the words name and no mention is.
        let last = frame.candidates.iter().rev().find(|candidate| candidate.span.end <= quantity.span.start);
        let since = last.map_or(around.part, |last| last.span.end.max(around.part));
        let told =
            nature.is_some_and(|nature| nature.design) || self.is_after_completion(frame, quantity, around);
        let behind = quantity.span.end..quantity.span.end + around.right.len();
        let attributed = WORDS.built.begin(around.right)
            && stranger::works(around.right)
            && !frame.candidates.iter().any(|candidate| behind.contains(&candidate.span.start));
        if !works && told && (stranger::works(&text[since..quantity.span.start]) || attributed) {
            self.foreign.set(Some((around.part, quantity.span.end)));
            return true;
        }
        // What goes on in the same part is of the same thing.
        let goes_on = self.foreign.get().is_some_and(|(part, read)| {
            let since = read..quantity.span.start;
            part == around.part
                && !frame.candidates.iter().any(|candidate| since.contains(&candidate.span.start))
        });
        let owned = || !works && stranger::owns(&text[around.from..quantity.span.start]);
        if goes_on && (!works || basis != Basis::Sentence) || owned() {
            self.foreign.set(Some((around.part, quantity.span.end)));
            return true;
        }
        if beside {
            return true;
        }
        false
    }
}

impl Reader<'_> {
    /// Whether the words between the figure before and this one name a work that no mention is.
    fn is_of_next(&self, frame: &Line<'_>, quantity: &Quantity, indicator: &str) -> bool {
        let text = &self.source.text.text;
        let at = frame.quantities.partition_point(|other| other.span.start < quantity.span.start);
        let Some(before) = at.checked_sub(1).map(|at| frame.quantities[at]) else { return false };
        let Some(words) =
            text.get(before.span.end..quantity.span.start).and_then(|words| words.strip_prefix('、'))
        else {
            return false;
        };
        let named = frame.candidates.iter().any(|candidate| candidate.span.start >= before.span.end);
        let designed = WORDS.designed.without_suffix(words).unwrap_or(words);
        // What the figure is called may begin with the name.
        let name = if designed.len() < words.len() { designed } else { indicator };
        !named && name.chars().count() >= 5 && stranger::ends_as_work(name)
    }
}

/// Whether words begin with what is made in a year or a day: 年转化玉米, 日处理鲜奶, but not 年末存栏 or 年发电量.
pub(super) fn is_yearly(indicator: &str) -> bool {
    indicator.strip_prefix(['年', '日']).is_some_and(|rest| {
        !rest.is_empty()
            && !rest.ends_with('量')
            && !rest.starts_with(['末', '底', '初', '内', '度', '均', '平', '前', '间', '人', '用', '常'])
    })
}
