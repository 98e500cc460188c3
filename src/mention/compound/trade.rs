//! Short names of firms: a brand and one trade word, or a place and what its group is called.

use super::super::lattice::is_han;
use super::super::node::{Class, Node};
use super::spot::spot;
use super::stack::{begins, chain_start, characters, characters_in, is_short, run};
use crate::entity::{EntityType, PlaceLevel};
use crate::text::word_list::word_lists;

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
}

/// Two or three characters of brand directly before one trade word, with a boundary before them:
/// 望变|电气. A known firm takes its trade word along: 合盛|铝业.
pub(super) fn brand_trade(stack: &[Node], head: &str, text: &str) -> Option<usize> {
    let last = stack.last()?;
    // 中天集团|建材|板块: the trade is that of a part of the firm.
    let after = &text[last.span.end + head.len()..];
    if last.class == Class::Name(EntityType::Company) && WORDS.part.begin(after) {
        return None;
    }
    if last.class == Class::Name(EntityType::Company) {
        // 汇仁药业|中药 names its trade already.
        let bare = !last.span.of(text).ends_with('业');
        return (bare && characters(last, text) <= 4).then_some(stack.len() - 1);
    }
    // 铅蛋|智能|工厂: a kind of works.
    if head == "智能" && ["工厂", "车间", "终端", "家居"].iter().any(|works| after.starts_with(works))
    {
        return None;
    }
    // 青绵|重工|产业带: a sector, no firm.
    let sector = after.strip_prefix("产业").is_some_and(|rest| !WORDS.of_name.begin(rest));
    if sector && !last.is_place() {
        return None;
    }
    // 石门峰|茶业, 杭州|白云岭|药业: a trade with 业 behind the name of a township or a mountain is the end of a firm's name.
    let narrow = head.ends_with('业') && head.chars().count() == 2 && !WORDS.broad.has(head);
    if narrow
        && !sector
        && matches!(last.level, Some(PlaceLevel::Township | PlaceLevel::Feature))
        && (2..=3).contains(&characters(last, text))
        && last.span.end + head.len() <= text.len()
        && !last.span.of(text).ends_with(['镇', '乡', '村', '江', '河', '海', '区', '州'])
    {
        let spot = stack.len() - 1;
        let town = spot.checked_sub(1).filter(|town| {
            matches!(stack[*town].level, Some(PlaceLevel::Province | PlaceLevel::Prefecture))
                && stack[*town].span.end == last.span.start
                && is_short(&stack[*town], text)
        });
        return Some(town.unwrap_or(spot));
    }
    // What provinces and cities call their own groups: 云南|建投, 广东|农垦.
    if last.is_place() && WORDS.local_group.has(head) {
        return Some(chain_start(stack, stack.len()));
    }
    // 把|宁夏|石化|建成: a plant is called so, a sector of the province is 石化产业.
    if head == "石化"
        && last.is_place()
        && matches!(last.level, Some(PlaceLevel::Province | PlaceLevel::Prefecture))
        && !last.span.of(text).ends_with(['省', '市', '区', '州'])
        && ["建", "总经理", "董事长", "有", "将", "的", "投资", "成"]
            .iter()
            .any(|told| after.starts_with(told))
    {
        return Some(stack.len() - 1);
    }
    // A group and its works: 宝钢|湛江|钢铁.
    if last.is_place() && stack.len() >= 2 && stack[stack.len() - 2].class == Class::Name(EntityType::Company)
    {
        return Some(stack.len() - 2);
    }
    let start = run(stack, 3, |node| node.class == Class::Brand);
    if stack[start..].iter().any(|node| node.class == Class::Close) {
        return None;
    }
    // 盐|磷|化工: what it is made of is no brand.
    if start < stack.len() && stack[start..].iter().all(|node| MATERIALS.contains(node.span.of(text))) {
        return None;
    }
    // 上海|明|远|合|联|生物: behind a place four characters are a brand, too.
    let four = run(stack, 4, |node| node.class == Class::Brand);
    if let Some(place) = four.checked_sub(1)
        && four + 4 == stack.len()
        && stack[four..]
            .iter()
            .all(|node| characters(node, text) == 1 && node.span.of(text).chars().all(is_han))
        && matches!(stack[place].level, Some(PlaceLevel::Province | PlaceLevel::Prefecture))
        && is_short(&stack[place], text)
    {
        return Some(place);
    }
    // 获|省|科技进步奖
    if stack.get(start).is_some_and(|first| first.is("获", text)) {
        return None;
    }
    // 高纯|石墨: what tells a kind of the goods is no brand.
    if let Some(first) = stack.get(start)
        && super::goods::is_kind(&text[first.span.start..last.span.end])
    {
        return None;
    }
    // 钛|基|新材料: what they are based on.
    if stack.last().is_some_and(|last| last.span.of(text).ends_with('基')) && head.ends_with("材料") {
        return None;
    }
    // (|原|海鑫|钢铁|): what was called so before.
    let before_that = stack.get(start).is_some_and(|first| matches!(first.span.of(text), "原" | "即" | "现"))
        && start.checked_sub(1).is_none_or(|before| stack[before].class == Class::Open)
        && start + 1 < stack.len();
    let start = start + usize::from(before_that);
    let brand = characters_in(&stack[start..], text);
    // TCL|电子 is known, SOC|芯片 is no firm.
    if stack[start..].iter().any(|node| node.span.of(text).bytes().any(|byte| byte.is_ascii_alphanumeric())) {
        return None;
    }
    // 各种|非|标|机械: many are goods.
    let many = start.checked_sub(1).is_some_and(|before| {
        matches!(stack[before].span.of(text), "各种" | "各类" | "各式" | "多种" | "其他" | "其它" | "相关")
    });
    if many {
        return None;
    }
    // 25%的|费|舍|尔|飞机: behind 的 hardly a verb of one character stands.
    let behind_of = start.checked_sub(2).is_some_and(|of| {
        stack[of].is("的", text)
            && stack[of + 1].class == Class::Weak
            && characters(&stack[of + 1], text) == 1
            && !NEVER_IN_BRANDS.contains(stack[of + 1].span.of(text))
    });
    let (start, brand) = if behind_of && brand == 2 { (start - 1, brand + 1) } else { (start, brand) };
    let bounded = start == 0
        || before_that
        || !matches!(stack[start - 1].class, Class::Brand | Class::Number | Class::Digit | Class::Measure);
    // 湖南|鑫泰能|印业: firms begin with their province.
    let start = match start.checked_sub(1).map(|before| &stack[before]) {
        Some(place)
            if brand >= 2
                && matches!(place.level, Some(PlaceLevel::Province | PlaceLevel::Prefecture))
                && !place.span.of(text).ends_with(['省', '市', '区'])
                && start >= 1
                && stack[start..].iter().all(|node| node.class == Class::Brand)
                && (start < 2
                    || matches!(stack[start - 2].class, Class::Stop | Class::Verb | Class::Role)) =>
        {
            start - 1
        }
        _ => start,
    };
    // 老|君台|茶业: the spot that the brand is the end of.
    let start = spot(stack, stack.len(), text).filter(|spot| *spot < start).unwrap_or(start);
    ((2..=3).contains(&brand) && bounded).then_some(start).or_else(|| first_words(stack, head, text))
}

