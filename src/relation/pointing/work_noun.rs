//! Nouns that a clause begins with and that point to a work before it: 全线, 该水库.

use super::WORDS;
use crate::extraction::EntityRef;
use crate::relation::reference::new_ref;
use crate::text::signs::is_counting;

/// One of them.
#[derive(Clone, Copy, Debug)]
pub(in crate::relation) enum WorkNoun {
    /// 全线: the last road, railway or pipeline.
    Line(&'static str),
    /// 该水库: the last work that is called so.
    Plant(&'static str),
}

impl WorkNoun {
    /// The noun that `words` begin with, unless its number follows: 隧道20座.
    pub(in crate::relation) fn beginning(words: &str) -> Option<Self> {
        let noun = WORDS.plant.beginning(words).map(|(word, ())| Self::Plant(word));
        let noun = noun.or_else(|| WORDS.work.beginning(words).map(|(word, ())| Self::Line(word)))?;
        let behind = &words[noun.word().len()..];
        let counted = behind.starts_with(|c: char| c.is_ascii_digit());
        // 高速公路5000公里 are all of them.
        (!counted && !behind.starts_with("公路")).then_some(noun)
    }

    /// Whether it may tell of all roads or railways as well as of one: 铁路投资3亿元.
    pub(in crate::relation) fn is_of_many(self) -> bool {
        matches!(self.word(), "铁路" | "高铁" | "高速")
    }

    pub(in crate::relation) fn word(self) -> &'static str {
        match self {
            Self::Line(word) | Self::Plant(word) => word,
        }
    }

    /// Whether no word in it says that a certain one is meant.
    pub(in crate::relation) fn is_bare(self) -> bool {
        !self.word().starts_with(['该', '这', '本'])
    }

    /// Whether it can mean a work of this name.
    pub(in crate::relation) fn fits(self, name: &str) -> bool {
        match self {
            Self::Line(_) => WORDS.line.are_in(name),
            Self::Plant(_) => name.contains(self.kind()),
        }
    }

    /// What a work is called that it means.
    fn kind(self) -> &'static str {
        let word = self.word();
        ["该", "这条", "这座"].iter().find_map(|this| word.strip_prefix(this)).unwrap_or(word)
    }

    /// Of the works before it, the nearest first, each with where it begins, the one that it means. A bare noun means one of
    /// its passage, which begins at `start`; only a line may be that of the passage before, from `near` on, or of those
    /// before that where they speak of no other.
    pub(in crate::relation) fn choose(
        self,
        near: usize,
        start: usize,
        works: impl Iterator<Item = (usize, EntityRef)>,
    ) -> Option<EntityRef> {
        /// How many works are looked through.
        const REACH: usize = 40;
        let whole = |(at, work): (usize, EntityRef)| (at, station_of(&work).unwrap_or(work));
        let works: Vec<(usize, EntityRef)> = works.take(REACH).map(whole).collect();
        let (here, before) = works.split_at(works.iter().take_while(|(at, _)| *at >= start).count());
        let fitting = |works| fitting(self, works);
        let found = fitting(here).or_else(|| match self {
            _ if self.is_bare() && !here.is_empty() => None,
            Self::Plant(_) if self.is_bare() => {
                let beside = before.iter().take_while(|(at, _)| *at >= near).count();
                let mut all =
                    before[..beside].iter().map(|(_, work)| work).filter(|work| self.fits(&work.label));
                let first = all.next()?;
                all.all(|work| work.entity == first.entity).then_some(first)
            }
            Self::Line(_) if self.is_bare() => {
                let beside = before.iter().take_while(|(at, _)| *at >= near).count();
                fitting(&before[..beside]).or_else(|| {
                    let line = fitting(before)?;
                    let other = |work: &EntityRef| self.fits(&work.label) && work.entity != line.entity;
                    (!before.iter().any(|(_, work)| other(work))).then_some(line)
                })
            }
            _ => fitting(before),
        });
        found.cloned()
    }
}

/// The power station that a unit of it belongs to: 甲电站 of 甲电站1号机组, 甲电站二期工程3号机组.
fn station_of(work: &EntityRef) -> Option<EntityRef> {
    let unit = work.label.strip_suffix("号机组")?;
    let part = unit.trim_end_matches(is_counting);
    let phase = part.strip_suffix("期工程").map(|part| part.trim_end_matches(is_counting));
    Some(new_ref(phase.unwrap_or(part), work.kind))
}

/// The first of `works` that a noun can mean; 甲水库 rather than 甲水库工程.
fn fitting(noun: WorkNoun, works: &[(usize, EntityRef)]) -> Option<&EntityRef> {
    let mut fitting = works.iter().map(|(_, work)| work).filter(|work| noun.fits(&work.label));
    let called = |work: &&EntityRef| matches!(noun, WorkNoun::Line(_)) || work.label.ends_with(noun.kind());
    let first = fitting.clone().find(called);
    first.or_else(|| fitting.next())
}
