//! Figures that are of something else than what the words around them offer: better none than one of another thing.

use super::named::Named;
use super::rules::{Nature, Of};
use super::sentence::{Line, Reader, Spot};
use super::stranger;
use super::subject::Basis;
use super::subject::time::time_prefix;
use crate::entity::EntityType;
use crate::extraction::{EntityRef, Unit};
use crate::relation::tense::supposed_from;
use crate::text::phase;
use crate::text::word_list::word_lists;
use crate::text::{Classifier, Measure, NormalizedSpan, Quantity};

word_lists! {
    static WORDS: LeftOutWords = "left_out.csv";
    /// Words that say that a figure is of a part of the place or of more than it.
    elsewhere,
    /// What stands between a cost and the work that it is of.
    built,
    /// Words before what is only an example.
    example,
    /// What figures of works are called behind their names.
    designed,
    /// Words for the firms that a group of them has.
    subsidiary,
    /// Words for all the works of a place.
    collective,
    /// What begins words about somebody, about a single thing, or about one that is only pointed to.
    singled,
    /// Who has figures of his own where a sentence begins with him.
    person,
    /// What follows such a word where it speaks of all of them.
    persons_all,
    /// What a word that ends in 村 ends with before it where it is no name.
    village,
    /// What firms do that are counted at an event, and are none of the place's.
    attends,
    /// What a policy grants whom it is for.
    reward,
    /// Words of a clause that tells what may be granted, or how much at most.
    granted,
    /// For whom a policy is, at the end of a clause with 对.
    granted_to,
    /// The place that somebody speaks for: its figures are of no work.
    ours,
    /// What stands before an amount of goods that a place has, makes or uses, and is no name of a work.
    yields,
}

/// Whether words behind a cost say that a phase is built, and not of what: 建设|二期项目.
fn is_own_phase(words: &str) -> bool {
    WORDS.built.without_prefix(words).is_some_and(|work| phase::leading(work).is_some())
}

/// From where on a sentence tells of an example or of what is only supposed.
fn unreal_from(sentence: &str) -> Option<usize> {
    WORDS.example.first_end(sentence).into_iter().chain(supposed_from(sentence)).min()
}

