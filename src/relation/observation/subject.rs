//! Of what a figure is: a name or 全县 before it, the topic of the passage, or what the document is about.

use std::cell::OnceCell;
use std::rc::Rc;
use std::sync::LazyLock;

use super::Source;
use super::entry::Entries;
use super::focus::{Focus, with_ending};
use super::rules::Of;
use super::words::Words;
use crate::entity::{EntityType, PlaceLevel};
use crate::extraction::EntityRef;
use crate::linking::{LinkedMention, Resolution};
use crate::relation::deixis::{Target, pointers};
use crate::relation::reference::{entity_ref, meaning};
use crate::text::{NormalizedSpan, Sentence};

/// How a subject was found; the surer first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Basis {
    /// Named, or pointed to, in the sentence.
    Sentence,
    /// The topic of an earlier sentence of the passage.
    Passage,
    /// What the passage or the document is about.
    Scope,
}

/// Something in a sentence that a figure can be of.
#[derive(Clone, Debug)]
pub(super) struct Candidate {
    pub(super) span: NormalizedSpan,
    pub(super) entity: EntityRef,
    /// It opens its clause.
    opens: bool,
    /// It opens its sentence.
    leads: bool,
    /// It is a work that its clause speaks of, wherever it stands there.
    object: bool,
    /// It is one of several in an enumeration.
    pub(super) listed: bool,
}

impl Candidate {
    /// Whether it only says who builds `head` and where, in an entry of `head`; `works`: for a figure such as works have.
    pub(super) fn is_field_of(&self, head: &EntityRef, works: bool) -> bool {
        use EntityType::{Infrastructure, Project};
        let is_works = |kind| matches!(kind, Project | Infrastructure);
        is_works(head.kind) && !is_works(self.entity.kind) && (works || !self.opens)
    }
}

/// The subjects of one document.
pub(super) struct Subjects<'a> {
    source: Source<'a>,
    focus: Focus,
    /// By sentence: its candidates, worked out when first asked for.
    candidates: Vec<OnceCell<Rc<[Candidate]>>>,
    entries: Entries,
}

/// Words directly before a name that make it anything but the subject.
const NOT_AFTER: [&str; 25] = [
    "与", "在", "向", "距", "由", "从", "对", "经", "至", "到", "占", "往", "同", "给", "通过", "位于",
    "引进", "沿", "进入", "全国", "于", "成为", "依托", "联合", "以",
];
static NOT_AFTER_WORDS: LazyLock<Words<()>> =
    LazyLock::new(|| Words::new(NOT_AFTER.iter().map(|word| (*word, ())).collect()));
/// Words directly behind a name that do the same.
const NOT_BEFORE: [&str; 9] = ["至", "到", "—", "等", "籍", "第", "-", "方面", "段"];
/// What may stand between the beginning of a clause and a name that opens it.
const OPENERS: [&str; 29] = [
    "先看",
    "再看",
    "看",
    "在",
    "支持",
    "其中",
    "目前",
    "今年",
    "去年",
    "此外",
    "同时",
    "截至",
    "全年",
    "上半年",
    "一季度",
    "年末",
    "这",
    "仅",
    "据",
    "而",
    "但",
    "并",
    "现",
    "初步核算",
    "力争",
    "确保",
    "“",
    "实现",
    "年内",
];

/// Words that point to the last thing of a type, or (no type) to the district, at the beginning of a clause.
const POINTERS: [(&str, Option<EntityType>); 14] = [
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
];

impl<'a> Subjects<'a> {
    pub(super) fn new(source: Source<'a>) -> Self {
        let candidates = vec![OnceCell::new(); source.sentences.len()];
        Self { focus: Focus::new(source), entries: Entries::new(source), source, candidates }
    }

    /// The park of the title, when it is a zone that 全区 can mean.
    fn area(&self) -> Option<&EntityRef> {
        self.focus.park.as_ref().filter(|park| park.label.ends_with('区'))
    }

    /// What passage number `passage` is an entry of.
    pub(super) fn head(&self, passage: usize) -> Option<&EntityRef> {
        self.entries.head(passage)
    }

