//! Reads the figures of one sentence, from left to right.

use super::around::Around;
use super::clock::carries;
use super::frame::Frames;
use super::indicator::{cut, growth};
use super::left_out::is_yearly;
use super::measure::{as_percent, unit};
use super::named::without_base;
use super::rules::{Nature, Of};
use super::series::{self, Members};
use super::subject::{Basis, Candidate, Subjects, counted_noun};
use super::{Figure, Source};
use crate::entity::EntityType;
use crate::extraction::{Change, EntityRef, Modality, Unit};
use crate::text::word_list::word_lists;
use crate::text::{Bound, Classifier, Measure, NormalizedSpan, Period, PeriodFound, Quantity, Sentence};
use std::cell::{Cell, OnceCell, RefCell};
use std::rc::Rc;

word_lists! {
    static WORDS: SentenceWords = "sentence.csv";
    /// Verbs of looking at things: what they count is no stock.
    visited,
    /// Words of a distance.
    distance,
    /// Words of a speed.
    speed,
    /// What lengths are called.
    length,
}

/// Reads sentences in order, and keeps what carries over from one to the next.
pub(super) struct Reader<'a> {
    pub(super) source: Source<'a>,
    pub(super) frames: &'a Frames,
    pub(super) subjects: &'a Subjects<'a>,
    /// The first sentence whose expressions of time have not been read.
    pub(super) unread: usize,
    /// The passage being read and the time that its sentences spoke of last.
    pub(super) passage: usize,
    pub(super) carried: Option<Carried>,
    /// The year that the last figure with a time of its own was of.
    pub(super) year: Option<i16>,
    /// Where the part of the sentence begins whose figures are of something that no mention is, and how far it was read.
    pub(super) foreign: Cell<Option<(usize, usize)>>,
    /// The place that the last figure of the passage was said to be of.
    pub(super) placed: RefCell<Option<EntityRef>>,
    /// Where a count of projects in the sentence ends: what they cost may follow.
    pub(super) projects: Cell<Option<usize>>,
    /// The last figure of the passage, for 已完成3亿元 without an indicator of its own.
    pub(super) last: Option<Previous>,
    /// The last figure of the sentence before: 其中 goes on with what it is of.
    pub(super) earlier: Option<Previous>,
}

/// The time that carries over; a reset carries over too.
type Carried = Option<Period>;

/// A figure that was read and what later ones of its sentence take from it.
#[derive(Clone)]
pub(super) struct Previous {
    pub(super) indicator: String,
    /// The indicator without what a share or a part added to it.
    pub(super) root: String,
    /// Where the words end that belong to it.
    pub(super) end: usize,
    /// It is what something rises or falls from: 由58%.
    pub(super) start: bool,
    pub(super) evidence: usize,
    pub(super) counted: Option<(Unit, Classifier)>,
    pub(super) unit: Unit,
    pub(super) subjects: Vec<EntityRef>,
    pub(super) basis: Basis,
    pub(super) modality: Modality,
    pub(super) period: Option<Period>,
}

impl Previous {
    /// Whether it is a figure of a work.
    pub(super) fn is_of_works(&self) -> bool {
        let kind = self.subjects.first().map(|subject| subject.kind);
        matches!(kind, Some(EntityType::Project | EntityType::Infrastructure))
    }
}

/// A sentence with what is known about it before its figures are read.
pub(super) struct Line<'q> {
    pub(super) sentence: Sentence,
    pub(super) candidates: Rc<[Candidate]>,
    pub(super) times: Vec<PeriodFound>,
    pub(super) quantities: &'q [&'q Quantity],
    /// What the sentences before are about, for each [`Of`], without and with
    /// works; worked out when first asked for.
    pub(super) topics: [OnceCell<Option<EntityRef>>; 2 * Of::COUNT],
    /// From where on what it tells is an example or only supposed; worked out when first asked for.
    pub(super) unreal: OnceCell<Option<usize>>,
}