impl Reader<'_> {
    /// Whether a figure that seems to be of `subject` is rather one of a thing that no mention is.
    pub(super) fn is_left_out(
        &self,
        spot: Spot<'_>,
        named: &Named,
        nature: Option<Nature>,
        subject: &EntityRef,
        basis: Basis,
    ) -> bool {
        self.is_of_policy(spot, named)
            || self.is_of_unnamed_work(spot, named, subject)
            || self.is_loose(spot, named, nature, subject.kind, basis)
            || subject.kind == EntityType::Place && self.is_of_no_place(spot, named, basis)
            || self.is_unowned(spot, named, subject.kind, basis)
            || self.is_of_stranger(spot, nature, subject, basis)
    }

    /// Whether a cost is that of a work behind it which no mention is, and not of the work before: 甲项目、投资2亿元的|综合楼|竣工.
    fn is_of_unnamed_work(&self, spot: Spot<'_>, named: &Named, subject: &EntityRef) -> bool {
        let Spot { frame, quantity, .. } = spot;
        let works =
            matches!(subject.kind, EntityType::Project | EntityType::Infrastructure | EntityType::Park);
        let text = &self.source.text.text;
        let before = &text[frame.sentence.span.start..quantity.span.start];
        let opens = before.rsplit_once(['、', ',', ';']).is_some_and(|(_, cost)| {
            matches!(cost, "投资" | "总投资" | "计划投资" | "计划总投资" | "总投资约" | "投资约")
        });
        let Some(noun) = text[quantity.span.end..frame.sentence.span.end].strip_prefix('的') else {
            return false;
        };
        let from = frame.sentence.span.end - noun.len();
        let noun = noun.split(['、', ',', ';', ':', '。']).next().unwrap_or(noun);
        let here = from..from + noun.len();
        let is_named = || {
            noun.starts_with(&*subject.label)
                || frame.candidates.iter().any(|candidate| here.contains(&candidate.span.start))
        };
        works
            && named.unit == Unit::CNY
            && opens
            && !["项目", "工程", "企业"].iter().any(|same| noun.ends_with(same))
            && !is_named()
    }

    /// Whether an amount is what a policy grants, and not what was paid: 给予最高50万元奖励, 对……的企业,分别奖励5万元.
    fn is_of_policy(&self, spot: Spot<'_>, named: &Named) -> bool {
        let Spot { frame, quantity, around, .. } = spot;
        if named.unit != Unit::CNY || named.change {
            return false;
        }
        let text = &self.source.text.text;
        let clause = &text[around.clause..quantity.span.start];
        let indicator = named.indicator.as_str();
        if WORDS.granted.end(indicator) {
            return true;
        }
        let behind = around.right.strip_prefix('的').unwrap_or(around.right);
        let reward = WORDS.reward.end(indicator) || WORDS.reward.begin(behind);
        let opening = &text[frame.sentence.span.start..quantity.span.start];
        reward && (WORDS.granted.are_in(clause) || is_for(opening))
    }

    /// Whether a figure of a thing would only be that of the place around it, 总投资 or 年产 of a county, or stands in a
    /// bracket behind nothing that could have it.
    fn is_loose(
        &self,
        spot: Spot<'_>,
        named: &Named,
        nature: Option<Nature>,
        kind: EntityType,
        basis: Basis,
    ) -> bool {
        let Spot { frame, quantity, around, .. } = spot;
        let text = &self.source.text.text;
        let of_place = kind == EntityType::Place && basis != Basis::Sentence;
        let thing = nature.is_some_and(|nature| nature.thing)
            || named.indicator.starts_with('年')
                && is_yearly(&named.indicator)
                && !named.change
                && named.unit != Unit::CNY
            || self.is_after_completion(frame, quantity, around);
        // 一期投资5亿元 is of a work, named or not.
        let phase = phase::leading(&named.indicator).is_some() && named.unit == Unit::CNY;
        let thing = thing || phase;
        let counted =
            |from: usize| text.get(from..quantity.span.start).is_some_and(|between| !between.contains(';'));
        // 签约项目总投资120亿元: of all of them, though nobody counts them.
        let all = || WORDS.collective.are_in(&text[around.part..quantity.span.start]);
        if thing && of_place && !self.projects.get().is_some_and(counted) && !all() {
            self.foreign.set(Some((around.part, quantity.span.end)));
            return true;
        }
        let bracket = nature.is_some_and(|nature| nature.design && nature.of != Of::Works)
            && text[..around.clause].ends_with('(')
            && !frame.candidates.iter().any(|candidate| candidate.span.end + 1 == around.clause);
        let inside = || frame.candidates.iter().any(|candidate| candidate.span.start >= around.clause);
        bracket && (of_place || !inside())
    }

    /// Whether a figure that seems to be of a place is one that places don't have, or of something in it.
    fn is_of_no_place(&self, spot: Spot<'_>, named: &Named, basis: Basis) -> bool {
        let Spot { frame, quantity, around, .. } = spot;
        let text = &self.source.text.text;
        let indicator = named.indicator.as_str();
        let begins = |words: &[&str]| words.iter().any(|word| indicator.starts_with(word));
        // 公司的产值: of a firm that no mention is; 出资3000万元: what partners put into one.
        let of_firm = begins(&["公司"])
            || is_of_group(indicator)
            || stranger::opens_bare(&text[frame.sentence.span.start..quantity.span.start])
            || ["出资", "注册资本", "注册资金"].iter().any(|word| indicator.ends_with(word));
        // 高新区、经开区分别完成投资: of parks that are not known here.
        let of_park = named.rule != "share" && begins(&["高新区", "经开区", "开发区"]);
        // 其总资产 is of the firm spoken of, known or not.
        let its = || {
            let words = text[around.clause..quantity.span.start].strip_prefix('其');
            words.is_some_and(|words| !words.starts_with(['中', '他', '余', '次', '它']))
        };
        // 日本羊绒加工率达30%: of the country that the clause begins with.
        let abroad = || {
            let clause = &text[around.clause..quantity.span.start];
            let begins = self.subjects.named_at(around.clause + time_prefix(clause));
            begins.is_some_and(|country| country.is_country())
        };
        // 全镇, 全国: not of the district.
        let larger = || WORDS.elsewhere.begin(indicator) || its();
        let in_scope = || {
            let opening = &text[frame.sentence.span.start..quantity.span.start];
            // 东西宽4.3公里: of something that the text describes.
            let side = quantity.measure == Measure::Kilometre
                && !indicator.ends_with("总长")
                && indicator.ends_with(['宽', '长', '深', '高', '径', '岸']);
            // 2.乙水厂。设计日供水5万吨: of the item of the list, known or not.
            // 甲市棉纺城位于……,区域面积46平方公里: of what the sentence introduces.
            side || self.subjects.is_of_unknown(frame.sentence.passage) || stranger::introduces(opening)
        };
        let of_country =
            || abroad() || ["我国", "但我国", "而我国"].iter().any(|here| indicator.starts_with(here));
        let of_larger = basis != Basis::Sentence && larger() || of_country();
        // 全镇耕地8万亩,林地3万亩: what follows is of the same.
        if of_larger || of_park {
            self.foreign.set(Some((around.part, quantity.span.end)));
        }
        // 300家企业|参展: of wherever they come from.
        let behind = around.right.get(named.behind..).unwrap_or(around.right);
        let attending = || named.unit == Unit::Enterprise && WORDS.attends.are_in(behind);
        of_firm
            || attending()
            || basis != Basis::Sentence && self.is_of_single(spot)
            || self.is_of_village(named)
            || is_capacity(spot, indicator)
            || basis == Basis::Scope && (self.is_said(spot) || self.is_of_firm(spot))
            || of_park
            || of_larger
            || basis != Basis::Sentence && self.is_headed(spot)
            || basis == Basis::Scope && (self.subjects.is_profile_of_stranger() || in_scope())
    }

    /// Whether the words tell of somebody, of a single thing, or of one that is only pointed to: 他承包鱼塘, 这家企业产值,
    /// 一辆车可节约, 8条生产线开足马力.
    fn is_of_single(&self, spot: Spot<'_>) -> bool {
        /// How far into a sentence, in bytes, a person may stand.
        const OPENING: usize = 18;
        let Spot { frame, quantity, around, .. } = spot;
        let text = &self.source.text.text;
        let starts = [frame.sentence.span.start, around.part, around.clause];
        let single = starts.into_iter().any(|from| {
            let words = text.get(from..quantity.span.start).unwrap_or_default();
            WORDS.singled.begin(&words[time_prefix(words)..])
        });
        let opening = &text[frame.sentence.span.start..quantity.span.start];
        let person = WORDS.person.first(opening).is_some_and(|(at, word, ())| {
            at <= OPENING && !WORDS.persons_all.begin(&opening[at + word.len()..])
        });
        let lines = matches!(quantity.measure, Measure::Count(Classifier::Line)) && around.left.is_empty();
        single || person || lines
    }

    /// Whether an indicator begins with a village that no mention is: 的石门村种植.
    fn is_of_village(&self, named: &Named) -> bool {
        const NAME: std::ops::RangeInclusive<usize> = 2..=3;
        let words = named.indicator.strip_prefix('的').unwrap_or(&named.indicator);
        let Some((name, rest)) = words.split_once('村') else { return false };
        NAME.contains(&name.chars().count())
            && !rest.is_empty()
            && !WORDS.village.end(name)
            && name.chars().all(char::is_alphabetic)
    }

    /// Whether the part of the sentence begins with a firm: what it counts is none of the place's.
    fn is_of_firm(&self, spot: Spot<'_>) -> bool {
        let first = spot.frame.candidates.iter().find(|candidate| candidate.opens);
        first.is_some_and(|first| {
            first.entity.kind == EntityType::Company && first.span.start == spot.around.part && !first.listed
        })
    }

    /// Whether a figure stands in what somebody says, who speaks of what is his: “今年承包鱼塘400亩,……”.
    fn is_said(&self, spot: Spot<'_>) -> bool {
        /// How much has to stand behind the quotation mark, in bytes; less is rather a name in quotes.
        const LONG: usize = 18;
        let Spot { frame, quantity, .. } = spot;
        let text = &self.source.text.text;
        let Some(passage) = self.source.text.passages.get(frame.sentence.passage) else { return false };
        let before = &text[passage.span.start..quantity.span.start];
        let open = before.rfind('“').filter(|open| !before[*open..].contains('”'));
        let Some(open) = open else { return false };
        let rest = &text[passage.span.start + open + '“'.len_utf8()..passage.span.end];
        rest.find('”').is_some_and(|close| close >= LONG && rest[..close].contains([',', '。', '!']))
    }

    /// Whether the sentence, or its part, begins with a thing that no mention is, or with a noun for one: 青石化工园区面积, 基地占地.
    fn is_headed(&self, spot: Spot<'_>) -> bool {
        let Spot { frame, quantity, around, .. } = spot;
        let text = &self.source.text.text;
        [frame.sentence.span.start, around.part, around.clause].into_iter().any(|from| {
            let words = &text[from..quantity.span.start.max(from)];
            let end = frame.quantities.iter().map(|other| other.span.start).find(|start| *start >= from);
            let words = end.and_then(|end| words.get(..end - from)).unwrap_or(words);
            let named = || {
                frame.candidates.iter().any(|candidate| {
                    candidate.span.start >= from && candidate.span.start < from + words.len()
                })
            };
            stranger::heads(words) && !named()
        })
    }

    /// Whether a figure is nobody's, or of something that the words before it only hint at.
    fn is_unowned(&self, spot: Spot<'_>, named: &Named, kind: EntityType, basis: Basis) -> bool {
        let Spot { frame, quantity, .. } = spot;
        let text = &self.source.text.text;
        // 甲铁路总投资153亿元、乙文化园总投资80亿元: the second is of a work that no mention is.
        if is_work(kind) && self.is_of_next(frame, quantity, &named.indicator) {
            return true;
        }
        // What follows 比如 or 假如 is nobody's figure.
        let opening = &text[frame.sentence.span.start..quantity.span.start];
        let unreal = *frame.unreal.get_or_init(|| unreal_from(frame.sentence.span.of(text)));
        if unreal.is_some_and(|from| from <= opening.len()) {
            return true;
        }
        // 带动园区产值 is no figure of the firm.
        let led = || {
            named.rule != "share"
                && ["园区", "全县", "全市"].iter().any(|word| named.indicator.contains(word))
        };
        let opened = || basis != Basis::Sentence && stranger::opens(opening);
        // 甲项目并网,标志着我县新能源装机容量达到50万千瓦: of the county.
        let ours = || is_work(kind) && named.rule != "share" && WORDS.ours.are_in(&named.indicator);
        kind == EntityType::Company && (opened() || led()) || ours()
    }

    /// Whether the words beside a figure name a work that it is of and no mention is; remembers where that part is.
    fn is_of_stranger(
        &self,
        spot: Spot<'_>,
        nature: Option<Nature>,
        subject: &EntityRef,
        basis: Basis,
    ) -> bool {
        let Spot { frame, quantity, around, .. } = spot;
        let text = &self.source.text.text;
        let works = is_work(subject.kind);
        let named_in = |range: &std::ops::Range<usize>| {
            frame.candidates.iter().any(|candidate| range.contains(&candidate.span.start))
        };
        // 乙公司投资3亿元的砂浆基地: of a work that the words name.
        let last = frame.candidates.iter().rev().find(|candidate| candidate.span.end <= quantity.span.start);
        let since = last.map_or(around.part, |last| last.span.end.max(around.part));
        let between = NormalizedSpan::new(since.min(quantity.span.start), quantity.span.start);
        // 甲基地位于|乙产业园|,占地300亩: a park that is named is no stranger.
        let strange = || match self.subjects.last_park(between) {
            Some(park) => {
                stranger::works(&text[since..park.start]) || stranger::works(&text[park.end..between.end])
            }
            None => stranger::works(between.of(text)),
        };
        let design = nature.is_some_and(|nature| nature.design);
        let behind = quantity.span.end..quantity.span.end + around.right.len();
        let attributed = || {
            WORDS.built.begin(around.right)
                && stranger::works(around.right)
                && !named_in(&behind)
                // 乙公司投资3亿元建设|二期项目: its own.
                && !(subject.kind == EntityType::Company && basis == Basis::Sentence && is_own_phase(around.right))
        };
        let told = !works
            && (design || self.is_after_completion(frame, quantity, around))
            && (strange() || attributed());
        // What goes on in the same part is of the same thing.
        let goes_on = || {
            (!works || basis != Basis::Sentence)
                && self.foreign.get().is_some_and(|(part, read)| {
                    part == around.part && !named_in(&(read..quantity.span.start))
                })
        };
        // 甲县引进的|乙公司|投资: a firm that is known owns what stands behind its name.
        let firm = last.filter(|last| last.entity.kind != EntityType::Place);
        let from = firm.map_or(around.from, |firm| firm.span.end.max(around.from)).min(quantity.span.start);
        let owned = || !works && stranger::owns(&text[from..quantity.span.start]);
        if told || goes_on() || owned() {
            self.foreign.set(Some((around.part, quantity.span.end)));
            return true;
        }
        let near = around.part..quantity.span.start;
        // 项目包括总投资3亿元的|甲项目: it stands behind.
        let behind = frame
            .candidates
            .iter()
            .any(|candidate| candidate.span.start >= quantity.span.end && candidate.entity == *subject);
        design && !behind && !named_in(&near) && stranger::is_named(&text[near])
    }
}

