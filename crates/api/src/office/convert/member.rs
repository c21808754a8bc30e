//! Members of companies.

use app::AppError;
use app::member::Place;
use domain::code;
use domain::office::Rights;
use domain::subject::Title;
use surguch_http::Given;
use wire::office::{Member, PutMember};

use super::{RIGHTS, text, word};

pub(crate) fn place(body: Given<PutMember>) -> Result<Place, AppError> {
    body.judge(|p, body| {
        let words = body.rights.iter().enumerate();
        let rights: Vec<_> = words.filter_map(|(at, word)| p.word(format!("/rights/{at}"), word, &RIGHTS)).collect();
        let post = p.optional("/post", body.post.as_deref(), Title::parse);
        if body.rights.is_empty() {
            p.add("/rights", code::FIELD_REQUIRED);
        }
        Some(Place { rights: Rights::new(rights).ok()?, post: post? })
    })
}

pub(crate) fn member(member: &domain::office::Member) -> Member {
    Member {
        company_id: member.company.to_string(),
        user_id: member.user.to_string(),
        rights: member.rights.iter().map(|right| word(&RIGHTS, &right)).collect(),
        post: text(member.post.as_ref()),
        created_at: member.created_at.to_string(),
        version: member.version,
    }
}
