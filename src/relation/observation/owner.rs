//! Of what a figure is: chooses among what [`super::subject`] offers.

use super::named::Named;
use super::rules::Of;
use super::sentence::{Line, Previous, Reader, Spot};
use super::series;
use super::subject::{Basis, Candidate, Subjects, is_flow, is_own};
use crate::entity::EntityType;
use crate::extraction::{EntityRef, Unit};
use crate::relation::topic::collective_noun;
use crate::text::phase;
use crate::text::word_list::word_lists;
use crate::text::{Measure, NormalizedSpan, Quantity};

word_lists! {
    static WORDS: OwnerWords = "owner.csv";
    /// Words that say that a figure is of all phases of a work.
    whole,
    /// Verbs between a cost and the firm that is founded.
    founds,
    /// Verbs between a cost and what is built with it.
    builds,
    /// What firms earn and sell.
    earned,
    /// What stands between a figure and that of another place which it is compared with.
    compared,
    /// The whole that a place is compared with when it has no name here.
    larger,
}

/// Whether an indicator is one of what firms earn and sell.
pub(super) fn is_earned(indicator: &str) -> bool {
    WORDS.earned.are_in(indicator)
}

/// What a figure is of, and how that was found.
type Owners = (Vec<EntityRef>, Basis);

/// The work that a sentence begins with, where nothing else is named up to the figure: 甲项目投资3亿元;建设厂房,|建筑面积2万平方米.
fn opening_work<'f>(frame: &'f Line<'_>, quantity: &Quantity) -> Option<&'f EntityRef> {
    let mut before =
        frame.candidates.iter().take_while(|candidate| candidate.span.end <= quantity.span.start);
    let work = before.next().filter(|first| {
        first.leads
            && !first.listed
            && matches!(first.entity.kind, EntityType::Project | EntityType::Infrastructure)
    })?;
    before.next().is_none().then_some(&work.entity)
}

/// One owner that the sentence names.
fn here(owner: EntityRef) -> Owners {
    (vec![owner], Basis::Sentence)
}

