//! The names that a document introduces: what the first pass teaches for the second.

use std::collections::BTreeMap;

use rustc_hash::FxHashSet;

use super::compound::TOLD;
use super::context::DocumentContext;
use super::detect::Detector;
use super::enumeration::FRAME;
use super::lattice::{TokenKind, is_han};
use super::local::{LocalName, LocalNames};
use super::node::{Class, Node};
use super::park_names;
use super::shorten::short_forms;
use super::{Mention, Origin};
use crate::entity::{EntityType, PlaceLevel};
use crate::gazetteer::{EntityIndex, FormIndex};
use crate::text::NormalizedText;
use crate::text::word_list::word_lists;

word_lists! {
    static WORDS: IntroduceWords = "introduce.csv";
    /// Nouns behind which a foreign firm is named.
    firm,
    /// Nouns that a document lets stand for a name, and which name nothing.
    noun,
}

impl Detector<'_> {
    /// What the first pass teaches for the second.
    pub(super) fn local_names(
        &self,
        normalized: &NormalizedText,
        nodes: &[Vec<Node>],
        context: &DocumentContext,
    ) -> LocalNames {
        let text = normalized.text.as_str();
        let mut names = Vec::new();
        // Before the short forms: 青石 beside 青石石化有限公司 is the township.
        let counties: Vec<EntityIndex> = context.counties(self.gazetteer).into_iter().take(4).collect();
        for county in &counties {
            self.township_stems(*county, context, &mut names);
        }
        let mut seen: FxHashSet<&str> = FxHashSet::default();
        // What projects are called without their firms, with the full name, or none where there are several.
        let mut works: BTreeMap<&str, Option<&str>> = BTreeMap::new();
        // Firms that stand in the names of projects; what else the text says of such a name comes first.
        let mut guessed = Vec::new();
        for node in nodes.iter().flatten() {
            let (Some(kind), Some(origin)) = (node.name(), &node.origin) else { continue };
            let surface = node.span.of(text);
            let after = &text[node.span.end..];
            if let (Some(PlaceLevel::Township), Origin::Form(form)) = (node.level, origin)
                && !seen.contains(surface)
            {
                self.own_stem(*form, context, &mut names);
            }
            if !seen.insert(surface)
                && introduced_alias(after).is_none()
                && contracted(surface, after).is_none()
                && acronym(after).is_none()
            {
                continue;
            }
            // 甲有限公司年产1万吨钢管项目 introduces the firm, too.
            for firm in &node.inner {
                let full = firm.span.of(text);
                let called = match firm.origin {
                    Origin::Pattern("company-legal-form") => true,
                    Origin::Pattern("company-tail") => full.ends_with("集团"),
                    _ => false,
                };
                // 恒昱能源年产1万吨钢管项目: so does a brand with a trade.
                if kind == EntityType::Project
                    && firm.origin == Origin::Pattern("company-brand-trade")
                    && firm.span.start == node.span.start
                    && full.chars().count() >= 4
                {
                    let kind = EntityType::Company;
                    guessed.push((
                        full.to_owned(),
                        LocalName { kind, level: None, origin: firm.origin.clone() },
                    ));
                }
                if called && seen.insert(full) {
                    let place = self.leading_places(&node.inner, firm.span.start);
                    self.short_names(full, place, &mut names);
                }
            }
            // 华远锂业 is 华远 in 惠州华远.
            if let (EntityType::Company, Origin::Form(_)) = (kind, origin)
                && let Some((at, _)) = surface.char_indices().nth(2)
                && surface[at..].chars().count() == 2
                && (self.vocabulary.is_trade(&surface[at..]) || self.is_goods(&surface[at..]))
                && self.gazetteer.lookup(&surface[..at]).is_none()
                && self.gazetteer.lexicon().get(&surface[..at]).is_none()
            {
                names.push((
                    surface[..at].to_owned(),
                    LocalName { kind, level: None, origin: origin.clone() },
                ));
            }
            if kind == EntityType::Company {
                let place = self.leading_places(&node.inner, node.span.start);
                let after = &text[node.span.end..];
                if let Some(alias) = introduced_alias(after).or_else(|| contracted(surface, after)) {
                    names.push((alias.to_owned(), short_of(surface, kind)));
                }
                self.short_names(surface, place, &mut names);
            } else if let Some(alias) =
                introduced_alias(after).or_else(|| acronym(after).filter(|_| kind == EntityType::Product))
            {
                names.push((alias.to_owned(), short_of(surface, kind)));
            }
            if kind == EntityType::Project
                && let Some(short) = self.goods_project(node, text)
            {
                let full = works.entry(short).or_insert(Some(surface));
                *full = full.filter(|full| *full == surface);
            }
            if kind == EntityType::Park {
                let place = self.leading_places(&node.inner, node.span.start);
                let province = self.leading_province(&node.inner, node.span.start);
                let without_province = surface.get(province..).filter(|_| 0 < province && province < place);
                let short = park_names::without_place(surface, place, self.gazetteer).or(without_province);
                names.extend(short.map(|short| (short.to_owned(), short_of(surface, kind))));
                // The longer and the shorter name of a zone give the same forms, so the first counts.
                let zones =
                    park_names::zone_forms(surface).filter(|form| self.gazetteer.lookup(form).is_none());
                let name = LocalName { kind, level: None, origin: zone_origin(origin, surface) };
                names.extend(zones.map(|form| (form, name.clone())));
            }
            if let Origin::Pattern(_) = origin
                && kind != EntityType::Place
                && (surface.chars().count() >= 4
                    // A street, but not a line of a number: 3号线.
                    || kind == EntityType::Infrastructure && surface.chars().count() == 3 && surface.ends_with(['路', '街'])
                    || matches!(origin, Origin::Pattern(FRAME | TOLD)))
            {
                names.push((surface.to_owned(), LocalName { kind, level: None, origin: origin.clone() }));
            }
        }
        let works = works.into_iter().filter_map(|(short, full)| Some((short, full?)));
        names.extend(works.map(|(short, full)| (short.to_owned(), short_of(full, EntityType::Project))));
        names.append(&mut guessed);
        letters_and_brand(nodes, text, &mut names);
        letters_of_firms(nodes, text, &mut names);
        park_names::letters(nodes, text, &mut names);
        park_names::quoted(normalized, &mut names);
        LocalNames::new(names, self.listed_townships(normalized, &counties), normalized)
    }

    /// The short names of a firm that no dictionary has; the first `place` bytes of its name are places.
    fn short_names(&self, full: &str, place: usize, names: &mut Vec<(String, LocalName)>) {
        let is_goods = |word: &str| self.is_goods(word);
        for form in short_forms(full, place, self.gazetteer.lexicon(), &self.vocabulary, &is_goods) {
            if self.gazetteer.lookup(&form).is_some() || self.gazetteer.common_words().get(&form).is_some() {
                continue;
            }
            // 甲食品集团(乙县)有限公司 is a firm of the group, and not 甲集团.
            let name = match form.ends_with("集团") && full.contains("集团(") {
                true => LocalName {
                    kind: EntityType::Company,
                    level: None,
                    origin: Origin::Pattern("company-group"),
                },
                false => short_of(full, EntityType::Company),
            };
            names.push((form, name));
        }
    }

    /// What a project is called once its firm is named: 发动机扩建项目 for 甲公司发动机扩建项目. Its goods or its capacity say that it
    /// is this one.
    fn goods_project<'t>(&self, node: &Node, text: &'t str) -> Option<&'t str> {
        /// In characters.
        const SHORTEST: usize = 6;
        let owner = node.inner.iter().filter(|inner| {
            inner.span.start == node.span.start
                && matches!(inner.kind, EntityType::Company | EntityType::Place)
        });
        let start = owner.map(|owner| owner.span.end).max()?;
        let short = &text[start..node.span.end];
        let goods =
            node.inner.iter().any(|inner| inner.kind == EntityType::Product && inner.span.start >= start);
        let told = goods || short.contains(|c: char| c.is_ascii_digit());
        (told && short.ends_with("项目") && short.chars().count() >= SHORTEST).then_some(short)
    }

    /// Whether the gazetteer has a word as goods or a sector, or goods may end with it.
    fn is_goods(&self, word: &str) -> bool {
        let ends_goods = || self.vocabulary.head(word).is_some_and(|head| head.kind == EntityType::Product);
        self.gazetteer.lookup(word).is_some_and(|form| self.is_sector(TokenKind::Name(form))) || ends_goods()
    }

    /// Whether a name can only be an industry or a product.
    pub(super) fn is_sector(&self, kind: TokenKind) -> bool {
        matches!(kind, TokenKind::Name(form) if self.risks.is_sector(form))
    }

    /// The length in bytes of the places that a name begins with: 云南省昭通市, but only 江苏 of
    /// 江苏汉源重工, because 汉源 does not lie in 江苏.
    fn leading_places(&self, inside: &[Mention], start: usize) -> usize {
        let mut end = start;
        let mut outer: Option<&[crate::gazetteer::Alias]> = None;
        for inner in
            inside.iter().filter(|inner| inner.span.start >= start && inner.kind == EntityType::Place)
        {
            let Origin::Form(form) = inner.origin else { break };
            let aliases = &self.gazetteer.form(form).aliases;
            let inside = outer.is_none_or(|outer| {
                aliases.iter().any(|place| {
                    outer.iter().any(|outer| self.gazetteer.is_within(place.entity, outer.entity))
                })
            });
            if inner.span.start != end || !inside {
                break;
            }
            end = inner.span.end;
            outer = Some(aliases);
        }
        end - start
    }

    /// The length of the province that a name begins with.
    fn leading_province(&self, inside: &[Mention], start: usize) -> usize {
        let first = inside.iter().find(|inner| inner.span.start == start && inner.kind == EntityType::Place);
        let province = |form: FormIndex| {
            let mut places = self.gazetteer.form(form).aliases.iter();
            places.any(|place| self.gazetteer.entity(place.entity).level == Some(PlaceLevel::Province))
        };
        match first.map(|first| (&first.origin, first.span)) {
            Some((Origin::Form(form), span)) if province(*form) => span.len(),
            _ => 0,
        }
    }
}

