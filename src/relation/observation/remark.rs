//! Remarks in brackets: what their figures are of is what stands right before them.

use super::rules::Of;
use super::sentence::{Reader, Spot};
use super::subject::Candidate;
use crate::entity::EntityType;
use crate::extraction::EntityRef;

impl Reader<'_> {
    /// 甲项目(5.6亿元)、乙二期(11亿元): what a remark in brackets is about, the thing right before them; the inner one is none
    /// where that is the member of a list that no mention is.
    pub(super) fn noted(&self, spot: Spot<'_>, of: Of) -> Option<Option<EntityRef>> {
        let Spot { frame, quantity, around, .. } = spot;
        let text = &self.source.text.text;
        let start = frame.sentence.span.start;
        let open = start + open_bracket(&text[start..quantity.span.start])?;
        let candidates = frame.candidates.iter().filter(|candidate| of.admits(candidate.entity.kind));
        // 甲项目(乙公司投资3亿元): another one in the clause has it.
        let inside =
            |candidate: &Candidate| candidate.span.start > open && candidate.span.start >= around.clause;
        if candidates.clone().any(|candidate| inside(candidate) && candidate.span.end <= quantity.span.start)
        {
            return None;
        }
        let mut before = candidates.rev().filter(|candidate| candidate.span.end <= open).peekable();
        if let Some(noted) = before.peek().filter(|noted| noted.span.end == open) {
            return Some(Some(noted.entity.clone()));
        }
        // 甲项目(5.6亿元)、|乙扩能|(11亿元)
        let other = before.find(|other| {
            matches!(
                other.entity.kind,
                EntityType::Project | EntityType::Company | EntityType::Infrastructure
            )
        })?;
        let between = &text[other.span.end..open];
        (between.starts_with('(') && between.contains(")、")).then_some(None)
    }
}

/// Where the bracket stands that is open at the end of `words`.
fn open_bracket(words: &str) -> Option<usize> {
    let open = memchr::memrchr(b'(', words.as_bytes())?;
    (!words[open..].contains(')')).then_some(open)
}
