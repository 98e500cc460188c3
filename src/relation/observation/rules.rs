//! The word lists that observations are read with.

use std::sync::LazyLock;

use crate::entity::EntityType;
use crate::extraction::{Modality, Unit};
use crate::text::Units;
use crate::text::signs::is_quoted;
use crate::text::table::Table;
use crate::text::word_list::word_lists;
use crate::text::words::Words;

word_lists! {
    static WORDS: RuleWords = "observation_rules.csv";
    /// Verbs of which an aim is the object: what follows has been done for it.
    towards,
    /// What may follow a 将 that speaks of the future.
    future,
    /// Words that make an aim of 不低于 and 不少于.
    aim,
    /// Words that make an estimate of what 将 behind them says: 预计产值将达3亿元.
    expected,
}

static MODALITY: LazyLock<Table> =
    LazyLock::new(|| Table::new(include_str!("../../../gazetteer/modality.csv")));
static COUNTED: LazyLock<Table> =
    LazyLock::new(|| Table::new(include_str!("../../../gazetteer/counted.csv")));
static INDICATORS: LazyLock<Table> =
    LazyLock::new(|| Table::new(include_str!("../../../gazetteer/indicators.csv")));

/// What an indicator is a figure of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Of {
    /// Anything.
    Any,
    /// A project or a work of infrastructure.
    Works,
    /// A road, a railway, a canal, or the project of one.
    Route,
    /// A firm.
    Firm,
    /// A firm or its work, and no park or place: registered capital.
    Company,
    /// A place or a park.
    Area,
    /// Nothing that observations are made of (a speed, a distance).
    Nothing,
}

impl Of {
    /// How many there are.
    pub(super) const COUNT: usize = 7;

    /// Whether an entity of `kind` can have such a figure.
    pub(super) fn admits(self, kind: EntityType) -> bool {
        use EntityType::{Company, Industry, Infrastructure, Park, Place, Project};
        match self {
            Self::Any | Self::Firm | Self::Works => {
                matches!(kind, Place | Company | Park | Project | Infrastructure | Industry)
            }
            Self::Route => matches!(kind, Project | Infrastructure),
            Self::Company => matches!(kind, Company | Project | Infrastructure),
            Self::Area => matches!(kind, Place | Park | Industry),
            Self::Nothing => false,
        }
    }
}

/// What is known about an indicator by one of its words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Nature {
    pub(super) of: Of,
    /// A figure of the design (总投资, 年产, 全长): it belongs to no period, and is planned until the thing is
    /// built.
    pub(super) design: bool,
    /// A figure of one thing (总投资, 年产): never of a place that only the context names.
    pub(super) thing: bool,
}

/// What a counting figure counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Counted {
    /// Something with a unit of the contract.
    As(Unit),
    /// Something that is not counted.
    Nothing,
}

/// The units and word lists, compiled.
#[derive(Clone, Debug)]
pub struct ObservationRules {
    pub(super) units: Units,
    in_text: Words<Modality>,
    in_heading: Vec<(&'static str, Modality)>,
    /// The words of `in_heading`, which most headings have none of.
    heading_words: Words,
    counted: Words<Counted>,
    indicators: Words<Nature>,
}

impl ObservationRules {
    /// The built-in lists.
    #[must_use]
    pub fn builtin() -> Self {
        let modalities = |wanted: &str| {
            MODALITY
                .rows()
                .filter(|row| row.get(2) == Some(&wanted))
                .filter_map(|row| Some((*row.first()?, modality(row.get(1)?)?)))
                .collect::<Vec<_>>()
        };
        let counted = COUNTED.rows().filter_map(|row| Some((*row.first()?, counted(row.get(1)?)?)));
        let indicators = INDICATORS.rows().filter_map(|row| {
            let of = of(row.get(1)?)?;
            Some((
                *row.first()?,
                Nature {
                    of,
                    design: matches!(*row.get(2)?, "design" | "thing"),
                    thing: *row.get(2)? == "thing",
                },
            ))
        });
        Self {
            units: Units::builtin(),
            in_text: Words::new(modalities("text")),
            in_heading: modalities("heading"),
            heading_words: Words::new(modalities("heading").iter().map(|(word, _)| (*word, ())).collect()),
            counted: Words::new(counted.collect()),
            indicators: Words::new(indicators.collect()),
        }
    }

