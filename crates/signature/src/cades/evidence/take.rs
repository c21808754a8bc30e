//! What comes from outside: verified, then accepted or refused with the reason.

use pki::certificate::chain_from_pem;
use pki::ocsp::{Answer, AnswerError, Expected, Fault, SKEW, Status};
use pki::path::{Refusal, Rule};
use pki::tsp::Response;
use pki::{Certificate, Crl, Malformed};

use super::gathering::{Gathering, Step};
use super::subjects::Judged;
use super::{GatherError, Missing, Refused};
use crate::cades::token::{Token, TokenFault};
use crate::cms::ber;
use crate::cms::read::SignedData;

/// Most lists and OCSP answers that one gathering takes, of each.
const MOST: usize = 64;

impl Gathering {
    /// A TimeStampResp in DER. The token must answer the request that [`Gathering::advance`] gave, be of now, and come from an authority
    /// whose path holds. Where only certificates of that path are missing, the token waits for them and is not in the CMS yet.
    pub fn take_time_stamp(&mut self, response: &[u8]) -> Result<(), Refused> {
        let Step::Stamp(to_stamp) = self.step()? else { return Err(Refused::NotAsked) };
        let response = Response::parse(response)?;
        let token = response.token.ok_or(Refused::NoToken { why: response.why })?;
        let token = ber::to_der(&token)?.into_owned();
        let parsed = Token::parse(&token)?;
        parsed.info.answers(&self.request(&to_stamp)?).map_err(TokenFault::from)?;
        let moment = parsed.info.time.seconds;
        if (moment.unix() - self.goal.at.unix()).abs() > SKEW {
            return Err(Refused::Clock(moment));
        }
        match self.judge_token(&parsed) {
            Ok((_, Judged::Holds(_))) => Ok(self.add_token(&token)?),
            Ok((_, Judged::Open(missing)))
                if missing.iter().all(|one| matches!(one, Missing::Certificate { addresses, .. } if addresses.is_empty())) =>
            {
                Err(untrusted(&missing))
            }
            Ok((_, Judged::Open(_))) => {
                self.held = Some(token);
                Ok(())
            }
            Err(GatherError::Token(fault)) => Err(fault.into()),
            Err(GatherError::Path(refusal)) => Err(Refused::Untrusted(refusal)),
            Err(error) => Err(error.into()),
        }
    }

    /// Throws away a token that waits for certificates nobody has, so that another authority can be asked.
    pub fn drop_held(&mut self) {
        self.held = None;
    }

    /// An OCSPResponse in DER about a certificate whose revocation is missing. One that revokes is accepted, too: [`Gathering::advance`]
    /// then says that the path does not hold.
    pub fn take_answer(&mut self, response: &[u8]) -> Result<(), Refused> {
        let answer = Answer::parse(response).map_err(|error| match error {
            AnswerError::Malformed(malformed) => Refused::Malformed(malformed),
            AnswerError::Failure(failure) => Refused::NoAnswer(failure),
        })?;
        let at = self.goal.at;
        let mut refused = Refused::Answer(Fault::OtherCertificate);
        let at_hand = self.pool(&SignedData::parse(&self.cms)?)?.certificates;
        for missing in self.open()? {
            let Missing::Revocation { certificate, issuer, .. } = missing else { continue };
            let expected = Expected { issuer: &issuer, serial: certificate.serial(), nonce: None, nonce_required: false, at };
            match answer.check(&expected, &at_hand) {
                Ok(Status::Good | Status::Revoked { .. }) if self.taken.answers.len() < MOST => {
                    self.taken.answers.push(answer);
                    return Ok(());
                }
                Ok(status) => refused = Refused::Status(status),
                Err(Fault::OtherCertificate) => {}
                // A certificate of another issuer says nothing of the answer, unless it is about that one.
                Err(fault) if answer.about(&issuer, certificate.serial()).is_some() => refused = fault.into(),
                Err(_) => {}
            }
        }
        Err(refused)
    }

    /// A list in DER that tells of a certificate whose revocation is missing.
    pub fn take_list(&mut self, der: &[u8]) -> Result<(), Refused> {
        let list = Crl::parse(der)?;
        let open = self.open()?;
        let issuers: Vec<&Certificate> =
            open.iter().filter_map(|one| if let Missing::Revocation { issuer, .. } = one { Some(issuer) } else { None }).collect();
        if issuers.is_empty() || self.taken.crls.len() >= MOST {
            return Err(Refused::NotAsked);
        }
        let at = self.goal.at;
        if list.this_update() > at.plus_seconds(SKEW) {
            return Err(Refused::ListNotYet);
        }
        if list.next_update().is_none_or(|next| next < at) {
            return Err(Refused::ListStale);
        }
        self.taken.crls.push(list);
        // It counts where less is missing by it, or where it revokes.
        let unheard = match self.open() {
            Ok(still) if still.len() < open.len() || still.iter().any(|one| !open.contains(one)) => return Ok(()),
            Ok(_) => None,
            Err(GatherError::Path(refusal)) if matches!(refusal.rule, Rule::Revoked { .. }) => return Ok(()),
            Err(error) => Some(error),
        };
        let list = self.taken.crls.pop().ok_or(Refused::NotAsked)?;
        let own = issuers.iter().find(|issuer| issuer.subject().matches(list.issuer()));
        let signed = own.is_some_and(|issuer| list.is_signed_by(issuer.public_key()));
        Err(match unheard {
            Some(error) => error.into(),
            None if own.is_some() && !signed => Refused::ListSignature,
            None => Refused::OtherList,
        })
    }

    /// Certificates as authorityInfoAccess serves them: one in DER, several in PEM, or a CMS without signers. Those are kept that are
    /// issuers of missing ones.
    pub fn take_certificates(&mut self, bytes: &[u8]) -> Result<(), Refused> {
        let mut found = certificates(bytes)?;
        let mut taken = false;
        // One may lead to the next.
        loop {
            let open = match self.open() {
                Ok(open) => open,
                // What was just taken shows that the path does not hold: the next step says so.
                Err(_) if taken => break,
                Err(error) => return Err(error.into()),
            };
            let is_missing = |candidate: &Certificate| {
                open.iter().any(|one| {
                    matches!(one, Missing::Certificate { below, .. }
                        if candidate.subject().matches(below.issuer()) && below.is_signed_by(candidate.public_key()))
                })
            };
            let Some(place) = found.iter().position(is_missing) else { break };
            let certificate = found.swap_remove(place);
            if self.taken.certificates.contains(&certificate) || self.taken.certificates.len() >= MOST {
                continue;
            }
            self.taken.certificates.push(certificate);
            taken = true;
        }
        if taken { Ok(()) } else { Err(Refused::OtherCertificate) }
    }
}

fn untrusted(missing: &[Missing]) -> Refused {
    let path = missing.iter().filter_map(|one| if let Missing::Certificate { below, .. } = one { Some(below.clone()) } else { None });
    let path: Vec<Certificate> = path.take(1).collect();
    Refused::Untrusted(Box::new(Refusal { path, at: 0, rule: Rule::NoIssuer }))
}

fn certificates(bytes: &[u8]) -> Result<Vec<Certificate>, Malformed> {
    if let Ok(certificate) = Certificate::parse(bytes) {
        return Ok(vec![certificate]);
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        return chain_from_pem(text);
    }
    let der = ber::to_der(bytes)?;
    let data = SignedData::parse(&der)?;
    Ok(data.certificates.iter().filter_map(|der| Certificate::parse(der).ok()).collect())
}
