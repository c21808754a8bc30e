//! The images of a PDF, where looking at them is cheap.

use super::streams::Stream;
use super::text::{has_name, number_of};
use crate::jpeg;
use crate::limits::Budget;
use crate::tone::Colours;

/// Looks at an image: a JPEG is walked, one of two tones or of shades of grey is known by its dictionary, and of others nobody knows.
pub(super) fn look(stream: &Stream<'_>, colours: &mut Colours) {
    let has = |name: &[u8]| has_name(stream.dictionary, name);
    let is_of_two_tones = has(b"CCITTFaxDecode") || has(b"JBIG2Decode") || number_of(stream.dictionary, b"BitsPerComponent") == Some(1);
    if has(b"Indexed") {
        colours.unsure();
    } else if is_of_two_tones || has(b"DeviceGray") || has(b"CalGray") {
        // neither adds anything to what others tell
    } else if has(b"DCTDecode") && !has(b"FlateDecode") {
        let mut budget = Budget::new(stream.data);
        let mut own = Colours::default();
        match jpeg::walk(None, stream.data, |width, height| budget.frame(width, height), &mut own) {
            Ok(_) => colours.add(&own),
            // a reader makes of a broken image what it can
            Err(_) => colours.unsure(),
        }
    } else {
        colours.unsure();
    }
}
