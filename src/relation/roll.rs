//! Rolls of honour: the heading of a list tells what is granted to whom it names, or a column of a table does.
//!
//! ```text
//! 2023年度甲省绿色工厂名单          经审核,认定以下企业为省级绿色工厂:
//! 乙公司                          乙公司
//! 丙公司                          丙公司
//! ```

use super::honour::{self, bears, honours, is_honour};
use super::reference::meaning;
use super::{Directness, Statement};
use crate::entity::EntityType;
use crate::extraction::{EntityRef, Object, Predicate};
use crate::gazetteer::Gazetteer;
use crate::linking::{LinkedMention, within};
use crate::mention::table::{Column, Table};
use crate::text::signs::{is_counting, numbered_mark};
use crate::text::word_list::word_lists;
use crate::text::{BlockKind, NormalizedSpan, NormalizedText};

word_lists! {
    static WORDS: RollWords = "roll.csv";
    /// What the names of rolls end with.
    roll,
    /// What may stand between an honour and such a word.
    stage,
    /// What stands before an honour in the title of a roll.
    lead,
    /// What says that a roll grants nothing, or not yet.
    not_granted,
    /// What leads to those who follow, before 为 and the honour.
    following,
}

/// Headings are shorter, in bytes; others tell more than what is granted.
const HEADING: usize = 240;

/// What the heading of a list says of those that the list names.
enum Roll {
    /// What is granted to them.
    Grants(Vec<Object>),
    /// They are named, and granted nothing: 重点企业名单.
    Names,
    /// What it is about is not granted, or not yet: 拟认定省级绿色工厂名单.
    NotGranted,
}

impl Roll {
    fn of(line: &str) -> Option<Self> {
        let denied = WORDS.not_granted.are_in(line);
        if denied && line.len() <= HEADING && WORDS.roll.are_in(line) {
            return Some(Self::NotGranted);
        }
        granted(line)
            .map(Self::Grants)
            .or_else(|| (is_roll(line) && !is_of_above(line)).then_some(Self::Names))
    }

    fn honours(&self) -> &[Object] {
        match self {
            Self::Grants(honours) => honours,
            Self::Names | Self::NotGranted => &[],
        }
    }
}

/// States what the rolls of a document grant, of which some are `tables`.
pub(super) fn apply(
    tables: &[Table],
    text: &NormalizedText,
    mentions: &[LinkedMention],
    gazetteer: &Gazetteer,
    out: &mut Vec<Statement>,
) {
    let lines = text.passages.iter().enumerate();
    let headings: Vec<(usize, Roll)> = lines
        .filter(|(_, passage)| !matches!(passage.kind, BlockKind::TableCell { .. }))
        // Another roll, which grants nothing, ends the one before it.
        .filter_map(|(number, passage)| Some((number, Roll::of(passage.span.of(&text.text))?)))
        .collect();
    let above = |passage: usize| {
        let before = headings.partition_point(|(number, _)| *number < passage);
        headings[..before].last().map(|(_, roll)| roll)
    };
    let bearer = |mention: &LinkedMention| {
        let bears = matches!(mention.mention.kind, EntityType::Company | EntityType::Park);
        if bears && !mention.mention.nested { meaning(mention, gazetteer) } else { None }
    };
    let mut grant = |bearer: &EntityRef, honours: &[Object], evidence: NormalizedSpan| {
        for honour in honours.iter().filter(|honour| bears(bearer, honour)) {
            out.push(Statement {
                subject: bearer.clone(),
                predicate: Predicate::Awarded,
                object: honour.clone(),
                rule: "awarded-roll".to_owned(),
                confidence: 0.8,
                directness: Directness::Words,
                aimed: false,
                reached: None,
                evidence,
            });
        }
    };
    for table in tables {
        let first = table.rows.first().and_then(|row| row.first());
        let roll = first.and_then(|cell| above(cell.passage)).unwrap_or(&Roll::Names);
        let titles = table.header.iter().filter(|head| head.tells == Some(Column::Honour));
        let mut titles = titles.map(|head| head.cell.span.of(&text.text));
        if matches!(roll, Roll::NotGranted) || titles.any(|title| WORDS.not_granted.are_in(title)) {
            continue;
        }
        for record in table.records(&text.text) {
            let Some(row) = record.span().filter(|_| record.of_column(Column::Project).next().is_none())
            else {
                continue;
            };
            let own: Vec<Object> =
                record.of_column(Column::Honour).flat_map(|cell| in_cell(cell.of(&text.text))).collect();
            // The park of a row with a firm is where that is.
            let firm = record.of_column(Column::Company).next().is_some();
            let column = if firm { Column::Company } else { Column::Park };
            for cell in record.of_column(column) {
                let (honours, evidence) =
                    if own.is_empty() { (roll.honours(), cell) } else { (own.as_slice(), row) };
                within(mentions, cell)
                    .filter_map(bearer)
                    .for_each(|bearer| grant(&bearer, honours, evidence));
            }
        }
    }
    for (number, passage) in text.passages.iter().enumerate() {
        let honours = above(number).map(Roll::honours).unwrap_or_default();
        let is_entry = || names_only(passage.span, &text.text, mentions);
        if honours.is_empty() || !is_line(passage.kind) || !is_entry() {
            continue;
        }
        let named = within(mentions, passage.span).filter_map(bearer);
        named.for_each(|bearer| grant(&bearer, honours, passage.span));
    }
}

fn is_line(kind: BlockKind) -> bool {
    matches!(kind, BlockKind::Paragraph | BlockKind::ListItem | BlockKind::Heading(_))
}

