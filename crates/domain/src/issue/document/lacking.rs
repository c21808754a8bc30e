//! What a request lacks, held against the table.

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::required::{Condition, Gate, REQUIRED, Row, Wanted};
use super::{Document, Kind, Requisite};
use crate::issue::applicant::SubjectKind;
use crate::subject::Date;
use crate::{Rejected, code};

/// What the table asks of a request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Facts {
    /// Whose certificate it is.
    pub subject: SubjectKind,
    /// The subject heads the organization, or is the proprietor. Of no meaning for a natural person.
    pub subject_is_head: bool,
    /// Another company manages the organization.
    pub managed_by_company: bool,
    /// The certificate is asked for with areas of use.
    pub use_areas_requested: bool,
    /// Somebody else takes the certificate in the subject's place.
    pub received_by_proxy: bool,
    /// The contract with the licensee wants a photograph of whoever comes.
    pub photo_by_contract: bool,
    /// How the statement was signed.
    pub statement: StatementRoute,
    /// The day of the question, where the authority is.
    pub today: Date,
}

/// How the statement of a request was signed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StatementRoute {
    /// On paper, or not yet: its scan is wanted.
    OnPaper,
    /// By a code from an SMS, for the present data of the request.
    BySms,
    /// By the state portal, which also confirms the identity: the simplified way. The scan of the identity document may then be a
    /// placeholder of one pixel.
    ByPortal,
}

/// One thing that is lacking.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Missing {
    /// Any of these would do.
    pub any_of: &'static [Kind],
    /// What made it necessary, where it is not always.
    pub because: Option<Condition>,
    /// What is wrong.
    pub why: Why,
}

/// Why a document does not suffice.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Why {
    /// There is none.
    Absent,
    /// This one has no scan.
    NoPages(Kind),
    /// This one lacks a requisite.
    NoRequisite(Kind, Requisite),
    /// More than one of them is there, where one is meant.
    OneTooMany,
    /// This one is older than the table allows. Where its date is not given, an operator looks.
    TooOld(Kind),
}

/// What the request lacks to pass `gate`: of the table's lines up to that gate, and in their order. A welcome document may come without
/// its scan, but not without its requisites: registers are asked by them.
pub fn missing<'a>(facts: &Facts, documents: impl IntoIterator<Item = &'a Document>, gate: Gate) -> Vec<Missing> {
    let documents: Vec<&Document> = documents.into_iter().collect();
    REQUIRED.iter().filter(|row| row.gate <= gate).flat_map(|row| missing_in(row, facts, &documents)).collect()
}

fn missing_in(row: &Row, facts: &Facts, documents: &[&Document]) -> Vec<Missing> {
    let (is_required, because) = match row.wanted(facts.subject) {
        Wanted::Always => (true, None),
        Wanted::When(condition) if condition.holds(facts) => (true, Some(condition)),
        Wanted::Welcome => (false, None),
        Wanted::When(_) | Wanted::Never => return Vec::new(),
    };
    let given: Vec<&Document> = documents.iter().copied().filter(|document| row.any_of.contains(&document.kind)).collect();
    let wrong: Vec<Why> = match given[..] {
        [] => is_required.then_some(Why::Absent).into_iter().collect(),
        [document] if is_required => incomplete(document, row, facts),
        [document] => unwritten(document).collect(),
        _ => vec![Why::OneTooMany],
    };
    wrong.into_iter().map(|why| Missing { any_of: row.any_of, because, why }).collect()
}

fn incomplete(document: &Document, row: &Row, facts: &Facts) -> Vec<Why> {
    let kind = document.kind;
    let unseen = document.pages.is_empty().then_some(Why::NoPages(kind));
    let old = row.months.is_some_and(|months| is_older(document, &facts.today, months)).then_some(Why::TooOld(kind));
    unwritten(document).chain(unseen).chain(old).collect()
}

fn unwritten(document: &Document) -> impl Iterator<Item = Why> {
    document.requisites.lacking(document.kind).map(|requisite| Why::NoRequisite(document.kind, requisite))
}

/// Whether the document says that it was issued more than so many months before `today`.
fn is_older(document: &Document, today: &Date, months: i8) -> bool {
    let issued = document.requisites.date(Requisite::IssueDate);
    issued.and_then(|issued| issued.plus_months(months)).is_some_and(|last| last < *today)
}

impl Missing {
    /// For programs: `{"documents": […], "why": …, "document"?, "requisite"?, "because"?}`, all words of the machine.
    pub fn to_value(self) -> Value {
        let mut told = json!({ "documents": self.any_of.iter().map(|kind| kind.word()).collect::<Vec<_>>(), "why": self.why.word() });
        if let Why::NoPages(kind) | Why::NoRequisite(kind, _) | Why::TooOld(kind) = self.why {
            told["document"] = kind.word().into();
        }
        if let Why::NoRequisite(_, requisite) = self.why {
            told["requisite"] = requisite.word().into();
        }
        if let Some(condition) = self.because {
            told["because"] = condition.word().into();
        }
        told
    }

    /// For people, in Russian: «Заявление на выпуск: нет скана».
    pub fn sentence(self) -> String {
        let (subject, predicate) = match self.why {
            Why::Absent => (self.titles(" или "), "не приложено".to_owned()),
            Why::NoPages(kind) => (kind.title().to_owned(), "нет скана".to_owned()),
            Why::NoRequisite(kind, requisite) => (kind.title().to_owned(), format!("не указано: {}", requisite.title())),
            Why::OneTooMany => (self.titles(" и "), "нужен один документ из этих".to_owned()),
            Why::TooOld(kind) => (kind.title().to_owned(), format!("выдана больше {} месяцев назад", super::EXTRACT_MONTHS)),
        };
        let mut letters = subject.chars();
        let first = letters.next().map(char::to_uppercase);
        format!("{}{}: {predicate}", first.into_iter().flatten().collect::<String>(), letters.as_str())
    }

    fn titles(self, between: &str) -> String {
        self.any_of.iter().map(|kind| kind.title()).collect::<Vec<_>>().join(between)
    }

    /// The refusal of a request that lacks all this; nothing where it lacks nothing.
    pub fn refusal(all: &[Self]) -> Option<Rejected> {
        let told: Vec<Value> = all.iter().map(|missing| missing.to_value()).collect();
        (!told.is_empty()).then(|| Rejected::from(code::DOCUMENTS_MISSING).with("missing", told))
    }
}

impl Why {
    /// The machine's word.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Absent => "absent",
            Self::NoPages(_) => "no_pages",
            Self::NoRequisite(..) => "no_requisite",
            Self::OneTooMany => "one_too_many",
            Self::TooOld(_) => "too_old",
        }
    }
}
