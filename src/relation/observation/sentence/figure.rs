//! Reads one figure: what it is of, of whom, of when, and how sure that is.

use super::super::Figure;
use super::super::indicator::cut;
use super::super::left_out::{is_of_group, is_yearly};
use super::super::measure::as_percent;
use super::super::named::{Named, achieves};
use super::super::owner::is_earned;
use super::super::rules::{Nature, Of};
use super::super::series::Members;
use super::super::subject::{Basis, counted_noun};
use super::{Line, Previous, Reader, Spot, WORDS};
use crate::entity::EntityType;
use crate::extraction::{Change, EntityRef, Modality, Unit};
use crate::relation::reference::new_ref;
use crate::text::phase;
use crate::text::{Measure, NormalizedSpan, Period, TimeSpan};

/// The confidence of a figure whose clause begins with words that name something unknown.
const UNKNOWN: f64 = 0.5;

/// 甲项目一期投资5亿元,|二期投资7亿元: the phase that the words of a figure begin with, of the work whose other phase was told of.
/// With how long its word is.
fn next_phase(told: &EntityRef, words: &str) -> Option<(EntityRef, usize)> {
    let phase = phase::leading(words).filter(|_| told.kind == EntityType::Project)?;
    let base = phase::whole(&told.label)?;
    // 二期 alone is told of nothing.
    let own = || new_ref(&format!("{base}{phase}"), EntityType::Project);
    (words.len() > phase.len()).then(|| (own(), phase.len()))
}