impl Reader<'_> {
    /// What the figure at `spot` is of, among what `of` admits; `design`: it is one of what is being built.
    pub(super) fn subject(&self, spot: Spot<'_>, named: &Named, of: Of, design: bool) -> Option<Owners> {
        if let Some(other) = self.compared(spot, &named.indicator) {
            return other.map(here);
        }
        let Spot { frame, quantity, around, .. } = spot;
        if let Some(noted) = self.noted(spot, of) {
            return noted.map(here);
        }
        let before = &self.source.text.text[around.clause..quantity.span.start];
        let (of, design) = match of {
            // 分别在甲县投资5亿元、乙县投资3亿元: where a firm puts its money.
            Of::Works if is_spent_at(before, &named.indicator) => (Of::Firm, false),
            // What will be once it stands is of a work: 达产后年销售收入3亿元.
            Of::Any
                if self.is_after_completion(frame, quantity, around)
                    && !is_expanding(frame, quantity, around.clause) =>
            {
                (Of::Works, true)
            }
            _ => (of, design),
        };
        let told = self.goes_on(spot, named, of, design).or_else(|| self.told_of(spot, named, of));
        if told.is_none() && self.is_of_all(spot) {
            return self.whole_of_all(spot, named);
        }
        told.or_else(|| self.nearest(spot, named, of, design))
            .or_else(|| self.beyond(spot, named, of, design))
    }

    /// The owner of the figure before, where the words say that this one goes on with it, or the work whose phases were
    /// told one by one.
    fn goes_on(&self, spot: Spot<'_>, named: &Named, of: Of, design: bool) -> Option<Owners> {
        let Spot { at, frame, quantity, around, previous, .. } = spot;
        let text = &self.source.text.text;
        let same = |previous: &Previous| (previous.subjects.clone(), previous.basis);
        if let Some(previous) = previous.filter(|previous| {
            text[around.clause..quantity.span.start].contains("分别在")
                && named.indicator.ends_with("投资")
                && text[previous.end..quantity.span.start].starts_with('、')
        }) {
            return Some(same(previous));
        }
        // 全部建成后: not only what was named last.
        let clause = &text[frame.sentence.span.start..quantity.span.start];
        if design
            && WORDS.whole.are_in(clause)
            && let Some(whole) = self.subjects.whole_work(at)
        {
            return Some((vec![whole], Basis::Passage));
        }
        let previous = previous.filter(|previous| admits(of, &previous.subjects))?;
        if named.inherited {
            // 甲公司产值3亿元,乙公司增长5%: the words are those before, the subject is not.
            let own = frame.candidates.iter().rev().find(|candidate| {
                candidate.span.end <= quantity.span.start
                    && candidate.span.start >= previous.end.max(around.clause)
                    && of.admits(candidate.entity.kind)
                    && !candidate.listed
            });
            return Some(own.map_or_else(|| same(previous), |own| here(own.entity.clone())));
        }
        // 签约项目23个、总投资64亿元: the money is that of the projects counted.
        let money = quantity.measure.is_money()
            && ["投资", "金额", "资金"].iter().any(|word| named.indicator.contains(word));
        let counted = previous.counted.is_some_and(|(unit, _)| unit == Unit::Project)
            && !text[previous.end..quantity.span.start].contains(';');
        let other = || {
            frame.candidates.iter().any(|candidate| {
                candidate.span.start >= previous.end && candidate.span.end <= quantity.span.start
            })
        };
        // 签约项目23个,包括投资6亿元的|甲项目
        let of_one = || self.attributed(frame, quantity).is_some();
        (money && counted && !other() && !of_one()).then(|| same(previous))
    }

    /// The owner that the words around the figure tie to it.
    fn told_of(&self, spot: Spot<'_>, named: &Named, of: Of) -> Option<Owners> {
        let Spot { frame, quantity, around, .. } = spot;
        if quantity.measure.is_money()
            && named.indicator.ends_with("投资")
            && let Some(built) = self.invested_in(frame, quantity).or_else(|| self.founded(frame, quantity))
        {
            return Some(here(built));
        }
        if let Some(owner) = self.attributed(frame, quantity).filter(|owner| of.admits(owner.kind)) {
            return Some(here(owner));
        }
        let words = NormalizedSpan::new(around.clause, quantity.span.start);
        let text = &self.source.text.text;
        let places = series::all_of(&frame.candidates, text, words, named.unit == Unit::Percent)?;
        (places.is_empty() || admits(of, &places)).then_some((places, Basis::Sentence))
    }

    /// Whether a figure is of several projects, all together: 三个项目共完成投资5亿元, 甲产业园等农业项目12个总投资3亿元.
    fn is_of_all(&self, spot: Spot<'_>) -> bool {
        let Spot { frame, quantity, around, .. } = spot;
        let text = &self.source.text.text;
        let start = frame.sentence.span.start.max(around.part);
        let Some((noun, end)) = collective_noun(&text[start..quantity.span.start]) else { return false };
        let (noun, end) = (start + noun, start + end);
        // 甲园等19个项目 are all of them; what is named behind the noun has its own figures, and a place before it has those of all.
        let own = frame.candidates.iter().any(|candidate| {
            let span = candidate.span;
            let listed = span.end <= noun && text[span.end..noun].contains('等');
            // 全省|八大支柱产业项目
            let of_place = candidate.entity.kind == EntityType::Place && span.end <= noun;
            let here = span.start >= start && span.end <= quantity.span.start;
            here && !of_place && !(listed && span.start < end)
        });
        !own && text[noun..end].contains("项目")
    }

    /// The place, the park or the firm that has them; no project, not even the one that the document is about.
    fn whole_of_all(&self, spot: Spot<'_>, named: &Named) -> Option<Owners> {
        let whole = |(owners, _): &Owners| {
            use EntityType::{Company, Park, Place};
            owners.iter().all(|owner| matches!(owner.kind, Place | Park | Company))
        };
        let owners = self.nearest(spot, named, Of::Any, false).filter(whole);
        let (owners, _) = owners.or_else(|| self.beyond(spot, named, Of::Any, false).filter(whole))?;
        Some((owners, Basis::Sentence))
    }

    /// The nearest thing before the figure in its sentence, or what the clause before was of.
    fn nearest(&self, spot: Spot<'_>, named: &Named, of: Of, design: bool) -> Option<Owners> {
        let Spot { frame, quantity, around, previous, .. } = spot;
        let head = self.head(frame, of);
        let works = design || of == Of::Works || named.indicator.contains("投资");
        let flow = of != Of::Works && is_earned(&named.indicator);
        // 选址甲路以北,占地120亩,日处理垃圾1200吨: no figures of the road.
        let roads = !matches!(
            quantity.measure,
            Measure::Ton
                | Measure::Mu
                | Measure::SquareMetre
                | Measure::CubicMetre
                | Measure::Kilowatt
                | Measure::Megawatt
                | Measure::KilowattHour
        );
        let (clause, part) = (around.clause, around.part);
        let nearest =
            Subjects::nearest(&frame.candidates, of, quantity.span.start, clause, part, flow, roads);
        if let Some(found) = nearest.filter(|found| head.is_none_or(|head| !found.is_field_of(head, works))) {
            return Some(here(found.entity.clone()));
        }
        // 甲产业园总投资12亿元,一期用地520亩: what the clause before was of, when nothing else is named.
        let previous = previous.filter(|previous| {
            // 规上企业36家,产值58亿元: of those that were counted.
            (previous.basis == Basis::Sentence || previous.is_of_works() || previous.counted.is_some())
                && previous.evidence >= around.part
                && admits(of, &previous.subjects)
        })?;
        Some((previous.subjects.clone(), previous.basis))
    }

    /// What the sentences before, the passage or the document are about.
    fn beyond(&self, spot: Spot<'_>, named: &Named, of: Of, design: bool) -> Option<Owners> {
        let Spot { at, frame, .. } = spot;
        // 其中主线192公里: of what the sentence before was of.
        if self.source.text.text[frame.sentence.span.start..].starts_with("其中")
            && let Some(earlier) = self.earlier.as_ref().filter(|earlier| admits(of, &earlier.subjects))
        {
            return Some((earlier.subjects.clone(), Basis::Passage));
        }
        if let Some(head) = self.head(frame, of) {
            return Some((vec![head.clone()], Basis::Passage));
        }
        if design && let Some(work) = opening_work(frame, spot.quantity).filter(|work| of.admits(work.kind)) {
            return Some(here(work.clone()));
        }
        let topic = frame.topics.get(2 * of as usize + usize::from(design))?.get_or_init(|| {
            let own = self.subjects.has_speaker(&frame.sentence);
            if own { None } else { self.subjects.topic(at, of, design) }
        });
        // What is told of the place or the park in a paragraph about a sector is that of the sector there.
        let sector = self.subjects.sector(frame.sentence.passage).filter(|sector| of.admits(sector.kind));
        let whole = |topic: &EntityRef| matches!(topic.kind, EntityType::Place | EntityType::Park);
        let of_sector =
            is_own(&named.indicator) || is_flow(&named.indicator) && topic.as_ref().is_none_or(whole);
        if let Some(sector) = sector.filter(|_| of_sector) {
            return Some((vec![sector.clone()], Basis::Passage));
        }
        if let Some(topic) = topic {
            return Some((vec![topic.clone()], Basis::Passage));
        }
        // 产业园分三期实施。一期投资3亿元: a park that is being built is a work.
        let part = &self.source.text.text[spot.around.part.max(frame.sentence.span.start)..];
        if (phase::leading(&named.indicator).is_some() || phase::leading(part).is_some())
            && let Some(whole) = self.subjects.whole_work(at)
        {
            return Some((vec![whole], Basis::Passage));
        }
        let passage = frame.sentence.passage;
        let own = |place: &EntityRef| of.admits(place.kind) && !self.subjects.is_aside(passage, place);
        let placed = self.placed.borrow().clone().filter(own);
        let scope = || self.subjects.scope(passage, of);
        let scope = match placed {
            Some(place) if scope().is_none_or(|scope| scope.kind == EntityType::Place) => Some(place),
            _ => scope(),
        };
        scope.map(|entity| (vec![entity], Basis::Scope))
    }

    /// What the passage is an entry of, where the figure can be of that.
    fn head(&self, frame: &Line<'_>, of: Of) -> Option<&EntityRef> {
        self.subjects.head(frame.sentence.passage).filter(|head| of.admits(head.kind))
    }

    /// The place that a figure is of with which another is compared: 低于甲省人均收入|28568元. The inner one is none where
    /// that place is the whole country or another that isn't named: 低于全国|8.1%的平均数.
    fn compared(&self, spot: Spot<'_>, indicator: &str) -> Option<Option<EntityRef>> {
        let Spot { quantity, around, .. } = spot;
        let text = &self.source.text.text;
        let (at, word, ()) = WORDS.compared.last(&text[around.clause..quantity.span.start], |_, _| true)?;
        let from = around.clause + at + word.len();
        // 高于全国2个百分点, 高于全国平均水平3% tell of the difference.
        let is_own = |words: &str| {
            !words.is_empty() && indicator.ends_with(words) && !words.ends_with(['平', '均'])
                || text[quantity.span.end..].starts_with("的平均")
        };
        if let Some(words) = WORDS.larger.without_prefix(&text[from..quantity.span.start]) {
            return is_own(words).then_some(None);
        }
        let (place, end) = self.subjects.named_with_end(from)?;
        let own = place.kind == EntityType::Place && is_own(text.get(end..quantity.span.start)?);
        own.then_some(Some(place))
    }

    /// The thing directly behind 全长46公里的, 占地300亩的.
    fn attributed(&self, frame: &Line<'_>, quantity: &Quantity) -> Option<EntityRef> {
        let text = &self.source.text.text;
        let measured = |quantity: &Quantity| {
            !matches!(quantity.measure, Measure::Count(_) | Measure::Percent | Measure::Point)
        };
        let end = self.measured_with(frame, quantity, measured);
        let start = end + '的'.len_utf8();
        if !measured(quantity) || !text[end..].starts_with('的') {
            return None;
        }
        let found = frame.candidates.iter().find(|candidate| candidate.span.start == start);
        let own = found.filter(|found| found.entity.kind != EntityType::Place && !found.listed);
        // 引进投资3亿元的甲公司、投资2亿元的乙公司等企业: each has its own.
        let each = || {
            use EntityType::{Company, Infrastructure, Park, Project};
            let has = |thing: &EntityRef| matches!(thing.kind, Company | Infrastructure | Park | Project);
            let firm = self.subjects.named_at(start).filter(has)?;
            let one_by_one = frame.quantities.iter().filter(|other| {
                other.measure == quantity.measure && text[other.span.end..].starts_with('的')
            });
            (quantity.measure.is_money() && one_by_one.count() > 1).then_some(firm)
        };
        own.map(|own| own.entity.clone()).or_else(each)
    }

    /// Where the last of the measures ends that a quantity is coordinated with: 投资3亿元、占地60亩|的.
    fn measured_with(
        &self,
        frame: &Line<'_>,
        quantity: &Quantity,
        measured: impl Fn(&Quantity) -> bool,
    ) -> usize {
        /// The longest words between two, in bytes.
        const LONG: usize = 36;
        let text = &self.source.text.text;
        let mut end = quantity.span.end;
        for next in frame.quantities.iter().filter(|next| next.span.start > quantity.span.end) {
            let between = text.get(end..next.span.start).and_then(|between| between.strip_prefix('、'));
            let plain = between.is_some_and(|between| {
                between.len() <= LONG && !between.contains(['、', ',', ';', '。', '的'])
            });
            let named = frame
                .candidates
                .iter()
                .any(|candidate| candidate.span.start >= end && candidate.span.end <= next.span.start);
            if !plain || named || !measured(next) {
                break;
            }
            end = next.span.end;
        }
        end
    }

    /// The firm behind 投资3亿元创办的.
    fn founded(&self, frame: &Line<'_>, quantity: &Quantity) -> Option<EntityRef> {
        let text = &self.source.text.text;
        let found = frame.candidates.iter().find(|candidate| candidate.span.start >= quantity.span.end)?;
        let between = &text[quantity.span.end..found.span.start];
        let founds = matches!(WORDS.founds.without_prefix(between), Some("" | "的" | "了"));
        (found.entity.kind == EntityType::Company && founds).then(|| found.entity.clone())
    }

    /// The project behind 投资3亿元的, 投资3亿元建设.
    pub(super) fn invested_in(&self, frame: &Line<'_>, quantity: &Quantity) -> Option<EntityRef> {
        let text = &self.source.text.text;
        let found = frame.candidates.iter().find(|candidate| {
            candidate.span.start >= quantity.span.end
                && matches!(
                    candidate.entity.kind,
                    EntityType::Project | EntityType::Infrastructure | EntityType::Park
                )
        })?;
        let between = &text[quantity.span.end..found.span.start];
        // 总投资3亿元,建设年产5万吨乙项目
        let next = between.strip_prefix(',').and_then(|next| WORDS.builds.without_prefix(next));
        // 总投资3亿元|甲项目
        let beside = between.is_empty() && found.entity.kind == EntityType::Project;
        let leads = beside || between.starts_with('的') || WORDS.builds.are_in(between);
        let same = leads && between.len() <= 60 && !between.contains([',', ';']);
        (same || next == Some("")).then(|| found.entity.clone())
    }
}

/// Whether a figure that `of` admits can be of the first of `subjects`.
fn admits(of: Of, subjects: &[EntityRef]) -> bool {
    subjects.first().is_some_and(|entity| of.admits(entity.kind))
}

/// Whether a sentence tells before a figure what the firm that it begins with builds, and names no work: 甲公司投资3亿元扩建,投产后
/// 年产值5亿元.
fn is_expanding(frame: &Line<'_>, quantity: &Quantity, clause: usize) -> bool {
    let before = || frame.candidates.iter().filter(|candidate| candidate.span.end <= quantity.span.start);
    let works = |kind| matches!(kind, EntityType::Project | EntityType::Infrastructure | EntityType::Park);
    let firm = |candidate: &Candidate| {
        candidate.entity.kind == EntityType::Company && (candidate.opens || candidate.span.start >= clause)
    };
    before().any(firm) && !before().any(|candidate| works(candidate.entity.kind))
}

/// Whether the words before a figure say where money is spent: 分别在甲县投资.
fn is_spent_at(clause: &str, indicator: &str) -> bool {
    indicator.ends_with("投资") && clause.contains("分别在") && !clause.contains(['的', '由'])
}
