//! Signatures.

use wire::office::{Authority, Fact, Signature};

use super::{RIGHTS, text, word};

pub(crate) fn signature(signature: &domain::signature::Signature) -> Signature {
    Signature {
        id: signature.id.to_string(),
        file_id: signature.file.to_string(),
        package_id: signature.package.to_string(),
        participant_id: signature.participant.to_string(),
        user_id: signature.user.to_string(),
        certificate_id: signature.certificate.to_string(),
        format: signature.format.clone(),
        pending: signature.pending.clone(),
        algorithm: signature.algorithm.clone(),
        at: signature.at.to_string(),
        facts: signature.facts.iter().map(|fact| Fact { field: fact.field.clone(), value: fact.value.clone() }).collect(),
        authority: authority(&signature.authority),
    }
}

fn authority(authority: &domain::office::Authority) -> Authority {
    Authority {
        company_id: text(authority.company),
        company_name: authority.company_name.clone(),
        company_inn: authority.company_inn.clone(),
        rights: authority.rights.iter().map(|right| word(&RIGHTS, right)).collect(),
        post: authority.post.clone(),
        member_version: authority.member_version,
        at: authority.at.to_string(),
    }
}
