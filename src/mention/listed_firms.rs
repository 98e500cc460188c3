//! Firms that a list of firms names: 重点企业 / (一)青石锂业有限公司:…… / (二)恒远锂盐:……, and 现有企业9户,包括:青石锂业(锂盐);恒远、源发.

use rustc_hash::FxHashSet;

use super::lattice::is_han;
use super::{Mention, Origin};
use crate::entity::EntityType;
use crate::text::signs::{is_bullet, numbered_mark};
use crate::text::word_list::word_lists;
use crate::text::{BlockKind, NormalizedSpan, NormalizedText, Passage};

word_lists! {
    static WORDS: ListedFirmsWords = "listed_firms.csv";
    /// What the heading of a list of firms ends with.
    heading,
    /// What ends a label that tells of what an item is, and names no firm.
    matter,
    /// What stands before the colon behind which the firms are listed of which a clause speaks.
    listing,
}

/// How many characters a firm has that a label names.
const NAME: std::ops::RangeInclusive<usize> = 3..=10;

/// How many characters one has in a list.
const SHORT: std::ops::RangeInclusive<usize> = 2..=8;

/// Finds the firms of lists that no word of their own tells.
pub(super) fn apply(text: &NormalizedText, mentions: &[Mention]) -> Vec<Mention> {
    let headed = text.passages.iter().any(|passage| is_heading(passage.span.of(&text.text)));
    let colons: Vec<usize> = colons(text).collect();
    if !headed && colons.is_empty() {
        return Vec::new();
    }
    let known = Known::of(mentions);
    let mut out = if headed { below_headings(text, &known) } else { Vec::new() };
    for colon in colons {
        announced(text, colon, &known, &mut out);
    }
    out
}

/// What the words of a text are known to name.
struct Known {
    firms: FxHashSet<(usize, usize)>,
    /// Where goods and sectors begin.
    goods: FxHashSet<usize>,
}

impl Known {
    fn of(mentions: &[Mention]) -> Self {
        let of = |kinds: &'static [EntityType]| {
            mentions.iter().filter(move |mention| kinds.contains(&mention.kind))
        };
        let firms = of(&[EntityType::Company]).map(|mention| (mention.span.start, mention.span.end));
        let goods = of(&[EntityType::Product, EntityType::Industry]).map(|mention| mention.span.start);
        Self { firms: firms.collect(), goods: goods.collect() }
    }

    fn is_firm(&self, span: NormalizedSpan) -> bool {
        self.firms.contains(&(span.start, span.end))
    }
}

/// The firms below a heading of firms, beside one that is known.
fn below_headings(text: &NormalizedText, known: &Known) -> Vec<Mention> {
    let mut out = Vec::new();
    let mut run: Vec<NormalizedSpan> = Vec::new();
    let mut below = false;
    for passage in &text.passages {
        let words = passage.span.of(&text.text);
        if is_heading(words) {
            close(&mut run, known, &mut out);
            below = true;
        } else if below {
            match label(passage, words).map(|label| vec![label]).or_else(|| entry(text, passage, known)) {
                Some(mut firms) => run.append(&mut firms),
                // A paragraph of its own goes on about the firm before it; another heading ends the list.
                None if words.contains('。') && !run.is_empty() => {}
                None => {
                    close(&mut run, known, &mut out);
                    below = false;
                }
            }
        }
    }
    close(&mut run, known, &mut out);
    out
}

/// The colons of clauses that speak of firms which follow.
fn colons(text: &NormalizedText) -> impl Iterator<Item = usize> {
    let colons = text.landmarks.all().iter().filter(|mark| mark.character == ':').map(|mark| mark.at);
    colons.filter(|colon| {
        let before = &text.text[..*colon];
        WORDS.listing.end(before)
            && before.rsplit(['。', '\n', ';']).next().is_some_and(|clause| clause.contains("企业"))
    })
}

/// Adds the firms behind such a colon, where two of them at least are known.
fn announced(text: &NormalizedText, colon: usize, known: &Known, out: &mut Vec<Mention>) {
    let number = text.passages.partition_point(|passage| passage.span.end <= colon);
    let Some(passage) = text.passages.get(number) else { return };
    let members = members(&text.text[..passage.span.end], colon + 1);
    let (firms, others): (Vec<_>, Vec<_>) = members.into_iter().partition(|member| known.is_firm(*member));
    if firms.len() >= 2 {
        out.extend(others.into_iter().filter(|member| is_short(member.of(&text.text))).map(firm));
    }
}

