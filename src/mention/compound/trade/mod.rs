//! Short names of firms: a brand and one trade word, or a place and what its group is called.

mod first_words;
mod local;

use crate::entity::{EntityType, PlaceLevel};
use crate::mention::Origin;
use crate::mention::around::is_bounded;
use crate::mention::compound::goods::is_kind;
use crate::mention::compound::spot::spot;
use crate::mention::compound::stack::{characters, characters_in, is_short, is_unknown_hill, run};
use crate::mention::lattice::is_han;
use crate::mention::node::{Class, Node};
use crate::text::word_list::word_lists;
use first_words::first_words;
use local::{at_spot, local_group, plant, works_of_group};

word_lists! {
    pub(super) static WORDS: BrandTradeWords = "brand_trade.csv";
    /// What follows the trade of a part of a firm.
    part,
    /// What follows 产业 in the name of a park or a firm.
    of_name,
    /// Trades with 业 that are sectors first.
    broad,
    /// Trades that follow a place directly in the names of groups of provinces and cities.
    local_group,
    /// Ordinary words that firms are called by, and that tell of no kind of a trade.
    word,
}

/// Two or three characters of brand directly before one trade word, with a boundary before them:
/// 望变|电气. A known firm takes its trade word along: 合盛|铝业.
pub(super) fn brand_trade(stack: &[Node], head: &str, text: &str) -> Option<usize> {
    let last = stack.last()?;
    let after = &text[last.span.end + head.len()..];
    if last.class == Class::Name(EntityType::Company) {
        return is_of_firm(last, after, text).then(|| stack.len() - 1);
    }
    let sector = is_sector(after);
    if is_kind_of_works(head, after) || sector && !last.is_place() {
        return None;
    }
    // 青岭|金控: what looked like a hill is the brand.
    if is_unknown_hill(last) && !sector && characters(last, text) == 2 && is_bounded(stack, stack.len() - 1) {
        return Some(stack.len() - 1);
    }
    at_spot(stack, head, text)
        .filter(|_| !sector)
        .or_else(|| local_group(stack, head))
        .or_else(|| plant(stack, head, after, text))
        .or_else(|| works_of_group(stack))
        .or_else(|| by_brand(stack, head, text))
}

/// Whether a trade belongs to the name of the firm before it.
fn is_of_firm(firm: &Node, after: &str, text: &str) -> bool {
    // 云溪县|恒昱精密|模具: the place counts for nothing.
    let place = firm
        .inner
        .iter()
        .find(|inner| inner.kind == EntityType::Place && inner.span.start == firm.span.start);
    let own = characters(firm, text) - place.map_or(0, |place| place.span.of(text).chars().count());
    // 中天集团|建材|板块: the trade is that of a part of the firm.
    !WORDS.part.begin(after)
        // 汇仁药业|中药 names its trade already.
        && !firm.span.of(text).ends_with('业')
        // 恒昱股份|金属|冶炼业务
        && !firm.span.of(text).ends_with("股份")
        // 恒昱农业|科技
        && (own <= 4
            || own <= 6
                && firm.origin == Some(Origin::Pattern("company-brand-trade"))
                && text[firm.span.end..].starts_with("科技"))
}

/// 铅蛋|智能|工厂: whether the head tells a kind of works.
fn is_kind_of_works(head: &str, after: &str) -> bool {
    head == "智能" && ["工厂", "车间", "终端", "家居"].iter().any(|works| after.starts_with(works))
}

/// 青绵|重工|产业带: whether the head begins a sector, and no firm.
fn is_sector(after: &str) -> bool {
    after.strip_prefix("产业").is_some_and(|rest| !WORDS.of_name.begin(rest))
}

/// Whether a trade with 业 is hardly more than the end of a firm's name.
fn is_narrow(head: &str) -> bool {
    head.ends_with('业') && !WORDS.broad.has(head)
}

/// Where a firm begins whose brand stands directly before its trade.
fn by_brand(stack: &[Node], head: &str, text: &str) -> Option<usize> {
    let start = run(stack, 3, |node| node.class == Class::Brand);
    let parts = &stack[start..];
    if parts.iter().any(|node| node.class == Class::Close) || is_of_materials(parts, text) {
        return None;
    }
    if let Some(place) = four_behind_place(stack, text) {
        return Some(place);
    }
    if is_no_brand(stack, start, head, text) {
        return None;
    }
    let former = is_former(stack, start, text);
    let start = over_character(stack, start + usize::from(former), text);
    let brand = characters_in(&stack[start..], text);
    let bounded = start == 0
        || former
        || !matches!(stack[start - 1].class, Class::Brand | Class::Number | Class::Digit | Class::Measure);
    if !(2..=3).contains(&brand) || !bounded {
        return first_words(stack, head, text);
    }
    let start = over_place(stack, start, text);
    // 老|君台|茶业: the spot that the brand is the end of.
    Some(spot(stack, stack.len(), text).filter(|spot| *spot < start).unwrap_or(start))
}

