//! Figures in the names of projects: 恒远40万吨乙二醇项目.

use std::sync::LazyLock;

use super::measure::unit;
use super::{Figure, Source};
use crate::entity::EntityType;
use crate::extraction::{Modality, Unit};
use crate::relation::reference::meaning;
use crate::text::words::Words;
use crate::text::{Classifier, Measure, Quantity};

/// What ends the name of an undertaking and is no part of what it makes.
const TAILS: [&str; 12] =
    ["项目", "工程", "一期", "二期", "三期", "建设", "基地", "生产线", "扩建", "技改", "升级", "示范"];
/// Words of a sentence that say that a project runs or stands.
pub(super) static BUILT: LazyLock<Words> = LazyLock::new(|| {
    Words::of(&[
        "投产",
        "建成",
        "运营",
        "通车",
        "满产",
        "达产",
        "竣工",
        "完工",
        "投用",
        "已并网",
        "并网发电",
        "全容量并网",
    ])
});
/// Words that make one of [`BUILT`] a plan.
static NOT_YET: LazyLock<Words> = LazyLock::new(|| {
    Words::of(&[
        "预计",
        "计划",
        "力争",
        "推动",
        "争取",
        "确保",
        "将于",
        "建成后",
        "达产后",
        "投产后",
        "底前",
        "年底",
    ])
});

/// Whether the words say that something is built already.
pub(super) fn is_built(words: &str) -> bool {
    // 去年底 is over.
    let to_come = |at: usize| !words[..at].ends_with(['去', '上']);
    BUILT.are_in(words) && !NOT_YET.all(words).any(|(at, ..)| to_come(at))
}

pub(super) fn read(source: Source<'_>, quantities: &[Quantity], out: &mut Vec<Figure>) {
    for mention in source.mentions {
        let kind = mention.mention.kind;
        if mention.mention.nested || !matches!(kind, EntityType::Project | EntityType::Infrastructure) {
            continue;
        }
        let span = mention.mention.span;
        let from = quantities.partition_point(|quantity| quantity.span.start < span.start);
        for quantity in quantities[from..].iter().take_while(|quantity| quantity.span.end <= span.end) {
            let unit = match quantity.measure {
                Measure::Count(Classifier::Goods) => Unit::Item,
                Measure::Ton
                | Measure::Kilowatt
                | Measure::Megawatt
                | Measure::KilowattHour
                | Measure::CubicMetre => match unit(quantity.measure) {
                    Some(unit) => unit,
                    None => continue,
                },
                _ => continue,
            };
            let Some(subject) = meaning(mention, source.gazetteer) else { continue };
            let product = &source.text.text[quantity.span.end..span.end];
            // 1500吨/日选矿厂
            let product = product.trim_start_matches('/');
            let mut product = product.strip_prefix(['日', '年']).unwrap_or(product);
            while let Some(shorter) = TAILS.iter().find_map(|tail| product.strip_suffix(tail)) {
                product = shorter;
            }
            let at = source.sentences.partition_point(|sentence| sentence.span.end <= span.start);
            let built = source.sentences.get(at).is_some_and(|sentence| {
                let text = &source.text.text;
                let rest = &text[span.end..sentence.span.end.max(span.end)];
                let clause = rest.split([',', ';']).next().unwrap_or(rest);
                let before =
                    text[sentence.span.start.min(span.start)..span.start].rsplit(';').next().unwrap_or("");
                is_built(clause) && !NOT_YET.are_in(before)
            });
            out.push(Figure {
                subject,
                indicator: if product.is_empty() { "规模".to_owned() } else { product.to_owned() },
                value: quantity.value,
                unit,
                period: None,
                modality: if built { Modality::Actual } else { Modality::Planned },
                change: None,
                rule: "capacity-in-name",
                confidence: 0.85,
                evidence: vec![span],
            });
        }
    }
}
