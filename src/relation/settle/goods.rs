//! What is produced: goods that the same words name more narrowly are dropped.

use rustc_hash::FxHashMap;

use crate::entity::EntityId;
use crate::extraction::{Object, Predicate};
use crate::relation::{Directness, Statement};
use crate::text::NormalizedSpan;

/// Drops goods of which the same words name the narrower ones: of 主要生产多层线路板、柔性线路板 not 线路板; of
/// 生产青霉素、普鲁卡因青霉素 both stay.
pub(super) fn goods(findings: &mut Vec<Statement>, text: &str) {
    let made = |finding: &Statement| match &finding.object {
        Object::Entity(goods) if finding.predicate == Predicate::Produces => Some(goods.label.clone()),
        _ => None,
    };
    let mut narrow: FxHashMap<EntityId, Vec<(NormalizedSpan, Box<str>, String)>> = FxHashMap::default();
    for finding in findings.iter().filter(|finding| finding.directness == Directness::Words) {
        if let Some(goods) = made(finding) {
            narrow.entry(finding.subject.entity.clone()).or_default().push((
                finding.evidence,
                goods.as_ref().into(),
                finding.rule.clone(),
            ));
        }
    }
    findings.retain(|finding| {
        let Some(goods) = made(finding).filter(|_| finding.directness == Directness::Words) else {
            return true;
        };
        let others = narrow.get(&finding.subject.entity).map_or(&[][..], Vec::as_slice);
        !others.iter().any(|(span, other, rule)| {
            span.start < finding.evidence.end
                && finding.evidence.start < span.end
                && other.len() > goods.len()
                && other.ends_with(&*goods)
                // 乙烯、苯乙烯 of one list are two.
                && *rule != finding.rule
                && !stands_alone(&goods, other, finding.evidence.of(text))
        })
    });
}

/// Whether `words` name the goods as a member of a list as well, and not only as the end of the narrower ones.
fn stands_alone(goods: &str, narrower: &str, words: &str) -> bool {
    words.match_indices(goods).any(|(at, _)| {
        let end = at + goods.len();
        !words[..end].ends_with(narrower) && words[end..].starts_with('、')
    })
}
