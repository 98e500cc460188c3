//! Words that stand for something named before: 该项目, 园区, 第3项.

use std::sync::LazyLock;

use super::Subjects;
use super::candidate::Candidate;
use super::time::time_prefix;
use super::whole::WHOLES;
use crate::entity::EntityType;
use crate::extraction::EntityRef;
use crate::linking::LinkedMention;
use crate::relation::deixis::{Target, kind_of, pointers};
use crate::relation::observation::focus::with_ending;
use crate::relation::pointing::own_town;
use crate::relation::reference::meaning;
use crate::relation::related::{is_attribute, is_related};
use crate::text::word_list::word_lists;
use crate::text::words::Words;
use crate::text::{NormalizedSpan, Sentence};

word_lists! {
    static WORDS: SubjectPointingWords = "subject_pointing.csv";
    /// Bare nouns that point to the park spoken of.
    park,
    /// Nouns that do so behind 该.
    pointed_park,
    /// What makes a thing in the park of it.
    part,
    /// Verbs that lead to another subject.
    lead,
    /// What stands before a park that only says where something is.
    seated,
}

/// Words that point to the last thing of a type, or (no type) to the district, at the beginning of a clause.
static POINTERS: LazyLock<Words<Option<EntityType>>> = LazyLock::new(|| {
    Words::new(vec![
        ("我们公司", Some(EntityType::Company)),
        ("我们企业", Some(EntityType::Company)),
        ("我们", Some(EntityType::Company)),
        ("集群", Some(EntityType::Industry)),
        ("这家企业", Some(EntityType::Company)),
        ("这家公司", Some(EntityType::Company)),
        ("新公司", Some(EntityType::Company)),
        ("公司", Some(EntityType::Company)),
        ("该厂", Some(EntityType::Company)),
        ("这个项目", Some(EntityType::Project)),
        ("这一项目", Some(EntityType::Project)),
        ("项目", Some(EntityType::Project)),
        ("这条铁路", Some(EntityType::Infrastructure)),
        ("这条公路", Some(EntityType::Infrastructure)),
        ("这条高速", Some(EntityType::Infrastructure)),
        ("这条运河", Some(EntityType::Infrastructure)),
        ("这座", Some(EntityType::Infrastructure)),
        ("该区", None),
    ])
});

