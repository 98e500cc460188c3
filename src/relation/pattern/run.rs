//! Matches the elements of a pattern from one place of a sentence.

use super::enumerated::Wanted;
use super::{Element, Match, Role, Scene, Wording};
use crate::entity::EntityType;
use crate::relation::honour::{has_amount, is_honour, is_title, may_begin, quoted_end, words_end};
use crate::relation::topic::Clause;
use crate::relation::trade;
use crate::text::NormalizedSpan;
use crate::text::word_list::word_lists;
use crate::text::words::begins;

word_lists! {
    static WORDS: RunWords = "run.csv";
    /// What begins like a verb of making and is a noun: 生产线.
    no_making,
}

/// One attempt to match.
pub(super) struct Run<'a> {
    pub(super) scene: Scene<'a>,
    /// Where the match must end.
    pub(super) limit: usize,
    pub(super) topic: Option<&'a Clause>,
    /// Where it begins.
    pub(super) start: usize,
    pub(super) carried: bool,
}

impl<'a> Run<'a> {
    /// Matches `elements` from byte `at`; binds into `bound` and leaves it as it was on failure.
    pub(super) fn step(&self, elements: &[Element], at: usize, bound: &mut Match<'a>) -> bool {
        let Some((first, rest)) = elements.split_first() else {
            bound.end = at;
            return true;
        };
        let here = || &self.scene.text[at..self.limit];
        match first {
            Element::Text { alternatives, optional, beginnings } => {
                let begins = here().chars().next().is_some_and(|first| beginnings.may_have(first));
                begins && self.text(alternatives, rest, at, bound) || *optional && self.step(rest, at, bound)
            }
            Element::End => {
                let here = here();
                let ends = here.is_empty() || here.starts_with([',', ';', '。', ')', '!', '(', ':', '、']);
                ends && self.step(rest, at, bound)
            }
            Element::Money => {
                behind_money(here()).is_some_and(|end| self.step(rest, self.limit - end.len(), bound))
            }
            // What the passage is about needs no clause before.
            Element::Carried { role, kinds } if kinds.as_slice() == [EntityType::Place] => {
                // 甲公司扩产,又与乙公司签约: the firm does, and not the county.
                let done = self.topic.is_some_and(|clause| clause.topic(&[EntityType::Company]).is_some());
                if *role == Role::Object && done {
                    return false;
                }
                bound.focus = *role == Role::Subject;
                self.step(rest, at, bound)
            }
            Element::Carried { role, kinds } => self.carried_on(*role, kinds, rest, at, bound),
            Element::Mention { role, kinds, many } => {
                self.mention(Wanted { role: *role, kinds: *kinds, many: *many }, rest, at, bound)
            }
            Element::Words(wording) => self.words(*wording, rest, at, bound),
            // 主要加工|产品为青蒿素: what the goods are follows.
            Element::Goods => !here().starts_with("产品") && self.goods(rest, at, bound),
            Element::Gap(gap) => self.gap(*gap, rest, at, bound),
        }
    }

    /// Matches one of `words` and `rest` behind it.
    fn text(&self, words: &[String], rest: &[Element], at: usize, bound: &mut Match<'a>) -> bool {
        let here = &self.scene.text[at..self.limit];
        words.iter().any(|word| {
            // 甲公司的|生产线上,乙……: nothing is told of what it makes.
            // 延伸|集成电路: nor of what it is an amalgam of.
            let noun = matches!(word.as_str(), "生产" | "集") && WORDS.no_making.begin(here);
            !noun && begins(here, word) && self.step(rest, at + word.len(), bound)
        })
    }

