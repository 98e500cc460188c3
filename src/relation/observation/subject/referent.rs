//! What the words that point to something mean: the last project, the park of the passage, the county of the section.

use super::Subjects;
use crate::entity::EntityType;
use crate::extraction::EntityRef;
use crate::linking::{LinkedMention, begun_before};
use crate::relation::met::{self, is_met};
use crate::relation::observation::focus::with_ending;
use crate::relation::observation::stranger;
use crate::relation::pointing::{WorkNoun, built_firm, firm_of_project, opening_park};
use crate::relation::reference::meaning;
use crate::relation::related::{is_attribute, is_related};
use crate::text::NormalizedSpan;
use crate::text::signs::is_counting;
use crate::text::word_list::word_lists;

word_lists! {
    static WORDS: ReferentWords = "referent.csv";
    /// What stands before a park that only says where something is.
    seated,
    /// What stands before the name that a park had once.
    former,
}

impl<'a> Subjects<'a> {
    /// The park that the noun `noun` at `position` means: what the passage is an entry of, or the only one of the passage
    /// that is called so. `opening` is what the words begin with: 该园区 is the last of them, 县产业开发区 the only one
    /// of its kind.
    pub(super) fn park(
        &self,
        noun: &str,
        opening: Option<char>,
        passage: usize,
        position: usize,
    ) -> Option<EntityRef> {
        let of_division = matches!(opening, Some('县' | '市' | '区' | '该'));
        let called = |label: &str| match noun {
            "园区" => true,
            "经开区" => label.ends_with(noun) || label.contains("经济") && label.ends_with("开发区"),
            "高新区" => label.ends_with(noun) || label.contains("高新技术"),
            _ => label.ends_with(noun),
        };
        let head = self.head(passage).or(self.focus.park.as_ref());
        if let Some(head) = head.filter(|head| head.kind == EntityType::Park && called(&head.label)) {
            return Some(head.clone());
        }
        // 园区 without one in the passage are all of the place.
        let all = self.mentions_before(position);
        let near = if of_division { all } else { self.mentions_in(passage, position) };
        let mut parks = near.iter().rev().filter(|mention| {
            mention.mention.kind == EntityType::Park
                && (!mention.mention.nested || self.in_office(mention))
                && !WORDS.former.end(&self.source.text.text[..mention.mention.span.start])
        });
        let named = |mention: &LinkedMention| {
            meaning(mention, self.source.gazetteer).filter(|park| called(&park.label))
        };
        let Some(found) = parks.find_map(named) else {
            // Or the only one that the document has named so far.
            let mut all = all.iter().filter(|mention| mention.mention.kind == EntityType::Park);
            let found = all.find_map(|mention| meaning(mention, self.source.gazetteer))?;
            let one = all.all(|mention| {
                meaning(mention, self.source.gazetteer).is_some_and(|park| park.entity == found.entity)
            });
            // 该园区 is the one that is a project: 甲产业园|项目.
            let pointed = noun != "园区" || opening == Some('该');
            return Some(found).filter(|park| one && pointed && called(&park.label));
        };
        let one = of_division
            || parks.all(|mention| {
                meaning(mention, self.source.gazetteer)
                    .is_none_or(|park| park.entity == found.entity || !called(&park.label))
            });
        one.then_some(found)
    }

    /// Whether a nested mention begins the name of an organisation: 甲高新区管委会.
    fn in_office(&self, mention: &LinkedMention) -> bool {
        self.mentions_before(mention.mention.span.start + 1).iter().rev().take(4).any(|other| {
            other.mention.kind == EntityType::Organization
                && other.mention.span.start == mention.mention.span.start
        })
    }

    /// The division that 全县 or 全市 means: the nearest of the passage's own county, the section's place and those
    /// above whose name ends so.
    pub(super) fn division(&self, passage: usize, ends: &[char]) -> Option<EntityRef> {
        let gazetteer = self.source.gazetteer;
        let county = self.focus.county(passage);
        let prefecture = self.source.scopes.prefecture(passage).map(|focus| focus.place);
        let section = self.focus.place(passage);
        let all = [county, section, prefecture];
        let city = ends.contains(&'州');
        // 全市 in a section about a prefecture is the prefecture, whichever county a passage is about.
        let first = if city { section.and_then(|place| with_ending(place, ends, gazetteer)) } else { None };
        first.or_else(|| all.into_iter().flatten().find_map(|place| with_ending(place, ends, gazetteer)))
    }

