//! A finished picture, without Graphviz.
//!
//! The drawing has no script, no link and no reference to anything outside. Screen readers get a
//! title, a description and the full name of every node; the same text appears under the mouse.

mod labels;
mod legend;

use std::io::{self, Write};

use crate::entity::EntityType;

use super::layout::{
    self, BADGE_WIDTH, FONT_SIZE, GroupBox, GroupKind, LINE_HEIGHT, Layout, Rect, STAGE_HEIGHT, Step,
};
use super::style::{self, FONTS, INK};
use super::view::View;
use super::wrap::{ems, wrap};
use super::xml::Text;
use super::{ExportOptions, Language};

/// The room for the heading of the picture.
const TITLE_HEIGHT: f64 = 58.0;
/// The length of an arrow head.
const ARROW: f64 = 7.5;

/// Writes `view`.
pub(super) fn write(view: &View<'_>, options: &ExportOptions, out: &mut dyn Write) -> io::Result<()> {
    let layout = layout::arrange(view);
    let width = layout.width.max(480.0);
    let legend = options.legend.then(|| legend::Legend::new(view, &layout, width));
    let height = TITLE_HEIGHT + layout.height + legend.as_ref().map_or(0.0, |legend| legend.height);
    writeln!(
        out,
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width:.0} {height:.0}\" width=\"{width:.0}\" \
         height=\"{height:.0}\" role=\"img\" aria-labelledby=\"title desc\" lang=\"{}\" font-family=\"{FONTS}\" \
         font-size=\"{FONT_SIZE}\" fill=\"{INK}\">",
        match view.language {
            Language::Zh => "zh-CN",
            Language::En => "en",
        }
    )?;
    let summary = summary(view);
    writeln!(out, "<title id=\"title\">{}</title>", Text(view.title))?;
    writeln!(out, "<desc id=\"desc\">{}</desc>", Text(&summary))?;
    writeln!(out, "<rect width=\"100%\" height=\"100%\" fill=\"#ffffff\"/>")?;
    let title = wrap(view.title, (width - 48.0) / 22.0, 1).concat();
    writeln!(out, "<text x=\"24\" y=\"34\" font-size=\"22\" font-weight=\"700\">{}</text>", Text(&title))?;
    writeln!(out, "<text x=\"24\" y=\"54\" font-size=\"12\" fill=\"#5c5c5c\">{}</text>", Text(&summary))?;
    let left = (width - layout.width) / 2.0;
    writeln!(out, "<g transform=\"translate({left:.1} {TITLE_HEIGHT})\">")?;
    for group in &layout.boxes {
        write_box(view, group, out)?;
    }
    writeln!(out, "<g fill=\"none\" stroke-linecap=\"round\">")?;
    for path in &layout.edges {
        write_edge(view, path, out)?;
    }
    writeln!(out, "</g>")?;
    for group in &layout.boxes {
        write_heading(view, group, out)?;
    }
    for node in 0..view.nodes.len() {
        if !view.is_heading(node) {
            write_node(view, &layout, node, out)?;
        }
    }
    labels::write(view, &layout, out)?;
    writeln!(out, "</g>")?;
    if let Some(legend) = legend {
        legend.write(TITLE_HEIGHT + layout.height, out)?;
    }
    writeln!(out, "</svg>")
}

fn summary(view: &View<'_>) -> String {
    let (nodes, edges) = (view.nodes.len(), view.edges.len());
    match view.language {
        Language::Zh => format!("{nodes} 个实体，{edges} 条关系"),
        Language::En => format!("{nodes} entities, {edges} relations"),
    }
}

fn write_box(view: &View<'_>, group: &GroupBox, out: &mut dyn Write) -> io::Result<()> {
    let Rect { x, y, width, height } = group.rect;
    let dashes = if matches!(group.group, GroupKind::Type(_)) { " stroke-dasharray=\"4 3\"" } else { "" };
    writeln!(
        out,
        "<rect x=\"{x:.1}\" y=\"{y:.1}\" width=\"{width:.1}\" height=\"{height:.1}\" rx=\"9\" fill=\"#fafafa\" \
         stroke=\"{}\"{dashes}/>",
        heading_style(view, group).0
    )
}

/// The colour of a box's outline, and its heading.
fn heading_style(view: &View<'_>, group: &GroupBox) -> (&'static str, String) {
    match group.group {
        GroupKind::Cluster(index) => {
            let cluster = &view.clusters[index];
            let kind = EntityType::ALL
                .into_iter()
                .find(|kind| cluster.id.as_str().starts_with(&format!("{kind}/")))
                .unwrap_or(EntityType::Place);
            (style::of_type(kind).strong, cluster.label.clone())
        }
        GroupKind::Type(kind) => (style::of_type(kind).strong, view.loose_heading(kind)),
    }
}

