//! Short names of firms with a tail: a brand, a place or a group and 集团, 公司, 厂; banks.

use super::super::Origin;
use super::super::lattice::is_han;
use super::super::node::{Class, Node};
use super::no_name::is_relation;
use super::stack::{begins, chain_start, characters, is_short, last_place, name_start, run};
use super::unheard::{NEVER_IN_UNHEARD, unheard};
use crate::entity::{EntityType, PlaceLevel};
use crate::text::word_list::word_lists;

word_lists! {
    pub(super) static WORDS: GroupWords = "group.csv";
    /// Words before 集团 that are no brand even where nothing else stands before them.
    no_brand,
    /// Words that a firm stands behind.
    introducing,
    /// Parts of the country that branches are called after.
    region,
    /// Firms that a town has one of.
    of_place,
}

pub(super) fn company_tail(stack: &[Node], head: &str, text: &str) -> Option<usize> {
    let last = stack.last()?;
    // 青州兰远集团|圣海药业|公司: a firm of a group, for nothing parts the two.
    if let [.., group, brand, trade] = stack
        && head.ends_with("公司")
        && is_group(group, text)
        && group.span.end == brand.span.start
        && brand.name().is_none()
        && matches!(trade.class, Class::Trade | Class::Name(EntityType::Industry))
    {
        return Some(stack.len() - 3);
    }
    if last.class == Class::Name(EntityType::Company) {
        let firm = stack.len() - 1;
        // 青州兰远集团|圣海药业|公司
        if let Some(group) = firm
            .checked_sub(1)
            .filter(|group| is_group(&stack[*group], text) && stack[*group].span.end == last.span.start)
        {
            return Some(group);
        }
        // 吉林|博泽生化|公司, 与|河南|牧原|实业集团
        let built = last.origin == Some(Origin::Pattern("company-brand-trade"));
        let bounded = firm >= 1
            && matches!(stack[firm - 1].level, Some(PlaceLevel::Province | PlaceLevel::Prefecture))
            && is_short(&stack[firm - 1], text)
            && (firm == 1 || matches!(stack[firm - 2].class, Class::Stop | Class::Verb));
        return Some(if built || bounded { chain_start(stack, firm) } else { firm });
    }
    if let Some(start) = of_government(stack, head, text)
        .or_else(|| international(stack, head, text))
        .or_else(|| numbered(stack, head, text))
    {
        return Some(start);
    }
    // 青石县|城投公司: what a town has one of.
    if last.is_place() && WORDS.of_place.has(head) && last.level <= Some(PlaceLevel::County) {
        return Some(chain_start(stack, stack.len()));
    }
    // 滨新|集团: what is called after a zone.
    if head == "集团" && last.class == Class::Name(EntityType::Park) && characters(last, text) <= 3 {
        return Some(stack.len() - 1);
    }
    if let Some(group) = of_group(stack, text) {
        return Some(group);
    }
    // 柏青高速公路|联合|公司: who runs a road.
    if let [.., road, does] = stack
        && head.ends_with("公司")
        && road.name() == Some(EntityType::Infrastructure)
        && road.span.end == does.span.start
        && matches!(
            does.span.of(text),
            "联合" | "管理" | "发展" | "投资" | "经营" | "建设" | "运营" | "开发" | "股份"
        )
    {
        return Some(stack.len() - 2);
    }
    // 青州日报|传媒|集团
    if let [.., medium, trade] = stack
        && head == "集团"
        && medium.name() == Some(EntityType::Organization)
        && matches!(trade.span.of(text), "传媒" | "报业" | "出版" | "广电" | "文化" | "发行")
        && medium.span.end == trade.span.start
    {
        return Some(stack.len() - 2);
    }
    if last.name() == Some(EntityType::Organization)
        && matches!(head, "传媒集团" | "报业集团" | "出版集团" | "广电集团")
    {
        return Some(stack.len() - 1);
    }
    // 青州局|集团公司: a railway.
    if last.class == Class::Name(EntityType::Organization)
        && last.span.of(text).ends_with('局')
        && matches!(head, "集团公司" | "集团有限公司")
    {
        return Some(stack.len() - 1);
    }
    // 韩国|KOR AUTO|公司
    let latin = last.class == Class::Brand
        && characters(last, text) >= 2
        && last.span.of(text).bytes().all(|byte| byte.is_ascii_alphabetic() || byte == b' ');
    if latin && matches!(head, "公司" | "集团" | "集团公司") {
        let abroad = stack.len().checked_sub(2).filter(|place| {
            stack[*place].level == Some(PlaceLevel::Country) && stack[*place].span.end == last.span.start
        });
        return Some(abroad.unwrap_or(stack.len() - 1));
    }
    // 湖北|光明|公司: behind the short name of a province or city an adjective is a brand.
    if let [before @ .., place, word] = stack
        && head == "公司"
        && word.class == Class::Adjective
        && characters(word, text) == 2
        && !is_relation(word.span.of(text))
        && !WORDS.no_brand.has(word.span.of(text))
        && matches!(place.level, Some(PlaceLevel::Province | PlaceLevel::Prefecture))
        && characters(place, text) == 2
        && place.span.end == word.span.start
        && before.last().is_none_or(|node| matches!(node.class, Class::Stop | Class::Verb))
    {
        return Some(stack.len() - 2);
    }
    // 中金国泰|西南|公司
    if matches!(head, "公司" | "分公司")
        && WORDS.region.has(last.span.of(text))
        && let Some(firm) = stack.len().checked_sub(2)
        && stack[firm].class == Class::Name(EntityType::Company)
    {
        return Some(firm);
    }
    let start = run(stack, 5, |node| {
        matches!(
            node.class,
            Class::Brand
                | Class::Trade
                | Class::Name(
                    EntityType::Place
                        | EntityType::Company
                        | EntityType::Industry
                        | EntityType::Product
                        | EntityType::Infrastructure
                )
        )
    });
    let start = name_start(stack, start, text);
    // 区域性|厨|电|集团: what kind of group it is.
    let of_kind = start.checked_sub(1).is_some_and(|before| {
        let word = stack[before].span.of(text);
        ["性", "型"].iter().any(|end| word.ends_with(end)) && word.chars().nth(1).is_some()
    });
    if of_kind
        && !stack[start..].iter().any(|node| node.is_place() || node.name() == Some(EntityType::Company))
    {
        return None;
    }
    let parts = &stack[start..];
    let brand: usize =
        parts.iter().filter(|node| node.class == Class::Brand).map(|node| characters(node, text)).sum();
    let place = parts.first().is_some_and(Node::is_place);
    // 平陆运河|集团: the firm that builds or runs a work has its name.
    let firm = parts
        .iter()
        .any(|node| matches!(node.class, Class::Name(EntityType::Company | EntityType::Infrastructure)));
    let others = parts.iter().filter(|node| !node.is_place()).count();
    // 湘潭|电机厂, 七里村|采油厂: the head says what the works make.
    let full = last.span.of(text).ends_with(['县', '市', '区']) && last.level == Some(PlaceLevel::County);
    let works = head.chars().nth(2).is_some() && (head.ends_with('厂') && !full || head == "工程局");
    // 万|盛|集团, 猫|哆|哩|集团: lone characters that make no sense are a brand.
    if brand < 2
        && !firm
        && head.starts_with('集')
        && let Some(start) = unheard(stack, 2..=4, text).or_else(|| lone_brand(stack, text))
    {
        let behind = start.checked_sub(1).filter(|before| stack[*before].is_place());
        return Some(behind.map_or(start, |place| chain_start(stack, place + 1)));
    }
    // 青山|红|公司
    let short = match parts {
        [place, lone] if head == "公司" && place.is_place() && lone.class == Class::Brand => {
            characters(place, text) == 2
                && !matches!(place.level, Some(PlaceLevel::Province))
                && start
                    .checked_sub(1)
                    .is_none_or(|before| matches!(stack[before].class, Class::Stop | Class::Verb))
        }
        _ => false,
    };
    if short || (2..=6).contains(&brand) || firm || (place && (others > 0 || works) && brand != 1) {
        return Some(start);
    }
    // 鄂尔多斯|集团: below the province a group is called after its town.
    if matches!(head, "集团" | "集团公司")
        && last.is_place()
        && matches!(last.level, Some(PlaceLevel::Prefecture | PlaceLevel::County | PlaceLevel::Township))
        && !last.span.of(text).ends_with(['市', '县', '区', '州', '旗', '镇', '乡', '道'])
    {
        return Some(chain_start(stack, stack.len()));
    }
    // 青石|产投集团, 青石县|交通集团.
    if head.chars().nth(3).is_some()
        && head.ends_with("集团")
        && last.is_place()
        && matches!(last.level, Some(PlaceLevel::Prefecture | PlaceLevel::County))
    {
        return Some(chain_start(stack, stack.len()));
    }
    // 陕西|能源集团: and what a province has one of.
    if last.level == Some(PlaceLevel::Province) && head.ends_with("集团") && head.chars().nth(3).is_some() {
        return Some(stack.len() - 1);
    }
    // 胜利|新能源集团: at the beginning of a clause one ordinary word before a trade and 集团 is the brand.
    // 更名为|云台|科技集团
    let named =
        stack.len() >= 2 && matches!(stack[stack.len() - 2].span.of(text), "为" | "成为" | "更名为" | "即");
    if let [.., only] = stack
        && (begins(stack, stack.len() - 1, text) || named && only.class == Class::Noun)
        && !WORDS.no_brand.has(only.span.of(text))
        && matches!(only.class, Class::Noun | Class::Activity | Class::Adjective)
        && characters(only, text) == 2
        && head.ends_with("集团")
        && head.chars().nth(3).is_some()
    {
        return Some(stack.len() - 1);
    }
    // 白|盒子|科技|公司: at the beginning of a clause a brand of a character and a word.
    if let [first, second, trade] = stack
        && head == "公司"
        && first.class == Class::Brand
        && second.class == Class::Noun
        && trade.class == Class::Trade
        && characters(first, text) + characters(second, text) <= 4
    {
        return Some(0);
    }
    if head == "公司"
        && let Some(start) = house(stack, text)
    {
        return Some(start);
    }
    if head == "集团"
        && let Some(start) = called_by_words(stack, text)
    {
        return Some(start);
    }
    // 与|芙|天|兴业|投资集团: a brand and one word behind a boundary.
    if head.ends_with("集团")
        && let Some(start) = brand_and_word(stack, text)
    {
        return Some(start);
    }
    // 人本|集团: one ordinary word between two commas.
    if let [only] = stack
        && head == "集团"
        && matches!(only.class, Class::Noun | Class::Other)
        && only.head.is_none()
        && characters(only, text) == 2
    {
        return Some(0);
    }
    // 重庆|山城|味道|食品|集团: behind a place ordinary nouns are the brand.
    let start = run(stack, 5, |node| {
        matches!(
            node.class,
            Class::Brand
                | Class::Trade
                | Class::Noun
                | Class::Name(EntityType::Place | EntityType::Industry | EntityType::Product)
        ) || node.is("工业", text)
    });
    let place = last_place(stack, start)?;
    let chain = chain_start(stack, place + 1);
    // 河川|水利|投资集团
    let of_place = head.chars().nth(3).is_some()
        && head.ends_with("集团")
        && stack
            .get(chain)
            .is_some_and(|place| matches!(place.level, Some(PlaceLevel::Province | PlaceLevel::Prefecture)));
    let group = (head.starts_with("集团") || of_place)
        && stack.last().is_some_and(|last| last.class == Class::Noun || last.is("工业", text));
    let least = if group { 1 } else { 2 };
    (least..=4).contains(&(stack.len() - place - 1)).then_some(chain)
}

