//! Pages of packages, the newest first. Each is read from the index of what narrows it most, beginning behind the last one shown: a deep page
//! costs what the first one costs, however many packages there are.

use domain::id::{CompanyId, LicenseeId, PackageId, UserId};
use domain::office::Package;
use domain::time::Timestamp;

use super::body;
use crate::{Sql, StoreError, Tx, Value, sql};

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
    /// Only those after this one in the list's order.
    pub after: Option<(Timestamp, PackageId)>,
    /// At most so many.
    pub limit: u32,
}

const NEWEST: Sql = sql!(
    "SELECT body FROM package WHERE licensee = ?1 AND (created_at, id) < (?2, ?3) \
     AND (CAST(?5 AS TEXT) IS NULL OR EXISTS (SELECT 1 FROM package_party p WHERE p.company = ?5 AND p.created_at = package.created_at AND p.package = package.id)) \
     ORDER BY created_at DESC, id DESC LIMIT ?4"
);

const OF_STATUS: Sql = sql!(
    "SELECT body FROM package WHERE licensee = ?1 AND status = ?6 AND (created_at, id) < (?2, ?3) \
     AND (CAST(?5 AS TEXT) IS NULL OR EXISTS (SELECT 1 FROM package_party p WHERE p.company = ?5 AND p.created_at = package.created_at AND p.package = package.id)) \
     ORDER BY created_at DESC, id DESC LIMIT ?4"
);

/// Of several lines of one company the first stands for the package.
const OF_COMPANY: Sql = sql!(
    "SELECT package.body FROM package_party q JOIN package ON package.id = q.package \
     WHERE q.company = ?7 AND q.licensee = ?1 AND (q.created_at, q.package) < (?2, ?3) AND package.licensee = ?1 \
     AND (CAST(?6 AS TEXT) IS NULL OR package.status = ?6) \
     AND (CAST(?5 AS TEXT) IS NULL OR EXISTS (SELECT 1 FROM package_party p WHERE p.company = ?5 AND p.created_at = package.created_at AND p.package = package.id)) \
     AND NOT EXISTS (SELECT 1 FROM package_party r WHERE r.company = ?7 AND r.created_at = q.created_at AND r.package = q.package \
         AND r.participant < q.participant) \
     ORDER BY q.created_at DESC, q.package DESC LIMIT ?4"
);

const OF_ACCOUNT: Sql = sql!(
    "SELECT package.body FROM package_party q JOIN package ON package.id = q.package \
     WHERE q.account = ?8 AND q.licensee = ?1 AND (q.created_at, q.package) < (?2, ?3) AND package.licensee = ?1 \
     AND package.status NOT IN ('draft', 'revoked') AND (CAST(?6 AS TEXT) IS NULL OR package.status = ?6) \
     AND (CAST(?5 AS TEXT) IS NULL OR EXISTS (SELECT 1 FROM package_party p WHERE p.company = ?5 AND p.created_at = package.created_at AND p.package = package.id)) \
     AND (CAST(?7 AS TEXT) IS NULL OR EXISTS (SELECT 1 FROM package_party p WHERE p.company = ?7 AND p.created_at = package.created_at AND p.package = package.id)) \
     AND NOT EXISTS (SELECT 1 FROM package_party r WHERE r.account = ?8 AND r.created_at = q.created_at AND r.package = q.package \
         AND r.participant < q.participant) \
     ORDER BY q.created_at DESC, q.package DESC LIMIT ?4"
);

/// A page of a licensee's packages.
pub fn list(tx: &mut Tx<'_>, licensee: LicenseeId, filter: &Filter) -> Result<Vec<Package>, StoreError> {
    // before the first page stands what is later than everything: ids are hexadecimal
    let (at, id) = filter.after.map_or((Value::Int(i64::MAX), Value::Text("g".to_owned())), |(at, id)| (at.into(), id.into()));
    let mut params: Vec<Value> = vec![licensee.into(), at, id, filter.limit.into(), filter.usual_company.into()];
    let status = filter.status.as_deref();
    let text = if filter.party_account.is_some() {
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
