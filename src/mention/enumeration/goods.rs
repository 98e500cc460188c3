//! Goods and sectors that their neighbours vouch for: in 天麻、竹笋、魔芋粉 every member is a kind of goods when
//! some are known to be, in 稀土、光学玻璃、竹木加工等产业 every member is a sector.

use super::super::compound::is_amount;
use super::super::lattice::is_han;
use super::super::node::{Class, Node};
use super::announced::{self, Announced};
use super::counted::counted_list;
use super::listed::is_listed_sector;
use super::{composite, is_conjunction};
use crate::entity::EntityType;
use crate::text::word_list::word_lists;

word_lists! {
    static WORDS: ListedGoodsWords = "listed_goods.csv";
    /// Words that say how goods are, before the first of a list.
    quality,
    /// Words that say that goods are listed behind them.
    making,
    /// Nouns that close a list of sectors.
    sectors,
    /// Nouns that close a list of neither goods nor sectors.
    others,
    /// Nouns that no goods end with.
    no_goods,
    /// Words that goods do not begin with.
    vague,
    /// Nouns that name no sector.
    no_sector,
    /// Words before a list of goods that is closed by what is done with them: 从事甲、乙的生产.
    announcing,
    /// Verbs that only goods follow.
    only_goods,
    /// What is done with goods, behind a list of them and 的.
    made,
    /// Words before a verb that make what follows it all that is made: 主要生产.
    mainly,
    /// Words for all goods of a kind, which end names of goods: 防腐|设备.
    goods,
}

/// One member: the clause that it stands in, and its nodes.
#[derive(Clone, Copy)]
struct Member {
    clause: usize,
    start: usize,
    end: usize,
}

/// What a member is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Known(EntityType),
    /// Words that end with the name of goods: 速冻|水饺.
    Longer,
    /// Words that may name goods.
    Words,
    /// A verb and goods: 控制|电缆, or a sentence.
    Processed,
    /// What is done to something: a sector at most.
    Done,
    /// A general word for a sector: 金融.
    Listed,
    Other,
}

