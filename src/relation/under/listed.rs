//! The things on a line that a section tells something of.

use super::{AMONG, Page, WORDS};
use crate::entity::EntityType;
use crate::relation::item::Item;
use crate::relation::list::separator;
use crate::relation::related::is_related;
use crate::relation::rule::Rule;
use crate::text::NormalizedSpan;

impl Page<'_> {
    /// The enumeration that a line begins with, behind its number or label.
    pub(super) fn listed(&self, line: NormalizedSpan) -> &[Item] {
        /// The longest number of a line: `(12)`.
        const NUMBER: usize = 6;
        let text = &self.text.text;
        let items = self.items.within(line);
        let begins = |item: &Item| {
            let before = &text[line.start..item.span.start];
            let before = WORDS.before.without_suffix(before).unwrap_or(before);
            // A number alone points to a line; it is none.
            (before.len() <= NUMBER || before.ends_with(':') || before.ends_with(AMONG))
                && item.span.len() > NUMBER / 2
        };
        let Some(from) = items.iter().position(begins) else { return &[] };
        let joined = |pair: &[Item]| match pair {
            [left, right] => {
                let between = &text[left.span.end..right.span.start];
                separator(between).is_some_and(|length| length == between.len())
            }
            _ => false,
        };
        let more = items[from..].windows(2).take_while(|pair| joined(pair)).count();
        &items[from..=from + more]
    }

    /// Where the enumeration begins that an item belongs to, with the firms that its works are of.
    pub(super) fn group_start(&self, span: NormalizedSpan, item: &Item) -> usize {
        let items = self.items.within(span);
        let at = items.partition_point(|other| other.span.start < item.span.start);
        let mut start = item.span.start;
        for left in items[..at].iter().rev() {
            let between = &self.text.text[left.span.end..start];
            // 甲公司投资的|乙项目
            let owned = left.kind == EntityType::Company && WORDS.owned.has(between);
            if !owned && !matches!(between, "、" | "和" | "及" | "以及") {
                break;
            }
            start = left.span.start;
        }
        start
    }

    /// Where the enumeration ends that an item belongs to.
    pub(super) fn group_end(&self, span: NormalizedSpan, item: &Item) -> usize {
        let items = self.items.within(span);
        let at = items.partition_point(|other| other.span.start <= item.span.start);
        let mut end = item.span.end;
        for right in &items[at..] {
            if !matches!(&self.text.text[end..right.span.start], "、" | "和" | "及" | "以及") {
                break;
            }
            end = right.span.end;
        }
        end
    }

    /// What a rule may tell something of.
    pub(super) fn subjects<'s>(
        &'s self,
        rule: &'s Rule,
        span: NormalizedSpan,
    ) -> impl Iterator<Item = &'s Item> {
        let text = &self.text.text;
        let wanted = self.items.within(span).iter().filter(|item| rule.subjects.contains(&item.kind));
        wanted.filter(move |item| {
            let name = item.span.of(text);
            // 公司 and 该项目 say nothing of where they stand that their names don't say better.
            let points = name.starts_with(['该', '这']) || name.chars().nth(2).is_none() && is_noun(name);
            let follows = || {
                let before = &text[span.start..self.group_start(span, item)];
                rule.unless_before.end(before) && !is_measured(before) && !lists_firms(before)
            };
            let related = || item.kind == EntityType::Company && is_related(text, item.span);
            !points
                && !related()
                && (rule.unless_before.is_empty() || !follows())
                && !rule.unless_ends.end(name)
                // 全线|长3公里: nor is what a word points to.
                && !item.entity.as_ref().is_some_and(|meant| rule.unless_ends.end(&meant.label))
        })
    }
}

/// Whether what stands before a name only measures it: 总投资3亿元的|甲项目.
fn is_measured(before: &str) -> bool {
    let measure = before.strip_suffix('的');
    measure.is_some_and(|words| words.ends_with(['元', '亩', '吨', '瓦']) || words.ends_with("平方米"))
}

/// Whether what stands before a name says which things there are: 龙头企业为|甲公司, 分别是|甲园区.
fn lists_firms(before: &str) -> bool {
    let list = ["为", "是"].iter().find_map(|verb| before.strip_suffix(verb));
    list.is_some_and(|words| words.ends_with("企业") || words.ends_with("分别") || words.ends_with("主要"))
}

/// Whether a word only points to something: 公司.
fn is_noun(word: &str) -> bool {
    matches!(word, "公司" | "项目" | "工程" | "园区" | "企业")
}
