//! Revocation lists.
#![no_main]

use pki::Crl;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let Ok(list) = Crl::parse(bytes) else { return };
    assert_eq!(list.der(), bytes);
    let serial = pki::Serial::from_random([7; 16]);
    let _ = (list.number(), list.authority_key_identifier(), list.revoked(&serial), list.revoked_of(list.issuer(), &serial));
    let _ = (list.scope(), list.delta_of(), list.is_understood(), format!("{list:?}"));
});
