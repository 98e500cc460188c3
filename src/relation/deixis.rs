//! Words that point to something named before: 该公司, 全县.

use std::sync::LazyLock;

use crate::entity::EntityType;
use crate::text::words::Words;
use crate::text::{NormalizedSpan, NormalizedText};

/// The last character of a word that points, which is also that of what it points to: 全|镇.
pub(super) fn kind_of(word: &str) -> &str {
    word.char_indices().next_back().map_or(word, |(at, _)| &word[at..])
}

/// Whether the words before a place make it one that lies beside or on the way: 东邻|甲镇.
pub(super) fn is_neighbour(before: &str) -> bool {
    before.ends_with([
        '邻', '接', '连', '毗', '距', '与', '和', '靠', '从', '至', '到', '赴', '往', '向', '依', '临', '望',
        '界', '隔',
    ])
}

/// What a word points to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Target {
    /// The last thing of this type.
    Last(EntityType),
    /// The county that the passage is about.
    County,
    /// The prefecture that was named last.
    Prefecture,
    /// The town or village that was named last.
    Town,
}

/// A word that points.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Pointer {
    pub(super) word: &'static str,
    pub(super) target: Target,
    /// Whether it points only where a sentence begins with it: 项目 is otherwise an ordinary noun.
    opening: bool,
}

const fn word(word: &'static str, target: Target, opening: bool) -> Pointer {
    Pointer { word, target, opening }
}

/// All of them; none begins with another.
const POINTERS: [Pointer; 44] = [
    word("该公司", Target::Last(EntityType::Company), false),
    word("该企业", Target::Last(EntityType::Company), false),
    word("该集团", Target::Last(EntityType::Company), false),
    word("公司", Target::Last(EntityType::Company), true),
    word("该项目", Target::Last(EntityType::Project), false),
    word("该工程", Target::Last(EntityType::Project), false),
    word("项目", Target::Last(EntityType::Project), true),
    word("该园区", Target::Last(EntityType::Park), false),
    word("该产业园", Target::Last(EntityType::Park), false),
    word("该基地", Target::Last(EntityType::Park), false),
    word("该开发区", Target::Last(EntityType::Park), false),
    word("该高新区", Target::Last(EntityType::Park), false),
    word("该经开区", Target::Last(EntityType::Park), false),
    word("该区", Target::Last(EntityType::Park), false),
    word("园区", Target::Last(EntityType::Park), true),
    word("本项目", Target::Last(EntityType::Project), false),
    word("本工程", Target::Last(EntityType::Project), false),
    word("本公司", Target::Last(EntityType::Company), false),
    word("该线路", Target::Last(EntityType::Infrastructure), false),
    word("全县", Target::County, false),
    word("我县", Target::County, false),
    word("本县", Target::County, false),
    word("该县", Target::County, false),
    word("全区", Target::County, false),
    word("我区", Target::County, false),
    word("全市", Target::Prefecture, false),
    word("我市", Target::Prefecture, false),
    word("本市", Target::Prefecture, false),
    word("该市", Target::Prefecture, false),
    word("全州", Target::Prefecture, false),
    word("我州", Target::Prefecture, false),
    word("全镇", Target::Town, false),
    word("我镇", Target::Town, false),
    word("该镇", Target::Town, false),
    word("本镇", Target::Town, false),
    word("全乡", Target::Town, false),
    word("我乡", Target::Town, false),
    word("该乡", Target::Town, false),
    word("我公司", Target::Last(EntityType::Company), false),
    word("我司", Target::Last(EntityType::Company), false),
    word("街道", Target::Town, true),
    word("全村", Target::Town, false),
    word("我村", Target::Town, false),
    word("该村", Target::Town, false),
];

static BY_WORD: LazyLock<Words<Pointer>> =
    LazyLock::new(|| Words::new(POINTERS.iter().map(|pointer| (pointer.word, *pointer)).collect()));

/// The pointing word that `rest` of a sentence begins with, whose first character is `first`; `opens`: and the
/// sentence begins with it.
#[inline]
pub(super) fn pointer_at(rest: &str, first: char, opens: bool) -> Option<Pointer> {
    (opens || matches!(first, '该' | '全' | '我' | '本')).then(|| pointer(rest, opens)).flatten()
}

fn pointer(rest: &str, opens: bool) -> Option<Pointer> {
    let (_, pointer) = BY_WORD.beginning(rest)?;
    (!pointer.opening || opens).then_some(pointer)
}

/// The words that point to a project by the end of its name, which `rest` begins with: 该|塑料管材加工项目.
pub(super) fn called_project(rest: &str) -> Option<&str> {
    /// How many characters stand between.
    const LENGTH: std::ops::RangeInclusive<usize> = 2..=14;
    let behind = rest.strip_prefix('该')?;
    let end = behind.find("项目")?;
    let noun = &behind[..end];
    let plain =
        noun.chars().all(|c| c.is_alphanumeric()) && !noun.contains(['的', '是', '在', '有', '个', '将']);
    (plain && LENGTH.contains(&noun.chars().count()))
        .then(|| &rest[..rest.len() - behind.len() + end + "项目".len()])
}

/// The pointing words of a sentence with where they begin, in order. But for the first all begin with a landmark.
pub(super) fn pointers(
    text: &NormalizedText,
    sentence: NormalizedSpan,
) -> impl Iterator<Item = (usize, Pointer)> {
    let words = &text.text[..sentence.end];
    let first = words[sentence.start..].chars().next().map(|first| (sentence.start, first));
    let marks = text.landmarks.within(sentence).iter().map(|mark| (mark.at, mark.character));
    let places = first.into_iter().chain(marks.filter(move |(at, _)| *at > sentence.start));
    places.filter_map(move |(at, first)| Some((at, pointer_at(&words[at..], first, at == sentence.start)?)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::{Block, BlockKind, Normalizer, Piece, SourceSpan};

    #[test]
    fn bare_nouns_point_only_at_the_start_of_a_sentence() {
        let found = |text: &str| {
            let span = SourceSpan::new(0, text.len());
            let block = Block { kind: BlockKind::Paragraph, pieces: vec![Piece { span, text: None }] };
            let text = Normalizer::builtin().normalize(text, &[block]);
            let all = NormalizedSpan::new(0, text.text.len());
            pointers(&text, all).map(|(at, pointer)| (at, pointer.word)).collect::<Vec<_>>()
        };
        assert_eq!(found("项目建成后,该公司带动全县"), [(0, "项目"), (16, "该公司"), (31, "全县")]);
        assert_eq!(found("建成3个项目"), []);
        for (word, other) in POINTERS.iter().flat_map(|word| POINTERS.iter().map(move |other| (word, other)))
        {
            assert!(word == other || !word.word.starts_with(other.word), "{word:?} begins with {other:?}");
        }
        for pointer in POINTERS.iter().filter(|pointer| !pointer.opening) {
            let word = pointer.word;
            assert_eq!(found(&format!("在{word}")), [(3, word)], "{word} points inside a sentence too");
        }
    }
}
