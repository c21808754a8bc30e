//! Packages and their participants.

use app::AppError;
use app::package::{Naming, NewFile, Signing, check};
use domain::code;
use domain::id::{CertificateId, CompanyId, ParticipantId, UserId};
use domain::office::package::Status;
use domain::office::{Package, ParticipantState};
use domain::subject::{ExternalId, Phone, Reason};
use domain::time::Timestamp;
use surguch_http::{Given, Problems};
use wire::office::{ActOnPackage, NewPackage, NewParticipant, RefusePackage, SignPackage};

use super::{ROLES, text, word};

pub(crate) fn new_package(body: Given<NewPackage>, files: Vec<NewFile>, now: Timestamp) -> Result<app::package::NewPackage, AppError> {
    body.judge(|p, body| {
        let external_id = p.optional("/external_id", body.external_id.as_deref(), ExternalId::parse);
        let expires_at = p.optional("/expires_at", body.expires_at.as_deref(), |text| Timestamp::parse(text).ok_or(code::DATE_INVALID));
        let read: Vec<_> = body.participants.iter().enumerate().map(|(at, one)| participant(p, at, one)).collect();
        let participants = read.into_iter().collect::<Option<Vec<_>>>();
        p.extend(check::participants(body.participants.len()));
        p.extend(expires_at.flatten().and_then(|end| check::expiry(end, now)));
        let send = body.send;
        let name = naming(p, body);
        p.extend(name.as_ref().and_then(|name| check::name(name).err()));
        p.extend(check::files(&files, send));
        Some(app::package::NewPackage {
            name: name?,
            external_id: external_id?,
            expires_at: expires_at?,
            send,
            participants: participants?,
            files,
        })
    })
}

/// A ready name excludes a template: two sources of one name would leave one of them unseen.
fn naming(p: &mut Problems, body: NewPackage) -> Option<Naming> {
    let Some(name) = body.name else { return Some(Naming::Template { template: body.name_template, vars: body.vars }) };
    if body.name_template.is_some() {
        p.add("/name_template", code::VALUE_INVALID);
    }
    if !body.vars.is_empty() {
        p.add("/vars", code::VALUE_INVALID);
    }
    Some(Naming::Name(name))
}

fn participant(p: &mut Problems, at: usize, one: &NewParticipant) -> Option<app::package::NewParticipant> {
    let place = |field: &str| format!("/participants/{at}/{field}");
    let role = p.word(place("role"), &one.role, &ROLES);
    let user = p.optional_id(place("user_id"), one.user_id.as_deref(), UserId::parse);
    let phone = p.optional(place("phone"), one.phone.as_deref(), Phone::parse);
    let company = p.optional_id(place("company_id"), one.company_id.as_deref(), CompanyId::parse);
    p.extend(check::participant(at, one.user_id.is_some(), one.phone.is_some()));
    Some(app::package::NewParticipant { order: one.order, role: role?, user: user?, phone: phone?, company: company? })
}

pub(crate) fn signing(body: Given<SignPackage>) -> Result<Signing, AppError> {
    body.judge(|p, body| {
        let certificate = p.id("/certificate_id", &body.certificate_id, CertificateId::parse);
        let participant = p.optional_id("/participant_id", body.participant_id.as_deref(), ParticipantId::parse);
        Some(Signing { certificate: certificate?, participant: participant?, code: body.code })
    })
}

/// Who approves or looks, where the caller says so.
pub(crate) fn acting_participant(body: Given<ActOnPackage>) -> Result<Option<ParticipantId>, AppError> {
    body.judge(|p, body| p.optional_id("/participant_id", body.participant_id.as_deref(), ParticipantId::parse))
}

pub(crate) fn refusal(body: Given<RefusePackage>) -> Result<(Option<ParticipantId>, Reason), AppError> {
    body.judge(|p, body| {
        let reason = p.parse("/reason", &body.reason, Reason::parse);
        let participant = p.optional_id("/participant_id", body.participant_id.as_deref(), ParticipantId::parse);
        Some((participant?, reason?))
    })
}

pub(crate) fn package(package: &Package) -> wire::office::Package {
    let (refused_by, revoked_for) = match &package.status {
        Status::Refused { by, .. } => (Some(by), None),
        Status::Revoked { reason, .. } => (None, Some(reason)),
        Status::Draft | Status::Sent { .. } | Status::Completed { .. } | Status::Expired { .. } => (None, None),
    };
    let refused_for = package.route.participants().iter().find_map(|one| match &one.state {
        ParticipantState::Refused { reason, .. } => Some(reason),
        _ => None,
    });
    wire::office::Package {
        id: package.id.to_string(),
        name: package.name.clone(),
        external_id: text(package.external_id.as_ref()),
        status: package.status.word().to_owned(),
        version: package.version,
        created_at: package.created_at.to_string(),
        updated_at: package.changed_at().to_string(),
        expires_at: text(package.expires_at),
        status_at: text(package.status.since()),
        refused_by: text(refused_by),
        reason: text(revoked_for.or(refused_for)),
        participants: package.route.participants().iter().map(line).collect(),
        files: package.files.iter().map(original).collect(),
    }
}

fn line(one: &domain::office::Participant) -> wire::office::Participant {
    let (at, certificate, reason) = match &one.state {
        ParticipantState::Waiting => (None, None, None),
        ParticipantState::Active { since } => (Some(since), None, None),
        ParticipantState::Signed { at, certificate } => (Some(at), Some(certificate), None),
        ParticipantState::Refused { at, reason } => (Some(at), None, Some(reason)),
        ParticipantState::Approved { at }
        | ParticipantState::Viewed { at }
        | ParticipantState::Skipped { at }
        | ParticipantState::Expired { at } => (Some(at), None, None),
    };
    wire::office::Participant {
        id: one.id.to_string(),
        order: one.order,
        role: word(&ROLES, &one.role),
        user_id: text(one.who.user),
        phone: text(one.who.phone.as_ref()),
        company_id: text(one.who.company),
        status: one.state.word().to_owned(),
        at: text(at),
        certificate_id: text(certificate),
        reason: text(reason),
    }
}

fn original(file: &domain::office::package::File) -> wire::office::File {
    wire::office::File {
        id: file.id.to_string(),
        kind: "original".to_owned(),
        name: file.name.clone(),
        media_type: file.media_type.clone(),
        size: file.size,
        sha256: file.sha256.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn problems_of_participants_point_at_their_lines() {
        let line = |role: &str, user: Option<&str>, phone: Option<&str>| NewParticipant {
            order: 1,
            role: role.to_owned(),
            user_id: user.map(str::to_owned),
            phone: phone.map(str::to_owned),
            company_id: None,
        };
        let body = NewPackage {
            name: Some("Пакет".to_owned()),
            name_template: Some("{deal}".to_owned()),
            send: true,
            participants: vec![line("signer", Some("usr_1"), None), line("boss", None, Some("12"))],
            ..NewPackage::default()
        };
        let found: Vec<_> = new_package(body.into(), Vec::new(), Timestamp::from_micros(0))
            .unwrap_err()
            .problems
            .iter()
            .map(|one| one.pointer.clone())
            .collect();
        assert_eq!(found, ["/participants/0/user_id", "/participants/1/role", "/participants/1/phone", "/name_template", "/files"]);
    }
}