/// Makes goods or sectors of the members that are no names yet.
///
/// `announced` tells that the words before the list say that goods follow.
pub(super) fn apply(group: &mut [Vec<Node>], text: &str, announced: Option<Announced>) {
    if let Some(members) = counted_list(group, text) {
        for (clause, start, end) in members.into_iter().rev() {
            let nodes = &mut group[clause];
            // 电力、冶炼、农业三大产业: a general word is no name among them either.
            let general = matches!(&nodes[start..end], [only] if WORDS.no_sector.has(only.span.of(text)));
            if general {
                continue;
            }
            if nodes[start..end].iter().any(|node| node.name() != Some(EntityType::Industry))
                || end - start > 1
            {
                let name = composite(&nodes[start..end], EntityType::Industry);
                nodes.splice(start..end, [name]);
            }
        }
        return;
    }
    let closing = closing(group, text);
    let main = mainly_made(&group[0], text);
    let known = |node: &Node| matches!(node.name(), Some(EntityType::Product | EntityType::Industry));
    let told = announced.is_some_and(|what| what != Announced::Firms) || main.is_some();
    // Nothing tells then that goods or sectors are listed.
    if !told
        && matches!(closing, Closing::Open | Closing::Else)
        && !group.iter().flatten().any(known)
        && !group[0].iter().any(|node| WORDS.only_goods.has(node.span.of(text)))
    {
        return;
    }
    let told_inside = || match announced::inside(&group[0], text) {
        Some((Announced::Sectors, start)) if announced == Some(Announced::Sectors) => Some(start),
        _ => None,
    };
    let told_inside = told_inside();
    let of_goods = told_inside.is_none() && matches!(closing, Closing::Open | Closing::Goods);
    let members = members(group, closing, main.or(told_inside), of_goods, text);
    // 生产甲、乙等产品: the verb and the noun say together that goods are listed; 主营 says it alone.
    let made = main.is_some()
        || members.first().and_then(|first| first.start.checked_sub(1)).is_some_and(|before| {
            let verb = group[0][before].span.of(text);
            match closing {
                Closing::Goods => is_making(&group[0][before], text) || WORDS.announcing.has(verb),
                Closing::Open => WORDS.only_goods.has(verb),
                _ => false,
            }
        });
    let announced = if made { Some(Announced::Goods) } else { announced };
    let told = announced == Some(Announced::Sectors) || matches!(closing, Closing::Sectors | Closing::Fields);
    let kinds: Vec<Kind> = members
        .iter()
        .map(|member| match kind(&group[member.clause], *member, text) {
            Kind::Other | Kind::Processed
                if made && is_wording(&group[member.clause][member.start..member.end], text) =>
            {
                Kind::Words
            }
            Kind::Known(EntityType::Industry) => Kind::Known(EntityType::Industry),
            _ if told && is_listed(&group[member.clause][member.start..member.end], text) => Kind::Listed,
            // 蒸汽、热水制备、销售: what is done with the goods before.
            Kind::Words | Kind::Done
                if told
                    && group[member.clause][member.start..member.end]
                        .iter()
                        .all(|node| is_done(node, text)) =>
            {
                Kind::Other
            }
            kind => kind,
        })
        .collect();
    let count = |kind: Kind| kinds.iter().filter(|other| **other == kind).count();
    // 轮胎、化工、房地产等领域: fields are sectors where most of them are known to be some.
    let in_fields = closing == Closing::Fields
        && 2 * (count(Kind::Known(EntityType::Industry)) + count(Kind::Listed)) >= kinds.len();
    let closing = match closing {
        Closing::Goods => Closing::Open,
        Closing::Fields if in_fields => Closing::Sectors,
        Closing::Fields => Closing::Else,
        closing => closing,
    };
    let sectors_told = announced == Some(Announced::Sectors) || closing == Closing::Sectors;
    let announced = announced == Some(Announced::Goods);
    let processed = count(Kind::Processed);
    let longer = count(Kind::Longer) + processed;
    let listed = count(Kind::Listed);
    let (goods, sectors) =
        (count(Kind::Known(EntityType::Product)) + longer, count(Kind::Known(EntityType::Industry)));
    let sectors = sectors + listed;
    let unknown = count(Kind::Words);
    // One member in four may be something that its words don't tell.
    let known = goods + sectors + unknown;
    let strange = 4 * known < 3 * kinds.len() || known < kinds.len() && goods + sectors < unknown;
    let target = match closing {
        Closing::Sectors | Closing::Open if sectors_told && sectors > 0 => EntityType::Industry,
        Closing::Sectors | Closing::Open if sectors_told && goods > 0 => EntityType::Product,
        Closing::Open if goods > sectors || announced => EntityType::Product,
        _ => return,
    };
    // 速冻|水饺: what ends with goods is a kind of them, whatever the other members are.
    let mixed = sectors_told && 3 * (goods + sectors) >= kinds.len();
    let enough = announced || mixed || unknown <= 2 * (goods + sectors) && !strange;
    // 装备制造、服装等产业: among sectors goods are the sector that makes them.
    let retyped = target == EntityType::Industry && goods > 0 && 2 * sectors >= goods;
    if !retyped && unknown + longer + listed + count(Kind::Done) == 0
        || !enough && (longer == 0 || target != EntityType::Product)
    {
        return;
    }
    // From the right, so that the places of members before stay right.
    for (member, kind) in members.iter().zip(&kinds).rev() {
        let nodes = &mut group[member.clause];
        let named = match kind {
            Kind::Longer => true,
            // Where several members begin with a verb they tell what is done.
            Kind::Processed => target == EntityType::Product && 4 * processed <= kinds.len(),
            Kind::Words => enough,
            Kind::Listed => target == EntityType::Industry,
            Kind::Done => enough && target == EntityType::Industry,
            Kind::Known(EntityType::Product) => retyped,
            _ => false,
        };
        // 电机|产品: the word for all goods says nothing more of known ones.
        let parts = &nodes[member.start..member.end];
        let bare = matches!(parts, [goods, all] if goods.name() == Some(EntityType::Product) && all.span.of(text) == "产品");
        let longest = if announced { 12 } else { 8 };
        if named && !bare && fits(parts, target, longest, text) {
            let name = composite(parts, target);
            nodes.splice(member.start..member.end, [name]);
        }
    }
}

/// As [`apply`], for a clause of its own: goods are named only where its words say that they are what is made.
pub(super) fn apply_alone(group: &mut [Vec<Node>], text: &str) {
    let [nodes] = &*group else { return };
    let (Some(first), Some(last)) = (nodes.first(), nodes.last()) else { return };
    let clause = &text[first.span.start..last.span.end];
    let told = clause.contains("主要") || clause.contains('专') || clause.starts_with('牌');
    if told && mainly_made(nodes, text).is_some() {
        apply(group, text, None);
    }
}

