//! The Graph Store Protocol: a graph is named by `?graph=` or `?default`, or it is the address itself.

use hyper::Method;

use super::{Action, Asked, bad, deadline_of, format_of};
use crate::serve::front::gate::Stop;
use crate::serve::wire::{Ask, StoreMethod, Target};

pub(super) fn graph(asked: Asked<'_>) -> Result<Action, Stop> {
    let target = target(&asked)?;
    let method = match *asked.method {
        Method::GET | Method::HEAD => {
            let name = match target {
                Target::Default => None,
                Target::Named(name) => Some(name),
                Target::New => return Err(which()),
            };
            let ask = Ask::Graph { name };
            return Ok(Action::Ask {
                ask,
                suffix: None,
                format: format_of(&asked.parameters),
                deadline: None,
            });
        }
        Method::PUT => StoreMethod::Put,
        Method::POST => StoreMethod::Post,
        Method::DELETE => StoreMethod::Delete,
        _ => {
            return Err(bad(
                "use GET, HEAD, PUT, POST or DELETE",
                "请使用 GET、HEAD、PUT、POST 或 DELETE",
                405,
            ));
        }
    };
    if target == Target::New && method != StoreMethod::Post {
        return Err(which());
    }
    let ask = Ask::Store { method, graph: target, content_type: asked.content_type.map(str::to_owned) };
    Ok(Action::Write { ask, body: asked.body, deadline: deadline_of(&asked.parameters)? })
}

fn target(asked: &Asked<'_>) -> Result<Target, Stop> {
    let (named, default) = (asked.parameters.all("graph"), asked.parameters.count("default"));
    let is_direct = asked.path != "/store" && asked.path != "/store/";
    match (named.as_slice(), default, is_direct) {
        ([name], 0, false) => Ok(Target::Named(name.clone())),
        ([], 1, false) => Ok(Target::Default),
        ([], 0, false) => Ok(Target::New),
        ([], 0, true) => Ok(Target::Named(asked.address.clone())),
        _ => Err(which()),
    }
}

fn which() -> Stop {
    bad("give ?graph=IRI or ?default", "请给出 ?graph=IRI 或 ?default", 400)
}
