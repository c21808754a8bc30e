//! The licensee names an endpoint; its signing secret is shown once.

use domain::code;
use domain::id::EndpointId;
use domain::time::Timestamp;
use serde::{Deserialize, Serialize};
use store::table;

use super::secret;
use crate::act::{self, Act, Done, Keep};
use crate::error::Problem;
use crate::{AppError, Call, Ctx};

/// The most active endpoints of a licensee: each event is delivered to each of them.
const MOST: usize = 64;
/// Characters of a description, and types of an endpoint.
const LONGEST_DESCRIPTION: usize = 200;
const MOST_TYPES: usize = 64;

/// What is created.
#[derive(Debug, Clone, Default)]
pub struct NewEndpoint {
    /// Where to.
    pub url: String,
    /// Event types it wants, `package.*` for all that begin so; all where empty.
    pub types: Vec<String>,
    /// A word of its owner.
    pub description: String,
    /// Whether callbacks are signed by Ed25519 too.
    pub asymmetric: bool,
}

/// An endpoint with a fresh secret.
#[derive(Clone, Serialize, Deserialize)]
pub struct Created {
    /// Its id.
    pub id: EndpointId,
    /// Where to.
    pub url: String,
    /// Event types it wants.
    pub types: Vec<String>,
    /// `active`.
    pub state: String,
    /// `whsec_…`: what the receiver verifies with. Not shown again.
    pub secret: String,
    /// When it was made.
    pub created_at: Timestamp,
    /// A word of its owner.
    #[serde(default)]
    pub description: String,
    /// `whpk_…`, where callbacks are signed by Ed25519 too.
    #[serde(default)]
    pub public_key: Option<String>,
    /// Until when the secrets before a rotation sign too.
    #[serde(default)]
    pub previous_until: Option<Timestamp>,
    /// Its version; results that were kept before it stood here are of the first one.
    #[serde(default = "first_version")]
    pub version: i64,
}

fn first_version() -> i64 {
    1
}

/// Creates an endpoint.
pub async fn create(ctx: &Ctx, call: &Call, new: NewEndpoint) -> Result<Done<Created>, AppError> {
    let licensee = act::office_key(ctx, call, "endpoint.create").await?;
    check(ctx, Some(&new.url), Some(&new.types), Some(&new.description))?;
    let (secret, key) = secret::draw(ctx, new.asymmetric);
    let created = Created {
        id: EndpointId::new(ctx.uuid()),
        url: new.url,
        types: new.types,
        state: table::endpoint::ACTIVE.to_owned(),
        secret: secret.reveal().to_string(),
        created_at: ctx.now(),
        description: new.description,
        public_key: key.as_ref().map(|key| key.public().to_string()),
        previous_until: None,
        version: first_version(),
    };
    let row = table::endpoint::Endpoint {
        id: created.id,
        licensee,
        version: created.version,
        url: created.url.clone(),
        types: created.types.join(" "),
        state: created.state.clone(),
        secret: secret::seal(ctx, created.id, &secret, key.as_ref()),
        created_at: created.created_at,
        description: created.description.clone(),
        reason: None,
        failing_since: None,
        changed_at: None,
        previous: None,
        unsent_from: None,
    };
    act::once(ctx, call, Act::new("endpoint.create", created.id), Keep::Sealed, move |tx| {
        require_room(tx, licensee)?;
        table::endpoint::insert(tx, &row)?;
        Ok(created.clone())
    })
    .await
}

/// Those that are gone stay in the list and cost nothing.
pub(super) fn require_room(tx: &mut store::Tx<'_>, licensee: domain::id::LicenseeId) -> Result<(), AppError> {
    let all = table::endpoint::of_licensee(tx, licensee)?;
    if all.iter().filter(|endpoint| endpoint.state != table::endpoint::DISABLED).count() >= MOST {
        return Err(AppError::from(code::COUNT_LIMIT).with("most", MOST));
    }
    Ok(())
}

/// Everything that is wrong with what an owner says about an endpoint.
pub(super) fn check(ctx: &Ctx, url: Option<&str>, types: Option<&[String]>, description: Option<&str>) -> Result<(), AppError> {
    let mut problems = Vec::new();
    if let Some(Err(blocked)) = url.map(|url| ctx.callbacks.check(url)) {
        problems.push(Problem { detail: Some(blocked.to_string()), ..Problem::new("/url", code::URL_INVALID) });
    }
    let types = types.unwrap_or_default();
    if types.len() > MOST_TYPES {
        problems.push(Problem::new("/types", code::VALUE_TOO_LONG));
    }
    for (at, _) in types.iter().enumerate().filter(|(_, word)| !is_type(word)) {
        problems.push(Problem::new(format!("/types/{at}"), code::VALUE_INVALID));
    }
    if description.is_some_and(|text| text.chars().count() > LONGEST_DESCRIPTION) {
        problems.push(Problem::new("/description", code::VALUE_TOO_LONG));
    }
    if problems.is_empty() { Ok(()) } else { Err(AppError::invalid(problems)) }
}

/// `package.completed`, or `package.*`.
fn is_type(word: &str) -> bool {
    let name = word.strip_suffix(".*").unwrap_or(word);
    !name.is_empty() && word.len() <= 64 && name.bytes().all(|b| b.is_ascii_lowercase() || matches!(b, b'.' | b'_'))
}
