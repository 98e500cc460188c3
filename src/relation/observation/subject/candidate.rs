//! What in a sentence a figure can be of.

use super::Subjects;
use super::referent::is_counted;
use super::time::strip_time;
use crate::entity::{EntityType, PlaceLevel};
use crate::extraction::EntityRef;
use crate::linking::{LinkedMention, Resolution, begun_before};
use crate::mention::{Mention, Origin};
use crate::relation::met::is_route_end;
use crate::relation::observation::stranger;
use crate::relation::reference::{is_rank, meaning};
use crate::relation::related::is_attribute;
use crate::text::word_list::word_lists;
use crate::text::{NormalizedSpan, Sentence};

word_lists! {
    pub(super) static WORDS: CandidateWords = "candidate.csv";
    /// Words directly before a name that make it anything but the subject.
    not_after,
    /// Words directly behind a name that do the same.
    not_before,
    /// What may stand between the beginning of a clause and a name that opens it.
    opener,
    /// What firms do for the owner of a work.
    contractor,
    /// The units that figures of things mostly end with.
    figure_end,
    /// What stands before the places that say where something is.
    seated,
    /// What stands before the rank that a park was given.
    became,
    /// What stands between a place and the length of a road in it.
    stretch,
    /// Verbs before a firm that others found.
    founds,
    /// What a firm has in a place that it is called after: 甲城|基地占地300亩.
    plant,
    /// What ends the words for what people meet at.
    event,
    /// What is told of a meeting behind its name.
    held,
    /// What ends the names of meetings.
    meeting,
}

/// Something in a sentence that a figure can be of.
#[derive(Clone, Debug)]
pub(in crate::relation::observation) struct Candidate {
    pub(in crate::relation::observation) span: NormalizedSpan,
    pub(in crate::relation::observation) entity: EntityRef,
    /// It opens its clause.
    pub(in crate::relation::observation) opens: bool,
    /// It opens its sentence.
    pub(in crate::relation::observation) leads: bool,
    /// It is a work that its clause speaks of, wherever it stands there, or a firm that others found.
    pub(super) object: bool,
    /// It is one of several in an enumeration.
    pub(in crate::relation::observation) listed: bool,
}

impl Candidate {
    /// Whether it is a road; railways carry freight.
    pub(super) fn is_road(&self) -> bool {
        self.entity.kind == EntityType::Infrastructure
            && self.entity.label.ends_with(['路', '街', '道'])
            && !self.entity.label.ends_with("铁路")
    }

    /// Whether it only says who builds `head` and where, in an entry of `head`; `works`: for a figure such as works have.
    pub(in crate::relation::observation) fn is_field_of(&self, head: &EntityRef, works: bool) -> bool {
        use EntityType::{Infrastructure, Project};
        let is_works = |kind| matches!(kind, Project | Infrastructure);
        is_works(head.kind) && !is_works(self.entity.kind) && (works || !self.opens)
    }
}

