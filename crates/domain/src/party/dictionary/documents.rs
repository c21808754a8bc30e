//! Documents: what proves an identity, what identifies a legal entity, what alone the issue of a certificate asks for, what confirms a power.

/// A kind of document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DocumentKind {
    /// Its code.
    pub code: &'static str,
    /// What it is, in the language of the documents.
    pub title: &'static str,
    /// Of what sort.
    pub group: Group,
    /// The requisites that an attached document of this kind is shown with in the contract. Of other kinds the contract shows none, and none
    /// is asked for.
    pub needs: &'static [Need],
}

/// Of what sort a document is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Group {
    /// «Документы, удостоверяющие личность физического лица».
    Identity,
    /// «Документы, идентифицирующие юридическое лицо».
    Entity,
    /// «Документы для выпуска сертификата».
    Issue,
    /// Documents that confirm a representative's power.
    Authority,
}

/// A requisite of a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Need {
    /// `number`.
    Number,
    /// `series`.
    Series,
    /// `issueDate`.
    IssueDate,
    /// `issuer`.
    Issuer,
}

impl Need {
    /// The field of the contract.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Number => "number",
            Self::Series => "series",
            Self::IssueDate => "issueDate",
            Self::Issuer => "issuer",
        }
    }
}

impl DocumentKind {
    const fn identity(code: &'static str, title: &'static str) -> Self {
        Self { code, title, group: Group::Identity, needs: &[] }
    }

    const fn entity(code: &'static str, title: &'static str) -> Self {
        Self { code, title, group: Group::Entity, needs: &[] }
    }

    const fn issue(code: &'static str, title: &'static str) -> Self {
        Self { code, title, group: Group::Issue, needs: &[] }
    }

    const fn with(self, needs: &'static [Need]) -> Self {
        Self { needs, ..self }
    }

    /// Whether it proves who somebody is.
    pub const fn proves_identity(&self) -> bool {
        matches!(self.group, Group::Identity)
    }
}

/// The passport of a citizen of Russia.
pub const PASSPORT: &str = "008001001000";
/// The extract from ЕГРЮЛ.
pub const EGRUL: &str = "008002008000";
/// The certificate of the insurance number.
pub const SNILS: &str = "100";
/// The certificate of the taxpayer number.
pub const INN: &str = "200";
/// The extract from ЕГРИП.
pub const EGRIP: &str = "800";
/// The owner with the passport.
pub const PHOTO: &str = "5300";

/// What proves an identity: group 008001000000 of the public classifier.
pub const IDENTITY_DOCUMENTS: &[DocumentKind] = &[
    DocumentKind::identity(PASSPORT, "паспорт гражданина Российской Федерации").with(&[
        Need::Series,
        Need::Number,
        Need::IssueDate,
        Need::Issuer,
    ]),
    DocumentKind::identity("008001002000", "паспорт гражданина СССР"),
    DocumentKind::identity("008001003000", "паспорт иностранного гражданина"),
    DocumentKind::identity("008001004000", "заграничный паспорт гражданина Российской Федерации"),
    DocumentKind::identity("008001005000", "паспорт Минморфлота"),
    DocumentKind::identity("008001006000", "дипломатический паспорт"),
    DocumentKind::identity("008001007000", "паспорт моряка"),
    DocumentKind::identity("008001008000", "военный билет"),
    DocumentKind::identity("008001009000", "временное удостоверение, выданное взамен военного билета"),
    DocumentKind::identity("008001010000", "удостоверение личности офицера"),
    DocumentKind::identity("008001011000", "свидетельство о рождении"),
    DocumentKind::identity("008001012000", "свидетельство о рассмотрении ходатайства о признании беженцем"),
    DocumentKind::identity("008001013000", "вид на жительство"),
    DocumentKind::identity("008001014000", "справка об освобождении из мест лишения свободы"),
    DocumentKind::identity("008001015000", "временное удостоверение личности гражданина Российской Федерации"),
    DocumentKind::identity("008001016000", "удостоверение вынужденного переселенца"),
    DocumentKind::identity("008001017000", "разрешение на временное проживание"),
    DocumentKind::identity("008001018000", "удостоверение беженца"),
    DocumentKind::identity("008001019000", "свидетельство о рассмотрении ходатайства о признании вынужденным переселенцем"),
    DocumentKind::identity("008001020000", "свидетельство о предоставлении временного убежища"),
    DocumentKind::identity("008001021000", "документ, код которого введён позже и смысл не опубликован"),
    DocumentKind::identity("008001099000", "иной документ, удостоверяющий личность"),
];

