//! Members that are names as a whole although a grammar has found only their ends.

use super::super::Origin;
use super::super::node::{Class, Node};
use super::beside::WORDS;
use super::member::is_lone;
use super::{composite, is_conjunction};
use crate::entity::EntityType;

/// 禾|而|康医疗设备项目: between two commas what stands before a name is a part of it, when it makes no sense alone.
pub(super) fn whole_members(group: &mut [Vec<Node>], text: &str) {
    for nodes in &mut group[1..] {
        let end = nodes.iter().position(|node| node.is("等", text)).unwrap_or(nodes.len());
        let Some(name) = nodes[..end].iter().position(|node| {
            matches!(node.name(), Some(EntityType::Project | EntityType::Company | EntityType::Park))
        }) else {
            continue;
        };
        let lone = |node: &Node| {
            is_lone(node, text)
                && !"的和与及在由对以是等含为至将其各该从原前某因经".contains(node.span.of(text))
        };
        let kind = nodes[name].name();
        // LED灯珠|封装|及|SMT灯带生产项目: what is done with other goods is the first half of the name.
        let half = kind == Some(EntityType::Project)
            && (3..=5).contains(&name)
            && is_conjunction(&nodes[name - 1], text)
            && matches!(nodes[name - 2].class, Class::Activity | Class::Trade)
            && nodes[..name - 2].iter().any(|node| node.name() == Some(EntityType::Product))
            && nodes[..name - 1].iter().all(|node| {
                matches!(
                    node.class,
                    Class::Name(EntityType::Product | EntityType::Industry)
                        | Class::Activity
                        | Class::Trade
                        | Class::Noun
                        | Class::Adjective
                )
            });
        if half {
            let whole = composite(&nodes[..=name], EntityType::Project);
            nodes.splice(..=name, [whole]);
            continue;
        }
        let built =
            matches!(nodes[name].origin, Some(Origin::Pattern(_))) || kind == Some(EntityType::Company);
        if let Some(kind) = kind
            && built
            && (1..=2).contains(&name)
            && (nodes[..name].iter().all(lone)
                // 恒农|联合|生物科技产业园
                || kind == EntityType::Park
                    && name == 2
                    && nodes[0].class == Class::Brand
                    && matches!(nodes[1].span.of(text), "联合" | "国际" | "集团" | "控股")
                || name == 1
                    && (kind == EntityType::Project || kind == EntityType::Park && is_word(&nodes[0], text))
                    && nodes[0].class == Class::Noun
                    && nodes[0].head.is_none())
        {
            let whole = composite(&nodes[..=name], kind);
            nodes.splice(..=name, [whole]);
        }
    }
}

/// 晨光|跨境电商产业园: a word of two characters that ranks nothing and says neither where nor whose something is.
pub(super) fn is_word(node: &Node, text: &str) -> bool {
    let word = node.span.of(text);
    node.span.len() == 6
        && !WORDS.no_brand.has(word)
        && !word
            .ends_with(['级', '型', '性', '化', '区', '市', '县', '镇', '省', '村', '内', '外', '个', '大'])
        && !word.starts_with(['全', '该', '各', '本', '我'])
}
