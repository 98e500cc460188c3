//! Names of goods with what tells one kind from another: 绿壳|鸡蛋, 光纤|预制棒, 储能|变压器.

use super::super::Origin;
use super::super::head::Grammar;
use super::super::lattice::is_han;
use super::super::node::{Class, Node};
use super::stack::{characters, characters_in, run};
use crate::entity::EntityType;
use crate::text::word_list::word_lists;

word_lists! {
    static WORDS: GoodsWords = "goods.csv";
    /// Words that tell a kind of the goods behind them, wherever they stand.
    kind,
    /// Nouns that stand before goods without being a part of their name.
    no_kind,
    /// Words for all goods, which tell no kind of those behind them.
    general,
    /// What is found or grown, before which rather the place stands where it is.
    raw,
    /// What follows goods that are a part of another name.
    works,
    /// Nouns whose amount is not one of goods.
    no_goods,
    /// Units that amounts of goods are given in.
    amount_unit,
    /// Figures of output behind goods.
    figure,
    /// Words before goods that say that they are made.
    making,
    /// Things of one character that goods are for.
    worn,
    /// What goods are good enough for: 食品级.
    grade,
}

/// Where the name of the goods that end with `head` begins, when a modifier belongs to it.
///
/// Two names of goods side by side are one kind (小龙虾|预制菜). An ordinary modifier belongs to the goods only
/// where the text says that they are made or counted (年产|背光|模组|600万片), for elsewhere it may as well be
/// what the sentence is about.
pub(super) fn goods(stack: &[Node], head: &Node, text: &str) -> Option<usize> {
    let start = of_kind(stack, head, text);
    let end = start.unwrap_or(stack.len());
    let graded = || head.name() == Some(EntityType::Product) || start.is_some();
    grade(stack, end, text).filter(|_| graded()).or(start)
}

/// 食品|级|磷酸: where the words begin that end before node `end` and tell what goods are good enough for.
fn grade(stack: &[Node], end: usize, text: &str) -> Option<usize> {
    let sign = stack[..end].last().filter(|sign| sign.span.of(text).ends_with('级'))?;
    let words = |from: usize| &text[stack[from].span.start..sign.span.end];
    [end.checked_sub(1), end.checked_sub(2)].into_iter().flatten().find(|from| WORDS.grade.has(words(*from)))
}

fn of_kind(stack: &[Node], head: &Node, text: &str) -> Option<usize> {
    let start = run(stack, 3, |node| modifies(node, text));
    // 榨季|入|榨|甘蔗: characters that no boundary ends are the end of something else.
    let loose = |at: usize| {
        stack[at].class == Class::Brand
            && (at
                .checked_sub(1)
                .is_some_and(|before| matches!(stack[before].class, Class::Brand | Class::Number))
                || NO_FIRST.contains(stack[at].span.of(text)))
    };
    let start = (start..stack.len()).find(|at| !loose(*at)).unwrap_or(stack.len());
    let length = characters_in(&stack[start..], text);
    if start < stack.len()
        && length <= 8
        && (is_counted(&text[head.span.end..]) || is_made(stack, start, text))
    {
        return Some(start);
    }
    if let Some(start) = for_use(stack, head, text).or_else(|| graded(stack, head, text)) {
        return Some(start);
    }
    let last = stack.last()?;
    // 中高端|阀门 are of two kinds.
    let half = text[..last.span.start].ends_with('中') && last.span.of(text) == "高端";
    // LED|光源模块, PVC|管材
    let latin = (2..=5).contains(&last.span.len())
        && last.span.end == head.span.start
        && last.span.of(text).bytes().all(|byte| byte.is_ascii_uppercase())
        && head.name() == Some(EntityType::Product)
        && !WORDS.works.begin(&text[head.span.end..]);
    if latin {
        return Some(stack.len() - 1);
    }
    if is_kind(last.span.of(text)) && !half && last.name().is_none() && last.span.end == head.span.start {
        let before = stack.len() - 1;
        return Some(match stack[..before].last() {
            // 柔性|超薄|玻璃
            Some(another)
                // 研发|折叠式|太阳灶
                if matches!(another.class, Class::Noun | Class::Adjective | Class::Brand | Class::Other)
                    && (is_kind(another.span.of(text))
                        || is_kind(&text[another.span.start..last.span.end])) =>
            {
                before - 1
            }
            _ => before,
        });
    }
    // 大|功率半导体: the kind goes on into the name.
    let straddles = last.span.end == head.span.start
        && characters(last, text) == 1
        && WORDS
            .kind
            .beginning(&text[last.span.start..])
            .is_some_and(|(kind, _)| kind.chars().nth(2).is_some());
    if straddles {
        return Some(stack.len() - 1);
    }
    let simple = head.head.is_none_or(|head| matches!(head.grammar, Grammar::Goods | Grammar::BrandTrade));
    // 特色农产品|方竹笋: a word for all goods is no kind of one.
    let general = WORDS.general.end(last.span.of(text));
    let adjacent = last.class == Class::Name(EntityType::Product) && simple && !general;
    (adjacent || tells_kind(last, head, text)).then(|| stack.len() - 1)
}

