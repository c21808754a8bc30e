//! Which registers are to be asked what.

use std::fmt;

use super::facts::said;
use super::{Facts, PassportNumber, Register, local};
use crate::issue::document::Kind;
use crate::subject::{Date, Inn, Kpp, NamePart, Ogrn, Snils};

/// A question to one register about one document: no more of a person than the register needs for its answer.
#[derive(Clone, PartialEq, Eq)]
pub enum Question {
    /// Does the passport hold?
    Passport {
        /// Which.
        number: PassportNumber,
        /// When it was given out, where that is known.
        issued: Option<Date>,
    },
    /// Do number, name and birth date belong together?
    Snils {
        /// The number.
        snils: Snils,
        /// The person.
        who: Who,
    },
    /// Does the tax service know the person by this number and this passport?
    Inn {
        /// The number.
        inn: Inn,
        /// The person.
        who: Who,
        /// Their passport.
        passport: PassportNumber,
    },
    /// Is there such a legal entity, or such a sole proprietor?
    Organization {
        /// [`Kind::Egrul`] or [`Kind::Egrip`]; no other.
        kind: Kind,
        /// ИНН.
        inn: Inn,
        /// ОГРН or ОГРНИП, where it was given.
        ogrn: Option<Ogrn>,
        /// КПП, where it was given.
        kpp: Option<Kpp>,
    },
}

/// A person as registers know one.
#[derive(Clone, PartialEq, Eq)]
pub struct Who {
    /// Фамилия.
    pub surname: NamePart,
    /// Имя.
    pub name: NamePart,
    /// Отчество.
    pub patronymic: Option<NamePart>,
    /// Birth date.
    pub birth_date: Date,
}

impl Question {
    /// The document that it is about; a request has one question a document at most.
    pub fn kind(&self) -> Kind {
        match self {
            Self::Passport { .. } => Kind::Passport,
            Self::Snils { .. } => Kind::Snils,
            Self::Inn { .. } => Kind::NaturalPersonInn,
            Self::Organization { kind, .. } => *kind,
        }
    }

    /// Who is asked.
    pub fn register(&self) -> Register {
        match self {
            Self::Passport { .. } => Register::Fms,
            Self::Snils { .. } => Register::Pfr,
            Self::Inn { .. } | Self::Organization { .. } => Register::Fns,
        }
    }
}

/// Nothing of a person belongs into a log.
impl fmt::Debug for Question {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Question({:?})", self.kind())
    }
}

/// Nothing of it belongs into a log.
impl fmt::Debug for Who {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Who(…)")
    }
}

/// Everything that is to be asked on the day `today`, in the order of the documents.
///
/// About a document in which something was [seen](local) nobody is asked: the answer would change nothing, and a person's data are told to
/// nobody without need. What a register could not answer for want of a fact is asked when the fact is there.
pub fn questions(facts: &Facts, today: &Date) -> Vec<Question> {
    let seen = local(facts, today);
    let wanted = [passport(facts), snils(facts), inn(facts), organization(facts)];
    wanted.into_iter().flatten().filter(|question| seen.iter().all(|finding| finding.kind != question.kind())).collect()
}

fn passport(facts: &Facts) -> Option<Question> {
    let passport = facts.passport.as_ref()?;
    Some(Question::Passport { number: number(facts)?, issued: passport.issue_date.clone() })
}

fn snils(facts: &Facts) -> Option<Question> {
    let snils = Snils::parse(said(facts.snils.as_ref())?).ok()?;
    Some(Question::Snils { snils, who: who(facts)? })
}

fn inn(facts: &Facts) -> Option<Question> {
    let inn = Inn::parse(said(facts.inn.as_ref())?).ok()?;
    Some(Question::Inn { inn, who: who(facts)?, passport: number(facts)? })
}

fn organization(facts: &Facts) -> Option<Question> {
    let organization = facts.organization.as_ref()?;
    Some(Question::Organization {
        kind: organization.kind,
        inn: Inn::parse(&organization.inn).ok()?,
        ogrn: said(organization.ogrn.as_ref()).and_then(|ogrn| Ogrn::parse(ogrn).ok()),
        kpp: said(organization.kpp.as_ref()).and_then(|kpp| Kpp::parse(kpp).ok()),
    })
}

fn number(facts: &Facts) -> Option<PassportNumber> {
    let passport = facts.passport.as_ref()?;
    PassportNumber::parse(&passport.series, &passport.number).ok()
}

fn who(facts: &Facts) -> Option<Who> {
    let part = |text: Option<&String>| said(text).and_then(|text| NamePart::parse(text).ok());
    Some(Who {
        surname: part(facts.surname.as_ref())?,
        name: part(facts.name.as_ref())?,
        patronymic: part(facts.patronymic.as_ref()),
        birth_date: facts.birth_date.clone()?,
    })
}
