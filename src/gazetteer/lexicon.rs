//! The ordinary words, with their frequencies, that names compete with.

use std::ops::Range;

use rustc_hash::FxHashMap;

use super::SourceFile;
use super::load::Normalize;
use super::report::Reporter;
use super::table::lines;

/// The class of a word, coarser than the tags of the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum WordClass {
    /// Common noun.
    Noun,
    /// Proper noun that is no person, place or organisation of its own tag.
    ProperNoun,
    /// Name of a person.
    PersonName,
    /// Name of a place.
    PlaceName,
    /// Name of an organisation.
    OrganizationName,
    /// Verb.
    Verb,
    /// Verb used as a noun: 建设, 发展.
    VerbalNoun,
    /// Adjective, state word or distinguishing word.
    Adjective,
    /// Adverb.
    Adverb,
    /// Numeral, or numeral with measure word.
    Numeral,
    /// Measure word.
    Measure,
    /// Pronoun.
    Pronoun,
    /// Preposition.
    Preposition,
    /// Conjunction.
    Conjunction,
    /// Auxiliary, modal, interjection or onomatopoeia.
    Particle,
    /// Word of time.
    Time,
    /// Word of direction: 上, 以东.
    Direction,
    /// Word of location: 当地, 城区.
    Location,
    /// Idiom or set phrase.
    Idiom,
    /// Abbreviation: 国企.
    Abbreviation,
    /// Prefix, suffix, morpheme or other.
    Other,
}

impl WordClass {
    /// The class of a tag of the ICTCLAS family (`n`, `vn`, `nz` …), as the file has them.
    #[must_use]
    pub fn of_tag(tag: &str) -> Option<Self> {
        Some(match tag {
            "nz" => Self::ProperNoun,
            "vn" | "vshi" => Self::VerbalNoun,
            _ if tag.starts_with("nr") => Self::PersonName,
            _ if tag.starts_with("ns") => Self::PlaceName,
            _ if tag.starts_with("nt") => Self::OrganizationName,
            "an" => Self::Noun,
            "mq" => Self::Numeral,
            _ => match tag.chars().next()? {
                'n' => Self::Noun,
                'v' => Self::Verb,
                'a' | 'b' | 'z' => Self::Adjective,
                'd' => Self::Adverb,
                'm' => Self::Numeral,
                'q' => Self::Measure,
                'r' => Self::Pronoun,
                'p' => Self::Preposition,
                'c' => Self::Conjunction,
                'u' | 'y' | 'e' | 'o' => Self::Particle,
                't' => Self::Time,
                'f' => Self::Direction,
                's' => Self::Location,
                'i' | 'l' => Self::Idiom,
                'j' => Self::Abbreviation,
                'g' | 'h' | 'k' | 'x' | 'w' => Self::Other,
                _ => return None,
            },
        })
    }
}

/// What the lexicon knows of a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Word {
    /// Occurrences in the corpus that the lexicon was counted on; at least 1.
    pub frequency: u32,
    /// Its class.
    pub class: WordClass,
}

/// Word → frequency and class.
#[derive(Default)]
pub struct Lexicon {
    /// Sorted by text, which is distinct, normalised and not empty.
    words: Vec<(Box<str>, Word)>,
    /// Where the words of each first character are: spares most of the comparisons of a search.
    first: FxHashMap<char, Range<usize>>,
    total: u64,
}

impl Lexicon {
    /// A lexicon of `words` in any order; of equal ones the last counts.
    pub(super) fn new(mut words: Vec<(Box<str>, Word)>) -> Self {
        // Stable, so that a later source comes behind an earlier one.
        words.sort_by(|left, right| left.0.cmp(&right.0));
        words.dedup_by(|later, earlier| {
            let same = later.0 == earlier.0;
            if same {
                earlier.1 = later.1;
            }
            same
        });
        let mut first: FxHashMap<char, Range<usize>> = FxHashMap::default();
        for (at, (text, _)) in words.iter().enumerate() {
            if let Some(c) = text.chars().next() {
                first.entry(c).or_insert(at..at).end = at + 1;
            }
        }
        let total = words.iter().map(|(_, word)| u64::from(word.frequency)).sum();
        Self { words, first, total }
    }

    /// The entry of a normalised word.
    #[must_use]
    pub fn get(&self, word: &str) -> Option<Word> {
        let same_first = self.first.get(&word.chars().next()?)?.clone();
        let words = self.words.get(same_first)?;
        let at = words.binary_search_by(|(text, _)| (**text).cmp(word)).ok()?;
        words.get(at).map(|(_, word)| *word)
    }

    /// All words, sorted.
    pub fn iter(&self) -> impl Iterator<Item = (&str, Word)> {
        self.words.iter().map(|(text, word)| (&**text, *word))
    }

    /// The number of words.
    #[must_use]
    pub fn len(&self) -> usize {
        self.words.len()
    }

    /// Whether there is no word.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    /// The sum of all frequencies, for probabilities.
    #[must_use]
    pub fn total_frequency(&self) -> u64 {
        self.total
    }
}

/// Reads `word<TAB>frequency<TAB>tag` lines (no header) into `words`.
pub(super) fn read(
    file: &SourceFile,
    normalize: Normalize<'_>,
    words: &mut Vec<(Box<str>, Word)>,
    reporter: &mut Reporter<'_>,
) {
    for (line, bytes) in lines(&file.bytes) {
        if bytes.trim_ascii().is_empty() {
            continue;
        }
        let Ok(text) = std::str::from_utf8(bytes) else {
            reporter.error(
                Some(line),
                None,
                "this is not UTF-8 text; save the file as UTF-8",
                "不是 UTF-8 文本；请将文件另存为 UTF-8",
            );
            continue;
        };
        match parse(text, normalize) {
            Ok(entry) => words.push(entry),
            Err((column, en, zh)) => reporter.error(Some(line), column, en, zh),
        }
    }
}

type LineError = (Option<&'static str>, &'static str, &'static str);

fn parse(line: &str, normalize: Normalize<'_>) -> Result<(Box<str>, Word), LineError> {
    let mut cells = line.split('\t');
    let (Some(word), Some(frequency), Some(tag), None) =
        (cells.next(), cells.next(), cells.next(), cells.next())
    else {
        return Err((
            None,
            "a line has three cells separated by tabs: word, frequency, part of speech",
            "每行应有用制表符分隔的三项：词、词频、词性",
        ));
    };
    let word = normalize(word.trim());
    if word.trim().is_empty() {
        return Err((Some("word"), "the word is empty; delete the line", "词为空；请删除此行"));
    }
    let frequency = frequency.trim().parse().ok().filter(|frequency| *frequency > 0).ok_or((
        Some("frequency"),
        "the frequency must be a whole number from 1 to 4294967295",
        "词频应为 1 至 4294967295 的整数",
    ))?;
    let class = WordClass::of_tag(tag.trim()).ok_or((
        Some("pos"),
        "unknown part of speech; use a tag such as n, v, a, d, m, nz, vn",
        "未知的词性；请使用 n、v、a、d、m、nz、vn 等标记",
    ))?;
    Ok((word.into(), Word { frequency, class }))
}
