//! Whether what a match says has been reached, is aimed at, or is denied.

use jiff::civil::Date;

use super::rule::Rule;
use crate::text::word_list::word_lists;
use crate::text::words::Words;

word_lists! {
    static WORDS: TenseWords = "tense.csv";
    /// Words that say that something has been reached.
    reached,
    /// Words that say that something is going on.
    going_on,
    /// Words of success: something has been reached unless an aim stands beside them.
    success,
    /// Aims that hold beyond their clause.
    far,
    /// Words that deny.
    denying,
    /// Words that only begin like it.
    not_denying,
    /// Times that are still to come.
    coming,
    /// Words before what is only thought of.
    supposed,
    /// Verbs of what is to be done: 谋划.
    intends,
    /// Verbs that a sentence about what is to be done begins with.
    orders,
    /// Words of what has been done: 完成.
    done,
    /// Aims that are what was done where a time is looked back on: 去年推动甲项目投产.
    effort,
    /// Times that are looked back on.
    over,
    /// Verbs of what comes into a plan.
    enters,
    /// What is still to come where 可 or 能 stands before it.
    possible,
}

/// The day from which a document looks at what it tells.
#[derive(Clone, Copy, Debug)]
pub(super) struct Tense {
    date: Option<Date>,
    /// Where no date is known: the latest year that the document speaks of without aiming at it.
    latest: Option<i16>,
}

impl Tense {
    /// `title` names the year that the document is about, if it does: a bulletin of 2024 that came out in April 2025 looks
    /// back on all months.
    pub(super) fn new(date: Option<Date>, title: &str, latest: Option<i16>) -> Self {
        let past =
            |year: i16, date: Date| (year + 1 == date.year()).then(|| Date::new(year, 12, 31).ok()).flatten();
        let end = year(title).zip(date).and_then(|(year, date)| past(year, date));
        Self { date: end.or(date), latest }
    }

    /// The year from which the document looks.
    pub(super) fn year(self) -> Option<i16> {
        self.date.map(Date::year)
    }

    /// Whether what a rule states is only aimed at. An aim holds for the rest of its sentence up to `;` (力争A建成,B投产),
    /// unless the clause says that it is reached.
    /// `inside` is the words of the match without the names in it; `reviewed`: the section looks back.
    pub(super) fn is_hedged(self, rule: &Rule, before: &str, inside: &str, reviewed: bool) -> bool {
        if rule.unless_before.is_empty() {
            return false;
        }
        // 一期计划明年投产;|二期后年建成: the aim goes on with the next phase.
        let parted = before.rsplit(';').next().unwrap_or(before);
        let start = format!("{parted}{inside}");
        let phase = ["二期", "三期", "四期"].iter().any(|phase| start.starts_with(phase));
        let before = if phase { before } else { parted };
        let clause = before.rsplit([',', ':']).next().unwrap_or(before);
        let here = |words: &Words| words.are_in(clause) || words.are_in(inside);
        let coming = || self.is_to_come(clause) || self.is_to_come(inside);
        if has_been_reached(clause) || has_been_reached(inside) {
            return false;
        }
        // 甲项目力争开工,乙项目正在|做前期工作
        let lasts = matches!(rule.value.as_deref(), Some("preparing" | "construction"));
        // 前期工作正在|推进: what makes the stage another one is no aim.
        if lasts && rule.otherwise.is_some() && here(&WORDS.going_on) {
            return false;
        }
        let over = || reviewed || self.is_past(before) || WORDS.over.are_in(before);
        let wanted = |aim: &str| !(WORDS.effort.has(aim) && over());
        // 甲项目|实现投产 has come true, |实现|甲项目投产 is wanted.
        if aims(rule, clause).any(wanted) || aims(rule, inside).any(|aim| aim != "实现" && wanted(aim)) {
            return true;
        }
        // 年内启动甲项目: what is planned is to come.
        let planned = rule.value.as_deref() == Some("planned");
        if rule.otherwise.is_some()
            && !planned
            && (coming() && !self.is_past(inside) || self.is_coming(inside))
        {
            return true;
        }
        // 将于5月开工,|10月投产
        let holds = |at: usize, aim: &str| {
            WORDS.far.has(aim) || aim == "将" && before[at + aim.len()..].starts_with('于')
        };
        !here(&WORDS.success)
            && rule.unless_before.all(before).any(|(at, aim, ())| holds(at, aim) && wanted(aim))
    }

    /// Whether words speak of a time to come. 一年内 is how long something took, and 2022年底 is as late as its year.
    fn is_to_come(self, words: &str) -> bool {
        WORDS.coming.all(words).any(|(at, word, ())| {
            let before = &words[..at];
            let long = before.ends_with(|c: char| c.is_ascii_digit() || "一两二三四五半".contains(c));
            let named = year(&words[..at + word.len()]).filter(|_| word.starts_with('年') && long);
            match (named, self.date, self.latest) {
                (Some(year), Some(date), _) => year >= date.year(),
                (Some(year), None, Some(latest)) => year > latest,
                _ => word != "年内" || !long,
            }
        })
    }

