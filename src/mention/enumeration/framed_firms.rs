//! Firms that the words on both sides of them tell, though no dictionary has them: 由|恒昱|和|凯沃|合资成立,
//! 据|汇隆通|总经理介绍, 主要客户有|明瑟、嘉帆|等.

use std::ops::Range;

use super::composite;
use super::frame::{FRAME, Member, members};
use super::member::is_word_and_goods;
use super::tail::represented;
use crate::entity::EntityType;
use crate::mention::Origin;
use crate::mention::compound::{NEVER_IN_UNHEARD, ends_like_spot};
use crate::mention::lattice::is_han;
use crate::mention::licence::is_surname;
use crate::mention::node::{Class, Node};
use crate::mention::telling::Telling;
use crate::text::word_list::word_lists;

word_lists! {
    static WORDS: FramedFirmsWords = "framed_firms.csv";
    /// What stands before the firm that a clause is about.
    opening,
    /// What only firms have or do, behind their name.
    told,
    /// What people and firms do, behind the name of a firm that does not look like one of a person.
    acts,
    /// What is done by the firm behind 由.
    built,
    /// Prepositions before firms that do something together.
    together,
    /// What firms do together, behind the last of them.
    founded,
    /// What says before a list that firms follow.
    announcing,
    /// What ends names of something else than firms.
    no_firm,
    /// More of what stands before a firm that is called after its trade.
    called_on,
    /// More of what is told of such a firm behind its name.
    runs,
    /// Trades that are no sector.
    trade,
    /// What is said of a firm behind 以 and its name: that it leads.
    leader,
    /// Nouns that end a clause which says what a firm is.
    firm,
}

/// Makes firms of what stands in a frame.
pub(super) fn apply(group: &mut [Vec<Node>], text: &str, telling: Telling) {
    // Most clauses hold no brand.
    let branded = group.iter().flatten().any(|node| node.class == Class::Brand);
    let framed = if branded { framed(group, text) } else { None };
    let led = (0..group.len()).filter(|_| telling.any_of(Telling::LEADER));
    let led = led.filter_map(|clause| Some((clause, leader(&group[clause], text)?)));
    let is_told = telling.any_of(Telling::BE);
    let called = || {
        let firm = if is_told { called_firm(group, text) } else { None };
        firm.map(|range| vec![(0, range)])
    };
    let represented = || if telling.any_of(Telling::LEADER) { representing(group, text) } else { None };
    let members = framed.or_else(called).or_else(represented).unwrap_or_else(|| led.collect());
    for (clause, range) in members.into_iter().rev() {
        let nodes = &mut group[clause];
        let name = composite(&nodes[range.clone()], EntityType::Company);
        let origin = Some(Origin::Pattern(FRAME));
        nodes.splice(range, [Node { origin, ..name }]);
    }
}

/// The members in the first frame that opens in the first clause.
fn framed(group: &[Vec<Node>], text: &str) -> Option<Vec<Member>> {
    let first = group.first()?;
    let clause = first.first()?.span.start;
    let last = group.len() - 1;
    (0..first.len()).find_map(|at| {
        let before = &text[clause..first[at].span.start];
        let told = before.is_empty() || WORDS.opening.end(before);
        let together = WORDS.together.end(before);
        let announced = WORDS.announcing.end(before);
        let by = before.ends_with('由');
        if before.is_empty() && is_latin_firm(group, text) {
            return Some(vec![(0, 0..1)]);
        }
        if first[at].class == Class::Brand
            && (told || together || WORDS.called_on.end(before))
            && let Some(of_trade) = of_trade(group, at, text)
        {
            return Some(of_trade);
        }
        if !(told || together || announced || by) {
            return None;
        }
        let closes = |nodes: &[Node], end: usize| {
            let behind = nodes.get(end).map(|node| &text[node.span.start..]);
            match behind {
                None => announced,
                Some(behind) => {
                    announced && behind.starts_with('等')
                        || told
                            && last == 0
                            && (WORDS.told.begin(behind)
                                || WORDS.acts.begin(behind)
                                || signs_with_body(nodes, end, text))
                        || together && founded(behind, last > 0)
                        || by && last == 0 && WORDS.built.begin(behind)
                }
            }
        };
        let from = if last == 0 { at + 1 } else { 1 };
        let nodes = &group[last];
        let end = (from..=nodes.len().min(from + LONGEST)).find(|end| closes(nodes, *end))?;
        if announced {
            return listed(group, at, end, text);
        }
        members(group, at, end, text, |words| named(words, text))
    })
}

