//! Lone characters beside a brand that are a part of it, whatever they are elsewhere.

use super::head::Grammar;
use super::lattice::is_han;
use super::node::{Class, Node};
use super::telling::Telling;
use crate::entity::EntityType;

/// Single characters that stand before a name far oftener than at its beginning.
pub(crate) const LINKS: &str = "为以仅共约并经获还再及距离接继沿赴";

/// Reads lone characters beside a brand as part of it: 三|塘|湖, 川|维, 鑫|瑞|通.
///
/// A measure word stays one behind a number, and a numeral before a measure word.
///
/// 和 behind one lone character is no conjunction: 盈|和|5万吨.
pub(super) fn widen_brands(nodes: &mut [Node], text: &str, telling: Telling) {
    if telling.any_of(Telling::AND) {
        widen_over_and(nodes, text);
    }
    if telling.any_of(Telling::MEASURES) {
        mark_measures(nodes, text);
    }
    if telling.any_of(Telling::NEW) {
        widen_over_new(nodes, text);
    }
    if telling.any_of(Telling::SIZES) {
        widen_over_sizes(nodes, text);
    }
    if telling.any_of(Telling::YUAN) {
        widen_over_yuan(nodes, text);
    }
    widen_to_neighbours(nodes, text);
}

fn widen_over_and(nodes: &mut [Node], text: &str) {
    for at in 1..nodes.len().saturating_sub(1) {
        if !nodes[at].is("和", text) {
            continue;
        }
        // What is joined by 和 has more than one character on its left: 万|和|电子 is a brand.
        let lone = matches!(nodes[at - 1].class, Class::Brand | Class::Weak | Class::Digit | Class::Number)
            && nodes[at - 1].span.of(text).chars().all(is_han)
            && nodes[at - 1].span.len() <= 4
            && (at < 2
                || matches!(
                    nodes[at - 2].class,
                    Class::Stop | Class::Verb | Class::Role | Class::Name(EntityType::Place)
                ));
        let goes_on = matches!(
            nodes[at + 1].class,
            Class::Brand
                | Class::Trade
                | Class::Number
                | Class::Name(EntityType::Product | EntityType::Industry)
        );
        // 济宁|众|和|高分子
        let behind_place = at >= 2 && nodes[at - 2].is_place() && nodes[at + 1].class == Class::Noun;
        if lone && (goes_on || behind_place) {
            nodes[at - 1].class = Class::Brand;
            nodes[at].class = Class::Brand;
        }
    }
}

fn mark_measures(nodes: &mut [Node], text: &str) {
    for at in 1..nodes.len() {
        // 26|万吨|/|年
        if nodes[at - 1].is("/", text) && matches!(nodes[at].span.of(text), "年" | "日" | "月" | "天") {
            nodes[at].class = Class::Measure;
        }
        // 5000|只|轮毂, 500|万|只|轮毂
        if matches!(nodes[at - 1].class, Class::Number | Class::Digit) && nodes[at].is("只", text) {
            nodes[at].class = Class::Measure;
        }
    }
}

fn widen_over_new(nodes: &mut [Node], text: &str) {
    for at in 1..nodes.len().saturating_sub(1) {
        // 利|新|康
        let lone = |node: &Node| {
            node.class == Class::Brand && node.span.len() <= 4 && node.span.of(text).chars().all(is_han)
        };
        if nodes[at].is("新", text) && lone(&nodes[at - 1]) && lone(&nodes[at + 1]) {
            nodes[at].class = Class::Brand;
        }
    }
}

