//! Names of parks and zones.

mod fields;
mod within;

use crate::entity::{EntityType, PlaceLevel};
use crate::mention::Origin;
use crate::mention::compound::company_tail;
use crate::mention::compound::spot::{is_spot, spot};
use crate::mention::compound::stack::{
    before_place, begins, brand_behind_place, characters, is_count, is_short, modifier, name_start, own_name,
    run, widen_left,
};
use crate::mention::compound::unheard::unheard;
use crate::mention::node::{Class, Node};
use crate::text::word_list::word_lists;
use fields::{halves, international, is_sector, kinds_before, over_and, with_brand};
use within::{called_after_spot, park_in_park};

word_lists! {
    static WORDS: ParkWords = "park.csv";
    /// Words that praise many parks.
    praise,
    /// Verbs behind which the park stands that is built.
    building,
    /// What is told of a park that is built or stands there.
    stands,
    /// Words of places where people learn.
    school,
    /// Words that rank what they stand before or tell its kind.
    rank,
    /// Heads that a park of a division has.
    administrative,
    /// What is said before a title that a park or a place gets.
    title,
    /// Ordinary modifiers that say of what kind a sector is.
    kind,
    /// What new towns and districts all over the country are called after.
    quarter,
    /// Parts of a park that another in it is called after.
    part,
    /// Words before a sector that tell what is done and not its kind.
    activity,
    /// What is told of one park behind its name.
    told,
}

