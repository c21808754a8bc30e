//! The level of a signature by what it carries.

use pki::oid;

use crate::cades::Unsigned;
use crate::cms::attributes::SignedAttributes;
use crate::cms::read::{SignedData, SignerInfo};
use crate::report::Level;

/// `None`: attributes that cannot be read.
pub(super) fn of(data: &SignedData<'_>, signer: &SignerInfo<'_>, unsigned: &Unsigned<'_>) -> Option<Level> {
    let attributes = SignedAttributes::parse(signer.signed_attributes?).ok()?;
    let stamped = unsigned.has(oid::SIGNATURE_TIME_STAMP);
    let all = |kinds: &[const_oid::ObjectIdentifier]| kinds.iter().all(|kind| unsigned.has(*kind));
    Some(if attributes.signing_certificate.is_none() && attributes.signing_certificate_v1.is_none() {
        Level::Cms
    } else if unsigned.has(oid::ARCHIVE_TIME_STAMP_V3) {
        Level::Lta
    } else if stamped
        && all(&[
            oid::CERTIFICATE_REFERENCES,
            oid::REVOCATION_REFERENCES,
            oid::CERTIFICATE_VALUES,
            oid::REVOCATION_VALUES,
            oid::ESC_TIME_STAMP,
        ])
    {
        Level::XLong1
    } else if stamped && !data.revocation_choices.is_empty() {
        Level::Lt
    } else if stamped {
        Level::T
    } else {
        Level::Bes
    })
}
