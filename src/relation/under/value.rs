//! What a heading, a title or the words before a list say of the stage of the works under them: 续建项目.

use super::{Page, WORDS, state};
use crate::entity::EntityType;
use crate::extraction::Object;
use crate::relation::Statement;
use crate::relation::item::Item;
use crate::relation::list::closing;
use crate::relation::rule::Rule;
use crate::relation::section::Section;
use crate::text::{NormalizedSpan, Sentence};

impl Page<'_> {
    /// The value of a rule for what the lines under its heading begin with.
    pub(super) fn stage(&self, rule: &Rule, section: Section, sentence: &Sentence, out: &mut Vec<Statement>) {
        let Some(passage) = self.text.passages.get(sentence.passage) else { return };
        let Some(value) = &rule.value else { return };
        let fits = |heading: NormalizedSpan| {
            let heading = heading.of(&self.text.text);
            rule.heading.are_in(heading) && !rule.unless_before.are_in(heading)
        };
        // Only the innermost heading that tells a stage counts; rules that tell none are asked first to last.
        if passage.span.start != sentence.span.start || !self.sections.headings(section).take(2).any(fits) {
            return;
        }
        let mut start = sentence.span.start;
        for part in sentence.span.of(&self.text.text).split_inclusive(';') {
            let part = NormalizedSpan::new(start, start + part.len());
            start = part.end;
            // 已开工的3个:甲项目;|未开工的2个:|乙项目: a part with a label of its own is told by that.
            let label = part.of(&self.text.text).split_once(':').map(|(label, _)| label);
            let own = label.filter(|label| part.start > sentence.span.start && !label.contains(','));
            if own.is_some_and(|label| !rule.heading.are_in(label) || rule.unless_before.are_in(label)) {
                continue;
            }
            let listed = self.listed(part);
            let Some(last) = listed.last() else { continue };
            let behind = &self.text.text[last.span.end..part.end];
            let behind = &behind[closing(behind)..];
            if behind.is_empty() || behind.starts_with(['(', ':', ',', ';', '。']) || is_told_of(behind) {
                for item in listed.iter().filter(|item| rule.subjects.contains(&item.kind)) {
                    state(rule, item, Object::Literal { value: value.clone() }, out);
                }
            }
        }
    }

    /// The value of a rule for all that is named under its title: 甲市举行项目集中开工活动.
    pub(super) fn titled(&self, rule: &Rule, sentence: &Sentence, out: &mut Vec<Statement>) {
        let Some(value) = &rule.value else { return };
        let visited = |item: &Item| {
            let before = &self.text.text[sentence.span.start..item.span.start];
            let before = before.rsplit([';', ':']).next().unwrap_or(before);
            WORDS.looked_at.are_in(before)
        };
        if !self.is_under(rule, sentence.span) {
            return;
        }
        // 甲高速乙至丙机场段: where a section ends is not what begins.
        let ends = |item: &Item| {
            let text = &self.text.text;
            text[item.span.end..].starts_with('段') && text[..item.span.start].ends_with(['至', '到'])
        };
        for item in self.subjects(rule, sentence.span).filter(|item| !visited(item) && !ends(item)) {
            state(rule, item, Object::Literal { value: value.clone() }, out);
        }
    }

    /// The value of a rule for the works of a counted list behind the words of what they are met for:
    /// 甲市举行集中开工仪式。|乙、丙等7个项目|总投资12亿元.
    pub(super) fn met(&self, rule: &Rule, sentence: &Sentence, out: &mut Vec<Statement>) {
        /// How many sentences, with that of the list, may tell of it.
        const NEAR: usize = 2;
        let Some(value) = &rule.value else { return };
        let Some(passage) = self.text.passages.get(sentence.passage) else { return };
        let text = &self.text.text;
        for item in self.subjects(rule, sentence.span) {
            let behind = &text[self.group_end(sentence.span, item)..sentence.span.end];
            let titled = item.span.of(text).ends_with("项目");
            if !is_counted(behind, titled) {
                continue;
            }
            let mut end = self.group_start(sentence.span, item);
            let before = text.get(passage.span.start..end).unwrap_or("");
            let met = before.rsplit('。').take(NEAR).any(|words| {
                let start = end - words.len();
                end = start.saturating_sub('。'.len_utf8());
                rule.heading.first(words).is_some_and(|(at, ..)| {
                    !rule.unless_before.are_in(&words[..at]) && !self.is_called(start + at)
                })
            });
            if met {
                state(rule, item, Object::Literal { value: value.clone() }, out);
            }
        }
    }

    /// Whether a work has what stands at `position` in its name: 甲|项目开工仪式 is that of 甲项目 alone.
    fn is_called(&self, position: usize) -> bool {
        self.items.around(position).is_some_and(|item| item.kind == EntityType::Project)
    }

    /// The value of a rule for the works that a sentence lists behind words that tell of all: 未开工项目3个,分别是…….
    pub(super) fn introduced(&self, rule: &Rule, sentence: &Sentence, out: &mut Vec<Statement>) {
        /// How far behind the words the list may begin, in bytes.
        const NEAR: usize = 100;
        /// How far into a paragraph the words may stand that tell what all of it is about, in bytes.
        const EARLY: usize = 12;
        let Some(value) = &rule.value else { return };
        // Most sentences list no works, and need not be searched for words.
        if !self.items.within(sentence.span).iter().any(|item| rule.subjects.contains(&item.kind)) {
            return;
        }
        let text = &self.text.text;
        let stated = |words: &str| {
            let (at, told, ()) = rule.heading.first(words)?;
            let clause = words[..at].rsplit([',', ';', ':']).next().unwrap_or("");
            (!rule.unless_before.end(clause) && !WORDS.ahead.are_in(clause)).then_some(at + told.len())
        };
        let own = sentence.span.of(text);
        let start = if rule.heading.are_in(own) {
            let Some(end) = stated(own) else { return };
            let mark = WORDS.introducing.first(&own[end..]).map(|(mark, ..)| mark);
            let Some(mark) = mark.filter(|mark| *mark <= NEAR) else { return };
            sentence.span.start + end + mark
        } else {
            let opened = || {
                let words = self.opening(sentence)?;
                let early = rule.heading.first(words).is_some_and(|(at, ..)| at <= EARLY);
                stated(words).filter(|_| early)
            };
            if self.announcing(sentence).and_then(stated).or_else(opened).is_none() {
                return;
            }
            sentence.span.start
        };
        let span = NormalizedSpan::new(start, self.labelled_anew(start, sentence.span.end));
        for item in self.subjects(rule, span).filter(|item| span.start <= item.span.start) {
            state(rule, item, Object::Literal { value: value.clone() }, out);
        }
    }

    /// The sentence before one that only goes on with what it announces: 成功签约3个项目。|分别是甲项目、乙项目.
    fn announcing(&self, sentence: &Sentence) -> Option<&str> {
        let text = &self.text.text;
        let start = sentence.span.start;
        if !WORDS.goes_on.begin(&text[start..sentence.span.end]) {
            return None;
        }
        text[..start].trim_end_matches(['。', '\n']).rsplit(['。', '\n', ';']).next()
    }

    /// The sentence that opens the paragraph of another one with a count of projects: 开工的4个项目总投资3亿元。|甲公司建设乙项目.
    fn opening(&self, sentence: &Sentence) -> Option<&str> {
        let paragraph = self.text.passages.get(sentence.passage)?.span;
        let (first, _) = paragraph.of(&self.text.text).split_once('。')?;
        let behind = sentence.span.start > paragraph.start + first.len();
        (behind && first.contains("个项目")).then_some(first)
    }

    /// Where, from `start` on, a list begins that words of its own tell of, or `end`:
    /// 已开工的2个项目:甲项目、乙项目|;未开工的1个项目:丙项目. The name of a work is no such words (;丙项目:总投资5亿元).
    fn labelled_anew(&self, start: usize, end: usize) -> usize {
        let text = &self.text.text;
        let of_its_own = |at: &usize| {
            let label = text[*at..end].split_once(':').map_or("", |(label, _)| label);
            let span = NormalizedSpan::new(*at, at + label.len());
            label.contains("项目") && !label[1..].contains(';') && self.items.within(span).is_empty()
        };
        text[start..end].match_indices(';').map(|(at, _)| start + at).find(of_its_own).unwrap_or(end)
    }
}

/// Whether what stands behind an enumeration counts it as works: 等7个外资项目, or, where they are called so, 等7个.
fn is_counted(behind: &str, titled: bool) -> bool {
    let counted = behind.strip_prefix('等').unwrap_or(behind);
    let counted = counted.split([',', ';', '。', '、', '的', '(']).next().unwrap_or(counted);
    counted.starts_with(|c: char| c.is_ascii_digit()) && (titled || counted.contains("项目"))
}

/// Whether a list goes on to tell of the member that it has just named.
fn is_told_of(behind: &str) -> bool {
    WORDS.told.begin(behind)
}