/// 盐|磷|化工: what it is made of is no brand.
fn is_of_materials(parts: &[Node], text: &str) -> bool {
    !parts.is_empty() && parts.iter().all(|node| MATERIALS.contains(node.span.of(text)))
}

/// 上海|明|远|合|联|生物: behind a place four characters are a brand, too.
fn four_behind_place(stack: &[Node], text: &str) -> Option<usize> {
    let four = run(stack, 4, |node| node.class == Class::Brand);
    let place = four.checked_sub(1)?;
    (four + 4 == stack.len()
        && stack[four..]
            .iter()
            .all(|node| characters(node, text) == 1 && node.span.of(text).chars().all(is_han))
        && matches!(stack[place].level, Some(PlaceLevel::Province | PlaceLevel::Prefecture))
        && is_short(&stack[place], text))
    .then_some(place)
}

/// Whether the characters from `start` on that look like a brand are none.
fn is_no_brand(stack: &[Node], start: usize, head: &str, text: &str) -> bool {
    let before = start.checked_sub(1).map(|before| stack[before].span.of(text));
    // 各种|非|标|机械: many are goods.
    let many = || matches!(before, Some("各种" | "各类" | "各式" | "多种" | "其他" | "其它" | "相关"));
    // 钛|基|新材料: what they are based on.
    let based =
        || head.ends_with("材料") && stack.last().is_some_and(|last| last.span.of(text).ends_with('基'));
    let parts = &stack[start..];
    let ([first, ..], [.., last]) = (parts, parts) else { return based() || many() };
    // 首|套|电|冶金|装备: of what there was none before.
    before == Some("首")
        // 获|省|科技进步奖
        || first.is("获", text)
        // 高纯|石墨: what tells a kind of the goods is no brand.
        || is_kind(&text[first.span.start..last.span.end])
        || based()
        // (|弯|钢|玻璃|): what goods in brackets are made of.
        || start.checked_sub(1).is_some_and(|open| stack[open].class == Class::Open)
            && !head.ends_with('业')
            && MATERIALS.contains(last.span.of(text))
        // TCL|电子 is known, SOC|芯片 is no firm.
        || parts.iter().any(|node| node.span.of(text).bytes().any(|byte| byte.is_ascii_alphanumeric()))
        || many()
}

/// (|原|海鑫|钢铁|): whether it is said first that it was called so before, or is now.
fn is_former(stack: &[Node], start: usize, text: &str) -> bool {
    stack.get(start).is_some_and(|first| matches!(first.span.of(text), "原" | "即" | "现"))
        && start.checked_sub(1).is_none_or(|before| stack[before].class == Class::Open)
        && start + 1 < stack.len()
}

/// 25%的|费|舍|尔|飞机: behind 的 hardly a verb of one character stands before two of a brand.
fn over_character(stack: &[Node], start: usize, text: &str) -> usize {
    let behind_of = start.checked_sub(2).is_some_and(|of| {
        stack[of].is("的", text)
            && stack[of + 1].class == Class::Weak
            && characters(&stack[of + 1], text) == 1
            && !NEVER_IN_BRANDS.contains(stack[of + 1].span.of(text))
    });
    start - usize::from(behind_of && characters_in(&stack[start..], text) == 2)
}

/// 湖南|鑫泰能|印业, 云溪县|恒昱|电子: firms begin with their province, city or county.
fn over_place(stack: &[Node], start: usize, text: &str) -> usize {
    let province = start.checked_sub(1).filter(|province| {
        let place = &stack[*province];
        matches!(place.level, Some(PlaceLevel::Province | PlaceLevel::Prefecture | PlaceLevel::County))
            && !place.span.of(text).ends_with(['省', '区'])
            && stack[start..].iter().all(|node| node.class == Class::Brand)
            && province
                .checked_sub(1)
                .is_none_or(|before| matches!(stack[before].class, Class::Stop | Class::Verb | Class::Role))
    });
    province.unwrap_or(start)
}

/// Materials of one character, which name what is made and not who makes it.
pub(crate) const MATERIALS: &str =
    "盐磷煤焦氟硅硫氯碱油气金银矿石砂钢铁铝铜锌铅锡锂钛钨锰竹木纸棉麻毛丝茶粮糖酒烟肉奶果菜鱼";

/// Characters of the sentence that begin no brand, and hardly end one.
const NEVER_IN_BRANDS: &str = "的了着过是在和与及等到从对把被让由向于至不很更最也都就才只还可会要需建做搞抓买卖产用有无没再\
                               去来上下进出起开关打拿看听说问叫走坐住吃喝穿我你他她它们这那哪谁几多少一二两三四五六七八九十\
                               该其此每各本某获省将已为以使令给靠按比跟之或而但因所又并则若如即且含占达超约近每新老旧大小";
