//! Whether a dictionary hit may be read as a name where it stands, and what that costs.
//!
//! Full names are cheap. A short name that is also an ordinary word (威信, 合作) is refused unless
//! the text speaks for it: its neighbours in an enumeration, its parent before it, its full form or
//! its parent elsewhere in the document. How much must speak for it grows with the frequency of the
//! word, so that 大关 needs its prefecture and 合作 a list or its parent directly before it. Guards
//! (`gazetteer/guards.csv`) refuse, or require, what stands beside it whatever else speaks.

use std::cell::OnceCell;

use rustc_hash::FxHashSet;

use super::context::DocumentContext;
use crate::entity::{EntityType, PlaceLevel};
use crate::gazetteer::{Alias, AliasKind, FormIndex, Gazetteer, Guard, GuardAction, Hit};

/// Why a dictionary name may not be read where it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal<'g> {
    /// A guard refuses it here, or requires what is not here.
    Guard(&'g Guard),
    /// An abbreviation of one character that stands alone.
    Alone,
    /// Its level belongs to the next word: 盐津|县城, 长沙|市长.
    Seat,
    /// The given name of a person whose whole name fills the line.
    Person,
    /// Too little speaks for a name that is also an ordinary word.
    Unlicensed {
        /// The points that speak for it.
        points: u8,
        /// The points that it needs.
        needed: u8,
    },
}

/// What is known about every form, computed once.
pub(crate) struct Risks {
    risks: Vec<Risk>,
    /// The forms of one character.
    abbreviations: FxHashSet<char>,
}

/// How a form can be misread.
#[derive(Clone, Copy, Debug)]
struct Risk {
    /// The cost when licensed.
    cost: f32,
    /// Points that must speak for it; 0 for a safe name.
    needed: u8,
    /// One character: read only in a pair of abbreviations.
    single: bool,
    /// Whether guards mention it.
    guarded: bool,
    /// Whether a place is among its meanings.
    place: bool,
    /// Whether it can only be the short name of a county.
    short_county: bool,
    /// Whether it can only be an industry or a product.
    sector: bool,
}

/// Added to the cost of a short county name of which the document says nothing else: such a name is
/// more often a part of something unknown (三|宁化|工).
const UNSUPPORTED: f32 = 4.0;

impl Risks {
    /// Whether the form can only be an industry or a product.
    pub(crate) fn is_sector(&self, form: FormIndex) -> bool {
        self.risks.get(form.get()).is_some_and(|risk| risk.sector)
    }

    /// What a short county name costs more when the document speaks of none of its meanings' regions.
    fn unsupported(&self, form: FormIndex, context: &DocumentContext, gazetteer: &Gazetteer) -> f32 {
        let supported = gazetteer.form(form).aliases.iter().any(|alias| {
            context.has_full_form(alias.entity)
                || gazetteer.ancestors(alias.entity).any(|place| context.weight(place) > 0.0)
        });
        if supported { 0.0 } else { UNSUPPORTED }
    }

    /// Rates all forms of `gazetteer`.
    pub(crate) fn new(gazetteer: &Gazetteer) -> Self {
        let risks = gazetteer.forms().map(|(index, form)| rate(index, &form.text, &form.aliases, gazetteer));
        let abbreviations = gazetteer.forms().filter_map(|(_, form)| only_character(&form.text)).collect();
        Self { risks: risks.collect(), abbreviations }
    }

