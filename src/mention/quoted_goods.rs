//! Goods that are named in quotes behind words that announce them: 主要产品有“扣式电池”、“密封圈”.

use super::enumeration::announces_goods;
use super::lattice::is_han;
use super::{Mention, Origin};
use crate::entity::EntityType;
use crate::text::{NormalizedSpan, NormalizedText};

/// What may stand between two members of such a list.
const JOINERS: [&str; 5] = ["、", "和", "及", "与", "以及"];

/// The goods that `text` names so.
pub(super) fn goods(text: &NormalizedText) -> Vec<Mention> {
    let mut quotes = text.landmarks.all().iter().filter(|mark| matches!(mark.character, '“' | '”'));
    let text = &*text.text;
    let mut out = Vec::new();
    // Where the list ends that the last words announced, so far.
    let mut listed = None;
    while let Some(open) = quotes.next() {
        let goes_on = |end: usize| {
            text.get(end..open.at).is_some_and(|between| between.is_empty() || JOINERS.contains(&between))
        };
        if open.character != '“' || !(listed.is_some_and(goes_on) || announces_goods(&text[..open.at])) {
            continue;
        }
        let Some(close) = quotes.next().filter(|mark| mark.character == '”') else { continue };
        listed = Some(close.end());
        let name = NormalizedSpan::new(open.end(), close.at);
        if could_name(name.of(text), &text[close.end()..]) {
            let origin = Origin::Pattern("announced-goods");
            out.push(Mention { span: name, kind: EntityType::Product, origin, nested: false });
        }
    }
    out
}

/// Whether quoted words name goods, and no brand of goods that are named behind it: “云顶”牌轴承, “云顶”轴承.
fn could_name(name: &str, behind: &str) -> bool {
    let joined = behind.starts_with('等') || JOINERS.iter().any(|joiner| behind.starts_with(joiner));
    let goes_on = behind.starts_with(is_han) && !joined;
    (2..=16).contains(&name.chars().count())
        && name.chars().any(is_han)
        && !name.contains(['。', ',', '、', ';', '\n'])
        && !name.ends_with('牌')
        && !goes_on
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::{Block, BlockKind, Normalizer, Piece, SourceSpan};

    #[test]
    fn goods_in_quotes() {
        let cases: [(&str, &[&str]); 6] = [
            ("主要产品有“扣式电池”、“密封圈”等。", &["扣式电池", "密封圈"]),
            ("主要产品：“扣式电池”“密封圈”。", &["扣式电池", "密封圈"]),
            ("主要产品有“云顶”轴承、“青陶牌”坩埚。", &[]),
            ("主要产品有“扣式电池”，荣获“质量奖”。", &["扣式电池"]),
            ("主要产品有“扣式电池”与“密封圈”。", &["扣式电池", "密封圈"]),
            ("公司荣获“扣式电池”奖。", &[]),
        ];
        for (raw, expected) in cases {
            let span = SourceSpan::new(0, raw.len());
            let block = Block { kind: BlockKind::Paragraph, pieces: vec![Piece { span, text: None }] };
            let text = Normalizer::builtin().normalize(raw, &[block]);
            let found: Vec<_> =
                goods(&text).iter().map(|found| found.span.of(&text.text).to_owned()).collect();
            assert_eq!(found, expected, "{raw}");
        }
    }
}
