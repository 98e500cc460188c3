//! Which grammar reads the name that a word ends, and what it finds.

use super::bank::bank;
use super::body::{institution, office};
use super::bounds::bounding;
use super::building::{building, is_address, is_house_built, venue};
use super::company::{FUNCTION, legal_form};
use super::company_tail::company_tail;
use super::dotted::dotted;
use super::facility::facility;
use super::factory::factory;
use super::goods::goods;
use super::no_name::ranks;
use super::park::{garden, park};
use super::place::{called_after_place, feature, settlement, water};
use super::project::{phase, project};
use super::road::{line, route};
use super::sector::sector;
use super::single::base;
use super::stack::{begins, characters, characters_in, is_count, may_name_firm};
use super::stock::called_as_stock;
use super::street::street;
use super::trade::brand_trade;
use super::{Reduction, SETTLEMENT, SIGN, WORDS};
use crate::entity::EntityType;
use crate::mention::brands::LINKS;
use crate::mention::head::{Grammar, Head};
use crate::mention::lattice::is_han;
use crate::mention::licence::is_titled;
use crate::mention::node::{Class, Node};

/// The head that a word is, unless the words behind it make it a part of something else.
pub(super) fn live_head(node: &Node, next: Option<&Node>, inside_trades: bool, text: &str) -> Option<Head> {
    // In 基础工程有限公司 the legal form decides, not the 工程 before it.
    let following = next.and_then(|next| next.head).map(|head| head.grammar);
    let inside_firm = match following {
        Some(Grammar::LegalForm) => true,
        Some(Grammar::CompanyTail) => node.class == Class::Trade,
        _ => false,
    };
    // 甲大学过程|工程|研究所
    let of_institution = || following == Some(Grammar::Institution) && node.span.of(text) == "工程";
    // 扎西|纺织|工: what goes on is a longer word.
    let goes_on = || {
        next.is_some_and(|next| {
            matches!(next.class, Class::Brand | Class::Weak)
                && next.head.is_none()
                && !LINKS.contains(next.span.of(text))
        })
    };
    // 包钢|厂|区内, 青石大桥项目|部: the head belongs to what follows.
    let inside_word = || {
        node.span.of(text) == "厂"
            && text[node.span.end..].starts_with(['区', '房', '家', '商', '长', '里', '内', '子'])
            // 吉星|化工|厂房
            || node.span.of(text).ends_with('厂') && text[node.span.end..].starts_with(['区', '房', '家', '商'])
            || node.span.of(text).ends_with("项目") && next.is_some_and(|next| next.span.of(text) == "部")
            // 飞龙桥|村, 青龙|渠|村: a village that is called after its bridge or its canal.
            || node.span.of(text).ends_with(['桥', '渠', '坝', '闸', '塘', '湖'])
                && node.head.is_some_and(|head| head.grammar == Grammar::Facility)
                && ["村", "镇", "乡", "社区", "街道"].iter().any(|level| text[node.span.end..].starts_with(level))
    };
    // 锐博|陶瓷|园: the garden of a trade is a park.
    let in_garden = || {
        next.is_some_and(|next| {
            next.is("园", text)
                && next.span.start == node.span.end
                && !text[next.span.end..].starts_with(['林', '艺', '丁', '内', '地', '方'])
        })
    };
    node.head
        .filter(|head| {
            let countable = matches!(head.grammar, Grammar::Project | Grammar::Phase | Grammar::CompanyTail);
            // 恒远轴承项目|6条生产线: what is counted is something else.
            let lines = node.span.of(text).ends_with("项目")
                && text[node.span.end..].trim_start_matches(|c: char| c.is_ascii_digit()).starts_with("条");
            // 外协生产线1条, 合作社3个: what is counted behind its name has none.
            !(countable && !lines && counted_behind(&text[node.span.end..]))
        })
        .filter(|head| match head.grammar {
            Grammar::LegalForm => true,
            Grammar::BrandTrade => !inside_firm && !inside_trades && !goes_on() && !in_garden(),
            Grammar::Project => !inside_firm && !inside_trades && !inside_word() && !of_institution(),
            _ => !inside_firm && !inside_word(),
        })
}

