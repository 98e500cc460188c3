//! The compiled dictionary.

use std::fmt;

use rustc_hash::FxHashMap;

use super::borders::Neighbours;
use super::common::CommonWords;
use super::guard::Guards;
use super::load::{self, Files};
use super::{Entity, EntityIndex, Form, FormIndex, GazetteerSource, Lexicon, Matcher};
use crate::diagnostic::Diagnostic;
use crate::entity::EntityId;

/// Entities, their names and places in each other, ordinary words and guards: loaded, checked and
/// compiled. Immutable; threads share it by reference.
pub struct Gazetteer {
    /// Sorted by identifier.
    entities: Vec<Entity>,
    /// The places of their identifiers: asked for each place of each statement.
    by_id: FxHashMap<EntityId, EntityIndex>,
    /// Sorted by text.
    forms: Vec<Form>,
    children: Children,
    matcher: Matcher,
    guards: Guards,
    common_words: CommonWords,
    lexicon: Lexicon,
    version: String,
    neighbours: Neighbours,
    /// The version of the boundaries.
    borders: Option<String>,
}

/// The parts of every entity: those of the entity at `i` are `list[starts[i]..starts[i + 1]]`.
struct Children {
    starts: Vec<usize>,
    list: Vec<EntityIndex>,
}

impl Children {
    fn of(entities: &[Entity]) -> Self {
        let mut pairs: Vec<(EntityIndex, EntityIndex)> = entities
            .iter()
            .enumerate()
            .filter_map(|(at, entity)| Some((entity.parent?, EntityIndex::new(at))))
            .collect();
        pairs.sort_unstable();
        let mut starts = vec![0; entities.len() + 1];
        for (parent, _) in &pairs {
            if let Some(count) = starts.get_mut(parent.get() + 1) {
                *count += 1;
            }
        }
        let mut sum = 0;
        for start in &mut starts {
            sum += *start;
            *start = sum;
        }
        Self { starts, list: pairs.into_iter().map(|(_, child)| child).collect() }
    }

    fn get(&self, parent: EntityIndex) -> &[EntityIndex] {
        let bounds = self.starts.get(parent.get()).zip(self.starts.get(parent.get() + 1));
        bounds.and_then(|(start, end)| self.list.get(*start..*end)).unwrap_or_default()
    }
}

impl Gazetteer {
    /// The dictionary that is compiled into the program. `normalize` must be the function that
    /// documents go through.
    pub fn builtin(normalize: impl Fn(&str) -> String) -> (Self, Vec<Diagnostic>) {
        Self::load(&[GazetteerSource::Builtin], normalize)
    }

    /// Loads `sources` in order: rows add up, and an entity of a later source replaces the one
    /// with the same identifier of an earlier source.
    ///
    /// Never fails: what can't be used is left out and reported, each row as an error with file,
    /// line and column.
    pub fn load(sources: &[GazetteerSource], normalize: impl Fn(&str) -> String) -> (Self, Vec<Diagnostic>) {
        let mut diagnostics = Vec::new();
        let files = Files::of(sources, &mut diagnostics);
        let loaded = load::load(&files, &normalize, &mut diagnostics);
        (loaded.gazetteer, diagnostics)
    }

    pub(super) fn new(
        entities: Vec<Entity>,
        forms: Vec<Form>,
        matcher: Matcher,
        guards: Guards,
        common_words: CommonWords,
        lexicon: Lexicon,
        version: String,
    ) -> Self {
        let children = Children::of(&entities);
        let by_id = entities
            .iter()
            .enumerate()
            .map(|(at, entity)| (entity.id.clone(), EntityIndex::new(at)))
            .collect();
        Self {
            entities,
            by_id,
            forms,
            children,
            matcher,
            guards,
            common_words,
            lexicon,
            version,
            neighbours: Neighbours::default(),
            borders: None,
        }
    }

    pub(super) fn set_neighbours(&mut self, neighbours: Neighbours, version: String) {
        (self.neighbours, self.borders) = (neighbours, Some(version));
    }