/// The heading is drawn after the edges, on a halo, because edges may run past it.
fn write_heading(view: &View<'_>, group: &GroupBox, out: &mut dyn Write) -> io::Result<()> {
    let (colour, label) = heading_style(view, group);
    let Rect { x, y, width, .. } = group.rect;
    let shown = wrap(&label, ((width - 20.0) / 15.0).max(2.0), 1).concat();
    writeln!(
        out,
        "<g paint-order=\"stroke\" stroke=\"#fafafa\" stroke-width=\"4\" stroke-linejoin=\"round\">"
    )?;
    if let Some(node) = group.heading {
        writeln!(out, "<title>{}</title>", Text(&view.describe(node)))?;
    }
    writeln!(
        out,
        "<text x=\"{:.1}\" y=\"{:.1}\" font-size=\"15\" font-weight=\"700\" fill=\"{colour}\">{}</text>",
        x + 10.0,
        y + 20.0,
        Text(&shown)
    )?;
    if let Some(remark) = remark(view, group).filter(|remark| {
        let free = width - 26.0 - ems(&shown) * 15.0;
        ems(remark) * 11.0 < free
    }) {
        writeln!(
            out,
            "<text x=\"{:.1}\" y=\"{:.1}\" font-size=\"11\" fill=\"#5c5c5c\">{}</text>",
            x + 16.0 + ems(&shown) * 15.0,
            y + 20.0,
            Text(&remark)
        )?;
    }
    writeln!(out, "</g>")
}

/// What stands behind a heading: the county of a park, the code of a county.
fn remark(view: &View<'_>, group: &GroupBox) -> Option<String> {
    let county = match group.group {
        GroupKind::Cluster(cluster) => view.clusters[cluster].county,
        GroupKind::Type(_) => None,
    };
    let code = || group.heading.and_then(|node| view.nodes[node].node.code.as_ref());
    county.map(|county| view.nodes[county].label.to_owned()).or_else(|| code().map(ToString::to_string))
}

fn write_edge(view: &View<'_>, path: &layout::EdgePath, out: &mut dyn Write) -> io::Result<()> {
    let edge = &view.edges[path.edge];
    let look = style::of_relation(edge.edge.relation);
    let mut line = String::new();
    let last = path.steps.len().saturating_sub(1);
    for (index, step) in path.steps.iter().enumerate() {
        // The line ends inside the arrow head, or else its square end shows beside the tip.
        let back = match (index == last, path.rightwards) {
            (false, _) => 0.0,
            (true, true) => -ARROW * 0.8,
            (true, false) => ARROW * 0.8,
        };
        line.push_str(&match *step {
            Step::Start(x, y) => format!("M{x:.1} {y:.1}"),
            Step::Line(x, y) => format!("L{:.1} {y:.1}", x + back),
            Step::Corner((a, b), (x, y)) => format!("Q{a:.1} {b:.1} {:.1} {y:.1}", x + back),
            Step::Curve((a, b), (c, d), (x, y)) => {
                format!("C{a:.1} {b:.1} {c:.1} {d:.1} {:.1} {y:.1}", x + back)
            }
        });
    }
    let dashes = match look.dashes {
        "" => String::new(),
        dashes => format!(" stroke-dasharray=\"{dashes}\""),
    };
    let (x, y) = path.tip;
    let tail = if path.rightwards { x - ARROW } else { x + ARROW };
    let half = ARROW * 0.42;
    let statement = format!(
        "{} —{}→ {}",
        view.nodes[edge.from].label,
        style::relation_name(edge.edge.relation, view.language),
        view.nodes[edge.to].label
    );
    let detail = match view.language {
        Language::Zh => format!("{} 条陈述，置信度 {:.2}", edge.edge.weight, edge.edge.confidence),
        Language::En => format!("statements: {}, confidence {:.2}", edge.edge.weight, edge.edge.confidence),
    };
    writeln!(
        out,
        "<g stroke=\"{colour}\"><title>{}&#10;{}</title><path d=\"{line}\" stroke-width=\"{:.1}\" \
         stroke-opacity=\"0.75\"{dashes}/><path d=\"M{x:.1} {y:.1}L{tail:.1} {:.1}L{tail:.1} {:.1}Z\" \
         fill=\"{colour}\" stroke=\"none\"/></g>",
        Text(&statement),
        Text(&detail),
        style::pen_width(edge.edge.weight),
        y - half,
        y + half,
        colour = look.colour,
    )
}

