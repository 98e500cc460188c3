//! The pattern language of rules; see [`super::rule`] for its form.
//!
//! A pattern is matched by backtracking from left to right. Gaps are lazy and bounded, so the work
//! a sentence can cause is bounded too.

mod course;
mod enumerated;
mod gap;
mod run;
mod syntax;

use self::course::Course;
use self::run::Run;
use self::syntax::element;
use super::item::{Item, Items, Kinds, Stretch};
use super::rule::{Candidate, Subjects};
use super::topic::Clause;
use crate::entity::EntityType;
use crate::text::NormalizedSpan;
use crate::text::words::{Characters, begins};

/// Which part of a fact an element gives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    Subject,
    Object,
}

#[derive(Clone, Debug)]
enum Element {
    /// What was spoken of before, in a clause that does not name its subject.
    Carried { role: Role, kinds: Vec<EntityType> },
    /// The end of the clause, of its bracket or of the sentence.
    End,
    /// One of the texts; `optional`: or none.
    Text { alternatives: Vec<String>, optional: bool, beginnings: Characters },
    /// A mention; `many`: or an enumeration.
    Mention { role: Role, kinds: Kinds, many: bool },
    /// The words up to the end of the clause, as a literal object.
    Words(Wording),
    /// An amount of money: 3亿元.
    Money,
    /// Names of goods, each an object, whether a dictionary has them or not.
    Goods,
    /// Anything, or nothing.
    Gap(Gap),
}

/// How far a gap reaches.
#[derive(Clone, Copy, Debug)]
struct Gap {
    /// In characters.
    characters: usize,
    /// Also beyond the clause.
    sentence: bool,
    /// Over no name of an actor.
    bare: bool,
}

/// What the words of a literal object must be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Wording {
    /// Any.
    Any,
    /// An honour: they begin with a rank (国家级, 全国).
    Honour,
    /// An honour in quotes, with the word that makes it a title behind it: “甲之乡”美誉.
    Title,
    /// What stands in quotes, and no more: “甲之乡”|的乙县.
    Quoted,
}

/// A compiled pattern.
#[derive(Clone, Debug)]
pub(super) struct Pattern {
    elements: Vec<Element>,
    /// The elements as they are written.
    written: Vec<String>,
    /// Whether the subject is carried on from before.
    pub(super) carried: bool,
    /// A text that must be in the sentence: the cheapest test first.
    pub(super) required: Vec<String>,
    /// What else must be there.
    needs: Needs,
    /// In which order a match passes it.
    course: Course,
}

/// What a sentence must hold for a pattern to match in it, cheap to test before matching.
#[derive(Clone, Debug, Default)]
struct Needs {
    /// The texts that are not optional, without the shortest, which are everywhere; of each group one.
    texts: Vec<Vec<String>>,
    /// The types of the mentions; of each set one.
    kinds: Vec<Kinds>,
}

impl Needs {
    /// The texts of more than one character.
    fn of(elements: &[Element]) -> Self {
        let mut needs = Self::default();
        for element in elements {
            match element {
                Element::Text { alternatives, optional: false, .. }
                    if alternatives.iter().all(|text| text.chars().nth(1).is_some()) =>
                {
                    needs.texts.push(alternatives.clone());
                }
                Element::Mention { kinds, .. } => needs.kinds.push(*kinds),
                _ => {}
            }
        }
        needs
    }
}

/// What a match binds.
#[derive(Clone, Debug, Default)]
pub(super) struct Match<'a> {
    pub(super) subjects: Vec<&'a Item>,
    pub(super) objects: Vec<&'a Item>,
    /// Whether the subject is the place that the passage is about.
    pub(super) focus: bool,
    pub(super) words: Option<NormalizedSpan>,
    /// Goods, with the mention where one has exactly these words.
    pub(super) goods: Vec<(NormalizedSpan, Option<&'a Item>)>,
    pub(super) end: usize,
}

impl Match<'_> {
    /// Binds nothing.
    fn clear(&mut self) {
        self.subjects.clear();
        self.objects.clear();
        self.goods.clear();
        (self.focus, self.words, self.end) = (false, None, 0);
    }
}

