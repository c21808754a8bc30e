//! Building: from the certificate upwards by names, keys and signatures, depth first, the most promising issuers first.

use std::collections::HashMap;

use const_oid::ObjectIdentifier;

use super::revocation::{self, Source, Standing};
use super::{LONGEST, MOST_CANDIDATES, MOST_SIGNATURES, Policies, Question, Revocation, Rule, rules};
use crate::{Certificate, Crl};

/// Deepest nesting of paths: signers of lists have paths too, and these signers of their lists.
const DEEPEST: usize = 3;

/// A search over one pool of certificates, named by their places in it.
pub(super) struct Search<'q> {
    pub(super) question: &'q Question<'q>,
    pool: Vec<&'q Certificate>,
    anchors: usize,
    asked_is_anchor: bool,
    by_subject: HashMap<&'q [Vec<u8>], Vec<usize>>,
    signed: HashMap<(usize, usize), bool>,
    signed_lists: HashMap<(usize, usize), bool>,
    signatures: u32,
    candidates: u32,
}

/// What one run of the search is for.
pub(super) struct Goal<'q> {
    /// The only anchor that counts, where not all of them do.
    pub(super) anchor: Option<usize>,
    policies: &'q Policies,
    /// Certificates whose paths are being looked for, this one last: nobody vouches for himself.
    pub(super) asked: Vec<usize>,
    /// The refusal of the path that came farthest.
    pub(super) best: Option<(Vec<usize>, usize, Rule)>,
}

/// A path that holds, from the asked certificate to the anchor.
pub(super) struct Found {
    pub(super) path: Vec<usize>,
    pub(super) evidence: Vec<(Standing, Vec<Source>)>,
    pub(super) policies: Vec<ObjectIdentifier>,
}

impl<'q> Goal<'q> {
    pub(super) fn of_question(question: &'q Question<'q>) -> Self {
        Self { anchor: None, policies: &question.policies, asked: Vec::new(), best: None }
    }

    /// The path of a signer of revocation evidence, to the same anchor and under whatever policies.
    pub(super) fn of_signer(anchor: usize, asked: &[usize]) -> Self {
        const ANY: &Policies = &Policies { acceptable: None, require_explicit: false, inhibit_mapping: false, inhibit_any: false };
        Self { anchor: Some(anchor), policies: ANY, asked: asked.to_vec(), best: None }
    }

    fn refuse(&mut self, path: &[usize], at: usize, rule: Rule) {
        if self.best.as_ref().is_none_or(|(_, _, best)| best.distance() < rule.distance()) {
            self.best = Some((path.to_vec(), at, rule));
        }
    }
}

impl<'q> Search<'q> {
    /// Place of the certificate asked about.
    pub(super) const ASKED: usize = 0;

    pub(super) fn new(certificate: &'q Certificate, question: &'q Question<'q>) -> Self {
        let mut pool: Vec<&Certificate> = vec![certificate];
        let mut known: HashMap<&[u8], usize> = HashMap::from([(certificate.der(), 0)]);
        let mut add = |pool: &mut Vec<&'q Certificate>, new: &'q Certificate| {
            known.entry(new.der()).or_insert_with(|| {
                pool.push(new);
                pool.len() - 1
            });
        };
        question.trust.anchors.iter().for_each(|anchor| add(&mut pool, anchor));
        let anchors = pool.len();
        let responders = question.answers.iter().flat_map(|answer| answer.certificates());
        question.trust.intermediates.iter().chain(responders).for_each(|other| add(&mut pool, other));
        let mut by_subject: HashMap<&[Vec<u8>], Vec<usize>> = HashMap::new();
        for (index, certificate) in pool.iter().enumerate() {
            by_subject.entry(certificate.subject().canonical()).or_default().push(index);
        }
        Self {
            question,
            pool,
            anchors,
            asked_is_anchor: question.trust.anchors.contains(certificate),
            by_subject,
            signed: HashMap::new(),
            signed_lists: HashMap::new(),
            signatures: 0,
            candidates: 0,
        }
    }

