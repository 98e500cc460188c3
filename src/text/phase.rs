//! The phases that a work is built in, one after the other: 一期, 二期.

/// How a phase is called.
const PHASES: [&str; 5] = ["一期", "二期", "三期", "四期", "首期"];

/// The phase that the words begin with.
pub(crate) fn leading(words: &str) -> Option<&'static str> {
    PHASES.into_iter().find(|phase| words.starts_with(phase))
}

/// The name of the whole work of which `name` is a phase: 甲项目 of 甲项目一期.
pub(crate) fn whole(name: &str) -> Option<&str> {
    PHASES.into_iter().find_map(|phase| name.strip_suffix(phase))
}

/// The phase that stands somewhere in `name`, and the name without it: 二期 and 甲基地项目 of 甲基地二期项目.
pub(crate) fn parted(name: &str) -> Option<(&'static str, String)> {
    PHASES.into_iter().find_map(|phase| name.split_once(phase).map(|(a, b)| (phase, format!("{a}{b}"))))
}

/// The phase that the words name, if it is not part of `whole`.
pub(crate) fn named_beside(words: &str, whole: &str) -> Option<&'static str> {
    PHASES.into_iter().find(|phase| words.contains(phase) && !whole.contains(phase))
}
