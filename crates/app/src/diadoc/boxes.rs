//! Which boxes there are for the caller, and what they may do in one.

use domain::code;
use domain::id::{CompanyId, UserId};
use domain::office::{Company, Member, Right, box_id};
use store::{Slice, Tx, table};

use crate::error::OrMissing;
use crate::{AppError, Call, Caller, Ctx, Scope};

/// The most organizations that a list holds, the newest: the contract knows no pages. A licensee with more of them asks the office's face.
pub const MOST_ORGANIZATIONS: u32 = 10_000;

/// What somebody may do in a box.
#[derive(Debug, Clone)]
pub struct Access {
    /// The company behind the box.
    pub company: Company,
    /// The person's place in it; nothing for the licensee's system.
    pub member: Option<Member>,
}

impl Access {
    /// The person; nothing for the licensee's system.
    pub fn user(&self) -> Option<UserId> {
        self.member.as_ref().map(|member| member.user)
    }

    /// Whether they may do everything there: the licensee's system, and the head of the company.
    pub fn is_administrator(&self) -> bool {
        self.member.as_ref().is_none_or(is_administrator)
    }
}

/// Whether a member is what the contract calls an administrator.
pub fn is_administrator(member: &Member) -> bool {
    member.rights.allow(Right::Head)
}

/// Opens a box for the caller. One that is not theirs is denied, and so is one that does not exist: nobody learns which it is.
pub fn open(tx: &mut Tx<'_>, caller: &Caller, company: CompanyId) -> Result<Access, AppError> {
    let denied = || AppError::from(code::BOX_DENIED).with("box_id", box_id::guid(company));
    let found = table::company::load(tx, company)?;
    match caller {
        Caller::Key(key) if key.scopes.has(Scope::Signers) => {
            let company = found.filter(|company| company.licensee == key.licensee).ok_or_else(denied)?;
            Ok(Access { company, member: None })
        }
        Caller::Key(_) => Err(AppError::from(code::SCOPE_MISSING).with("scope", Scope::Signers.word())),
        Caller::Diadoc(person) => {
            let company = found.filter(|company| company.licensee == person.licensee).ok_or_else(denied)?;
            let member = table::member::load(tx, company.id, person.user)?.ok_or_else(denied)?;
            Ok(Access { company, member: Some(member) })
        }
        _ => Err(code::FORBIDDEN.into()),
    }
}

/// The boxes of the caller, the newest first, with a person's place in each.
pub async fn organizations(ctx: &Ctx, call: &Call) -> Result<Vec<Access>, AppError> {
    match &call.caller {
        Caller::Diadoc(person) => {
            let user = person.user;
            let found =
                ctx.store.read(move |tx| table::company::of_member(tx, user, MOST_ORGANIZATIONS.into()).map_err(AppError::from)).await?;
            Ok(found.into_iter().map(|(company, member)| Access { company, member: Some(member) }).collect())
        }
        _ => {
            let licensee = call.key_with(Scope::Signers)?;
            let newest = Slice::first(MOST_ORGANIZATIONS);
            let found = ctx.store.read(move |tx| table::company::page(tx, licensee, newest).map_err(AppError::from)).await?;
            Ok(found.into_iter().map(|company| Access { company, member: None }).collect())
        }
    }
}

/// A box of the caller's licensee, for whoever shows its client id: what stands in it is what everybody may know of a company.
pub async fn get_box(ctx: &Ctx, call: &Call, company: CompanyId) -> Result<Company, AppError> {
    let licensee = match &call.caller {
        Caller::Diadoc(person) => person.licensee,
        _ => call.key_with(Scope::Signers)?,
    };
    let found = ctx.store.read(move |tx| table::company::load(tx, company).map_err(AppError::from)).await?;
    found.filter(|company| company.licensee == licensee).or_missing()
}
