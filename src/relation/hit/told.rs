//! Of whom a match tells what: the subjects and objects of its statements, by what it has bound and what it stands under.

use super::{Hit, WORDS, clause_before};
use crate::entity::EntityType;
use crate::extraction::{EntityRef, Object, Predicate};
use crate::relation::honour::{honours, is_granted_to_it, is_honour};
use crate::relation::item::Item;
use crate::relation::reference::{is_division_of, new_ref};
use crate::relation::rule::Rule;
use crate::relation::trade;

impl Hit<'_> {
    /// The literal that the rule gives for an object.
    pub(super) fn literal(&self) -> Option<String> {
        match (&self.rule.otherwise, &self.rule.value) {
            (Some(otherwise), _) if self.hedged => Some(otherwise.clone()),
            (_, Some(value)) if !matches!(value.as_str(), "$o" | "$before") => Some(value.clone()),
            _ => None,
        }
    }

    /// The honours that the rule finds in words of the match.
    fn honours(&self) -> Vec<Object> {
        let (text, span) = (self.text, self.span);
        let words = match self.rule.value.as_deref() {
            Some("$o") => self.bound.words.map(|words| words.of(text)),
            // 省级绿色工厂|甲公司
            Some("$before") => {
                let first = self.bound.subjects.iter().map(|item| item.span.start).min();
                let words = first.and_then(|first| text.get(span.start..first));
                // 省级绿色工厂|名单公布,甲公司入选
                let words = words.map(|words| words.split("名单").next().unwrap_or(words));
                words.filter(|words| is_honour(words))
            }
            _ => None,
        };
        let mut found: Vec<Object> = words.into_iter().flat_map(honours).collect();
        found.retain(|object| matches!(object, Object::Literal { value } if fits(self.rule, value)));
        found
    }

    /// What the match is told of.
    pub(super) fn objects(&self) -> Vec<Object> {
        let mut objects = self.honours();
        if self.rule.object_from_scope {
            self.add_scope(&mut objects);
        } else {
            self.add_bound(&mut objects);
        }
        objects
    }

    /// Adds the objects that stand around the match.
    fn add_scope(&self, objects: &mut Vec<Object>) {
        match self.rule.predicate {
            Predicate::Leads | Predicate::InIndustry => {
                let industries = self.industries.iter().filter_map(|item| item.entity.clone());
                objects.extend(industries.map(Object::Entity));
            }
            // 甲村交通便利,|乙高速穿境而过: the place that the sentence begins with.
            Predicate::PassesThrough => {
                let focus = self.focus.as_ref();
                let narrower = |place: &&EntityRef| focus.is_none_or(|focus| !is_division_of(focus, place));
                let place = self.opens.as_ref().filter(narrower).or(focus);
                objects.extend(place.cloned().map(Object::Entity));
            }
            // 甲县乙镇工业发达,|镇内主要企业有……
            Predicate::LocatedIn => {
                let focus = self.focus.as_ref();
                let within = |place: &&EntityRef| focus.is_some_and(|focus| is_division_of(place, focus));
                let place = self.opens.as_ref().filter(within).or(focus);
                objects.extend(place.cloned().map(Object::Entity));
            }
            _ => objects.extend(self.focus.clone().map(Object::Entity)),
        }
    }

    /// Adds the objects that the match has bound.
    fn add_bound(&self, objects: &mut Vec<Object>) {
        let text = self.text;
        let part = |item: &&&Item| {
            self.rule.predicate == Predicate::Produces && trade::is_part(&text[item.span.end..])
        };
        let entities = self
            .bound
            .objects
            .iter()
            .filter(|item| !part(item) && !self.is_site(item) && !self.is_of_honour(item))
            .flat_map(|item| item.entities());
        objects.extend(entities.cloned().map(Object::Entity));
        for (span, known) in &self.bound.goods {
            let own = || new_ref(span.of(text), EntityType::Product);
            let goods = known.and_then(|item| item.entity.clone()).unwrap_or_else(own);
            objects.push(Object::Entity(goods));
        }
    }

    /// What the statements are of.
    pub(super) fn subjects(&self) -> Vec<&EntityRef> {
        if self.bound.focus {
            return self.told_of().into_iter().collect();
        }
        let (rule, text, span) = (self.rule, self.text, self.span);
        let last = self.bound.subjects.iter().map(|item| item.span.end).max();
        // 甲路、乙路(在建): what stands in brackets tells of the last alone, what stands behind them of all.
        let told = self.bound.words.map_or(span.end, |words| words.start);
        let remark = rule.predicate == Predicate::Status
            && last
                .and_then(|last| text.get(last..told))
                .is_some_and(|words| words.starts_with('(') && !words.contains(')'));
        let subjects = self.bound.subjects.iter().filter(|item| {
            if remark && Some(item.span.end) != last {
                return false;
            }
            let name = item.span.of(text);
            // 甲县乙村获评……: it is not the county.
            // 在甲产业园开工: what starts is something else.
            let stands_in = rule.predicate == Predicate::Status
                && item.kind == EntityType::Park
                && text
                    .get(self.sentence.start..item.span.start)
                    .is_some_and(|before| is_led_to(clause_before(before)));
            // 甲产业园|的某某项目开工
            let stands_in = stands_in
                || rule.predicate == Predicate::Status
                    && item.kind == EntityType::Park
                    && text.get(item.span.end..span.end).is_some_and(|words| words.starts_with('的'));
            let other = rule.predicate == Predicate::Awarded
                && item.kind == EntityType::Place
                && last == Some(item.span.end)
                && last.filter(|last| *last <= span.end).is_some_and(|last| {
                    let between = self.bound.words.map_or(span.end, |words| words.start);
                    last < between && !is_granted_to_it(&text[last..between])
                });
            // 至丙机场段开工: where the section ends does not begin.
            // 甲路——乙湖段开通: nor does where it starts.
            let start = rule.predicate == Predicate::Status && starts_section(&text[item.span.end..]);
            let end = rule.predicate == Predicate::Status
                && text[item.span.end..].starts_with('段')
                && text[..item.span.start].ends_with(['至', '到']);
            !other && !stands_in && !start && !end && !rule.unless_ends.end(name)
        });
        subjects.flat_map(|item| item.entities()).collect()
    }

    /// The place that the passage is about, as the subject of a clause that names none.
    fn told_of(&self) -> Option<&EntityRef> {
        self.opens.as_ref().or(self.county.as_ref()).filter(|_| self.is_granted())
    }

    /// Whether the clause of a match names nobody else to whom the honour is granted: 旗下产品|入选.
    pub(super) fn is_granted(&self) -> bool {
        let between = self.bound.words.map_or(self.span.end, |words| words.start);
        is_granted_to_it(&self.text[self.span.start..between])
    }
}

/// Whether the words of a clause lead to a place where something happens: 在|甲产业园, but not 位于乙县的|甲产业园.
fn is_led_to(before: &str) -> bool {
    let mut rest = before;
    while let Some(at) = rest.find(['在', '于']) {
        let (word, behind) = rest.split_at(at + '在'.len_utf8());
        let seat = ["位于", "坐落于", "坐落在", "座落于", "座落在"].iter().any(|seat| word.ends_with(seat));
        if !(seat && behind.contains('的')) {
            return true;
        }
        rest = behind;
    }
    false
}

/// Whether what stands behind a place or a street makes it the beginning of a section: 甲路|——乙湖段.
fn starts_section(behind: &str) -> bool {
    const NEAR: usize = 12;
    let Some(rest) = behind.strip_prefix("——").or_else(|| behind.strip_prefix(['—', '-', '至']))
    else {
        return false;
    };
    let near: String = rest.chars().take(NEAR).collect();
    near.find('段').is_some_and(|at| !near[..at].contains([',', '。', ';', '、', '项']))
}

/// Whether the words of an honour end as the rule wants.
fn fits(rule: &Rule, words: &str) -> bool {
    (rule.object_ends.is_empty() || rule.object_ends.end(words)) && !WORDS.examined.end(words)
}