    /// The cost of reading `hit` as a name.
    ///
    /// # Errors
    ///
    /// Why it may not be read so.
    pub(crate) fn judge<'g>(
        &self,
        hit: Hit,
        text: &str,
        hits: &Neighbours<'_>,
        context: &DocumentContext,
        gazetteer: &'g Gazetteer,
    ) -> Result<f32, Refusal<'g>> {
        let Some(risk) = self.risks.get(hit.form.get()) else { return Err(Refusal::Alone) };
        let (before, after) = (&text[..hit.span.start], &text[hit.span.end..]);
        let mut required = None;
        if risk.guarded {
            for guard in gazetteer.guards().of_form(hit.form) {
                let matches = guard.matches(before, after);
                match guard.action {
                    GuardAction::Refuse if matches => return Err(Refusal::Guard(guard)),
                    GuardAction::Require if matches => required = Some(Ok(())),
                    GuardAction::Require if required.is_none() => required = Some(Err(guard)),
                    GuardAction::Require | GuardAction::Refuse => {}
                }
            }
        }
        match required {
            Some(Err(guard)) => return Err(Refusal::Guard(guard)),
            Some(Ok(())) if !risk.single => return Ok(risk.cost),
            _ => {}
        }
        if risk.single {
            let licensed = self.in_run_of_abbreviations(before, after);
            return if licensed { Ok(risk.cost) } else { Err(Refusal::Alone) };
        }
        // 盐津县城 is the seat of 盐津, and 长沙市长 its mayor: the level belongs to the next word.
        if hit.span.of(text).ends_with(['县', '市', '区', '州'])
            && after.starts_with(['城', '长'])
            && governed(&text[hit.span.end - '县'.len_utf8()..])
            && hits.starting_at(hit.span.end).next().is_none()
        {
            return Err(Refusal::Seat);
        }
        if risk.short_county && is_personal_name(before, after) {
            return Err(Refusal::Person);
        }
        if risk.needed == 0 {
            let extra = if risk.short_county { self.unsupported(hit.form, context, gazetteer) } else { 0.0 };
            return Ok(risk.cost + extra);
        }
        let points = if risk.place {
            place_points(hit, before, after, hits, context, gazetteer)
        } else {
            name_points(hit, before, after, hits, context, gazetteer)
        };
        if points >= risk.needed {
            Ok(risk.cost)
        } else {
            Err(Refusal::Unlicensed { points, needed: risk.needed })
        }
    }
}

impl Risks {
    /// Abbreviations of provinces stand in runs of two or more before a noun of relation (沪滇协作, 湘黔桂
    /// 三省), never alone.
    fn in_run_of_abbreviations(&self, before: &str, after: &str) -> bool {
        const RELATIONS: [&str; 20] = [
            "协作",
            "合作",
            "两地",
            "两省",
            "交界",
            "毗邻",
            "省际",
            "高速",
            "铁路",
            "高铁",
            "边界",
            "结合部",
            "三省",
            "四省",
            "三地",
            "帮扶",
            "劳务",
            "产业",
            "地区",
            "携手",
        ];
        let is_abbreviation = |character: &char| self.abbreviations.contains(character);
        let behind = after.chars().take_while(is_abbreviation).map(char::len_utf8).sum::<usize>();
        let preceded = before.chars().next_back().is_some_and(|character| is_abbreviation(&character));
        let outside = &before[..before.len()
            - before.chars().rev().take_while(is_abbreviation).map(char::len_utf8).sum::<usize>()];
        (preceded || behind > 0)
            && (RELATIONS.iter().any(|relation| after[behind..].starts_with(relation))
                || counts_regions(&after[behind..]))
            && !outside.ends_with(['省', '市', '县'])
    }
}

/// The surnames of nine people in ten.
const SURNAMES: &str = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧肖程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎闫余潘杜\
                        戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文庞樊兰殷施陶洪翟安颜\
                        倪严牛温芦季俞章鲁葛伍韦申尤毕聂丛焦向柳邢路岳齐梅莫庄辛管祝左涂谷祁时舒耿牟卜詹关苗凌费纪靳盛童欧甄项曲成游阳裴";

/// Whether one character before a short name makes it a person's name that stands alone: a by-line 胡南溪, or
/// one behind 记者 and 通讯员.
fn is_personal_name(before: &str, after: &str) -> bool {
    let mut left = before.chars().rev();
    let Some(surname) = left.next().filter(|character| SURNAMES.contains(*character)) else { return false };
    let rest = &before[..before.len() - surname.len_utf8()];
    let alone = rest.is_empty() || rest.ends_with('\n');
    let ends = after.is_empty() || after.starts_with(['\n', ' ', ')', '/', ',', '、']);
    (alone && ends)
        || [
            "记者",
            "通讯员",
            "作者",
            "书记",
            "县长",
            "局长",
            "总裁",
            "董事长",
            "经理",
            "主任",
            "科长",
            "教授",
            "工程师",
            "院长",
            "校长",
            "主席",
            "村民",
            "镇长",
            "乡长",
            "市长",
            "区长",
            "队长",
            "厂长",
            "站长",
            "场长",
        ]
        .iter()
        .any(|role| rest.ends_with(role))
}

