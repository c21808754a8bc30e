use std::fmt::Write;

use super::*;

fn given(signer_type: i32, powers: i32, status: i32) -> Given {
    Given {
        signer_type: Some(signer_type),
        powers: Some(powers),
        status: Some(status),
        powers_base: Some("Должностные обязанности".to_owned()),
        org_powers_base: Some("Доверенность".to_owned()),
        ..Given::default()
    }
}

fn codes(title: i32, given: &Given) -> Vec<(&'static str, &'static str)> {
    let title = TitleType::of_number(title).unwrap();
    Details::judge(title, given).err().unwrap_or_default().iter().map(|fault| (fault.field, fault.code.id)).collect()
}

/// Every title with every power and every status, known, unspecified and unknown: `+` is taken, `p`, `s` and `b` name what is refused.
#[test]
fn powers_and_statuses_of_every_title() {
    let powers: Vec<i32> = [UNSPECIFIED].into_iter().chain(SignerPowers::ALL.iter().map(|one| one.number())).chain([9, 30]).collect();
    let statuses: Vec<i32> = [UNSPECIFIED].into_iter().chain(SignerStatus::ALL.iter().map(|one| one.number())).chain([0, 7]).collect();
    let mut table = String::new();
    for title in TitleType::all() {
        let _ = writeln!(table, "{} {}", title.number(), title.name());
        let _ = writeln!(table, "       {}", statuses.iter().map(|status| format!("{status:>3}")).collect::<String>());
        for power in &powers {
            let cells = statuses.iter().map(|status| match codes(title.number(), &given(1, *power, *status)).as_slice() {
                [] => "  +",
                [("SignerPowers", _)] => "  p",
                [("SignerStatus", _)] => "  s",
                [("SignerPowers", _), ("SignerStatus", _)] => "  b",
                other => panic!("{title:?} {power} {status}: {other:?}"),
            });
            let _ = writeln!(table, "  {power:>5}{}", cells.collect::<String>());
        }
    }
    insta::assert_snapshot!(table);
}

#[test]
fn what_gives_the_powers_is_asked_for_by_status() {
    for (status, base, org, expected) in [
        (1, None, None, vec![]),
        (3, Some("x"), None, vec![("SignerOrgPowersBase", "field_required")]),
        (3, None, Some("x"), vec![]),
        (4, None, Some("x"), vec![("SignerPowersBase", "field_required")]),
        (4, Some("  "), None, vec![("SignerPowersBase", "field_required")]),
        (4, Some("x"), None, vec![]),
    ] {
        let text = |text: Option<&str>| text.map(str::to_owned);
        let given = Given { powers_base: text(base), org_powers_base: text(org), ..given(1, 1, status) };
        assert_eq!(codes(0, &given), expected, "{status} {base:?} {org:?}");
    }
}

#[test]
fn a_format_without_powers_asks_for_nothing_and_keeps_what_it_is_told() {
    let unspecified = Given { signer_type: Some(-1), powers: Some(-1), status: Some(-1), ..Given::default() };
    for title in 12..=30 {
        assert_eq!(codes(title, &Given::default()), [], "{title}");
        assert_eq!(codes(title, &unspecified), [], "{title}");
        // status 3 or 4 asks for no base where no powers are asked for
        let told = Given { powers_base: None, org_powers_base: None, ..given(3, 22, 4) };
        let kept = Details::judge(TitleType::of_number(title).unwrap(), &told).unwrap();
        assert_eq!((kept.signer_type, kept.status), (Some(SignerType::PhysicalPerson), Some(SignerStatus::AuthorizedPerson)));
        assert_eq!(codes(title, &given(4, 9, 7)).len(), 3, "{title}");
    }
    assert_eq!(codes(0, &Given::default()).len(), 3);
}

#[test]
fn texts_are_bounded_and_an_empty_one_is_none() {
    let with = |change: fn(&mut Given, String), length: usize| {
        let mut given = given(1, 1, 1);
        change(&mut given, "я".repeat(length));
        given
    };
    type Change = fn(&mut Given, String);
    let fields: [(&str, Change, usize); 5] = [
        ("JobTitle", |given, text| given.job_title = Some(text), 128),
        ("RegistrationCertificate", |given, text| given.registration_certificate = Some(text), 100),
        ("SignerInfo", |given, text| given.signer_info = Some(text), 255),
        ("SignerPowersBase", |given, text| given.powers_base = Some(text), 255),
        ("SignerOrgPowersBase", |given, text| given.org_powers_base = Some(text), 255),
    ];
    for (field, change, most) in fields {
        assert_eq!(codes(0, &with(change, most)), [], "{field}");
        assert_eq!(codes(0, &with(change, most + 1)), [(field, "value_too_long")]);
        assert_eq!(codes(0, &with(change, 0)), [], "{field}");
        let mut broken = given(1, 1, 1);
        change(&mut broken, "a\u{1}b".to_owned());
        assert_eq!(codes(0, &broken), [(field, "value_invalid")]);
    }
    let long: Change = |given, text| given.job_title = Some(text);
    assert_eq!((codes(12, &with(long, 255)), codes(12, &with(long, 256))), (vec![], vec![("JobTitle", "value_too_long")]));
}

#[test]
fn a_row_reads_back() {
    let kept = Details::judge(TitleType::of_number(0).unwrap(), &given(1, 0, 3)).unwrap();
    let text = serde_json::to_string(&kept).unwrap();
    assert!(text.contains("\"powers\":0"), "{text}");
    assert_eq!(serde_json::from_str::<Details>(&text).unwrap(), kept);
    assert!(serde_json::from_str::<Details>(&text.replace("\"powers\":0", "\"powers\":9")).is_err());
}