/// 注塑机|用|螺杆, 鞋|用|胶黏剂: what goods are for.
fn for_use(stack: &[Node], head: &Node, text: &str) -> Option<usize> {
    let [.., user, used] = stack else { return None };
    let joined = user.span.end == used.span.start && used.span.end == head.span.start;
    let thing = matches!(user.name(), Some(EntityType::Product | EntityType::Industry))
        || WORDS.worn.has(user.span.of(text));
    (used.is("用", text) && joined && thing).then(|| stack.len() - 2)
}

/// 92|号|汽油: the grade of goods.
fn graded(stack: &[Node], head: &Node, text: &str) -> Option<usize> {
    let [.., number, sign] = stack else { return None };
    let digits = number.span.of(text);
    let grade = (2..=3).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit());
    let joined = number.span.end == sign.span.start && sign.span.end == head.span.start;
    (grade && joined && sign.is("号", text) && head.name() == Some(EntityType::Product))
        .then(|| stack.len() - 2)
}

/// Whether a word before goods tells a kind of them wherever it stands: 商用|空调, 速冻|水饺, 紧凑型|轿车.
pub(super) fn is_kind(word: &str) -> bool {
    let shaped = word.ends_with(['式', '型']) && word.chars().nth(2).is_some();
    let sized = ["大型", "中型", "小型"].iter().any(|size| word.ends_with(size));
    shaped && !sized || WORDS.kind.has(word)
}

/// 木本|油料, 踏板|摩托车: a rare noun directly before known goods tells a kind of them, unless it only says whose they
/// are, how many, or how good.
fn tells_kind(noun: &Node, goods: &Node, text: &str) -> bool {
    let word = noun.span.of(text);
    noun.class == Class::Noun
        && noun.rare
        && noun.head.is_none()
        && goods.name() == Some(EntityType::Product)
        && matches!(goods.origin, Some(Origin::Form(_)))
        && noun.span.end == goods.span.start
        && (2..=3).contains(&characters(noun, text))
        && word.chars().all(is_han)
        && !word.ends_with(NO_KIND)
        && !of_whole(word)
        && !WORDS.no_kind.has(word)
        && !WORDS.general.has(goods.span.of(text))
        && !is_raw(goods.span.of(text))
        && !WORDS.works.begin(&text[goods.span.end..])
}

/// Whether goods are found or grown.
pub(super) fn is_raw(goods: &str) -> bool {
    WORDS.raw.has(goods)
}

/// Whether none of the words before goods tells a kind of them: 宏晟|羊绒, but not 国产|羊绒.
pub(super) fn tells_no_kind(words: &[Node], text: &str) -> bool {
    words.iter().all(|node| {
        let word = node.span.of(text);
        !is_kind(word) && !of_whole(word) && !WORDS.no_kind.has(word) && !word.ends_with(NO_KIND)
    })
}

/// What nouns end with that tell no kind of goods: 国产化, 高性能, 地区, 文化馆.
const NO_KIND: [char; 47] = [
    '化', '性', '能', '级', '期', '年', '区', '内', '外', '等', '大', '量', '值', '率', '度', '间', '方',
    '面', '上', '下', '中', '前', '后', '业', '家', '户', '种', '者', '人', '民', '米', '型', '式', '馆',
    '院', '校', '厂', '店', '局', '社', '站', '队', '园', '所', '库', '员', '师',
];

