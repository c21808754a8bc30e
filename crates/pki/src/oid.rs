//! Object identifiers in one place, the Russian ones included.

use const_oid::ObjectIdentifier as Oid;

const fn oid(text: &str) -> Oid {
    Oid::new_unwrap(text)
}

/// ОГРН of an organization, NumericString(13).
pub const OGRN: Oid = oid("1.2.643.100.1");
/// СНИЛС of a person, NumericString(11).
pub const SNILS: Oid = oid("1.2.643.100.3");
/// ИНН of an organization (ИНН ЮЛ), NumericString(10).
pub const INN_LE: Oid = oid("1.2.643.100.4");
/// ОГРНИП of a sole proprietor, NumericString(15).
pub const OGRNIP: Oid = oid("1.2.643.100.5");
/// ИНН of a person, NumericString(12).
pub const INN: Oid = oid("1.2.643.3.131.1.1");
/// Means of signature of the subject, an extension with one UTF8String.
pub const SUBJECT_SIGN_TOOL: Oid = oid("1.2.643.100.111");
/// Means of the issuer, an extension with four UTF8String.
pub const ISSUER_SIGN_TOOL: Oid = oid("1.2.643.100.112");
/// How the holder was identified, an extension with an INTEGER.
pub const IDENTIFICATION_KIND: Oid = oid("1.2.643.100.114");
/// Arc of the classes of certified means (КС1 … КА): never in our own certificates.
pub const MEANS_CLASS_ARC: Oid = oid("1.2.643.100.113");

/// commonName.
pub const COMMON_NAME: Oid = oid("2.5.4.3");
/// surname.
pub const SURNAME: Oid = oid("2.5.4.4");
/// serialNumber of a name.
pub const SERIAL_NUMBER: Oid = oid("2.5.4.5");
/// countryName.
pub const COUNTRY: Oid = oid("2.5.4.6");
/// localityName.
pub const LOCALITY: Oid = oid("2.5.4.7");
/// stateOrProvinceName.
pub const REGION: Oid = oid("2.5.4.8");
/// streetAddress.
pub const STREET: Oid = oid("2.5.4.9");
/// organizationName.
pub const ORGANIZATION: Oid = oid("2.5.4.10");
/// organizationalUnitName.
pub const UNIT: Oid = oid("2.5.4.11");
/// title (должность).
pub const TITLE: Oid = oid("2.5.4.12");
/// givenName (имя и отчество).
pub const GIVEN_NAME: Oid = oid("2.5.4.42");
/// emailAddress of PKCS#9.
pub const EMAIL: Oid = oid("1.2.840.113549.1.9.1");

