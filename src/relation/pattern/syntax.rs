//! Reads the elements of a pattern.

use super::{Element, Gap, Role, Wording};
use crate::entity::EntityType;

pub(super) fn element(text: &str) -> Result<Element, String> {
    match text {
        "~" => return Ok(Element::Gap(Gap { characters: 40, sentence: false, bare: false })),
        "~!" => return Ok(Element::Gap(Gap { characters: 40, sentence: false, bare: true })),
        "~~" => return Ok(Element::Gap(Gap { characters: 80, sentence: true, bare: false })),
        "$" => return Ok(Element::End),
        "{money}" => return Ok(Element::Money),
        "(" | ")" => return Ok(literal(vec![text.to_owned()], false)),
        _ => {}
    }
    if let Some(inside) = text.strip_prefix('{') {
        let inside = inside.strip_suffix('}').ok_or_else(|| format!("{text:?} has no closing brace"))?;
        let (role, kinds) =
            inside.split_once(':').ok_or_else(|| format!("{text:?}: write {{s:type}} or {{o:type}}"))?;
        let role = match role {
            "s" => Role::Subject,
            "o" => Role::Object,
            _ => return Err(format!("{text:?}: {role:?} is neither s (subject) nor o (object)")),
        };
        if kinds == "goods" {
            return match role {
                Role::Object => Ok(Element::Goods),
                Role::Subject => Err(format!("{text:?}: goods can be an object only")),
            };
        }
        let wording = match kinds {
            "text" => Some(Wording::Any),
            "honour" => Some(Wording::Honour),
            "title" => Some(Wording::Title),
            "quoted" => Some(Wording::Quoted),
            _ => None,
        };
        if let Some(wording) = wording {
            return match role {
                Role::Object => Ok(Element::Words(wording)),
                Role::Subject => Err(format!("{text:?}: words can be an object only")),
            };
        }
        let (kinds, carried) = kinds.strip_suffix('^').map_or((kinds, false), |kinds| (kinds, true));
        let (kinds, many) = kinds.strip_suffix('+').map_or((kinds, false), |kinds| (kinds, true));
        let kinds = kinds
            .split('|')
            .map(|kind| kind.parse::<EntityType>().map_err(|error| error.to_string()))
            .collect::<Result<Vec<_>, _>>()?;
        return Ok(match carried {
            true => Element::Carried { role, kinds },
            false => Element::Mention { role, kinds: kinds.into_iter().collect(), many },
        });
    }
    let (text, optional) = text.strip_suffix(")?").map_or((text, false), |text| (text, true));
    let inside = text.strip_prefix('(').map(|inside| inside.strip_suffix(')').unwrap_or(inside));
    let alternatives: Vec<String> = inside.unwrap_or(text).split('|').map(str::to_owned).collect();
    if alternatives.iter().any(String::is_empty) {
        return Err(format!("{text:?} has an empty alternative"));
    }
    Ok(literal(alternatives, optional))
}

fn literal(alternatives: Vec<String>, optional: bool) -> Element {
    let beginnings = alternatives.iter().filter_map(|text| text.chars().next()).collect();
    Element::Text { alternatives, optional, beginnings }
}
