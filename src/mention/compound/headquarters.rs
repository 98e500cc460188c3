//! Headquarters that a firm builds: 昌禾集团|区域总部|落户, 昌禾|总部、白石|数据工厂等建成投用.

use super::building::is_told;
use super::stack::{characters_in, run};
use crate::entity::EntityType;
use crate::mention::around::is_bounded;
use crate::mention::lattice::is_han;
use crate::mention::node::{Class, Node};

/// Where the name of one begins: at its firm or at the brand of that, where what follows tells a stage of it or of the works
/// with which it is listed.
pub(super) fn headquarters(stack: &[Node], head: &str, text: &str) -> Option<usize> {
    let last = stack.last()?;
    let after = &text[last.span.end + head.len()..];
    let settles = ["落户", "落地", "签约", "入驻", "揭牌"].iter().any(|verb| after.starts_with(verb));
    if !(settles || is_told(after) || is_listed_with_works(after)) {
        return None;
    }
    if last.name() == Some(EntityType::Company) {
        return Some(stack.len() - 1);
    }
    let start = run(stack, 5, |node| node.class == Class::Brand && node.span.of(text).chars().all(is_han));
    // 新|紫|禾|北方总部
    let new = start.checked_sub(1).filter(|new| stack[*new].is("新", text) && is_bounded(stack, *new));
    let start = new.unwrap_or(start);
    let named = (2..=5).contains(&characters_in(&stack[start..], text));
    (named && is_bounded(stack, start)).then_some(start)
}

/// 、白石数据工厂|等建成投用: whether a list follows of which something is told that works do.
fn is_listed_with_works(after: &str) -> bool {
    const DONE: [&str; 8] = ["建成", "投产", "投用", "落地", "落户", "布局", "开工", "建设"];
    let Some(rest) = after.strip_prefix('、').or_else(|| after.strip_prefix('等')) else { return false };
    let clause = rest.find([',', '。', ';', '\n']).map_or(rest, |end| &rest[..end]);
    let told =
        if after.starts_with('等') { Some(clause) } else { clause.split_once('等').map(|(_, told)| told) };
    told.is_some_and(|told| DONE.iter().any(|verb| told.contains(verb)))
}
