//! Nodes: tokens seen as material for names, and the names made of them.

use super::head::{Boundary, Grammar, Head};
use super::lattice::{Token, TokenKind, is_han};
use super::local::LocalNames;
use super::telling::Telling;
use super::vocabulary::Vocabulary;
use super::{Mention, Origin};
use crate::entity::{EntityType, PlaceLevel};
use crate::gazetteer::{Gazetteer, WordClass};
use crate::text::NormalizedSpan;

/// What a node is for the grammar of names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Class {
    /// A name of this type.
    Name(EntityType),
    /// A character, proper noun or Latin run that may be a brand.
    Brand,
    /// An ordinary noun.
    Noun,
    /// An adjective or distinguishing word.
    Adjective,
    /// A trade word of company names.
    Trade,
    /// A trade in full company names, elsewhere a verb that ends a name.
    TradeVerb,
    /// A verb that names an activity.
    Activity,
    /// A modifier that makes no name.
    Generic,
    /// Any other verb of two or more characters.
    Verb,
    /// A single character that is part of a brand in a full company name only.
    Weak,
    /// A numeral of one character.
    Digit,
    /// A number or a longer numeral.
    Number,
    /// A measure word.
    Measure,
    /// Announces a name.
    Role,
    /// `(`.
    Open,
    /// `)`.
    Close,
    /// A word of time or a set phrase: inside a project's name at most.
    Other,
    /// Nothing of a name.
    Stop,
}

impl Class {
    /// The name shown to users.
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Self::Name(kind) => kind.as_str(),
            Self::Brand => "brand",
            Self::Noun => "noun",
            Self::Adjective => "adjective",
            Self::Trade => "trade",
            Self::TradeVerb => "trade-or-stop",
            Self::Activity => "activity",
            Self::Generic => "generic",
            Self::Verb => "verb",
            Self::Weak => "character",
            Self::Digit | Self::Number => "number",
            Self::Measure => "measure",
            Self::Role => "role",
            Self::Open | Self::Close => "bracket",
            Self::Other => "other",
            Self::Stop => "stop",
        }
    }
}

/// A token or a name made of tokens.
#[derive(Clone, Debug)]
pub(crate) struct Node {
    pub(crate) span: NormalizedSpan,
    pub(crate) class: Class,
    /// The heads that the word can be.
    pub(crate) head: Option<Head>,
    /// For a place: its level.
    pub(crate) level: Option<PlaceLevel>,
    /// For a word: whether it is rare, which most words for kinds of goods are.
    pub(crate) rare: bool,
    /// For a name: where it comes from.
    pub(crate) origin: Option<Origin>,
    /// The names inside, outermost first.
    pub(crate) inner: Vec<Mention>,
}

impl Node {
    /// The node of one token.
    pub(crate) fn of(
        token: Token,
        text: &str,
        vocabulary: &Vocabulary,
        gazetteer: &Gazetteer,
        local: &LocalNames,
    ) -> Self {
        let mut node = Self {
            span: token.span,
            class: Class::Stop,
            head: None,
            level: None,
            rare: false,
            origin: None,
            inner: Vec::new(),
        };
        match token.kind {
            TokenKind::Word(index) => {
                let entry = vocabulary.entry(index);
                node.class = entry.class;
                node.head = entry.head;
                node.rare = entry.rare;
            }
            TokenKind::Name(form) => {
                let aliases = &gazetteer.form(form).aliases;
                let place =
                    aliases.iter().find(|alias| gazetteer.entity(alias.entity).kind == EntityType::Place);
                if let Some(entity) = place.or(aliases.first()).map(|alias| gazetteer.entity(alias.entity)) {
                    node.class = Class::Name(entity.kind);
                    node.level = entity.level;
                }
                node.head = vocabulary.head(token.span.of(text)).or_else(|| trade_head(token.span.of(text)));
                node.origin = Some(Origin::Form(form));
            }
            TokenKind::Local(index) => {
                let name = local.name(index);
                node.class = Class::Name(name.kind);
                node.level = name.level;
                node.origin = Some(name.origin.clone());
            }
            TokenKind::Number => node.class = Class::Number,
            TokenKind::Latin if is_road_code(token.span.of(text)) => {
                node.class = Class::Name(EntityType::Infrastructure);
                node.origin = Some(Origin::Pattern("road-code"));
            }
            TokenKind::Latin | TokenKind::Character => node.class = Class::Brand,
            // Cambrix Networks: spaces stay between Latin words only.
            TokenKind::Mark('+' | '·' | '&' | ' ') => node.class = Class::Generic,
            TokenKind::Mark('(') => node.class = Class::Open,
            TokenKind::Mark(')') => node.class = Class::Close,
            TokenKind::Mark(_) => {}
        }
        node
    }

