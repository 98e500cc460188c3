//! How types and relations look and what they are called: the one table for all drawings.
//!
//! Colours keep their order of lightness and hue distance for the common kinds of colour
//! blindness, and no meaning rests on colour alone: every type also has a shape and a badge, and
//! every relation a dash pattern and a label. White text on [`TypeStyle::strong`] and
//! [`INK`] on [`TypeStyle::tint`] both reach a contrast of 4.5, which a test checks.

use crate::entity::EntityType;
use crate::extraction::Predicate;
use crate::graph::{Relation, Stage};

use super::Language;

/// Fonts with Chinese glyphs on the usual systems; without such a list Graphviz and Gephi draw
/// boxes.
pub(super) const FONTS: &str =
    "Noto Sans CJK SC,Source Han Sans SC,Microsoft YaHei,PingFang SC,SimHei,sans-serif";

/// The colour of text.
pub(super) const INK: &str = "#1a1a1a";

/// The look of an entity type.
pub(super) struct TypeStyle {
    /// Outlines and badges.
    pub(super) strong: &'static str,
    /// Fills behind text.
    pub(super) tint: &'static str,
    /// The shape in Graphviz.
    pub(super) shape: &'static str,
    /// The name in Chinese.
    zh: &'static str,
    /// The name in English.
    en: &'static str,
    /// The English name of several.
    plural: &'static str,
    /// One Chinese character.
    badge_zh: &'static str,
    /// One or two letters.
    badge_en: &'static str,
}

impl TypeStyle {
    /// The name of the type.
    pub(super) fn name(&self, language: Language) -> &'static str {
        match language {
            Language::Zh => self.zh,
            Language::En => self.en,
        }
    }

    /// The name of several, as a heading.
    pub(super) fn plural(&self, language: Language) -> &'static str {
        match language {
            Language::Zh => self.zh,
            Language::En => self.plural,
        }
    }

    /// The shortest recognisable name, for the badge of a node.
    pub(super) fn badge(&self, language: Language) -> &'static str {
        match language {
            Language::Zh => self.badge_zh,
            Language::En => self.badge_en,
        }
    }
}

/// The look of `kind`.
pub(super) fn of_type(kind: EntityType) -> TypeStyle {
    let (strong, tint, shape, zh, en, plural, badge_zh, badge_en) = match kind {
        EntityType::Place => ("#4d4d4d", "#efefef", "ellipse", "地区", "Place", "Places", "地", "Pl"),
        EntityType::Company => ("#0067a3", "#e3f0f8", "box", "企业", "Company", "Companies", "企", "Co"),
        EntityType::Park => ("#00705a", "#e0f2ec", "tab", "园区", "Park", "Parks", "园", "Pk"),
        EntityType::Project => ("#ad4400", "#fcebdf", "note", "项目", "Project", "Projects", "项", "Pj"),
        EntityType::Infrastructure => {
            ("#4f4a8c", "#e9e8f4", "box3d", "基础设施", "Infrastructure", "Infrastructure", "设", "In")
        }
        EntityType::Organization => {
            ("#6f5600", "#f6f0d8", "component", "机构", "Organisation", "Organisations", "机", "Or")
        }
        EntityType::Industry => {
            ("#96306a", "#f8e6f0", "octagon", "产业", "Industry", "Industries", "业", "Iy")
        }
        EntityType::Product => ("#7a3b2e", "#f3e7e3", "hexagon", "产品", "Product", "Products", "品", "Pr"),
    };
    TypeStyle { strong, tint, shape, zh, en, plural, badge_zh, badge_en }
}

/// The look of a relation: colour and dash pattern, in Graphviz's and in SVG's words.
pub(super) struct RelationStyle {
    /// The colour of line and label.
    pub(super) colour: &'static str,
    /// Graphviz's `style`.
    pub(super) dot_style: &'static str,
    /// SVG's `stroke-dasharray`; empty for a full line.
    pub(super) dashes: &'static str,
}

/// The look of `relation`.
pub(super) fn of_relation(relation: Relation) -> RelationStyle {
    const SOLID: (&str, &str) = ("solid", "");
    const DASHED: (&str, &str) = ("dashed", "6 3");
    const DOTTED: (&str, &str) = ("dotted", "1.5 3");
    let (colour, (dot_style, dashes)) = match relation {
        Relation::Stated(Predicate::LocatedIn) => ("#5c5c5c", SOLID),
        Relation::Stated(Predicate::InPark) => ("#00705a", SOLID),
        Relation::Stated(Predicate::Undertakes) => ("#ad4400", SOLID),
        Relation::Stated(Predicate::Leads) => ("#96306a", DASHED),
        Relation::Stated(Predicate::InIndustry) => ("#96306a", SOLID),
        Relation::Stated(Predicate::Produces) => ("#7a3b2e", SOLID),
        Relation::Stated(Predicate::SignedWith) => ("#0067a3", DASHED),
        Relation::Stated(Predicate::Awarded) => ("#6f5600", DOTTED),
        Relation::Stated(Predicate::Status) => ("#6f5600", DASHED),
        Relation::Stated(Predicate::PassesThrough) => ("#4f4a8c", DASHED),
        Relation::AppearsIn => ("#757575", DOTTED),
        Relation::PartOf => ("#757575", DASHED),
    };
    RelationStyle { colour, dot_style, dashes }
}

