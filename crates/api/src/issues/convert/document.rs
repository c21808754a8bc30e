//! Requisites on their way in.

use app::AppError;
use app::request::client::DocumentChange;
use domain::code;
use domain::issue::document::{Kind, Requisites};
use surguch_http::Given;
use wire::issues::PutDocument;

use super::super::failure::camel;
use super::words::requisite;

/// The most requisites of one call: there are fewer kinds of them.
const MOST: usize = 50;

/// What is set and what is taken away; their form is judged, and what is wrong is named as `passport.number`.
pub(crate) fn document_change(kind: Kind, body: Given<PutDocument>) -> Result<DocumentChange, AppError> {
    let document = camel(kind.word());
    body.judge(|problems, body| {
        if body.requisites.len() + body.requisites_to_delete.len() > MOST {
            problems.add("/requisites", code::VALUE_TOO_LONG);
            return None;
        }
        let mut change = DocumentChange { set: Vec::new(), delete: Vec::new() };
        for sent in &body.requisites {
            let Some(requisite) = requisite(&sent.kind) else {
                problems.add(format!("/{document}"), code::VALUE_INVALID);
                continue;
            };
            match &sent.value {
                Some(value) => change.set.push((requisite, value.clone())),
                None => change.delete.push(requisite),
            }
        }
        for word in &body.requisites_to_delete {
            match requisite(word) {
                Some(requisite) => change.delete.push(requisite),
                None => problems.add(format!("/{document}"), code::VALUE_INVALID),
            }
        }
        let set: Requisites = change.set.iter().map(|(requisite, value)| (*requisite, value.as_str())).collect();
        for problem in set.problems(kind) {
            problems.add(format!("/{document}/{}", camel(problem.requisite.word())), problem.code);
        }
        Some(change)
    })
}
