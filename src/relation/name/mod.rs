//! What a name says about the thing that it names: 昭通市工业和信息化局 is in 昭通市.

mod whereabouts;

use std::cell::OnceCell;

use super::firms::Firms;
use super::reference::new_ref;
use super::reference::{is_rank, linked, meaning};
use super::regions::Regions;
use super::rule::{Position, Rule, RuleSet};
use super::trade::{self, Reading};
use super::{Directness, Statement};
use crate::entity::EntityType;
use crate::extraction::{EntityRef, Object, Predicate};
use crate::gazetteer::Gazetteer;
use crate::linking::{LinkedMention, Resolution};
use crate::mention::Origin;
use crate::text::NormalizedSpan;
use crate::text::phase;
use crate::text::word_list::word_lists;

word_lists! {
    static WORDS: NameWords = "name.csv";
    /// Words behind a product that let it be what a project turns out: not those of 动力电池回收 and
    /// 家具市场.
    made,
    /// Words that name a kind of park rather than its industry.
    kind_of_park,
    /// What the names of lines end with, on which there are stations and junctions.
    line,
    /// What stands on a line, called after the place that this passes through there.
    stop,
}

/// Runs the name rules over the mentions, which are in order, outer before nested.
pub(super) fn apply(
    rules: &RuleSet,
    text: &str,
    mentions: &[LinkedMention],
    gazetteer: &Gazetteer,
    out: &mut Vec<Statement>,
) {
    let firms = Firms::new(text, mentions, gazetteer);
    let regions = Regions::new(mentions, gazetteer);
    let mut at = 0;
    let mut last: Option<&LinkedMention> = None;
    while at < mentions.len() {
        let outer = &mentions[at];
        let before = last.replace(outer).filter(|last| last.mention.span.end == outer.mention.span.start);
        let mut end = at + 1;
        while mentions.get(end).is_some_and(|inner| outer.mention.span.contains(inner.mention.span)) {
            end += 1;
        }
        // Of the firm inside 甲县乙公司技改项目 its own name tells, too.
        for (offset, firm) in mentions[at + 1..end].iter().enumerate() {
            let inner = &mentions[at + 2 + offset..end];
            if outer.mention.kind == EntityType::Project
                && firm.mention.kind == EntityType::Company
                && let Some(entity) = meaning(firm, gazetteer)
            {
                let name = Name {
                    outer: firm,
                    entity,
                    inner,
                    text,
                    gazetteer,
                    firms: &firms,
                    regions: &regions,
                    before: None,
                    trade: OnceCell::new(),
                };
                rules.name_rules(EntityType::Company).for_each(|rule| name.apply(rule, out));
            }
        }
        if !outer.mention.nested
            && !is_rank(outer, text)
            && (end > at + 1 || outer.mention.kind == EntityType::Project)
            && !says_nothing(outer, text)
            && let Some(entity) = meaning(outer, gazetteer)
        {
            let name = Name {
                outer,
                entity,
                inner: &mentions[at + 1..end],
                text,
                gazetteer,
                firms: &firms,
                regions: &regions,
                before,
                trade: OnceCell::new(),
            };
            let about = || rules.name_rules(outer.mention.kind);
            let before = out.len();
            about().filter(|rule| rule.reads.is_some()).for_each(|rule| name.apply(rule, out));
            let told = out[before..].iter().any(|found| found.predicate != Predicate::Undertakes);
            // 特种玻璃|项目 is of 特种玻璃 and not of the 玻璃 in it.
            let less = |rule: &&Rule| told && rule.inner.iter().all(|kind| is_trade(*kind));
            about().filter(|rule| rule.reads.is_none() && !less(rule)).for_each(|rule| name.apply(rule, out));
        }
        at = end;
    }
}

fn is_trade(kind: EntityType) -> bool {
    matches!(kind, EntityType::Industry | EntityType::Product)
}

/// Whether the words behind a park in the name of a project leave nothing but the building of the park itself:
/// 甲产业园|项目, 甲工业园|(乙)项目.
fn is_the_park(behind: &str) -> bool {
    let behind = behind
        .strip_prefix('(')
        .and_then(|inside| inside.split_once(')'))
        .map_or(behind, |(_, behind)| behind);
    matches!(behind, "项目" | "工程" | "建设项目" | "建设工程") || phase::leading(behind).is_some()
}

