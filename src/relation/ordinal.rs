//! Words that point to members of a list by their place in it: 第1、4项, 项目2, 前两个, 后一个.

use std::collections::BTreeMap;

use super::item::Item;
use super::list::separator;
use crate::entity::EntityType;
use crate::text::signs::han_digit;
use crate::text::{NormalizedSpan, NormalizedText, Sentence};

/// The words before numbers that point, and behind them.
const BEFORE: [&str; 2] = ["第", "项目"];
const BEHIND: [&str; 2] = ["项", "个项目"];
/// 前 and 后 with how many they mean.
const COUNTED: [(&str, usize); 5] = [("一个", 1), ("两个", 2), ("二个", 2), ("三个", 3), ("四个", 4)];

/// The pointing words with what they mean. `items` are the mentions of the document, in order.
pub(super) fn items(text: &NormalizedText, sentences: &[Sentence], items: &[Item]) -> Vec<Item> {
    let mut numbered: BTreeMap<u32, &Item> = BTreeMap::new();
    let mut out = Vec::new();
    for sentence in sentences {
        let words = sentence.span.of(&text.text);
        if let Some((number, length)) = mark(words) {
            let start = sentence.span.start + length;
            let at = items.partition_point(|item| item.span.start < start);
            if let Some(item) = items.get(at).filter(|item| item.span.start == start && is_work(item.kind)) {
                numbered.insert(number, item);
            }
        }
        if !numbered.is_empty() {
            by_number(words, sentence.span.start, &numbered, &mut out);
        }
        by_count(text, sentence.span, items, &mut out);
    }
    out
}

fn is_work(kind: EntityType) -> bool {
    matches!(kind, EntityType::Project | EntityType::Infrastructure | EntityType::Park)
}

/// The number at the beginning of `words`, and its length.
fn number(words: &str) -> Option<(u32, usize)> {
    let digits = words.bytes().take_while(u8::is_ascii_digit).count();
    if digits > 0 {
        return words[..digits].parse().ok().filter(|_| digits <= 3).map(|number| (number, digits));
    }
    let han = words.chars().take(3).take_while(|c| *c == '十' || han_digit(*c).is_some());
    let numeral = &words[..han.map(char::len_utf8).sum()];
    let value = |text: &str| text.chars().next().and_then(han_digit);
    let number = match numeral.split_once('十') {
        Some((tens, ones)) => value(tens).unwrap_or(1) * 10 + value(ones).unwrap_or(0),
        None => value(numeral)?,
    };
    Some((number, numeral.len()))
}

/// The number that a line begins with, and the length of its mark.
fn mark(words: &str) -> Option<(u32, usize)> {
    let open = usize::from(words.starts_with('('));
    let (number, length) = number(&words[open..])?;
    let rest = &words[open + length..];
    // 一、 numbers a heading.
    let marks: &[char] = if open == 0 { &['.', '、'] } else { &[')'] };
    let han = !words[open..].starts_with(|c: char| c.is_ascii_digit());
    let close = rest.strip_prefix(marks).filter(|_| open == 1 || !han)?;
    Some((number, words.len() - close.trim_start().len()))
}

/// 第1、4项, 第(一)、(二)项: an item for each number.
fn by_number(words: &str, start: usize, numbered: &BTreeMap<u32, &Item>, out: &mut Vec<Item>) {
    for word in BEFORE {
        for (at, _) in words.match_indices(word) {
            let mut next = at + word.len();
            let from = out.len();
            loop {
                let open = usize::from(words[next..].starts_with('('));
                let Some((number, length)) = number(&words[next + open..]) else { break };
                let Some(item) = numbered.get(&number) else { break };
                let close = usize::from(words[next + open + length..].starts_with(')'));
                let length = open + length + close;
                let span = NormalizedSpan::new(start + next, start + next + length);
                out.push(Item {
                    span,
                    kind: item.kind,
                    entity: item.entity.clone(),
                    others: item.others.clone(),
                });
                next += length;
                match separator(&words[next..]) {
                    Some(length) => next += length,
                    None => break,
                }
            }
            // 第3季度, 第2次 are no members of the list.
            let closed = word != "第" || BEHIND.iter().any(|word| words[next..].starts_with(word));
            if !closed {
                out.truncate(from);
            }
        }
    }
}

/// 前两个, 后一个: the members of the last enumeration of works before.
fn by_count(text: &NormalizedText, sentence: NormalizedSpan, items: &[Item], out: &mut Vec<Item>) {
    for word in text.landmarks.within(sentence) {
        if !matches!(word.character, '前' | '后') {
            continue;
        }
        let (start, rest) = (word.at, &text.text[word.end()..sentence.end]);
        let (length, count) = match COUNTED.iter().find(|(counted, _)| rest.starts_with(counted)) {
            Some((counted, count)) => (word.end() - start + counted.len(), *count),
            None if rest.starts_with('者') => (word.end() - start + '者'.len_utf8(), 1),
            None => continue,
        };
        let Some(list) = enumeration(&text.text, start, items) else { continue };
        if count >= list.len() {
            continue;
        }
        let chosen = if word.character == '前' { &list[..count] } else { &list[list.len() - count..] };
        let mut entities = chosen.iter().filter_map(|item| item.entity.clone());
        let span = NormalizedSpan::new(start, start + length);
        let kind = chosen[0].kind;
        out.push(Item { span, kind, entity: entities.next(), others: entities.collect() });
    }
}

/// The last enumeration of two works or more before `position`, in the same passage.
fn enumeration<'i>(text: &str, position: usize, items: &'i [Item]) -> Option<&'i [Item]> {
    let to = items.partition_point(|item| item.span.end <= position);
    let mut end = to;
    while end > 1 {
        let mut start = end - 1;
        while start > 0 && is_work(items[start].kind) {
            let between = &text[items[start - 1].span.end..items[start].span.start];
            let joined = separator(between).is_some_and(|length| length == between.len());
            if !joined || !is_work(items[start - 1].kind) {
                break;
            }
            start -= 1;
        }
        if text[items[end - 1].span.end..position].contains('\n') {
            return None;
        }
        if end - start > 1 {
            return items.get(start..end);
        }
        end -= 1;
    }
    None
}
