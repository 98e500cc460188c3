//! Names in no dictionary, built from their right end.
//!
//! The words of a clause are shifted one by one; when a head arrives (有限公司, 产业园, 高速), the
//! grammar of the head looks to its left for what can belong to the name and either reduces head
//! and modifiers to one name or leaves them alone. A name made so is material for the next head:
//! 昭阳经开区 | 管委会.

use super::head::{Grammar, Head};
use super::node::{Class, Node, widen_brands};
use super::{Mention, Origin};
use crate::entity::{EntityType, PlaceLevel};
use crate::text::NormalizedSpan;

/// What a grammar found: the name's first node and its type.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Reduction {
    start: usize,
    kind: EntityType,
    rule: &'static str,
}

/// Builds the names of one clause.
pub(crate) fn build(mut tokens: Vec<Node>, text: &str) -> Vec<Node> {
    widen_brands(&mut tokens, text);
    let mut stack: Vec<Node> = Vec::with_capacity(tokens.len());
    let mut tokens = tokens.into_iter().peekable();
    while let Some(node) = tokens.next() {
        // In 基础工程有限公司 the legal form decides, not the 工程 before it.
        let inside_firm = tokens.peek().and_then(|next| next.head).is_some_and(|next| {
            next.grammar == Grammar::LegalForm
                || (next.grammar == Grammar::CompanyTail && node.class == Class::Trade)
        });
        // 扎西|纺织|工: what goes on is a longer word.
        let goes_on = tokens
            .peek()
            .is_some_and(|next| matches!(next.class, Class::Brand | Class::Weak) && next.head.is_none());
        let head = node.head.filter(|head| match head.grammar {
            Grammar::LegalForm => true,
            Grammar::BrandTrade => !inside_firm && !goes_on,
            _ => !inside_firm,
        });
        let reduction = head.and_then(|head| reduce(&stack, &node, head, text));
        match reduction {
            Some(reduction) => {
                let parts = stack.split_off(reduction.start);
                stack.push(join(parts, node, reduction));
            }
            None if node.class == Class::Close => close(&mut stack, node),
            None => stack.push(node),
        }
    }
    stack
}

/// Pushes a closing bracket; a phase in brackets belongs to the project or park before it: 产业园(二期).
fn close(stack: &mut Vec<Node>, bracket: Node) {
    if let [.., name, open, phase] = &stack[..] {
        let phased = open.class == Class::Open
            && phase.head.is_some_and(|head| head.grammar == Grammar::Phase)
            && matches!(name.class, Class::Name(EntityType::Project | EntityType::Park));
        if phased {
            stack.truncate(stack.len() - 2);
            if let Some(name) = stack.last_mut() {
                name.span.end = bracket.span.end;
                name.origin = Some(Origin::Pattern("project-phase"));
            }
            return;
        }
    }
    stack.push(bracket);
}

/// The name that `parts` and the head make.
fn join(parts: Vec<Node>, head: Node, reduction: Reduction) -> Node {
    let start = parts.first().map_or(head.span.start, |first| first.span.start);
    let mut inner: Vec<Mention> = Vec::new();
    for part in parts {
        part.mentions(true, &mut inner);
    }
    // What looked like a firm on the way to a longer firm's name is none.
    inner.retain(|mention| {
        mention.kind != reduction.kind || mention.kind != EntityType::Company || !matches!(mention.origin, Origin::Pattern(_))
    });
    for mention in &mut inner {
        mention.nested = true;
    }
    Node {
        span: NormalizedSpan::new(start, head.span.end),
        class: Class::Name(reduction.kind),
        head: None,
        level: (reduction.kind == EntityType::Place).then_some(match head.head.map(|head| head.grammar) {
            Some(Grammar::Feature | Grammar::Water) => PlaceLevel::Feature,
            _ => PlaceLevel::Village,
        }),
        origin: Some(Origin::Pattern(reduction.rule)),
        inner,
    }
}

