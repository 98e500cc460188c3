//! The short forms that a text uses for a company once it has given the full name.

use super::vocabulary::Vocabulary;
use crate::gazetteer::{Lexicon, Word, WordClass};
use crate::text::word_list::word_lists;

word_lists! {
    static WORDS: ShortNameWords = "short_name.csv";
    /// Endings that tell the legal form.
    legal_form,
    /// Words of a trade at the end of a name, less its legal form, that are no heads or boundaries of names.
    trade,
}

/// How many characters the name of a trade may have, the longest first.
const LENGTHS: [usize; 3] = [4, 3, 2];

/// Short forms of the company `name`; `place` is the length in bytes of the places that it begins
/// with. Every form has at least two characters and is no ordinary word.
///
/// What a firm deals in is told by the words of the table here, by those of `vocabulary`, and by goods and sectors of the
/// gazetteer, which `is_goods` knows.
pub(crate) fn short_forms(
    name: &str,
    place: usize,
    lexicon: &Lexicon,
    vocabulary: &Vocabulary,
    is_goods: &dyn Fn(&str) -> bool,
) -> Vec<String> {
    let mut forms = Vec::new();
    let is_trade = |word: &str| vocabulary.is_trade(word) || is_goods(word);
    let plain = without_brackets(name);
    // Most names have no legal form: one look at the last character tells.
    if !plain.ends_with(['司', '社', '团']) {
        let core = plain.get(place..).unwrap_or_default();
        let is_trade = |word: &str| vocabulary.is_trade(word);
        forms.extend(brand_before_trade(core, lexicon, &is_trade));
        // 青石|恒远禽业 is 恒远禽业, too.
        let brand = strip_trades(core, &is_trade);
        if place > 0 && brand.len() < core.len() && (2..=4).contains(&brand.chars().count()) {
            forms.push(core.to_owned());
        }
        return forms;
    }
    let Some(body) = WORDS.legal_form.without_suffix(&plain) else { return forms };
    let place = if plain.len() == name.len() && place < body.len() && body.is_char_boundary(place) {
        place
    } else {
        0
    };
    let (region, core) = body.split_at(place);
    let stripped = strip_trades(core, &is_trade);
    let brand = before_words(stripped, lexicon).unwrap_or(stripped);
    let mut push = |form: String| {
        // 小吃产业 is what the firm deals in.
        let fits = (2..=12).contains(&form.chars().count())
            && form != name
            && !form.ends_with("产业")
            && !forms.contains(&form);
        // The corpus has brands as proper nouns.
        let is_brand =
            |word: Word| word.frequency < 20 || word.class == WordClass::ProperNoun && word.frequency < 500;
        if fits && lexicon.get(&form).is_none_or(is_brand) {
            forms.push(form);
        }
    };
    if core != brand || place > 0 {
        push(core.to_owned());
    }
    push(body.to_owned());
    if name.contains("集团") {
        push(format!("{core}集团"));
        push(format!("{brand}集团"));
    }
    if let Some(seat) = bracketed(name).filter(|_| brand.chars().count() >= 2) {
        // 海晟新能源(宿迁)有限公司 is 宿迁海晟 too, and 宿迁海晟新能源.
        push(format!("{seat}{brand}"));
        push(format!("{seat}{core}"));
    }
    // 白云山蔬菜专业合作社 is not 白云山, where it lies.
    let geographic =
        brand.ends_with(['山', '河', '湖', '江', '岛', '港', '镇', '乡', '村', '海', '湾', '寨']);
    if brand.chars().count() >= 2 && !(geographic && brand.chars().count() > 2) {
        push(brand.to_owned());
        push(format!("{region}{brand}"));
        let trades = &core[brand.len()..];
        if let Some(trade) = first_trade(trades, vocabulary) {
            push(format!("{brand}{trade}"));
        } else if let Some((at, _)) = trades.char_indices().nth(2) {
            push(core[..brand.len() + at].to_owned());
        }
        // 鼎越|重型|锻压: the press leaves the last words of a long name out.
        let end = |count: usize| brand.char_indices().nth(count).map(|(at, _)| at);
        if let (Some(two), Some(four), Some(_)) = (end(2), end(4), end(5))
            && lexicon.get(&brand[two..four]).is_some()
        {
            push(brand[..four].to_owned());
        }
    } else if place > 0 {
        // A brand of one character lives only with its place.
        push(format!("{region}{core}"));
    }
    if name.ends_with("公司") {
        let short = [Some(core), Some(brand), lead_of_words(core, lexicon)];
        short.into_iter().flatten().filter(|word| word.chars().count() >= 2).for_each(|word| {
            push(format!("{word}公司"));
        });
    }
    forms
}

/// 青禾 of 青禾竹木: the first word where another one follows, be it an ordinary one.
fn lead_of_words<'a>(core: &'a str, lexicon: &Lexicon) -> Option<&'a str> {
    let (lead, rest) = core.char_indices().nth(2).map(|(at, _)| core.split_at(at))?;
    (rest.chars().count() >= 2 && is_made_of_words(rest, lexicon)).then_some(lead)
}

