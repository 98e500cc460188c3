//! Words on both sides of a quantity that say how exact it is: 约5亿元, 5亿元以上.

use std::sync::LazyLock;

use super::{Bound, Quantity};
use crate::text::words::Words;

const HEDGES_BEFORE: [(&str, Bound); 15] = [
    ("不低于", Bound::AtLeast),
    ("不少于", Bound::AtLeast),
    ("不超过", Bound::AtMost),
    ("不高于", Bound::AtMost),
    ("低于", Bound::AtMost),
    ("超过", Bound::AtLeast),
    ("突破", Bound::AtLeast),
    ("大约", Bound::About),
    ("接近", Bound::About),
    ("超", Bound::AtLeast),
    ("逾", Bound::AtLeast),
    ("过", Bound::AtLeast),
    ("约", Bound::About),
    ("近", Bound::About),
    ("达", Bound::Exact),
];
const HEDGES_AFTER: [(&str, Bound); 9] = [
    ("(含)以上", Bound::AtLeast),
    ("(含)以下", Bound::AtMost),
    ("及以上", Bound::AtLeast),
    ("以上", Bound::AtLeast),
    ("以下", Bound::AtMost),
    ("以内", Bound::AtMost),
    ("左右", Bound::About),
    ("上下", Bound::About),
    ("之间", Bound::Exact),
];

static BEFORE: LazyLock<Words<Bound>> = LazyLock::new(|| Words::new(HEDGES_BEFORE.to_vec()));
static AFTER: LazyLock<Words<Bound>> = LazyLock::new(|| Words::new(HEDGES_AFTER.to_vec()));

/// Reads the hedges on both sides of a quantity; those behind it become part of its span.
pub(super) fn bounded(mut quantity: Quantity, text: &str) -> Quantity {
    let before = &text[..quantity.span.start];
    if quantity.bound == Bound::Exact
        && let Some((_, bound)) = BEFORE.ending_with(before)
    {
        quantity.bound = bound;
    }
    let after = &text[quantity.span.end..];
    let (more, after) = match after.strip_prefix(['余', '多']) {
        Some(rest) if !rest.starts_with(|c: char| c.is_alphanumeric()) => (after.len() - rest.len(), rest),
        _ => (0, after),
    };
    quantity.span.end += more;
    if more > 0 {
        quantity.bound = Bound::AtLeast;
    }
    if let Some((word, bound)) = AFTER.beginning(after) {
        quantity.span.end += word.len();
        if bound != Bound::Exact {
            quantity.bound = bound;
        }
    }
    quantity
}