/// What identifies a legal entity: group 008002000000 of the public classifier.
pub const ENTITY_DOCUMENTS: &[DocumentKind] = &[
    DocumentKind::entity("008002001000", "свидетельство о государственной регистрации юридического лица"),
    DocumentKind::entity("008002002000", "свидетельство о внесении записи в ЕГРЮЛ"),
    DocumentKind::entity("008002004000", "устав"),
    DocumentKind::entity("008002005000", "учредительный договор"),
    DocumentKind::entity("008002006000", "положение"),
    DocumentKind::entity("008002007000", "свидетельство или уведомление о постановке на налоговый учёт с ИНН"),
    DocumentKind::entity(EGRUL, "выписка из ЕГРЮЛ").with(&[Need::Number, Need::IssueDate]),
    DocumentKind::entity("008002099000", "иной документ, идентифицирующий юридическое лицо"),
];

/// What the issue of a certificate alone asks for, by the contract's own codes.
pub const ISSUE_DOCUMENTS: &[DocumentKind] = &[
    DocumentKind::issue(SNILS, "СНИЛС"),
    DocumentKind::issue(INN, "свидетельство о постановке на учёт (ИНН)"),
    DocumentKind::issue(EGRIP, "выписка из ЕГРИП"),
    DocumentKind::issue(PHOTO, "фотография владельца сертификата с паспортом"),
];

/// What every code of a power begins with, as far as the contract shows them: all twelve digits of none are known, so any are taken.
pub const AUTHORITY_PREFIX: &str = "5585";
/// Digits of such a code.
const AUTHORITY_DIGITS: usize = 12;

/// What confirms a power: any code with [`AUTHORITY_PREFIX`], as one kind, and those whose meaning the public classifier tells.
pub const AUTHORITY_DOCUMENTS: &[DocumentKind] = &[
    DocumentKind { code: "558301010000", title: "доверенность", group: Group::Authority, needs: &[] },
    DocumentKind { code: "558401010201", title: "договор", group: Group::Authority, needs: &[] },
    DocumentKind {
        code: "5585XXXXXXXX", title: "документ о полномочиях, любые цифры на месте X", group: Group::Authority, needs: &[]
    },
];

/// The kind of this code, whatever group it is of.
pub fn document(code: &str) -> Option<&'static DocumentKind> {
    let tables = [IDENTITY_DOCUMENTS, ENTITY_DOCUMENTS, ISSUE_DOCUMENTS, AUTHORITY_DOCUMENTS];
    let known = tables.into_iter().flatten().find(|kind| kind.code == code && kind.code.bytes().all(|byte| byte.is_ascii_digit()));
    known.or_else(|| {
        let of_a_power =
            code.len() == AUTHORITY_DIGITS && code.starts_with(AUTHORITY_PREFIX) && code.bytes().all(|byte| byte.is_ascii_digit());
        AUTHORITY_DOCUMENTS.iter().find(|kind| of_a_power && kind.code.starts_with(AUTHORITY_PREFIX))
    })
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_code_is_of_its_group_and_stands_once() {
        let all: Vec<&DocumentKind> =
            [IDENTITY_DOCUMENTS, ENTITY_DOCUMENTS, ISSUE_DOCUMENTS, AUTHORITY_DOCUMENTS].concat().leak().iter().collect();
        let codes: BTreeSet<&str> = all.iter().map(|kind| kind.code).collect();
        assert_eq!((codes.len(), all.len()), (37, 37));
        for (table, group, prefix) in [(IDENTITY_DOCUMENTS, Group::Identity, "008001"), (ENTITY_DOCUMENTS, Group::Entity, "008002")] {
            assert!(table.is_sorted_by(|one, next| one.code < next.code));
            for kind in table {
                assert_eq!(kind.group, group);
                assert!(kind.code.len() == 12 && kind.code.starts_with(prefix) && kind.code.ends_with("000"), "{}", kind.code);
                assert_eq!(document(kind.code), Some(kind));
            }
        }
        assert_eq!(ISSUE_DOCUMENTS.iter().map(|kind| kind.code).collect::<Vec<_>>(), ["100", "200", "800", "5300"]);
    }

    #[test]
    fn powers_are_known_by_how_they_begin_and_nothing_else_is() {
        assert_eq!(document("558501010000").map(|kind| kind.group), Some(Group::Authority));
        assert_eq!(document("558301010000").map(|kind| kind.title), Some("доверенность"));
        for unknown in ["", "5585", "5585XXXXXXXX", "55850101000a", "008001000000", "008002000000", "008001001001", "101", "008002003000"] {
            assert_eq!(document(unknown), None, "{unknown}");
        }
    }

    #[test]
    fn identity_is_proved_by_identity_documents_alone() {
        assert!(document(PASSPORT).is_some_and(DocumentKind::proves_identity));
        assert!(document(EGRUL).is_some_and(|kind| !kind.proves_identity() && kind.needs == [Need::Number, Need::IssueDate]));
    }
}
