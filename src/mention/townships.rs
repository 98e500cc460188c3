//! Townships by their stems: 扎西 for 扎西镇, where the document speaks of the county or a list says what it names.

use super::Origin;
use super::context::DocumentContext;
use super::detect::Detector;
use super::lattice::is_han;
use super::local::LocalName;
use crate::entity::{EntityType, PlaceLevel};
use crate::gazetteer::{EntityIndex, FormIndex};
use crate::text::signs::before_number;
use crate::text::word_list::word_lists;
use crate::text::{NormalizedSpan, NormalizedText};

word_lists! {
    static WORDS: TownshipWords = "townships.csv";
    /// The peoples that townships are called after beside their own name.
    people,
}

impl Detector<'_> {
    /// The townships in lists that say what they are: 大成、龙门、文明等3个镇, 大成、龙门等镇. In such a list the stem may be any word.
    pub(super) fn listed_townships(
        &self,
        text: &NormalizedText,
        counties: &[EntityIndex],
    ) -> Vec<(NormalizedSpan, LocalName)> {
        let mut out = Vec::new();
        for level in text.landmarks.all() {
            if !matches!(level.character, '镇' | '乡' | '街') {
                continue;
            }
            let Some(list) = closed(&text.text[..level.at]) else { continue };
            for county in counties {
                let members = self.members(list, *county);
                if members.len() >= 2 {
                    out.extend(members);
                    break;
                }
            }
        }
        out
    }

    /// The members of a list at the end of `text` that are stems of townships of a county. Members that are none are
    /// passed over, as tables know older names.
    fn members(&self, text: &str, county: EntityIndex) -> Vec<(NormalizedSpan, LocalName)> {
        let mut out = Vec::new();
        let mut rest = text;
        loop {
            let stem = self.gazetteer.children(county).iter().find_map(|&township| {
                let stem = stem(&self.gazetteer.entity(township).name)?;
                (stem.chars().nth(1).is_some() && rest.ends_with(stem)).then_some((stem, township))
            });
            let start = match stem {
                Some((stem, township)) => {
                    let start = rest.len() - stem.len();
                    out.push((NormalizedSpan::new(start, rest.len()), township_name(township)));
                    start
                }
                None => {
                    let Some(comma) = rest.rfind('、') else { return out };
                    let member = &rest[comma + '、'.len_utf8()..];
                    if !(2..=3).contains(&member.chars().count()) || !member.chars().all(is_han) {
                        return out;
                    }
                    rest.len() - member.len()
                }
            };
            match text[..start].strip_suffix(['、', '和', '与', '及']) {
                Some(before) => rest = before,
                None => return out,
            }
        }
    }

    /// The stem of a township that the document names in full, wherever it lies: 白榆 beside 白榆镇.
    pub(super) fn own_stem(
        &self,
        form: FormIndex,
        context: &DocumentContext,
        names: &mut Vec<(String, LocalName)>,
    ) {
        let form = self.gazetteer.form(form);
        let Some(stem) = stem(&form.text) else { return };
        if !self.is_stem(stem) || self.gazetteer.lookup(stem).is_some() {
            return;
        }
        let weight = |place: EntityIndex| -> f32 {
            self.gazetteer.ancestors(place).map(|outer| context.weight(outer)).sum()
        };
        let townships = form.aliases.iter().map(|alias| alias.entity);
        let township = townships
            .filter(|place| self.gazetteer.entity(*place).level == Some(PlaceLevel::Township))
            .max_by(|left, right| weight(*left).total_cmp(&weight(*right)).then(right.cmp(left)));
        names.extend(township.map(|township| (stem.to_owned(), township_name(township))));
    }

    /// Whether the stem of a township can be read as its name: no ordinary word, and nothing else by its end.
    fn is_stem(&self, stem: &str) -> bool {
        (2..=3).contains(&stem.chars().count())
            // 万佛山 is the mountain before it is the town.
            && !stem.ends_with(['山', '河', '江', '湖', '岭', '洞', '泉', '海', '岛', '湾'])
            && self.gazetteer.lexicon().get(stem).is_none()
            && self.gazetteer.common_words().get(stem).is_none()
    }

    /// The stems of a county's townships (扎西 for 扎西镇), less those that are ordinary words or
    /// names of something else.
    pub(super) fn township_stems(
        &self,
        county: EntityIndex,
        context: &DocumentContext,
        names: &mut Vec<(String, LocalName)>,
    ) {
        let stems = self.stems[county.get()].get_or_init(|| {
            let townships = self.gazetteer.children(county).iter();
            townships
                .filter_map(|&township| {
                    let name = &self.gazetteer.entity(township).name;
                    let stem = stem(name)?;
                    self.is_stem(stem).then(|| (stem.into(), township, self.gazetteer.lookup(stem)))
                })
                .collect()
        });
        // A stem that is also the short name of a county somewhere else gives way only where the document
        // speaks of that county's region.
        let free = |form: &Option<FormIndex>| {
            form.is_none_or(|form| {
                self.gazetteer.form(form).aliases.iter().all(|alias| {
                    self.gazetteer.entity(alias.entity).level == Some(PlaceLevel::County)
                        && self.gazetteer.ancestors(alias.entity).all(|place| context.weight(place) == 0.0)
                })
            })
        };
        let stems = stems.iter().filter(|(_, _, form)| free(form));
        names.extend(stems.map(|(stem, township, _)| (stem.to_string(), township_name(*township))));
    }
}

fn township_name(township: EntityIndex) -> LocalName {
    let origin = Origin::Stem(township);
    LocalName { kind: EntityType::Place, level: Some(PlaceLevel::Township), origin }
}

/// The name of a township without its level.
fn stem(name: &str) -> Option<&str> {
    name.strip_suffix(['镇', '乡']).or_else(|| name.strip_suffix("街道")).map(without_peoples)
}

/// What stands before the words that close a list of towns: 等6个, 三, 等.
fn closed(text: &str) -> Option<&str> {
    let text = text.strip_suffix('乡').unwrap_or(text);
    if let Some(list) = text.strip_suffix('等') {
        return Some(list);
    }
    let number = text.strip_suffix('个').unwrap_or(text);
    before_number(number).map(|list| list.strip_suffix('等').unwrap_or(list))
}

/// 奎香苗族彝族 without the names of the peoples.
fn without_peoples(stem: &str) -> &str {
    let mut rest = stem;
    while let Some(shorter) = WORDS.people.without_suffix(rest) {
        rest = shorter;
    }
    rest
}
