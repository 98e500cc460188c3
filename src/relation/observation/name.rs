//! Figures in the names of projects: 恒远40万吨乙二醇项目.

use super::measure::amount;
use super::{Figure, Source};
use crate::entity::EntityType;
use crate::extraction::{Modality, Unit};
use crate::relation::reference::meaning;
use crate::text::word_list::word_lists;
use crate::text::{Classifier, Measure, Quantity};

word_lists! {
    pub(super) static WORDS: WorkNameWords = "work_name.csv";
    /// What ends the name of an undertaking and is no part of what it makes.
    tail,
    /// Words of a sentence that say that a project runs or stands.
    built,
    /// Words that make a plan of it.
    not_yet,
    /// What says before its name that a work stands.
    stands,
}

/// Whether the words say that something is built already.
pub(super) fn is_built(words: &str) -> bool {
    // 去年底 is over.
    let to_come = |at: usize| !words[..at].ends_with(['去', '上']);
    WORDS.built.are_in(words) && !WORDS.not_yet.all(words).any(|(at, ..)| to_come(at))
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
            // 年产8万平方米石板, 8万平方米/年石板: else it is how large the work is.
            let yearly = || {
                let (before, behind) = (
                    &source.text.text[span.start..quantity.span.start],
                    &source.text.text[quantity.span.end..span.end],
                );
                before.ends_with("年产") || before.ends_with("年加工") || behind.starts_with("/年")
            };
            let unit = match quantity.measure {
                Measure::SquareMetre if yearly() => Unit::M2,
                Measure::Count(Classifier::Goods)
                | Measure::Ton
                | Measure::Kilowatt
                | Measure::Megawatt
                | Measure::KilowattHour
                | Measure::CubicMetre => match amount(quantity.measure) {
                    Some(unit) => unit,
                    None => continue,
                },
                _ => continue,
            };
            let Some(subject) = meaning(mention, source.gazetteer) else { continue };
            // 20万吨甲醇|12万吨醋酸: up to the next amount.
            let next = quantities[from..].iter().map(|other| other.span.start);
            let end = next.filter(|at| (quantity.span.end..span.end).contains(at)).min().unwrap_or(span.end);
            let product =
                source.text.text[quantity.span.end..end].trim_end_matches(['/', '、', '+', '和', '及', '与']);
            // 1500吨/日选矿厂
            let product = product.trim_start_matches(['/', '的']);
            let mut product = product.strip_prefix(['日', '年']).unwrap_or(product);
            while let Some(shorter) = WORDS.tail.without_suffix(product) {
                product = shorter;
            }
            let at = source.sentences.partition_point(|sentence| sentence.span.end <= span.start);
            let built = source.sentences.get(at).is_some_and(|sentence| {
                let text = &source.text.text;
                let rest = &text[span.end..sentence.span.end.max(span.end)];
                let clause = rest.split([',', ';']).next().unwrap_or(rest);
                let before =
                    text[sentence.span.start.min(span.start)..span.start].rsplit(';').next().unwrap_or("");
                (is_built(clause) || WORDS.stands.end(before)) && !WORDS.not_yet.are_in(before)
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