    /// The type, when the node is a name.
    pub(crate) fn name(&self) -> Option<EntityType> {
        match self.class {
            Class::Name(kind) => Some(kind),
            _ => None,
        }
    }

    /// Whether the node reads `word`. Its length settles that nearly always.
    #[inline]
    pub(crate) fn is(&self, word: &str, text: &str) -> bool {
        self.span.len() == word.len() && self.span.of(text) == word
    }

    /// Whether the node is the name of a place.
    pub(crate) fn is_place(&self) -> bool {
        self.class == Class::Name(EntityType::Place)
    }

    /// The mention that the node is, and those inside it.
    pub(crate) fn mentions(mut self, nested: bool, out: &mut Vec<Mention>) {
        self.give_mentions(nested, out);
    }

    /// The same of a node that is not looked at again.
    pub(super) fn give_mentions(&mut self, nested: bool, out: &mut Vec<Mention>) {
        if let Class::Name(kind) = self.class
            && let Some(origin) = self.origin.take()
        {
            out.push(Mention { span: self.span, kind, origin, nested });
            out.append(&mut self.inner);
        }
    }
}

impl Class {
    /// The class of a word of the lexicon, and what it means for the boundary of a name; `short` when it is no longer
    /// than one character.
    pub(super) fn of(word: WordClass, boundary: Option<Boundary>, short: bool) -> Self {
        match boundary {
            Some(Boundary::Stop) => return Self::Stop,
            Some(Boundary::Role) => return Self::Role,
            Some(Boundary::Trade) => return Self::Trade,
            Some(Boundary::Nominal) => return Self::Activity,
            Some(Boundary::Generic) => return Self::Generic,
            Some(Boundary::Weak) => return Self::Weak,
            Some(Boundary::TradeVerb) => return Self::TradeVerb,
            None => {}
        }
        match word {
            WordClass::Noun | WordClass::Abbreviation | WordClass::Location if !short => Self::Noun,
            WordClass::ProperNoun
            | WordClass::PersonName
            | WordClass::PlaceName
            | WordClass::OrganizationName => Self::Brand,
            WordClass::Adjective if !short => Self::Adjective,
            WordClass::VerbalNoun if !short => Self::Activity,
            WordClass::Verb if short => Self::Weak,
            WordClass::Verb => Self::Verb,
            WordClass::Numeral if short => Self::Digit,
            WordClass::Numeral => Self::Number,
            WordClass::Measure if short => Self::Measure,
            WordClass::Preposition | WordClass::Conjunction | WordClass::Particle | WordClass::Pronoun => {
                Self::Stop
            }
            WordClass::Adverb if !short => Self::Stop,
            WordClass::Time | WordClass::Idiom if !short => Self::Other,
            _ if short => Self::Brand,
            _ => Self::Noun,
        }
    }
}

/// Two characters that end in 业 are a trade: 华裳|鞋业.
fn trade_head(text: &str) -> Option<Head> {
    let trade = text.ends_with('业') && text.chars().count() == 2;
    trade.then_some(Head { kind: EntityType::Company, grammar: Grammar::BrandTrade })
}