impl Subjects<'_> {
    /// The candidates of a sentence, in order of position.
    pub(super) fn find_candidates(&self, sentence: &Sentence) -> Vec<Candidate> {
        let text = &self.source.text.text;
        let mut out: Vec<Candidate> = Vec::new();
        for mention in self.outermost(sentence.span) {
            use EntityType::{Company, Infrastructure, Park, Place, Project};
            // 5元宁.项目: a name over the end of a sentence is the subject of neither.
            if !matches!(mention.mention.kind, Company | Infrastructure | Park | Place | Project)
                || mention.mention.span.end > sentence.span.end
                || self.is_vague(mention)
            {
                continue;
            }
            let mut span = mention.mention.span;
            if mention.mention.kind == Infrastructure {
                span.end += section(&text[span.end..sentence.span.end]);
            }
            out.extend(
                meaning(mention, self.source.gazetteer)
                    .and_then(|entity| self.candidate(sentence, span, entity)),
            );
        }
        self.pointed(sentence, &mut out);
        out.sort_by_key(|candidate| candidate.span.start);
        // Of 鞍山市铁西区 only the last is meant, and it stands where the first does.
        let mut at = 1;
        while let (Some(outer), Some(inner)) = (out.get(at - 1), out.get(at)) {
            let chain = outer.span.end == inner.span.start && outer.entity.kind == EntityType::Place;
            if chain {
                let (opens, leads) = (outer.opens, outer.leads);
                out.remove(at - 1);
                if let Some(inner) = out.get_mut(at - 1) {
                    inner.opens |= opens;
                    inner.leads |= leads;
                }
            } else {
                at += 1;
            }
        }
        out
    }

    /// Countries, rivers, the short signs of provinces (粤) and ambiguous names are the subject of no figure here.
    fn is_vague(&self, mention: &LinkedMention) -> bool {
        let text = self.source.text.text.as_str();
        if mention.mention.span.len() <= '粤'.len_utf8()
            || is_rank(mention, text)
            || is_address(&mention.mention)
        {
            return true;
        }
        match mention.resolution {
            Resolution::Linked(entity) => {
                matches!(
                    self.source.gazetteer.entity(entity).level,
                    Some(PlaceLevel::Country | PlaceLevel::Feature | PlaceLevel::City)
                )
            }
            Resolution::New(_) => false,
            Resolution::Ambiguous(_) => true,
        }
    }

    /// The candidate at `span`, unless the words around it make it anything but a subject.
    pub(super) fn candidate(
        &self,
        sentence: &Sentence,
        span: NormalizedSpan,
        entity: EntityRef,
    ) -> Option<Candidate> {
        let text = &self.source.text.text;
        let before = &text[sentence.span.start..span.start];
        let after = &text[span.end..sentence.span.end];
        // 甲园区方面:…… announces what follows.
        let announced = after.starts_with("方面:");
        // 甲市第一产业 is no rank.
        let sector = ["第一产业", "第二产业", "第三产业"].iter().any(|sector| after.starts_with(sector));
        let rest = after.split([',', ';', '。']).next().unwrap_or(after);
        // 在甲开发区项目集中签约仪式上,乙项目开工活动中: of the host of what people meet at, and not of what it is held for.
        let event = WORDS.event.end(rest);
        let host = event && matches!(entity.kind, EntityType::Park | EntityType::Place);
        if event && !host {
            return None;
        }
        // 甲市国际农机大会成功举办: the meeting is what is told of.
        if is_meeting_held(rest) {
            return None;
        }
        let led = if host { before.strip_suffix('在').unwrap_or(before) } else { before };
        if WORDS.not_after.end(led) || WORDS.not_before.begin(after) && !announced && !sector {
            return None;
        }
        // 位于甲市乙县丙园区, 坐落于甲市乙路: where something is, however many names say it.
        if self.is_where(sentence, span.start, entity.kind) {
            return None;
        }
        // 甲市|棉纺城位于…….: of the thing with the longer name, which no mention is.
        if entity.kind == EntityType::Place && stranger::extends(after) {
            return None;
        }
        // 甲城|基地占地300亩: of what a firm has there. 甲县基地 are all that the county has.
        let short = |name: &str| !name.ends_with(['县', '区', '市', '州', '省', '镇', '乡', '村', '旗']);
        if entity.kind == EntityType::Place && WORDS.plant.begin(after) && short(span.of(text)) {
            return None;
        }
        // 甲县境内全长12公里 is of the road that runs there.
        let measured = |words: &str| words.starts_with(|c: char| c.is_ascii_digit());
        if entity.kind == EntityType::Place && WORDS.stretch.without_prefix(after).is_some_and(measured) {
            return None;
        }
        let works = matches!(entity.kind, EntityType::Project | EntityType::Infrastructure);
        // 由甲公司投资、乙公司承建: what it costs is no figure of the builder.
        let builds = entity.kind == EntityType::Company && WORDS.contractor.begin(after);
        // 2条全自动灌装生产线 counts what the subject has.
        let line = works && before.ends_with('条') && !before.ends_with("一条");
        if works && is_counted(after) || builds || line {
            return None;
        }
        if before.ends_with(['是', '系']) && !works {
            return None;
        }
        // 被批准为甲市高新区,规划面积…… is of what became one.
        if entity.kind == EntityType::Park && WORDS.became.are_in(before) {
            return None;
        }
        // 甲市(乙)投资推介会, 途经三个县(甲县、乙县),: what stands in brackets with no figure only says more of the rest.
        let open = before.rfind('(').filter(|open| !before[*open..].contains(')'));
        if entity.kind == EntityType::Place && open.is_some() {
            let inside = after.split(')').next().unwrap_or(after);
            if inside.len() < after.len() && !inside.contains(|c: char| c.is_ascii_digit()) {
                return None;
            }
        }
        let clause = before.rsplit([',', ';', ':', '(', ')', '】']).next().unwrap_or(before);
        let clause = strip_time(clause);
        // 距甲大桥约8公里,全长…… is of what lies there.
        if works && is_attribute(text, span) {
            return None;
        }
        // 起自甲市乙互通,全长…… is of the road that begins there.
        let met = || entity.kind == EntityType::Infrastructure && self.is_met(span);
        if is_route_end(clause) && clause.ends_with('的') || met() {
            return None;
        }
        // 位于甲园区的乙公司,年产……: what a clause of its own describes. A place ends that clause: 依山傍水的甲县,……
        let whole = clause.len() == before.len() && after.starts_with(',');
        let free = !clause.starts_with(['由', '与', '和', '从', '对', '被', '同', '向', '经'])
            || ["之隔的", "相邻的", "毗邻的"].iter().any(|word| clause.ends_with(word));
        let described = clause.ends_with('的') && if entity.kind == EntityType::Place { whole } else { free };
        // 甲铁路总投资153亿元、乙文化园总投资80亿元: behind a figure the series goes on with another subject.
        let behind_figure = before.strip_suffix('、').is_some_and(|before| WORDS.figure_end.end(before));
        let opens = clause.is_empty()
            || behind_figure
            || described
            || clause.starts_with('“') && clause.ends_with('”')
            // 有一家新企业——|甲公司,产值……
            || clause.ends_with("——")
            || WORDS.opener.before(clause).any(|rest| strip_time(rest).is_empty());
        let leads =
            opens && !before.contains([',', ';', ':']) || strip_time(before.trim_end_matches(',')).is_empty();
        // The 和 of 和县 is no conjunction.
        let joint = without_bracket(after);
        let joined = joint.starts_with(['、', '和', '及']) && !self.is_named_at(span.end);
        let listed = before.ends_with(['、', '和', '及']) && !behind_figure || joined;
        // 甲县乙镇、丙镇,丁县戊镇“两县三镇”,规划面积……: nothing is said of the places that end a list.
        let ends_list =
            entity.kind == EntityType::Place && !leads && (rest.is_empty() || rest.starts_with('“'));
        let listed = listed || ends_list && before.contains('、');
        let object = match entity.kind {
            EntityType::Project | EntityType::Infrastructure => true,
            EntityType::Park => matches!(rest, "" | "建设"),
            EntityType::Company => WORDS.founds.end(before),
            _ => false,
        };
        Some(Candidate { span, entity, opens, leads, object, listed })
    }

    /// Whether a name at `position` says with the places directly before it where something is: 位于甲市乙县|丙园区; or a park alone
    /// where that something is told: 甲基地位于|乙园区.
    fn is_where(&self, sentence: &Sentence, position: usize, kind: EntityType) -> bool {
        let start = self.chained(sentence.span.start, position);
        let before = &self.source.text.text[sentence.span.start..start];
        let before = before.trim_end_matches(['本', '我', '市', '县', '区', '省']);
        let Some(subject) = WORDS.seated.without_suffix(before) else { return false };
        start < position
            || kind == EntityType::Park && !subject.is_empty() && !subject.ends_with([',', ';', ':'])
    }

    /// Where the places begin that end at `position`, one behind the other, not before `from`.
    pub(super) fn chained(&self, from: usize, position: usize) -> usize {
        let mentions = self.source.mentions;
        let to = begun_before(mentions, position);
        let mut start = position;
        for place in mentions[..to].iter().rev().take_while(|place| place.mention.span.start >= from) {
            let span = place.mention.span;
            if place.mention.kind == EntityType::Place && span.end == start {
                start = span.start;
            }
        }
        start
    }

    /// Whether a name begins at `position`.
    fn is_named_at(&self, position: usize) -> bool {
        let mentions = self.source.mentions;
        let at = begun_before(mentions, position);
        mentions.get(at).is_some_and(|mention| mention.mention.span.start == position)
    }
}

