//! Pages of packages, the newest first. Each is read from the index of what narrows it most, beginning behind the last one shown: a deep page
//! costs what the first one costs, however many packages there are.

use domain::id::{CompanyId, LicenseeId, UserId};
use domain::office::Package;
use domain::time::Timestamp;

use super::body;
use crate::{Slice, Sql, StoreError, Tx, Value, sql};

/// Which packages a list shows; every condition narrows it.
#[derive(Debug, Clone, Default)]
pub struct Filter {
    /// Only those with this company on the route.
    pub party_company: Option<CompanyId>,
    /// Only those with this company on the route, where nearly all have it: it is asked of each package instead of being looked up.
    pub usual_company: Option<CompanyId>,
    /// Only those with this person on the route, and none that are drafts or revoked.
    pub party_account: Option<UserId>,
    /// Only those in this status, by its published word.
    pub status: Option<String>,
    /// Only those that changed after this moment.
    pub updated_after: Option<Timestamp>,
}

/// So many packages that changed lately are sorted for each page; where there are more, the list is walked, and they are soon met there.
const FEW: i64 = 1000;

const CHANGED: Sql = sql!("SELECT count(*) FROM (SELECT 1 FROM package WHERE licensee = ?1 AND updated_at > ?2 LIMIT ?3) AS changed");

// a sign before a column keeps its index out of the plan

const FEW_CHANGED: Sql = sql!(
    "SELECT body FROM package WHERE licensee = ?1 AND updated_at > ?6 AND (+created_at, id) < (?2, ?3) \
     AND (CAST(?7 AS TEXT) IS NULL OR status = ?7) \
     AND (CAST(?5 AS TEXT) IS NULL OR EXISTS (SELECT 1 FROM package_party p WHERE p.company = ?5 AND p.created_at = package.created_at AND p.package = package.id)) \
     AND (CAST(?8 AS TEXT) IS NULL OR EXISTS (SELECT 1 FROM package_party p WHERE p.company = ?8 AND p.created_at = package.created_at AND p.package = package.id)) \
     AND (CAST(?9 AS TEXT) IS NULL OR (status NOT IN ('draft', 'revoked') \
         AND EXISTS (SELECT 1 FROM package_party p WHERE p.account = ?9 AND p.created_at = package.created_at AND p.package = package.id))) \
     ORDER BY +created_at DESC, id DESC LIMIT ?4"
);

const NEWEST: Sql = sql!(
    "SELECT body FROM package WHERE licensee = ?1 AND (created_at, id) < (?2, ?3) AND +updated_at > ?6 \
     AND (CAST(?5 AS TEXT) IS NULL OR EXISTS (SELECT 1 FROM package_party p WHERE p.company = ?5 AND p.created_at = package.created_at AND p.package = package.id)) \
     ORDER BY created_at DESC, id DESC LIMIT ?4"
);

const OF_STATUS: Sql = sql!(
    "SELECT body FROM package WHERE licensee = ?1 AND status = ?7 AND (created_at, id) < (?2, ?3) AND +updated_at > ?6 \
     AND (CAST(?5 AS TEXT) IS NULL OR EXISTS (SELECT 1 FROM package_party p WHERE p.company = ?5 AND p.created_at = package.created_at AND p.package = package.id)) \
     ORDER BY created_at DESC, id DESC LIMIT ?4"
);

/// Of several lines of one company the first stands for the package.
const OF_COMPANY: Sql = sql!(
    "SELECT package.body FROM package_party q JOIN package ON package.id = q.package \
     WHERE q.company = ?8 AND q.licensee = ?1 AND (q.created_at, q.package) < (?2, ?3) AND package.licensee = ?1 \
     AND (CAST(?7 AS TEXT) IS NULL OR package.status = ?7) AND +package.updated_at > ?6 \
     AND (CAST(?5 AS TEXT) IS NULL OR EXISTS (SELECT 1 FROM package_party p WHERE p.company = ?5 AND p.created_at = package.created_at AND p.package = package.id)) \
     AND NOT EXISTS (SELECT 1 FROM package_party r WHERE r.company = ?8 AND r.created_at = q.created_at AND r.package = q.package \
         AND r.participant < q.participant) \
     ORDER BY q.created_at DESC, q.package DESC LIMIT ?4"
);

const OF_ACCOUNT: Sql = sql!(
    "SELECT package.body FROM package_party q JOIN package ON package.id = q.package \
     WHERE q.account = ?9 AND q.licensee = ?1 AND (q.created_at, q.package) < (?2, ?3) AND package.licensee = ?1 \
     AND package.status NOT IN ('draft', 'revoked') AND (CAST(?7 AS TEXT) IS NULL OR package.status = ?7) AND +package.updated_at > ?6 \
     AND (CAST(?5 AS TEXT) IS NULL OR EXISTS (SELECT 1 FROM package_party p WHERE p.company = ?5 AND p.created_at = package.created_at AND p.package = package.id)) \
     AND (CAST(?8 AS TEXT) IS NULL OR EXISTS (SELECT 1 FROM package_party p WHERE p.company = ?8 AND p.created_at = package.created_at AND p.package = package.id)) \
     AND NOT EXISTS (SELECT 1 FROM package_party r WHERE r.account = ?9 AND r.created_at = q.created_at AND r.package = q.package \
         AND r.participant < q.participant) \
     ORDER BY q.created_at DESC, q.package DESC LIMIT ?4"
);

/// A page of a licensee's packages.
pub fn list(tx: &mut Tx<'_>, licensee: LicenseeId, filter: &Filter, slice: Slice) -> Result<Vec<Package>, StoreError> {
    let (at, id) = slice.newest_first();
    let since = filter.updated_after.map_or(i64::MIN, Timestamp::micros);
    let mut params: Vec<Value> = vec![licensee.into(), at, id, slice.limit.into(), filter.usual_company.into(), since.into()];
    let status = filter.status.as_deref();
    let text = if filter.updated_after.is_some() && few_changed(tx, licensee, since)? {
        params.extend([status.into(), filter.party_company.into(), filter.party_account.into()]);
        FEW_CHANGED
    } else if filter.party_account.is_some() {
        params.extend([status.into(), filter.party_company.into(), filter.party_account.into()]);
        OF_ACCOUNT
    } else if filter.party_company.is_some() {
        params.extend([status.into(), filter.party_company.into()]);
        OF_COMPANY
    } else if status.is_some() {
        params.push(status.into());
        OF_STATUS
    } else {
        NEWEST
    };
    tx.many(text, &params, |row| body::read(row, 0))
}

fn few_changed(tx: &mut Tx<'_>, licensee: LicenseeId, since: i64) -> Result<bool, StoreError> {
    let changed: i64 = tx.one(CHANGED, &[licensee.into(), since.into(), (FEW + 1).into()], |row| row.get(0))?;
    Ok(changed <= FEW)
}
