//! nameConstraints (RFC 5280 §4.2.1.10): which names an authority may give to what stands below it.

mod forms;

use crate::asn1::{Reader, tag};
use crate::extension::Extensions;
use crate::general_name::GeneralName;
use crate::name::Kind;
use crate::{Certificate, Malformed, oid};

/// Most comparisons of a name with a base in one judgement: products of many names and many bases end here.
pub const MOST_COMPARISONS: u32 = 250_000;
/// Most bases in one extension.
const MOST_BASES: usize = 4096;

/// What the authorities of a path allow and forbid, gathered from the anchor downwards.
#[derive(Debug, Default)]
pub(crate) struct Allowed {
    /// Permitted bases of each authority that has any; a name must be within one of its form in each list that speaks of the form.
    permitted: Vec<Vec<GeneralName>>,
    excluded: Vec<GeneralName>,
    comparisons: u32,
}

/// Why a name may not stand where it does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Breach {
    /// A name is outside what is permitted, or inside what is excluded.
    Forbidden,
    /// A name or a base cannot be understood.
    Malformed(Malformed),
    /// Too many comparisons.
    TooMany,
}

impl From<Malformed> for Breach {
    fn from(malformed: Malformed) -> Self {
        Self::Malformed(malformed)
    }
}

impl Allowed {
    /// Adds what `authority` says, for everything below it.
    pub(crate) fn narrow(&mut self, authority: &Certificate) -> Result<(), Malformed> {
        let Some(extension) = authority.extension(oid::NAME_CONSTRAINTS) else { return Ok(()) };
        let mut reader = Reader::whole_sequence(&extension.value)?;
        let permitted = reader.optional(tag::context(0))?.map_or(Ok(Vec::new()), |list| bases(list.value))?;
        let excluded = reader.optional(tag::context(1))?.map_or(Ok(Vec::new()), |list| bases(list.value))?;
        reader.end()?;
        if permitted.is_empty() && excluded.is_empty() {
            return Err(Malformed("empty name constraints"));
        }
        self.permitted.push(permitted);
        self.excluded.extend(excluded);
        Ok(())
    }

    /// May `certificate` have its names?
    pub(crate) fn check(&mut self, certificate: &Certificate) -> Result<(), Breach> {
        if self.permitted.is_empty() && self.excluded.is_empty() {
            return Ok(());
        }
        let subject = certificate.subject();
        if !subject.is_empty() {
            self.check_name(&GeneralName::Directory(subject.clone()))?;
        }
        // Mail in the subject itself is how older certificates name a mailbox; it is held to the same constraints.
        for mail in subject.attributes().filter(|attribute| attribute.kind == Kind::Email) {
            self.check_name(&GeneralName::Email(mail.value.clone()))?;
        }
        if let Some(extension) = certificate.extension(oid::SUBJECT_ALT_NAME) {
            for name in GeneralName::parse_all(Reader::whole_sequence(&extension.value)?)? {
                self.check_name(&name)?;
            }
        }
        Ok(())
    }

    fn check_name(&mut self, name: &GeneralName) -> Result<(), Breach> {
        for base in &self.excluded {
            count(&mut self.comparisons)?;
            if forms::same(name, base) && forms::is_within(name, base, true)? {
                return Err(Breach::Forbidden);
            }
        }
        for list in &self.permitted {
            let (mut asked, mut within) = (false, false);
            for base in list {
                count(&mut self.comparisons)?;
                if forms::same(name, base) {
                    asked = true;
                    within = within || forms::is_within(name, base, false)?;
                }
            }
            if asked && !within {
                return Err(Breach::Forbidden);
            }
        }
        Ok(())
    }
}

fn count(comparisons: &mut u32) -> Result<(), Breach> {
    *comparisons += 1;
    if *comparisons > MOST_COMPARISONS { Err(Breach::TooMany) } else { Ok(()) }
}

fn bases(list: &[u8]) -> Result<Vec<GeneralName>, Malformed> {
    let mut reader = Reader::new(list);
    let mut bases = Vec::new();
    while !reader.is_empty() {
        let mut subtree = reader.sequence()?;
        bases.push(GeneralName::parse(subtree.element()?)?);
        // minimum is 0, the default, and never written; maximum is absent (RFC 5280 §4.2.1.10).
        subtree.end().map_err(|_| Malformed("subtree with bounds"))?;
        if bases.len() > MOST_BASES {
            return Err(Malformed("too many subtrees"));
        }
    }
    Ok(bases)
}
