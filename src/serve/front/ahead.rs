//! Answers questions before anybody asks them: those about everything take longest, and are the same for everybody.

use std::net::{IpAddr, Ipv4Addr};
use std::sync::Arc;

use serde::Deserialize;

use super::App;
use super::remembered::Repeatable;
use crate::serve::pool::{Pool, Question};
use crate::serve::wire::{Ask, Request};

/// The list of the questions, as far as it is of use here.
#[derive(Deserialize)]
struct List {
    questions: Vec<Entry>,
}

#[derive(Deserialize)]
struct Entry {
    name: String,
    parameters: Vec<Parameter>,
}

#[derive(Deserialize)]
struct Parameter {
    required: bool,
}

/// Asks, one after the other, what needs no more to be known, and keeps the answers. What can't be answered now is
/// answered when somebody asks.
pub(super) async fn ask_all(app: Arc<App>, pool: Arc<Pool>) {
    let request = |ask| Request::plain(ask, app.chinese);
    let list = request(Ask::Questions);
    let Ok(list) = pool.ask(question(&app, &list)).await else { return };
    let Ok(list) = serde_json::from_slice::<List>(&list.body) else { return };
    for Entry { name, parameters } in list.questions {
        if parameters.iter().any(|parameter| parameter.required) {
            continue;
        }
        let request = request(Ask::Question { name, given: Vec::new() });
        if let Some(repeatable) = Repeatable::of(&request, &pool) {
            let _ = app.remembered.or_ask(repeatable, pool.ask(question(&app, &request))).await;
        }
    }
}

fn question<'q>(app: &App, request: &'q Request) -> Question<'q> {
    let client = IpAddr::from(Ipv4Addr::UNSPECIFIED);
    Question { request, body: &[], client, deadline: app.task.limits.deadline }
}
