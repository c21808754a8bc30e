//! What a verification says of signatures: verdict, reasons, diagnostic data (ETSI EN 319 102-1). The same by API and on the command line.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// The multipart body of a verification: for the documentation alone, since the parts are read as they arrive. Signatures that stand before
/// the content tell by what it is to be hashed, which makes long contents cheaper.
#[derive(Debug, ToSchema)]
pub struct VerificationForm {
    /// The moment to judge for; now where it is left out. Before the files.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub at: Option<String>,
    /// Each signature in DER, PEM or Base64, with its content inside or beside.
    #[schema(value_type = Vec<String>, format = Binary)]
    pub signature: Vec<Vec<u8>>,
    /// What was signed; left out where it is inside.
    #[schema(value_type = Option<String>, format = Binary)]
    pub content: Option<Vec<u8>>,
}

/// The report over one content and its signatures.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Verification {
    /// The worst verdict of all: `TOTAL-PASSED`, `TOTAL-FAILED`, `INDETERMINATE`.
    #[schema(example = "TOTAL-PASSED")]
    pub verdict: String,
    /// Why it is not `TOTAL-PASSED`: a sub-indication of ETSI EN 319 102-1.
    #[schema(example = "HASH_FAILURE")]
    pub reason: Option<String>,
    /// The same in words.
    pub message: String,
    /// The moment for which the verdict was asked.
    #[schema(format = DateTime)]
    pub at: String,
    /// Each message with signatures, in the order given.
    pub messages: Vec<VerifiedMessage>,
}

/// One CMS.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct VerifiedMessage {
    /// Name of its file, where it has one.
    pub name: Option<String>,
    /// The worst verdict of its signers.
    #[schema(example = "TOTAL-PASSED")]
    pub verdict: String,
    /// Why it is not `TOTAL-PASSED`.
    pub reason: Option<String>,
    /// Is the content inside?
    pub attached: bool,
    /// Certificates inside.
    pub embedded_certificates: usize,
    /// Revocation lists inside.
    pub embedded_crls: usize,
    /// OCSP answers inside.
    pub embedded_ocsp: usize,
    /// What concerns the message as a whole.
    pub findings: Vec<VerificationFinding>,
    /// Every signer, in the order they stand.
    pub signers: Vec<VerifiedSigner>,
}

/// A part of a message, and what is the matter with it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct VerificationFinding {
    /// The sub-indication that goes with it; null for a remark that breaks no rule.
    #[schema(example = "SIG_CRYPTO_FAILURE")]
    pub reason: Option<String>,
    /// Which part: `signature_value`, `certificate`, `time_stamp` …
    #[schema(example = "certificate")]
    pub part: String,
    /// Which of its kind, counted from 1.
    pub number: Option<usize>,
    /// What is the matter: `expired`, `content_differs` …
    #[schema(example = "expired")]
    pub cause: String,
    /// What the cause leaves open: an algorithm, an attribute, a moment.
    pub detail: Option<String>,
    /// The same in words.
    pub message: String,
}

/// One signer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct VerifiedSigner {
    /// `TOTAL-PASSED`, `TOTAL-FAILED`, `INDETERMINATE`.
    pub verdict: String,
    /// Why it is not `TOTAL-PASSED`.
    pub reason: Option<String>,
    /// Why, part by part; the first decided.
    pub findings: Vec<VerificationFinding>,
    /// What is to be known and changes no verdict.
    pub remarks: Vec<VerificationFinding>,
    /// By law: `qualified` (КЭП), `non_qualified` (НЭП), `unknown`.
    #[schema(example = "non_qualified")]
    pub kind: String,
    /// Level of the signature by what it carries.
    #[schema(example = "CAdES-T (B-T)")]
    pub level: Option<String>,
    /// Algorithm id: `GOST2012-256`, `ECDSA-P256`.
    pub algorithm: Option<String>,
    /// Algorithm of the digest.
    pub digest_algorithm: Option<String>,
    /// Digest of the content as signed, hexadecimal.
    pub digest: Option<String>,
    /// When the signer claims to have signed.
    #[schema(format = DateTime)]
    pub signing_time: Option<String>,
    /// The moment at which the signature is proven to exist.
    #[schema(format = DateTime)]
    pub proven_time: Option<String>,
    /// Which time stamp proves it, counted from 1.
    pub proven_by: Option<usize>,
    /// The moment for which the certificates were judged.
    #[schema(format = DateTime)]
    pub judged_at: String,
    /// Order of the signed attributes when the signature stood: `der`, `as_sent`, `sorted`.
    pub attribute_order: Option<String>,
    /// The signer's certificate.
    pub certificate: Option<VerifiedCertificate>,
    /// From the signer's certificate to the trust anchor, or as far as the path came.
    pub path: Vec<PathCertificate>,
    /// Time stamps, in the order they stand.
    pub time_stamps: Vec<VerifiedStamp>,
    /// Countersignatures, in the order they stand.
    #[schema(no_recursion)]
    pub countersignatures: Vec<VerifiedSigner>,
}