impl<'a> Reader<'a> {
    pub(super) fn new(source: Source<'a>, frames: &'a Frames, subjects: &'a Subjects<'a>) -> Self {
        Self {
            source,
            frames,
            subjects,
            unread: 0,
            passage: usize::MAX,
            carried: None,
            year: None,
            last: None,
            earlier: None,
            foreign: Cell::new(None),
            placed: RefCell::new(None),
            projects: Cell::new(None),
        }
    }

    /// Reads the quantities of sentence number `at`.
    pub(super) fn read(&mut self, at: usize, quantities: &[&Quantity], out: &mut Vec<Figure>) {
        let Some(sentence) = self.source.sentences.get(at).copied() else { return };
        self.catch_up(at, sentence.passage);
        let frame = Line {
            candidates: self.subjects.candidates(at),
            times: self.times(&sentence),
            sentence,
            quantities,
            topics: Default::default(),
            unreal: OnceCell::new(),
        };
        let mut previous: Option<Previous> = None;
        // The amounts and numbers of the sentence, for 分别增长5%和8% behind them.
        let mut amounts: Vec<Previous> = Vec::new();
        // The figure before a bracket, which goes on behind it: 投资75亿元(占32%),增长8%.
        let mut outside: Option<Option<Previous>> = None;
        let before = self.last.take();
        // 项目共30个。总投资500亿元: what they cost may be a sentence of its own.
        let counted = |before: &Previous| before.counted.is_some_and(|(unit, _)| unit == Unit::Project);
        if !before.as_ref().is_some_and(counted) {
            self.projects.set(None);
        }
        self.earlier = before.clone();
        let mut end = sentence.span.start;
        let mut next = 0;
        while let Some(&quantity) = quantities.get(next) {
            let around = self.around(&frame, next, end);
            if self.is_threshold(quantity, around.right) || is_class(quantity, around.left, previous.as_ref())
            {
                next += 1;
                continue;
            }
            let before_it = &self.source.text.text[sentence.span.start..quantity.span.start];
            match before_it.matches('(').count() > before_it.matches(')').count() {
                true if outside.is_none() => outside = Some(previous.clone()),
                true => {}
                false => previous = outside.take().unwrap_or(previous),
            }
            // 分别达5亿元和3亿元,增长8%和6%: the rates are as many as the amounts.
            let follows = |length: &usize| *length <= amounts.len() && is_growth_only(&frame, around);
            let count = match self.series_length(&frame, next) {
                length if around.left.contains("分别") => length,
                length if quantity.measure == Measure::Percent && length > 1 => {
                    Some(length).filter(follows).unwrap_or(1)
                }
                _ => 1,
            };
            let members = if count > 1 { self.members(&frame, around, quantity, count) } else { None };
            let grown: Vec<Previous> = if count > 1 && members.is_none() && is_growth_only(&frame, around) {
                amounts.iter().skip(amounts.len().saturating_sub(count)).cloned().collect()
            } else {
                Vec::new()
            };
            // Fewer amounts than rates: those that something else before them has are left out.
            let unknown = if grown.is_empty() { 0 } else { count - grown.len() };
            for offset in 0..count {
                if offset < unknown {
                    continue;
                }
                let Some(&quantity) = quantities.get(next + offset) else { break };
                let around = match offset.checked_sub(1).and_then(|before| quantities.get(next + before)) {
                    None => around,
                    Some(before) => {
                        // 增长6%和下降2%: each has its own direction.
                        let gap = &self.source.text.text[before.span.end..quantity.span.start];
                        let own = series::change_of(gap);
                        Around { right: "", left: if own.is_empty() { around.left } else { own }, ..around }
                    }
                };
                let member = members.as_ref().map(|members| (members, offset));
                // What a sentence begins with may continue the figure before it.
                let grown = grown.get(offset - unknown);
                let continued = grown.or(previous.as_ref()).or(before.as_ref().filter(|before| {
                    !around.left.is_empty()
                        && next + offset == 0
                        && Some(before.unit) == unit(quantity.measure)
                }));
                end = quantity.span.end;
                if let Some(read) = self.figure(at, &frame, quantity, around, continued, member, out) {
                    end = end.max(read.end);
                    if read.unit != Unit::Percent {
                        amounts.push(read.clone());
                    }
                    previous = Some(read);
                }
            }
            next += count;
        }
        if let Some(last) = frame.times.iter().rev().find(|time| carries(time, &self.source.text.text)) {
            self.carried = Some(last.period);
            self.year = last
                .period
                .filter(|period| period.to.is_none_or(|to| to.year() == period.from.year()))
                .map(|period| period.from.year())
                .or(self.year);
        }
        self.unread = at + 1;
        self.last = previous;
    }

