//! The rows of the tables, read but not yet tied to each other.

use std::borrow::Cow;
use std::str::FromStr;
use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::period::Period;
use super::report::Reporter;
use super::table::{self, Column, Row};
use super::{AliasKind, SourceFile, Validity};
use crate::entity::{DivisionCode, EntityId, EntityType, PlaceLevel};

/// A row of `entities/*.csv`; references are still texts.
pub(super) struct EntityRow<'a> {
    pub(super) at: Position,
    pub(super) id: EntityId,
    pub(super) kind: EntityType,
    pub(super) name: Cow<'a, str>,
    pub(super) name_en: Option<String>,
    pub(super) level: Option<PlaceLevel>,
    pub(super) code: Option<DivisionCode>,
    pub(super) parent: Cow<'a, str>,
    /// Identifiers separated by `|`.
    pub(super) places: Cow<'a, str>,
    pub(super) validity: Validity,
    pub(super) successor: Cow<'a, str>,
    pub(super) source: Arc<str>,
}

/// A row of `aliases/*.csv`.
pub(super) struct AliasRow<'a> {
    pub(super) at: Position,
    pub(super) alias: Cow<'a, str>,
    pub(super) entity: Cow<'a, str>,
    pub(super) kind: AliasKind,
}

/// Where a row is: the number of its file and its line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Position {
    pub(super) file: usize,
    pub(super) line: u64,
}

/// The values of the `source` columns, each with its first use and the number of uses.
#[derive(Default)]
pub(super) struct SourceKeys {
    uses: FxHashMap<Arc<str>, (Position, u64)>,
}

impl SourceKeys {
    fn intern(&mut self, key: &str, at: Position) -> Arc<str> {
        if let Some((known, _)) = self.uses.get_key_value(key) {
            let known = Arc::clone(known);
            if let Some((_, count)) = self.uses.get_mut(key) {
                *count += 1;
            }
            return known;
        }
        let key: Arc<str> = key.into();
        self.uses.insert(Arc::clone(&key), (at, 1));
        key
    }

    /// All keys with first use and number of uses, sorted by key.
    pub(super) fn sorted(&self) -> Vec<(&str, Position, u64)> {
        let mut keys: Vec<_> = self.uses.iter().map(|(key, (at, count))| (&**key, *at, *count)).collect();
        keys.sort_unstable();
        keys
    }
}

const ID: Column = Column::required(0, "id");
const NAME: Column = Column::required(1, "name");
const NAME_EN: Column = Column::optional(2, "name_en");
const LEVEL: Column = Column::optional(3, "level");
const CODE: Column = Column::optional(4, "code");
const PARENT: Column = Column::optional(5, "parent");
const PLACE: Column = Column::optional(6, "place");
const VALID_FROM: Column = Column::optional(7, "valid_from");
const VALID_UNTIL: Column = Column::optional(8, "valid_until");
const SUCCESSOR: Column = Column::optional(9, "successor");
const NOTE: Column = Column::optional(10, "note");
const SOURCE: Column = Column::optional(11, "source");
const ENTITY_COLUMNS: [Column; 12] =
    [ID, NAME, NAME_EN, LEVEL, CODE, PARENT, PLACE, VALID_FROM, VALID_UNTIL, SUCCESSOR, NOTE, SOURCE];

const IDENTIFIER: Expected = Expected::new(
    "<type>/<key> with a type of place|company|park|project|infrastructure|organization|industry|product",
    "<类型>/<名称>，类型为 place|company|park|project|infrastructure|organization|industry|product",
);
const A_NAME: Expected = Expected::new("a name that is not blank", "非空白的名称");
const LEVELS: Expected = Expected::words("country|province|prefecture|county|township|village|city|feature");
const DIGITS: Expected = Expected::new("six or nine digits", "六位或九位数字");
const A_DATE: Expected = Expected::words("YYYY-MM-DD|YYYY-MM|YYYY");
const KINDS: Expected = Expected::words("short|former|abbreviation|variant");

/// Reads a table of entities.
pub(super) fn entities<'a>(
    file: &'a SourceFile,
    number: usize,
    keys: &mut SourceKeys,
    reporter: &mut Reporter<'_>,
    rows: &mut Vec<EntityRow<'a>>,
) {
    table::read(file, &ENTITY_COLUMNS, reporter, |row, reporter| {
        if let Some(entity) = entity(row, number, keys, reporter) {
            rows.push(entity);
        }
    });
}