/// Where the goods begin of which the words before say that they are what is made: 主要|生产|甲, “乙”牌|丙.
fn mainly_made(nodes: &[Node], text: &str) -> Option<usize> {
    let first = nodes.first()?;
    if first.span.of(text) == "牌" && text[..first.span.start].ends_with('”') {
        return (nodes.len() > 1).then_some(1);
    }
    let adverb = nodes.iter().position(|node| WORDS.mainly.has(node.span.of(text)))?;
    let verbs = nodes[adverb + 1..]
        .iter()
        .take_while(|node| matches!(node.span.of(text), "生产" | "制造" | "加工" | "经营" | "销售" | "研制"));
    let start = adverb + 1 + verbs.count();
    // 专业|生产|各类|衣架
    let general = nodes[start..].iter().take_while(|node| praises(node, text)).count();
    let making = nodes[adverb + 1..start].iter().any(|node| matches!(node.span.of(text), "生产" | "制造"));
    let start = start + general;
    let goods = nodes.get(start).is_some_and(|next| {
        let figure = next.span.of(text).starts_with(|first: char| first.is_ascii_digit());
        !figure && !matches!(next.class, Class::Stop | Class::Number)
    });
    (making && goods).then_some(start)
}

/// Whether the words of a list say that it is one of what is made, whoever makes it: 专业生产甲、乙的企业.
pub(super) fn is_of_made(group: &[Vec<Node>], text: &str) -> bool {
    group.first().is_some_and(|nodes| mainly_made(nodes, text).is_some())
        && group.last().is_some_and(|nodes| nodes.iter().any(|node| node.is("的", text)))
}

/// 尿素440万吨、聚烯烃137万吨: beside goods with their amount what stands before another amount is goods too.
pub(super) fn measured(group: &mut [Vec<Node>], text: &str) {
    let amount = |node: &Node| node.class == Class::Number && is_amount(&text[node.span.start..]);
    let beside = group.iter().any(|nodes| {
        nodes.windows(2).any(|pair| pair[0].name() == Some(EntityType::Product) && amount(&pair[1]))
    });
    if !beside {
        return;
    }
    for nodes in &mut group[1..] {
        let Some(end) = nodes.iter().position(amount).filter(|end| (1..=4).contains(end)) else { continue };
        // 年产|高档|绿茶|280吨
        let first = usize::from(nodes.first().is_some_and(|node| is_making(node, text)));
        let parts = &nodes[first..end];
        let named = parts.len() == 1 && parts[0].name().is_some();
        if !named
            && parts
                .iter()
                .all(|node| is_material(node) || matches!(node.class, Class::Weak | Class::Measure))
            && fits(parts, EntityType::Product, 8, text)
        {
            let name = composite(parts, EntityType::Product);
            nodes.splice(first..end, [name]);
        }
    }
}

/// The members of the enumeration: whole clauses, the right end of the first and the left end of the last.
///
/// `told` is where the words end that announce the list; behind the last of a list `of_goods` stands what is done with them.
fn members(
    group: &[Vec<Node>],
    closing: Closing,
    told: Option<usize>,
    of_goods: bool,
    text: &str,
) -> Vec<Member> {
    let last = group.len() - 1;
    let mut out = Vec::new();
    for (clause, nodes) in group.iter().enumerate() {
        // Before the words that announce a list stands whatever a sentence has.
        let from = if clause == 0 { told.unwrap_or(0) } else { 0 };
        let end = if clause == last {
            let etc = nodes.iter().position(|node| matches!(node.span.of(text), "等" | "的"));
            let end = || {
                nodes[from..]
                    .iter()
                    .position(|node| {
                        counts(node, text)
                            || !is_material(node) && !joins(node, text) && told.is_none_or(|_| !is_soft(node))
                    })
                    .map_or(nodes.len(), |at| from + at)
            };
            etc.filter(|_| closing == Closing::Goods).unwrap_or_else(end)
        } else {
            nodes.len()
        };
        let start = if clause == 0 {
            let ends = |node: &Node| {
                !is_material(node) || node.class == Class::Activity || is_making(node, text)
                    // 区内|汽车
                    || node.span.of(text).ends_with('内')
            };
            // 带动|包装: the last word may be a sector that is a verb elsewhere.
            let listed = matches!(closing, Closing::Sectors | Closing::Fields)
                && nodes.len() > 1
                && nodes
                    .last()
                    .is_some_and(|last| is_listed_sector(last.span.of(text)) && !is_making(last, text));
            let from = nodes[..nodes.len() - usize::from(listed)].iter().rposition(ends);
            told.unwrap_or_else(|| from.map_or(0, |at| at + 1))
        } else {
            0
        };
        let mut from = start;
        for at in start..=end.max(start) {
            if at == end || nodes.get(at).is_some_and(|node| joins(node, text)) {
                // 纸袋|加工|销售: what is done with the last is no part of it.
                let done = nodes[from..at].iter().rev().take_while(|node| is_done(node, text)).count();
                let goods = of_goods && clause == last && done < at - from;
                let done = if goods { done } else { 0 };
                if at > from || !nodes.get(at).is_some_and(|node| is_other(node, text)) {
                    out.push(Member { clause, start: from, end: at - done });
                }
                from = at + 1;
            }
        }
    }
    out
}

