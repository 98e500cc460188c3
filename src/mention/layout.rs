//! What the layout of a document says about a text: a source line names its medium, a table's
//! header tells what its cells name.

use super::lattice::is_han;
use super::table::{self, Column};
use super::{Mention, Origin, listed_firms, overlay, quoted, quoted_goods, sector_labels};
use crate::entity::EntityType;
use crate::text::signs::{is_bullet, numbered_mark};
use crate::text::word_list::word_lists;
use crate::text::{BlockKind, NormalizedSpan, NormalizedText};

word_lists! {
    pub(super) static WORDS: LayoutWords = "layout.csv";
    /// What only an undertaking ends with.
    undertaking,
    /// What an undertaking ends with that has labels below its name.
    site,
    /// What stands before the colon and the medium that a document comes from.
    source,
    /// What may stand before 来源 where a medium follows.
    published,
    /// What the names of media end with.
    medium,
    /// What ends an item of a list of projects that is a park.
    park,
    /// What ends an item of a list of projects that is a work.
    work,
    /// What the heading of a list of projects ends with.
    announcing,
    /// Words that make a sentence of an item.
    said,
    /// What ends an item that names no undertaking.
    no_undertaking,
    /// What the names of bodies end with that have works built.
    body,
    /// What the names of parks in a column of places end with.
    park_end,
    /// Words before it that tell the kind of a park and no name.
    park_kind,
    /// What ends the names of divisions and zones that head a part of a list.
    division,
    /// What stands in a cell that names nothing yet.
    placeholder,
    /// What stands before the sum that an undertaking costs.
    sum,
}

/// Adds the media of source lines (来源:青石日报) and the names in typed table columns.
pub(crate) fn apply(text: &NormalizedText, mentions: &mut Vec<Mention>) {
    let mut found = sources(text);
    found.extend(datelines(text));
    found.extend(quoted::undertakings(text));
    found.extend(quoted_goods::goods(text));
    found.extend(items(text));
    found.extend(cells(text));
    found.extend(listed_firms::apply(text, mentions));
    found.extend(sector_labels::apply(text, mentions));
    overlay::lay(text, found, mentions);
}

/// The names behind 来源.
fn sources(text: &NormalizedText) -> Vec<Mention> {
    let mut out = Vec::new();
    for at in text.landmarks.all().iter().filter(|mark| mark.character == ':').map(|mark| mark.at) {
        // 资金来源:自筹: not every source is a medium.
        let medium = |before: &str| {
            !before.ends_with(is_han)
                || WORDS.published.end(before)
                || text.soft_breaks.contains(&before.len())
        };
        if WORDS.source.before(&text.text[..at]).any(medium) {
            let start = at + 1;
            let rest = &text.text[start..];
            let start = start + (rest.len() - rest.trim_start_matches([' ', '“', '《']).len());
            let rest = &text.text[start..];
            let end = rest
                .find(|character: char| !(character.is_alphanumeric() || character == '·'))
                .unwrap_or(rest.len());
            let broken = text.soft_breaks.iter().find(|offset| (start + 1..start + end).contains(*offset));
            let end = broken.map_or(start + end, |offset| *offset);
            let length = text.text[start..end].chars().count();
            // 市发改局 without its place is no name.
            let bare = text.text[start..].starts_with(['市', '县', '区', '省', '州', '本', '我'])
                // 来源:www.example.com
                || ["www", "http"].iter().any(|site| text.text[start..].starts_with(site));
            if (3..=14).contains(&length) && !bare {
                out.push(Mention {
                    span: NormalizedSpan::new(start, end),
                    kind: EntityType::Organization,
                    origin: Origin::Pattern("source-line"),
                    nested: false,
                });
            }
        }
    }
    out
}

