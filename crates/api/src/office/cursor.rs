//! Cursors of lists: opaque, signed with a key of the house, so that nobody comes to depend on what is inside.

use app::Ctx;
use base64::Engine;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use domain::id::PackageId;
use domain::time::Timestamp;
use uuid::Uuid;

/// What the signature is bound to.
const CONTEXT: &str = "cursor:packages";
const MAC: usize = 16;

/// Names the place behind a package.
pub(super) fn write(ctx: &Ctx, at: Timestamp, id: PackageId) -> String {
    let mut bytes = at.micros().to_be_bytes().to_vec();
    bytes.extend_from_slice(id.uuid().as_bytes());
    let mac = ctx.keys.mac(CONTEXT, &bytes);
    bytes.extend_from_slice(&mac[..MAC]);
    BASE64_URL_SAFE_NO_PAD.encode(bytes)
}

/// Reads a cursor that [`write`] made.
pub(super) fn read(ctx: &Ctx, text: &str) -> Option<(Timestamp, PackageId)> {
    let bytes = BASE64_URL_SAFE_NO_PAD.decode(text).ok()?;
    let (data, mac) = bytes.split_at_checked(8 + 16)?;
    // no secret is guarded by it, so a plain comparison does
    if mac != &ctx.keys.mac(CONTEXT, data)[..MAC] {
        return None;
    }
    let (micros, uuid) = data.split_first_chunk::<8>()?;
    let id = Uuid::from_slice(uuid).ok()?;
    Some((Timestamp::from_micros(i64::from_be_bytes(*micros)), PackageId::new(id)))
}

/// What the signature over a position in the audit log is bound to.
const AUDIT: &str = "cursor:audit";

/// Names the place behind an audit record.
pub(super) fn write_position(ctx: &Ctx, position: i64) -> String {
    let mut bytes = position.to_be_bytes().to_vec();
    let mac = ctx.keys.mac(AUDIT, &bytes);
    bytes.extend_from_slice(&mac[..MAC]);
    BASE64_URL_SAFE_NO_PAD.encode(bytes)
}

/// Reads a cursor that [`write_position`] made.
pub(super) fn read_position(ctx: &Ctx, text: &str) -> Option<i64> {
    let bytes = BASE64_URL_SAFE_NO_PAD.decode(text).ok()?;
    let (position, mac) = bytes.split_first_chunk::<8>()?;
    (mac == &ctx.keys.mac(AUDIT, position)[..MAC]).then(|| i64::from_be_bytes(*position))
}
