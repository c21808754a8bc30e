//! What a register's answer means.

use serde::{Deserialize, Serialize};

use super::{Code, Finding, Question};
use crate::issue::document::Kind;
use crate::subject::Date;

/// What a register says to a [`Question`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    /// What is wrong with the document; empty where all of it holds.
    Faults(Vec<Code>),
    /// What is recorded of the organization; nothing where there is no such one.
    Organization(Option<Organization>),
}

/// A record of ЕГРЮЛ or ЕГРИП. All of it is public by law (129-ФЗ, article 6).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Organization {
    /// Full name; of a sole proprietor the person's.
    pub name: String,
    /// Short name, where there is one.
    pub short_name: Option<String>,
    /// ИНН.
    pub inn: String,
    /// КПП of the seat; a sole proprietor has none.
    pub kpp: Option<String>,
    /// ОГРН or ОГРНИП.
    pub ogrn: String,
    /// Whether it lives.
    pub standing: Standing,
    /// Who acts for it without a warrant, «Иванов Иван Иванович», and as what.
    pub head: Option<String>,
    /// The head's post.
    pub head_post: Option<String>,
    /// Since when it is recorded.
    pub recorded_on: Option<Date>,
}

/// How an organization stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    /// It acts.
    Active,
    /// It is being wound up, and still acts.
    Liquidating,
    /// It is gone.
    Ceased,
}

/// What an answer to `question` finds. A register speaks of its own documents alone: a code of another one counts as unknown. `today` and
/// what else was asked do not matter; the same answer always means the same.
pub fn findings(question: &Question, answer: &Answer) -> Vec<Finding> {
    let kind = question.kind();
    let mut codes = match answer {
        Answer::Faults(codes) => codes.iter().map(|code| own(*code, question)).collect(),
        Answer::Organization(found) if stands(question, found.as_ref()) => Vec::new(),
        Answer::Organization(_) => vec![Code::OrganizationNotFoundInFns],
    };
    codes.sort_unstable();
    codes.dedup();
    codes.into_iter().map(|code| Finding::told(code, kind)).collect()
}

/// What stands in a request whose register could not be asked.
pub fn unavailable(question: &Question) -> Finding {
    Finding::told(question.register().not_available(), question.kind())
}

fn own(code: Code, question: &Question) -> Code {
    let row = code.row();
    let fits = row.kinds.contains(&question.kind()) && row.register.is_none_or(|register| register == question.register());
    if fits && !code.is_not_available() { code } else { Code::Unknown }
}

/// Whether what was found is what was asked for, and lives: one that is gone can take no rights upon itself (ГК РФ, article 49).
fn stands(question: &Question, found: Option<&Organization>) -> bool {
    let Question::Organization { kind, inn, ogrn, .. } = question else { return false };
    found.is_some_and(|found| {
        let sole = found.ogrn.len() == 15;
        let same = found.inn == inn.as_str() && ogrn.as_ref().is_none_or(|ogrn| found.ogrn == ogrn.as_str());
        same && sole == (*kind == Kind::Egrip) && found.standing != Standing::Ceased
    })
}
