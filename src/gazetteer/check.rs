//! What a person who writes the dictionary should know, beyond the rows that can't be used.

use rustc_hash::FxHashSet;
use serde::Serialize;

use super::load::{self, Files, Loaded, Normalize};
use super::rows::Position;
use super::table::Column;
use super::word_rows::{COUNTER_EXAMPLE, EXAMPLE, GuardRow};
use super::{AliasKind, EntityIndex, FileRole, Form, Gazetteer, GazetteerSource, GuardAction, provenance};
use crate::diagnostic::{Diagnostic, Severity};
use crate::entity::{EntityType, PlaceLevel};

/// The result of [`check`].
#[derive(Clone, Debug, Default)]
pub struct CheckReport {
    /// All problems, by file and line.
    pub diagnostics: Vec<Diagnostic>,
    /// What was looked at.
    pub counts: CheckCounts,
}

/// Numbers of a check.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct CheckCounts {
    /// Files read.
    pub files: usize,
    /// Entities in use.
    pub entities: usize,
    /// Texts that name something.
    pub forms: usize,
    /// Names and aliases in use.
    pub aliases: usize,
    /// Guards in use.
    pub guards: usize,
    /// Guards of words that are no form of this gazetteer.
    pub idle_guards: usize,
    /// Common words in use.
    pub common_words: usize,
    /// Words of the lexicon.
    pub lexicon_words: usize,
    /// Forms whose several meanings are all places: expected, so they are not listed.
    pub place_homonyms: usize,
    /// Forms that mean several entities, not all of them places; each is listed as a warning.
    pub collisions: usize,
    /// Rows that were left out.
    pub errors: usize,
    /// Rows that a person should look at.
    pub warnings: usize,
}

/// Loads `sources` and reports everything that is wrong or doubtful in them.
pub fn check(sources: &[GazetteerSource], normalize: impl Fn(&str) -> String) -> CheckReport {
    let mut diagnostics = Vec::new();
    let files = Files::of(sources, &mut diagnostics);
    let loaded = load::load(&files, &normalize, &mut diagnostics);
    let mut counts = CheckCounts {
        files: files.files.len(),
        entities: loaded.gazetteer.entities().len(),
        forms: loaded.gazetteer.forms().len(),
        aliases: loaded.name_rows.len(),
        guards: loaded.gazetteer.guards().iter().count(),
        common_words: loaded.gazetteer.common_words().iter().count(),
        lexicon_words: loaded.gazetteer.lexicon().len(),
        ..CheckCounts::default()
    };
    let mut check = Check { files: &files, normalize: &normalize, diagnostics };
    check.entities(&loaded);
    check.forms(&loaded, &mut counts);
    check.guards(&loaded.gazetteer, &loaded.guards, &mut counts);
    check.sources(&loaded);
    let mut diagnostics = check.diagnostics;
    // By file in the order of loading, then line; messages about no line come first.
    let order = |name: &str| files.files.iter().position(|(_, file)| &*file.name == name);
    diagnostics.sort_by_cached_key(|diagnostic| (order(&diagnostic.file), diagnostic.line));
    counts.errors = diagnostics.iter().filter(|diagnostic| diagnostic.severity == Severity::Error).count();
    counts.warnings = diagnostics.len() - counts.errors;
    CheckReport { diagnostics, counts }
}

struct Check<'c> {
    files: &'c Files,
    normalize: Normalize<'c>,
    diagnostics: Vec<Diagnostic>,
}

