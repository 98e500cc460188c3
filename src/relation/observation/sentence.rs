//! Reads the figures of one sentence, from left to right.

use super::frame::Frames;
use super::indicator::{cut, growth, noun_phrase};
use super::measure::{as_percent, unit};
use super::name::is_built;
use super::rules::{Counted, Nature, Of};
use super::series::{self, Members};
use super::subject::{Basis, Candidate, Subjects};
use super::{Figure, Source};
use crate::entity::EntityType;
use crate::extraction::{Change, EntityRef, Modality, Unit};
use crate::text::{
    Anchor, Bound, Classifier, Form, Measure, NormalizedSpan, Period, PeriodFound, PeriodUse, Quantity, Sentence, periods,
};

/// Reads sentences in order, and keeps what carries over from one to the next.
pub(super) struct Reader<'a> {
    source: Source<'a>,
    frames: &'a Frames,
    subjects: &'a Subjects<'a>,
    /// The first sentence whose expressions of time have not been read.
    unread: usize,
    /// The passage being read and the time that its sentences spoke of last.
    passage: usize,
    carried: Option<Carried>,
    /// The year that the last figure with a time of its own was of.
    year: Option<i16>,
    /// The last figure of the passage, for 已完成3亿元 without an indicator of its own.
    last: Option<Previous>,
}

/// The time that carries over; a reset carries over too.
type Carried = Option<Period>;

/// A figure that was read and what later ones of its sentence take from it.
#[derive(Clone)]
struct Previous {
    indicator: String,
    /// The indicator without what a share or a part added to it.
    root: String,
    /// Where the words end that belong to it.
    end: usize,
    evidence: usize,
    counted: Option<(Unit, Classifier)>,
    unit: Unit,
    subjects: Vec<EntityRef>,
    basis: Basis,
    modality: Modality,
    period: Option<Period>,
}

/// A sentence with what is known about it before its figures are read.
struct Frame<'q> {
    sentence: Sentence,
    candidates: Vec<Candidate>,
    times: Vec<PeriodFound>,
    quantities: &'q [&'q Quantity],
}

/// The words around a quantity.
#[derive(Clone, Copy)]
struct Around<'t> {
    /// Where the clause begins, and the part of the sentence between `;`.
    clause: usize,
    part: usize,
    /// Where the words that name the figure begin, behind subject and time.
    from: usize,
    /// The words between there, or the figure before, and the quantity.
    left: &'t str,
    /// The words behind the quantity up to the next mark or quantity.
    right: &'t str,
    /// The clause begins with a subject that is no mention.
    unknown: bool,
}

/// What a quantity is a figure of, in words.
struct Named {
    indicator: String,
    /// What a part or a share was added to.
    root: Option<String>,
    unit: Unit,
    counted: Option<(Unit, Classifier)>,
    /// Taken from the figure before.
    inherited: bool,
    change: bool,
    negative: bool,
    /// How many bytes behind the quantity belong to it.
    behind: usize,
    rule: &'static str,
}

impl<'a> Reader<'a> {
    pub(super) fn new(source: Source<'a>, frames: &'a Frames, subjects: &'a Subjects<'a>) -> Self {
        Self { source, frames, subjects, unread: 0, passage: usize::MAX, carried: None, year: None, last: None }
    }