/// The certificate of a signer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct VerifiedCertificate {
    /// Name of the subject.
    pub subject: String,
    /// Name of the issuer.
    pub issuer: String,
    /// Serial number, hexadecimal.
    pub serial: String,
    /// SHA-1 of the certificate, upper-case hexadecimal.
    pub thumbprint: String,
    /// First moment.
    #[schema(format = DateTime)]
    pub not_before: String,
    /// Last moment.
    #[schema(format = DateTime)]
    pub not_after: String,
    /// Classes of certified means under whose policies it was issued: `КС1` … `КА`.
    pub classes: Vec<String>,
    /// Means of signature of the subject (subjectSignTool).
    pub sign_tool: Option<String>,
    /// Means of signature of the issuer (issuerSignTool).
    pub issuer_sign_tool: Option<String>,
    /// Means of the issuer's centre (issuerSignTool).
    pub issuer_ca_tool: Option<String>,
    /// Purposes (extKeyUsage) as object identifiers; empty where it is for any.
    pub purposes: Vec<String>,
    /// Last moment of the private key (privateKeyUsagePeriod).
    #[schema(format = DateTime)]
    pub key_until: Option<String>,
    /// How the holder was identified (identificationKind): `in_person`, `by_signature`, `by_passport`, `by_biometrics`.
    pub identification: Option<String>,
}

/// A certificate of a path, and how it stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct PathCertificate {
    /// Name of the subject.
    pub subject: String,
    /// Serial number, hexadecimal.
    pub serial: String,
    /// SHA-1 of the certificate, upper-case hexadecimal.
    pub thumbprint: String,
    /// Algorithm of its signature.
    pub algorithm: Option<String>,
    /// First moment.
    #[schema(format = DateTime)]
    pub not_before: String,
    /// Last moment.
    #[schema(format = DateTime)]
    pub not_after: String,
    /// `anchor`; `good`, `unknown` by revocation evidence; `unjudged` where no path holds.
    pub standing: String,
    /// What the standing rests on.
    pub evidence: Vec<VerifiedEvidence>,
}

/// A piece of revocation evidence.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct VerifiedEvidence {
    /// `ocsp` or `crl`.
    pub kind: String,
    /// Did it come inside the message?
    pub embedded: bool,
    /// When it was made.
    #[schema(format = DateTime)]
    pub this_update: String,
    /// When newer evidence is there at the latest.
    #[schema(format = DateTime)]
    pub next_update: Option<String>,
    /// SHA-256 of its bytes, hexadecimal.
    pub sha256: String,
}

/// One time stamp.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct VerifiedStamp {
    /// What it is over, by the name of its attribute.
    #[schema(example = "signature-time-stamp")]
    pub kind: String,
    /// The verdict over the token.
    pub verdict: String,
    /// Why it is not `TOTAL-PASSED`.
    pub reason: Option<String>,
    /// Why, part by part of the token.
    pub findings: Vec<VerificationFinding>,
    /// The moment it says.
    #[schema(format = DateTime)]
    pub time: Option<String>,
    /// Its policy, as an object identifier.
    pub policy: Option<String>,
    /// Serial number of the token, hexadecimal.
    pub serial: Option<String>,
    /// Algorithm of the imprint.
    pub digest_algorithm: Option<String>,
    /// Algorithm of the token's signature.
    pub algorithm: Option<String>,
    /// The moment for which the token was judged.
    #[schema(format = DateTime)]
    pub judged_at: String,
    /// From the certificate of the time stamp authority upwards.
    pub path: Vec<PathCertificate>,
}
