//! Extensions of certificates and CRLs: written from values, read into what is checked.

mod russian;

use const_oid::{AssociatedOid, ObjectIdentifier};
use der::asn1::{GeneralizedTime, Ia5String, OctetString};
use der::{Decode, Encode};
use x509_cert::ext::pkix::crl::dp::DistributionPoint;
use x509_cert::ext::pkix::name::{DistributionPointName, GeneralName};
use x509_cert::ext::pkix::{
    AccessDescription, AuthorityInfoAccessSyntax, AuthorityKeyIdentifier, BasicConstraints, CrlDistributionPoints, ExtendedKeyUsage,
    KeyUsage, KeyUsages, PrivateKeyUsagePeriod,
};

pub use russian::{Identification, IssuerTool};

use crate::asn1::{Reader, tag, write};
use crate::{Malformed, Time, oid};

/// Most extensions in one place: each is compared with all others, and nobody has more than a score.
const MOST: usize = 64;

/// An extension: identifier, criticality, and the DER of its value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Extension {
    /// Which one.
    pub oid: ObjectIdentifier,
    /// Must a reader who does not know it refuse?
    pub critical: bool,
    /// DER of the value.
    pub value: Vec<u8>,
}

/// What a key may be used for, as far as we ask.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Usage {
    /// digitalSignature.
    pub digital_signature: bool,
    /// nonRepudiation (contentCommitment).
    pub non_repudiation: bool,
    /// keyCertSign.
    pub certificate_sign: bool,
    /// cRLSign.
    pub crl_sign: bool,
    /// Any other bit.
    pub other: bool,
}

/// privateKeyUsagePeriod as read; either end may be absent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct KeyPeriod {
    /// First moment the private key signs.
    pub from: Option<Time>,
    /// Last moment the private key signs.
    pub until: Option<Time>,
}

impl Extension {
    fn new(oid: ObjectIdentifier, critical: bool, value: Vec<u8>) -> Self {
        Self { oid, critical, value }
    }

    fn of<T: Encode + AssociatedOid>(critical: bool, value: &T) -> Self {
        Self::new(T::OID, critical, value.to_der().expect("values of our own are far below the length limit"))
    }

    /// keyUsage of a person's key: digitalSignature and nonRepudiation.
    pub fn usage_of_signer() -> Self {
        Self::of(true, &KeyUsage(KeyUsages::DigitalSignature | KeyUsages::NonRepudiation))
    }

    /// keyUsage of an authority's key: keyCertSign and cRLSign.
    pub fn usage_of_authority() -> Self {
        Self::of(true, &KeyUsage(KeyUsages::KeyCertSign | KeyUsages::CRLSign))
    }

    /// basicConstraints of an authority.
    pub fn authority(path_length: Option<u8>) -> Self {
        Self::of(true, &BasicConstraints { ca: true, path_len_constraint: path_length })
    }

    /// extKeyUsage: client authentication and mail.
    pub fn purposes_of_signer() -> Self {
        Self::of(false, &ExtendedKeyUsage(vec![oid::CLIENT_AUTH, oid::EMAIL_PROTECTION]))
    }

    /// keyUsage of a service that signs answers or time stamps: digitalSignature.
    pub fn usage_of_service() -> Self {
        Self::of(true, &KeyUsage(KeyUsages::DigitalSignature.into()))
    }

    /// extKeyUsage of an OCSP responder.
    pub fn purpose_of_responder() -> Self {
        Self::of(false, &ExtendedKeyUsage(vec![oid::OCSP_SIGNING]))
    }

    /// extKeyUsage of a time stamp authority: critical and alone (RFC 3161 §2.3).
    pub fn purpose_of_time_stamper() -> Self {
        Self::of(true, &ExtendedKeyUsage(vec![oid::TIME_STAMPING]))
    }

    /// id-pkix-ocsp-nocheck.
    pub fn no_check() -> Self {
        Self::new(oid::OCSP_NO_CHECK, false, write::null())
    }