/// What follows the bracket that says what of a place is meant, 甲市(不含乙县)、丙市, else all of `after`.
fn without_bracket(after: &str) -> &str {
    let inside = after.strip_prefix('(').and_then(|rest| rest.split_once(')'));
    let names = |c: char| !matches!(c, '。' | ';') && !c.is_ascii_digit();
    inside.filter(|(inside, _)| inside.chars().all(names)).map_or(after, |(_, rest)| rest)
}

/// The length of 清河段, 甲镇至乙镇段 behind the name of a road.
fn section(words: &str) -> usize {
    const LONGEST: usize = 12;
    let end = words.char_indices().take(LONGEST).find(|(_, c)| *c == '段').map(|(at, _)| at);
    let between =
        |c: char| matches!(c, ',' | ';' | '。' | '、' | ':' | '(' | ')' | '的') || c.is_ascii_digit();
    match end {
        Some(end) if end > 0 && !words[..end].contains(between) => end + '段'.len_utf8(),
        _ => 0,
    }
}

/// Whether a house is only where somebody has rooms: 青石路87号|明屿大厦|九层. Other buildings are undertakings.
fn is_address(mention: &Mention) -> bool {
    mention.kind == EntityType::Infrastructure && mention.origin == Origin::Pattern("building")
}

/// Whether the rest of a clause names a meeting and says that it takes place: 国际农机大会|成功举办.
fn is_meeting_held(rest: &str) -> bool {
    WORDS.held.without_suffix(rest).is_some_and(|name| WORDS.meeting.end(name))
}
