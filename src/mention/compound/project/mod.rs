//! Names of projects and their phases.

mod coined;
mod named;
mod no_name;
mod undertaking;

use crate::entity::EntityType;
use crate::mention::Origin;
use crate::mention::around::is_bounded;
use crate::mention::compound::plain::plain;
use crate::mention::compound::spot::is_bounded_or_built;
use crate::mention::compound::stack::{chain_start, characters_in, modifier, run};
use crate::mention::node::{Class, Node};
use crate::text::signs::{few_in, is_han_numeral};
use crate::text::word_list::word_lists;
use coined::{behind_places, coined};
use named::named;
use no_name::{is_no_name, is_of_many};
use undertaking::is_capacity;
pub(super) use undertaking::{begins_with_capacity, is_output, stands_at, undertaking};

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
    /// Words that speak of many projects beside one.
    many_beside,
    /// What makes works of a project of the word 工程 behind it.
    part,
    /// What is done to a work, whose project ends with it.
    done,
    /// What follows such a project.
    done_before,
    /// Parts of a year.
    of_year,
    /// What makes 工程 before it a word of the costs and works of a project, and none of its name.
    cost,
    /// What stands between a project and a part of its works.
    house,
    /// What ends the names of zones, in which much is built.
    zone,
}

/// Whether a word is a verb behind which the project stands that is built.
pub(super) fn is_building(word: &str) -> bool {
    WORDS.building.has(word)
}

/// Whether a word ends like the names of zones.
pub(super) fn is_zone(word: &str) -> bool {
    WORDS.zone.end(word)
}

/// Whether the name of a project can hold the node.
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

/// 、丙储能|三个|投资|项目: whether what stands before the head counts the members of a list, of which the last is here.
fn counts_list(stack: &[Node], text: &str) -> bool {
    let Some(first) = stack.first() else { return false };
    let several = |at: usize| {
        let word = stack[at].span.of(text);
        let counted = word.ends_with('个') && word.starts_with(is_han_numeral)
            || word == "个" && matches!(stack[at - 1].class, Class::Number | Class::Digit)
            // 、丙储能|两|大|项目
            || word == "大" && few_in(stack[at - 1].span.of(text)).is_some();
        counted && !word.starts_with('一')
    };
    // 三个|投资|项目, but 三个|乡镇|境内|甲乡|风电场|项目
    let kind = |node: &Node| {
        let class = matches!(
            node.class,
            Class::Trade | Class::Generic | Class::Noun | Class::Adjective | Class::Activity
        );
        class || node.name() == Some(EntityType::Industry)
    };
    let counted = |at: usize| several(at) && stack.len() - at <= 4 && stack[at + 1..].iter().all(kind);
    text[..first.span.start].ends_with('、') && (1..stack.len()).any(counted)
}

/// Where the name of a project begins that ends with `head` behind `stack`.
pub(super) fn project(stack: &[Node], head: &Node, text: &str) -> Option<usize> {
    if stack.last().is_some_and(|last| last.class == Class::Name(EntityType::Project)) {
        // 青石风电项目|工程|投资约3亿元: what it costs is told of the project.
        let cost = head.is("工程", text) && WORDS.cost.begin(&text[head.span.end..]);
        return (!cost).then_some(stack.len() - 1);
    }
    if let Some(open) = bracketed_phase(stack, text) {
        return project(&stack[..open], head, text);
    }
    // 甲省旅游产业项目|招商大会 is a meeting.
    if WORDS.meeting.begin(&text[head.span.end..]) {
        return None;
    }
    if counts_list(stack, text) {
        return None;
    }
    // 甲公司|生产线|上: where somebody works.
    if head.is("生产线", text) && text[head.span.end..].starts_with('上') {
        return None;
    }
    if is_part_of_project(stack, head, text) {
        return None;
    }
    let told = by_builder(stack, head, text)
        .or_else(|| pumped_storage(stack, head, text))
        .or_else(|| done_to_work(stack, head, text))
        .or_else(|| diversion(stack, text))
        .or_else(|| of_capacity(stack, text))
        .or_else(|| of_firm_and_capacity(stack, head, text))
        .or_else(|| behind_places(stack, head, text));
    if told.is_some() {
        return told;
    }
    // 生态旅游|区|项目, 新|院|区|项目
    let start = run(stack, 16, |node| project_material(node) || node.is("区", text));
    if is_of_many(stack, head, text) || is_no_name(stack, start, head, text) {
        return None;
    }
    named(stack, start, head, text).or_else(|| coined(stack, head, text)).or_else(|| plain(stack, head, text))
}

