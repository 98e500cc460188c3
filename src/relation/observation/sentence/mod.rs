//! Reads the figures of one sentence, from left to right.

mod figure;
mod line;
mod no_figure;

use std::cell::{Cell, OnceCell, RefCell};
use std::rc::Rc;

use super::around::Around;
use super::clock;
use super::clock::carries;
use super::frame::Frames;
use super::indicator::{cut, growth};
use super::measure::unit;
use super::named::{grown_before, without_base};
use super::series::{self, Members};
use super::stranger;
use super::subject::{Candidate, Subjects};
use super::{Figure, Source};
use crate::entity::EntityType;
use crate::extraction::{EntityRef, Modality, Unit};
use crate::linking::begun_before;
use crate::relation::section::intents;
use crate::text::word_list::word_lists;
use crate::text::{Bound, Measure, NormalizedSpan, Period, Quantity, Sentence};
pub(super) use line::{Line, Previous, Spot};

word_lists! {
    static WORDS: SentenceWords = "sentence.csv";
    /// Verbs of looking at things: what they count is no stock.
    visited,
    /// What is said of the chief ones of some firms before the noun for all of them.
    led_by,
    /// Words of a distance.
    distance,
    /// Words of a speed.
    speed,
    /// Where something lies from a place, before how far that is.
    direction,
    /// What lengths are called.
    length,
    /// What is built or laid by the metre.
    laid,
    /// What stands before an amount that each of several things reaches or exceeds.
    exceeds,
    /// What may follow an amount by which works and firms are sorted.
    at_least,
    /// What is sorted by amounts.
    sized,
    /// What may stand between that and its number.
    number_of,
    /// What a sentence begins with that breaks the counts of the one before it down.
    breaks_down,
    /// Stages that projects are counted by.
    staged,
    /// What a sentence begins with that tells the growth of each part of the place.
    by_region,
    /// What the figure is mostly that a report on the economy begins with.
    headline,
    /// What stands before an amount that things lie above or below.
    above,
    /// The things that are told apart by it.
    sorted,
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
    /// By sentence: whether it tells what is to be done.
    pub(super) intended: Vec<bool>,
    /// Where the part of the sentence begins whose figures are of something that no mention is, and how far it was read.
    pub(super) foreign: Cell<Option<(usize, usize)>>,
    /// The place that the last figure of the passage was said to be of.
    pub(super) placed: RefCell<Option<EntityRef>>,
    /// Where a count of projects in the sentence ends: what they cost may follow.
    pub(super) projects: Cell<Option<usize>>,
    /// The last figure of the passage, for 已完成3亿元 without an indicator of its own.
    pub(super) last: Option<Rc<Previous>>,
    /// The last figure of the sentence before: 其中 goes on with what it is of.
    pub(super) earlier: Option<Rc<Previous>>,
    /// The last count of the passage, which a sentence with 其中 breaks down: 其中:甲区签约3个.
    pub(super) count: Option<Rc<Previous>>,
    /// The first count of the passage, which the next ones break down: 按县区分,甲区3个.
    pub(super) whole: Option<Rc<Previous>>,
    /// The growth that the document begins with, which others break down: 分地区看,甲县增长8%.
    headline: Option<Previous>,
}

