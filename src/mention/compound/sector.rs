//! Names of sectors of industry: what stands before 产业, 行业, 产业集群.

use super::super::lattice::is_han;
use super::super::node::{Class, Node};
use super::no_name::{Told, tells_no_sector};
use super::stack::{characters, run};
use crate::entity::EntityType;
use crate::text::word_list::word_lists;

word_lists! {
    static WORDS: AreaSectorWords = "area_sector.csv";
    /// Words for an area, which are no part of the name of a sector.
    area,
    /// Verbs of what is done for a sector.
    developing,
    /// What is told of a sector behind 产业.
    output,
    /// What says behind 产业 that a sector is built up.
    built_up,
    /// Words before 行业 that tell nothing of a sector.
    no_line,
    /// What is done with a noun before it, so that both are a sector.
    work,
}

/// Words for any sector: 主导产业产值 is that of many.
fn is_of_all(word: &str) -> bool {
    word.ends_with('大') || tells_no_sector(word, Told::OfAll)
}

/// 发展|微波|产业, 培育|绿萝|产业集群: a noun that no dictionary has as goods, where the text says that a sector of it is built up.
fn developed(stack: &[Node], text: &str) -> Option<usize> {
    let last = stack.last()?;
    let start = stack.len() - 1;
    let noun = last.class == Class::Noun
        && last.head.is_none()
        && characters(last, text) == 2
        && !is_of_all(last.span.of(text))
        && !tells_no_sector(last.span.of(text), Told::Never);
    let built_up = start.checked_sub(1).is_some_and(|verb| WORDS.developing.has(stack[verb].span.of(text)));
    // 区域|微波|产业集群
    let clustered = ["产业集群", "产业链"].iter().any(|head| text[last.span.end..].starts_with(head))
        && start.checked_sub(1).is_some_and(|before| {
            matches!(stack[before].class, Class::Stop | Class::Verb) || stack[before].span.of(text) == "区域"
        });
    (noun && (built_up || clustered)).then_some(start)
}

/// 推动|声光|传感|产业|发展, 仪表|校准|产业|集聚区: two or three words that no dictionary has as goods, where the text says that a
/// sector of them is built up.
fn compounded(stack: &[Node], text: &str) -> Option<usize> {
    let word = |node: &Node| {
        let word = node.span.of(text);
        matches!(node.class, Class::Noun | Class::Activity | Class::Trade | Class::Adjective)
            && node.head.is_none_or(|head| head.kind == EntityType::Company)
            && (2..=3).contains(&characters(node, text))
            && !is_of_all(word)
            && !tells_no_sector(word, Told::Never)
            && !WORDS.developing.has(word)
            && !WORDS.area.has(word)
    };
    let start = run(stack, 4, word);
    let last = stack.last()?;
    let behind = text[last.span.end..].strip_prefix("产业")?;
    let bounded = start.checked_sub(1).is_none_or(|before| {
        let before = &stack[before];
        matches!(before.class, Class::Stop | Class::Verb | Class::Role) && !before.is("的", text)
            || WORDS.developing.has(before.span.of(text))
    });
    let noun = stack.get(start).is_some_and(|first| matches!(first.class, Class::Noun | Class::Trade));
    ((2..=3).contains(&(stack.len() - start)) && bounded && noun && WORDS.built_up.begin(behind))
        .then_some(start)
}

pub(super) fn sector(stack: &[Node], text: &str) -> Option<usize> {
    let start = run(stack, 4, |node| {
        // 智慧电网|六大|产业链 are several.
        !node.span.of(text).ends_with('大')
            && matches!(
                node.class,
                Class::Noun
                    | Class::Activity
                    | Class::Adjective
                    | Class::Trade
                    | Class::Name(EntityType::Industry | EntityType::Product)
            )
    });
    // 发展|石化|中下游|产业, 严格|整治|蓄电池|行业: what is done for it is no part of its name.
    let is_done = |node: &Node| WORDS.developing.has(node.span.of(text));
    let start = (start..stack.len().saturating_sub(1))
        .rev()
        .find(|at| is_done(&stack[*at]))
        .map_or(start, |verb| verb + 1);
    let parts = &stack[start..];
    let told = parts
        .iter()
        .any(|node| matches!(node.class, Class::Name(EntityType::Industry | EntityType::Product)));
    // 绣球|产业|产值: what has an output of its own is a sector.
    let counted = || {
        let last = stack.last()?;
        let behind = text[last.span.end..].strip_prefix("产业")?;
        let output = WORDS.output.begin(behind);
        let noun =
            last.class == Class::Noun && last.head.is_none() && (2..=3).contains(&characters(last, text));
        (output && noun && !is_of_all(last.span.of(text))).then_some(stack.len() - 1)
    };
    // OLED|产业
    let latin = || {
        let last = stack.len().checked_sub(1)?;
        let word = stack[last].span.of(text);
        let code = (2..=6).contains(&word.len())
            && word.starts_with(|c: char| c.is_ascii_uppercase())
            && word.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit());
        (code && text[stack[last].span.end..].starts_with("产业")).then_some(last)
    };
    // 区域|新一代信息技术|产业集群: where the sector is, is no part of it.
    let of_area = parts.first().is_some_and(|first| WORDS.area.has(first.span.of(text)));
    let start = start + usize::from(of_area && parts.len() > 1);
    told.then_some(start)
        .or_else(counted)
        .or_else(latin)
        .or_else(|| developed(stack, text))
        .or_else(|| compounded(stack, text))
        .or_else(|| line_of_business(stack, text))
        .or_else(|| worked(stack, text))
}