impl Check<'_> {
    fn warn(&mut self, at: Position, column: &'static str, en: String, zh: String) {
        self.files.reporter(at.file, &mut self.diagnostics).warning(Some(at.line), Some(column), en, zh);
    }

    fn entities(&mut self, loaded: &Loaded<'_>) {
        let gazetteer = &loaded.gazetteer;
        for ((at, entity), row) in gazetteer.entities().zip(&loaded.positions) {
            if let Some(odd) = odd_character(&entity.name) {
                self.warn(
                    *row,
                    "name",
                    format!("the name holds the invisible character {:?}; delete it", odd),
                    format!("名称中有不可见字符 {odd:?}；请删除"),
                );
            }
            if let Some(standard) = self.standard(&entity.name) {
                self.warn(
                    *row,
                    "name",
                    format!(
                        "the standard characters are {standard:?}; write those, unless the name is officially so (texts match either way)"
                    ),
                    format!("规范写法为 {standard:?}；除非官方名称如此，请改用规范字（两种写法都能匹配）"),
                );
            }
            if let (Some(from), Some(until)) = (entity.validity.from, entity.validity.until)
                && until < from
            {
                self.warn(
                    *row,
                    "valid_until",
                    format!("ends on {until}, before it begins on {from}; correct one of the dates"),
                    format!("终止日 {until} 早于起始日 {from}；请更正"),
                );
            }
            if entity.kind == EntityType::Place {
                self.place(gazetteer, at, *row);
            } else if entity.level.is_some() || entity.code.is_some() {
                self.warn(
                    *row,
                    "level",
                    format!("level and code are for places, this is a {}; empty them", entity.kind),
                    format!("级别和代码仅用于地点，此实体类型为 {}；请清空", entity.kind),
                );
            }
            for place in &entity.places {
                let place = gazetteer.entity(*place);
                if place.kind != EntityType::Place {
                    self.warn(
                        *row,
                        "place",
                        format!("{} is no place; name a place, or move it to the column parent", place.id),
                        format!("{} 不是地点；请改填地点，或移到 parent 列", place.id),
                    );
                }
            }
        }
    }

    /// The normalised name, when normalisation changes more than the width of signs and blanks,
    /// which names may have as their owners write them.
    fn standard(&self, name: &str) -> Option<String> {
        let narrow =
            |text: &str| -> String { text.chars().filter(|c| !c.is_whitespace()).map(narrow).collect() };
        let standard = (self.normalize)(name);
        (narrow(name) != narrow(&standard) && odd_character(name).is_none()).then_some(standard)
    }

    fn place(&mut self, gazetteer: &Gazetteer, at: EntityIndex, row: Position) {
        let entity = gazetteer.entity(at);
        let Some(parent) = entity.parent.map(|parent| gazetteer.entity(parent)) else { return };
        let (Some(level), Some(above)) = (entity.level, parent.level) else { return };
        if level.is_division() && (above >= level || !(above.is_division() || above == PlaceLevel::Country)) {
            self.warn(
                row,
                "parent",
                format!("a {level} can't be part of {}, which is a {above}; correct one of them", parent.id),
                format!("{level} 级不能隶属于 {above} 级的 {}；请更正", parent.id),
            );
        }
    }

    fn forms(&mut self, loaded: &Loaded<'_>, counts: &mut CheckCounts) {
        let gazetteer = &loaded.gazetteer;
        let mut rows = loaded.name_rows.iter();
        for (_, form) in gazetteer.forms() {
            let rows: Vec<Position> = rows.by_ref().take(form.aliases.len()).copied().collect();
            if form.is_ambiguous() {
                let places =
                    form.aliases.iter().all(|alias| gazetteer.entity(alias.entity).kind == EntityType::Place);
                if places {
                    counts.place_homonyms += 1;
                } else {
                    counts.collisions += 1;
                    self.collision(gazetteer, form, &rows);
                }
            }
            for (alias, row) in form.aliases.iter().zip(rows) {
                let single = form.text.chars().nth(1).is_none();
                // 滇 and 沪 are meant; anything else of one character matches inside other words.
                if single && !matches!(alias.kind, AliasKind::Abbreviation | AliasKind::Official) {
                    self.warn(
                        row,
                        "alias",
                        format!("{:?} has one character and would be found inside many words; delete it, or make it an abbreviation", form.text),
                        format!("{:?} 只有一个字，会在许多词中误匹配；请删除，或改为 abbreviation", form.text),
                    );
                }
            }
        }
    }

    /// Reports at the least formal meaning, which is the likeliest to be a mistake.
    fn collision(&mut self, gazetteer: &Gazetteer, form: &Form, rows: &[Position]) {
        let worst = form.aliases.iter().zip(rows).max_by_key(|(alias, row)| (alias.kind, **row));
        let Some((alias, at)) = worst else { return };
        let column = if alias.kind == AliasKind::Official { "name" } else { "alias" };
        let ids: Vec<&str> =
            form.aliases.iter().map(|alias| gazetteer.entity(alias.entity).id.as_str()).collect();
        let ids = ids.join(", ");
        self.warn(
            *at,
            column,
            format!(
                "{:?} means several entities: {ids}; keep it only if documents do use it for all of them",
                form.text
            ),
            format!("{:?} 同时指多个实体：{ids}；仅当文献确实如此使用时才保留", form.text),
        );
    }

    fn guards(&mut self, gazetteer: &Gazetteer, rows: &[GuardRow<'_>], counts: &mut CheckCounts) {
        for row in rows {
            let guard = &row.guard;
            // A guard may wait for an alias that only the user's gazetteer has: no fault.
            counts.idle_guards += usize::from(gazetteer.lookup(&guard.word).is_none());
            let unconditional = guard.left.is_empty() && guard.right.is_empty();
            if unconditional && guard.action == GuardAction::Require {
                self.warn(
                    row.at,
                    "left",
                    "the guard requires nothing; give the texts that must stand to the left or right"
                        .to_owned(),
                    "此守卫没有要求任何内容；请填写左侧或右侧必须出现的文字".to_owned(),
                );
            }
            if guard.reason.is_empty() {
                self.warn(row.at, "reason", "say why".to_owned(), "请填写理由".to_owned());
            }
            // The example shows the word when it is no name, the counter-example when it is one.
            let acts = guard.action == GuardAction::Refuse;
            self.example(row, EXAMPLE, &row.example, Some(acts));
            // One that always refuses leaves only longer names, which hold the word as well.
            self.example(row, COUNTER_EXAMPLE, &row.counter_example, (!unconditional).then_some(!acts));
        }
    }

    /// The sentence must contain the word and, when `matching` says, be matched by the guard or not.
    fn example(&mut self, row: &GuardRow<'_>, column: Column, text: &str, matching: Option<bool>) {
        let guard = &row.guard;
        let text = (self.normalize)(text);
        let mut found = text
            .match_indices(&guard.word)
            .map(|(at, word)| guard.matches(&text[..at], &text[at + word.len()..]))
            .peekable();
        if found.peek().is_none() {
            self.warn(
                row.at,
                column.name,
                format!("give a sentence that contains {:?}", guard.word),
                format!("请给出包含 {:?} 的句子", guard.word),
            );
        } else if matching.is_some_and(|expected| found.any(|matches| matches) != expected) {
            self.warn(
                row.at,
                column.name,
                format!("the guard treats {text:?} the other way round; correct the sentence, left or right"),
                format!("守卫对 {text:?} 的判断正好相反；请更正例句或左右文字"),
            );
        }
    }

    fn sources(&mut self, loaded: &Loaded<'_>) {
        let mut declared = FxHashSet::default();
        let mut any = false;
        for (_, file) in self.files.files.iter().filter(|(_, file)| file.role == FileRole::Sources) {
            any = true;
            let mut reporter = super::report::Reporter::new(&file.name, &mut self.diagnostics);
            declared.extend(provenance::declared(file, &mut reporter));
        }
        if !any {
            return;
        }
        for (key, at, uses) in loaded.keys.sorted() {
            if !key.is_empty() && !declared.contains(key) {
                self.warn(
                    at,
                    "source",
                    format!("{key:?} is not declared in sources.toml ({uses} rows use it); declare it there"),
                    format!("{key:?} 未在 sources.toml 中声明（{uses} 行使用）；请在其中声明"),
                );
            }
        }
    }
}

/// A control or formatting character, which nobody sees and which keeps a name from being found.
fn odd_character(text: &str) -> Option<char> {
    text.chars().find(|c| {
        c.is_control()
            || matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}' | '\u{fffd}')
    })
}

/// The ASCII sign that a full-width one stands for.
fn narrow(c: char) -> char {
    match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(c as u32 - 0xfee0).unwrap_or(c),
        _ => c,
    }
}
