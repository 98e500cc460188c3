//! One match of a pattern on its way to its statements: what it is about, whether it is reached, aimed at or denied, and
//! what of it is another thing's.

mod against;
mod told;

use against::SEVERAL;

use super::honour::bears;
use super::item::{Item, Stretch};
use super::pattern::Match;
use super::reached::reached;
use super::reference::new_ref;
use super::rule::Rule;
use super::tense::{self, Tense};
use super::{Directness, Statement};
use crate::entity::EntityType;
use crate::extraction::{EntityRef, Object, Predicate};
use crate::text::phase;
use crate::text::word_list::word_lists;
use crate::text::{NormalizedSpan, Period};

word_lists! {
    static WORDS: HitWords = "hit.csv";
    /// What ends a member of a list of works.
    listed,
    /// What may stand between a stage and 后.
    stage,
    /// Words behind 后 that say that the stage is to come.
    to_come,
    /// What works are examined for, which is no honour.
    examined,
}

/// One match on its way to its statements.
pub(super) struct Hit<'a> {
    pub(super) rule: &'a Rule,
    pub(super) text: &'a str,
    /// Where aims before the match still hold.
    pub(super) scope: NormalizedSpan,
    /// Whether the subject is carried on from before.
    pub(super) carried: bool,
    pub(super) span: NormalizedSpan,
    pub(super) bound: Match<'a>,
    /// The items of the sentence.
    pub(super) here: Stretch<'a>,
    /// The place that the passage is about.
    pub(super) focus: Option<EntityRef>,
    /// The county or the prefecture whose document it is.
    pub(super) county: Option<EntityRef>,
    /// The place that the sentence begins with.
    pub(super) opens: Option<EntityRef>,
    pub(super) sentence: NormalizedSpan,
    /// The words that the rule looks for.
    pub(super) required: &'a [String],
    /// The industries that the sentence stands under.
    pub(super) industries: &'a [Item],
    /// Whether the section tells what is to be done.
    pub(super) planned: bool,
    /// Whether the section tells what was done.
    pub(super) reviewed: bool,
    /// Whether what the rule states is only aimed at.
    pub(super) hedged: bool,
    /// The year from which the document looks.
    pub(super) year: Option<i16>,
    /// When what it states was reached.
    pub(super) reached: Option<Period>,
}

/// What stands for a name in the words of a match.
const NAME: char = '\u{fffc}';

