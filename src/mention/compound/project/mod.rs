//! Names of projects and their phases.

use super::super::Origin;
use super::super::node::{Class, Node};
use super::single::{commissioned, coordinated, owned};
use super::stack::{
    begins, brand_behind_place, brand_length, chain_start, characters, is_count, is_proper, line_start,
    modifier, run, widen_left,
};
use crate::entity::EntityType;
use crate::text::word_list::word_lists;

word_lists! {
    static WORDS: ProjectWords = "project.csv";
    /// What makes a meeting of the projects before it.
    meeting,
    /// Events that projects are signed at.
    event,
    /// Words before 项目 that speak of several.
    several,
    /// Verbs behind which the project stands that is built or approved.
    building,
    /// How a work is paid for, which is no name.
    finance,
    /// Voltages and currents, which are no name.
    current,
    /// Words behind a place that speak of many projects.
    of_many,
    /// Words for many divisions, which are no name.
    divisions,
    /// Words before the capacity of a plant.
    output,
    /// Units of capacities, or what stands before them.
    unit,
    /// Words that make equipment of a production line.
    equipment,
    /// Words behind a body that speak of many projects.
    of_state,
}

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
    if WORDS.meeting.begin(after) {
        return None;
    }
    // 、青州柏远有限公司|新建|年产5万套|轴承|项目: in a list the firm that builds it is in the name.
    let built = (0..stack.len().saturating_sub(2)).rev().find(|at| {
        stack[*at].origin == Some(Origin::Pattern("company-legal-form"))
            && matches!(stack[at + 1].span.of(text), "新建" | "扩建" | "改建" | "新增" | "建设")
    });
    if let Some(firm) = built
        && (text[..stack[firm].span.start].ends_with('、') || text[head.span.end..].starts_with('、'))
        && firm.checked_sub(1).is_none_or(|before| matches!(stack[before].class, Class::Stop | Class::Verb))
        && stack[firm + 2..]
            .iter()
            .all(|node| project_material(node) || matches!(node.class, Class::Open | Class::Close))
    {
        return Some(firm);
    }
    // 乳川县|抽水蓄能电站项目: there is one at a place.
    if head.is("抽水蓄能电站项目", text)
        && let Some(last) = stack.last()
        && last.is_place()
    {
        return Some(chain_start(stack, stack.len()));
    }
    // 病险水库|除险加固 is done to many.
    if head.is("除险加固", text)
        && stack.last().is_none_or(|last| last.name() != Some(EntityType::Infrastructure))
    {
        return None;
    }
    // 云谷路小学|新建|工程: what is done to a school or a work.
    if let [.., work, done] = stack
        && matches!(work.name(), Some(EntityType::Organization | EntityType::Infrastructure))
        && matches!(done.span.of(text), "新建" | "扩建" | "改建" | "迁建" | "改扩建" | "重建")
        && matches!(head.span.of(text), "工程" | "项目")
        && work.span.end == done.span.start
    {
        return Some(stack.len() - 2);
    }
    // 甲园区部分项目 are several.
    if WORDS.several.end(&text[..head.span.start]) {
        return None;
    }
    // 生态旅游|区|项目, 新|院|区|项目
    let start = run(stack, 16, |node| project_material(node) || node.is("区", text));
    // 全自动|灌装|生产线 is equipment.
    if head.span.of(text) == "生产线"
        && stack[start..].iter().any(|node| WORDS.equipment.has(node.span.of(text)))
        && !stack[start..].iter().any(|node| node.is_place() || node.name() == Some(EntityType::Company))
    {
        return None;
    }
    // 招商推介会|暨|加工|项目签约仪式
    if stack[coordinated(stack, start, text)..].iter().any(|node| WORDS.event.end(node.span.of(text))) {
        return None;
    }
    // 20亿元以上工业项目: a threshold makes no name.
    if stack[start..].iter().any(|node| matches!(node.span.of(text), "以上" | "国内外" | "海内外")) {
        return None;
    }
    named(stack, start, head, text)
}