/// 青州柏远有限公司|年产|3万|台|穗|秆|兼|收|型|收割机|项目: between the capacity of a firm and 项目 stands what is made, whatever
/// its words are.
fn of_firm_and_capacity(stack: &[Node], head: &Node, text: &str) -> Option<usize> {
    /// How many characters the goods have.
    const GOODS: std::ops::RangeInclusive<usize> = 2..=20;
    let output = stack.iter().rposition(|node| is_output(node.span.of(text)))?;
    let firm = output.checked_sub(1)?;
    let number = stack.get(output + 1)?;
    let goods = text[number.span.end..head.span.start].trim_start_matches(['万', '亿', '多', '余']);
    let of_firm = stack[firm].origin == Some(Origin::Pattern("company-legal-form"))
        && stack[firm].span.end == stack[output].span.start;
    let plain = goods.chars().all(|c| c.is_alphanumeric()) && !goods.contains(['的', '是', '将', '已', '在']);
    let told = head.is("项目", text) && GOODS.contains(&goods.chars().count()) && plain;
    (of_firm && number.span.of(text).starts_with(|c: char| c.is_ascii_digit()) && told).then_some(firm)
}

/// 青石轴承项目|主体|工程, 青石轴承项目一期|厂房|主体|工程: how far one of its works has come is told of the project itself.
fn is_part_of_project(stack: &[Node], head: &Node, text: &str) -> bool {
    let (project, part) = match stack {
        [.., project, house, part] if WORDS.house.has(house.span.of(text)) => (project, part),
        [.., project, part] => (project, part),
        _ => return false,
    };
    project.name() == Some(EntityType::Project)
        && project.span.of(text).ends_with(['目', '期'])
        && project.span.end <= part.span.start
        && head.is("工程", text)
        && WORDS.part.has(part.span.of(text))
}

/// 青石轴承|(|一期|)|项目: where the brackets around a phase begin, which is a part of the name whatever that is.
fn bracketed_phase(stack: &[Node], text: &str) -> Option<usize> {
    let close = stack.last().filter(|last| last.class == Class::Close)?;
    let open = stack.iter().rposition(|node| node.class == Class::Open)?;
    let inside = &text[stack[open].span.end..close.span.start];
    let ordinal = inside.strip_suffix('期')?;
    (ordinal.chars().count() == 1 && ordinal.chars().all(is_han_numeral)).then_some(open)
}

/// 、青州柏远有限公司|新建|年产5万套|轴承|项目: in a list the firm that builds it is in the name.
fn by_builder(stack: &[Node], head: &Node, text: &str) -> Option<usize> {
    let firm = (0..stack.len().saturating_sub(2)).rev().find(|at| {
        stack[*at].origin == Some(Origin::Pattern("company-legal-form"))
            && matches!(stack[at + 1].span.of(text), "新建" | "扩建" | "改建" | "新增" | "建设")
    })?;
    let listed = text[..stack[firm].span.start].ends_with('、') || text[head.span.end..].starts_with('、');
    (listed
        && is_bounded(stack, firm)
        && stack[firm + 2..]
            .iter()
            .all(|node| project_material(node) || matches!(node.class, Class::Open | Class::Close)))
    .then_some(firm)
}

/// 乳川县|抽水蓄能电站项目: there is one at a place.
fn pumped_storage(stack: &[Node], head: &Node, text: &str) -> Option<usize> {
    (head.is("抽水蓄能电站项目", text) && stack.last()?.is_place()).then(|| chain_start(stack, stack.len()))
}

/// 云谷路小学|新建|工程, 青石县中医院|异地|新建|项目: what is done to a school or a work.
fn done_to_work(stack: &[Node], head: &Node, text: &str) -> Option<usize> {
    let [before @ .., done] = stack else { return None };
    let work = match before {
        [.., moved] if matches!(moved.span.of(text), "异地" | "原址" | "易地") => before.len() - 1,
        _ => before.len(),
    };
    let start = work.checked_sub(1)?;
    (matches!(stack[start].name(), Some(EntityType::Organization | EntityType::Infrastructure))
        && matches!(
            done.span.of(text),
            "新建" | "扩建" | "改建" | "迁建" | "改扩建" | "重建" | "搬迁" | "拆除重建"
        )
        && matches!(head.span.of(text), "工程" | "项目" | "建设项目")
        && stack[start].span.end == stack[work].span.start)
        .then_some(start)
}

/// 引|柏河|入|青石|工程, 引|沙|济|石|工程: water that is led from one river or place to another.
fn diversion(stack: &[Node], text: &str) -> Option<usize> {
    let from = stack.len().saturating_sub(8);
    let lead = (from..stack.len()).find(|at| stack[*at].is("引", text))?;
    let into =
        (lead + 2..stack.len()).find(|at| matches!(stack[*at].span.of(text), "入" | "济" | "补" | "进"))?;
    let end = |nodes: &[Node]| {
        (1..=4).contains(&characters_in(nodes, text))
            && nodes.iter().all(|node| {
                matches!(
                    node.class,
                    Class::Brand
                        | Class::Noun
                        | Class::Number
                        | Class::Generic
                        | Class::Name(EntityType::Place)
                )
            })
    };
    let behind =
        stack[into + 1..].iter().take_while(|node| node.is_place() || node.class == Class::Brand).count();
    let (to, what) = stack[into + 1..].split_at(behind);
    let done = what.iter().all(|node| matches!(node.class, Class::Activity | Class::Noun | Class::Number));
    // 青州|引柏河入石工程
    let placed = lead.checked_sub(1).is_some_and(|place| stack[place].is_place());
    let bounded = || placed || is_bounded_or_built(stack, lead, text);
    (end(&stack[lead + 1..into]) && end(to) && done && bounded()).then_some(lead)
}

