//! Nodes: tokens seen as material for names, and the names made of them.

use super::head::{Boundary, Grammar, Head};
use super::lattice::{Token, TokenKind};
use super::local::LocalNames;
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
    /// Words that are nothing of a name.
    #[inline]
    pub(crate) fn stop(span: NormalizedSpan) -> Self {
        Self {
            span,
            class: Class::Stop,
            head: None,
            level: None,
            rare: false,
            origin: None,
            inner: Vec::new(),
        }
    }

    /// The node of one token.
    #[inline]
    pub(crate) fn of(
        token: Token,
        text: &str,
        vocabulary: &Vocabulary,
        gazetteer: &Gazetteer,
        local: &LocalNames,
    ) -> Self {
        let mut node = Self::stop(token.span);
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
    #[inline]
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
    #[inline]
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
