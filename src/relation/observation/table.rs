//! Tables: the header names the indicator, the year or the unit, the first cells of a row the subject.

use super::frame::Frames;
use super::indicator::cut;
use super::measure::amount;
use super::name::is_built;
use super::rules::Of;
use super::subject::Subjects;
use super::tense;
use super::{Figure, Source};
use crate::entity::EntityType;
use crate::extraction::{EntityRef, Modality, Unit};
use crate::linking::{begun_before, within};
use crate::mention::table::{Cell, Head, Table};
use crate::relation::reference::meaning;
use crate::relation::table::stage;
use crate::text::word_list::word_lists;
use crate::text::{Classifier, Measure, NormalizedSpan, Period, PeriodUse, periods};
use rust_decimal::Decimal;

word_lists! {
    static WORDS: ObservationTableWords = "observation_table.csv";
    /// Words of the header of a column of growth.
    growth,
    /// What ends the name of goods.
    goods_end,
    /// Columns that number or date the rows.
    no_indicator,
    /// Columns of units.
    unit_column,
    /// Rows that sum up.
    sum,
    /// Words of the headers of a table of works.
    column,
}

/// Reads the cells of `tables`, and returns those that it leaves to be read as sentences.
pub(super) fn read(
    source: Source<'_>,
    tables: &[Table],
    frames: &Frames,
    subjects: &Subjects<'_>,
    out: &mut Vec<Figure>,
) -> Vec<NormalizedSpan> {
    let mut left = Vec::new();
    for table in tables {
        // 单位:万元 in the line before.
        let before = table.caption.and_then(|at| source.text.passages.get(at));
        let caption = before
            .map(|passage| passage.span.of(&source.text.text))
            .filter(|words| words.contains("单位:") && words.len() <= 120)
            .unwrap_or_default();
        for cells in &table.rows {
            left.extend(row(source, frames, subjects, (&table.header, caption), cells, out));
        }
    }
    left
}

/// Whether a cell says something in sentences: 公司成立于2009年,年产值3亿元。
fn is_prose(words: &str) -> bool {
    words.contains('。') || words.contains(',') && words.chars().count() >= PROSE
}

/// How many characters the sentences of a cell have at least, where none ends.
const PROSE: usize = 20;