    /// Binds what the clauses before speak of.
    fn carried_on(
        &self,
        role: Role,
        kinds: &[EntityType],
        rest: &[Element],
        at: usize,
        bound: &mut Match<'a>,
    ) -> bool {
        // A road makes and undertakes nothing, though projects and roads are told of alike.
        let told = |group| {
            let mut group = self.scene.items.range(group).iter();
            group.any(|item| item.kind != EntityType::Infrastructure)
        };
        let firms = kinds.contains(&EntityType::Company) && !kinds.contains(&EntityType::Infrastructure);
        let topic = |clause: &Clause| clause.topic_where(kinds, |group| !firms || told(group));
        let Some(group) = self.topic.and_then(topic) else { return false };
        let saved = (bound.subjects.len(), bound.objects.len());
        let carried = self.scene.items.range(group).iter();
        match role {
            Role::Subject => bound.subjects.extend(carried),
            Role::Object => bound.objects.extend(carried),
        }
        if self.step(rest, at, bound) {
            return true;
        }
        bound.subjects.truncate(saved.0);
        bound.objects.truncate(saved.1);
        false
    }

    /// Binds the words up to the end of the clause.
    fn words(&self, wording: Wording, rest: &[Element], at: usize, bound: &mut Match<'a>) -> bool {
        let (text, limit) = (self.scene.text, self.limit);
        // “甲县”,“乙县”: at the end of a pattern a list of quotes goes on behind the clause.
        let limit = if rest.is_empty() { self.scene.sentence.end.max(limit) } else { limit };
        // Nearly all words begin no honour, and their end is far.
        if wording == Wording::Honour && !may_begin(&text[at..limit]) {
            return false;
        }
        let end = match wording {
            Wording::Quoted => at + quoted_end(&text[at..limit]),
            _ => at + words_end(&text[at..limit]),
        };
        let words = &text[at..end];
        let fits = match wording {
            Wording::Any | Wording::Quoted => !words.is_empty() && !has_amount(words),
            Wording::Honour => is_honour(words),
            Wording::Title => is_title(words),
        };
        if !fits {
            return false;
        }
        bound.words = Some(NormalizedSpan::new(at, end));
        self.step(rest, end, bound)
    }

    /// Binds the goods that are listed.
    fn goods(&self, rest: &[Element], at: usize, bound: &mut Match<'a>) -> bool {
        let (text, items, limit) = (self.scene.text, self.scene.here, self.limit);
        let known = |from: usize, to: usize| {
            let item = items.starting_at(at + from)?;
            (item.kind == EntityType::Product && item.span.end == at + to).then_some(item)
        };
        // 高强度|螺栓: goods with a word before them that narrows them down.
        let narrowed = |from: usize, to: usize| {
            let inner = items.iter().filter(|item| item.kind == EntityType::Product);
            inner
                .take_while(|item| item.span.end <= at + to)
                .any(|item| item.span.end == at + to && item.span.start >= at + from)
        };
        let (found, end) =
            trade::listed(&text[at..limit], |from, to| known(from, to).is_some() || narrowed(from, to));
        // 主要业务涵盖|生物医药, 集|种鸭|养殖: sectors alone are no goods, nor is what the name of one begins with.
        let sector = |from: usize, to: usize| {
            let item = items.starting_at(at + from);
            item.is_some_and(|item| item.kind == EntityType::Industry && item.span.end >= at + to)
        };
        if found.is_empty() || found.iter().all(|&(from, to)| sector(from, to)) {
            return false;
        }
        let saved = bound.goods.len();
        bound.goods.extend(
            found.iter().map(|&(from, to)| (NormalizedSpan::new(at + from, at + to), known(from, to))),
        );
        let matched = self.step(rest, at + end, bound);
        if !matched {
            bound.goods.truncate(saved);
        }
        matched
    }
}

/// What stands behind the amount of money that `here` begins with.
fn behind_money(here: &str) -> Option<&str> {
    let amount = here.trim_start_matches(['约', '近', '超', '达']);
    let amount = amount.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.');
    let unit = amount.trim_start_matches(['百', '千', '万', '亿', '多', '余']);
    let digits = here[..here.len() - amount.len()].contains(|c: char| c.is_ascii_digit());
    unit.strip_prefix('美').unwrap_or(unit).strip_prefix('元').filter(|_| digits)
}