    /// Reads the quantities of sentence number `at`.
    pub(super) fn read(&mut self, at: usize, quantities: &[&Quantity], out: &mut Vec<Figure>) {
        let Some(sentence) = self.source.sentences.get(at).copied() else { return };
        self.catch_up(at, sentence.passage);
        let frame = Frame {
            candidates: self.subjects.candidates(&sentence),
            times: self.times(&sentence),
            sentence,
            quantities,
        };
        let mut previous: Option<Previous> = None;
        let before = self.last.take();
        let mut end = sentence.span.start;
        let mut next = 0;
        while let Some(&quantity) = quantities.get(next) {
            let around = self.around(&frame, next, end);
            if self.is_threshold(quantity, around.right) || is_class(quantity, around.left, previous.as_ref()) {
                next += 1;
                continue;
            }
            let count = if around.left.contains("分别") { self.series_length(&frame, next) } else { 1 };
            let members = if count > 1 { self.members(&frame, around, quantity, count) } else { None };
            for offset in 0..count {
                let Some(&quantity) = quantities.get(next + offset) else { break };
                let around = if offset == 0 { around } else { Around { right: "", ..around } };
                let member = members.as_ref().map(|members| (members, offset));
                // What a sentence begins with may continue the figure before it.
                let continued = previous.as_ref().or(before.as_ref().filter(|before| {
                    !around.left.is_empty() && next + offset == 0 && Some(before.unit) == unit(quantity.measure)
                }));
                end = quantity.span.end;
                if let Some(read) = self.figure(at, &frame, quantity, around, continued, member, out) {
                    end = end.max(read.end);
                    previous = Some(read);
                }
            }
            next += count;
        }
        if let Some(last) = frame.times.iter().rev().find(|time| matches!(time.used, PeriodUse::Time | PeriodUse::Reset)) {
            self.carried = Some(last.period);
            self.year = last.period.filter(|period| period.to.is_none()).map(|period| period.from.year()).or(self.year);
        }
        self.unread = at + 1;
        self.last = previous;
    }

    /// Reads the time from the sentences without figures before sentence `at`.
    fn catch_up(&mut self, at: usize, passage: usize) {
        if self.passage != passage {
            self.passage = passage;
            self.carried = None;
            self.last = None;
        }
        let first = self.source.sentences[..at].iter().rposition(|sentence| sentence.passage != passage).map_or(0, |at| at + 1);
        for sentence in &self.source.sentences[first.max(self.unread)..at] {
            let times = self.times(sentence);
            if let Some(last) = times.iter().rev().find(|time| matches!(time.used, PeriodUse::Time | PeriodUse::Reset)) {
                self.carried = Some(last.period);
            }
        }
    }

    fn times(&self, sentence: &Sentence) -> Vec<PeriodFound> {
        // A bare 上半年 belongs to the year that the passage, the ones before it, or its heading speaks of.
        let framed = self.frames.of(sentence.passage).period.map(|period| period.from.year());
        let carried = self.carried.flatten().map(|period| period.to.unwrap_or(period.from).year());
        // Plans for years to come set no topic.
        let past = |year: &i16| self.frames.anchor.year.is_none_or(|now| *year <= now);
        let topic = carried.filter(past).or(self.year.filter(past)).or(framed);
        let anchor = Anchor { topic, ..self.frames.anchor };
        let mut found = periods(sentence.span.of(&self.source.text.text), anchor);
        for time in &mut found {
            time.span = NormalizedSpan::new(time.span.start + sentence.span.start, time.span.end + sentence.span.start);
        }
        found
    }

