//! Requests are looked for by state and by what is known of the subject.

use domain::code;
use domain::issue::{IssueRequest, Status};
use store::table::issue::{self, Order};
use store::{Tx, table};

use super::super::Seen;
use super::super::kept::{self, Mark};
use super::super::seen::seen;
use crate::error::Problem;
use crate::{AppError, Call, Ctx, Scope};
use domain::id::LicenseeId;

/// The most requests of one answer.
pub const MOST_FOUND: u32 = 100;
/// How far into a list one may go.
const DEEPEST: u32 = 100_000;
/// How many requests of one subject are looked at.
const OF_ONE_SUBJECT: u32 = 10_000;

/// What is looked for.
#[derive(Debug, Clone, Default)]
pub struct Search {
    /// In one of these states; in any where there are none.
    pub statuses: Vec<Status>,
    /// With this ИНН.
    pub inn: Option<String>,
    /// With this phone, however it is written.
    pub phone: Option<String>,
    /// With this mail.
    pub email: Option<String>,
    /// The oldest first, and not the newest.
    pub oldest_first: bool,
    /// After so many.
    pub offset: u32,
    /// At most so many, up to [`MOST_FOUND`].
    pub limit: u32,
}

/// What was found.
#[derive(Debug, Clone, PartialEq)]
pub struct Found {
    /// A piece of it.
    pub items: Vec<Seen>,
    /// How many there are in all.
    pub total: u64,
}

/// Looks for requests.
pub async fn search(ctx: &Ctx, call: &Call, wanted: Search) -> Result<Found, AppError> {
    let licensee = call.key_with(Scope::Issues)?;
    if wanted.offset > DEEPEST {
        return Err(AppError::invalid(vec![Problem::new("/offset", code::VALUE_INVALID)]));
    }
    let limit = wanted.limit.clamp(1, MOST_FOUND);
    let inner = ctx.clone();
    ctx.store
        .read(move |tx| {
            let (requests, total) = match marks(&inner, licensee, &wanted) {
                marks if marks.is_empty() => by_state(tx, &inner, licensee, &wanted, limit)?,
                marks => by_marks(tx, &inner, licensee, &marks, &wanted, limit)?,
            };
            let items = requests.into_iter().map(|request| seen(tx, request)).collect::<Result<_, _>>()?;
            Ok(Found { items, total })
        })
        .await
}

fn marks(ctx: &Ctx, licensee: LicenseeId, wanted: &Search) -> Vec<(Mark, String)> {
    let all = [(Mark::Inn, &wanted.inn), (Mark::Phone, &wanted.phone), (Mark::Email, &wanted.email)];
    all.into_iter().filter_map(|(mark, text)| Some((mark, mark.of(ctx, licensee, text.as_deref()?)))).collect()
}

type Piece = (Vec<IssueRequest>, u64);

/// One subject has few requests: all of them are looked through.
fn by_marks(
    tx: &mut Tx<'_>,
    ctx: &Ctx,
    licensee: LicenseeId,
    marks: &[(Mark, String)],
    wanted: &Search,
    limit: u32,
) -> Result<Piece, AppError> {
    let Some((first, value)) = marks.first() else { return Ok((Vec::new(), 0)) };
    let look = match first {
        Mark::Inn => issue::by_inn,
        Mark::Phone => issue::by_phone,
        Mark::Email => issue::by_email,
    };
    let mut found = look(tx, licensee, value, OF_ONE_SUBJECT)?;
    found.retain(|one| {
        let of = |mark: &Mark| match mark {
            Mark::Inn => &one.inn,
            Mark::Phone => &one.phone,
            Mark::Email => &one.email,
        };
        let in_state = wanted.statuses.is_empty() || wanted.statuses.iter().any(|status| status.word() == one.state);
        in_state && marks.iter().all(|(mark, value)| of(mark).as_ref() == Some(value))
    });
    if wanted.oldest_first {
        found.reverse();
    }
    let total = found.len() as u64;
    let piece = found.into_iter().skip(wanted.offset as usize).take(limit as usize);
    let requests = piece.map(|one| kept::load(tx, ctx, one.id)).collect::<Result<Vec<_>, _>>()?;
    Ok((requests.into_iter().flatten().collect(), total))
}

/// One state, or all of them, is read from an index; several are put together from the beginnings of each.
fn by_state(tx: &mut Tx<'_>, ctx: &Ctx, licensee: LicenseeId, wanted: &Search, limit: u32) -> Result<Piece, AppError> {
    let order = if wanted.oldest_first { Order::OldestFirst } else { Order::NewestFirst };
    let mut statuses = wanted.statuses.clone();
    statuses.sort_unstable();
    statuses.dedup();
    let all = statuses.is_empty() || statuses.len() == Status::ALL.len();
    let counted: &[Status] = if all { &Status::ALL } else { &statuses };
    let mut total = 0;
    for status in counted {
        total += u64::try_from(table::issue::count(tx, licensee, *status)?).unwrap_or(0);
    }
    let kept: Vec<issue::Kept> = match &statuses[..] {
        _ if all => issue::list(tx, licensee, order, wanted.offset, limit)?,
        [status] => issue::list_of(tx, licensee, *status, order, wanted.offset, limit)?,
        several => {
            let mut together = Vec::new();
            for status in several {
                together.extend(issue::list_of(tx, licensee, *status, order, 0, wanted.offset + limit)?);
            }
            // ids begin with the moment of creation
            together.sort_by_key(|one| one.id);
            if order == Order::NewestFirst {
                together.reverse();
            }
            together.into_iter().skip(wanted.offset as usize).take(limit as usize).collect()
        }
    };
    let requests = kept.into_iter().map(|row| kept::read(ctx, row)).collect::<Result<Vec<_>, _>>()?;
    Ok((requests, total))
}
