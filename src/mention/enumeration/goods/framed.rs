//! Goods that the words on both sides of them tell, though no dictionary has them: 研制的|扣式电池|填补空白,
//! 最大的|蛭石板|生产企业, 两条|密封圈|生产线.

use super::words::{fits, is_material, praises};
use crate::entity::EntityType;
use crate::mention::enumeration::{composite, is_conjunction};
use crate::mention::node::{Class, Node};
use crate::text::word_list::word_lists;
use crate::text::words::Words;

word_lists! {
    static WORDS: FramedGoodsWords = "framed_goods.csv";
    /// What says before goods who makes them: 研制的.
    made,
    /// What is told of goods behind their name.
    told,
    /// What says before goods that they are somebody's business.
    business,
    /// What is done with goods that are somebody's business.
    done,
    /// What says before goods that they are the chief ones.
    chief,
    /// What praises a maker before the name of the goods.
    ranked,
    /// Makers, behind the name of what they make.
    maker,
    /// What says before goods that a firm makes them which is told behind.
    makes,
    /// Firms that are told by what they make, behind it.
    firm,
    /// Verbs between 以 and what is mostly made.
    mostly,
    /// Verbs that tell of new goods behind them.
    new,
    /// What counts lines of machines before what is made on them.
    lines,
    /// Figures that only goods have, behind their name at the beginning of a clause.
    figure,
}

/// What stands behind the goods of a frame.
enum Closing {
    /// One of these.
    Words(&'static Words),
    /// One of these, or nothing.
    WordsOrEnd(&'static Words),
    /// 的 and one of these at the end of some words: 的|高新技术|企业.
    OfFirm,
    /// 为主.
    Mostly,
    /// A figure that only goods have.
    Figure,
}

/// Makes goods of what stands in a frame.
pub(in crate::mention::enumeration) fn apply(group: &mut [Vec<Node>], text: &str) {
    let Some(members) = framed(group, text) else { return };
    for (clause, start, end) in members.into_iter().rev() {
        let nodes = &mut group[clause];
        let praise = nodes[start..end].iter().take_while(|node| praises(node, text)).count();
        let parts = &nodes[start + praise..end];
        let known = matches!(parts, [only] if only.name().is_some());
        if !known && fits(parts, EntityType::Product, LONGEST, text) {
            let name = composite(parts, EntityType::Product);
            nodes.splice(start + praise..end, [name]);
        }
    }
}

/// How many characters a name of goods in a frame may have.
const LONGEST: usize = 12;

/// The members in a frame: clause, first node, and the node behind the last.
fn framed(group: &[Vec<Node>], text: &str) -> Option<Vec<(usize, usize, usize)>> {
    let (first, last) = (group.first()?, group.last()?);
    let clause = first.first()?.span.start;
    (0..first.len()).find_map(|at| {
        let before = &text[clause..first[at].span.start];
        let again = WORDS.makes.end(&text[clause..first[at].span.end]);
        let closing = opening(before).filter(|_| !again)?;
        let from = if group.len() == 1 { at + 1 } else { 1 };
        let end = (from..=last.len()).find(|end| closes(&closing, last, *end, text))?;
        members(group, at, end, text)
    })
}

/// What must stand behind the goods that `before` opens a frame for.
///
/// A verb that another one follows opens none: 生产|制造|扣式电池.
fn opening(before: &str) -> Option<Closing> {
    let frames: [(&Words, Closing); 8] = [
        (&WORDS.made, Closing::Words(&WORDS.told)),
        (&WORDS.business, Closing::Words(&WORDS.done)),
        (&WORDS.chief, Closing::WordsOrEnd(&WORDS.told)),
        (&WORDS.ranked, Closing::Words(&WORDS.maker)),
        (&WORDS.mostly, Closing::Mostly),
        (&WORDS.makes, Closing::OfFirm),
        (&WORDS.new, Closing::WordsOrEnd(&WORDS.told)),
        (&WORDS.lines, Closing::Words(&WORDS.maker)),
    ];
    if before.is_empty() {
        return Some(Closing::Figure);
    }
    frames.into_iter().find_map(|(opens, closing)| opens.end(before).then_some(closing))
}

/// Whether the frame closes before the node `end` of the last clause.
fn closes(closing: &Closing, nodes: &[Node], end: usize, text: &str) -> bool {
    let Some(node) = nodes.get(end) else { return matches!(closing, Closing::WordsOrEnd(_)) };
    let clause = nodes.last().map_or(node.span.end, |last| last.span.end);
    let behind = &text[node.span.start..clause];
    match closing {
        Closing::Words(words) => words.begin(behind),
        Closing::WordsOrEnd(words) => node.is("等", text) || words.begin(behind),
        Closing::OfFirm => behind.strip_prefix('的').is_some_and(|firm| WORDS.firm.end(firm)),
        Closing::Mostly => behind.starts_with("为主"),
        Closing::Figure => WORDS.figure.begin(behind) && nodes[..end].iter().all(is_material),
    }
}

/// The members between the node `start` of the first clause and the node `end` of the last.
fn members(group: &[Vec<Node>], start: usize, end: usize, text: &str) -> Option<Vec<(usize, usize, usize)>> {
    let mut out = Vec::new();
    for (clause, nodes) in group.iter().enumerate() {
        let mut from = if clause == 0 { start } else { 0 };
        let to = if clause + 1 == group.len() { end } else { nodes.len() };
        for at in from..=to {
            if at == to || is_conjunction(&nodes[at], text) {
                if at == from || !nodes[from..at].iter().all(may_name) {
                    return None;
                }
                out.push((clause, from, at));
                from = at + 1;
            }
        }
    }
    Some(out)
}

/// Whether a word may stand in the name of goods that a frame tells.
fn may_name(node: &Node) -> bool {
    is_material(node)
        || matches!(node.class, Class::Generic | Class::Weak | Class::Measure | Class::Verb | Class::Other)
}
