use std::path::{Path, PathBuf};
use std::process::Command;

use super::super::{Details, Named, SignerPowers, TitleType};
use super::*;

fn text(text: &str) -> Option<String> {
    Some(text.to_owned())
}

fn format(name: &str) -> Format {
    Format::all().find(|format| format.name() == name).unwrap()
}

fn signer(signer_type: Option<SignerType>, powers: Option<SignerPowers>, status: Option<SignerStatus>) -> Signer {
    Signer {
        name: Named { surname: "Иванов".to_owned(), first_name: "Иван".to_owned(), patronymic: text("Иванович") },
        job_title: text("директор «по ИТ» & связи"),
        inn: text(if signer_type == Some(SignerType::LegalEntity) { "7707083893" } else { "500100732259" }),
        organization: text("ООО \"Ромашка\""),
        details: Details {
            job_title: None,
            registration_certificate: text("серия 77 № 1"),
            signer_type,
            signer_info: text("по доверенности №∑5"),
            powers,
            status,
            powers_base: text("Должностные обязанности"),
            org_powers_base: text("Договор"),
        },
    }
}

/// Details as they would be kept for the title of `format`, and none where the rules of details refuse them.
fn every_signer(format: Format) -> Vec<Signer> {
    let rule = TitleType::of_number(format.title()).unwrap().rule();
    let mut all = Vec::new();
    for signer_type in SignerType::ALL {
        for (powers, status) in rule.powers.iter().flat_map(|powers| rule.statuses.iter().map(move |status| (powers, status))) {
            let full = signer(Some(*signer_type), Some(*powers), Some(*status));
            let mut bare = full.clone();
            (bare.name.patronymic, bare.details.registration_certificate, bare.details.signer_info) = (None, None, None);
            if *status != SignerStatus::OtherOrganizationEmployee {
                bare.details.org_powers_base = None;
            }
            if *status != SignerStatus::AuthorizedPerson {
                bare.details.powers_base = None;
            }
            all.extend([full, bare]);
        }
    }
    if rule.powers.is_empty() {
        let mut bare = signer(None, None, None);
        (bare.job_title, bare.details.signer_info, bare.name.patronymic) = (None, None, None);
        all.extend([signer(None, None, None), bare]);
    }
    all
}

fn schema(format: Format) -> PathBuf {
    let name = if matches!(format.shape(), Shape::Universal) { "universal" } else { format.name() };
    Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("src/signer/element/schemas/{name}.rng"))
}

/// What xmllint says of `documents`: one verdict each.
fn judged(format: Format, documents: &[Vec<u8>]) -> Vec<bool> {
    let folder = std::env::temp_dir().join(format!("surguch-signer-{}-{}-{}", std::process::id(), format.name(), documents.len()));
    std::fs::create_dir_all(&folder).unwrap();
    let files: Vec<PathBuf> = (0..documents.len()).map(|at| folder.join(format!("{at}.xml"))).collect();
    files.iter().zip(documents).for_each(|(file, document)| std::fs::write(file, document).unwrap());
    let output = Command::new("xmllint").args(["--noout", "--relaxng"]).arg(schema(format)).args(&files).output();
    std::fs::remove_dir_all(&folder).unwrap();
    let said = String::from_utf8_lossy(&output.expect("xmllint (Debian: libxml2-utils)").stderr).into_owned();
    let verdicts = files.iter().map(|file| said.lines().any(|line| line == format!("{} validates", file.display())));
    let verdicts: Vec<bool> = verdicts.collect();
    if verdicts.iter().all(|valid| !valid) && documents.len() > 1 {
        println!("{said}");
    }
    verdicts
}

/// Everything that details allow becomes an element that a schema written from the rules takes, in windows-1251.
#[test]
fn every_format_is_valid_by_its_schema() {
    for format in Format::all() {
        let documents: Vec<Vec<u8>> =
            every_signer(format).iter().map(|signer| document(format, signer, &Confirmation::default()).unwrap()).collect();
        assert!(documents.len() > 1);
        let verdicts = judged(format, &documents);
        for (document, valid) in documents.iter().zip(verdicts) {
            assert!(valid, "{}: {}", format.name(), String::from_utf8_lossy(document));
        }
    }
}

/// The schemas are judges: what the rules forbid does not pass them.
#[test]
fn the_schemas_refuse_what_the_rules_forbid() {
    let change = |name: &str, from: &str, to: &str| {
        let format = format(name);
        let all = every_signer(format);
        let text = element(format, &all[0], &Confirmation::default()).unwrap();
        assert!(text.contains(from), "{name}: {text}");
        let changed = format!("<?xml version=\"1.0\" encoding=\"windows-1251\"?>\n{}", text.replacen(from, to, 1));
        assert_eq!(judged(format, &[xml::encode(&changed)]), [false], "{name}: {from} → {to}");
    };
    change("utd155_seller", "ОблПолн=\"0\"", "ОблПолн=\"7\"");
    change("utd155_seller", "Статус=\"1\"", "Статус=\"5\"");
    change("utd155_seller", " ОснПолн=\"Должностные обязанности\"", "");
    change("utd155_seller", "ИННЮЛ=\"7707083893\"", "ИННЮЛ=\"770708389\"");
    change("utd155_seller", "ГосРегИПВыдДов", "ГосРегИППодп");
    change("utd155_buyer", " ОснПолнОрг=\"Договор\"", " Иное=\"Договор\"");
    change("utd820_buyer", "Статус=\"3\" ОснПолн=\"Должностные обязанности\" ОснПолнОрг=\"Договор\"", "Статус=\"3\" ОснПолн=\"x\"");
    change("rezru552_seller", "ОснПолнПодп", "ОснПолн");
    change("tovtorg551_seller", " НаимОрг=\"ООО &quot;Ромашка&quot;\"", "");
    change("utd970_seller", " СпосПодтПолном=\"1\"", "");
    change("utd970_seller", "СпосПодтПолном=\"1\"", "СпосПодтПолном=\"7\"");
}