/// 中国电建|市政|建设集团, 海源|现代|物流|集团: a known group and what a firm of it deals in.
fn of_group(stack: &[Node], text: &str) -> Option<usize> {
    let dealt = run(stack, 3, |node| {
        matches!(
            node.class,
            Class::Noun | Class::Trade | Class::Activity | Class::Generic | Class::Name(EntityType::Industry)
        ) && !is_relation(node.span.of(text))
    });
    let firm = dealt.checked_sub(1).filter(|_| dealt < stack.len())?;
    let known = stack[firm].class == Class::Name(EntityType::Company)
        && matches!(stack[firm].origin, Some(Origin::Form(_)))
        && stack[firm].span.end == stack[dealt].span.start;
    let whole = text[stack[dealt].span.start..stack[stack.len() - 1].span.end].chars().count() <= 8;
    (known && whole).then_some(firm)
}

fn is_group(node: &Node, text: &str) -> bool {
    node.name() == Some(EntityType::Company) && node.span.of(text).ends_with("集团")
}

/// 省|轻工|集团, 市|农垦|集团: what the province or the city has one of.
fn of_government(stack: &[Node], head: &str, text: &str) -> Option<usize> {
    let [before @ .., owner, dealt] = stack else { return None };
    let bounded = before.last().is_none_or(|node| matches!(node.class, Class::Stop | Class::Verb));
    let deals = matches!(
        dealt.class,
        Class::Noun | Class::Trade | Class::Activity | Class::Name(EntityType::Industry)
    ) && characters(dealt, text) <= 4
        && !is_relation(dealt.span.of(text));
    (head.ends_with("集团") && matches!(owner.span.of(text), "省" | "市" | "县") && bounded && deals)
        .then_some(stack.len() - 2)
        // 县|交投公司
        .or_else(|| {
            let of_place = matches!(dealt.span.of(text), "省" | "市" | "县" | "区" | "州");
            let bounded = matches!(owner.class, Class::Stop | Class::Verb | Class::Role);
            (of_place && bounded && WORDS.of_place.has(head)).then_some(stack.len() - 1)
        })
}

