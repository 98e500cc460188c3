//! Makes names of the members of an enumeration whose tail tells what they are.

use super::super::Origin;
use super::super::compound::{MATERIALS, is_foreign, is_foreign_firm};
use super::super::head::Grammar;
use super::super::lattice::is_han;
use super::super::node::{Class, LINKS, Node};
use super::opening::{behind_verb, line};
use super::tail::Tail;
use super::{composite, is_conjunction};
use crate::entity::{EntityType, PlaceLevel};
use crate::text::word_list::word_lists;

word_lists! {
    pub(super) static WORDS: MemberWords = "member.csv";
    /// What ends a member that is a work, though projects are counted.
    work,
    /// What ends a member that is a part of a park or a park.
    park,
    /// Verbs before the first member that are nouns elsewhere.
    activity,
    /// Adverbs inside the names of projects.
    inside,
    /// What ends the names of bodies.
    body,
    /// Verbs that bring firms to a place or say that it has them.
    bringing,
}

/// Types the members of one enumeration as `tail` says.
pub(super) fn type_members(group: &mut [Vec<Node>], tail: &Tail, text: &str) {
    let last = group.len() - 1;
    for (position, nodes) in group.iter_mut().enumerate() {
        let end = if position == last { tail.member } else { nodes.len() };
        // A和B, A与B inside one clause are two members.
        let mut members = Vec::new();
        let mut right = end;
        for at in (0..end).rev() {
            // 和辉光电: a member behind a comma does not begin with a conjunction.
            // 和邦: nor is what stands before one character.
            let joined = at + 2 == right && nodes[at].span.of(text) == "和" && is_lone(&nodes[at + 1], text);
            // 平江灌区续建|与|节水改造: what names nothing by itself is the second half of what stands before it.
            let half = tail.kind == EntityType::Project
                && position > 0
                && right > at + 1
                && right - at <= 3
                && !nodes[at + 1..right]
                    .iter()
                    .any(|node| node.name().is_some() || node.class == Class::Brand);
            if is_conjunction(&nodes[at], text) && (at > 0 || position == 0) && !joined && !half {
                members.push((at + 1, right));
                right = at;
            }
        }
        members.push((0, right));
        for (index, &(from, to)) in members.iter().enumerate() {
            let leftmost = index == members.len() - 1;
            let open_left = position == 0 && leftmost;
            // Only members behind a comma or conjunction, or the first, are complete.
            if let Some((start, end)) = member(&nodes[..to], from, open_left, tail, text)
                // 朱日|和|风场: what 和 parts may be one name.
                && (members.len() == 1 || tail.kind != EntityType::Project || end - start > 2 || nodes[start..end].iter().any(|node| node.name().is_some()))
            {
                let foreign = tail.kind == EntityType::Company && is_foreign_firm(&nodes[start..end], text);
                let start = start + usize::from(foreign);
                let kind = kind_of(&nodes[start..end], tail.kind, text);
                let name = composite(&nodes[start..end], kind);
                nodes.splice(start..end, [name]);
            }
        }
    }
}

/// The length of a word; a Latin one counts as a short one.
fn letters(word: &str) -> usize {
    let length = word.chars().count();
    if word.is_ascii() { length.min(6) } else { length }
}

/// A park is a park and a bridge a work also where the text counts them as projects.
fn kind_of(parts: &[Node], listed: EntityType, text: &str) -> EntityType {
    let end = parts.last().map_or("", |last| last.span.of(text));
    if listed != EntityType::Project {
        return listed;
    }
    if ["园", "园区", "基地"].iter().any(|park| end.ends_with(park)) {
        EntityType::Park
    } else if WORDS.work.end(end) {
        EntityType::Infrastructure
    } else {
        listed
    }
}

