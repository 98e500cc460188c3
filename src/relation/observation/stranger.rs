//! Things that a clause names and that no mention is: their figures are left out rather than given to another.

use super::Source;
use super::subject::time::time_prefix;
use crate::text::signs::is_han_numeral;
use crate::text::word_list::word_lists;
use crate::text::words::Words;

word_lists! {
    static WORDS: StrangerWords = "stranger.csv";
    /// Nouns that end the name of a work.
    noun,
    /// What follows such a name when the figure is its own.
    told,
    /// The ends of what makes a noun general: 重点|项目, 农村|公路.
    general,
    /// What follows the noun where it speaks of all such works.
    many,
    /// Nouns that end the name of an undertaking.
    undertaking,
    /// What the names of works end with.
    work_end,
    /// Verbs that say where a thing stands or what it covers.
    introduced,
    /// Nouns that end the name of a thing with a site of its own.
    thing,
    /// What follows a name in a title.
    about,
    /// Verbs behind which a clause tells what its subject has: 拥有|种植基地3万亩.
    has,
    /// Nouns that end the name of a thing with a site of its own, behind which figures of it stand.
    site,
    /// Those that stand for one alone.
    bare,
    /// What figures of such things are called, and verbs before them.
    stated,
    /// Words before such a noun that speak of what is done, or of all of a place.
    verbal,
    /// Words that begin what is of a kind and no name: 绿色|产业园.
    kinds,
    /// What somebody leans on with what he does: 依托|种植基地,投资300万元.
    leans,
}

/// Whether the words of a clause before a figure give it to something that they name by a common noun with a
/// name before it: 青石岭储气库总投资.
pub(super) fn owns(words: &str) -> bool {
    WORDS.noun.are_in(words)
        && held(&WORDS.noun, words).any(|noun| {
            words.rmatch_indices(noun).next().is_some_and(|(at, noun)| {
                let (before, after) = (&words[..at], &words[at + noun.len()..]);
                let after = after.trim_start_matches(['一', '二', '三', '期']);
                WORDS.told.begin(after)
                    && before.chars().rev().take_while(|c| c.is_alphanumeric()).count() >= 2
                    && !WORDS.general.end(before)
            })
        })
}

/// The words of a list that may be in a text: those whose first character is.
fn held<'w>(list: &'w Words, text: &str) -> impl Iterator<Item = &'w str> {
    list.iter().filter(move |word| word.chars().next().is_some_and(|first| text.contains(first)))
}

/// Whether what stands before `words` is counted there: 项目|有6个.
fn counts(words: &str) -> bool {
    words
        .trim_start_matches(['共', '有', '达', '到', '计', '超', '近', '约'])
        .starts_with(|c: char| c.is_ascii_digit())
}

/// Whether `words` begin with the name of a work that no mention is: 云雾山灯具项目今年4月开工,总投资.
pub(super) fn is_named(words: &str) -> bool {
    let clause = words.split([',', '。', ':', '(']).next().unwrap_or(words);
    if is_aside(clause) {
        return false;
    }
    WORDS.noun.are_in(clause)
        && held(&WORDS.noun, clause).any(|noun| {
            clause.find(noun).is_some_and(|at| {
                let before = &clause[..at];
                before.chars().count() >= 3
                    && !WORDS.general.end(before)
                    && !WORDS.has.are_in(before)
                    && !counts(&clause[at + noun.len()..])
            })
        })
}

/// Whether `words`, between what was named last and a figure, speak of a work that no mention is: 投资的砂浆项目,年产.
pub(super) fn works(words: &str) -> bool {
    WORDS.undertaking.are_in(words)
        && words.split([',', '。', ':', '(', ')', ';']).any(|clause| {
            WORDS.undertaking.are_in(clause)
                && held(&WORDS.undertaking, clause).any(|noun| {
                    clause.rfind(noun).is_some_and(|at| {
                        let before = &clause[..at];
                        let name = before.rsplit('的').next().unwrap_or(before);
                        // 项目238个 counts them, 项目谋划 is about all; 是合作项目 says what the subject is.
                        let after = &clause[at + noun.len()..];
                        let many = counts(after) || WORDS.many.begin(after);
                        (name.chars().count() >= 3 || name.ends_with('期'))
                            && !many
                            && !before.contains(['是', '为'])
                            && !WORDS.leans.begin(before)
                            && !WORDS.has.are_in(before)
                            && !name.contains(|c: char| c.is_ascii_digit())
                            && !has_number(name)
                            && !WORDS.general.end(before)
                    })
                })
        })
}

/// Whether `words` before a figure begin with the name of a thing with a site of its own and go on to what is told of it:
/// 青石化工园区|面积; or with the noun for one alone, 基地|占地.
pub(super) fn heads(words: &str) -> bool {
    /// How many characters stand before the noun.
    const NAME: std::ops::RangeInclusive<usize> = 2..=14;
    let clause = words.split([',', '。', ':', '(', ';']).next().unwrap_or(words);
    let clause = &clause[time_prefix(clause)..];
    let bare = clause.strip_prefix(['该', '本']).unwrap_or(clause);
    if WORDS.bare.without_prefix(bare).is_some_and(|rest| WORDS.stated.begin(rest)) {
        return true;
    }
    WORDS.site.all(clause).any(|(at, noun, ())| {
        let (name, after) = (&clause[..at], &clause[at + noun.len()..]);
        let after = after.trim_start_matches(['一', '二', '三', '期']);
        let plain =
            |c: char| c.is_alphanumeric() && !c.is_ascii_digit() && c != '的' || matches!(c, '“' | '”' | '·');
        NAME.contains(&name.chars().count())
            && WORDS.stated.begin(after)
            && name.chars().all(plain)
            && !WORDS.general.end(name)
            && !WORDS.verbal.are_in(name)
            && !WORDS.kinds.begin(name)
    })
}

