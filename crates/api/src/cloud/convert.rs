//! Between the vendor's spelling and the use cases.

use app::AppError;
use app::cloud_signing::{Level, Named, NewFile, Operation, Piece, Signing, Source, Started, Status};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use bytes::Bytes;
use domain::code::{self, Code};
use domain::id::{CloudFileId, CloudOperationId, CloudResultId};
use domain::time::Timestamp;
use surguch_http::{Given, Problems};
use uuid::Uuid;
use wire::cloud::{ConfirmQuery, CreateFile, FileStatus, OperationQuery, ResultQuery, Sign, SignState, UploadChunk};

/// Longest name of a file, in characters.
const LONGEST_NAME: usize = 255;
/// The vendor's wordings of the message with the code.
const TEMPLATES: std::ops::RangeInclusive<u32> = 0..=4;

pub(super) fn new_file(query: Given<CreateFile>) -> Result<NewFile, AppError> {
    query.judge(|problems, query| {
        let name = problems.parse("/fileName", &query.file_name, file_name);
        let md5 = problems.optional("/md5", query.md5.as_deref(), |text| hexadecimal(text, 16).map(hex::encode));
        Some(NewFile { name: name?, length: query.length.into(), md5: md5? })
    })
}

pub(super) fn chunk(query: Given<UploadChunk>) -> Result<(CloudFileId, u64), AppError> {
    query.judge(|problems, query| Some((CloudFileId::new(guid(problems, "/fileId", &query.file_id)?), query.offset.into())))
}

pub(super) fn operation(query: Given<OperationQuery>) -> Result<CloudOperationId, AppError> {
    query.judge(|problems, query| Some(CloudOperationId::new(guid(problems, "/operationId", &query.operation_id)?)))
}

pub(super) fn confirmation(query: Given<ConfirmQuery>) -> Result<(CloudOperationId, String), AppError> {
    query.judge(|problems, query| {
        let id = guid(problems, "/operationId", &query.operation_id);
        let code = problems.parse("/confirmationCode", &query.confirmation_code, crate::issues::six_digits);
        Some((CloudOperationId::new(id?), code?))
    })
}

pub(super) fn piece(query: Given<ResultQuery>) -> Result<(CloudResultId, Piece), AppError> {
    query.judge(|problems, query| {
        let id = CloudResultId::new(guid(problems, "/resultId", &query.result_id)?);
        Some((id, Piece { offset: query.offset.unwrap_or_default().into(), size: query.size.map(Into::into) }))
    })
}

pub(super) fn signing(body: Given<Sign>) -> Result<Signing, AppError> {
    body.judge(|problems, body| {
        let certificate = certificate(problems, &body);
        let sources = sources(problems, &body);
        let level = match body.sign_type {
            Some(0) => Some(Level::Basic),
            Some(2) | None => Some(Level::Stamped),
            Some(_) => {
                problems.add("/SignType", code::SIGN_TYPE_UNSUPPORTED);
                None
            }
        };
        if body.disable_server_sign {
            problems.add("/DisableServerSign", code::VALUE_INVALID);
        }
        if body.confirm_message.and_then(|message| message.template).is_some_and(|template| !TEMPLATES.contains(&template)) {
            problems.add("/ConfirmMessage/Template", code::VALUE_INVALID);
        }
        Some(Signing { certificate: certificate?, sources: sources?, level: level?, without_code: body.disable_certificate_confirm })
    })
}

fn certificate(problems: &mut Problems, body: &Sign) -> Option<Named> {
    match (&body.thumbprint, &body.certificate_base64) {
        (Some(thumbprint), None) => {
            problems.parse("/Thumbprint", thumbprint, |text| hexadecimal(text, 20).map(|value| Named::Thumbprint(hex::encode_upper(value))))
        }
        (None, Some(certificate)) => problems.parse("/CertificateBase64", certificate, base64).map(Named::Der),
        (None, None) => {
            problems.add("/Thumbprint", code::FIELD_REQUIRED);
            None
        }
        (Some(_), Some(_)) => {
            problems.add("/CertificateBase64", code::VALUE_INVALID);
            None
        }
    }
}