impl Hit<'_> {
    /// The statements of the match.
    pub(super) fn state(mut self, tense: Tense, out: &mut Vec<Statement>) {
        let (rule, text, span) = (self.rule, self.text, self.span);
        let words = self.own_words();
        self.hedged = self.is_hedged(tense, &words);
        if self.hedged && rule.otherwise.is_none() || self.is_refused(&words) {
            return;
        }
        let literal = self.literal();
        // Being built is no event.
        let event = literal.as_deref().is_some_and(|stage| !matches!(stage, "planned" | "construction"));
        if rule.predicate == Predicate::Status && event && !rule.undated && !self.hedged {
            self.reached = reached(text, self.sentence.start, span, self.year);
        }
        let objects = literal.map_or_else(|| self.objects(), |value| vec![Object::Literal { value }]);
        let own = self.subjects();
        // 甲公司、乙公司分别落户丙县、丁县: each has its own.
        let each = own.len() > 1 && ["分别", "分属"].iter().any(|word| span.of(text).contains(word));
        if each && objects.len() > 1 && objects.len() != own.len() {
            return;
        }
        let last_of_list =
            each && objects.len() == 1 && text[span.end..].starts_with(['、', '和', '及', '与']);
        for (number, subject) in own.into_iter().enumerate() {
            let mine = |at: &usize| !each || objects.len() == 1 || *at == number;
            if last_of_list && number > 0 {
                break;
            }
            let subject = self.phase().map_or_else(|| subject.clone(), |phase| phase_of(subject, phase));
            let objects = objects.iter().enumerate().filter(|(at, _)| mine(at)).map(|(_, object)| object);
            for object in objects.filter(|object| bears(&subject, object)) {
                self.push(&subject, object, out);
                if let (true, Object::Entity(object)) = (rule.both_ways, object) {
                    self.push(object, &Object::Entity(subject.clone()), out);
                }
            }
        }
    }

    /// Whether what the rule states is only aimed at.
    fn is_hedged(&self, tense: Tense, words: &str) -> bool {
        let (rule, text, span) = (self.rule, self.text, self.span);
        let event = matches!(rule.value.as_deref(), Some("started" | "completed" | "operating"));
        let aimed = self.planned && rule.predicate == Predicate::Status && event;
        tense.is_hedged(rule, &text[self.scope.start..span.start], words, self.reviewed)
            || event && rule.predicate == Predicate::Status && tense::is_possible(words)
            || event && !self.reviewed && is_verb_first(rule) && tense::is_intended(self.sentence.of(text))
            || rule.value.as_deref() == Some("completed") && self.is_of_hardest()
            || aimed && !tense::is_reached(&text[self.scope.start..span.end])
    }

    /// Whether the words in or around the match say that the rule's statement doesn't follow from it.
    fn is_refused(&self, words: &str) -> bool {
        let (rule, text, span) = (self.rule, self.text, self.span);
        is_left_behind(rule, &text[span.end..])
            || tense::is_negated(rule, &format!("{}{words}", self.words_before()))
            || tense::is_supposed(&text[self.sentence.start..span.start])
            || (rule.both_ways || rule.id == SIGNED) && (self.is_partner() || self.has_third())
            || self.carried && self.is_told_of_next()
            || self.is_of_other(words)
    }

    /// Whether what the rule's predicate tells is told of something else.
    fn is_of_other(&self, words: &str) -> bool {
        let several = |most: usize| self.carried && self.bound.subjects.len() > most;
        match self.rule.predicate {
            Predicate::Awarded => {
                is_in_quotes(words)
                    || self.is_to_come()
                    || self.is_of_member()
                    || self.carried && !self.is_granted()
                    || several(1)
            }
            Predicate::SignedWith => self.was_partner() || self.begins_with_partner() || self.is_signed_at(),
            Predicate::PassesThrough => self.is_bounded(),
            Predicate::LocatedIn => self.is_from_country(),
            // 与|甲园区签订协议,引进乙公司: whom somebody deals with.
            Predicate::InPark => self.is_listed_with_park() || is_dealt_with(&self.text[..self.span.start]),
            // What a list of firms makes together no one of them makes alone.
            Predicate::Produces => {
                self.is_made_for()
                    || several(SEVERAL)
                    || self.carried && is_of_work(&self.text[self.span.end..])
            }
            Predicate::Undertakes => self.is_of_what_follows() || self.is_of_list(),
            Predicate::Status => {
                self.is_charge()
                    || self.is_of_street()
                    || self.is_of_another_phase()
                    || self.has_own_subject()
                    || self.is_of_another_work()
            }
            // 现有甲公司、乙公司等企业,产业涉及……: it is told of the park.
            Predicate::InIndustry => {
                self.carried
                    && (self.is_of_several_firms() || self.is_of_several_parks() || self.is_of_other_kind())
            }
            _ => false,
        }
    }

    /// The phase that a clause about something before begins with: 二期年底开工.
    fn phase(&self) -> Option<&'static str> {
        let carried = self.rule.predicate == Predicate::Status && self.carried;
        let words = self.span.of(self.text);
        if carried { phase::leading(words) } else { None }
    }

    fn push(&self, subject: &EntityRef, object: &Object, out: &mut Vec<Statement>) {
        if matches!(object, Object::Entity(entity) if entity.entity == subject.entity) {
            return;
        }
        for predicate in std::iter::once(self.rule.predicate).chain(self.rule.also.iter().copied()) {
            out.push(Statement {
                subject: subject.clone(),
                predicate,
                object: object.clone(),
                rule: self.rule.id.clone(),
                confidence: self.rule.confidence,
                directness: Directness::Words,
                aimed: self.hedged,
                reached: self.reached,
                evidence: self.span,
            });
        }
    }

    /// The few words right before the match in its clause: 尚未|与甲公司签约.
    fn words_before(&self) -> &str {
        let clause = clause_before(&self.text[self.sentence.start..self.span.start]);
        let near = clause.char_indices().rev().nth(3).map_or(0, |(at, _)| at);
        &clause[near..]
    }

    /// The words of the match without the names in it.
    fn own_words(&self) -> String {
        let mut words = String::new();
        let mut at = self.span.start;
        for item in self.bound.subjects.iter().chain(&self.bound.objects) {
            if item.span.start >= at && item.span.end <= self.span.end {
                words.push_str(&self.text[at..item.span.start]);
                words.push(NAME);
                at = item.span.end;
            }
        }
        words.push_str(&self.text[at..self.span.end]);
        words
    }
}