impl Reader<'_> {
    /// Reads one figure and returns what later ones take from it.
    pub(super) fn figure(&self, spot: Spot<'_>, out: &mut Vec<Figure>) -> Option<Previous> {
        let Spot { frame, quantity, around, previous, member, .. } = spot;
        let text = &self.source.text.text;
        if self.is_no_figure(frame, quantity, around) {
            return None;
        }
        if matches!(member, Some((Members::Unknown, _))) {
            return None;
        }
        let mut named = self.named(frame, quantity, around, previous)?;
        if let Some((Members::Words(words), offset)) = member {
            named.indicator.clone_from(words.get(offset)?);
            named.rule = "distribution";
        }
        if let Some((_, len)) = counted_noun(&named.indicator) {
            named.indicator.drain(..len);
        }
        let group = previous
            .and_then(|previous| self.achieving(spot, &named, previous))
            .or_else(|| self.achieved_by_firms(spot, &named))
            .map(str::to_owned);
        if let Some(group) = &group {
            named.indicator.insert_str(0, group);
        }
        // What 前者 stands for is not known here.
        if named.indicator.starts_with("前者") || named.indicator.starts_with("后者") {
            return None;
        }
        // 投资占总投资 is no total.
        let whole = if named.rule == "share" { named.indicator.split('占').next() } else { None };
        let nature = self.source.rules.nature(whole.unwrap_or(&named.indicator));
        let of = of_what(&named, nature, frame, previous);
        if of == Of::Nothing {
            return None;
        }
        let design_word = nature.is_some_and(|nature| nature.design && nature.of != Of::Works);
        let (mut subjects, basis) = match member {
            Some((Members::Subjects(subjects), offset)) => {
                (vec![subjects.get(offset)?.clone()], Basis::Sentence)
            }
            _ => match self.subject(spot, &named, of, design_word) {
                Some(found) => found,
                // 线路全长86公里,设站12座: what follows is of the same line, known or not.
                None => {
                    if of == Of::Route {
                        self.foreign.set(Some((around.part, quantity.span.end)));
                    }
                    return None;
                }
            },
        };
        if let [only] = &mut subjects[..]
            && let Some((phase, len)) = next_phase(only, &named.indicator)
        {
            *only = phase;
            named.indicator.drain(..len);
        }
        let subject = subjects.first()?;
        if named.unit == Unit::Project {
            self.projects.set(Some(quantity.span.end));
        }
        if let ([only], Basis::Sentence) = (&subjects[..], basis) {
            self.note_place(frame, only);
        }
        if let [only] = &subjects[..]
            && named.rule == "figure"
        {
            self.cut_behind(spot, only, &mut named);
            self.cut_circumstance(spot, &mut named);
        }
        let design = nature.filter(|nature| is_design(*nature, subject.kind)).is_some()
            || is_yearly(&named.indicator)
                && !named.change
                && named.unit != Unit::CNY
                && subject.kind != EntityType::Place;
        let (mut period, modality) = self.time(spot, &named, subject, design);
        if let Some((Members::Periods(periods), offset)) = member {
            period = *periods.get(offset)?;
        }
        let start = match previous {
            Some(previous) if named.inherited => previous.evidence,
            _ => around.clause.max(frame.sentence.span.start).min(around.from.max(around.clause)),
        };
        let evidence =
            NormalizedSpan::new(trimmed(text, start, quantity.span.start), quantity.span.end + named.behind);
        if self.is_left_out(spot, &named, nature, subject, basis) {
            return None;
        }
        let certain = match basis {
            Basis::Sentence => 0.9,
            Basis::Passage => 0.8,
            Basis::Scope => 0.75,
        };
        let confidence = match (around.unknown, named.inherited) {
            (true, _) => UNKNOWN,
            (false, true) => certain - 0.05,
            (false, false) => certain,
        };
        let told = match quantity.measure {
            Measure::Ungraded => false,
            // 桥长640米 and 铺设管道640米, but not 海拔640米 or 布640米.
            Measure::Metre => WORDS.length.end(&named.indicator) || WORDS.laid.end(&named.indicator),
            _ => true,
        };
        let told = told && !self.is_passed(spot);
        for subject in subjects.iter().filter(|_| told) {
            for value in std::iter::once(quantity.value).chain(quantity.upper) {
                let value = if named.change { as_percent(value, quantity.measure) } else { value };
                out.push(Figure {
                    subject: subject.clone(),
                    indicator: named.indicator.clone(),
                    value: if named.negative { -value } else { value },
                    unit: named.unit,
                    period,
                    modality,
                    change: named.change.then_some(Change::Growth),
                    rule: named.rule,
                    confidence,
                    evidence: vec![evidence],
                });
            }
        }
        // What is compared with it goes on about the figure before.
        if named.base.is_some() {
            return None;
        }
        Some(Previous {
            root: named.root.unwrap_or_else(|| named.indicator.clone()),
            indicator: named.indicator,
            end: evidence.end,
            start: around.left.ends_with(['由', '从']),
            evidence: evidence.start,
            group: group.or_else(|| previous.filter(|_| named.inherited)?.group.clone()),
            counted: named.counted,
            unit: named.unit,
            change: named.change,
            subjects,
            basis,
            modality,
            period,
        })
    }

    /// Keeps the place that a figure was said to be of. Of 推动甲、乙等20个园区提速 the place only says where.
    fn note_place(&self, frame: &Line<'_>, subject: &EntityRef) {
        let opens =
            || frame.candidates.iter().any(|candidate| candidate.opens && candidate.entity == *subject);
        let place = subject.kind == EntityType::Place && opens();
        self.placed.replace(place.then(|| subject.clone()));
    }

    /// The firms or projects that a figure is of which goes on with their number, or with another figure of theirs: 规上企业12家,
    /// 去年实现|产值8亿元,|税收1亿元.
    fn achieving<'p>(&self, spot: Spot<'_>, named: &Named, previous: &'p Previous) -> Option<&'p str> {
        let own = !named.inherited && named.counted.is_none() && named.rule == "figure";
        let firms = matches!(previous.counted, Some((Unit::Enterprise | Unit::Project, _)));
        let group =
            if firms { Some(&previous.indicator) } else { previous.group.as_ref() }.filter(|_| own)?;
        let text = &self.source.text.text;
        let words = text.get(previous.end..spot.quantity.span.start)?;
        let start = previous.end + (words.len() - words.trim_start_matches([',', '、']).len());
        let words = self.behind_time(spot, start)?;
        let goes_on = !firms && named.unit == Unit::CNY && words.starts_with(named.indicator.as_str());
        // 规上企业12家,完成|固定资产投资80亿元, 完成|财政收入8亿元: these are of the whole place.
        let indicator = named.indicator.as_str();
        let earned = is_earned(indicator) || indicator.ends_with("增加值");
        let public = ["财政", "预算", "人均", "居民"].iter().any(|word| indicator.contains(word));
        let projects = matches!(previous.counted, Some((Unit::Project, _)));
        ((projects || earned && !public) && (achieves(words) || goes_on)).then_some(group)
    }

    /// The words from `start` to a figure, without the time that they begin with: 2022年|实现产值.
    fn behind_time(&self, spot: Spot<'_>, start: usize) -> Option<&str> {
        let time = spot.frame.times.iter().find(|time| time.span.start == start);
        self.source.text.text.get(time.map_or(start, |time| time.span.end)..spot.quantity.span.start)
    }

    /// The firms that a clause ends with and that the figure behind it is of: 以甲公司为龙头的|农机企业|,去年实现产值27亿元.
    fn achieved_by_firms(&self, spot: Spot<'_>, named: &Named) -> Option<&str> {
        /// How many bytes before the comma they begin at most (twelve characters).
        const LONGEST: usize = 36;
        let text = &self.source.text.text;
        let own = !named.inherited && named.counted.is_none() && named.rule == "figure";
        let sentence = text.get(spot.frame.sentence.span.start..spot.quantity.span.start)?;
        let (before, words) = sentence.rsplit_once(',').filter(|_| own && is_earned(&named.indicator))?;
        let start = spot.quantity.span.start - words.len();
        let words = self.behind_time(spot, start)?;
        let clause = before.rsplit([',', '。']).next().unwrap_or(before);
        // 甲公司是领先的|锂电企业 says what the firm is.
        let (_, firms) = clause.rsplit_once("等").or_else(|| {
            let (led, firms) = clause.rsplit_once("的")?;
            WORDS.led_by.end(led).then_some((led, firms))
        })?;
        let kind = firms.strip_suffix("企业").filter(|_| firms.len() <= LONGEST)?;
        let said = kind.chars().nth(1).is_some() && kind.chars().all(char::is_alphabetic);
        (said && achieves(words)).then_some(firms)
    }

    /// What is said before the subject is no part of the indicator: 由乙公司承建的车站建筑面积.
    fn cut_behind(&self, spot: Spot<'_>, subject: &EntityRef, named: &mut Named) {
        let Spot { frame, quantity, around, .. } = spot;
        let named_last = frame.candidates.iter().rev().find(|candidate| {
            candidate.span.start > around.from
                && candidate.span.end <= quantity.span.start
                && candidate.entity == *subject
        });
        if let Some(candidate) = named_last {
            let rest = cut(&self.source.text.text[candidate.span.end..quantity.span.start]);
            if !rest.is_empty() && named.indicator.ends_with(rest) {
                named.indicator = rest.to_owned();
            }
        }
    }

    /// Who puts up the money and where is no part of the indicator: 由|乙集团|投资, 在|科技城|投资.
    fn cut_circumstance(&self, spot: Spot<'_>, named: &mut Named) {
        let Spot { quantity, around, .. } = spot;
        let text = &self.source.text.text;
        let words = &text[around.from.min(quantity.span.start)..quantity.span.start];
        let Some((at, led)) = words.match_indices(['由', '在']).next() else { return };
        let from = around.from + at + led.len();
        let name_end = |at: usize| self.subjects.named_with_end(at).map(|(_, end)| end);
        let following = |end: &usize| {
            let joined = text.get(*end..)?.starts_with('、');
            name_end(if joined { end + '、'.len_utf8() } else { *end })
        };
        let last = std::iter::successors(name_end(from), following).last();
        let names = last.and_then(|end| text.get(from..end));
        let rest = names.and_then(|names| {
            named.indicator.strip_prefix(led).unwrap_or(&named.indicator).strip_prefix(names)
        });
        if let Some(rest) = rest.map(cut).filter(|rest| !rest.is_empty()) {
            named.indicator = rest.to_owned();
        }
    }

    /// Of which time a figure is, and whether it was reached by then. `design` says that it is one of what a work is
    /// built for.
    fn time(
        &self,
        spot: Spot<'_>,
        named: &Named,
        subject: &EntityRef,
        design: bool,
    ) -> (Option<Period>, Modality) {
        let Spot { frame, quantity, around, .. } = spot;
        if named.base.is_some() {
            return (self.not_to_come(named.base), Modality::Actual);
        }
        let modality = self.modality(spot, named, subject, design);
        let period = if design {
            let period = self.explicit(frame, around.clause, quantity.span.start).flatten();
            let of_work = matches!(subject.kind, EntityType::Project | EntityType::Infrastructure);
            // 2025年计划投资3亿元 is the plan of that year.
            period.filter(|_| !of_work || self.is_yearly_plan(frame, quantity, around))
        } else {
            let plans = subject.kind == EntityType::Company && modality != Modality::Actual;
            self.period(spot, named, plans)
        };
        // 年度计划投资 is of the whole year, whatever part of it the sentence began with; 占年度计划的46% is of that part.
        let yearly = named.indicator.contains("年度") && modality != Modality::Actual;
        let period = period.map(|period| match (yearly, period.to) {
            (true, None) => Period { from: TimeSpan::Year(period.from.year()), to: None },
            _ => period,
        });
        match modality {
            Modality::Actual => (self.not_to_come(period), modality),
            _ => (period, modality),
        }
    }

    /// What has been reached was not reached in a year to come: that is when something else will happen.
    fn not_to_come(&self, period: Option<Period>) -> Option<Period> {
        let now = self.frames.anchor.year;
        period.filter(|period| now.is_none_or(|now| period.from.year() <= now))
    }
}