/// subjectKeyIdentifier.
pub const SUBJECT_KEY_IDENTIFIER: Oid = oid("2.5.29.14");
/// keyUsage.
pub const KEY_USAGE: Oid = oid("2.5.29.15");
/// privateKeyUsagePeriod.
pub const PRIVATE_KEY_USAGE_PERIOD: Oid = oid("2.5.29.16");
/// subjectAltName.
pub const SUBJECT_ALT_NAME: Oid = oid("2.5.29.17");
/// basicConstraints.
pub const BASIC_CONSTRAINTS: Oid = oid("2.5.29.19");
/// cRLNumber.
pub const CRL_NUMBER: Oid = oid("2.5.29.20");
/// reasonCode of a CRL entry.
pub const REASON_CODE: Oid = oid("2.5.29.21");
/// issuerAltName.
pub const ISSUER_ALT_NAME: Oid = oid("2.5.29.18");
/// deltaCRLIndicator.
pub const DELTA_CRL_INDICATOR: Oid = oid("2.5.29.27");
/// issuingDistributionPoint of a CRL.
pub const ISSUING_DISTRIBUTION_POINT: Oid = oid("2.5.29.28");
/// certificateIssuer of a CRL entry.
pub const CERTIFICATE_ISSUER: Oid = oid("2.5.29.29");
/// nameConstraints.
pub const NAME_CONSTRAINTS: Oid = oid("2.5.29.30");
/// policyMappings.
pub const POLICY_MAPPINGS: Oid = oid("2.5.29.33");
/// policyConstraints.
pub const POLICY_CONSTRAINTS: Oid = oid("2.5.29.36");
/// freshestCRL.
pub const FRESHEST_CRL: Oid = oid("2.5.29.46");
/// inhibitAnyPolicy.
pub const INHIBIT_ANY_POLICY: Oid = oid("2.5.29.54");
/// anyPolicy of certificatePolicies.
pub const ANY_POLICY: Oid = oid("2.5.29.32.0");
/// cRLDistributionPoints.
pub const CRL_DISTRIBUTION_POINTS: Oid = oid("2.5.29.31");
/// certificatePolicies.
pub const CERTIFICATE_POLICIES: Oid = oid("2.5.29.32");
/// authorityKeyIdentifier.
pub const AUTHORITY_KEY_IDENTIFIER: Oid = oid("2.5.29.35");
/// extKeyUsage.
pub const EXTENDED_KEY_USAGE: Oid = oid("2.5.29.37");
/// authorityInfoAccess.
pub const AUTHORITY_INFO_ACCESS: Oid = oid("1.3.6.1.5.5.7.1.1");
/// caIssuers of authorityInfoAccess.
pub const CA_ISSUERS: Oid = oid("1.3.6.1.5.5.7.48.2");
/// ocsp of authorityInfoAccess.
pub const OCSP: Oid = oid("1.3.6.1.5.5.7.48.1");
/// id-pkix-ocsp-basic: the one type of OCSP answers.
pub const OCSP_BASIC: Oid = oid("1.3.6.1.5.5.7.48.1.1");
/// id-pkix-ocsp-nonce.
pub const OCSP_NONCE: Oid = oid("1.3.6.1.5.5.7.48.1.2");
/// id-pkix-ocsp-nocheck: the responder's own certificate is not asked about.
pub const OCSP_NO_CHECK: Oid = oid("1.3.6.1.5.5.7.48.1.5");
/// Purpose: OCSP answers in the name of the issuer.
pub const OCSP_SIGNING: Oid = oid("1.3.6.1.5.5.7.3.9");
/// Purpose: time stamps.
pub const TIME_STAMPING: Oid = oid("1.3.6.1.5.5.7.3.8");
/// Purpose: server authentication.
pub const SERVER_AUTH: Oid = oid("1.3.6.1.5.5.7.3.1");
/// Purpose: signatures under programs.
pub const CODE_SIGNING: Oid = oid("1.3.6.1.5.5.7.3.3");
/// Purpose: client authentication.
pub const CLIENT_AUTH: Oid = oid("1.3.6.1.5.5.7.3.2");
/// Purpose: protection of mail.
pub const EMAIL_PROTECTION: Oid = oid("1.3.6.1.5.5.7.3.4");
/// extensionRequest of a PKCS#10.
pub const EXTENSION_REQUEST: Oid = oid("1.2.840.113549.1.9.14");