/// 青州|第二|阀门|厂: works of a town that have a number.
fn numbered(stack: &[Node], head: &str, text: &str) -> Option<usize> {
    let from = stack.len().saturating_sub(4);
    let ordinal = (from..stack.len()).rev().find(|at| {
        let number = stack[*at].span.of(text).strip_prefix('第');
        number.is_some_and(|number| {
            !number.is_empty() && number.chars().all(|c| "一二三四五六七八九十".contains(c))
        })
    })?;
    let place = ordinal
        .checked_sub(1)
        .filter(|place| stack[*place].is_place() && stack[*place].span.end == stack[ordinal].span.start)?;
    let made = stack[ordinal + 1..].iter().all(|node| {
        matches!(node.class, Class::Noun | Class::Trade | Class::Activity)
            || matches!(node.name(), Some(EntityType::Industry | EntityType::Product))
    });
    (head.ends_with(['厂', '司']) && made).then(|| chain_start(stack, place + 1))
}

/// Where a brand of two characters begins that stands between a boundary and one ordinary word before 集团.
fn brand_and_word(stack: &[Node], text: &str) -> Option<usize> {
    let word = stack.len().checked_sub(1)?;
    let last = &stack[word];
    let ordinary = matches!(last.class, Class::Noun | Class::Trade | Class::Adjective)
        && characters(last, text) == 2
        && !is_relation(last.span.of(text))
        && !WORDS.no_brand.has(last.span.of(text));
    let start = run(&stack[..word], 3, |node| {
        matches!(node.class, Class::Brand | Class::Measure) && node.span.of(text).chars().all(is_han)
    });
    let length: usize = stack[start..word].iter().map(|node| characters(node, text)).sum();
    let bounded = start.checked_sub(1).is_none_or(|before| {
        matches!(stack[before].class, Class::Stop | Class::Verb | Class::Role) || stack[before].is_place()
    });
    let place =
        start.checked_sub(1).filter(|place| stack[*place].is_place() && is_short(&stack[*place], text));
    (ordinary && bounded && length == 2).then(|| place.map_or(start, |place| chain_start(stack, place + 1)))
}

