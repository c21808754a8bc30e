//! Pages of requests: whatever they are, looking at them ends soon and without a panic.
#![no_main]

use domain::issue::document::Format;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let Ok(found) = scan::inspect(bytes, None) else { return };
    assert_eq!(scan::sniff(bytes), Some(found.format));
    assert_eq!(scan::inspect(bytes, Some(found.format)), Ok(found));
    assert_eq!(found.size.is_none(), found.format == Format::Pdf);
});
