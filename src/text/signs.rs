//! What the beginning or end of a line says about it: list marks, by-lines, photo credits.

use crate::text::word_list::word_lists;

word_lists! {
    pub(crate) static WORDS: SignsWords = "signs.csv";
    /// Labels of people: a name may follow at once.
    people,
    /// Labels that a colon or white space follows.
    label,
    /// What follows 记者 in a sentence and begins no name.
    verb,
    /// What a report begins with.
    report,
    /// What ends a line that says who took the photograph.
    photograph,
    /// Who or what took it.
    photographer,
    /// What the name of a medium ends with that stands behind the date in a dateline.
    medium,
}

/// Whether what stands between `before` and `after` is in quotation marks that both belong to the same text.
pub(crate) fn is_quoted(before: &str, after: &str) -> bool {
    let open = before.rfind('“').is_some_and(|open| !before[open..].contains('”'));
    open && after.find('”').is_some_and(|close| !after[..close].contains('“'))
}

/// A character that begins an item of a list.
pub(crate) fn is_bullet(c: char) -> bool {
    matches!(c, '—' | '-' | '–' | '*' | '+' | '•' | '·' | '●' | '○' | '■' | '□' | '▲' | '△' | '◆' | '◇')
        || matches!(c, '★' | '☆' | '①'..='⑳' | '⑴'..='⒇' | '#' | '>' | '※' | '►' | '▶')
}

/// The label that a line begins with, and where its value begins: 建设单位：|甲公司, 【投资规模】|5亿元.
pub(crate) fn label(line: &str) -> Option<(&str, usize)> {
    /// In characters.
    const LONGEST: usize = 10;
    /// The first byte of `：`.
    const FULL_WIDTH: u8 = 0xEF;
    let bare = line.trim_start_matches(|c| is_bullet(c) || c == ' ');
    let bracketed = bare.strip_prefix('【');
    let words = bracketed.unwrap_or(bare);
    // Most lines have no colon so near their beginning. A character has four bytes at most, and hardly any Han
    // character begins like the full-width one.
    let near = words.as_bytes().get(..4 * (LONGEST + 1)).unwrap_or(words.as_bytes());
    if bracketed.is_none() && memchr::memchr2(b':', FULL_WIDTH, near).is_none() {
        return None;
    }
    let closes = |c: char| if bracketed.is_some() { c == '】' } else { matches!(c, ':' | '：') };
    let (at, close) = words.char_indices().take(LONGEST + 1).find(|(_, c)| closes(*c))?;
    let label = &words[..at];
    let fits =
        label.chars().nth(1).is_some() && !label.contains([',', '，', '。', '、', ';', '；', '“', '.', ' ']);
    let value = words[at + close.len_utf8()..].trim_start_matches([':', '：', ' ']);
    (fits && !value.is_empty()).then_some((label, line.len() - value.len()))
}

/// Whether a line begins with [`numbered_mark`].
pub(crate) fn has_numbered_mark(text: &str) -> bool {
    numbered_mark(text).is_some()
}

/// `一、` `（一）` `(1)` `【1】` `1.` `1、` `第一，`: how long the number is with the mark that makes it a list's or a heading's.
pub(crate) fn numbered_mark(text: &str) -> Option<usize> {
    if !text.starts_with(|c| matches!(c, '（' | '(' | '【' | '第') || is_numeral(c)) {
        return None;
    }
    let (in_brackets, rest) = match text.strip_prefix(['（', '(', '【']) {
        Some(rest) => (true, rest),
        None => (false, text.strip_prefix('第').unwrap_or(text)),
    };
    let number = rest.split(|c| !is_numeral(c)).next().unwrap_or("");
    if number.is_empty() || number.chars().count() > 3 {
        return None;
    }
    let mut after = rest[number.len()..].chars();
    let mark = after.next()?;
    let is_ordinal = text.starts_with('第');
    let marks = match mark {
        '）' | ')' | '】' => true,
        _ if in_brackets => false,
        '.' | '．' => !after.as_str().starts_with(char::is_numeric) && !number.starts_with(is_han_numeral),
        '、' => true,
        '，' | ',' | '章' | '节' | '条' => is_ordinal,
        _ => false,
    };
    marks.then(|| text.len() - after.as_str().len())
}

