//! Names of relations beside their arrow heads, where there is room.

use std::collections::BTreeSet;
use std::io::{self, Write};

use super::super::layout::{DENSE, Layout, Rect};
use super::super::style;
use super::super::view::View;
use super::super::wrap::ems;
use super::super::xml::Text;

const SIZE: f64 = 10.0;

/// Writes one label for all edges that end in the same arrow head. A label that would touch a
/// node, a heading or another label is left out: the legend explains the line as well.
pub(super) fn write(view: &View<'_>, layout: &Layout, out: &mut dyn Write) -> io::Result<()> {
    if view.nodes.len() > DENSE {
        return Ok(());
    }
    let mut taken: Vec<Rect> = layout.nodes.iter().map(|node| node.rect).collect();
    for group in &layout.boxes {
        taken.push(Rect { height: 27.0, ..group.rect });
        // The outline of a box may not run through a word either.
        for x in [group.rect.x, group.rect.right()] {
            taken.push(Rect { x: x - 1.0, width: 2.0, ..group.rect });
        }
    }
    let mut labelled = BTreeSet::new();
    for path in &layout.edges {
        let edge = &view.edges[path.edge];
        if !labelled.insert((edge.to, edge.edge.relation, path.rightwards)) {
            continue;
        }
        let name = style::relation_name(edge.edge.relation, view.language);
        let width = ems(name) * SIZE + 4.0;
        let (x, y) = path.tip;
        let spot = |distance: f64| Rect {
            x: if path.rightwards { x - distance - width } else { x + distance },
            y: y - SIZE / 2.0 - 1.0,
            width,
            height: SIZE + 2.0,
        };
        let free = [14.0, 20.0, 26.0]
            .into_iter()
            .map(spot)
            .find(|spot| spot.x > 2.0 && !taken.iter().any(|other| other.overlaps(spot)));
        if let Some(spot) = free {
            taken.push(spot);
            writeln!(
                out,
                "<text x=\"{:.1}\" y=\"{:.1}\" font-size=\"{SIZE}\" text-anchor=\"middle\" fill=\"{}\" \
                 stroke=\"#ffffff\" stroke-width=\"3\" paint-order=\"stroke\" stroke-linejoin=\"round\">{}</text>",
                spot.centre().0,
                y + 3.5,
                style::of_relation(edge.edge.relation).colour,
                Text(name)
            )?;
        }
    }
    Ok(())
}
