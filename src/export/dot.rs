//! Graphviz's language.
//!
//! The file carries its own widths: Graphviz estimates Chinese too narrow when it can't load the
//! font. Labels are quoted strings, never HTML labels, so that a name can't be markup; there are
//! no URLs. Relations between the same two entities become one edge whose label names each, so
//! that a county with a hundred statements stays readable.

use std::io::{self, Write};

use crate::graph::Relation;

use super::style::{self, FONTS, INK};
use super::view::{View, ViewEdge};
use super::wrap::{ems, wrap};
use super::{ExportOptions, Language};

const FONT_SIZE: f64 = 13.0;
const LINE_EMS: f64 = 10.0;
const LABEL_LINES: usize = 4;

/// Writes `view`.
pub(super) fn write(view: &View<'_>, options: &ExportOptions, out: &mut dyn Write) -> io::Result<()> {
    let fonts = Quoted(FONTS);
    writeln!(out, "digraph chanpu {{")?;
    writeln!(out, "  charset=\"UTF-8\"; rankdir=LR; compound=true; newrank=true; bgcolor=\"white\";")?;
    writeln!(out, "  nodesep=0.18; ranksep=0.9; splines=true; outputorder=edgesfirst;")?;
    writeln!(out, "  label={}; labelloc=t; fontsize=20; fontname={fonts};", Quoted(view.title))?;
    writeln!(
        out,
        "  node [fontname={fonts}, fontsize={FONT_SIZE}, fontcolor=\"{INK}\", style=\"filled\", \
         margin=\"0.06,0.04\", height=0.3];"
    )?;
    writeln!(out, "  edge [fontname={fonts}, fontsize=10, arrowsize=0.6];")?;
    for (index, cluster) in view.clusters.iter().enumerate() {
        writeln!(out, "  subgraph cluster_{index} {{")?;
        writeln!(out, "    label={}; labeljust=l; fontname={fonts}; fontsize=15;", Quoted(&cluster.label))?;
        writeln!(out, "    style=\"rounded,filled\"; color=\"#9a9a9a\"; fillcolor=\"#fafafa\"; margin=12;")?;
        for (node, of) in view.nodes.iter().enumerate() {
            if of.cluster == Some(index) {
                write!(out, "  ")?;
                write_node(view, node, out)?;
            }
        }
        writeln!(out, "  }}")?;
    }
    for (node, of) in view.nodes.iter().enumerate() {
        if of.cluster.is_none() {
            write_node(view, node, out)?;
        }
    }
    for edges in view.edges.chunk_by(|a, b| (a.from, a.to) == (b.from, b.to)) {
        write_edge(view, edges, out)?;
    }
    if options.legend {
        write_legend(view, out)?;
    }
    writeln!(out, "}}")
}

fn write_node(view: &View<'_>, index: usize, out: &mut dyn Write) -> io::Result<()> {
    let node = &view.nodes[index];
    let style = style::of_type(node.node.kind);
    let lines = wrap(node.label, LINE_EMS, LABEL_LINES);
    writeln!(
        out,
        "  {} [label={}, tooltip={}, width={:.2}, shape={}, {}color=\"{}\", fillcolor=\"{}\"];",
        Quoted(node.node.id.as_str()),
        Quoted(&lines.join("\n")),
        Quoted(&view.describe(index)),
        width(&lines, FONT_SIZE),
        style.shape,
        if style.shape == "box" { "style=\"rounded,filled\", " } else { "" },
        style.strong,
        style.tint,
    )
}

/// The width in inches that holds the longest line.
fn width(lines: &[String], font_size: f64) -> f64 {
    let longest = lines.iter().map(|line| ems(line)).fold(0.0, f64::max);
    (longest * font_size + 16.0) / 72.0
}

/// Writes all relations between the same two entities as one edge.
fn write_edge(view: &View<'_>, edges: &[ViewEdge<'_>], out: &mut dyn Write) -> io::Result<()> {
    let Some(first) = edges.first() else { return Ok(()) };
    let statements: usize = edges.iter().map(|edge| edge.edge.weight).sum();
    let names: Vec<&str> = edges
        .iter()
        .filter(|edge| !view.is_implied(edge))
        .map(|edge| style::relation_name(edge.edge.relation, view.language))
        .collect();
    let look = style::of_relation(first.edge.relation);
    // The box around them already says where members of a cluster are.
    let label =
        if edges.iter().all(|edge| view.is_containment(edge)) { String::new() } else { names.join("\n") };
    writeln!(
        out,
        "  {} -> {} [label={}, tooltip={}, color=\"{colour}\", fontcolor=\"{colour}\", style={}, \
         penwidth={:.1}, weight={}];",
        Quoted(view.nodes[first.from].node.id.as_str()),
        Quoted(view.nodes[first.to].node.id.as_str()),
        Quoted(&label),
        Quoted(&format!(
            "{} — {} → {} ({statements})",
            view.nodes[first.from].label,
            names.join(" / "),
            view.nodes[first.to].label
        )),
        look.dot_style,
        style::pen_width(statements),
        statements.clamp(1, 10),
        colour = look.colour,
    )
}

