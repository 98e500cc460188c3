//! A sentence as its figures are read, and what one figure leaves to the next.

use std::cell::OnceCell;
use std::rc::Rc;

use super::super::around::Around;
use super::super::rules::Of;
use super::super::series::Members;
use super::super::subject::{Basis, Candidate};
use super::WORDS;
use crate::entity::EntityType;
use crate::extraction::{EntityRef, Modality, Unit};
use crate::text::{Classifier, Period, PeriodFound, Quantity, Sentence};

/// A figure that was read and what later ones of its sentence take from it.
#[derive(Clone)]
pub(in super::super) struct Previous {
    pub(in super::super) indicator: String,
    /// The indicator without what a share or a part added to it.
    pub(in super::super) root: String,
    /// Where the words end that belong to it.
    pub(in super::super) end: usize,
    /// It is what something rises or falls from: 由58%.
    pub(in super::super) start: bool,
    pub(in super::super) evidence: usize,
    pub(in super::super) counted: Option<(Unit, Classifier)>,
    /// What firms or projects it is of: 规上企业 of 规上企业12家,实现产值8亿元.
    pub(in super::super) group: Option<String>,
    pub(in super::super) unit: Unit,
    /// It is a rate of change.
    pub(in super::super) change: bool,
    pub(in super::super) subjects: Vec<EntityRef>,
    pub(in super::super) basis: Basis,
    pub(in super::super) modality: Modality,
    pub(in super::super) period: Option<Period>,
}

impl Previous {
    /// Whether it is a figure of a work.
    pub(in super::super) fn is_of_works(&self) -> bool {
        let kind = self.subjects.first().map(|subject| subject.kind);
        matches!(kind, Some(EntityType::Project | EntityType::Infrastructure))
    }

    /// Whether it is the growth of a place that a report on the economy begins with.
    pub(super) fn is_headline(&self) -> bool {
        let of_place = matches!(&self.subjects[..], [only] if only.kind == EntityType::Place);
        of_place && self.change && self.unit == Unit::Percent && WORDS.headline.end(&self.indicator)
    }
}

/// A sentence with what is known about it before its figures are read.
pub(in super::super) struct Line<'q> {
    pub(in super::super) sentence: Sentence,
    pub(in super::super) candidates: Rc<[Candidate]>,
    pub(in super::super) times: Vec<PeriodFound>,
    pub(in super::super) quantities: &'q [&'q Quantity],
    /// What the sentences before are about, for each [`Of`], without and with
    /// works; worked out when first asked for.
    pub(in super::super) topics: [OnceCell<Option<EntityRef>>; 2 * Of::COUNT],
    /// From where on what it tells is an example or only supposed; worked out when first asked for.
    pub(in super::super) unreal: OnceCell<Option<usize>>,
}

/// A quantity, and what is known of it before its words are read.
#[derive(Clone, Copy)]
pub(in super::super) struct Spot<'r> {
    /// The number of its sentence.
    pub(in super::super) at: usize,
    pub(in super::super) frame: &'r Line<'r>,
    pub(in super::super) quantity: &'r Quantity,
    pub(in super::super) around: Around<'r>,
    pub(in super::super) previous: Option<&'r Previous>,
    /// Which of the members of a distribution it is of: 甲、乙分别增长5%和8%.
    pub(in super::super) member: Option<(&'r Members, usize)>,
}
