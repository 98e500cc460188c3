//! Undertakings that are called after nothing but what is made: 无机|阻燃剂|项目, 番茄酱|加工厂.

use super::Reduction;
use super::building::{is_raised, is_told};
use super::goods::is_raw;
use super::no_name::ranks;
use super::project::{begins_with_capacity, is_building, is_output, is_zone};
use super::single::{has_stage, is_costed, is_of_many};
use super::stack::{chain_start, characters, characters_in, is_count};
use crate::entity::EntityType;
use crate::mention::Origin;
use crate::mention::lattice::is_han;
use crate::mention::node::{Class, Node};
use crate::text::word_list::word_lists;

word_lists! {
    static WORDS: PlainWords = "plain.csv";
    /// What is done to goods in an undertaking that is called after them.
    making,
    /// What makes many of an undertaking that is called after goods alone.
    many_behind,
    /// What stands before the last of several, before all of a kind, or before what was just named.
    not_before,
    /// Works in which goods are made, grown or kept.
    works,
}

/// How many characters such a name has before its head.
const LENGTH: std::ops::RangeInclusive<usize> = 3..=20;

/// Where the name of an undertaking begins that `head` ends behind goods of one kind, with nothing before them but what tells
/// their kind.
pub(super) fn plain(stack: &[Node], head: &Node, text: &str) -> Option<usize> {
    if !head.span.of(text).ends_with("项目") || WORDS.many_behind.begin(&text[head.span.end..]) {
        return None;
    }
    let run = Run { stack, text };
    let start = run.name(head)?;
    let bounded = start.checked_sub(1).is_none_or(|before| run.is_boundary(before));
    (bounded && run.is_single(start)).then_some(start)
}

/// The works that `node` ends, where the text tells a stage or the cost of them: 番茄酱|加工厂|投产, 投资3亿元新建|番茄酱|加工厂.
pub(super) fn works(stack: &[Node], node: &Node, text: &str) -> Option<Reduction> {
    // 中试线|项目: the name goes on.
    let goes_on = |behind: &str| behind.starts_with("项目") || behind.starts_with("工程");
    if !WORDS.works.has(node.span.of(text)) || goes_on(&text[node.span.end..]) {
        return None;
    }
    let run = Run { stack, text };
    let goods = run.sized(run.name(node)?);
    let placed = goods.checked_sub(1).is_some_and(|before| stack[before].is_place() && run.touches(before));
    let start = if placed { chain_start(stack, goods) } else { goods };
    let after = behind_date(&text[node.span.end..]);
    // 建成|清香型白酒|生产线: a line is equipment where only the firm that has it is told.
    let raised = is_raised(stack, start, text);
    let told = tells(after) || after.strip_prefix('(').is_some_and(remarks);
    let told = told || raised && !node.is("生产线", text);
    let bounded = raised
        || start.checked_sub(1).is_none_or(|before| {
            run.is_boundary(before) || stack[before].name() == Some(EntityType::Company)
        });
    let ranked = ranks(&text[stack[start].span.start..node.span.start]);
    (told && bounded && !ranked && run.is_single(start)).then_some(Reduction {
        start,
        kind: EntityType::Project,
        rule: "project",
    })
}

/// Whether what follows a name tells a stage or the cost of what it names.
fn tells(after: &str) -> bool {
    is_told(after) || is_costed(after) || has_stage(after)
}

/// Whether the remark behind a bracket does, or how big it is: 番茄酱加工厂(|日处理600吨,已投用).
fn remarks(inside: &str) -> bool {
    let Some((remark, _)) = inside.split_once(')') else { return false };
    remark.split(',').any(|part| tells(part) || part.contains(|c: char| c.is_ascii_digit()))
}

/// What stands behind the day or month of which a stage is told: 于8月|投产.
fn behind_date(after: &str) -> &str {
    let rest = after.strip_prefix('于').unwrap_or(after);
    let date =
        rest.trim_start_matches(|c: char| c.is_ascii_digit() || "年月日底初末中旬上下今去".contains(c));
    if rest[..rest.len() - date.len()].contains(['年', '月', '日']) { date } else { after }
}

/// The nodes before a head.
struct Run<'t> {
    stack: &'t [Node],
    text: &'t str,
}