/// What a relation is called.
pub(super) fn relation_name(relation: Relation, language: Language) -> &'static str {
    match (language, relation) {
        (Language::Zh, relation) => relation.label_zh(),
        (Language::En, Relation::Stated(Predicate::LocatedIn)) => "located in",
        (Language::En, Relation::Stated(Predicate::InPark)) => "in park",
        (Language::En, Relation::Stated(Predicate::Undertakes)) => "undertakes",
        (Language::En, Relation::Stated(Predicate::Leads)) => "leads",
        (Language::En, Relation::Stated(Predicate::InIndustry)) => "in industry",
        (Language::En, Relation::Stated(Predicate::Produces)) => "produces",
        (Language::En, Relation::Stated(Predicate::SignedWith)) => "signed with",
        (Language::En, Relation::Stated(Predicate::Awarded)) => "awarded",
        (Language::En, Relation::Stated(Predicate::Status)) => "status",
        (Language::En, Relation::Stated(Predicate::PassesThrough)) => "passes through",
        (Language::En, Relation::AppearsIn) => "appears in",
        (Language::En, Relation::PartOf) => "part of",
    }
}

/// What a stage is called.
pub(super) fn stage_name(stage: Stage, language: Language) -> &'static str {
    match language {
        Language::Zh => stage.label_zh(),
        Language::En => match stage {
            Stage::Construction => "under construction",
            other => other.as_str(),
        },
    }
}

/// The width of a line that stands for `weight` statements: it grows with the logarithm, so that
/// one hub doesn't cover the picture.
pub(super) fn pen_width(weight: usize) -> f64 {
    let statements = u32::try_from(weight.max(1)).unwrap_or(u32::MAX);
    (1.1 + 0.7 * f64::from(statements).ln()).min(4.5)
}

/// Red, green and blue of `#rrggbb`.
pub(super) fn rgb(colour: &str) -> (u8, u8, u8) {
    let channel = |range: std::ops::Range<usize>| {
        colour.get(range).and_then(|hex| u8::from_str_radix(hex, 16).ok()).unwrap_or(0)
    };
    (channel(1..3), channel(3..5), channel(5..7))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn luminance(colour: &str) -> f64 {
        let linear = |channel: u8| {
            let value = f64::from(channel) / 255.0;
            if value <= 0.04045 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
        };
        let (red, green, blue) = rgb(colour);
        0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue)
    }

    fn contrast(a: &str, b: &str) -> f64 {
        let (a, b) = (luminance(a), luminance(b));
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }

    #[test]
    fn text_is_readable_on_every_fill() {
        for kind in EntityType::ALL {
            let style = of_type(kind);
            assert!(contrast("#ffffff", style.strong) >= 4.5, "badge of {kind}");
            assert!(contrast(INK, style.tint) >= 4.5, "label of {kind}");
            assert!(contrast(style.strong, style.tint) >= 4.5, "stage of {kind}");
        }
        for predicate in Predicate::ALL {
            let colour = of_relation(Relation::Stated(predicate)).colour;
            assert!(contrast(colour, "#ffffff") >= 4.5, "label of {}", predicate.as_str());
        }
    }

    #[test]
    fn types_differ_in_shape_and_badge() {
        for (i, a) in EntityType::ALL.into_iter().enumerate() {
            for b in EntityType::ALL.into_iter().skip(i + 1) {
                assert_ne!(of_type(a).shape, of_type(b).shape, "{a}, {b}");
                assert_ne!(of_type(a).badge_zh, of_type(b).badge_zh, "{a}, {b}");
                assert_ne!(of_type(a).badge_en, of_type(b).badge_en, "{a}, {b}");
            }
        }
    }

    #[test]
    fn the_pen_grows_with_the_logarithm() {
        assert!((pen_width(0) - 1.1).abs() < 1e-9, "no statement counts as one");
        assert!(pen_width(1) < pen_width(2) && pen_width(1_000_000) <= 4.5);
    }
}
