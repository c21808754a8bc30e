//! What a signature is by law (63-ФЗ, articles 5, 11 and 13 to 18), and what its certificate says of means and limits.

use const_oid::ObjectIdentifier;
use pki::{Certificate, Time, oid, policy};

use crate::report::Signer;

/// Sorts of enhanced electronic signatures.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    /// КЭП: by a qualified certificate of an authority that was accredited at the moment of signing.
    Qualified,
    /// НЭП: by a trusted certificate that is not qualified.
    NonQualified,
    /// Nothing is known: no path of the certificate holds.
    Unknown,
}

impl Kind {
    /// Stable name; words are keyed by it.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Qualified => "qualified",
            Self::NonQualified => "non_qualified",
            Self::Unknown => "unknown",
        }
    }
}

/// That an authority is accredited, and when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Accreditation {
    /// SHA-256 of the authority's certificate.
    pub sha256: [u8; 32],
    /// First moment; since ever where it is not known.
    pub from: Option<Time>,
    /// Last moment; for ever where there is none.
    pub to: Option<Time>,
}

impl Accreditation {
    fn covers(&self, authority: &Certificate, at: Time) -> bool {
        let within = self.from.is_none_or(|from| from <= at) && self.to.is_none_or(|to| at <= to);
        within && self.sha256 == authority.thumbprint_sha256()
    }
}

/// The sort of a signature. What counts is the accreditation of the signer's direct issuer at the proven moment, or else at the claimed one;
/// and that the certificate names a class of certified means, as every qualified one has to (FSB order 795): accredited authorities issue
/// others, too.
pub fn kind(signer: &Signer, accreditations: &[Accreditation]) -> Kind {
    let [own, issuer, ..] = &signer.path[..] else {
        return if signer.path.is_empty() { Kind::Unknown } else { Kind::NonQualified };
    };
    let moment = signer.proof.map(|proof| proof.time).or(signer.signing_time).unwrap_or(signer.judged_at);
    let accredited = accreditations.iter().any(|one| one.covers(issuer, moment));
    if accredited && !classes(own).is_empty() { Kind::Qualified } else { Kind::NonQualified }
}

/// Classes of certified means among the policies of a certificate (1.2.643.100.113.1 to .6), the lowest first.
pub fn classes(certificate: &Certificate) -> Vec<&'static str> {
    const NAMES: [&str; 6] = ["КС1", "КС2", "КС3", "КВ1", "КВ2", "КА"];
    let policies = policy::policies(certificate).ok().flatten().unwrap_or_default();
    let class = |number: u32| oid::MEANS_CLASS_ARC.push_arc(number).ok();
    let has = |oid: Option<ObjectIdentifier>| oid.is_some_and(|oid| policies.contains(&oid));
    (1..).zip(NAMES).filter(|(number, _)| has(class(*number))).map(|(_, name)| name).collect()
}