    fn series_length(&self, frame: &Line<'_>, index: usize) -> usize {
        let text = &self.source.text.text;
        let rest = &frame.quantities[index..];
        let gaps = rest.windows(2).map(|pair| match pair {
            [a, b] if a.measure == b.measure => text.get(a.span.end..b.span.start).unwrap_or("?"),
            _ => "?",
        });
        series::length(gaps)
    }

    fn members(
        &self,
        frame: &Line<'_>,
        around: Around<'_>,
        quantity: &Quantity,
        count: usize,
    ) -> Option<Members> {
        let text = &self.source.text.text;
        let words = &text[around.clause..quantity.span.start];
        let (head, _) = words.rsplit_once("分别")?;
        let head_span = NormalizedSpan::new(around.clause, around.clause + head.len());
        if let Some(subjects) = series::subjects(&frame.candidates, head_span, count)
            .or_else(|| self.listed_before(frame, around.clause, count))
            .or_else(|| {
                self.subjects.counted_places(&text[around.from..quantity.span.start], count, around.from)
            })
        {
            return Some(Members::Subjects(subjects));
        }
        series::words(cut(head), count).map(Members::Words)
    }

    /// The members of an enumeration that ends where a clause begins: 甲、乙、丙,|产值分别为…….
    fn listed_before(&self, frame: &Line<'_>, clause: usize, count: usize) -> Option<Vec<EntityRef>> {
        let end = self.source.text.text[..clause].strip_suffix(',')?.len();
        let ends = frame.candidates.iter().any(|candidate| candidate.span.end == end && candidate.listed);
        let words = NormalizedSpan::new(frame.sentence.span.start, end);
        if ends { series::subjects(&frame.candidates, words, count) } else { None }
    }

