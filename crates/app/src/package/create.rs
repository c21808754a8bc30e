//! The licensee creates a package, names it, gives it files and a route, and sends it: one call, all or nothing (rows 3.1, 4.1).

use std::collections::BTreeMap;

use domain::code;
use domain::id::{CompanyId, LicenseeId, PackageId, ParticipantId, UserId};
use domain::office::package::{Command, File, Status};
use domain::office::{Package, Participant, ParticipantState, Role, Route, Who};
use domain::subject::{ExternalId, Phone};
use domain::time::Timestamp;
use store::{Tx, table};

use super::file::{self, NewFile};
use super::{check, step};
use crate::act::{self, Act, Done, Keep};
use crate::content::{self, Stored};
use crate::error::Problem;
use crate::{AppError, Call, Ctx};

/// What is created.
#[derive(Debug, Clone)]
pub struct NewPackage {
    /// Its name.
    pub name: Naming,
    /// The integrator's own id.
    pub external_id: Option<ExternalId>,
    /// When it ends by itself.
    pub expires_at: Option<Timestamp>,
    /// Whether it goes out at once; otherwise it stays a draft.
    pub send: bool,
    /// The route.
    pub participants: Vec<NewParticipant>,
    /// What is signed, already stored.
    pub files: Vec<NewFile>,
}

/// How a package gets its name.
#[derive(Debug, Clone)]
pub enum Naming {
    /// As given.
    Name(String),
    /// By a template; the default one where there is none.
    Template { template: Option<String>, vars: BTreeMap<String, String> },
}

/// A line of the route.
#[derive(Debug, Clone)]
pub struct NewParticipant {
    /// Its stage.
    pub order: u32,
    /// What it is asked to do.
    pub role: Role,
    /// Who, by account.
    pub user: Option<UserId>,
    /// Who, by phone.
    pub phone: Option<Phone>,
    /// For which company.
    pub company: Option<CompanyId>,
}

/// Creates a package.
pub async fn create(ctx: &Ctx, call: &Call, new: NewPackage) -> Result<Done<Package>, AppError> {
    let licensee = act::office_key(ctx, call, "package.create").await?;
    let now = ctx.now();
    let name = check::all(&new, now)?;
    let id = PackageId::new(ctx.uuid());
    let files: Vec<(File, Stored)> = new.files.iter().map(|file| (file.named(ctx), file.stored.clone())).collect();
    let participants: Vec<ParticipantId> = new.participants.iter().map(|_| ParticipantId::new(ctx.uuid())).collect();
    let inner = ctx.clone();
    act::once(ctx, call, Act::new("package.create", id), Keep::Plain, move |tx| {
        let route = route(tx, licensee, &new.participants, &participants)?;
        let mut package = Package {
            id,
            licensee,
            version: 1,
            name: name.clone(),
            external_id: new.external_id.clone(),
            created_at: now,
            updated_at: None,
            expires_at: new.expires_at,
            status: Status::Draft,
            route,
            files: files.iter().map(|(file, _)| file.clone()).collect(),
        };
        let mut events = Vec::new();
        if new.send {
            (package, events) = package.apply(Command::Send, now)?;
        }
        if !table::package::insert(tx, &package)? {
            return Err(code::EXTERNAL_ID_TAKEN.into());
        }
        for (place, (file, stored)) in files.iter().enumerate() {
            content::insert(tx, file.content, licensee, stored, now)?;
            table::content::insert_file(tx, &file::row(&package, place, file))?;
        }
        step::tell(tx, &inner, &package, &events, now)?;
        Ok(package)
    })
    .await
}

/// Resolves who the participants are; unknown and foreign ids are problems that name their field.
fn route(tx: &mut Tx<'_>, licensee: LicenseeId, new: &[NewParticipant], ids: &[ParticipantId]) -> Result<Route, AppError> {
    let mut problems = Vec::new();
    let mut participants = Vec::new();
    for (at, (one, id)) in new.iter().zip(ids).enumerate() {
        let mut who = Who { user: one.user, phone: one.phone.clone(), company: one.company };
        if let Some(user) = one.user {
            let account = table::account::load(tx, user)?.filter(|account| account.licensee == licensee);
            match account.map(|account| account.require_active().map_err(|rejected| rejected.code)) {
                None => problems.push(Problem::new(format!("/participants/{at}/user_id"), code::NOT_FOUND)),
                Some(Err(code)) => problems.push(Problem::new(format!("/participants/{at}/user_id"), code)),
                Some(Ok(())) => {}
            }
        }
        if let Some(phone) = &one.phone
            && let Some(account) = table::account::by_phone(tx, licensee, phone)?
        {
            who = Who { user: Some(account.id), phone: None, ..who };
        }
        if let Some(company) = one.company {
            if !table::company::is_of(tx, licensee, company)? {
                problems.push(Problem::new(format!("/participants/{at}/company_id"), code::NOT_FOUND));
            } else if let Some(user) = who.user
                && !table::member::exists(tx, company, user)?
            {
                problems.push(Problem::new(format!("/participants/{at}/company_id"), code::RIGHT_MISSING));
            }
        }
        participants.push(Participant { id: *id, order: one.order, role: one.role, who, state: ParticipantState::Waiting });
    }
    if !problems.is_empty() {
        return Err(AppError::invalid(problems));
    }
    Route::new(participants).map_err(|(at, code)| {
        let pointer = at.map_or_else(|| "/participants".to_owned(), |at| format!("/participants/{at}"));
        AppError::invalid(vec![Problem::new(pointer, code)])
    })
}