    /// All entities with their handles, sorted by identifier.
    pub fn entities(&self) -> impl ExactSizeIterator<Item = (EntityIndex, &Entity)> {
        self.entities.iter().enumerate().map(|(at, entity)| (EntityIndex::new(at), entity))
    }

    /// The entity with a handle of this gazetteer.
    ///
    /// # Panics
    ///
    /// When the handle comes from a larger gazetteer.
    #[must_use]
    pub fn entity(&self, index: EntityIndex) -> &Entity {
        &self.entities[index.get()]
    }

    /// The entity with an identifier.
    #[must_use]
    pub fn find(&self, id: &EntityId) -> Option<EntityIndex> {
        self.by_id.get(id).copied()
    }

    /// All forms with their handles, sorted by text.
    pub fn forms(&self) -> impl ExactSizeIterator<Item = (FormIndex, &Form)> {
        self.forms.iter().enumerate().map(|(at, form)| (FormIndex::new(at), form))
    }

    /// The form with a handle of this gazetteer.
    ///
    /// # Panics
    ///
    /// When the handle comes from a larger gazetteer.
    #[must_use]
    pub fn form(&self, index: FormIndex) -> &Form {
        &self.forms[index.get()]
    }

    /// The form with exactly this normalised text.
    #[must_use]
    pub fn lookup(&self, text: &str) -> Option<FormIndex> {
        self.matcher.get(text)
    }

    /// The entities that this normalised text names.
    pub fn named(&self, text: &str) -> impl Iterator<Item = EntityIndex> {
        let form = self.lookup(text).map(|form| self.form(form));
        form.into_iter().flat_map(|form| &form.aliases).map(|alias| alias.entity)
    }

    /// The parent of an entity, its parent, and so on; without the entity itself. Always ends.
    pub fn ancestors(&self, index: EntityIndex) -> impl Iterator<Item = EntityIndex> {
        std::iter::successors(self.entity(index).parent, |at| self.entity(*at).parent)
    }

    /// Whether an entity is `outer`, a part of it, or located in it or in a part of it.
    #[must_use]
    pub fn is_within(&self, inner: EntityIndex, outer: EntityIndex) -> bool {
        std::iter::once(inner).chain(self.ancestors(inner)).any(|part| {
            part == outer
                || self
                    .entity(part)
                    .places
                    .iter()
                    .any(|place| *place == outer || self.ancestors(*place).any(|above| above == outer))
        })
    }

    /// The direct parts of an entity, sorted.
    #[must_use]
    pub fn children(&self, index: EntityIndex) -> &[EntityIndex] {
        self.children.get(index)
    }

    /// The divisions that share a boundary with a place, sorted; none where nobody has supplied boundaries.
    #[must_use]
    pub fn neighbours(&self, index: EntityIndex) -> &[EntityIndex] {
        self.neighbours.of(index)
    }

    /// The same as [`Gazetteer::version`] for the files of boundaries, where there are some.
    #[must_use]
    pub fn borders(&self) -> Option<&str> {
        self.borders.as_deref()
    }

    /// What finds the forms.
    #[must_use]
    pub fn matcher(&self) -> &Matcher {
        &self.matcher
    }

    /// The guards.
    #[must_use]
    pub fn guards(&self) -> &Guards {
        &self.guards
    }

    /// The ordinary words with their frequencies.
    #[must_use]
    pub fn lexicon(&self) -> &Lexicon {
        &self.lexicon
    }

    /// The words that are names as well.
    #[must_use]
    pub fn common_words(&self) -> &CommonWords {
        &self.common_words
    }

    /// Twelve hexadecimal digits that change with any byte of the files, but for those of boundaries.
    #[must_use]
    pub fn version(&self) -> &str {
        &self.version
    }
}

/// Sizes only: the whole is tens of thousands of rows.
impl fmt::Debug for Gazetteer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Gazetteer")
            .field("version", &self.version)
            .field("entities", &self.entities.len())
            .field("forms", &self.forms.len())
            .finish_non_exhaustive()
    }
}
