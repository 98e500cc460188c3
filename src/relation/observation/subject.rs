//! Of what a figure is: a name or 全县 before it, the topic of the passage, or what the document is about.

use std::cell::OnceCell;
use std::rc::Rc;
use std::sync::LazyLock;

use super::Source;
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

/// The subjects of one document.
pub(super) struct Subjects<'a> {
    source: Source<'a>,
    focus: Focus,
    /// By sentence: its candidates, worked out when first asked for.
    candidates: Vec<OnceCell<Rc<[Candidate]>>>,
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
        Self { focus: Focus::new(source), source, candidates }
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
            out.extend(
                meaning(mention, self.source.gazetteer)
                    .and_then(|entity| self.candidate(sentence, mention.mention.span, entity)),
            );
        }
        for (offset, pointer) in pointers(sentence.span.of(text)) {
            let start = sentence.span.start + offset;
            let span = NormalizedSpan::new(start, start + pointer.word.len());
            let entity = match pointer.target {
                Target::Last(kind) => self.last(kind, start),
                Target::County => self.division(sentence.passage, &['县', '区', '旗', '市']),
                Target::Prefecture => self.division(sentence.passage, &['市', '州', '盟']),
            };
            if let Some(candidate) = entity.and_then(|entity| self.candidate(sentence, span, entity)) {
                out.push(Candidate { opens: true, ..candidate });
            }
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

    /// 这家企业, 公司 and the like where they open a clause.
    fn point(&self, sentence: &Sentence, out: &mut Vec<Candidate>) {
        let text = &self.source.text.text;
        let words = sentence.span.of(text);
        let mut start = sentence.span.start;
        for clause in words.split_inclusive([',', ';', ':']) {
            let found = POINTERS.iter().find(|(word, _)| clause.starts_with(word));
            if let Some((word, kind)) =
                found.filter(|_| !out.iter().any(|candidate| candidate.span.start == start))
            {
                let entity = match kind {
                    Some(kind) => self.last(*kind, start),
                    None => self.division(sentence.passage, &['区']),
                };
                let span = NormalizedSpan::new(start, start + word.len());
                let candidate = entity.and_then(|entity| self.candidate(sentence, span, entity));
                out.extend(candidate);
            }
            start += clause.len();
        }
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

    /// Countries, rivers and ambiguous names are the subject of no figure here.
    fn is_vague(&self, mention: &LinkedMention) -> bool {
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
        let listed = before.ends_with(['、', '和', '及']) || after.starts_with(['、', '和', '及']);
        let rest = after.split([',', ';', '。']).next().unwrap_or(after);
        let object = match entity.kind {
            EntityType::Project | EntityType::Infrastructure => true,
            EntityType::Park => matches!(rest, "" | "建设"),
            _ => false,
        };
        Some(Candidate { span, entity, opens, leads, object, listed })
    }

    /// The last thing of a type before `position`.
    fn last(&self, kind: EntityType, position: usize) -> Option<EntityRef> {
        let mentions = self.source.mentions;
        let to = mentions.partition_point(|mention| mention.mention.span.start < position);
        let found = mentions[..to]
            .iter()
            .rev()
            .find(|mention| mention.mention.kind == kind && !mention.mention.nested)?;
        meaning(found, self.source.gazetteer)
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
            candidate.span.start >= clause || object || candidate.opens
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
            // A province that begins a sentence about 我市 is its background.
            let mut candidates = candidates.iter().filter(|candidate| {
                candidate.entity.code.as_ref().is_none_or(|code| !code.as_str().ends_with("0000"))
            });
            let found = match of {
                Of::Route | Of::Works => candidates.rev().find(|candidate| {
                    matches!(candidate.entity.kind, EntityType::Project | EntityType::Infrastructure)
                }),
                Of::Firm => candidates.rev().find(|candidate| candidate.entity.kind == EntityType::Company),
                _ => candidates.find(|candidate| {
                    let kind = candidate.entity.kind;
                    let carries = works || !matches!(kind, EntityType::Project | EntityType::Infrastructure);
                    candidate.leads && !candidate.listed && of.admits(kind) && carries
                }),
            };
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

/// `words` without an expression of time at its end.
fn strip_time(words: &str) -> &str {
    let words = words.trim();
    if words.chars().count() > 14 {
        return words;
    }
    let time = words.chars().all(|c| {
        c.is_ascii_digit()
            || matches!(
                c,
                '年' | '月'
                    | '日'
                    | '季'
                    | '度'
                    | '至'
                    | '—'
                    | '-'
                    | '底'
                    | '末'
                    | '第'
                    | '一'
                    | '二'
                    | '三'
                    | '四'
                    | '前'
                    | '上'
                    | '下'
                    | '半'
                    | '以'
                    | '来'
                    | '今'
                    | '去'
                    | '到'
                    | '全'
                    | '截'
                    | '份'
                    | '初'
            )
    });
    if time { "" } else { words }
}
