//! Begins an operation: settles what is signed and by whom, and sends the owner of the key a code.

use bytes::Bytes;
use domain::certificate::Certificate;
use domain::cloud_signing::{Level, MOST_FILES, Operation, SignedFile, State, WAITS};
use domain::code;
use domain::id::{CloudFileId, CloudOperationId, LicenseeId};
use domain::office::Account;
use domain::time::Timestamp;
use pki::Digest;
use signature::ContentDigest;
use store::{Tx, table};
use uuid::Uuid;

use super::{confirm, digest, make};
use crate::act::{self, Act};
use crate::error::{OrMissing, Problem};
use crate::sms::{self, Addressee, Purpose};
use crate::{AppError, Call, Ctx, authority, package};

/// What is to be signed, and how.
#[derive(Debug, Clone)]
pub struct Signing {
    /// By which certificate.
    pub certificate: Named,
    /// What.
    pub sources: Vec<Source>,
    /// What the signatures prove.
    pub level: Level,
    /// Without a code: for employees of the licensee's own company alone, whom it signs by on its word (row 5.2).
    pub without_code: bool,
}

/// How a certificate is named.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Named {
    /// SHA-1 over its DER, hexadecimal.
    Thumbprint(String),
    /// Its DER.
    Der(Vec<u8>),
}

/// One file.
#[derive(Debug, Clone)]
pub enum Source {
    /// It was uploaded.
    Uploaded(CloudFileId),
    /// It came along.
    Inline {
        /// The caller's own id of it.
        id: Option<Uuid>,
        /// Its name.
        name: String,
        /// Its bytes.
        bytes: Bytes,
    },
    /// It stays where it is: its digest by GOST R 34.11-2012 of 256 bits.
    Digest {
        /// Its name.
        name: String,
        /// The digest.
        value: [u8; 32],
    },
}

/// An operation that began.
#[derive(Debug, Clone, PartialEq)]
pub struct Started {
    /// It.
    pub operation: Operation,
    /// The last four digits of the phone that the code went to; nothing where there is no code.
    pub phone_tail: Option<String>,
}

/// Who signs.
struct Signer {
    certificate: Certificate,
    der: Vec<u8>,
    own_company: bool,
}

/// Begins an operation.
pub async fn sign(ctx: &Ctx, call: &Call, signing: Signing) -> Result<Started, AppError> {
    let licensee = act::issues(ctx, call, "cloud_signing.sign").await?;
    if signing.sources.is_empty() {
        return Err(AppError::invalid(vec![Problem::new("/FileIds", code::FILES_REQUIRED)]));
    }
    if signing.sources.len() > MOST_FILES {
        return Err(AppError::invalid(vec![Problem::new("/FileIds", code::VALUE_TOO_LONG)]));
    }
    let (now, thumbprint) = (ctx.now(), signing.certificate.thumbprint()?);
    let signer = ctx.store.read(move |tx| signer(tx, licensee, &thumbprint, now)).await?;
    let algorithm = digest_of(&signer, now)?;
    if signing.without_code && !signer.own_company {
        return Err(code::CONFIRMATION_REQUIRED.into());
    }
    let files = files(ctx, licensee, signing.sources, algorithm).await?;
    let id = CloudOperationId::new(ctx.uuid());
    let state = if signing.without_code { State::Signing { since: now } } else { State::Waiting { until: now.plus(WAITS) } };
    let Certificate { id: certificate, user, .. } = signer.certificate;
    let operation = Operation { id, licensee, version: 1, user, certificate, level: signing.level, files, created_at: now, state };
    let (inner, code) = (ctx.clone(), sms::make_code(ctx));
    act::run(ctx, call, Act::new("cloud_signing.sign", id), move |tx| begin(tx, &inner, operation.clone(), &code, now)).await
}

