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
    let bytes = sentence.as_bytes();
    // Every word has at least two characters. Few places begin one: looking at bytes spares decoding the text.
    for (at, start) in bytes.windows(SHORTEST).enumerate() {
        if at > 0 && !points(start) {
            continue;
        }
        let found = POINTERS.iter().find(|pointer| {
            pointer.word.as_bytes()[..SHORTEST] == *start
                && bytes[at..].starts_with(pointer.word.as_bytes())
                && (!pointer.opening || at == 0)
        });
        out.extend(found.map(|pointer| (at, *pointer)));
    }
    out
}

/// The length in bytes of the shortest word that points.
const SHORTEST: usize = 6;

/// Whether 该, 全, 我 or 本 stands here, one of which begins every word that points inside a sentence.
fn points(bytes: &[u8]) -> bool {
    matches!(
        bytes,
        [0xE8, 0xAF, 0xA5, ..] | [0xE5, 0x85, 0xA8, ..] | [0xE6, 0x88, 0x91, ..] | [0xE6, 0x9C, 0xAC, ..]
    )
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