impl Subjects<'_> {
    /// Adds what the words of a sentence point to.
    pub(super) fn pointed(&self, sentence: &Sentence, out: &mut Vec<Candidate>) {
        let text = &self.source.text.text;
        for (start, pointer) in pointers(self.source.text, sentence.span) {
            let span = NormalizedSpan::new(start, start + pointer.word.len());
            let entity = match pointer.target {
                Target::Last(EntityType::Company) if pointer.word == "公司" && self.focus.has_company() => {
                    self.focus.company(start).cloned()
                }
                Target::Last(kind) => self.demonstrated(pointer.word, kind, sentence.passage, start),
                Target::County | Target::Prefecture => self.whole_division(&pointer, sentence, start),
                Target::Town => {
                    let kind = kind_of(pointer.word);
                    let focus = self.source.scopes.county(sentence.passage);
                    own_town(kind, focus, self.source.gazetteer).or_else(|| self.town_before(kind, start))
                }
            };
            if let Some(candidate) = entity.and_then(|entity| self.candidate(sentence, span, entity)) {
                out.push(Candidate { opens: true, ..candidate });
            }
        }
        for (from, to, entity) in self.entries.by_number(sentence.span.of(text)) {
            let span = NormalizedSpan::new(sentence.span.start + from, sentence.span.start + to);
            let candidate = self.candidate(sentence, span, entity.clone());
            out.extend(candidate.map(|candidate| Candidate { opens: true, ..candidate }));
        }
        self.point(sentence, out);
    }

    /// 这家企业, 园区 and the like where they open a clause, but for words of time.
    fn point(&self, sentence: &Sentence, out: &mut Vec<Candidate>) {
        let text = &self.source.text.text;
        let marks = self.source.text.landmarks.within(sentence.span).iter();
        let ends = marks.filter(|mark| matches!(mark.character, ',' | ';' | ':')).map(|mark| mark.end());
        let mut start = sentence.span.start;
        for end in ends.chain([sentence.span.end]) {
            let clause = &text[start..end];
            let quote = clause.len() - clause.trim_start_matches('“').len();
            let skipped = quote + time_prefix(&clause[quote..]);
            let skipped = skipped + lead(&clause[skipped..]);
            let at = start + skipped;
            start = end;
            let words = &clause[skipped..];
            if out.iter().any(|candidate| candidate.span.start <= at && at < candidate.span.end) {
                continue;
            }
            let (len, entity) = if let Some((word, kind)) = POINTERS.beginning(words) {
                let spoken = text[sentence.span.start..at].contains('“') || words.starts_with("我们");
                let speaker = match kind {
                    Some(EntityType::Company) if spoken => self.speaker(sentence.passage, at),
                    _ => None,
                };
                let entity = match kind {
                    // Whoever says 我们 may speak for anything.
                    _ if speaker.is_some() || word == "我们" => speaker,
                    Some(EntityType::Company) if word == "公司" && self.focus.has_company() => {
                        self.focus.company(at).cloned()
                    }
                    Some(kind) => self.demonstrated(word, kind, sentence.passage, at),
                    None => self.division(sentence.passage, &['区']),
                };
                (word.len(), entity)
            } else if let Some((word, suffix)) = WHOLES.beginning(words) {
                (word.len(), self.whole(sentence.passage, suffix))
            } else if is_its(words) {
                ("其".len(), self.owner_before(sentence, at, out))
            } else if words.starts_with("前者") || words.starts_with("后者") {
                ("前者".len(), self.former(words.starts_with('后'), at))
            } else if let Some((len, noun)) = park_noun(words) {
                (len, self.park(noun, words.chars().next(), sentence.passage, at))
            } else {
                continue;
            };
            let span = NormalizedSpan::new(at, at + len);
            out.extend(entity.and_then(|entity| self.candidate(sentence, span, entity)));
        }
    }

    /// What 其 at `position` stands for: what the clause before it, or else the sentence before, begins with.
    fn owner_before(&self, sentence: &Sentence, position: usize, here: &[Candidate]) -> Option<EntityRef> {
        let opens = |candidate: &&Candidate| {
            candidate.opens && !candidate.listed && candidate.entity.kind != EntityType::Place
        };
        let here = here.iter().filter(|candidate| candidate.span.end <= position);
        if let Some(found) = here.filter(opens).max_by_key(|candidate| candidate.span.start) {
            return Some(found.entity.clone());
        }
        let sentences = self.source.sentences;
        let at = sentences.partition_point(|other| other.span.start < sentence.span.start);
        let before = at.checked_sub(1).filter(|at| sentences[*at].passage == sentence.passage)?;
        self.candidates(before).iter().rev().find(opens).map(|candidate| candidate.entity.clone())
    }

    /// The firm of whoever said what stands at `position`: the one behind the closing quotation mark.
    fn speaker(&self, passage: usize, position: usize) -> Option<EntityRef> {
        const NEAR: usize = 12;
        let text = &self.source.text.text;
        let end = self.source.text.passages.get(passage)?.span.end;
        let closing = position + text.get(position..end)?.find('”')? + '”'.len_utf8();
        // “……”公司总经理某某说: of the firm spoken of.
        let title = text.get(closing..end)?.trim_start_matches(['该', '本', '这', '家']);
        if title.starts_with("公司") || title.starts_with("企业") {
            return self.last(EntityType::Company, passage, position);
        }
        let mentions = self.source.mentions;
        let from = mentions.partition_point(|mention| mention.mention.span.start < closing);
        let found = mentions.get(from..)?.iter().find(|mention| !mention.mention.nested)?;
        let near = found.mention.kind == EntityType::Company && found.mention.span.start <= closing + NEAR;
        near.then(|| meaning(found, self.source.gazetteer)).flatten()
    }

    /// The park that the noun `noun` at `position` means: what the passage is an entry of, or the only one of the passage
    /// that is called so. `opening` is what the words begin with: 该园区 is the last of them, 县产业开发区 the only one
    /// of its kind.
    fn park(&self, noun: &str, opening: Option<char>, passage: usize, position: usize) -> Option<EntityRef> {
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
        let start = self.source.text.passages.get(passage).map_or(0, |passage| passage.span.start);
        let mentions = self.source.mentions;
        let to = mentions.partition_point(|mention| mention.mention.span.start < position);
        let from = if of_division {
            0
        } else {
            mentions.partition_point(|mention| mention.mention.span.start < start)
        };
        let mut parks = mentions.get(from..to)?.iter().rev().filter(|mention| {
            mention.mention.kind == EntityType::Park && (!mention.mention.nested || self.in_office(mention))
        });
        let named = |mention: &LinkedMention| {
            meaning(mention, self.source.gazetteer).filter(|park| called(&park.label))
        };
        let Some(found) = parks.find_map(named) else {
            // Or the only one that the document has named so far.
            let mut all = mentions[..to].iter().filter(|mention| mention.mention.kind == EntityType::Park);
            let found = all.find_map(|mention| meaning(mention, self.source.gazetteer))?;
            let one = all.all(|mention| {
                meaning(mention, self.source.gazetteer).is_some_and(|park| park.entity == found.entity)
            });
            return Some(found).filter(|park| one && noun != "园区" && called(&park.label));
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
        let mentions = self.source.mentions;
        let to = mentions.partition_point(|other| other.mention.span.start <= mention.mention.span.start);
        mentions[..to].iter().rev().take(4).any(|other| {
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
    fn demonstrated(
        &self,
        word: &str,
        kind: EntityType,
        passage: usize,
        position: usize,
    ) -> Option<EntityRef> {
        let found = self.last(kind, passage, position);
        // 签约甲项目、乙项目、丙项目。|项目涉及……: all of them.
        // 甲公司创办于……,|项目分步实施: none that was named before the firm.
        if word == "项目"
            && (self.is_behind_list(passage, position) || self.is_of_new_firm(passage, position))
        {
            return None;
        }
        if kind != EntityType::Project || !word.starts_with(['该', '这', '本']) {
            return found;
        }
        let start = self.source.text.passages.get(passage).map_or(0, |passage| passage.span.start);
        let mentions = self.source.mentions;
        let to = mentions.partition_point(|mention| mention.mention.span.start < position);
        let from = if found.is_some() { start } else { 0 };
        let mut before = mentions[..to].iter().rev().filter(|mention| !mention.mention.nested);
        let work = before.find(|mention| {
            matches!(mention.mention.kind, EntityType::Project | EntityType::Infrastructure)
                && !is_attribute(&self.source.text.text, mention.mention.span)
        });
        let work = work.filter(|work| {
            work.mention.kind == EntityType::Infrastructure && work.mention.span.start >= from
        });
        let named = found.is_some()
            && mentions[..to].iter().any(|mention| {
                mention.mention.span.start >= start && mention.mention.kind == EntityType::Project
            });
        let work = work.filter(|_| !named).and_then(|work| meaning(work, self.source.gazetteer));
        // Where no work is named it is the park that is being built, unless that only says where: 在甲园区开工.
        let park = || {
            let named = mentions[..to].iter().rev().filter(|mention| !mention.mention.nested);
            let last = named.clone().find(|mention| mention.mention.kind == EntityType::Park)?;
            let before = &self.source.text.text[..self.chained(start, last.mention.span.start)];
            let only_where = WORDS.seated.end(before);
            if only_where { None } else { self.last(EntityType::Park, passage, position) }
        };
        work.or(found).or_else(park)
    }

    /// Whether a passage begins with a firm that is new there and names no work before `position`.
    fn is_of_new_firm(&self, passage: usize, position: usize) -> bool {
        let start = self.source.text.passages.get(passage).map_or(0, |passage| passage.span.start);
        let mentions = self.source.mentions;
        let from = mentions.partition_point(|mention| mention.mention.span.start < start);
        let to = mentions.partition_point(|mention| mention.mention.span.start < position);
        let here = mentions.get(from..to).unwrap_or(&[]);
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
        !here.iter().any(works) && !mentions[..from].iter().any(known)
    }

    /// Whether the last works that the passage names before `position` are an enumeration of several projects.
    fn is_behind_list(&self, passage: usize, position: usize) -> bool {
        const SEVERAL: usize = 3;
        let text = &self.source.text.text;
        let start = self.source.text.passages.get(passage).map_or(0, |passage| passage.span.start);
        let mentions = self.source.mentions;
        let to = mentions.partition_point(|mention| mention.mention.span.start < position);
        let mut next = None;
        let mut count = 0;
        for project in mentions[..to].iter().rev().filter(|mention| !mention.mention.nested) {
            let span = project.mention.span;
            let joined = next.is_none_or(|next| text.get(span.end..next) == Some("、"));
            if project.mention.kind != EntityType::Project || !joined || span.start < start {
                break;
            }
            next = Some(span.start);
            count += 1;
        }
        count >= SEVERAL
    }

    /// The last thing of a type before `position` in its passage, or what that is an entry of, or the last one
    /// before.
    fn last(&self, kind: EntityType, passage: usize, position: usize) -> Option<EntityRef> {
        let mentions = self.source.mentions;
        if let Some(company) = self.focus.named_company.as_ref().filter(|company| company.kind == kind) {
            return Some(company.clone());
        }
        let to = mentions.partition_point(|mention| mention.mention.span.start < position);
        let fits = |mention: &&LinkedMention| {
            let after = &self.source.text.text[mention.mention.span.end..];
            let related =
                kind == EntityType::Company && is_related(&self.source.text.text, mention.mention.span);
            let line = kind == EntityType::Project
                && ["生产线", "产线"]
                    .iter()
                    .any(|end| mention.mention.span.of(&self.source.text.text).ends_with(end));
            mention.mention.kind == kind
                && !mention.mention.nested
                && !is_counted(after)
                && !related
                && !line
                && !is_attribute(&self.source.text.text, mention.mention.span)
        };
        // 集群 is the cluster that the text is about: the first that is called so.
        if kind == EntityType::Industry {
            let called = |mention: &&LinkedMention| {
                fits(mention) && mention.mention.span.of(&self.source.text.text).ends_with("集群")
            };
            return mentions[..to]
                .iter()
                .find(called)
                .and_then(|found| meaning(found, self.source.gazetteer));
        }
        let start = self.source.text.passages.get(passage).map_or(0, |passage| passage.span.start);
        // Of the works of a passage 项目 is rather one that is called so than what it builds.
        let called = |mention: &&LinkedMention| {
            let words = mention.mention.span.of(&self.source.text.text);
            fits(mention) && words.ends_with(['期', '目', '程'])
        };
        let here = || {
            let within = mentions[..to].iter().rev();
            within.take_while(|mention| mention.mention.span.start >= start).find(called)
        };
        let named = if kind == EntityType::Project { here() } else { None };
        let found = named.or_else(|| mentions[..to].iter().rev().find(fits));
        let about = [self.head(passage), self.focus.park.as_ref(), self.focus.company(position)];
        let head = about.into_iter().flatten().find(|head| head.kind == kind);
        match found {
            Some(found) if found.mention.span.start >= start || head.is_none() => {
                meaning(found, self.source.gazetteer)
            }
            _ => head.cloned(),
        }
    }
}

/// Whether what stands before `words` is what they count: 生产线16条.
pub(super) fn is_counted(words: &str) -> bool {
    let rest = words.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.');
    rest.len() < words.len() && rest.starts_with(['条', '台', '套', '座', '栋', '处'])
}

/// Whether `words` begin with 其 that stands for a thing: 其总资产, but not 其中 or 其他.
fn is_its(words: &str) -> bool {
    let other = ['中', '他', '余', '次', '它', '一', '二', '三', '实', '间', '后', '所', '是'];
    words.strip_prefix('其').is_some_and(|rest| !rest.starts_with(other))
}

/// The bare noun for a park that `words` begin with, and its length: 园区, 开发区, 县产业开发区.
fn park_noun(words: &str) -> Option<(usize, &'static str)> {
    // 基地 and the like point to one only with 该.
    let rest = words.strip_prefix(['该', '县', '市', '区', '全']).unwrap_or(words);
    let pointed = || words.starts_with('该').then(|| WORDS.pointed_park.beginning(rest)).flatten();
    let (noun, ()) = WORDS.park.beginning(rest).or_else(pointed)?;
    let after = &rest[noun.len()..];
    // 园区道路, 园区企业 are things in it.
    (!WORDS.part.begin(after)).then_some((words.len() - after.len(), noun))
}

/// The length of a verb that leads to another subject: 带动园区产值.
fn lead(words: &str) -> usize {
    WORDS.lead.beginning(words).map_or(0, |(word, ())| word.len())
}