    pub(super) fn certificate(&self, index: usize) -> &'q Certificate {
        self.pool[index]
    }

    /// Everything at hand with this subject.
    pub(super) fn named(&self, subject: &[Vec<u8>]) -> Vec<usize> {
        self.by_subject.get(subject).cloned().unwrap_or_default()
    }

    /// Looks for a path of `certificate` that reaches `goal`.
    pub(super) fn run(&mut self, certificate: usize, goal: &mut Goal<'q>) -> Option<Found> {
        if goal.asked.len() >= DEEPEST || goal.asked.contains(&certificate) {
            return None;
        }
        goal.asked.push(certificate);
        self.extend(&mut vec![certificate], goal)
    }

    fn extend(&mut self, path: &mut Vec<usize>, goal: &mut Goal<'q>) -> Option<Found> {
        let place = path.len() - 1;
        let last = path[place];
        if self.is_anchor(last) {
            return if goal.anchor.is_none_or(|wanted| wanted == last) { self.complete(path, goal) } else { None };
        }
        if path.len() == LONGEST {
            goal.refuse(path, place, Rule::TooLong);
            return None;
        }
        let issuers = self.issuers(last);
        if issuers.is_empty() {
            goal.refuse(path, place, Rule::NoIssuer);
        }
        for issuer in issuers {
            if self.stands_in(path, issuer) {
                continue;
            }
            match self.is_signed(last, issuer) {
                None => {
                    goal.refuse(path, place, Rule::TooComplex);
                    return None;
                }
                Some(false) => {
                    let rule = self.why_not_signed(last, issuer);
                    goal.refuse(path, place, rule);
                }
                Some(true) => {
                    path.push(issuer);
                    let found = self.extend(path, goal);
                    path.pop();
                    if found.is_some() || self.is_exhausted() {
                        return found;
                    }
                }
            }
        }
        None
    }

    fn complete(&mut self, path: &[usize], goal: &mut Goal<'q>) -> Option<Found> {
        self.candidates += 1;
        if self.is_exhausted() {
            goal.refuse(path, 0, Rule::TooComplex);
            return None;
        }
        let certificates: Vec<&Certificate> = path.iter().map(|index| self.pool[*index]).collect();
        let policies = match rules::check(&certificates, self.question.at, goal.policies) {
            Ok(policies) => policies,
            Err((at, rule)) => {
                goal.refuse(path, at, rule);
                return None;
            }
        };
        let mut evidence = Vec::with_capacity(path.len() - 1);
        for at in 0..path.len() - 1 {
            let found = revocation::standing(self, &path[at..], &goal.asked);
            // What was not looked at any more might have told of a revocation: a flood of evidence hides none.
            if self.is_exhausted() && self.question.trust.revocation != Revocation::Ignored {
                goal.refuse(path, at, Rule::TooComplex);
                return None;
            }
            match found {
                Ok((Standing::Unknown, _)) if self.question.trust.revocation == Revocation::Required => {
                    goal.refuse(path, at, Rule::RevocationUnknown);
                    return None;
                }
                Ok(found) => evidence.push(found),
                Err(rule) => {
                    goal.refuse(path, at, rule);
                    return None;
                }
            }
        }
        Some(Found { path: path.to_vec(), evidence, policies })
    }

    fn why_not_signed(&self, certificate: usize, issuer: usize) -> Rule {
        let (certificate, key) = (self.pool[certificate], self.pool[issuer].public_key());
        match (certificate.obsolete_algorithm(), certificate.algorithm()) {
            (Some(name), _) => Rule::Obsolete(name),
            (None, Some(_)) if key.kind().is_some() => key.weakness().map_or(Rule::Signature, Rule::Obsolete),
            _ => Rule::Algorithm,
        }
    }

    /// Who could have issued it by name and key identifiers: anchors first, then those valid at the moment, then the rest.
    fn issuers(&self, certificate: usize) -> Vec<usize> {
        let below = self.pool[certificate];
        let mut issuers = self.named(below.issuer().canonical());
        issuers.retain(|issuer| rules::could_issue(self.pool[*issuer], below));
        issuers.sort_by_key(|issuer| (!self.is_anchor(*issuer), !self.pool[*issuer].is_valid_at(self.question.at)));
        issuers
    }

    fn is_anchor(&self, index: usize) -> bool {
        (1..self.anchors).contains(&index) || (index == Self::ASKED && self.asked_is_anchor)
    }

    /// Is the same subject with the same key already in the path?
    fn stands_in(&self, path: &[usize], new: usize) -> bool {
        let new = self.pool[new];
        path.iter()
            .map(|index| self.pool[*index])
            .any(|known| known.public_key() == new.public_key() && known.subject().matches(new.subject()))
    }

    fn is_exhausted(&self) -> bool {
        self.signatures >= MOST_SIGNATURES || self.candidates > MOST_CANDIDATES
    }

    /// Does the key of `issuer` stand behind `certificate`? `None`: no more signatures may be checked.
    pub(super) fn is_signed(&mut self, certificate: usize, issuer: usize) -> Option<bool> {
        if let Some(known) = self.signed.get(&(certificate, issuer)) {
            return Some(*known);
        }
        self.spend()?;
        let (below, key) = (self.pool[certificate], self.pool[issuer].public_key());
        let good = self.question.trust.proven.map_or_else(|| below.is_signed_by(key), |proven| proven.is_signed_by(below, key));
        self.signed.insert((certificate, issuer), good);
        Some(good)
    }

    /// Does the key of `signer` stand behind the list at this place? `None`: no more signatures may be checked.
    pub(super) fn is_list_signed(&mut self, (place, list): (usize, &Crl), signer: usize) -> Option<bool> {
        if let Some(known) = self.signed_lists.get(&(place, signer)) {
            return Some(*known);
        }
        self.spend()?;
        let good = list.is_signed_by(self.pool[signer].public_key());
        self.signed_lists.insert((place, signer), good);
        Some(good)
    }

    /// The place of this very certificate.
    pub(super) fn place(&self, certificate: &Certificate) -> Option<usize> {
        self.pool.iter().position(|known| *known == certificate)
    }

    /// Counts a signature about to be checked; `None`: no more may be.
    pub(super) fn spend(&mut self) -> Option<()> {
        if self.is_exhausted() {
            return None;
        }
        self.signatures += 1;
        Some(())
    }
}
