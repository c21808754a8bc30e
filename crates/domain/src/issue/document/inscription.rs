//! The inscription that certifies a copy (заверительная надпись, ГОСТ Р 7.0.97-2016 §5.26): a grey scan is taken only with it.

use serde::{Deserialize, Serialize};

use super::Kind;

/// What the inscription consists of: the operator's checklist.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Part {
    /// The post of whoever certifies.
    Post,
    /// Their signature by hand.
    Signature,
    /// Initials and surname.
    Name,
    /// When.
    Date,
    /// The organization's seal.
    Seal,
}

impl Part {
    /// All of them, in the order in which they stand on paper.
    pub const ALL: [Self; 5] = [Self::Post, Self::Signature, Self::Name, Self::Date, Self::Seal];

    /// The machine's word.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Post => "post",
            Self::Signature => "signature",
            Self::Name => "name",
            Self::Date => "date",
            Self::Seal => "seal",
        }
    }

    /// The part of this word.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|part| part.word() == word)
    }

    /// What the checklist calls it.
    pub const fn title(self) -> &'static str {
        match self {
            Self::Post => "должность",
            Self::Signature => "подпись",
            Self::Name => "расшифровка подписи (инициалы и фамилия)",
            Self::Date => "дата заверения",
            Self::Seal => "печать",
        }
    }

    /// The remark that an operator sends with a grey scan of `kind`, whose inscription lacks `absent`; with nothing absent the copy is in
    /// order and there is no remark. The order and the number of times that a part is named do not matter.
    pub fn remark(kind: Kind, absent: &[Self]) -> Option<String> {
        let named: Vec<&str> = Self::ALL.into_iter().filter(|part| absent.contains(part)).map(Self::title).collect();
        if named.is_empty() {
            return None;
        }
        let all = Self::ALL.map(Self::title).join(", ");
        let lacks = if named.len() == Self::ALL.len() {
            "Заверительной надписи на копии нет.".to_owned()
        } else {
            format!("В заверительной надписи не хватает: {}.", named.join(", "))
        };
        Some(format!(
            "Скан документа «{}» чёрно-белый. {lacks} Приложите цветной скан оригинала либо скан копии с надписью «Верно», в которой \
             есть: {all}.",
            kind.title()
        ))
    }
}
