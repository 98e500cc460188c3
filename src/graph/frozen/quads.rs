//! Quads as numbers of terms, sorted in four ways.

use std::slice;

use super::terms::TermId;

/// Subject, predicate, object and graph.
pub(super) type Row = [TermId; 4];
/// Those that are known.
pub(super) type Pattern = [Option<TermId>; 4];

/// Which of subject, predicate, object and graph comes first, second, third and fourth.
const ORDERS: [[usize; 4]; 4] = [[0, 1, 2, 3], [1, 2, 0, 3], [2, 0, 1, 3], [3, 0, 1, 2]];

/// All quads.
#[derive(Default)]
pub(super) struct Quads([Sorted; 4]);

/// All quads in an order.
#[derive(Default)]
struct Sorted {
    order: [usize; 4],
    /// As the order says: what comes first stands first.
    rows: Vec<Row>,
    /// For each term where those begin that begin with it, and where the last ones end.
    begins: Vec<u32>,
}

impl Quads {
    /// The quads, each once, with terms whose numbers are below `terms`.
    pub(super) fn of(mut rows: Vec<Row>, terms: usize) -> Self {
        // What is sorted already stays so when a little comes behind it.
        rows.sort();
        rows.dedup();
        let rows = &rows;
        // Threads of its own, which end here: the process may be forked afterwards.
        Self(std::thread::scope(|scope| {
            let sorted = ORDERS.map(|order| scope.spawn(move || Sorted::of(rows, order, terms)));
            sorted.map(|thread| thread.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)))
        }))
    }

    /// All of them, in order.
    pub(super) fn into_rows(self) -> Vec<Row> {
        let [sorted, ..] = self.0;
        sorted.rows
    }

    pub(super) fn len(&self) -> usize {
        self.0[0].rows.len()
    }

    /// Those that match.
    pub(super) fn find(&self, pattern: Pattern) -> Found<'_> {
        let known = pattern.iter().flatten().count();
        let mut best: Option<(&Sorted, &[Row])> = None;
        for sorted in &self.0 {
            let prefix = sorted.prefix(&pattern);
            if prefix == 0 && known > 0 {
                continue;
            }
            let rows = sorted.find(&pattern, prefix);
            // Nothing is left to be looked at one by one.
            if prefix == known {
                return Found { rows: rows.iter(), order: sorted.order, rest: Pattern::default() };
            }
            if best.is_none_or(|(_, shortest)| rows.len() < shortest.len()) {
                best = Some((sorted, rows));
            }
        }
        let (order, rows) = best.map_or((ORDERS[0], [].as_slice()), |(sorted, rows)| (sorted.order, rows));
        Found { rows: rows.iter(), order, rest: pattern }
    }
}

impl Sorted {
    fn of(rows: &[Row], order: [usize; 4], terms: usize) -> Self {
        let mut rows: Vec<Row> = rows.iter().map(|row| order.map(|place| row[place])).collect();
        if order != ORDERS[0] {
            rows.sort_unstable();
        }
        let mut begins = Vec::with_capacity(terms + 1);
        let mut at = 0_usize;
        for term in 0..=terms {
            while rows.get(at).is_some_and(|row| row[0].index() < term) {
                at += 1;
            }
            begins.push(u32::try_from(at).unwrap_or(u32::MAX));
        }
        Self { order, rows, begins }
    }

    /// How many of the first terms are known.
    fn prefix(&self, pattern: &Pattern) -> usize {
        self.order.iter().take_while(|place| pattern[**place].is_some()).count()
    }

    /// Those that begin with so many of the known terms.
    fn find(&self, pattern: &Pattern, prefix: usize) -> &[Row] {
        let mut rows = self.rows.as_slice();
        for (depth, place) in self.order.iter().take(prefix).enumerate() {
            let Some(term) = pattern[*place] else { break };
            rows = if depth == 0 {
                let begin = self.begins.get(term.index());
                let range = begin.zip(self.begins.get(term.index() + 1));
                range.and_then(|(begin, end)| rows.get(*begin as usize..*end as usize)).unwrap_or_default()
            } else {
                let begin = rows.partition_point(|row| row[depth] < term);
                let length = rows[begin..].partition_point(|row| row[depth] == term);
                &rows[begin..begin + length]
            };
        }
        rows
    }
}

/// What matches a pattern.
pub(super) struct Found<'q> {
    rows: slice::Iter<'q, Row>,
    order: [usize; 4],
    /// What is still to be compared.
    rest: Pattern,
}

impl Iterator for Found<'_> {
    type Item = Row;

    fn next(&mut self) -> Option<Row> {
        loop {
            let sorted = self.rows.next()?;
            let mut row = [TermId::DEFAULT_GRAPH; 4];
            for (term, place) in sorted.iter().zip(self.order) {
                row[place] = *term;
            }
            if self.rest.iter().zip(row).all(|(known, term)| known.is_none_or(|known| known == term)) {
                return Some(row);
            }
        }
    }
}
