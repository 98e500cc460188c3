//! Names of companies: place, brand, trades and legal form, or a brand with a tail.

use super::super::Origin;
use super::super::lattice::is_han;
use super::super::node::{Class, Node};
use super::stack::{begins, chain_start, characters, is_proper, last_place, name_start, run};
use super::work::unheard;
use crate::entity::{EntityType, PlaceLevel};

pub(super) fn company_material(node: &Node) -> bool {
    match node.class {
        // 江省|引江济河工程|有限公司: a known work may have a firm of its own.
        Class::Name(EntityType::Project) => matches!(node.origin, Some(Origin::Form(_))),
        Class::Name(_) => true,
        Class::Brand
        | Class::Noun
        | Class::Adjective
        | Class::Trade
        | Class::Activity
        | Class::Generic
        | Class::Weak
        | Class::TradeVerb
        | Class::Measure
        | Class::Digit
        | Class::Number => true,
        _ => false,
    }
}

pub(super) fn legal_form(stack: &[Node], head: &str, text: &str) -> Option<usize> {
    let mut start = beyond_word(stack, run(stack, 14, company_material), text);
    // A verb that introduces no names and has material on its left is part of one: 昭通|振兴|建材有限公司,
    // 友升|轻|量化|科技有限公司.
    while start >= 2
        && stack[start - 1].class == Class::Verb
        && (matches!(
            stack[start - 2].class,
            Class::Brand
                | Class::Name(
                    EntityType::Place | EntityType::Company | EntityType::Industry | EntityType::Product
                )
        ) || start >= 3
            && stack[start - 2].class == Class::Adjective
            && stack[start - 3].class == Class::Brand
            || start >= 3 && stack[start - 2].class == Class::Noun && stack[start - 3].is_place())
    {
        start = run(&stack[..start - 1], 6, company_material);
    }
    // 走访|星火|集团有限公司: what has no brand yet begins with the word before it.
    let brandless = stack[start..].iter().all(|node| {
        matches!(node.class, Class::Trade | Class::TradeVerb | Class::Activity | Class::Generic)
            || matches!(node.class, Class::Name(EntityType::Industry | EntityType::Product))
    });
    let word = start.checked_sub(1).map(|before| &stack[before]);
    // 恒|都|食品有限公司: so do lone characters, adverbs among them.
    let lone = stack[..start]
        .iter()
        .rev()
        .take(3)
        .take_while(|node| {
            let word = node.span.of(text);
            characters(node, text) == 1 && word.chars().all(is_han) && !FUNCTION.contains(word)
        })
        .count();
    let start = match word {
        _ if brandless && lone >= 2 => start - lone,
        Some(word)
            if brandless
                && matches!(word.class, Class::Verb | Class::Other)
                && characters(word, text) == 2 =>
        {
            let place = start - 1;
            let chain = run(&stack[..place], 3, Node::is_place);
            if chain < place { chain_start(stack, place) } else { place }
        }
        _ => start,
    };
    if start == stack.len() {
        return None;
    }
    let start = {
        // The text is not needed for measuring here: brands before a place are rare and short.
        let brand_start = name_start_by_nodes(stack, start);
        strip_numbers(stack, brand_start)
    };
    // 东方|沿海|铁路|福建|有限责任公司: what fills the clause before the place is the name.
    let start = match run(stack, 6, company_material) {
        whole
            if whole < start
                && start - whole >= 2
                && stack[start..].iter().all(Node::is_place)
                && whole.checked_sub(1).is_none_or(|before| stack[before].class == Class::Stop)
                && stack[whole..start].iter().all(|node| node.class == Class::Noun) =>
        {
            whole
        }
        _ => start,
    };
    let only_places = stack[start..].iter().all(Node::is_place);
    let branch = matches!(head, "分公司" | "总公司");
    // 长山|铝|宜宾|分公司: it is the branch of a firm.
    let start = if branch && only_places {
        run(stack, 4, |node| {
            matches!(
                node.class,
                Class::Brand | Class::Trade | Class::Name(EntityType::Place | EntityType::Company)
            )
        })
    } else {
        start
    };
    // 业主为|青岚|矿业有限公司: what links the name to the sentence is no part of it.
    // A line break may have left nothing of the name before its form.
    let linked = stack
        .get(start)
        .is_some_and(|node| node.class == Class::Weak && matches!(node.span.of(text), "为" | "以"));
    let start = if linked && start + 1 < stack.len() { start + 1 } else { start };
    let start = first_character(stack, cut_brand(stack, start, text), text);
    let material = stack.len() - start;
    if material == 0 || (only_places && !branch) {
        return None;
    }
    if stack[start..].iter().all(|node| matches!(node.class, Class::Generic | Class::Number))
        || stack[start].class == Class::Open
    {
        return None;
    }
    Some(start)
}