/// id-ecPublicKey.
pub const EC_PUBLIC_KEY: Oid = oid("1.2.840.10045.2.1");
/// Curve P-256.
pub const SECP256R1: Oid = oid("1.2.840.10045.3.1.7");
/// ecdsa-with-SHA256.
pub const ECDSA_WITH_SHA256: Oid = oid("1.2.840.10045.4.3.2");
/// Curve P-384.
pub const SECP384R1: Oid = oid("1.3.132.0.34");
/// ecdsa-with-SHA384.
pub const ECDSA_WITH_SHA384: Oid = oid("1.2.840.10045.4.3.3");
/// rsaEncryption.
pub const RSA_ENCRYPTION: Oid = oid("1.2.840.113549.1.1.1");
/// sha256WithRSAEncryption.
pub const SHA256_WITH_RSA: Oid = oid("1.2.840.113549.1.1.11");
/// sha384WithRSAEncryption.
pub const SHA384_WITH_RSA: Oid = oid("1.2.840.113549.1.1.12");
/// sha512WithRSAEncryption.
pub const SHA512_WITH_RSA: Oid = oid("1.2.840.113549.1.1.13");
/// RSASSA-PSS.
pub const RSA_PSS: Oid = oid("1.2.840.113549.1.1.10");
/// MGF1 of RSASSA-PSS.
pub const MGF1: Oid = oid("1.2.840.113549.1.1.8");
/// A key of GOST R 34.10-2012 with 256 bits.
pub const GOST_KEY_256: Oid = gost::oid::KEY_256;
/// A key of GOST R 34.10-2012 with 512 bits.
pub const GOST_KEY_512: Oid = gost::oid::KEY_512;
/// A signature of GOST R 34.10-2012 with 256 bits over Streebog-256.
pub const GOST_SIGNATURE_256: Oid = gost::oid::SIGNATURE_256;
/// A signature of GOST R 34.10-2012 with 512 bits over Streebog-512.
pub const GOST_SIGNATURE_512: Oid = gost::oid::SIGNATURE_512;
/// Streebog with 256 bits.
pub const STREEBOG_256: Oid = gost::oid::STREEBOG_256;
/// Streebog with 512 bits.
pub const STREEBOG_512: Oid = gost::oid::STREEBOG_512;
/// SHA-1: certificate ids of OCSP and thumbprints only.
pub const SHA1: Oid = oid("1.3.14.3.2.26");
/// SHA-256.
pub const SHA256: Oid = oid("2.16.840.1.101.3.4.2.1");
/// SHA-384.
pub const SHA384: Oid = oid("2.16.840.1.101.3.4.2.2");
/// SHA-512.
pub const SHA512: Oid = oid("2.16.840.1.101.3.4.2.3");

/// PBES2 (RFC 8018).
pub const PBES2: Oid = oid("1.2.840.113549.1.5.13");
/// PBKDF2 (RFC 8018).
pub const PBKDF2: Oid = oid("1.2.840.113549.1.5.12");
/// PBMAC1 (RFC 8018, RFC 9579).
pub const PBMAC1: Oid = oid("1.2.840.113549.1.5.14");
/// hmacWithSHA1.
pub const HMAC_SHA1: Oid = oid("1.2.840.113549.2.7");
/// hmacWithSHA256.
pub const HMAC_SHA256: Oid = oid("1.2.840.113549.2.9");
/// hmacWithSHA384.
pub const HMAC_SHA384: Oid = oid("1.2.840.113549.2.10");
/// hmacWithSHA512.
pub const HMAC_SHA512: Oid = oid("1.2.840.113549.2.11");
/// HMAC over Streebog-256.
pub const HMAC_STREEBOG_256: Oid = oid("1.2.643.7.1.1.4.1");
/// HMAC over Streebog-512.
pub const HMAC_STREEBOG_512: Oid = oid("1.2.643.7.1.1.4.2");
/// GOST 28147-89 in cipher feedback.
pub const GOST_28147: Oid = oid("1.2.643.2.2.21");
/// The table id-tc26-gost-28147-param-Z of it (RFC 7836 appendix C).
pub const GOST_28147_PARAM_Z: Oid = oid("1.2.643.7.1.2.5.1.1");
/// Magma in CTR-ACPKM.
pub const MAGMA_CTR_ACPKM: Oid = oid("1.2.643.7.1.1.5.1.1");
/// Kuznyechik in CTR-ACPKM.
pub const KUZNYECHIK_CTR_ACPKM: Oid = oid("1.2.643.7.1.1.5.2.1");
/// AES-128-CBC.
pub const AES128_CBC: Oid = oid("2.16.840.1.101.3.4.1.2");
/// AES-192-CBC.
pub const AES192_CBC: Oid = oid("2.16.840.1.101.3.4.1.22");
/// AES-256-CBC.
pub const AES256_CBC: Oid = oid("2.16.840.1.101.3.4.1.42");
/// id-aes256-wrap: AES key wrap (RFC 3394) with a key of 256 bits.
pub const AES256_WRAP: Oid = oid("2.16.840.1.101.3.4.1.45");
/// dhSinglePass-stdDH-sha256kdf-scheme (RFC 5753 §7.1.4).
pub const ECDH_SHA256_KDF: Oid = oid("1.3.132.1.11.1");
/// dhSinglePass-stdDH-sha384kdf-scheme.
pub const ECDH_SHA384_KDF: Oid = oid("1.3.132.1.11.2");
/// envelopedData of CMS.
pub const ENVELOPED_DATA: Oid = oid("1.2.840.113549.1.7.3");
/// encryptedData of CMS.
pub const ENCRYPTED_DATA: Oid = oid("1.2.840.113549.1.7.6");
/// keyBag of PKCS#12.
pub const KEY_BAG: Oid = oid("1.2.840.113549.1.12.10.1.1");
/// pkcs8ShroudedKeyBag of PKCS#12.
pub const SHROUDED_KEY_BAG: Oid = oid("1.2.840.113549.1.12.10.1.2");
/// certBag of PKCS#12.
pub const CERT_BAG: Oid = oid("1.2.840.113549.1.12.10.1.3");
/// safeContentsBag of PKCS#12.
pub const SAFE_CONTENTS_BAG: Oid = oid("1.2.840.113549.1.12.10.1.6");
/// x509Certificate of a certBag.
pub const X509_CERTIFICATE: Oid = oid("1.2.840.113549.1.9.22.1");
/// friendlyName of PKCS#9.
pub const FRIENDLY_NAME: Oid = oid("1.2.840.113549.1.9.20");
/// localKeyId of PKCS#9.
pub const LOCAL_KEY_ID: Oid = oid("1.2.840.113549.1.9.21");

