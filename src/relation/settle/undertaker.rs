//! Who undertakes a thing: of the firms that names, words and lists tell of those that stand.

use rustc_hash::{FxHashMap, FxHashSet};

use super::keep;
use crate::entity::EntityId;
use crate::extraction::{Object, Predicate};
use crate::gazetteer::Gazetteer;
use crate::relation::{Directness, Statement};

/// Drops who undertakes a thing by the item of the list where a name or the words tell of another firm, and by words that are
/// less sure than a name that tells of another.
pub(super) fn undertakers(findings: &mut Vec<Statement>, gazetteer: &Gazetteer) {
    let told = Told::of(findings, gazetteer);
    let kept: Vec<bool> = findings.iter().map(|finding| told.leaves(finding)).collect();
    keep(findings, &kept);
}

/// What a document tells of who undertakes what.
struct Told<'f> {
    gazetteer: &'f Gazetteer,
    /// The works of which more than their item in a list tells it.
    directly: FxHashSet<&'f Object>,
    /// The works of which words tell it.
    by_words: FxHashSet<&'f Object>,
    /// The firm that the name of a work tells of, and how surely.
    by_name: FxHashMap<&'f Object, (&'f EntityId, f64)>,
    /// The works and firms of which words tell that begin with the same brand.
    branded: Vec<(&'f Object, &'f EntityId)>,
    /// What more than the name of a work speaks of: a firm that nothing else does is a guess, 恒泰光伏|项目.
    spoken: FxHashSet<&'f EntityId>,
}

impl<'f> Told<'f> {
    fn of(findings: &'f [Statement], gazetteer: &'f Gazetteer) -> Self {
        let spoken = findings.iter().filter(|finding| finding.directness != Directness::Name);
        let mut told = Self {
            gazetteer,
            directly: FxHashSet::default(),
            by_words: FxHashSet::default(),
            by_name: FxHashMap::default(),
            branded: Vec::new(),
            spoken: spoken.map(|finding| &finding.subject.entity).collect(),
        };
        for finding in findings.iter().filter(|finding| undertakes(finding)) {
            let (work, firm) = (&finding.object, &finding.subject.entity);
            if is_direct(finding) {
                told.directly.insert(work);
            }
            if finding.directness == Directness::Name && !told.is_guessed(finding) {
                told.by_name.insert(work, (firm, finding.confidence));
            }
            if finding.directness == Directness::Words {
                told.by_words.insert(work);
                told.branded.extend(has_brand(finding).then_some((work, firm)));
            }
        }
        told
    }

    /// Whether a statement stands beside the others.
    fn leaves(&self, finding: &Statement) -> bool {
        !undertakes(finding)
            || (is_direct(finding) || !self.directly.contains(&finding.object))
                && !self.is_doubted(finding)
                && !self.is_of_other_brand(finding)
    }

    fn is_guessed(&self, finding: &Statement) -> bool {
        let firm = &finding.subject.entity;
        finding.directness == Directness::Name
            // Its full name is no guess.
            && !finding.subject.label.ends_with("公司")
            && self.gazetteer.find(firm).is_none()
            && !self.spoken.contains(firm)
    }

    /// Whether words tell of a firm and the name of the work more surely of another.
    fn is_doubted(&self, finding: &Statement) -> bool {
        let other = |(firm, confidence): &(&EntityId, f64)| {
            **firm != finding.subject.entity && *confidence > finding.confidence
        };
        // The name of 恒泰材料项目 tells rather of 恒泰金属公司 than of a firm 恒泰材料.
        finding.directness == Directness::Words
            && !has_brand(finding)
            && self.by_name.get(&finding.object).is_some_and(other)
    }

    /// 恒泰智能工厂项目 of which the words say that 恒泰金属公司 builds it is not of another 恒泰.
    fn is_of_other_brand(&self, finding: &Statement) -> bool {
        self.is_guessed(finding) && self.by_words.contains(&finding.object)
            || finding.directness == Directness::Name
                && self
                    .branded
                    .iter()
                    .any(|(work, firm)| **work == finding.object && **firm != finding.subject.entity)
    }
}

fn undertakes(finding: &Statement) -> bool {
    finding.predicate == Predicate::Undertakes
}

/// Whether more than the item of a list tells it.
fn is_direct(finding: &Statement) -> bool {
    finding.directness > Directness::Section
}

/// Whether the name of the work and that of the firm begin with the same brand.
fn has_brand(finding: &Statement) -> bool {
    const BRAND: usize = 2;
    matches!(&finding.object, Object::Entity(work)
        if work.label.chars().take(BRAND).eq(finding.subject.label.chars().take(BRAND)))
}
