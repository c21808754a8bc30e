//! First start: a root and an issuing authority below it; and the next ones, when these grow old or are no longer to be trusted.
//!
//! The rows stand first, with ids, serial numbers and validity; keys and certificates are made from them. A crash at any point, or several
//! nodes at once, end in the same authorities.

use domain::id::{AuthorityId, PrivateKeyId};
use domain::time::Timestamp;
use keys::Keys;
use pki::certificate::with_signature;
use pki::lint::Sort;
use pki::profile::{Term, authority as profile};
use pki::{Algorithm, Certificate, PublicKey, Serial};
use store::Tx;
use store::table::authority::{self, AuthorityRow};
use store::table::intent::{self, IntentRow};

use crate::authority::{Addresses, Authority};
use crate::convert::{time, timestamp};
use crate::{CaError, Draft, Terms};

const ROOT: &str = "root";
const ISSUING: &str = "issuing";

/// What is to be made, where it is not there yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Plan {
    /// Common name of the root.
    pub root_name: String,
    /// Common name of the issuing authority.
    pub issuing_name: String,
    /// Algorithm of both.
    pub algorithm: Algorithm,
    /// Ids of the two authorities, root first.
    pub ids: [AuthorityId; 2],
    /// Ids of their keys.
    pub keys: [PrivateKeyId; 2],
    /// Randomness for their serial numbers.
    pub random: [[u8; 16]; 2],
    /// Months that the root lasts.
    pub root_months: u32,
    /// Months that the issuing authority lasts.
    pub issuing_months: u32,
}

/// Rows that stand, with or without certificates.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Founding {
    root: AuthorityRow,
    issuing: AuthorityRow,
}

/// Certificates made for those that had none, root first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Founded(Vec<(AuthorityId, Draft, Certificate)>);

impl Plan {
    /// Twenty and ten years under the house's names.
    pub fn new(algorithm: Algorithm, ids: [AuthorityId; 2], keys: [PrivateKeyId; 2], random: [[u8; 16]; 2]) -> Self {
        Self {
            root_name: "Surguch Root CA".to_owned(),
            issuing_name: "Surguch Issuing CA".to_owned(),
            algorithm,
            ids,
            keys,
            random,
            root_months: 240,
            issuing_months: 120,
        }
    }

    fn root(&self, generation: u32, now: Timestamp) -> AuthorityRow {
        self.row(0, &slot(ROOT, generation), &numbered(&self.root_name, generation), self.root_months, now)
    }

    /// Below this root, and no longer than it.
    fn issuing(&self, root: &AuthorityRow, generation: u32, now: Timestamp) -> AuthorityRow {
        let row = self.row(1, &slot(ISSUING, generation), &numbered(&self.issuing_name, generation), self.issuing_months, now);
        AuthorityRow { parent: Some(root.id), not_after: row.not_after.min(root.not_after), ..row }
    }

    fn row(&self, index: usize, slot: &str, name: &str, months: u32, now: Timestamp) -> AuthorityRow {
        AuthorityRow {
            id: self.ids[index],
            licensee: None,
            slot: slot.to_owned(),
            parent: None,
            name: name.to_owned(),
            algorithm: self.algorithm.name().to_owned(),
            key: self.keys[index],
            serial: Serial::from_random(self.random[index]).to_string(),
            state: "preparing".to_owned(),
            not_before: now.whole_seconds(),
            not_after: timestamp(time(now).plus_months(months)),
            created_at: now,
            certificate: None,
        }
    }
}

/// Where an authority of a generation stands: `issuing-2`.
fn slot(kind: &str, generation: u32) -> String {
    format!("{kind}-{generation}")
}

/// The first of a name bears it alone.
fn numbered(name: &str, generation: u32) -> String {
    if generation == 1 { name.to_owned() } else { format!("{name} {generation}") }
}

impl Founding {
    /// Is nothing left to do?
    pub fn is_done(&self) -> bool {
        self.root.certificate.is_some() && self.issuing.certificate.is_some()
    }

    /// The authority that will issue.
    pub fn issuing(&self) -> AuthorityId {
        self.issuing.id
    }
}

/// Records the plan of the first start, or finds the one that stands. Commit before [`make`]; nothing more to do where
/// [`Founding::is_done`].
pub fn begin(tx: &mut Tx<'_>, plan: &Plan, now: Timestamp) -> Result<Founding, CaError> {
    let root = ensure(tx, plan.root(1, now))?;
    let issuing = ensure(tx, plan.issuing(&root, 1, now))?;
    Ok(Founding { root, issuing })
}

/// Records the plan of the next issuing authority, below the newest root or below a new one, or finds one that was begun and not finished.
/// Authorities that are there go on answering for what they have issued.
///
/// [`CaError::EndsTooSoon`] where the root would end before what the new authority issues by `terms`: then a new root is wanted, too.
pub fn begin_renewal(tx: &mut Tx<'_>, plan: &Plan, new_root: bool, terms: Terms, now: Timestamp) -> Result<Founding, CaError> {
    let (roots, issuing) = (newest(tx, ROOT)?, newest(tx, ISSUING)?);
    let root = if new_root { ensure(tx, plan.root(roots + 1, now))? } else { by_slot(tx, &slot(ROOT, roots))? };
    if time(root.not_after) < time(now).plus_months(terms.certificate) {
        return Err(CaError::EndsTooSoon(root.id));
    }
    let issuing = ensure(tx, plan.issuing(&root, issuing + 1, now))?;
    // a renewal that was begun otherwise and never finished is finished as it was begun
    let root = if issuing.parent == Some(root.id) { root } else { load(tx, issuing.parent.ok_or(CaError::NoAuthority)?)? };
    Ok(Founding { root, issuing })
}

