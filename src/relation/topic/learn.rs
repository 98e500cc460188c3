//! What the clauses behind a clause are about: what it speaks of, and not what it only mentions.

use super::clause::Group;
use super::opening::OPENING;
use super::{Topics, WORDS, family};
use crate::entity::EntityType;
use crate::relation::item::Item;
use crate::relation::list::separator;
use crate::relation::met::{self, is_met};
use crate::relation::pointing::is_timed;
use crate::relation::related::{is_attribute, is_related};
use crate::text::NormalizedSpan;

/// Which of the topics are subjects of the sentence.
#[derive(Debug, Default)]
pub(super) struct Subjects {
    work: bool,
    company: bool,
    park: bool,
}

impl Subjects {
    /// Whether a firm is the subject of the sentence.
    pub(super) fn leads_with_firm(&self) -> bool {
        self.company
    }
}

/// What a clause speaks of, and whether it begins with it.
type Spoken = Option<(Group, bool)>;

impl Topics {
    /// What a clause speaks of is the topic of the clauses after it.
    pub(super) fn learn(&mut self, text: &str, clause: NormalizedSpan, items: &[Item], number: usize) {
        let mut at = 0;
        let (mut work, mut company, mut park): (Spoken, Spoken, Spoken) = (None, None, None);
        while at < items.len() {
            let named = Named::new(text, clause, items, at);
            let group = (number + at, number + named.end);
            at = named.end;
            let kind = named.kind();
            if named.is_owner() || named.is_aside() {
                continue;
            }
            // 甲公司建设的乙项目,位于……: the project is spoken of, and who builds it only on the way.
            if kind == EntityType::Project && named.before().ends_with('的') {
                company = None;
            }
            if named.is_founder(self.subjects.company) || named.is_used() {
                continue;
            }
            // A park that is being built is a work.
            let built = WORDS.builds.end(named.before());
            if built && kind == EntityType::Park {
                work = Some((group, true));
            }
            let opens = named.opens();
            if kind == EntityType::Park && !opens && named.is_developed() {
                continue;
            }
            let slot = match kind {
                EntityType::Project => &mut work,
                EntityType::Company => &mut company,
                EntityType::Park => &mut park,
                _ => continue,
            };
            // What opens a clause is its subject; of others the last.
            if !matches!(slot, Some((_, true))) {
                *slot = Some((group, opens || built && kind == EntityType::Project));
            }
        }
        take(&mut self.work, &mut self.subjects.work, work);
        take(&mut self.company, &mut self.subjects.company, company);
        take(&mut self.park, &mut self.subjects.park, park);
    }
}

/// Lets what a clause speaks of be the topic, unless the sentence has a subject and the clause only mentions it.
fn take(topic: &mut Option<Group>, is_subject: &mut bool, spoken: Spoken) {
    if let Some((group, opens)) = spoken.filter(|(_, opens)| *opens || !*is_subject) {
        *topic = Some(group);
        *is_subject = opens;
    }
}

/// An item of a clause with those of its kind that are enumerated with it.
struct Named<'a> {
    text: &'a str,
    clause: NormalizedSpan,
    items: &'a [Item],
    at: usize,
    end: usize,
}

impl<'a> Named<'a> {
    fn new(text: &'a str, clause: NormalizedSpan, items: &'a [Item], at: usize) -> Self {
        let kind = family(items[at].kind);
        let mut end = at + 1;
        while let (Some(last), Some(following)) = (items.get(end - 1), items.get(end)) {
            let between = &text[last.span.end..following.span.start];
            let joined = separator(between).is_some_and(|length| length == between.len());
            // 甲公司与乙公司签约,投资…… is about 甲公司.
            let dealt = kind == EntityType::Company && matches!(between, "与" | "同");
            // 甲高速与乙高速|交于丙枢纽 is about 甲高速.
            let met = || {
                matches!(between, "与" | "同" | "和")
                    && met::WORDS.meets.begin(&text[following.span.end..clause.end])
            };
            if !joined || dealt || family(following.kind) != kind || met() {
                break;
            }
            end += 1;
        }
        Self { text, clause, items, at, end }
    }

    fn first(&self) -> &'a Item {
        &self.items[self.at]
    }

    /// Of what kind they are; infrastructure is told of as projects are.
    fn kind(&self) -> EntityType {
        family(self.first().kind)
    }

    fn span(&self) -> NormalizedSpan {
        NormalizedSpan::new(self.first().span.start, self.items[self.end - 1].span.end)
    }

    /// The words of the clause before them.
    fn before(&self) -> &'a str {
        &self.text[self.clause.start..self.first().span.start]
    }

    /// The words of the clause behind them.
    fn behind(&self) -> &'a str {
        &self.text[self.span().end..self.clause.end]
    }

    /// 系|甲公司|全资子公司: whether they are the parent, which isn't what is spoken of, or only dealt with.
    fn is_owner(&self) -> bool {
        // 甲集团|旗下|乙公司投资……: the subsidiary does.
        let owns = || {
            self.items.get(self.end).is_some_and(|next| {
                next.kind == EntityType::Company
                    && matches!(
                        &self.text[self.span().end..next.span.start],
                        "旗下"
                            | "旗下的"
                            | "下属"
                            | "下属的"
                            | "所属"
                            | "所属的"
                            | "控股的"
                            | "旗下企业"
                            | "全资子公司"
                            | "子公司"
                            | "控股子公司"
                    )
            })
        };
        self.kind() == EntityType::Company && (owns() || is_related(self.text, self.span()))
    }

    /// 乙高铁设丙站, 与丁中心联动: whether they are met on the way, or tell of what another thing is.
    fn is_aside(&self) -> bool {
        let first = self.first();
        let before = self.items[..self.at].iter().rev().map(|item| item.span);
        // 其中甲、|乙南|为新建站: what a list calls a station is no topic.
        let listed = first.entity.as_ref().is_some_and(|station| {
            station.label.ends_with('站') && !first.span.of(self.text).ends_with('站')
        });
        first.kind == EntityType::Infrastructure && (listed || is_met(self.text, first.span, before))
            || is_attribute(self.text, first.span)
    }

    /// 甲公司由|乙集团、丙集团|合资兴办,……: whether they founded what is spoken of; `told` is whether that was named in a
    /// clause before.
    fn is_founder(&self, told: bool) -> bool {
        let before = self.before();
        self.kind() == EntityType::Company
            && before.ends_with('由')
            && (self.items[..self.at].iter().any(|item| item.kind == EntityType::Company)
                || before == "由" && told)
            && WORDS.founded.are_in(self.behind())
    }

    /// 依托|甲园区,……, 支持|甲公司、乙公司|延伸产业链,……: what somebody builds on or helps is not what is spoken of.
    fn is_used(&self) -> bool {
        let behind = |words: &[&str]| words.iter().any(|word| self.before().ends_with(word));
        matches!(self.kind(), EntityType::Company | EntityType::Park)
            && behind(&["依托", "借助", "凭借", "借力"])
            || self.kind() == EntityType::Company && behind(&["支持", "鼓励", "引导", "扶持", "督促", "助力"])
    }

    /// 加快甲园区建设,……: whether what is done to them is told, and what follows is rather about the place.
    fn is_developed(&self) -> bool {
        WORDS.developed.begin(self.behind())
    }

    /// Whether the clause begins with them: 其中|甲公司成立于…….
    fn opens(&self) -> bool {
        let offset = self.before().len();
        offset <= 3 || offset <= OPENING && is_timed(self.before())
    }
}