/// 林果|加工业, 民族|手工业: a noun that no dictionary has as goods, before what is done with it.
fn worked(stack: &[Node], text: &str) -> Option<usize> {
    let at = stack.len().checked_sub(1)?;
    let noun = &stack[at];
    let word = noun.span.of(text);
    let told = WORDS.work.begin(&text[noun.span.end..])
        && noun.class == Class::Noun
        && noun.head.is_none()
        && (2..=4).contains(&characters(noun, text))
        && !WORDS.no_line.has(word)
        && !is_of_all(word)
        && !tells_no_sector(word, Told::Never);
    (told && is_bounded(stack, at, text)).then_some(at)
}

/// Whether nothing that could belong to a name stands before `at`.
fn is_bounded(stack: &[Node], at: usize, text: &str) -> bool {
    at.checked_sub(1).is_none_or(|before| {
        let before = &stack[before];
        matches!(before.class, Class::Stop | Class::Verb | Class::Role)
            || before.is_place()
            || WORDS.developing.has(before.span.of(text))
    })
}

/// 种子|行业, 船舶|行业, 制|罐|行业: one noun, or a verb and its object of one character each, before 行业 is what it deals in.
fn line_of_business(stack: &[Node], text: &str) -> Option<usize> {
    let last = stack.last()?;
    if !text[last.span.end..].starts_with("行业")
        || text[last.span.end..]["行业".len()..].starts_with(['协', '商', '主', '标', '龙', '规', '组', '委'])
    {
        return None;
    }
    let tells = |word: &str| {
        !WORDS.no_line.has(word)
            && !is_of_all(word)
            && !tells_no_sector(word, Told::Never)
            && !word.ends_with(['级', '性', '型', '化', '大', '个', '类', '等'])
    };
    let noun = matches!(last.class, Class::Noun | Class::Trade)
        && last.head.is_none_or(|head| head.kind == EntityType::Company)
        && (2..=4).contains(&characters(last, text))
        && tells(last.span.of(text));
    let bounded = |at: usize| is_bounded(stack, at, text);
    let at = stack.len() - 1;
    if noun && bounded(at) {
        return Some(at);
    }
    let pair = at.checked_sub(1)?;
    let lone = |node: &Node| {
        characters(node, text) == 1
            && matches!(node.class, Class::Brand | Class::Weak)
            && node.span.of(text).chars().all(is_han)
    };
    let of_work =
        matches!(stack[pair].span.of(text), "制" | "造" | "酿" | "采" | "炼" | "养" | "织" | "印" | "修");
    (of_work && lone(&stack[pair]) && lone(last) && bounded(pair)).then_some(pair)
}

/// 建材|业, 纺织服装|业: the sector with the word that makes one of it. But 业务 and 业绩 are other words.
pub(super) fn extends_sector(stack: &[Node], node: &Node, text: &str) -> bool {
    // 精细化工|链, but not 产业链条.
    let chain = node.is("链", text)
        && stack.last().is_some_and(|last| {
            last.name() == Some(EntityType::Industry)
                && last.span.end == node.span.start
                && !last.span.of(text).ends_with('链')
        })
        && !text[node.span.end..].starts_with(['条', '主', '长', '接', '式', '上']);
    chain
        || node.is("业", text)
            && stack.last().is_some_and(|last| {
                last.name() == Some(EntityType::Industry)
                    && last.span.end == node.span.start
                    && !last.span.of(text).ends_with('业')
            })
            && !text[node.span.end..].starts_with(['务', '绩', '主', '态', '内', '界', '余', '者', '已'])
}
