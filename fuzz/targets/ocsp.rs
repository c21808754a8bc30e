//! OCSP: requests, answers, and the basic answers in signatures.
#![no_main]

use pki::ocsp::{Answer, Request};

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    if let Ok(request) = Request::parse(bytes) {
        assert_eq!(Request::parse(&request.to_der()), Ok(request));
    }
    for answer in [Answer::parse(bytes).ok(), Answer::parse_basic(bytes).ok()].into_iter().flatten() {
        let again = Answer::parse_basic(answer.basic_der()).expect("what was read is read again");
        assert_eq!(again.to_be_signed(), answer.to_be_signed());
        for certificate in answer.certificates() {
            let _ = (answer.authorize(certificate, &[]), answer.responder().is(certificate), answer.is_signed_by(certificate.public_key()));
        }
    }
});