pub(super) fn park(stack: &[Node], head: &str, text: &str, industry_is_enough: bool) -> Option<usize> {
    // 临港新城: what new towns are called after is name enough.
    let called = ["新城", "新区"]
        .iter()
        .find_map(|end| head.strip_suffix(end))
        .is_some_and(|of| WORDS.quarter.has(of));
    let bounded = |before: Option<&Node>| {
        before.is_none_or(|node| matches!(node.class, Class::Stop | Class::Verb | Class::Role))
    };
    if called && bounded(stack.last()) {
        return Some(stack.len());
    }
    // 现代|物流产业园
    if let [before @ .., modern] = stack
        && modern.is("现代", text)
        && head.chars().nth(4).is_some()
        && bounded(before.last())
    {
        return Some(stack.len() - 1);
    }
    // 青州高新区|南部|园区 is a part of it.
    if head == "园区"
        && let [.., outer, part] = stack
        && outer.name() == Some(EntityType::Park)
        && WORDS.part.has(part.span.of(text))
    {
        return None;
    }
    // 成都|芯|谷
    if head == "谷"
        && let [.., town, lone] = stack
        && matches!(town.level, Some(PlaceLevel::Province | PlaceLevel::Prefecture))
        && is_short(town, text)
        && lone.name().is_none()
        && characters(lone, text) == 1
        && town.span.end == lone.span.start
        && !"山河幽峡深".contains(lone.span.of(text))
    {
        return Some(stack.len() - 2);
    }
    // 柳兴岛|经济区, 大丰港|经济区; elsewhere it is a region.
    if head == "经济区" {
        let [before @ .., spot] = stack else { return None };
        let of_coast = spot.span.of(text).ends_with(['岛', '港', '湾'])
            && matches!(spot.name(), Some(EntityType::Place | EntityType::Infrastructure));
        let town = before.last().is_some_and(|town| {
            matches!(town.level, Some(PlaceLevel::Prefecture | PlaceLevel::County))
                && town.span.end == spot.span.start
        });
        return of_coast.then(|| stack.len() - 1 - usize::from(town && spot.is_place()));
    }
    let start = over_and(stack, run(stack, 9, modifier), head, text);
    // 加工园|三个|功能区 are several.
    let counted = (stack.len().saturating_sub(2)..stack.len()).any(|at| is_count(stack, at, text));
    if counted {
        return None;
    }
    // 重庆市|万|盛|经济技术开发区, 湘潭|柏|屹|自主|创新产业园: lone characters behind a place are the brand.
    let beyond = start - usize::from(start > 0 && stack[start - 1].class == Class::Verb);
    let start = brand_behind_place(stack, start, text)
        .or_else(|| brand_behind_place(stack, beyond, text))
        // 临水区|七里|湾|工业园区
        .or_else(|| {
            let numeral = start.checked_sub(1).filter(|at| stack[*at].class == Class::Number)?;
            let counts =
                stack[numeral].span.of(text).ends_with(['大', '个', '座', '家', '处', '条', '类', '项']);
            (!counts && start < stack.len()).then(|| brand_behind_place(stack, start + 1, text)).flatten()
        })
        .unwrap_or(start);
    // 绵山市|特色|(|专业|)|园区 are many.
    let behind = start + stack[start..].iter().take_while(|node| node.is_place()).count();
    if head == "园区"
        && behind < stack.len()
        && stack[behind..]
            .iter()
            .all(|node| matches!(node.class, Class::Generic | Class::Open | Class::Close))
    {
        return None;
    }
    if let Some(place) = halves(stack, start, text) {
        return Some(place);
    }
    // 石门坎|新材料|产业园: the spot begins the name.
    let spot = (start..=stack.len().min(start + 3)).find_map(|end| {
        let at = spot(stack, end, text)?;
        let outer =
            stack[start..].iter().any(|node| node.is_place() && node.span.start < stack[at].span.start);
        (!outer && end < stack.len() && stack[end..].iter().any(is_sector)).then_some(at)
    });
    if spot.is_some() {
        return spot;
    }
    // 高新区|青石河|园区: of the zone of the town.
    if head == "园区"
        && let [.., zone, spot] = stack
        && matches!(zone.span.of(text), "高新区" | "经开区" | "开发区")
        && spot.is_place()
        && spot.span.start == zone.span.end
    {
        return Some(stack.len() - 2);
    }
    if let Some(brand) = international(stack, text) {
        return Some(brand);
    }
    // 获评|全国|纺织服装|产业园区: a title, no park.
    let titled = (start.saturating_sub(2)..start).any(|at| WORDS.title.has(stack[at].span.of(text)))
        || text[stack.last()?.span.end + head.len()..].starts_with("称号");
    if stack[start..].iter().any(|node| WORDS.praise.has(node.span.of(text))) {
        return None;
    }
    if titled && !stack[start..].iter().any(Node::is_place) {
        return None;
    }
    // 全国最大的|家纺产业集聚区, 国际化|服装产业园区: what kind of park it is.
    let ranked = {
        let before = &text[..stack.get(start).map_or(0, |node| node.span.start)];
        WORDS.rank.end(before)
            || before.strip_suffix('的').is_some_and(|before| WORDS.rank.end(before))
            || stack.get(start).is_some_and(|first| WORDS.rank.has(first.span.of(text)))
    };
    if ranked && !stack[start..].iter().any(Node::is_place) {
        return None;
    }
    // 是|青山省|现代服务业|集聚区: what a province grants many of.
    if granted_by_province(stack, start, head, text) {
        return None;
    }
    // 青省|省级|开发区 are many.
    if stack.last().is_some_and(|last| matches!(last.span.of(text), "省级" | "市级" | "县级" | "自治区级"))
    {
        return None;
    }
    // 欧洲|小镇 is one in the style of it.
    let abroad = |place: &Node| {
        place.level == Some(PlaceLevel::Country)
            || place.is_place() && characters(place, text) == 2 && place.span.of(text).ends_with('洲')
    };
    if head == "小镇" && stack.last().is_some_and(abroad) {
        return None;
    }
    // 在青山区|建设|稀土产业化基地: what is built is named behind the verb.
    let built = (start..stack.len().saturating_sub(1))
        .rev()
        .find(|at| WORDS.building.has(stack[*at].span.of(text)) && *at > start);
    // 现代农业|体验园|建成投用: so does what is built or stands there.
    let after = &text[stack.last()?.span.end + head.len()..];
    let stands = head.ends_with('园') && WORDS.stands.begin(after);
    let industry_is_enough = industry_is_enough || built.is_some() || head == "特色小镇" || stands;
    let start = name_start(stack, built.map_or(start, |verb| verb + 1), text);
    // 新都|—|大英|飞地产业园, 甲|·|乙|产业园: a park of two places is called after both.
    if start >= 2
        && stack.get(start).is_some_and(Node::is_place)
        && stack[start - 2].is_place()
        && matches!(stack[start - 1].span.of(text), "—" | "-" | "·")
    {
        return Some(start - 2);
    }
    // 江西省|特色小镇 are many.
    if head.ends_with("小镇")
        && stack[start..]
            .iter()
            .all(|node| node.is_place() && node.span.of(text).ends_with(['省', '市', '国']))
    {
        return None;
    }
    // 中国|模具|产业基地 is a title.
    if head.ends_with("基地") && stack.get(start).is_some_and(|first| first.is("中国", text)) {
        return None;
    }
    if let Some(own) = park_in_park(stack, start, head, text) {
        return Some(own);
    }
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
    // 远航|西南|制冷|产业基地
    let of_firm = (start + 1..stack.len()).find(|at| {
        company_tail::WORDS.region.has(stack[*at].span.of(text))
            && stack[at - 1].class == Class::Name(EntityType::Company)
    });
    if let Some(region) = of_firm.filter(|region| head.ends_with("基地") && region + 3 > stack.len()) {
        return Some(region - 1);
    }
    // 华东|基地, 西南|产业基地: a firm calls its works so.
    let called = stack.last().filter(|_| head.ends_with("基地")).and_then(|last| {
        let before = &text[..last.span.end];
        let region = company_tail::WORDS.region.without_suffix(before)?.len();
        stack.iter().position(|node| node.span.start == region)
    });
    if let Some(region) = called {
        let firm =
            region.checked_sub(1).filter(|firm| stack[*firm].class == Class::Name(EntityType::Company));
        return Some(firm.unwrap_or(region));
    }
    // 四川省化工基地 and 教育基地 are many: the plain word needs a short place or a known firm.
    if head == "基地" {
        let of_place = parts
            .iter()
            .any(|node| node.is_place() && !node.span.of(text).ends_with(['省', '市', '区', '国']));
        let of_firm = parts.iter().any(|node| {
            node.class == Class::Name(EntityType::Company)
                && node.origin != Some(Origin::Pattern("company-brand-trade"))
        }) || parts.last().is_some_and(|last| last.class == Class::Name(EntityType::Company));
        let taught = parts.iter().any(|node| WORDS.school.are_in(node.span.of(text)));
        let bare = parts.iter().any(|node| {
            characters(node, text) == 1
                && matches!(node.class, Class::Name(EntityType::Product) | Class::Brand)
        });
        // 龙川|国际|煤化工|基地
        let of_brand = brand >= 2 && parts.iter().any(|node| node.class == Class::Name(EntityType::Industry));
        if !(of_place || of_firm || of_brand) || taught || bare || parts.len() > 4 {
            return None;
        }
    }
    // 绿美园区 is no name: before the plain word only a place or a firm makes one.
    if named || (brand >= 2 && head != "园区") {
        let start = before_place(stack, widen_left(stack, start, text), text);
        // 柳州市|柳东|新区 has a name of its own, and 三明市|宁化县|工业园 is the county's.
        // But 建水县|紫陶|产业园 is called after goods: two characters are enough before an administrative head only.
        let own = own_name(stack, start, text);
        let length: usize = stack[own..]
            .iter()
            .take_while(|node| {
                node.name().is_none() && (node.class == Class::Brand || characters(node, text) == 1)
            })
            .map(|node| characters(node, text))
            .sum();
        let start = if length > 2 || administrative(head) { own } else { start };
        if let Some(own) = called_after_spot(stack, start, text) {
            return Some(own);
        }
        // 福建|宁德市|周宁县|不锈钢产业园: of three levels the last is in the name.
        let levels = stack[start..].iter().take_while(|node| node.is_place()).count();
        let start = if levels >= 3 { start + levels - 1 } else { start };
        let full = |node: &Node| {
            node.span.of(text).ends_with(['县', '市', '区', '旗', '省'])
                && node.level < Some(PlaceLevel::Township)
        };
        let within = match &stack[start..] {
            [outer, inner, ..] if outer.is_place() && inner.is_place() && full(outer) && full(inner) => {
                start + 1
            }
            _ => start,
        };
        return Some(match &stack[within..] {
            [outer, inner, ..] if outer.is_place() && inner.is_place() && full(outer) && full(inner) => {
                within + 1
            }
            _ => within,
        });
    }
    // 河西|堡|化工|循环经济|产业园: at the beginning of a clause with a brand in it the whole run is the name.
    let whole = run(stack, 9, modifier);
    if industry_is_enough
        && brand > 0
        && begins(stack, whole, text)
        && stack.get(whole).is_some_and(|first| matches!(first.class, Class::Noun | Class::Brand))
    {
        return Some(whole);
    }
    if industry_is_enough {
        let sector = (0..stack.len())
            .rev()
            .take_while(|at| modifier(&stack[*at]))
            .find(|at| matches!(stack[*at].class, Class::Name(EntityType::Industry | EntityType::Product)));
        // 健康|食品|产业园, 稀土永磁|电机|产业化基地: what stands before the sector tells its kind.
        if let Some(sector) = sector
            && !stack[sector.saturating_sub(2)..sector].iter().any(|node| WORDS.rank.has(node.span.of(text)))
        {
            return Some(with_brand(stack, sector - kinds_before(stack, sector, text), text));
        }
    }
    // 家居|产业园, 环保|科技|产业园: trades say as much as sectors.
    if industry_is_enough && head.ends_with(['园', '区']) {
        let trades = run(stack, 3, |node| {
            matches!(node.class, Class::Trade | Class::Activity | Class::Adjective)
                || node.class == Class::Generic
                    && (node.is("现代", text) || WORDS.kind.has(node.span.of(text)))
        });
        let told = stack[trades..].iter().any(|node| node.class == Class::Trade);
        let bounded = trades.checked_sub(1).is_none_or(|before| {
            matches!(stack[before].class, Class::Stop | Class::Verb | Class::Role)
                    // 经济开发区|家居|产业园
                    || stack[before].head.is_some_and(|head| head.kind == EntityType::Park)
        });
        if told && bounded {
            return Some(trades);
        }
    }
    // 城南|工业园, 河西|新区
    if let Some(last) = stack.last()
        && (administrative(head) || head == "新城")
        && (is_quarter(last.span.of(text))
            || is_spot(last, text) && head != "新城"
            || matches!(head, "新城" | "新区") && WORDS.quarter.has(last.span.of(text)))
        && stack.len().checked_sub(2).is_none_or(|before| {
            matches!(
                stack[before].class,
                Class::Stop | Class::Verb | Class::Name(EntityType::Place) | Class::Role
            )
        })
    {
        return Some(stack.len() - 1);
    }
    // 石桥|产业园|位于: at the beginning of a sentence one word, where the text tells of one park.
    if let [only] = stack
        && head.chars().nth(2).is_some()
        && only.class == Class::Noun
        && only.head.is_none()
        && characters(only, text) == 2
        && (text[..only.span.start].is_empty() || text[..only.span.start].ends_with(['。', '\n']))
        && WORDS.told.begin(after)
        && !WORDS.kind.has(only.span.of(text))
        && !only.span.of(text).ends_with(['级', '型', '化', '性', '业'])
    {
        return Some(0);
    }
    // 荷叶|塘|工业|功能区: what makes no sense before the plain words is the brand.
    let plain = run(stack, 3, |node| matches!(node.class, Class::Generic | Class::Trade | Class::Activity));
    (head.chars().nth(2).is_some() && plain < stack.len())
        .then(|| unheard(&stack[..plain], 2..=4, text))
        .flatten()
}