/// The certificate of that thumbprint with what may keep it from signing.
fn signer(tx: &mut Tx<'_>, licensee: LicenseeId, thumbprint: &str, now: Timestamp) -> Result<Signer, AppError> {
    let certificate = table::certificate::by_thumbprint(tx, licensee, thumbprint)?.or_missing()?;
    certificate.require_usable(now)?;
    certificate.key.ok_or(code::KEY_NOT_ON_SERVER)?;
    table::account::load(tx, certificate.user)?.or_missing()?.require_active()?;
    package::entitled(tx, &certificate, now)?;
    let der = table::certificate::der(tx, certificate.id)?.ok_or_else(|| AppError::internal("a certificate without bytes"))?;
    let own = table::licensee::load(tx, licensee)?.or_missing()?.own_company;
    Ok(Signer { own_company: certificate.company == Some(own), certificate, der })
}

/// By which algorithm the key signs digests.
fn digest_of(signer: &Signer, now: Timestamp) -> Result<Digest, AppError> {
    let certificate = pki::Certificate::parse(&signer.der).map_err(|error| AppError::internal("a kept certificate").because(error))?;
    authority::require_key_period(&certificate, now)?;
    let algorithm = certificate.public_key().algorithm().ok_or_else(|| AppError::internal("the algorithm of a kept certificate"))?;
    Ok(algorithm.digest())
}

async fn files(ctx: &Ctx, licensee: LicenseeId, sources: Vec<Source>, wanted: Digest) -> Result<Vec<SignedFile>, AppError> {
    let mut files = Vec::with_capacity(sources.len());
    for (at, source) in sources.into_iter().enumerate() {
        let (id, name, digest) = match source {
            Source::Uploaded(id) => {
                let (name, digest) = digest::of_upload(ctx, licensee, id, wanted).await?;
                (Some(id.uuid()), name, digest)
            }
            Source::Inline { id, name, bytes } => {
                let hash = move || ContentDigest { algorithm: wanted, value: wanted.of(&bytes) };
                let digest = ctx.blobs.pool().run(hash).await.map_err(|error| AppError::internal("hashing").because(error))?;
                (id, name, digest)
            }
            Source::Digest { name, value } if wanted == Digest::Streebog256 => {
                (None, name, ContentDigest { algorithm: wanted, value: value.to_vec() })
            }
            // a digest of another algorithm cannot be made of this one
            Source::Digest { .. } => {
                return Err(AppError::invalid(vec![Problem::new(format!("/FileHashes/{at}/HashContent"), code::VALUE_INVALID)]));
            }
        };
        let (algorithm, digest) = (digest.algorithm.name().to_owned(), hex::encode(&digest.value));
        files.push(SignedFile { id, name, algorithm, digest, outcome: None });
    }
    Ok(files)
}

/// One person confirms one operation at a time.
fn begin(tx: &mut Tx<'_>, ctx: &Ctx, operation: Operation, code: &str, now: Timestamp) -> Result<Started, AppError> {
    // held, so that of two operations at once the second sees the first
    let account = table::account::load_for_update(tx, operation.user)?.or_missing()?;
    account.require_active()?;
    if table::cloud_operation::is_waiting(tx, operation.user, now)? {
        return Err(code::OPERATION_UNCONFIRMED.into());
    }
    table::cloud_operation::insert(tx, &operation)?;
    if matches!(operation.state, State::Signing { .. }) {
        make::enqueue(tx, &operation, now);
        return Ok(Started { operation, phone_tail: None });
    }
    let what = confirm::confirmed(&operation);
    let say = |code: &str| {
        let (count, print) = (operation.files.len(), &what.binding[..8]);
        format!("Код {code} для подписания документов: {count}, отпечаток {print}. Никому не сообщайте код.")
    };
    sms::send_code(tx, ctx, &Addressee::from(&account), Purpose::SigningCode, &what, code, say)?;
    let phone_tail = Some(tail(&account));
    Ok(Started { operation, phone_tail })
}

fn tail(account: &Account) -> String {
    let phone = account.phone.as_str();
    phone.chars().skip(phone.chars().count().saturating_sub(4)).collect()
}

impl Named {
    fn thumbprint(&self) -> Result<String, AppError> {
        match self {
            Self::Thumbprint(text) => Ok(text.to_ascii_uppercase()),
            Self::Der(der) => {
                let certificate = pki::Certificate::parse(der)
                    .map_err(|_| AppError::invalid(vec![Problem::new("/CertificateBase64", code::VALUE_INVALID)]))?;
                Ok(hex::encode_upper(certificate.thumbprint()))
            }
        }
    }
}
