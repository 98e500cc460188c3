//! Names of public bodies and institutions.

mod institution;
mod office;

use crate::entity::EntityType;
use crate::mention::node::Node;
use crate::text::word_list::word_lists;
pub(super) use institution::institution;
pub(super) use office::office;

word_lists! {
    static WORDS: BodyWords = "body.csv";
    /// Bodies whose party committee is theirs.
    school,
    /// Verbs that stand in the names of departments: 投资|促进|局.
    department,
    /// Verbs behind which the body stands that is founded.
    joint,
    /// What ends the names of bodies that do research, which may be called by their field alone.
    research,
    /// What ends the names of bodies that have institutes in other places.
    parent,
    /// What ends the names of societies, which a part of the country may have.
    society,
}

/// 据|中国|钢材|网|统计: the site of a trade, where something is said of it that a site does.
pub(super) fn ends_site(stack: &[Node], node: &Node, text: &str) -> bool {
    let [.., country, trade] = stack else { return false };
    node.is("网", text)
        && country.is("中国", text)
        && matches!(trade.name(), Some(EntityType::Industry | EntityType::Product))
        && trade.span.start == country.span.end
        && node.span.start == trade.span.end
        && ["讯", "统计", "报道", "消息", "数据", "记者", "获悉", "分析师", "资深", "显示"]
            .iter()
            .any(|told| text[node.span.end..].starts_with(told))
}
