//! Certificates: what is read keeps its bytes, and nothing that is asked of it panics.
#![no_main]

use pki::lint::{Sort, check};
use pki::path::{Policies, Question, Revocation, Trust, judge};
use pki::{Certificate, Time, crl};

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let _ = std::str::from_utf8(bytes).map(pki::certificate::chain_from_pem);
    let Ok(certificate) = Certificate::parse(bytes) else { return };
    assert_eq!(certificate.der(), bytes);
    for sort in [Sort::Root, Sort::Issuing, Sort::Signer, Sort::Seal, Sort::Responder, Sort::TimeStamper] {
        let _ = check(&certificate, sort, &certificate).iter().map(ToString::to_string).collect::<Vec<_>>();
    }
    let _ =
        (crl::Point::all(&certificate), certificate.ocsp_addresses(), certificate.subject().to_string(), certificate.issuer().to_string());
    let anchors = [certificate.clone()];
    let trust = Trust { anchors: &anchors, intermediates: &anchors, crls: &[], revocation: Revocation::IfAtHand, proven: None };
    let at = Time::from_unix(1_795_348_800);
    let _ =
        judge(&certificate, &Question { trust, answers: &[], at, policies: Policies::default() }).map_err(|refusal| refusal.to_string());
});