/// The range of one member that is to become a name, or `None` when it is one already or can't be.
fn member(nodes: &[Node], from: usize, open_left: bool, tail: &Tail, text: &str) -> Option<(usize, usize)> {
    let kind = tail.kind;
    let end = nodes.len();
    if kind == EntityType::Company
        && let Some(start) = behind_country(nodes, from, open_left, text)
    {
        return Some((start, end));
    }
    // 其|云|硅业: two characters and a trade between two commas, be they words elsewhere.
    if let [first, second, trade] = &nodes[from..]
        && kind == EntityType::Company
        && !open_left
        && is_lone(first, text)
        && is_lone(second, text)
        && trade.head.is_some_and(|head| head.grammar == Grammar::BrandTrade)
    {
        return Some((from, end));
    }
    if kind == EntityType::Company
        && open_left
        && let Some(start) = behind_verb(&nodes[from..], tail, text)
    {
        return Some((from + start, end));
    }
    // 多年来|为|恒兴: behind the word that says whom it is done for the firm begins.
    let served = nodes[from..].iter().rposition(|node| node.span.of(text) == "为");
    let (from, open_left) = match served.map(|served| from + served + 1) {
        Some(served) if open_left && kind == EntityType::Company && served < end => (served, false),
        _ => (from, open_left),
    };
    // 总投资3亿元|的|甲公司年产3万吨电池箔: behind its cost the member begins.
    let costed = nodes[from..]
        .windows(2)
        .rposition(|pair| pair[0].span.of(text).ends_with('元') && pair[1].is("的", text))
        .filter(|_| kind == EntityType::Project)
        .map(|money| from + money + 2)
        .filter(|behind| *behind < end);
    let (from, open_left) = costed.map_or((from, open_left), |behind| (behind, false));
    if tail.lines
        && let Some(start) = line(&nodes[from..], open_left, text)
    {
        return Some((from + start, end));
    }
    let mut start = end;
    while start > from
        && (is_material(&nodes[start - 1], kind)
            || start < end && start - 1 > from && kind == EntityType::Project && WORDS.inside.has(nodes[start - 1].span.of(text))
            // 甲集团年产600万套轿车|子午|胎
            || !open_left && start > from + 1 && kind == EntityType::Project
                && (nodes[start - 1].class == Class::Other
                    // 甲公司年产1100万片显示模组|及|器件: what parts two members ends the first of them.
                    || start < end && is_conjunction(&nodes[start - 1], text)))
        // 这些风机会直接为|多晶硅等项目: a sentence, no name.
        && !(open_left && kind == EntityType::Project && "为会将把对向给让使".contains(nodes[start - 1].span.of(text)))
    {
        start -= 1;
    }
    // 引进|立|达信: behind a verb or a function word of two characters the name itself begins.
    let unstripped = start;
    let begins = open_left
        && (from + 1..end).contains(&start)
        && (nodes[start - 1].span.of(text).chars().count() >= 2 || nodes[start - 1].is("了", text))
        && nodes[start].class == Class::Weak
        && nodes[start]
            .span
            .of(text)
            .chars()
            .all(|c| is_han(c) && !LINKS.contains(c) && !"有如含像".contains(c));
    while start < end
        && !begins
        && (kind == EntityType::Company || open_left && WORDS.activity.has(nodes[start].span.of(text)))
        && (matches!(nodes[start].class, Class::Verb | Class::Weak)
            || open_left && WORDS.activity.has(nodes[start].span.of(text)))
    {
        start += 1;
    }
    if start > from
        && start + 1 == end
        && nodes[start - 1].span.of(text) == "和"
        && is_lone(&nodes[start], text)
    {
        start -= 1;
    }
    // 启明|科技: nor does a verb part what stands between two commas from its trade.
    let traded =
        nodes.last().and_then(|last| last.head).is_some_and(|head| head.grammar == Grammar::BrandTrade);
    if kind == EntityType::Company && !open_left && start > from && end - from == 2 && traded {
        start = from;
    }
    // 正|花: between two commas adverbs are characters, too.
    if tail.vouchers > 0 && !open_left && start > from && is_strange(&nodes[from..end], text) {
        start = from;
    }
    // 字节|互动: among firms two words that make no phrase are one.
    if kind == EntityType::Company && tail.vouchers > 1 && !open_left && is_pair(&nodes[from..end], text) {
        return Some((from, end));
    }
    if start == end || (!open_left && start != from && kind != EntityType::Infrastructure) {
        return None;
    }
    // 恒英兴聚芳醚酮: characters alone are no sentence.
    let lone = || nodes[start..end].iter().all(|node| is_lone(node, text));
    if open_left && start == from && from == 0 && end - start > 6 && !(end - start <= 8 && lone()) {
        return None;
    }
    let parts = &nodes[start..end];
    let last = parts.last().and_then(Node::name);
    // 黄衢南高速|石门互通 is a work also where its neighbours are projects.
    if last == Some(kind)
        || (last == Some(EntityType::Infrastructure)
            && kind == EntityType::Project
            && parts.len() > 1
            && parts[parts.len() - 2].name() == Some(EntityType::Infrastructure))
    {
        return None;
    }
    // 京雄高速|河北|段: the section of a road is the road, and its ends are places.
    if let [road, section @ .., end] = parts
        && road.name() == Some(EntityType::Infrastructure)
        && matches!(end.span.of(text), "段" | "线")
        && section.iter().all(|node| node.is_place())
    {
        return None;
    }
    // 凌科储能 is a project where its neighbours are.
    if let [only] = parts
        && kind == EntityType::Project
        && only.origin == Some(Origin::Pattern("company-brand-trade"))
    {
        return Some((start, end));
    }
    let length: usize = parts.iter().map(|node| letters(node.span.of(text))).sum();
    // 盐|磷|化工: what it is made of is no brand.
    if kind == EntityType::Company
        && let [materials @ .., last] = parts
        && !materials.is_empty()
        && last.span.len() > 3
        && materials.iter().all(|node| MATERIALS.contains(node.span.of(text)))
    {
        return None;
    }
    // 楚岭化工|硝基|复合肥 beside others like it: a firm and what it makes.
    if tail.unsaid
        && parts.len() > 1
        && parts[0].name() == Some(EntityType::Company)
        && matches!(last, Some(EntityType::Product | EntityType::Industry))
    {
        return None;
    }
    let proper = parts.iter().any(|node| match node.class {
        Class::Brand => true,
        Class::Name(name) => !matches!(name, EntityType::Industry | EntityType::Product),
        _ => false,
    });
    // What its neighbours alone make a name must begin with a word of its own: 晨曦|灯饰, 宏远|高端|轴承.
    let vouched = tail.vouchers > 0;
    // 联创|制药
    let closed_project = kind == EntityType::Project && !open_left && start == from && parts.len() == 2;
    let own_word = vouched
        && (start == from || open_left && start == unstripped)
        && parts.len() > 1
        // 精工|电子: what is a trade behind a brand is a word of its own before one.
        && (parts[0].head.is_none_or(|head| head.grammar == Grammar::BrandTrade))
        && (matches!(parts[0].class, Class::Noun | Class::Adjective)
            || parts[0].class == Class::Verb && traded && (kind == EntityType::Company || closed_project))
        && parts[1..].iter().all(|node| node.class != Class::Activity || kind == EntityType::Project);
    let whole: usize = nodes[from..end].iter().map(|node| node.span.of(text).chars().count()).sum();
    let unlikely = |parts: &[Node]| parts.iter().all(Node::is_place) && !tail.works;
    // 新建、扩建和改造3座大桥: what is done to them names none.
    let done = nodes[from..end]
        .iter()
        .all(|node| matches!(node.class, Class::Activity | Class::Verb | Class::TradeVerb | Class::Generic));
    if kind == EntityType::Infrastructure && done {
        return None;
    }
    if kind == EntityType::Infrastructure
        && !open_left
        && (2..=4).contains(&whole)
        && !unlikely(&nodes[from..end])
    {
        // Between two commas the whole member is the name, whatever its characters mean: 官地、瓦日.
        return Some((from, end));
    }
    let closed = start == from && !open_left;
    // 目前,|鼎盛|新材、: behind a comma the first member is as complete as the others.
    let begins_clause = open_left
        && start == 0
        && traded
        && text[..nodes[0].span.start].ends_with([',', '。', ';', ':', '\n']);
    // 盼盼, 三一发达: words that make no sense together, between two commas.
    let strange = vouched && (closed || begins) && is_strange(parts, text);
    // 裕恒、天舜、金汇、永盛等企业: among many firms a noun of two characters is one, too.
    let lone_word = closed
        && (tail.vouchers > 2 || tail.vouchers == 2 && tail.counted)
        && parts.len() == 1
        && length == 2
        && parts[0].class == Class::Noun
        && parts[0].head.is_none();
    // 龙凤、京粮、嘉丰…: among firms a town is the brand of one.
    let called_after_town = closed && tail.vouchers > 1 && is_town(parts, text);
    let fits = match kind {
        EntityType::Company => {
            let body = parts.iter().any(|node| {
                node.name() == Some(EntityType::Organization)
                    || node
                        .head
                        .is_some_and(|head| matches!(head.grammar, Grammar::Office | Grammar::Institution))
            });
            // 重庆机场、青渝高铁等客户
            let works = parts.last().and_then(Node::name).is_some_and(|kind| {
                matches!(kind, EntityType::Infrastructure | EntityType::Park | EntityType::Project)
            });
            // 引进德国|先进|设备等企业急需的装备
            let of_country = is_foreign(&parts[0], text) && !is_foreign_firm(parts, text);
            !body
                && !works
                && !of_country
                && (proper
                    || strange
                    || lone_word
                    || (own_word && (!open_left || begins_clause) && length <= 6))
                && (2..=10).contains(&length)
                && (called_after_town || !parts.iter().all(Node::is_place))
                && parts.iter().all(|node| node.class != Class::Name(EntityType::Project))
        }
        EntityType::Project => {
            let works = parts.len() > 1
                && parts
                    .last()
                    .and_then(|last| last.head)
                    .is_some_and(|head| head.grammar == Grammar::Facility);
            let least = match (closed || bounded(nodes, start)) && is_strange(parts, text) {
                true if vouched => 2,
                true if tail.counted => 3,
                _ => 4,
            };
            (proper || works || own_word || strange)
                && (!tail.by_verb || is_work(parts, text))
                && length >= least
                && parts.last().is_some_and(|last| last.class != Class::Close)
                && parts[0].class != Class::Open
                && !parts.iter().all(Node::is_place)
                && !(parts.len() == 1 && parts[0].name().is_some())
        }
        // 青岭、白沙、李家坝等村: what is no word is a place.
        EntityType::Place => {
            closed
                && (2..=4).contains(&length)
                && tail.vouchers > 0
                && strange
                && (parts.iter().all(|node| node.name().is_none())
                    || parts.len() > 1 && parts.last().is_some_and(|last| is_lone(last, text)))
        }
        EntityType::Park => {
            let end = parts.last().map_or("", |last| last.span.of(text));
            let told = WORDS.park.end(end);
            let places = parts.iter().all(Node::is_place);
            (3..=12).contains(&length)
                && (!places || tail.counted && parts.len() > 1)
                && (told && parts.len() > 1 || (proper || own_word || strange) && tail.counted)
        }
        // Two characters that make no sense as a word are what short names of roads look like.
        EntityType::Infrastructure => {
            (2..=6).contains(&length)
                && parts.len() <= 4
                && !unlikely(parts)
                && (proper || (length == 2 && !open_left))
        }
        _ => false,
    };
    fits.then_some((start, end))
}

