//! Whether a dictionary hit may be read as a name where it stands, and what that costs.
//!
//! Full names are cheap. A short name that is also an ordinary word (威信, 合作) is refused unless
//! the text speaks for it: its neighbours in an enumeration, its parent before it, its full form or
//! its parent elsewhere in the document. How much must speak for it grows with the frequency of the
//! word, so that 大关 needs its prefecture and 合作 a list or its parent directly before it. Guards
//! (`gazetteer/guards.csv`) refuse, or require, what stands beside it whatever else speaks.

mod neighbours;
mod person;
mod risk;
mod support;

use std::str::Chars;
use std::sync::LazyLock;

use rustc_hash::FxHashSet;

use super::context::DocumentContext;
use crate::entity::{EntityType, PlaceLevel};
use crate::gazetteer::{FormIndex, Gazetteer, Guard, GuardAction, Hit};
use person::{ends_in_address, follows_surname, is_given_name, is_in_by_line, is_personal_name};
use risk::Risk;
use support::Support;

use crate::text::character_set::CharacterSet;
use crate::text::word_list::word_lists;
use crate::text::words::Words;
pub(crate) use neighbours::Neighbours;
pub(super) use person::{begins_like_person, is_surname, is_titled, speaks_or_signs};
pub(super) use support::governed;

word_lists! {
    static WORDS: LicenceWords = "licence.csv";
    /// What stands behind two and more abbreviations of provinces.
    relation,
    /// What is called after goods and is none: 茶叶|博览会.
    of_goods,
    /// What people meet at, behind a sector or goods that it is about.
    of_event,
    /// What is or is done in a province that has only its abbreviation.
    there,
}

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
    /// Its first character ends the word before it, and the rest is a word: 西南|山区, 沿海|城市.
    Crossing,
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
        let risks =
            gazetteer.forms().map(|(index, form)| Risk::of(index, &form.text, &form.aliases, gazetteer));
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
        let (name, next) = (hit.span.of(text), after.chars().next());
        match next {
            // 生态环境部|门
            Some('门') if name.ends_with('部') => return Err(Refusal::Alone),
            // 连云港|港口|集团
            Some('口') if name.ends_with('港') && name.chars().nth(2).is_some() => {
                return Err(Refusal::Alone);
            }
            // 东|大街|道路
            Some('路') if name.ends_with("街道") => return Err(Refusal::Alone),
            // 深|惠城|际铁路, 丰|美国|际
            Some('际') if name.ends_with(['城', '国']) => return Err(Refusal::Alone),
            // 杭州|市民|生活
            Some('民') if name.ends_with('市') && of_citizens(after) => return Err(Refusal::Seat),
            // 云州|市区|公路
            Some('区') if name.ends_with('市') && in_town(name, after, gazetteer) => {
                return Err(Refusal::Seat);
            }
            // 快递业|务量, 哪种业|态
            Some('务' | '绩' | '态') if risk.sector && name.ends_with('业') => {
                return Err(Refusal::Crossing);
            }
            Some('化') if risk.sector && name.ends_with("产业") => return Err(Refusal::Crossing),
            // 新能源|司、电力|司: divisions of a ministry.
            Some('司') if risk.sector && ends_word(&after['司'.len_utf8()..]) => {
                return Err(Refusal::Crossing);
            }
            _ => {}
        }
        // 宁州|新能源|千亿产业集群: a sector of a place, and not the firm that is called so.
        if is_of_sector(after) && self.is_place_and_sector(hit, hits) {
            return Err(Refusal::Crossing);
        }
        // 茶叶|博览会, 油漆|罐: goods that begin the name of something else.
        let goods = || {
            let aliases = &gazetteer.form(hit.form).aliases;
            aliases.iter().all(|alias| gazetteer.entity(alias.entity).kind == EntityType::Product)
        };
        // 低空经济|投资洽谈会: so do sectors the name of a meeting.
        if risk.sector && (WORDS.of_event.begin(after) || WORDS.of_goods.begin(after) && goods()) {
            return Err(Refusal::Crossing);
        }
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
            let licensed = self.in_run_of_abbreviations(before, after)
                || is_where(before, hit.span.of(text), after, gazetteer);
            // 吉林、辽|宁两省
            let inside = || {
                begins_inside_province(before, hit.span.of(text), gazetteer)
                    || after.chars().next().is_some_and(|next| {
                        begins_inside_province(
                            &text[..hit.span.end],
                            &text[hit.span.end..hit.span.end + next.len_utf8()],
                            gazetteer,
                        )
                    })
            };
            return if licensed && !inside() { Ok(risk.cost) } else { Err(Refusal::Alone) };
        }
        // 盐津县城 is the seat of 盐津, and 长沙市长 its mayor: the level belongs to the next word.
        if matches!(next, Some('城' | '长'))
            && name.ends_with(['县', '市', '区', '州'])
            && governed(&text[hit.span.end - '县'.len_utf8()..])
            && hits.starting_at(hit.span.end).next().is_none()
        {
            return Err(Refusal::Seat);
        }
        if context.is_person(hit.form) || is_given_name(before, name, after) || ends_in_address(name, after) {
            return Err(Refusal::Person);
        }
        // 董事|长江|海
        if name.starts_with('长') && ["董事", "监事", "理事"].iter().any(|board| before.ends_with(board))
        {
            return Err(Refusal::Crossing);
        }
        let short = risk.short_county || risk.place && hit.span.len() == 6;
        let personal = || {
            is_personal_name(before, hit.span.of(text), after) || follows_surname(before, gazetteer.lexicon())
        };
        // 长江|靖江: no head of anything by the name of 江.
        if short && hits.ending_at(hit.span.start).next().is_none() && personal()
            || risk.sector && hit.span.len() == 6 && is_in_by_line(before, hit.span.of(text))
        {
            return Err(Refusal::Person);
        }
        if risk.place && crosses_words(before, hit.span.of(text), gazetteer) {
            let parent = hits.ending_at(hit.span.start).any(|other| {
                let places = || gazetteer.form(other.form).aliases.iter().map(|alias| alias.entity);
                gazetteer.form(hit.form).aliases.iter().any(|alias| {
                    gazetteer.ancestors(alias.entity).any(|above| places().any(|place| place == above))
                })
            });
            if !parent {
                return Err(Refusal::Crossing);
            }
        }
        if risk.needed == 0 {
            // 湖|南海|沅碳素: a province before the name wins over a county inside it.
            if short && begins_inside_province(before, hit.span.of(text), gazetteer) {
                return Ok(risk.cost + UNSUPPORTED + UNSUPPORTED);
            }
            let extra = if risk.short_county { self.unsupported(hit.form, context, gazetteer) } else { 0.0 };
            return Ok(risk.cost + extra);
        }
        let support = Support { hit, before, after, hits, context, gazetteer };
        let points = if risk.place { support.of_place() } else { support.of_name() };
        if points >= risk.needed {
            Ok(risk.cost)
        } else {
            Err(Refusal::Unlicensed { points, needed: risk.needed })
        }
    }
}