    fn around(&self, frame: &Frame<'_>, index: usize, end: usize) -> Around<'a> {
        let text: &'a str = &self.source.text.text;
        let quantity = frame.quantities[index];
        let sentence = frame.sentence.span;
        let before = &text[sentence.start..quantity.span.start];
        let clause = sentence.start + clause_start(before);
        // The number of a paragraph: (3), 2.
        let clause = if clause == sentence.start { clause + paragraph_number(&text[clause..quantity.span.start]) } else { clause };
        let part = sentence.start + before.rfind(';').map_or(0, |at| at + 1);
        let limit = frame.quantities.get(index + 1).map_or(sentence.end, |next| next.span.start);
        let behind = &text[quantity.span.end..limit];
        let ends = |(at, c): &(usize, char)| match c {
            // 3个规模化、标准化的养殖场 is one noun phrase.
            '、' => !behind[..*at].ends_with('化'),
            c => matches!(c, ',' | ';' | ':' | '(' | ')' | '。' | '!' | '?'),
        };
        let stop = behind.char_indices().find(ends).map_or(behind.len(), |(at, _)| at);
        let mut from = clause.max(end.min(quantity.span.start));
        // The subject and the time that open the words are no part of the indicator.
        let mut opening: Vec<NormalizedSpan> = frame
            .candidates
            .iter()
            .map(|candidate| candidate.span)
            .chain(frame.times.iter().map(|time| time.span))
            .filter(|span| span.start >= from && span.end <= quantity.span.start)
            .collect();
        opening.sort_by_key(|span| span.start);
        for span in opening {
            let words = &text[from.min(span.start)..span.start];
            if span.start >= from && (cut(words).is_empty() || LEADS.contains(&words)) {
                from = span.end;
            }
        }
        let mut unknown = false;
        let mut to = quantity.span.start;
        for time in frame.times.iter().map(|time| time.span) {
            if time.start <= from || time.end > quantity.span.start {
                continue;
            }
            let words = &text[from..time.start];
            if cut(&text[time.end..quantity.span.start]).is_empty() {
                // 产值在2024年达到: the time is no part of the words either.
                to = time.start;
            } else if !words.contains([',', '、']) {
                // What stands before the time is a subject that is no name known here.
                unknown = !BODIES.iter().any(|word| words.contains(word));
                from = time.end;
            }
        }
        // A figure that is no quantity (82.6万人次、) ends before the next.
        let words = &text[from..to];
        if let Some(at) = words.rfind('、').filter(|at| words[..*at].contains(|c: char| c.is_ascii_digit())) {
            from += at + '、'.len_utf8();
        }
        Around { clause, part, from, left: &text[from..to], right: &behind[..stop], unknown }
    }

    /// Whether a quantity only says which things are meant: 3000万元以上项目.
    fn is_threshold(&self, quantity: &Quantity, right: &str) -> bool {
        let text = quantity.span.of(&self.source.text.text);
        let limited = matches!(quantity.bound, Bound::AtLeast | Bound::AtMost) && text.ends_with(['上', '下']);
        limited
            && quantity.measure != Measure::Percent
            && right.chars().next().is_some_and(|c| !matches!(c, '和' | '与' | '及' | '大'))
    }

    fn series_length(&self, frame: &Frame<'_>, index: usize) -> usize {
        let text = &self.source.text.text;
        let rest = &frame.quantities[index..];
        let gaps = rest.windows(2).map(|pair| match pair {
            [a, b] if a.measure == b.measure => text.get(a.span.end..b.span.start).unwrap_or("?"),
            _ => "?",
        });
        series::length(gaps)
    }

    fn members(&self, frame: &Frame<'_>, around: Around<'_>, quantity: &Quantity, count: usize) -> Option<Members> {
        let text = &self.source.text.text;
        let words = &text[around.clause..quantity.span.start];
        let (head, _) = words.rsplit_once("分别")?;
        let head_span = NormalizedSpan::new(around.clause, around.clause + head.len());
        if let Some(subjects) = series::subjects(&frame.candidates, head_span, count) {
            return Some(Members::Subjects(subjects));
        }
        series::words(cut(head), count).map(Members::Words)
    }

    /// Reads one figure and returns what later ones take from it.
    #[allow(clippy::too_many_arguments)] // all of them change from figure to figure
    fn figure(
        &self,
        at: usize,
        frame: &Frame<'_>,
        quantity: &Quantity,
        around: Around<'_>,
        previous: Option<&Previous>,
        member: Option<(&Members, usize)>,
        out: &mut Vec<Figure>,
    ) -> Option<Previous> {
        let text = &self.source.text.text;
        // 第1项 stands for an item of a list that is not resolved: better no figure than one of another thing.
        if is_ordinal(&text[around.part..quantity.span.start]) {
            return None;
        }
        let mut named = self.named(frame, quantity, around, previous)?;
        if let Some((Members::Words(words), offset)) = member {
            named.indicator.clone_from(words.get(offset)?);
            named.rule = "distribution";
        }
        if let Some(rest) = ["两地", "三地", "四地", "两县", "三县"].iter().find_map(|word| named.indicator.strip_prefix(word)) {
            named.indicator = rest.to_owned();
        }
        let nature = self.source.rules.nature(&named.indicator);
        let mut of = nature.map_or(Of::Any, |nature| nature.of);
        if of == Of::Nothing {
            return None;
        }
        if matches!(named.unit, Unit::Enterprise | Unit::Project | Unit::Household) {
            of = Of::Area;
        }
        let (subjects, basis) = match member {
            Some((Members::Subjects(subjects), offset)) => (vec![subjects.get(offset)?.clone()], Basis::Sentence),
            _ => self.subject(at, frame, quantity, around, &named, of, previous)?,
        };
        let kind = subjects.first()?.kind;
        // What is said before the subject is no part of the indicator: 由乙公司承建的车站建筑面积.
        if let Some(subject) = frame.candidates.iter().rev().find(|candidate| {
            candidate.span.start > around.from && candidate.span.end <= quantity.span.start && subjects.len() == 1 && subjects[0] == candidate.entity
        }) {
            let words = &text[subject.span.end..quantity.span.start];
            let rest = cut(words);
            if named.rule == "figure" && !rest.is_empty() && named.indicator.ends_with(rest) {
                named.indicator = rest.to_owned();
            }
        }
        let design_word = nature.is_some_and(|nature| nature.design);
        let design = nature.filter(|nature| is_design(*nature, kind)).is_some();
        let modality = self.modality(frame, quantity, around, &named, previous, kind, design);
        let period = if design { self.explicit(frame, around.clause, quantity.span.start).flatten() } else { self.period(frame, quantity, around, previous, &named) };
        let period = if design && matches!(kind, EntityType::Project | EntityType::Infrastructure) { None } else { period };
        let start = match previous {
            Some(previous) if named.inherited => previous.evidence,
            _ => around.clause.max(frame.sentence.span.start).min(around.from.max(around.clause)),
        };
        let evidence = NormalizedSpan::new(trimmed(text, start, quantity.span.start), quantity.span.end + named.behind);
        let change = named.change.then_some(Change::Growth);
        let sign = |value: rust_decimal::Decimal| if named.negative { -value } else { value };
        let confidence = match basis {
            Basis::Sentence => 0.9,
            Basis::Passage => 0.8,
            Basis::Scope => 0.75,
        } - if named.inherited { 0.05 } else { 0.0 };
        // 总投资 or 年产 of a place that only the context names is rather that of a thing with an unknown name.
        let lone = design_word && kind == EntityType::Place && basis != Basis::Sentence && previous.is_none_or(|previous| previous.counted.is_none());
        let bracket = text[..around.clause].ends_with('(') && !frame.candidates.iter().any(|candidate| candidate.span.end + 1 == around.clause);
        if lone && bracket {
            return None;
        }
        let confidence = if around.unknown || lone { UNKNOWN } else { confidence };
        for subject in &subjects {
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
        Some(Previous {
            root: named.root.unwrap_or_else(|| named.indicator.clone()),
            indicator: named.indicator,
            end: evidence.end,
            evidence: evidence.start,
            counted: named.counted,
            unit: named.unit,
            subjects,
            basis,
            modality,
            period,
        })
    }

    /// What a quantity is a figure of; `None` when nothing names it, or when it is of a kind that is not counted.
    fn named(&self, frame: &Frame<'_>, quantity: &Quantity, around: Around<'_>, previous: Option<&Previous>) -> Option<Named> {
        if let Measure::Count(classifier) = quantity.measure {
            return self.counted(frame, quantity, classifier, around, previous);
        }
        let unit = unit(quantity.measure)?;
        if is_each(around.left) {
            return None;
        }
        let rate = matches!(quantity.measure, Measure::Percent | Measure::Point | Measure::Times);
        let change = if quantity.form == Form::Doubling {
            Some((false, around.left.len()))
        } else {
            growth(around.left).filter(|_| rate).map(|found| (found.negative, found.start))
        };
        let words = change.map_or(around.left, |(_, start)| &around.left[..start]);
        let own = cut(&without_brackets(words)).to_owned();
        let mut named = Named {
            indicator: own.clone(),
            root: None,
            unit: if change.is_some() { Unit::Percent } else { unit },
            counted: None,
            inherited: false,
            change: change.is_some(),
            negative: change.is_some_and(|(negative, _)| negative),
            behind: 0,
            rule: if change.is_some() { "growth" } else { "figure" },
        };
        if own.ends_with('占') {
            named.indicator.push('比');
        }
        let noun = noun_phrase(around.right);
        if own.starts_with('占') {
            named.rule = "share";
            if let Some(previous) = previous {
                named.indicator = format!("{}{own}", previous.root);
                named.root = Some(previous.root.clone());
                named.inherited = true;
            }
        } else if own.is_empty() || change.is_some() && COMPARISONS.iter().any(|word| own.ends_with(word)) {
            match previous {
                _ if change.is_none() && !noun.is_empty() => {
                    named.indicator = noun.to_owned();
                    named.behind = around.right.find(noun).map_or(0, |at| at + noun.len());
                }
                Some(previous) if change.is_some() || previous.unit == unit || around.left.ends_with(['达', '至', '到']) => {
                    named.indicator.clone_from(&previous.indicator);
                    named.root = Some(previous.root.clone());
                    named.inherited = true;
                }
                _ => return None,
            }
        } else if MAKES.iter().any(|word| own.ends_with(word)) && !noun.is_empty() {
            named.indicator = format!("{own}{noun}");
            named.behind = around.right.find(noun).map_or(0, |at| at + noun.len());
        }
        (!named.indicator.is_empty()).then_some(named)
    }

    /// A number of firms, projects, goods …
    fn counted(
        &self,
        frame: &Frame<'_>,
        quantity: &Quantity,
        classifier: Classifier,
        around: Around<'_>,
        previous: Option<&Previous>,
    ) -> Option<Named> {
        let rules = self.source.rules;
        let own = cut(&without_brackets(around.left)).to_owned();
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
                rule: "count",
            })
        };
        let right = around.right;
        if let Some((end, counted)) = rules.last_counted(&own).filter(|(end, _)| follows_noun(&own[*end..])) {
            let _ = end;
            return match counted {
                Counted::As(unit) if fits(unit, classifier) && !right.starts_with(is_word) => named(own, unit, false, 0),
                _ => None,
            };
        }
        if right.starts_with(is_word) {
            let noun = noun_phrase(right);
            if let Some((at, end, counted)) = rules.first_counted(noun) {
                // 甲、乙2家企业: the firms are named already.
                let named_before = frame.candidates.iter().any(|candidate| candidate.span.end == quantity.span.start);
                let tail = &noun[end..];
                let other = tail.ends_with(['村', '镇', '乡', '县', '点', '区', '人', '群']);
                let behind = around.right.find(noun).map_or(0, |from| from + end);
                let _ = at;
                return match counted {
                    Counted::As(unit) if fits(unit, classifier) && !named_before && !other => {
                        named(format!("{own}{}", &noun[..end]), unit, false, behind)
                    }
                    _ => None,
                };
            }
        }
        let makes = PRODUCTION.iter().any(|word| own.contains(word));
        match classifier {
            Classifier::Goods if !own.is_empty() => {
                let noun = if MAKES.iter().any(|word| own.ends_with(word)) { noun_phrase(right) } else { "" };
                named(format!("{own}{noun}"), Unit::Item, false, 0)
            }
            Classifier::Line if makes => named(format!("{own}{}", noun_phrase(right)), Unit::Item, false, 0),
            Classifier::Facility if !own.is_empty() && !right.starts_with(is_word) && !own.ends_with('等') => named(own, Unit::Item, false, 0),
            _ => {
                let previous = previous.filter(|_| !right.starts_with(is_word))?;
                let (unit, _) = previous.counted.filter(|(_, before)| *before == classifier)?;
                let same = own.is_empty() || CONTINUES.iter().any(|word| own.ends_with(word));
                let indicator = part_of(&own, &previous.root);
                if same && own.chars().count() <= 12 { named(indicator, unit, true, 0) } else { None }
            }
        }
    }

    #[allow(clippy::too_many_arguments)] // as above
    fn subject(
        &self,
        at: usize,
        frame: &Frame<'_>,
        quantity: &Quantity,
        around: Around<'_>,
        named: &Named,
        of: Of,
        previous: Option<&Previous>,
    ) -> Option<(Vec<EntityRef>, Basis)> {
        let text = &self.source.text.text;
        let admitted = |subjects: &[EntityRef]| subjects.first().is_some_and(|entity| of.admits(entity.kind));
        if named.inherited {
            if let Some(previous) = previous.filter(|previous| admitted(&previous.subjects)) {
                return Some((previous.subjects.clone(), previous.basis));
            }
        }
        if quantity.measure == Measure::Money && named.indicator.ends_with("投资") {
            if let Some(project) = self.invested_in(frame, quantity) {
                return Some((vec![project], Basis::Sentence));
            }
        }
        let words = NormalizedSpan::new(around.clause, quantity.span.start);
        if let Some(places) = series::all_of(&frame.candidates, text, words).filter(|places| admitted(places)) {
            return Some((places, Basis::Sentence));
        }
        if let Some(found) = Subjects::nearest(&frame.candidates, of, quantity.span.start, around.clause, around.part) {
            return Some((vec![found.entity.clone()], Basis::Sentence));
        }
        if let Some(topic) = self.subjects.topic(at, of).filter(|_| !self.subjects.has_speaker(&frame.sentence)) {
            return Some((vec![topic], Basis::Passage));
        }
        self.subjects.scope(frame.sentence.passage, of).map(|entity| (vec![entity], Basis::Scope))
    }

    /// The project behind 投资3亿元的, 投资3亿元建设.
    fn invested_in(&self, frame: &Frame<'_>, quantity: &Quantity) -> Option<EntityRef> {
        let text = &self.source.text.text;
        let found = frame.candidates.iter().find(|candidate| {
            candidate.span.start >= quantity.span.end
                && matches!(candidate.entity.kind, EntityType::Project | EntityType::Infrastructure | EntityType::Park)
        })?;
        let between = &text[quantity.span.end..found.span.start];
        let leads = between.starts_with('的') || ["建设", "新建", "实施", "打造", "改造"].iter().any(|word| between.contains(word));
        (leads && between.len() <= 60 && !between.contains([',', ';'])).then(|| found.entity.clone())
    }

    #[allow(clippy::too_many_arguments)] // as above
    fn modality(
        &self,
        frame: &Frame<'_>,
        quantity: &Quantity,
        around: Around<'_>,
        named: &Named,
        previous: Option<&Previous>,
        kind: EntityType,
        design: bool,
    ) -> Modality {
        let text = &self.source.text.text;
        // 由14亿元增至20亿元 starts from what is.
        if around.left.ends_with(['由', '从']) || around.left.ends_with("由目前的") || around.left.ends_with("从目前的") {
            return Modality::Actual;
        }
        // 11个项目计划二季度开工 are planned.
        let behind = &text[quantity.span.end + named.behind..quantity.span.end + around.right.len().max(named.behind)];
        if named.unit == Unit::Project && named.behind > 0 && behind.starts_with("计划") {
            return Modality::Planned;
        }
        if let Some((_, modality)) = self.source.rules.last_modality(&text[around.clause..quantity.span.start]) {
            return modality;
        }
        if let Some(previous) = previous.filter(|_| named.inherited) {
            return previous.modality;
        }
        let before = &text[frame.sentence.span.start..around.clause];
        let part = &text[around.part.min(around.clause)..around.clause];
        // An aim holds for all that is coordinated with it.
        if self.source.rules.last_modality(before).is_some_and(|(_, modality)| modality == Modality::Target) {
            return Modality::Target;
        }
        if let Some(previous) = previous.filter(|previous| !part.is_empty() && matches!(previous.modality, Modality::Planned | Modality::Estimate)) {
            if !design {
                return previous.modality;
            }
        }
        let works = matches!(kind, EntityType::Project | EntityType::Infrastructure | EntityType::Park);
        if design && works || named.indicator.ends_with("总投资") {
            let sentence = frame.sentence.span.of(text);
            let stands = match kind {
                EntityType::Park => true,
                EntityType::Infrastructure => !FUTURE.iter().any(|word| sentence.contains(word)),
                _ => false,
            };
            let built = is_built(sentence) || stands && !named.indicator.contains("投资");
            return if built { Modality::Actual } else { Modality::Planned };
        }
        self.frames.of(frame.sentence.passage).modality.unwrap_or(Modality::Actual)
    }

    /// The time that the words from `from` to `position` name last; `Some(None)` when they end what was said before.
    fn explicit(&self, frame: &Frame<'_>, from: usize, position: usize) -> Option<Option<Period>> {
        let last = frame
            .times
            .iter()
            .rev()
            .filter(|time| time.span.end <= position && time.span.start >= from)
            .find(|time| matches!(time.used, PeriodUse::Time | PeriodUse::Reset))?;
        Some(last.period)
    }

    fn period(&self, frame: &Frame<'_>, quantity: &Quantity, around: Around<'_>, previous: Option<&Previous>, named: &Named) -> Option<Period> {
        let since = previous.filter(|_| named.inherited).map(|previous| previous.period);
        let text = &self.source.text.text;
        let own = self.explicit(frame, around.clause, quantity.span.start);
        // What has been reached in all so far is of no period.
        let stock = matches!(quantity.measure, Measure::Count(_)) && text[around.clause..quantity.span.start].contains("累计");
        if stock {
            return own.flatten();
        }
        self.explicit(frame, frame.sentence.span.start, quantity.span.start)
            .or(since)
            .or(self.carried)
            .unwrap_or_else(|| self.frames.of(frame.sentence.passage).period)
    }
}