fn write_node(view: &View<'_>, layout: &Layout, index: usize, out: &mut dyn Write) -> io::Result<()> {
    let node = &view.nodes[index];
    let style = style::of_type(node.node.kind);
    let Rect { x, y, width, height } = layout.nodes[index].rect;
    let lines = &layout.nodes[index].lines;
    writeln!(out, "<g><title>{}</title>", Text(&view.describe(index)))?;
    let shape = outline(node.node.kind, layout.nodes[index].rect);
    writeln!(out, "<path d=\"{shape}\" fill=\"{}\" stroke=\"{}\"/>", style.tint, style.strong)?;
    let badge = Rect { x: x + 3.0, y: y + height / 2.0 - 9.0, width: BADGE_WIDTH - 3.0, height: 18.0 };
    writeln!(
        out,
        "<rect x=\"{:.1}\" y=\"{:.1}\" width=\"{:.1}\" height=\"{:.1}\" rx=\"4\" fill=\"{}\"/><text x=\"{:.1}\" \
         y=\"{:.1}\" font-size=\"11\" fill=\"#ffffff\" text-anchor=\"middle\">{}</text>",
        badge.x,
        badge.y,
        badge.width,
        badge.height,
        style.strong,
        badge.centre().0,
        badge.centre().1 + 4.0,
        style.badge(view.language)
    )?;
    let middle = x + BADGE_WIDTH + (width - BADGE_WIDTH) / 2.0;
    let stage = node.node.stage.map(|stage| style::stage_name(stage, view.language));
    let text_height = lines.len() as f64 * LINE_HEIGHT + if stage.is_some() { STAGE_HEIGHT } else { 0.0 };
    let top = y + (height - text_height) / 2.0;
    for (row, line) in lines.iter().enumerate() {
        let baseline = top + row as f64 * LINE_HEIGHT + 13.0;
        writeln!(
            out,
            "<text x=\"{middle:.1}\" y=\"{baseline:.1}\" text-anchor=\"middle\">{}</text>",
            Text(line)
        )?;
    }
    if let Some(stage) = stage {
        let baseline = top + lines.len() as f64 * LINE_HEIGHT + 9.0;
        writeln!(
            out,
            "<text x=\"{middle:.1}\" y=\"{baseline:.1}\" font-size=\"10\" text-anchor=\"middle\" fill=\"{}\">{}</text>",
            style.strong,
            Text(stage)
        )?;
    }
    writeln!(out, "</g>")
}

/// The outline of a node: types differ in their corners too.
fn outline(kind: EntityType, rect: Rect) -> String {
    let Rect { x, y, width, height } = rect;
    let (right, bottom) = (rect.right(), rect.bottom());
    let cut = match kind {
        EntityType::Industry | EntityType::Product => 7.0,
        EntityType::Project => 9.0,
        _ => 0.0,
    };
    match kind {
        EntityType::Place => rounded(rect, height.min(28.0) / 2.0),
        EntityType::Company => rounded(rect, 5.0),
        EntityType::Park => rounded(rect, 11.0),
        EntityType::Infrastructure | EntityType::Organization => {
            format!("M{x:.1} {y:.1}h{width:.1}v{height:.1}h{:.1}Z", -width)
        }
        // A sheet with a folded corner.
        EntityType::Project => {
            format!("M{x:.1} {y:.1}H{:.1}L{right:.1} {:.1}V{bottom:.1}H{x:.1}Z", right - cut, y + cut)
        }
        EntityType::Industry | EntityType::Product => format!(
            "M{:.1} {y:.1}H{:.1}L{right:.1} {:.1}V{:.1}L{:.1} {bottom:.1}H{:.1}L{x:.1} {:.1}V{:.1}Z",
            x + cut,
            right - cut,
            y + cut,
            bottom - cut,
            right - cut,
            x + cut,
            bottom - cut,
            y + cut
        ),
    }
}

fn rounded(rect: Rect, radius: f64) -> String {
    let Rect { x, y, width, height } = rect;
    format!(
        "M{:.1} {y:.1}h{w:.1}a{radius} {radius} 0 0 1 {radius} {radius}v{h:.1}a{radius} {radius} 0 0 1 -{radius} \
         {radius}h-{w:.1}a{radius} {radius} 0 0 1 -{radius} -{radius}v-{h:.1}a{radius} {radius} 0 0 1 {radius} \
         -{radius}Z",
        x + radius,
        w = width - 2.0 * radius,
        h = height - 2.0 * radius,
    )
}