/// 新|佳金健|光伏, 大|康|建材, 湖南|和|星金|稀土: one character before the brand that is an ordinary word elsewhere, where
/// a clause or the part of it behind a verb begins, or behind the short name of a province or city.
fn first_character(stack: &[Node], start: usize, text: &str) -> usize {
    let Some(at) = start.checked_sub(1) else { return start };
    let word = stack[at].span.of(text);
    if stack.get(start).is_none_or(|first| first.class != Class::Brand) {
        return start;
    }
    let before = at.checked_sub(1).map(|before| &stack[before]);
    match word {
        "新" | "大" if before.is_none_or(|node| matches!(node.class, Class::Stop | Class::Verb)) => at,
        "和" => match before {
            Some(place)
                if matches!(place.level, Some(PlaceLevel::Province | PlaceLevel::Prefecture))
                    && characters(place, text) == 2 =>
            {
                chain_start(stack, at)
            }
            _ => start,
        },
        _ => start,
    }
}

/// 根|创|乡|美|(|重庆|)|科技, 中|金华|鼎|旅游: where a name that seems to begin at its last character or at a place
/// inside it really begins.
fn cut_brand(stack: &[Node], start: usize, text: &str) -> usize {
    const OUTSIDE: &str = "原该系即属经按据因如若但而使派赴驻称含指请受靠凭其各每某另此市县区镇省州";
    let Some(first) = stack.get(start) else { return start };
    let before = |at: usize| at.checked_sub(1).map_or("", |before| stack[before].span.of(text));
    if first.is_place() {
        let brand_behind = stack.get(start + 1).is_some_and(|next| next.class == Class::Brand);
        let short = characters(first, text) == 2;
        return start - usize::from(before(start) == "中" && short && brand_behind);
    }
    let lone = |node: &Node| {
        let word = node.span.of(text);
        characters(node, text) == 1
            && word.chars().all(is_han)
            && !FUNCTION.contains(word)
            && !OUTSIDE.contains(word)
    };
    let bracketed = stack.get(start + 1).is_some_and(|next| next.class == Class::Open);
    if first.class != Class::Brand || characters(first, text) != 1 || !bracketed {
        return start;
    }
    start - stack[..start].iter().rev().take(3).take_while(|node| lone(node)).count()
}

/// Function words of one character that no brand has.
const FUNCTION: &str = "的和与及在由对向从等为是了把被将到至同并或以让给则且有里上下中内外";

/// 湖南|嘉|木材|任|家具: where `start` is without a function word of one character that stands between a place and
/// the trade; nothing but the brand stands there.
fn beyond_word(stack: &[Node], start: usize, text: &str) -> usize {
    let Some(at) = start.checked_sub(1).filter(|at| stack[*at].class == Class::Stop) else { return start };
    let word = stack[at].span.of(text);
    if characters(&stack[at], text) != 1 || !word.chars().all(is_han) || FUNCTION.contains(word) {
        return start;
    }
    // With a place behind it the name begins there.
    if stack[start..].iter().any(Node::is_place) {
        return start;
    }
    let brand = run(&stack[..at], 2, |node| {
        matches!(node.class, Class::Brand | Class::Weak | Class::Measure)
            || node.class == Class::Noun && characters(node, text) == 2
    });
    match brand.checked_sub(1).filter(|place| stack[*place].is_place()) {
        Some(place) => run(&stack[..=place], 4, Node::is_place),
        None => start,
    }
}

