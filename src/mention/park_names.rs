//! Short names of parks and developments that a document introduces with their longer ones.

use rustc_hash::FxHashSet;

use super::local::LocalName;
use super::node::{Class, Node};
use super::{Origin, quoted};
use crate::entity::EntityType;
use crate::gazetteer::Gazetteer;
use crate::text::NormalizedText;
use crate::text::word_list::word_lists;

word_lists! {
    static WORDS: ParkNamesWords = "park_names.csv";
    /// What tells the kind of a park and begins no name of one.
    kind,
}

/// Parks that the name of another and letters name again and again, or a town and CBD: 柏达MSD, 滨江CBD.
pub(super) fn letters(nodes: &[Vec<Node>], text: &str, names: &mut Vec<(String, LocalName)>) {
    let mut seen: FxHashSet<&str> = FxHashSet::default();
    for pair in nodes.iter().flat_map(|nodes| nodes.windows(2)) {
        let [park, letters] = pair else { continue };
        // Few nodes are brands, and fewer have so few bytes.
        if letters.class != Class::Brand || !(3..=4).contains(&letters.span.len()) {
            continue;
        }
        let capitals = letters.span.of(text);
        let district = capitals == "CBD" && (park.is_place() || park.class == Class::Brand);
        if letters.span.start == park.span.end
            && (park.name() == Some(EntityType::Park) || district)
            && (2..=4).contains(&park.span.of(text).chars().count())
            && capitals.bytes().all(|byte| byte.is_ascii_uppercase())
        {
            let name = &text[park.span.start..letters.span.end];
            if seen.insert(name) && (district || text.matches(name).nth(2).is_some()) {
                let origin = Origin::Pattern("park-letters");
                names.push((name.to_owned(), LocalName { kind: EntityType::Park, level: None, origin }));
            }
        }
    }
}

/// 天柏软件园 beside 青州天柏软件园: the name of a park without its town, when it begins with a word of its own. The first
/// `place` bytes are places.
pub(super) fn without_place<'t>(full: &'t str, place: usize, gazetteer: &Gazetteer) -> Option<&'t str> {
    let short = full.get(place..).filter(|_| place > 0)?;
    let brand = &short[..short.char_indices().nth(2)?.0];
    let park =
        ["软件园", "科技园", "产业园", "工业园", "物流园", "创业园", "科技城", "产业城", "创新园", "小镇"];
    let own = !WORDS.kind.begin(short) && gazetteer.lookup(brand).is_none();
    let ends = park.iter().any(|park| short.ends_with(park));
    (ends && own && (5..=9).contains(&short.chars().count()) && gazetteer.lookup(short).is_none())
        .then_some(short)
}

/// What the kinds of zones are called for short, the longest kind first.
const ZONES: [(&str, &[&str]); 7] = [
    ("经济技术开发区", &["经济开发区", "经开区", "开发区"]),
    ("高新技术产业开发区", &["高新技术开发区", "高新开发区", "高新区"]),
    ("高新技术产业园区", &["高新区"]),
    ("综合保税区", &["综保区"]),
    ("经济开发区", &["经开区", "开发区"]),
    ("工业园区", &["工业园"]),
    ("产业园区", &["产业园"]),
];

/// What the zone `full` is called for short: 青石经开区 for 青石县经济技术开发区.
pub(super) fn zone_forms<'t>(full: &'t str) -> impl Iterator<Item = String> + use<'t> {
    let zone = ZONES.iter().find_map(|(kind, shorts)| Some((full.strip_suffix(kind)?, *shorts)));
    let (stem, shorts) = zone.filter(|(stem, _)| stem.chars().nth(1).is_some()).unwrap_or_default();
    let bare = stem.strip_suffix(['县', '市', '区']).filter(|bare| bare.chars().nth(1).is_some());
    let stems = [Some(stem), bare].into_iter().flatten();
    stems.flat_map(move |stem| shorts.iter().map(move |short| format!("{stem}{short}")))
}

/// Developments that are once called so in quotes: 白鹿国际城 beside “白鹿国际城”项目.
pub(super) fn quoted(text: &NormalizedText, names: &mut Vec<(String, LocalName)>) {
    for mention in quoted::undertakings(text) {
        let whole = mention.span.of(&text.text);
        let Some(name) = whole.strip_prefix('“').and_then(|rest| rest.split('”').next()) else {
            continue;
        };
        let development =
            ["城", "广场", "综合体", "公园", "小镇", "天地", "中心"].iter().any(|end| name.ends_with(end));
        if development && (5..=12).contains(&name.chars().count()) {
            let origin = Origin::Pattern("quoted-project");
            names.push((name.to_owned(), LocalName { kind: EntityType::Project, level: None, origin }));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_forms_of_zones() {
        let cases: [(&str, &[&str]); 4] = [
            ("青石县经济开发区", &["青石县经开区", "青石县开发区", "青石经开区", "青石开发区"]),
            ("青石高新技术产业开发区", &["青石高新技术开发区", "青石高新开发区", "青石高新区"]),
            ("经济开发区", &[]),
            ("青石物流园", &[]),
        ];
        for (full, expected) in cases {
            assert_eq!(zone_forms(full).collect::<Vec<_>>(), expected, "{full}");
        }
    }
}
