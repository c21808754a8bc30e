//! First start: a root and an issuing authority below it.
//!
//! The rows stand first, with ids, serial numbers and validity; keys and certificates are made from them. A crash at any point, or several
//! nodes at once, end in the same two authorities.

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
use crate::{CaError, Draft};

const ROOT: &str = "root-1";
const ISSUING: &str = "issuing-1";

/// What the first start decides. Where authorities are there already, only they count.
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

/// Certificates made for them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Founded([(Draft, Certificate); 2]);

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

    fn rows(&self, now: Timestamp) -> [AuthorityRow; 2] {
        let row = |index: usize, slot: &str, name: &str, months: u32| AuthorityRow {
            id: self.ids[index],
            licensee: None,
            slot: slot.to_owned(),
            parent: (index == 1).then_some(self.ids[0]),
            name: name.to_owned(),
            algorithm: self.algorithm.name().to_owned(),
            key: self.keys[index],
            serial: Serial::from_random(self.random[index]).to_string(),
            state: "preparing".to_owned(),
            not_before: now.whole_seconds(),
            not_after: timestamp(time(now).plus_months(months)),
            created_at: now,
            certificate: None,
        };
        [row(0, ROOT, &self.root_name, self.root_months), row(1, ISSUING, &self.issuing_name, self.issuing_months)]
    }
}

impl Founding {
    /// Is nothing left to do?
    pub fn is_done(&self) -> bool {
        self.root.certificate.is_some() && self.issuing.certificate.is_some()
    }
}

/// Records the plan, or finds the one that stands. Commit before [`make`]; nothing more to do where [`Founding::is_done`].
pub fn begin(tx: &mut Tx<'_>, plan: &Plan, now: Timestamp) -> Result<Founding, CaError> {
    if authority::by_slot(tx, ROOT)?.is_none() {
        for row in plan.rows(now) {
            authority::insert(tx, &row)?;
        }
    }
    let root = authority::by_slot(tx, ROOT)?.ok_or(CaError::NoAuthority)?;
    let issuing = authority::by_slot(tx, ISSUING)?.ok_or(CaError::NoAuthority)?;
    Ok(Founding { root, issuing })
}

/// Makes keys and certificates. May be repeated: keys are made once.
pub async fn make(keys: &Keys, founding: &Founding, pki_url: &str) -> Result<Founded, CaError> {
    let Founding { root, issuing } = founding;
    let root_key = key(keys, root).await?;
    let to_be_signed = profile::root(&name(root)?, &root_key, &term(root)?)?;
    let root_draft = Draft::linted(root.id, &to_be_signed, algorithm(root)?, Sort::Root, None)?;
    let root_certificate = sign(keys, root, &root_draft, &root_key).await?;

    let addresses = Addresses::new(pki_url, root.id);
    let below = profile::issuing(addresses.issuer(&root_certificate), &name(issuing)?, &key(keys, issuing).await?, &term(issuing)?)?;
    let draft = Draft::linted(root.id, &below, algorithm(root)?, Sort::Issuing, Some(&root_certificate))?;
    let certificate = sign(keys, root, &draft, &root_key).await?;
    Ok(Founded([(root_draft, root_certificate), (draft, certificate)]))
}

/// Records both certificates. Where another node was first, theirs stand and these are forgotten.
pub fn finish(tx: &mut Tx<'_>, founding: &Founding, founded: &Founded) -> Result<Vec<Authority>, CaError> {
    // Locks the row, so that of two nodes one sees the other's work whole.
    let first = authority::by_slot(tx, ROOT)?.is_some_and(|row| row.certificate.is_none());
    if first {
        for (row, (draft, certificate)) in [&founding.root, &founding.issuing].into_iter().zip(&founded.0) {
            authority::activate(tx, row.id, certificate.der())?;
            intent::insert(tx, &signed(founding.root.id, row, draft))?;
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
