//! Honours that stand side by side, each by its name.

use super::{WORDS, is_named, is_of_firm, is_ranked};
use crate::extraction::Object;

/// The honours that words name: 国家级能效“先行者”和省级绿色工厂 are two, and so are “甲之乡”“乙县”. What is granted has a
/// name; one character is the rest of a word (获批|复).
pub(in crate::relation) fn honours(words: &str) -> impl Iterator<Item = Object> + use<> {
    // 授予甲公司|等20家企业为|省级绿色工厂
    let all = words.trim_start_matches(['为', '了']);
    let all = behind_count(all).unwrap_or(all);
    let words = without_count(all);
    let parts = parts(words);
    // 甲省制造业单项冠军、质量标杆等称号: what closes the list vouches for the members without a rank.
    let closed = words.len() < all.len() && parts.first().is_some_and(|first| is_named(first));
    let ends = |part: &&str| is_named(part) || WORDS.end.end(part);
    if closed && parts.len() > 1 && parts.iter().all(ends) {
        return objects(parts);
    }
    // 国家级甲区、省级乙区和出口加工区 are the two that have names, 国家级种养和加工示范县 is one.
    let named: Vec<&str> = parts.iter().copied().filter(|part| is_named(part)).collect();
    objects(if named.len() > 1 { named } else { vec![words] })
}

/// The names of honours as objects; one character or two are the rest of a word.
fn objects(parts: Vec<&str>) -> impl Iterator<Item = Object> + use<> {
    parts
        .into_iter()
        .map(bare)
        .map(|part| {
            // 首批省级特色小镇|之一
            let part = part.strip_suffix("之一").unwrap_or(part);
            // 国家高新技术企业|认定
            let part = WORDS.grant.without_suffix(part).filter(|named| WORDS.end.end(named)).unwrap_or(part);
            // 甲省瞪羚企业|名单
            let named = WORDS.list.without_suffix(part);
            named.filter(|named| WORDS.end.end(named)).unwrap_or(part)
        })
        .filter(|part| part.chars().nth(2).is_some() && !part.ends_with("名单") && !part.ends_with("名录"))
        .map(|part| Object::Literal { value: part.to_owned() })
        .collect::<Vec<_>>()
        .into_iter()
}

/// What follows words that only count those who bear the honour: 等20家企业|“甲工厂”.
fn behind_count(words: &str) -> Option<&str> {
    let number = |c: char| c.is_ascii_digit() || "一二两三四五六七八九十百余多".contains(c);
    let rest = words.strip_prefix('等')?.trim_start_matches(number);
    let rest = rest.strip_prefix(['家', '个', '户'])?;
    let rest = ["企业", "公司", "单位", "园区", "集团"].iter().find_map(|noun| rest.strip_prefix(noun))?;
    Some(rest.trim_start_matches('为'))
}

/// What stands before the words that only count what was named: 甲县|等多项称号.
pub(super) fn without_count(words: &str) -> &str {
    let end = WORDS.count.first(words).map(|(at, ..)| at);
    &words[..end.unwrap_or(words.len())]
}

/// The members of an enumeration of honours; what stands in quotes is one.
pub(super) fn parts(words: &str) -> Vec<&str> {
    let mut found = Vec::new();
    let (mut start, mut quoted) = (0, false);
    let mut add = |from: usize, to: usize| {
        if from < to {
            found.push(&words[from..to]);
        }
    };
    for (at, next) in words.char_indices() {
        match next {
            '“' if words[..at].ends_with('”') => {
                add(start, at);
                (start, quoted) = (at, true);
            }
            '“' => quoted = true,
            '”' => quoted = false,
            // 省级和谐园区
            '和' if words[at..].starts_with("和谐") => {}
            '、' | '和' | ',' if !quoted && at >= start => {
                add(start, at);
                start = at + next.len_utf8();
            }
            // 国家级众创空间|及|国家级孵化器, but not 国家级甲及乙基地
            '及' | '与'
                if !quoted
                    && at > start
                    && (is_ranked(&words[at + next.len_utf8()..])
                        || is_of_firm(&words[start..at]) && is_of_firm(&words[at + next.len_utf8()..])) =>
            {
                add(start, at);
                start = at + next.len_utf8();
            }
            _ => {}
        }
        if start == at && words[at..].starts_with("以及") {
            start = at + "以及".len();
        }
    }
    add(start, words.len());
    found
}

/// The words without their quotes, where they are nothing but quoted: “甲之乡”称号, but not “四好农村路”示范县.
fn bare(part: &str) -> &str {
    // 甲协会|“诚信企业”: who grants it is no part of its name.
    let given = part.find('“').filter(|at| WORDS.giver.end(&part[..*at]));
    let part = given.map_or(part, |at| &part[at..]);
    let Some(inside) = part.strip_prefix('“') else { return part };
    match inside.split_once('”') {
        None => inside,
        Some((name, rest)) if rest.is_empty() || WORDS.behind_quotes.has(rest) => name,
        Some((name, rest)) if rest.starts_with(['、', '和', '“', '等']) => name,
        Some(_) => part,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(words: &str) -> Vec<String> {
        let value = |object| match object {
            Object::Literal { value } => value,
            Object::Entity(entity) => entity.label.to_string(),
        };
        honours(words).map(value).collect()
    }

    #[test]
    fn enumerations_are_taken_apart() {
        assert_eq!(named("“石斛之乡”“全国竹编强县”称号"), ["石斛之乡", "全国竹编强县"]);
        assert_eq!(named("国家级节水县、“美丽河湖”全国示范县"), ["国家级节水县", "“美丽河湖”全国示范县"]);
        assert_eq!(named("国家级绿色园区和省级节水园区等称号"), ["国家级绿色园区", "省级节水园区"]);
        assert_eq!(named("国家级种养和加工示范县"), ["国家级种养和加工示范县"]);
        assert_eq!(named("复"), Vec::<String>::new());
    }
}