fn widen_over_sizes(nodes: &mut [Node], text: &str) {
    for at in 0..nodes.len().saturating_sub(1) {
        // Both are one character each.
        let next = &nodes[at + 1];
        if nodes[at].span.len() > 4 || next.span.len() > 4 {
            continue;
        }
        let word = nodes[at].span.of(text);
        // 并|州|醋坊: a level behind a character that is no word here.
        let county = matches!(nodes[at].class, Class::Weak | Class::Brand)
            && next.class == Class::Role
            && next.span.of(text) == "州"
            && word.chars().all(is_han);
        // 大|圩|港池: one character alone is no brand, with the size before it it is.
        let sized = next.class == Class::Brand
            && next.head.is_none()
            && matches!(word, "大" | "小" | "老" | "新")
            && next.span.of(text).chars().all(is_han)
            && nodes.get(at + 2).is_some_and(|after| {
                // 的|大|航|科技园: a park only behind a boundary.
                let park = || {
                    let bounded = at.checked_sub(1).is_none_or(|before| nodes[before].class == Class::Stop);
                    bounded && after.head.is_some_and(|head| head.grammar == Grammar::Park)
                };
                after.class == Class::Noun && (after.head.is_none() || park())
            });
        if county {
            nodes[at].class = Class::Brand;
            nodes[at + 1].class = Class::Brand;
        } else if sized {
            nodes[at].class = Class::Brand;
        }
    }
}

fn widen_over_yuan(nodes: &mut [Node], text: &str) {
    for at in 1..nodes.len().saturating_sub(1) {
        if !nodes[at].is("元", text) || !nodes[at - 1].span.of(text).chars().all(is_han) {
            continue;
        }
        // 竹|元|科技: without a number before it it is no money.
        let brand = nodes[at - 1].class == Class::Brand;
        // 的|安|元|公司: behind a boundary one character that is a word elsewhere will do.
        let bounded = at < 2 || matches!(nodes[at - 2].class, Class::Stop | Class::Verb | Class::Role);
        let lone = nodes[at - 1].class == Class::Weak && bounded;
        let next = &nodes[at + 1];
        let trade = matches!(next.class, Class::Trade | Class::Noun);
        if brand && trade || lone && (trade || matches!(next.span.of(text), "公司" | "集团")) {
            nodes[at - 1].class = Class::Brand;
            nodes[at].class = Class::Brand;
        }
    }
}

/// Whether the words behind what 以 leads to say what it is taken for: 甲市以|乙铝业、丙铝业为龙头.
fn is_taken_for(behind: &str) -> bool {
    let clause = behind.find([',', ';', '。']).map_or(behind, |end| &behind[..end]);
    clause.contains('为')
}

fn widen_to_neighbours(nodes: &mut [Node], text: &str) {
    let soft = |node: &Node| matches!(node.class, Class::Weak | Class::Measure | Class::Digit);
    for at in 0..nodes.len() {
        if nodes[at].class != Class::Brand || nodes[at].span.len() > 4 {
            continue;
        }
        if at > 0 && soft(&nodes[at - 1]) && nodes[at - 1].span.end == nodes[at].span.start {
            // 2017|年|恒昱|集团: nor does the unit of a date.
            let counted = (nodes[at - 1].class == Class::Measure
                || matches!(nodes[at - 1].span.of(text), "强" | "年" | "月" | "日"))
                && at > 1
                && matches!(nodes[at - 2].class, Class::Number | Class::Digit);
            // 为|泸|天|化: what links a name to the sentence does not begin it.
            let links = LINKS.contains(nodes[at - 1].span.of(text))
                && (at < 2 || !matches!(nodes[at - 2].class, Class::Brand | Class::Name(_)))
                || nodes[at - 1].is("以", text) && is_taken_for(&text[nodes[at].span.end..]);
            // 培育|出|鸿达环保: nor does what goes with the verb before it.
            let goes_with_verb = nodes[at - 1].span.of(text) == "出"
                && at > 1
                && nodes[at - 2].span.len() > 3
                && matches!(nodes[at - 2].class, Class::Verb | Class::Stop | Class::Activity);
            if !counted && !links && !goes_with_verb {
                nodes[at - 1].class = Class::Brand;
            }
        }
        if at + 1 < nodes.len() && soft(&nodes[at + 1]) && nodes[at + 1].class != Class::Digit {
            nodes[at + 1].class = Class::Brand;
        }
    }
}
