//! Writing: one key, its certificate and the chain above it.

use zeroize::Zeroizing;

use super::mac;
use crate::asn1::{tag, write};
use crate::sealed::{self, Chance, MOST_ITERATIONS, OpenError};
use crate::{Certificate, Malformed, PrivateKey, oid};

/// What goes into a file.
#[derive(Debug, Clone, Copy)]
pub struct Sealing<'a> {
    /// The key.
    pub key: &'a PrivateKey,
    /// Its certificate.
    pub certificate: &'a Certificate,
    /// The chain above it.
    pub chain: &'a [Certificate],
    /// Name for people.
    pub name: &'a str,
    /// Iterations of each derivation: 600 000 is the custom of 2026; at most [`MOST_ITERATIONS`].
    pub iterations: u32,
}

/// What chance a file takes: fresh bytes for each.
#[derive(Debug, Clone, Copy)]
pub struct Chances {
    /// For the key.
    pub key: Chance,
    /// For the certificates.
    pub certificates: Chance,
    /// Salt of the MAC.
    pub mac: [u8; 16],
}

/// A PFX in DER: key and certificates each under AES-256-CBC, all under a MAC.
pub fn seal(sealing: &Sealing<'_>, password: &str, chances: &Chances) -> Result<Vec<u8>, OpenError> {
    if sealing.iterations > MOST_ITERATIONS {
        return Err(OpenError::TooCostly);
    }
    let attributes = attributes(sealing)?;
    let key = sealing.key.seal(password, sealing.iterations, &chances.key)?;
    let keys = write::sequence(&[&bag(oid::SHROUDED_KEY_BAG, &key, &attributes)]);

    let own = bag(oid::CERT_BAG, &certificate_bag(sealing.certificate), &attributes);
    let chain = sealing.chain.iter().flat_map(|above| bag(oid::CERT_BAG, &certificate_bag(above), &[]));
    let certificates: Vec<u8> = own.into_iter().chain(chain).collect();
    let plain = Zeroizing::new(write::element(tag::SEQUENCE, &certificates));
    let (identifier, sealed) = sealed::seal(&plain, password, sealing.iterations, &chances.certificates)?;
    let info = write::sequence(&[&write::oid(oid::DATA), &identifier, &write::element(tag::context_primitive(0), &sealed)]);
    let encrypted = write::sequence(&[&write::integer(0), &info]);

    let safe = write::sequence(&[&content(oid::ENCRYPTED_DATA, &encrypted), &content(oid::DATA, &write::octets(&keys))]);
    let mac = mac::write(&safe, password, sealing.iterations, &chances.mac);
    Ok(write::sequence(&[&write::integer(3), &content(oid::DATA, &write::octets(&safe)), &mac]))
}

fn content(kind: const_oid::ObjectIdentifier, contents: &[u8]) -> Vec<u8> {
    write::sequence(&[&write::oid(kind), &write::element(tag::context(0), contents)])
}

fn bag(kind: const_oid::ObjectIdentifier, value: &[u8], attributes: &[u8]) -> Vec<u8> {
    write::sequence(&[&write::oid(kind), &write::element(tag::context(0), value), attributes])
}

fn certificate_bag(certificate: &Certificate) -> Vec<u8> {
    let wrapped = write::element(tag::context(0), &write::octets(certificate.der()));
    write::sequence(&[&write::oid(oid::X509_CERTIFICATE), &wrapped])
}

/// localKeyId, which is SHA-1 of the certificate by custom, and friendlyName.
fn attributes(sealing: &Sealing<'_>) -> Result<Vec<u8>, Malformed> {
    let attribute = |oid, value: &[u8]| write::sequence(&[&write::oid(oid), &write::element(tag::SET, value)]);
    if sealing.name.chars().any(|character| u32::from(character) > 0xffff) || sealing.name.chars().count() > 255 {
        return Err(Malformed("name of a bag"));
    }
    let name: Vec<u8> = sealing.name.encode_utf16().flat_map(u16::to_be_bytes).collect();
    let mut all = vec![attribute(oid::LOCAL_KEY_ID, &write::octets(&sealing.certificate.thumbprint()))];
    if !name.is_empty() {
        all.push(attribute(oid::FRIENDLY_NAME, &write::element(tag::BMP_STRING, &name)));
    }
    Ok(write::set_of(all))
}