    /// subjectAltName with a mail address: where the subject bears one, it has to stand here too (RFC 5280 §4.1.2.6).
    pub fn mail(address: &str) -> Self {
        let name = write::element(tag::context_primitive(1), address.as_bytes());
        Self::new(oid::SUBJECT_ALT_NAME, false, write::sequence(&[&name]))
    }

    /// subjectKeyIdentifier.
    pub fn subject_key(identifier: &[u8]) -> Self {
        Self::new(oid::SUBJECT_KEY_IDENTIFIER, false, write::octets(identifier))
    }

    /// authorityKeyIdentifier, by key only.
    pub fn authority_key(identifier: &[u8]) -> Self {
        Self::new(oid::AUTHORITY_KEY_IDENTIFIER, false, write::sequence(&[&write::element(tag::context_primitive(0), identifier)]))
    }

    /// cRLDistributionPoints with one address. Fails for an address that is not ASCII.
    pub fn crl_address(url: &str) -> Result<Self, Malformed> {
        let names = vec![GeneralName::UniformResourceIdentifier(uri(url)?)];
        let point = DistributionPoint { distribution_point: Some(DistributionPointName::FullName(names)), reasons: None, crl_issuer: None };
        Ok(Self::of(false, &CrlDistributionPoints(vec![point])))
    }

    /// authorityInfoAccess with the address of the issuer's certificate. Fails for an address that is not ASCII.
    pub fn issuer_address(url: &str) -> Result<Self, Malformed> {
        let location = GeneralName::UniformResourceIdentifier(uri(url)?);
        let access = AccessDescription { access_method: oid::CA_ISSUERS, access_location: location };
        Ok(Self::of(false, &AuthorityInfoAccessSyntax(vec![access])))
    }

    /// authorityInfoAccess with the addresses of an OCSP responder and of the issuer's certificate.
    pub fn issuer_addresses(ocsp: &str, certificate: &str) -> Result<Self, Malformed> {
        let access = |access_method, url: &str| -> Result<AccessDescription, Malformed> {
            Ok(AccessDescription { access_method, access_location: GeneralName::UniformResourceIdentifier(uri(url)?) })
        };
        let both = vec![access(oid::OCSP, ocsp)?, access(oid::CA_ISSUERS, certificate)?];
        Ok(Self::of(false, &AuthorityInfoAccessSyntax(both)))
    }

    /// privateKeyUsagePeriod (RFC 3280 §4.2.1.4): GeneralizedTime throughout.
    pub fn private_key_period(from: Time, until: Time) -> Self {
        let from = write::element(tag::context_primitive(0), from.compact().as_bytes());
        let until = write::element(tag::context_primitive(1), until.compact().as_bytes());
        Self::new(oid::PRIVATE_KEY_USAGE_PERIOD, false, write::sequence(&[&from, &until]))
    }

    /// cRLNumber.
    pub fn crl_number(number: u64) -> Self {
        Self::new(oid::CRL_NUMBER, false, write::integer(number))
    }

    /// The whole Extension.
    pub fn to_der(&self) -> Vec<u8> {
        let critical: &[u8] = if self.critical { &[tag::BOOLEAN, 1, 0xff] } else { &[] };
        write::sequence(&[&write::oid(self.oid), critical, &write::octets(&self.value)])
    }

    /// Reads `Extensions`, the contents of the explicit tag around it.
    pub(crate) fn parse_all(der: &[u8]) -> Result<Vec<Self>, Malformed> {
        let mut reader = Reader::whole_sequence(der)?;
        let mut extensions: Vec<Self> = Vec::new();
        while !reader.is_empty() {
            let extension = Self::parse(reader.sequence()?)?;
            if extensions.len() == MOST {
                return Err(Malformed("too many extensions"));
            }
            if extensions.iter().any(|known| known.oid == extension.oid) {
                return Err(Malformed("extension twice"));
            }
            extensions.push(extension);
        }
        if extensions.is_empty() { Err(Malformed("no extensions")) } else { Ok(extensions) }
    }