/// Whether a quantity says which things were counted before it: 8家企业产值过50亿元.
fn is_class(quantity: &Quantity, left: &str, previous: Option<&Previous>) -> bool {
    quantity.measure == Measure::Money
        && quantity.bound == Bound::AtLeast
        && left.ends_with(['过', '超'])
        && previous.is_some_and(|previous| previous.counted.is_some() && left.contains(['值', '入']))
        && !left.contains([',', '、'])
}

/// The confidence of a figure whose clause begins with words that name something unknown.
const UNKNOWN: f64 = 0.5;
/// Words that lead to a subject: 支持X新建.
const LEADS: [&str; 5] = ["支持", "推动", "加快", "引导", "鼓励"];
/// Words of bodies that speak for a place.
const BODIES: [&str; 6] = ["政府", "委", "局", "区里", "县里", "市里"];

/// Words of a sentence about a road or a power station that does not stand yet.
const FUTURE: [&str; 10] = ["建成后", "在建", "计划", "拟", "规划", "前期", "推进", "铺轨", "开工", "将"];

/// Words that continue what was counted before: 其中新开工4个, 省级5户.
const CONTINUES: [&str; 20] = [
    "开工", "在建", "竣工", "投产", "新增", "完工", "建成", "总量", "总数", "级", "其中", "签约", "落地", "续建", "前期", "新建", "储备", "投用", "入库", "达产",
];
/// Words that say that goods are made or sold.
const PRODUCTION: [&str; 10] = ["年产", "产能", "能力", "产量", "生产", "出货", "出栏", "下线", "销", "制造"];
/// Words that a product follows: 年产5万吨纸浆.
const MAKES: [&str; 9] = ["年产", "年加工", "年处理", "生产", "日产", "月产", "日处理", "新增", "年生产"];
/// What stands for a comparison before a rate and names nothing itself.
const COMPARISONS: [&str; 8] = ["计算", "实际完成额", "同期", "上年", "去年", "同口径", "可比价", "扣除价格因素"];

