//! A mention, or an enumeration of them, that an element of a pattern stands for.

use super::run::Run;
use super::{Element, Match, Role};
use crate::entity::EntityType;
use crate::relation::item::{Item, Kinds, Stretch};
use crate::relation::list::{
    beyond_head, beyond_own, beyond_sites, beyond_unknown, bracketed, closing, grouped, measured, priced,
    section, separator,
};
use crate::relation::met;
use crate::text::word_list::word_lists;

word_lists! {
    static WORDS: EnumeratedWords = "enumerated_mention.csv";
    /// What a park is called before its name: 国家级|甲经开区.
    park_rank,
    /// Adverbs between a subject and its verb.
    adverb,
    /// Words before an object that say of what kind or whose it is.
    kind,
    /// Parts of a place or a park behind its name.
    part,
    /// What closes goods behind their name.
    series,
    /// What a work is called for its line before its own name.
    rank,
}

/// What an element looks for.
#[derive(Clone, Copy)]
pub(super) struct Wanted {
    pub(super) role: Role,
    pub(super) kinds: Kinds,
    /// Whether an enumeration will do.
    pub(super) many: bool,
}

impl<'a> Run<'a> {
    /// Matches what is `wanted` at byte `at` and `rest` behind it.
    pub(super) fn mention(&self, wanted: Wanted, rest: &[Element], at: usize, bound: &mut Match<'a>) -> bool {
        let Wanted { role, many, .. } = wanted;
        let (text, limit) = (self.scene.text, self.limit);
        let saved = (bound.subjects.len(), bound.objects.len());
        let at = self.behind_line(wanted, self.behind_rank(wanted, at));
        let mut found = self.enumerated(wanted, rest, at);
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
            // 甲公司(以下简称“甲”)|位于……, “甲项目”|开工, 甲公司还|生产……
            let kind = found.last().map(|(item, _)| item.kind);
            let behind = self.beyond_remark(closed, kind, rest);
            if behind > closed && self.step(rest, behind, bound) {
                return true;
            }
            if role == Role::Subject && self.behind_adverbs(behind, rest, bound) {
                return true;
            }
            bound.subjects.truncate(saved.0);
            bound.objects.truncate(saved.1);
            found.pop();
        }
        false
    }

    /// Where an object begins behind a quote or what only says of what kind it is: 是|“|磷化工|”|企业, 生产|各类|轴承.
    fn behind_rank(&self, wanted: Wanted, at: usize) -> usize {
        let here = &self.scene.text[at..self.limit];
        let bare = here.strip_prefix('“').unwrap_or(here);
        let bare = match wanted.role {
            Role::Object => WORDS.kind.without_prefix(bare).unwrap_or(bare),
            Role::Subject => bare,
        };
        let to = self.limit - bare.len();
        let named = self.scene.here.starting_at(to).is_some_and(|item| wanted.kinds.has(item.kind));
        if to > at && wanted.role == Role::Object && named { to } else { at }
    }

    /// Where the work begins that stands on the line at `at`, behind a part of that: 由甲公司承建的|乙铁路丙县段|丁隧道.
    fn behind_line(&self, wanted: Wanted, mut at: usize) -> usize {
        let (items, limit) = (self.scene.here, self.limit);
        // 在建的|甲铁路|乙站: it is the line that is being built.
        let of_line = met::WORDS.state.end(&self.scene.text[self.start..at]);
        let works = wanted.kinds.has(EntityType::Infrastructure) && at > self.start && !of_line;
        let work = |at: usize| items.starting_at(at).filter(|item| item.kind == EntityType::Infrastructure);
        while let Some(line) = work(at).filter(|_| works) {
            let end = line.span.end + section(self.scene.text, line, limit, items);
            let end = limit - behind_remark(&self.scene.text[end..limit]).len();
            match work(end).filter(|work| work.span.end <= limit) {
                Some(_) => at = end,
                None => break,
            }
        }
        at
    }

    /// Where the sentence goes on behind the quote and the bracket that follow what ends at `at`.
    fn beyond_remark(&self, at: usize, kind: Option<EntityType>, rest: &[Element]) -> usize {
        let here = &self.scene.text[at..self.limit];
        let mut behind = here.strip_prefix('”').unwrap_or(here);
        // What stands in brackets may be what the pattern looks for.
        let wanted = matches!(rest.first(), Some(Element::Text { alternatives, .. }) if alternatives.iter().any(|word| word == "("));
        if !wanted {
            behind = &behind[remark(behind)..];
        }
        // 位于甲县东部|的乙公司, 轴承等系列产品|远销
        let tail = match kind {
            Some(EntityType::Place | EntityType::Park) => WORDS.part.without_prefix(behind),
            Some(EntityType::Product) => WORDS.series.without_prefix(behind),
            _ => None,
        };
        self.limit - tail.unwrap_or(behind).len()
    }

    /// Matches `rest` behind adverbs at `at`, as few of them as will do: 甲项目还|正在筹建.
    fn behind_adverbs(&self, at: usize, rest: &[Element], bound: &mut Match<'a>) -> bool {
        let mut behind = &self.scene.text[at..self.limit];
        if !matches!(rest.first(), Some(Element::Text { .. })) {
            return false;
        }
        while let Some(after) = WORDS.adverb.without_prefix(behind) {
            behind = after;
            if self.step(rest, self.limit - behind.len(), bound) {
                return true;
            }
        }
        false
    }

    /// What is `wanted` at byte `at`: each member of the longest enumeration, with its end.
    fn enumerated(&self, wanted: Wanted, rest: &[Element], at: usize) -> Vec<(&'a Item, usize)> {
        let Wanted { role, kinds, many } = wanted;
        let (text, items, limit) = (self.scene.text, self.scene.here, self.limit);
        let mut found = Vec::new();
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
        next = beyond_origin(items, next, kinds);
        while let Some(mut item) =
            items.starting_at(next).filter(|item| kinds.has(item.kind) && item.span.end <= limit)
        {
            // 甲公司、乙公司|首个示范城、丙公司: what a firm has there is a member that nothing knows.
            if many
                && item.kind == EntityType::Company
                && let Some(behind) = beyond_own(text, item.span.end, limit)
                && items
                    .starting_at(behind)
                    .is_some_and(|item| kinds.has(item.kind) && item.kind != EntityType::Place)
            {
                next = behind;
                continue;
            }
            // Of 江苏省溧阳市 the last is meant.
            while item.kind == EntityType::Place
                && let Some(inner) = items.starting_at(item.span.end).or_else(|| division(text, item, items))
                && inner.span.end <= limit
                && (inner.is_within(item) || is_settlement(inner.span.of(text)) || is_narrower(inner, item))
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
            // “甲项目”、“乙项目”, “甲项目”“乙项目”
            let quoted = text[..item.span.start].ends_with('“') && text[after..limit].starts_with('”');
            let after = after + if quoted { '”'.len_utf8() } else { 0 };
            let works = matches!(
                item.kind,
                EntityType::Project | EntityType::Infrastructure | EntityType::Company | EntityType::Park
            );
            let after = after + if works { bracketed(&text[after..limit]) } else { 0 };
            // 新能源|新材料 are two.
            let beside = item.kind == EntityType::Industry
                && items.starting_at(after).is_some_and(|next| next.kind == EntityType::Industry);
            let opened = |at: usize| {
                let inside = text[at..limit].strip_prefix('“').map_or(at, |inside| limit - inside.len());
                if items.starting_at(inside).is_some() { inside } else { at }
            };
            let in_row = quoted && text[after..limit].starts_with('“');
            let joined = if beside || in_row { Some(after) } else { None }
                .or_else(|| separator(&text[after..limit]).map(|length| after + length))
                .map(|at| beyond_origin(items, opened(at), kinds));
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
                .filter(|at| !begins_work(text, *at, limit, items, kinds))
                .or_else(sites)
                .or_else(measured)
                .or_else(group)
                .or_else(unknown)
            {
                Some(at) => next = at,
                None => break,
            }
        }
        found
    }
}