impl Risks {
    /// Whether a place and a sector that tables have make up the name.
    fn is_place_and_sector(&self, hit: Hit, hits: &Neighbours<'_>) -> bool {
        let risk = |hit: &Hit| self.risks.get(hit.form.get());
        let places = hits.starting_at(hit.span.start);
        places
            .filter(|place| place.span.end < hit.span.end && risk(place).is_some_and(|risk| risk.place))
            .any(|place| {
                hits.starting_at(place.span.end)
                    .any(|rest| rest.span.end == hit.span.end && risk(rest).is_some_and(|risk| risk.sector))
            })
    }
}

/// Whether 产业 follows, which makes a sector of what stands before it, and no park: 千亿产业集群, 产业链.
fn is_of_sector(after: &str) -> bool {
    let behind = after.trim_start_matches(['百', '千', '万', '亿', '元', '级']);
    behind.strip_prefix("产业").is_some_and(|rest| !rest.starts_with(['园', '城', '基', '投', '化', '发']))
}

/// Whether a mark, or what joins two words, begins `after`.
fn ends_word(after: &str) -> bool {
    after.starts_with(['、', ',', '。', ';', ')', '〕', '】', '\n', '和', '及', '与', '等'])
        || after.is_empty()
}

impl Risks {
    /// Abbreviations of provinces stand in runs of two or more before a noun of relation (沪滇协作, 湘黔桂
    /// 三省), never alone.
    fn in_run_of_abbreviations(&self, before: &str, after: &str) -> bool {
        if self.in_list_of_abbreviations(before, after, &WORDS.relation) {
            return true;
        }
        let is_abbreviation = |character: &char| self.abbreviations.contains(character);
        if is_long_run(before, after) {
            return true;
        }
        let behind = after.chars().take_while(is_abbreviation).map(char::len_utf8).sum::<usize>();
        let preceded = before.chars().next_back().is_some_and(|character| is_abbreviation(&character));
        let outside = &before[..before.len()
            - before.chars().rev().take_while(is_abbreviation).map(char::len_utf8).sum::<usize>()];
        (preceded || behind > 0)
            && (WORDS.relation.begin(&after[behind..]) || counts_regions(&after[behind..]))
            && !outside.ends_with(['省', '市', '县'])
    }
}

impl Risks {
    /// 滇、黔两省, 川、滇、黔、渝: a list of nothing but abbreviations, closed by a noun of relation or of three and more.
    fn in_list_of_abbreviations(&self, before: &str, after: &str, relations: &Words) -> bool {
        let (left, outside) = self.listed_abbreviations(before.chars(), false);
        let (right, behind) = self.listed_abbreviations(after.chars(), true);
        if left + right == 0 {
            return false;
        }
        let (outside, behind) = (outside.as_str(), behind.as_str());
        // The ends of longer members are no abbreviations: 青海、川南.
        let ends =
            !behind.starts_with(super::lattice::is_han) || counts_regions(behind) || relations.begin(behind);
        let begins = !outside.ends_with(['、', '省', '市', '县']);
        ends && begins && (left + right >= 2 || behind.starts_with(super::lattice::is_han))
    }
}

