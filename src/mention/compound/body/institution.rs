//! Institutions: schools, hospitals, institutes and societies.

use super::WORDS;
use crate::entity::{EntityType, PlaceLevel};
use crate::mention::around::is_bounded;
use crate::mention::compound::company_tail;
use crate::mention::compound::stack::{brand_length, chain_start, characters_in, is_proper, last_place, run};
use crate::mention::node::{Class, Node};

/// Where the name of an institution begins that ends with `head` behind `stack`.
pub(in crate::mention::compound) fn institution(stack: &[Node], head: &str, text: &str) -> Option<usize> {
    let owned = of_work(stack, head)
        .or_else(|| of_street(stack, head, text))
        .or_else(|| of_body(stack, text))
        .or_else(|| branch(stack, head, text));
    if owned.is_some() {
        return owned;
    }
    // 分会 alone tells not of what.
    if head == "分会" {
        return None;
    }
    let start = material_start(stack, head, text);
    if let Some(place) = last_place(stack, start) {
        return in_place(stack, place, head, text);
    }
    faculty(stack, start, head, text)
        .or_else(|| society(stack, start, head, text))
        .or_else(|| of_nation(stack, start, head, text))
        .or_else(|| of_region(stack, head, text))
        .or_else(|| of_the_state(stack, start, head, text))
        .or_else(|| of_future(stack, start, head, text))
        .or_else(|| called(stack, start, head, text))
}

/// 甲铁路局|青石铁路|枢纽|工程建设指挥部: the body of a work has its name.
fn of_work(stack: &[Node], head: &str) -> Option<usize> {
    if !head.ends_with("指挥部") {
        return None;
    }
    let from = run(stack, 4, |node| {
        matches!(
            node.class,
            Class::Noun | Class::Trade | Class::Name(EntityType::Infrastructure | EntityType::Project)
        )
    });
    let body = from.checked_sub(1)?;
    let named = stack[from..].iter().any(|node| node.name().is_some());
    let owner = matches!(stack[body].class, Class::Name(EntityType::Company | EntityType::Organization));
    (named && owner && stack[body].span.end == stack[from].span.start).then_some(body)
}

/// 云谷路|小学: what is called after its street.
fn of_street(stack: &[Node], head: &str, text: &str) -> Option<usize> {
    let [.., street] = stack else { return None };
    (street.name() == Some(EntityType::Infrastructure)
        && street.span.of(text).ends_with(['路', '街', '道'])
        && matches!(head, "小学" | "中学" | "实验学校" | "幼儿园" | "学校"))
    .then(|| stack.len() - 1)
}

/// 交通运输部|规划|研究院: what an institute of a body does.
fn of_body(stack: &[Node], text: &str) -> Option<usize> {
    let [.., body, does] = stack else { return None };
    (body.name() == Some(EntityType::Organization)
        && body.span.end == does.span.start
        && matches!(
            does.span.of(text),
            "规划" | "检测" | "监测" | "鉴定" | "培训" | "推广" | "审计" | "调查"
        )
        && body.span.of(text).ends_with(['部', '委', '局', '院', '厅', '会']))
    .then(|| stack.len() - 2)
}

/// 中国园林学会|枫树|分会: a society has branches for what it deals with.
fn branch(stack: &[Node], head: &str, text: &str) -> Option<usize> {
    let from = stack.iter().rposition(|node| node.name() == Some(EntityType::Organization))?;
    let field = &stack[from + 1..];
    let society = stack[from].span.of(text).ends_with(['会', '盟']);
    let plain = field.iter().all(|node| !matches!(node.class, Class::Stop | Class::Open | Class::Role));
    (head == "分会" && society && plain && (1..=6).contains(&characters_in(field, text))).then_some(from)
}

/// Where what can belong to the name begins.
fn material_start(stack: &[Node], head: &str, text: &str) -> usize {
    let start = run(stack, 7, |node| {
        // 外商|投资|企业|协会, 青省|未来|光电|研究院
        (node.span.of(text) == "企业" && head.ends_with('会'))
            || node.class == Class::Other && WORDS.research.end(head)
            // 青省|包装|协会
            || node.class == Class::TradeVerb && head.ends_with("协会")
            || matches!(
                node.class,
                Class::Noun
                    | Class::Activity
                    | Class::Trade
                    | Class::Brand
                    | Class::Generic
                    | Class::Adjective
                    | Class::Number
                    | Class::Name(
                        EntityType::Place
                            | EntityType::Industry
                            | EntityType::Product
                            | EntityType::Company
                            | EntityType::Park
                            | EntityType::Organization
                    )
            )
    });
    // 云南农业大学|共建|天麻|研发中心: the first is who builds the second.
    let joint = (start..stack.len()).rev().find(|at| WORDS.joint.has(stack[*at].span.of(text)));
    joint.map_or(start, |verb| verb + 1)
}