fn reduce(stack: &[Node], head_node: &Node, head: Head, text: &str) -> Option<Reduction> {
    let found = |start: usize, rule: &'static str| Some(Reduction { start, kind: head.kind, rule });
    match head.grammar {
        Grammar::LegalForm => found(legal_form(stack, head_node.span.of(text))?, "company-legal-form"),
        Grammar::CompanyTail => found(company_tail(stack, text)?, "company-tail"),
        Grammar::BrandTrade => {
            found(brand_trade(stack, head_node.span.of(text), text)?, "company-brand-trade")
        }
        Grammar::Bank => found(bank(stack)?, "bank"),
        Grammar::Park => found(park(stack, text, true)?, "park"),
        // 园 alone needs a place and goods before it: 岑溪|石材|园.
        Grammar::Zone if head_node.span.len() <= 4 && !stack.last().is_some_and(|last| matches!(last.class, Class::Name(EntityType::Industry | EntityType::Product))) => None,
        Grammar::Zone => found(park(stack, text, false)?, "park"),
        Grammar::Project => found(project(stack, text)?, "project"),
        Grammar::Phase => found(phase(stack, text)?, "project-phase"),
        Grammar::Route => found(route(stack, text)?, "route"),
        Grammar::Facility => found(facility(stack, head_node.span.of(text), text)?, "facility"),
        Grammar::Office => found(office(stack, head_node.span.of(text), text)?, "office"),
        Grammar::Institution => found(institution(stack, text)?, "institution"),
        Grammar::Sector => found(sector(stack)?, "sector"),
        Grammar::Settlement => found(settlement(stack)?, "settlement"),
        Grammar::Feature => found(feature(stack, text)?, "feature"),
        Grammar::Line => found(line(stack)?, "metro-line"),
        Grammar::Street => found(street(stack, text)?, "street"),
        Grammar::Water => found(water(stack, text)?, "water"),
    }
}

/// The first node of the run at the right end of `stack` that `accept` allows, over at most
/// `limit` nodes. A bracketed group counts as one node and is accepted when it is short.
fn run(stack: &[Node], limit: usize, accept: impl Fn(&Node) -> bool) -> usize {
    let mut start = stack.len();
    let mut taken = 0;
    while start > 0 && taken < limit {
        let node = &stack[start - 1];
        if node.class == Class::Close {
            let Some(open) = stack[..start - 1].iter().rposition(|node| node.class == Class::Open) else {
                break;
            };
            if start - open > 6 || open == 0 {
                break;
            }
            start = open;
        } else if accept(node) {
            start -= 1;
        } else {
            break;
        }
        taken += 1;
    }
    start
}

/// Whether the node names something by itself: what makes a name a name.
fn is_proper(node: &Node) -> bool {
    matches!(
        node.class,
        Class::Brand
            | Class::Weak
            | Class::Name(
                EntityType::Place
                    | EntityType::Company
                    | EntityType::Park
                    | EntityType::Infrastructure
                    | EntityType::Project
                    | EntityType::Organization
            )
    )
}

/// The number of characters of a node.
fn characters(node: &Node, text: &str) -> usize {
    node.span.of(text).chars().count()
}

/// Where the chain of places that ends before node `end` begins. In a chain every place is of a
/// higher level than the next: 云南省|昭通市|威信县; 昭阳区|云南 are two.
fn chain_start(stack: &[Node], end: usize) -> usize {
    let mut start = end;
    while start > 0 && stack[start - 1].is_place() {
        if start < end {
            let (outer, inner) = (stack[start - 1].level, stack[start].level);
            if outer >= inner || outer == Some(PlaceLevel::Feature) {
                break;
            }
        }
        start -= 1;
    }
    start
}

/// The rightmost place outside brackets in `stack[start..]`.
fn last_place(stack: &[Node], start: usize) -> Option<usize> {
    let mut depth = 0;
    for at in (start..stack.len()).rev() {
        match stack[at].class {
            Class::Close => depth += 1,
            Class::Open => depth -= 1,
            _ if depth == 0 && stack[at].is_place() => return Some(at),
            _ => {}
        }
    }
    None
}