/// 瑞岛国|东岭: where the firm begins that stands behind its country, whatever its characters are elsewhere.
fn behind_country(nodes: &[Node], from: usize, open_left: bool, text: &str) -> Option<usize> {
    let country = (from..nodes.len()).rev().find(|at| is_foreign(&nodes[*at], text))?;
    let own = &nodes[country + 1..];
    let length: usize = own.iter().map(|node| node.span.of(text).chars().count()).sum();
    let plain = own.iter().all(|node| {
        node.span.of(text).chars().all(is_han)
            && !matches!(node.class, Class::Stop | Class::Number | Class::Role | Class::Generic)
            && matches!(node.name(), None | Some(EntityType::Place))
    });
    let trade = own.iter().all(|node| {
        node.head.is_some() || matches!(node.class, Class::Trade | Class::TradeVerb | Class::Activity)
    });
    let touches = own.first().is_some_and(|first| first.span.start == nodes[country].span.end);
    let brand = own.len() == 1 || own.iter().any(|node| node.class == Class::Brand || is_lone(node, text));
    (touches && brand && (open_left || country == from) && plain && !trade && (2..=6).contains(&length))
        .then_some(country + 1)
}

/// Whether the node is one Han character that is no name.
pub(super) fn is_lone(node: &Node, text: &str) -> bool {
    node.name().is_none() && node.span.len() == 3 && node.span.of(text).chars().all(is_han)
}