/// The media at the beginning of a paragraph: 青石新闻网讯, 青石日报讯.
fn datelines(text: &NormalizedText) -> Vec<Mention> {
    let mut out = Vec::new();
    for passage in &text.passages {
        let words = passage.span.of(&text.text);
        let Some(end) = dateline(words) else { continue };
        let name = &words[..end];
        let length = name.chars().count();
        let bare = name.starts_with(['本', '我', '据', '市', '县', '区', '省', '州']);
        if (3..=12).contains(&length) && !bare && name.chars().all(is_han) && WORDS.medium.end(name) {
            out.push(Mention {
                span: NormalizedSpan::new(passage.span.start, passage.span.start + end),
                kind: EntityType::Organization,
                origin: Origin::Pattern("source-line"),
                nested: false,
            });
        }
    }
    out
}

/// Where the words end that can be a medium at the beginning of a line: 青石日报|讯, 青石发布|2024年8月9日.
fn dateline(line: &str) -> Option<usize> {
    /// How long a line is, in bytes, that holds no more than a medium and a date.
    const SHORT: usize = 60;
    let told = line.char_indices().take(15).find(|(_, c)| *c == '讯').map(|(at, _)| at);
    told.or_else(|| {
        let name = line.find(|c: char| !is_han(c)).filter(|_| line.len() <= SHORT)?;
        line[name..].trim_start().starts_with("20").then_some(name)
    })
}

/// The numbered items below a heading that announces projects: 一、续建项目 / 1.青石水库扩建。
fn items(text: &NormalizedText) -> Vec<Mention> {
    let mut out = Vec::new();
    let mut listed = false;
    for passage in &text.passages {
        if matches!(passage.kind, BlockKind::TableCell { .. }) {
            listed = false;
            continue;
        }
        let words = passage.span.of(&text.text);
        if announces_projects(words) {
            listed = true;
            continue;
        }
        if let Some(at) = announced(words) {
            out.extend(themed(&text.text, passage.span.start + at, passage.span.end));
            continue;
        }
        let Some(item) = numbered(words).or_else(|| bulleted(words).filter(|_| listed)) else {
            if listed && let Some(at) = theme(words) {
                let start = passage.span.start + at;
                out.extend(themed(&text.text, start, passage.span.end));
            } else {
                // What is told of an item in lines of its own doesn't end the list.
                listed &= is_division(words) || words.contains('。');
            }
            continue;
        };
        let name = item_name(item);
        if !(listed || is_invested(&item[name.len()..])) || !could_be_undertaking(name) {
            continue;
        }
        let start = passage.span.end - item.len();
        out.push(undertaking(name, start));
    }
    out
}

/// The mention that an item of a list of projects is.
fn undertaking(name: &str, start: usize) -> Mention {
    let kind = if WORDS.park.end(name) {
        EntityType::Park
    } else if WORDS.work.end(name) {
        EntityType::Infrastructure
    } else {
        EntityType::Project
    };
    let span = NormalizedSpan::new(start, start + name.len());
    Mention { span, kind, origin: Origin::Pattern("list-item"), nested: false }
}

/// Whether a line is the heading of those items of a list that are in one division or zone: 甲县(3个), 一、乙市.
fn is_division(line: &str) -> bool {
    let line = &line[numbered_mark(line).unwrap_or(0)..];
    let bare = line.split('(').next().unwrap_or(line).trim_end_matches(':');
    bare.chars().count() <= 10 && WORDS.division.end(bare)
}

/// Where the list begins in a line that tells its theme and lists projects: 交通:甲公路改建、乙机场二期。
fn theme(line: &str) -> Option<usize> {
    let colon = line.find(':').filter(|at| line[..*at].chars().count() <= 8)?;
    let list = &line[colon + 1..];
    (list.matches('、').count() >= 2 && list.trim_end_matches('。').find(['。', ';', ',']).is_none())
        .then_some(colon + 1)
}

/// Where the list begins in a line that announces it and names nothing but undertakings: 拟开工项目2个:甲项目、乙项目。
fn announced(line: &str) -> Option<usize> {
    let (label, list) = line.split_once(':').filter(|(label, _)| label.chars().count() <= 12)?;
    let bare = label.trim_end_matches(['个', ')', '(']).trim_end_matches(|c: char| c.is_ascii_digit());
    let announces = bare.trim_end_matches('(').ends_with("项目");
    let mut members = list.trim_end_matches('。').split('、');
    let named = |member: &str| {
        WORDS.undertaking.end(member)
            && could_be_undertaking(member)
            && !member.contains([',', ';', '(', '。'])
    };
    let all = list.contains('、') && members.all(named);
    (announces && all).then_some(line.len() - list.len())
}