/// The left boundary of a name in `stack[start..]`: a place pulls it to the beginning of its chain,
/// or on to a brand before the place (大唐|云南|发电); without a place the first brand begins it,
/// because ordinary nouns before a brand are not part of the name (龙头企业|合盛硅业).
fn name_start(stack: &[Node], start: usize, text: &str) -> usize {
    if let Some(place) = last_place(stack, start) {
        let chain = chain_start(stack, place + 1);
        let mut before = chain;
        while before > start
            && matches!(stack[before - 1].class, Class::Brand | Class::Name(EntityType::Company))
        {
            before -= 1;
        }
        let brand: usize = stack[before..chain].iter().map(|node| characters(node, text)).sum();
        // A lone character before a place is a verb or the end of something else.
        return if brand >= 2 && before == start { before } else { chain };
    }
    (start..stack.len()).find(|at| is_proper(&stack[*at])).unwrap_or(start)
}

fn company_material(node: &Node) -> bool {
    match node.class {
        Class::Name(kind) => kind != EntityType::Project,
        Class::Brand
        | Class::Noun
        | Class::Adjective
        | Class::Trade
        | Class::Activity
        | Class::Generic
        | Class::Weak
        | Class::Measure
        | Class::Digit
        | Class::Number => true,
        _ => false,
    }
}

fn legal_form(stack: &[Node], head: &str) -> Option<usize> {
    let mut start = run(stack, 14, company_material);
    // An ordinary verb directly behind a place is a brand: 昭通|振兴|建材有限公司.
    if start >= 2 && stack[start - 1].class == Class::Verb && stack[start - 2].is_place() {
        start = run(&stack[..start - 1], 6, company_material);
    }
    if start == stack.len() {
        return None;
    }
    let start = {
        // The text is not needed for measuring here: brands before a place are rare and short.
        let brand_start = name_start_by_nodes(stack, start);
        strip_numbers(stack, brand_start)
    };
    let material = stack.len() - start;
    let only_places = stack[start..].iter().all(Node::is_place);
    let branch = matches!(head, "分公司" | "总公司");
    if material == 0 || (only_places && !branch) {
        return None;
    }
    if stack[start..].iter().all(|node| matches!(node.class, Class::Generic | Class::Number)) {
        return None;
    }
    Some(start)
}