    /// Reads the contents of one Extension.
    pub(crate) fn parse(mut inner: Reader<'_>) -> Result<Self, Malformed> {
        let (oid, critical) = (inner.oid()?, inner.flag()?);
        let value = inner.expect(tag::OCTET_STRING)?.value.to_vec();
        inner.end()?;
        Ok(Self { oid, critical, value })
    }
}

fn uri(url: &str) -> Result<Ia5String, Malformed> {
    Ia5String::new(url).map_err(|_| Malformed("address"))
}

/// Typed reading of extensions; each answers `Ok(None)` where the extension is absent.
pub(crate) trait Extensions {
    fn extension(&self, oid: ObjectIdentifier) -> Option<&Extension>;

    fn decode<T: for<'a> Decode<'a> + AssociatedOid>(&self) -> Result<Option<T>, Malformed> {
        self.extension(T::OID).map(|extension| T::from_der(&extension.value).map_err(|_| Malformed("extension"))).transpose()
    }

    fn usage(&self) -> Result<Option<Usage>, Malformed> {
        let ours = KeyUsages::DigitalSignature | KeyUsages::NonRepudiation | KeyUsages::KeyCertSign | KeyUsages::CRLSign;
        Ok(self.decode::<KeyUsage>()?.map(|usage| Usage {
            digital_signature: usage.digital_signature(),
            non_repudiation: usage.non_repudiation(),
            certificate_sign: usage.key_cert_sign(),
            crl_sign: usage.crl_sign(),
            other: !(usage.0 - ours).is_empty(),
        }))
    }

    fn subject_key_identifier(&self) -> Result<Option<Vec<u8>>, Malformed> {
        let Some(extension) = self.extension(oid::SUBJECT_KEY_IDENTIFIER) else { return Ok(None) };
        let mut reader = Reader::new(&extension.value);
        let identifier = reader.expect(tag::OCTET_STRING)?.value.to_vec();
        reader.end()?;
        Ok(Some(identifier))
    }

    fn authority_key_identifier(&self) -> Result<Option<Vec<u8>>, Malformed> {
        Ok(self.decode::<AuthorityKeyIdentifier>()?.and_then(|aki| aki.key_identifier).map(OctetString::into_bytes).map(Into::into))
    }

    fn private_key_usage(&self) -> Result<Option<KeyPeriod>, Malformed> {
        let time = |time: GeneralizedTime| Time::from_unix(i64::try_from(time.to_unix_duration().as_secs()).unwrap_or(i64::MAX));
        Ok(self
            .decode::<PrivateKeyUsagePeriod>()?
            .map(|period| KeyPeriod { from: period.not_before.map(time), until: period.not_after.map(time) }))
    }

    fn crl_addresses(&self) -> Result<Vec<String>, Malformed> {
        let points = self.decode::<CrlDistributionPoints>()?.unwrap_or_default().0.into_iter();
        let names = points.filter_map(|point| match point.distribution_point {
            Some(DistributionPointName::FullName(names)) => Some(names),
            _ => None,
        });
        Ok(names.flatten().filter_map(address).collect())
    }

    /// Addresses of authorityInfoAccess by this method.
    fn access_addresses(&self, method: ObjectIdentifier) -> Result<Vec<String>, Malformed> {
        let accesses = self.decode::<AuthorityInfoAccessSyntax>()?.unwrap_or_default().0.into_iter();
        Ok(accesses.filter(|access| access.access_method == method).filter_map(|access| address(access.access_location)).collect())
    }
}

fn address(name: GeneralName) -> Option<String> {
    match name {
        GeneralName::UniformResourceIdentifier(uri) => Some(uri.to_string()),
        _ => None,
    }
}