/// What a name is that ends with `head`, the head of `head_node`, behind `stack`.
pub(super) fn reduce(stack: &[Node], head_node: &Node, head: Head, text: &str) -> Option<Reduction> {
    let found = |start: usize, rule: &'static str| {
        let begin = stack.get(start).map_or(head_node.span.start, |node| node.span.start);
        let work = matches!(head.kind, EntityType::Project | EntityType::Infrastructure | EntityType::Park);
        let ranked = work && ranks(&text[begin..head_node.span.start]);
        (!ranked).then_some(Reduction { start, kind: head.kind, rule })
    };
    // 恒远医院|主体封顶: while it is built the body is a work.
    let body = |start: usize, rule: &'static str| {
        let house = is_house_built(head_node.span.of(text), &text[head_node.span.end..]);
        let reduction = found(start, rule)?;
        Some(if house { Reduction { kind: EntityType::Project, ..reduction } } else { reduction })
    };
    if matches!(head.grammar, Grammar::Route | Grammar::Street | Grammar::Water)
        && let Some(start) = bounding(stack, text)
    {
        return found(start, "bound");
    }
    match head.grammar {
        Grammar::LegalForm => {
            let start = legal_form(stack, head_node.span.of(text), text)?;
            // 建材有限公司3家 are any, 与青州恒昱建材有限公司11户企业 ends a list.
            let branded = || stack[start..].iter().any(|node| node.class == Class::Brand);
            let named = !counted_behind(&text[head_node.span.end..]) || branded();
            named.then(|| found(start, "company-legal-form")).flatten()
        }
        Grammar::CompanyTail => {
            let start = company_tail(stack, head_node.span.of(text), text)?;
            // 宏远果品|三家|加工厂 are several.
            if counts_inside(stack, start, text) {
                return None;
            }
            // 原|恒远|铸造厂: that it was is no part of the name.
            let former = stack[start..]
                .split_first()
                .is_some_and(|(first, rest)| first.is("原", text) && characters_in(rest, text) >= 2);
            found(start + usize::from(former), "company-tail")
        }
        Grammar::BrandTrade => {
            let stock = || called_as_stock(stack, head_node, text);
            let start = brand_trade(stack, head_node.span.of(text), text).or_else(stock)?;
            found(start, "company-brand-trade")
        }
        Grammar::Bank => {
            // 宏岭|证券: a brand is enough for those that are no banks.
            let brand = || {
                let house = matches!(head_node.span.of(text), "证券" | "信托" | "期货");
                house.then(|| brand_trade(stack, head_node.span.of(text), text)).flatten()
            };
            found(bank(stack, text).or_else(brand)?, "bank")
        }
        Grammar::Park => {
            found(park(stack, head_node.span.of(text), text, true).or_else(|| dotted(stack, text))?, "park")
        }
        // 园 alone needs a place and goods before it, 岑溪|石材|园, or the park that it is a part of.
        Grammar::Zone
            if head_node.span.len() <= 4
                && !stack.last().is_some_and(|last| {
                    matches!(last.class, Class::Name(EntityType::Industry | EntityType::Product))
                }) =>
        {
            found(garden(stack, head_node.span.of(text), text)?, "park")
        }
        Grammar::Zone => {
            let long = head_node.span.len() > 6;
            let called = || dotted(stack, text).filter(|_| long);
            if let Some(start) = park(stack, head_node.span.of(text), text, false).or_else(called) {
                return found(start, "park");
            }
            base(stack, head_node, text).map(|start| Reduction {
                start,
                kind: EntityType::Project,
                rule: "project",
            })
        }
        Grammar::Project => found(project(stack, head_node, text)?, "project"),
        Grammar::Phase => found(phase(stack, head_node, text)?, "project-phase"),
        Grammar::Route => found(route(stack, head_node.span.of(text), text)?, "route"),
        Grammar::Facility => {
            let start = facility(stack, head_node.span.of(text), text)?;
            // 青石县|两个|风电场
            if counts_inside(stack, start, text) {
                return None;
            }
            found(start, "facility")
        }
        Grammar::Office => body(office(stack, head_node.span.of(text), text)?, "office"),
        Grammar::Institution => {
            let called = || dotted(stack, text);
            body(institution(stack, head_node.span.of(text), text).or_else(called)?, "institution")
        }
        Grammar::Sector => found(sector(stack, text)?, "sector"),
        Grammar::Settlement => found(settlement(stack, head_node.span.of(text), text)?, SETTLEMENT),
        Grammar::Feature => found(feature(stack, text)?, "feature"),
        Grammar::Line => found(line(stack, head_node.span.of(text), text)?, "metro-line"),
        Grammar::Street => {
            let start = street(stack, head_node.span.of(text), text)?;
            // 副局长|孟|晓|路|说
            let from = stack.get(start).map_or(head_node.span.start, |first| first.span.start);
            let end = head_node.span.end;
            let person = is_titled(&text[..from], &text[from..end], &text[end..]);
            if person { None } else { found(start, "street") }
        }
        Grammar::Water => found(water(stack, head_node.span.of(text), text)?, "water"),
        Grammar::Goods => found(goods(stack, head_node, text)?, "goods"),
        Grammar::Building => {
            let start = building(stack, head_node.span.of(text), text)?;
            // 12号|金桥大厦 is a place to go to.
            let address = is_address(stack, start, head_node.span.of(text), text);
            let kind = if address { EntityType::Infrastructure } else { head.kind };
            Some(Reduction { start, kind, rule: "building" })
        }
        Grammar::Factory => found(factory(stack, head_node.span.of(text), text)?, "factory"),
        Grammar::Venue => found(venue(stack, head_node.span.of(text), text)?, "venue"),
        Grammar::Dish => found(called_after_place(stack)?, "called-after-place"),
        // 恒远|大酒店|主体封顶: what a sign is on is a work while it is built.
        Grammar::Sign => match venue(stack, head_node.span.of(text), text) {
            Some(start) => Some(Reduction { start, kind: EntityType::Project, rule: "venue" }),
            None => found(called_after_place(stack)?, SIGN),
        },
    }
}