fn fits(unit: Unit, classifier: Classifier) -> bool {
    match unit {
        Unit::Project => matches!(classifier, Classifier::General),
        Unit::Enterprise => !matches!(classifier, Classifier::Goods | Classifier::Line | Classifier::Facility),
        Unit::Household => matches!(classifier, Classifier::Household),
        _ => !matches!(classifier, Classifier::Enterprise | Classifier::Household),
    }
}

/// Whether a figure is one of the design of `kind`: 投资 is so for a project, a stream of money for a place.
fn is_design(nature: Nature, kind: EntityType) -> bool {
    let works = matches!(kind, EntityType::Project | EntityType::Infrastructure);
    nature.design && (works || kind != EntityType::Place && nature.of != Of::Works)
}

/// Whether `words` may stand between a counted noun and its number: ”, 总数, 分别新增.
fn follows_noun(words: &str) -> bool {
    let mut words = words;
    while let Some(rest) = ["”", ")", "总数", "数量", "数", "总量", "分别", "新增", "净增", "增加", "达"].iter().find_map(|word| words.strip_prefix(word)) {
        words = rest;
    }
    words.is_empty()
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '“'
}

/// Where the clause at the end of `before` begins; brackets that are closed in it belong to it.
fn clause_start(before: &str) -> usize {
    let mut depth = 0_u32;
    let bytes = before.as_bytes();
    for (at, c) in before.char_indices().rev() {
        match c {
            ')' => depth += 1,
            '(' if depth > 0 => depth -= 1,
            '(' | ';' | ':' if depth == 0 => return at + 1,
            ',' if depth == 0 => {
                let digit = |at: Option<usize>| at.and_then(|at| bytes.get(at)).is_some_and(u8::is_ascii_digit);
                if !(digit(at.checked_sub(1)) && digit(Some(at + 1))) {
                    return at + 1;
                }
            }
            _ => {}
        }
    }
    0
}