impl Pattern {
    /// Compiles the text of a pattern.
    pub(super) fn compile(text: &str) -> Result<Self, String> {
        let written: Vec<String> = text.split_whitespace().map(str::to_owned).collect();
        let elements = written.iter().map(|text| element(text)).collect::<Result<Vec<_>, _>>()?;
        let is_subject = |element: &Element| {
            matches!(
                element,
                Element::Mention { role: Role::Subject, .. } | Element::Carried { role: Role::Subject, .. }
            )
        };
        if !elements.iter().any(is_subject) {
            return Err(format!("the pattern {text:?} has no subject: write {{s:type}} for it"));
        }
        let is_carried = |element: &Element| matches!(element, Element::Carried { .. });
        if elements.iter().skip(1).any(is_carried) {
            return Err(format!("{text:?}: what is carried on ({{s:type^}}) can only come first"));
        }
        let carried = elements.first().is_some_and(is_carried);
        let required = elements
            .iter()
            .enumerate()
            .filter_map(|(at, element)| match element {
                Element::Text { alternatives, optional: false, .. } => Some((at, alternatives)),
                _ => None,
            })
            .max_by_key(|(_, alternatives)| alternatives.iter().map(String::len).min().unwrap_or(0));
        let needs = Needs::of(&elements);
        let course = Course::new(&elements, required.map(|(at, _)| at));
        let required = required.map(|(_, alternatives)| alternatives.clone()).unwrap_or_default();
        Ok(Self { elements, written, carried, required, needs, course })
    }

    /// The texts of which a sentence must have one each, in addition to the required one.
    pub(super) fn texts(&self) -> &[Vec<String>] {
        &self.needs.texts
    }

    /// The types that a sentence must have, of each set one.
    pub(super) fn kinds(&self) -> &[Kinds] {
        &self.needs.kinds
    }

    /// What a sentence must at least have for the pattern to match in it.
    pub(super) fn subjects(&self) -> Subjects {
        match self.elements.first() {
            Some(Element::Carried { kinds, .. }) if kinds.as_slice() == [EntityType::Place] => {
                Subjects::Place
            }
            Some(Element::Carried { .. }) => Subjects::Before,
            _ => Subjects::Named,
        }
    }

    /// Whether a sentence with these types can hold a match at all.
    pub(super) fn fits(&self, kinds: Kinds) -> bool {
        (self.carried || !kinds.is_empty()) && self.needs.kinds.iter().all(|wanted| wanted.meets(kinds))
    }

    /// All matches in a sentence, from left to right, without overlaps; `words` are the places of the required words, and
    /// `bound` lends its memory.
    pub(super) fn matches<'a>(
        &self,
        scene: Scene<'a>,
        words: &[Candidate],
        bound: &mut Match<'a>,
    ) -> Vec<(NormalizedSpan, Match<'a>)> {
        let may_begin = |start: &Start| self.course.may_begin(start, scene.here, words);
        // A match begins at a required word or before it.
        let required = !self.required.is_empty();
        let last = match words.last() {
            Some(candidate) if required => candidate.word.start,
            _ => scene.sentence.end,
        };
        match self.elements.first() {
            Some(Element::Carried { .. }) => {
                // What the sentence holds, the clause that a carried subject stands for may lack.
                let of_place = self.subjects() == Subjects::Place;
                let about = |start: &Start| of_place || start.topic.is_some_and(Clause::carries);
                let starts = carried_starts(scene).filter(about).filter(may_begin);
                self.matches_of(&self.elements, starts, scene, bound)
            }
            Some(Element::Mention { kinds, .. }) => {
                let starts = mention_starts(*kinds, scene).take_while(|start| start.at <= last);
                self.matches_of(&self.elements, starts.filter(may_begin), scene, bound)
            }
            Some(Element::Text { alternatives, optional: false, .. }) if *alternatives == self.required => {
                let mut at = usize::MAX;
                let fresh = |start: &usize| std::mem::replace(&mut at, *start) != *start;
                let starts = words.iter().map(|candidate| candidate.word.start).filter(fresh);
                let starts = starts.map(|start| Start::anywhere(start, scene));
                self.matches_of(&self.elements, starts.filter(may_begin), scene, bound)
            }
            Some(Element::Text { alternatives, optional: false, beginnings }) => {
                let starts = text_starts(alternatives, *beginnings, scene);
                let starts = starts.take_while(|start| start.at <= last).filter(may_begin);
                self.matches_of(&self.elements, starts, scene, bound)
            }
            _ => {
                let starts = places(scene).take_while(|start| start.at <= last).filter(may_begin);
                self.matches_of(&self.elements, starts, scene, bound)
            }
        }
    }

    /// The element that keeps the pattern from matching in a sentence, and how many match before it.
    pub(super) fn nearest(&self, scene: Scene<'_>) -> Option<(usize, &str)> {
        let begins = |elements: &[Element]| {
            !self.matches_of(elements, self.starts(scene), scene, &mut Match::default()).is_empty()
        };
        let matching =
            (1..self.elements.len()).rev().find(|count| begins(&self.elements[..*count])).unwrap_or(0);
        // A gap alone is never what is missing.
        let missing = matching
            + self.elements[matching..]
                .iter()
                .take_while(|element| matches!(element, Element::Gap(_)))
                .count();
        self.written.get(missing).map(|element| (matching, element.as_str()))
    }

    fn matches_of<'a>(
        &self,
        elements: &[Element],
        starts: impl Iterator<Item = Start<'a>>,
        scene: Scene<'a>,
        // Where a match fails its memory serves the next.
        bound: &mut Match<'a>,
    ) -> Vec<(NormalizedSpan, Match<'a>)> {
        let mut out: Vec<(NormalizedSpan, Match<'a>)> = Vec::new();
        for Start { at, limit, topic } in starts {
            if out.last().is_some_and(|(span, _)| at < span.end) {
                continue;
            }
            bound.clear();
            let run = Run { scene, limit, topic, start: at, carried: self.carried };
            if run.step(elements, at, bound) && (bound.end > at || elements.len() == 1) {
                out.push((NormalizedSpan::new(at, bound.end), std::mem::take(bound)));
            }
        }
        out
    }

    /// Where a match can begin, in order.
    fn starts<'s, 'a: 's>(&'s self, scene: Scene<'a>) -> Box<dyn Iterator<Item = Start<'a>> + 's> {
        match self.elements.first() {
            Some(Element::Carried { .. }) => Box::new(carried_starts(scene)),
            Some(Element::Mention { kinds, .. }) => Box::new(mention_starts(*kinds, scene)),
            Some(Element::Text { alternatives, optional: false, beginnings }) => {
                Box::new(text_starts(alternatives, *beginnings, scene))
            }
            _ => Box::new(places(scene)),
        }
    }
}

