//! A clause with what was spoken of before it.

use crate::entity::EntityType;
use crate::text::NormalizedSpan;

/// Items of the document, by their numbers.
pub(super) type Group = (usize, usize);

/// A clause and what was spoken of before it: of each kind the last enumeration of items.
#[derive(Clone, Copy, Debug)]
pub(in crate::relation) struct Clause {
    pub(in crate::relation) span: NormalizedSpan,
    /// Where what is told in it ends: mostly with it, and with the next clause where that goes on with it.
    pub(in crate::relation) limit: usize,
    /// Projects and infrastructure.
    pub(super) work: Option<Group>,
    pub(super) company: Option<Group>,
    pub(super) park: Option<Group>,
    /// Of what kind the thing is that the sentence begins with.
    pub(super) lead: Option<EntityType>,
    /// Whether the sentence, or the last one that began with something, begins with a firm.
    pub(super) of_firm: bool,
}

impl Clause {
    /// Whether anything was spoken of before.
    pub(in crate::relation) fn carries(&self) -> bool {
        self.work.is_some() || self.company.is_some() || self.park.is_some()
    }

    /// The last enumeration of things of one of `kinds` before the clause.
    pub(in crate::relation) fn topic(&self, kinds: &[EntityType]) -> Option<Group> {
        self.topic_where(kinds, |_| true)
    }

    /// The last enumeration of things of one of `kinds` before the clause that `fits`.
    pub(in crate::relation) fn topic_where(
        &self,
        kinds: &[EntityType],
        fits: impl Fn(Group) -> bool,
    ) -> Option<Group> {
        let spoken = |kind: &EntityType| self.spoken(*kind).filter(|group| fits(*group));
        // 甲园区依托乙公司……,获评……: of a firm and a park the one that the sentence is about.
        let works = kinds.iter().any(|kind| matches!(kind, EntityType::Project | EntityType::Infrastructure));
        // 甲项目开工。乙公司成立于2009年,|主要生产……: of a work and a firm behind it the one that the sentence is about.
        let later = || matches!((self.work, self.company), (Some(work), Some(firm)) if firm.0 >= work.1);
        if works && self.of_firm && kinds.contains(&EntityType::Company) && later() {
            return spoken(&EntityType::Company).or_else(|| kinds.iter().find_map(spoken));
        }
        // 甲公司成立于2009年。乙项目总投资5亿元,|建设轴承生产线: of a firm and a work behind it the one that the sentence is about.
        let behind = || matches!((self.company, self.work), (Some(firm), Some(work)) if work.0 >= firm.1);
        if works && !self.of_firm && kinds.contains(&EntityType::Company) && behind() {
            return spoken(&EntityType::Project).or_else(|| kinds.iter().find_map(spoken));
        }
        let lead = kinds.iter().filter(|kind| !works && Some(**kind) == self.lead).find_map(spoken);
        lead.or_else(|| kinds.iter().find_map(spoken))
    }

    /// The last enumeration of things of a kind before the clause.
    fn spoken(&self, kind: EntityType) -> Option<Group> {
        match kind {
            EntityType::Project | EntityType::Infrastructure => self.work,
            EntityType::Company => self.company,
            EntityType::Park => self.park,
            _ => None,
        }
    }
}
