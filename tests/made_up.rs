//! Names made up of parts: no dictionary has them, and chanpu must find them whole.
//!
//! Brands of random characters, trades, sectors, heads and towns are put together as real names are, and set
//! into sentences of the press (`tests/made_up/names.toml`). The numbers are drawn by a generator of our own, so that
//! every run reads the same names; the share that is found with exact ends must not fall below the floor of its class.
//!
//! The same generator sets heads, brands, brackets and counts side by side in any order: whatever a text says, it is read.

use std::collections::{BTreeMap, BTreeSet};

use chanpu::document::{Document, Format};
use chanpu::gazetteer::Gazetteer;
use chanpu::pipeline::Extractor;
use chanpu::text::Normalizer;
use serde::Deserialize;

/// What brands are made of.
const BRAND: &str =
    "鑫恒达泰华瑞宏盛源丰润康佳美凯嘉诚信德隆昌兴旺福安顺利通联创新科远大东方明光辉耀金银玉龙凤祥云天";

/// How many names of each class are drawn at least.
const EACH: usize = 200;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Table {
    lists: BTreeMap<String, Vec<String>>,
    class: Vec<Class>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Class {
    id: String,
    kind: String,
    /// The least share, in percent, that must be found whole.
    floor: usize,
    names: Vec<String>,
    sentences: Vec<String>,
}

/// A generator of [Lehmer](https://doi.org/10.1145/63039.63042): its sequence never changes with a library.
struct Draw<'t> {
    state: u64,
    lists: &'t BTreeMap<String, Vec<String>>,
}

impl<'t> Draw<'t> {
    fn below(&mut self, bound: usize) -> usize {
        self.state = self.state * 48_271 % 2_147_483_647;
        usize::try_from(self.state).expect("31 bits") % bound
    }

    fn of<'l>(&mut self, list: &'l [String]) -> &'l str {
        &list[self.below(list.len())]
    }

    fn list(&self, name: &str) -> &'t [String] {
        self.lists.get(name).expect("names.toml has a list for every part in braces")
    }

    fn brand(&mut self) -> String {
        let characters: Vec<char> = BRAND.chars().collect();
        let length = 2 + self.below(3) / 2;
        (0..length).map(|_| characters[self.below(characters.len())]).collect()
    }

    fn town(&mut self) -> String {
        let list = if self.below(2) == 0 { "county" } else { "city" };
        let place = self.of(self.list(list));
        place.strip_suffix(['县', '市', '区']).unwrap_or(place).to_owned()
    }

    /// A name with its parts drawn; no part comes twice.
    fn name(&mut self, pattern: &str) -> String {
        let mut out = String::new();
        let mut used: BTreeSet<String> = BTreeSet::new();
        let mut rest = pattern;
        while let Some((before, (part, after))) =
            rest.split_once('{').and_then(|(before, inside)| Some((before, inside.split_once('}')?)))
        {
            out.push_str(before);
            let drawn = std::iter::repeat_with(|| match part {
                "brand" => self.brand(),
                "town" => self.town(),
                "n" => (4 + self.below(90)).to_string(),
                list => self.of(self.list(list)).to_owned(),
            })
            .find(|drawn| !used.contains(drawn))
            .expect("lists hold more than one word");
            out.push_str(&drawn);
            used.insert(drawn);
            rest = after;
        }
        out + rest
    }
}

fn table() -> Table {
    toml::from_str(include_str!("made_up/names.toml")).expect("names.toml")
}

fn gazetteer() -> Gazetteer {
    let normalizer = Normalizer::builtin();
    Gazetteer::builtin(|name| normalizer.normalize_str(name)).0
}

fn plain(text: String) -> Document {
    Document::from_bytes("a.txt", Format::Text, text.into_bytes()).expect("a text")
}

#[test]
fn names_made_up_of_parts_are_found_whole() {
    let table = table();
    let gazetteer = gazetteer();
    let extractor = Extractor::new(&gazetteer).expect("built-in rules");
    let mut low = Vec::new();
    for class in &table.class {
        let mut draw = Draw { state: 20_231, lists: &table.lists };
        let (mut drawn, mut missed) = (0, Vec::new());
        while drawn < EACH {
            let mut text = draw.of(&class.sentences).to_owned();
            let mut names = BTreeSet::new();
            while text.contains("{name}") {
                let pattern = draw.of(&class.names);
                let name = draw.name(pattern);
                if names.insert(name.clone()) {
                    text = text.replacen("{name}", &name, 1);
                }
            }
            drawn += names.len();
            let (file, format) = if text.contains('|') {
                ("made-up.md", Format::Markdown)
            } else {
                ("made-up.txt", Format::Text)
            };
            let document = Document::from_bytes(file, format, text.clone().into_bytes()).expect("a text");
            let found = extractor.extract(&document);
            let whole = |name: &String| {
                found.mentions.iter().any(|mention| {
                    mention.span.text == *name && mention.kind.as_str() == class.kind && !mention.nested
                })
            };
            missed.extend(names.iter().filter(|name| !whole(name)).map(|name| format!("{name}: {text}")));
        }
        let share = 100 * (drawn - missed.len()) / drawn;
        println!("{:<48} {share:>3} %", class.id);
        if share < class.floor {
            low.push(format!(
                "{}: {share} % are found whole, at least {} should be\n{missed:#?}",
                class.id, class.floor
            ));
        }
    }
    assert!(low.is_empty(), "{}", low.join("\n"));
}