#[test]
fn an_element_of_each_shape() {
    let shown = |name: &str, signer_type, powers, status| {
        let signer = signer(signer_type, powers, status);
        let bytes = document(format(name), &signer, &Confirmation::default()).unwrap();
        assert!(bytes.iter().any(|byte| *byte >= 0xc0) && std::str::from_utf8(&bytes).is_err());
        element(format(name), &signer, &Confirmation::default()).unwrap()
    };
    use SignerPowers::*;
    use SignerStatus::*;
    use SignerType::*;
    let all = [
        shown("utd820_seller", Some(PhysicalPerson), Some(InvoiceSigner), Some(SellerEmployee)),
        shown("utd155_seller", Some(LegalEntity), Some(PersonMadeOperation), Some(OtherOrganizationEmployee)),
        shown("ucd189_seller", Some(IndividualEntity), Some(InvoiceSigner), Some(AuthorizedPerson)),
        shown("rezru552_seller", Some(LegalEntity), Some(PersonMadeOperation), Some(SellerEmployee)),
        shown("torg2_additional", Some(LegalEntity), Some(PersonOtherPower), Some(BuyerEmployee)),
        shown("utd970_buyer", None, None, None),
    ];
    insta::assert_snapshot!(all.concat());
}

#[test]
fn powers_of_attorney_of_970_stand_in_the_element() {
    let issued = Date::parse("2026-02-03").unwrap();
    let electronic = ElectronicPower {
        number: uuid::Uuid::from_u128(7),
        issued: issued.clone(),
        own_number: text("5"),
        kept_at: "m4d.nalog.gov.ru".to_owned(),
    };
    let paper = PaperPower { issued, own_number: "17".to_owned() };
    let by = |way, electronic: &[ElectronicPower], paper: &[PaperPower]| Confirmation {
        electronic: electronic.to_vec(),
        paper: paper.to_vec(),
        ..Confirmation::by(way).unwrap()
    };
    let format = format("utd970_seller");
    let signer = signer(None, None, None);
    let documents = [by(3, &[electronic.clone(), electronic.clone()], &[]), by(5, &[], std::slice::from_ref(&paper))]
        .map(|way| document(format, &signer, &way).unwrap());
    assert_eq!(judged(format, &documents), [true, true]);
    let both = element(format, &signer, &by(6, &[electronic], &[paper]));
    assert_eq!(both.unwrap_err()[0].field, "PowerOfAttorney");
    assert_eq!((Confirmation::by(0), Confirmation::by(7)), (None, None));
}

#[test]
fn what_a_title_asks_for_and_nobody_has_said_is_named() {
    use SignerPowers::PersonMadeOperation;
    let whole = signer(Some(SignerType::LegalEntity), Some(PersonMadeOperation), Some(SignerStatus::AuthorizedPerson));
    let faults = |name: &str, change: fn(&mut Signer)| {
        let mut signer = whole.clone();
        change(&mut signer);
        let refused = element(format(name), &signer, &Confirmation::default()).err().unwrap_or_default();
        refused.iter().map(|fault| fault.field).collect::<Vec<_>>()
    };
    for (name, change, expected) in [
        ("utd155_seller", (|_| {}) as fn(&mut Signer), &[][..]),
        ("utd155_seller", |signer| signer.inn = None, &["Inn"]),
        ("utd155_seller", |signer| signer.job_title = None, &[]),
        ("utd820_buyer", |signer| signer.job_title = None, &["JobTitle"]),
        ("utd155_seller", |signer| signer.organization = None, &[]),
        ("tovtorg551_seller", |signer| signer.organization = None, &["SignerOrganizationName"]),
        ("utd155_seller", |signer| signer.details.powers_base = None, &["SignerPowersBase"]),
        ("utd155_seller", |signer| signer.name.surname = "я".repeat(61), &["Surname"]),
        ("utd155_seller", |signer| signer.details.signer_type = None, &["SignerType"]),
        ("ucd189_buyer", |_| {}, &["SignerPowers"]),
        ("utd155_seller", |signer| signer.details = Details::default(), &["SignerPowers", "SignerStatus", "SignerType"]),
    ] {
        assert_eq!(faults(name, change), expected, "{name}");
    }
    let mut proprietor = signer(Some(SignerType::IndividualEntity), Some(PersonMadeOperation), Some(SignerStatus::SellerEmployee));
    proprietor.inn = None;
    let dashed = element(format("utd820_seller"), &proprietor, &Confirmation::default()).unwrap();
    assert!(dashed.contains("ДефИННФЛ=\"-\""), "{dashed}");
    assert_eq!(element(format("utd155_seller"), &proprietor, &Confirmation::default()).unwrap_err()[0].field, "Inn");
}

#[test]
fn a_format_is_found_by_title_and_version() {
    let name = |title, version| Format::find(TitleType::of_number(title).unwrap(), version).map(Format::name);
    for (title, version, expected) in [
        (0, None, Some("utd820_seller")),
        (0, Some("utd_05_01_05"), Some("utd155_seller")),
        (0, Some("UTD820_05_01_02_hyphen"), Some("utd820_seller")),
        (0, Some("utd970_05_03_01"), None),
        (2, None, Some("ucd736_seller")),
        (2, Some("ucd_05_02_01"), Some("ucd189_seller")),
        (12, Some("utd970_05_02_01"), Some("utd970_seller")),
        (15, None, None),
    ] {
        assert_eq!(name(title, version), expected, "{title} {version:?}");
    }
}