/// Explains colours and shapes of the types that occur.
fn write_legend(view: &View<'_>, out: &mut dyn Write) -> io::Result<()> {
    let heading = match view.language {
        Language::Zh => "图例",
        Language::En => "Legend",
    };
    writeln!(out, "  subgraph cluster_legend {{")?;
    writeln!(out, "    label={}; labeljust=l; fontname={}; fontsize=13;", Quoted(heading), Quoted(FONTS))?;
    writeln!(out, "    style=\"dashed\"; color=\"#9a9a9a\"; margin=8;")?;
    let kinds: Vec<_> = view.kinds().into_iter().collect();
    for pair in kinds.chunks(2) {
        for kind in pair {
            let style = style::of_type(*kind);
            let name = style.name(view.language);
            writeln!(
                out,
                "    {} [label={}, width={:.2}, shape={}, fontsize=11, color=\"{}\", fillcolor=\"{}\"];",
                Quoted(&format!("legend:{kind}")),
                Quoted(name),
                width(&[name.to_owned()], 11.0),
                style.shape,
                style.strong,
                style.tint,
            )?;
        }
        // Two ranks, as the lines below have.
        if let [first, second] = pair {
            let ends = [first, second].map(|kind| format!("legend:{kind}"));
            writeln!(out, "    {} -> {} [label=\" \", style=invis];", Quoted(&ends[0]), Quoted(&ends[1]))?;
        }
    }
    let mut relations: Vec<Relation> = view.edges.iter().map(|edge| edge.edge.relation).collect();
    relations.sort_unstable();
    relations.dedup();
    for relation in relations {
        let look = style::of_relation(relation);
        let ends = ["from", "to"].map(|end| format!("legend:{}:{end}", relation.as_str()));
        for end in &ends {
            writeln!(out, "    {} [label=\"\", shape=point, width=0.05, height=0.05];", Quoted(end))?;
        }
        writeln!(
            out,
            "    {} -> {} [label={}, color=\"{colour}\", fontcolor=\"{colour}\", style={}];",
            Quoted(&ends[0]),
            Quoted(&ends[1]),
            Quoted(style::relation_name(relation, view.language)),
            look.dot_style,
            colour = look.colour,
        )?;
    }
    writeln!(out, "  }}")
}

/// A string that Graphviz reads back as it was.
struct Quoted<'a>(&'a str);

impl std::fmt::Display for Quoted<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("\"")?;
        for (at, c) in self.0.char_indices() {
            match c {
                '"' => f.write_str("\\\"")?,
                // In labels `\N` is the node's name and `\G` the graph's; at the end of a string a
                // lone backslash would swallow the closing quote.
                '\\' => f.write_str("\\\\")?,
                '\n' => f.write_str("\\n")?,
                // Labels are read for entities of HTML even when they aren't HTML labels.
                '&' if is_entity(&self.0[at..]) => f.write_str("&amp;")?,
                _ if c.is_control() => {}
                _ => std::fmt::Write::write_char(f, c)?,
            }
        }
        f.write_str("\"")
    }
}

/// Whether Graphviz would read the beginning of `text` as an entity such as `&lt;` or `&#60;`.
fn is_entity(text: &str) -> bool {
    text.strip_prefix('&').and_then(|rest| rest.split_once(';')).is_some_and(|(name, _)| {
        !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '#')
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strings_reach_graphviz_as_they_are() {
        for (raw, expected) in [
            ("威信县", "\"威信县\""),
            ("a\"b", "\"a\\\"b\""),
            ("trailing\\", "\"trailing\\\\\""),
            ("\\N and \\G", "\"\\\\N and \\\\G\""),
            ("<b>bold</b>", "\"<b>bold</b>\""),
            ("a\nb\r\tc\u{0}", "\"a\\nbc\""),
            ("R&D; &lt; &#60; A&B", "\"R&amp;D; &amp;lt; &amp;#60; A&B\""),
        ] {
            assert_eq!(Quoted(raw).to_string(), expected, "{raw:?}");
        }
    }

    #[test]
    fn the_width_follows_the_measured_rule() {
        let width = width(&["湖南九典制药股份有限公司".to_owned()], 14.0);
        assert!((width * 72.0 - 184.0).abs() < 1e-6, "twelve characters of 14 pt and 16 pt of margin");
    }
}