    /// Whether a quantity is part of a name.
    pub(super) fn in_name(&self, quantity: NormalizedSpan) -> bool {
        let mentions = self.source.mentions;
        let to = mentions.partition_point(|mention| mention.mention.span.start <= quantity.start);
        mentions[..to].iter().rev().take(12).any(|mention| {
            mention.mention.span.end >= quantity.end.min(mention.mention.span.end)
                && mention.mention.span.end > quantity.start
        })
    }

    /// The mentions of a span, outermost ones only.
    fn outermost(&self, span: NormalizedSpan) -> impl Iterator<Item = &'a LinkedMention> {
        let mentions = self.source.mentions;
        let from = mentions.partition_point(|mention| mention.mention.span.start < span.start);
        mentions[from..]
            .iter()
            .take_while(move |mention| mention.mention.span.start < span.end)
            .filter(|mention| !mention.mention.nested)
    }

    /// What figures of sentence number `at` can be of, in order of position.
    pub(super) fn candidates(&self, at: usize) -> Rc<[Candidate]> {
        let Some((sentence, cell)) = self.source.sentences.get(at).zip(self.candidates.get(at)) else {
            return Rc::default();
        };
        Rc::clone(cell.get_or_init(|| self.find_candidates(sentence).into()))
    }

    fn find_candidates(&self, sentence: &Sentence) -> Vec<Candidate> {
        let text = &self.source.text.text;
        let mut out: Vec<Candidate> = Vec::new();
        for mention in self.outermost(sentence.span) {
            use EntityType::{Company, Infrastructure, Park, Place, Project};
            if !matches!(mention.mention.kind, Company | Infrastructure | Park | Place | Project)
                || self.is_vague(mention)
            {
                continue;
            }
            let mut span = mention.mention.span;
            if mention.mention.kind == Infrastructure {
                span.end += section(&text[span.end..sentence.span.end]);
            }
            out.extend(
                meaning(mention, self.source.gazetteer)
                    .and_then(|entity| self.candidate(sentence, span, entity)),
            );
        }
        for (offset, pointer) in pointers(sentence.span.of(text)) {
            let start = sentence.span.start + offset;
            let span = NormalizedSpan::new(start, start + pointer.word.len());
            let entity = match pointer.target {
                Target::Last(kind) => self.last(kind, sentence.passage, start),
                Target::County if pointer.word.ends_with('区') && self.area().is_some() => {
                    self.area().cloned()
                }
                Target::County => self.division(sentence.passage, &['县', '区', '旗', '市']),
                Target::Prefecture => self.division(sentence.passage, &['市', '州', '盟']),
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
        self.point(sentence, &mut out);
        out.sort_by_key(|candidate| candidate.span.start);
        // Of 鞍山市铁西区 only the last is meant, and it stands where the first does.
        let mut at = 1;
        while let (Some(outer), Some(inner)) = (out.get(at - 1), out.get(at)) {
            let chain = outer.span.end == inner.span.start && outer.entity.kind == EntityType::Place;
            if chain {
                let (opens, leads) = (outer.opens, outer.leads);
                out.remove(at - 1);
                if let Some(inner) = out.get_mut(at - 1) {
                    inner.opens |= opens;
                    inner.leads |= leads;
                }
            } else {
                at += 1;
            }
        }
        out
    }

    /// 这家企业, 园区 and the like where they open a clause, but for words of time.
    fn point(&self, sentence: &Sentence, out: &mut Vec<Candidate>) {
        let text = &self.source.text.text;
        let words = sentence.span.of(text);
        let mut start = sentence.span.start;
        for clause in words.split_inclusive([',', ';', ':']) {
            let skipped = time_prefix(clause);
            let skipped = skipped + lead(&clause[skipped..]);
            let at = start + skipped;
            start += clause.len();
            let words = &clause[skipped..];
            if out.iter().any(|candidate| candidate.span.start <= at && at < candidate.span.end) {
                continue;
            }
            let (len, entity) =
                if let Some((word, kind)) = POINTERS.iter().find(|(word, _)| words.starts_with(word)) {
                    let entity = match kind {
                        Some(kind) => self.last(*kind, sentence.passage, at),
                        None => self.division(sentence.passage, &['区']),
                    };
                    (word.len(), entity)
                } else if let Some((len, noun)) = park_noun(words) {
                    (len, self.park(noun, words.starts_with(['县', '市', '区']), sentence.passage, at))
                } else {
                    continue;
                };
            let span = NormalizedSpan::new(at, at + len);
            out.extend(entity.and_then(|entity| self.candidate(sentence, span, entity)));
        }
    }

    /// The park that the bare noun `noun` at `position` means: what the passage is an entry of, or the only one
    /// of the passage that is called so.
    fn park(&self, noun: &str, of_division: bool, passage: usize, position: usize) -> Option<EntityRef> {
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
        // 园区 without one in the passage are all of the place; 县产业开发区 is the only one of its kind.
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
        let found = parks
            .find_map(|mention| meaning(mention, self.source.gazetteer).filter(|park| called(&park.label)))?;
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
    fn division(&self, passage: usize, ends: &[char]) -> Option<EntityRef> {
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

    /// Countries, rivers, the short signs of provinces (粤) and ambiguous names are the subject of no figure here.
    fn is_vague(&self, mention: &LinkedMention) -> bool {
        if mention.mention.span.len() <= '粤'.len_utf8() {
            return true;
        }
        match mention.resolution {
            Resolution::Linked(entity) => {
                matches!(
                    self.source.gazetteer.entity(entity).level,
                    Some(PlaceLevel::Country | PlaceLevel::Feature | PlaceLevel::City)
                )
            }
            Resolution::New(_) => false,
            Resolution::Ambiguous(_) => true,
        }
    }

    fn candidate(&self, sentence: &Sentence, span: NormalizedSpan, entity: EntityRef) -> Option<Candidate> {
        let text = &self.source.text.text;
        let before = &text[sentence.span.start..span.start];
        let after = &text[span.end..sentence.span.end];
        if NOT_AFTER_WORDS.without_suffix(before).is_some()
            || NOT_BEFORE.iter().any(|word| after.starts_with(word))
        {
            return None;
        }
        let works = matches!(entity.kind, EntityType::Project | EntityType::Infrastructure);
        if works && is_counted(after) {
            return None;
        }
        if before.ends_with('是') && !matches!(entity.kind, EntityType::Project | EntityType::Infrastructure)
        {
            return None;
        }
        let clause = before.rsplit([',', ';', ':', '(', ')']).next().unwrap_or(before);
        let clause = strip_time(clause);
        let opens = clause.is_empty()
            || OPENERS
                .iter()
                .any(|word| clause.strip_suffix(word).is_some_and(|rest| strip_time(rest).is_empty()));
        let leads =
            opens && !before.contains([',', ';', ':']) || strip_time(before.trim_end_matches(',')).is_empty();
        // The 和 of 和县 is no conjunction.
        let joined = after.starts_with(['、', '和', '及']) && !self.is_named_at(span.end);
        let listed = before.ends_with(['、', '和', '及']) || joined;
        let rest = after.split([',', ';', '。']).next().unwrap_or(after);
        let object = match entity.kind {
            EntityType::Project | EntityType::Infrastructure => true,
            EntityType::Park => matches!(rest, "" | "建设"),
            _ => false,
        };
        Some(Candidate { span, entity, opens, leads, object, listed })
    }

    /// Whether a name begins at `position`.
    fn is_named_at(&self, position: usize) -> bool {
        let mentions = self.source.mentions;
        let at = mentions.partition_point(|mention| mention.mention.span.start < position);
        mentions.get(at).is_some_and(|mention| mention.mention.span.start == position)
    }

    /// The last thing of a type before `position` in its passage, or what that is an entry of, or the last one
    /// before.
    fn last(&self, kind: EntityType, passage: usize, position: usize) -> Option<EntityRef> {
        let mentions = self.source.mentions;
        let to = mentions.partition_point(|mention| mention.mention.span.start < position);
        let found = mentions[..to].iter().rev().find(|mention| {
            let after = &self.source.text.text[mention.mention.span.end..];
            mention.mention.kind == kind && !mention.mention.nested && !is_counted(after)
        });
        let start = self.source.text.passages.get(passage).map_or(0, |passage| passage.span.start);
        let head = self.head(passage).filter(|head| head.kind == kind);
        match found {
            Some(found) if found.mention.span.start >= start || head.is_none() => {
                meaning(found, self.source.gazetteer)
            }
            _ => head.cloned(),
        }
    }

    /// The nearest candidate of a sentence before `position` that a figure of `of` can be of; `clause` and `part` are where
    /// its clause and the part between `;` begin.
    pub(super) fn nearest(
        candidates: &[Candidate],
        of: Of,
        position: usize,
        clause: usize,
        part: usize,
    ) -> Option<&Candidate> {
        let to = candidates.partition_point(|candidate| candidate.span.end <= position);
        let fits = |candidate: &&Candidate| of.admits(candidate.entity.kind) && !candidate.listed;
        let found = candidates[..to].iter().rev().filter(fits).find(|candidate| {
            let object = candidate.object && candidate.span.start >= part
                || of == Of::Firm
                    && candidate.entity.kind == EntityType::Company
                    && candidate.span.start >= part;
            // What stands behind a semicolon is no figure of the work before it.
            let works = matches!(candidate.entity.kind, EntityType::Project | EntityType::Infrastructure);
            candidate.span.start >= clause
                || object
                || candidate.opens && (!works || candidate.span.start >= part)
        })?;
        // A place inside a clause that begins with something else belongs to the words of the figure.
        let inside = !found.opens && found.entity.kind == EntityType::Place && found.span.start >= clause;
        let opener = candidates[..to]
            .iter()
            .filter(fits)
            .find(|candidate| candidate.opens && candidate.span.start >= clause);
        Some(opener.filter(|_| inside).unwrap_or(found))
    }

    /// Whether a sentence begins with a body that has no figures of its own, so that it is not about what went before.
    pub(super) fn has_speaker(&self, sentence: &Sentence) -> bool {
        let text = &self.source.text.text;
        self.outermost(sentence.span).any(|mention| {
            mention.mention.kind == EntityType::Organization
                && strip_time(&text[sentence.span.start..mention.mention.span.start]).is_empty()
        })
    }

    /// What the sentences before in the passage are about, as far as `of` admits. Projects carry over only to
    /// figures of their design (`works`): 产值 in the next sentence is rather that of the place.
    pub(super) fn topic(&self, sentence: usize, of: Of, works: bool) -> Option<EntityRef> {
        let sentences = self.source.sentences;
        let passage = sentences.get(sentence)?.passage;
        let before = (0..sentence).rev().take_while(|other| sentences[*other].passage == passage).take(4);
        for other in before {
            let candidates = self.candidates(other);
            let mut openers = candidates.iter().filter(|candidate| candidate.opens && !candidate.listed);
            let several = openers.next().is_some_and(|first| {
                openers.any(|other| other.entity.kind == first.entity.kind && other.entity != first.entity)
            });
            // A province that begins a sentence about 我市 is its background.
            let topics = || {
                candidates.iter().filter(|candidate| {
                    candidate.entity.code.as_ref().is_none_or(|code| !code.as_str().ends_with("0000"))
                })
            };
            let turns_after = |topic: &Candidate| {
                candidates.iter().any(|later| {
                    later.opens
                        && later.span.start > topic.span.end
                        && later.entity != topic.entity
                        && self.source.text.text[topic.span.end..later.span.start].contains(';')
                })
            };
            let found = match of {
                Of::Route | Of::Works => topics().rev().find(|candidate| {
                    matches!(candidate.entity.kind, EntityType::Project | EntityType::Infrastructure)
                }),
                Of::Firm => topics().rev().find(|candidate| candidate.entity.kind == EntityType::Company),
                _ => topics().find(|candidate| {
                    let kind = candidate.entity.kind;
                    let carries = works || !matches!(kind, EntityType::Project | EntityType::Infrastructure);
                    // What only the first of several parts is about is not the topic.
                    let whole = kind == EntityType::Place || !turns_after(candidate);
                    candidate.leads && !candidate.listed && of.admits(kind) && carries && whole
                }),
            };
            // A sentence about several things, or about a work, leaves the next one to what the passage is about.
            let other_topic = !matches!(of, Of::Route | Of::Works | Of::Firm)
                && (several || found.is_none() && topics().any(|candidate| candidate.leads));
            if other_topic {
                return None;
            }
            if let Some(found) = found {
                return Some(found.entity.clone());
            }
        }
        None
    }

    /// What a passage is about: its county, or the park of the title, or its prefecture.
    pub(super) fn scope(&self, passage: usize, of: Of) -> Option<EntityRef> {
        let scopes = self.source.scopes;
        let place = || {
            let county = self.focus.county(passage).or_else(|| self.focus.place(passage));
            let place = county.or_else(|| scopes.prefecture(passage).map(|focus| focus.place))?;
            Some(entity_ref(place, self.source.gazetteer))
        };
        self.focus.park.clone().or_else(place).filter(|entity| of.admits(entity.kind))
    }
}

/// Whether what stands before `words` is what they count: 生产线16条.
fn is_counted(words: &str) -> bool {
    let rest = words.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.');
    rest.len() < words.len() && rest.starts_with(['条', '台', '套', '座', '栋', '处'])
}

/// The bare noun for a park that `words` begin with, and its length: 园区, 开发区, 县产业开发区.
fn park_noun(words: &str) -> Option<(usize, &'static str)> {
    const NOUNS: [&str; 8] =
        ["园区", "产业开发区", "开发区", "经开区", "高新区", "工业园区", "产业园区", "工业园"];
    let rest = words.strip_prefix(['该', '县', '市', '区', '全']).unwrap_or(words);
    let noun = NOUNS.iter().find(|noun| rest.starts_with(**noun))?;
    let after = &rest[noun.len()..];
    // 园区道路, 园区企业 are things in it.
    let part = ["道路", "建设", "企业", "管委会", "标准化", "基础", "党", "配套", "等", "、", "和"];
    (!part.iter().any(|word| after.starts_with(word))).then_some((words.len() - after.len(), noun))
}

/// The length of a verb that leads to another subject: 带动园区产值.
fn lead(words: &str) -> usize {
    ["带动", "拉动", "推动", "助力"]
        .iter()
        .find(|word| words.starts_with(**word))
        .map_or(0, |word| word.len())
}

/// The length of 清河段, 甲镇至乙镇段 behind the name of a road.
fn section(words: &str) -> usize {
    const LONGEST: usize = 12;
    let end = words.char_indices().take(LONGEST).find(|(_, c)| *c == '段').map(|(at, _)| at);
    let between =
        |c: char| matches!(c, ',' | ';' | '。' | '、' | ':' | '(' | ')' | '的') || c.is_ascii_digit();
    match end {
        Some(end) if end > 0 && !words[..end].contains(between) => end + '段'.len_utf8(),
        _ => 0,
    }
}

/// The length of the words of time that `words` begin with: 去年, 1至8月, 截至目前.
fn time_prefix(words: &str) -> usize {
    let rest = words.trim_start_matches(|c: char| is_time(c) || matches!(c, '目' | '其' | '中'));
    let len = words.len() - rest.len();
    let whole = ["年", "月", "日", "季度", "目前", "其中", "月底", "年底", "以来", "年末"];
    if whole.iter().any(|word| words[..len].ends_with(word)) { len } else { 0 }
}

/// `words` without an expression of time at its end.
fn strip_time(words: &str) -> &str {
    let words = words.trim();
    if words.chars().count() > 14 {
        return words;
    }
    if words.chars().all(is_time) { "" } else { words }
}

/// Whether expressions of time are made of `c`.
fn is_time(c: char) -> bool {
    c.is_ascii_digit() || "年月日季度至—-底末第一二三四前上下半以来今去到全截份初".contains(c)
}
