//! What a name says of where its bearer is, and which places the name of a route joins.

use super::Name;
use crate::entity::{EntityId, EntityType, PlaceLevel};
use crate::extraction::EntityRef;
use crate::linking::{LinkedMention, Resolution};
use crate::relation::reference::{entity_ref, linked, meaning};
use crate::relation::rule::Rule;
use crate::relation::trade;
use crate::text::NormalizedSpan;
use crate::text::word_list::word_lists;

word_lists! {
    static WORDS: WhereaboutsWords = "whereabouts.csv";
    /// What says that a name of a firm is whole.
    whole,
    /// Branches, which are in the place right before.
    branch,
}

impl Name<'_> {
    /// The places inside that the name joins: 甲县至乙县公路.
    pub(super) fn ends(&self) -> Vec<EntityRef> {
        let ends = self.inner.iter().filter(|inner| inner.mention.kind == EntityType::Place);
        // 甲县至乙市丙县公路 ends in the last of 乙市丙县.
        let deeper = |place: &&LinkedMention| {
            let at = place.mention.span.end;
            self.inner
                .iter()
                .any(|other| other.mention.kind == EntityType::Place && other.mention.span.start == at)
        };
        let wide = |place: &LinkedMention| {
            let level = linked(place).and_then(|place| self.gazetteer.entity(place).level);
            level.is_some_and(|level| level <= PlaceLevel::Province)
        };
        ends.filter(|place| self.is_end(place.mention.span) && !deeper(place) && !wide(place))
            .filter_map(|place| meaning(place, self.gazetteer))
            .collect()
    }

    /// 恒远高科·|云溪|智造园: whether a place stands behind the dot that parts it from whose it is.
    fn is_dotted(&self, place: NormalizedSpan) -> bool {
        self.text[self.outer.mention.span.start..place.start].ends_with('·')
    }

    /// Whether a place inside is one that a route begins or ends at.
    fn is_end(&self, place: NormalizedSpan) -> bool {
        let outer = self.outer.mention.span;
        let mut start = place.start;
        while let Some(wider) = self
            .inner
            .iter()
            .find(|other| other.mention.kind == EntityType::Place && other.mention.span.end == start)
        {
            start = wider.mention.span.start;
        }
        let (before, behind) = (&self.text[outer.start..start], &self.text[place.end..outer.end]);
        // 甲县|(乙镇)至丙县, 甲县|经乙县至丙县
        let remark = behind.strip_prefix('(').and_then(|inside| inside.split_once(')'));
        let behind = remark.map_or(behind, |(_, behind)| behind);
        // 甲县—乙县高速公路
        let dash = |words: &str| words.starts_with(['-', '—', '–']);
        let dashed = |words: &str| words.ends_with(['-', '—', '–']);
        before.ends_with(['至', '到'])
            || behind.starts_with(['至', '到'])
            || behind.starts_with('经') && behind.contains('至')
            || self.outer.mention.kind == EntityType::Infrastructure && (dashed(before) || dash(behind))
    }

    /// Whether a place inside says where the bearer of the name is. It stands at the beginning, behind another place
    /// or a firm, or in brackets, or it has its level with it; 汉源重工 and 太湖山 are other words.
    pub(super) fn is_where(&self, mention: &LinkedMention) -> bool {
        let (span, outer) = (mention.mention.span, self.outer.mention.span);
        let kind = self.outer.mention.kind;
        let works = matches!(kind, EntityType::Project | EntityType::Infrastructure);
        if works && self.is_end(span) {
            return false;
        }
        let Some(place) = linked(mention) else { return false };
        let Some(level) = self.gazetteer.entity(place).level.filter(|level| level.is_division()) else {
            return false;
        };
        // 甲省自贸区, 甲省农业精品园: a province says whose the park is, and not where.
        let province = self.gazetteer.entity(place).name.ends_with(['省', '区']);
        if kind == EntityType::Park && level == PlaceLevel::Province && province {
            return false;
        }
        // 西安|黑河水库: what stands right behind a place is not where another one of its name is.
        let elsewhere = self.before.and_then(linked).is_some_and(|before| {
            let division = self.gazetteer.entity(before).level.is_some_and(PlaceLevel::is_division);
            division && !self.gazetteer.is_within(place, before) && !self.gazetteer.is_within(before, place)
        });
        if works && elsewhere && span.start == outer.start {
            return false;
        }
        let word = span.of(self.text);
        let full = word.chars().nth(2).is_some()
            && word.ends_with(['省', '市', '县', '区', '旗', '州', '盟', '镇', '乡', '村']);
        // 曹县|水库项目, 甲牧业威县有限公司: some counties have names of two characters.
        let whole_name = word.ends_with('县') && *self.gazetteer.entity(place).name == *word;
        if full || whole_name {
            return true;
        }
        // 华龙·甲城, 安吉纳: a brand that begins like the short name of a county.
        let short = kind == EntityType::Project
            && span.start == outer.start
            && outer.of(self.text).chars().nth(3).is_none();
        if short || self.text[span.end..].starts_with('·') {
            return false;
        }
        // 庐山|站 is called after the mountain as well as after the city.
        if deep_name(level) && self.is_feature(word) {
            return false;
        }
        // 甲市|乙|国际机场: an airport is its city's, whatever it is called after.
        let airport = outer.of(self.text).contains("机场") && deep_name(level);
        let of_city = |other: &LinkedMention| {
            other.mention.span.end == span.start
                && linked(other).is_some_and(|city| {
                    let city = self.gazetteer.entity(city);
                    matches!(city.level, Some(PlaceLevel::Prefecture | PlaceLevel::Province))
                        && city.name.ends_with('市')
                })
        };
        if airport && self.inner.iter().any(of_city) {
            return false;
        }
        // 甲区|八里工业区: the text says where it is; the town that it is called after is a guess.
        let told = self.before.and_then(linked).is_some_and(|before| self.gazetteer.is_within(place, before));
        if level == PlaceLevel::Township && kind == EntityType::Park && told {
            return false;
        }
        let code = self.gazetteer.entity(place).code.as_ref();
        // 全线设甲东、|乙|、丙等5座车站: among its like a county of a province that is spoken of is one.
        let sided = matches!(&self.text[span.end..outer.end], "" | "东" | "南" | "西" | "北");
        if span.start == outer.start && sided && self.is_listed_stop() {
            return code.is_some_and(|code| self.regions.speaks_of(code.as_str()));
        }
        // A short name of a district is trusted where the document is about its city.
        let deep = deep_name(level);
        // 湖南|桃江|光伏电站: what stands behind the place that it is in is no other word, but 龙凤 may be the brand of a firm.
        let within = kind != EntityType::Company
            && self.inner.iter().any(|other| {
                other.mention.span.end == span.start
                    && linked(other).is_some_and(|outer| self.gazetteer.is_within(place, outer))
            });
        if deep
            && code.is_some_and(|code| !self.regions.holds(code.as_str()))
            && !(within || kind == EntityType::Park && self.is_dotted(span))
        {
            return false;
        }
        // 桃园 begins the name of much that is not in the city across the strait.
        if kind == EntityType::Project && code.is_none() && level != PlaceLevel::Township {
            return false;
        }
        // 长春化工一期 in a document about another province: the brand of who builds it.
        // 江苏恒昱电子产品项目, too, but not 北京东六环改造工程, nor 长春水库项目 in a list of the whole country.
        let of_maker = || !trade::goods(&self.text[span.end..outer.end]).is_empty();
        if kind == EntityType::Project
            && span.start == outer.start
            && (level == PlaceLevel::Prefecture && !self.regions.are_many()
                || matches!(level, PlaceLevel::Prefecture | PlaceLevel::Province) && of_maker())
            && code.is_some_and(|code| !self.regions.near(code.as_str()))
        {
            return false;
        }
        // 金昌特纸 in a document about another province: a brand, where no legal form says that it is a whole name.
        let whole = WORDS.whole.end(outer.of(self.text));
        if kind == EntityType::Company
            && level == PlaceLevel::Prefecture
            && !whole
            && code.is_some_and(|code| !self.regions.near(code.as_str()))
        {
            return false;
        }
        let behind = &self.text[span.end..outer.end];
        let town = level == PlaceLevel::Township || level == PlaceLevel::Village;
        if behind.starts_with(GEOGRAPHIC)
            || town && kind == EntityType::Infrastructure
            // 水富|云天化|技改: a firm is called after its county where it is.
            || kind != EntityType::Company && self.inside_firm(mention) && level != PlaceLevel::County
            || kind == EntityType::Project && self.firms.begins(span.start, outer, self.text)
        {
            return false;
        }
        // 青石南|绕城|高速公路 goes around the town that it is called after.
        let around = kind == EntityType::Infrastructure
            && span.start == outer.start
            && ["绕城", "环城", "外环", "内环"].iter().any(|ring| behind.contains(ring));
        let before = &self.text[outer.start..span.start];
        let joins = |other: &LinkedMention| {
            other.mention.span.end == span.start
                && (other.mention.kind == EntityType::Place
                    || (works || deep) && other.mention.kind == EntityType::Company)
        };
        // 500千伏|镇雄输变电工程
        let is_rating = |c: char| c.is_ascii_digit() || "±×.千伏万瓦兆吨".contains(c);
        // A zone of a city is not called after a town that shares its name.
        if town && kind == EntityType::Park && outer.of(self.text).ends_with("开发区") {
            return false;
        }
        // 东电|沈阳热电有限公司: a group's short name, the place of the plant, its trade.
        let branded = kind == EntityType::Company
            && whole
            && level == PlaceLevel::Prefecture
            && (2..=3).contains(&before.chars().count())
            && span.end < outer.end
            && code.is_some_and(|code| self.regions.near(code.as_str()));
        // 新疆恒远|和田|热电项目: behind the province that it is in it is no other word; nor is 格尔木 in a firm.
        let contained = level == PlaceLevel::Prefecture
            && self.inner.iter().any(|other| {
                other.mention.span.start == outer.start
                    && linked(other).is_some_and(|outer| self.gazetteer.is_within(place, outer))
            });
        let long = whole && kind == EntityType::Company && word.chars().nth(2).is_some();
        branded
            || around
            || contained
            || long
            || kind == EntityType::Project && self.place_behind_brand() == Some(span)
            || before.trim_start_matches(is_rating).is_empty()
            || WORDS.branch.has(behind)
            || before.ends_with('(')
            || kind == EntityType::Park && self.is_dotted(span)
            || self.inner.iter().any(joins)
    }

    /// Whether a river, a mountain or a region has this very name.
    fn is_feature(&self, word: &str) -> bool {
        ["", "（山）", "（河流）", "（湖泊）"].iter().any(|kind| {
            let named = self.gazetteer.find(&EntityId::new(EntityType::Place, &format!("{word}{kind}")));
            named.is_some_and(|named| self.gazetteer.entity(named).level == Some(PlaceLevel::Feature))
        })
    }

    /// Of several places the most specific that lies in the first.
    pub(super) fn place<'m>(
        &self,
        fitting: impl Iterator<Item = &'m LinkedMention>,
    ) -> Option<&'m LinkedMention> {
        let mut fitting: Vec<&LinkedMention> = fitting.collect();
        // 长春化工(漳州)有限公司 is in the place in brackets, 甲铝业乙市分公司 where the branch is.
        let branch = |mention: &&&LinkedMention| {
            let behind = &self.text[mention.mention.span.end..self.outer.mention.span.end];
            self.text[..mention.mention.span.start].ends_with('(') || WORDS.branch.has(behind)
        };
        if let Some(&bracketed) = fitting.iter().find(branch) {
            fitting = vec![bracketed];
        }
        let first = fitting.first().and_then(|mention| linked(mention));
        fitting
            .into_iter()
            .filter(|mention| match (linked(mention), first) {
                (Some(place), Some(first)) => self.gazetteer.is_within(place, first),
                _ => true,
            })
            .max_by_key(|mention| {
                let level = linked(mention).and_then(|place| self.gazetteer.entity(place).level);
                (level.filter(|level| level.is_division()), std::cmp::Reverse(mention.mention.span.start))
            })
    }

    /// The place of the park that the name of a body, a firm or a project begins with, where the dictionary has it:
    /// 兰州高新区|党工委.
    pub(super) fn place_of_known(&self, rule: &Rule) -> Option<EntityRef> {
        let outer = self.outer.mention.span;
        let park = self.inner.iter().find(|inner| {
            inner.mention.kind == EntityType::Park && inner.mention.span.start == outer.start
        })?;
        // 宁东|至青石直流工程: the short name of a park may be that of its region.
        let whole = self.outer.mention.kind != EntityType::Project
            || park.mention.span.of(self.text).ends_with(['区', '园', '城']);
        let bears = whole
            && matches!(
                self.outer.mention.kind,
                EntityType::Organization | EntityType::Company | EntityType::Project
            )
            && !rule.unless_ends.end(outer.of(self.text));
        let Resolution::Linked(park) = park.resolution else { return None };
        match self.gazetteer.entity(park).places.as_slice() {
            [place] if bears && self.gazetteer.entity(*place).level > Some(PlaceLevel::Province) => {
                Some(entity_ref(*place, self.gazetteer))
            }
            _ => None,
        }
    }
}

/// Whether a place is below a prefecture, so that its short name is often another word.
fn deep_name(level: PlaceLevel) -> bool {
    !matches!(level, PlaceLevel::Province | PlaceLevel::Prefecture)
}

/// Words behind a place that make a river or a mountain of it.
const GEOGRAPHIC: [char; 11] = ['湾', '山', '河', '江', '湖', '源', '岛', '岭', '峡', '海', '运'];
