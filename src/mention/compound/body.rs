//! Names of public bodies and institutions.

use super::super::node::{Class, Node};
use super::company_tail;
use super::stack::{brand_length, chain_start, characters, is_proper, last_place, run};
use crate::entity::{EntityType, PlaceLevel};
use crate::text::word_list::word_lists;

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

/// The governed place, with 中共 before it, and up to four nouns between place and head.
pub(super) fn office(stack: &[Node], head: &str, text: &str) -> Option<usize> {
    let last = stack.last()?;
    // 青石县委|县政府, 国务院|政府特殊津贴: two bodies of one place.
    if last.class == Class::Name(EntityType::Organization)
        && head.ends_with("政府")
        && last.span.of(text).ends_with(['委', '院'])
    {
        return None;
    }
    // 甲大学|党委|书记: who leads a school is named behind it.
    let end = last.span.end + head.len();
    if head == "党委"
        && WORDS.school.end(last.span.of(text))
        && ["书记", "副书记", "委员"].iter().any(|title| text[end..].starts_with(title))
    {
        return None;
    }
    // 青兰国|政府 is the state, and its name is that of the country.
    if head == "政府" && last.level == Some(PlaceLevel::Country) {
        return None;
    }
    // 水电部|青河|工程总局: a river that a body of the state is there for.
    if let [.., body, river] = stack
        && river.level == Some(PlaceLevel::Feature)
        && body.name() == Some(EntityType::Organization)
        && body.span.of(text).ends_with(['部', '委', '局'])
        && body.span.end == river.span.start
    {
        return Some(stack.len() - 2);
    }
    // A body under another body: 昭通市委|党校.
    if last.class == Class::Name(EntityType::Organization) {
        return Some(stack.len() - 1);
    }
    let place = if last.is_place() || last.class == Class::Name(EntityType::Park) {
        stack.len() - 1
    } else if stack.len() >= 3
        && stack[stack.len() - 3].class == Class::Name(EntityType::Organization)
        && matches!(last.class, Class::Noun | Class::Activity | Class::Trade)
        && !matches!(stack[stack.len() - 2].span.of(text), "和" | "与" | "及")
    {
        // A department of a body: 管委会|经济|发展|局.
        return Some(stack.len() - 3);
    } else {
        let start = run(stack, 8, |node| {
            matches!(
                node.class,
                Class::Noun
                    | Class::Activity
                    | Class::Trade
                    | Class::TradeVerb
                    | Class::Generic
                    | Class::Name(EntityType::Industry | EntityType::Product)
            ) || matches!(node.span.of(text), "和" | "与") || WORDS.department.has(node.span.of(text))
                // 国家统计局|固定资产投资|统计|司
                || head == "司" && node.class == Class::Verb
        });
        let place = start.checked_sub(1)?;
        // 商务部|投资|促进|事务局
        if stack[place].class == Class::Name(EntityType::Organization)
            && stack[place].span.of(text).ends_with(['部', '委', '局', '会'])
        {
            return Some(place);
        }
        let long_head = head.ends_with(['局', '厅', '会', '室', '办']) && head.chars().count() >= 2;
        // 武穴市|水利|和|湖泊|局.
        let full = matches!(head, "局" | "厅" | "委员会")
            && stack[place].span.of(text).ends_with(['省', '市', '县', '区', '州', '盟', '旗'])
            && stack.last().is_some_and(|last| characters(last, text) >= 2);
        (stack[place].is_place() && (long_head || full)).then_some(place)?
    };
    if head == "委"
        && !stack[place].span.of(text).ends_with(['省', '市', '县', '区', '州', '盟', '旗', '镇', '乡'])
    {
        return None;
    }
    let level = stack[place].level;
    if stack[place].is_place() && matches!(level, Some(PlaceLevel::Feature | PlaceLevel::City)) {
        return None;
    }
    // 甲市|乙经济技术开发区|管委会
    let of_park = stack[place].class == Class::Name(EntityType::Park)
        && place > 0
        && stack[place - 1].is_place()
        && stack[place - 1].span.end == stack[place].span.start;
    let chain = if stack[place].is_place() || of_park {
        chain_start(stack, place + usize::from(!of_park))
    } else {
        place
    };
    let party = chain > 0
        && (stack[chain - 1].span.of(text) == "中共"
            || stack[chain - 1].class == Class::Name(EntityType::Organization));
    Some(if party { chain - 1 } else { chain })
}

