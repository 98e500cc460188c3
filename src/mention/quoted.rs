//! Undertakings that are named in quotes, which clauses do not cross: “恒远国际家纺城”项目二期工程.

use super::lattice::is_han;
use super::{Mention, Origin};
use crate::entity::EntityType;
use crate::text::phase;
use crate::text::word_list::word_lists;
use crate::text::{NormalizedSpan, NormalizedText};

word_lists! {
    static WORDS: QuotedWords = "quoted.csv";
    /// Words that make a sentence of what stands between the quotes and 项目.
    said,
    /// What ends the words before 项目 where it speaks of many.
    many,
    /// What the names of works end with.
    work,
    /// What is told of one undertaking behind its name.
    became,
    /// What is in a name of many projects and in that of one is not.
    of_many,
    /// What the names of houses and plants end with, which are projects while they are built.
    house,
    /// What ends the names of firms.
    firm,
    /// Verbs of what is done to works, before the quotes.
    built,
}

/// The undertakings that `text` names in quotes.
pub(super) fn undertakings(text: &NormalizedText) -> Vec<Mention> {
    let marks = text.landmarks.all();
    let text = &*text.text;
    let mut out = Vec::new();
    for (number, mark) in marks.iter().enumerate().filter(|(_, mark)| mark.character == '“') {
        let (open, start) = (mark.at, mark.end());
        let mut behind = marks[number + 1..].iter();
        let Some(mark) = behind.find(|mark| ENDS.contains(&mark.character)) else { continue };
        // Longer quotations than this name nothing.
        if mark.character != '”' || text[start..mark.at].chars().count() >= 25 {
            continue;
        }
        let name = &text[start..mark.at];
        let close = mark.end();
        if is_project(name) || is_introduced(&text[..open], name) || is_built(name, &text[close..]) {
            out.push(project(start, mark.at));
        } else if behind
            .take_while(|mark| mark.at < close + 4 * TAIL)
            .any(|mark| matches!(mark.character, '项' | '工'))
            && let Some(tail) = tail(&text[close..])
            && !counts_several(&text[..open])
            && could_name(&text[..open], name, tail, &text[close + tail.len()..])
        {
            out.push(project(open, close + tail.len()));
        }
    }
    out
}

/// What ends the words behind an opening quote.
const ENDS: [char; 7] = ['“', '”', '。', ',', ';', '\n', '、'];

/// How many characters behind the quotes the nouns are looked for in; each has four bytes at most.
const TAIL: usize = 12;

fn project(start: usize, end: usize) -> Mention {
    Mention {
        span: NormalizedSpan::new(start, end),
        kind: EntityType::Project,
        origin: Origin::Pattern("quoted-project"),
        nested: false,
    }
}

/// The words behind the quotes up to the last 项目 or 工程 that stands among nouns: 文旅综合体项目, 项目二期工程.
fn tail(after: &str) -> Option<&str> {
    let end = after
        .char_indices()
        .take(TAIL)
        .find(|(_, c)| !is_han(*c))
        .map_or_else(|| after.char_indices().nth(TAIL).map_or(after.len(), |(at, _)| at), |(at, _)| at);
    let words = &after[..end];
    let at = words.find("项目").or_else(|| words.find("工程"))?;
    let between = &words[..at];
    // 示范项目 and 链上项目 are many.
    let many = WORDS.many.end(between);
    (between.chars().count() <= 8 && !many && !WORDS.said.are_in(between))
        .then(|| &words[..at + head(&words[at..])])
}

/// The length of 项目 or 工程 that words begin with, with the phase behind it: 项目, 项目二期, 项目二期工程.
fn head(words: &str) -> usize {
    let noun = "项目".len();
    let phase = words.strip_prefix("项目").and_then(phase::leading).map_or(0, str::len);
    let works = if phase > 0 && words[noun + phase..].starts_with("工程") { "工程".len() } else { 0 };
    noun + phase + works
}

/// Whether a quoted name with 项目 or 工程 behind it is that of one undertaking and not of a campaign: it ends like a
/// work, its nouns go on behind the quotes, or the text tells what became of it.
fn could_name(before: &str, name: &str, tail: &str, after: &str) -> bool {
    let length = name.chars().count();
    let han = name.chars().any(is_han);
    // “一号工程”青石水库工程: a title stands before the name.
    if name.ends_with("工程") && tail != "项目" {
        return false;
    }
    let work = WORDS.work.end(name);
    let single = !matches!(tail, "项目" | "工程") && tail.chars().count() > 3;
    let after = after.trim_start_matches(',');
    // “三大中心”项目 are three.
    let counted = name.starts_with(|c| "两二三四五六七八九十".contains(c))
        && name.chars().nth(1).is_some_and(|c| "大个项类".contains(c));
    // 明远有限公司|“晨光”项目: a firm may have one of a short name.
    let least = if WORDS.firm.end(before) { 2 } else { 4 };
    let single = single || WORDS.built.end(before);
    han && !counted && (least..=20).contains(&length) && (work || single || WORDS.became.begin(after))
}

/// 六个“回乡创业”项目, 一批“回乡创业”项目: whether more than one is counted before the quotes.
fn counts_several(before: &str) -> bool {
    let Some(count) = before.strip_suffix(['个', '批', '类', '项']) else { return false };
    let number = count
        .chars()
        .next_back()
        .is_some_and(|c| c.is_ascii_digit() || "一二两三四五六七八九十百多余几".contains(c));
    number && (before.ends_with(['批', '类']) || !matches!(count.chars().next_back(), Some('一')))
}

/// Whether what stands in quotes is itself the name of a project: “青石全域旅游投资合作项目”.
fn is_project(name: &str) -> bool {
    name.ends_with("项目") && (8..=25).contains(&name.chars().count()) && !is_of_many(name)
}

/// Whether a name is that of many projects; 年产10|万吨 and 百|亿级 are measures.
fn is_of_many(name: &str) -> bool {
    WORDS.of_many.all(name).any(|(at, word, ())| {
        let numeral = matches!(word, "百" | "千" | "万");
        let measure = name[..at].ends_with(|c: char| c.is_ascii_digit())
            || name[at + word.len()..].starts_with(['亿', '万', '吨', '级', '元', '瓦']);
        !(numeral && measure)
    })
}

/// Whether 项目 stands before the quotes: 公司在建项目——“青石国际物流城”.
fn is_introduced(before: &str, name: &str) -> bool {
    let bare = before.trim_end_matches(['—', '-', ':']);
    bare.len() < before.len()
        && bare.ends_with("项目")
        && WORDS.work.end(name)
        && (5..=20).contains(&name.chars().count())
}

/// Whether a stage is told of a house or a plant in quotes: “青石数据中心”建成投用, “青石植物工厂”在白水县投产.
fn is_built(name: &str, after: &str) -> bool {
    /// How many characters may tell where, before the stage.
    const WHERE: usize = 12;
    let place = after.strip_prefix('在').or_else(|| after.strip_prefix('于'));
    let staged = match place {
        Some(place) => WORDS.became.first(place).is_some_and(|(at, ..)| {
            place[..at].chars().count() <= WHERE && place[..at].chars().all(char::is_alphanumeric)
        }),
        None => WORDS.became.begin(after),
    };
    staged && WORDS.house.end(name) && (5..=20).contains(&name.chars().count()) && !is_of_many(name)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::landmark::is_noted;

    #[test]
    fn every_mark_is_a_landmark() {
        for mark in ENDS.into_iter().chain(['“', '项', '工']) {
            assert!(is_noted(mark), "{mark:?} would never be found");
        }
    }
}