/// What a short form of the zone `surface` means: what that does.
fn zone_origin(origin: &Origin, surface: &str) -> Origin {
    match origin {
        Origin::Pattern(_) => Origin::ShortOf(surface.into()),
        origin => origin.clone(),
    }
}

/// Firms that letters and two characters which make no word name again and again: TK致新, TCL华曦.
fn letters_and_brand(nodes: &[Vec<Node>], text: &str, names: &mut Vec<(String, LocalName)>) {
    let mut seen: FxHashSet<&str> = FxHashSet::default();
    for parts in nodes.iter().flat_map(|nodes| nodes.windows(3)) {
        let [letters, brand @ ..] = parts else { continue };
        // Few nodes are brands, and fewer have so few bytes.
        if letters.class != Class::Brand || !(2..=4).contains(&letters.span.len()) {
            continue;
        }
        let capitals = letters.span.of(text);
        let lone = |node: &Node| {
            matches!(node.class, Class::Brand | Class::Weak | Class::Generic)
                && node.span.len() == '新'.len_utf8()
                && node.span.of(text).chars().all(is_han)
        };
        if capitals.bytes().all(|byte| byte.is_ascii_uppercase())
            && brand.iter().all(lone)
            && brand[1].span.end - letters.span.end == 2 * '新'.len_utf8()
        {
            let name = &text[letters.span.start..brand[1].span.end];
            if seen.insert(name) && text.matches(name).nth(1).is_some() {
                let origin = Origin::Pattern("company-letters-brand");
                names.push((name.to_owned(), LocalName { kind: EntityType::Company, level: None, origin }));
            }
        }
    }
}

