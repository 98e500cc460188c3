//! The pattern language of rules; see [`super::rule`] for its form.
//!
//! A pattern is matched by backtracking from left to right. Gaps are lazy and bounded, so the work
//! a sentence can cause is bounded too.

use std::sync::LazyLock;

use super::item::{Item, Items, Kinds, Stretch};
use super::list::{closing, measured, priced, section, separator};
use super::rule::Candidate;
use super::topic::Clause;
use super::trade;
use crate::entity::EntityType;
use crate::text::NormalizedSpan;

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
    Text { alternatives: Vec<String>, optional: bool, beginnings: Beginnings },
    /// A mention; `many`: or an enumeration.
    Mention { role: Role, kinds: Kinds, many: bool },
    /// The words up to the end of the clause, as a literal object; `ranked`: if they begin with a rank (国家级, 全国).
    Words { ranked: bool },
    /// Names of goods, each an object, whether a dictionary has them or not.
    Goods,
    /// Anything, over at most `limit` characters; `sentence`: also beyond the clause; `bare`: but no actor.
    Gap { limit: usize, sentence: bool, bare: bool },
}

/// The characters that one of several texts begins with, by the last six bits of each: enough to pass over
/// most places of a sentence without comparing texts.
#[derive(Clone, Copy, Debug)]
struct Beginnings(u64);

impl Beginnings {
    fn of(texts: &[impl AsRef<str>]) -> Self {
        let first = texts.iter().filter_map(|text| text.as_ref().chars().next());
        Self(first.fold(0, |set, first| set | Self::bit(first)))
    }

    /// Whether one of the texts may begin with `first`.
    fn has(self, first: char) -> bool {
        self.0 & Self::bit(first) != 0
    }

