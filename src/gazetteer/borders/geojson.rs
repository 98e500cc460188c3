//! Reads GeoJSON (RFC 7946): a collection of features, each a polygon or several, with `adcode`, `code` or `name`.

use std::borrow::Cow;

use serde::Deserialize;
use serde_json::Value;
use serde_json::value::RawValue;

use crate::gazetteer::report::Reporter;

/// Longitude and latitude in degrees.
pub(super) type Position = [f64; 2];

/// A feature.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Feature {
    /// Which of its file, counted from 1.
    pub(super) number: usize,
    pub(super) name: Named,
    /// All rings: outer ones and holes are boundaries alike.
    pub(super) rings: Vec<Vec<Position>>,
}

/// How a feature says which division it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Named {
    Code(String),
    Name(String),
}

impl Named {
    pub(super) fn as_str(&self) -> &str {
        let (Self::Code(text) | Self::Name(text)) = self;
        text
    }
}

#[derive(Deserialize)]
struct Collection<'a> {
    #[serde(rename = "type", borrow)]
    kind: Cow<'a, str>,
    /// Each is understood by itself, so that one that is wrong doesn't spoil the others.
    #[serde(borrow, default)]
    features: Vec<&'a RawValue>,
}

#[derive(Deserialize)]
struct Raw {
    properties: Option<serde_json::Map<String, Value>>,
    geometry: Option<Geometry>,
}

#[derive(Deserialize)]
#[serde(tag = "type", content = "coordinates")]
enum Geometry {
    Polygon(Vec<Vec<Point>>),
    MultiPolygon(Vec<Vec<Vec<Point>>>),
}

/// A position may have a height behind longitude and latitude.
#[derive(Deserialize)]
#[serde(try_from = "Vec<f64>")]
struct Point(Position);

impl TryFrom<Vec<f64>> for Point {
    type Error = String;

    fn try_from(numbers: Vec<f64>) -> Result<Self, String> {
        match numbers.as_slice() {
            [longitude, latitude, ..] if longitude.abs() <= 180.0 && latitude.abs() <= 90.0 => {
                Ok(Self([*longitude, *latitude]))
            }
            _ => Err(format!("{numbers:?} are no degrees of longitude and latitude (WGS 84)")),
        }
    }
}

/// The features of a file that can be used.
pub(super) fn read(bytes: &[u8], reporter: &mut Reporter<'_>) -> Vec<Feature> {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let collection = match serde_json::from_slice::<Collection<'_>>(bytes) {
        Ok(collection) if collection.kind == "FeatureCollection" => collection,
        Ok(collection) => {
            let kind = &collection.kind;
            reporter.error(
                None,
                None,
                format!("this is a {kind} and no FeatureCollection; put its features into one"),
                format!("这是 {kind}，不是 FeatureCollection；请将要素放入 FeatureCollection"),
            );
            return Vec::new();
        }
        Err(error) => {
            let (line, column) = (error.line() as u64, error.column());
            reporter.error(
                Some(line),
                None,
                format!("column {column}: this isn't GeoJSON ({error}); save it as GeoJSON in UTF-8"),
                format!("第 {column} 列：不是 GeoJSON（{error}）；请另存为 UTF-8 编码的 GeoJSON"),
            );
            return Vec::new();
        }
    };
    let numbered = (1..).zip(collection.features);
    numbered.filter_map(|(number, raw)| feature(number, raw, reporter)).collect()
}

fn feature(number: usize, raw: &RawValue, reporter: &mut Reporter<'_>) -> Option<Feature> {
    let Raw { properties, geometry } = match serde_json::from_str(raw.get()) {
        Ok(raw) => raw,
        Err(error) => {
            // The place would be that within the feature.
            let error = error.to_string();
            let error = error.split(" at line ").next().unwrap_or_default();
            reporter.error(
                None,
                None,
                format!(
                    "feature {number} can't be used: {error}; a division is a Polygon or MultiPolygon in degrees"
                ),
                format!("第 {number} 个要素无法使用：{error}；区划应为以度为单位的 Polygon 或 MultiPolygon"),
            );
            return None;
        }
    };
    let properties = properties.unwrap_or_default();
    let text = |key: &str| match properties.get(key)? {
        Value::String(text) => Some(text.trim().to_owned()).filter(|text| !text.is_empty()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    };
    let name =
        text("adcode").or_else(|| text("code")).map(Named::Code).or_else(|| text("name").map(Named::Name));
    let Some(name) = name else {
        reporter.error(
            None,
            None,
            format!("feature {number} says not which division it is; give it the property adcode or name"),
            format!("第 {number} 个要素没有说明是哪个区划；请添加属性 adcode 或 name"),
        );
        return None;
    };
    let rings: Vec<Vec<Point>> = match geometry {
        Some(Geometry::Polygon(rings)) => rings,
        Some(Geometry::MultiPolygon(polygons)) => polygons.into_iter().flatten().collect(),
        None => Vec::new(),
    };
    if rings.iter().all(Vec::is_empty) {
        let shown = name.as_str();
        reporter.error(
            None,
            None,
            format!("feature {number} ({shown}) has no boundary; give it a Polygon or MultiPolygon"),
            format!("第 {number} 个要素（{shown}）没有边界；请提供 Polygon 或 MultiPolygon"),
        );
        return None;
    }
    let rings = rings.into_iter().map(|ring| ring.into_iter().map(|point| point.0).collect()).collect();
    Some(Feature { number, name, rings })
}