/// 三省, 四省区, 两地.
fn counts_regions(text: &str) -> bool {
    text.strip_prefix(['两', '二', '三', '四', '五', '六', '七', '八', '九'])
        .is_some_and(|rest| rest.starts_with(['省', '地', '市', '区', '州']))
}

/// The character of a text that has only one.
fn only_character(text: &str) -> Option<char> {
    let mut characters = text.chars();
    characters.next().filter(|_| characters.next().is_none())
}

/// Rates one form.
fn rate(index: FormIndex, text: &str, aliases: &[Alias], gazetteer: &Gazetteer) -> Risk {
    let characters = text.chars().count();
    let place = aliases.iter().any(|alias| gazetteer.entity(alias.entity).kind == EntityType::Place);
    let word = gazetteer.lexicon().get(text);
    let common = gazetteer.common_words().of_form(index).is_some();
    let frequency =
        word.map_or(if common { 100 } else { 0 }, |word| word.frequency.max(if common { 100 } else { 0 }));
    // Industries and products are ordinary words by nature; nothing speaks against them.
    let by_nature = aliases.iter().all(|alias| {
        matches!(gazetteer.entity(alias.entity).kind, EntityType::Industry | EntityType::Product)
    });
    let safe_place = aliases.iter().any(|alias| {
        let entity = gazetteer.entity(alias.entity);
        match entity.level {
            Some(PlaceLevel::Country | PlaceLevel::Province | PlaceLevel::Prefecture) => characters > 1,
            Some(PlaceLevel::Feature | PlaceLevel::City) => true,
            Some(PlaceLevel::County | PlaceLevel::Township) => alias.kind == AliasKind::Official,
            _ => false,
        }
    });
    // A river is a river whatever township is called after it.
    let feature = aliases.iter().any(|alias| {
        matches!(
            gazetteer.entity(alias.entity).level,
            Some(PlaceLevel::Feature | PlaceLevel::Country | PlaceLevel::Province)
        )
    });
    let needed = match frequency {
        0 => 0,
        _ if feature && characters > 1 => 0,
        _ if by_nature => 0,
        _ if safe_place && !common => 0,
        // The corpus has names of firms and bodies as words (微软, 教育部); common_words.csv tells which of them
        // are ordinary words as well.
        _ if !place && !common => 0,
        1..300 => 1,
        300..1500 => 2,
        1500..5000 => 3,
        5000.. => 4,
    };
    #[allow(clippy::cast_possible_truncation)]
    let cost = 8.0 + 0.4 * (characters.saturating_sub(2).min(8) as f32) - if by_nature { 0.5 } else { 0.0 };
    // In a run of abbreviations each is surer than a word of two of them (苏浙).
    let cost = if characters == 1 { 3.0 } else { cost };
    let best = word.map_or(cost, |word| cost.min(word_cost(word.frequency) - 1.0));
    Risk {
        cost: best,
        needed,
        single: characters == 1,
        guarded: !gazetteer.guards().of_form(index).is_empty(),
        place,
        sector: by_nature,
        short_county: aliases.iter().all(|alias| {
            gazetteer.entity(alias.entity).level == Some(PlaceLevel::County)
                && alias.kind != AliasKind::Official
        }),
    }
}

#[allow(clippy::cast_precision_loss)]
fn word_cost(frequency: u32) -> f32 {
    (60_101_967.0 / frequency.max(1) as f32).ln()
}

/// The hits of a document, for looking at what stands beside one.
pub(crate) struct Neighbours<'a> {
    /// Sorted by end, as the matcher delivers them.
    by_end: &'a [Hit],
    /// Sorted by start; made when it is first needed.
    by_start: OnceCell<Vec<&'a Hit>>,
}

impl<'a> Neighbours<'a> {
    pub(crate) fn new(hits: &'a [Hit]) -> Self {
        Self { by_end: hits, by_start: OnceCell::new() }
    }

    /// The hits that end at `offset`.
    fn ending_at(&self, offset: usize) -> impl Iterator<Item = &Hit> {
        let from = self.by_end.partition_point(|hit| hit.span.end < offset);
        self.by_end[from..].iter().take_while(move |hit| hit.span.end == offset)
    }

