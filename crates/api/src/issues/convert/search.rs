//! What is looked for, and what was found.

use app::AppError;
use app::request::Seen;
use app::request::client::{Found, MOST_FOUND, Search};
use domain::code;
use domain::time::Timestamp;
use surguch_http::Given;
use wire::issues::{FoundIssue, Issues, SearchQuery};

use super::issue::{certificate_state, forwarded, phone};
use super::{applicant, words};

pub(crate) fn search(query: Given<SearchQuery>) -> Result<Search, AppError> {
    query.judge(|problems, query| {
        let mut statuses = Vec::new();
        for word in &query.status {
            match words::wanted_status(word) {
                Some(status) => statuses.push(status),
                None => problems.add("/status", code::VALUE_INVALID),
            }
        }
        let oldest_first = match query.sort_order.as_deref().map(str::to_ascii_lowercase).as_deref() {
            None | Some("desc" | "") => false,
            Some("asc") => true,
            Some(_) => {
                problems.add("/sortOrder", code::VALUE_INVALID);
                false
            }
        };
        let limit = query.limit.unwrap_or(MOST_FOUND);
        if !(1..=MOST_FOUND).contains(&limit) {
            problems.add("/limit", code::VALUE_INVALID);
        }
        let offset = query.offset.unwrap_or_default();
        Some(Search { statuses, inn: query.inn, phone: query.subject_phone, email: query.subject_email, oldest_first, offset, limit })
    })
}

pub(crate) fn found(found: &Found, now: Timestamp) -> Issues {
    Issues { issues: found.items.iter().map(|seen| line(seen, now)).collect(), total: found.total }
}

fn line(seen: &Seen, now: Timestamp) -> FoundIssue {
    let request = &seen.request;
    let remembered = applicant::Remembered::read(request.remembered.as_deref());
    FoundIssue {
        id: request.id.uuid().to_string(),
        status: words::status(request.status()),
        forwarded_status: forwarded(request),
        actualized: seen.actualized,
        subject_email: request.applicant.email.clone(),
        subject_phone: phone(&request.applicant),
        inn: request.applicant.inn.clone(),
        csp_type: remembered.csp.kind.unwrap_or_default(),
        certificate_state: seen.certificate.as_ref().map(|certificate| certificate_state(certificate, now)),
        created_at: request.created_at.to_string(),
        updated_at: request.updated_at.to_string(),
    }
}