    /// What `word`, which points to the last thing of a type, means: 该工程 is the power station where no project is named,
    /// or none in the passage; a bare 项目 is no road.
    pub(super) fn demonstrated(
        &self,
        word: &str,
        kind: EntityType,
        passage: usize,
        position: usize,
    ) -> Option<EntityRef> {
        if word == "项目"
            && let Some(firm) = self.firm_of_project(passage, position)
        {
            return Some(firm);
        }
        if kind == EntityType::Project
            && let Some(firm) = built_firm(position, &self.source.text.text, self.items())
        {
            return Some(firm);
        }
        if kind == EntityType::Project
            && let Some(park) = opening_park(position, &self.source.text.text, self.items())
        {
            return Some(park);
        }
        let found = self.last(kind, passage, position);
        // 签约甲项目、乙项目、丙项目。|项目涉及……: all of them.
        // 甲公司创办于……,|项目分步实施: none that was named before the firm.
        if word == "项目"
            && (self.is_behind_list(passage, position)
                || self.is_of_new_firm(passage, position)
                || self.is_of_new_work(passage, position))
        {
            return None;
        }
        let of_passage = self.mentions_in(passage, position);
        // 甲水库起于……。|项目总投资……: a bare 项目 is a road or a reservoir only where its passage names no project and a
        // sentence begins with that.
        let bare =
            word == "项目" && !of_passage.iter().any(|mention| mention.mention.kind == EntityType::Project);
        let pointed = bare || word.starts_with(['该', '这', '本']);
        if kind != EntityType::Project || !pointed {
            return found;
        }
        let (here, all) = (of_passage, self.mentions_before(position));
        let near = if found.is_some() || bare { here } else { all };
        let work = outermost(near).find(|mention| {
            matches!(mention.mention.kind, EntityType::Project | EntityType::Infrastructure)
                && !is_attribute(&self.source.text.text, mention.mention.span)
                && !(mention.mention.kind == EntityType::Infrastructure && self.is_met(mention.mention.span))
                && (!bare || self.opens_sentence(mention.mention.span.start))
        });
        let named = found.is_some() && here.iter().any(|mention| mention.mention.kind == EntityType::Project);
        let work = work.filter(|work| work.mention.kind == EntityType::Infrastructure && !named);
        // Where no work is named it is the park that is being built, unless that only says where: 在甲园区开工.
        let park = || {
            let is_park = |mention: &&LinkedMention| mention.mention.kind == EntityType::Park;
            let only_where = |park: &LinkedMention| self.only_where(park, passage);
            if !only_where(outermost(all).find(is_park)?) {
                return self.last(EntityType::Park, passage, position);
            }
            // 甲工业园在|乙开发区|开工: the one before that.
            let built = outermost(here).filter(is_park).find(|park| !only_where(park))?;
            meaning(built, self.source.gazetteer)
        };
        let work = work.and_then(|work| meaning(work, self.source.gazetteer)).or(found);
        if bare { work } else { work.or_else(park) }
    }

    /// The firm whose project a bare 项目 at `position` is.
    fn firm_of_project(&self, passage: usize, position: usize) -> Option<EntityRef> {
        firm_of_project(position, self.source.text, passage, self.items())
    }

    /// Whether a sentence begins with what stands at `position`, but for what says who told it: 据了解,|甲铁路.
    fn opens_sentence(&self, position: usize) -> bool {
        const NEAR: usize = 18;
        let text = &self.source.text.text[..position];
        let before = text.rsplit(['。', '\n']).next().unwrap_or_default();
        before.is_empty() || before.len() <= NEAR && before.ends_with(',') || met::WORDS.state.has(before)
    }

