//! What may stand between the beginning of a clause and the verb that tells the stage of a work named before: words of
//! time and degree, and parts of the work. Anything else is another subject: |几家企业的机房|加快建设.

use std::sync::LazyLock;

use crate::text::word_list::word_lists;
use crate::text::words::Words;

word_lists! {
    static WORDS: AdverbialWords = "adverbial.csv";
    /// Words of time.
    time,
    /// Words of degree, of aims and of what happens to a work.
    degree,
    /// The work, its parts and what they are measured in.
    part,
}

/// All of them.
static ADVERBIALS: LazyLock<Words> = LazyLock::new(|| {
    let lists = [&WORDS.time, &WORDS.degree, &WORDS.part];
    Words::new(lists.into_iter().flat_map(Words::iter).map(|word| (word, ())).collect())
});

/// Whether the words of a clause before `verb` are nothing but adverbials and parts of a work.
pub(super) fn leads_to(clause: &str, verb: &str) -> bool {
    let Some(at) = clause.rfind(verb) else { return false };
    // 在甲园区|开工, 昨日于甲县|奠基: where it happens may have any name.
    let words = &clause[..at];
    let place = words.find(['在', '于']).map_or(words, |place| &words[..place]);
    is_adverbial(words) || is_adverbial(place) && place.len() < words.len()
}

fn is_adverbial(words: &str) -> bool {
    let mut rest = words;
    loop {
        rest = rest.trim_start_matches(|c: char| {
            c.is_ascii_digit() || matches!(c, '.' | '-' | '—' | ',' | '(' | ')' | '#')
        });
        if rest.is_empty() {
            return true;
        }
        match ADVERBIALS.without_prefix(rest).or_else(|| behind_section(rest)) {
            Some(after) => rest = after,
            None => return false,
        }
    }
}

/// What follows the section of a route that words begin with: 川滇段|已建成.
fn behind_section(words: &str) -> Option<&str> {
    const LONG: usize = 5;
    let (at, _) = words.char_indices().take(LONG).find(|(_, c)| *c == '段')?;
    let name = &words[..at];
    (at > 0 && name.chars().all(char::is_alphabetic)).then_some(&words[at + '段'.len_utf8()..])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn other_subjects_are_no_adverbials() {
        for (clause, verb, expected) in [
            ("目前厂房主体已完工", "完工", true),
            ("预计2027年6月底前建成投产", "投产", true),
            ("二期年底开工", "开工", true),
            ("3条生产线已投产", "投产", true),
            ("几家企业的机房加快建设", "加快建设", false),
            ("深空观测站投入使用", "投入使用", false),
        ] {
            assert_eq!(leads_to(clause, verb), expected, "{clause}");
        }
    }
}