/// Whether a production line is called after nothing but what it turns out, 年产5万吨甲生产线: it is its firm that makes that.
fn is_bare_line(name: &str) -> bool {
    let measured = name.starts_with(|c: char| c.is_ascii_digit())
        || ["年产", "日产", "月产", "年加工", "日处理"].iter().any(|word| name.starts_with(word));
    measured && name.ends_with("产线")
}

/// One name with the names inside it.
struct Name<'a> {
    outer: &'a LinkedMention,
    entity: EntityRef,
    inner: &'a [LinkedMention],
    text: &'a str,
    gazetteer: &'a Gazetteer,
    firms: &'a Firms,
    regions: &'a Regions,
    /// The name that ends where this one begins.
    before: Option<&'a LinkedMention>,
    /// Where the words begin that say of what trade it is.
    trade: OnceCell<usize>,
}

impl Name<'_> {
    fn apply(&self, rule: &Rule, out: &mut Vec<Statement>) {
        if rule.predicate == Predicate::Produces && is_bare_line(self.outer.mention.span.of(self.text)) {
            return;
        }
        if let Some(reading) = rule.reads {
            for (subject, object) in self.read(reading) {
                self.state(rule, subject, object, out);
            }
            return;
        }
        let fitting = || self.inner.iter().filter(|mention| self.is_fitting(rule, mention));
        let others: Vec<EntityRef> = match rule.predicate {
            Predicate::Undertakes => self.firm(fitting().next()).into_iter().collect(),
            _ if rule.inner.contains(&EntityType::Place) => self
                .place(fitting())
                .and_then(|mention| meaning(mention, self.gazetteer))
                .or_else(|| self.place_of_known(rule))
                .into_iter()
                .collect(),
            _ => {
                let first = fitting().min_by_key(|mention| mention.mention.span.start);
                first.and_then(|mention| meaning(mention, self.gazetteer)).into_iter().collect()
            }
        };
        for other in others.into_iter().filter(|other| other.entity != self.entity.entity) {
            // A firm undertakes what is named after it: the inner name is then the subject.
            let (subject, object) = match rule.predicate {
                Predicate::Undertakes => (other, self.entity.clone()),
                _ => (self.entity.clone(), other),
            };
            self.state(rule, subject, object, out);
        }
    }

    fn state(&self, rule: &Rule, subject: EntityRef, object: EntityRef, out: &mut Vec<Statement>) {
        out.push(Statement {
            subject,
            predicate: rule.predicate,
            object: Object::Entity(object),
            rule: rule.id.clone(),
            confidence: rule.confidence,
            directness: Directness::Name,
            aimed: false,
            reached: None,
            evidence: self.outer.mention.span,
        });
    }

    /// Where the places and firms end that the name begins with.
    fn behind_owners(&self) -> usize {
        let outer = self.outer.mention.span;
        let owners = |mention: &&LinkedMention| {
            matches!(mention.mention.kind, EntityType::Place | EntityType::Company | EntityType::Park)
        };
        let mut start = outer.start;
        for owner in self.inner.iter().filter(owners) {
            if owner.mention.span.start <= start && owner.mention.span != outer {
                start = start.max(owner.mention.span.end);
            }
        }
        let start = start.max(outer.start + self.firms.brand_of(&self.text[outer.start..outer.end]));
        let start = start + self.firms.brand_of(&self.text[start..outer.end]);
        let own = trade::firm_before(&self.text[outer.start..outer.end]).map_or(0, str::len);
        start.max(outer.start + own)
    }

    /// The subjects and objects that a reading finds.
    fn read(&self, reading: Reading) -> Vec<(EntityRef, EntityRef)> {
        let own = || self.entity.clone();
        match reading {
            Reading::Line => self.line().into_iter().collect(),
            Reading::Ends => self.ends().into_iter().map(|end| (own(), end)).collect(),
            Reading::Owner => self.owner().into_iter().map(|owner| (owner, own())).collect(),
            Reading::Goods => self.goods().into_iter().map(|goods| (own(), goods)).collect(),
            Reading::Sector => self.sector().map(|sector| (own(), sector)).into_iter().collect(),
        }
    }

    /// Where the words begin that say of what trade it is, behind the places and firms that the name begins with.
    fn trade_start(&self) -> usize {
        *self.trade.get_or_init(|| self.behind_owners())
    }

    /// The goods that the name of a project says it turns out.
    fn goods(&self) -> Vec<EntityRef> {
        let start = self.trade_start();
        // A place further on is the brand of something else: 甲集团|河南基地.
        if self.inner.iter().any(|mention| self.stands_apart(mention, start)) {
            return Vec::new();
        }
        let goods = trade::goods(&self.text[start..self.outer.mention.span.end]);
        goods.into_iter().map(|words| self.known_or_new(words, EntityType::Product)).collect()
    }

    /// The sector that the name of a park says it is for.
    fn sector(&self) -> Option<EntityRef> {
        let start = self.trade_start();
        let trade =
            |mention: &&LinkedMention| is_trade(mention.mention.kind) && mention.mention.span.start >= start;
        let named = self.inner.iter().filter(trade).map(|mention| mention.mention.span.start).min();
        let words = &self.text[start..self.outer.mention.span.end];
        let sector = trade::sector(words, named.map(|named| named - start))?;
        Some(self.known_or_new(sector, EntityType::Industry))
    }

    /// The firm that stands before the capacity of a project, where no name is found there.
    fn owner(&self) -> Option<EntityRef> {
        let outer = self.outer.mention.span;
        let owner = trade::owner(&self.text[outer.start..outer.end])?;
        let end = outer.start + owner.len();
        // 青石|煤化工|5万吨……: what a brand trades in may stand behind it.
        let named = self.inner.iter().any(|mention| {
            let span = mention.mention.span;
            let trade = is_trade(mention.mention.kind) && span.start > outer.start;
            let long = mention.mention.kind == EntityType::Company && self.is_long(span);
            span.start < end && !(trade && span.end == end) && !long
        });
        (!named).then(|| self.firm_of(owner))
    }

    fn known_or_new(&self, words: &str, kind: EntityType) -> EntityRef {
        self.known(words, kind).unwrap_or_else(|| new_ref(words, kind))
    }

    /// The line that this is a stop of, and the place that the stop is called after.
    fn line(&self) -> Option<(EntityRef, EntityRef)> {
        let line = self.before.filter(|line| line.mention.kind == EntityType::Infrastructure)?;
        let outer = self.outer.mention.span;
        if !WORDS.line.end(line.mention.span.of(self.text)) || !WORDS.stop.end(outer.of(self.text)) {
            return None;
        }
        let at_start = |mention: &&LinkedMention| {
            mention.mention.kind == EntityType::Place && mention.mention.span.start == outer.start
        };
        let place = self.inner.iter().filter(at_start).max_by_key(|place| place.mention.span.end)?;
        Some((meaning(line, self.gazetteer)?, meaning(place, self.gazetteer)?))
    }

    /// The firm of the document whose name has these words, or else one of that name.
    fn firm_of(&self, words: &str) -> EntityRef {
        self.firms.bearing(words).unwrap_or_else(|| new_ref(words, EntityType::Company))
    }

    /// Whether a mention inside, behind what the name begins with, keeps the words there from being goods: a place, a
    /// firm, or a sector that they are (生物医药|项目).
    fn stands_apart(&self, mention: &LinkedMention, start: usize) -> bool {
        let span = mention.mention.span;
        let owner = matches!(mention.mention.kind, EntityType::Place | EntityType::Company);
        let sector = mention.mention.kind == EntityType::Industry
            && span.start == start
            && trade::is_undertaking(&self.text[span.end..self.outer.mention.span.end]);
        span.start >= start && (owner || sector)
    }

    /// The mention inside that has these words, or for goods those at their end: what stands before 光伏玻璃 may be a
    /// brand, two characters before 玻璃 make other goods of it.
    fn known(&self, words: &str, kind: EntityType) -> Option<EntityRef> {
        let says = |mention: &&LinkedMention| {
            let name = mention.mention.span.of(self.text);
            mention.mention.kind == kind
                && words.strip_suffix(name).is_some_and(|before| {
                    before.is_empty() || name.chars().nth(2).is_some() || before.chars().count() != 2
                })
        };
        self.inner.iter().find(says).and_then(|mention| meaning(mention, self.gazetteer))
    }

    fn is_fitting(&self, rule: &Rule, mention: &LinkedMention) -> bool {
        let (span, outer) = (mention.mention.span, self.outer.mention.span);
        if span == outer || !outer.contains(span) {
            return false;
        }
        let behind = &self.text[span.end..outer.end];
        let place = mention.mention.kind == EntityType::Place;
        let name = outer.of(self.text);
        rule.inner.contains(&mention.mention.kind)
            && (rule.behind.is_empty() || rule.behind.iter().any(|words| words == behind))
            && !rule.unless_ends.end(name)
            && !(mention.mention.kind == EntityType::Company && (self.is_cut(span.end) || self.is_long(span)))
            // 雄安|集团: the short form of a park says where the firm comes from.
            && !(mention.mention.kind == EntityType::Park
                && span.of(self.text).chars().nth(2).is_none())
            && (place && self.is_where(mention) || !place && !self.inside_firm(mention))
            && !(mention.mention.kind == EntityType::Park && is_the_park(behind))
            && !(mention.mention.kind == EntityType::Industry
                && WORDS.kind_of_park.has(span.of(self.text)))
            && !(mention.mention.kind == EntityType::Product
                && !behind.is_empty()
                && !WORDS.made.begin(behind))
            && (rule.at != Position::Start || span.start == outer.start)
    }

    /// Whether a name inside goes on over `position`: 恒瑞新能源|汽车零部件 is no firm 恒瑞新能源.
    fn is_cut(&self, position: usize) -> bool {
        self.inner.iter().any(|other| {
            is_trade(other.mention.kind)
                && other.mention.span.start < position
                && position < other.mention.span.end
        })
    }

    /// Whether what a name begins with goes on behind 集团 or 公司: 青石集团|氨纶 is no firm.
    fn is_long(&self, span: NormalizedSpan) -> bool {
        let outer = self.outer.mention.span;
        let own = trade::firm_before(&self.text[outer.start..outer.end]);
        let whole =
            ["公司", "集团", "厂", "社", "行", "场"].iter().any(|end| span.of(self.text).ends_with(end));
        span.start == outer.start && !whole && own.is_some_and(|own| span.len() > own.len())
    }

    /// Whether a mention stands inside the name of a firm inside, and so says something of the firm:
    /// 恒合轮胎有限公司|子午胎项目.
    fn inside_firm(&self, mention: &LinkedMention) -> bool {
        self.inner.iter().any(|firm| {
            firm.mention.kind == EntityType::Company
                && firm.mention.span != mention.mention.span
                && firm.mention.span.contains(mention.mention.span)
        })
    }

    /// The firm that the name of a project begins with: the one found inside, as the document knows it, or one that
    /// the document names elsewhere.
    fn firm(&self, inner: Option<&LinkedMention>) -> Option<EntityRef> {
        let outer = self.outer.mention.span;
        let name = outer.of(self.text);
        let behind = self.inner.iter().filter(|inner| inner.mention.kind == EntityType::Place);
        let behind = behind
            .filter(|place| place.mention.span.start == outer.start)
            .max_by_key(|place| place.mention.span.end);
        // 甲市|乙新能源|材料项目
        let placeless = &self.text[behind.map_or(outer.start, |place| place.mention.span.end)..outer.end];
        let branded = || {
            self.firms
                .of_project(placeless)
                .or_else(|| self.firms.of_brand(placeless, behind.and_then(linked), self.gazetteer))
        };
        let known = self.firms.of_project(name).or_else(branded);
        match inner {
            Some(inner) => match &inner.resolution {
                Resolution::New(new) => {
                    let behind = &self.text[inner.mention.span.end..outer.end];
                    let own =
                        || meaning(inner, self.gazetteer).filter(|_| !trade::is_made(&new.name, behind));
                    let full = ["公司", "集团", "厂"].iter().any(|end| new.name.ends_with(end));
                    let bearing = self.firms.bearing(&new.name);
                    if full { bearing.or_else(own) } else { bearing.or(known).or_else(own) }
                }
                _ => meaning(inner, self.gazetteer),
            },
            None => known,
        }
    }
}

/// Names that tell nothing of where their bearer is: streets (长江路), and short forms, of which the full form
/// tells it.
fn says_nothing(mention: &LinkedMention, text: &str) -> bool {
    let name = mention.mention.span.of(text);
    matches!(mention.mention.origin, Origin::ShortOf(_))
        || (mention.mention.kind == EntityType::Infrastructure
            && (name.ends_with(['路', '街', '巷']) || name.ends_with("大道"))
            && !name.ends_with("铁路")
            && !name.ends_with("公路"))
}