    /// The work before `position` that a noun means.
    pub(super) fn called(&self, noun: WorkNoun, passage: usize, position: usize) -> Option<EntityRef> {
        let text = &self.source.text.text;
        let works = outermost(self.mentions_before(position)).filter(|mention| {
            let span = mention.mention.span;
            matches!(mention.mention.kind, EntityType::Project | EntityType::Infrastructure)
                && !is_counted(&text[span.end..])
                && !self.is_met(span)
        });
        let works =
            works.filter_map(|work| Some((work.mention.span.start, meaning(work, self.source.gazetteer)?)));
        noun.choose(self.start_of(passage.saturating_sub(1)), self.start_of(passage), works)
    }

    /// Whether the passage names several works before `position` that a noun can mean: 建成甲、乙水库。|水库总库容…….
    pub(super) fn names_several(&self, noun: WorkNoun, passage: usize, position: usize) -> bool {
        let works = outermost(self.mentions_in(passage, position));
        let mut meant = works
            .filter_map(|work| meaning(work, self.source.gazetteer))
            .filter(|work| noun.fits(&work.label));
        meant.next().is_some_and(|first| meant.any(|other| other.entity != first.entity))
    }

    /// Whether the work at `span` is only met on the way of another.
    pub(super) fn is_met(&self, span: NormalizedSpan) -> bool {
        let before = outermost(self.mentions_before(span.start)).map(|mention| mention.mention.span);
        is_met(&self.source.text.text, span, before)
    }

    /// Whether a passage begins with a firm that is new there and names no work before `position`.
    fn is_of_new_firm(&self, passage: usize, position: usize) -> bool {
        let start = self.start_of(passage);
        let here = self.mentions_in(passage, position);
        let works = |mention: &LinkedMention| {
            matches!(mention.mention.kind, EntityType::Project | EntityType::Infrastructure)
        };
        let first = here
            .first()
            .filter(|first| first.mention.kind == EntityType::Company && first.mention.span.start == start);
        let Some(firm) = first.and_then(|first| meaning(first, self.source.gazetteer)) else { return false };
        let known = |mention: &LinkedMention| {
            mention.mention.kind == EntityType::Company
                && meaning(mention, self.source.gazetteer).is_some_and(|other| other.entity == firm.entity)
        };
        !here.iter().any(works) && !self.mentions_before(start).iter().any(known)
    }

    /// Whether a passage begins with a project that no mention is, and names none before `position`.
    fn is_of_new_work(&self, passage: usize, position: usize) -> bool {
        let start = self.start_of(passage);
        let words = &self.source.text.text[start..position];
        let works = |mention: &LinkedMention| {
            matches!(mention.mention.kind, EntityType::Project | EntityType::Infrastructure)
        };
        stranger::begins_with_project(words) && !self.mentions_in(passage, position).iter().any(works)
    }

    /// Whether the last works that the passage names before `position` are an enumeration of several projects.
    fn is_behind_list(&self, passage: usize, position: usize) -> bool {
        const SEVERAL: usize = 3;
        let text = &self.source.text.text;
        let mut next = None;
        let mut count = 0;
        for project in outermost(self.mentions_in(passage, position)) {
            let span = project.mention.span;
            // 甲、乙|等3大项目开工,|项目……
            if next.is_none() && text.get(span.end..position).is_some_and(is_summed) {
                return true;
            }
            let joined = next.is_none_or(|next| matches!(text.get(span.end..next), Some("、" | ",")));
            if project.mention.kind != EntityType::Project || !joined {
                break;
            }
            next = Some(span.start);
            count += 1;
        }
        count >= SEVERAL
    }

