//! Names that the layout tells, laid over those that the words tell.

use std::collections::BTreeMap;

use super::layout::WORDS;
use super::{Mention, Origin};
use crate::entity::EntityType;
use crate::text::{NormalizedSpan, NormalizedText};

/// Lays `names` over `mentions`, one after the other: each takes the place of what overlaps it, and what lies inside it
/// stays as nested.
pub(super) fn lay(text: &NormalizedText, names: Vec<Mention>, mentions: &mut Vec<Mention>) {
    if names.is_empty() {
        return;
    }
    let mut all = Mentions::default();
    std::mem::take(mentions).into_iter().for_each(|mention| all.insert(mention));
    for name in names {
        if all.near(name.span).any(|(_, mention)| is_known(&name, mention, &text.text)) {
            continue;
        }
        all.make_room(name.span);
        all.insert(name);
    }
    *mentions = all.by_start.into_values().collect();
}

/// Whether what is known by its own words stays what it is: a road in a column of projects.
fn is_known(name: &Mention, mention: &Mention, text: &str) -> bool {
    let holds = || {
        mention.span.contains(name.span)
            // 主导产业: 汽车零部件 is a sector there.
            && !(name.kind == EntityType::Industry
                && mention.kind == EntityType::Product
                && mention.span == name.span)
            // 弹簧:昱海弹簧 is a firm in a list of firms.
            && !(name.kind == EntityType::Company
                && mention.kind == EntityType::Product
                && mention.span == name.span
                && matches!(mention.origin, Origin::Pattern(_)))
            && !(name.kind == EntityType::Project
                && mention.kind == EntityType::Company
                && !mention.span.of(text).ends_with("公司")
                && matches!(mention.origin, Origin::Pattern(_)))
    };
    let begins = || {
        mention.kind == EntityType::Infrastructure
            && mention.span.start == name.span.start
            && name.kind == EntityType::Project
            && !WORDS.undertaking.end(name.span.of(text))
    };
    !mention.nested && (holds() || begins())
}

/// Mentions by where they begin, so that those near a name are found without a look at all of them: a register has
/// tens of thousands.
#[derive(Default)]
struct Mentions {
    /// By start, and of the same start in the order in which they came.
    by_start: BTreeMap<(usize, usize), Mention>,
    /// The length of the longest, in bytes.
    longest: usize,
    /// How many came.
    count: usize,
}

impl Mentions {
    fn insert(&mut self, mention: Mention) {
        self.longest = self.longest.max(mention.span.len());
        self.by_start.insert((mention.span.start, self.count), mention);
        self.count += 1;
    }

    /// Where those begin that may overlap `span`.
    fn reach(&self, span: NormalizedSpan) -> std::ops::Range<(usize, usize)> {
        (span.start.saturating_sub(self.longest), 0)..(span.end, 0)
    }

    fn near(&self, span: NormalizedSpan) -> impl Iterator<Item = (&(usize, usize), &Mention)> {
        self.by_start.range(self.reach(span))
    }

    /// Nests what lies inside `span`, and drops what else overlaps it, or has the same bounds.
    fn make_room(&mut self, span: NormalizedSpan) {
        let overlapping = self.near(span).filter(|(_, mention)| mention.span.overlaps(span));
        let overlapping: Vec<(usize, usize)> = overlapping.map(|(at, _)| *at).collect();
        for at in overlapping {
            match self.by_start.get_mut(&at) {
                Some(mention) if span.contains(mention.span) && mention.span != span => mention.nested = true,
                _ => {
                    self.by_start.remove(&at);
                }
            }
        }
    }
}