/// The newest generation that works.
fn newest(tx: &mut Tx<'_>, kind: &str) -> Result<u32, CaError> {
    let number = |slot: &str| slot.strip_prefix(kind)?.strip_prefix('-')?.parse().ok();
    let active = authority::active(tx)?;
    active.iter().filter_map(|row| number(&row.slot)).max().ok_or(CaError::NoAuthority)
}

/// The row that stands in this one's slot, which is this one where none stood there.
fn ensure(tx: &mut Tx<'_>, row: AuthorityRow) -> Result<AuthorityRow, CaError> {
    authority::insert(tx, &row)?;
    by_slot(tx, &row.slot)
}

fn by_slot(tx: &mut Tx<'_>, slot: &str) -> Result<AuthorityRow, CaError> {
    authority::by_slot(tx, slot)?.ok_or(CaError::NoAuthority)
}

fn load(tx: &mut Tx<'_>, id: AuthorityId) -> Result<AuthorityRow, CaError> {
    authority::load(tx, id)?.ok_or(CaError::NoAuthority)
}

/// Makes keys and certificates. May be repeated: keys are made once.
pub async fn make(keys: &Keys, founding: &Founding, pki_url: &str) -> Result<Founded, CaError> {
    let Founding { root, issuing } = founding;
    let root_key = key(keys, root).await?;
    let mut made = Vec::new();
    let root_certificate = match &root.certificate {
        Some(der) => Certificate::parse(der)?,
        None => {
            let to_be_signed = profile::root(&name(root)?, &root_key, &term(root)?)?;
            let draft = Draft::linted(root.id, &to_be_signed, algorithm(root)?, Sort::Root, None)?;
            let certificate = sign(keys, root, &draft, &root_key).await?;
            made.push((root.id, draft, certificate.clone()));
            certificate
        }
    };
    let addresses = Addresses::new(pki_url, root.id);
    let below = profile::issuing(addresses.issuer(&root_certificate), &name(issuing)?, &key(keys, issuing).await?, &term(issuing)?)?;
    let draft = Draft::linted(root.id, &below, algorithm(root)?, Sort::Issuing, Some(&root_certificate))?;
    let certificate = sign(keys, root, &draft, &root_key).await?;
    made.push((issuing.id, draft, certificate));
    Ok(Founded(made))
}

/// Records what was made. Where another node was first, theirs stands and this is forgotten.
pub fn finish(tx: &mut Tx<'_>, founding: &Founding, founded: &Founded) -> Result<Vec<Authority>, CaError> {
    // Locks the row, so that of two nodes one sees the other's work whole.
    if by_slot(tx, &founding.issuing.slot)?.certificate.is_none() {
        for (id, draft, certificate) in &founded.0 {
            let row = load(tx, *id)?;
            authority::activate(tx, *id, certificate.der())?;
            intent::insert(tx, &signed(founding.root.id, &row, draft))?;
        }
    }
    crate::all(tx)
}

fn signed(root: AuthorityId, row: &AuthorityRow, draft: &Draft) -> IntentRow {
    IntentRow {
        serial: row.serial.clone(),
        authority: root,
        state: "signed".to_owned(),
        reserved_at: row.created_at,
        not_after: row.not_after,
        certificate: None,
        lint: Some(draft.lint.der().to_vec()),
        revoked_at: None,
        reason: None,
    }
}

async fn key(keys: &Keys, row: &AuthorityRow) -> Result<PublicKey, CaError> {
    Ok(PublicKey::parse(&keys.ensure(row.key, algorithm(row)?).await?)?)
}

async fn sign(keys: &Keys, root: &AuthorityRow, draft: &Draft, root_key: &PublicKey) -> Result<Certificate, CaError> {
    let algorithm = algorithm(root)?;
    let signature = keys.sign(root.key, algorithm, draft.to_be_signed()).await?;
    let certificate = Certificate::parse(&with_signature(draft.to_be_signed(), algorithm, &signature))?;
    let same = certificate.to_be_signed() == draft.to_be_signed() && certificate.is_signed_by(root_key);
    if same { Ok(certificate) } else { Err(CaError::Differs) }
}

fn algorithm(row: &AuthorityRow) -> Result<Algorithm, CaError> {
    let unusable = || CaError::Unusable { id: row.id, problem: format!("unknown algorithm {}", row.algorithm) };
    Algorithm::parse(&row.algorithm).ok_or_else(unusable)
}

fn name(row: &AuthorityRow) -> Result<pki::Name, CaError> {
    let authority = profile::Authority { common_name: row.name.clone(), organization: None };
    Ok(authority.name().map_err(pki::profile::ProfileError::from)?)
}

fn term(row: &AuthorityRow) -> Result<Term, CaError> {
    Ok(Term { serial: Serial::parse(&row.serial)?, not_before: time(row.not_before), not_after: time(row.not_after) })
}
