//! What the colours, the badges and the lines mean.

use std::collections::BTreeSet;
use std::io::{self, Write};

use crate::graph::Relation;

use super::super::Language;
use super::super::layout::{Layout, Rect};
use super::super::style;
use super::super::view::View;
use super::super::wrap::{ems, wrap};
use super::super::xml::Text;
use super::outline;

const SIZE: f64 = 12.0;
const ROW: f64 = 26.0;
const MARGIN: f64 = 24.0;
const NOTE_SIZE: f64 = 11.0;
const NOTE_LINE: f64 = 16.0;

/// A legend below the drawing, in as many rows as the width asks for.
pub(super) struct Legend {
    /// The height that it takes.
    pub(super) height: f64,
    width: f64,
    language: Language,
    entries: Vec<(Entry, f64, f64)>,
    note: Vec<String>,
}

enum Entry {
    Type(crate::entity::EntityType),
    Relation(Relation),
}

impl Legend {
    /// Explains what `layout` shows of `view`.
    pub(super) fn new(view: &View<'_>, layout: &Layout, width: f64) -> Self {
        let drawn: BTreeSet<Relation> =
            layout.edges.iter().map(|path| view.edges[path.edge].edge.relation).collect();
        let kinds: Vec<Entry> = view.kinds().into_iter().map(Entry::Type).collect();
        let relations: Vec<Entry> = drawn.into_iter().map(Entry::Relation).collect();
        let mut entries = Vec::new();
        let mut y = 12.0;
        for group in [kinds, relations] {
            let mut x = MARGIN;
            let any = !group.is_empty();
            for entry in group {
                let (symbol, name) = match &entry {
                    Entry::Type(kind) => (30.0, style::of_type(*kind).name(view.language)),
                    Entry::Relation(relation) => (48.0, style::relation_name(*relation, view.language)),
                };
                let needed = symbol + ems(name) * SIZE + 22.0;
                if x > MARGIN && x + needed > width - MARGIN {
                    x = MARGIN;
                    y += ROW;
                }
                entries.push((entry, x, y));
                x += needed;
            }
            y += if any { ROW } else { 0.0 };
        }
        let contained = view.edges.iter().any(|edge| view.is_containment(edge));
        let note = contained.then_some(match view.language {
            Language::Zh => "框内实体位于、入驻或出现于框名所示的地区或园区，不另画线；只与该处有关的产品也在框内。线越粗，陈述越多。",
            Language::En => {
                "Entities in a box lie or appear in the place or park that it is named after; so do products \
                 of that place alone. Thicker lines: more statements."
            }
        });
        let note = note.map_or_else(Vec::new, |note| wrap(note, (width - 2.0 * MARGIN) / NOTE_SIZE, 6));
        let height = y + note.len() as f64 * NOTE_LINE + 16.0;
        Self { height, width, language: view.language, entries, note }
    }

    /// Writes the legend with its upper edge at `top`.
    pub(super) fn write(&self, top: f64, out: &mut dyn Write) -> io::Result<()> {
        writeln!(out, "<g transform=\"translate(0 {top:.1})\" font-size=\"{SIZE}\">")?;
        writeln!(
            out,
            "<path d=\"M{MARGIN} 0H{:.1}\" stroke=\"#c8c8c8\" fill=\"none\"/>",
            self.width - MARGIN
        )?;
        for (entry, x, y) in &self.entries {
            let baseline = y + 14.0;
            match entry {
                Entry::Type(kind) => {
                    let style = style::of_type(*kind);
                    let shape = outline(*kind, Rect { x: *x, y: *y, width: 24.0, height: 19.0 });
                    writeln!(
                        out,
                        "<path d=\"{shape}\" fill=\"{0}\" stroke=\"{0}\"/><text x=\"{1:.1}\" y=\"{baseline:.1}\" \
                         font-size=\"11\" fill=\"#ffffff\" text-anchor=\"middle\">{2}</text><text x=\"{3:.1}\" \
                         y=\"{baseline:.1}\">{4}</text>",
                        style.strong,
                        x + 12.0,
                        style.badge(self.language),
                        x + 30.0,
                        Text(style.name(self.language)),
                    )?;
                }
                Entry::Relation(relation) => {
                    let look = style::of_relation(*relation);
                    let middle = y + 9.5;
                    writeln!(
                        out,
                        "<path d=\"M{x:.1} {middle:.1}h32\" stroke=\"{0}\" stroke-width=\"1.6\" \
                         stroke-dasharray=\"{1}\" fill=\"none\"/><path d=\"M{2:.1} {middle:.1}l-8 -3.4v6.8Z\" \
                         fill=\"{0}\"/><text x=\"{3:.1}\" y=\"{baseline:.1}\">{4}</text>",
                        look.colour,
                        if look.dashes.is_empty() { "none" } else { look.dashes },
                        x + 40.0,
                        x + 46.0,
                        Text(style::relation_name(*relation, self.language)),
                    )?;
                }
            }
        }
        for (line, text) in self.note.iter().rev().enumerate() {
            writeln!(
                out,
                "<text x=\"{MARGIN}\" y=\"{:.1}\" font-size=\"{NOTE_SIZE}\" fill=\"#5c5c5c\">{}</text>",
                self.height - 16.0 - line as f64 * NOTE_LINE,
                Text(text)
            )?;
        }
        writeln!(out, "</g>")
    }
}