/// Firms with a foreign name alone, behind the noun that says what it is: 电池企业Hellmer.
fn letters_of_firms(nodes: &[Vec<Node>], text: &str, names: &mut Vec<(String, LocalName)>) {
    for pair in nodes.iter().flat_map(|nodes| nodes.windows(2)) {
        if pair[1].class != Class::Brand || pair[1].span.len() < 4 {
            continue;
        }
        let name = pair[1].span.of(text);
        if name.starts_with(|c: char| c.is_ascii_uppercase())
            && name.bytes().all(|byte| byte.is_ascii_alphanumeric())
            && name.bytes().any(|byte| byte.is_ascii_lowercase())
            && pair[0].span.end == pair[1].span.start
            && WORDS.firm.end(pair[0].span.of(text))
        {
            let origin = Origin::Pattern("company-letters");
            names.push((name.to_owned(), LocalName { kind: EntityType::Company, level: None, origin }));
        }
    }
}

fn short_of(full: &str, kind: EntityType) -> LocalName {
    LocalName { kind, level: None, origin: Origin::ShortOf(full.into()) }
}

/// The short name in brackets that follows the full name of a firm directly and picks three to six of its characters in
/// their order: 青原红杉建材化工股份有限公司(红杉建化).
fn contracted<'t>(full: &str, after: &'t str) -> Option<&'t str> {
    let rest = after.strip_prefix('(')?;
    let alias = &rest[..rest.find(')')?];
    let mut left = full.chars();
    let picked = alias.chars().all(|character| left.any(|other| other == character));
    (picked
        && (3..=6).contains(&alias.chars().count())
        && full.ends_with("公司")
        && !alias.ends_with(['省', '市', '县', '区', '州'])
        && !alias.ends_with("公司")
        && alias.chars().all(is_han))
    .then_some(alias)
}

/// The alias in (以下简称“X”) that follows a name directly.
fn introduced_alias(after: &str) -> Option<&str> {
    let rest = after.strip_prefix('(')?;
    let rest = rest.strip_prefix("以下").unwrap_or(rest);
    let rest = rest
        .strip_prefix("简称")
        .or_else(|| rest.strip_prefix("下称"))
        .or_else(|| rest.strip_prefix('称'))?;
    let rest = rest.trim_start_matches([':', '为', '“', '"', '「', '\'']);
    let end = rest.find(['”', '"', '」', ')', ',', '、', '\'', '\n'])?;
    let alias = &rest[..end];
    // (以下简称“公司”) only says what a noun means.
    ((2..=12).contains(&alias.chars().count()) && !WORDS.noun.has(alias)).then_some(alias)
}

/// The capitals in brackets that follow a name directly and stand for it: 乙烯-醋酸乙烯共聚物(EVA).
fn acronym(after: &str) -> Option<&str> {
    let rest = after.strip_prefix('(')?;
    let letters = &rest[..rest.find(')')?];
    let capital = |byte: u8| byte.is_ascii_uppercase() || byte.is_ascii_digit() || byte == b'-';
    ((2..=8).contains(&letters.len())
        && letters.bytes().all(capital)
        && letters.bytes().filter(u8::is_ascii_uppercase).count() >= 2)
        .then_some(letters)
}