/// Exactly one of the three lists.
fn sources(problems: &mut Problems, body: &Sign) -> Option<Vec<Source>> {
    match (&body.file_ids, &body.serialized_files, &body.file_hashes) {
        (Some(ids), None, None) => every(ids.iter().enumerate().map(|(at, id)| {
            let id = guid(problems, &format!("/FileIds/{at}"), id)?;
            Some(Source::Uploaded(CloudFileId::new(id)))
        })),
        (None, Some(files), None) => every(files.iter().enumerate().map(|(at, file)| {
            let place = |field: &str| format!("/SerializedFiles/{at}/{field}");
            let id = problems.optional(place("Id"), file.id.as_deref(), |text| Uuid::try_parse(text).map_err(|_| code::ID_INVALID));
            let name = problems.parse(place("FileName"), &file.file_name, file_name);
            let bytes = problems.parse(place("ContentBase64"), &file.content_base64, |text| match base64(text)? {
                empty if empty.is_empty() => Err(code::FILE_EMPTY),
                bytes => Ok(Bytes::from(bytes)),
            });
            Some(Source::Inline { id: id?, name: name?, bytes: bytes? })
        })),
        (None, None, Some(hashes)) => every(hashes.iter().enumerate().map(|(at, hash)| {
            let place = |field: &str| format!("/FileHashes/{at}/{field}");
            let name = problems.parse(place("FileName"), &hash.file_name, file_name);
            let value = problems.parse(place("HashContent"), &hash.hash_content, digest);
            Some(Source::Digest { name: name?, value: value? })
        })),
        (None, None, None) => {
            problems.add("/FileIds", code::FIELD_REQUIRED);
            None
        }
        _ => {
            problems.add("/FileIds", code::VALUE_INVALID);
            None
        }
    }
}

/// All of them, each looked at although one before is wrong.
fn every<T>(each: impl Iterator<Item = Option<T>>) -> Option<Vec<T>> {
    let read: Vec<Option<T>> = each.collect();
    read.into_iter().collect()
}

fn guid(problems: &mut Problems, pointer: &str, text: &str) -> Option<Uuid> {
    problems.parse(pointer, text, |text| Uuid::try_parse(text).map_err(|_| code::ID_INVALID))
}

fn file_name(text: &str) -> Result<String, Code> {
    let name = text.trim();
    let sound = !name.is_empty() && !name.chars().any(|c| c.is_control() || matches!(c, '/' | '\\'));
    match name.chars().count() {
        _ if !sound => Err(code::FILE_NAME_INVALID),
        length if length > LONGEST_NAME => Err(code::VALUE_TOO_LONG),
        _ => Ok(name.to_owned()),
    }
}

fn hexadecimal(text: &str, octets: usize) -> Result<Vec<u8>, Code> {
    hex::decode(text.trim()).ok().filter(|value| value.len() == octets).ok_or(code::VALUE_INVALID)
}

fn base64(text: &str) -> Result<Vec<u8>, Code> {
    let compact: String = text.split_whitespace().collect();
    STANDARD.decode(compact).map_err(|_| code::VALUE_INVALID)
}

/// 32 octets, hexadecimal or Base64; the lengths tell which.
fn digest(text: &str) -> Result<[u8; 32], Code> {
    let value = hexadecimal(text, 32).or_else(|_| base64(text))?;
    value.try_into().map_err(|_| code::VALUE_INVALID)
}

pub(super) fn started(started: &Started) -> wire::cloud::Started {
    /// No confirmation, and one by SMS.
    const BY: [i32; 2] = [0, 1];
    wire::cloud::Started {
        operation_id: started.operation.id.uuid().to_string(),
        confirm_type: BY[usize::from(started.phone_tail.is_some())],
        phone_last_numbers: started.phone_tail.clone(),
        additional_dss_info: None,
    }
}

/// The vendor's number of an operation's status: greater than 1 is final.
pub(super) fn operation_status(status: Status) -> i32 {
    match status {
        Status::WaitsForUser | Status::Signing => 1,
        Status::Done => 2,
        Status::TimedOut => 4,
        Status::Crashed => 5,
    }
}

/// The number by which the vendor's client library knows it.
fn sign_status(status: Status) -> i32 {
    match status {
        Status::WaitsForUser => 1,
        Status::Signing => 2,
        Status::Done => 3,
        Status::TimedOut | Status::Crashed => 4,
    }
}

pub(super) fn state(operation: &Operation, now: Timestamp) -> SignState {
    let status = operation.status(now);
    let failed = operation
        .crash()
        .map(|reason| code::ALL.iter().find(|code| code.id == reason).map_or("Internal".to_owned(), |code| crate::issues::word(*code)));
    let file = |file: &app::cloud_signing::SignedFile| FileStatus {
        file_id: file.id.map(|id| id.to_string()),
        file_name: file.name.clone(),
        hash: Some(file.digest.clone()),
        error_id: i32::from(failed.is_some()),
        error_code: failed.clone(),
        result_id: file.outcome.as_ref().map(|outcome| outcome.result.uuid().to_string()),
        result_size: file.outcome.as_ref().map(|outcome| outcome.size),
        result_md5: file.outcome.as_ref().map(|outcome| outcome.md5.clone()),
    };
    SignState {
        operation_id: operation.id.uuid().to_string(),
        operation_status: operation_status(status),
        sign_status: sign_status(status),
        file_statuses: operation.files.iter().map(file).collect(),
    }
}
