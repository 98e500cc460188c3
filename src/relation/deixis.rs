//! Words that point to something named before: 该公司, 全县.

use crate::entity::EntityType;

/// What a word points to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Target {
    /// The last thing of this type.
    Last(EntityType),
    /// The county that the passage is about.
    County,
    /// The prefecture that was named last.
    Prefecture,
}

/// A word that points.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Pointer {
    pub(super) word: &'static str,
    pub(super) target: Target,
    /// Whether it points only where a sentence begins with it: 项目 is otherwise an ordinary noun.
    opening: bool,
}

const fn pointer(word: &'static str, target: Target, opening: bool) -> Pointer {
    Pointer { word, target, opening }
}

/// All of them; of two with the same beginning the longer first.
const POINTERS: [Pointer; 22] = [
    pointer("该公司", Target::Last(EntityType::Company), false),
    pointer("该企业", Target::Last(EntityType::Company), false),
    pointer("该集团", Target::Last(EntityType::Company), false),
    pointer("公司", Target::Last(EntityType::Company), true),
    pointer("该项目", Target::Last(EntityType::Project), false),
    pointer("该工程", Target::Last(EntityType::Project), false),
    pointer("项目", Target::Last(EntityType::Project), true),
    pointer("该园区", Target::Last(EntityType::Park), false),
    pointer("园区", Target::Last(EntityType::Park), true),
    pointer("该线路", Target::Last(EntityType::Infrastructure), false),
    pointer("全县", Target::County, false),
    pointer("我县", Target::County, false),
    pointer("本县", Target::County, false),
    pointer("该县", Target::County, false),
    pointer("全区", Target::County, false),
    pointer("我区", Target::County, false),
    pointer("全市", Target::Prefecture, false),
    pointer("我市", Target::Prefecture, false),
    pointer("本市", Target::Prefecture, false),
    pointer("该市", Target::Prefecture, false),
    pointer("全州", Target::Prefecture, false),
    pointer("我州", Target::Prefecture, false),
];

/// The pointing words of a sentence with their byte offsets, in order.
pub(super) fn pointers(sentence: &str) -> Vec<(usize, Pointer)> {
    let mut out = Vec::new();
    for (at, first) in sentence.char_indices() {
        if at > 0 && !matches!(first, '该' | '全' | '我' | '本') {
            continue;
        }
        let rest = &sentence.as_bytes()[at..];
        let found = POINTERS.iter().find(|pointer| {
            let word = pointer.word.as_bytes();
            // The second character tells most of them apart.
            word.get(3..6) == rest.get(3..6) && rest.starts_with(word) && (!pointer.opening || at == 0)
        });
        out.extend(found.map(|pointer| (at, *pointer)));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bare_nouns_point_only_at_the_start_of_a_sentence() {
        let found =
            |text: &str| pointers(text).iter().map(|(at, pointer)| (*at, pointer.word)).collect::<Vec<_>>();
        assert_eq!(found("项目建成后,该公司带动全县"), [(0, "项目"), (16, "该公司"), (31, "全县")]);
        assert_eq!(found("建成3个项目"), []);
        for pointer in POINTERS.iter().filter(|pointer| !pointer.opening) {
            let word = pointer.word;
            assert_eq!(found(&format!("在{word}")), [(3, word)], "{word} points inside a sentence too");
        }
    }
}