pub(super) fn institution(stack: &[Node], head: &str, text: &str) -> Option<usize> {
    let start = run(stack, 7, |node| {
        // 外商|投资|企业|协会, 青省|未来|光电|研究院
        (node.span.of(text) == "企业" && head.ends_with('会'))
            || node.class == Class::Other && WORDS.research.end(head)
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
    // 甲铁路局|青石铁路|枢纽|工程建设指挥部: the body of a work has its name.
    let of_work = head.ends_with("指挥部").then(|| {
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
    });
    if let Some(Some(body)) = of_work {
        return Some(body);
    }
    // 云谷路|小学: what is called after its street.
    if let [.., street] = stack
        && street.name() == Some(EntityType::Infrastructure)
        && street.span.of(text).ends_with(['路', '街', '道'])
        && matches!(head, "小学" | "中学" | "实验学校" | "幼儿园" | "学校")
    {
        return Some(stack.len() - 1);
    }
    // 交通运输部|规划|研究院: what an institute of a body does.
    if let [.., body, does] = stack
        && body.name() == Some(EntityType::Organization)
        && body.span.end == does.span.start
        && matches!(does.span.of(text), "规划" | "检测" | "监测" | "鉴定" | "培训" | "推广" | "审计" | "调查")
        && body.span.of(text).ends_with(['部', '委', '局', '院', '厅', '会'])
    {
        return Some(stack.len() - 2);
    }
    // 云南农业大学|共建|天麻|研发中心: the first is who builds the second.
    let start = (start..stack.len())
        .rev()
        .find(|at| WORDS.joint.has(stack[*at].span.of(text)))
        .map_or(start, |verb| verb + 1);
    if let Some(place) = last_place(stack, start) {
        // 西南地区|医院 are many.
        if stack[place].span.of(text).ends_with("地区") && place + 1 == stack.len() {
            return None;
        }
        let chain = chain_start(stack, place + 1);
        // 甲集团公司|青石|工程建设指挥部, 甲大学|青石|安全研究院: a body that a firm or another body has somewhere.
        let of_body = chain.checked_sub(1).filter(|body| {
            let (above, is_body) = (
                stack[*body].span.of(text),
                matches!(stack[*body].class, Class::Name(EntityType::Organization)),
            );
            stack[*body].span.end == stack[chain].span.start
                && match head.ends_with("指挥部") {
                    true => is_body || stack[*body].class == Class::Name(EntityType::Company),
                    false => is_body && WORDS.parent.end(above) && WORDS.research.end(head),
                }
        });
        return Some(of_body.unwrap_or(chain));
    }
    // 青原大学|海洋资源|与|环境|学院: a faculty of two fields.
    if head == "学院"
        && let Some(school) = faculty(stack, start, text)
    {
        return Some(school);
    }
    // 华东|城市|研究会
    if WORDS.society.end(head)
        && stack.get(start).is_some_and(|first| {
            // The lexicon may have parted it: 华|南|城市|研究会.
            let region = &text[first.span.start..];
            company_tail::WORDS.region.begin(region) && !region.starts_with("中国")
        })
        && start + 1 < stack.len()
        && start.checked_sub(1).is_none_or(|before| matches!(stack[before].class, Class::Stop | Class::Verb))
    {
        return Some(start);
    }
    // 西南|医院, 华东|设计院: what a part of the country has one of.
    if matches!(head, "医院" | "大学" | "设计院" | "勘测设计院")
        && let [before @ .., region] = stack
        && company_tail::WORDS.region.has(region.span.of(text))
        && before.last().is_none_or(|node| matches!(node.class, Class::Stop | Class::Verb))
    {
        return Some(stack.len() - 1);
    }
    if WORDS.research.end(head)
        && let Some(field) = of_the_state(stack, start, text)
    {
        return Some(field);
    }
    // 与|未来|光电|研究院: so does an institute that is called after the future of its field.
    if WORDS.research.end(head)
        && stack.get(start).is_some_and(|first| first.is("未来", text))
        && stack[start + 1..].iter().any(is_field)
        && start.checked_sub(1).is_none_or(|before| matches!(stack[before].class, Class::Stop | Class::Verb))
    {
        return Some(start);
    }
    let first = (start..stack.len()).find(|at| is_proper(&stack[*at]))?;
    let named = stack[first..].iter().any(|node| {
        matches!(node.class, Class::Name(EntityType::Company | EntityType::Park | EntityType::Organization))
    });
    let brand = brand_length(&stack[first..], text);
    // 青石|光电|研究院: nothing else stands before the name.
    let of_field = WORDS.research.end(head)
        && first.checked_sub(1).is_none_or(|before| stack[before].class == Class::Stop)
        && stack[first..].iter().any(is_field);
    (named || (brand >= 2 && (of_field || stack.len() - first <= 2))).then_some(first)
}

/// Where the school begins of which what stands before 学院 is a faculty of two fields.
fn faculty(stack: &[Node], start: usize, text: &str) -> Option<usize> {
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

/// 国家|合成生物|技术|创新中心: of each field there is one of the state.
fn of_the_state(stack: &[Node], start: usize, text: &str) -> Option<usize> {
    let state = (start..stack.len()).rfind(|at| stack[*at].span.of(text) == "国家")?;
    stack[state + 1..].iter().any(is_field).then_some(state)
}

fn is_field(node: &Node) -> bool {
    matches!(node.class, Class::Trade | Class::Name(EntityType::Industry | EntityType::Product))
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