/// The time that carries over; a reset carries over too.
type Carried = Option<Period>;

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
            intended: intents(source.text, source.sentences, false),
            last: None,
            earlier: None,
            count: None,
            whole: None,
            headline: None,
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
        let mut previous: Option<Rc<Previous>> = None;
        // The amounts and numbers of the sentence, for 分别增长5%和8% behind them.
        let mut amounts: Vec<Rc<Previous>> = Vec::new();
        // The figure before a bracket, which goes on behind it: 投资75亿元(占32%),增长8%.
        let mut outside: Option<Option<Rc<Previous>>> = None;
        let before = self.last.take();
        // 项目共30个。总投资500亿元: what they cost may be a sentence of its own.
        let counted = |before: &Previous| before.counted.is_some_and(|(unit, _)| unit == Unit::Project);
        if !before.as_deref().is_some_and(counted) {
            self.projects.set(None);
        }
        self.earlier = before.clone();
        let words = sentence.span.of(&self.source.text.text);
        if clock::breaks_down(words) {
            self.count = self.whole.clone();
        } else if !WORDS.breaks_down.begin(words) {
            self.count = None;
        }
        if WORDS.by_region.begin(words) {
            let start = sentence.span.start;
            let headline = self.headline.clone();
            previous = headline.map(|growth| Rc::new(Previous { evidence: start, end: start, ..growth }));
        }
        // 重点项目60个。|截至9月底,开工52个: of those that the sentence before counted.
        if quantities.first().is_some_and(|first| self.is_of_counted(sentence, first)) {
            let start = sentence.span.start;
            let whole = self.whole.as_deref().cloned();
            let modality = Modality::Actual;
            previous =
                whole.map(|count| Rc::new(Previous { evidence: start, end: start, modality, ..count }));
        }
        let mut end = sentence.span.start;
        let mut next = 0;
        while let Some(&quantity) = quantities.get(next) {
            let around = self.around(&frame, next, end);
            if self.is_threshold(quantity, around.right)
                || is_class(quantity, around.left, previous.as_deref())
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
            let grown: Vec<Rc<Previous>> = if count > 1 && members.is_none() && is_growth_only(&frame, around)
            {
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
                let grown = grown.get(offset - unknown).map(Rc::as_ref);
                let continued = grown.or(previous.as_deref()).or(before.as_deref().filter(|before| {
                    !around.left.is_empty()
                        && next + offset == 0
                        && Some(before.unit) == unit(quantity.measure)
                }));
                end = quantity.span.end;
                let spot = Spot { at, frame: &frame, quantity, around, previous: continued, member };
                if let Some(read) = self.figure(spot, out).map(Rc::new) {
                    end = end.max(read.end);
                    if self.headline.is_none() && read.is_headline() {
                        self.headline = Some((*read).clone());
                    }
                    if read.counted.is_some() {
                        self.count = Some(read.clone());
                        self.whole.get_or_insert_with(|| read.clone());
                    }
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

    /// Whether the first number of a sentence counts projects by their stage alone, where a sentence of the passage has counted
    /// projects.
    fn is_of_counted(&self, sentence: Sentence, first: &Quantity) -> bool {
        let text = &self.source.text.text;
        let before = &text[sentence.span.start..first.span.start];
        let clause = before.rsplit([',', ';']).next().unwrap_or(before);
        let counted = self.whole.as_deref().and_then(|whole| whole.counted);
        counted.is_some_and(|(unit, _)| unit == Unit::Project)
            && first.span.of(text).ends_with('个')
            && text[first.span.end..].starts_with([',', '、', ';', '。'])
            && WORDS.staged.has(clause)
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
        if let Some(periods) = series::periods(&frame.times, text, head_span.end, count) {
            return Some(Members::Periods(periods));
        }
        if let Some(subjects) = series::subjects(&frame.candidates, head_span, count)
            .or_else(|| self.listed_before(frame, around.clause, count))
            .or_else(|| self.pair(frame, head_span).filter(|_| count == 2))
            .or_else(|| {
                self.subjects.counted_places(&text[around.from..quantity.span.start], count, around.from)
            })
        {
            return Some(Members::Subjects(subjects));
        }
        // 甲项目、乙项目分别完成投资3亿元、2亿元: of works that no mentions are.
        let tells = !cut(&words[head.len() + "分别".len()..]).is_empty();
        // 甲产业、乙产业保持增长,|增速分别为
        if let Some(grown) = grown_before(text, frame, around) {
            let parts: Vec<String> = grown.split(['、', '和']).map(str::to_owned).collect();
            return (parts.len() == count).then_some(Members::Words(parts));
        }
        let named = |words: &[String]| tells && words.iter().all(|words| stranger::ends_as_work(words));
        // 临县|有色冶金、装备制造|分别增长: the place is no part of what is listed in it.
        let first = frame.candidates.iter().find(|candidate| candidate.span.start == around.clause);
        let listed = match first {
            Some(first) if !first.listed && first.span.end < head_span.end => {
                &text[first.span.end..head_span.end]
            }
            _ => head,
        };
        let words = series::words(cut(listed), count, self.trade_before(head_span.end).is_some())?;
        Some(if named(&words) { Members::Unknown } else { Members::Words(words) })
    }

    /// The two things before 分别 that 与 joins, where words of time may follow them: 甲县与乙县|2023年产值.
    fn pair(&self, frame: &Line<'_>, words: NormalizedSpan) -> Option<Vec<EntityRef>> {
        let text = &self.source.text.text;
        let joined = |candidate: &&Candidate| {
            words.contains(candidate.span) && text[candidate.span.end..words.end].starts_with('与')
        };
        let first = frame.candidates.iter().rev().find(joined)?;
        let (second, end) = self.subjects.named_with_end(first.span.end + '与'.len_utf8())?;
        let same = second.kind == first.entity.kind && end <= words.end;
        same.then(|| vec![first.entity.clone(), second])
    }

    /// The name of a sector or of goods that ends at `end`.
    pub(super) fn trade_before(&self, end: usize) -> Option<NormalizedSpan> {
        const NEAR: usize = 8;
        let begun = begun_before(self.source.mentions, end);
        // What ends here may stand before some names inside it.
        let near = self.source.mentions[..begun].iter().rev().take(NEAR);
        let is_trade = |kind| matches!(kind, EntityType::Industry | EntityType::Product);
        near.map(|other| &other.mention)
            .find(|other| is_trade(other.kind) && !other.nested && other.span.end == end)
            .map(|other| other.span)
    }

    /// The members of an enumeration that ends where a clause begins: 甲、乙、丙,|产值分别为…….
    fn listed_before(&self, frame: &Line<'_>, clause: usize, count: usize) -> Option<Vec<EntityRef>> {
        let end = self.source.text.text[..clause].strip_suffix(',')?.len();
        let ends = frame.candidates.iter().any(|candidate| candidate.span.end == end && candidate.listed);
        let words = NormalizedSpan::new(frame.sentence.span.start, end);
        if ends { series::subjects(&frame.candidates, words, count) } else { None }
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

/// Whether the words before a figure name a change and nothing that changes.
fn is_growth_only(frame: &Line<'_>, around: Around<'_>) -> bool {
    growth(around.left)
        .is_some_and(|growth| cut(without_base(frame, around, &around.left[..growth.start]).0).is_empty())
}
