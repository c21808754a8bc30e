//! The requisites of one document, kept as they were given, with what they mean where somebody asks.

use std::collections::BTreeMap;
use std::fmt;

use serde::{Deserialize, Serialize};

use super::value::{self, Gender};
use super::{Kind, Need, Requisite};
use crate::code::{self, Code};
use crate::subject::Date;

/// Requisites and their values. Personal data: what `Debug` prints names them and says nothing more.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Requisites(BTreeMap<Requisite, String>);

/// What is wrong with one requisite.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Problem {
    /// Which one.
    pub requisite: Requisite,
    /// Why: `field_unknown` where a document of the kind has none, else what is wrong with its form.
    pub code: Code,
}

impl Requisites {
    /// Keeps `value`, without the white space around it, in place of what was there. Judges nothing.
    pub fn set(&mut self, requisite: Requisite, value: &str) {
        self.0.insert(requisite, value.trim().to_owned());
    }

    /// Takes one out; says whether it was there.
    pub fn remove(&mut self, requisite: Requisite) -> bool {
        self.0.remove(&requisite).is_some()
    }

    /// The value as given.
    pub fn get(&self, requisite: Requisite) -> Option<&str> {
        self.0.get(&requisite).map(String::as_str)
    }

    /// All of them, in the order of [`Requisite::ALL`].
    pub fn iter(&self) -> impl Iterator<Item = (Requisite, &str)> {
        self.0.iter().map(|(requisite, value)| (*requisite, value.as_str()))
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// What a document of this kind may not be kept with. A draft may lack requisites: see [`Requisites::lacking`].
    pub fn problems(&self, kind: Kind) -> Vec<Problem> {
        let judged = self.iter().map(|(requisite, value)| match kind.need(requisite) {
            Some(_) => (requisite, value::judge(kind, requisite, value)),
            None => (requisite, Err(code::FIELD_UNKNOWN)),
        });
        judged.filter_map(|(requisite, verdict)| Some(Problem { requisite, code: verdict.err()? })).collect()
    }

    /// What a document of this kind has to have and this one has not.
    pub fn lacking(&self, kind: Kind) -> impl Iterator<Item = Requisite> {
        let required = kind.requisites().iter().filter(|(_, need)| *need == Need::Required);
        required.map(|(requisite, _)| *requisite).filter(|requisite| !self.0.contains_key(requisite))
    }

    /// The day that is meant; nothing where there is none or it is written wrongly.
    pub fn date(&self, requisite: Requisite) -> Option<Date> {
        value::date(self.get(requisite)?).ok()
    }

    /// Just the digits of a value that consists of `count` of them, as registers want it: `45 10` is `4510`.
    pub fn digits(&self, requisite: Requisite, count: usize) -> Option<String> {
        value::digits(self.get(requisite)?, count)
    }

    /// The code of the issuing unit, six digits without the dash.
    pub fn unit_code(&self) -> Option<String> {
        self.digits(Requisite::IssueOrganizationId, 6)
    }

    /// The gender that is meant.
    pub fn gender(&self) -> Option<Gender> {
        value::gender(self.get(Requisite::Gender)?)
    }
}

impl fmt::Debug for Requisites {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set().entries(self.0.keys()).finish()
    }
}

impl<'a> FromIterator<(Requisite, &'a str)> for Requisites {
    fn from_iter<I: IntoIterator<Item = (Requisite, &'a str)>>(pairs: I) -> Self {
        let mut requisites = Self::default();
        for (requisite, value) in pairs {
            requisites.set(requisite, value);
        }
        requisites
    }
}