/// Whether something other than a name ends before the node at `start`.
fn bounded(nodes: &[Node], start: usize) -> bool {
    start.checked_sub(1).is_none_or(|before| matches!(nodes[before].class, Class::Stop | Class::Verb))
}

/// Whether the parts are short words and lone characters that make no sense together.
pub(super) fn is_strange(parts: &[Node], text: &str) -> bool {
    let characters = |node: &Node| node.span.of(text).chars().count();
    let lone = parts.iter().filter(|node| characters(node) == 1).count();
    let length: usize = parts.iter().map(characters).sum();
    (2..=8).contains(&length)
        && 2 * lone >= parts.len()
        && parts.iter().all(|node| {
            let word = node.span.of(text);
            word.chars().all(is_han) && !matches!(word, "的" | "和" | "与" | "及" | "等" | "各" | "其")
        })
}

/// Whether the parts can be a work of which a verb alone tells: a firm or brand with what it builds.
fn is_work(parts: &[Node], text: &str) -> bool {
    let brand: usize = parts
        .iter()
        .take_while(|node| node.class == Class::Brand)
        .map(|node| node.span.of(text).chars().count())
        .sum();
    let owned = brand >= 2
        || matches!(
            parts[0].name(),
            Some(EntityType::Company | EntityType::Place | EntityType::Park | EntityType::Infrastructure)
        );
    parts.len() > 1 && owned && !parts.last().is_some_and(|last| WORDS.body.end(last.span.of(text)))
}