fn kind(nodes: &[Node], member: Member, text: &str) -> Kind {
    let parts = &nodes[member.start..member.end];
    match parts {
        [only] if only.name().is_some() => only.name().map_or(Kind::Other, Kind::Known),
        [] => Kind::Other,
        [first, rest @ ..]
            if rest.len() < 4
                && is_material(first)
                // 辣椒|丝: inside the member characters that are words elsewhere, too.
                && rest.iter().all(|node| {
                    is_material(node)
                        || matches!(node.class, Class::Weak | Class::Measure)
                        || node.span.of(text) == "用"
                }) =>
        {
            // 带动|包装: the first member may have the verb of the sentence in it.
            let led = member.clause == 0
                && member.start > 0
                && !matches!(nodes[member.start - 1].class, Class::Stop | Class::Verb)
                && !is_making(&nodes[member.start - 1], text);
            let ends = parts.last().and_then(Node::name);
            if led {
                Kind::Other
            } else if ends == Some(EntityType::Product) && !is_making(first, text) && !praises(first, text) {
                Kind::Longer
            } else {
                Kind::Words
            }
        }
        [first, .., last]
            if parts.len() <= 4
                && member.clause > 0
                && first.class == Class::Verb
                && last.name() == Some(EntityType::Product)
                && !is_making(first, text)
                && parts[1..].iter().all(is_material) =>
        {
            Kind::Processed
        }
        // 检验|检测: a sector may be called after what is done.
        [first, second]
            if is_material(first)
                && second.class == Class::Verb
                && member.clause > 0
                && !is_making(second, text) =>
        {
            Kind::Done
        }
        _ => Kind::Other,
    }
}

/// Whether a node is no part of a member but parts two: 和, 及其|他.
fn joins(node: &Node, text: &str) -> bool {
    is_conjunction(node, text) || is_other(node, text)
}

fn is_other(node: &Node, text: &str) -> bool {
    matches!(node.span.of(text), "及其" | "及其他" | "及其它" | "其他" | "其它" | "他" | "它")
}

/// What is done with goods, behind the last of a list: 销售.
fn is_done(node: &Node, text: &str) -> bool {
    WORDS.made.has(node.span.of(text)) || matches!(node.span.of(text), "批发" | "零售" | "批发零售" | "经营")
}

/// What may stand inside a member though it is no material elsewhere.
fn is_soft(node: &Node) -> bool {
    matches!(node.class, Class::Weak | Class::Measure | Class::Verb | Class::TradeVerb)
}

/// 起泡|酒, 干|酒, 踢|脚|线: words of which some are no material elsewhere.
fn is_wording(parts: &[Node], text: &str) -> bool {
    let length: usize = parts.iter().map(|node| node.span.of(text).chars().count()).sum();
    (2..=12).contains(&length)
        && parts.last().is_some_and(is_material)
        && parts.iter().all(|node| {
            node.span.of(text).chars().all(is_han)
                && (is_material(node) || matches!(node.class, Class::Weak | Class::Measure | Class::Verb))
        })
}

