//! Whose paths must hold, and what the evidence at hand leaves open of them.

use pki::ocsp::{Answer, CertId, IdDigest, Request, Signer, is_not_asked_about};
use pki::path::{LONGEST, Path, Policies, Question, Revocation, Rule, Source, Standing, Trust, judge};
use pki::{Certificate, Crl, oid};

use super::{GatherError, Goal, Level, Missing};
use crate::cades::long::Vouched;
use crate::cades::token::Token;
use crate::cades::unsigned::Unsigned;
use crate::cms::attributes::SignedAttributes;
use crate::cms::edit::AddError;
use crate::cms::read::{SignedData, SignerInfo};

/// Everything at hand: what the caller gave, what the CMS brings, what was fetched.
#[derive(Debug, Clone, Default)]
pub(super) struct Pool {
    pub(super) certificates: Vec<Certificate>,
    pub(super) crls: Vec<Crl>,
    pub(super) answers: Vec<Answer>,
}

/// What is known of one path.
pub(super) enum Judged {
    /// It holds, and every certificate of it is vouched for.
    Holds(Vec<Vouched>),
    /// It holds or may hold once these are there.
    Open(Vec<Missing>),
}

impl Pool {
    /// What a CMS brings that can be read. Nothing of it is trusted.
    pub(super) fn of(data: &SignedData<'_>) -> Result<Self, GatherError> {
        let mut pool = Self::default();
        pool.add_data(data);
        for signer in &data.signers {
            let unsigned = Unsigned::of(signer)?;
            pool.certificates.extend(unsigned.certificate_values().unwrap_or_default());
            let values = unsigned.revocation_values().unwrap_or_default();
            pool.crls.extend(values.crls.iter().filter_map(|der| Crl::parse(der).ok()));
            pool.answers.extend(values.answers.iter().filter_map(|der| Answer::parse_basic(der).ok()));
            for kind in [oid::SIGNATURE_TIME_STAMP, oid::ESC_TIME_STAMP, oid::ARCHIVE_TIME_STAMP_V3] {
                unsigned.tokens(kind).unwrap_or_default().iter().for_each(|token| pool.add_data(&token.data));
            }
        }
        Ok(pool)
    }

    fn add_data(&mut self, data: &SignedData<'_>) {
        self.certificates.extend(data.certificates.iter().filter_map(|der| Certificate::parse(der).ok()));
        self.crls.extend(data.crls.iter().filter_map(|der| Crl::parse(der).ok()));
        self.answers.extend(data.answers.iter().filter_map(|der| Answer::parse(der).ok()));
    }

    pub(super) fn add_pool(&mut self, other: &Self) {
        self.certificates.extend_from_slice(&other.certificates);
        self.crls.extend_from_slice(&other.crls);
        self.answers.extend_from_slice(&other.answers);
    }

    /// The certificate that the signer identifier names, and the signed attributes where they name one.
    fn signer(&self, signer: &SignerInfo<'_>) -> Result<&Certificate, GatherError> {
        let attributes = signer.signed_attributes.map(SignedAttributes::parse).transpose()?;
        let id = attributes.and_then(|attributes| attributes.signing_certificate);
        let meant =
            |certificate: &&Certificate| signer.id.names(certificate) && id.as_ref().and_then(|id| id.names(certificate)).unwrap_or(true);
        self.certificates.iter().find(meant).ok_or(GatherError::NoSigningCertificate)
    }

    /// Delegates are found where answers bring them.
    fn with_delegates(&self) -> Vec<Certificate> {
        self.certificates.iter().chain(self.answers.iter().flat_map(Answer::certificates)).cloned().collect()
    }

    fn path(&self, goal: &Goal, certificate: &Certificate, revocation: Revocation) -> Result<Path, pki::path::Refusal> {
        let intermediates = self.with_delegates();
        let trust = Trust { anchors: &goal.anchors, intermediates: &intermediates, crls: &self.crls, revocation, proven: None };
        judge(certificate, &Question { trust, answers: &self.answers, at: goal.at, policies: Policies::default() })
    }

