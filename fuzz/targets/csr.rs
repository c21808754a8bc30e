//! Certificate requests, in DER and in PEM.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    if let Ok(request) = pki::csr::Request::parse(bytes) {
        // whoever comes so far has signed with the key that is asked for
        assert!(request.public_key().weakness_if_new().is_none());
        let _ = request.subject().to_string();
    }
});
