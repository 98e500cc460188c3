//! What makes no sense as words and so is a name.

use std::ops::RangeInclusive;

use super::super::lattice::is_han;
use super::super::node::{Class, Node};
use super::stack::characters;

/// What stands between an explicit boundary and the head and makes no sense as words is a name: 鸭子|荡|水库,
/// 满|都|拉|口岸, 将|淖|铁路. `length` is in characters.
pub(super) fn unheard(stack: &[Node], length: RangeInclusive<usize>, text: &str) -> Option<usize> {
    let mut start = stack.len();
    let mut total = 0;
    let mut lone = 0;
    while start > 0 {
        let node = &stack[start - 1];
        let characters = characters(node, text);
        let fits = match characters {
            1 => !NEVER_IN_UNHEARD.contains(node.span.of(text)) && node.span.of(text).chars().all(is_han),
            // 七里|街
            2 if node.class == Class::Number => node.span.of(text).chars().all(is_han),
            2 => node.class == Class::Noun && node.head.is_none(),
            _ => false,
        };
        if !fits || matches!(node.class, Class::Role | Class::Generic) || total + characters > *length.end() {
            break;
        }
        total += characters;
        lone += usize::from(characters == 1);
        start -= 1;
    }
    // What goes on to the left without a boundary is something longer.
    let bounded = start == 0 || {
        let before = &stack[start - 1];
        matches!(
            before.class,
            Class::Stop | Class::Verb | Class::Name(_) | Class::Other | Class::Open | Class::Role
        )
    };
    // 万|盛 is no number: only with a measure word behind it does a numeral count.
    let counted = stack.get(start).is_some_and(|first| {
        // 七里|湾
        if first.span.of(text).ends_with('里') && characters(first, text) == 2 {
            return false;
        }
        let numbered = start > 0 && matches!(stack[start - 1].class, Class::Number | Class::Digit);
        first.class == Class::Measure && numbered
            || matches!(first.class, Class::Number | Class::Digit)
                && (!first.span.of(text).starts_with(['万', '百', '千', '三', '五', '九'])
                    || stack
                        .get(start + 1)
                        .is_none_or(|next| next.class != Class::Brand && next.class != Class::Weak))
    });
    (bounded && !counted && lone > 0 && length.contains(&total)).then_some(start)
}

/// Characters that join or count what stands before a work and are no part of its name.
pub(in crate::mention) const NEVER_IN_UNHEARD: &str = "的了着过是在和与及等到从对把被让由向于至上下内外中里前后进出走坐乘修建通开有无设各该这那此本某每\
                                两座条个处级全新老旧大小多我为以沿经并已要可能会就还又也再均仅约近超距";

/// Where the run of up to three lone characters at the end of the stack begins.
pub(super) fn lone_run(stack: &[Node], text: &str) -> usize {
    let lone = stack.iter().rev().take(3).take_while(|node| {
        let word = node.span.of(text);
        characters(node, text) == 1 && word.chars().all(is_han) && !"的和与及至到在了个座条".contains(word)
    });
    stack.len() - lone.count()
}
