//! PKCS#12 and private keys under a password.
#![no_main]

use pki::PrivateKey;
use pki::pkcs12::Contents;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    for password in ["", "Пароль для PFX"] {
        if let Ok(contents) = Contents::open(bytes, password) {
            let _ = contents.identity().map(|(key, _)| key.public_key());
        }
        let _ = PrivateKey::open(bytes, password).map(|key| key.public_key());
    }
    let _ = std::str::from_utf8(bytes).map(|text| PrivateKey::from_pem(text, Some("")));
});
