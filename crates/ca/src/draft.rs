//! First step: the exact bytes, linted before the authority's key touches anything.

use domain::id::AuthorityId;
use domain::time::Timestamp;
use pki::certificate::with_signature;
use pki::lint::{self, Sort};
use pki::profile::{self, Extras, Term};
use pki::{Algorithm, Certificate, Name, PublicKey, Serial, Time};

use crate::CaError;
use crate::authority::{Addresses, Authority};
use crate::convert::{time, timestamp};

/// Who gets a certificate over which key. The name comes from the approved request, never from what the key's holder says.
#[derive(Debug, Clone, Copy)]
pub struct Order<'a> {
    /// Name of the subject: [`pki::profile::person::Person`] or [`pki::profile::employee::Employee`] make it.
    pub subject: &'a Name,
    /// The key, whose possession is proved.
    pub public_key: &'a PublicKey,
}

/// How long things last, in months of the calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Terms {
    /// The certificate.
    pub certificate: u32,
    /// Use of the private key (privateKeyUsagePeriod): shorter, so that the last signature can still be checked for a while.
    pub key: u32,
}

/// Fifteen months, twelve of them for the key: the custom of Russian authorities.
impl Default for Terms {
    fn default() -> Self {
        Self { certificate: 15, key: 12 }
    }
}

/// Certificates begin this many seconds early: receivers' clocks go wrong too.
pub(crate) const EARLY: i64 = 300;

/// A certificate that the lint passed, not signed by the authority yet. Keep it between the steps.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draft {
    pub(crate) authority: AuthorityId,
    pub(crate) lint: Certificate,
}

impl Draft {
    /// Lints `to_be_signed` wrapped as a certificate whose signature is empty: it has the form that is looked at, and nobody can take it for
    /// signed. A root (`issuer` is `None`) is its own issuer.
    pub(crate) fn linted(
        authority: AuthorityId,
        to_be_signed: &[u8],
        algorithm: Algorithm,
        sort: Sort,
        issuer: Option<&Certificate>,
    ) -> Result<Self, CaError> {
        let certificate = Certificate::parse(&with_signature(to_be_signed, algorithm, &[]))?;
        let findings = lint::check(&certificate, sort, issuer.unwrap_or(&certificate));
        if lint::forbids(&findings) { Err(CaError::Refused(findings)) } else { Ok(Self { authority, lint: certificate }) }
    }

    /// The reserved serial number.
    pub fn serial(&self) -> &Serial {
        self.lint.serial()
    }

    /// The exact bytes that the authority will sign.
    pub fn to_be_signed(&self) -> &[u8] {
        self.lint.to_be_signed()
    }

    /// Last moment of the certificate.
    pub fn not_after(&self) -> Timestamp {
        timestamp(self.lint.not_after())
    }
}

/// Prepares a signer's certificate. `pki_url` is where the world reaches authorities and lists; `random` makes the serial number.
///
/// Where the authority itself ends before the terms, so does the certificate; where it ends before the key's term, nothing is prepared.
pub fn draft(
    authority: &Authority,
    order: Order<'_>,
    terms: Terms,
    pki_url: &str,
    random: [u8; 16],
    now: Timestamp,
) -> Result<Draft, CaError> {
    let not_after = time(now).plus_months(terms.certificate).min(authority.certificate.not_after());
    let key_until = time(now).plus_months(terms.key.min(terms.certificate));
    if key_until > not_after {
        return Err(CaError::EndsTooSoon(authority.id));
    }
    until(authority, order, [not_after, key_until], pki_url, random, now)
}

/// Prepares what takes the place of another authority's certificate: of the same subject, over the same key, ending as it would have.
///
/// [`CaError::EndsTooSoon`] where its key may not sign any more: then there is nothing to be certified.
pub fn draft_again(authority: &Authority, before: &Certificate, pki_url: &str, random: [u8; 16], now: Timestamp) -> Result<Draft, CaError> {
    let not_after = before.not_after().min(authority.certificate.not_after());
    let key_until = before.private_key_period()?.and_then(|period| period.until).unwrap_or(not_after).min(not_after);
    if key_until <= time(now) {
        return Err(CaError::EndsTooSoon(authority.id));
    }
    let order = Order { subject: before.subject(), public_key: before.public_key() };
    until(authority, order, [not_after, key_until], pki_url, random, now)
}

/// With these ends of certificate and key.
fn until(
    authority: &Authority,
    order: Order<'_>,
    [not_after, key_until]: [Time; 2],
    pki_url: &str,
    random: [u8; 16],
    now: Timestamp,
) -> Result<Draft, CaError> {
    let issuer = &authority.certificate;
    let now = time(now);
    if now < issuer.not_before() {
        return Err(CaError::Clock { now: timestamp(now), known: timestamp(issuer.not_before()) });
    }
    let not_before = now.plus_seconds(-EARLY).max(issuer.not_before());
    let term = Term { serial: Serial::from_random(random), not_before, not_after };
    let addresses = Addresses::new(pki_url, authority.id);
    let extras = Extras { ocsp_url: Some(&addresses.ocsp), ..Extras::default() };
    let to_be_signed = profile::signer_with(addresses.issuer(issuer), order.subject, order.public_key, &term, key_until, &extras)?;
    Draft::linted(authority.id, &to_be_signed, authority.algorithm, Sort::Signer, Some(issuer))
}
