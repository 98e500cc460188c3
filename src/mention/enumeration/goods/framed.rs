//! Goods that the words on both sides of them tell, though no dictionary has them: 研制的|扣式电池|填补空白,
//! 最大的|蛭石板|生产企业, 两条|密封圈|生产线.

use std::ops::Range;

use super::words::{fits, is_material, praises};
use crate::entity::EntityType;
use crate::mention::Origin;
use crate::mention::compound::{NEVER_IN_UNHEARD, is_amount};
use crate::mention::enumeration::frame::{FRAME, Member, members};
use crate::mention::enumeration::{composite, is_conjunction};
use crate::mention::lattice::is_han;
use crate::mention::node::{Class, Node};
use crate::text::signs::{is_han_numeral, is_sum};
use crate::text::word_list::word_lists;
use crate::text::words::Words;

word_lists! {
    static WORDS: FramedGoodsWords = "framed_goods.csv";
    /// What says before goods who makes them: 研制的.
    made,
    /// What is told of goods behind their name.
    told,
    /// What says before goods that they are somebody's business.
    business,
    /// What is done with goods that are somebody's business.
    done,
    /// What says before goods that they are the chief ones.
    chief,
    /// What a colon follows before the chief goods.
    label,
    /// What says before goods that a firm has them.
    has,
    /// What goods are called where they are counted.
    kinds,
    /// What praises a maker before the name of the goods.
    ranked,
    /// Makers, behind the name of what they make.
    maker,
    /// What says before goods that a firm makes them which is told behind.
    makes,
    /// Firms that are told by what they make, behind it.
    firm,
    /// Verbs between 以 and what is mostly made.
    mostly,
    /// Verbs that tell of new goods behind them.
    new,
    /// What counts lines of machines before what is made on them.
    lines,
    /// Figures that only goods have, behind their name at the beginning of a clause.
    figure,
    /// What a firm does with the goods behind several of these verbs: 研发、生产、|销售.
    does,
    /// What says behind goods that a firm does all that with them: 于一体.
    whole,
    /// What tells of a line of machines how it works, and not what is made on it.
    working,
}