    /// The last thing of a type before `position` in its passage, or what that is an entry of, or the last one
    /// before.
    pub(super) fn last(&self, kind: EntityType, passage: usize, position: usize) -> Option<EntityRef> {
        if let Some(company) = self.focus.named_company.as_ref().filter(|company| company.kind == kind) {
            return Some(company.clone());
        }
        let before = self.mentions_before(position);
        let text = &self.source.text.text;
        let fits = |mention: &&LinkedMention| {
            let span = mention.mention.span;
            let related = kind == EntityType::Company && is_related(text, span);
            let line = kind == EntityType::Project && span.of(text).ends_with("产线");
            mention.mention.kind == kind
                && !mention.mention.nested
                && !is_counted(&text[span.end..])
                && !related
                && !line
                && !is_attribute(text, span)
                && !(kind == EntityType::Infrastructure && self.is_met(span))
                && !(kind == EntityType::Project && self.is_component(span.start))
        };
        // 集群 is the cluster that the text is about: the first that is called so.
        if kind == EntityType::Industry {
            let called =
                |mention: &&LinkedMention| fits(mention) && mention.mention.span.of(text).ends_with("集群");
            return before.iter().find(called).and_then(|found| meaning(found, self.source.gazetteer));
        }
        // Of the works of a passage 项目 is rather one that is called so than what it builds.
        let called = |mention: &&LinkedMention| {
            fits(mention) && mention.mention.span.of(text).ends_with(['期', '目', '程'])
        };
        let here = || self.mentions_in(passage, position).iter().rev().find(called);
        // 甲工业园位于|乙开发区: the one before that.
        let subject = |mention: &&LinkedMention| fits(mention) && !self.only_where(mention, passage);
        let named = match kind {
            EntityType::Project => here(),
            EntityType::Park => self.mentions_in(passage, position).iter().rev().find(subject),
            _ => None,
        };
        let found = named.or_else(|| before.iter().rev().find(fits));
        let about = [self.head(passage), self.focus.park.as_ref(), self.focus.company(position)];
        let head = about.into_iter().flatten().find(|head| head.kind == kind);
        match found {
            Some(found) if found.mention.span.start >= self.start_of(passage) || head.is_none() => {
                meaning(found, self.source.gazetteer)
            }
            _ => head.cloned(),
        }
    }

    /// Whether a park only says where something is: 位于|乙开发区.
    fn only_where(&self, park: &LinkedMention, passage: usize) -> bool {
        let chain = self.chained(self.start_of(passage), park.mention.span.start);
        WORDS.seated.end(&self.source.text.text[..chain])
    }

    /// Whether what stands at `position` is a part of the work that its sentence is about: 项目建设包括|乙.
    fn is_component(&self, position: usize) -> bool {
        let text = &self.source.text.text[..position];
        let sentence = text.rsplit(['。', '\n']).next().unwrap_or_default().trim_start();
        let noun = ["项目", "该项目", "工程", "该工程"].iter().any(|noun| sentence.starts_with(noun));
        // 甲示范县建设项目包括:|乙干渠工程
        let before = position - sentence.len();
        let named = || {
            let works = outermost(self.mentions_before(position))
                .take_while(|other| other.mention.span.start >= before);
            works.filter(|other| other.mention.kind == EntityType::Project).any(|whole| {
                let behind = &self.source.text.text[whole.mention.span.end..position];
                super::WORDS.made_of.begin(behind)
            })
        };
        (noun || named()) && !sentence.contains(';') && super::WORDS.made_of.are_in(sentence)
    }

    /// The mentions that begin before `position`.
    fn mentions_before(&self, position: usize) -> &'a [LinkedMention] {
        &self.source.mentions[..begun_before(self.source.mentions, position)]
    }

    /// The mentions of a passage that begin before `position`.
    fn mentions_in(&self, passage: usize, position: usize) -> &'a [LinkedMention] {
        let before = self.mentions_before(position);
        &before[begun_before(before, self.start_of(passage))..]
    }

    /// Where a passage begins.
    fn start_of(&self, passage: usize) -> usize {
        self.source.text.passages.get(passage).map_or(0, |passage| passage.span.start)
    }
}

/// The outermost of `mentions`, the last first.
fn outermost(mentions: &[LinkedMention]) -> impl Iterator<Item = &LinkedMention> {
    mentions.iter().rev().filter(|mention| !mention.mention.nested)
}

/// Whether words behind the last of several works say how many there are: 等4大项目, 等12个重点项目.
fn is_summed(words: &str) -> bool {
    let Some(count) = words.strip_prefix('等') else { return false };
    let unit = count.trim_start_matches(|c: char| is_counting(c) || matches!(c, '多' | '余'));
    unit.len() < count.len() && unit.starts_with(['个', '大', '项'])
}

/// Whether what stands before `words` is what they count: 生产线16条.
pub(super) fn is_counted(words: &str) -> bool {
    let rest = words.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.');
    rest.len() < words.len() && rest.starts_with(['条', '台', '套', '座', '栋', '处'])
}
