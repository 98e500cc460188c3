//! Material before the head of a project that keeps it from being a name: many of them, equipment, an event.

use super::{WORDS, is_zone};
use crate::entity::EntityType;
use crate::mention::compound::single::coordinated;
use crate::mention::compound::stack::is_count;
use crate::mention::node::Node;
use crate::text::signs::is_counting;

/// Whether the head tells of several.
pub(super) fn is_of_many(stack: &[Node], head: &Node, text: &str) -> bool {
    let work = stack.last().is_some_and(|last| last.name() == Some(EntityType::Infrastructure));
    // 青石县|两个|风电场|项目
    let counted = || {
        let from = stack.len().saturating_sub(2);
        (from..stack.len()).any(|at| {
            let word = stack[at].span.of(text);
            word.ends_with('个') && !word.starts_with('一') && is_count(stack, at, text)
        })
    };
    // 病险水库|除险加固 is done to many.
    WORDS.done.has(head.span.of(text)) && !work
        // 甲园区部分项目
        || WORDS.several.end(&text[..head.span.start])
        || counted()
}

/// Whether the material from `start` on keeps the head from ending a name.
pub(super) fn is_no_name(stack: &[Node], start: usize, head: &Node, text: &str) -> bool {
    let material = &stack[start..];
    // 全自动|灌装|生产线 is equipment.
    let equipment = || {
        head.span.of(text) == "生产线"
            && material.iter().any(|node| {
                // 一条|年产3万吨|涂料|生产线, 6|台|套|石英管|生产线, but 恒昱再生铅|第三|条|生产线
                let counted = ["条", "台套"].iter().any(|counter| text[..node.span.end].ends_with(counter))
                    && !text[..node.span.end]
                        .rsplit('第')
                        .next()
                        .is_some_and(|number| number.chars().count() <= 3 && number.len() < node.span.end);
                WORDS.equipment.has(node.span.of(text)) || counted
            })
            && !material.iter().any(|node| node.is_place() || node.name() == Some(EntityType::Company))
    };
    // 招商推介会|暨|加工|项目签约仪式
    let event =
        || stack[coordinated(stack, start, text)..].iter().any(|node| WORDS.event.end(node.span.of(text)));
    // 20亿元以上工业项目: a threshold makes no name.
    // 青石县2019年上半年|产业项目: nor does a part of a year.
    let threshold = || {
        material.iter().any(|node| {
            let word = node.span.of(text);
            matches!(word, "以上" | "国内外" | "海内外") || WORDS.of_year.end(word)
        })
    };
    // 标准钣金生产线|三条, 有机肥生产线|各2万吨: lines that are counted are no project.
    let counted = || {
        let behind = text[head.span.end..].trim_start_matches(['共', '各']);
        let rest = behind.trim_start_matches(|c: char| is_counting(c));
        head.span.of(text) == "生产线"
            && (rest.len() < behind.len() && rest.starts_with('条')
                || text[head.span.end..].starts_with('各'))
    };
    // 青石开发区|项目: what is built in a zone, whatever that is.
    let of_zone = || {
        stack.last().is_some_and(|last| {
            last.name() == Some(EntityType::Park) && is_zone(last.span.of(text)) && head.is("项目", text)
        })
    };
    // 恒昱公司带来|新|项目
    let new = || head.is("项目", text) && stack.last().is_some_and(|last| last.is("新", text));
    equipment() || event() || threshold() || counted() || of_zone() || new()
}
