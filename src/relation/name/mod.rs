//! What a name says about the thing that it names: 昭通市工业和信息化局 is in 昭通市.

mod fitting;
mod reading;
mod whereabouts;

use std::cell::OnceCell;

use super::firms::Firms;
use super::reference::{is_rank, meaning};
use super::regions::Regions;
use super::rule::{Rule, RuleSet};
use super::{Directness, Statement};
use crate::entity::EntityType;
use crate::extraction::{EntityRef, Object, Predicate};
use crate::gazetteer::Gazetteer;
use crate::linking::LinkedMention;
use crate::mention::Origin;
use crate::text::word_list::word_lists;

word_lists! {
    static WORDS: NameWords = "name.csv";
    /// Words behind a product that let it be what a project turns out: not those of 动力电池回收 and
    /// 家具市场.
    made,
    /// Words that name a kind of park rather than its industry.
    kind_of_park,
    /// What the names of lines end with, on which there are stations and junctions.
    line,
    /// What is built for the sector that stands before it in the name of a project.
    behind_sector,
    /// Sectors whose works are called after where they are: 金沙湾|旅游项目.
    of_places,
    /// What words before goods or a sector end with that name no firm: materials, and places.
    no_brand,
    /// Houses, which are called after where they stand: 大湾|低空旅游服务中心.
    house,
    /// What short names of firms end with.
    trade,
    /// What stands on a line, called after the place that this passes through there.
    stop,
}

/// Runs the name rules over the mentions, which are in order, outer before nested.
pub(super) fn apply(
    rules: &RuleSet,
    text: &str,
    mentions: &[LinkedMention],
    gazetteer: &Gazetteer,
    out: &mut Vec<Statement>,
) {
    let firms = Firms::new(text, mentions, gazetteer);
    let regions = Regions::new(mentions, gazetteer);
    let document = Document { text, gazetteer, firms: &firms, regions: &regions };
    let mut rest = mentions;
    let mut last: Option<&LinkedMention> = None;
    while let Some((outer, behind)) = rest.split_first() {
        let before = last.replace(outer).filter(|last| last.mention.span.end == outer.mention.span.start);
        let count = behind.iter().take_while(|inner| outer.mention.span.contains(inner.mention.span)).count();
        let inner;
        (inner, rest) = behind.split_at(count);
        if outer.mention.kind == EntityType::Project {
            document.apply_to_firms(rules, inner, out);
        }
        document.apply_to(rules, outer, inner, before, out);
    }
}

/// What all names of a document are read with.
#[derive(Clone, Copy)]
struct Document<'a> {
    text: &'a str,
    gazetteer: &'a Gazetteer,
    firms: &'a Firms,
    regions: &'a Regions,
}

impl<'a> Document<'a> {
    /// Of the firm inside 甲县乙公司技改项目 its own name tells, too.
    fn apply_to_firms(self, rules: &RuleSet, inside: &'a [LinkedMention], out: &mut Vec<Statement>) {
        for (at, firm) in inside.iter().enumerate() {
            if firm.mention.kind == EntityType::Company
                && let Some(entity) = meaning(firm, self.gazetteer)
            {
                let name = Name::of(self, firm, entity, &inside[at + 1..], None);
                rules.name_rules(EntityType::Company).for_each(|rule| name.apply(rule, out));
            }
        }
    }

    /// Applies the rules of its kind to a name that is part of no other.
    fn apply_to(
        self,
        rules: &RuleSet,
        outer: &'a LinkedMention,
        inner: &'a [LinkedMention],
        before: Option<&'a LinkedMention>,
        out: &mut Vec<Statement>,
    ) {
        let kind = outer.mention.kind;
        if outer.mention.nested
            || is_rank(outer, self.text)
            || inner.is_empty() && kind != EntityType::Project
            || says_nothing(outer, self.text)
        {
            return;
        }
        let Some(entity) = meaning(outer, self.gazetteer) else { return };
        let name = Name::of(self, outer, entity, inner, before);
        let about = || rules.name_rules(kind);
        let before = out.len();
        about().filter(|rule| rule.reads.is_some()).for_each(|rule| name.apply(rule, out));
        let told = out[before..].iter().any(|found| found.predicate != Predicate::Undertakes);
        // 特种玻璃|项目 is of 特种玻璃 and not of the 玻璃 in it.
        let less = |rule: &&Rule| told && rule.inner.iter().all(|kind| is_trade(*kind));
        about().filter(|rule| rule.reads.is_none() && !less(rule)).for_each(|rule| name.apply(rule, out));
    }
}

