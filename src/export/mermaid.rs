//! A Mermaid flowchart, for Markdown pages.

use std::fmt;
use std::io::{self, Write};

use super::style;
use super::view::View;

/// Writes `view`.
pub(super) fn write(view: &View<'_>, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "flowchart LR")?;
    for (index, cluster) in view.clusters.iter().enumerate() {
        writeln!(out, "  subgraph c{index} [{}]", Quoted(&cluster.label))?;
        for (node, of) in view.nodes.iter().enumerate().filter(|(_, of)| of.cluster == Some(index)) {
            writeln!(out, "    n{node}[{}]:::{}", Quoted(of.label), of.node.kind)?;
        }
        writeln!(out, "  end")?;
    }
    for (node, of) in view.nodes.iter().enumerate().filter(|(_, of)| of.cluster.is_none()) {
        writeln!(out, "  n{node}[{}]:::{}", Quoted(of.label), of.node.kind)?;
    }
    for edges in view.edges.chunk_by(|a, b| (a.from, a.to) == (b.from, b.to)) {
        if let Some(first) = edges.first() {
            let names: Vec<&str> =
                edges.iter().map(|edge| style::relation_name(edge.edge.relation, view.language)).collect();
            writeln!(out, "  n{} -->|{}| n{}", first.from, Quoted(&names.join(" / ")), first.to)?;
        }
    }
    for kind in view.kinds() {
        let style = style::of_type(kind);
        writeln!(out, "  classDef {kind} fill:{},stroke:{},color:{}", style.tint, style.strong, style::INK)?;
    }
    Ok(())
}

/// Text in quotes, with everything that Mermaid or the page around it might read as markup as a
/// numeric entity.
struct Quoted<'a>(&'a str);

impl fmt::Display for Quoted<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("\"")?;
        for c in self.0.chars() {
            match c {
                '"' | '#' | '<' | '>' | '&' | '`' | '\\' | ';' => write!(f, "#{};", u32::from(c))?,
                _ if c.is_whitespace() => f.write_str(" ")?,
                _ if c.is_control() => {}
                _ => fmt::Write::write_char(f, c)?,
            }
        }
        f.write_str("\"")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_hold_no_markup() {
        assert_eq!(Quoted("a\"b #1; <b>`x`\n\u{7}").to_string(), "\"a#34;b #35;1#59; #60;b#62;#96;x#96; \"");
    }
}
