//! What speaks for a short name that is also an ordinary word, in points.

use super::super::context::DocumentContext;
use super::neighbours::Neighbours;
use crate::entity::EntityType;
use crate::gazetteer::{AliasKind, EntityIndex, FormIndex, Gazetteer, Hit};
use crate::text::word_list::word_lists;

word_lists! {
    static WORDS: SupportWords = "support.csv";
    /// What roads and railways are called behind the places that they run between.
    line,
    /// Works and zones that a county has one of, which are called after it.
    station,
    /// What follows the short name of a firm.
    of_firm,
    /// What only a division has behind its level.
    governing,
    /// Words that only begin like it.
    not_governing,
    /// What stands behind the name of a place.
    inside,
}

/// A hit and what is around it.
pub(super) struct Support<'a, 'h> {
    pub(super) hit: Hit,
    /// The text before it.
    pub(super) before: &'a str,
    /// The text behind it.
    pub(super) after: &'a str,
    pub(super) hits: &'a Neighbours<'h>,
    pub(super) context: &'a DocumentContext,
    pub(super) gazetteer: &'a Gazetteer,
}

/// What joins the members of an enumeration of places.
const JOINTS: [char; 6] = ['、', '和', '与', '及', '至', '到'];

impl Support<'_, '_> {
    /// What speaks for a short place name: its parent before it, a sibling beside it, its region or its full name
    /// elsewhere in the document, what only a division has behind it.
    pub(super) fn of_place(&self) -> u8 {
        let Self { hit, after, hits, context, gazetteer, .. } = *self;
        let mut best = 0;
        for alias in &gazetteer.form(hit.form).aliases {
            if gazetteer.entity(alias.entity).kind != EntityType::Place {
                continue;
            }
            let mut points = 0;
            let ancestors: Vec<_> = gazetteer.ancestors(alias.entity).collect();
            if let Some(&parent) = ancestors.first() {
                let inside = |other: &Hit| self.means(other.form, |place| ancestors.contains(&place));
                if hits.ending_at(hit.span.start).any(inside) {
                    points += 3;
                }
                let sibling = |other: &Hit| {
                    other.form != hit.form
                        && self.means(other.form, |place| gazetteer.entity(place).parent == Some(parent))
                };
                if self.beside(&JOINTS, sibling) {
                    points += 3;
                }
                if context.weight(parent) > 0.0 {
                    points += 2;
                } else if ancestors.iter().any(|ancestor| context.weight(*ancestor) > 0.0) {
                    points += 1;
                }
            }
            if alias.kind != AliasKind::Official && context.has_full_form(alias.entity) {
                points += 2;
            }
            let whole = ["全县", "全市", "全区", "全旗"].iter().any(|whole| after.starts_with(whole));
            if governed(after) || whole {
                points += 3;
            } else if WORDS.inside.begin(after) {
                points += 1;
            }
            best = best.max(points);
        }
        best + if self.is_end_of_road() { 3 } else { 0 }
    }

    /// Whether a road or a railway line runs from or to the place, or it has a station or an airport: 甲|至乙铁路, 甲至|乙|铁路,
    /// 甲|机场.
    fn is_end_of_road(&self) -> bool {
        // Works and zones that a county has one of are called after it.
        let line = |words: &str| WORDS.line.begin(words);
        let after = self.after;
        if WORDS.station.begin(after) {
            return true;
        }
        if self.before.ends_with('至') && line(after) {
            return true;
        }
        // Two to four characters of a name stand between.
        after
            .strip_prefix('至')
            .is_some_and(|rest| rest.char_indices().skip(2).take(3).any(|(at, _)| line(&rest[at..])))
    }

    /// What speaks for a short name of anything else.
    pub(super) fn of_name(&self) -> u8 {
        let Self { hit, after, hits, context, gazetteer, .. } = *self;
        let mut points = 0;
        let kind = |form: FormIndex| {
            gazetteer.form(form).aliases.first().map(|alias| gazetteer.entity(alias.entity).kind)
        };
        // 农行、建行: neighbours in an enumeration vouch for each other.
        if self.beside(&['、'], |other| kind(other.form) == kind(hit.form)) {
            points += 2;
        }
        if WORDS.of_firm.begin(after) {
            points += 2;
        }
        if gazetteer.form(hit.form).aliases.iter().any(|alias| context.has_full_form(alias.entity)) {
            points += 2;
        }
        // 大唐|瓜州…: a firm and where it works.
        let place =
            |other: &Hit| self.means(other.form, |entity| gazetteer.entity(entity).kind == EntityType::Place);
        if kind(hit.form) == Some(EntityType::Company)
            && (hits.starting_at(hit.span.end).any(place) || after.starts_with(|c: char| c.is_ascii_digit()))
        {
            points += 2;
        }
        points
    }

    /// Whether a hit that fits `test` stands before or behind, with one of `joints` between.
    fn beside(&self, joints: &[char], test: impl Fn(&Hit) -> bool) -> bool {
        let left = self.before.strip_suffix(joints).map(str::len);
        let right =
            self.after.strip_prefix(joints).map(|rest| self.hit.span.end + self.after.len() - rest.len());
        left.is_some_and(|end| self.hits.ending_at(end).any(&test))
            || right.is_some_and(|start| self.hits.starting_at(start).any(&test))
    }

    /// Whether one of the meanings of a form fits `test`.
    fn means(&self, form: FormIndex, test: impl Fn(EntityIndex) -> bool) -> bool {
        self.gazetteer.form(form).aliases.iter().any(|alias| test(alias.entity))
    }
}

/// Whether the text goes on with what only a division has: 县长, 市委, 区政府, 县城.
pub(in crate::mention) fn governed(after: &str) -> bool {
    let Some(rest) = after.strip_prefix(['县', '市', '区', '州', '旗']) else { return false };
    WORDS.governing.begin(rest) && !WORDS.not_governing.begin(rest)
}