/// Whether a line is nothing but names, with its number, and with more about them in brackets: 1.甲公司(乙县).
fn names_only(line: NormalizedSpan, text: &str, mentions: &[LinkedMention]) -> bool {
    let mut at = line.start + numbered_mark(line.of(text)).unwrap_or(0);
    let mut depth = 0_usize;
    let mut is_separator = |words: &str| {
        words.chars().all(|c| {
            match c {
                '(' => depth += 1,
                ')' => depth = depth.saturating_sub(1),
                _ => return depth > 0 || matches!(c, '、' | ' ' | ';' | '。') || c.is_ascii_digit(),
            }
            true
        })
    };
    for mention in within(mentions, line).filter(|mention| !mention.mention.nested) {
        let span = mention.mention.span;
        if span.start < at || !is_separator(&text[at..span.start]) {
            return false;
        }
        at = span.end;
    }
    at > line.start && is_separator(&text[at..line.end])
}

/// What the heading of a roll grants, or the sentence that leads to one.
fn granted(line: &str) -> Option<Vec<Object>> {
    if WORDS.not_granted.are_in(line) {
        return None;
    }
    if line.len() > HEADING {
        // 经甲审核……,认定以下企业为乙:
        let last = line.strip_suffix(':')?.rsplit(['。', ';']).next()?;
        return following(last);
    }
    following(line.trim_end_matches(':')).or_else(|| titled(line))
}

/// What a cell below 荣誉称号 grants: 省级绿色工厂;国家高新技术企业.
fn in_cell(words: &str) -> impl Iterator<Item = Object> {
    words.split([';', ',', '\n']).map(str::trim).filter(|words| is_honour(words)).flat_map(honours)
}

/// Whether a line is the title of a roll: 重点企业名单(共5家), (二)重点企业名单.
fn is_roll(line: &str) -> bool {
    let line = &line[numbered_mark(line).unwrap_or(0)..];
    let bare = line.split('(').next().unwrap_or(line);
    line.len() <= HEADING && WORDS.roll.end(bare.trim_end_matches(':'))
}

/// Whether the title of a roll names nothing of its own: 第三次监测合格名单, 附件:名单. It is that of what stands above.
fn is_of_above(line: &str) -> bool {
    let Some(mut words) = WORDS.roll.without_suffix(line.trim_end_matches(':')) else { return false };
    while let Some(shorter) = WORDS.stage.without_suffix(words).or_else(|| WORDS.lead.without_suffix(words)) {
        words = shorter;
    }
    let words = words.trim_start_matches("附件").trim_start_matches(|c: char| {
        c.is_ascii_digit() || is_counting(c) || matches!(c, ':' | '第' | '次' | '批' | '企' | '业')
    });
    words.is_empty()
}

/// 认定以下企业为|省级绿色工厂
fn following(line: &str) -> Option<Vec<Object>> {
    let (at, word, ()) = WORDS.following.last(line, |_, _| true)?;
    let behind = &line[at + word.len()..];
    let honour = &behind[behind.find('为')? + '为'.len_utf8()..];
    is_honour(honour).then(|| honours(honour).collect())
}

/// 关于公布2023年度|甲省绿色工厂|名单的通知
fn titled(line: &str) -> Option<Vec<Object>> {
    let (at, ..) = WORDS.roll.last(line, |_, _| true)?;
    let mut words = &line[..at];
    while let Some(shorter) = WORDS.stage.without_suffix(words) {
        words = shorter;
    }
    // 公布|甲省绿色工厂: a province may begin anywhere, a rank is a word.
    let begins = |at: usize| {
        let words = &words[at..];
        at == 0
            || WORDS.lead.end(&line[..at])
            || honour::WORDS.rank.begin(words)
            || words.starts_with(['第', '2'])
    };
    let mut starts = words.char_indices().map(|(at, _)| at).filter(|at| begins(*at));
    let honour = starts.find_map(|at| is_honour(&words[at..]).then_some(&words[at..]))?;
    Some(honours(honour).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rolls_that_grant_nothing() {
        for (line, names) in [
            ("(二)重点企业名单(共5家)", Some(true)),
            ("2023年拟认定省级绿色工厂名单", Some(false)),
            ("关于撤销省级绿色工厂名单的通知", Some(false)),
            ("公司获评省级绿色工厂。", None),
        ] {
            let found = Roll::of(line).map(|roll| match roll {
                Roll::Names => true,
                Roll::NotGranted => false,
                Roll::Grants(_) => panic!("{line}"),
            });
            assert_eq!(found, names, "{line}");
        }
    }

    #[test]
    fn headings_tell_what_is_granted() {
        let cases: [(&str, Option<&[&str]>); 10] = [
            ("关于公布2023年度山东省绿色工厂名单的通知", Some(&["2023年度山东省绿色工厂"])),
            ("第五批国家级专精特新“小巨人”企业公示名单(共3家)", Some(&["第五批国家级专精特新“小巨人”企业"])),
            ("关于公示山东省绿色工厂名单的公告", Some(&["山东省绿色工厂"])),
            ("省级示范物流园名单", Some(&["省级示范物流园"])),
            ("经审核,认定以下企业为省级绿色工厂:", Some(&["省级绿色工厂"])),
            ("关于撤销省级绿色工厂名单的通知", None),
            ("全县重点项目名单", None),
            ("昌乐县规模以上工业企业名单", None),
            ("公司被认定为省级绿色工厂。", None),
            ("", None),
        ];
        for (line, expected) in cases {
            let found = granted(line).map(|honours| {
                let value = |honour| match honour {
                    Object::Literal { value } => value,
                    Object::Entity(entity) => entity.label.to_string(),
                };
                honours.into_iter().map(value).collect::<Vec<_>>()
            });
            let expected = expected.map(|names| names.iter().map(|name| (*name).to_owned()).collect());
            assert_eq!(found, expected, "{line}");
        }
    }
}