    /// The last word of modality in `text`.
    pub(super) fn last_modality(&self, text: &str) -> Option<Modality> {
        let meant = |at: usize, word: &str| {
            let (before, after) = (&text[..at], &text[at + word.len()..]);
            // “领航计划”企业 is a name.
            if is_quoted(before, after) {
                return false;
            }
            match word {
                // 将 is also 把; 计划 is also a noun.
                "将" => WORDS.future.begin(unquoted(after)) && !WORDS.expected.are_in(last_clause(before)),
                "计划" | "规划" => {
                    !after.is_empty() && !before.ends_with("按照") && !after.starts_with('的')
                }
                "提出" => !after.starts_with(['的', '了']),
                "目标" => {
                    // 锚定“千亿”目标,… tells what has been done for it.
                    let clause = before.rsplit([',', ';', ':', '。']).next().unwrap_or(before);
                    let ends = after.is_empty() || after.starts_with([',', '不', '定', '要', '相']);
                    // 以建成强县为目标,… does so, too.
                    let towards = || before.ends_with('为') && clause.contains('以');
                    !(after.starts_with("任务")
                        || after.starts_with(['的', '值', '责'])
                        || before.ends_with("战略")
                        || ends && (towards() || WORDS.towards.are_in(clause)))
                }
                "已" => !after.starts_with("经济"),
                "设计" => after.starts_with('年') || after.starts_with("产能") || after.starts_with("日"),
                "储备" => !after.starts_with("库"),
                // What money is allotted has been so.
                "安排" => !after.contains("资金"),
                "不低于" | "不少于" => WORDS.aim.are_in(before),
                // 争取上级资金, 争取专项债券 tell what was got.
                "争取" => !["资金", "债券", "预算内"].iter().any(|word| after.contains(word)),
                "要求" => after.starts_with([',', ':', '年', '今', '全']),
                _ => true,
            }
        };
        self.in_text.last(text, meant).map(|(_, _, modality)| modality)
    }

    /// What a heading says about the modality of its section.
    pub(super) fn heading_modality(&self, heading: &str) -> Option<Modality> {
        if !self.heading_words.are_in(heading) {
            return None;
        }
        self.in_heading.iter().find(|(word, _)| heading.contains(word)).map(|(_, modality)| *modality)
    }

    /// The last counted noun in `text`, with the offset behind it.
    pub(super) fn last_counted(&self, text: &str) -> Option<(usize, Counted)> {
        self.counted.last(text, |_, _| true).map(|(at, noun, counted)| (at + noun.len(), counted))
    }

    /// The first counted noun in `text`, with the offset behind it.
    pub(super) fn first_counted(&self, text: &str) -> Option<(usize, Counted)> {
        self.counted.first(text).map(|(at, noun, counted)| (at + noun.len(), counted))
    }

    /// What the words of an indicator say about it; the one that ends last counts.
    pub(super) fn nature(&self, indicator: &str) -> Option<Nature> {
        // 甲县境内|73公里, 境内路段 are a road's; 甲县境内耕地 is the county's.
        let of_place = |rest: &&str| !rest.is_empty() && !rest.ends_with(['路', '段', '线', '程', '长']);
        let told = indicator.strip_prefix("境内").filter(of_place).unwrap_or(indicator);
        self.indicators.last_ending(told).map(|(_, nature)| nature)
    }
}

fn modality(word: &str) -> Option<Modality> {
    Some(match word {
        "actual" => Modality::Actual,
        "target" => Modality::Target,
        "planned" => Modality::Planned,
        "estimate" => Modality::Estimate,
        _ => return None,
    })
}

fn counted(word: &str) -> Option<Counted> {
    Some(match word {
        "enterprise" => Counted::As(Unit::Enterprise),
        "project" => Counted::As(Unit::Project),
        "household" => Counted::As(Unit::Household),
        "item" => Counted::As(Unit::Item),
        "none" => Counted::Nothing,
        _ => return None,
    })
}

fn of(word: &str) -> Option<Of> {
    Some(match word {
        "any" => Of::Any,
        "works" => Of::Works,
        "route" => Of::Route,
        "firm" => Of::Firm,
        "company" => Of::Company,
        "area" => Of::Area,
        "none" => Of::Nothing,
        _ => return None,
    })
}

/// What stands behind the last mark of `words`.
fn last_clause(words: &str) -> &str {
    words.rsplit([',', ';', ':', '。']).next().unwrap_or(words)
}

/// `words` from behind what stands in quotes at their beginning, where that is a word or two: “集中”|开工.
fn unquoted(words: &str) -> &str {
    /// The longest such word, in bytes.
    const LONG: usize = 12;
    let quoted = words.strip_prefix('“').and_then(|inside| inside.split_once('”'));
    quoted.filter(|(inside, _)| inside.len() <= LONG).map_or(words, |(_, behind)| behind)
}