/// Whether nothing but sectors and ordinary words stands between the full name of a province and the head, and the words
/// before say that somebody got or is it.
fn granted_by_province(stack: &[Node], start: usize, head: &str, text: &str) -> bool {
    let Some((province, kind)) = stack[start..].split_first() else { return false };
    let full =
        province.level == Some(PlaceLevel::Province) && province.span.of(text).ends_with(['省', '区', '市']);
    let ordinary = kind.iter().all(|node| {
        matches!(node.class, Class::Noun | Class::Adjective | Class::Trade | Class::Activity | Class::Generic)
            || matches!(node.name(), Some(EntityType::Industry | EntityType::Product))
    });
    let ranked = ["区", "园", "基地", "小镇"].iter().any(|end| head.ends_with(end)) && !administrative(head);
    let before = text[..province.span.start].trim_end_matches('“');
    let granted = before.ends_with(['是', '为', '获', '系'])
        || WORDS.title.end(before)
        || WORDS.title.end(before.trim_end_matches('了'));
    full && !kind.is_empty() && ordinary && ranked && granted
}

/// Whether what follows the name of a park tells of this one.
pub(super) fn is_told(after: &str) -> bool {
    let after = after.trim_start_matches('”');
    WORDS.told.begin(after) || after.starts_with(['内', '是', '\n']) || after.is_empty()
}

/// Heads that a park of a division has.
fn administrative(head: &str) -> bool {
    WORDS.administrative.has(head) || head.ends_with("开发区")
}

/// 城南, 河西: a quarter of a town.
fn is_quarter(word: &str) -> bool {
    let mut characters = word.chars();
    let (first, second) = (characters.next(), characters.next());
    let side = |character: Option<char>| character.is_some_and(|character| "东南西北".contains(character));
    (first == Some('城') && side(second) || first == Some('河') && side(second))
        && characters.next().is_none()
}
