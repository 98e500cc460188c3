//! The loader as a whole, on small dictionaries.

use std::borrow::Cow;
use std::fs;

use super::*;
use crate::entity::{EntityId, PlaceLevel};

/// Stands in for the text layer: digits and brackets become narrow, 陽 simple, and blanks go.
pub(super) fn normalize(text: &str) -> String {
    let standard = |c: char| match c {
        '０'..='９' | '（' | '）' => char::from_u32(c as u32 - 0xfee0).unwrap_or(c),
        '陽' => '阳',
        _ => c,
    };
    text.chars().filter(|c| *c != ' ').map(standard).collect()
}

fn file(path: &str, text: &str) -> SourceFile {
    SourceFile {
        name: path.into(),
        role: FileRole::of(path).expect("a path of the layout"),
        bytes: Cow::Owned(text.as_bytes().to_vec()),
    }
}

pub(super) fn source(files: &[(&str, &str)]) -> GazetteerSource {
    GazetteerSource::Files(files.iter().map(|(path, text)| file(path, text)).collect())
}

pub(super) fn shown(diagnostics: &[crate::diagnostic::Diagnostic]) -> Vec<String> {
    diagnostics.iter().map(|d| format!("{:?} {}", d.severity, d.location())).collect()
}

pub(super) fn id(text: &str) -> EntityId {
    EntityId::parse(text).expect("an identifier")
}

const PLACES: (&str, &str) = (
    "entities/places.csv",
    "id,name,level,code,parent,valid_from,valid_until,successor,source
place/530000,云南省,province,530000,,,,,s
place/530600,昭通市,prefecture,530600,place/530000,,,,s
place/530602,昭阳区,county,530602,place/530600,,,,s
place/530681,水富市,county,530681,place/530600,2018-07-02,,,s
place/530630,水富县,county,530630,place/530600,,2018,place/530681,s
place/530602001,凤凰街道,township,530602001,place/530602,,,,s
",
);

const PARKS: (&str, &str) = (
    "entities/parks.csv",
    "id,name,name_en,place,parent,note,source
park/昭阳工业园区,昭阳工业园区,Zhaoyang Park,place/530602|place/530681,,\"north, hills\",s
park/１号片区,１号片区,,,park/昭阳工业园区,,s
",
);

const ALIASES: (&str, &str) = (
    "aliases/places.csv",
    "alias,entity,kind,source
昭通,place/530600,short,s
昭阳,place/530602,short,s
昭阳,park/昭阳工业园区,short,s
水富,place/530681,short,s
水富,place/530630,short,s
",
);

#[test]
fn rows_become_entities_and_forms() {
    let (gazetteer, diagnostics) = Gazetteer::load(&[source(&[PLACES, PARKS, ALIASES])], normalize);
    assert_eq!(shown(&diagnostics), [""; 0]);
    let at = |text: &str| gazetteer.find(&id(text)).expect("known");
    let ids = |list: &[EntityIndex]| {
        list.iter().map(|at| gazetteer.entity(*at).id.key().to_owned()).collect::<Vec<_>>()
    };

    let shuifu = gazetteer.entity(at("place/530630"));
    assert_eq!(shuifu.level, Some(PlaceLevel::County));
    assert_eq!(shuifu.validity.until.map(|day| day.to_string()), Some("2018-12-31".to_owned()));
    assert_eq!(shuifu.successor, Some(at("place/530681")));
    let park = gazetteer.entity(at("park/昭阳工业园区"));
    assert_eq!(ids(&park.places), ["530602", "530681"]);
    assert_eq!((park.name_en.as_deref(), &*park.source), (Some("Zhaoyang Park"), "s"));

    let above: Vec<EntityIndex> = gazetteer.ancestors(at("place/530602001")).collect();
    assert_eq!(ids(&above), ["530602", "530600", "530000"]);
    assert_eq!(ids(gazetteer.children(at("place/530600"))), ["530602", "530630", "530681"]);
    let within = [
        ("place/530602001", "place/530000", true),
        ("place/530602", "place/530602", true),
        ("place/530600", "place/530602", false),
        ("park/昭阳工业园区", "place/530600", true),
        ("park/１号片区", "place/530602", true),
        ("park/１号片区", "park/昭阳工业园区", true),
        ("park/１号片区", "place/530602001", false),
    ];
    for (inner, outer, expected) in within {
        assert_eq!(gazetteer.is_within(at(inner), at(outer)), expected, "{inner} in {outer}");
    }

    let meanings = |text: &str| {
        let form = gazetteer.form(gazetteer.lookup(text).expect("a form"));
        form.aliases
            .iter()
            .map(|a| (gazetteer.entity(a.entity).id.key().to_owned(), a.kind))
            .collect::<Vec<_>>()
    };
    let own =
        |list: &[(&str, AliasKind)]| list.iter().map(|(k, v)| ((*k).to_owned(), *v)).collect::<Vec<_>>();
    assert_eq!(meanings("昭阳"), own(&[("昭阳工业园区", AliasKind::Short), ("530602", AliasKind::Short)]));
    assert_eq!(meanings("1号片区"), own(&[("１号片区", AliasKind::Official)]));
    assert_eq!(gazetteer.lookup("１号片区"), None, "forms are normalised");

    let text = "昭通市昭阳区";
    let hits: Vec<&str> = gazetteer.matcher().find_all(text).iter().map(|hit| hit.span.of(text)).collect();
    assert_eq!(hits, ["昭通", "昭通市", "昭阳", "昭阳区"]);
}