/// As [`name_start`], for full company names, where a company or any run of brands may stand
/// before the place.
fn name_start_by_nodes(stack: &[Node], start: usize) -> usize {
    if let Some(place) = last_place(stack, start) {
        let chain = chain_start(stack, place + 1);
        let mut before = chain;
        while before > start
            && matches!(stack[before - 1].class, Class::Brand | Class::Name(EntityType::Company))
        {
            before -= 1;
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
fn strip_numbers(stack: &[Node], mut start: usize) -> usize {
    while start < stack.len() && matches!(stack[start].class, Class::Measure) {
        start += 1;
    }
    start
}

fn company_tail(stack: &[Node], text: &str) -> Option<usize> {
    let last = stack.last()?;
    if last.class == Class::Name(EntityType::Company) {
        return Some(stack.len() - 1);
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
    let parts = &stack[start..];
    let brand: usize =
        parts.iter().filter(|node| node.class == Class::Brand).map(|node| characters(node, text)).sum();
    let place = parts.first().is_some_and(Node::is_place);
    let firm = parts.iter().any(|node| node.class == Class::Name(EntityType::Company));
    let others = parts.iter().filter(|node| !node.is_place()).count();
    if (2..=6).contains(&brand) || firm || (place && others > 0 && brand != 1) {
        return Some(start);
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
    (2..=4).contains(&(stack.len() - chain - 1)).then_some(chain)
}

/// Two or three characters of brand directly before one trade word, with a boundary before them:
/// 望变|电气. A known firm takes its trade word along: 合盛|铝业.
fn brand_trade(stack: &[Node], head: &str, text: &str) -> Option<usize> {
    let last = stack.last()?;
    if last.class == Class::Name(EntityType::Company) && last.span.of(text).chars().count() <= 3 {
        return Some(stack.len() - 1);
    }
    // What provinces and cities call their own groups: 云南|建投, 广东|农垦.
    if last.is_place() && LOCAL_GROUPS.contains(&head) {
        return Some(chain_start(stack, stack.len()));
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
    let brand: usize = stack[start..].iter().map(|node| characters(node, text)).sum();
    let bounded = start == 0
        || matches!(
            stack[start - 1].class,
            Class::Stop
                | Class::Verb
                | Class::Role
                | Class::Name(EntityType::Place)
                | Class::Open
                | Class::Close
                | Class::Weak
        );
    ((2..=3).contains(&brand) && bounded).then_some(start)
}

/// Trades that follow a place directly in the names of groups of provinces and cities.
const LOCAL_GROUPS: [&str; 15] = [
    "农垦",
    "建工",
    "交建",
    "城投",
    "交投",
    "建投",
    "能投",
    "文投",
    "路桥",
    "电投",
    "铁投",
    "水务",
    "燃气",
    "地铁集团",
    "机场集团",
];

fn bank(stack: &[Node]) -> Option<usize> {
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

fn modifier(node: &Node) -> bool {
    match node.class {
        Class::Name(kind) => kind != EntityType::Project,
        Class::Brand | Class::Noun | Class::Adjective | Class::Trade | Class::Activity | Class::Generic => {
            true
        }
        _ => false,
    }
}

fn park(stack: &[Node], text: &str, industry_is_enough: bool) -> Option<usize> {
    let start = run(stack, 9, modifier);
    // 在青山区|建设|稀土产业化基地: what is built is named behind the verb.
    let built = (start..stack.len().saturating_sub(1))
        .rev()
        .find(|at| matches!(stack[*at].span.of(text), "建设" | "新建" | "打造" | "规划建设") && *at > start);
    let industry_is_enough = industry_is_enough || built.is_some();
    let start = name_start(stack, built.map_or(start, |verb| verb + 1), text);
    let parts = &stack[start..];
    let brand: usize =
        parts.iter().filter(|node| node.class == Class::Brand).map(|node| characters(node, text)).sum();
    let named = parts.iter().any(|node| {
        matches!(
            node.class,
            Class::Name(
                EntityType::Place | EntityType::Company | EntityType::Park | EntityType::Infrastructure
            )
        )
    });
    if named || brand >= 2 {
        return Some(start);
    }
    if industry_is_enough {
        let sector = (0..stack.len())
            .rev()
            .take_while(|at| modifier(&stack[*at]))
            .find(|at| matches!(stack[*at].class, Class::Name(EntityType::Industry | EntityType::Product)));
        return sector;
    }
    None
}

/// 樊城区|人民路跨线桥: behind a full division name a work with a brand of its own begins with the brand.
fn own_name(stack: &[Node], start: usize, text: &str) -> usize {
    let behind = (start..stack.len()).find(|at| !stack[*at].is_place()).unwrap_or(stack.len());
    if behind == start || behind == stack.len() {
        return start;
    }
    let full = stack[behind - 1].span.of(text).ends_with(['县', '区', '市', '旗', '州']);
    let brand: usize = stack[behind..]
        .iter()
        .take_while(|node| node.class == Class::Brand)
        .map(|node| characters(node, text))
        .sum();
    if full && brand >= 2 { behind } else { start }
}

fn project_material(node: &Node) -> bool {
    modifier(node)
        || matches!(
            node.class,
            Class::Other
                | Class::Number
                | Class::Digit
                | Class::Measure
                | Class::Verb
                | Class::Name(EntityType::Project)
        )
}

fn project(stack: &[Node], text: &str) -> Option<usize> {
    if let Some(last) = stack.last()
        && last.class == Class::Name(EntityType::Project)
    {
        return Some(stack.len() - 1);
    }
    let start = run(stack, 16, project_material);
    undertaking(stack, start, text)
}

/// Where the name of an undertaking in `stack[start..]` begins: at the first firm, place, park or
/// brand; or at a capacity with its goods (年产10万吨磷酸铁锂).
fn undertaking(stack: &[Node], start: usize, text: &str) -> Option<usize> {
    // 玉环经济开发区|建设|年产60万套…: a verb with its object is no part of the name.
    let after_verb = (start..stack.len())
        .rev()
        .find(|at| {
            matches!(
                stack[*at].span.of(text),
                "建设" | "投资" | "投资建设" | "新建" | "打造" | "实施" | "生产" | "开发"
            ) && stack.get(at + 1).is_some_and(|next| {
                matches!(next.class, Class::Number | Class::Name(EntityType::Company | EntityType::Place))
                    || next.span.of(text) == "年产"
            })
        })
        .map_or(start, |at| at + 1);
    // Nor is what stands before a count: 太湖山电站|3个|项目.
    let after_count = (after_verb..stack.len())
        .rev()
        .find(|at| is_count(stack, *at, text))
        .map_or(after_verb, |at| (at + 2).min(stack.len()));
    let at = (after_count..stack.len()).find(|at| {
        let node = &stack[*at];
        (is_proper(node) && node.class != Class::Weak)
            || (node.class == Class::Number && is_capacity(stack, *at, text))
            || node.span.of(text) == "年产"
    })?;
    let parts = &stack[at..];
    let brand: usize =
        parts.iter().filter(|node| node.class == Class::Brand).map(|node| characters(node, text)).sum();
    let named = parts.iter().any(|node| is_proper(node) && node.class != Class::Brand);
    let capacity =
        parts.first().is_some_and(|node| node.class == Class::Number || node.span.of(text) == "年产")
            && parts
                .iter()
                .any(|node| matches!(node.class, Class::Name(EntityType::Product | EntityType::Industry)))
            && parts.len() >= 3;
    let goods = parts.iter().any(|node| !node.is_place());
    ((named && goods) || brand >= 2 || capacity).then_some(at)
}

/// Whether the number at `at` measures goods (5万吨, 200兆瓦) and does not count projects (3个).
fn is_capacity(stack: &[Node], at: usize, text: &str) -> bool {
    const UNITS: [&str; 28] = [
        "万", "亿", "千", "百", "吨", "兆", "平方", "立方", "台", "套", "辆", "亩", "公里", "米", "件", "只",
        "片", "头", "羽", "瓶", "升", "公斤", "千克", "伏", "株", "块", "米", "支",
    ];
    let number = stack[at].span.of(text);
    let unit_inside = number.ends_with(|character: char| character.is_ascii_alphabetic());
    unit_inside
        || stack.get(at + 1).is_some_and(|next| {
            let word = next.span.of(text);
            UNITS.iter().any(|unit| word.starts_with(unit))
                || word.starts_with(|character: char| character.is_ascii_alphabetic())
        })
}

/// Whether the number at `at` counts things: 3个, 10大, 两条.
fn is_count(stack: &[Node], at: usize, text: &str) -> bool {
    matches!(stack[at].class, Class::Number | Class::Digit)
        && stack.get(at + 1).is_some_and(|next| {
            matches!(next.span.of(text), "个" | "大" | "条" | "项" | "家" | "座" | "批" | "处" | "户" | "类")
        })
}

fn phase(stack: &[Node], text: &str) -> Option<usize> {
    let last = stack.last()?;
    if matches!(
        last.class,
        Class::Name(
            EntityType::Project | EntityType::Park | EntityType::Infrastructure | EntityType::Organization
        )
    ) {
        return Some(stack.len() - 1);
    }
    let start = run(stack, 14, project_material);
    undertaking(stack, start, text)
}

/// 2 to 4 characters of which none is an ordinary word: 渝昆, 都香, 宜昭.
fn route(stack: &[Node], text: &str) -> Option<usize> {
    let mut start = stack.len();
    let mut length = 0;
    while start > 0
        && matches!(stack[start - 1].class, Class::Brand | Class::Name(EntityType::Place))
        && length < 6
    {
        length += characters(&stack[start - 1], text);
        start -= 1;
        if length >= 4 {
            break;
        }
    }
    let counted =
        start > 0 && matches!(stack[start - 1].class, Class::Number | Class::Digit | Class::Measure);
    if start == stack.len() || !(2..=6).contains(&length) || counted {
        return None;
    }
    if length == 2 || stack[start..].len() <= 3 { Some(start) } else { None }
}

fn facility(stack: &[Node], head: &str, text: &str) -> Option<usize> {
    let start = run(stack, 9, |node| {
        matches!(
            node.class,
            Class::Brand
                | Class::Generic
                | Class::Noun
                | Class::Name(EntityType::Place | EntityType::Infrastructure | EntityType::Company)
        )
    });
    let first = (start..stack.len()).find(|at| is_proper(&stack[*at]))?;
    let parts = &stack[first..];
    let brand: usize =
        parts.iter().filter(|node| node.class == Class::Brand).map(|node| characters(node, text)).sum();
    let named = parts.iter().any(|node| is_proper(node) && node.class != Class::Brand);
    // A single-character head (港) is too often part of a word for a brand alone.
    let short = head.chars().nth(1).is_none();
    if short {
        return stack.last()?.is_place().then(|| chain_start(stack, stack.len()));
    }
    let begin = last_place(stack, first).map_or(first, |place| chain_start(stack, place + 1).min(place));
    (named || (2..=5).contains(&brand)).then(|| own_name(stack, begin, text))
}

/// The governed place, with 中共 before it, and up to four nouns between place and head.
fn office(stack: &[Node], head: &str, text: &str) -> Option<usize> {
    let last = stack.last()?;
    // A body under another body: 昭通市委|党校.
    if last.class == Class::Name(EntityType::Organization) {
        return Some(stack.len() - 1);
    }
    let place = if last.is_place() || last.class == Class::Name(EntityType::Park) {
        stack.len() - 1
    } else if stack.len() >= 3
        && stack[stack.len() - 3].class == Class::Name(EntityType::Organization)
        && matches!(last.class, Class::Noun | Class::Activity | Class::Trade)
    {
        // A department of a body: 管委会|经济|发展|局.
        return Some(stack.len() - 3);
    } else {
        let start = run(stack, 4, |node| {
            matches!(
                node.class,
                Class::Noun | Class::Activity | Class::Trade | Class::Name(EntityType::Industry)
            )
        });
        let place = start.checked_sub(1)?;
        let long_head = head.ends_with(['局', '厅', '会', '室', '办']) && head.chars().count() >= 2;
        (stack[place].is_place() && long_head).then_some(place)?
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
    let chain = if stack[place].is_place() { chain_start(stack, place + 1) } else { place };
    let party = chain > 0
        && (stack[chain - 1].span.of(text) == "中共"
            || stack[chain - 1].class == Class::Name(EntityType::Organization));
    Some(if party { chain - 1 } else { chain })
}

fn institution(stack: &[Node], text: &str) -> Option<usize> {
    let start = run(stack, 7, |node| {
        matches!(
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
                        | EntityType::Organization
                )
        )
    });
    if let Some(place) = last_place(stack, start) {
        return Some(chain_start(stack, place + 1));
    }
    let first = (start..stack.len()).find(|at| is_proper(&stack[*at]))?;
    let named = stack[first..]
        .iter()
        .any(|node| matches!(node.class, Class::Name(EntityType::Company | EntityType::Organization)));
    let brand: usize = stack[first..]
        .iter()
        .filter(|node| node.class == Class::Brand)
        .map(|node| characters(node, text))
        .sum();
    (named || (brand >= 2 && stack.len() - first <= 2)).then_some(first)
}

fn sector(stack: &[Node]) -> Option<usize> {
    let start = run(stack, 4, |node| {
        matches!(
            node.class,
            Class::Noun
                | Class::Activity
                | Class::Adjective
                | Class::Trade
                | Class::Name(EntityType::Industry | EntityType::Product)
        )
    });
    let parts = &stack[start..];
    parts
        .iter()
        .any(|node| matches!(node.class, Class::Name(EntityType::Industry | EntityType::Product)))
        .then_some(start)
}

/// A village needs its township or county before it: 永善县|强胜|村.
fn settlement(stack: &[Node]) -> Option<usize> {
    let start = run(stack, 4, |node| matches!(node.class, Class::Brand | Class::Noun));
    if start == stack.len() || start == 0 {
        return None;
    }
    let before = &stack[start - 1];
    (before.is_place() && before.level >= Some(PlaceLevel::County)).then_some(start)
}

fn feature(stack: &[Node], text: &str) -> Option<usize> {
    let start = run(stack, 5, |node| {
        matches!(node.class, Class::Brand | Class::Noun | Class::Name(EntityType::Place))
    });
    let geographic = stack
        .last()?
        .span
        .of(text)
        .ends_with(['山', '湖', '江', '河', '岛', '岭', '海', '湾', '溪', '峡', '沟', '洞']);
    let first = if geographic { start } else { (start..stack.len()).find(|at| is_proper(&stack[*at]))? };
    let length: usize = stack[first..].iter().map(|node| characters(node, text)).sum();
    (2..=10).contains(&length).then_some(first)
}

/// 沈阳|地铁|1|号线.
fn line(stack: &[Node]) -> Option<usize> {
    let number = stack.len().checked_sub(1)?;
    if !matches!(stack[number].class, Class::Number | Class::Digit) {
        return None;
    }
    let name = number.checked_sub(1)?;
    // 国道|317|线.
    if stack[name].head.is_some_and(|head| head.grammar == Grammar::Route) && stack[name].name().is_none() {
        return Some(name);
    }
    match stack[name].class {
        Class::Name(EntityType::Infrastructure) => Some(name),
        Class::Name(EntityType::Place) => Some(chain_start(stack, number)),
        Class::Noun if name > 0 && stack[name - 1].is_place() => Some(chain_start(stack, name)),
        _ => None,
    }
}

/// One to four characters of brand, a place or 人民, 解放 … before 路 or 街, with a boundary before.
fn street(stack: &[Node], text: &str) -> Option<usize> {
    let last = stack.last()?;
    let length = characters(last, text);
    let named = match last.class {
        Class::Brand | Class::Name(EntityType::Place) => (2..=4).contains(&length),
        Class::Noun | Class::Activity | Class::Adjective | Class::Verb | Class::Trade | Class::Generic => {
            STREET_NAMES.contains(&last.span.of(text))
                || (length == 2 && stack.len() >= 2 && {
                    let before = &stack[stack.len() - 2];
                    before.is_place() || matches!(before.span.of(text), "位于" | "与" | "至" | "沿" | "在")
                })
        }
        _ => false,
    };
    if named {
        return Some(stack.len() - 1);
    }
    let start = run(stack, 3, |node| node.class == Class::Brand);
    let brand: usize = stack[start..].iter().map(|node| characters(node, text)).sum();
    (2..=4).contains(&brand).then_some(start)
}

/// Ordinary words that streets all over the country are named after.
const STREET_NAMES: [&str; 24] = [
    "人民", "解放", "建设", "和平", "胜利", "文化", "中山", "光明", "新华", "团结", "幸福", "友谊", "工业",
    "创新", "科技", "民主", "前进", "东风", "红旗", "迎宾", "站前", "滨河", "滨江", "学府",
];

/// One or two characters of brand before 河 or 山, with a boundary before.
fn water(stack: &[Node], text: &str) -> Option<usize> {
    let start = run(stack, 2, |node| node.class == Class::Brand);
    let brand: usize = stack[start..].iter().map(|node| characters(node, text)).sum();
    let bounded = start == 0
        || matches!(
            stack[start - 1].class,
            Class::Stop | Class::Verb | Class::Name(EntityType::Place) | Class::Open | Class::Weak
        );
    ((1..=2).contains(&brand) && bounded && start < stack.len()).then_some(start)
}
