//! The first start: the authority, one licensee with its own company, an administrator.

use domain::id::{AuthorityId, PrivateKeyId, UserId};
use domain::subject::Title;
use secrecy::SecretString;
use store::table;

use super::{licensee, master};
use crate::company::Addition;
use crate::job::publish_crl;
use crate::{AppError, Ctx, authority, clock, password, services};

/// The licensee that the first start makes.
#[derive(Debug, Clone)]
pub struct FirstLicensee {
    /// Its name.
    pub name: Title,
    /// Its own company.
    pub company: Addition,
}

/// What a start found or made.
#[derive(Debug)]
pub struct Bootstrapped {
    /// The administrator's login and password; only at the first start.
    pub administrator: Option<(String, SecretString)>,
}

/// The login of the first administrator.
const LOGIN: &str = "admin";

/// Makes what is missing and checks what is there; a start that finds everything changes nothing. Several nodes may start at once.
pub async fn bootstrap(ctx: &Ctx, first: FirstLicensee) -> Result<Bootstrapped, AppError> {
    master::require_master(ctx).await?;
    let (tolerance, now) = (ctx.settings.clock_tolerance, ctx.now());
    ctx.store.read(move |tx| clock::require_sound(tx, tolerance, now)).await?;
    found_authorities(ctx).await?;
    master::note_master(ctx).await?;
    services::renew_due(ctx).await?;
    publish_crl::publish_due(ctx, std::time::Duration::ZERO).await?;
    Ok(Bootstrapped { administrator: first_administrator(ctx, first).await? })
}

async fn first_administrator(ctx: &Ctx, first: FirstLicensee) -> Result<Option<(String, SecretString)>, AppError> {
    // a password's hash takes 19 MiB, and longer than all the rest of a later start
    if ctx.store.read(|tx| table::operator::by_login(tx, LOGIN).map_err(AppError::from)).await?.is_some() {
        return Ok(None);
    }
    let password = password::make(ctx);
    let hash = password::hash(ctx, &password).await?;
    let (new, company) = licensee::new(ctx, first.name, first.company);
    let (id, now) = (UserId::new(ctx.uuid()), ctx.now());
    let made = ctx
        .store
        .write(move |tx| {
            // the administrator's row is what two nodes that start at once meet on
            if !table::operator::insert(tx, id, LOGIN, "administrator", &hash, now)? {
                return Ok::<_, AppError>(false);
            }
            if table::licensee::all(tx)?.is_empty() {
                licensee::insert(tx, &new, &company)?;
            }
            Ok(true)
        })
        .await?;
    Ok(made.then(|| (LOGIN.to_owned(), password)))
}

async fn found_authorities(ctx: &Ctx) -> Result<(), AppError> {
    let id = || AuthorityId::new(ctx.uuid());
    let key = || PrivateKeyId::new(ctx.uuid());
    let algorithm = authority::algorithm(ctx.settings.authority_algorithm);
    let plan = ca::Plan::new(algorithm, [id(), id()], [key(), key()], [ctx.random(), ctx.random()]);
    let now = ctx.now();
    let founding = ctx.store.write(move |tx| ca::begin(tx, &plan, now).map_err(AppError::from)).await?;
    if !founding.is_done() {
        let founded = ca::make(&ctx.keys, &founding, &ctx.settings.pki_url).await.map_err(sealed_by_another)?;
        ctx.store.write(move |tx| ca::finish(tx, &founding, &founded).map_err(AppError::from)).await?;
    }
    let authorities = ctx.store.read(|tx| ca::all(tx).map_err(AppError::from)).await?;
    // uploads are digested as the signers of the house's own authority want it; other digests are made when somebody needs them
    if let Some(newest) = authorities.iter().rfind(|one| !one.is_root() && one.licensee.is_none()) {
        ctx.settle_upload_hash(authority::usual_algorithm(ctx, newest)?);
    }
    ca::check_start(&ctx.keys, &authorities, ca::Terms::default(), ctx.now()).await.map_err(sealed_by_another)
}

/// Two first starts under two master keys meet here, before either could note its own.
fn sealed_by_another(error: ca::CaError) -> AppError {
    match error {
        ca::CaError::Key(error @ keys::KeyError::OtherMaster) => master::other_master(error),
        error => error.into(),
    }
}