#[test]
fn bad_rows_are_reported_and_the_rest_is_used() {
    let head = "id,name,level,code,parent,valid_from,valid_until,successor,source\n";
    let cases: [(&str, &str, &str, &[&str], usize); 13] = [
        ("unknown type", "entities/p.csv", "county/1,甲,county,,,,,,s", &["Error entities/p.csv:2 [id]"], 0),
        ("bar in an id", "entities/p.csv", "park/甲|乙,甲,,,,,,,s", &["Error entities/p.csv:2 [id]"], 0),
        (
            "unknown level",
            "entities/p.csv",
            "place/1,甲,shire,,,,,,s",
            &["Error entities/p.csv:2 [level]"],
            0,
        ),
        (
            "place without level",
            "entities/p.csv",
            "place/1,甲,,,,,,,s",
            &["Error entities/p.csv:2 [level]"],
            0,
        ),
        ("bad code", "entities/p.csv", "place/1,甲,county,53,,,,,s", &["Error entities/p.csv:2 [code]"], 0),
        (
            "all cells of a row are checked",
            "entities/p.csv",
            "place/1, ,county,x,,2018-13-01,31.12.2019,,s",
            &[
                "Error entities/p.csv:2 [name]",
                "Error entities/p.csv:2 [code]",
                "Error entities/p.csv:2 [valid_from]",
                "Error entities/p.csv:2 [valid_until]",
            ],
            0,
        ),
        (
            "references that lead nowhere are dropped",
            "entities/p.csv",
            "place/1,甲,county,,place/2,,,place/3,s",
            &["Warning entities/p.csv:2 [parent]", "Warning entities/p.csv:2 [successor]"],
            1,
        ),
        (
            "duplicate",
            "entities/p.csv",
            "park/甲,甲,,,,,,,s\npark/甲,乙,,,,,,,s",
            &["Error entities/p.csv:3 [id]"],
            1,
        ),
        (
            "circle",
            "entities/p.csv",
            "park/甲,甲,,,park/乙,,,,s\npark/乙,乙,,,park/丙,,,,s\npark/丙,丙,,,park/甲,,,,s\npark/丁,丁,,,park/丁,,,,s",
            &["Warning entities/p.csv:5 [parent]", "Warning entities/p.csv:3 [parent]"],
            4,
        ),
        (
            "nothing left of a name",
            "entities/p.csv",
            "park/甲,\u{3000},,,,,,,s",
            &["Error entities/p.csv:2 [name]"],
            0,
        ),
        ("alias target", "aliases/a.csv", "甲,park/无,short,s", &["Error aliases/a.csv:2 [entity]"], 6),
        (
            "alias cells",
            "aliases/a.csv",
            ",place/530600,short,s\n甲,,short,s\n甲,place/530600,nick,s\n甲,place/530600,official,s",
            &[
                "Error aliases/a.csv:2 [alias]",
                "Error aliases/a.csv:3 [entity]",
                "Error aliases/a.csv:4 [kind]",
                "Error aliases/a.csv:5 [kind]",
            ],
            6,
        ),
        (
            "aliases that add nothing",
            "aliases/a.csv",
            "昭通市,place/530600,variant,s\n昭通,place/530600,short,s\n昭 通,place/530600,variant,s",
            &["Warning aliases/a.csv:4 [alias]", "Warning aliases/a.csv:2 [alias]"],
            6,
        ),
    ];
    for (name, path, rows, expected, entities) in cases {
        let files = if path.starts_with("aliases") {
            source(&[PLACES, (path, &format!("alias,entity,kind,source\n{rows}\n"))])
        } else {
            source(&[(path, &format!("{head}{rows}\n"))])
        };
        let (gazetteer, diagnostics) = Gazetteer::load(&[files], normalize);
        assert_eq!(shown(&diagnostics), expected, "{name}");
        assert_eq!(gazetteer.entities().len(), entities, "{name}");
        for (at, _) in gazetteer.entities() {
            assert!(gazetteer.ancestors(at).count() <= entities, "{name}: ancestors end");
        }
        for diagnostic in &diagnostics {
            assert!(!diagnostic.message.zh.is_empty() && !diagnostic.message.en.is_empty(), "{name}");
        }
    }
}

