//! Signatures under certificates that were found good before.

use std::collections::HashSet;
use std::fmt;
use std::mem;
use std::sync::{Mutex, PoisonError};

use crate::digest::sha256;
use crate::{Certificate, PublicKey};

/// Names kept in each of the two halves, of 32 octets each.
const MOST: usize = 4096;

/// Remembers which key stands behind which certificate, so that whoever judges many signatures of the same authorities pays for their paths
/// once. What was remembered is named by the digest of both, key and certificate, to the last octet: another one of either is looked at anew.
/// Only good signatures are kept, and a verdict never depends on what is remembered.
#[derive(Default)]
pub struct Proven(Mutex<Halves>);

/// What was good lately, and what was before. When the first is full the second is forgotten.
#[derive(Default)]
struct Halves {
    young: HashSet<[u8; 32]>,
    old: HashSet<[u8; 32]>,
}

impl Proven {
    /// The same as [`Certificate::is_signed_by`].
    pub fn is_signed_by(&self, certificate: &Certificate, issuer: &PublicKey) -> bool {
        let name = name(certificate, issuer);
        if self.remembers(&name) {
            return true;
        }
        let good = certificate.is_signed_by(issuer);
        if good {
            self.keep(name);
        }
        good
    }

    fn remembers(&self, name: &[u8; 32]) -> bool {
        let mut halves = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if halves.young.contains(name) {
            return true;
        }
        let old = halves.old.remove(name);
        if old {
            halves.keep(*name);
        }
        old
    }

    fn keep(&self, name: [u8; 32]) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).keep(name);
    }
}

impl Halves {
    fn keep(&mut self, name: [u8; 32]) {
        if self.young.len() >= MOST {
            self.old = mem::take(&mut self.young);
        }
        self.young.insert(name);
    }
}

/// The key's octets begin with their own length (DER), so no other pair comes to the same ones.
fn name(certificate: &Certificate, issuer: &PublicKey) -> [u8; 32] {
    sha256(&[issuer.spki(), certificate.der()].concat())
}

/// How much is remembered; the names tell nothing.
impl fmt::Debug for Proven {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let halves = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        write!(f, "Proven({} + {})", halves.young.len(), halves.old.len())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixture::{House, Pair};

    fn kept(proven: &Proven) -> usize {
        let halves = proven.0.lock().expect("unharmed");
        halves.young.len() + halves.old.len()
    }

    #[test]
    fn a_good_signature_is_kept_and_a_bad_one_never() {
        let (house, proven) = (House::p256(), Proven::default());
        let (root, other) = (house.root_key.public(), Pair::p256().public());
        for _ in 0..2 {
            assert!(proven.is_signed_by(&house.issuing, &root));
            assert!(!proven.is_signed_by(&house.issuing, &other), "the certificate is remembered with its key only");
        }
        assert_eq!(kept(&proven), 1);
        let signature_changed = {
            let mut der = house.issuing.der().to_vec();
            let last = der.len() - 1;
            der[last] ^= 1;
            Certificate::parse(&der).expect("still a certificate by its form")
        };
        assert!(!proven.is_signed_by(&signature_changed, &root));
        assert_eq!(kept(&proven), 1);
    }

    #[test]
    fn what_is_asked_for_stays_and_the_rest_is_forgotten() {
        let proven = Proven::default();
        let number = |number: usize| sha256(&number.to_be_bytes());
        for at in 0..3 * MOST {
            proven.keep(number(at));
            assert!(proven.remembers(&number(0)), "asked for all the time");
        }
        assert!(!proven.remembers(&number(1)), "never asked for again");
        assert!(kept(&proven) <= 2 * MOST);
    }
}
