//! Undertakings that have no proper name: what stands beside them says that each is a single one.

mod listed;

use super::super::head::Grammar;
use super::super::node::{Class, Node};
use super::project::{begins_with_capacity, project_material, stands_at};
use super::stack::{begins, characters, characters_in, is_count, is_item_number, run};
use crate::entity::EntityType;
use crate::text::word_list::word_lists;

use listed::is_listed;
pub(super) use listed::whole_item;

word_lists! {
    static WORDS: SingleWords = "single.csv";
    /// Words that make an act of what stands before 及.
    firm_act,
    /// Verbs of the firm that builds what a heading names.
    built_by,
    /// What ends the words that announce a list of projects.
    list_verb,
    /// What is told of one undertaking that is under way.
    underway,
    /// Words that speak of many undertakings, or of their kind.
    of_many,
    /// What ends the words that announce a list of single undertakings.
    announcing,
    /// What a single undertaking costs.
    cost,
    /// What is told of a single undertaking behind a comma or in brackets.
    told_apart,
    /// Verbs that bring an undertaking about: with 的 behind them they speak of a single one.
    bringing,
    /// More of them, which speak of a single one where a firm is named.
    bringing_of_firms,
    /// Verbs behind which the undertaking stands that a firm builds.
    building,
    /// Words before goods that tell a kind of undertaking.
    no_brand,
    /// What is done to a work, at the end of an item.
    done,
    /// What says before a place that something stands there.
    seat,
    /// What brings an undertaking to a place: with 的 behind it, it speaks of a single one whose progress is told.
    drawing,
    /// What is told of a single undertaking directly behind its name.
    stage,
    /// Words for the undertaking that was just named.
    anaphor,
    /// What is told of where a single undertaking is, directly behind its name.
    sited,
    /// What works end with that make or grow something.
    base,
}

/// The name of an undertaking that needs nothing proper in it, because what stands before it says that it is a
/// single one: 投资9.8亿元的|车载电源装配基地, 甲公司的|特种纤维, 甲公司|建设|果汁饮料, and an item of a list.
pub(super) fn commissioned(stack: &[Node], start: usize, head_end: usize, text: &str) -> Option<usize> {
    let start = behind_cost(stack, text).unwrap_or(start);
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
        if !named || !said {
            return named.then_some(from);
        }
    }
    let item = begins(stack, whole, text)
        && (costed
            || ends_an_item(after)
            || is_carried_out(after)
            || is_sited(after)
            || is_underway(after) && !stack[whole..].iter().any(|node| is_of_many(node.span.of(text))))
        && !stack[whole..without_making(stack, text)].iter().any(|node| is_said(node, text));
    let of_firm = owned(stack, whole, text);
    let from = if item || of_firm || is_set_apart(stack, whole, after, text) {
        whole
    } else {
        // 建设|建筑|及|家具涂料|生产项目: what is coordinated is built as one.
        built(stack, whole, costed, text).or_else(|| built(stack, start, costed, text))?
    };
    // 大|截面|导线: the size of what a word names is a part of it.
    let sized = |at: usize| {
        matches!(stack[at].span.of(text), "大" | "小" | "高" | "超" | "长")
            && stack.get(at + 1).is_some_and(|next| next.class == Class::Noun && next.rare)
    };
    // 建筑|及|家具涂料: so is the first half of what is coordinated.
    let halved =
        |at: usize| stack.get(at + 1).is_some_and(|next| matches!(next.span.of(text), "及" | "和" | "与"));
    let from = (from..stack.len())
        .find(|at| !matches!(stack[*at].class, Class::Generic | Class::Role) || sized(*at) || halved(*at))?;
    let parts = &stack[from..];
    let length = characters_in(parts, text);
    let numbered = from.checked_sub(1).is_some_and(|before| is_item_number(stack[before].span.of(text)))
        && !parts.iter().any(|node| is_of_many(node.span.of(text)));
    let goods = parts.iter().any(|node| {
        matches!(node.class, Class::Name(EntityType::Product | EntityType::Industry) | Class::Brand)
            || ((!item || is_carried_out(after) || is_underway(after) || costed)
                && node.class == Class::Noun
                && length >= 4)
            // 2.|城东片区基础设施建设项目: so are nouns in a numbered item.
            || (item && numbered && node.class == Class::Noun && length >= 8)
    });
    // 五大|骨干|基础设施 are several.
    let counted = (from..stack.len()).any(|at| {
        let word = stack[at].span.of(text);
        is_count(stack, at, text)
            || characters(&stack[at], text) == 2
                && word.ends_with('大')
                && word.starts_with(|c: char| "两二三四五六七八九十多几".contains(c))
    });
    // 远航|储能|项目总投资8亿元: one word that tells no kind before the goods.
    let called = || match parts {
        [first, goods] => {
            first.class == Class::Noun
                && first.head.is_none()
                && characters(first, text) == 2
                && (matches!(goods.class, Class::Name(EntityType::Product | EntityType::Industry))
                    || goods.head.is_some_and(|head| head.grammar == Grammar::BrandTrade))
                && !WORDS.no_brand.has(first.span.of(text))
                && !first.span.of(text).starts_with(['全', '该', '各', '本', '我'])
        }
        _ => false,
    };
    // 石英坩埚|项目总投资3亿元: what goods are made of is one, and sectors have many (生物医药项目总投资50亿元).
    let made = || parts.iter().any(|node| node.name() == Some(EntityType::Product));
    let single = !item
        || of_firm
        || (costed || is_underway(after)) && called()
        || (costed || is_carried_out(after) || is_sited(after)) && made();
    let least = if single { 3 } else { 6 };
    (length >= least && goods && !counted).then_some(from)
}