/// 中远|国际|招标|代理|公司: two to four characters between a boundary and 国际 are the brand of a firm.
fn international(stack: &[Node], head: &str, text: &str) -> Option<usize> {
    if !head.ends_with("公司") || head == "分公司" {
        return None;
    }
    let from = stack.len().saturating_sub(4);
    let international = (from..stack.len()).rev().find(|at| stack[*at].span.of(text) == "国际")?;
    let dealt = &stack[international + 1..];
    let brand = run(&stack[..international], 3, |node| {
        matches!(node.class, Class::Noun | Class::Brand | Class::Weak) && node.head.is_none()
    });
    let bounded =
        brand.checked_sub(1).is_none_or(|before| matches!(stack[before].class, Class::Stop | Class::Verb));
    let length: usize = stack[brand..international].iter().map(|node| characters(node, text)).sum();
    let named = (2..=4).contains(&length);
    let deals = dealt
        .iter()
        .all(|node| matches!(node.class, Class::Noun | Class::Trade | Class::TradeVerb | Class::Activity));
    (named && bounded && deals).then_some(brand)
}

/// 天一|固本|堂|生物|科技|公司: between a boundary and the trades words that end with one character are a brand.
fn house(stack: &[Node], text: &str) -> Option<usize> {
    let trades = run(stack, 3, |node| {
        node.class == Class::Trade
            || matches!(node.class, Class::Name(EntityType::Industry | EntityType::Product))
    });
    let last = &stack[trades.checked_sub(1)?];
    let lone = characters(last, text) == 1
        && matches!(last.class, Class::Brand | Class::Weak | Class::Measure)
        && !NEVER_IN_UNHEARD.contains(last.span.of(text))
        && !"家型性化级种类".contains(last.span.of(text));
    let start = run(&stack[..trades], 3, |node| {
        matches!(node.class, Class::Brand | Class::Noun | Class::Adjective | Class::Measure | Class::Weak)
            && node.head.is_none()
    });
    let length: usize = stack[start..trades].iter().map(|node| characters(node, text)).sum();
    let bounded =
        start.checked_sub(1).is_none_or(|before| matches!(stack[before].class, Class::Stop | Class::Verb));
    (trades < stack.len() && lone && bounded && (3..=5).contains(&length)).then_some(start)
}

