//! Who a signature belongs to: people and companies, by values that exist only when they are well formed.

mod company_numbers;
mod contact;
mod date;
mod external_id;
mod person;
mod text;

pub use company_numbers::{Inn, Kpp, Ogrn};
pub use contact::{Email, Phone};
pub use date::Date;
pub use external_id::ExternalId;
pub use person::{NamePart, Person, Snils};
pub use text::{Reason, Title};
pub(crate) use text::{bounded as bounded_text, parsed_text};