/// 长春|化工|投资26亿元, 精工|科技|拟|投资, 千|顺|科技|董事长: who invests or has a chairman is a firm, be it called after a place or
/// at the beginning of a clause by words of two characters. `next` is the word behind the trade.
pub(super) fn acting(stack: &[Node], next: &Node, text: &str) -> Option<Reduction> {
    let firm = |start| Reduction { start, kind: EntityType::Company, rule: "company-place-trade" };
    // 星澜|生物|科技|是一家
    if is_introduced(stack, &text[next.span.start..], text) {
        return Some(firm(0));
    }
    let word = next.span.of(text);
    let led = WORDS.leader.has(word);
    if !led && !WORDS.act.has(word) {
        return None;
    }
    // 云溪县|新能源|投资|增长70%: what is invested is told, and nobody who invests.
    if word == "投资" && WORDS.amount.begin(&text[next.span.end..]) {
        return None;
    }
    let last = stack.len().checked_sub(1)?;
    let (node, length) = (&stack[last], characters(&stack[last], text));
    // Adjectives and verbs are brands only where somebody leads the firm: 发展|科技|投资.
    let word = length == 2
        && begins(stack, last, text)
        && (node.class == Class::Noun
            || led
                && matches!(node.class, Class::Adjective | Class::Verb | Class::Number | Class::Other)
                && node.span.of(text).chars().all(is_han));
    let lone = |node: &Node| {
        let word = node.span.of(text);
        characters(node, text) == 1
            && word.chars().all(is_han)
            && !FUNCTION.contains(word)
            && !matches!(word, "省" | "市" | "县" | "区" | "州")
    };
    let pair = last > 0 && lone(node) && lone(&stack[last - 1]) && begins(stack, last - 1, text);
    let start = last - usize::from(pair);
    (node.is_place() || word || pair).then(|| firm(start))
}

/// Whether a firm is introduced: the words from the beginning of the clause to its trade stand before 是一家.
fn is_introduced(stack: &[Node], behind: &str, text: &str) -> bool {
    let length = characters_in(stack, text);
    (2..=8).contains(&length) && stack.iter().all(may_name_firm) && behind.starts_with("是一家")
}

/// Whether a number behind the beginning of a name counts what its head tells.
fn counts_inside(stack: &[Node], start: usize, text: &str) -> bool {
    (start..stack.len()).skip(1).any(|at| is_count(stack, at, text))
}

/// Whether a count of things follows: 3个, 12条.
fn counted_behind(after: &str) -> bool {
    let rest = after.trim_start_matches(|c: char| c.is_ascii_digit());
    rest.len() < after.len() && rest.starts_with(['个', '条', '家', '项', '户', '座'])
}
