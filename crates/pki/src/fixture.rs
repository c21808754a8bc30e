//! What tests share, here and in the crates above: keys by the operating system's randomness, a small authority, the OpenSSL of the machine.

use std::path::Path;
use std::process::{Command, Output};

use aws_lc_rs::digest::{SHA256, digest as hash};
use aws_lc_rs::encoding::AsDer;
use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::rsa::KeySize;
use aws_lc_rs::signature::{
    ECDSA_P256_SHA256_ASN1_SIGNING, ECDSA_P384_SHA384_ASN1_SIGNING, EcdsaKeyPair, KeyPair, RSA_PKCS1_SHA256, RsaKeyPair,
};

use crate::certificate::with_signature;
use crate::profile::employee::{Employee, Organization};
use crate::profile::person::Person;
use crate::profile::{Issuer, Term, authority, signer};
use crate::{Algorithm, Certificate, Name, PublicKey, Serial, Time, crl};

pub const NOW: i64 = 1_795_348_800;
pub const YEAR: i64 = 365 * 86_400;

pub enum Pair {
    Elliptic(EcdsaKeyPair),
    Rsa(RsaKeyPair),
    Gost(gost::SecretKey),
}

impl Pair {
    pub fn p256() -> Self {
        Self::Elliptic(EcdsaKeyPair::generate(&ECDSA_P256_SHA256_ASN1_SIGNING).expect("a key"))
    }

    pub fn p384() -> Self {
        Self::Elliptic(EcdsaKeyPair::generate(&ECDSA_P384_SHA384_ASN1_SIGNING).expect("a key"))
    }

    /// Of 3072 bits.
    pub fn rsa() -> Self {
        Self::Rsa(RsaKeyPair::generate(KeySize::Rsa3072).expect("a key"))
    }

    pub fn gost(set: gost::ParameterSet) -> Self {
        // Fresh bytes by way of fresh keys of another kind, whose chance is the operating system's.
        let fill = |bytes: &mut [u8]| {
            for part in bytes.chunks_mut(32) {
                part.copy_from_slice(&hash(&SHA256, Pair::p256().public().bits()).as_ref()[..part.len()]);
            }
        };
        Self::Gost(gost::SecretKey::generate(set, fill).expect("a key"))
    }

    /// Of a PKCS#8 in DER, as [`Self::pkcs8`] has it in PEM.
    pub fn read(pkcs8: &[u8]) -> Self {
        if let Ok(key) = gost::SecretKey::from_pkcs8(pkcs8) {
            return Self::Gost(key);
        }
        if let Ok(key) = RsaKeyPair::from_pkcs8(pkcs8) {
            return Self::Rsa(key);
        }
        let on = |curve| EcdsaKeyPair::from_pkcs8(curve, pkcs8);
        Self::Elliptic(on(&ECDSA_P256_SHA256_ASN1_SIGNING).or_else(|_| on(&ECDSA_P384_SHA384_ASN1_SIGNING)).expect("a key of ours"))
    }

    pub fn public(&self) -> PublicKey {
        let spki = match self {
            Self::Elliptic(key) => key.public_key().as_der().expect("a point").as_ref().to_vec(),
            Self::Rsa(key) => key.public_key().as_der().expect("a modulus").as_ref().to_vec(),
            Self::Gost(key) => key.public_key().expect("a point").to_spki().expect("a key"),
        };
        PublicKey::parse(&spki).expect("our own key")
    }

    pub fn algorithm(&self) -> Algorithm {
        self.public().algorithm().expect("an algorithm of ours")
    }

    #[expect(clippy::disallowed_methods, reason = "the provider's signatures take their chance from nowhere else")]
    pub fn sign(&self, message: &[u8]) -> Vec<u8> {
        match self {
            Self::Elliptic(key) => key.sign(&SystemRandom::new(), message).expect("a signature").as_ref().to_vec(),
            Self::Rsa(key) => {
                let mut signature = vec![0; key.public_modulus_len()];
                key.sign(&RSA_PKCS1_SHA256, &SystemRandom::new(), message, &mut signature).expect("a signature");
                signature
            }
            Self::Gost(key) => key.sign(message, &[7; 32]).expect("a signature").as_bytes().to_vec(),
        }
    }

    /// PKCS#8 in PEM, for OpenSSL.
    pub fn pkcs8(&self) -> Vec<u8> {
        let der = match self {
            Self::Elliptic(key) => key.to_pkcs8v1().expect("a key").as_ref().to_vec(),
            Self::Rsa(key) => key.as_der().expect("a key").as_ref().to_vec(),
            Self::Gost(key) => key.to_pkcs8().expect("a key").to_vec(),
        };
        der::pem::encode_string("PRIVATE KEY", der::pem::LineEnding::LF, &der).expect("short enough").into_bytes()
    }

    pub fn wrap(&self, to_be_signed: &[u8]) -> Vec<u8> {
        with_signature(to_be_signed, self.algorithm(), &self.sign(to_be_signed))
    }

    pub fn certificate(&self, to_be_signed: &[u8]) -> Certificate {
        Certificate::parse(&self.wrap(to_be_signed)).expect("our own certificate")
    }
}

pub fn now() -> Time {
    Time::from_unix(NOW)
}

