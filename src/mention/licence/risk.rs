//! How easily a form is misread: by its meanings, and by how common it is as an ordinary word.

use crate::entity::{EntityType, PlaceLevel};
use crate::gazetteer::{Alias, AliasKind, FormIndex, Gazetteer};

/// How a form can be misread.
#[derive(Clone, Copy, Debug)]
pub(super) struct Risk {
    /// The cost when licensed.
    pub(super) cost: f32,
    /// Points that must speak for it; 0 for a safe name.
    pub(super) needed: u8,
    /// One character: read only in a pair of abbreviations.
    pub(super) single: bool,
    /// Whether guards mention it.
    pub(super) guarded: bool,
    /// Whether a place is among its meanings.
    pub(super) place: bool,
    /// Whether it can only be the short name of a county.
    pub(super) short_county: bool,
    /// Whether it can only be an industry or a product.
    pub(super) sector: bool,
}

impl Risk {
    /// Rates one form.
    pub(super) fn of(index: FormIndex, text: &str, aliases: &[Alias], gazetteer: &Gazetteer) -> Self {
        let characters = text.chars().count();
        let place = aliases.iter().any(|alias| gazetteer.entity(alias.entity).kind == EntityType::Place);
        let word = gazetteer.lexicon().get(text);
        let common = gazetteer.common_words().of_form(index).is_some();
        let frequency = word
            .map_or(if common { 100 } else { 0 }, |word| word.frequency.max(if common { 100 } else { 0 }));
        // Industries and products are ordinary words by nature; nothing speaks against them.
        let by_nature = aliases.iter().all(|alias| {
            matches!(gazetteer.entity(alias.entity).kind, EntityType::Industry | EntityType::Product)
        });
        let safe_place = aliases.iter().any(|alias| {
            let entity = gazetteer.entity(alias.entity);
            match entity.level {
                Some(PlaceLevel::Country | PlaceLevel::Province | PlaceLevel::Prefecture) => characters > 1,
                Some(PlaceLevel::Feature | PlaceLevel::City) => true,
                Some(PlaceLevel::County | PlaceLevel::Township) => alias.kind == AliasKind::Official,
                _ => false,
            }
        });
        // A river is a river whatever township is called after it.
        let feature = aliases.iter().any(|alias| {
            matches!(
                gazetteer.entity(alias.entity).level,
                Some(PlaceLevel::Feature | PlaceLevel::Country | PlaceLevel::Province)
            )
        });
        let needed = match frequency {
            0 => 0,
            _ if feature && characters > 1 => 0,
            _ if by_nature => 0,
            _ if safe_place && !common => 0,
            // The corpus has names of firms and bodies as words (微软, 教育部); common_words.csv tells which of them
            // are ordinary words as well.
            _ if !place && !common => 0,
            1..300 => 1,
            300..1500 => 2,
            1500..5000 => 3,
            5000.. => 4,
        };
        #[allow(clippy::cast_possible_truncation)]
        let cost =
            8.0 + 0.4 * (characters.saturating_sub(2).min(8) as f32) - if by_nature { 0.5 } else { 0.0 };
        // In a run of abbreviations each is surer than a word of two of them (苏浙).
        let cost = if characters == 1 { 3.0 } else { cost };
        let best = word.map_or(cost, |word| cost.min(word_cost(word.frequency) - 1.0));
        Self {
            cost: best,
            needed,
            single: characters == 1,
            guarded: !gazetteer.guards().of_form(index).is_empty(),
            place,
            sector: by_nature,
            short_county: aliases.iter().all(|alias| {
                gazetteer.entity(alias.entity).level == Some(PlaceLevel::County)
                    && alias.kind != AliasKind::Official
            }),
        }
    }
}

#[allow(clippy::cast_precision_loss)]
fn word_cost(frequency: u32) -> f32 {
    (60_101_967.0 / frequency.max(1) as f32).ln()
}