/// What stands behind the goods of a frame.
enum Closing {
    /// One of these.
    Words(&'static Words),
    /// One of these, or nothing.
    WordsOrEnd(&'static Words),
    /// 的 and one of these at the end of some words: 的|高新技术|企业.
    OfFirm,
    /// 为主.
    Mostly,
    /// A figure that only goods have.
    Figure,
    /// 等 and the number of kinds: 等|17个品种.
    Counted,
}

/// Makes goods of what stands in a frame.
pub(in crate::mention::enumeration) fn apply(group: &mut [Vec<Node>], text: &str) {
    let Some(members) = framed(group, text) else { return };
    for (clause, Range { start, end }) in members.into_iter().rev() {
        let nodes = &mut group[clause];
        // 专业|级|电动工具
        let grade = |node: &Node| praises(node, text) || node.is("级", text);
        let praise = nodes[start..end].iter().take_while(|node| grade(node)).count();
        // 扣式电池|系列|产品, but 机电|产品 is what they are called.
        let series = |node: &&Node| matches!(node.span.of(text), "产品" | "系列" | "系列产品");
        let named = end - nodes[start..end].iter().rev().take_while(series).count();
        let named =
            if named == start + praise + 1 && nodes[named - 1].name().is_none() { end } else { named };
        // 扣式电池|三|大|系列
        let named = match &nodes[start..named] {
            [.., number, big] if big.is("大", text) && number.span.of(text).chars().all(is_han_numeral) => {
                named - 2
            }
            [.., sum] if is_sum(sum.span.of(text)) => named - 1,
            _ => named,
        };
        let Some(parts) = nodes.get(start + praise..named) else { continue };
        let known = matches!(parts, [only] if only.name().is_some() && !is_torn(only));
        if !known && fits(parts, EntityType::Product, LONGEST, text) {
            let name = composite(parts, EntityType::Product);
            let origin = Some(Origin::Pattern(FRAME));
            nodes.splice(start + praise..named, [Node { origin, ..name }]);
        }
    }
}

/// How many characters a name of goods in a frame may have.
const LONGEST: usize = 12;

/// 集研发、生产、|销售|甲、乙、丙|于一体, 从事设计、|生产|甲、乙: the members behind the last of several verbs.
fn behind_verbs(group: &[Vec<Node>], text: &str) -> Option<Vec<Member>> {
    let verb = |node: &Node| WORDS.does.has(node.span.of(text));
    let verbs = group.iter().skip(1).take_while(|nodes| nodes.iter().all(verb)).count();
    let opens = group.first()?.last().is_some_and(verb);
    let rest = group.get(1 + verbs..).filter(|rest| opens && !rest.is_empty())?;
    let joins = |node: &Node| verb(node) || is_conjunction(node, text);
    let start = rest[0].iter().take_while(|node| joins(node)).count();
    let (last, nodes) = (rest.len() - 1, rest.last()?);
    let from = if last == 0 { start + 1 } else { 1 };
    let closed = |at: usize| {
        nodes.get(at).is_none_or(|node| node.is("等", text) || WORDS.whole.begin(&text[node.span.start..]))
    };
    let end = (from..=nodes.len()).find(|at| closed(*at)).filter(|_| start > 0)?;
    let found = members(rest, start, end, text, |words| named(words, text))?;
    Some(found.into_iter().map(|(clause, span)| (clause + 1 + verbs, span)).collect())
}

/// The members in the first frame that opens in the first clause and closes there or in the last.
fn framed(group: &[Vec<Node>], text: &str) -> Option<Vec<Member>> {
    if group.len() > 1
        && let Some(members) = behind_verbs(group, text)
    {
        return Some(members);
    }
    let first = group.first()?;
    let clause = first.first()?.span.start;
    let last = group.len() - 1;
    let frames = frames();
    (0..first.len()).find_map(|at| {
        // A verb that another one follows opens none: 生产|制造|扣式电池.
        let again = || WORDS.makes.end(&text[clause..first[at].span.end]);
        let before = &text[clause..first[at].span.start];
        let inside = |closing: &Closing| {
            let close = |of: usize, from: usize| {
                let nodes = &group[of];
                (from..nodes.len() + usize::from(of == last)).find(|end| closes(closing, nodes, *end, text))
            };
            let (of, end) = close(0, at + 1)
                .map(|end| (0, end))
                .or_else(|| (last > 0).then(|| close(last, 1)).flatten().map(|end| (last, end)))?;
            members(&group[..=of], at, end, text, |words| named(words, text))
        };
        if before.is_empty() {
            // 主要产品有:|扣式电池、密封圈
            let told = text[..clause].ends_with(':') && announces(&text[..clause]);
            let chief = || inside(&Closing::WordsOrEnd(&WORDS.told));
            return (!again()).then(|| if told { chief() } else { inside(&Closing::Figure) }).flatten();
        }
        let mut opened = frames.iter().filter(|(opens, _)| opens.end(before) && !again());
        opened.find_map(|(_, closing)| inside(closing))
    })
}

/// Whether the chief goods of somebody follow `before`: 主要产品有, 主要产品:.
pub(in crate::mention) fn announces(before: &str) -> bool {
    let label = before.strip_suffix(':');
    WORDS.chief.end(label.unwrap_or(before)) || label.is_some_and(|label| WORDS.label.end(label))
}

/// What opens a frame, and what must stand behind its goods then.
fn frames() -> [(&'static Words, Closing); 9] {
    [
        (&WORDS.made, Closing::Words(&WORDS.told)),
        (&WORDS.business, Closing::Words(&WORDS.done)),
        (&WORDS.chief, Closing::WordsOrEnd(&WORDS.told)),
        (&WORDS.ranked, Closing::Words(&WORDS.maker)),
        (&WORDS.mostly, Closing::Mostly),
        (&WORDS.makes, Closing::OfFirm),
        (&WORDS.new, Closing::WordsOrEnd(&WORDS.told)),
        (&WORDS.lines, Closing::Words(&WORDS.maker)),
        (&WORDS.has, Closing::Counted),
    ]
}

/// Whether the frame closes before the node `end` of the last clause.
fn closes(closing: &Closing, nodes: &[Node], end: usize, text: &str) -> bool {
    let Some(node) = nodes.get(end) else { return matches!(closing, Closing::WordsOrEnd(_)) };
    let clause = nodes.last().map_or(node.span.end, |last| last.span.end);
    let behind = &text[node.span.start..clause];
    match closing {
        Closing::Words(words) => words.begin(behind),
        Closing::WordsOrEnd(words) => node.is("等", text) || words.begin(behind),
        Closing::OfFirm => behind.strip_prefix('的').is_some_and(|firm| WORDS.firm.end(firm)),
        Closing::Mostly => behind.starts_with("为主"),
        Closing::Counted => behind.strip_prefix('等').is_some_and(|counted| {
            let number = |c: char| c.is_ascii_digit() || "两百多余几数".contains(c) || is_han_numeral(c);
            let kinds = counted.trim_start_matches(number);
            kinds.len() < counted.len()
                && WORDS.kinds.begin(kinds.trim_start_matches(['个', '种', '款', '类', '大']))
        }),
        Closing::Figure => WORDS.figure.begin(behind) && nodes[..end].iter().all(is_material),
    }
}

/// How many of the words of a member may be the name of goods: what is in brackets behind it is no part of it, nor is its
/// amount.
fn named(words: &[Node], text: &str) -> Option<usize> {
    let open = words.iter().position(|node| node.class == Class::Open);
    let closed = open.is_none() || words.last().is_some_and(|last| last.class == Class::Close);
    // 液压机械|5000台
    let amount = words.iter().position(|node| is_amount(&text[node.span.start..]));
    let length = open.or(amount).unwrap_or(words.len());
    // 两条|全自动|灌装|生产线
    let working = words.first().is_some_and(|first| WORDS.working.has(first.span.of(text)));
    (closed && !working && length > 0 && words[..length].iter().all(|node| may_name(node, text)))
        .then_some(length)
}

/// Whether a word may stand in the name of goods that a frame tells: 防|抱|死|系统.
fn may_name(node: &Node, text: &str) -> bool {
    let word = node.span.of(text);
    let lone = || word.len() == 3 && word.chars().all(is_han) && !NEVER_IN_UNHEARD.contains(word);
    // 四角|窗, 乙|二|醇: a numeral in Han characters, too.
    let numeral = || {
        matches!(node.class, Class::Number | Class::Digit)
            && word.chars().all(is_han)
            && !word.ends_with(['万', '千', '百', '个', '种'])
    };
    is_material(node)
        || is_torn(node)
        || numeral()
        || matches!(node.class, Class::Generic | Class::Weak | Class::Measure | Class::Verb | Class::Other)
        || node.class == Class::Stop && lone()
}

/// 研发的|扣式电池: goods that look like a brand and its trade.
fn is_torn(node: &Node) -> bool {
    node.origin == Some(Origin::Pattern("company-brand-trade"))
}