/// Numbers of national and provincial roads: G85, S301 (GB/T 917).
fn is_road_code(text: &str) -> bool {
    // County roads have three digits: X604.
    if let Some(digits) = text.strip_prefix(['X', 'Y']) {
        return digits.len() == 3 && digits.bytes().all(|byte| byte.is_ascii_digit());
    }
    let digits = text.strip_prefix(['G', 'S']).unwrap_or("");
    (1..=4).contains(&digits.len()) && text.len() > 2 && digits.bytes().all(|byte| byte.is_ascii_digit())
}

/// Single characters that stand before a name far oftener than at its beginning.
pub(crate) const LINKS: &str = "为以仅共约并经获还再及距离接继沿赴";

/// Reads lone characters beside a brand as part of it: 三|塘|湖, 川|维, 鑫|瑞|通.
///
/// A measure word stays one behind a number, and a numeral before a measure word.
///
/// 和 behind one lone character is no conjunction: 盈|和|5万吨.
pub(super) fn widen_brands(nodes: &mut [Node], text: &str, telling: Telling) {
    if telling.any_of(Telling::AND) {
        widen_over_and(nodes, text);
    }
    if telling.any_of(Telling::MEASURES) {
        mark_measures(nodes, text);
    }
    if telling.any_of(Telling::NEW) {
        widen_over_new(nodes, text);
    }
    if telling.any_of(Telling::SIZES) {
        widen_over_sizes(nodes, text);
    }
    if telling.any_of(Telling::YUAN) {
        widen_over_yuan(nodes, text);
    }
    widen_to_neighbours(nodes, text);
}

fn widen_over_and(nodes: &mut [Node], text: &str) {
    for at in 1..nodes.len().saturating_sub(1) {
        if !nodes[at].is("和", text) {
            continue;
        }
        // What is joined by 和 has more than one character on its left: 万|和|电子 is a brand.
        let lone = matches!(nodes[at - 1].class, Class::Brand | Class::Weak | Class::Digit | Class::Number)
            && nodes[at - 1].span.of(text).chars().all(is_han)
            && nodes[at - 1].span.len() <= 4
            && (at < 2
                || matches!(
                    nodes[at - 2].class,
                    Class::Stop | Class::Verb | Class::Role | Class::Name(EntityType::Place)
                ));
        let goes_on = matches!(
            nodes[at + 1].class,
            Class::Brand
                | Class::Trade
                | Class::Number
                | Class::Name(EntityType::Product | EntityType::Industry)
        );
        // 济宁|众|和|高分子
        let behind_place = at >= 2 && nodes[at - 2].is_place() && nodes[at + 1].class == Class::Noun;
        if lone && (goes_on || behind_place) {
            nodes[at - 1].class = Class::Brand;
            nodes[at].class = Class::Brand;
        }
    }
}

fn mark_measures(nodes: &mut [Node], text: &str) {
    for at in 1..nodes.len() {
        // 26|万吨|/|年
        if nodes[at - 1].is("/", text) && matches!(nodes[at].span.of(text), "年" | "日" | "月" | "天") {
            nodes[at].class = Class::Measure;
        }
        // 500万|只|轮毂
        if nodes[at - 1].class == Class::Number && nodes[at].span.of(text) == "只" {
            nodes[at].class = Class::Measure;
        }
    }
}

fn widen_over_new(nodes: &mut [Node], text: &str) {
    for at in 1..nodes.len().saturating_sub(1) {
        // 利|新|康
        let lone = |node: &Node| {
            node.class == Class::Brand && node.span.len() <= 4 && node.span.of(text).chars().all(is_han)
        };
        if nodes[at].is("新", text) && lone(&nodes[at - 1]) && lone(&nodes[at + 1]) {
            nodes[at].class = Class::Brand;
        }
    }
}

