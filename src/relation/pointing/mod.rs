//! The items of a document: its mentions, and the words that point to one: 全县, 该公司, 第1、4项.

mod antecedent;
mod named;
mod stop;
mod work_noun;

use std::sync::LazyLock;

use super::deixis::{Pointer, Target, called_project, kind_of, pointer_at};
use super::item::{Item, Items};
use super::ordinal;
use super::profile::Profile;
use super::reference::entity_ref;
use super::scope::{Focus, Scopes};
use crate::entity::{EntityType, PlaceLevel};
use crate::extraction::EntityRef;
use crate::gazetteer::Gazetteer;
use crate::linking::LinkedMention;
use crate::text::word_list::word_lists;
use crate::text::words::Words;
use crate::text::{NormalizedSpan, NormalizedText, Sentence};
use antecedent::{
    city_of, here, inside, is_inside, is_of_new_firm, is_quoted, last, speaker, town_before, work,
    works_before,
};

pub(super) use antecedent::{built_firm, firm_of_project, opening_park, own_town, phase_of, project_called};
pub(super) use named::named;
pub(super) use stop::is_timed;
use stop::{Stop, stops};
pub(super) use work_noun::WorkNoun;

word_lists! {
    static WORDS: PointingWords = "pointing.csv";
    /// Words that point to the last firm where a clause begins with them.
    company,
    /// What is told of a park behind its name where it is what is built.
    begun,
    /// Words that point to the last project.
    project,
    /// Words that point to the last road, railway or pipeline.
    work,
    /// Words that point to the last park.
    park,
    /// Words that point to the town that the passage is about.
    town,
    /// Nouns that point to the last work of that kind where a clause begins with them.
    plant,
    /// What the names of roads, railways and pipelines have in them.
    line,
    /// What makes another word of a bare 项目, 公司 or 园区.
    not_before,
    /// Words before 园区 that make it a certain one.
    to_park,
    /// What may stand before what opens a clause.
    adverb,
    /// Verbs of a firm that has a project without a name.
    builds,
    /// What is told directly behind its name of a firm that is built.
    built,
}

/// Words that point to the last thing of a type where a clause begins with them.
static OPENING: LazyLock<Words<EntityType>> = LazyLock::new(|| {
    let of = |words: &'static Words, kind| words.iter().map(move |word| (word, kind));
    let works = of(&WORDS.project, EntityType::Project);
    let others = of(&WORDS.company, EntityType::Company).chain(of(&WORDS.park, EntityType::Park));
    let towns = of(&WORDS.town, EntityType::Place);
    Words::new(works.chain(others).chain(towns).collect())
});
const PARK: &str = "园区";

/// The mentions, and what points to one.
pub(super) fn items(
    text: &NormalizedText,
    sentences: &[Sentence],
    mentions: &[LinkedMention],
    profile: &Profile,
    scopes: &Scopes,
    gazetteer: &Gazetteer,
) -> Items {
    let named = named(text, mentions, gazetteer);
    let reader = Reader { text, mentions, named: &named, profile, scopes, gazetteer };
    let mut found = Vec::new();
    let mut places = Vec::new();
    let has_park = named.iter().any(|item| item.kind == EntityType::Park);
    for sentence in sentences {
        stops(text, sentence.span, &mut places);
        for stop in &places {
            reader.read(stop, sentence, &mut found);
        }
        if has_park {
            reader.read_goals(sentence, &mut found);
        }
    }
    found.extend(ordinal::items(text, sentences, &named));
    found.extend(named);
    Items::new(found)
}

/// Reads the words of a document that point to what it names.
struct Reader<'a> {
    text: &'a NormalizedText,
    mentions: &'a [LinkedMention],
    /// The mentions as items.
    named: &'a [Item],
    profile: &'a Profile,
    scopes: &'a Scopes,
    gazetteer: &'a Gazetteer,
}

