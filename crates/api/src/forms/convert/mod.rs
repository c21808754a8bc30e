//! Between the vendor's spelling of forms and the use cases.

mod given;
mod shown;

pub(super) use given::{changes, new_form, scan};
pub(super) use shown::{SPELLING, event, form, tag};