/// Whether an amount is the capacity in the name of a work that no mention is: 新上|恒昱|1200吨|核级锆.
fn is_capacity(spot: Spot<'_>, indicator: &str) -> bool {
    let Spot { quantity, around, .. } = spot;
    let capacity = matches!(quantity.measure, Measure::Ton | Measure::Megawatt | Measure::Kilowatt);
    let named = around.right.chars().next().is_some_and(char::is_alphabetic);
    capacity
        && named
        && !around.right.starts_with(['的', '以', '左', '多', '级'])
        && !WORDS.yields.end(indicator)
}

/// Whether a clause of `words` says for whom a policy is: 对首次认定的企业,.
fn is_for(words: &str) -> bool {
    words.split([',', ';', ':', '。']).any(|clause| {
        let clause =
            clause.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '.' | '(' | ')' | '、'));
        let whom = || WORDS.granted_to.end(clause) && clause.contains('对');
        clause.contains('的') && (clause.starts_with('对') || whom())
    })
}

/// Whether an indicator counts the firms that another one has: 全资子公司18家.
pub(super) fn is_of_group(indicator: &str) -> bool {
    WORDS.subsidiary.are_in(indicator)
}

/// Whether a thing of this type is built.
fn is_work(kind: EntityType) -> bool {
    matches!(kind, EntityType::Project | EntityType::Infrastructure)
}