/// id-data of CMS.
pub const DATA: Oid = oid("1.2.840.113549.1.7.1");
/// id-signedData of CMS.
pub const SIGNED_DATA: Oid = oid("1.2.840.113549.1.7.2");
/// id-ct-TSTInfo: the contents of a time stamp token.
pub const TST_INFO: Oid = oid("1.2.840.113549.1.9.16.1.4");
/// contentType attribute.
pub const CONTENT_TYPE: Oid = oid("1.2.840.113549.1.9.3");
/// messageDigest attribute.
pub const MESSAGE_DIGEST: Oid = oid("1.2.840.113549.1.9.4");
/// signingTime attribute.
pub const SIGNING_TIME: Oid = oid("1.2.840.113549.1.9.5");
/// signingCertificate attribute (RFC 2634), by SHA-1.
pub const SIGNING_CERTIFICATE: Oid = oid("1.2.840.113549.1.9.16.2.12");
/// signingCertificateV2 attribute (RFC 5035).
pub const SIGNING_CERTIFICATE_V2: Oid = oid("1.2.840.113549.1.9.16.2.47");
/// countersignature attribute (RFC 5652 §11.4).
pub const COUNTER_SIGNATURE: Oid = oid("1.2.840.113549.1.9.6");
/// signature-time-stamp attribute: over the signature value.
pub const SIGNATURE_TIME_STAMP: Oid = oid("1.2.840.113549.1.9.16.2.14");
/// complete-certificate-references attribute.
pub const CERTIFICATE_REFERENCES: Oid = oid("1.2.840.113549.1.9.16.2.21");
/// complete-revocation-references attribute.
pub const REVOCATION_REFERENCES: Oid = oid("1.2.840.113549.1.9.16.2.22");
/// certificate-values attribute.
pub const CERTIFICATE_VALUES: Oid = oid("1.2.840.113549.1.9.16.2.23");
/// revocation-values attribute.
pub const REVOCATION_VALUES: Oid = oid("1.2.840.113549.1.9.16.2.24");
/// CAdES-C-time-stamp attribute (escTimeStamp): over signature, its time stamps and the references.
pub const ESC_TIME_STAMP: Oid = oid("1.2.840.113549.1.9.16.2.25");
/// archive-time-stamp-v3 attribute (ETSI EN 319 122-1 §5.5.3).
pub const ARCHIVE_TIME_STAMP_V3: Oid = oid("0.4.0.1733.2.4");
/// ats-hash-index-v3 attribute (ETSI EN 319 122-1 §5.5.2).
pub const ATS_HASH_INDEX_V3: Oid = oid("0.4.0.19122.1.5");
/// id-ri-ocsp-response: an OCSPResponse among the revocation information of a CMS (RFC 5940).
pub const REVOCATION_INFO_OCSP: Oid = oid("1.3.6.1.5.5.7.16.2");