fn is_numeral(c: char) -> bool {
    c.is_ascii_digit() || matches!(c, '０'..='９') || is_han_numeral(c)
}

/// The value of a Chinese numeral from one to nine.
pub(crate) fn han_digit(c: char) -> Option<u32> {
    Some(match c {
        '一' => 1,
        '二' => 2,
        '三' => 3,
        '四' => 4,
        '五' => 5,
        '六' => 6,
        '七' => 7,
        '八' => 8,
        '九' => 9,
        _ => return None,
    })
}

/// The number of a few things that one character tells: 两, 三 … 十.
pub(crate) fn few(c: char) -> Option<usize> {
    match c {
        '两' => Some(2),
        '十' => Some(10),
        _ => han_digit(c).filter(|digit| *digit > 1).map(|digit| digit as usize),
    }
}

/// The number of a few things that `word` tells, which is one character.
pub(crate) fn few_in(word: &str) -> Option<usize> {
    let mut signs = word.chars();
    signs.next().and_then(few).filter(|_| signs.next().is_none())
}

/// Whether `c` is a Chinese numeral from one to ten.
pub(crate) fn is_han_numeral(c: char) -> bool {
    matches!(c, '一' | '二' | '三' | '四' | '五' | '六' | '七' | '八' | '九' | '十')
}

/// Whether a word says how many of something there are together: 八大, 十大.
pub(crate) fn is_sum(word: &str) -> bool {
    word.strip_suffix('大').is_some_and(|number| !number.is_empty() && number.chars().all(is_han_numeral))
}

/// Whether the number of a few things may be written with `c`: 3, 三, 两.
pub(crate) fn is_counting(c: char) -> bool {
    c.is_ascii_digit() || c == '两' || is_han_numeral(c)
}

/// What stands before the number, exact or not, that `words` end with: 云溪西|3, 青石|十多; none where they end with none.
pub(crate) fn before_number(words: &str) -> Option<&str> {
    let rest = words.trim_end_matches(|c: char| is_counting(c) || matches!(c, '多' | '余'));
    (rest.len() < words.len()).then_some(rest)
}

/// Whether `word` is an ordinal: 第三.
pub(crate) fn is_ordinal(word: &str) -> bool {
    word.strip_prefix('第').is_some_and(|number| !number.is_empty() && number.chars().all(is_han_numeral))
}

/// Whether a line is a by-line, source line or dateline: it names reporters, source, editors or a day, and
/// nothing else.
pub(crate) fn is_byline(line: &str) -> bool {
    /// In characters.
    const LONGEST: usize = 80;
    let line = line.trim().trim_start_matches(['（', '(', '□', '■', '◎', '●', '[', '【']);
    // A character has four bytes at most: most lines are too long whatever theirs are.
    if line.len() > LONGEST * 4 {
        return false;
    }
    let chars = line.chars().count();
    if chars > LONGEST || line.contains(['，', ',', '。', '！', '？', '；']) {
        return false;
    }
    let is_date = |c: char| {
        c.is_ascii_digit() || matches!(c, '年' | '月' | '日' | '-' | '/' | '.' | ':' | ' ' | '）' | ')')
    };
    let rest = line.trim_start_matches(is_date);
    let has_date = line[..line.len() - rest.len()].bytes().filter(u8::is_ascii_digit).count() >= 6;
    if has_date && rest.is_empty() {
        return true;
    }
    if has_date && is_medium_with_author(rest) {
        return true;
    }
    let line = if has_date { rest } else { line };
    let separated =
        |rest: &str| rest.starts_with(['：', ':', '/', '|', '｜']) || rest.starts_with(char::is_whitespace);
    if WORDS.label.without_prefix(line).is_some_and(separated) {
        return true;
    }
    WORDS.people.without_prefix(line).is_some_and(|rest| {
        let name = rest.trim_start_matches(['：', ':']).trim_start();
        let is_name = !name.is_empty() && !WORDS.verb.begin(name);
        is_name && chars <= 60 && (separated(rest) || rest.chars().count() <= 8)
    })
}