impl Reader<'_> {
    /// Whether the words between the figure before and this one name a work that no mention is.
    fn is_of_next(&self, frame: &Line<'_>, quantity: &Quantity, indicator: &str) -> bool {
        let text = &self.source.text.text;
        let at = frame.quantities.partition_point(|other| other.span.start < quantity.span.start);
        let Some(before) = at.checked_sub(1).map(|at| frame.quantities[at]) else { return false };
        let Some(words) = text.get(before.span.end..quantity.span.start) else { return false };
        // 甲铁路(总投资153亿元)、乙文化园(总投资80亿元)
        let Some(words) = words.strip_prefix(')').unwrap_or(words).strip_prefix('、') else { return false };
        let named = frame.candidates.iter().any(|candidate| candidate.span.start >= before.span.end);
        let designed = WORDS.designed.without_suffix(words).unwrap_or(words);
        if let Some((name, _)) = words.split_once('(') {
            return !named && name.chars().count() >= 4 && stranger::ends_as_work(name);
        }
        // What the figure is called may begin with the name.
        let name = if designed.len() < words.len() { designed } else { indicator };
        !named && name.chars().count() >= 5 && stranger::ends_as_work(name)
    }
}

/// Whether words begin with what is made in a year or a day: 年转化玉米, 日处理鲜奶, but not 年末存栏 or 年发电量.
pub(super) fn is_yearly(indicator: &str) -> bool {
    indicator.strip_prefix(['年', '日']).is_some_and(|rest| {
        !rest.is_empty()
            && !rest.ends_with('量')
            && !rest.starts_with(['末', '底', '初', '内', '度', '均', '平', '前', '间', '人', '用', '常'])
    })
}