impl Run<'_> {
    /// Where the goods begin that are all of the name before `head`.
    fn name(&self, head: &Node) -> Option<usize> {
        if self.stack.last()?.span.end != head.span.start {
            return None;
        }
        let last = self.before_making(self.stack.len());
        let processed = last < self.stack.len() || WORDS.works.has(head.span.of(self.text));
        let start = self.goods(last, processed)?;
        // 辣椒酱|及|复合调味料|加工|项目: what is done to both is one undertaking.
        match start.checked_sub(1).filter(|at| self.is_and(*at) && last < self.stack.len()) {
            Some(and) => self.goods(self.before_making(and), true),
            None => Some(start),
        }
    }

    /// Whether nothing makes several undertakings of the name that begins at `start`.
    fn is_single(&self, start: usize) -> bool {
        let name = &self.stack[start..];
        let many = name.iter().any(|node| is_of_many(node.span.of(self.text)))
            || (start..self.stack.len()).any(|at| is_count(self.stack, at, self.text));
        // 甲项目、乙项目: each has its own head.
        let headed = |before: &str| before.trim_end_matches(['、', '和', '与', '及']).ends_with("项目");
        let alone = name.first().is_some_and(|first| {
            let before = &self.text[..first.span.start];
            !WORDS.not_before.end(before) || headed(before)
        });
        alone && !many && LENGTH.contains(&characters_in(name, self.text))
    }

    /// Whether nothing stands between a node and the next.
    fn touches(&self, at: usize) -> bool {
        self.stack.get(at + 1).is_none_or(|next| next.span.start == self.stack[at].span.end)
    }

    fn word(&self, at: usize) -> &str {
        self.stack[at].span.of(self.text)
    }

    fn is_and(&self, at: usize) -> bool {
        matches!(self.word(at), "及" | "和" | "与" | "及其")
    }

    /// The end of the nodes before `end` without what is done to goods: 晾衣架|深加工|基地.
    fn before_making(&self, end: usize) -> usize {
        let making = |at: &usize| self.touches(*at) && WORDS.making.has(self.word(*at));
        end - (0..end).rev().take_while(making).count()
    }

    /// Where the goods begin that end before node `end`, with what tells their kind; goods that are found or grown count where
    /// they are `processed`.
    fn goods(&self, end: usize, processed: bool) -> Option<usize> {
        let last = end.checked_sub(1).filter(|last| self.touches(*last))?;
        let node = &self.stack[last];
        let product = |node: &Node| node.name() == Some(EntityType::Product);
        let told = match node.origin {
            Some(Origin::Form(_) | Origin::Pattern("goods")) if product(node) => {
                processed || !is_raw(self.word(last))
            }
            // 智能晾衣架深加工|基地
            Some(Origin::Pattern("sector")) => {
                node.inner.iter().any(|inner| inner.kind == EntityType::Product)
            }
            // 铝合金|模板, 化妆品|包材
            None if node.class == Class::Noun && node.rare => {
                last.checked_sub(1).is_some_and(|before| product(&self.stack[before]) && self.touches(before))
            }
            _ => false,
        };
        let kind = |at: &usize| self.touches(*at) && self.tells_kind(*at);
        told.then(|| last - (0..last).rev().take_while(kind).count())
    }

    /// 5|万锭|棉纱|车间: where what begins at `start` begins with its size.
    fn sized(&self, start: usize) -> usize {
        let size = |at: &usize| {
            let class = self.stack[*at].class;
            self.touches(*at)
                && (matches!(class, Class::Number | Class::Digit | Class::Measure)
                    || is_output(self.word(*at)))
        };
        let at = start - (0..start).rev().take_while(size).count();
        if begins_with_capacity(self.stack, at, self.text) { at } else { start }
    }

    /// Whether a word before goods tells their kind.
    fn tells_kind(&self, at: usize) -> bool {
        let node = &self.stack[at];
        match node.class {
            _ if is_building(self.word(at)) => false,
            Class::Noun => !is_zone(self.word(at)),
            Class::Name(EntityType::Product | EntityType::Industry)
            | Class::Adjective
            | Class::Trade
            | Class::TradeVerb => true,
            Class::Brand => characters(node, self.text) == 1,
            _ => false,
        }
    }

    /// Whether a name may begin behind a node.
    fn is_boundary(&self, at: usize) -> bool {
        let (class, word) = (self.stack[at].class, self.word(at));
        // 无染色驼|绒线: any other character may belong to the name.
        let part = self.touches(at)
            && word.chars().all(is_han)
            && word.len() == '的'.len_utf8()
            && !"的了是将为在把以对就由于新向".contains(word);
        matches!(class, Class::Stop | Class::Verb) && !part
            || class == Class::Noun && is_zone(word)
            || is_building(word)
    }
}
