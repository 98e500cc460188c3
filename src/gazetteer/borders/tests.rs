//! Boundaries as a user gives them, beside a small dictionary.

use crate::gazetteer::Gazetteer;
use crate::gazetteer::tests::{id, normalize, shown, source};

/// A feature with a square of one degree.
fn square(properties: &str, x: f64, y: f64) -> String {
    let corners = [(0.0, 0.0), (1.0, 0.0), (1.0, 1.0), (0.0, 1.0), (0.0, 0.0)];
    let ring: Vec<String> = corners.iter().map(|(dx, dy)| format!("[{},{}]", x + dx, y + dy)).collect();
    let ring = ring.join(",");
    format!(
        r#"{{"type":"Feature","properties":{{{properties}}},"geometry":{{"type":"Polygon","coordinates":[[{ring}]]}}}}"#
    )
}

fn collection(features: &[String]) -> String {
    format!(r#"{{"type":"FeatureCollection","features":[{}]}}"#, features.join(","))
}

const BESIDE: (&str, &str) = (
    "entities/places.csv",
    "id,name,level,code,parent,valid_from,valid_until,successor,source
place/440000,广东省,province,440000,,,,,s
place/441900,东莞市,prefecture,441900,place/440000,,,,s
place/440300,深圳市,prefecture,440300,place/440000,,,,s
place/440306,宝安区,county,440306,place/440300,,,,s
place/440311,光明区,county,440311,place/440300,,,,s
place/440309,龙华区,county,440309,place/440300,,,,s
",
);

#[test]
fn divisions_whose_boundaries_touch_are_neighbours() {
    let features = [
        square(r#""adcode":440306"#, 113.0, 22.0),
        square(r#""adcode":"440311","name":"whatever""#, 114.0, 22.0),
        square(r#""name":"东莞市""#, 114.0, 23.0),
        square(r#""code":"440309""#, 120.0, 22.0),
        // What surrounds all is beside the first three, and above them.
        square(r#""adcode":440300"#, 113.0, 22.0),
    ];
    let borders = collection(&features);
    let (gazetteer, diagnostics) =
        Gazetteer::load(&[source(&[BESIDE, ("borders/a.geojson", &borders)])], normalize);
    assert_eq!(shown(&diagnostics), [""; 0]);
    let neighbours = |code: &str| -> Vec<String> {
        let place = gazetteer.find(&id(&format!("place/{code}"))).expect("it is there");
        gazetteer.neighbours(place).iter().map(|at| gazetteer.entity(*at).name.to_string()).collect()
    };
    assert_eq!(
        neighbours("440306"),
        ["光明区", "东莞市"],
        "a corner is enough, and a city without counties is one"
    );
    assert_eq!(neighbours("441900"), ["深圳市", "宝安区", "光明区"]);
    assert_eq!(neighbours("440309"), [""; 0]);
    assert_eq!(neighbours("440300"), ["东莞市"]);

    let (without, _) = Gazetteer::load(&[source(&[BESIDE])], normalize);
    assert_eq!(gazetteer.version(), without.version(), "documents are read in the same way");
    assert!(gazetteer.borders().is_some() && without.borders().is_none());
}

#[test]
fn boundaries_that_cannot_be_used_are_named() {
    let point = r#"{"type":"Feature","properties":{"adcode":440306},"geometry":{"type":"Point","coordinates":[1,2]}}"#;
    let metres = r#"{"type":"Feature","properties":{"adcode":440306},
        "geometry":{"type":"Polygon","coordinates":[[[500000,2500000],[1,2],[3,4],[1,2]]]}}"#;
    let features = [
        square(r#""adcode":999999"#, 0.0, 0.0),
        square(r#""name":"深圳""#, 0.0, 0.0),
        square(r#""kind":3"#, 0.0, 0.0),
        point.to_owned(),
        metres.to_owned(),
        r#"{"type":"Feature","properties":{"adcode":440306},"geometry":null}"#.to_owned(),
        "7".to_owned(),
        square(r#""adcode":440306"#, 0.0, 0.0),
        square(r#""adcode":440311"#, 1.0, 0.0),
    ];
    let (borders, cut) = (collection(&features), "{\"type\":\"FeatureCollection\",\n\"features\":[");
    let (gazetteer, diagnostics) = Gazetteer::load(
        &[source(&[
            BESIDE,
            ("borders/a.json", &borders),
            ("borders/b.geojson", cut),
            ("borders/c.geojson", r#"{"type":"Topology"}"#),
        ])],
        normalize,
    );
    let messages: Vec<String> =
        diagnostics.iter().map(|found| format!("{}: {}", found.location(), found.message.en)).collect();
    for (message, part) in messages.iter().zip([
        "borders/a.json: feature 3 says not which division it is",
        "borders/a.json: feature 4 can't be used: unknown variant `Point`",
        "borders/a.json: feature 5 can't be used: [500000.0, 2500000.0] are no degrees",
        "borders/a.json: feature 6 (440306) has no boundary",
        "borders/a.json: feature 7 can't be used",
        "borders/a.json: feature 1: no division is called \"999999\"",
        "borders/a.json: feature 2: no division is called \"深圳\"",
        "borders/b.geojson:2: column 12: this isn't GeoJSON",
        "borders/c.geojson: this is a Topology and no FeatureCollection",
    ]) {
        assert!(message.contains(part), "{message} has not {part}");
    }
    assert_eq!(messages.len(), 9, "{messages:#?}");
    let place = gazetteer.find(&id("place/440306")).expect("it is there");
    assert_eq!(gazetteer.neighbours(place).len(), 1, "the others are used");
}