/// Whether words behind the date of a line are a medium, with who wrote for it: `　青石日报　胡南溪`.
fn is_medium_with_author(words: &str) -> bool {
    let mut parts = words.split_whitespace();
    let is_name = |part: &str| part.chars().count() <= 10 && part.chars().all(char::is_alphabetic);
    parts.next().is_some_and(|medium| is_name(medium) && WORDS.medium.end(medium))
        && parts.clone().count() <= 3
        && parts.all(is_name)
}

/// Whether a line begins a report (`本报讯`).
pub(crate) fn starts_report(line: &str) -> bool {
    WORDS.report.begin(line)
}

/// Whether a line ends with who took the photograph.
pub(crate) fn is_caption(line: &str) -> bool {
    if line.len() > 300 {
        return false;
    }
    // 车间一角（青石网发 王某摄）
    let bracket = line.trim_end().strip_suffix(['）', ')']).and_then(|line| line.rsplit_once(['（', '(']));
    if bracket.is_some_and(|(_, inside)| inside.ends_with('摄') && inside.chars().count() <= 20) {
        return true;
    }
    let line = line.trim_end_matches(['）', ')', '。']).trim_end();
    WORDS
        .photograph
        .without_suffix(line)
        .is_some_and(|rest| rest.ends_with(char::is_whitespace) || WORDS.photographer.are_in(rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_of_lines() {
        for (line, expected) in [
            ("建设单位:甲公司", Some(("建设单位", "甲公司"))),
            ("建设单位：甲公司", Some(("建设单位", "甲公司"))),
            ("【投资规模】5亿元", Some(("投资规模", "5亿元"))),
            ("【投资规模】: 5亿元", Some(("投资规模", "5亿元"))),
            ("- 总投资(万元):5000", Some(("总投资(万元)", "5000"))),
            ("建设单位:", None),
            ("他说:这很好", Some(("他说", "这很好"))),
            ("园区一期已经建成,二期正在建设:共三栋", None),
            ("本报讯", None),
        ] {
            let found = label(line).map(|(label, value)| (label, &line[value..]));
            assert_eq!(found, expected, "{line}");
        }
    }

    #[test]
    fn signs() {
        for (line, byline, caption, numbered) in [
            ("记者 王某 通讯员 李某", true, false, false),
            ("本报记者王某", true, false, false),
            ("（文章来源：青石日报）", true, false, false),
            ("责任编辑：王某", true, false, false),
            ("记者从县工信局获悉", false, false, false),
            ("记者 从县里发来报道，说路通了", false, false, false),
            ("（2023年1月5日）", true, false, false),
            ("2023-07-11 09:30 来源：青石日报", true, false, false),
            ("2023年1月5日县里开会", false, false, false),
            ("12.5", false, false, false),
            ("来源于山里的泉水", false, false, false),
            ("作者系县工信局干部", false, false, false),
            ("青石大桥。本报记者 王某 摄", false, true, false),
            ("车间一角（王某 摄）", false, true, false),
            ("车间一角（青石网发 王某摄）", false, true, false),
            ("镜头拍摄", false, false, false),
            ("一、抓招商", false, false, true),
            ("（十二）抓招商", false, false, true),
            ("3.建厂", false, false, true),
            ("3.5亿元", false, false, false),
            ("2025年", false, false, false),
            ("第一，修路", false, false, true),
            ("十、", false, false, true),
            ("一是修路", false, false, false),
            ("（县城", false, false, false),
            ("", false, false, false),
        ] {
            let found = (is_byline(line), is_caption(line), has_numbered_mark(line));
            assert_eq!(found, (byline, caption, numbered), "{line}");
        }
    }
}