/// A text gives the full name of a firm once and then calls it by its brand, whatever its trade.
#[test]
fn firms_are_known_by_their_brands() {
    let table = table();
    let gazetteer = gazetteer();
    let extractor = Extractor::new(&gazetteer).expect("built-in rules");
    let trades = table.lists.get("trade").expect("names.toml has trades");
    let mut missed = Vec::new();
    for trade in trades {
        let name = format!("青州凯锐达{trade}有限公司");
        let text = format!("{name}扩建厂房。凯锐达成立于2013年。");
        let document = plain(text);
        let found = extractor.extract(&document);
        let firms: Vec<&str> = (found.mentions.iter())
            .filter(|mention| mention.kind.as_str() == "company" && !mention.nested)
            .map(|mention| mention.span.text.as_str())
            .collect();
        if firms != [name.as_str(), "凯锐达"] {
            missed.push(format!("{trade}: {firms:?}"));
        }
    }
    let share = 100 * (trades.len() - missed.len()) / trades.len();
    assert!(share >= 97, "{share} % are known by their brands, at least 97 should be\n{missed:#?}");
}

/// What stands between the words of a text that nobody would write.
const BETWEEN: [&str; 40] = [
    "(",
    ")",
    "(",
    ")",
    "“",
    "”",
    "、",
    ",",
    "。",
    ";",
    ":",
    "．",
    "-",
    "—",
    "·",
    "\n",
    " ",
    "的",
    "和",
    "与",
    "至",
    "等",
    "在",
    "为",
    "第",
    "3个",
    "两条",
    "三座",
    "5万吨",
    "100兆瓦",
    "220千伏",
    "G213",
    "KPL",
    "2号",
    "(3)",
    "5元",
    "2023年",
    "二期",
    "百",
    "万",
];

/// Texts in which a name once ran over what bounds it.
const OVER_BOUNDS: [&str; 4] = [
    "青石县推进KPL(3个合盛)储能项目。",
    "青石KPL(2条鑫晟)生产线开工",
    "5元宁．项目",
    "5吨由给永国际．集聚区",
];

/// The characters of all texts of the challenge suite, one behind the other.
fn sentences_of_the_challenge() -> Vec<char> {
    let directory = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/challenge");
    let mut files: Vec<_> = std::fs::read_dir(directory)
        .expect("the challenge suite")
        .flatten()
        .map(|file| file.path())
        .collect();
    files.retain(|file| file.extension().is_some_and(|end| end == "toml"));
    files.sort();
    let files = files.iter().map(|file| std::fs::read_to_string(file).expect("a file of the suite"));
    let texts = files.flat_map(|file| {
        let texts = file.lines().filter_map(|line| line.strip_prefix("text = \"")?.strip_suffix('"'));
        texts.flat_map(|text| text.replace("\\n", "\n").chars().collect::<Vec<_>>()).collect::<Vec<_>>()
    });
    texts.collect()
}

#[test]
fn words_in_any_order_are_read() {
    const TEXTS: usize = 400;
    const WORDS: usize = 90;
    /// The longest piece of a sentence among them, in characters.
    const PIECE: usize = 11;
    let table = table();
    let heads = include_str!("../gazetteer/heads.csv").lines().skip(1);
    let heads: Vec<&str> = heads.filter_map(|row| row.split(',').next()).collect();
    let gazetteer = gazetteer();
    let extractor = Extractor::new(&gazetteer).expect("built-in rules");
    let mut draw = Draw { state: 20_232, lists: &table.lists };
    let lists: Vec<&Vec<String>> = table.lists.values().collect();
    // Sentences cut anywhere: what the characters mean depends on those around them.
    let sentences = sentences_of_the_challenge();
    let drawn = std::iter::repeat_with(|| {
        let words = (0..WORDS).map(|_| match draw.below(5) {
            0 => heads[draw.below(heads.len())].to_owned(),
            1 => draw.brand(),
            2 => {
                let list = lists[draw.below(lists.len())];
                draw.of(list).to_owned()
            }
            3 => {
                let start = draw.below(sentences.len() - PIECE);
                sentences[start..][..1 + draw.below(PIECE)].iter().collect()
            }
            _ => BETWEEN[draw.below(BETWEEN.len())].to_owned(),
        });
        words.collect::<String>()
    });
    for text in OVER_BOUNDS.iter().map(|text| (*text).to_owned()).chain(drawn.take(TEXTS)) {
        let document = plain(text.clone());
        let read = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| extractor.extract(&document)));
        assert!(read.is_ok(), "it stopped at {text}");
    }
}
