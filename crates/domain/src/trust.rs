//! Authorities outside of the house that this installation believes, and whether they were accredited when (63-ФЗ, article 16).

use crate::id::TrustId;
use crate::time::Timestamp;

/// Where an entry comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Source {
    /// The administrator of this installation put it in.
    Administrator,
    /// The ministry's signed list of accredited authorities.
    MinistryList,
}

impl Source {
    const ALL: [Self; 2] = [Self::Administrator, Self::MinistryList];

    /// As kept in rows.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Administrator => "administrator",
            Self::MinistryList => "ministry_list",
        }
    }

    /// The source of this [`Self::name`].
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|source| source.name() == name)
    }
}

/// When an authority is accredited; open ends are known to nobody.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Accreditation {
    /// First moment.
    pub from: Option<Timestamp>,
    /// Last moment.
    pub to: Option<Timestamp>,
}

impl Accreditation {
    /// Do the ends stand in their order?
    pub fn is_sound(&self) -> bool {
        self.from.zip(self.to).is_none_or(|(from, to)| from <= to)
    }
}

/// One certificate that is believed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Trusted {
    /// Its id.
    pub id: TrustId,
    /// The certificate in DER.
    pub der: Vec<u8>,
    /// Where the entry comes from.
    pub source: Source,
    /// `None`: its signatures are believed, and are no qualified ones.
    pub accreditation: Option<Accreditation>,
    /// Since when the entry stands.
    pub added_at: Timestamp,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_source_is_read_back_by_its_name() {
        for source in Source::ALL {
            assert_eq!(Source::parse(source.name()), Some(source));
        }
        assert_eq!(Source::parse("somebody"), None);
    }

    #[test]
    fn an_accreditation_does_not_end_before_it_begins() {
        let [early, late] = [1, 2].map(Timestamp::from_seconds);
        assert!(Accreditation { from: Some(early), to: Some(late) }.is_sound());
        assert!(Accreditation { from: Some(late), to: None }.is_sound());
        assert!(!Accreditation { from: Some(late), to: Some(early) }.is_sound());
    }
}