/// Whether the words of a member are those of a general sector.
fn is_listed(parts: &[Node], text: &str) -> bool {
    let (Some(first), Some(last)) = (parts.first(), parts.last()) else { return false };
    is_listed_sector(&text[first.span.start..last.span.end])
}

/// Words that praise goods and tell no kind of them: 优质|大米.
fn praises(node: &Node, text: &str) -> bool {
    node.class == Class::Generic || WORDS.quality.has(node.span.of(text))
}

/// 六大, 四大: what counts the members of the list before it.
pub(super) fn counts(node: &Node, text: &str) -> bool {
    let word = node.span.of(text);
    word.ends_with('大') && word.starts_with(['两', '三', '四', '五', '六', '七', '八', '九', '十'])
}

/// What may be a part of the name of goods or of a sector.
fn is_material(node: &Node) -> bool {
    matches!(
        node.class,
        Class::Noun
            | Class::Adjective
            | Class::Brand
            | Class::Trade
            | Class::Activity
            | Class::Name(EntityType::Product | EntityType::Industry)
    )
}

/// Verbs whose objects are goods, which stand in names as well.
fn is_making(node: &Node, text: &str) -> bool {
    WORDS.making.has(node.span.of(text))
}

/// What the enumeration closes with.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Closing {
    /// 等产业, 产业集群.
    Sectors,
    /// 等领域.
    Fields,
    /// 等产品.
    Goods,
    /// Something that is neither goods nor a sector: 等服务.
    Else,
    /// Nothing that says what the members are.
    Open,
}

fn closing(group: &[Vec<Node>], text: &str) -> Closing {
    let Some(nodes) = group.last() else { return Closing::Open };
    // 从事甲、乙、丙的研发和生产
    let made = nodes.windows(2).any(|pair| pair[0].is("的", text) && WORDS.made.has(pair[1].span.of(text)));
    let Some(etc) = nodes.iter().position(|node| node.is("等", text)) else {
        if made {
            return Closing::Goods;
        }
        return if counted_sectors(nodes, text) { Closing::Sectors } else { Closing::Open };
    };
    for node in nodes[etc + 1..].iter().take(4) {
        let word = node.span.of(text);
        if WORDS.sectors.end(word) {
            return Closing::Sectors;
        }
        if word.ends_with("领域") {
            return Closing::Fields;
        }
        if word.ends_with("产品") || word.ends_with("商品") {
            return Closing::Goods;
        }
        if WORDS.others.end(word) {
            return Closing::Else;
        }
        if matches!(node.class, Class::Stop | Class::Verb) {
            break;
        }
    }
    Closing::Open
}

/// 5|大|主导产业, 三大产业集群: what counts sectors closes a list of them without 等.
fn counted_sectors(nodes: &[Node], text: &str) -> bool {
    let count = nodes.iter().position(|node| {
        matches!(node.class, Class::Number | Class::Digit)
            || counts(node, text)
            || matches!(node.class, Class::Generic | Class::Weak)
                && node.span.of(text).starts_with(['两', '三', '四', '五', '六'])
    });
    count.is_some_and(|count| {
        nodes[count + 1..]
            .iter()
            .take(4)
            .take_while(|node| !matches!(node.class, Class::Stop | Class::Verb))
            .any(|node| ["产业", "产业集群", "产业链"].iter().any(|end| node.span.of(text).ends_with(end)))
    })
}

/// Whether words can name goods or a sector.
fn fits(parts: &[Node], target: EntityType, longest: usize, text: &str) -> bool {
    let length: usize = parts.iter().map(|node| node.span.of(text).chars().count()).sum();
    let Some(last) = parts.last() else { return false };
    let vague = parts.first().is_some_and(|first| WORDS.vague.has(first.span.of(text)));
    if vague || parts.iter().any(|node| counts(node, text)) {
        return false;
    }
    let word = last.span.of(text);
    let noun = match target {
        EntityType::Product => {
            // 防腐|设备, 装饰|材料
            let all = WORDS.goods.has(word) && length >= 4;
            (all || !matches!(last.class, Class::Activity | Class::Adjective | Class::Trade))
                && !word.ends_with(['业', '量', '率', '值', '额', '师', '员', '者', '商', '队', '人', '国'])
                && (all || !WORDS.no_goods.end(word))
        }
        _ => !WORDS.no_sector.has(word),
    };
    (2..=longest).contains(&length) && noun
}