impl Reader<'_> {
    /// Finds what the words at a stop of `sentence` point to.
    fn read(&self, stop: &Stop, sentence: &Sentence, found: &mut Vec<Item>) {
        let Stop { at, opens, timed } = *stop;
        let text = self.text.text.as_str();
        let (before, rest) = (&text[sentence.span.start..at], &text[at..sentence.span.end]);
        let Some(first) = rest.chars().next() else { return };
        let mut add = |word: &str, meant: Option<EntityRef>| {
            let meant = meant.map(|whole| phase_of(&whole, &rest[word.len()..], self.named).unwrap_or(whole));
            found.extend(meant.map(|entity| {
                let span = NormalizedSpan::new(at, at + word.len());
                Item { span, kind: entity.kind, entity: Some(entity), others: Vec::new() }
            }));
        };
        if let Some(pointer) = pointer_at(rest, first, before.is_empty()) {
            add(pointer.word, self.pointed(pointer, at, sentence));
        }
        let opening = if opens || timed { OPENING.beginning(rest) } else { None };
        if let Some((word, kind)) = opening
            && !WORDS.not_before.begin(&rest[word.len()..])
        {
            add(word, self.opening(word, kind, at, sentence));
        }
        if (opens || timed)
            && let Some(noun) = WorkNoun::beginning(rest)
        {
            add(noun.word(), self.work(noun, at, sentence));
        }
        match first {
            '该' => {
                if let Some(word) = called_project(rest) {
                    add(word, project_called(&word[first.len_utf8()..], at, text, self.named));
                }
            }
            '我' if rest.starts_with("我们") => {
                let own = || self.profile.firms.at(at).cloned().filter(|_| is_quoted(before));
                add("我们", speaker(at, sentence, self.text, self.named).or_else(own));
            }
            '此' if before.ends_with('在') => {
                add("此", here(at, text, self.named).and_then(|nearest| nearest.entity.clone()));
            }
            _ => {}
        }
    }

    /// Finds the zones that somebody goes to by a bare noun: 落户|园区, 入驻|高新区.
    fn read_goals(&self, sentence: &Sentence, found: &mut Vec<Item>) {
        let words = sentence.span.of(&self.text.text);
        for (at, verb, ()) in WORDS.to_park.all(words) {
            let rest = &words[at + verb.len()..];
            let Some((noun, ())) = WORDS.park.beginning(rest) else { continue };
            let at = sentence.span.start + at + verb.len();
            let called = |park: &EntityRef| park.label.ends_with(noun);
            let meant = match noun {
                PARK => self.last(EntityType::Park, at),
                _ if WORDS.not_before.begin(&rest[noun.len()..]) => None,
                _ => self.opening(noun, EntityType::Park, at, sentence).filter(called),
            };
            found.extend(meant.map(|park| {
                let span = NormalizedSpan::new(at, at + noun.len());
                Item { span, kind: park.kind, entity: Some(park), others: Vec::new() }
            }));
        }
    }

    /// What a word of a certain meaning points to: 该公司, 全县.
    fn pointed(&self, pointer: Pointer, at: usize, sentence: &Sentence) -> Option<EntityRef> {
        let text = self.text.text.as_str();
        let passage = sentence.passage;
        match pointer.target {
            Target::Last(EntityType::Project) if pointer.word == "项目" => self.bare_project(at, sentence),
            Target::Last(EntityType::Project) => work(at, text, self.named),
            // 该区 is a zone or a district, whichever was named last; a 园区 is called so.
            Target::Last(EntityType::Park) if pointer.word == "该区" => {
                let zone = |park: &EntityRef| park.label.ends_with('区') && !park.label.ends_with(PARK);
                self.within_passage(at, sentence).filter(zone)
            }
            Target::Last(EntityType::Infrastructure) => {
                self.work(WorkNoun::beginning(pointer.word)?, at, sentence)
            }
            Target::Last(kind) => self.bare(pointer.word, kind, at).or_else(|| self.last(kind, at)),
            Target::County => {
                let is_county =
                    |focus: &Focus| self.gazetteer.entity(focus.place).level == Some(PlaceLevel::County);
                let own = || self.scopes.own(passage).filter(is_county);
                self.place(self.scopes.county(passage).or_else(own))
            }
            // 我市|甲县乙镇: the city of the county that follows.
            Target::Prefecture => city_of(at + pointer.word.len(), self.mentions, self.gazetteer)
                .or_else(|| self.place(self.scopes.prefecture(passage))),
            // 万全镇 is a name.
            Target::Town if is_inside(at, self.named) => None,
            Target::Town => {
                let kind = kind_of(pointer.word);
                own_town(kind, self.scopes.county(passage), self.gazetteer)
                    .or_else(|| town_before(kind, at, self.named, text))
            }
        }
    }

    /// What a bare noun means that a clause begins with: 项目, 企业, 区内.
    fn opening(&self, word: &str, kind: EntityType, at: usize, sentence: &Sentence) -> Option<EntityRef> {
        match kind {
            EntityType::Project => self.bare_project(at, sentence),
            EntityType::Place => {
                own_town(kind_of(word), self.scopes.county(sentence.passage), self.gazetteer)
            }
            // In the profile of a firm 企业 is the firm; elsewhere it is any.
            _ if word == "企业" => self.bare(word, kind, at),
            _ if word == "集团" => self.last(kind, at).filter(|group| group.label.contains("集团")),
            EntityType::Park if word == "区内" => self.within_passage(at, sentence),
            EntityType::Park if word == "园内" => {
                inside(word, self.passage_start(sentence), at, &self.text.text, self.named)
            }
            // 产业集聚区 without a park that is called so is any.
            EntityType::Park if !matches!(word, PARK | "开发区") => {
                let called = |park: &EntityRef| park.label.ends_with(word);
                self.bare(word, kind, at).or_else(|| self.last(kind, at).filter(called))
            }
            _ => self.bare(word, kind, at).or_else(|| self.last(kind, at)),
        }
    }

    /// The park that 区内 or 该区 means.
    fn within_passage(&self, at: usize, sentence: &Sentence) -> Option<EntityRef> {
        inside("区内", self.passage_start(sentence), at, &self.text.text, self.named)
    }

    fn passage_start(&self, sentence: &Sentence) -> usize {
        self.text.passages.get(sentence.passage).map_or(0, |passage| passage.span.start)
    }

    /// What a bare 项目 means.
    fn bare_project(&self, at: usize, sentence: &Sentence) -> Option<EntityRef> {
        let firm = firm_of_project(at, self.text, sentence.passage, self.named);
        if firm.is_some() || is_of_new_firm(at, self.text, sentence, self.named) {
            return firm;
        }
        work(at, &self.text.text, self.named)
    }

    /// What bare 公司 and 园区 mean in a profile: what that is about.
    fn bare(&self, word: &str, kind: EntityType, at: usize) -> Option<EntityRef> {
        let Profile { park, titled, firms, parks, .. } = self.profile;
        // In the part of one of several parks that one comes before the park of the title.
        let part = parks.at(at);
        let mut whole = part.into_iter().chain(park).chain(titled);
        let meant = match (word, kind) {
            ("公司" | "企业", EntityType::Company) => firms.at(at),
            ("园区" | "我园" | "全园", EntityType::Park) => whole.next(),
            ("开发区", EntityType::Park) => {
                whole.find(|park| park.label.ends_with("开发区") || park.label.ends_with("高新区"))
            }
            (noun, EntityType::Park) => whole.find(|park| park.label.ends_with(noun)),
            _ => None,
        };
        meant.cloned()
    }

    /// The work that a noun at `at` means.
    fn work(&self, noun: WorkNoun, at: usize, sentence: &Sentence) -> Option<EntityRef> {
        let near = sentence.passage.checked_sub(1).and_then(|before| self.text.passages.get(before));
        let start = self.passage_start(sentence);
        let near = near.map_or(start, |before| before.span.start);
        noun.choose(near, start, works_before(at, &self.text.text, self.named))
    }

    /// The last thing of a type before `at`.
    fn last(&self, kind: EntityType, at: usize) -> Option<EntityRef> {
        last(kind, at, &self.text.text, self.named)
    }

    fn place(&self, focus: Option<Focus>) -> Option<EntityRef> {
        focus.map(|focus| entity_ref(focus.place, self.gazetteer))
    }
}