    /// Reads one figure and returns what later ones take from it.
    #[allow(clippy::too_many_arguments)] // all of them change from figure to figure
    fn figure(
        &self,
        at: usize,
        frame: &Line<'_>,
        quantity: &Quantity,
        around: Around<'_>,
        previous: Option<&Previous>,
        member: Option<(&Members, usize)>,
        out: &mut Vec<Figure>,
    ) -> Option<Previous> {
        let text = &self.source.text.text;
        // 第1项 stands for an item of a list that is not resolved: better no figure than one of another thing.
        let resolved = frame.candidates.iter().any(|candidate| candidate.span.of(text).starts_with('第'));
        if !resolved && is_ordinal(&text[around.part..quantity.span.start]) {
            return None;
        }
        // 100公里/小时 is a speed.
        if quantity.measure.is_length()
            && (around.right.starts_with(['/', '每']) || WORDS.speed.are_in(around.left))
        {
            return None;
        }
        // 距甲城5公里,全长46公里: what is called a length is one.
        let long = WORDS.length.end(around.left.trim_end_matches(['约', '达', '为', '近']));
        if quantity.measure.is_length() && !long && is_distance(&text[around.part..quantity.span.start]) {
            return None;
        }
        // 总投资326 4亿元: a number that is torn apart tells neither amount.
        if text[..quantity.span.start].trim_end().ends_with(|c: char| c.is_ascii_digit()) {
            return None;
        }
        // 参加了5个项目的签约 counts visits.
        if matches!(quantity.measure, Measure::Count(_))
            && WORDS.visited.end(around.left.trim_end_matches('了'))
        {
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
        // What 前者 stands for is not known here.
        if named.indicator.starts_with("前者") || named.indicator.starts_with("后者") {
            return None;
        }
        // 投资占总投资 is no total.
        let whole = if named.rule == "share" { named.indicator.split('占').next() } else { None };
        let nature = self.source.rules.nature(whole.unwrap_or(&named.indicator));
        let mut of = nature.map_or(Of::Any, |nature| nature.of);
        if of == Of::Nothing {
            return None;
        }
        if matches!(named.unit, Unit::Enterprise | Unit::Project | Unit::Household) {
            of = Of::Area;
        }
        // 甲公司占地510亩,固定资产投资8亿元: of the firm that the sentence is about.
        if of == Of::Area && named.indicator == "固定资产投资" && !named.change && is_of_firm(frame) {
            of = Of::Any;
        }
        let design_word = nature.is_some_and(|nature| nature.design && nature.of != Of::Works);
        let (subjects, basis) = match member {
            Some((Members::Subjects(subjects), offset)) => {
                (vec![subjects.get(offset)?.clone()], Basis::Sentence)
            }
            _ => self.subject(at, frame, quantity, around, &named, of, design_word, previous)?,
        };
        let kind = subjects.first()?.kind;
        if named.unit == Unit::Project {
            self.projects.set(Some(quantity.span.end));
        }
        if basis == Basis::Sentence && subjects.len() == 1 {
            // Of 推动甲、乙等20个园区提速 the place only says where.
            let opens = |place: &EntityRef| {
                frame.candidates.iter().any(|candidate| candidate.opens && candidate.entity == *place)
            };
            let place = subjects.first().filter(|place| place.kind == EntityType::Place && opens(place));
            self.placed.replace(place.cloned());
        }
        // What is said before the subject is no part of the indicator: 由乙公司承建的车站建筑面积.
        if let Some(subject) = frame.candidates.iter().rev().find(|candidate| {
            candidate.span.start > around.from
                && candidate.span.end <= quantity.span.start
                && subjects.len() == 1
                && subjects[0] == candidate.entity
        }) {
            let words = &text[subject.span.end..quantity.span.start];
            let rest = cut(words);
            if named.rule == "figure" && !rest.is_empty() && named.indicator.ends_with(rest) {
                named.indicator = rest.to_owned();
            }
        }
        let design = nature.filter(|nature| is_design(*nature, kind)).is_some()
            || is_yearly(&named.indicator)
                && !named.change
                && named.unit != Unit::CNY
                && kind != EntityType::Place;
        let modality = self.modality(frame, quantity, around, &named, previous, subjects.first()?, design);
        let period = if design {
            self.explicit(frame, around.clause, quantity.span.start).flatten()
        } else {
            let plans = kind == EntityType::Company && modality != Modality::Actual;
            self.period(frame, quantity, around, previous, &named, plans)
        };
        let period = if design && matches!(kind, EntityType::Project | EntityType::Infrastructure) {
            // 2025年计划投资3亿元 is the plan of that year.
            period.filter(|_| self.is_yearly_plan(frame, quantity, around))
        } else {
            period
        };
        let (period, modality) =
            if named.base.is_some() { (named.base, Modality::Actual) } else { (period, modality) };
        // What has been reached was not reached in a year to come: that is when something else will happen.
        let now = self.frames.anchor.year;
        let period = period
            .filter(|period| modality != Modality::Actual || now.is_none_or(|now| period.from.year() <= now));
        let start = match previous {
            Some(previous) if named.inherited => previous.evidence,
            _ => around.clause.max(frame.sentence.span.start).min(around.from.max(around.clause)),
        };
        let evidence =
            NormalizedSpan::new(trimmed(text, start, quantity.span.start), quantity.span.end + named.behind);
        let change = named.change.then_some(Change::Growth);
        let sign = |value: rust_decimal::Decimal| if named.negative { -value } else { value };
        let confidence = match basis {
            Basis::Sentence => 0.9,
            Basis::Passage => 0.8,
            Basis::Scope => 0.75,
        } - if named.inherited { 0.05 } else { 0.0 };
        if self.is_left_out(frame, quantity, around, &named, nature, subjects.first()?, basis) {
            return None;
        }
        let confidence = if around.unknown { UNKNOWN } else { confidence };
        let told = match quantity.measure {
            Measure::Ungraded => false,
            // 桥长640米, but not 海拔640米 or 布640米.
            Measure::Metre => WORDS.length.end(&named.indicator),
            _ => true,
        };
        for subject in subjects.iter().filter(|_| told) {
            for value in std::iter::once(quantity.value).chain(quantity.upper) {
                let value = if named.change { as_percent(value, quantity.measure) } else { value };
                out.push(Figure {
                    subject: subject.clone(),
                    indicator: named.indicator.clone(),
                    value: sign(value),
                    unit: named.unit,
                    period,
                    modality,
                    change,
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
            counted: named.counted,
            unit: named.unit,
            subjects,
            basis,
            modality,
            period,
        })
    }
}

/// Whether a quantity says which things were counted before it: 8家企业产值过50亿元.
fn is_class(quantity: &Quantity, left: &str, previous: Option<&Previous>) -> bool {
    quantity.measure.is_money()
        && quantity.bound == Bound::AtLeast
        && left.ends_with(['过', '超'])
        && previous.is_some_and(|previous| {
            // Behind a comma it is a figure of its own.
            let near = quantity.span.start.saturating_sub(previous.end) <= left.len();
            near && previous.counted.is_some() && left.contains(['值', '入'])
        })
        && !left.contains([',', '、'])
}

/// Whether a sentence begins with a firm.
fn is_of_firm(frame: &Line<'_>) -> bool {
    let first = frame.candidates.iter().find(|candidate| candidate.opens);
    first.is_some_and(|first| {
        first.entity.kind == EntityType::Company && first.span.start == frame.sentence.span.start
    })
}

/// The confidence of a figure whose clause begins with words that name something unknown.
const UNKNOWN: f64 = 0.5;

/// Whether a figure is one of the design of `kind`: 投资 is so for a project, a stream of money for a place.
fn is_design(nature: Nature, kind: EntityType) -> bool {
    let works = matches!(kind, EntityType::Project | EntityType::Infrastructure);
    nature.design && (works || kind != EntityType::Place && nature.of != Of::Works)
}

/// Whether a length behind `words` is that from one thing to another.
fn is_distance(words: &str) -> bool {
    WORDS.distance.are_in(words)
}

/// Whether the words before a figure name a change and nothing that changes.
fn is_growth_only(frame: &Line<'_>, around: Around<'_>) -> bool {
    growth(around.left)
        .is_some_and(|growth| cut(without_base(frame, around, &around.left[..growth.start]).0).is_empty())
}

/// Whether `words` speak of an item of a list by its number.
fn is_ordinal(words: &str) -> bool {
    words.match_indices('第').any(|(at, found)| {
        let rest = words[at + found.len()..]
            .trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '、' | '和'));
        rest.len() < words.len() - at - found.len() && rest.starts_with(['项', '个'])
    })
}

/// `start` moved behind marks and white space.
fn trimmed(text: &str, start: usize, end: usize) -> usize {
    let words = &text[start..end];
    start + words.len()
        - words
            .trim_start_matches(|c: char| c.is_whitespace() || matches!(c, ',' | ';' | '、' | ':' | ')'))
            .len()
}