pub fn term(number: u8, years: i64) -> Term {
    Term { serial: Serial::from_random([number; 16]), not_before: now().plus_seconds(-60), not_after: now().plus_seconds(years * YEAR) }
}

pub fn employee() -> Name {
    let person = Person {
        surname: "Иванов".into(),
        given_name: "Иван Иванович".into(),
        inn: Some("500100732259".into()),
        snils: Some("11223344595".into()),
        email: Some("ivanov@example.ru".into()),
        ..Person::default()
    };
    let organization = Organization {
        name: "ООО «Ромашка»".into(),
        inn: "7707083893".into(),
        ogrn: Some("1027700132195".into()),
        ..Organization::default()
    };
    Employee { person, organization, post: Some("Директор".into()) }.name().expect("a good name")
}

pub struct House {
    pub root_key: Pair,
    pub root: Certificate,
    pub issuing_key: Pair,
    pub issuing: Certificate,
}

pub const URLS: [&str; 2] = ["http://pki.example.ru/ca/1.cer", "http://pki.example.ru/crl/1.crl"];

pub fn issuer(certificate: &Certificate) -> Issuer<'_> {
    Issuer { certificate, certificate_url: URLS[0], crl_url: URLS[1] }
}

impl House {
    pub fn p256() -> Self {
        Self::of([Pair::p256(), Pair::p256()])
    }

    /// With these keys of root and issuing authority.
    pub fn of([root_key, issuing_key]: [Pair; 2]) -> Self {
        let name = |common: &str| {
            authority::Authority { common_name: common.into(), organization: Some("ООО «Сургуч»".into()) }.name().expect("a name")
        };
        let root = root_key.certificate(&authority::root(&name("Корневой УЦ"), &root_key.public(), &term(1, 20)).expect("a root"));
        let below = authority::issuing(issuer(&root), &name("Выпускающий УЦ"), &issuing_key.public(), &term(2, 10)).expect("an authority");
        let issuing = root_key.certificate(&below);
        Self { root_key, root, issuing_key, issuing }
    }

    pub fn signer(&self, key: &Pair, number: u8) -> Certificate {
        let tbs =
            signer(issuer(&self.issuing), &employee(), &key.public(), &term(number, 1), now().plus_seconds(YEAR)).expect("a certificate");
        self.issuing_key.certificate(&tbs)
    }

    pub fn crl(&self, number: u64, entries: &[crl::Entry]) -> Vec<u8> {
        let contents =
            crl::Contents { issuer: &self.issuing, number, this_update: now(), next_update: now().plus_seconds(86_400), entries };
        self.issuing_key.wrap(&crl::to_be_signed(&contents).expect("a list"))
    }

    pub fn root_crl(&self) -> Vec<u8> {
        let contents =
            crl::Contents { issuer: &self.root, number: 1, this_update: now(), next_update: now().plus_seconds(86_400), entries: &[] };
        self.root_key.wrap(&crl::to_be_signed(&contents).expect("a list"))
    }
}

const ENGINE: &str = "engine.cnf";

/// In a folder with this file, OpenSSL knows GOST.
pub const WITH_ENGINE: (&str, &[u8]) = (
    ENGINE,
    b"openssl_conf=all\n[all]\nengines=engines\n[engines]\ngost=gost\n[gost]\nengine_id=gost\ndefault_algorithms=ALL\nCRYPT_PARAMS=id-tc26-gost-28147-param-Z\n",
);

/// Runs the machine's OpenSSL in `folder`: the foreign judge.
pub fn openssl(folder: &Path, arguments: &[&str]) -> Output {
    let mut command = Command::new("openssl");
    if folder.join(ENGINE).exists() {
        command.env("OPENSSL_CONF", folder.join(ENGINE));
    }
    command.current_dir(folder).args(arguments).output().expect("OpenSSL is installed where these tests run")
}

/// A folder for OpenSSL with these files in it.
pub fn folder_of(files: &[(&str, &[u8])]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    for (name, bytes) in files {
        std::fs::write(folder.path().join(name), bytes).expect("written");
    }
    folder
}

pub fn pem(certificates: &[&Certificate]) -> Vec<u8> {
    crate::certificate::chain_to_pem(certificates.iter().copied()).into_bytes()
}

/// Standard output and error of a run that must succeed.
pub fn succeeds(folder: &Path, arguments: &[&str]) -> String {
    let output = openssl(folder, arguments);
    let text = format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert!(output.status.success(), "openssl {arguments:?}: {text}");
    text
}

/// SEQUENCEs so many deep, the innermost empty.
pub fn nest(depth: usize) -> Vec<u8> {
    let (mut headers, mut length) = (Vec::with_capacity(depth), 0_usize);
    for _ in 0..depth {
        let octets: Vec<u8> = length.to_be_bytes().into_iter().skip_while(|octet| *octet == 0).collect();
        let short = u8::try_from(length).ok().filter(|length| *length < 0x80);
        let header = short.map_or_else(|| [&[0x30, 0x80 | octets.len() as u8], &octets[..]].concat(), |length| vec![0x30, length]);
        length += header.len();
        headers.push(header);
    }
    headers.into_iter().rev().flatten().collect()
}
