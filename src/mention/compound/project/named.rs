//! Where the name of a project begins in the material before its head.

use super::coined::brand;
use super::undertaking::undertaking;
use super::{WORDS, project_material};
use crate::entity::EntityType;
use crate::mention::Origin;
use crate::mention::compound::single::{commissioned, coordinated, owned};
use crate::mention::compound::stack::{
    begins, brand_behind_place, brand_length, characters_in, is_count, is_proper, run,
};
use crate::mention::node::{Class, Node};

/// Where a name begins that ends with `head`, in the material from `start` on.
pub(super) fn named(stack: &[Node], start: usize, head: &Node, text: &str) -> Option<usize> {
    // 甲公司的|双|燃料: behind the owner everything belongs to the name, characters that are verbs elsewhere, too.
    let wide =
        run(stack, 16, |node| project_material(node) || matches!(node.class, Class::Weak | Class::TradeVerb));
    let (start, item) = match wide < start {
        true if owned(stack, wide, text) => (wide, wide),
        // 废旧|电池|梯次|利用|项目总投资3亿元
        true if begins(stack, wide, text)
            && stack[wide..].iter().all(|node| node.class != Class::Weak || node.is("废", text)) =>
        {
            (start, wide)
        }
        _ => (start, start),
    };
    // 平潭|云|练|海上风电: lone characters between a place and the goods are the brand.
    let start =
        if start < stack.len() { brand_behind_place(stack, start, text).unwrap_or(start) } else { start };
    on_road(stack, start, head, text)
        .or_else(|| both_halves(stack, start, text))
        .or_else(|| generation(stack, text))
        .or_else(|| commissioned(stack, item.min(start), head.span.end, text))
        .or_else(|| undertaking(stack, start, text))
        .or_else(|| beside_project(stack, head, text))
}

/// 甲项目|和|林下|药材|种植|及|加工|项目: what joins a project and ends like it is one, too.
fn beside_project(stack: &[Node], head: &Node, text: &str) -> Option<usize> {
    let joins = |node: &Node| matches!(node.span.of(text), "和" | "与" | "及" | "以及");
    let behind_project = |at: &usize| joins(&stack[*at]) && stack[at - 1].name() == Some(EntityType::Project);
    let start = (1..stack.len()).rev().find(behind_project)? + 1;
    let parts = &stack[start..];
    let first = parts.first()?;
    let plain = parts.iter().all(|node| project_material(node) || joins(node));
    let single = !matches!(first.class, Class::Generic | Class::Role | Class::Number | Class::Verb)
        && !parts.iter().any(|node| WORDS.many_beside.has(node.span.of(text)))
        && !(start..stack.len()).any(|at| is_count(stack, at, text));
    (head.span.of(text).ends_with("项目")
        && plain
        && single
        && (4..=20).contains(&characters_in(parts, text)))
    .then_some(start)
}

/// G236|殷汇|至|查|桥|段|改建工程: where the road begins of which a line is built whose ends no table has.
fn on_road(stack: &[Node], start: usize, head: &Node, text: &str) -> Option<usize> {
    let to = start.checked_sub(1).filter(|at| matches!(stack[*at].span.of(text), "至" | "到"))?;
    let road = (to.saturating_sub(4)..to)
        .rev()
        .find(|at| stack[*at].name() == Some(EntityType::Infrastructure))
        .filter(|at| stack[*at..start].iter().all(|node| node.class != Class::Close))?;
    let own = &text[stack[road].span.end..head.span.start];
    let section =
        stack[road].span.of(text).starts_with(['G', 'S', 'X']) || own.contains('段') && !own.contains('的');
    section.then_some(road)
}

/// 甲公司|年产6万吨|色浆|及|配套5万吨|颜料项目, 立盛玻璃有限公司|节能玻璃|及|门窗生产项目: what follows 及 has no name of its own.
fn both_halves(stack: &[Node], start: usize, text: &str) -> Option<usize> {
    let whole = coordinated(stack, start, text);
    // 年产6万吨色浆项目|和|颜料产业基地项目: the first has its own head.
    let closed = start.checked_sub(2).is_some_and(|at| stack[at].name() == Some(EntityType::Project));
    if whole >= start || closed || has_own_name(&stack[start..], text) {
        return None;
    }
    let at = undertaking(stack, whole, text)?;
    (at < start - 1
        && stack[at..start - 1].iter().any(|node| {
            // 瑞泽轴承|及|羽绒服|生产项目
            let with_goods = stack[start - 1].is("及", text)
                && node.origin == Some(Origin::Pattern("company-brand-trade"));
            with_goods
                || !node.is_place() && !matches!(node.class, Class::Brand | Class::Name(EntityType::Company))
        })
        && stack[at..start].iter().all(|node| node.class != Class::Open))
    .then_some(at)
}

/// Whether the second of two coordinated halves names something by itself.
fn has_own_name(half: &[Node], text: &str) -> bool {
    let brand = brand_length(half, text);
    let named = |node: &Node| is_proper(node) && !matches!(node.class, Class::Brand | Class::Weak);
    brand >= 2 || half.iter().any(|node| named(node) && !is_kind_of_park(node))
}

/// 物流仓储|产业园区: a park that is called after its trade alone.
fn is_kind_of_park(node: &Node) -> bool {
    node.origin == Some(Origin::Pattern("park"))
        && !node.inner.iter().any(|inner| inner.kind == EntityType::Place)
}

/// 第|6|代|面板生产线, 甲公司|第8.5代|玻璃基板项目: the generation of what is made begins the name, or the
/// firm or the brand before it.
fn generation(stack: &[Node], text: &str) -> Option<usize> {
    let from = stack.len().saturating_sub(8);
    let ordinal = (from..stack.len()).rev().find(|at| {
        let word = stack[*at].span.of(text);
        let behind = &text[stack[*at].span.start..];
        let number = behind.strip_prefix('第').unwrap_or("");
        let digits = number.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.');
        word.starts_with('第') && digits.len() < number.len() && digits.starts_with('代')
    })?;
    let goods = stack[ordinal..].iter().any(|node| node.name() == Some(EntityType::Product));
    let apart = stack[ordinal..].iter().any(|node| matches!(node.class, Class::Stop | Class::Open));
    let firm = ordinal.checked_sub(1).filter(|firm| {
        stack[*firm].name() == Some(EntityType::Company) && stack[*firm].span.end == stack[ordinal].span.start
    });
    // 泓|岱|子|第|8.5|代|玻璃基板项目
    let maker = || firm.or_else(|| brand(stack, ordinal, text));
    (goods && !apart).then(|| maker().unwrap_or(ordinal))
}
