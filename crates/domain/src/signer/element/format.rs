//! In which format and title the element stands, and what it asks for there: one table.

use super::super::TitleType;

/// A title of a format.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Format(&'static Rules);

/// What a title of a format asks of its signer.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Rules {
    /// For which title details are kept.
    title: i32,
    /// A name for people and files.
    name: &'static str,
    /// The versions of the vendor's that it is, the newest last.
    versions: &'static [&'static str],
    /// What the names of files begin with.
    file: &'static str,
    /// Its shape.
    pub(super) shape: Shape,
}

/// The shape of the element.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shape {
    /// ЮЛ, ИП or ФЛ with powers and status.
    Powers(Asks),
    /// A name, a post and a way in which the powers are confirmed: 970 and later.
    Universal,
}

/// What differs among formats with powers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Asks {
    /// How the registration of a sole proprietor is called in ЮЛ and ФЛ; nothing where it has no place there.
    pub(super) registration: Option<&'static str>,
    /// How the base of the powers is called.
    pub(super) base: &'static str,
    /// Whether ЮЛ has to name the organization.
    pub(super) organization: bool,
    /// Whether the post of ЮЛ may be empty.
    pub(super) empty_post: bool,
    /// Whether ИП may have a dash in place of the ИНН.
    pub(super) dash: bool,
}

const BASE: &str = "ОснПолн";
/// The buyer of 155 and 189.
const PLAIN: Asks = Asks { registration: None, base: BASE, organization: false, empty_post: true, dash: false };
/// A buyer of 820 and later.
const STRICT: Asks = Asks { empty_post: false, ..PLAIN };
const WITH_ORGANIZATION: Asks = Asks { organization: true, ..PLAIN };
const SELLER: Asks = Asks { registration: Some("ГосРегИПВыдДов"), ..PLAIN };
/// 736 is taken to be as 189: its own schema was not at hand.
const CORRECTION: Asks = Asks { registration: Some("ГосРегИППодп"), ..PLAIN };

const fn rules(title: i32, name: &'static str, file: &'static str, versions: &'static [&'static str], shape: Shape) -> Rules {
    Rules { title, name, versions, file, shape }
}

const UTD_155: &[&str] = &["utd_05_01_01", "utd_05_01_02", "utd_05_01_04", "utd_05_01_05", "utd_05_02_01"];
const UTD_820: &[&str] = &["utd820_05_01_01", "utd820_05_01_01_hyphen", "utd820_05_01_02_hyphen"];
const UCD_189: &[&str] = &["ucd_05_01_01", "ucd_05_01_02", "ucd_05_01_03", "ucd_05_02_01"];
const UCD_736: &[&str] = &["ucd736_05_01_01", "ucd736_05_01_02"];
const TOVTORG: &[&str] = &["tovtorg_05_01_02", "tovtorg_05_01_03", "tovtorg_05_01_04", "tovtorg_05_02_01"];
const REZRU: &[&str] = &["rezru_05_01_01", "rezru_05_01_02", "rezru_05_02_01"];
const TORG2: &[&str] = &["torg2_05_01_01"];
const UTD_970: &[&str] = &["utd970_05_02_01", "utd970_05_03_01"];

/// Titles with a signer that we know how to write; of two for one title the later format comes last.
static FORMATS: [Rules; 17] = [
    rules(0, "utd155_seller", "ON_SCHFDOPPR", UTD_155, Shape::Powers(SELLER)),
    rules(0, "utd820_seller", "ON_NSCHFDOPPR", UTD_820, Shape::Powers(Asks { dash: true, ..SELLER })),
    rules(1, "utd155_buyer", "ON_SCHFDOPPOK", UTD_155, Shape::Powers(PLAIN)),
    rules(2, "ucd189_seller", "ON_KORSCHFDOPPR", UCD_189, Shape::Powers(CORRECTION)),
    rules(2, "ucd736_seller", "ON_NKORSCHFDOPPR", UCD_736, Shape::Powers(CORRECTION)),
    rules(3, "ucd189_buyer", "ON_KORSCHFDOPPOK", UCD_189, Shape::Powers(PLAIN)),
    rules(4, "tovtorg551_seller", "DP_TOVTORGPR", TOVTORG, Shape::Powers(WITH_ORGANIZATION)),
    rules(5, "tovtorg551_buyer", "DP_TOVTORGPOK", TOVTORG, Shape::Powers(WITH_ORGANIZATION)),
    rules(6, "rezru552_seller", "DP_REZRUISP", REZRU, Shape::Powers(Asks { base: "ОснПолнПодп", ..WITH_ORGANIZATION })),
    rules(7, "rezru552_buyer", "DP_REZRUZAK", REZRU, Shape::Powers(WITH_ORGANIZATION)),
    rules(8, "utd820_buyer", "ON_NSCHFDOPPOK", UTD_820, Shape::Powers(STRICT)),
    rules(9, "torg2_buyer", "DP_PRIRASXPRIN", TORG2, Shape::Powers(STRICT)),
    rules(10, "torg2_additional", "DP_PRIRASXDOP", TORG2, Shape::Powers(STRICT)),
    rules(11, "ucd736_buyer", "ON_NKORSCHFDOPPOK", UCD_736, Shape::Powers(STRICT)),
    rules(12, "utd970_seller", "ON_NSCHFDOPPR", UTD_970, Shape::Universal),
    rules(13, "utd970_buyer", "ON_NSCHFDOPPOK", UTD_970, Shape::Universal),
    rules(24, "ucd29_seller", "ON_NKORSCHFDOPPR", &["ucd29_05_02_01"], Shape::Universal),
];

impl Format {
    /// All of them.
    pub fn all() -> impl Iterator<Item = Self> {
        FORMATS.iter().map(Self)
    }

    /// The format of a title in a version of the vendor's; without one the newest format that has the title.
    pub fn find(title: TitleType, version: Option<&str>) -> Option<Self> {
        let fits = |format: &Self| version.is_none_or(|version| format.0.versions.iter().any(|known| known.eq_ignore_ascii_case(version)));
        Self::all().filter(|format| format.0.title == title.number()).filter(fits).last()
    }

    /// The name for people.
    pub fn name(self) -> &'static str {
        self.0.name
    }

    /// What the names of its files begin with.
    pub fn file(self) -> &'static str {
        self.0.file
    }

    /// The versions of the vendor's, the newest last.
    pub fn versions(self) -> &'static [&'static str] {
        self.0.versions
    }

    /// The title whose details go into it.
    pub fn title(self) -> i32 {
        self.0.title
    }

    /// What it asks for beyond what every format does, for people.
    #[cfg(test)]
    pub(crate) fn asks(self) -> String {
        let Shape::Powers(asks) = self.shape() else { return "`СпосПодтПолном`; no powers, no status".to_owned() };
        let mut said = Vec::new();
        said.extend(asks.organization.then(|| "ЮЛ: `НаимОрг`".to_owned()));
        said.extend((!asks.empty_post).then(|| "ЮЛ: `Должн` that is not empty".to_owned()));
        said.extend(asks.registration.map(|name| format!("ЮЛ and ФЛ may have `{name}`")));
        said.extend(asks.dash.then(|| "ИП: `ДефИННФЛ` where there is no ИНН".to_owned()));
        said.extend((asks.base != BASE).then(|| format!("`{}` in place of `{BASE}`", asks.base)));
        if said.is_empty() { "–".to_owned() } else { said.join("; ") }
    }

    pub(super) fn shape(self) -> Shape {
        self.0.shape
    }
}