fn entity<'a>(
    row: &Row<'a>,
    file: usize,
    keys: &mut SourceKeys,
    reporter: &mut Reporter<'_>,
) -> Option<EntityRow<'a>> {
    let at = Position { file, line: row.line };
    let id = match EntityId::parse(row.cell(ID)) {
        // A bar separates identifiers in the column `place`.
        Ok(id) if !id.as_str().contains('|') => Some(id),
        _ => {
            bad_cell(row, ID, IDENTIFIER, reporter);
            None
        }
    };
    let name = row.keep(NAME);
    if name.is_empty() {
        bad_cell(row, NAME, A_NAME, reporter);
    }
    let level = parsed::<PlaceLevel>(row, LEVEL, LEVELS, reporter);
    let code = parsed::<DivisionCode>(row, CODE, DIGITS, reporter);
    let from = parsed::<Period>(row, VALID_FROM, A_DATE, reporter);
    let until = parsed::<Period>(row, VALID_UNTIL, A_DATE, reporter);
    // Every cell has been looked at by now, so one run reports all problems of the row.
    let (id, level, code, from, until) = (id?, level.ok()?, code.ok()?, from.ok()?, until.ok()?);
    if name.is_empty() {
        return None;
    }
    let kind = id.as_str().split_once('/').and_then(|(kind, _)| kind.parse().ok())?;
    if kind == EntityType::Place && level.is_none() {
        bad_cell(row, LEVEL, LEVELS, reporter);
        return None;
    }
    let name_en = row.cell(NAME_EN);
    Some(EntityRow {
        at,
        id,
        kind,
        name,
        name_en: (!name_en.is_empty()).then(|| name_en.to_owned()),
        level,
        code,
        parent: row.keep(PARENT),
        places: row.keep(PLACE),
        // Of a change known by its year alone, both sides hold for the whole year.
        validity: Validity { from: from.map(|period| period.first), until: until.map(|period| period.last) },
        successor: row.keep(SUCCESSOR),
        source: keys.intern(row.cell(SOURCE), at),
    })
}

/// The value of an optional cell; `Err` after a report.
fn parsed<T: FromStr>(
    row: &Row<'_>,
    column: Column,
    expected: Expected,
    reporter: &mut Reporter<'_>,
) -> Result<Option<T>, ()> {
    match row.cell(column) {
        "" => Ok(None),
        cell => cell.parse().map(Some).map_err(|_| bad_cell(row, column, expected, reporter)),
    }
}

/// What a cell should have held.
#[derive(Clone, Copy)]
pub(super) struct Expected {
    en: &'static str,
    zh: &'static str,
}

impl Expected {
    pub(super) const fn new(en: &'static str, zh: &'static str) -> Self {
        Self { en, zh }
    }

    /// Words of the file format, which are the same in both languages.
    pub(super) const fn words(words: &'static str) -> Self {
        Self::new(words, words)
    }
}

pub(super) fn bad_cell(row: &Row<'_>, column: Column, expected: Expected, reporter: &mut Reporter<'_>) {
    let cell = row.cell(column);
    let Expected { en, zh } = expected;
    reporter.error(
        Some(row.line),
        Some(column.name),
        format!("{cell:?} is not valid here; expected {en}. The row is left out"),
        format!("{cell:?} 无效；应为 {zh}。此行未被采用"),
    );
}

const ALIAS: Column = Column::required(0, "alias");
const ENTITY: Column = Column::required(1, "entity");
const KIND: Column = Column::required(2, "kind");
const ALIAS_SOURCE: Column = Column::optional(3, "source");
const ALIAS_NOTE: Column = Column::optional(4, "note");
const ALIAS_COLUMNS: [Column; 5] = [ALIAS, ENTITY, KIND, ALIAS_SOURCE, ALIAS_NOTE];

/// Reads a table of aliases.
pub(super) fn aliases<'a>(
    file: &'a SourceFile,
    number: usize,
    keys: &mut SourceKeys,
    reporter: &mut Reporter<'_>,
    rows: &mut Vec<AliasRow<'a>>,
) {
    table::read(file, &ALIAS_COLUMNS, reporter, |row, reporter| {
        let at = Position { file: number, line: row.line };
        let alias = row.keep(ALIAS);
        if alias.is_empty() {
            bad_cell(row, ALIAS, A_NAME, reporter);
        }
        let entity = row.keep(ENTITY);
        if entity.is_empty() {
            bad_cell(row, ENTITY, IDENTIFIER, reporter);
        }
        // `official` is the entity's own name, which only its row may give.
        let kind = row.cell(KIND).parse().ok().filter(|kind| *kind != AliasKind::Official);
        if kind.is_none() {
            bad_cell(row, KIND, KINDS, reporter);
        }
        keys.intern(row.cell(ALIAS_SOURCE), at);
        if let (false, false, Some(kind)) = (alias.is_empty(), entity.is_empty(), kind) {
            rows.push(AliasRow { at, alias, entity, kind });
        }
    });
}