/// Where a name begins that ends with `head`, in the material from `start` on.
fn named(stack: &[Node], start: usize, head: &Node, text: &str) -> Option<usize> {
    // 甲公司的|双|燃料: behind the owner everything belongs to the name, characters that are verbs elsewhere, too.
    let wide =
        run(stack, 16, |node| project_material(node) || matches!(node.class, Class::Weak | Class::TradeVerb));
    // 废旧|电池|梯次|利用|项目总投资3亿元
    let item = wide < start
        && begins(stack, wide, text)
        && stack[wide..].iter().all(|node| node.class != Class::Weak || node.is("废", text));
    let item = if item { wide } else { start };
    let (start, item) = if wide < start && owned(stack, wide, text) { (wide, wide) } else { (start, item) };
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
    let section = |road: usize| {
        let own = &text[stack[road].span.end..head.span.start];
        stack[road].span.of(text).starts_with(['G', 'S', 'X']) || own.contains('段') && !own.contains('的')
    };
    if let Some(road) = road
        && section(road)
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
    if let Some(generation) = generation(stack, text) {
        return Some(generation);
    }
    commissioned(stack, item.min(start), head.span.end, text).or_else(|| undertaking(stack, start, text))
}

/// Whether the second of two coordinated halves names something by itself.
fn has_own_name(half: &[Node], text: &str) -> bool {
    let brand = brand_length(half, text);
    let named = |node: &Node| is_proper(node) && !matches!(node.class, Class::Brand | Class::Weak);
    brand >= 2 || half.iter().any(|node| named(node) && !is_kind_of_park(node))
}

/// 物流仓储|产业园区: a park that is called after its trade alone.
fn is_kind_of_park(node: &Node) -> bool {
    node.origin == Some(Origin::Pattern("park"))
        && !node.inner.iter().any(|inner| inner.kind == EntityType::Place)
}