    /// Whether words name a year before the document's.
    fn is_past(self, words: &str) -> bool {
        year(words).zip(self.date).is_some_and(|(year, date)| year < date.year())
    }

    /// Whether words name a year or a month after the document's date.
    fn is_coming(self, words: &str) -> bool {
        if self.date.is_none() {
            return year(words).zip(self.latest).is_some_and(|(year, latest)| year > latest);
        }
        // 2020年8月开工,当年12月投产: the year that was named before.
        let named = ["同年", "当年"].iter().any(|year| words.contains(year));
        let Some(date) = self.date.filter(|_| !named) else { return false };
        let month = number_before(words, '月').filter(|month| (1..=12).contains(month));
        match (year(words), month) {
            (Some(year), _) if year != date.year() => year > date.year(),
            (_, Some(month)) => month > i16::from(date.month()),
            _ => false,
        }
    }
}

/// The aims of a rule that words hold, and not as a part of another word: 主|要.
fn aims<'a>(rule: &'a Rule, words: &'a str) -> impl Iterator<Item = &'a str> {
    let whole =
        |at: usize, aim: &str| aim != "要" || !words[..at].ends_with(['主', '重', '必', '首', '纲', '需']);
    rule.unless_before.all(words).filter_map(move |(at, aim, ())| whole(at, aim).then_some(aim))
}

/// The number before the first `unit` that has one.
fn number_before(words: &str, unit: char) -> Option<i16> {
    words.match_indices(unit).find_map(|(at, _)| {
        let digits = words[..at].bytes().rev().take_while(u8::is_ascii_digit).count();
        words[at - digits..at].parse().ok()
    })
}

fn year(words: &str) -> Option<i16> {
    number_before(words, '年').filter(|year| (1900..2200).contains(year))
}

/// Whether words say that something has been reached.
pub(super) fn is_reached(words: &str) -> bool {
    has_been_reached(words) || words.contains("目前") || words.contains("截至")
}

/// Whether a word for it is there; 3月30|日前 is a date.
fn has_been_reached(words: &str) -> bool {
    let dated = |at: usize, word: &str| word == "日前" && words[..at].ends_with(|c: char| c.is_ascii_digit());
    // 已|纳入计划开工项目: what has been planned.
    let planned = |at: usize, word: &str| WORDS.enters.begin(&words[at + word.len()..]);
    WORDS.reached.all(words).any(|(at, word, ())| !dated(at, word) && !planned(at, word))
}

/// Whether a sentence of verbs without subjects lists what is to be done: 建成甲项目,谋划乙项目,确保丙项目开工;
/// 加快推进甲项目,建成乙项目.
pub(super) fn is_intended(sentence: &str) -> bool {
    let begins = WORDS.orders.begin(sentence) && sentence.contains(',');
    (begins || WORDS.intends.are_in(sentence)) && !WORDS.done.are_in(sentence)
}

/// Whether what is told can be reached, and isn't yet: 6月底可|试生产, 年内即可|投产; 产能|投产 and 许可|使用 are other words.
pub(super) fn is_possible(words: &str) -> bool {
    WORDS.possible.all(words).any(|(at, ..)| {
        let mut before = &words[..at];
        while let Some(shorter) = ["正式", "全面", "实现"].iter().find_map(|word| before.strip_suffix(word))
        {
            before = shorter;
        }
        let able = before.strip_suffix('能');
        before.ends_with('可') && !before.ends_with("许可")
            || able.is_some_and(|before| {
                before.ends_with(['就', '才', '便', '即', '底', '内', '前', '月', '年', '将'])
            })
    })
}

/// Whether the words before a match make it a supposition.
pub(super) fn is_supposed(before: &str) -> bool {
    WORDS.supposed.are_in(before)
}

/// From where on in `words` what is told is only supposed.
pub(super) fn supposed_from(words: &str) -> Option<usize> {
    WORDS.supposed.first_end(words)
}

/// Whether the words of a match, without the names in it, deny what the rule states.
pub(super) fn is_negated(rule: &Rule, words: &str) -> bool {
    let pattern = rule.pattern.as_deref().unwrap_or("");
    WORDS
        .denying
        .all(words)
        .any(|(at, denial, ())| !WORDS.not_denying.begin(&words[at..]) && !pattern.contains(denial))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn months_and_years_after_the_document_are_coming() {
        let tense = Tense::new(Some(jiff::civil::date(2024, 8, 22)), "", None);
        for (words, expected) in [
            ("9月开工", true),
            ("今年3月开工", false),
            ("2025年3月投产", true),
            ("2023年12月投产", false),
            ("8月开工", false),
            ("开工", false),
        ] {
            assert_eq!(tense.is_coming(words), expected, "{words}");
        }
    }
}