/// 云州|飞越|集团, and at the beginning of a clause 飞越|集团: words of two characters are a brand before 集团.
fn called_by_words(stack: &[Node], text: &str) -> Option<usize> {
    let part = |node: &Node| {
        let word = node.span.of(text);
        !matches!(node.class, Class::Name(_) | Class::Open | Class::Close | Class::Role)
            && word.chars().all(is_han)
            && !is_relation(word)
            && !word.starts_with(['的', '该', '本', '各', '等', '在', '是', '由', '与', '某', '每', '全'])
            && node.head.is_none()
    };
    let mut start = stack.len();
    let mut length = 0;
    while start > 0 && length < 2 {
        if !part(&stack[start - 1]) {
            return None;
        }
        length += characters(&stack[start - 1], text);
        start -= 1;
    }
    let behind_place = |start: usize| {
        start.checked_sub(1).filter(|place| {
            stack[*place].is_place()
                && stack[*place].span.end == stack[start].span.start
                && matches!(
                    stack[*place].level,
                    Some(PlaceLevel::Province | PlaceLevel::Prefecture | PlaceLevel::County)
                )
        })
    };
    // 云州|龙|大|达|集团
    if length == 2
        && start >= 2
        && characters(&stack[start - 1], text) == 1
        && part(&stack[start - 1])
        && let Some(place) = behind_place(start - 1)
    {
        return Some(chain_start(stack, place + 1));
    }
    let place = behind_place(start);
    // 由|飞越|集团|承建
    let introduced =
        start.checked_sub(1).is_some_and(|before| WORDS.introducing.has(stack[before].span.of(text)));
    let whole = length == 2 && (place.is_some() || introduced || begins(stack, start, text));
    whole.then(|| place.map_or(start, |place| chain_start(stack, place + 1)))
}

/// 中|望|集团: two or three lone characters at the beginning of a clause, be they words elsewhere.
fn lone_brand(stack: &[Node], text: &str) -> Option<usize> {
    const NEVER: &str = "的了是在和与及由对向从等为把被将到至同或让给则且该本各某每其这那两一二几个家大全";
    let lone = stack.iter().rev().take(4).take_while(|node| {
        let word = node.span.of(text);
        characters(node, text) == 1 && word.chars().all(is_han) && !NEVER.contains(word)
    });
    let start = stack.len() - lone.count();
    ((2..=3).contains(&(stack.len() - start)) && begins(stack, start, text)).then_some(start)
}

pub(super) fn bank(stack: &[Node]) -> Option<usize> {
    let last = stack.last()?;
    if last.class == Class::Name(EntityType::Company) {
        return Some(stack.len() - 1);
    }
    let start = run(stack, 4, |node| {
        matches!(
            node.class,
            Class::Name(EntityType::Place | EntityType::Company) | Class::Trade | Class::Brand
        )
    });
    let place = last_place(stack, start)?;
    let chain = chain_start(stack, place + 1);
    let firm = chain > 0 && stack[chain - 1].class == Class::Name(EntityType::Company);
    Some(if firm { chain - 1 } else { chain })
}
