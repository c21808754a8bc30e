//! Representatives, and questions for a person's number, on their way in.

use app::party::{Identity, NewLink};
use domain::code::{self, Code};
use domain::id::{ContentId, PartyId};
use domain::issue::check::Who;
use domain::party::limits::{LONGEST_CONTACT, LONGEST_POST, LONGEST_TEXT, day, text};
use domain::party::{Authority, ConfirmingDocument, MentionedContent, RepresentativeId, dictionary};
use domain::subject::NamePart;
use surguch_http::Problems;
use uuid::Uuid;
use wire::forms::{self, NewRepresentative, RepresentativeChange, RequisitesRequest};

use super::address::known;
use super::{Fields, document_info};

/// A link to be made: of which pair, and what is said of it.
pub(crate) fn new_link(problems: &mut Problems, given: NewRepresentative) -> Option<(RepresentativeId, NewLink)> {
    let principal = party_id(problems, "/principal/subjectId", &given.principal.subject_id);
    let agent = party_id(problems, "/agent/subjectId", &given.agent.subject_id);
    let NewRepresentative { representative_type, post, authority, .. } = given;
    let link = link(problems, RepresentativeChange { representative_type, post, authority });
    let (principal, agent) = (principal?, agent?);
    if principal == agent {
        problems.add("/agent/subjectId", code::VALUE_INVALID);
        return None;
    }
    Some((RepresentativeId { principal, agent }, link?))
}

/// What is said of a link.
pub(crate) fn link(problems: &mut Problems, given: RepresentativeChange) -> Option<NewLink> {
    let kind = problems.parse("/representativeType", &given.representative_type, |word| match word {
        "" => Err(code::FIELD_REQUIRED),
        word => known(word, dictionary::is_representative_type),
    });
    let mut fields = Fields::of(problems, "");
    let post = fields.one("post", &given.post, |post| text(post, LONGEST_POST));
    let document = fields.inner("authority/confirmingDocument", given.authority.confirming_document, confirming);
    Some(NewLink { kind: kind?, post: post?, authority: Authority { confirming_document: document? } })
}

fn confirming(problems: &mut Problems, at: &str, given: forms::ConfirmingDocument) -> Option<ConfirmingDocument> {
    let info = document_info(problems, &format!("{at}/documentInfo"), &given.document_info);
    // the contract's own example of a form has the bytes inside of what is written
    let content = Fields::of(problems, at).inner("content", given.content.or(given.document_info.content), mentioned);
    Some(ConfirmingDocument { info: info?, content: content? })
}

fn mentioned(problems: &mut Problems, at: &str, given: forms::Content) -> Option<MentionedContent> {
    let id = problems.id(format!("{at}/contentInfo/contentId"), &given.content_info.content_id, Uuid::try_parse);
    let name = problems
        .optional(format!("{at}/contentInfo/contentName"), given.content_info.content_name.as_deref(), |name| text(name, LONGEST_CONTACT));
    Some(MentionedContent { id: ContentId::new(id?), name: name? })
}

fn party_id(problems: &mut Problems, pointer: &str, text: &str) -> Option<PartyId> {
    match text {
        "" => {
            problems.add(pointer, code::FIELD_REQUIRED);
            None
        }
        text => problems.id(pointer, text, Uuid::try_parse).map(PartyId::new),
    }
}

/// A person whose number is asked for.
pub(crate) fn requisites(problems: &mut Problems, given: RequisitesRequest) -> Option<Identity> {
    let kind = problems.parse("/requisiteType", &given.requisite_type, |word| match word {
        "inn" => Ok(()),
        "" => Err(code::FIELD_REQUIRED),
        _ => Err(code::VALUE_INVALID),
    });
    let Some(asked) = given.inn else {
        if kind.is_some() {
            problems.add("/inn", code::FIELD_REQUIRED);
        }
        return None;
    };
    let part = |text: &str| NamePart::parse(text);
    let surname = problems.parse("/inn/surname", &asked.surname, part);
    let name = problems.parse("/inn/name", &asked.name, part);
    let patronymic = problems.optional("/inn/patronymic", asked.patronymic.as_deref(), part);
    let birth_date = problems.parse("/inn/dateBirth", &asked.date_birth, day);
    let birth_place = problems.optional("/inn/birthPlace", asked.birth_place.as_deref(), |place| text(place, LONGEST_TEXT));
    let document = document_info(problems, "/inn/identityDocument", &asked.identity_document);
    if let Some(info) = &document {
        let wrong = |code: Code, field: &str, problems: &mut Problems| problems.add(format!("/inn/identityDocument/{field}"), code);
        if !dictionary::document(&info.document_type).is_some_and(dictionary::DocumentKind::proves_identity) {
            wrong(code::VALUE_INVALID, "documentType", problems);
        }
        if info.number.is_none() {
            wrong(code::FIELD_REQUIRED, "number", problems);
        }
    }
    kind?;
    let who = Who { surname: surname?, name: name?, patronymic: patronymic?, birth_date: birth_date? };
    Some(Identity { who, birth_place: birth_place?, document: document? })
}