    fn bit(first: char) -> u64 {
        1 << (u32::from(first) & 63)
    }
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
    /// The texts of more than one character, at most as many as [`Seen`] can hold.
    fn of(elements: &[Element]) -> Self {
        let mut needs = Self::default();
        for element in elements {
            match element {
                Element::Text { alternatives, optional: false, .. }
                    if alternatives.iter().all(|text| text.chars().nth(1).is_some())
                        && needs.texts.len() < Seen::MOST =>
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

/// Which of the texts that a pattern needs a sentence has.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Seen(u8);

impl Seen {
    /// How many texts of a pattern it can hold.
    const MOST: usize = 8;

    /// Text number `at` of [`Pattern::texts`] is there.
    pub(super) fn add(&mut self, at: usize) {
        self.0 |= 1 << at;
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
            .filter_map(|element| match element {
                Element::Text { alternatives, optional: false, .. } => Some(alternatives.clone()),
                _ => None,
            })
            .max_by_key(|alternatives| alternatives.iter().map(String::len).min().unwrap_or(0))
            .unwrap_or_default();
        let needs = Needs::of(&elements);
        Ok(Self { elements, written, carried, required, needs })
    }

    /// The texts of which a sentence must have one each, in addition to the required one.
    pub(super) fn texts(&self) -> &[Vec<String>] {
        &self.needs.texts
    }

    /// Whether a sentence with these texts and types can hold a match at all.
    pub(super) fn fits(&self, seen: Seen, kinds: Kinds) -> bool {
        seen.0.count_ones() as usize == self.needs.texts.len()
            && self.needs.kinds.iter().all(|wanted| wanted.meets(kinds))
    }

    /// All matches in a sentence, from left to right, without overlaps; `words` are the places of the required words.
    pub(super) fn matches<'a>(
        &self,
        scene: Scene<'a>,
        words: &[Candidate],
    ) -> Vec<(NormalizedSpan, Match<'a>)> {
        if self.required.is_empty() {
            return self.matches_of(&self.elements, self.starts(scene), scene);
        }
        // A match begins at a required word or before it.
        let last = words.last().map_or(0, |candidate| candidate.word.start);
        match self.elements.first() {
            Some(Element::Carried { .. }) => {
                // What the sentence holds, the clause that a carried subject stands for may lack.
                let holds = |start: usize, limit: usize| {
                    words.iter().any(|candidate| start <= candidate.word.start && candidate.word.end <= limit)
                };
                let starts = carried_starts(scene).filter(|start| holds(start.at, start.limit));
                self.matches_of(&self.elements, starts, scene)
            }
            Some(Element::Mention { kinds, .. }) => {
                let starts = mention_starts(*kinds, scene).take_while(|start| start.at <= last);
                self.matches_of(&self.elements, starts, scene)
            }
            Some(Element::Text { alternatives, optional: false, .. }) if *alternatives == self.required => {
                let mut at = usize::MAX;
                let fresh = |start: &usize| std::mem::replace(&mut at, *start) != *start;
                let starts = words.iter().map(|candidate| candidate.word.start).filter(fresh);
                let starts = starts.map(|start| Start::anywhere(start, scene));
                self.matches_of(&self.elements, starts, scene)
            }
            _ => {
                let starts = self.starts(scene).take_while(|start| start.at <= last);
                self.matches_of(&self.elements, starts, scene)
            }
        }
    }

    /// The element that keeps the pattern from matching in a sentence, and how many match before it.
    pub(super) fn nearest(&self, scene: Scene<'_>) -> Option<(usize, &str)> {
        let matching = (1..self.elements.len())
            .rev()
            .find(|count| !self.matches_of(&self.elements[..*count], self.starts(scene), scene).is_empty())
            .unwrap_or(0);
        // A gap alone is never what is missing.
        let missing = matching
            + self.elements[matching..]
                .iter()
                .take_while(|element| matches!(element, Element::Gap { .. }))
                .count();
        self.written.get(missing).map(|element| (matching, element.as_str()))
    }

    fn matches_of<'a>(
        &self,
        elements: &[Element],
        starts: impl Iterator<Item = Start<'a>>,
        scene: Scene<'a>,
    ) -> Vec<(NormalizedSpan, Match<'a>)> {
        let mut out: Vec<(NormalizedSpan, Match<'a>)> = Vec::new();
        for Start { at, limit, topic } in starts {
            if out.last().is_some_and(|(span, _)| at < span.end) {
                continue;
            }
            let mut bound = Match::default();
            let run = Run { scene, limit, topic, start: at, carried: self.carried };
            if run.step(elements, at, &mut bound) && (bound.end > at || elements.len() == 1) {
                out.push((NormalizedSpan::new(at, bound.end), bound));
            }
        }
        out
    }

    /// Where a match can begin, in order.
    fn starts<'s, 'a: 's>(&'s self, scene: Scene<'a>) -> Box<dyn Iterator<Item = Start<'a>> + 's> {
        let places = scene.sentence.of(scene.text).char_indices();
        let places = places.map(move |(at, first)| (scene.sentence.start + at, first));
        match self.elements.first() {
            Some(Element::Carried { .. }) => Box::new(carried_starts(scene)),
            Some(Element::Mention { kinds, .. }) => Box::new(mention_starts(*kinds, scene)),
            Some(Element::Text { alternatives, optional: false, beginnings }) => {
                let rest = move |at: usize| &scene.text[at..scene.sentence.end];
                let begins =
                    move |at: usize| alternatives.iter().any(|word| rest(at).starts_with(word.as_str()));
                Box::new(
                    places
                        .filter(move |&(at, first)| beginnings.has(first) && begins(at))
                        .map(move |(at, _)| Start::anywhere(at, scene)),
                )
            }
            _ => Box::new(places.map(move |(at, _)| Start::anywhere(at, scene))),
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
    let Scene { text, clauses, .. } = scene;
    clauses.iter().enumerate().map(move |(at, clause)| {
        // 业主:|甲公司 is one clause here.
        let goes_on = |next: &&Clause| {
            text[..clause.span.end].ends_with(':') || text[next.span.start..].starts_with("以及“")
        };
        let next = clauses.get(at + 1).filter(goes_on);
        let limit = next.unwrap_or(clause).span.end;
        Start { at: clause.span.start, limit, topic: Some(clause) }
    })
}

/// The items of a sentence of one of the kinds.
fn mention_starts<'a>(kinds: Kinds, scene: Scene<'a>) -> impl Iterator<Item = Start<'a>> {
    let fitting = scene.here.iter().filter(move |item| kinds.has(item.kind));
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

fn element(text: &str) -> Result<Element, String> {
    match text {
        "~" => return Ok(Element::Gap { limit: 40, sentence: false, bare: false }),
        "~!" => return Ok(Element::Gap { limit: 40, sentence: false, bare: true }),
        "~~" => return Ok(Element::Gap { limit: 80, sentence: true, bare: false }),
        "$" => return Ok(Element::End),
        "(" | ")" => return Ok(literal(vec![text.to_owned()], false)),
        _ => {}
    }
    if let Some(inside) = text.strip_prefix('{') {
        let inside = inside.strip_suffix('}').ok_or_else(|| format!("{text:?} has no closing brace"))?;
        let (role, kinds) =
            inside.split_once(':').ok_or_else(|| format!("{text:?}: write {{s:type}} or {{o:type}}"))?;
        let role = match role {
            "s" => Role::Subject,
            "o" => Role::Object,
            _ => return Err(format!("{text:?}: {role:?} is neither s (subject) nor o (object)")),
        };
        if kinds == "goods" {
            return match role {
                Role::Object => Ok(Element::Goods),
                Role::Subject => Err(format!("{text:?}: goods can be an object only")),
            };
        }
        if kinds == "text" || kinds == "honour" {
            return match role {
                Role::Object => Ok(Element::Words { ranked: kinds == "honour" }),
                Role::Subject => Err(format!("{text:?}: words can be an object only")),
            };
        }
        let (kinds, carried) = kinds.strip_suffix('^').map_or((kinds, false), |kinds| (kinds, true));
        let (kinds, many) = kinds.strip_suffix('+').map_or((kinds, false), |kinds| (kinds, true));
        let kinds = kinds
            .split('|')
            .map(|kind| kind.parse::<EntityType>().map_err(|error| error.to_string()))
            .collect::<Result<Vec<_>, _>>()?;
        return Ok(match carried {
            true => Element::Carried { role, kinds },
            false => Element::Mention { role, kinds: kinds.into_iter().collect(), many },
        });
    }
    let (text, optional) = text.strip_suffix(")?").map_or((text, false), |text| (text, true));
    let inside = text.strip_prefix('(').map(|inside| inside.strip_suffix(')').unwrap_or(inside));
    let alternatives: Vec<String> = inside.unwrap_or(text).split('|').map(str::to_owned).collect();
    if alternatives.iter().any(String::is_empty) {
        return Err(format!("{text:?} has an empty alternative"));
    }
    Ok(literal(alternatives, optional))
}

fn literal(alternatives: Vec<String>, optional: bool) -> Element {
    let beginnings = Beginnings::of(&alternatives);
    Element::Text { alternatives, optional, beginnings }
}

/// Whether the first of `elements` may match before the character `next`, where `item` starts: what most places in a gap
/// are not.
fn may_begin(elements: &[Element], next: Option<char>, item: Option<&Item>) -> bool {
    match elements.first() {
        Some(Element::Text { optional: false, beginnings, .. }) => {
            next.is_some_and(|next| beginnings.has(next))
        }
        Some(Element::Mention { kinds, .. }) => item.is_some_and(|item| kinds.has(item.kind)),
        _ => true,
    }
}

/// One attempt to match.
struct Run<'a> {
    scene: Scene<'a>,
    /// Where the match must end.
    limit: usize,
    topic: Option<&'a Clause>,
    /// Where it begins.
    start: usize,
    carried: bool,
}

impl<'a> Run<'a> {
    /// Matches `elements` from byte `at`; binds into `bound` and leaves it as it was on failure.
    fn step(&self, elements: &[Element], at: usize, bound: &mut Match<'a>) -> bool {
        let Some((first, rest)) = elements.split_first() else {
            bound.end = at;
            return true;
        };
        let (text, items, limit) = (self.scene.text, self.scene.here, self.limit);
        match first {
            Element::Text { alternatives, optional, beginnings } => {
                let here = &text[at..limit];
                if here.chars().next().is_some_and(|first| beginnings.has(first)) {
                    for word in alternatives {
                        if here.starts_with(word.as_str()) && self.step(rest, at + word.len(), bound) {
                            return true;
                        }
                    }
                }
                *optional && self.step(rest, at, bound)
            }
            Element::End => {
                let ends =
                    at == limit || text[at..limit].starts_with([',', ';', '。', ')', '!', '(', ':', '、']);
                ends && self.step(rest, at, bound)
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
            Element::Carried { role, kinds } => {
                let Some(group) = self.topic.and_then(|clause| clause.topic(kinds)) else { return false };
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
            Element::Mention { role, kinds, many } => self.mention(*role, *kinds, *many, rest, at, bound),
            Element::Words { ranked } => {
                let end = at + words_end(&text[at..limit]);
                if end == at || *ranked && !is_honour(&text[at..end]) {
                    return false;
                }
                bound.words = Some(NormalizedSpan::new(at, end));
                self.step(rest, end, bound)
            }
            Element::Goods => {
                let known = |from: usize, to: usize| {
                    let item = items.starting_at(at + from)?;
                    (item.kind == EntityType::Product && item.span.end == at + to).then_some(item)
                };
                let (found, end) = trade::listed(&text[at..limit], |from, to| known(from, to).is_some());
                if found.is_empty() {
                    return false;
                }
                let saved = bound.goods.len();
                bound.goods.extend(
                    found
                        .iter()
                        .map(|&(from, to)| (NormalizedSpan::new(at + from, at + to), known(from, to))),
                );
                let matched = self.step(rest, at + end, bound);
                if !matched {
                    bound.goods.truncate(saved);
                }
                matched
            }
            Element::Gap { limit: characters, sentence, bare } => {
                let mut position = at;
                let mut cursor = items.cursor(at);
                for _ in 0..=*characters {
                    let next = text[position..limit].chars().next();
                    let item = cursor.starting_at(position);
                    if may_begin(rest, next, item) && self.step(rest, position, bound) {
                        return true;
                    }
                    let Some(next) = next else { return false };
                    if next == ';' || !sentence && matches!(next, ',' | ':') {
                        return false;
                    }
                    // 村里的道路已经完工 has a subject of its own, and so has 另一条高铁通车; 投资3亿元的 tells of the work.
                    if self.carried
                        && (next == '的' && !text[..position].ends_with('元')
                            || next == '“'
                            || WORK_BEGINNINGS.has(next)
                                && WORKS.iter().any(|word| text[position..limit].starts_with(word)))
                    {
                        return false;
                    }
                    // A gap passes over a mention as a whole.
                    position = match item {
                        // A clause that names something has its own subject.
                        Some(item) if (*bare || self.carried) && is_actor(item.kind) => return false,
                        // A park or place that nothing is said to be in is the subject.
                        Some(item)
                            if self.carried
                                && (item.kind == EntityType::Park
                                    || item.kind == EntityType::Place && position == self.start)
                                && !text[..position].ends_with(['在', '于', '驻', '户']) =>
                        {
                            return false;
                        }
                        Some(item) if item.span.end <= limit => item.span.end,
                        _ => position + next.len_utf8(),
                    };
                }
                false
            }
        }
    }

    fn mention(
        &self,
        role: Role,
        kinds: Kinds,
        many: bool,
        rest: &[Element],
        at: usize,
        bound: &mut Match<'a>,
    ) -> bool {
        let (text, items, limit) = (self.scene.text, self.scene.here, self.limit);
        let saved = (bound.subjects.len(), bound.objects.len());
        let mut found: Vec<(&Item, usize)> = Vec::new();
        let mut next = at;
        while let Some(mut item) =
            items.starting_at(next).filter(|item| kinds.has(item.kind) && item.span.end <= limit)
        {
            // Of 江苏省溧阳市 the last is meant.
            while item.kind == EntityType::Place
                && let Some(inner) = items.starting_at(item.span.end)
                && inner.span.end <= limit
                && (inner.is_within(item) || is_village(inner.span.of(text)))
            {
                item = inner;
            }
            found.push((item, item.span.end));
            if !many {
                break;
            }
            // G247大关至鲁甸段、G352…: a section between two members.
            let after = item.span.end + section(text, item, limit, items);
            let joined = separator(&text[after..limit]).map(|length| after + length);
            // 年产80万吨乙烯、60万吨苯乙烯; 蓝莓8600吨、黑木耳1200吨
            let measured = || match item.kind {
                EntityType::Product => measured(text, after, limit, items),
                EntityType::Project | EntityType::Infrastructure => priced(text, after, limit, items),
                _ => None,
            };
            match joined.filter(|at| items.starting_at(*at).is_some()).or_else(measured) {
                Some(at) => next = at,
                None => break,
            }
        }
        // The longest enumeration first; a shorter one when the rest doesn't fit.
        while let Some((_, end)) = found.last() {
            for (item, _) in &found {
                match role {
                    Role::Subject => bound.subjects.push(item),
                    Role::Object => bound.objects.push(item),
                }
            }
            let closed = if many { *end + closing(&text[*end..limit]) } else { *end };
            // 甲、乙|等龙头企业: what closes the enumeration may be what the rule looks for.
            if self.step(rest, closed, bound) || closed > *end && self.step(rest, *end, bound) {
                return true;
            }
            bound.subjects.truncate(saved.0);
            bound.objects.truncate(saved.1);
            found.pop();
        }
        false
    }
}

/// Where words that name something end: at the end of the clause, but not inside quotes, nor where the next clause
/// goes on with quotes (“甲县”“乙县”,以及“丙县”).
fn words_end(words: &str) -> usize {
    let mut quoted = false;
    for (at, next) in words.char_indices() {
        match next {
            '“' => quoted = true,
            '”' => quoted = false,
            ',' if words[at + 1..].trim_start_matches("以及").starts_with('“') => {}
            ',' | '(' if !quoted => return at,
            ';' | '。' | '\n' => return at,
            _ => {}
        }
    }
    words.len()
}

/// The ranks that names of honours begin with.
pub(super) const RANKS: [&str; 11] =
    ["国家", "全国", "省", "市级", "中国", "自治区", "世界", "县级", "州级", "高新技术企业", "首批"];

/// Whether words name an honour: 国家级绿色园区, but not 全国最大的羊绒基地.
fn is_honour(words: &str) -> bool {
    // 第六批|省级…, 2023年度|国家级…
    let batch = |words: &str| {
        let rest =
            words.trim_start_matches(|c: char| c.is_ascii_digit() || "第一二三四五六七八九十".contains(c));
        ["批次", "批", "届", "年度", "年"].iter().find_map(|unit| rest.strip_prefix(unit)).map(str::len)
    };
    let words =
        ["的美誉", "美誉", "之称", "盛誉"].iter().fold(words, |words, end| words.trim_end_matches(end));
    let bare = words.trim_start_matches('“');
    let start = batch(bare).filter(|_| !bare.starts_with("首批")).map_or(0, |rest| bare.len() - rest);
    RANKS.iter().any(|rank| bare[start..].starts_with(rank))
        && !words.contains(['的', '最', '万', '亿'])
        && [
            "示范", "基地", "企业", "景区", "园区", "称号", "之乡", "之都", "之城", "工厂", "品牌", "集群",
            "试点", "县", "区", "市", "中心", "单位", "冠军", "奖", "百强", "30强", "50强",
        ]
        .iter()
        .any(|end| words.trim_end_matches('”').ends_with(end))
}

/// Nouns that give a clause a subject of its own, named or not.
const WORKS: [&str; 17] = [
    "国道",
    "省道",
    "高铁",
    "铁路",
    "高速",
    "公路",
    "大桥",
    "隧道",
    "水库",
    "机场",
    "电站",
    "个项目",
    "批项目",
    "部分项目",
    "其余项目",
    "其他项目",
    "大道",
];

static WORK_BEGINNINGS: LazyLock<Beginnings> = LazyLock::new(|| Beginnings::of(&WORKS));

/// Whether a name is that of a village, which lies in the place before it.
fn is_village(name: &str) -> bool {
    name.ends_with('村') || name.ends_with("社区") || name.ends_with("小组")
}

/// Whether a thing can be what a clause is about, and not only where it happens.
fn is_actor(kind: EntityType) -> bool {
    matches!(kind, EntityType::Company | EntityType::Project | EntityType::Infrastructure)
}
