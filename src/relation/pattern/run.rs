//! Matches the elements of a pattern from one place of a sentence.

use super::{Element, Match, Role, Scene, Wording};
use crate::entity::EntityType;
use crate::relation::honour::{self, is_honour, is_title, quoted_end, words_end};
use crate::relation::item::{Item, Kinds, Stretch};
use crate::relation::list::{
    beyond_head, beyond_sites, beyond_unknown, bracketed, closing, grouped, measured, priced, section,
    separator,
};
use crate::relation::topic::Clause;
use crate::relation::trade;
use crate::text::NormalizedSpan;
use crate::text::word_list::word_lists;

word_lists! {
    static WORDS: CarriedWords = "carried.csv";
    /// Nouns that give a clause a subject of its own, named or not.
    work,
    /// What begins like a verb of making and is a noun: 生产线.
    no_making,
    /// What a park is called before its name: 国家级|甲经开区.
    park_rank,
}

/// Whether the first of `elements` may match before `rest`, which begins with the character `next` and where `item` starts:
/// what most places in a gap are not.
fn may_begin(elements: &[Element], next: Option<char>, item: Option<&Item>, rest: &str) -> bool {
    match elements.first() {
        Some(Element::Words(Wording::Honour)) => honour::may_begin(rest),
        Some(Element::Text { optional: false, beginnings, .. }) => {
            next.is_some_and(|next| beginnings.may_have(next))
        }
        Some(Element::Mention { kinds, role, .. }) => item.is_some_and(|item| {
            let leads =
                *role == Role::Object && kinds.has(EntityType::Park) && item.kind == EntityType::Place;
            kinds.has(item.kind) || leads
        }),
        _ => true,
    }
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
        let (text, items, limit) = (self.scene.text, self.scene.here, self.limit);
        match first {
            Element::Text { alternatives, optional, beginnings } => {
                let here = &text[at..limit];
                if here.chars().next().is_some_and(|first| beginnings.may_have(first)) {
                    for word in alternatives {
                        // 甲公司的|生产线上,乙……: nothing is told of what it makes.
                        if word == "生产" && WORDS.no_making.begin(here) {
                            continue;
                        }
                        if here.as_bytes().starts_with(word.as_bytes())
                            && self.step(rest, at + word.len(), bound)
                        {
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
            Element::Money => {
                let here = &text[at..limit];
                let amount = here.trim_start_matches(['约', '近', '超', '达']);
                let amount = amount.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.');
                let unit = amount.trim_start_matches(['百', '千', '万', '亿', '多', '余']);
                let digits = here[..here.len() - amount.len()].contains(|c: char| c.is_ascii_digit());
                let end = unit.strip_prefix('美').unwrap_or(unit).strip_prefix('元');
                end.is_some_and(|end| digits && self.step(rest, limit - end.len(), bound))
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
                // A road makes and undertakes nothing, though projects and roads are told of alike.
                let told = |group| {
                    let mut group = self.scene.items.range(group).iter();
                    group.any(|item| item.kind != EntityType::Infrastructure)
                };
                let firms =
                    kinds.contains(&EntityType::Company) && !kinds.contains(&EntityType::Infrastructure);
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
            Element::Mention { role, kinds, many } => self.mention(*role, *kinds, *many, rest, at, bound),
            Element::Words(wording) => {
                // “甲县”,“乙县”: at the end of a pattern a list of quotes goes on behind the clause.
                let limit = if rest.is_empty() { self.scene.sentence.end.max(limit) } else { limit };
                let end = match wording {
                    Wording::Quoted => at + quoted_end(&text[at..limit]),
                    _ => at + words_end(&text[at..limit]),
                };
                let words = &text[at..end];
                let fits = match wording {
                    Wording::Any | Wording::Quoted => !words.is_empty(),
                    Wording::Honour => is_honour(words),
                    Wording::Title => is_title(words),
                };
                if !fits {
                    return false;
                }
                bound.words = Some(NormalizedSpan::new(at, end));
                self.step(rest, end, bound)
            }
            // 主要加工|产品为青蒿素: what the goods are follows.
            Element::Goods if text[at..limit].starts_with("产品") => false,
            Element::Goods => {
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
                let (found, end) = trade::listed(&text[at..limit], |from, to| {
                    known(from, to).is_some() || narrowed(from, to)
                });
                // 主要业务涵盖|生物医药: sectors alone are no goods.
                let sector = |from: usize, to: usize| {
                    let item = items.starting_at(at + from);
                    item.is_some_and(|item| item.kind == EntityType::Industry && item.span.end == at + to)
                };
                if found.is_empty() || found.iter().all(|&(from, to)| sector(from, to)) {
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
                let end = self.scene.sentence.end.max(limit);
                for _ in 0..=*characters {
                    let next = text[position..limit].chars().next();
                    let item = cursor.starting_at(position);
                    // 甲项目、|年产5万吨乙项目: what begins a name is no verb.
                    let inside = (*bare || self.carried)
                        && item.is_some_and(|item| is_actor(item.kind) && item.span.len() > LONG)
                        && matches!(rest.first(), Some(Element::Text { .. }));
                    if !inside
                        && may_begin(rest, next, item, &text[position..end])
                        && self.step(rest, position, bound)
                    {
                        return true;
                    }
                    let Some(next) = next else { return false };
                    if next == ';' || !sentence && matches!(next, ',' | ':') {
                        return false;
                    }
                    // 村里的道路已经完工 has a subject of its own, and so has 另一条高铁通车; 投资3亿元的 tells of the work.
                    // So does what stands behind the verb: 途经甲市的三个县.
                    let divided =
                        || at > self.start && text[..position].ends_with(['市', '州', '省', '区', '盟']);
                    if self.carried
                        && (next == '的' && !text[..position].ends_with('元') && !divided()
                            || next == '“'
                                && !(text[..position].ends_with(['以', '了', '成'])
                                    && lists(&text[position..limit]))
                            || WORDS.work.begin(&text[position..limit]))
                    {
                        return false;
                    }
                    // A gap passes over a mention as a whole.
                    position = match item {
                        // A clause that names something has its own subject; (以下简称“甲”) names nothing new.
                        Some(item)
                            if (*bare || self.carried)
                                && is_actor(item.kind)
                                && !is_alias(&text[..position]) =>
                        {
                            return false;
                        }
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
        // 位于|甲市乙县|丙园区: the places say where the park is.
        let places = kinds.has(EntityType::Park) && !kinds.has(EntityType::Place) && role == Role::Object;
        let mut next = if places { behind_places(items, at) } else { at };
        // 落户|国家级|甲经开区
        if places
            && let Some((rank, ())) = WORDS.park_rank.beginning(&text[at..limit])
            && items.starting_at(at + rank.len()).is_some_and(|item| item.kind == EntityType::Park)
        {
            next = at + rank.len();
        }
        // 经|甲机场、乙新区、丙县: of what a route passes only the places count.
        let only_places = many && role == Role::Object && kinds.is_only(EntityType::Place);
        if only_places {
            next = beyond_sites(text, next, limit, items);
        }
        while let Some(mut item) =
            items.starting_at(next).filter(|item| kinds.has(item.kind) && item.span.end <= limit)
        {
            // Of 江苏省溧阳市 the last is meant.
            while item.kind == EntityType::Place
                && let Some(inner) = items.starting_at(item.span.end).or_else(|| division(text, item, items))
                && inner.span.end <= limit
                && (inner.is_within(item) || is_settlement(inner.span.of(text)))
            {
                // 途经甲县|乙镇: the route passes through both.
                if only_places && is_town(inner.span.of(text)) {
                    found.push((item, item.span.end));
                }
                item = inner;
            }
            // 位于甲经开区|乙产业园内: in both.
            if item.kind == EntityType::Park
                && role == Role::Object
                && let Some(inner) = items.starting_at(item.span.end)
                && inner.kind == EntityType::Park
                && inner.span.end <= limit
            {
                found.push((item, inner.span.end));
                item = inner;
            }
            found.push((item, item.span.end));
            if !many {
                break;
            }
            // G247大关至鲁甸段、G352…: a section between two members.
            let after = item.span.end + section(text, item, limit, items);
            let works = matches!(item.kind, EntityType::Project | EntityType::Infrastructure);
            let after = after + if works { bracketed(&text[after..limit]) } else { 0 };
            // 新能源|新材料 are two.
            let beside = item.kind == EntityType::Industry
                && items.starting_at(after).is_some_and(|next| next.kind == EntityType::Industry);
            let joined = if beside { Some(after) } else { None }
                .or_else(|| separator(&text[after..limit]).map(|length| after + length));
            // 年产80万吨乙烯、60万吨苯乙烯; 蓝莓8600吨、黑木耳1200吨
            let measured = || match item.kind {
                EntityType::Product => measured(text, after, limit, items),
                EntityType::Project | EntityType::Infrastructure => priced(text, after, limit, items),
                _ => None,
            };
            let unknown = || beyond_unknown(text, joined?, limit, items, item.kind, kinds);
            let sites = || {
                let next = beyond_sites(text, joined?, limit, items);
                (only_places && Some(next) > joined).then_some(next)
            };
            let group = || match item.kind {
                EntityType::Industry => grouped(text, item.span.end, limit, items),
                // 甲公司等光伏企业以及乙公司等|电池企业: each sector has its own firms.
                EntityType::Company if !leads_to_industry(rest) => {
                    beyond_head(text, item.span.end, limit, items)
                }
                _ => None,
            };
            match joined
                .filter(|at| items.starting_at(*at).is_some_and(|item| kinds.has(item.kind)))
                .or_else(sites)
                .or_else(measured)
                .or_else(group)
                .or_else(unknown)
            {
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
            // 甲市1个,… counts what follows; of 甲、乙2家 the count closes the enumeration.
            let counts = found.len() == 1 && text[*end..limit].starts_with(|c: char| c.is_ascii_digit());
            let closed = if many && !counts { *end + closing(&text[*end..limit]) } else { *end };
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

/// The division that is said to be one of a place: 甲市|的|乙县.
fn division<'a>(text: &str, place: &Item, items: Stretch<'a>) -> Option<&'a Item> {
    let behind = text[place.span.end..].strip_prefix('的')?;
    let inner = items.starting_at(text.len() - behind.len())?;
    (inner.kind == EntityType::Place && inner.is_within(place)).then_some(inner)
}

/// Whether a pattern goes on with an industry right behind the enumeration.
fn leads_to_industry(rest: &[Element]) -> bool {
    matches!(rest.first(), Some(Element::Mention { kinds, .. }) if kinds.has(EntityType::Industry))
}

/// Whether a quotation holds an enumeration: “甲、乙、丙”.
fn lists(quotation: &str) -> bool {
    quotation.split('”').next().is_some_and(|inside| inside.contains('、'))
}

/// Where the park begins behind a chain of places that begins at `at`, or `at` where there is none.
fn behind_places(items: Stretch<'_>, at: usize) -> usize {
    let mut next = at;
    while let Some(item) = items.starting_at(next) {
        match item.kind {
            EntityType::Place => next = item.span.end,
            EntityType::Park => return next,
            _ => break,
        }
    }
    at
}

/// Whether a name is that of a village or a town, which lies in the place right before it.
fn is_settlement(name: &str) -> bool {
    name.ends_with(['村', '镇', '乡']) || ["社区", "小组", "街道"].iter().any(|end| name.ends_with(end))
}

/// Whether a full name is that of a town.
fn is_town(name: &str) -> bool {
    name.ends_with(['镇', '乡']) || name.ends_with("街道")
}

/// The longest word that points to a thing, in bytes.
const LONG: usize = 18;

/// Whether the words before a name introduce it as another one of what they stand behind: 甲公司(以下简称“|乙”).
fn is_alias(before: &str) -> bool {
    let before = before.strip_suffix('“').unwrap_or(before);
    before.ends_with("简称") || before.ends_with("下称") || before.ends_with("(称")
}

/// Whether a thing can be what a clause is about, and not only where it happens.
fn is_actor(kind: EntityType) -> bool {
    matches!(kind, EntityType::Company | EntityType::Project | EntityType::Infrastructure)
}
