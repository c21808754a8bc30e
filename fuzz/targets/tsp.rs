//! Time stamps: requests, responses, and the TSTInfo in them.
#![no_main]

use pki::tsp::{Request, Response, TstInfo};

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    if let Ok(request) = Request::parse(bytes) {
        assert_eq!(Request::parse(&request.to_der()), Ok(request));
    }
    if let Ok(info) = TstInfo::parse(bytes) {
        assert_eq!(TstInfo::parse(&info.to_der()), Ok(info));
    }
    let _ = Response::parse(bytes);
});