/// 投资7000万元的|柳|店|村|综合|大楼: behind the cost all words belong to the name, levels of places among them.
fn behind_cost(stack: &[Node], text: &str) -> Option<usize> {
    let of = stack.iter().rposition(|node| node.span.of(text) == "的")?;
    // 投资3亿元|建设|的
    let built = of >= 2 && matches!(stack[of - 1].span.of(text), "建设" | "新建" | "兴建" | "实施");
    let (cost, name) = (&stack[..of - usize::from(built)], &stack[of + 1..]);
    // 总投资2亿元的|复合材料|及|合金|熔炼|与|锻造|项目
    let joins = |node: &Node| matches!(node.span.of(text), "及" | "与" | "和" | "暨");
    let plain = |node: &Node| !matches!(node.class, Class::Stop | Class::Open | Class::Close) || joins(node);
    // 总投资2亿元的|甲项目|和|乙项目: each has its own name.
    let several =
        || name.iter().any(joins) && name.iter().any(|node| node.name() == Some(EntityType::Project));
    (ends_with_cost(cost, text) && !name.is_empty() && name.iter().all(plain) && !several()).then_some(of + 1)
}

/// Whether the words end with what something costs: 2亿元, 总投资|2|亿.
pub(in crate::mention) fn ends_with_cost(words: &[Node], text: &str) -> bool {
    match words {
        [.., invested, number, unit]
            if matches!(unit.span.of(text), "亿" | "万") && number.class == Class::Number =>
        {
            matches!(invested.span.of(text), "投资" | "总投资" | "投资额" | "约" | "达" | "近" | "超")
        }
        [.., cost] => is_money(cost.span.of(text)),
        [] => false,
    }
}

fn is_money(word: &str) -> bool {
    ["亿元", "万元", "亿美元", "亿欧元"].iter().any(|money| word.ends_with(money))
}

/// 茶叶精制|及|仓储物流: where what is coordinated with the run at `start` begins.
pub(super) fn coordinated(stack: &[Node], start: usize, text: &str) -> usize {
    let Some(and) = start
        .checked_sub(1)
        .filter(|at| matches!(stack[*at].span.of(text), "及" | "和" | "与" | "及其" | "以及" | "暨"))
    else {
        return start;
    };
    // 玻璃制品项目|和|齿轮制造项目: what has a head of its own is another.
    if and.checked_sub(1).is_some_and(|before| stack[before].span.of(text).ends_with("项目")) {
        return start;
    }
    let left = run(&stack[..and], 8, project_material);
    // 科技中心、展厅|和|年产3000吨|果酒: a capacity begins a name of its own.
    let sized = |at: usize| begins_with_capacity(stack, at, text);
    let apart = sized(start) && !(left..and).any(sized);
    if left < and && !apart { left } else { start }
}

/// Whether the node makes a sentence of what would be the heading of an item: 甲公司|投资|3亿元|建设|乙项目.
fn is_said(node: &Node, text: &str) -> bool {
    let word = node.span.of(text);
    node.class == Class::Verb || WORDS.firm_act.has(word) || word.ends_with('元')
}

/// The nodes before what is done for the goods, at the end of a name: 有机肥|生产|项目.
fn without_making(stack: &[Node], text: &str) -> usize {
    let made =
        stack.len().checked_sub(2).is_some_and(|goods| stack[goods].name() == Some(EntityType::Product));
    let making = |last: &Node| matches!(last.span.of(text), "生产" | "制造" | "加工");
    stack.len() - usize::from(made && stack.last().is_some_and(making))
}