#[test]
fn a_later_source_adds_and_replaces() {
    let own = source(&[
        ("entities/mine.csv", "id,name,level\nplace/530602,昭阳新区,county\nplace/530628,彝良县,county\n"),
        ("aliases/mine.csv", "alias,entity,kind\n昭通,place/530600,short\n"),
    ]);
    let (both, diagnostics) = Gazetteer::load(&[source(&[PLACES, ALIASES, PARKS]), own.clone()], normalize);
    assert_eq!(shown(&diagnostics), [""; 0], "a source may repeat and replace what another says");
    let zhaoyang = both.entity(both.find(&id("place/530602")).expect("kept"));
    assert_eq!((&*zhaoyang.name, zhaoyang.parent), ("昭阳新区", None));
    assert!(both.lookup("昭阳").is_some(), "aliases of the earlier source stay");
    assert_eq!(both.entities().len(), 9);
    let (first, _) = Gazetteer::load(&[source(&[PLACES, ALIASES, PARKS])], normalize);
    assert_ne!(first.version(), both.version());
    assert_eq!(first.version().len(), 12);
}

#[test]
fn handles_do_not_depend_on_the_order_of_files() {
    let (one, _) = Gazetteer::load(&[source(&[PLACES, PARKS, ALIASES])], normalize);
    let (other, _) = Gazetteer::load(&[source(&[ALIASES, PARKS, PLACES])], normalize);
    assert!(one.entities().eq(other.entities()));
    assert!(one.forms().eq(other.forms()));
}

#[test]
fn a_directory_is_read_and_strays_are_named() {
    let directory = tempfile::tempdir().expect("a directory");
    let path = |name: &str| directory.path().join(name);
    fs::create_dir(path("entities")).expect("made");
    fs::write(path(PLACES.0), PLACES.1).expect("written");
    fs::write(path("entities/notes.txt"), "not a table").expect("written");
    fs::write(path("parks.csv"), PARKS.1).expect("written");
    fs::write(path("heads.csv"), "head,type\n").expect("written");
    let (gazetteer, diagnostics) =
        Gazetteer::load(&[GazetteerSource::Directory(directory.path().to_owned())], normalize);
    assert_eq!(gazetteer.entities().len(), 6);
    assert_eq!(shown(&diagnostics), [format!("Warning {}", path("parks.csv").display())]);

    let (gazetteer, diagnostics) = Gazetteer::load(&[GazetteerSource::Directory(path("missing"))], normalize);
    assert_eq!(gazetteer.entities().len(), 0);
    assert_eq!(gazetteer.matcher().find_all("昭通市"), []);
    let missing = path("missing").display().to_string();
    assert_eq!(shown(&diagnostics), [format!("Error {missing}"), format!("Warning {missing}")]);
}

#[test]
fn words_and_guards_are_tied_to_forms() {
    let (gazetteer, diagnostics) = Gazetteer::load(
        &[source(&[
            PLACES,
            PARKS,
            ALIASES,
            ("lexicon.tsv", "建设\t500\tvn\n水富\t3\tn\n建\t9\tv\n坏\t0\tn\n坏\t1\t?\n坏\n"),
            ("common_words.csv", "word,pos,note\n昭阳,n,x\n合作,v,x\n无,?,x\n"),
            (
                "guards.csv",
                "word,left,right,action,reason,example,counter_example\n昭阳,朝|拱,,refuse,r,e,c\n昭阳,,,maybe,r,e,c\n",
            ),
        ])],
        normalize,
    );
    assert_eq!(
        shown(&diagnostics),
        [
            "Error lexicon.tsv:4 [frequency]",
            "Error lexicon.tsv:5 [pos]",
            "Error lexicon.tsv:6",
            "Error common_words.csv:4 [pos]",
            "Error guards.csv:3 [action]",
        ]
    );
    let lexicon = gazetteer.lexicon();
    assert_eq!(lexicon.get("建设"), Some(Word { frequency: 500, class: WordClass::VerbalNoun }));
    assert_eq!((lexicon.get("建设者"), lexicon.len(), lexicon.total_frequency()), (None, 3, 512));
    let form = gazetteer.lookup("昭阳").expect("a form");
    assert_eq!(gazetteer.common_words().of_form(form).map(|word| word.class), Some(WordClass::Noun));
    assert_eq!(gazetteer.guards().of_form(form).len(), 1);
    assert!(gazetteer.guards().of_form(form)[0].matches("太阳朝", "升"));
}