/// 青禾 of 青禾科技, which has no legal form: what no dictionary has before what the firm deals in.
fn brand_before_trade(name: &str, lexicon: &Lexicon, is_trade: &dyn Fn(&str) -> bool) -> Option<String> {
    let brand = strip_trades(name, is_trade);
    let fits = brand.len() < name.len() && (2..=4).contains(&brand.chars().count());
    (fits && lexicon.get(brand).is_none()).then(|| brand.to_owned())
}

/// 青禾达 of 青禾达|液晶|显示器: what no dictionary has before words, where no list knows what the firm deals in.
fn before_words<'a>(core: &'a str, lexicon: &Lexicon) -> Option<&'a str> {
    /// The shortest and the longest brand, in characters.
    const BRAND: std::ops::RangeInclusive<usize> = 2..=4;
    if core.chars().count() <= *BRAND.end() {
        return None;
    }
    let ends = core.char_indices().map(|(at, _)| at).enumerate();
    let mut brands = ends.filter(|(count, _)| BRAND.contains(count)).map(|(_, at)| core.split_at(at));
    let found =
        brands.find(|(brand, words)| lexicon.get(brand).is_none() && is_made_of_words(words, lexicon));
    found.map(|(brand, _)| brand)
}

/// Whether a text is nothing but words of two characters or more.
fn is_made_of_words(text: &str, lexicon: &Lexicon) -> bool {
    let ends = text.char_indices().map(|(at, _)| at).chain([text.len()]).skip(2).take(3);
    text.is_empty()
        || ends
            .map(|end| text.split_at(end))
            .any(|(word, rest)| lexicon.get(word).is_some() && is_made_of_words(rest, lexicon))
}

/// The trade that `trades` begins with, but not goods: in 青石不锈钢产品 they are no part of the name.
fn first_trade<'a>(trades: &'a str, vocabulary: &Vocabulary) -> Option<&'a str> {
    let listed = WORDS.trade.beginning(trades).map(|(trade, ())| trade);
    listed.or_else(|| {
        LENGTHS.into_iter().find_map(|length| {
            let (at, last) = trades.char_indices().nth(length - 1)?;
            let head = &trades[..at + last.len_utf8()];
            vocabulary.is_trade(head).then_some(head)
        })
    })
}

fn strip_trades<'a>(core: &'a str, is_trade: &dyn Fn(&str) -> bool) -> &'a str {
    let mut rest = core;
    loop {
        let known = WORDS.trade.without_suffix(rest);
        let shorter = known.or_else(|| {
            LENGTHS.into_iter().find_map(|length| {
                let (at, _) = rest.char_indices().rev().nth(length - 1)?;
                let tail = &rest[at..];
                (is_trade(tail) || (length == 2 && tail.ends_with('业'))).then(|| &rest[..at])
            })
        });
        match shorter {
            Some(shorter) if !shorter.is_empty() => rest = shorter,
            _ => return rest,
        }
    }
}

/// What stands in brackets, when it can be a place.
fn bracketed(name: &str) -> Option<&str> {
    let (open, close) = (name.find('(')?, name.find(')')?);
    let inside = name.get(open + 1..close)?;
    ((2..=4).contains(&inside.chars().count()) && inside != "集团").then_some(inside)
}

fn without_brackets(name: &str) -> String {
    match (name.find('('), name.find(')')) {
        (Some(open), Some(close)) if open < close => format!("{}{}", &name[..open], &name[close + 1..]),
        _ => name.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_forms_take_the_legal_form_and_the_trades_away() {
        let cases: [(&str, usize, &[&str]); 5] = [
            (
                "湖北青石铝业有限公司",
                "湖北".len(),
                &["青石铝业", "湖北青石铝业", "青石", "湖北青石", "青石铝业公司", "青石公司"],
            ),
            (
                "青石白水化工股份有限公司",
                0,
                &["青石白水化工", "青石白水", "青石白水化工公司", "青石白水公司"],
            ),
            ("湖北青石集团有限公司", "湖北".len(), &["青石", "湖北青石", "青石集团", "青石公司"]),
            (
                "青石新能源(宜昌)有限公司",
                0,
                &["青石新能源", "宜昌青石", "宜昌青石新能源", "青石", "青石新能源公司", "青石公司"],
            ),
            // A brand of one character lives only with its place.
            ("湖北青铝业有限公司", "湖北".len(), &["青铝业", "湖北青铝业", "青铝业公司"]),
        ];
        let vocabulary = Vocabulary::new(&Lexicon::default());
        for (name, place, expected) in cases {
            let forms = short_forms(name, place, &Lexicon::default(), &vocabulary, &|_| false);
            assert_eq!(forms, expected, "{name}");
        }
        assert!(
            short_forms("青石县水务局", 0, &Lexicon::default(), &vocabulary, &|_| false).is_empty(),
            "a body has no legal form"
        );
    }

    #[test]
    fn goods_of_the_dictionary_are_trades() {
        let is_goods = |word: &str| word == "有机肥";
        let vocabulary = Vocabulary::new(&Lexicon::default());
        let forms = short_forms("青禾有机肥有限公司", 0, &Lexicon::default(), &vocabulary, &is_goods);
        assert_eq!(forms, ["青禾有机肥", "青禾", "青禾有机", "青禾有机肥公司", "青禾公司"]);
    }
}
