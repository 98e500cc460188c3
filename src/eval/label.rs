//! Whether a prediction means the entity of the gold set: by code, or by name.

use std::collections::{BTreeMap, HashMap, HashSet};

use unicode_normalization::UnicodeNormalization as _;

use super::gold::GoldDocument;
use super::prediction::PredictedEntity;
use crate::entity::EntityType;

/// How alike two names have to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Likeness {
    /// Alike after [`normalise`].
    Same,
    /// Or one inside the other, both of two characters at least: the borders of such names are a
    /// matter of taste.
    Contained,
}

impl Likeness {
    /// What is asked of the name of an entity of this type.
    pub(super) fn of(kind: EntityType) -> Self {
        match kind {
            EntityType::Industry
            | EntityType::Product
            | EntityType::Project
            | EntityType::Park
            | EntityType::Infrastructure => Self::Contained,
            EntityType::Place | EntityType::Company | EntityType::Organization => Self::Same,
        }
    }
}

/// The accepted names of each gold entity, normalised, and its type where it was mentioned first.
#[derive(Clone, Debug, Default)]
pub(super) struct Names {
    names: HashMap<String, HashSet<String>>,
    kinds: HashMap<String, EntityType>,
}

impl Names {
    /// An entity is called as in its mentions (in any document of the set), as its identifier says,
    /// and as in `aliases`.
    pub(super) fn new(documents: &[GoldDocument], aliases: &BTreeMap<String, Vec<String>>) -> Self {
        let mut all = Self::default();
        for (id, names) in aliases {
            all.names.entry(id.clone()).or_default().extend(names.iter().map(|name| normalise(name)));
        }
        for mention in documents.iter().flat_map(|document| &document.mentions) {
            let names = all.names.entry(mention.id.clone()).or_default();
            names.extend([normalise(&mention.text), normalise(&mention.id)]);
            all.kinds.entry(mention.id.clone()).or_insert(mention.kind);
        }
        all
    }

    /// How like the names of the entity have to be. What is nowhere mentioned (a firm inside the name
    /// of a project) is held to be a project.
    pub(super) fn likeness(&self, id: &str) -> Likeness {
        Likeness::of(self.kinds.get(id).copied().unwrap_or(EntityType::Project))
    }

    /// Whether `predicted` means the entity `id`: places that have a code by the code alone, all
    /// others by the name.
    pub(super) fn means(&self, id: &str, predicted: &PredictedEntity, likeness: Likeness) -> bool {
        if is_code(id) {
            return predicted.code.as_deref() == Some(id);
        }
        let label = normalise(predicted.label.as_deref().unwrap_or_default());
        if label.is_empty() {
            return false;
        }
        let own = normalise(name_in(id));
        let mut wanted = self.names.get(id).into_iter().flatten().chain([&own]);
        let has_two = |name: &str| name.chars().nth(1).is_some();
        wanted.any(|name| {
            *name == label
                || likeness == Likeness::Contained
                    && has_two(name)
                    && has_two(&label)
                    && (label.contains(name.as_str()) || name.contains(&label))
        })
    }
}

/// A code of a division: six digits to the county, nine to the township, twelve to the village.
fn is_code(id: &str) -> bool {
    matches!(id.len(), 6 | 9 | 12) && id.bytes().all(|byte| byte.is_ascii_digit())
}

/// The name in an identifier such as `township:双河@530629`.
fn name_in(id: &str) -> &str {
    let prefixes = ["township:", "village:", "feature:", "country:"];
    let rest = prefixes.iter().find_map(|prefix| id.strip_prefix(prefix)).unwrap_or(id);
    rest.split('@').next().unwrap_or(rest)
}

/// A name for comparison: NFKC, lower case, without white space, quotation marks, brackets, dots and
/// dashes.
pub(super) fn normalise(name: &str) -> String {
    let compatible: String = name.nfkc().collect();
    compatible
        .to_lowercase()
        .chars()
        .filter(|c| !is_white(*c) && !"“”\"'‘’《》()（）·-—".contains(*c))
        .collect()
}

/// White space as Python's `str.split` sees it: Unicode's, and the four separators of ASCII.
pub(super) fn is_white(c: char) -> bool {
    c.is_whitespace() || ('\u{1c}'..='\u{1f}').contains(&c)
}

/// The text without white space.
pub(super) fn compact(text: &str) -> String {
    text.chars().filter(|c| !is_white(*c)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(json: &str) -> Names {
        let aliases = BTreeMap::from([("云天化集团".to_owned(), vec!["云天化股份".to_owned()])]);
        Names::new(&[serde_json::from_str(json).expect("a gold document")], &aliases)
    }

    #[test]
    fn labels_are_normalised() {
        for (name, expected) in [
            ("ＡＢＣ（集团）　有限公司", "abc集团有限公司"),
            ("杜氏(集团)·《酱》—“酒”", "杜氏集团酱酒"),
            ("⼤关-水电站\u{1f}\n", "大关水电站"),
            ("…", "..."),
        ] {
            assert_eq!(normalise(name), expected);
        }
    }

    #[test]
    fn who_is_meant() {
        let names = names(
            r#"{"doc": "a", "mentions": [
                {"start": 0, "end": 3, "text": "云天化", "type": "company", "id": "云天化集团"},
                {"start": 3, "end": 6, "text": "硅产业", "type": "industry", "id": "绿色硅产业"},
                {"start": 9, "end": 12, "text": "双河乡", "type": "place", "id": "township:双河苗族彝族乡@530629"},
                {"start": 6, "end": 9, "text": "彝良县", "type": "place", "id": "530628"}]}"#,
        );
        let township = "township:双河苗族彝族乡@530629";
        for (id, label, code, expected) in [
            ("530628", "彝良县", Some("530628"), true),
            // The code decides, not the name.
            ("530628", "别的县", Some("530628"), true),
            ("530628", "彝良县", Some("530629"), false),
            ("530628", "彝良县", None, false),
            (township, "双河苗族彝族乡", Some("530629100"), true),
            (township, "双河乡", None, true),
            (township, "双河", None, false),
            ("云天化集团", "云天化", None, true),
            ("云天化集团", "云天化股份", None, true),
            ("云天化集团", "云天化股份有限公司", None, false),
            ("云天化集团", "", None, false),
            // Either inside the other, but not by a single character.
            ("绿色硅产业", "硅", None, false),
            ("绿色硅产业", "绿色", None, true),
            ("绿色硅产业", "云南绿色硅产业链", None, true),
            // Nobody mentions it: as a project.
            ("旗滨光伏", "旗滨光伏项目", None, true),
        ] {
            let predicted = PredictedEntity { label: Some(label.to_owned()), code: code.map(str::to_owned) };
            assert_eq!(names.means(id, &predicted, names.likeness(id)), expected, "{id} {label} {code:?}");
        }
    }

    #[test]
    fn codes() {
        for (id, expected) in [
            ("530628", true),
            ("530628100", true),
            ("530628100201", true),
            ("5306281", false),
            ("53062x", false),
        ] {
            assert_eq!(is_code(id), expected, "{id}");
        }
    }
}
