//! Checks of requisites: what can be seen without asking anybody, which state registers are to be asked what, and what their answers mean.
//!
//! All of it is a function of [`Facts`]. Whoever keeps the outcome of a question keeps it as a [`Check`], which holds no personal data; that
//! an answer still belongs to the request is seen by comparing the [`Question`] with the plan of the facts as they are now.

mod answer;
mod code;
mod facts;
mod local;
mod passport;
mod question;
#[cfg(test)]
mod tests;
mod validation;

pub use answer::{Answer, Organization, Standing as OrganizationStanding, findings, unavailable};
pub use code::{Code, Finding, Level, Register, Row, TABLE};
pub use facts::{Facts, OrganizationFacts, PassportFacts};
pub use local::local;
pub use passport::{FormFault, PassportNumber, ends};
pub use question::{Question, Who, questions};
pub use validation::{Check, Standing, State, Validation, blocks, validations};
