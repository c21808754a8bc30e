//! Documents come with their requisites, are changed and taken out.

use domain::id::IssueId;
use domain::issue::Command;
use domain::issue::document::{Kind, Requisite};

use super::super::Seen;
use crate::error::Problem;
use crate::{AppError, Call, Ctx};

/// What is changed of a document.
#[derive(Debug, Clone, Default)]
pub struct DocumentChange {
    /// What is to stand in it.
    pub set: Vec<(Requisite, String)>,
    /// What is not to stand in it any more.
    pub delete: Vec<Requisite>,
}

/// Makes a document, or changes the one of this kind.
pub async fn put_document(ctx: &Ctx, call: &Call, id: IssueId, kind: Kind, change: DocumentChange) -> Result<Seen, AppError> {
    super::change(ctx, call, "request.put_document", id, move |_, request| {
        let mut requisites = request.document(kind).map(|document| document.requisites.clone()).unwrap_or_default();
        for requisite in &change.delete {
            requisites.remove(*requisite);
        }
        for (requisite, value) in &change.set {
            requisites.set(*requisite, value);
        }
        let command = Command::PutDocument { kind, requisites };
        // where the state forbids it, that is the answer
        request.require_allows(&command)?;
        let Command::PutDocument { requisites, .. } = &command else { return Ok(command) };
        let wrong = requisites.problems(kind);
        if !wrong.is_empty() {
            let pointer = |requisite: Requisite| format!("/requisites/{}", requisite.word());
            return Err(AppError::invalid(wrong.iter().map(|one| Problem::new(pointer(one.requisite), one.code)).collect()));
        }
        Ok(command)
    })
    .await
}

/// Takes a document out, with its scans.
pub async fn delete_document(ctx: &Ctx, call: &Call, id: IssueId, kind: Kind) -> Result<Seen, AppError> {
    super::change(ctx, call, "request.delete_document", id, move |_, _| Ok(Command::DeleteDocument { kind })).await
}