/// Whether a name that ends here is the whole of a list item or its heading.
fn ends_an_item(after: &str) -> bool {
    after.is_empty() || after.starts_with([':', '。', '\n', '('])
}

/// What stands behind a name, or behind the mark that ends it and the word that takes it up: 甲项目⏎项目|由乙公司建设.
fn told_behind(after: &str) -> &str {
    let rest = after.trim_start_matches([',', ':', '。', '\n', '(']);
    if rest.len() < after.len() { WORDS.anaphor.without_prefix(rest).unwrap_or(rest) } else { rest }
}

/// Whether the text goes on with who carries it out: 甲项目由乙公司投资建设.
fn is_carried_out(after: &str) -> bool {
    let Some(rest) = told_behind(after).strip_prefix("由") else { return false };
    let clause = rest.find(['。', ',', ';', '\n', ')']).map_or(rest, |end| &rest[..end]);
    WORDS.built_by.are_in(clause)
}

/// Whether the text goes on with where it is: 甲项目|,位于乙县.
fn is_sited(after: &str) -> bool {
    WORDS.sited.begin(told_behind(after))
}

/// Whether a name goes on with how far the undertaking has come: 甲项目|已列入省重点.
fn is_underway(after: &str) -> bool {
    let after = after.trim_start_matches(['一', '二', '三', '四', '期']);
    WORDS.underway.begin(after)
}

/// Whether a name goes on with what is told of a single undertaking: 节能门窗项目|正在安装设备.
pub(super) fn has_stage(after: &str) -> bool {
    WORDS.stage.begin(after)
}

/// Words that speak of many undertakings, or of their kind.
pub(super) fn is_of_many(word: &str) -> bool {
    WORDS.of_many.end(word)
}

/// Whether what a single undertaking costs, takes or makes follows its name: 甲项目|总投资3亿元.
pub(super) fn is_costed(after: &str) -> bool {
    let rest = told_behind(after);
    let apart = rest.len() < after.len();
    // 甲项目(风电30万千瓦、光伏10万千瓦)
    let sized = after.strip_prefix('(').and_then(|inside| inside.split(')').next()).is_some_and(|inside| {
        ["万千瓦", "兆瓦", "MW", "万吨", "亿元"].iter().any(|unit| inside.contains(unit))
    });
    // 甲项目二期投资3亿元
    let invested = rest.strip_prefix("投资").is_some_and(|sum| sum.starts_with(|c: char| c.is_ascii_digit()));
    if sized || invested {
        return true;
    }
    WORDS.cost.begin(rest) || apart && WORDS.told_apart.begin(rest)
}