/// 恒昱|与|青石县人民政府|签署……协议: whether who signs something with a body or a firm stands before node `end`.
fn signs_with_body(nodes: &[Node], end: usize, text: &str) -> bool {
    let partner = |node: &Node| matches!(node.name(), Some(EntityType::Organization | EntityType::Company));
    let [with, behind @ ..] = &nodes[end..] else { return false };
    let Some(body) = behind.iter().position(partner).filter(|body| *body <= 2) else { return false };
    let signs = ["签署", "签订", "签约", "签下"];
    let mut after = behind[body + 1..].iter().take(6).map(|node| node.span.of(text));
    matches!(with.span.of(text), "与" | "和" | "同")
        && after.any(|word| signs.iter().any(|verb| word.starts_with(verb)))
}

/// HENGYU|始终致力于: capitals at the beginning of a clause, where what stands behind is told of firms only.
fn is_latin_firm(group: &[Vec<Node>], text: &str) -> bool {
    let Some([first, next, ..]) = group.first().map(Vec::as_slice) else { return false };
    let word = first.span.of(text);
    let behind = &text[next.span.start..];
    first.class == Class::Brand
        && (4..=12).contains(&word.len())
        && word.bytes().all(|byte| byte.is_ascii_alphabetic())
        && (WORDS.told.begin(behind) || WORDS.acts.begin(behind))
}

/// 以|恒昱|为|链主: the firm that leads, whatever its characters are elsewhere.
fn leader(nodes: &[Node], text: &str) -> Option<Range<usize>> {
    let end = nodes
        .windows(2)
        .position(|pair| pair[0].is("为", text) && WORDS.leader.begin(&text[pair[1].span.start..]))?;
    let start = nodes[..end].iter().rposition(|node| node.is("以", text))? + 1;
    let words = &nodes[start..end];
    let length: usize = words.iter().map(|node| node.span.of(text).chars().count()).sum();
    let plain = words.iter().all(|node| {
        !matches!(node.class, Class::Open | Class::Close | Class::Role)
            && matches!(node.name(), None | Some(EntityType::Place))
            && node.span.of(text).chars().all(is_han)
    });
    let town = words.iter().all(Node::is_place);
    (plain && !town && (2..=6).contains(&length)).then_some(start..end)
}

/// 以|恒昱酒业、沃源|食品|为代表的|食品产业集群: what represents a field is a firm, where half of those listed look like
/// firms and none is known to be something that is made or done.
fn representing(group: &[Vec<Node>], text: &str) -> Option<Vec<Member>> {
    let (first, last) = (group.first()?, group.last().filter(|_| group.len() > 1)?);
    let end = represented(last, text)?;
    let mut behind = last.get(end + 2..)?.iter();
    // 甲酒业、乙食品|等|为代表的
    let end = end - usize::from(end > 0 && last[end - 1].is("等", text));
    let field = |node: &Node| node.name() == Some(EntityType::Industry);
    if !behind.next()?.is("的", text) || !behind.take(4).any(field) {
        return None;
    }
    let start = first.iter().rposition(|node| node.is("以", text))? + 1;
    let (mut all, mut firms) = (0, 0);
    let found = members(group, start, end, text, |words| {
        let (last, before) = words.split_last()?;
        let name = &text[words[0].span.start..last.span.end];
        let branded = before.iter().any(|node| node.class == Class::Brand);
        let known = last.name();
        let firm = known == Some(EntityType::Company);
        all += 1;
        firms += usize::from(firm || branded && known.is_some());
        if before.is_empty() {
            // 天麻, 锂电池: goods and trades alone represent a field as well.
            return matches!(known, Some(EntityType::Company | EntityType::Infrastructure)).then_some(0);
        }
        let plain = words.iter().all(|node| !matches!(node.class, Class::Open | Class::Close | Class::Role))
            && name.chars().all(is_han)
            && (3..=8).contains(&name.chars().count());
        plain.then_some(if firm { 0 } else { words.len() })
    })?;
    (firms * 2 >= all).then_some(found)
}

/// 安泰|阀门|是……上市公司, 中核|青阀|是……企业: a clause says of what it begins with that it is a firm.
fn called_firm(group: &[Vec<Node>], text: &str) -> Option<Range<usize>> {
    let [nodes] = group else { return None };
    if !nodes.last().is_some_and(|last| WORDS.firm.end(last.span.of(text))) {
        return None;
    }
    let end = nodes.iter().take(5).position(|node| node.is("是", text) || node.is("系", text))?;
    let coined = |words: &[Node]| {
        let [firm, brand @ ..] = words else { return false };
        let length: usize = brand.iter().map(|node| node.span.of(text).chars().count()).sum();
        firm.name() == Some(EntityType::Company)
            && (1..=3).contains(&length)
            && brand.iter().all(|node| {
                matches!(node.class, Class::Brand | Class::Weak) && node.span.of(text).chars().all(is_han)
            })
    };
    let words = &nodes[..end];
    (is_word_and_goods(words, text) || coined(words)).then_some(0..end)
}

