//! The state of one gathering, and its steps.

use pki::ocsp::is_not_asked_about;
use pki::tsp::Request;
use pki::{Certificate, Digest, oid};

use super::subjects::{self, Judged, Pool};
use super::{GatherError, Goal, Level, Missing, State};
use crate::cades::long::{Material, Vouched, add_references_and_values};
use crate::cades::stamp::{Stamp, ToStamp};
use crate::cades::token::Token;
use crate::cades::unsigned::Unsigned;
use crate::cms::ber;
use crate::cms::edit::{AddError, add_material};
use crate::cms::read::SignedData;

/// One signer of one CMS on its way to a level.
#[derive(Debug, Clone)]
pub struct Gathering {
    pub(super) cms: Vec<u8>,
    pub(super) goal: Goal,
    /// Fetched and accepted.
    pub(super) taken: Pool,
    /// A token whose authority's path is not complete yet.
    pub(super) held: Option<Vec<u8>>,
    /// Has the archive time stamp of this gathering been added?
    pub(super) archived: bool,
}

/// What comes next.
pub(super) enum Step {
    Stamp(ToStamp),
    Fetch(Vec<Missing>),
    Done,
}

impl Gathering {
    /// Begins with a CMS in BER or DER, at whatever level it is.
    ///
    /// # Errors
    ///
    /// A CMS that cannot be read, or without such a signer.
    pub fn begin(cms: &[u8], goal: Goal) -> Result<Self, GatherError> {
        let cms = ber::to_der(cms)?.into_owned();
        if SignedData::parse(&cms)?.signers.len() <= goal.signer {
            return Err(AddError::NoSigner.into());
        }
        Ok(Self { cms, goal, taken: Pool::default(), held: None, archived: false })
    }

    /// What has been reached: to be kept by a caller who goes on later with [`Self::begin`].
    pub fn cms(&self) -> &[u8] {
        &self.cms
    }

    /// What is wanted.
    pub fn goal(&self) -> &Goal {
        &self.goal
    }

    /// It is later now. A gathering that waits moves its moment with every attempt.
    pub fn set_moment(&mut self, at: pki::Time) {
        self.goal.at = at;
    }

    /// Goes as far as what is at hand allows, and says what is missing.
    ///
    /// # Errors
    ///
    /// Why the level cannot be reached, whatever is fetched.
    pub fn advance(&mut self) -> Result<State, GatherError> {
        Ok(match self.step()? {
            Step::Done => State::Complete(self.cms.clone()),
            Step::Fetch(missing) => State::Pending(missing),
            Step::Stamp(to_stamp) => State::Pending(self.missing_stamp(&to_stamp)?),
        })
    }

    pub(super) fn step(&mut self) -> Result<Step, GatherError> {
        self.add_held()?;
        let has = self.has()?;
        if !has.signature_stamp {
            return Ok(Step::Stamp(ToStamp::signature(self.goal.signer, self.goal.digest)));
        }
        match self.goal.level {
            Level::Stamped => return Ok(Step::Done),
            Level::LongType1 if has.values && has.references_stamp => return Ok(Step::Done),
            Level::LongType1 if has.values && has.references => {
                return Ok(Step::Stamp(ToStamp::references(self.goal.signer, self.goal.digest)));
            }
            Level::Archive if self.archived => return Ok(Step::Done),
            _ => {}
        }
        let paths = match self.vouched()? {
            Ok(paths) => paths,
            Err(missing) => return Ok(Step::Fetch(missing)),
        };
        self.keep(&paths)?;
        Ok(match self.goal.level {
            Level::LongType1 => Step::Stamp(ToStamp::references(self.goal.signer, self.goal.digest)),
            Level::Archive => Step::Stamp(self.archive()),
            _ => Step::Done,
        })
    }

    fn archive(&self) -> ToStamp {
        let content = self.goal.contents.iter().find(|content| content.algorithm == self.goal.digest);
        ToStamp::archive(self.goal.signer, self.goal.digest, content)
    }

    /// Writes the evidence into the CMS.
    fn keep(&mut self, paths: &[Vec<Vouched>]) -> Result<(), GatherError> {
        let Some((own, others)) = paths.split_first() else { return Ok(()) };
        let others: Vec<Vouched> = others.iter().flatten().cloned().chain(self.delegates()).collect();
        self.cms = if self.goal.level == Level::LongType1 {
            add_references_and_values(&self.cms, self.goal.signer, self.goal.digest, own, &others)?
        } else {
            let material = Material::of(own.iter().chain(&others));
            add_material(&self.cms, &material.certificates, &material.crls, &material.answers)?
        };
        Ok(())
    }

    /// Signers of answers who are asked about, and whatever was fetched.
    fn delegates(&self) -> impl Iterator<Item = Vouched> {
        let certificates = self.taken.answers.iter().flat_map(|answer| answer.certificates());
        let asked_about = certificates.filter(|certificate| !is_not_asked_about(certificate));
        asked_about.map(|certificate| Vouched { certificate: certificate.clone(), crls: self.taken.crls.clone(), answers: Vec::new() })
    }

