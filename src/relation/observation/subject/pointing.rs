//! Words that stand for something named before: 该项目, 园区, 第3项.

use std::sync::LazyLock;

use super::Subjects;
use super::candidate::{self, Candidate};
use super::time::time_prefix;
use super::whole::WHOLES;
use crate::entity::EntityType;
use crate::extraction::EntityRef;
use crate::linking::{LinkedMention, begun_before};
use crate::relation::deixis::{Target, called_project, kind_of, pointers};
use crate::relation::pointing::{WorkNoun, own_town, phase_of, project_called};
use crate::relation::reference::meaning;
use crate::text::phase;
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
    /// What follows a firm that a sentence introduces.
    introduced,
    /// What parts of lines are called that have figures of their own.
    main_line,
    /// What has been done to the project that 此次 points to.
    stage,
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
        ("这一工程", Some(EntityType::Project)),
        ("这项工程", Some(EntityType::Project)),
        ("项目", Some(EntityType::Project)),
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
                    self.introduced_before(sentence, start).or_else(|| self.focus.company(start).cloned())
                }
                Target::Last(EntityType::Infrastructure) => WorkNoun::beginning(pointer.word)
                    .and_then(|noun| self.called(noun, sentence.passage, start)),
                Target::Last(kind) => self.demonstrated(pointer.word, kind, sentence.passage, start),
                Target::County | Target::Prefecture => self.whole_division(&pointer, sentence, start),
                Target::Town => {
                    let kind = kind_of(pointer.word);
                    let focus = self.source.scopes.county(sentence.passage);
                    own_town(kind, focus, self.source.gazetteer).or_else(|| self.town_before(kind, start))
                }
            };
            let (entity, span) = self.with_phase(entity, span, sentence);
            if let Some(candidate) = entity.and_then(|entity| self.candidate(sentence, span, entity)) {
                out.push(Candidate { opens: true, ..candidate });
            }
        }
        let marks = self.source.text.landmarks.within(sentence.span).iter();
        for at in marks.filter(|mark| mark.character == '该').map(|mark| mark.at) {
            let Some(word) = called_project(&text[at..sentence.span.end]) else { continue };
            let span = NormalizedSpan::new(at, at + word.len());
            let entity = project_called(&word['该'.len_utf8()..], at, text, self.items());
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

    /// What a word at `span` points to, and the phase of it behind the word where the document names that: 项目|二期.
    fn with_phase(
        &self,
        entity: Option<EntityRef>,
        span: NormalizedSpan,
        sentence: &Sentence,
    ) -> (Option<EntityRef>, NormalizedSpan) {
        let behind = &self.source.text.text[span.end..sentence.span.end];
        let phase = entity.as_ref().and_then(|whole| phase_of(whole, behind, self.items()));
        match (phase, phase::leading(behind)) {
            (Some(own), Some(word)) => (Some(own), NormalizedSpan::new(span.start, span.end + word.len())),
            _ => (entity, span),
        }
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
                    Some(EntityType::Company) if word == "新公司" => self
                        .founded_before(sentence.passage, at)
                        .or_else(|| self.demonstrated(word, EntityType::Company, sentence.passage, at)),
                    Some(EntityType::Company) if word == "公司" && self.focus.has_company() => {
                        self.introduced_before(sentence, at).or_else(|| self.focus.company(at).cloned())
                    }
                    Some(kind) => self.demonstrated(word, kind, sentence.passage, at),
                    None => self.division(sentence.passage, &['区']),
                };
                (word.len(), entity)
            } else if let Some(noun) = WorkNoun::beginning(words) {
                // 正线|全长: the noun is a part of the words of the figure.
                let own = if WORDS.main_line.has(noun.word()) { 0 } else { noun.word().len() };
                (own, self.work(noun, sentence, at, out))
            } else if let Some((word, suffix)) = WHOLES.beginning(words) {
                (word.len(), self.whole(sentence.passage, suffix))
            } else if is_its(words) {
                ("其".len(), self.owner_before(sentence, at, out))
            } else if words.starts_with("前者") || words.starts_with("后者") {
                ("前者".len(), self.former(words.starts_with('后'), at))
            } else if let Some(word) = described_project(words) {
                (word.len(), self.demonstrated("这个项目", EntityType::Project, sentence.passage, at))
            } else if let Some(word) = begun_project(words) {
                (word.len(), self.only_project(sentence.passage, at))
            } else if let Some((len, noun)) = park_noun(words) {
                (len, self.park(noun, words.chars().next(), sentence.passage, at))
            } else {
                continue;
            };
            let (entity, span) = self.with_phase(entity, NormalizedSpan::new(at, at + len), sentence);
            out.extend(entity.and_then(|entity| self.candidate(sentence, span, entity)));
        }
    }

    /// The project that the passage has named before `position`, or else the passage before it, where it is one alone.
    fn only_project(&self, passage: usize, position: usize) -> Option<EntityRef> {
        let passages = &self.source.text.passages;
        let from = |passage: usize| passages.get(passage).map_or(0, |passage| passage.span.start);
        let named = |from: usize| {
            let mentions = self.source.mentions;
            let here = &mentions[begun_before(mentions, from)..begun_before(mentions, position)];
            let project = |mention: &&LinkedMention| {
                mention.mention.kind == EntityType::Project && !mention.mention.nested
            };
            let mut all =
                here.iter().filter(project).filter_map(|project| meaning(project, self.source.gazetteer));
            let first = all.next()?;
            Some((all.all(|other| other.entity == first.entity), first))
        };
        let near = named(from(passage)).or_else(|| named(from(passage.checked_sub(1)?)));
        near.filter(|(one, _)| *one).map(|(_, project)| project)
    }

    /// The work that a noun at `position` means. Without a word that points it is a part of what the sentence begins with:
    /// 甲高速全长30公里,|隧道长3公里.
    fn work(
        &self,
        noun: WorkNoun,
        sentence: &Sentence,
        position: usize,
        here: &[Candidate],
    ) -> Option<EntityRef> {
        let whole = |candidate: &Candidate| {
            candidate.opens
                && candidate.span.end <= position
                && matches!(candidate.entity.kind, EntityType::Project | EntityType::Infrastructure)
                && !noun.fits(&candidate.entity.label)
        };
        let part = noun.is_bare()
            && (here.iter().any(whole)
                || noun.is_of_many() && self.names_several(noun, sentence.passage, position));
        if part { None } else { self.called(noun, sentence.passage, position) }
    }

    /// The firm that a sentence of the passage up to `position` begins with and introduces: 甲公司主要生产……,|公司投资…….
    fn introduced_before(&self, sentence: &Sentence, position: usize) -> Option<EntityRef> {
        let text = &self.source.text.text;
        let sentences = self.source.sentences;
        let to = sentences.partition_point(|other| other.span.start <= sentence.span.start);
        let before = sentences[..to].iter().rev().take_while(|other| other.passage == sentence.passage);
        before.into_iter().find_map(|other| {
            let first = self.outermost(other.span).next().filter(|first| {
                first.mention.kind == EntityType::Company
                    && first.mention.span.start == other.span.start
                    && first.mention.span.end <= position
            })?;
            let behind = &text[first.mention.span.end..other.span.end];
            WORDS.introduced.begin(behind).then(|| meaning(first, self.source.gazetteer)).flatten()
        })
    }

    /// The firm that was founded last before `position` in its passage: what 新公司 is.
    fn founded_before(&self, passage: usize, position: usize) -> Option<EntityRef> {
        let text = &self.source.text.text;
        let start = self.source.text.passages.get(passage)?.span.start;
        let founded = self.outermost(NormalizedSpan::new(start, position)).filter(|mention| {
            mention.mention.kind == EntityType::Company
                && candidate::WORDS.founds.end(&text[start..mention.mention.span.start])
        });
        meaning(founded.last()?, self.source.gazetteer)
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
        let from = begun_before(mentions, closing);
        let found = mentions.get(from..)?.iter().find(|mention| !mention.mention.nested)?;
        let near = found.mention.kind == EntityType::Company && found.mention.span.start <= closing + NEAR;
        near.then(|| meaning(found, self.source.gazetteer)).flatten()
    }
}