/// Reads a row below a header and a caption, and returns the cells that it leaves.
fn row(
    source: Source<'_>,
    frames: &Frames,
    subjects: &Subjects<'_>,
    (header, caption): (&[Head], &str),
    row: &[Cell],
    out: &mut Vec<Figure>,
) -> Vec<NormalizedSpan> {
    let mut left = Vec::new();
    let text = &source.text.text;
    let words = |cell: &Cell| cell.span.of(text);
    let titled = |cell: &Cell| {
        header.iter().find(|head| head.cell.column == cell.column).map_or("", |head| words(&head.cell))
    };
    // The first cell that names something: not the number of the row.
    let Some(first) =
        row.iter().find(|cell| !is_number(words(cell)) && !WORDS.no_indicator.has(titled(cell)))
    else {
        return left;
    };
    // 甲县 | 乙项目 | 3亿元: what a column of works names comes before where it is.
    let works =
        |cell: &&Cell| header.iter().any(|head| head.cell.column == cell.column && head.is_of_works());
    let mut in_order = row.iter().filter(works).chain(row);
    let named = in_order.find_map(|cell| Some((cell.column, subject(source, cell)?)));
    // 甲县工业总产值 names both what the row is of and what it says.
    let both =
        named.as_ref().filter(|(column, ..)| *column == first.column).map_or("", |(_, (_, rest))| *rest);
    let named = named.map(|(column, (entity, _))| (column, entity));
    let row_unit = row.iter().find(|cell| WORDS.unit_column.has(titled(cell))).map_or("", words);
    let stands = || !row.iter().any(|cell| tense::WORDS.future.are_in(words(cell)));
    // 主体工程完工,正在安装设备: not all of it.
    let done = |words: &str| is_built(words) && stage(words).is_none_or(|stage| stage != "construction");
    let built = || row.iter().any(|cell| done(words(cell)));
    for cell in row {
        if named.as_ref().is_some_and(|(column, _)| *column == cell.column) {
            // 甲公司产值3亿元,增长5%。: the cell itself tells of what it names.
            left.extend(is_prose(words(cell)).then_some(cell.span));
            continue;
        }
        let head = titled(cell);
        let label =
            if named.is_none() && cell.column > first.column { row_label(words(first)) } else { both };
        let Some((value, measure)) = value(source, words(cell), [head, label, row_unit, caption]) else {
            let works = |entity: &EntityRef| {
                is_work(entity.kind) || entity.kind == EntityType::Park && lists_works(source, header)
            };
            // 甲公司 | 甲公司二期工程总投资3亿元,……: of a row about no work, what the cell itself begins with.
            let of_row = named.as_ref().map(|(_, entity)| entity.clone()).filter(works);
            let entity = of_row.or_else(|| work_at(source, cell.span.start));
            match entity {
                Some(entity) => progress(source, frames, &entity, cell, head, out),
                None if is_prose(words(cell)) => left.push(cell.span),
                None => {}
            }
            continue;
        };
        let own_time = [head, label].iter().find_map(|words| time(words, frames));
        let head_is_time = time_only(head, frames);
        let indicator = bare(if head_is_time && !label.is_empty() {
            label
        } else if label.is_empty() {
            head
        } else {
            label
        });
        if indicator.is_empty() || WORDS.no_indicator.has(indicator) {
            continue;
        }
        let unit = match measure {
            Measure::Count(Classifier::Household | Classifier::Enterprise) => Unit::Enterprise,
            Measure::Count(Classifier::General) if indicator.contains("项目") => Unit::Project,
            measure => match amount(measure) {
                Some(unit) => unit,
                None => continue,
            },
        };
        let nature = source.rules.nature(indicator);
        let of = nature.map_or(Of::Any, |nature| nature.of);
        let found = named.as_ref().map(|(_, entity)| entity.clone()).filter(|entity| of.admits(entity.kind));
        let explicit = found.is_some();
        let Some(subject) = found.or_else(|| {
            subjects.scope(cell.passage, if matches!(of, Of::Firm | Of::Company) { Of::Any } else { of })
        }) else {
            continue;
        };
        let works = is_work(subject.kind) || subject.kind == EntityType::Park && lists_works(source, header);
        let design = nature.is_some_and(|nature| nature.design) && works;
        let growth = (WORDS.growth.are_in(indicator) || WORDS.growth.are_in(head)) && unit == Unit::Percent;
        let modality = if let Some(modality) = source.rules.last_modality(head) {
            modality
        } else if design && !(built() || subject.kind == EntityType::Infrastructure && stands()) {
            Modality::Planned
        } else {
            frames.of(cell.passage).modality.unwrap_or(Modality::Actual)
        };
        // The cell, and what says what it is: its column and its row.
        let head = header.iter().map(|head| &head.cell).find(|head| head.column == cell.column);
        let titles = [head, Some(first)];
        let mut evidence = vec![cell.span];
        evidence
            .extend(titles.into_iter().flatten().map(|title| title.span).filter(|span| *span != cell.span));
        out.push(Figure {
            subject,
            indicator: without_time(indicator, frames).to_owned(),
            value,
            unit,
            period: if design { own_time } else { own_time.or(frames.of(cell.passage).period) },
            modality,
            change: growth.then_some(crate::extraction::Change::Growth),
            rule: "table",
            confidence: if explicit { 0.85 } else { 0.75 },
            evidence,
        });
    }
    left
}

/// The figures of a cell in words, below `head`: 主体完成60%,累计投资3亿元; of what is to be built, 新建厂房4万平方米,
/// and of what it is to yield, 年利税3000万元.
fn progress(
    source: Source<'_>,
    frames: &Frames,
    subject: &EntityRef,
    cell: &Cell,
    head: &str,
    out: &mut Vec<Figure>,
) {
    let designed = ["规模", "内容", "效益"].iter().any(|word| head.contains(word));
    let words = cell.span.of(&source.text.text);
    for quantity in source.rules.units.quantities(words) {
        let before = &words[..quantity.span.start];
        let indicator = match before.ends_with('产') {
            true => goods_behind(&words[quantity.span.end..]),
            false => before.rsplit([',', ';', '、', '。', ':']).next().map(cut).unwrap_or_default(),
        };
        // 总投资 | 4.6亿元,2024年计划投资2亿元
        let indicator = without_time(if before.is_empty() { bare(head) } else { indicator }, frames);
        let designed = designed || source.rules.nature(indicator).is_some_and(|nature| nature.design);
        let Some(unit) = amount(quantity.measure).filter(|_| !indicator.is_empty()) else { continue };
        let usual = if designed { Modality::Planned } else { Modality::Actual };
        let modality = source.rules.last_modality(before).unwrap_or(usual);
        let framed = frames.of(cell.passage).period.filter(|_| !designed);
        out.push(Figure {
            subject: subject.clone(),
            indicator: indicator.to_owned(),
            value: quantity.value,
            unit,
            period: time(before, frames).or(framed),
            modality,
            change: None,
            rule: "table",
            confidence: 0.8,
            evidence: vec![cell.span],
        });
    }
}