/// What kind of thing a figure is of.
fn of_what(named: &Named, nature: Option<Nature>, frame: &Line<'_>, previous: Option<&Previous>) -> Of {
    let of = nature.map_or(Of::Any, |nature| nature.of);
    if of == Of::Nothing {
        return of;
    }
    if named.unit == Unit::Enterprise && is_of_group(&named.indicator) {
        return Of::Firm;
    }
    let counts = matches!(named.unit, Unit::Enterprise | Unit::Project | Unit::Household);
    let of = if counts { Of::Area } else { of };
    // 甲公司占地510亩,固定资产投资8亿元: of the firm that the sentence is about; 甲项目总投资5亿元,固定资产投资4亿元.
    let part = of == Of::Area
        && ["固定资产投资", "技改投资"].iter().any(|part| named.indicator.ends_with(part))
        && !named.change;
    let of_own = part && (is_of_firm(frame) || previous.is_some_and(Previous::is_of_works));
    if of_own { Of::Any } else { of }
}

/// Whether a sentence begins with a firm.
fn is_of_firm(frame: &Line<'_>) -> bool {
    let first = frame.candidates.iter().find(|candidate| candidate.opens);
    first.is_some_and(|first| {
        first.entity.kind == EntityType::Company && first.span.start == frame.sentence.span.start
    })
}

/// Whether a figure is one of the design of `kind`: 投资 is so for a project, a stream of money for a place.
fn is_design(nature: Nature, kind: EntityType) -> bool {
    let works = matches!(kind, EntityType::Project | EntityType::Infrastructure);
    nature.design && (works || kind != EntityType::Place && nature.of != Of::Works)
}

/// `start` moved behind marks and white space.
fn trimmed(text: &str, start: usize, end: usize) -> usize {
    let words = &text[start..end];
    start + words.len()
        - words
            .trim_start_matches(|c: char| c.is_whitespace() || matches!(c, ',' | ';' | '、' | ':' | ')'))
            .len()
}