/// At the beginning of a clause what makes no sense before a trade is a brand: 望|变|电气, 同|景|新能源, 仙霞|蜂业.
fn first_words(stack: &[Node], head: &str, text: &str) -> Option<usize> {
    let han = |node: &Node| characters(node, text) == 1 && node.span.of(text).chars().all(is_han);
    if let [.., left, right] = stack
        && begins(stack, stack.len() - 2, text)
        && head.chars().nth(1).is_some()
        && han(left)
        && han(right)
        && !NEVER_IN_BRANDS.contains(left.span.of(text))
        && (right.span.of(text) == "新" || !NEVER_IN_BRANDS.contains(right.span.of(text)))
        && !matches!(left.class, Class::Number | Class::Digit | Class::Generic)
    {
        return Some(stack.len() - 2);
    }
    // 的|新|金叶|实业
    if let [before @ .., new, noun] = stack
        && new.is("新", text)
        && noun.class == Class::Noun
        && noun.head.is_none()
        && characters(noun, text) == 2
        && head.ends_with('业')
        && (head == "实业" || !WORDS.broad.has(head))
        && before.last().is_none_or(|before| matches!(before.class, Class::Stop))
    {
        return Some(stack.len() - 2);
    }
    // 本地企业|老|村长|酒业: behind the noun that says what it is.
    let narrow = head.ends_with('业') && head.chars().count() == 2 && !WORDS.broad.has(head);
    let named = run(stack, 3, |node| {
        matches!(node.class, Class::Noun | Class::Adjective | Class::Brand | Class::Generic)
            && node.head.is_none()
            && node.span.of(text).chars().all(is_han)
    });
    let announced = named.checked_sub(1).is_some_and(|role| {
        stack[role].class == Class::Role
            && ["企业", "民企", "龙头", "厂家"].iter().any(|end| stack[role].span.of(text).ends_with(end))
    });
    let length = characters_in(&stack[named..], text);
    if narrow && announced && (3..=4).contains(&length) {
        return Some(named);
    }
    // 韩国|大宇|重工: behind a country a rare word is a brand.
    if let [.., country, word] = stack
        && super::is_foreign(country, text)
        && word.class == Class::Noun
        && word.rare
        && word.head.is_none()
        && characters(word, text) == 2
        && country.span.end == word.span.start
    {
        return Some(stack.len() - 1);
    }
    // A trade of two characters with 业 is hardly more than the end of a firm's name.
    let only = stack.last().filter(|only| only.class == Class::Noun && only.head.is_none())?;
    let narrow = head.ends_with('业') && !WORDS.broad.has(head);
    (narrow && characters(only, text) == 2 && begins(stack, stack.len() - 1, text)).then(|| stack.len() - 1)
}

/// Materials of one character, which name what is made and not who makes it.
pub(crate) const MATERIALS: &str =
    "盐磷煤焦氟硅硫氯碱油气金银矿石砂钢铁铝铜锌铅锡锂钛钨锰竹木纸棉麻毛丝茶粮糖酒烟肉奶果菜鱼";

/// Characters of the sentence that begin no brand, and hardly end one.
const NEVER_IN_BRANDS: &str = "的了着过是在和与及等到从对把被让由向于至不很更最也都就才只还可会要需建做搞抓买卖产用有无没再\
                               去来上下进出起开关打拿看听说问叫走坐住吃喝穿我你他她它们这那哪谁几多少一二两三四五六七八九十\
                               该其此每各本某获省将已为以使令给靠按比跟之或而但因所又并则若如即且含占达超约近每新老旧大小";