    /// Paths of everybody who counts, or what is missing of them.
    fn vouched(&self) -> Result<Result<Vec<Vec<Vouched>>, Vec<Missing>>, GatherError> {
        let data = SignedData::parse(&self.cms)?;
        let pool = self.pool(&data)?;
        let (mut paths, mut open) = (Vec::new(), Vec::new());
        for certificate in subjects::of(&data, &self.goal, &pool)? {
            match pool.judge(&self.goal, &certificate, true)? {
                Judged::Holds(path) => paths.push(path),
                Judged::Open(missing) => missing.into_iter().for_each(|one| {
                    if !open.contains(&one) {
                        open.push(one);
                    }
                }),
            }
        }
        Ok(if open.is_empty() { Ok(paths) } else { Err(open) })
    }

    /// What is missing of certificates and revocation, without any step.
    pub(super) fn open(&self) -> Result<Vec<Missing>, GatherError> {
        if let Some((_, Judged::Open(missing))) = self.judge_held()? {
            return Ok(missing);
        }
        Ok(self.vouched()?.err().unwrap_or_default())
    }

    pub(super) fn pool(&self, data: &SignedData<'_>) -> Result<Pool, GatherError> {
        let mut pool = self.taken.clone();
        pool.add_pool(&Pool::of(data)?);
        pool.certificates.extend_from_slice(&self.goal.intermediates);
        Ok(pool)
    }

    /// The path of the authority behind the token that is held.
    fn judge_held(&self) -> Result<Option<(Certificate, Judged)>, GatherError> {
        let Some(held) = &self.held else { return Ok(None) };
        let token = Token::parse(held)?;
        let (authority, judged) = self.judge_token(&token)?;
        Ok(Some((authority, judged)))
    }

    pub(super) fn judge_token(&self, token: &Token<'_>) -> Result<(Certificate, Judged), GatherError> {
        let mut pool = self.pool(&SignedData::parse(&self.cms)?)?;
        pool.certificates.extend(token.certificates());
        let authority = token.authority(&pool.certificates)?;
        let judged = pool.judge(&self.goal, &authority, false)?;
        Ok((authority, judged))
    }

    /// A token whose authority turns out to be trusted goes into the CMS; one that does not is dropped.
    fn add_held(&mut self) -> Result<(), GatherError> {
        let holds = match self.judge_held() {
            Ok(None | Some((_, Judged::Open(_)))) => return Ok(()),
            Ok(Some((_, Judged::Holds(_)))) => true,
            Err(GatherError::Path(_)) => false,
            Err(error) => return Err(error),
        };
        match self.held.take() {
            Some(token) if holds => self.add_token(&token),
            _ => Ok(()),
        }
    }

    pub(super) fn add_token(&mut self, token: &[u8]) -> Result<(), GatherError> {
        if let Step::Stamp(to_stamp) = self.step()? {
            let pool = self.pool(&SignedData::parse(&self.cms)?)?;
            self.cms = to_stamp.add(&self.cms, token, &pool.certificates)?;
            self.held = None;
            self.archived |= to_stamp.stamp() == Stamp::Archive;
        }
        Ok(())
    }

    /// A request for the stamp, or what is missing of the path behind the token that is held.
    fn missing_stamp(&self, to_stamp: &ToStamp) -> Result<Vec<Missing>, GatherError> {
        if let Some((_, Judged::Open(missing))) = self.judge_held()? {
            return Ok(missing);
        }
        let request = self.request(to_stamp)?;
        Ok(vec![Missing::TimeStamp { stamp: to_stamp.stamp(), imprint: request.imprint.clone(), request: request.to_der() }])
    }

    /// The same for the same imprint: the nonce comes from the caller's randomness and the imprint.
    pub(super) fn request(&self, to_stamp: &ToStamp) -> Result<Request, GatherError> {
        let imprint = to_stamp.imprint(&self.cms)?;
        let random = Digest::Sha256.of(&[&self.goal.random[..], imprint.value()].concat());
        let nonce = Request::nonce_from_random(*random.first_chunk().expect("SHA-256 has thirty-two octets"));
        Ok(Request { imprint, policy: self.goal.policy, nonce: Some(nonce), certificate: true })
    }

    fn has(&self) -> Result<Has, GatherError> {
        let data = SignedData::parse(&self.cms)?;
        let unsigned = Unsigned::of(data.signers.get(self.goal.signer).ok_or(AddError::NoSigner)?)?;
        Ok(Has {
            signature_stamp: unsigned.has(oid::SIGNATURE_TIME_STAMP),
            references: unsigned.has(oid::CERTIFICATE_REFERENCES) && unsigned.has(oid::REVOCATION_REFERENCES),
            values: unsigned.has(oid::CERTIFICATE_VALUES) && unsigned.has(oid::REVOCATION_VALUES),
            references_stamp: unsigned.has(oid::ESC_TIME_STAMP),
        })
    }
}

/// What the signer has already.
struct Has {
    signature_stamp: bool,
    references: bool,
    values: bool,
    references_stamp: bool,
}