/// Where the name of an undertaking in `stack[start..]` begins: at the first firm, place, park or
/// brand; or at a capacity with its goods (年产10万吨磷酸铁锂).
pub(super) fn undertaking(stack: &[Node], start: usize, text: &str) -> Option<usize> {
    // 玉环经济开发区|建设|年产60万套…: a verb with its object is no part of the name.
    let after_verb = (start..stack.len())
        .rev()
        .find(|at| {
            let verb = WORDS.building.has(stack[*at].span.of(text));
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
        let hundreds = matches!(node.span.of(text), "百" | "十" | "千")
            && stack.get(at + 1).is_some_and(|next| next.span.of(text).starts_with('万'));
        (is_proper(node) && node.class != Class::Weak && !hundreds)
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
    // BOT|项目, PPP|项目: how it is paid for is no name.
    if parts.iter().all(|node| WORDS.finance.has(node.span.of(text))) {
        return None;
    }
    // ±800|千伏|特高压|直流|输电工程: a voltage and its current are no name.
    if parts.iter().all(|node| {
        let word = node.span.of(text);
        WORDS.current.has(word) || matches!(node.class, Class::Number | Class::Digit)
    }) {
        return None;
    }
    // 重庆市|重大|旅游|项目 are many.
    let behind = parts.iter().position(|node| !node.is_place()).unwrap_or(0);
    if behind > 0 && WORDS.of_many.has(parts[behind].span.of(text)) {
        return None;
    }
    // 科技部|国家|关键技术|项目 are many.
    if parts[0].class == Class::Name(EntityType::Organization)
        && parts.get(1).is_some_and(|next| WORDS.of_state.has(next.span.of(text)))
    {
        return None;
    }
    let brand = brand_length(parts, text);
    let named = parts.iter().any(|node| is_proper(node) && node.class != Class::Brand);
    let capacity =
        parts.first().is_some_and(|node| node.class == Class::Number || is_output(node.span.of(text)))
            && parts.iter().any(|node| {
                matches!(node.class, Class::Name(EntityType::Product | EntityType::Industry))
                    || (matches!(node.class, Class::Noun | Class::Trade) && characters(node, text) >= 2)
            })
            && (parts.len() >= 3 || parts[0].span.of(text).starts_with(['万', '千', '百', '十', '亿']));
    // 昭通市重点产业项目 names no project.
    let goods = parts.iter().any(|node| {
        !node.is_place()
            && !matches!(
                node.class,
                Class::Generic | Class::Role | Class::Number | Class::Digit | Class::Measure
            )
            && !WORDS.divisions.has(node.span.of(text))
    });
    let start = ((named && goods) || brand >= 2 || capacity)
        .then(|| line_start(stack, widen_left(stack, at, text), text))?;
    // 百|万亩|油茶项目
    let hundreds = start > 0
        && stack[start].span.of(text).starts_with('万')
        && matches!(stack[start - 1].span.of(text), "百" | "十" | "千" | "几十" | "上百" | "数十");
    let start = start - usize::from(hundreds);
    // 500|千伏|卧龙|至|回隆|输变电工程
    let voltage = start >= 2
        && matches!(stack[start - 1].span.of(text), "千伏" | "kV" | "KV" | "kv")
        && stack[start - 2].class == Class::Number;
    Some(if voltage { start - 2 } else { start })
}

/// 第|6|代|面板生产线, 甲公司|第8.5代|玻璃基板项目: the generation of what is made begins the name, or the firm before it.
fn generation(stack: &[Node], text: &str) -> Option<usize> {
    let from = stack.len().saturating_sub(8);
    let ordinal = (from..stack.len()).rev().find(|at| {
        let word = stack[*at].span.of(text);
        let behind = &text[stack[*at].span.start..];
        let number = behind.strip_prefix('第').unwrap_or("");
        let digits = number.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.');
        word.starts_with('第') && digits.len() < number.len() && digits.starts_with('代')
    })?;
    let goods = stack[ordinal..].iter().any(|node| node.name() == Some(EntityType::Product));
    let apart = stack[ordinal..].iter().any(|node| matches!(node.class, Class::Stop | Class::Open));
    let firm = ordinal.checked_sub(1).filter(|firm| {
        stack[*firm].name() == Some(EntityType::Company) && stack[*firm].span.end == stack[ordinal].span.start
    });
    (goods && !apart).then_some(firm.unwrap_or(ordinal))
}

/// Words before the capacity of a plant.
fn is_output(word: &str) -> bool {
    WORDS.output.has(word)
}

/// Whether nothing but 在 and a place stands before the verb at `verb`: 在|青石县|建设.
pub(super) fn stands_at(stack: &[Node], start: usize, verb: usize, text: &str) -> bool {
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
    let number = stack[at].span.of(text);
    // 万亩, 万头: numeral and unit are one word.
    let unit_inside = number.ends_with(|character: char| character.is_ascii_alphabetic())
        || number.starts_with(['万', '千', '百', '十', '亿'])
            && number.ends_with(['亩', '头', '吨', '只', '羽', '套', '台', '箱', '株', '尾', '匹']);
    unit_inside
        || stack.get(at + 1).is_some_and(|next| {
            let word = next.span.of(text);
            (WORDS.unit.begin(word) && !word.ends_with('元'))
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

/// 青石机场二期|扩建: what the phase of a work does to it belongs to its name.
pub(super) fn extends_phase(stack: &[Node], node: &Node, text: &str) -> bool {
    node.class == Class::Activity
        && stack.last().is_some_and(|last| {
            last.origin == Some(Origin::Pattern("project-phase"))
                && last.span.end == node.span.start
                && last.span.of(text).ends_with('期')
        })
        && matches!(node.span.of(text), "扩建" | "改扩建" | "扩能" | "改造" | "扩容")
}
