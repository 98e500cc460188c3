//! What the words of a name say beside the names inside it: goods, a sector, an owner, a line.

use super::{Name, WORDS, is_trade};
use crate::entity::{EntityType, PlaceLevel};
use crate::extraction::EntityRef;
use crate::gazetteer::WordClass;
use crate::linking::LinkedMention;
use crate::relation::reference::{linked, meaning, new_ref};
use crate::relation::trade::{self, Reading};
use crate::text::NormalizedSpan;

impl Name<'_> {
    /// Where the places and firms end that the name begins with.
    fn behind_owners(&self) -> usize {
        let outer = self.outer.mention.span;
        let owners = |mention: &&LinkedMention| {
            matches!(mention.mention.kind, EntityType::Place | EntityType::Company | EntityType::Park)
        };
        let mut start = outer.start;
        for owner in self.inner.iter().filter(owners) {
            if owner.mention.span.start <= start && owner.mention.span != outer {
                start = start.max(owner.mention.span.end);
            }
        }
        let start = start.max(outer.start + self.firms.brand_of(&self.text[outer.start..outer.end]));
        let start = start + self.firms.brand_of(&self.text[start..outer.end]);
        let own = trade::firm_before(&self.text[outer.start..outer.end]).map_or(0, str::len);
        start.max(outer.start + own)
    }

    /// The subjects and objects that a reading finds.
    pub(super) fn read(&self, reading: Reading) -> Vec<(EntityRef, EntityRef)> {
        let own = || self.entity.clone();
        match reading {
            Reading::Line => self.line().into_iter().collect(),
            Reading::Ends => self.ends().into_iter().map(|end| (own(), end)).collect(),
            Reading::Owner => self.owner().into_iter().map(|owner| (owner, own())).collect(),
            Reading::Goods => self.goods().into_iter().map(|goods| (own(), goods)).collect(),
            Reading::Sector => self.sector().map(|sector| (own(), sector)).into_iter().collect(),
        }
    }

    /// Where the words begin that say of what trade it is, behind the places and firms that the name begins with.
    fn trade_start(&self) -> usize {
        *self.trade.get_or_init(|| self.behind_owners())
    }

    /// The goods that the name of a project says it turns out.
    fn goods(&self) -> Vec<EntityRef> {
        let start = self.trade_start();
        // A place further on is the brand of something else: 甲集团|河南基地.
        if self.inner.iter().any(|mention| self.stands_apart(mention, start)) {
            return Vec::new();
        }
        let start =
            start + trade::article(&self.text[self.outer.mention.span.start..start], &self.text[start..]);
        let goods = trade::goods(&self.text[start..self.outer.mention.span.end]);
        // 中船|二期, 柏溪村油|厂: neither a firm nor what belongs to a village are goods.
        let is_firm = |words: &str| {
            self.gazetteer
                .named(words)
                .any(|entity| self.gazetteer.entity(entity).kind == EntityType::Company)
        };
        let told = |words: &&str| !words.contains('村') && !is_firm(words);
        goods
            .into_iter()
            .filter(told)
            .map(|words| self.known_or_new(self.without_brand(words), EntityType::Product))
            .collect()
    }

    /// Goods without the brand before what is known as goods or as a sector: 恒远|锂电材料, 宏源|木门.
    fn without_brand<'t>(&self, words: &'t str) -> &'t str {
        let brand = |inner: &LinkedMention, before: &str| match inner.mention.kind {
            EntityType::Industry => {
                let long = inner.mention.span.of(self.text).chars().nth(2).is_some();
                long && (2..=3).contains(&before.chars().count())
            }
            EntityType::Product => self.is_brand(before),
            _ => false,
        };
        let known = self.inner.iter().filter_map(|inner| {
            let before = words.strip_suffix(inner.mention.span.of(self.text))?;
            brand(inner, before).then_some(before.len())
        });
        known.min().map_or(words, |brand| &words[brand..])
    }

    /// The sector that the name of a park says it is for.
    fn sector(&self) -> Option<EntityRef> {
        let start = self.trade_start();
        let trade =
            |mention: &&LinkedMention| is_trade(mention.mention.kind) && mention.mention.span.start >= start;
        let named = self.inner.iter().filter(trade).map(|mention| mention.mention.span.start).min();
        let words = &self.text[start..self.outer.mention.span.end];
        let sector = trade::sector(words, named.map(|named| named - start))?;
        Some(self.known_or_new(self.without_called(sector), EntityType::Industry))
    }

    /// A sector without what the park is called by: 金泰|物流, 西部|建材, but 亚麻|纺织 and 冷链|物流 are sectors.
    fn without_called<'t>(&self, sector: &'t str) -> &'t str {
        if self.known(sector, EntityType::Industry).is_some() || self.gazetteer.lookup(sector).is_some() {
            return sector;
        }
        // 龙楼|椰子: goods that are called after where they are from.
        let known = self.inner.iter().filter(|inner| is_trade(inner.mention.kind));
        let branded = known
            .filter_map(|inner| sector.strip_suffix(inner.mention.span.of(self.text)))
            .find(|before| self.is_brand(before));
        if let Some(before) = branded {
            return &sector[before.len()..];
        }
        let Some((at, core)) = trade::trade_in(sector) else { return sector };
        let before = &sector[..at];
        let proper = |word: &str| {
            self.gazetteer.lexicon().get(word).is_some_and(|word| {
                use WordClass::{Direction, Location, PersonName, PlaceName, ProperNoun};
                matches!(word.class, ProperNoun | PlaceName | PersonName | Location | Direction)
            }) || word.ends_with(['城', '镇'])
        };
        let called = (2..=3).contains(&before.chars().count()) && proper(before);
        if called && core.chars().count() >= 2 { core } else { sector }
    }

    /// The firm that stands before the capacity of a project or before its place, where no name is found there.
    fn owner(&self) -> Option<EntityRef> {
        self.owner_before_capacity()
            .or_else(|| self.owner_before_place())
            .or_else(|| self.owner_before_trade())
            .or_else(|| self.owner_alone())
    }

    /// A listed work that is called by nothing but its firm, 昌禾智慧能源、安元激切科技等项目.
    fn owner_alone(&self) -> Option<EntityRef> {
        /// How many characters short names of firms have.
        const LENGTH: std::ops::RangeInclusive<usize> = 4..=7;
        let name = self.outer.mention.span.of(self.text);
        let (second, _) = name.char_indices().nth(2)?;
        let called = LENGTH.contains(&name.chars().count())
            && WORDS.trade.end(name)
            && self.inner.iter().all(|inner| is_trade(inner.mention.kind))
            && self.is_brand(&name[..second]);
        called.then(|| self.firm_of(name))
    }

    /// The brand that stands before what the work is of: 昌禾时新|电池包|项目, 青海|昌禾|电池包|项目.
    fn owner_before_trade(&self) -> Option<EntityRef> {
        let outer = self.outer.mention.span;
        let places = || self.inner.iter().filter(|inner| inner.mention.kind == EntityType::Place);
        let behind = |start: usize| places().filter(move |place| place.mention.span.start == start);
        let mut start = outer.start;
        while let Some(end) = behind(start).map(|place| place.mention.span.end).max() {
            start = end;
        }
        let trades = self
            .inner
            .iter()
            .filter(|inner| is_trade(inner.mention.kind) && inner.mention.span.start > start);
        let trade = trades.min_by_key(|inner| inner.mention.span.start)?.mention.span;
        let between =
            |inner: &LinkedMention| inner.mention.span.end > start && inner.mention.span.start < trade.start;
        let brand = &self.text[start..trade.start];
        if self.inner.iter().any(between)
            || WORDS.of_places.are_in(trade.of(self.text))
            || WORDS.house.end(outer.of(self.text))
            || !self.is_brand(brand)
        {
            return None;
        }
        // Firms are called after their provinces.
        let region =
            behind(outer.start).any(|place| place.mention.span.end == start && self.is_province(place));
        let named = region && (2..=3).contains(&brand.chars().count());
        Some(self.firm_of(if named { &self.text[outer.start..trade.start] } else { brand }))
    }

    /// Whether characters make no word of the language, nor do the first two of them, and end as no material or place does: 昌禾,
    /// 昌禾时新, but not 钨基.
    fn is_brand(&self, words: &str) -> bool {
        let first = words.char_indices().nth(2).map_or(words, |(end, _)| &words[..end]);
        (2..=4).contains(&words.chars().count())
            && words.chars().all(|c| c.is_alphabetic() && !c.is_ascii())
            && !WORDS.no_brand.end(words)
            && self.is_unknown(words)
            && self.is_unknown(first)
    }

    /// Whether the lexicon doesn't have the words, or as a name.
    fn is_unknown(&self, words: &str) -> bool {
        self.gazetteer.lexicon().get(words).is_none_or(|word| {
            use WordClass::{OrganizationName, PersonName, ProperNoun};
            matches!(word.class, ProperNoun | OrganizationName | PersonName)
        })
    }

    /// The brand that stands before the place of a plant, with the province before it: 恒远|湖南桃江光伏电站,
    /// 新疆恒远|和田热电.
    fn owner_before_place(&self) -> Option<EntityRef> {
        let place = self.place_behind_brand()?;
        Some(self.firm_of(&self.text[self.outer.mention.span.start..place.start]))
    }

    /// The first place behind such a brand.
    pub(super) fn place_behind_brand(&self) -> Option<NormalizedSpan> {
        let outer = self.outer.mention.span;
        // 恒远湖南桃江光伏电站 in the name of its project is the work itself.
        let mut names = self.inner.iter().filter(|inner| {
            !is_trade(inner.mention.kind) && inner.mention.kind != EntityType::Infrastructure
        });
        let is_place = |name: &&LinkedMention| name.mention.kind == EntityType::Place;
        let first = names.next().filter(is_place)?.mention.span;
        let (brand, place) = if first.start == outer.start {
            (
                first.end,
                names.find(|name| name.mention.span.start >= first.end).filter(is_place)?.mention.span,
            )
        } else {
            (outer.start, first)
        };
        let words = &self.text[brand..place.start];
        let is_brand = (2..=4).contains(&words.chars().count())
            && words.chars().all(|c| c.is_alphabetic() && !c.is_ascii())
            && !trade::is_of_plant(words)
            && self.is_unknown(words);
        (is_brand && trade::is_of_plant(&self.text[place.end..outer.end])).then_some(place)
    }

    fn owner_before_capacity(&self) -> Option<EntityRef> {
        let outer = self.outer.mention.span;
        let owner = trade::owner(&self.text[outer.start..outer.end])?;
        let end = outer.start + owner.len();
        // 青石|煤化工|5万吨……: what a brand trades in may stand behind it.
        let named = self.inner.iter().any(|mention| {
            let span = mention.mention.span;
            let trade = is_trade(mention.mention.kind) && span.start > outer.start;
            let long = mention.mention.kind == EntityType::Company && self.is_long(span);
            // 青海|恒源|20万吨……: firms are called after their provinces.
            let region = span.start == outer.start && span.end < end && self.is_province(mention);
            let brand = region && (2..=3).contains(&self.text[span.end..end].chars().count());
            let apart = trade && span.end == end || long || brand;
            span.start < end && !apart
        });
        (!named).then(|| self.firm_of(owner))
    }

    fn is_province(&self, mention: &LinkedMention) -> bool {
        let level = linked(mention).and_then(|place| self.gazetteer.entity(place).level);
        level == Some(PlaceLevel::Province)
    }

    fn known_or_new(&self, words: &str, kind: EntityType) -> EntityRef {
        self.known(words, kind).unwrap_or_else(|| new_ref(words, kind))
    }

    /// The line that this is a stop of, and the place that the stop is called after.
    fn line(&self) -> Option<(EntityRef, EntityRef)> {
        let line = self.before.filter(|line| line.mention.kind == EntityType::Infrastructure)?;
        let outer = self.outer.mention.span;
        if !WORDS.line.end(line.mention.span.of(self.text)) || !WORDS.stop.end(outer.of(self.text)) {
            return None;
        }
        let at_start = |mention: &&LinkedMention| {
            mention.mention.kind == EntityType::Place && mention.mention.span.start == outer.start
        };
        let place = self.inner.iter().filter(at_start).max_by_key(|place| place.mention.span.end)?;
        Some((meaning(line, self.gazetteer)?, meaning(place, self.gazetteer)?))
    }

    /// The firm of the document whose name has these words, or else one of that name.
    fn firm_of(&self, words: &str) -> EntityRef {
        self.firms.bearing(words).unwrap_or_else(|| new_ref(words, EntityType::Company))
    }

    /// Whether a mention inside, behind what the name begins with, keeps the words there from being goods: a place, a
    /// firm, or a sector that they are (生物医药|项目).
    fn stands_apart(&self, mention: &LinkedMention, start: usize) -> bool {
        let span = mention.mention.span;
        let owner = matches!(mention.mention.kind, EntityType::Place | EntityType::Company);
        let sector = mention.mention.kind == EntityType::Industry
            && span.start == start
            && trade::is_undertaking(&self.text[span.end..self.outer.mention.span.end]);
        span.start >= start && (owner || sector)
    }

    /// The mention inside that has these words, or for goods those at their end: what stands before 光伏玻璃 may be a
    /// brand, two characters before 玻璃 make other goods of it.
    fn known(&self, words: &str, kind: EntityType) -> Option<EntityRef> {
        let says = |mention: &&LinkedMention| {
            let name = mention.mention.span.of(self.text);
            mention.mention.kind == kind
                && words.strip_suffix(name).is_some_and(|before| {
                    before.is_empty() || name.chars().nth(2).is_some() || before.chars().count() != 2
                })
        };
        self.inner.iter().find(says).and_then(|mention| meaning(mention, self.gazetteer))
    }
}