/// Whether what stands right behind a match makes it a time that is looked back on or ahead to: 建成|后, 建成|投运后.
fn is_left_behind(rule: &Rule, behind: &str) -> bool {
    // 由甲公司建设|的乙项目 goes on, 由甲公司建设|的。 does not.
    let goes_on =
        |word: &str, behind: &str| word != "的" || behind[word.len()..].starts_with(char::is_alphanumeric);
    let says =
        |words: &str| rule.unless_after.beginning(words).is_some_and(|(word, ())| goes_on(word, words));
    if rule.unless_after.is_empty() || says(behind) {
        return !rule.unless_after.is_empty();
    }
    let mut rest = behind;
    while let Some(after) = WORDS.stage.without_prefix(rest) {
        rest = after;
    }
    // 建成投运后,将带动…… is to come, 建成投用后,能力提高到…… has come true.
    let to_come = |rest: &str| {
        const NEAR: usize = 24;
        let end = rest.char_indices().nth(NEAR).map_or(rest.len(), |(at, _)| at);
        WORDS.to_come.are_in(&rest[..end])
    };
    let later = ["后", "以后", "之后"].iter().any(|word| rest.starts_with(word)) && to_come(rest);
    rest.len() < behind.len() && (later || rest.starts_with('的')) && says(rest)
}

/// Whether goods belong to the name of a work that they stand in: 年产5万吨甲|乙分离项目.
fn is_of_work(behind: &str) -> bool {
    let name = behind.split(['、', ',', ';', '。', ':', '(', '的']).next().unwrap_or("");
    ["项目", "工程", "技改"].iter().any(|noun| name.ends_with(noun))
}

/// Whether a rule reads a verb before what it is done to: 建成|甲项目, not 已建成的|甲项目.
fn is_verb_first(rule: &Rule) -> bool {
    let pattern = rule.pattern.as_deref().unwrap_or("");
    pattern.starts_with('(')
        && !pattern.contains(" 的 ")
        && !pattern.contains("的有")
        && !pattern.contains('~')
}

/// The part of its clause that stands before something.
fn clause_before(before: &str) -> &str {
    before.rsplit([',', ';', ':']).next().unwrap_or(before)
}

/// The rule by which the firm that is named first signs with the other.
const SIGNED: &str = "signed-firm-with-firm";

/// A phase of what a project or one of its other phases is.
fn phase_of(project: &EntityRef, phase: &str) -> EntityRef {
    if project.kind != EntityType::Project || project.label.contains(phase) {
        return project.clone();
    }
    let base = phase::whole(&project.label).unwrap_or(&project.label);
    new_ref(&format!("{base}{phase}"), EntityType::Project)
}

/// “甲县大蒜”入选……: whether what is in quotes is more than a name that the rule is about, as in “甲公司”|入选…….
fn is_in_quotes(words: &str) -> bool {
    words.match_indices('”').any(|(at, _)| !words[..at].ends_with(NAME)) && !words.contains('“')
}

/// Whether what stands before a park makes it one that somebody deals with.
fn is_dealt_with(before: &str) -> bool {
    before.ends_with(['与', '同']) && !before.ends_with("共同") && !before.ends_with("参与")
}