/// Whether it is a noun and a word that names nothing, of two characters each.
fn is_pair(parts: &[Node], text: &str) -> bool {
    let [noun, word] = parts else { return false };
    noun.class == Class::Noun
        && noun.head.is_none()
        && matches!(word.class, Class::Stop | Class::Verb | Class::Other)
        && parts.iter().all(|part| part.span.of(text).chars().filter(|c| is_han(*c)).count() == 2)
        && parts.iter().all(|part| part.span.len() == 6)
}

/// The short name of a county, alone or behind its like: 龙凤, 河南|永泰.
fn is_town(parts: &[Node], text: &str) -> bool {
    parts.len() <= 2
        && parts.iter().all(|node| {
            let name = node.span.of(text);
            node.is_place()
                && matches!(node.level, Some(PlaceLevel::Province | PlaceLevel::County))
                && name.chars().count() == 2
        })
        && parts.last().is_some_and(|last| last.level == Some(PlaceLevel::County))
}

pub(super) fn is_material(node: &Node, kind: EntityType) -> bool {
    match node.class {
        Class::Brand | Class::Noun | Class::Adjective | Class::Trade | Class::Activity | Class::Generic => {
            true
        }
        Class::Name(name) => name != EntityType::Project,
        Class::Verb | Class::Weak => {
            matches!(kind, EntityType::Project | EntityType::Company | EntityType::Park)
        }
        // 青岱镍业回转窑余热|利用
        Class::TradeVerb | Class::Number | Class::Digit | Class::Measure => kind == EntityType::Project,
        Class::Role => kind == EntityType::Infrastructure,
        // 远航(青川)年产3万吨骨料
        Class::Open | Class::Close => kind == EntityType::Project,
        _ => false,
    }
}
