//! The authorities' own services: who answers by OCSP, and who stamps time. Their certificates go the way of every certificate, and are
//! renewed while the old ones still work.

use std::collections::BTreeMap;

use domain::id::{AuthorityId, PrivateKeyId};
use domain::time::Timestamp;
use pki::lint::Sort;
use pki::name::Kind as Attribute;
use pki::profile::{ProfileError, Term, service as profile};
use pki::{Certificate, Name, PublicKey, Serial};
use store::table::intent;
use store::table::service::{self, ServiceRow};
use store::{StoreError, Tx};

use crate::authority::{Addresses, Authority};
use crate::convert::{time, timestamp};
use crate::draft::EARLY;
use crate::{CaError, Draft, Issued};

/// Which service.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Service {
    /// Answers by OCSP about the certificates of the authority that delegated it.
    Responder,
    /// Stamps time (RFC 3161).
    TimeStamper,
}

/// How long a certificate of a service lasts, and how long its key signs, in days.
struct Days {
    certificate: i64,
    key: i64,
    /// So long before the key's end the next one is made.
    ahead: i64,
}

impl Service {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Responder, Self::TimeStamper];

    const fn word(self) -> &'static str {
        match self {
            Self::Responder => "ocsp",
            Self::TimeStamper => "tsa",
        }
    }

    fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|service| service.word() == word)
    }

    /// The rules that its certificate keeps.
    pub(crate) const fn sort(self) -> Sort {
        match self {
            Self::Responder => Sort::Responder,
            Self::TimeStamper => Sort::TimeStamper,
        }
    }

    /// Nobody may revoke a responder (id-pkix-ocsp-nocheck), so it lives shortly. What was stamped is verified long after the key has gone.
    const fn days(self) -> Days {
        match self {
            Self::Responder => Days { certificate: 30, key: 30, ahead: 15 },
            Self::TimeStamper => Days { certificate: 5 * 365, key: 365, ahead: 30 },
        }
    }

    fn name(self, authority: &Authority) -> Result<Name, ProfileError> {
        let role = match self {
            Self::Responder => "OCSP",
            Self::TimeStamper => "TSA",
        };
        Ok(Name::build(&[(Attribute::Country, "RU"), (Attribute::CommonName, &format!("{} {role}", authority.name))])?)
    }
}

/// A service that can work: certificate and key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Server {
    /// Which service.
    pub service: Service,
    /// Who issued its certificate, and for whom it speaks.
    pub authority: Authority,
    /// Its private key, of the authority's algorithm.
    pub key: PrivateKeyId,
    /// Its certificate.
    pub certificate: Certificate,
    /// Last moment in which the key signs.
    pub key_until: Timestamp,
}

impl Server {
    /// May it sign at `now`?
    pub fn works_at(&self, now: Timestamp) -> bool {
        time(now) >= self.certificate.not_before() && now <= self.key_until
    }
}

/// The authority's service with the freshest key, if one was ever made.
pub fn server(tx: &mut Tx<'_>, authority: &Authority, service: Service) -> Result<Option<Server>, CaError> {
    let Some(row) = service::newest(tx, authority.id, service.word())? else { return Ok(None) };
    let Some(key) = row.key else { return Ok(None) };
    let certificate = Certificate::parse(&row.der)?;
    Ok(Some(Server { service, authority: authority.clone(), key, certificate, key_until: row.key_until }))
}

/// What wants a new certificate: every authority wants a responder, every issuing one of the house a time stamper.
pub fn due_services(tx: &mut Tx<'_>, now: Timestamp) -> Result<Vec<(Authority, Service)>, CaError> {
    let mut due = Vec::new();
    for authority in crate::all(tx)? {
        for service in Service::ALL {
            if service == Service::TimeStamper && authority.is_root() {
                continue;
            }
            let newest = service::newest(tx, authority.id, service.word())?;
            let soon = timestamp(time(now).plus_seconds(service.days().ahead * DAY));
            let fresh = newest.is_some_and(|row| row.key_until > soon || row.key_until >= timestamp(authority.certificate.not_after()));
            if !fresh && time(now) < authority.certificate.not_after() {
                due.push((authority.clone(), service));
            }
        }
    }
    Ok(due)
}

const DAY: i64 = 86_400;

/// Prepares a service's certificate over its key. `pki_url` is where the world reaches authorities and lists; `random` makes the serial number.
pub fn draft_service(
    authority: &Authority,
    service: Service,
    public_key: &PublicKey,
    pki_url: &str,
    random: [u8; 16],
    now: Timestamp,
) -> Result<Draft, CaError> {
    let issuer = &authority.certificate;
    let now = time(now);
    if now < issuer.not_before() {
        return Err(CaError::Clock { now: timestamp(now), known: timestamp(issuer.not_before()) });
    }
    let days = service.days();
    let not_after = now.plus_seconds(days.certificate * DAY).min(issuer.not_after());
    let key_until = now.plus_seconds(days.key * DAY).min(not_after);
    let not_before = now.plus_seconds(-EARLY).max(issuer.not_before());
    let term = Term { serial: Serial::from_random(random), not_before, not_after };
    let addresses = Addresses::new(pki_url, authority.id);
    let (issuer_of, name) = (addresses.issuer(issuer), service.name(authority)?);
    let to_be_signed = match service {
        Service::Responder => profile::responder(issuer_of, &name, public_key, &term)?,
        Service::TimeStamper => profile::time_stamper(issuer_of, &name, public_key, &term, key_until)?,
    };
    Draft::linted(authority.id, &to_be_signed, authority.algorithm, service.sort(), Some(issuer))
}

/// The intent became this service's certificate.
pub fn record_service(tx: &mut Tx<'_>, issued: &Issued, service: Service, key: PrivateKeyId) -> Result<(), CaError> {
    let serial = issued.serial();
    if !intent::sign(tx, &serial, None, issued.lint_der())? {
        return Err(CaError::NotReserved(serial));
    }
    let certificate = issued.certificate();
    let period = certificate.private_key_period()?.and_then(|period| period.until);
    let row = ServiceRow {
        serial,
        authority: issued.authority(),
        kind: service.word().to_owned(),
        key: Some(key),
        not_before: issued.not_before(),
        key_until: timestamp(period.unwrap_or(certificate.not_after())),
        der: certificate.der().to_vec(),
    };
    Ok(service::insert(tx, &row)?)
}

/// Keys of services that have not signed since `before` and never will again: they are to be destroyed, and then [`forget_key`].
pub fn spent_keys(tx: &mut Tx<'_>, before: Timestamp) -> Result<Vec<(String, PrivateKeyId)>, CaError> {
    Ok(service::spent(tx, before)?)
}

/// The key of the service with this serial number is destroyed.
pub fn forget_key(tx: &mut Tx<'_>, serial: &str) -> Result<(), CaError> {
    Ok(service::forget_key(tx, serial)?)
}

/// The certificate of a service, by what it is judged.
pub(crate) struct Served {
    pub(crate) sort: Sort,
    pub(crate) der: Vec<u8>,
    pub(crate) by: AuthorityId,
}

/// Every service's certificate by its serial number: for the self-check.
pub(crate) fn certificates(tx: &mut Tx<'_>) -> Result<BTreeMap<String, Served>, CaError> {
    let rows = service::all(tx)?.into_iter().map(|row| {
        let service = Service::parse(&row.kind).ok_or_else(|| StoreError::Corrupt(format!("service {}", row.kind)))?;
        Ok((row.serial, Served { sort: service.sort(), der: row.der, by: row.authority }))
    });
    rows.collect()
}
