//! A free text that goes with a request.

use domain::code;
use domain::id::IssueId;
use domain::issue::{Command, IssueRequest};

use super::super::Seen;
use crate::error::Problem;
use crate::{AppError, Call, Ctx};

/// Puts the note.
pub async fn put_note(ctx: &Ctx, call: &Call, id: IssueId, text: &str) -> Result<Seen, AppError> {
    let text = text.trim().to_owned();
    let is_strange = |c: char| c.is_control() && c != '\n' && c != '\r' && c != '\t';
    let wrong = match text.chars().count() {
        0 => Some(code::FIELD_REQUIRED),
        long if long > IssueRequest::LONGEST_NOTE => Some(code::VALUE_TOO_LONG),
        _ => text.contains(is_strange).then_some(code::VALUE_INVALID),
    };
    if let Some(code) = wrong {
        return Err(AppError::invalid(vec![Problem::new("/content", code)]));
    }
    super::change(ctx, call, "request.note", id, move |_, _| Ok(Command::Note { text: Some(text.clone()) })).await
}

/// Takes it away.
pub async fn delete_note(ctx: &Ctx, call: &Call, id: IssueId) -> Result<Seen, AppError> {
    super::change(ctx, call, "request.note", id, |_, _| Ok(Command::Note { text: None })).await
}
