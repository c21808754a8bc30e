//! Everything at hand: what came inside the message, and what was given beside it.

use std::borrow::Cow;

use pki::ocsp::Answer;
use pki::{Certificate, Crl};

use super::Question;
use crate::cades::{Token, Unsigned};
use crate::cms::read::SignedData;

/// Most certificates, lists and answers that are taken out of one message.
const MOST: usize = 256;

/// Trusted in nothing. What came inside stands first.
pub(super) struct Pool<'q> {
    pub(super) certificates: Vec<Certificate>,
    pub(super) embedded_certificates: usize,
    pub(super) lists: Cow<'q, [Crl]>,
    pub(super) embedded_lists: usize,
    pub(super) answers: Vec<Answer>,
    pub(super) embedded_answers: usize,
}

#[derive(Default)]
struct Inside {
    certificates: Vec<Certificate>,
    lists: Vec<Crl>,
    answers: Vec<Answer>,
}

impl<'q> Pool<'q> {
    pub(super) fn of(data: &SignedData<'_>, question: &Question<'q>) -> Self {
        let mut inside = Inside::default();
        inside.message(data, 0);
        let (embedded_certificates, embedded_lists, embedded_answers) =
            (inside.certificates.len(), inside.lists.len(), inside.answers.len());
        let mut certificates = inside.certificates;
        certificates.extend_from_slice(question.trust.intermediates);
        let mut answers = inside.answers;
        answers.extend_from_slice(question.answers);
        // Lists of our own may be long: copied only where the message brings others.
        let lists = if inside.lists.is_empty() {
            Cow::Borrowed(question.trust.crls)
        } else {
            Cow::Owned([&inside.lists, question.trust.crls].concat())
        };
        Self { certificates, embedded_certificates, lists, embedded_lists, answers, embedded_answers }
    }
}

impl Inside {
    /// A message, its signers' evidence, and the time stamps that they carry. An odd piece beside the ones needed spoils nothing: the
    /// needed ones have to parse.
    fn message(&mut self, data: &SignedData<'_>, depth: usize) {
        const DEEPEST: usize = 3;
        data.certificates.iter().for_each(|der| self.certificate(der));
        data.crls.iter().for_each(|der| self.list(der));
        data.answers.iter().filter_map(|der| Answer::parse(der).ok()).for_each(|answer| self.answer(answer));
        for unsigned in data.signers.iter().filter_map(|signer| Unsigned::of(signer).ok()) {
            unsigned.certificate_values().unwrap_or_default().iter().for_each(|certificate| self.certificate(certificate.der()));
            let values = unsigned.revocation_values().unwrap_or_default();
            values.crls.iter().for_each(|der| self.list(der));
            values.answers.iter().filter_map(|der| Answer::parse_basic(der).ok()).for_each(|answer| self.answer(answer));
            let tokens = unsigned.attributes.iter().flat_map(|attribute| &attribute.values);
            for token in tokens.filter(|_| depth < DEEPEST).filter_map(|value| Token::parse(value).ok()) {
                self.message(&token.data, depth + 1);
            }
        }
    }

    fn certificate(&mut self, der: &[u8]) {
        if self.certificates.len() < MOST && self.certificates.iter().all(|known| known.der() != der) {
            self.certificates.extend(Certificate::parse(der));
        }
    }

    fn list(&mut self, der: &[u8]) {
        if self.lists.len() < MOST && self.lists.iter().all(|known| known.der() != der) {
            self.lists.extend(Crl::parse(der));
        }
    }

    fn answer(&mut self, answer: Answer) {
        if self.answers.len() < MOST && !self.answers.contains(&answer) {
            self.answers.push(answer);
        }
    }
}