fn is_work(kind: EntityType) -> bool {
    matches!(kind, EntityType::Project | EntityType::Infrastructure)
}

/// The work whose name begins at `position`.
fn work_at(source: Source<'_>, position: usize) -> Option<EntityRef> {
    let from = begun_before(source.mentions, position);
    let found = source.mentions.get(from)?;
    (found.mention.span.start == position && !found.mention.nested && is_work(found.mention.kind))
        .then(|| meaning(found, source.gazetteer))
        .flatten()
}

/// The goods whose amount stands before them: 年产5万吨|有机硅|生产线.
fn goods_behind(words: &str) -> &str {
    let end = WORDS.goods_end.first(words).map_or(words.len(), |(at, ..)| at);
    let goods = &words[..end];
    if (2..=10).contains(&goods.chars().count()) { goods } else { "" }
}

/// What a cell names, and the words behind it when it is a place with an indicator.
fn subject<'a>(source: Source<'a>, cell: &Cell) -> Option<(EntityRef, &'a str)> {
    let found = within(source.mentions, cell.span).find(|mention| {
        use EntityType::{Company, Infrastructure, Park, Place, Project};
        !mention.mention.nested
            && matches!(mention.mention.kind, Project | Infrastructure | Company | Park | Place)
    })?;
    let rest = &source.text.text[found.mention.span.end..cell.span.end];
    let place = found.mention.kind == EntityType::Place && found.mention.span.start == cell.span.start;
    let rest = if place && !rest.starts_with(['、', '(', ',']) { rest } else { "" };
    Some((meaning(found, source.gazetteer)?, rest))
}

/// What a row says by its first cell; sums are named by their columns.
fn row_label(words: &str) -> &str {
    let words = ["其中:", "其中", "一、", "二、", "三、", "四、", "五、", "#"]
        .iter()
        .find_map(|word| words.strip_prefix(word))
        .unwrap_or(words);
    if WORDS.sum.has(words) { "" } else { words }
}

fn is_number(words: &str) -> bool {
    !words.is_empty() && words.chars().all(|c| c.is_ascii_digit() || c == '.')
}

/// The value of a cell with its measure: with its own unit, or with the first that `places` name: its column,
/// its row, the cell of its row that names units, the caption.
fn value(source: Source<'_>, cell: &str, places: [&str; 4]) -> Option<(Decimal, Measure)> {
    let units = &source.rules.units;
    if let [quantity] = units.quantities(cell).as_slice() {
        return (quantity.span.start <= "约".len()).then_some((quantity.value, quantity.measure));
    }
    let number: Decimal = cell.replace(',', "").parse().ok()?;
    let [head, label, row_unit, caption] = places;
    let (measure, factor) = units
        .header(head)
        .or_else(|| units.header(label))
        .or_else(|| units.bare(row_unit))
        .or_else(|| units.header(caption))?;
    Some((number.checked_mul(factor)?, measure))
}

fn time(words: &str, frames: &Frames) -> Option<Period> {
    periods(words, frames.anchor)
        .iter()
        .find(|found| found.used == PeriodUse::Time)
        .and_then(|found| found.period)
}

fn time_only(words: &str, frames: &Frames) -> bool {
    periods(words, frames.anchor).first().is_some_and(|found| bare(words).len() <= found.span.len())
}

/// Whether the rows of a table are works, to be built or under construction.
fn lists_works(source: Source<'_>, header: &[Head]) -> bool {
    let named = |head: &&Head| {
        let words = head.cell.span.of(&source.text.text);
        WORDS.column.are_in(words)
    };
    header.iter().filter(named).count() > 1
}

/// `indicator` without the time that it begins with: 2025年|计划投资.
fn without_time<'t>(indicator: &'t str, frames: &Frames) -> &'t str {
    let found = periods(indicator, frames.anchor);
    let time = found.first().filter(|time| time.span.start == 0 && time.used == PeriodUse::Time);
    let rest = time.map_or(indicator, |time| indicator[time.span.end..].trim_start_matches(['度', '的']));
    if rest.is_empty() { indicator } else { rest }
}

/// A header without its unit.
fn bare(words: &str) -> &str {
    words.split(['(', '/', ':']).next().unwrap_or(words).trim()
}