    /// The hits that start at `offset`.
    fn starting_at(&self, offset: usize) -> impl Iterator<Item = &Hit> {
        let by_start = self.by_start.get_or_init(|| {
            let mut hits: Vec<&Hit> = self.by_end.iter().collect();
            hits.sort_by_key(|hit| (hit.span.start, hit.span.end));
            hits
        });
        let from = by_start.partition_point(|hit| hit.span.start < offset);
        by_start[from..].iter().take_while(move |hit| hit.span.start == offset).copied()
    }
}

/// What speaks for a short place name: see the module's documentation.
fn place_points(
    hit: Hit,
    before: &str,
    after: &str,
    hits: &Neighbours<'_>,
    context: &DocumentContext,
    gazetteer: &Gazetteer,
) -> u8 {
    let mut best = 0;
    for alias in &gazetteer.form(hit.form).aliases {
        let entity = gazetteer.entity(alias.entity);
        if entity.kind != EntityType::Place {
            continue;
        }
        let mut points = 0;
        let ancestors: Vec<_> = gazetteer.ancestors(alias.entity).collect();
        if let Some(&parent) = ancestors.first() {
            if hits
                .ending_at(hit.span.start)
                .any(|other| names(other.form, gazetteer, |place| ancestors.contains(&place)))
            {
                points += 3;
            }
            let sibling = |form: FormIndex| {
                form != hit.form
                    && names(form, gazetteer, |place| gazetteer.entity(place).parent == Some(parent))
            };
            let left = before.strip_suffix(['、', '和', '与', '及', '至', '到']).map(str::len);
            let right = after
                .strip_prefix(['、', '和', '与', '及', '至', '到'])
                .map(|rest| hit.span.end + after.len() - rest.len());
            if left.is_some_and(|end| hits.ending_at(end).any(|other| sibling(other.form)))
                || right.is_some_and(|start| hits.starting_at(start).any(|other| sibling(other.form)))
            {
                points += 3;
            }
            if context.weight(parent) > 0.0 {
                points += 2;
            } else if ancestors.iter().any(|ancestor| context.weight(*ancestor) > 0.0) {
                points += 1;
            }
        }
        if alias.kind != AliasKind::Official && context.has_full_form(alias.entity) {
            points += 2;
        }
        if governed(after) {
            points += 3;
        } else if ["境内", "籍", "全境", "段"].iter().any(|right| after.starts_with(right)) {
            points += 1;
        }
        best = best.max(points);
    }
    best
}

/// Whether the text goes on with what only a division has: 县长, 市委, 区政府, 县城.
fn governed(after: &str) -> bool {
    let Some(rest) = after.strip_prefix(['县', '市', '区', '州', '旗']) else { return false };
    ["长", "委", "政府", "政协", "人大", "城", "域", "里的"].iter().any(|word| rest.starts_with(word))
        && !["长期", "长远", "长三角", "城市", "城乡", "委托"].iter().any(|word| rest.starts_with(word))
}

/// What speaks for a short name of anything else.
fn name_points(
    hit: Hit,
    before: &str,
    after: &str,
    hits: &Neighbours<'_>,
    context: &DocumentContext,
    gazetteer: &Gazetteer,
) -> u8 {
    let mut points = 0;
    let kind = |form: FormIndex| {
        gazetteer.form(form).aliases.first().map(|alias| gazetteer.entity(alias.entity).kind)
    };
    let alike = |other: &Hit| kind(other.form) == kind(hit.form);
    // 农行、建行: neighbours in an enumeration vouch for each other.
    if (before.ends_with('、') && hits.ending_at(hit.span.start - '、'.len_utf8()).any(alike))
        || (after.starts_with('、') && hits.starting_at(hit.span.end + '、'.len_utf8()).any(alike))
    {
        points += 2;
    }
    if ["集团", "公司", "股份", "控股", "项目", "汽车", "(集团)"].iter().any(|right| after.starts_with(right))
    {
        points += 2;
    }
    if gazetteer.form(hit.form).aliases.iter().any(|alias| context.has_full_form(alias.entity)) {
        points += 2;
    }
    points
}

fn names(
    form: FormIndex,
    gazetteer: &Gazetteer,
    test: impl Fn(crate::gazetteer::EntityIndex) -> bool,
) -> bool {
    gazetteer.form(form).aliases.iter().any(|alias| test(alias.entity))
}
