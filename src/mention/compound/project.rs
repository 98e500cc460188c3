//! Names of projects and their phases.

use super::super::Origin;
use super::super::node::{Class, Node};
use super::stack::{
    begins, brand_behind_place, characters, is_count, is_item_number, is_proper, line_start, modifier, run,
    widen_left,
};
use crate::entity::EntityType;

pub(super) fn project_material(node: &Node) -> bool {
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

pub(super) fn project(stack: &[Node], head: &Node, text: &str) -> Option<usize> {
    if let Some(last) = stack.last()
        && last.class == Class::Name(EntityType::Project)
    {
        return Some(stack.len() - 1);
    }
    // 甲省旅游产业项目|招商大会 is a meeting.
    let after = &text[head.span.end..];
    if ["招商", "推介", "对接", "洽谈", "观摩", "拉练", "调度", "推进会", "签约活动", "库"]
        .iter()
        .any(|word| after.starts_with(word))
    {
        return None;
    }
    // 甲园区部分项目 are several.
    if SEVERAL.iter().any(|word| text[..head.span.start].ends_with(word)) {
        return None;
    }
    let start = run(stack, 16, project_material);
    named(stack, start, head, text)
}

/// Words before 项目 that speak of several.
const SEVERAL: [&str; 18] = [
    "类",
    "新老",
    "新旧",
    "大小",
    "以上重大工业",
    "分会场",
    "部分",
    "有关",
    "相关",
    "系列",
    "一批",
    "各类",
    "所有",
    "全部",
    "其他",
    "其余",
    "上述",
    "链上",
];

/// Where a name begins that ends with `head`, in the material from `start` on.
fn named(stack: &[Node], start: usize, head: &Node, text: &str) -> Option<usize> {
    // 甲公司的|双|燃料: behind the owner everything belongs to the name, characters that are verbs elsewhere, too.
    let wide = run(stack, 16, |node| project_material(node) || node.class == Class::Weak);
    let start = if wide < start && owned(stack, wide, text) { wide } else { start };
    // 平潭|云|练|海上风电: lone characters between a place and the goods are the brand.
    let start =
        if start < stack.len() { brand_behind_place(stack, start, text).unwrap_or(start) } else { start };
    // G236|殷汇|至|查|桥|段|改建工程: a line whose ends no table has.
    let road = start
        .checked_sub(1)
        .filter(|at| matches!(stack[*at].span.of(text), "至" | "到"))
        .and_then(|to| {
            (to.saturating_sub(4)..to).rev().find(|at| stack[*at].name() == Some(EntityType::Infrastructure))
        })
        .filter(|at| stack[*at..start].iter().all(|node| node.class != Class::Close));
    if let Some(road) = road
        && stack[road].span.of(text).starts_with(['G', 'S', 'X'])
    {
        return Some(road);
    }
    // 甲公司|年产6万吨|色浆|及|配套5万吨|颜料项目
    // 立盛玻璃有限公司|节能玻璃|及|门窗生产项目: what follows 及 has no name of its own.
    let whole = coordinated(stack, start, text);
    if whole < start
        && !has_own_name(&stack[start..], text)
        && let Some(at) = undertaking(stack, whole, text)
        && at + 1 < start
        && stack[at..start - 1].iter().any(|node| {
            !node.is_place() && !matches!(node.class, Class::Brand | Class::Name(EntityType::Company))
        })
        && stack[at..start].iter().all(|node| node.class != Class::Open)
    {
        return Some(at);
    }
    commissioned(stack, start, head.span.end, text).or_else(|| undertaking(stack, start, text))
}

/// Whether the second of two coordinated halves names something by itself.
fn has_own_name(half: &[Node], text: &str) -> bool {
    let brand: usize =
        half.iter().filter(|node| node.class == Class::Brand).map(|node| characters(node, text)).sum();
    let named = |node: &Node| is_proper(node) && !matches!(node.class, Class::Brand | Class::Weak);
    brand >= 2 || half.iter().any(|node| named(node) && !is_kind_of_park(node))
}

/// 物流仓储|产业园区: a park that is called after its trade alone.
fn is_kind_of_park(node: &Node) -> bool {
    node.origin == Some(Origin::Pattern("park"))
        && !node.inner.iter().any(|inner| inner.kind == EntityType::Place)
}

/// The name of an undertaking that needs nothing proper in it, because what stands before it says that it is a
/// single one: 投资9.8亿元的|车载电源装配基地, 甲公司的|特种纤维, 甲公司|建设|果汁饮料, and an item of a list.
fn commissioned(stack: &[Node], start: usize, head_end: usize, text: &str) -> Option<usize> {
    let whole = coordinated(stack, start, text);
    let after = &text[head_end..];
    let costed = is_costed(after);
    if stack.first().is_some_and(|first| is_listed(&text[..first.span.start], after)) {
        // (3)甲项目;
        let number = |node: &Node| {
            matches!(node.class, Class::Open | Class::Close) || is_item_number(node.span.of(text))
        };
        let from = if stack.first().is_some_and(|first| first.class == Class::Open) {
            stack.iter().position(|node| node.class == Class::Close).map_or(0, |close| close + 1)
        } else {
            stack.iter().position(|node| !number(node)).unwrap_or(0)
        };
        let stack = &stack[from..];
        let named =
            stack.iter().any(|node| !matches!(node.class, Class::Generic | Class::Number | Class::Measure));
        let said = stack.iter().any(|node| {
            node.span.of(text).ends_with('元') || matches!(node.span.of(text), "投资" | "建设" | "的")
        });
        return (named && !said).then_some(from);
    }
    let item = begins(stack, whole, text)
        && (costed
            || ends_an_item(after)
            || is_carried_out(after)
            || is_underway(after) && !stack[whole..].iter().any(|node| is_of_many(node.span.of(text))))
        && !stack[whole..].iter().any(|node| is_said(node, text));
    let from = if item || owned(stack, whole, text) { whole } else { built(stack, start, costed, text)? };
    let from = (from..stack.len()).find(|at| !matches!(stack[*at].class, Class::Generic | Class::Role))?;
    let parts = &stack[from..];
    let length: usize = parts.iter().map(|node| characters(node, text)).sum();
    let goods = parts.iter().any(|node| {
        matches!(node.class, Class::Name(EntityType::Product | EntityType::Industry) | Class::Brand)
            || ((!item || is_carried_out(after)) && node.class == Class::Noun && length >= 4)
    });
    let counted = (from..stack.len()).any(|at| is_count(stack, at, text));
    let least = if item { 6 } else { 3 };
    (length >= least && goods && !counted).then_some(from)
}

/// 茶叶精制|及|仓储物流: where what is coordinated with the run at `start` begins.
fn coordinated(stack: &[Node], start: usize, text: &str) -> usize {
    let Some(and) = start
        .checked_sub(1)
        .filter(|at| matches!(stack[*at].span.of(text), "及" | "和" | "与" | "及其" | "以及" | "暨"))
    else {
        return start;
    };
    let left = run(&stack[..and], 8, project_material);
    if left < and { left } else { start }
}

/// Whether the node makes a sentence of what would be the heading of an item: 甲公司|投资|3亿元|建设|乙项目.
fn is_said(node: &Node, text: &str) -> bool {
    let word = node.span.of(text);
    node.class == Class::Verb
        || matches!(word, "投资" | "建设" | "新建" | "生产" | "开发")
        || word.ends_with('元')
}

/// Whether a name that ends here is the whole of a list item or its heading.
fn ends_an_item(after: &str) -> bool {
    after.is_empty() || after.starts_with([':', '。', '\n', '('])
}

/// Whether the text goes on with who carries it out: 甲项目由乙公司投资建设.
fn is_carried_out(after: &str) -> bool {
    let Some(rest) = after.trim_start_matches(',').strip_prefix("由") else { return false };
    let clause = rest.find(['。', ',', ';', '\n']).map_or(rest, |end| &rest[..end]);
    ["投资", "承建", "建设", "实施", "兴建"].iter().any(|verb| clause.contains(verb))
}

/// Whether a name between `before` and `after` is an item of a list of projects: 主要项目包括:甲项目;乙项目;
fn is_listed(before: &str, after: &str) -> bool {
    let ends = after.is_empty() || after.starts_with([';', '。', '\n']);
    let announced = before.strip_suffix(':').is_some_and(|before| {
        let line = before.rfind(['\n', '。', ';']).map_or(before, |end| &before[end..]);
        line.contains("项目") && ["包括", "项目", "有", "如下", "为"].iter().any(|end| line.ends_with(end))
    });
    ends && (announced || before.ends_with("项目;"))
}

/// Whether a name goes on with how far the undertaking has come: 甲项目|已列入省重点.
fn is_underway(after: &str) -> bool {
    let after = after.trim_start_matches(['一', '二', '三', '四', '期']);
    ["已", "正在", "列入", "入选", "建成", "开工", "投产", "竣工", "进入", "主体", "试车", "并网", "通过竣工"]
        .iter()
        .any(|word| after.starts_with(word))
}

/// Words that speak of many undertakings, or of their kind.
fn is_of_many(word: &str) -> bool {
    [
        "重点", "重大", "招商", "民生", "产业", "级", "化", "类", "各", "等", "批", "主要", "专项", "扶贫",
        "合作",
    ]
    .iter()
    .any(|end| word.ends_with(end))
}

/// 远能化工|80万吨|煤制烯烃; in a list that the words 在建项目包括: announce: where the item that fills the clause begins.
pub(super) fn whole_item(nodes: &[Node], text: &str) -> Option<usize> {
    let (first, last) = (nodes.first()?, nodes.last()?);
    let (before, after) = (&text[..first.span.start], &text[last.span.end..]);
    let parted = before.ends_with([':', ';']) && (after.is_empty() || after.starts_with([';', '。', '\n']));
    if !parted {
        return None;
    }
    let sentence = before.rfind(['。', '\n']).map_or(before, |end| &before[end..]);
    let announcing = &sentence[..sentence.rfind(':')?];
    let announced = ["项目", "项目包括", "项目有", "项目主要有", "项目为", "项目分别为", "项目如下"]
        .iter()
        .any(|end| announcing.ends_with(end));
    let from = match first.class {
        Class::Open => nodes.iter().position(|node| node.class == Class::Close)? + 1,
        _ => nodes.iter().position(|node| !is_item_number(node.span.of(text)))?,
    };
    let item = &nodes[from..];
    let proper = item.first().is_some_and(|first| {
        matches!(first.class, Class::Brand | Class::Name(EntityType::Company | EntityType::Place))
    });
    let said = item.iter().any(|node| {
        matches!(node.class, Class::Stop)
            || node.span.of(text).ends_with('元')
            || node.span.of(text) == "投资"
    });
    let length: usize = item.iter().map(|node| characters(node, text)).sum();
    (announced && proper && !said && item.len() > 1 && (5..=30).contains(&length)).then_some(from)
}

/// Whether what a single undertaking costs, takes or makes follows its name: 甲项目|总投资3亿元.
fn is_costed(after: &str) -> bool {
    let rest = after.trim_start_matches([',', '(']);
    let apart = rest.len() < after.len();
    ["总投资", "计划总投资", "计划投资", "概算", "投资额"].iter().any(|word| rest.starts_with(word))
        || apart
            && ["投资", "占地", "年产", "达产", "投产后", "建成后", "项目总投资"]
                .iter()
                .any(|word| rest.starts_with(word))
}

/// Verbs that bring an undertaking about: with 的 behind them they speak of a single one (新建的甲…).
const BRINGING: [&str; 11] =
    ["签约", "签订", "签署", "建设", "投资建设", "实施", "承建", "新建", "在建", "签下", "投建"];
/// More of them, which speak of a single one where a firm is named.
const BRINGING_OF_FIRMS: [&str; 12] =
    ["投资", "打造", "启动", "推进", "承担", "运营", "规划", "谋划", "新上", "上马", "拟建", "共建"];

/// Whether what stands before `start` says that a single undertaking follows: 其, or 的 behind money, a firm or
/// what firms do.
fn owned(stack: &[Node], start: usize, text: &str) -> bool {
    let Some((of, before)) = stack[..start].split_last() else { return false };
    if of.span.of(text) == "其" {
        return true;
    }
    let Some(owner) = before.last().filter(|_| of.span.of(text) == "的") else { return false };
    let word = owner.span.of(text);
    let is_firm = |node: &Node| node.class == Class::Name(EntityType::Company);
    // 甲公司(下称“甲”)的
    let bracket = || {
        let open = before.iter().rposition(|node| node.class == Class::Open)?;
        before.get(open.checked_sub(1)?)
    };
    is_firm(owner)
        || owner.class == Class::Close
            && bracket().map_or_else(|| ends_with_alias(&text[..owner.span.start]), is_firm)
        || ["亿元", "万元", "亿美元", "亿欧元"].iter().any(|money| word.ends_with(money))
        || matches!(word, "前者" | "后者")
        || BRINGING.contains(&word)
        || BRINGING_OF_FIRMS.contains(&word) && before.iter().any(is_firm)
}

/// Whether a text ends with the short name that its document introduces, less the bracket: (下称“甲”.
fn ends_with_alias(text: &str) -> bool {
    let quoted = text.strip_suffix('”').and_then(|text| text.rfind('“').map(|open| &text[..open]));
    quoted.is_some_and(|before| before.ends_with('称'))
}

/// What a firm builds: the first node behind the verb. Where no firm is named, the cost must be.
fn built(stack: &[Node], start: usize, costed: bool, text: &str) -> Option<usize> {
    const VERBS: [&str; 15] = [
        "实施",
        "建设",
        "投资建设",
        "新建",
        "启动",
        "承建",
        "签订",
        "签约",
        "签署",
        "上马",
        "新上",
        "拟建",
        "共建",
        "投建",
        "扩建",
    ];
    let verb =
        (start.saturating_sub(1)..stack.len()).rev().find(|at| VERBS.contains(&stack[*at].span.of(text)))?;
    let builder = costed
        || stands_at(stack, start.min(verb), verb, text)
        || stack[..verb].iter().any(|node| node.class == Class::Name(EntityType::Company));
    (builder && verb + 1 < stack.len()).then_some(verb + 1)
}

/// Where the name of an undertaking in `stack[start..]` begins: at the first firm, place, park or
/// brand; or at a capacity with its goods (年产10万吨磷酸铁锂).
pub(super) fn undertaking(stack: &[Node], start: usize, text: &str) -> Option<usize> {
    // 玉环经济开发区|建设|年产60万套…: a verb with its object is no part of the name.
    let after_verb = (start..stack.len())
        .rev()
        .find(|at| {
            let verb = matches!(
                stack[*at].span.of(text),
                "建设"
                    | "投资"
                    | "投资建设"
                    | "新建"
                    | "打造"
                    | "实施"
                    | "生产"
                    | "开发"
                    | "上马"
                    | "新上"
                    | "签订"
            );
            // 甲镇|建设|生物质发电
            let of_place = at.checked_sub(1).is_some_and(|before| stack[before].is_place());
            verb && (stands_at(stack, start, *at, text)
                || stack.get(at + 1).is_some_and(|next| match next.class {
                    Class::Number | Class::Name(EntityType::Company | EntityType::Place) => true,
                    Class::Name(EntityType::Product | EntityType::Industry) => of_place,
                    _ => is_output(next.span.of(text)),
                }))
        })
        .map_or(start, |at| at + 1);
    // Nor is what stands before a count: 太湖山电站|3个|项目.
    let after_count =
        (after_verb..stack.len()).rev().find(|at| is_count(stack, *at, text)).map_or(after_verb, |at| {
            // 3|个 and 三条.
            let apart = stack[at].span.of(text).ends_with(|character: char| {
                character.is_ascii_digit() || "一二三四五六七八九十两".contains(character)
            });
            (at + 1 + usize::from(apart)).min(stack.len())
        });
    let at = (after_count..stack.len()).find(|at| {
        let node = &stack[*at];
        (is_proper(node) && node.class != Class::Weak)
            || (node.class == Class::Number && is_capacity(stack, *at, text))
            || is_output(node.span.of(text))
    })?;
    // 在青石县开发区|鑫晟|医疗用品项目: the park is where it stands.
    let at = if at > 0
        && matches!(stack[at - 1].span.of(text), "在" | "位于" | "于")
        && stack[at].class == Class::Name(EntityType::Park)
        && stack
            .get(at + 1)
            .is_some_and(|next| matches!(next.class, Class::Brand | Class::Name(EntityType::Company)))
    {
        at + 1
    } else {
        at
    };
    // 中展集团|(|唐山|)|会展产业园: what is in brackets belongs to what stands before them.
    let at = match stack[..at].iter().rposition(|node| matches!(node.class, Class::Open | Class::Close)) {
        Some(open) if stack[open].class == Class::Open && open > start => open - 1,
        _ => at,
    };
    // 轨道交通|PPP: what an abbreviation stands behind belongs to the name.
    let latin =
        stack[at].class == Class::Brand && stack[at].span.of(text).bytes().all(|byte| byte.is_ascii());
    let at = if latin { after_count + run(&stack[after_count..at], 3, is_common) } else { at };
    let parts = &stack[at..];
    // 重庆市|重大|旅游|项目 are many.
    let behind = parts.iter().position(|node| !node.is_place()).unwrap_or(0);
    if behind > 0
        && matches!(
            parts[behind].span.of(text),
            "重大"
                | "重点"
                | "重大项目"
                | "重点项目"
                | "主要"
                | "省级"
                | "市级"
                | "县级"
                | "亿元"
                | "民生"
        )
    {
        return None;
    }
    // 科技部|国家|关键技术|项目 are many.
    if parts[0].class == Class::Name(EntityType::Organization)
        && parts.get(1).is_some_and(|next| matches!(next.span.of(text), "国家" | "重大" | "重点" | "省级"))
    {
        return None;
    }
    let brand: usize =
        parts.iter().filter(|node| node.class == Class::Brand).map(|node| characters(node, text)).sum();
    let named = parts.iter().any(|node| is_proper(node) && node.class != Class::Brand);
    let capacity =
        parts.first().is_some_and(|node| node.class == Class::Number || is_output(node.span.of(text)))
            && parts.iter().any(|node| {
                matches!(node.class, Class::Name(EntityType::Product | EntityType::Industry))
                    || (matches!(node.class, Class::Noun | Class::Trade) && characters(node, text) >= 2)
            })
            && parts.len() >= 3;
    // 昭通市重点产业项目 names no project.
    let goods = parts.iter().any(|node| {
        !node.is_place()
            && !matches!(
                node.class,
                Class::Generic | Class::Role | Class::Number | Class::Digit | Class::Measure
            )
            && !matches!(node.span.of(text), "县市" | "县区" | "乡镇" | "州市" | "市县" | "区县")
    });
    let start = ((named && goods) || brand >= 2 || capacity)
        .then(|| line_start(stack, widen_left(stack, at, text), text))?;
    // 500|千伏|卧龙|至|回隆|输变电工程
    let voltage = start >= 2
        && matches!(stack[start - 1].span.of(text), "千伏" | "kV" | "KV" | "kv")
        && stack[start - 2].class == Class::Number;
    Some(if voltage { start - 2 } else { start })
}

/// Words before the capacity of a plant.
fn is_output(word: &str) -> bool {
    matches!(
        word,
        "年产"
            | "日产"
            | "月产"
            | "年生产"
            | "年加工"
            | "年处理"
            | "日处理"
            | "日加工"
            | "年屠宰"
            | "年出栏"
            | "年存栏"
    )
}

/// Whether nothing but 在 and a place stands before the verb at `verb`: 在|青石县|建设.
fn stands_at(stack: &[Node], start: usize, verb: usize, text: &str) -> bool {
    start > 0
        && start < verb
        && matches!(stack[start - 1].span.of(text), "在" | "于")
        && stack[start..verb]
            .iter()
            .all(|node| matches!(node.class, Class::Name(EntityType::Place | EntityType::Park)))
}

/// A word that says of what kind something is.
fn is_common(node: &Node) -> bool {
    matches!(
        node.class,
        Class::Noun
            | Class::Adjective
            | Class::Activity
            | Class::Name(EntityType::Product | EntityType::Industry)
    )
}

/// Whether the number at `at` measures goods (5万吨, 200兆瓦) and does not count projects (3个).
pub(super) fn is_capacity(stack: &[Node], at: usize, text: &str) -> bool {
    const UNITS: [&str; 28] = [
        "万", "亿", "千", "百", "吨", "兆", "平方", "立方", "台", "套", "辆", "亩", "公里", "米", "件", "只",
        "片", "头", "羽", "瓶", "升", "公斤", "千克", "伏", "株", "块", "米", "支",
    ];
    let number = stack[at].span.of(text);
    let unit_inside = number.ends_with(|character: char| character.is_ascii_alphabetic());
    unit_inside
        || stack.get(at + 1).is_some_and(|next| {
            let word = next.span.of(text);
            (UNITS.iter().any(|unit| word.starts_with(unit)) && !word.ends_with('元'))
                || word.starts_with(|character: char| character.is_ascii_alphabetic())
        })
}

/// Words that end the name of an undertaking without 项目 where a capacity stands in it.
fn is_works(head: &str) -> bool {
    !head.ends_with('期')
}

pub(super) fn phase(stack: &[Node], head: &Node, text: &str) -> Option<usize> {
    if is_works(head.span.of(text)) {
        let start = run(stack, 14, project_material);
        let at = undertaking(stack, start, text)?;
        let capacity =
            (at..stack.len()).any(|at| stack[at].class == Class::Number && is_capacity(stack, at, text));
        return capacity.then_some(at);
    }
    let last = stack.last()?;
    // 江辰欧派|河南基地|二期
    if last.origin == Some(Origin::Pattern("park"))
        && let Some(firm) = stack.len().checked_sub(2)
        && stack[firm].class == Class::Name(EntityType::Company)
        && stack[firm].span.end == last.span.start
    {
        return Some(firm);
    }
    if matches!(
        last.class,
        Class::Name(
            EntityType::Project | EntityType::Park | EntityType::Infrastructure | EntityType::Organization
        )
    ) {
        return Some(stack.len() - 1);
    }
    // 正筹建|二期: a verb and its object.
    if last.class == Class::Verb {
        return None;
    }
    let start = run(stack, 14, project_material);
    named(stack, start, head, text)
}
