//! Figures that are of something else than what the words around them offer: better none than one of another thing.

mod place;
mod unnamed;

use super::named::Named;
use super::rules::{Nature, Of};
use super::sentence::{Reader, Spot};
use super::stranger;
use super::subject::Basis;
use crate::entity::EntityType;
use crate::extraction::{EntityRef, Unit};
use crate::relation::tense::supposed_from;
use crate::text::phase;
use crate::text::word_list::word_lists;

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
    /// Words for the firms that a group of them has.
    subsidiary,
    /// Words for all the works of a place.
    collective,
    /// What begins words about somebody, about a single thing, or about one that is only pointed to.
    singled,
    /// Who has figures of his own where a sentence begins with him.
    person,
    /// What follows such a word where it speaks of all of them.
    persons_all,
    /// What a word that ends in 村 ends with before it where it is no name.
    village,
    /// What firms do that are counted at an event, and are none of the place's.
    attends,
    /// What a policy grants whom it is for.
    reward,
    /// Words of a clause that tells what may be granted, or how much at most.
    granted,
    /// For whom a policy is, at the end of a clause with 对.
    granted_to,
    /// The place that somebody speaks for: its figures are of no work.
    ours,
    /// What stands before an amount of goods that a place has, makes or uses, and is no name of a work.
    yields,
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
        self.is_of_policy(spot, named)
            || self.is_of_unnamed_work(spot, named, subject)
            || self.is_loose(spot, named, nature, subject.kind, basis)
            || subject.kind == EntityType::Place && self.is_of_no_place(spot, named, basis)
            || self.is_unowned(spot, named, subject.kind, basis)
            || self.is_of_stranger(spot, nature, subject, basis)
    }

    /// Whether an amount is what a policy grants, and not what was paid: 给予最高50万元奖励, 对……的企业,分别奖励5万元.
    fn is_of_policy(&self, spot: Spot<'_>, named: &Named) -> bool {
        let Spot { frame, quantity, around, .. } = spot;
        if named.unit != Unit::CNY || named.change {
            return false;
        }
        let text = &self.source.text.text;
        let clause = &text[around.clause..quantity.span.start];
        let indicator = named.indicator.as_str();
        if WORDS.granted.end(indicator) {
            return true;
        }
        let behind = around.right.strip_prefix('的').unwrap_or(around.right);
        let reward = WORDS.reward.end(indicator) || WORDS.reward.begin(behind);
        let opening = &text[frame.sentence.span.start..quantity.span.start];
        reward && (WORDS.granted.are_in(clause) || is_for(opening))
    }

    /// Whether a figure of a thing would only be that of the place around it, 总投资 or 年产 of a county, or stands in a
    /// bracket behind nothing that could have it.
    fn is_loose(
        &self,
        spot: Spot<'_>,
        named: &Named,
        nature: Option<Nature>,
        kind: EntityType,
        basis: Basis,
    ) -> bool {
        let Spot { frame, quantity, around, .. } = spot;
        let text = &self.source.text.text;
        let of_place = kind == EntityType::Place && basis != Basis::Sentence;
        let thing = nature.is_some_and(|nature| nature.thing)
            || named.indicator.starts_with('年')
                && is_yearly(&named.indicator)
                && !named.change
                && named.unit != Unit::CNY
            || self.is_after_completion(frame, quantity, around);
        // 一期投资5亿元 is of a work, named or not.
        let phase = phase::leading(&named.indicator).is_some() && named.unit == Unit::CNY;
        let thing = thing || phase;
        let counted =
            |from: usize| text.get(from..quantity.span.start).is_some_and(|between| !between.contains(';'));
        // 签约项目总投资120亿元: of all of them, though nobody counts them.
        let all = || WORDS.collective.are_in(&text[around.part..quantity.span.start]);
        if thing && of_place && !self.projects.get().is_some_and(counted) && !all() {
            self.foreign.set(Some((around.part, quantity.span.end)));
            return true;
        }
        let bracket = nature.is_some_and(|nature| nature.design && nature.of != Of::Works)
            && text[..around.clause].ends_with('(')
            && !frame.candidates.iter().any(|candidate| candidate.span.end + 1 == around.clause);
        let inside = || frame.candidates.iter().any(|candidate| candidate.span.start >= around.clause);
        bracket && (of_place || !inside())
    }

    /// Whether a figure is nobody's, or of something that the words before it only hint at.
    fn is_unowned(&self, spot: Spot<'_>, named: &Named, kind: EntityType, basis: Basis) -> bool {
        let Spot { frame, quantity, .. } = spot;
        let text = &self.source.text.text;
        // 甲铁路总投资153亿元、乙文化园总投资80亿元: the second is of a work that no mention is.
        if is_work(kind) && self.is_of_next(frame, quantity, &named.indicator) {
            return true;
        }
        // What follows 比如 or 假如 is nobody's figure.
        let opening = &text[frame.sentence.span.start..quantity.span.start];
        let unreal = *frame.unreal.get_or_init(|| unreal_from(frame.sentence.span.of(text)));
        if unreal.is_some_and(|from| from <= opening.len()) {
            return true;
        }
        // 带动园区产值 is no figure of the firm.
        let led = || {
            named.rule != "share"
                && ["园区", "全县", "全市"].iter().any(|word| named.indicator.contains(word))
        };
        let opened = || basis != Basis::Sentence && stranger::opens(opening);
        // 甲项目并网,标志着我县新能源装机容量达到50万千瓦: of the county.
        let ours = || is_work(kind) && named.rule != "share" && WORDS.ours.are_in(&named.indicator);
        kind == EntityType::Company && (opened() || led()) || ours()
    }
}

/// Whether a clause of `words` says for whom a policy is: 对首次认定的企业,.
fn is_for(words: &str) -> bool {
    words.split([',', ';', ':', '。']).any(|clause| {
        let clause =
            clause.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '.' | '(' | ')' | '、'));
        let whom = || WORDS.granted_to.end(clause) && clause.contains('对');
        clause.contains('的') && (clause.starts_with('对') || whom())
    })
}

/// Whether an indicator counts the firms that another one has: 全资子公司18家.
pub(super) fn is_of_group(indicator: &str) -> bool {
    WORDS.subsidiary.are_in(indicator)
}

/// Whether a thing of this type is built.
fn is_work(kind: EntityType) -> bool {
    matches!(kind, EntityType::Project | EntityType::Infrastructure)
}

/// Whether words begin with what is made in a year or a day: 年转化玉米, 日处理鲜奶, but not 年末存栏 or 年发电量.
pub(super) fn is_yearly(indicator: &str) -> bool {
    indicator.strip_prefix(['年', '日']).is_some_and(|rest| {
        !rest.is_empty()
            && !rest.ends_with('量')
            && !rest.starts_with(['末', '底', '初', '内', '度', '均', '平', '前', '间', '人', '用', '常'])
    })
}