/// The members of the list from `start` on up to the end of its sentence, without what stands in brackets behind them.
fn members(text: &str, start: usize) -> Vec<NormalizedSpan> {
    let mut out = Vec::new();
    let (mut from, mut depth, mut named) = (start, 0_usize, start);
    let signs = text[start..].char_indices().map(|(at, c)| (start + at, c)).chain([(text.len(), '。')]);
    for (at, c) in signs {
        match c {
            '(' => {
                named = if depth == 0 { at } else { named };
                depth += 1;
            }
            ')' => depth = depth.saturating_sub(1),
            '、' | ';' | '。' | ',' if depth == 0 => {
                let end = if named > from { named } else { at };
                out.push(NormalizedSpan::new(from, end));
                if matches!(c, '。' | ',') {
                    break;
                }
                from = at + c.len_utf8();
                named = from;
            }
            _ => {}
        }
    }
    out
}

/// Whether the member of a list of firms can be the short name of one.
fn is_short(name: &str) -> bool {
    SHORT.contains(&name.chars().count()) && name.chars().all(is_han) && !WORDS.matter.end(name)
}

fn firm(span: NormalizedSpan) -> Mention {
    Mention { span, kind: EntityType::Company, origin: Origin::Pattern("list-item"), nested: false }
}

/// Ends a list: where one of its labels is a firm all are.
fn close(run: &mut Vec<NormalizedSpan>, known: &Known, out: &mut Vec<Mention>) {
    let labels = std::mem::take(run);
    let (firms, others): (Vec<_>, Vec<_>) = labels.into_iter().partition(|label| known.is_firm(*label));
    if !firms.is_empty() {
        out.extend(others.into_iter().map(firm));
    }
}

/// Whether a line is the heading of a list of firms: 三、重点企业, 主要企业简介.
fn is_heading(line: &str) -> bool {
    let bare = line[numbered_mark(line).unwrap_or(0)..].trim_end_matches([':', ' ']);
    let bare = bare.trim_start_matches(|c| is_bullet(c) || c == ' ');
    WORDS.heading.end(bare) && bare.chars().count() <= 12 && !bare.contains(['。', ','])
}

/// The firms of a line without a number: 青石电气——换挡器, or those behind what they make: 冲压件:恒远五金、青石模塑.
fn entry(text: &NormalizedText, passage: &Passage, known: &Known) -> Option<Vec<NormalizedSpan>> {
    let (words, start) = (passage.span.of(&text.text), passage.span.start);
    let is_name = |name: &str| NAME.contains(&name.chars().count()) && name.chars().all(is_han);
    if let Some((name, _)) = words.split_once("——") {
        return is_name(name).then(|| vec![NormalizedSpan::new(start, start + name.len())]);
    }
    let (label, _) = words.split_once(':').filter(|(label, _)| label.chars().count() <= *NAME.end())?;
    let members = members(&text.text[..passage.span.end], start + label.len() + 1);
    let is_firm = |member: &NormalizedSpan| known.is_firm(*member);
    let of_goods = known.goods.contains(&start);
    (of_goods || members.iter().any(is_firm)).then(|| {
        members.into_iter().filter(|member| is_firm(member) || is_short(member.of(&text.text))).collect()
    })
}

/// What stands between the number of an item and its colon, where it can be the name of a firm.
fn label(passage: &Passage, words: &str) -> Option<NormalizedSpan> {
    if matches!(passage.kind, BlockKind::TableCell { .. }) {
        return None;
    }
    let start = numbered_mark(words)?;
    let item = &words[start..];
    let name = &item[..item.find([':', '。', ',', '(']).unwrap_or(item.len())];
    // 青石有限公司(恒远): what stands in brackets is no part of it.
    let plain = name.chars().all(is_han) && !WORDS.matter.end(name);
    let start = passage.span.start + start;
    let length = name.chars().count();
    let whole = name.ends_with("公司") && length > *NAME.end() || NAME.contains(&length);
    (plain && whole).then(|| NormalizedSpan::new(start, start + name.len()))
}