impl Risks {
    /// How many abbreviations with a 、 before (or, going back, behind) each `rest` begins with, and what follows.
    fn listed_abbreviations<'t>(&self, mut rest: Chars<'t>, forward: bool) -> (usize, Chars<'t>) {
        let mut members = 0;
        loop {
            let mut ahead = rest.clone();
            let (mark, name) =
                if forward { (ahead.next(), ahead.next()) } else { (ahead.next_back(), ahead.next_back()) };
            if mark != Some('、') || !name.is_some_and(|name| self.abbreviations.contains(&name)) {
                return (members, rest);
            }
            members += 1;
            rest = ahead;
        }
    }
}

/// 沪苏浙, 云贵川: whether a character stands in a run of three and more that hardly mean anything but provinces.
fn is_long_run(before: &str, after: &str) -> bool {
    static PROVINCES: LazyLock<CharacterSet> =
        LazyLock::new(|| CharacterSet::new("沪苏浙皖京津冀鲁豫晋陕鄂湘赣闽粤桂琼川渝黔滇贵陇辽云".chars()));
    let province = |character: &char| PROVINCES.has(*character);
    let left = before.chars().rev().take_while(province).count();
    let right = after.chars().take_while(province).count();
    let behind = after.chars().nth(right);
    (2..=4).contains(&(left + right)) && !behind.is_some_and(|next| "菜商剧绣味".contains(next))
}

/// Whether the name of a county or township is the end of one ordinary word and another: 沿|海城市, 西|南山区, 云|南山区,
/// or the end of one and its suffix: 高|新化, 普|通化.
fn crosses_words(before: &str, name: &str, gazetteer: &Gazetteer) -> bool {
    let mut characters = name.chars();
    let Some(first) = characters.next() else { return false };
    let rest = characters.as_str();
    let is_word = |text: &str| gazetteer.lexicon().get(text).is_some();
    if rest == "化" {
        return pair(before, first).is_some_and(|pair| is_word(&pair));
    }
    if rest.chars().count() != 2 {
        return false;
    }
    rest.ends_with(['市', '区', '县', '镇', '乡'])
        && is_word(rest)
        && pair(before, first)
            .is_some_and(|pair| is_word(&pair) || begins_inside_province(before, name, gazetteer))
}

/// The character before a name with its first.
fn pair(before: &str, first: char) -> Option<String> {
    let left = before.chars().next_back()?;
    Some([left, first].into_iter().collect())
}

/// Whether the character before a name and its first are the short name of a province: 湖|南海.
fn begins_inside_province(before: &str, name: &str, gazetteer: &Gazetteer) -> bool {
    let Some(pair) = name.chars().next().and_then(|first| pair(before, first)) else { return false };
    gazetteer.named(&pair).any(|place| gazetteer.entity(place).level == Some(PlaceLevel::Province))
}

/// 在|黔|布局, 电力入|川, 已在|渝|建成: the abbreviation of a province as the place where something is or goes.
fn is_where(before: &str, abbreviation: &str, after: &str, gazetteer: &Gazetteer) -> bool {
    // Those of other provinces begin or end too many ordinary words.
    const PLAIN: &str = "川渝黔滇粤桂闽赣皖鄂湘豫鲁冀浙沪琼";
    let Some(motion) = before.chars().next_back().filter(|c| "在入来赴驻离抵".contains(*c)) else {
        return false;
    };
    let crosses = |left: char| {
        let mut word = left.to_string();
        word.push(motion);
        gazetteer.lexicon().get(&word).is_some() && motion != '在'
    };
    let joined = before.chars().rev().nth(1).is_some_and(crosses);
    let goes_on = after.starts_with([',', '。', ';']) || WORDS.there.begin(after);
    PLAIN.contains(abbreviation) && goes_on && !joined
}

/// Whether 市 and `after` begin with the citizens of a city: 市|民说, 市|民生活, but not 市|民营企业, 市|民生工程.
fn of_citizens(after: &str) -> bool {
    const OTHER_WORDS: &str = "营政族间主宗革盟建办宿俗事航爆企委兵警歌";
    let Some(rest) = after.strip_prefix('民') else { return false };
    match rest.strip_prefix('生') {
        Some(life) => life.starts_with(['活', '产']),
        None => !rest.starts_with(|next| OTHER_WORDS.contains(next)),
    }
}

/// Whether 市 and `after` begin with the town itself and not with what belongs to the city: 市区|公路, but not 市|区域, 市|区县.
fn in_town(name: &str, after: &str, gazetteer: &Gazetteer) -> bool {
    let Some(behind) = after.strip_prefix('区') else { return false };
    let stem = name.strip_suffix('市').unwrap_or(name);
    !behind.starts_with(|next| "域级位县划长委政间块别片乡镇属管直人".contains(next))
        && gazetteer.lookup(stem).is_some()
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