/// Whether a number of what they name stands in `words`: 两大|生产基地, 越南三大|生产基地.
fn has_number(words: &str) -> bool {
    let numeral = |c: char| c == '两' || is_han_numeral(c);
    words
        .match_indices(numeral)
        .any(|(at, number)| words[at + number.len()..].starts_with(['大', '个', '处', '座', '家']))
}

/// Whether a name ends as names of works do.
pub(super) fn ends_as_work(name: &str) -> bool {
    WORDS.work_end.end(name)
}

/// Whether `words`, directly behind a place, make with it the name of a thing that the clause introduces:
/// 甲市|棉纺交易城位于…….
pub(super) fn extends(words: &str) -> bool {
    introduced(words).is_some_and(|name| !name.contains(['、', '“', '”', '的']))
}

/// Whether `words` begin with the name of a project: 青石机器人项目以…….
pub(in crate::relation::observation) fn begins_with_project(words: &str) -> bool {
    const NAME: std::ops::RangeInclusive<usize> = 4..=20;
    let clause = words.split([',', '。', ':', '(', ';']).next().unwrap_or(words);
    let Some(at) = clause.find("项目") else { return false };
    let name = &clause[..at];
    let after = &clause[at + "项目".len()..];
    NAME.contains(&name.chars().count())
        && name.chars().all(|c| c.is_alphanumeric() && c != '的')
        && !WORDS.general.end(name)
        && !WORDS.verbal.are_in(name)
        && !WORDS.kinds.begin(name)
        && !counts(after)
        && !WORDS.many.begin(after)
}

/// Whether the first line of a document is the name of a thing that no mention is and that the text then introduces.
pub(super) fn is_titled(source: Source<'_>) -> bool {
    const NAME: std::ops::RangeInclusive<usize> = 3..=20;
    let text = &source.text.text;
    let Some(first) = source.text.passages.first() else { return false };
    let line = first.span.of(text);
    let name = WORDS.about.without_suffix(line).unwrap_or(line);
    if !NAME.contains(&name.chars().count()) || WORDS.thing.without_suffix(name).is_none() {
        return false;
    }
    let end = first.span.start + name.len();
    let named = source.mentions.iter().any(|mention| mention.mention.span.end == end);
    !named
        && text[first.span.end..]
            .match_indices(name)
            .any(|(at, name)| WORDS.introduced.begin(&text[first.span.end + at + name.len()..]))
}

/// Whether a sentence begins with the name of a thing and with where it stands or what it covers.
pub(super) fn introduces(sentence: &str) -> bool {
    introduced(sentence).is_some()
}

/// The name that `words` begin with and introduce, without what brackets add to it.
fn introduced(words: &str) -> Option<&str> {
    /// How many characters such a name, or its end, has.
    const NAME: std::ops::RangeInclusive<usize> = 2..=20;
    let clause = words.split([',', '。', ';', ':']).next().unwrap_or(words);
    let (at, _, ()) = WORDS.introduced.first(clause)?;
    let name = clause[..at].split('(').next().unwrap_or_default();
    let noun = WORDS.thing.without_suffix(name)?;
    (NAME.contains(&name.chars().count()) && !noun.is_empty() && !WORDS.general.end(noun)).then_some(name)
}

/// Whether `words` begin with the name of a firm, which may be one that no mention is.
pub(super) fn opens(words: &str) -> bool {
    let clause = words.split([',', '。', ':', '(', '、']).next().unwrap_or(words);
    if is_aside(clause) {
        return false;
    }
    ["公司", "集团"].iter().any(|noun| {
        clause.find(noun).is_some_and(|at| {
            let length = clause[..at].chars().count();
            (2..=12).contains(&length) && !clause[..at].ends_with(['该', '家', '新', '子', '总'])
        })
    })
}

/// Whether a sentence begins with a firm that it doesn't name: 公司总部位于甲市,……
pub(super) fn opens_bare(sentence: &str) -> bool {
    let firm = sentence.trim_start_matches(['该', '本', '我']);
    ["公司", "集团"].iter().any(|noun| firm.starts_with(noun))
}

/// Whether a clause says something of a subject before it: 系甲公司全资子公司, 由乙公司实施.
fn is_aside(clause: &str) -> bool {
    clause.starts_with(['系', '是', '为', '由', '与', '其', '经'])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_own_figures_and_general_nouns_do_not() {
        for words in ["青石岭储气库总投资", "其智能灯具项目二期投资", "云雾山泵站日供水"]
        {
            assert!(owns(words), "{words}");
        }
        for words in ["重点项目完成投资", "项目总投资", "全年工业项目投资", "亿元以上项目累计完成投资"]
        {
            assert!(!owns(words), "{words}");
        }
    }
}
