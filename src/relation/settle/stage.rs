//! One statement for each fact, and one stage for each project.

use rustc_hash::{FxBuildHasher, FxHashMap, FxHashSet};

use crate::entity::EntityId;
use crate::extraction::{EntityRef, Object, Predicate};
use crate::relation::{Directness, Statement};
use crate::text::NormalizedSpan;

/// What a firm that has signed an agreement is going to build has been signed: 甲公司与乙县签约。该公司将建设丙项目.
pub(super) fn agreed(findings: &mut [Statement]) {
    const TO_BE_BUILT: &str = "status-to-be-built";
    if !findings.iter().any(|finding| finding.rule == TO_BE_BUILT) {
        return;
    }
    let signed: FxHashSet<&EntityId> = findings
        .iter()
        .filter(|finding| finding.predicate == Predicate::SignedWith)
        .map(|finding| &finding.subject.entity)
        .collect();
    let works: FxHashSet<EntityId> = findings
        .iter()
        .filter(|finding| {
            finding.predicate == Predicate::Undertakes && signed.contains(&finding.subject.entity)
        })
        .filter_map(|finding| match &finding.object {
            Object::Entity(work) => Some(work.entity.clone()),
            Object::Literal { .. } => None,
        })
        .collect();
    for finding in findings.iter_mut().filter(|finding| finding.rule == TO_BE_BUILT) {
        if works.contains(&finding.subject.entity) {
            finding.object = Object::Literal { value: "signed".to_owned() };
        }
    }
}

/// One statement for each fact: the surest; of `status` the last, because it is the latest state.
pub(super) fn distinct(findings: Vec<Statement>, title: Option<NormalizedSpan>) -> Vec<Statement> {
    let mut seen: FxHashMap<(EntityRef, Predicate, Option<Object>), usize> =
        FxHashMap::with_capacity_and_hasher(findings.len(), FxBuildHasher);
    let mut out: Vec<Statement> = Vec::with_capacity(findings.len());
    for new in findings {
        let status = new.predicate == Predicate::Status;
        let key = (new.subject.clone(), new.predicate, (!status).then(|| new.object.clone()));
        let Some(&at) = seen.get(&key) else {
            seen.insert(key, out.len());
            out.push(new);
            continue;
        };
        let old = &out[at];
        // Two readings of the same name by its section: the words of a list say more than the title does.
        let surer = new.confidence > old.confidence;
        let of_section = |statement: &Statement| statement.directness == Directness::Section;
        let same = new.evidence == old.evidence && of_section(&new) && of_section(old);
        let better = if status { is_later(&new, old, title) || same && surer } else { surer };
        // What one clause says of the time holds where another says the stage again.
        let reached = old.reached.or(new.reached).filter(|_| old.object == new.object);
        if better {
            out[at] = new;
        }
        out[at].reached = out[at].reached.or(reached);
    }
    out.sort_by(|left, right| {
        (left.evidence.start, left.evidence.end, left.predicate, &left.subject, &left.object).cmp(&(
            right.evidence.start,
            right.evidence.end,
            right.predicate,
            &right.subject,
            &right.object,
        ))
    });
    out
}

/// Whether `new` tells a later or a surer stage of a project than `old`.
fn is_later(new: &Statement, old: &Statement, title: Option<NormalizedSpan>) -> bool {
    // Of two readings of the same words the one that reads more of them.
    let later = new.evidence.start >= old.evidence.start && new.evidence.end > old.evidence.end;
    // What is aimed at tells less than what is said to be so, and a later aim less than an earlier one.
    let firmer = old.aimed && !new.aimed;
    // But a planned start comes after a signing.
    let planned = is(new, "planned") && is(old, "signed");
    // 计划明年开工、后年投产: nothing has begun.
    let not_begun = old.aimed
        && new.aimed
        && is(new, "planned")
        && is(old, "construction")
        && new.evidence.start <= old.evidence.start;
    // 甲高速12月通车 in the title is an aim where the text below says 预计.
    let in_title = |statement: &Statement| title.is_some_and(|title| title.contains(statement.evidence));
    let headline = new.aimed && !old.aimed && in_title(old) && !in_title(new) && new.rule == old.rule;
    // 6月转入联调联试,……该铁路2019年|开工|: what is looked back on is no later stage.
    let looks_back = is(new, "started")
        && ["construction", "completed", "operating"].iter().any(|stage| is(old, stage))
        && !old.aimed
        && new.reached.is_some_and(|start| old.reached.is_none_or(|reached| reached >= start))
        && new.directness <= old.directness;
    if looks_back {
        return false;
    }
    new.directness > old.directness
        || headline
        || not_begun
        || firmer && !(is(old, "planned") && is(new, "signed"))
        || later && (!new.aimed || planned) && new.directness == old.directness
}

/// Whether a statement tells this stage.
fn is(statement: &Statement, stage: &str) -> bool {
    matches!(&statement.object, Object::Literal { value } if value == stage)
}
