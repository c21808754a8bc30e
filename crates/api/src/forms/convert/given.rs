//! What clients send, read as far as it is right.

use app::form::{Change, GivenContent, GivenDocument, NewForm};
use domain::code::{self, Code};
use domain::id::{ContentId, PartyId};
use domain::party::ClientId;
use serde::Deserialize;
use surguch_http::Problems;
use uuid::Uuid;
use wire::forms::{Content, ContentInfo, Document, FormChange, NewCertificateForm};

use crate::forms::entity::convert as entity;

/// The longest name of a content, in characters.
const LONGEST_NAME: usize = 255;
/// The most changes of one call.
const MOST_CHANGES: usize = 100;

pub(in crate::forms) fn new_form(problems: &mut Problems, sent: NewCertificateForm) -> NewForm {
    let external_id = problems.optional("/externalId", sent.external_id.as_deref(), ClientId::parse).flatten();
    let person = problems.parse("/person", &sent.person, guid).map(PartyId::new);
    let organization = problems.optional("/organization", sent.organization.as_deref(), guid).flatten().map(PartyId::new);
    let documents = documents(problems, "/documents", sent.documents.unwrap_or_default());
    NewForm { external_id, person, organization, documents }
}

/// A scan that is the whole body of a call.
pub(in crate::forms) fn scan(problems: &mut Problems, sent: &ContentInfo) -> Option<GivenContent> {
    content_info(problems, "", sent)
}

fn documents(problems: &mut Problems, pointer: &str, sent: Vec<Document>) -> Vec<GivenDocument> {
    sent.into_iter().enumerate().filter_map(|(at, document)| self::document(problems, format!("{pointer}/{at}"), document)).collect()
}

/// The vendor's own example puts the content inside of `documentInfo` once; where it stands in both places the one beside counts.
fn document(problems: &mut Problems, pointer: String, sent: Document) -> Option<GivenDocument> {
    let id = problems.optional(format!("{pointer}/documentId"), sent.document_id.as_deref(), guid).flatten();
    let info = entity::document_info(problems, &format!("{pointer}/documentInfo"), &sent.document_info);
    let inside = sent.content.is_none() && sent.document_info.content.is_some();
    let place = if inside { format!("{pointer}/documentInfo/content") } else { format!("{pointer}/content") };
    let content = sent.content.or(sent.document_info.content);
    let content = content.and_then(|Content { content_info }| self::content_info(problems, &format!("{place}/contentInfo"), &content_info));
    Some(GivenDocument { pointer, id, info: info?, inside, content })
}

fn content_info(problems: &mut Problems, pointer: &str, sent: &ContentInfo) -> Option<GivenContent> {
    let id = problems.parse(format!("{pointer}/contentId"), &sent.content_id, guid).map(ContentId::new);
    let short = |text: &str| {
        let fits = (1..=20).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_alphanumeric());
        if fits { Ok(text.to_owned()) } else { Err(code::VALUE_INVALID) }
    };
    let sort = problems.optional(format!("{pointer}/contentType"), sent.content_type.as_deref(), short).flatten();
    let named = |text: &str| match text.chars().count() {
        0 => Err(code::VALUE_INVALID),
        count if count > LONGEST_NAME => Err(code::VALUE_TOO_LONG),
        _ if text.chars().any(char::is_control) => Err(code::VALUE_INVALID),
        _ => Ok(text.to_owned()),
    };
    let name = problems.optional(format!("{pointer}/contentName"), sent.content_name.as_deref(), named).flatten();
    let digest = |text: &str| {
        let fits = text.len() == 32 && text.bytes().all(|byte| byte.is_ascii_hexdigit());
        if fits { Ok(text.to_owned()) } else { Err(code::VALUE_INVALID) }
    };
    let md5 = problems.optional(format!("{pointer}/md5"), sent.md5.as_deref(), digest).flatten();
    Some(GivenContent { pointer: pointer.to_owned(), id: id?, sort, name, md5 })
}

fn guid(text: &str) -> Result<Uuid, Code> {
    match text {
        "" => Err(code::FIELD_REQUIRED),
        _ if text.len() == 36 => Uuid::try_parse(text).map_err(|_| code::ID_INVALID),
        _ => Err(code::ID_INVALID),
    }
}

/// What is to be changed. Paths are read with and without the slash in front.
pub(in crate::forms) fn changes(problems: &mut Problems, sent: Vec<FormChange>) -> Vec<Change> {
    if sent.is_empty() || sent.len() > MOST_CHANGES {
        problems.add("", code::VALUE_INVALID);
    }
    sent.into_iter().take(MOST_CHANGES).enumerate().filter_map(|(at, change)| self::change(problems, at, change)).collect()
}

fn change(problems: &mut Problems, at: usize, sent: FormChange) -> Option<Change> {
    let pointer = format!("/{at}");
    let is_update = problems.word(format!("{pointer}/op"), &sent.op, &[("update", true), ("add", false)]);
    let path: Vec<&str> = sent.path.trim_matches('/').split('/').collect();
    let place = format!("{pointer}/path");
    let value = format!("{pointer}/value");
    let read = |problems: &mut Problems| given_documents(problems, &value, sent.value.as_ref());
    match (is_update?, &path[..]) {
        (true, ["person"]) => Some(Change::Person { pointer: place }),
        (true, ["organization"]) => Some(Change::Organization { pointer: place }),
        (_, ["documents"]) => Some(Change::Add(read(problems)?)),
        (_, ["documents", id]) => {
            let id = problems.parse(place.clone(), id, guid);
            let mut documents = read(problems)?;
            if documents.len() != 1 {
                problems.add(value, code::VALUE_INVALID);
                return None;
            }
            let with = documents.remove(0);
            let id = id?;
            // «add» brings it where it is not there yet
            Some(if is_update? {
                Change::Replace { pointer: place, id, with: Box::new(with) }
            } else {
                Change::Add(vec![GivenDocument { id: Some(id), ..with }])
            })
        }
        _ => {
            problems.add(place, code::VALUE_INVALID);
            None
        }
    }
}

/// The value of a change: a list of documents, or one as it is.
fn given_documents(problems: &mut Problems, pointer: &str, value: Option<&serde_json::Value>) -> Option<Vec<GivenDocument>> {
    let Some(value) = value else {
        problems.add(pointer, code::FIELD_REQUIRED);
        return None;
    };
    let read: Result<Vec<Document>, _> = match value {
        serde_json::Value::Object(_) => Document::deserialize(value).map(|one| vec![one]),
        _ => Vec::<Document>::deserialize(value),
    };
    match read {
        Ok(read) => Some(documents(problems, pointer, read)),
        Err(_) => {
            problems.add(pointer, code::FIELD_TYPE);
            None
        }
    }
}
