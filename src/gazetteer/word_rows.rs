//! The rows of `common_words.csv` and `guards.csv`.

use std::borrow::Cow;

use super::common::CommonWord;
use super::guard::{Guard, GuardAction};
use super::load::Normalize;
use super::report::Reporter;
use super::rows::{Expected, Position, bad_cell};
use super::table::{self, Column};
use super::{SourceFile, WordClass};

const A_WORD: Expected = Expected::new("a word", "词");
const A_TAG: Expected =
    Expected::new("a tag such as n, v, a, d, m, nz, vn", "n、v、a、d、m、nz、vn 等词性标记");
const ACTIONS: Expected = Expected::words("refuse|require");

const WORD: Column = Column::required(0, "word");
const POS: Column = Column::required(1, "pos");
const WORD_NOTE: Column = Column::optional(2, "note");
const COMMON_COLUMNS: [Column; 3] = [WORD, POS, WORD_NOTE];

/// Reads `common_words.csv`.
pub(super) fn common_words(
    file: &SourceFile,
    normalize: Normalize<'_>,
    reporter: &mut Reporter<'_>,
    words: &mut Vec<CommonWord>,
) {
    table::read(file, &COMMON_COLUMNS, reporter, |row, reporter| {
        let word = normalize(row.cell(WORD));
        let class = WordClass::of_tag(row.cell(POS));
        if word.trim().is_empty() {
            bad_cell(row, WORD, A_WORD, reporter);
        }
        match class {
            None => bad_cell(row, POS, A_TAG, reporter),
            Some(class) if !word.trim().is_empty() => words.push(CommonWord { word, class }),
            Some(_) => {}
        }
    });
}

/// A row of `guards.csv` with its two examples, which only the check reads.
pub(super) struct GuardRow<'a> {
    pub(super) at: Position,
    pub(super) guard: Guard,
    pub(super) example: Cow<'a, str>,
    pub(super) counter_example: Cow<'a, str>,
}

const GUARD_WORD: Column = Column::required(0, "word");
const LEFT: Column = Column::required(1, "left");
const RIGHT: Column = Column::required(2, "right");
const ACTION: Column = Column::required(3, "action");
const REASON: Column = Column::optional(4, "reason");
pub(super) const EXAMPLE: Column = Column::optional(5, "example");
pub(super) const COUNTER_EXAMPLE: Column = Column::optional(6, "counter_example");
const GUARD_COLUMNS: [Column; 7] = [GUARD_WORD, LEFT, RIGHT, ACTION, REASON, EXAMPLE, COUNTER_EXAMPLE];

/// Reads `guards.csv`.
pub(super) fn guards<'a>(
    file: &'a SourceFile,
    number: usize,
    normalize: Normalize<'_>,
    reporter: &mut Reporter<'_>,
    rows: &mut Vec<GuardRow<'a>>,
) {
    table::read(file, &GUARD_COLUMNS, reporter, |row, reporter| {
        let word = normalize(row.cell(GUARD_WORD));
        let action = match row.cell(ACTION) {
            "refuse" => Some(GuardAction::Refuse),
            "require" => Some(GuardAction::Require),
            _ => None,
        };
        if word.trim().is_empty() {
            bad_cell(row, GUARD_WORD, A_WORD, reporter);
        }
        if action.is_none() {
            bad_cell(row, ACTION, ACTIONS, reporter);
        }
        let literals = |column: Column| {
            row.cell(column).split('|').map(normalize).filter(|text| !text.is_empty()).collect::<Vec<_>>()
        };
        let (left, right) = (literals(LEFT), literals(RIGHT));
        if let (false, Some(action)) = (word.trim().is_empty(), action) {
            rows.push(GuardRow {
                at: Position { file: number, line: row.line },
                guard: Guard { word, left, right, action, reason: row.cell(REASON).to_owned() },
                example: row.keep(EXAMPLE),
                counter_example: row.keep(COUNTER_EXAMPLE),
            });
        }
    });
}