    /// The path of one certificate; with `revocation`, also whether everybody on it is vouched for.
    pub(super) fn judge(&self, goal: &Goal, certificate: &Certificate, revocation: bool) -> Result<Judged, GatherError> {
        let wanted = if revocation { Revocation::IfAtHand } else { Revocation::Ignored };
        let path = match self.path(goal, certificate, wanted) {
            Ok(path) => path,
            Err(refusal) if refusal.rule == Rule::NoIssuer => {
                let below = self.top(certificate);
                // A root that is no anchor of ours: nothing that is fetched will help.
                if below.is_self_issued() {
                    return Err(refusal.into());
                }
                let addresses = below.issuer_addresses().unwrap_or_default();
                return Ok(Judged::Open(vec![Missing::Certificate { below, addresses }]));
            }
            Err(refusal) => return Err(refusal.into()),
        };
        if !revocation {
            return Ok(Judged::Holds(self.vouched(&path)));
        }
        let pairs = path.certificates.windows(2).zip(&path.standings);
        let open: Vec<Missing> =
            pairs.filter(|(_, standing)| **standing == Standing::Unknown).map(|(pair, _)| revocation_of(&pair[0], &pair[1])).collect();
        if !open.is_empty() {
            return Ok(Judged::Open(open));
        }
        match self.path(goal, certificate, Revocation::Required) {
            Ok(path) => Ok(Judged::Holds(self.vouched(&path))),
            Err(refusal) if refusal.rule == Rule::RevocationUnknown => Ok(Judged::Open(self.unvouched_delegates(&path))),
            Err(refusal) => Err(refusal.into()),
        }
    }

    /// The highest certificate above this one that is at hand.
    fn top(&self, certificate: &Certificate) -> Certificate {
        let mut top = certificate;
        for _ in 1..LONGEST {
            let above = |candidate: &&Certificate| {
                candidate.subject().matches(top.issuer()) && *candidate != top && top.is_signed_by(candidate.public_key())
            };
            match self.certificates.iter().find(above) {
                Some(issuer) if !top.is_self_issued() => top = issuer,
                _ => break,
            }
        }
        top.clone()
    }

    /// Signers of answers about whom lists must tell, since nobody has said that they need not be asked about.
    fn unvouched_delegates(&self, path: &Path) -> Vec<Missing> {
        let mut open = Vec::new();
        for (pair, sources) in path.certificates.windows(2).zip(&path.sources) {
            let answers =
                sources.iter().filter_map(|source| if let Source::Answer(place) = source { self.answers.get(*place) } else { None });
            for answer in answers {
                if let Ok(Signer::Delegate(delegate)) = answer.authorize(&pair[1], &self.certificates)
                    && !is_not_asked_about(delegate)
                {
                    let Missing::Revocation { certificate, issuer, request, lists, .. } = revocation_of(delegate, &pair[1]) else {
                        continue;
                    };
                    open.push(Missing::Revocation { certificate, issuer, ocsp: Vec::new(), request, lists });
                }
            }
        }
        open
    }

    fn vouched(&self, path: &Path) -> Vec<Vouched> {
        let one = |(place, certificate): (usize, &Certificate)| {
            let mut vouched = Vouched { certificate: certificate.clone(), crls: Vec::new(), answers: Vec::new() };
            for source in path.sources.get(place).into_iter().flatten() {
                match source {
                    Source::List(place) => vouched.crls.extend(self.crls.get(*place).cloned()),
                    Source::Answer(place) => vouched.answers.extend(self.answers.get(*place).cloned()),
                }
            }
            vouched
        };
        path.certificates.iter().enumerate().map(one).collect()
    }
}

fn revocation_of(certificate: &Certificate, issuer: &Certificate) -> Missing {
    let request = Request { ids: vec![CertId::new(IdDigest::Sha1, issuer, certificate.serial())], nonce: None };
    Missing::Revocation {
        certificate: certificate.clone(),
        issuer: issuer.clone(),
        ocsp: certificate.ocsp_addresses().unwrap_or_default(),
        request: request.to_der(),
        lists: certificate.crl_addresses().unwrap_or_default(),
    }
}

/// The certificates whose paths the level needs: the signer's first, then those of time stamp authorities and counter-signers.
///
/// Under an archive time stamp everything below it is kept; only its own authority, the newest one's, has to be vouched for.
pub(super) fn of(data: &SignedData<'_>, goal: &Goal, pool: &Pool) -> Result<Vec<Certificate>, GatherError> {
    let signer = data.signers.get(goal.signer).ok_or(AddError::NoSigner)?;
    let unsigned = Unsigned::of(signer)?;
    let newest = unsigned.tokens(oid::ARCHIVE_TIME_STAMP_V3)?.into_iter().max_by_key(|token| token.info.time);
    if let (Level::Archive, Some(token)) = (goal.level, newest) {
        return Ok(vec![token.authority(&pool.certificates)?]);
    }
    let mut subjects = vec![pool.signer(signer)?.clone()];
    let mut add = |certificate: Certificate| {
        if !subjects.contains(&certificate) {
            subjects.push(certificate);
        }
    };
    let stamps: Vec<Token<'_>> = unsigned.tokens(oid::SIGNATURE_TIME_STAMP)?;
    for token in &stamps {
        add(token.authority(&pool.certificates)?);
    }
    if goal.level == Level::Archive {
        for token in &unsigned.tokens(oid::ESC_TIME_STAMP)? {
            add(token.authority(&pool.certificates)?);
        }
    }
    for counter in &unsigned.counter_signatures()? {
        add(pool.signer(counter)?.clone());
    }
    Ok(subjects)
}