/// Characters that a kind of goods does not begin with: 产|白糖, 年|原煤.
const NO_FIRST: &str = "可产年月日季者达售种养前后化";

/// Where the goods begin whose amount `number` is, when the text says that they are made: 年产|轻质|碳酸镁|3.5万吨.
/// No dictionary needs to have them.
pub(super) fn measured(stack: &[Node], number: &Node, text: &str) -> Option<usize> {
    if number.class != Class::Number || !is_amount(&text[number.span.start..]) {
        return None;
    }
    let from = stack.len().saturating_sub(5);
    let start = (from..stack.len()).rev().find(|at| WORDS.making.has(stack[*at].span.of(text)))? + 1;
    let goods = &stack[start..];
    let material = |node: &Node| {
        matches!(
            node.class,
            Class::Name(EntityType::Product | EntityType::Industry)
                | Class::Noun
                | Class::Adjective
                | Class::Brand
                | Class::Weak
                | Class::Activity
                | Class::Measure
        ) && node.span.of(text).chars().all(is_han)
    };
    let last = goods.last()?;
    let length = characters_in(goods, text);
    let named = (2..=8).contains(&length)
        && goods.iter().all(material)
        && !matches!(last.class, Class::Weak | Class::Activity | Class::Adjective | Class::Measure)
        && !last.span.of(text).ends_with(['量', '能', '值', '额', '率', '线', '约', '近', '逾', '超', '达'])
        && !WORDS.no_goods.has(last.span.of(text));
    named.then_some(start)
}

/// Whether `text` begins with an amount of goods: 2.6万吨, 120万台.
pub(crate) fn is_amount(text: &str) -> bool {
    amount(text).is_some()
}

/// How long the amount of goods is that `text` begins with, in bytes.
pub(crate) fn amount(text: &str) -> Option<usize> {
    let digits = text.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.');
    let unit = digits.trim_start_matches(['万', '亿', '千', '百', '余', '多']);
    let rest = WORDS.amount_unit.without_prefix(unit).filter(|_| digits.len() < text.len())?;
    Some(text.len() - rest.len())
}

/// Whether the node can tell a kind of goods.
fn modifies(node: &Node, text: &str) -> bool {
    match node.class {
        Class::Name(EntityType::Product | EntityType::Industry) => true,
        Class::Noun | Class::Adjective => {
            node.head.is_none()
                && !of_whole(node.span.of(text))
                && !WORDS.no_kind.has(node.span.of(text))
                && characters(node, text) <= 3
        }
        Class::Brand => node.head.is_none() && node.span.of(text).chars().all(is_han),
        _ => false,
    }
}

/// 全乡, 全县, 该镇.
fn of_whole(word: &str) -> bool {
    word.starts_with(['全', '该', '本', '我'])
        && word.ends_with(['省', '市', '县', '区', '乡', '镇', '村', '州', '旗'])
}

/// Whether a figure of output follows.
fn is_counted(after: &str) -> bool {
    after.starts_with(|first: char| first.is_ascii_digit()) || WORDS.figure.begin(after)
}

/// Whether what stands before `start` makes or measures goods: 年产, 生产, 180万吨.
fn is_made(stack: &[Node], start: usize, text: &str) -> bool {
    let Some(before) = start.checked_sub(1).map(|at| stack[at].span.of(text)) else { return false };
    WORDS.making.has(before)
        || (before.starts_with(['万', '亿', '千']) && WORDS.amount_unit.end(before))
        || before == "吨"
}

/// “和顺|肉牛”: a place and goods that stand alone in quotes are the name of a kind of goods.
pub(super) fn quoted_goods(nodes: &[Node], text: &str) -> bool {
    let [first, .., last] = nodes else { return false };
    let quoted = text[..first.span.start].ends_with('“') && text[last.span.end..].starts_with('”');
    let length = || nodes.iter().map(|node| characters(node, text)).sum::<usize>();
    quoted
        && length() <= 8
        && last.class == Class::Name(EntityType::Product)
        && nodes[..nodes.len() - 1].iter().all(|node| node.is_place() || modifies(node, text))
}