/// As [`name_start`], for full company names, where a company or any run of brands may stand
/// before the place.
pub(super) fn name_start_by_nodes(stack: &[Node], start: usize) -> usize {
    if let Some(place) = last_place(stack, start) {
        let mut chain = chain_start(stack, place + 1);
        // 永善县|金沙|矿业: of two counties the second is the brand.
        if chain > start && stack[chain - 1].is_place() && stack[chain - 1].level == stack[chain].level {
            chain = chain_start(stack, chain);
        }
        // 重庆市|印|天湖|农业: with a place before it a lone character and the place behind it are the brand.
        if chain >= start + 2 && stack[chain - 1].span.len() == 3 && stack[chain - 2].is_place() {
            return chain_start(stack, chain - 1);
        }
        let mut before = chain;
        while before > start
            && matches!(stack[before - 1].class, Class::Brand | Class::Name(EntityType::Company))
        {
            before -= 1;
        }
        // 国电|新星|云南|能源有限公司: a word may stand between the group and the place.
        if before > start
            && stack[before - 1].class == Class::Noun
            && before - 1 > start
            && stack[before - 2].class == Class::Name(EntityType::Company)
        {
            before -= 2;
        }
        let company = before < chain
            && stack[before..chain].iter().any(|node| node.class == Class::Name(EntityType::Company));
        if company || (chain - before >= 2 && before == start) {
            return before;
        }
        // A place deep inside a name whose brand came first: 长江电力|云南.
        return chain;
    }
    // Ordinary nouns before a brand are the end of another phrase; a bracketed place is no brand.
    let bracket = (start..stack.len()).find(|at| stack[*at].class == Class::Open).unwrap_or(stack.len());
    let Some(first) = (start..bracket).find(|at| is_proper(&stack[*at])) else { return start };
    // 中航|上|大|高温合金: one word at the left end of the run is the beginning of the name.
    if first == start + 1 && stack[start].class == Class::Noun && stack[start].span.len() == 6 && start == 0 {
        return start;
    }
    // A lone character is no brand: 鸡笼|山|蔬菜.
    let lone = stack[first].class == Class::Brand && stack[first].span.len() <= 4;
    let joined = stack.get(first + 1).is_some_and(|next| next.class == Class::Brand);
    if lone && !joined && first > start && matches!(stack[first - 1].class, Class::Noun | Class::Adjective) {
        first - 1
    } else {
        first
    }
}

/// A number at the left edge counts companies: 3家, 2户.
pub(super) fn strip_numbers(stack: &[Node], mut start: usize) -> usize {
    while start < stack.len() && matches!(stack[start].class, Class::Measure) {
        start += 1;
    }
    start
}

pub(super) fn company_tail(stack: &[Node], head: &str, text: &str) -> Option<usize> {
    let last = stack.last()?;
    if last.class == Class::Name(EntityType::Company) {
        let firm = stack.len() - 1;
        // 吉林|博泽生化|公司, 与|河南|牧原|实业集团
        let built = last.origin == Some(Origin::Pattern("company-brand-trade"));
        let bounded = firm >= 1
            && matches!(stack[firm - 1].level, Some(PlaceLevel::Province | PlaceLevel::Prefecture))
            && !stack[firm - 1].span.of(text).ends_with(['省', '市', '区', '州', '盟'])
            && (firm == 1 || matches!(stack[firm - 2].class, Class::Stop | Class::Verb));
        return Some(if built || bounded { chain_start(stack, firm) } else { firm });
    }
    // 中国电建|市政|建设集团: a group and what a firm of it deals in.
    if let [.., firm, trade] = stack
        && firm.class == Class::Name(EntityType::Company)
        && matches!(firm.origin, Some(Origin::Form(_)))
        && matches!(
            trade.class,
            Class::Noun | Class::Trade | Class::Activity | Class::Name(EntityType::Industry)
        )
        && firm.span.end == trade.span.start
    {
        return Some(stack.len() - 2);
    }
    // 中金国泰|西南|公司
    if matches!(head, "公司" | "分公司")
        && REGIONS.contains(&last.span.of(text))
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
        && !matches!(
            only.span.of(text),
            "国有" | "大型" | "龙头" | "民营" | "外资" | "跨国" | "上市" | "现代" | "综合"
        )
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
        )
    });
    let chain = chain_start(stack, last_place(stack, start)? + 1);
    // 河川|水利|投资集团
    let of_place = head.chars().nth(3).is_some()
        && head.ends_with("集团")
        && stack
            .get(chain)
            .is_some_and(|place| matches!(place.level, Some(PlaceLevel::Province | PlaceLevel::Prefecture)));
    let group =
        (head.starts_with("集团") || of_place) && stack.last().is_some_and(|last| last.class == Class::Noun);
    let least = if group { 1 } else { 2 };
    (least..=4).contains(&(stack.len() - chain - 1)).then_some(chain)
}

/// Parts of the country that branches are called after.
pub(super) const REGIONS: [&str; 12] =
    ["西南", "西北", "华东", "华南", "华中", "华北", "东北", "中南", "北方", "南方", "中国", "亚太"];

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