/// The members of such a line that name undertakings.
fn themed(text: &str, start: usize, end: usize) -> Vec<Mention> {
    let mut out = Vec::new();
    let mut from = start;
    for part in text[start..end].split(['、', '。']) {
        if could_be_undertaking(part) && !part.contains(['(', '和', '与', '及']) {
            out.push(undertaking(part, from));
        }
        from += part.len() + '、'.len_utf8();
    }
    out
}

/// Whether a line is the heading of a list of projects: 二、新开工项目(4个), 2024年重点建设项目名单.
fn announces_projects(line: &str) -> bool {
    let line = line.trim_end_matches([':', ' ']);
    let open = if line.ends_with(')') { line.rfind('(') } else { None };
    let bare = open.map_or(line, |open| &line[..open]);
    let ends = WORDS.announcing.end(bare);
    ends && bare.chars().count() <= 25 && !bare.contains(['。', ',', '.'])
}

/// What stands behind the bullet of an item: ●甲项目.
fn bulleted(line: &str) -> Option<&str> {
    let rest = line.trim_start_matches(|c| is_bullet(c) || c == ' ');
    (rest.len() < line.len() && rest.starts_with(is_han)).then_some(rest)
}

/// Whether what is spent on the undertaking that an item begins with follows its name: 甲基地|,总投资3亿元.
fn is_invested(behind: &str) -> bool {
    let rest = behind.trim_start_matches([',', ':', '(']);
    let sum = WORDS.sum.without_prefix(rest).filter(|_| rest.len() < behind.len());
    sum.is_some_and(|sum| {
        sum.trim_start_matches(['约', '达', '近', '超', '过', '为']).starts_with(|c: char| c.is_ascii_digit())
    })
}

/// What stands behind the number of an item: 1.甲, 2、乙, (3)丙, 【4】丁.
pub(super) fn numbered(line: &str) -> Option<&str> {
    let bracketed = line.strip_prefix(['(', '【']);
    let inner = bracketed.unwrap_or(line);
    let rest = inner.trim_start_matches(|c: char| c.is_ascii_digit());
    let digits = inner.len() - rest.len();
    if !(1..=3).contains(&digits) {
        return None;
    }
    let closing: &[char] = if bracketed.is_some() { &[')', '】'] } else { &['.', '、', ')'] };
    let behind = rest.strip_prefix(closing)?.trim_start();
    // 4.10万吨 may be an amount, 4、10万吨 is none.
    let decimal = rest.starts_with('.') && behind.starts_with(|c: char| c.is_ascii_digit());
    (!decimal).then_some(behind)
}

/// The name that an item begins with: up to a mark, with the phase in brackets behind it.
pub(super) fn item_name(item: &str) -> &str {
    let end = item.find(['。', ':', ';', ',', '?', '!', '—']).unwrap_or(item.len());
    let name = &item[..end];
    let Some(open) = name.find('(') else { return name.trim_end() };
    let phase = name[open..].find(')').map(|close| open + close + ')'.len_utf8());
    match phase {
        Some(close) if name[open..close].ends_with("期)") => &name[..close],
        _ => name[..open].trim_end(),
    }
}

/// Whether the words of an item name one undertaking and are no sentence.
pub(super) fn could_be_undertaking(name: &str) -> bool {
    (5..=40).contains(&name.chars().count())
        && name.chars().any(is_han)
        && !name.starts_with("项目")
        && !WORDS.said.are_in(name)
        && !WORDS.no_undertaking.end(name)
}