/// Where a match can begin and must end, and the clause whose topic is carried on.
struct Start<'a> {
    at: usize,
    limit: usize,
    topic: Option<&'a Clause>,
}

impl<'a> Start<'a> {
    fn anywhere(at: usize, scene: Scene<'a>) -> Self {
        Self { at, limit: scene.sentence.end, topic: None }
    }
}

/// The clauses of a sentence.
fn carried_starts<'a>(scene: Scene<'a>) -> impl Iterator<Item = Start<'a>> {
    let clauses = scene.clauses.iter();
    clauses.map(|clause| Start { at: clause.span.start, limit: clause.limit, topic: Some(clause) })
}

/// The characters of a sentence.
fn places<'a>(scene: Scene<'a>) -> impl Iterator<Item = Start<'a>> {
    let places = scene.sentence.of(scene.text).char_indices();
    places.map(move |(at, _)| Start::anywhere(scene.sentence.start + at, scene))
}

/// The places of a sentence where one of the texts stands, which begin with `beginnings`.
fn text_starts<'s, 'a: 's>(
    texts: &'s [String],
    beginnings: Characters,
    scene: Scene<'a>,
) -> impl Iterator<Item = Start<'a>> + 's {
    let words = &scene.text[..scene.sentence.end];
    let mut next = scene.sentence.start;
    let may_begin = std::iter::from_fn(move || {
        let (at, first) = beginnings.find(words, next)?;
        next = at + first.len_utf8();
        Some(at)
    });
    let begins = may_begin.filter(move |at| texts.iter().any(|text| begins(&words[*at..], text)));
    begins.map(move |at| Start::anywhere(at, scene))
}

/// The items of a sentence of one of the kinds. Who does something to what is spoken of, 被|甲公司评为, begins nothing.
fn mention_starts<'a>(kinds: Kinds, scene: Scene<'a>) -> impl Iterator<Item = Start<'a>> {
    let suffers = |item: &Item| scene.text[..item.span.start].ends_with('被');
    let fitting = scene.here.iter().filter(move |item| kinds.has(item.kind) && !suffers(item));
    fitting.map(move |item| Start::anywhere(item.span.start, scene))
}

/// A sentence as patterns see it.
#[derive(Clone, Copy)]
pub(super) struct Scene<'a> {
    pub(super) text: &'a str,
    pub(super) sentence: NormalizedSpan,
    pub(super) items: &'a Items,
    /// The items of the sentence.
    pub(super) here: Stretch<'a>,
    pub(super) clauses: &'a [Clause],
}