/// The members of a list of which words say that firms follow, where half of them look like firms.
fn listed(group: &[Vec<Node>], start: usize, end: usize, text: &str) -> Option<Vec<Member>> {
    let (mut all, mut firms) = (0, 0);
    let found = members(group, start, end, text, |words| {
        let name = named(words, text).or_else(|| is_fund(words, text).then_some(words.len()));
        all += 1;
        firms += usize::from(name.is_some());
        Some(name.unwrap_or(0))
    })?;
    (firms * 2 >= all).then_some(found)
}

/// A brand and its trade from node `at` on, 恒昱|生物医药|产值突破10亿元, where what stands behind tells of a firm.
fn of_trade(group: &[Vec<Node>], at: usize, text: &str) -> Option<Vec<Member>> {
    let [nodes] = group else { return None };
    let trade = (at + 1..nodes.len().min(at + 4)).find(|trade| nodes[*trade].class != Class::Brand)?;
    let (brand, node) = (&nodes[at..trade], &nodes[trade]);
    let named = matches!(node.name(), Some(EntityType::Industry | EntityType::Product))
        || node.class == Class::Noun && WORDS.trade.has(node.span.of(text));
    let narrow = node.span.of(text).chars().count() >= 3 && !node.span.of(text).ends_with(['业', '链', '群']);
    let length: usize = brand.iter().map(|node| node.span.of(text).chars().count()).sum();
    let behind = &text[node.span.end..];
    let coined = (2..=3).contains(&length)
        && brand.iter().all(|node| node.class == Class::Brand && node.span.of(text).chars().all(is_han))
        && brand.last().is_some_and(|last| last.span.end == node.span.start)
        && brand.first().is_some_and(|first| !ends_like_spot(&text[first.span.start..node.span.start]));
    // 恒昱|高岭土|是……: what goods are is told of goods.
    let goods = node.name() == Some(EntityType::Product) && behind.starts_with('是');
    let of_firm = [&WORDS.runs, &WORDS.told, &WORDS.acts].iter().any(|words| words.begin(behind));
    (named && narrow && coined && !goods && of_firm).then(|| vec![(0, at..trade + 1)])
}

/// Whether firms that do something together stand before `behind`. The words that do it for a list are among those that
/// keep lists from being passed over.
fn founded(behind: &str, list: bool) -> bool {
    let found = WORDS.founded.beginning(behind);
    found.is_some_and(|(word, ())| !list || word.contains(['资', '签', '打', '设', '立']))
}

/// How many words behind its beginning a frame may close.
const LONGEST: usize = 12;

/// How many of the words of a member are the name of a firm that has none yet.
fn named(words: &[Node], text: &str) -> Option<usize> {
    match words {
        [only] if only.name() == Some(EntityType::Company) => Some(0),
        _ => is_brand(words, text).then_some(words.len()),
    }
}

/// 启澜|投资, 明屿|产业|基金: a brand and what those who invest are called.
fn is_fund(words: &[Node], text: &str) -> bool {
    let called = words
        .iter()
        .rev()
        .take_while(|node| matches!(node.span.of(text), "投资" | "产业" | "基金" | "产业基金" | "资本"));
    let brand = words.len() - called.count();
    brand < words.len() && is_brand(&words[..brand], text)
}

/// Whether words make no sense but as a brand, and look like no person and no spot.
fn is_brand(words: &[Node], text: &str) -> bool {
    let (Some(first), Some(last)) = (words.first(), words.last()) else { return false };
    let name = &text[first.span.start..last.span.end];
    let length = name.chars().count();
    let lone = |node: &Node| node.span.len() == 3;
    let part = |node: &Node| {
        let word = node.span.of(text);
        match node.class {
            Class::Brand => true,
            Class::Weak | Class::Digit | Class::Measure => lone(node) && !NEVER_IN_UNHEARD.contains(word),
            Class::Noun | Class::Adjective => {
                node.head.is_none() && word.chars().count() == 2 && words.len() > 1
            }
            _ => false,
        }
    };
    (2..=4).contains(&length)
        && words.len() <= 4
        && name.chars().all(is_han)
        && words.iter().all(part)
        && words.iter().any(|node| node.class == Class::Brand)
        && !(name.starts_with(is_surname) && length <= 3)
        // 下游企业|来铜|落户
        && !(length == 2 && name.starts_with(['来', '赴', '去', '抵']))
        && !ends_like_spot(name)
        && !WORDS.no_firm.end(name)
}
