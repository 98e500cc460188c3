//! What speaks against a match: the words between and around its names lead to something else.

use super::{Hit, WORDS, clause_before};
use crate::entity::EntityType;
use crate::extraction::{EntityRef, Predicate};
use crate::relation::item::Item;
use crate::relation::{adverbial, topic};
use crate::text::phase;
use crate::text::word_list::word_lists;

word_lists! {
    static AGAINST: AgainstWords = "against.csv";
    /// What only works that make something do, and no street.
    of_plant,
    /// Words that tell whose work it is to build or run something.
    charge,
    /// Who of a firm may bear an honour that is not the firm's.
    member,
    /// What works on a line or of a reservoir are called that are harder than others: 控制性工程.
    hardest,
    /// Nouns of what is run or stands by itself, and is no part of the work that was named.
    thing,
    /// How a stage is reached, before its word.
    manner,
}

/// Verbs of what a firm does for a work, which may lead on to another one.
const BUILDS: [&str; 7] = ["投资建设", "投资兴建", "投资", "建设", "兴建", "打造", "实施"];

/// More firms than so many are a list.
pub(super) const SEVERAL: usize = 1;

impl Hit<'_> {
    /// Whether what a match begins with is itself somebody's partner: 甲县与|乙公司签约、与丙公司签约.
    pub(super) fn is_partner(&self) -> bool {
        let mut subjects = self.bound.subjects.iter();
        subjects.any(|item| self.text[self.sentence.start..item.span.start].ends_with(['与', '同']))
    }

    /// Whether a match begins with a firm that somebody else signs with: 甲公司与|乙公司、丙公司签订协议.
    pub(super) fn begins_with_partner(&self) -> bool {
        self.bound.subjects.iter().any(|item| item.span.start == self.span.start) && self.is_partner()
    }

    /// Whether what a carried match would be of was only somebody's partner: 甲区与|乙公司签约,与丙公司签署备忘录.
    pub(super) fn was_partner(&self) -> bool {
        let mut subjects = self.bound.subjects.iter();
        self.carried
            && self.span.of(self.text).starts_with(['与', '同'])
            && subjects.any(|item| {
                item.span.end <= self.span.start && self.text[..item.span.start].ends_with(['与', '同'])
            })
    }

    /// Whether the subjects of a match are several firms.
    pub(super) fn is_of_several_firms(&self) -> bool {
        let firms = self.bound.subjects.iter().filter(|item| item.kind == EntityType::Company);
        firms.count() > SEVERAL
    }

    /// Whether the clause is told of several parks, where one of them has what it tells: 甲产业园、乙工业园等项目建设加快,|新材料产业发展.
    pub(super) fn is_of_several_parks(&self) -> bool {
        let parks = self.bound.subjects.iter().filter(|item| item.kind == EntityType::Park);
        parks.count() > 1
    }

    /// Whether the place of a match is where the firms sign, and no party: 在|甲县|与乙公司签约.
    pub(super) fn is_signed_at(&self) -> bool {
        let venue = |item: &&Item| {
            item.kind == EntityType::Place && self.text[..item.span.start].ends_with(['在', '于', '赴'])
        };
        self.bound.objects.iter().any(venue)
    }

    /// Whether both firms of a match sign with a third: 甲公司和乙公司分别|与丙县签约.
    pub(super) fn has_third(&self) -> bool {
        let last = self.bound.objects.iter().map(|item| item.span.end).max();
        let behind = last.and_then(|last| self.text.get(last..self.span.end)).unwrap_or("");
        ["分别与", "分别同", "共同与", "一起与"].iter().any(|word| behind.starts_with(word))
            || behind.starts_with(['与', '同'])
    }

    /// Whether the park of a match is one in a list with its firms: 甲产业园、|乙茶厂等一批项目投产.
    pub(super) fn is_listed_with_park(&self) -> bool {
        let park = self.bound.objects.iter().find(|item| item.kind == EntityType::Park);
        park.is_some_and(|park| {
            let firms = self.bound.subjects.iter().map(|item| item.span.start);
            firms.min().is_some_and(|firm| {
                firm > park.span.end && {
                    let between = &self.text[park.span.end..firm];
                    between.starts_with('、') && !between.contains([',', ';'])
                }
            })
        })
    }

    /// Whether the country right before a work is where its firm is from, and not the work: 美国|昌禾轴承项目.
    pub(super) fn is_from_country(&self) -> bool {
        self.required.is_empty()
            && self
                .bound
                .subjects
                .iter()
                .all(|item| matches!(item.kind, EntityType::Project | EntityType::Park))
            && self.bound.objects.iter().any(|item| item.entities().any(EntityRef::is_country))
    }

    /// Whether a sentence tells on which sides a site ends, and not where a line goes: 西至甲县,南至乙县,东至丙县.
    pub(super) fn is_bounded(&self) -> bool {
        const SIDES: [&str; 4] = ["东至", "南至", "西至", "北至"];
        let sentence = &self.text[self.sentence.start..self.sentence.end];
        SIDES.iter().filter(|side| sentence.contains(*side)).count() > 2
    }

    /// Whether what a match begins with is only served: 公司为|甲公司、乙公司配套生产零部件.
    pub(super) fn is_made_for(&self) -> bool {
        let first = self.bound.subjects.iter().map(|item| item.span.start).min();
        let before = first.and_then(|first| self.text.get(self.sentence.start..first)).unwrap_or("");
        clause_before(before).ends_with(['为', '给', '向', '替'])
    }

    /// Whether the words of a match lead on to another work: 由甲公司投资|8亿元建设的乙项目.
    pub(super) fn is_of_what_follows(&self) -> bool {
        let last = self.bound.objects.iter().chain(&self.bound.subjects).map(|item| item.span.start).max();
        let firm = self.bound.subjects.iter().map(|item| item.span.start).max();
        let builds = BUILDS.iter().any(|verb| self.span.of(self.text).ends_with(verb));
        // 甲项目是由乙公司投资建设的|重点项目: it is the same.
        let before = firm.and_then(|firm| self.text.get(self.sentence.start..firm)).unwrap_or("");
        let same = before.strip_suffix('由').unwrap_or(before).ends_with(['是', '系', '为']);
        if last != firm || !builds || same {
            return false;
        }
        let rest = &self.text[self.span.end..self.sentence.end];
        let rest = rest.strip_prefix(['了', '约']).unwrap_or(rest);
        let amount = rest.trim_start_matches(|c: char| c.is_ascii_digit() || ".千万亿美余多元".contains(c));
        let verb = BUILDS.iter().find_map(|verb| amount.strip_prefix(verb)).unwrap_or(amount);
        verb.strip_prefix('的').is_some_and(|name| name.starts_with(char::is_alphanumeric))
    }

    /// Whether what stands at the end is not undertaken: a park where it stands (甲公司投资的项目在|乙产业园|开工), or another member
    /// of a list.
    pub(super) fn is_site(&self, item: &Item) -> bool {
        let before = self.text[..item.span.start].get(self.span.start..).unwrap_or("");
        // 甲公司厂房建设、乙项目 are two.
        // 甲公司轮毂、|总投资2亿元的乙项目 are two as well.
        let priced = || ["、总投资", "、投资", "、计划投资"].iter().any(|price| before.contains(price));
        let listed = WORDS.listed.are_in(before) || priced();
        let undertakes = self.rule.predicate == Predicate::Undertakes;
        let bracketed = undertakes && self.is_in_bracket_of_another(item);
        undertakes && listed
            || bracketed
            || undertakes
                && item.kind == EntityType::Park
                && before.rsplit_once('在').is_some_and(|(_, since)| !topic::WORDS.builds.are_in(since))
    }

    /// Whether the firms of a match stand in the bracket behind another work: 甲项目、乙项目(由|丙公司|承建).
    fn is_in_bracket_of_another(&self, work: &Item) -> bool {
        let firm = self.bound.subjects.iter().map(|item| item.span.start).min();
        let between = firm.and_then(|firm| self.text.get(work.span.end..firm)).unwrap_or("");
        let open = between.rfind('(').filter(|open| !between[*open..].contains(')'));
        open.is_some_and(|open| between[..open].contains('、'))
    }

    /// Whether another work that nothing knows stands between the subject and the words of its stage:
    /// 甲项目情况介绍和某某水库项目|前期工作.
    pub(super) fn is_of_another_work(&self) -> bool {
        let last = self.bound.subjects.iter().map(|item| item.span.end).max();
        let last = last.filter(|last| self.span.start < *last && *last < self.span.end);
        let between = last.map_or("", |last| &self.text[last..self.span.end]);
        between.find("项目").is_some_and(|at| {
            let name = &between[..at];
            // 甲项目|和某某生产等|项目: a member of the list that nothing knows.
            name.contains('和') && !name.contains('等') && name.chars().count() > 4
        })
    }

    /// Whether only a work on the subject has got so far, and not all of it: 甲高速|首个控制性工程岳家坡大桥|完工.
    pub(super) fn is_of_hardest(&self) -> bool {
        const NEAR: usize = 12;
        let last =
            self.bound.subjects.iter().map(|item| item.span.end).filter(|end| *end < self.span.end).max();
        let behind = last.and_then(|last| self.text.get(last..self.span.end)).unwrap_or("");
        AGAINST
            .hardest
            .first(behind)
            .is_some_and(|(at, ..)| at <= NEAR && !behind[..at].contains([',', '、']))
    }

    /// Whether a road or a street would turn something out: 项目位于|甲路西侧,去年并网.
    pub(super) fn is_of_street(&self) -> bool {
        let words = self.span.of(self.text);
        self.bound.subjects.iter().all(|item| {
            item.kind == EntityType::Infrastructure
                && item.span.of(self.text).ends_with(['路', '街', '道', '巷'])
        }) && AGAINST.of_plant.are_in(words)
    }

    /// Whether words tell of whose work it is to build or run something, and not that it is done: 负责|甲项目的建设和|运营.
    pub(super) fn is_charge(&self) -> bool {
        AGAINST.charge.are_in(self.span.of(self.text))
    }

    /// Whether the words of a clause that names no subject before them are said of the one that it names behind them: |专注于天麻
    /// 种植的|甲公司.
    pub(super) fn is_told_of_next(&self) -> bool {
        // A list of goods may stand between.
        const NEAR: usize = 90;
        let rest = &self.text[self.span.end..self.sentence.end];
        let rest = rest.split([',', ';', ':', '(']).next().unwrap_or(rest);
        let kind = self.bound.subjects.first().map(|item| item.kind);
        rest.match_indices('的').take_while(|(at, _)| *at < NEAR).any(|(at, particle)| {
            let named = self.here.starting_at(self.span.end + at + particle.len());
            let told = match self.rule.predicate {
                // 连接甲县和乙县的|丙高铁
                Predicate::PassesThrough => at == 0,
                _ => kind == Some(EntityType::Company),
            };
            told && named.is_some_and(|named| Some(named.kind) == kind)
        })
    }

    /// Whether an industry only stands in the name of an honour: 林业产业|化龙头企业.
    pub(super) fn is_of_honour(&self, item: &Item) -> bool {
        matches!(self.rule.predicate, Predicate::Leads | Predicate::InIndustry)
            && self.text[item.span.end..].starts_with('化')
    }

    /// Whether somebody of the firm bears the honour: 甲公司|董事长李某|荣获…….
    pub(super) fn is_of_member(&self) -> bool {
        let words = self.bound.words.map_or(self.span.end, |words| words.start);
        let last = self.bound.subjects.iter().map(|item| item.span.end).filter(|end| *end <= words).max();
        let from = last.unwrap_or(self.span.start).max(self.span.start);
        let between = self.text.get(from..words).unwrap_or("");
        AGAINST.member.are_in(between)
    }

    /// Whether an honour is what something is to become one day: 甲城建成后,将……,成为国家级示范区.
    pub(super) fn is_to_come(&self) -> bool {
        let before = &self.text[self.sentence.start..self.span.start];
        (self.carried || self.bound.focus)
            && before
                .rfind("建成后")
                .or_else(|| before.rfind("投产后"))
                .is_some_and(|at| before[at..].contains('将'))
    }

    /// Whether a clause that names no subject has one all the same: |几家企业的机房|加快建设. In the sentence of the work this is
    /// asked of what is built and runs, as bodies and words stand before other stages: |省设计院正在编制|可研报告.
    pub(super) fn has_own_subject(&self) -> bool {
        let words = self.span.of(self.text);
        let later = self.bound.subjects.iter().all(|item| item.span.end <= self.sentence.start);
        // 加快甲、乙煤矿建设,争取丙、丁等煤矿项目|核准: a list that goes before the stage, whether its names are known or not.
        let listed = words.split_once('等').is_some_and(|(list, noun)| {
            list.contains('、') && ["项目", "工程"].iter().any(|works| noun.contains(works))
        });
        // 甲、乙等项目开工,|农技共享信息平台|正式运营: what stands before the stage is a thing of its own.
        let thing = || {
            let before = self.required.iter().filter_map(|word| Some(&words[..words.find(word.as_str())?]));
            before.min_by_key(|before| before.len()).is_some_and(names_thing)
        };
        let built = || {
            let stage = self.rule.value.as_deref();
            stage.is_some_and(|stage| matches!(stage, "started" | "completed" | "operating"))
        };
        let adverbial = |word: &String| adverbial::leads_to(words, word);
        self.carried && (listed || thing() || (later || built()) && !self.required.iter().any(adverbial))
    }

    /// Whether the noun that ends the clause says that the words are told of another kind of thing than the subject: 甲项目坐落于
    /// 乙产业园,是|集研发、制造于一体|的重点项目.
    pub(super) fn is_of_other_kind(&self) -> bool {
        const FAR: usize = 20;
        let rest = &self.text[self.span.end..self.sentence.end];
        let clause = rest.split([',', '。', ';', ':', '\n']).next().unwrap_or(rest);
        let Some(noun) = clause.strip_prefix('的').filter(|noun| noun.chars().count() <= FAR) else {
            return false;
        };
        let kind = match noun {
            _ if noun.ends_with("项目") => EntityType::Project,
            _ if ["企业", "公司", "集团"].iter().any(|firm| noun.ends_with(firm)) => {
                EntityType::Company
            }
            _ if ["园区", "产业园", "工业园"].iter().any(|park| noun.ends_with(park)) => {
                EntityType::Park
            }
            _ => return false,
        };
        self.bound.subjects.iter().all(|item| item.kind != kind)
    }

    /// Whether what a later sentence tells would be of a whole list of firms: 引进甲公司、乙公司。|推进丙项目.
    pub(super) fn is_of_list(&self) -> bool {
        let subjects = &self.bound.subjects;
        let later = |item: &&Item| item.span.end <= self.sentence.start;
        self.carried && subjects.len() > 1 && subjects.iter().all(later)
    }

    /// Whether the words of a match tell of another phase than what its subject is: 甲项目一期投产、|二期开工.
    pub(super) fn is_of_another_phase(&self) -> bool {
        let last = self
            .bound
            .subjects
            .iter()
            .map(|item| item.span.end)
            .filter(|end| self.span.start < *end && *end < self.span.end)
            .max();
        let between = last.map_or("", |last| &self.text[last..self.span.end]);
        between.split('、').skip(1).any(|part| phase::leading(part).is_some())
    }
}

/// Whether the words before a stage name a thing: more than its noun, and behind that only how the stage is reached.
fn names_thing(before: &str) -> bool {
    /// The fewest characters before the noun.
    const NAME: usize = 4;
    let mut rest = before;
    while let Some(shorter) = AGAINST.manner.without_suffix(rest) {
        rest = shorter;
    }
    // 在乙产业园|开工 is where it happens.
    !rest.contains(['在', '于'])
        && AGAINST
            .thing
            .without_suffix(rest)
            .is_some_and(|name| name.chars().count() >= NAME && name.chars().all(char::is_alphanumeric))
}