/// The names in the cells of typed columns.
fn cells(text: &NormalizedText) -> Vec<Mention> {
    let mut out = Vec::new();
    let records = table::tables(text).into_iter().flat_map(|table| table.records(&text.text));
    for (column, span) in records.flat_map(|record| record.cells().to_vec()) {
        let words = span.of(&text.text);
        match column {
            Column::Project => out.extend(project(span, words)),
            Column::Company => out.extend(undertaker(span, words)),
            Column::Park => out.extend(whole(span, words, EntityType::Park)),
            Column::Place if is_park(words) => out.extend(whole(span, words, EntityType::Park)),
            Column::Industry => out.extend(listed(span, words, EntityType::Industry)),
            Column::Product => out.extend(listed(span, words, EntityType::Product)),
            Column::Place | Column::Route | Column::Stage | Column::Honour | Column::Note => {}
        }
    }
    out
}

fn cell(span: NormalizedSpan, kind: EntityType) -> Mention {
    Mention { span, kind, origin: Origin::Pattern("table-column"), nested: false }
}

/// A cell that is one name.
fn whole(span: NormalizedSpan, words: &str, kind: EntityType) -> Option<Mention> {
    is_name(words, &[]).then(|| cell(span, kind))
}

/// Whether the words of a cell are one name, in which none but the `allowed` of the signs may stand that part names.
fn is_name(words: &str, allowed: &[&str]) -> bool {
    let parting = ["。", ",", "、", ";", "/", "\n"];
    (3..=40).contains(&words.chars().count())
        && words.chars().any(is_han)
        && !parting.iter().any(|sign| !allowed.contains(sign) && words.contains(sign))
        && !WORDS.placeholder.has(words.trim())
}

/// What is built, without how many it has: 免漆板|(15条线).
fn project(span: NormalizedSpan, words: &str) -> Option<Mention> {
    let counted = |behind: &str| {
        behind.starts_with(|c: char| c.is_ascii_digit()) && behind.ends_with(')') && !behind.contains('期')
    };
    let words = words
        .split_once('(')
        .filter(|(_, behind)| counted(behind))
        .map_or(words, |(name, _)| name.trim_end());
    let span = NormalizedSpan::new(span.start, span.start + words.len());
    // 双氰胺、胍盐精细化工联产: a cell names one, however many goods it has.
    let goods = words.matches("项目").count() < 2;
    is_name(words, if goods { &["、"] } else { &[] }).then(|| cell(span, EntityType::Project))
}

/// Who builds: a firm, or a body with its place (建设单位 青石县交通运输局); without its place it is not named.
fn undertaker(span: NormalizedSpan, words: &str) -> Option<Mention> {
    // 青石织造有限公司(恒远集团全资): what is said of a firm behind its whole name is no part of that.
    let words = match words.find('(').map(|open| words.split_at(open)) {
        Some((name, _)) if name.trim_end().ends_with("公司") => name.trim_end(),
        _ => words,
    };
    let span = NormalizedSpan::new(span.start, span.start + words.len());
    if !WORDS.body.end(words) {
        return whole(span, words, EntityType::Company);
    }
    let bare = words.starts_with(['县', '市', '区', '省', '州', '镇', '乡', '本']);
    whole(span, words, EntityType::Organization).filter(|_| !bare)
}

/// Whether words are the name of a park: 青石工业园区, not 工业园区.
pub(super) fn is_park(words: &str) -> bool {
    let Some(mut name) = WORDS.park_end.without_suffix(words) else { return false };
    while let Some(rest) = WORDS.park_kind.without_suffix(name) {
        name = rest;
    }
    name.chars().nth(1).is_some() && !name.starts_with(['该', '本', '各'])
}

/// The members of a cell that lists sectors or goods: 铝型材、铝板等.
fn listed(span: NormalizedSpan, words: &str, kind: EntityType) -> Vec<Mention> {
    let mut out = Vec::new();
    let mut start = span.start;
    for member in words.split_inclusive(['、', ',', ';', '/', '\n']) {
        let from = start;
        start += member.len();
        let name = member.trim_end_matches(['、', ',', ';', '/', '\n', '。']).trim_end_matches('等');
        let plausible = (2..=12).contains(&name.chars().count())
            && name.chars().all(is_han)
            && !WORDS.placeholder.has(name)
            && !name.ends_with(['量', '值', '率', '数', '额']);
        if plausible {
            out.push(cell(NormalizedSpan::new(from, from + name.len()), kind));
        }
    }
    out
}
