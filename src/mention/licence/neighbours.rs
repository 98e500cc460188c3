//! What stands beside a hit.

use std::cell::OnceCell;

use crate::gazetteer::Hit;

/// The hits of a document, for looking at what stands beside one.
pub(crate) struct Neighbours<'a> {
    /// Sorted by end, as the matcher delivers them.
    by_end: &'a [Hit],
    /// Sorted by start; made when it is first needed.
    by_start: OnceCell<Vec<&'a Hit>>,
}

impl<'a> Neighbours<'a> {
    pub(crate) fn new(hits: &'a [Hit]) -> Self {
        Self { by_end: hits, by_start: OnceCell::new() }
    }

    /// The hits that end at `offset`.
    pub(super) fn ending_at(&self, offset: usize) -> impl Iterator<Item = &Hit> {
        let from = self.by_end.partition_point(|hit| hit.span.end < offset);
        self.by_end[from..].iter().take_while(move |hit| hit.span.end == offset)
    }

    /// The hits that start at `offset`.
    pub(super) fn starting_at(&self, offset: usize) -> impl Iterator<Item = &Hit> {
        let by_start = self.by_start.get_or_init(|| {
            let mut hits: Vec<&Hit> = self.by_end.iter().collect();
            hits.sort_by_key(|hit| (hit.span.start, hit.span.end));
            hits
        });
        let from = by_start.partition_point(|hit| hit.span.start < offset);
        by_start[from..].iter().take_while(move |hit| hit.span.start == offset).copied()
    }
}