/// Where an institution begins that is in a place.
fn in_place(stack: &[Node], place: usize, head: &str, text: &str) -> Option<usize> {
    // 西南地区|医院 are many.
    if stack[place].span.of(text).ends_with("地区") && place + 1 == stack.len() {
        return None;
    }
    let chain = chain_start(stack, place + 1);
    // 青州市|温州|商会: where the merchants are from stands behind the town where they are.
    let is_town = |at: usize| {
        matches!(stack[at].level, Some(PlaceLevel::Province | PlaceLevel::Prefecture | PlaceLevel::County))
    };
    if let Some(town) = chain.checked_sub(1)
        && head == "商会"
        && place + 1 == stack.len()
        && stack[town].span.end == stack[chain].span.start
        && is_town(town)
        && is_town(place)
    {
        return Some(chain_start(stack, town + 1));
    }
    // 甲集团公司|青石|工程建设指挥部, 甲大学|青石|安全研究院: a body that a firm or another body has somewhere.
    let owner = chain.checked_sub(1).filter(|owner| {
        let owner = &stack[*owner];
        let body = owner.class == Class::Name(EntityType::Organization);
        owner.span.end == stack[chain].span.start
            && match head.ends_with("指挥部") {
                true => body || owner.class == Class::Name(EntityType::Company),
                false => body && WORDS.parent.end(owner.span.of(text)) && WORDS.research.end(head),
            }
    });
    Some(owner.unwrap_or(chain))
}

/// 青原大学|海洋资源|与|环境|学院: where the school begins of which what stands before 学院 is a faculty of two fields.
fn faculty(stack: &[Node], start: usize, head: &str, text: &str) -> Option<usize> {
    if head != "学院" {
        return None;
    }
    let and = start.checked_sub(1).filter(|at| matches!(stack[*at].span.of(text), "与" | "和" | "及"))?;
    let field = |node: &Node| {
        matches!(node.class, Class::Noun | Class::Trade | Class::Activity | Class::Adjective)
            || matches!(node.name(), Some(EntityType::Industry | EntityType::Product))
    };
    let first = run(&stack[..and], 4, field);
    let school = first.checked_sub(1).filter(|_| first < and && start < stack.len())?;
    let of_school = stack[school].name() == Some(EntityType::Organization)
        && WORDS.school.end(stack[school].span.of(text))
        && stack[school].span.end == stack[first].span.start;
    (of_school && stack[start..].iter().all(field)).then_some(school)
}

/// 华东|城市|研究会
fn society(stack: &[Node], start: usize, head: &str, text: &str) -> Option<usize> {
    if !WORDS.society.end(head) || start + 1 >= stack.len() || !is_bounded(stack, start) {
        return None;
    }
    // The lexicon may have parted it: 华|南|城市|研究会.
    let region = &text[stack[start].span.start..];
    (company_tail::WORDS.region.begin(region) && !region.starts_with("中国")).then_some(start)
}

/// 全国|粮食|流通|产业|联盟: of each field the nation has one.
fn of_nation(stack: &[Node], start: usize, head: &str, text: &str) -> Option<usize> {
    let nation = start.checked_sub(1).filter(|at| stack[*at].is("全国", text))?;
    let fields = stack[start..].iter().filter(|node| is_field(node) || node.class == Class::Noun).count();
    (WORDS.society.end(head) && fields > 0 && stack.len() > start + 1 && is_bounded(stack, nation))
        .then_some(nation)
}

/// 西南|医院, 华东|设计院: what a part of the country has one of.
fn of_region(stack: &[Node], head: &str, text: &str) -> Option<usize> {
    let (region, before) = stack.split_last()?;
    (matches!(head, "医院" | "大学" | "设计院" | "勘测设计院")
        && company_tail::WORDS.region.has(region.span.of(text))
        && is_bounded(stack, before.len()))
    .then_some(before.len())
}

/// 国家|合成生物|技术|创新中心: of each field there is one of the state.
fn of_the_state(stack: &[Node], start: usize, head: &str, text: &str) -> Option<usize> {
    if !WORDS.research.end(head) {
        return None;
    }
    let state = (start..stack.len()).rfind(|at| stack[*at].span.of(text) == "国家")?;
    stack[state + 1..].iter().any(is_field).then_some(state)
}

/// 与|未来|光电|研究院: so does an institute that is called after the future of its field.
fn of_future(stack: &[Node], start: usize, head: &str, text: &str) -> Option<usize> {
    (WORDS.research.end(head)
        && stack.get(start).is_some_and(|first| first.is("未来", text))
        && stack[start + 1..].iter().any(is_field)
        && is_bounded(stack, start))
    .then_some(start)
}

/// Where an institution begins that is called after a firm, a park or a body, or has a brand.
fn called(stack: &[Node], start: usize, head: &str, text: &str) -> Option<usize> {
    let first = (start..stack.len()).find(|at| is_proper(&stack[*at]))?;
    let parts = &stack[first..];
    let named = parts.iter().any(|node| {
        matches!(node.class, Class::Name(EntityType::Company | EntityType::Park | EntityType::Organization))
    });
    // 青石|光电|研究院: nothing else stands before the name.
    let of_field = || {
        WORDS.research.end(head)
            && first.checked_sub(1).is_none_or(|before| stack[before].class == Class::Stop)
            && parts.iter().any(is_field)
    };
    (named || brand_length(parts, text) >= 2 && (parts.len() <= 2 || of_field())).then_some(first)
}

fn is_field(node: &Node) -> bool {
    matches!(node.class, Class::Trade | Class::Name(EntityType::Industry | EntityType::Product))
}
