//! PDF with a signature inside: what is found covers everything but its own digits.
#![no_main]

use pki::path::{Revocation, Trust};
use pki::{Digest, Time};
use signature::pdf;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let Ok(embedded) = pdf::whole(bytes) else { return };
    let [before, after] = embedded.covered;
    let gap = &bytes[before.len()..bytes.len() - after.len()];
    assert!(bytes.starts_with(before) && bytes.ends_with(after));
    assert!(gap.starts_with(b"<") && gap.ends_with(b">") && !gap[1..gap.len() - 1].contains(&b'>'));
    let contents = Digest::ALL.map(|algorithm| embedded.digest(algorithm));
    let trust = Trust { anchors: &[], intermediates: &[], crls: &[], revocation: Revocation::IfAtHand, proven: None };
    // nobody is trusted
    assert!(!signature::verify(&embedded.cms, &contents, &trust, Time::from_unix(1_795_348_800)).passed());
});
