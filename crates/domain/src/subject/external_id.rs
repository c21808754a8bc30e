//! The integrator's own id of a thing, unique within a licensee and kind.

use super::text::{bounded, parsed_text};

parsed_text! {
    /// 1–255 characters of the integrator's choice.
    ExternalId, |text| bounded(text, 255)
}