/// Whether what stands before `start` says that a single undertaking follows: 其, or 的 behind money, a firm or
/// what firms do.
pub(super) fn owned(stack: &[Node], start: usize, text: &str) -> bool {
    let Some((of, before)) = stack[..start].split_last() else { return false };
    if of.span.of(text) == "其" {
        return true;
    }
    // 甲公司(下称“甲”)|乙项目
    if of.class == Class::Close {
        let open = stack[..start].iter().rposition(|node| node.class == Class::Open);
        let firm = || {
            let firm = open.and_then(|open| stack.get(open.checked_sub(1)?));
            firm.is_some_and(|node| node.class == Class::Name(EntityType::Company))
        };
        return ends_with_alias(&text[..of.span.start])
            || open.is_some_and(|open| text[stack[open].span.end..of.span.start].contains('称')) && firm();
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
        || ends_with_cost(before, text)
        || matches!(word, "前者" | "后者" | "公司")
        // 甲公司乙生产基地的|丙项目
        || owner.class == Class::Name(EntityType::Park) && word.ends_with("基地")
        || WORDS.bringing.has(word)
        || WORDS.bringing_of_firms.has(word) && before.iter().any(is_firm)
}

/// Whether what stands before `start` says where a single undertaking is or how it came there, and what stands behind it
/// how far it has come: 位于甲市乙镇的|丙纺织改造项目|已封顶, 甲镇引进的|冬枣加工项目|现已投产, 甲产业园的|集中供热工程|已完成.
fn is_set_apart(stack: &[Node], start: usize, after: &str, text: &str) -> bool {
    let Some((of, before)) = stack[..start].split_last() else { return false };
    let Some(last) = before.last().filter(|_| of.is("的", text)) else { return false };
    let at_place = |node: &Node| matches!(node.name(), Some(EntityType::Place | EntityType::Park));
    let seated = || {
        let places = before.iter().rev().take_while(|node| at_place(node) || node.is("境内", text)).count();
        let verb = before.len().checked_sub(places + 1).filter(|_| places > 0).map(|at| &before[at]);
        verb.is_some_and(|verb| WORDS.seat.end(verb.span.of(text)))
    };
    let drawn = || WORDS.drawing.has(last.span.of(text)) && before.iter().any(at_place);
    // 甲产业园的|集中供热工程|已完成
    let within = || last.name() == Some(EntityType::Park);
    (is_costed(after) || WORDS.stage.begin(after))
        && (seated() || drawn() || within())
        && !stack[start..].iter().any(|node| is_of_many(node.span.of(text)))
}

/// Where the name of works begins that end with `head` and are a single undertaking by what stands beside them:
/// 总投资6亿元的|柔性铜箔|生产基地, 甲公司的|减速器|生产基地.
pub(super) fn base(stack: &[Node], head: &Node, text: &str) -> Option<usize> {
    if !WORDS.base.end(head.span.of(text)) {
        return None;
    }
    let after = &text[head.span.end..];
    let start = run(stack, 16, project_material);
    let whole = coordinated(stack, start, text);
    let told = behind_cost(stack, text).is_some()
        || owned(stack, whole, text) && !after.starts_with('的')
        || is_set_apart(stack, whole, after, text);
    told.then(|| commissioned(stack, start, head.span.end, text)).flatten().or_else(|| invested(stack, text))
}

/// 在|青石镇|投资建设|低压电器|生产基地, 甲公司|新建|减速器|生产基地: where the works begin that a firm builds.
fn invested(stack: &[Node], text: &str) -> Option<usize> {
    let verb = stack.iter().rposition(|node| WORDS.building.has(node.span.of(text)))?;
    let first = verb - usize::from(verb > 0 && stack[verb - 1].is("投资", text));
    let invests = stack[first].span.of(text).starts_with('投');
    let at = stack[..first].iter().rposition(|node| node.is("在", text));
    let builder = stack[..first].iter().any(|node| node.class == Class::Name(EntityType::Company))
        || invests && at.is_some_and(|at| stands_at(stack, at + 1, first, text));
    // 签订了|饮料|生产基地
    let verb = over_done(stack, verb, text);
    let name = &stack[verb + 1..];
    let goods = |node: &Node| matches!(node.class, Class::Name(EntityType::Product | EntityType::Industry));
    let several = |node: &Node| is_of_many(node.span.of(text)) || node.class == Class::Number;
    let single = name.iter().any(goods) && !name.iter().any(several);
    (builder && single && name.first().is_some_and(|first| first.class != Class::Generic)).then_some(verb + 1)
}

/// Whether a text ends with the short name that its document introduces, less the bracket: (下称“甲”.
fn ends_with_alias(text: &str) -> bool {
    let quoted = text.strip_suffix('”').and_then(|text| text.rfind('“').map(|open| &text[..open]));
    quoted.is_some_and(|before| before.ends_with('称'))
}

/// The last node of a verb at `verb` and what says that it is done: 签订|了.
fn over_done(stack: &[Node], verb: usize, text: &str) -> usize {
    verb + usize::from(stack.get(verb + 1).is_some_and(|next| next.is("了", text)))
}

/// What a firm builds: the first node behind the verb. Where no firm is named, the cost must be.
fn built(stack: &[Node], start: usize, costed: bool, text: &str) -> Option<usize> {
    // 签订|了|食品加工项目
    let done = start.checked_sub(1).is_some_and(|before| stack[before].is("了", text));
    let verb = (start.saturating_sub(1 + usize::from(done))..stack.len())
        .rev()
        .find(|at| WORDS.building.has(stack[*at].span.of(text)))?;
    let verb = over_done(stack, verb, text);
    // 启动|LED|照明项目
    let latin = stack.get(verb + 1).is_some_and(|first| {
        (2..=5).contains(&first.span.len())
            && first.span.of(text).bytes().all(|byte| byte.is_ascii_uppercase())
    });
    let builder = costed
        || latin
        || stands_at(stack, start.min(verb), verb, text)
        // 投资5亿元|建设|再生面料项目
        || ends_with_cost(&stack[..verb], text)
        || stack[..verb].iter().any(|node| node.class == Class::Name(EntityType::Company));
    (builder && verb + 1 < stack.len()).then_some(verb + 1)
}