/// What stands behind the short name of a line and what its work is for it: (青石铁路)重点控制性工程——|青石隧道.
fn behind_remark(words: &str) -> &str {
    let mut rest = &words[remark(words)..];
    while let Some(behind) = WORDS.rank.without_prefix(rest) {
        rest = behind;
    }
    rest
}

/// How long the bracket is that words begin with; 0 where they begin with none.
fn remark(words: &str) -> usize {
    /// In bytes.
    const LONG: usize = 120;
    let inside = words.strip_prefix('(').unwrap_or("");
    let end = inside.find([')', '。', ';']).filter(|end| *end <= LONG && inside[*end..].starts_with(')'));
    end.map_or(0, |end| end + 2)
}

/// Where a firm or a work stands behind the place that it comes from: 丁国|甲集团、|乙县|丙项目.
fn beyond_origin(items: Stretch<'_>, at: usize, kinds: Kinds) -> usize {
    let works = kinds.has(EntityType::Company) || kinds.has(EntityType::Project);
    if !works || kinds.has(EntityType::Place) {
        return at;
    }
    let place = items.starting_at(at).filter(|item| item.kind == EntityType::Place);
    let next = place.and_then(|place| items.starting_at(place.span.end));
    let owned = |item: &&Item| matches!(item.kind, EntityType::Company | EntityType::Project);
    next.filter(owned).filter(|item| kinds.has(item.kind)).map_or(at, |item| item.span.start)
}

/// Whether the firm at `at` only begins the name of a work that is not known as one: 甲集团|某某一期项目、.
fn begins_work(text: &str, at: usize, limit: usize, items: Stretch<'_>, kinds: Kinds) -> bool {
    /// How long the rest of the name may be, in bytes.
    const LONG: usize = 45;
    let firm = items.starting_at(at).filter(|item| item.kind == EntityType::Company);
    let Some(firm) = firm.filter(|firm| kinds.has(EntityType::Project) && firm.span.end <= limit) else {
        return false;
    };
    let rest = text[firm.span.end..limit].split('、').next().unwrap_or("");
    let name = rest.starts_with(char::is_alphanumeric) && !rest.contains([',', ';', '。', ':', '和', '等']);
    rest.len() <= LONG && name && ["项目", "工程"].iter().any(|noun| rest.ends_with(noun))
}

/// Whether a division stands behind what has no code: 中国|甲省, 甲湾|乙市.
fn is_narrower(inner: &Item, outer: &Item) -> bool {
    let has_code = |item: &Item| item.entity.as_ref().is_some_and(|place| place.code.is_some());
    inner.kind == EntityType::Place && has_code(inner) && outer.entity.is_some() && !has_code(outer)
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