fn is_trade(kind: EntityType) -> bool {
    matches!(kind, EntityType::Industry | EntityType::Product)
}

/// One name with the names inside it.
struct Name<'a> {
    outer: &'a LinkedMention,
    entity: EntityRef,
    inner: &'a [LinkedMention],
    text: &'a str,
    gazetteer: &'a Gazetteer,
    firms: &'a Firms,
    regions: &'a Regions,
    /// The name that ends where this one begins.
    before: Option<&'a LinkedMention>,
    /// Where the words begin that say of what trade it is.
    trade: OnceCell<usize>,
}

impl<'a> Name<'a> {
    fn of(
        document: Document<'a>,
        outer: &'a LinkedMention,
        entity: EntityRef,
        inner: &'a [LinkedMention],
        before: Option<&'a LinkedMention>,
    ) -> Self {
        let Document { text, gazetteer, firms, regions } = document;
        Self { outer, entity, inner, text, gazetteer, firms, regions, before, trade: OnceCell::new() }
    }

    fn apply(&self, rule: &Rule, out: &mut Vec<Statement>) {
        if let Some(reading) = rule.reads {
            for (subject, object) in self.read(reading) {
                self.state(rule, subject, object, out);
            }
            return;
        }
        let fitting = || self.inner.iter().filter(|mention| self.is_fitting(rule, mention));
        let others: Vec<EntityRef> = match rule.predicate {
            Predicate::Undertakes => self.firm(fitting().next()).into_iter().collect(),
            _ if rule.inner.contains(&EntityType::Place) => self
                .place(fitting())
                .and_then(|mention| meaning(mention, self.gazetteer))
                .or_else(|| self.place_of_known(rule))
                .into_iter()
                .collect(),
            _ => {
                let first = fitting().min_by_key(|mention| mention.mention.span.start);
                first.and_then(|mention| meaning(mention, self.gazetteer)).into_iter().collect()
            }
        };
        for other in others.into_iter().filter(|other| other.entity != self.entity.entity) {
            // A firm undertakes what is named after it: the inner name is then the subject.
            let (subject, object) = match rule.predicate {
                Predicate::Undertakes => (other, self.entity.clone()),
                _ => (self.entity.clone(), other),
            };
            self.state(rule, subject, object, out);
        }
    }

    fn state(&self, rule: &Rule, subject: EntityRef, object: EntityRef, out: &mut Vec<Statement>) {
        out.push(Statement {
            subject,
            predicate: rule.predicate,
            object: Object::Entity(object),
            rule: rule.id.clone(),
            confidence: rule.confidence,
            directness: Directness::Name,
            aimed: false,
            reached: None,
            evidence: self.outer.mention.span,
        });
    }
}

/// Whether a name is that of a station in a list, which only lacks its noun: 全线设|甲东|、乙等5座车站.
fn is_listed_stop(mention: &LinkedMention, text: &str) -> bool {
    lacks(mention, text) == Some("站")
}

/// The noun that the name of a work in a list lacks: 车站 of 甲东、乙等5座车站.
fn lacks<'m>(mention: &'m LinkedMention, text: &str) -> Option<&'m str> {
    let Origin::ShortOf(full) = &mention.mention.origin else { return None };
    let work = mention.mention.kind == EntityType::Infrastructure;
    full.strip_prefix(mention.mention.span.of(text)).filter(|noun| work && !noun.is_empty())
}

/// Names that tell nothing of where their bearer is: streets (长江路), and short forms, of which the full form
/// tells it.
fn says_nothing(mention: &LinkedMention, text: &str) -> bool {
    let name = mention.mention.span.of(text);
    matches!(mention.mention.origin, Origin::ShortOf(_)) && lacks(mention, text).is_none()
        || (mention.mention.kind == EntityType::Infrastructure
            && (name.ends_with(['路', '街', '巷']) || name.ends_with("大道"))
            && !name.ends_with("铁路")
            && !name.ends_with("公路"))
}
