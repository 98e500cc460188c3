//! Which of the names inside a name a rule is about, and which firm the name of a work tells of.

use super::{Name, WORDS, is_listed_stop, is_trade};
use crate::entity::EntityType;
use crate::extraction::EntityRef;
use crate::linking::{LinkedMention, Resolution};
use crate::relation::reference::{linked, meaning};
use crate::relation::rule::{Position, Rule};
use crate::relation::trade;
use crate::text::{NormalizedSpan, phase};

/// Whether the words behind a park in the name of a project leave nothing but the building of the park itself:
/// 甲产业园|项目, 甲工业园|(乙)项目.
fn is_the_park(behind: &str) -> bool {
    let behind = behind
        .strip_prefix('(')
        .and_then(|inside| inside.split_once(')'))
        .map_or(behind, |(_, behind)| behind);
    matches!(behind, "项目" | "工程" | "建设项目" | "建设工程") || phase::leading(behind).is_some()
}

/// Whether a sector in the name of a project is what it is of: nothing but what is built stands behind it, if anything (恒远|
/// 精细化工, 恒远|核电|一期), or what is built for sectors (声光传感|产业总部项目). What is done with goods is no sector of its own:
/// 香菇深加工|二期.
fn is_sector_of(sector: &str, behind: &str) -> bool {
    !sector.ends_with("加工")
        && (behind.is_empty() || trade::is_undertaking(behind) || WORDS.behind_sector.begin(behind))
}

impl Name<'_> {
    /// Whether a rule is about a name inside.
    pub(super) fn is_fitting(&self, rule: &Rule, mention: &LinkedMention) -> bool {
        let (span, outer) = (mention.mention.span, self.outer.mention.span);
        // 安元环保、恒昱新材等项目: a work that is called by nothing but its firm.
        let by_firm =
            self.outer.mention.kind == EntityType::Project && mention.mention.kind == EntityType::Company;
        if span == outer && !by_firm && !self.is_listed_stop() || !outer.contains(span) {
            return false;
        }
        let behind = &self.text[span.end..outer.end];
        let place = mention.mention.kind == EntityType::Place;
        let name = outer.of(self.text);
        rule.inner.contains(&mention.mention.kind)
            && (rule.behind.is_empty()
                || rule.behind.iter().any(|words| words == behind)
                || mention.mention.kind == EntityType::Industry && is_sector_of(span.of(self.text), behind))
            && !rule.unless_ends.end(name)
            && !(mention.mention.kind == EntityType::Company
                && (self.is_cut(span.end) || self.is_long(span) || self.is_end_of_brand(span)))
            // 雄安|集团: the short form of a park says where the firm comes from.
            && !(mention.mention.kind == EntityType::Park
                && span.of(self.text).chars().nth(2).is_none())
            && !(place && self.is_end_of_line(rule, span))
            && (place && self.is_where(mention) || !place && !self.inside_firm(mention))
            && !(mention.mention.kind == EntityType::Park && is_the_park(behind))
            && !(mention.mention.kind == EntityType::Industry
                && WORDS.kind_of_park.has(span.of(self.text)))
            && !(mention.mention.kind == EntityType::Product
                && !behind.is_empty()
                && !WORDS.made.begin(behind))
            && (rule.at != Position::Start || span.start == outer.start)
    }

    /// 京云高速|拓宽: whether a place inside is where a line inside comes from.
    fn is_end_of_line(&self, rule: &Rule, place: NormalizedSpan) -> bool {
        self.inner.iter().any(|line| {
            let span = line.mention.span;
            line.mention.kind == EntityType::Infrastructure
                && span.contains(place)
                && rule.unless_ends.end(span.of(self.text))
        })
    }

    /// Whether this is a station in a list, which may be called by nothing but its place.
    pub(super) fn is_listed_stop(&self) -> bool {
        is_listed_stop(self.outer, self.text)
    }

    /// Whether a name inside goes on over `position`: 恒瑞新能源|汽车零部件 is no firm 恒瑞新能源.
    fn is_cut(&self, position: usize) -> bool {
        self.inner.iter().any(|other| {
            is_trade(other.mention.kind)
                && other.mention.span.start < position
                && position < other.mention.span.end
        })
    }

    /// Whether the short name of a firm is the end of a longer brand: 大昌|国远|正极材料项目.
    fn is_end_of_brand(&self, span: NormalizedSpan) -> bool {
        /// How many bytes the short names have that end other words.
        const SHORT: usize = "国远科".len();
        let outer = self.outer.mention.span;
        let before = &self.text[outer.start..span.start];
        let touched = || self.inner.iter().any(|other| other.mention.span.end == span.start);
        span.len() <= SHORT
            && (2..=3).contains(&before.chars().count())
            && before.chars().all(|c| c.is_alphabetic() && !c.is_ascii())
            && !touched()
    }

    /// Whether what a name begins with goes on behind 集团 or 公司: 青石集团|氨纶 is no firm.
    pub(super) fn is_long(&self, span: NormalizedSpan) -> bool {
        let outer = self.outer.mention.span;
        let own = trade::firm_before(&self.text[outer.start..outer.end]);
        let whole =
            ["公司", "集团", "厂", "社", "行", "场"].iter().any(|end| span.of(self.text).ends_with(end));
        span.start == outer.start && !whole && own.is_some_and(|own| span.len() > own.len())
    }

    /// Whether a mention stands inside the name of a firm inside, and so says something of the firm:
    /// 恒合轮胎有限公司|子午胎项目.
    pub(super) fn inside_firm(&self, mention: &LinkedMention) -> bool {
        self.inner.iter().any(|firm| {
            firm.mention.kind == EntityType::Company
                && firm.mention.span != mention.mention.span
                && firm.mention.span.contains(mention.mention.span)
        })
    }

    /// The firm that the name of a project begins with: the one found inside, as the document knows it, or one that
    /// the document names elsewhere.
    pub(super) fn firm(&self, inner: Option<&LinkedMention>) -> Option<EntityRef> {
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