/// 年产|800万|只|的|汽车轮毂|生产线: the capacity before 的 is a part of the name.
fn of_capacity(stack: &[Node], text: &str) -> Option<usize> {
    /// How many nodes tell a capacity.
    const CAPACITY: usize = 4;
    let of = stack.iter().rposition(|node| node.is("的", text))?;
    let goods = &stack[of + 1..];
    let capacity = stack[..of].len().saturating_sub(CAPACITY);
    let start = (capacity..of).rev().find(|at| is_output(stack[*at].span.of(text)))?;
    let (number, unit) = stack.get(start + 1..of)?.split_first()?;
    // 年产20万吨光伏玻璃的|青石项目: what it makes is told already.
    let only = unit.iter().all(|node| {
        matches!(node.class, Class::Number | Class::Digit | Class::Measure)
            || node.span.len() <= '套'.len_utf8()
    });
    let measured = only && number.span.of(text).starts_with(|c: char| c.is_ascii_digit());
    (measured && !goods.is_empty() && goods.iter().all(project_material)).then_some(start)
}

/// Words that end the name of an undertaking without 项目 where a capacity stands in it.
fn is_works(head: &str) -> bool {
    !head.ends_with('期')
}

/// 青石机场|改扩建: whether what is done to a work is told of nothing else behind it, as in 青石小学|扩建|3栋教学楼.
fn is_done_to_work(stack: &[Node], head: &Node, text: &str) -> bool {
    let behind = &text[head.span.end..];
    let closed = behind.is_empty() || behind.starts_with([',', '。', ';', '、', ')', '(', ':', '\n']);
    stack.last().is_some_and(|work| {
        work.name() == Some(EntityType::Infrastructure) && work.span.end == head.span.start
    }) && WORDS.done.has(head.span.of(text))
        && (closed || WORDS.done_before.begin(behind))
}

/// Where the name of a phase begins that ends with `head`: 江辰欧派|河南基地|二期.
pub(super) fn phase(stack: &[Node], head: &Node, text: &str) -> Option<usize> {
    if is_works(head.span.of(text)) {
        if is_done_to_work(stack, head, text) {
            return Some(stack.len() - 1);
        }
        if let Some(works) = works_before(stack) {
            return Some(works);
        }
        let start = run(stack, 14, project_material);
        let at = undertaking(stack, start, text)?;
        let capacity =
            (at..stack.len()).any(|at| stack[at].class == Class::Number && is_capacity(stack, at, text));
        return (capacity || is_works_of_firm(&stack[at..], &text[head.span.end..])).then_some(at);
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

/// 青石铝业5万吨电解铝产能置换|升级|技改: where the works begin of which more are told.
fn works_before(stack: &[Node]) -> Option<usize> {
    let more = stack.iter().rev().take_while(|node| node.class == Class::Activity).count();
    let works = stack.len().checked_sub(more + 1)?;
    (stack[works].origin == Some(Origin::Pattern("project-phase"))).then_some(works)
}

/// 青石陶瓷|窑炉|技改|加快推进: works of a firm on what it makes or has, when how far they have come follows.
fn is_works_of_firm(parts: &[Node], after: &str) -> bool {
    let Some((first, had)) = parts.split_first() else { return false };
    let firm = matches!(first.class, Class::Brand | Class::Name(EntityType::Company));
    let thing = |node: &Node| {
        matches!(node.class, Class::Noun | Class::Name(EntityType::Product | EntityType::Industry))
    };
    let told = WORDS.done_before.begin(after) && !after.starts_with(['及', '和', '与']);
    firm && had.iter().any(thing) && told
}

/// 青石机场二期|扩建: what the phase of a work does to it belongs to its name.
pub(super) fn extends_phase(stack: &[Node], node: &Node, text: &str) -> bool {
    node.class == Class::Activity
        && stack.last().is_some_and(|last| {
            last.origin == Some(Origin::Pattern("project-phase"))
                && last.span.end == node.span.start
                && last.span.of(text).ends_with('期')
        })
        && matches!(
            node.span.of(text),
            "扩建" | "改扩建" | "扩能" | "改造" | "扩容" | "提质增效" | "提升改造" | "升级改造" | "技改"
        )
}
