//! Reading: MAC first, then safe by safe, bag by bag.

use zeroize::Zeroizing;

use super::bag::Bag;
use super::mac;
use crate::asn1::{Reader, limits, tag};
use crate::sealed::{self, Cost, OpenError};
use crate::{Certificate, Malformed, PrivateKey, oid};

/// Most safes, and most bags in all of them.
const MOST: usize = 256;
/// Deepest nesting of safes in bags.
const DEEPEST: u8 = 3;

/// A private key in the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Key {
    /// The key.
    pub key: PrivateKey,
    /// Its name for people.
    pub name: Option<String>,
    /// What binds it to its certificate.
    pub id: Option<Vec<u8>>,
}

/// A certificate in the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Certified {
    /// The certificate.
    pub certificate: Certificate,
    /// Its name for people.
    pub name: Option<String>,
    /// What binds it to its key.
    pub id: Option<Vec<u8>>,
}

/// What stands in the file.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Contents {
    /// Private keys in their order.
    pub keys: Vec<Key>,
    /// Certificates in their order.
    pub certificates: Vec<Certified>,
    /// Is there a MAC, and right? Without one the file may have been changed by anybody.
    pub authentic: bool,
}

impl Contents {
    /// Opens a file. Its MAC, where there is one, is checked before anything else is looked at.
    pub fn open(der: &[u8], password: &str) -> Result<Self, OpenError> {
        limits::check(der, limits::KEYS)?;
        let mut cost = Cost::default();
        let mut outer = Reader::whole_sequence(der)?;
        if outer.small()? != 3 {
            return Err(Malformed("version").into());
        }
        let mut info = outer.sequence()?;
        let kind = info.oid()?;
        if kind != oid::DATA {
            return Err(sealed::unsupported(kind));
        }
        let safe = octets(info.expect(tag::context(0))?.value)?;
        let mac = outer.optional(tag::SEQUENCE)?;
        outer.end()?;
        if let Some(mac) = &mac {
            mac::check(Reader::new(mac.value), safe, password, &mut cost)?;
        }
        let mut contents = Self { authentic: mac.is_some(), ..Self::default() };
        contents.read(safe, password, &mut cost)?;
        Ok(contents)
    }

    /// A key and its certificate: by the id that binds them, or else by the public key.
    pub fn identity(&self) -> Option<(&PrivateKey, &Certificate)> {
        self.keys.iter().find_map(|key| {
            let public = key.key.public_key();
            let bound = self.certificates.iter().find(|found| match &public {
                Some(public) => found.certificate.public_key().bits() == public.bits(),
                None => key.id.is_some() && found.id == key.id,
            })?;
            Some((&key.key, &bound.certificate))
        })
    }

    /// AuthenticatedSafe.
    fn read(&mut self, safe: &[u8], password: &str, cost: &mut Cost) -> Result<(), OpenError> {
        limits::check(safe, limits::KEYS)?;
        let mut list = Reader::whole_sequence(safe)?;
        let mut count = 0;
        while !list.is_empty() {
            count += 1;
            let mut info = list.sequence()?;
            let kind = info.oid()?;
            let wrapped = info.expect(tag::context(0))?.value;
            info.end()?;
            let plain = match kind {
                oid::DATA => Zeroizing::new(octets(wrapped)?.to_vec()),
                oid::ENCRYPTED_DATA => decrypt(wrapped, password, cost)?,
                _ => return Err(sealed::unsupported(kind)),
            };
            if count > MOST {
                return Err(Malformed("too many safes").into());
            }
            // What a wrong password let through the padding is no DER; without a MAC nothing else tells.
            let broken =
                |_| if kind == oid::DATA || self.authentic { OpenError::Malformed(Malformed("safe")) } else { OpenError::Password };
            limits::check(&plain, limits::KEYS).map_err(broken)?;
            self.bags(&plain, password, cost, DEEPEST)?;
        }
        Ok(())
    }

    /// SafeContents.
    fn bags(&mut self, der: &[u8], password: &str, cost: &mut Cost, depth: u8) -> Result<(), OpenError> {
        let mut list = Reader::whole_sequence(der)?;
        while !list.is_empty() {
            let bag = Bag::parse(list.sequence()?)?;
            if self.keys.len() + self.certificates.len() >= MOST || depth == 0 {
                return Err(Malformed("too many bags").into());
            }
            match bag.kind {
                oid::KEY_BAG => self.keys.push(Key { key: PrivateKey::parse(bag.value)?, name: bag.name, id: bag.id }),
                oid::SHROUDED_KEY_BAG => {
                    let key = PrivateKey::open_counted(bag.value, password, cost)?;
                    self.keys.push(Key { key, name: bag.name, id: bag.id });
                }
                oid::CERT_BAG => {
                    if let Some(certificate) = certificate(bag.value)? {
                        self.certificates.push(Certified { certificate, name: bag.name, id: bag.id });
                    }
                }
                oid::SAFE_CONTENTS_BAG => self.bags(bag.value, password, cost, depth - 1)?,
                // CRLs and secrets are nothing that anybody asks this file for.
                _ => {}
            }
        }
        Ok(())
    }
}

/// EncryptedData of CMS.
fn decrypt(der: &[u8], password: &str, cost: &mut Cost) -> Result<Zeroizing<Vec<u8>>, OpenError> {
    let mut outer = Reader::whole_sequence(der)?;
    outer.small()?;
    let mut info = outer.sequence()?;
    if info.oid()? != oid::DATA {
        return Err(Malformed("encrypted data").into());
    }
    let identifier = info.expect(tag::SEQUENCE)?.raw;
    let sealed = info.expect(tag::context_primitive(0))?.value;
    info.end()?;
    sealed::open(identifier, sealed, password, cost)
}

/// CertBag; `None` for another kind than X.509.
fn certificate(der: &[u8]) -> Result<Option<Certificate>, Malformed> {
    let mut bag = Reader::whole_sequence(der)?;
    if bag.oid()? != oid::X509_CERTIFICATE {
        return Ok(None);
    }
    let der = octets(bag.expect(tag::context(0))?.value)?;
    bag.end()?;
    Certificate::parse(der).map(Some)
}

fn octets(wrapped: &[u8]) -> Result<&[u8], Malformed> {
    let mut reader = Reader::new(wrapped);
    let octets = reader.expect(tag::OCTET_STRING)?.value;
    reader.end()?;
    Ok(octets)
}