fn widen_over_sizes(nodes: &mut [Node], text: &str) {
    for at in 0..nodes.len().saturating_sub(1) {
        // Both are one character each.
        let next = &nodes[at + 1];
        if nodes[at].span.len() > 4 || next.span.len() > 4 {
            continue;
        }
        let word = nodes[at].span.of(text);
        // 并|州|醋坊: a level behind a character that is no word here.
        let county = matches!(nodes[at].class, Class::Weak | Class::Brand)
            && next.class == Class::Role
            && next.span.of(text) == "州"
            && word.chars().all(is_han);
        // 大|圩|港池: one character alone is no brand, with the size before it it is.
        let sized = next.class == Class::Brand
            && next.head.is_none()
            && matches!(word, "大" | "小" | "老" | "新")
            && next.span.of(text).chars().all(is_han)
            && nodes.get(at + 2).is_some_and(|after| {
                // 的|大|航|科技园: a park only behind a boundary.
                let park = || {
                    let bounded = at.checked_sub(1).is_none_or(|before| nodes[before].class == Class::Stop);
                    bounded && after.head.is_some_and(|head| head.grammar == Grammar::Park)
                };
                after.class == Class::Noun && (after.head.is_none() || park())
            });
        if county {
            nodes[at].class = Class::Brand;
            nodes[at + 1].class = Class::Brand;
        } else if sized {
            nodes[at].class = Class::Brand;
        }
    }
}

fn widen_over_yuan(nodes: &mut [Node], text: &str) {
    for at in 1..nodes.len().saturating_sub(1) {
        // 竹|元|科技: without a number before it it is no money.
        if nodes[at - 1].class == Class::Brand
            && nodes[at].is("元", text)
            && nodes[at - 1].span.of(text).chars().all(is_han)
            && matches!(nodes[at + 1].class, Class::Trade | Class::Noun)
        {
            nodes[at].class = Class::Brand;
        }
    }
}

/// Whether the words behind what 以 leads to say what it is taken for: 甲市以|乙铝业、丙铝业为龙头.
fn is_taken_for(behind: &str) -> bool {
    let clause = behind.find([',', ';', '。']).map_or(behind, |end| &behind[..end]);
    clause.contains('为')
}

fn widen_to_neighbours(nodes: &mut [Node], text: &str) {
    let soft = |node: &Node| matches!(node.class, Class::Weak | Class::Measure | Class::Digit);
    for at in 0..nodes.len() {
        if nodes[at].class != Class::Brand || nodes[at].span.len() > 4 {
            continue;
        }
        if at > 0 && soft(&nodes[at - 1]) && nodes[at - 1].span.end == nodes[at].span.start {
            let counted = (nodes[at - 1].class == Class::Measure || nodes[at - 1].span.of(text) == "强")
                && at > 1
                && matches!(nodes[at - 2].class, Class::Number | Class::Digit);
            // 为|泸|天|化: what links a name to the sentence does not begin it.
            let links = LINKS.contains(nodes[at - 1].span.of(text))
                && (at < 2 || !matches!(nodes[at - 2].class, Class::Brand | Class::Name(_)))
                || nodes[at - 1].is("以", text) && is_taken_for(&text[nodes[at].span.end..]);
            // 培育|出|鸿达环保: nor does what goes with the verb before it.
            let goes_with_verb = nodes[at - 1].span.of(text) == "出"
                && at > 1
                && nodes[at - 2].span.len() > 3
                && matches!(nodes[at - 2].class, Class::Verb | Class::Stop | Class::Activity);
            if !counted && !links && !goes_with_verb {
                nodes[at - 1].class = Class::Brand;
            }
        }
        if at + 1 < nodes.len() && soft(&nodes[at + 1]) && nodes[at + 1].class != Class::Digit {
            nodes[at + 1].class = Class::Brand;
        }
    }
}