#[test]
fn the_check_finds_what_is_doubtful() {
    let report = check(
        &[source(&[
            PLACES,
            PARKS,
            ALIASES,
            (
                "entities/odd.csv",
                "id,name,level,code,parent,place,valid_from,valid_until,source
place/530603,隐\u{200b}区,county,,place/530602,,2020,2019,s
company/甲,甲公司,county,,,park/昭阳工业园区,,,t
company/乙,１号（陽）,,,,,,,s
company/丙,１号 （阳）厂,,,,,,,s
",
            ),
            (
                "aliases/odd.csv",
                "alias,entity,kind,source\n昭,place/530600,variant,s\n滇,place/530000,abbreviation,s\n",
            ),
            (
                "guards.csv",
                "word,left,right,action,reason,example,counter_example
昭阳,朝,,refuse,,朝昭阳,没有
乙,,,refuse,r,乙,乙
昭阳,,区,require,r,昭阳工业,昭阳区内
昭阳,去,,refuse,r,来昭阳,去昭阳
昭阳,,,require,r,昭阳,昭阳
",
            ),
            ("sources.toml", "[s]\nlicence = \"MIT\"\n"),
        ])],
        normalize,
    );
    assert_eq!(
        shown(&report.diagnostics),
        [
            "Warning aliases/places.csv:4 [alias]",
            "Warning entities/odd.csv:2 [name]",
            "Warning entities/odd.csv:2 [valid_until]",
            "Warning entities/odd.csv:2 [parent]",
            "Warning entities/odd.csv:3 [level]",
            "Warning entities/odd.csv:3 [place]",
            "Warning entities/odd.csv:3 [source]",
            "Warning entities/odd.csv:4 [name]",
            "Warning aliases/odd.csv:2 [alias]",
            "Warning guards.csv:2 [reason]",
            "Warning guards.csv:2 [counter_example]",
            "Warning guards.csv:5 [example]",
            "Warning guards.csv:5 [counter_example]",
            "Warning guards.csv:6 [left]",
            "Warning guards.csv:6 [example]",
        ]
    );
    let counts = report.counts;
    assert_eq!((counts.entities, counts.collisions, counts.place_homonyms), (12, 1, 1));
    assert_eq!((counts.guards, counts.idle_guards), (5, 1));
    assert_eq!((counts.errors, counts.warnings, counts.files), (0, 15, 7));
}

#[test]
fn statistics_count_what_is_there() {
    let (gazetteer, _) = Gazetteer::load(&[source(&[PLACES, PARKS, ALIASES])], normalize);
    let stats = stats(&gazetteer);
    assert_eq!((stats.entities, stats.forms, stats.ambiguous_forms, stats.ended), (8, 11, 2, 1));
    let named = |list: &[Count]| list.iter().map(|c| format!("{} {}", c.name, c.count)).collect::<Vec<_>>();
    assert_eq!(named(&stats.by_kind), ["official 8", "short 5", "former 0", "abbreviation 0", "variant 0"]);
    assert_eq!(named(&stats.by_source), ["s 8"]);
    assert_eq!(named(&stats.most_ambiguous), ["昭阳 2", "水富 2"]);
    assert_eq!(
        stats.provinces,
        [ProvinceStats {
            id: "place/530000".to_owned(),
            name: "云南省".to_owned(),
            prefectures: 1,
            counties: 2,
            townships: 1
        }]
    );
    assert!(serde_json::to_string(&stats).is_ok());
}

#[test]
fn a_gazetteer_is_shared_between_threads() {
    fn shared<T: Send + Sync>() {}
    shared::<Gazetteer>();
}
