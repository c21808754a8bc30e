//! The statements by which a certificate is asked for, and asked to be revoked, are printed.

use domain::code;
use domain::form::FormState;
use domain::id::IssueId;

use super::{OrgCall, kept};
use crate::request::{Form, printed};
use crate::{AppError, Ctx};

/// Which statement.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Statement {
    /// Заявление на выпуск: as long as the certificate is not made.
    Release,
    /// Заявление на отзыв: once it is.
    Recall,
}

impl Statement {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Release, Self::Recall];

    /// The word of the contract.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Release => "releaseStatement",
            Self::Recall => "recallStatement",
        }
    }

    /// The statement of this word.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|statement| statement.word() == word)
    }

    fn is_of(self, state: FormState) -> bool {
        (state == FormState::Released) == (self == Self::Recall)
    }
}

/// Prints it as PDF. Nothing is changed.
pub async fn render(ctx: &Ctx, org: &OrgCall, id: IssueId, statement: Statement) -> Result<Vec<u8>, AppError> {
    let (inner, org_call) = (ctx.clone(), org.clone());
    let (form, request) = ctx.store.read(move |tx| kept::looked(tx, &inner, &org_call, id)).await?;
    if !statement.is_of(form.state(&request, ctx.now())) {
        return Err(form.wrong_state(&request, ctx.now()).into());
    }
    let printed_form = match statement {
        Statement::Release => Form::ReleaseStatement,
        Statement::Recall => Form::RecallStatement,
    };
    // what is lacking is said when the release is asked for; a statement of nobody is none
    printed(
        ctx,
        org.licensee(),
        id,
        printed_form,
        move |_, request| {
            if request.applicant.is_given() { Ok(()) } else { Err(code::WRONG_ISSUE_STATUS.into()) }
        },
    )
    .await
}