/// Whether a figure holds for each of several things: 四台30万千瓦机组.
fn is_each(left: &str) -> bool {
    let words = left.strip_suffix(['台', '套', '座', '条', '个', '组']);
    words.is_some_and(|words| words.ends_with(['两', '二', '三', '四', '五', '六', '七', '八', '九', '十']))
}

/// Whether `words` speak of an item of a list by its number.
fn is_ordinal(words: &str) -> bool {
    words.match_indices('第').any(|(at, found)| {
        let rest = words[at + found.len()..].trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '、' | '和'));
        rest.len() < words.len() - at - found.len() && rest.starts_with(['项', '个'])
    })
}

/// What a part of what was counted before is called: 市级 of 新增国家级农业龙头企业, 在建 of 新开工项目.
fn part_of(own: &str, root: &str) -> String {
    const LEVELS: [&str; 6] = ["国家级", "省级", "市级", "州级", "县级", "区级"];
    const VERBS: [&str; 8] = ["计划", "新开工", "开工", "新增", "净增", "新登记", "新引进", "实施"];
    if let (Some(level), true) = (LEVELS.iter().find(|level| root.contains(**level)), own.ends_with('级')) {
        return root.replacen(level, own, 1);
    }
    let mut noun = root;
    while let Some(rest) = VERBS.iter().find_map(|verb| noun.strip_prefix(verb)).filter(|rest| !rest.is_empty()) {
        noun = rest;
    }
    format!("{own}{noun}")
}

/// `words` without what stands in brackets.
fn without_brackets(words: &str) -> String {
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
    words.chars().filter(kept).collect()
}

/// The length of a number such as `(3)` or `2.` that `words` begin with.
fn paragraph_number(words: &str) -> usize {
    let rest = words.trim_start_matches('(');
    let rest = rest.trim_start_matches(|c: char| c.is_ascii_digit());
    let number = words.len() - rest.len();
    let end = rest.starts_with([')', '.', '、']);
    if number > 0 && end { number + rest.chars().next().map_or(0, char::len_utf8) } else { 0 }
}

/// `start` moved behind marks and white space.
fn trimmed(text: &str, start: usize, end: usize) -> usize {
    let words = &text[start..end];
    start + words.len() - words.trim_start_matches(|c: char| c.is_whitespace() || matches!(c, ',' | ';' | '、' | ':' | ')')).len()
}
