//! Numbers of list items that a digit follows: of 3.乙项目 / 4.10万吨丙项目 the second begins with 10万吨.

use super::join::Flow;
use super::{Block, BlockKind};

/// The largest number of an item, so that no year is one.
const MOST: u32 = 99;

/// Where in `raw` the points stand that end the number of an item though a digit follows: those that go on with the
/// numbers of the items before, or begin what the next item goes on with.
pub(super) fn points(raw: &str, blocks: &[Block], flows: &[Flow]) -> Vec<usize> {
    let begun = blocks.iter().zip(flows).filter(|(block, flow)| {
        matches!(flow, Flow::Begins(_)) && !matches!(block.kind, BlockKind::TableCell { .. })
    });
    let items: Vec<Item> = begun.filter_map(|(block, _)| Item::of(raw, block)).collect();
    let mut last = None;
    let mut out = Vec::new();
    for (at, item) in items.iter().enumerate() {
        let next = || items.get(at + 1).is_some_and(|next| next.is_plain && next.number == item.number + 1);
        let goes_on = last == item.number.checked_sub(1) && last.is_some();
        if item.is_plain {
            last = Some(item.number);
        } else if goes_on || item.number == 1 && next() {
            out.push(item.point);
            last = Some(item.number);
        }
    }
    out
}

/// A line that begins with a number and a mark.
struct Item {
    number: u32,
    /// Where its mark stands.
    point: usize,
    /// No digit follows: it can be no decimal.
    is_plain: bool,
}

impl Item {
    fn of(raw: &str, block: &Block) -> Option<Self> {
        let piece = block.pieces.first().filter(|piece| piece.text.is_none())?;
        let line = raw.get(piece.span.start..piece.span.end)?;
        let words = line.trim_start();
        let digits = words.len() - words.trim_start_matches(|c: char| c.is_ascii_digit()).len();
        let number = words[..digits].parse().ok().filter(|number| (1..=MOST).contains(number))?;
        let mark = words[digits..].chars().next()?;
        let behind = words[digits + mark.len_utf8()..].trim_start();
        let is_decimal = behind.starts_with(|c: char| c.is_ascii_digit()) && matches!(mark, '.' | '．');
        // 3.1 甲产业, 3.1.2 are numbers of sections.
        let rest = behind.trim_start_matches(|c: char| c.is_ascii_digit());
        let is_section =
            is_decimal && rest.starts_with(|c: char| c.is_whitespace() || matches!(c, '.' | '．'));
        let is_mark = matches!(mark, '.' | '．' | '、') && !is_section;
        is_mark.then(|| Self {
            number,
            point: piece.span.start + (line.len() - words.len()) + digits,
            is_plain: !is_decimal,
        })
    }
}

#[cfg(test)]
mod tests {
    use crate::text::{Block, BlockKind, Normalizer, Piece, SourceSpan};

    /// Each line a list item of its own.
    fn items(raw: &str) -> Vec<Block> {
        let mut start = 0;
        let item = |line: &str| {
            let span = SourceSpan::new(start, start + line.trim_end().len());
            start += line.len();
            Block { kind: BlockKind::ListItem, pieces: vec![Piece { span, text: None }] }
        };
        raw.split_inclusive('\n').map(item).collect()
    }

    #[test]
    fn a_digit_behind_the_number_of_an_item_is_no_decimal() {
        let cases = [
            ("1.甲项目\n2.10万吨乙项目\n3.5000吨丙项目", "1.甲项目|2、10万吨乙项目|3、5000吨丙项目"),
            ("1.20万吨甲项目\n2.乙项目", "1、20万吨甲项目|2.乙项目"),
            ("1.甲项目\n2. 10万吨乙项目", "1.甲项目|2、10万吨乙项目"),
            // Figures that stand in lines of their own.
            ("3.5亿元\n4.2亿元\n5.1亿元", "3.5亿元|4.2亿元|5.1亿元"),
            ("1.甲项目\n3.10万吨乙项目", "1.甲项目|3.10万吨乙项目"),
            ("甲项目\n2.5亿元", "甲项目|2.5亿元"),
            ("2.甲产业\n3.1 乙产业", "2.甲产业|3.1乙产业"),
        ];
        for (raw, expected) in cases {
            let text = Normalizer::builtin().normalize(raw, &items(raw));
            let lines: Vec<&str> = text.passages.iter().map(|passage| passage.span.of(&text.text)).collect();
            assert_eq!(lines.join("|"), expected, "{raw}");
        }
    }
}