/// Whether `words` begin with 其 that stands for a thing: 其总资产, but not 其中 or 其他.
fn is_its(words: &str) -> bool {
    let other = ['中', '他', '余', '次', '它', '一', '二', '三', '实', '间', '后', '所', '是'];
    words.strip_prefix('其').is_some_and(|rest| !rest.starts_with(other))
}

/// The bare noun for a park that `words` begin with, and its length: 园区, 开发区, 县产业开发区.
pub(super) fn park_noun(words: &str) -> Option<(usize, &'static str)> {
    // 基地 and the like point to one only with 该.
    let rest = words.strip_prefix(['该', '县', '市', '区', '全']).unwrap_or(words);
    let pointed = || words.starts_with('该').then(|| WORDS.pointed_park.beginning(rest)).flatten();
    let (noun, ()) = WORDS.park.beginning(rest).or_else(pointed)?;
    let after = &rest[noun.len()..];
    // 园区内|90家企业, but 园区|内资企业
    let inside = after.strip_prefix('内').filter(|rest| !rest.starts_with(['资', '外', '需', '贸', '部']));
    let after = inside.unwrap_or(after);
    // 园区道路, 园区企业 are things in it.
    (!WORDS.part.begin(after)).then_some((words.len() - after.len(), noun))
}

/// The length of a verb that leads to another subject: 带动园区产值.
fn lead(words: &str) -> usize {
    WORDS.lead.beginning(words).map_or(0, |(word, ())| word.len())
}

/// 此次开工项目, 本次签约的项目: the words at the beginning of `words` for what the sentence before told of.
fn begun_project(words: &str) -> Option<&str> {
    let told = ["此次", "本次"].iter().find_map(|this| words.strip_prefix(this))?;
    let rest = WORDS.stage.without_prefix(told)?;
    let rest = rest.strip_prefix('的').unwrap_or(rest).strip_prefix("项目")?;
    Some(&words[..words.len() - rest.len()])
}

/// 这个|总投资30亿元的项目: the word that points to a project which is told of before it is named so.
fn described_project(words: &str) -> Option<&str> {
    /// How long what is told may be, in bytes.
    const LONGEST: usize = 45;
    let (this, rest) =
        words.split_at_checked("这个".len()).filter(|(this, _)| matches!(*this, "这个" | "这一"))?;
    let at = rest.find("的项目").filter(|at| *at <= LONGEST)?;
    rest[..at].contains(|c: char| c.is_ascii_digit()).then_some(this)
}
