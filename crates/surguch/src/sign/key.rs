//! A key of one's own: out of PKCS#12 or PEM, with its certificate and what stands above it.

use std::fs::File;
use std::io::Read;
use std::path::Path;

use app::{Entropy, SystemEntropy};
use aws_lc_rs::signature::{ECDSA_P256_SHA256_ASN1_SIGNING, ECDSA_P384_SHA384_ASN1_SIGNING, EcdsaKeyPair, RSA_PKCS1_SHA256, RsaKeyPair};
use pki::asn1::limits;
use pki::sealed::OpenError;
use pki::{Algorithm, Certificate, PrivateKey, pkcs12};
use zeroize::Zeroizing;

use super::password;
use crate::cli;
use crate::failure::{Doing, Failure};
use crate::verify::certificates;

/// Who signs.
pub(super) struct Identity {
    pub(super) key: Key,
    pub(super) certificate: Certificate,
    /// Further certificates that came along.
    pub(super) chain: Vec<Certificate>,
}

/// A key that can sign.
pub(super) struct Key(PrivateKey);

/// Opens the key; a certificate that is not its own is refused.
pub(super) fn identity(options: &cli::Sign) -> Result<Identity, Failure> {
    let bytes = bytes(&options.key)?;
    let beside = options.cert.as_deref().map(certificates).transpose()?.unwrap_or_default();
    let (key, inside) = match std::str::from_utf8(&bytes).ok().filter(|text| text.contains("-----BEGIN")) {
        Some(text) => (pem(text, options)?, pki::certificate::chain_from_pem(text).unwrap_or_default()),
        None => safe(&bytes, options)?,
    };
    let public = key.public_key().ok_or_else(|| Failure::new("the key is of an unknown algorithm"))?;
    let mut all = beside;
    all.extend(inside);
    let own = all.iter().position(|certificate| certificate.public_key().bits() == public.bits());
    let own = own.ok_or_else(|| Failure::new("the key's certificate is not at hand; give it with --cert"))?;
    let certificate = all.swap_remove(own);
    all.retain(|other| *other != certificate);
    Ok(Identity { key: Key(key), certificate, chain: all })
}

fn pem(text: &str, options: &cli::Sign) -> Result<PrivateKey, Failure> {
    let sealed = text.contains("-----BEGIN ENCRYPTED PRIVATE KEY-----");
    let password = if sealed { Some(password::of_key(options)?) } else { None };
    PrivateKey::from_pem(text, password.as_deref().map(String::as_str)).doing(options.key.display().to_string())
}

/// PKCS#12; some have no password, which is tried first.
fn safe(bytes: &[u8], options: &cli::Sign) -> Result<(PrivateKey, Vec<Certificate>), Failure> {
    let contents = match pkcs12::Contents::open(bytes, "") {
        Err(OpenError::Password) => pkcs12::Contents::open(bytes, &password::of_key(options)?),
        other => other,
    };
    let contents = contents.doing(options.key.display().to_string())?;
    let first = contents.keys.first().map(|key| key.key.clone());
    let key = contents.identity().map(|(key, _)| key.clone()).or(first);
    let key = key.ok_or_else(|| Failure::new(format!("{}: no key stands in it", options.key.display())))?;
    Ok((key, contents.certificates.into_iter().map(|found| found.certificate).collect()))
}

fn bytes(path: &Path) -> Result<Zeroizing<Vec<u8>>, Failure> {
    let mut bytes = Zeroizing::new(Vec::new());
    let read = File::open(path).and_then(|file| file.take(2 * limits::KEYS as u64).read_to_end(&mut bytes));
    read.doing(path.display().to_string())?;
    Ok(bytes)
}

impl Key {
    /// Signs a message, in the form that CMS holds.
    pub(super) fn sign(&self, algorithm: Algorithm, message: &[u8]) -> Result<Vec<u8>, Failure> {
        const DOING: &str = "signing";
        let der = self.0.der();
        let random = random();
        match algorithm {
            Algorithm::Gost256 | Algorithm::Gost512 => {
                let mut entropy = Zeroizing::new([0; 32]);
                SystemEntropy::new().fill(&mut *entropy);
                let key = gost::SecretKey::from_pkcs8(der).doing(DOING)?;
                Ok(key.sign(message, &entropy).doing(DOING)?.as_bytes().to_vec())
            }
            Algorithm::EcdsaP256Sha256 | Algorithm::EcdsaP384Sha384 => {
                let curve =
                    if algorithm == Algorithm::EcdsaP256Sha256 { &ECDSA_P256_SHA256_ASN1_SIGNING } else { &ECDSA_P384_SHA384_ASN1_SIGNING };
                let key = EcdsaKeyPair::from_pkcs8(curve, der).doing(DOING)?;
                Ok(key.sign(&random, message).doing(DOING)?.as_ref().to_vec())
            }
            Algorithm::RsaSha256 => {
                let key = RsaKeyPair::from_pkcs8(der).doing(DOING)?;
                let mut signature = vec![0; key.public_modulus_len()];
                key.sign(&RSA_PKCS1_SHA256, &random, message, &mut signature).doing(DOING)?;
                Ok(signature)
            }
            other => Err(Failure::new(format!("nothing is signed by {other}"))),
        }
    }
}

#[expect(clippy::disallowed_methods, reason = "the command line has no house whose entropy it could take")]
fn random() -> aws_lc_rs::rand::SystemRandom {
    aws_lc_rs::rand::SystemRandom::new()
}
