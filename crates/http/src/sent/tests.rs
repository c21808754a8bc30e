use wire::office::{NewCompany, NewPackage, NewParticipant};

use super::*;

fn problems<T: DeserializeOwned + ToSchema + std::fmt::Debug + 'static>(text: &str) -> Vec<(String, Code)> {
    match Given::<T>::parse(text.as_bytes()).and_then(Given::sound) {
        Ok(value) => panic!("{text} was read as {value:?}"),
        Err(error) if error.problems.is_empty() => vec![(String::new(), error.code)],
        Err(error) => error.problems.iter().map(|one| (one.pointer.clone(), one.code)).collect(),
    }
}

fn told(problems: &[(&str, Code)]) -> Vec<(String, Code)> {
    problems.iter().map(|(pointer, code)| ((*pointer).to_owned(), *code)).collect()
}

#[test]
fn every_wrong_field_is_pointed_at_at_once() {
    use code::{FIELD_REQUIRED as REQUIRED, FIELD_TYPE as TYPE, FIELD_UNKNOWN as UNKNOWN, VALUE_INVALID as TWICE};
    for (text, expected) in [
        (r#"{"inn":"1"}"#, &[("/name", REQUIRED)][..]),
        (r#"{"kkp":1,"a/b":2,"name":1}"#, &[("/kkp", UNKNOWN), ("/a~1b", UNKNOWN), ("/name", TYPE), ("/inn", REQUIRED)]),
        (
            r#"{"name":"n","name":"m","inn":null,"inn":7,"name":"o"}"#,
            &[("/name", TWICE), ("/inn", TWICE), ("/name", TWICE), ("/inn", TYPE)],
        ),
        (r#"{"name":"n","inn":"1","kpp":[],"ogrn":{}}"#, &[("/kpp", TYPE), ("/ogrn", TYPE)]),
        ("[]", &[("", TYPE)]),
        ("7", &[("", TYPE)]),
    ] {
        assert_eq!(problems::<NewCompany>(text), told(expected), "{text}");
    }
}

/// serde would read a list as an object, field by field.
#[test]
fn a_list_is_no_object() {
    for (text, expected) in [("[null, null]", &[("", code::FIELD_TYPE)][..]), (r#"["n", "1"]"#, &[("", code::FIELD_TYPE)])] {
        assert_eq!(problems::<wire::office::UpdateEndpoint>(text), told(expected), "{text}");
        assert_eq!(problems::<NewCompany>(text), told(expected), "{text}");
    }
    let text = r#"{"name":"n","participants":[[1,"signer"]]}"#;
    assert_eq!(problems::<NewPackage>(text), told(&[("/participants/0", code::FIELD_TYPE)]));
}

#[test]
fn wrong_fields_deep_inside_are_pointed_at() {
    use code::{FIELD_REQUIRED as REQUIRED, FIELD_TYPE as TYPE, FIELD_UNKNOWN as UNKNOWN, VALUE_INVALID as TWICE};
    for (text, expected) in [
        (
            r#"{"participants":[{"order":"1","role":"signer"},7,{"name":1}],"send":"yes"}"#,
            &[
                ("/participants/0/order", TYPE),
                ("/participants/1", TYPE),
                ("/participants/2/name", UNKNOWN),
                ("/participants/2/order", REQUIRED),
                ("/participants/2/role", REQUIRED),
                ("/send", TYPE),
            ][..],
        ),
        (
            r#"{"participants":[{"order":-1,"role":"signer"},{"order":1.5,"role":2}]}"#,
            &[("/participants/0/order", TYPE), ("/participants/1/order", TYPE), ("/participants/1/role", TYPE)],
        ),
        (r#"{"participants":[{"order":4294967296,"role":"signer"}]}"#, &[("/participants/0/order", TYPE)]),
        (
            r#"{"participants":[],"vars":{"deal":7,"type":null,"a":"1","a":"2"}}"#,
            &[("/vars/a", TWICE), ("/vars/deal", TYPE), ("/vars/type", TYPE)],
        ),
        (r#"{"participants":{}}"#, &[("/participants", TYPE)]),
        (r#"{"vars":[]}"#, &[("/vars", TYPE), ("/participants", REQUIRED)]),
    ] {
        assert_eq!(problems::<NewPackage>(text), told(expected), "{text}");
    }
}

#[test]
fn a_field_doubled_in_a_map_is_refused_though_the_rest_can_be_read() {
    let text = r#"{"participants":[],"vars":{"a":"1","a":"2"}}"#;
    assert_eq!(problems::<NewPackage>(text), told(&[("/vars/a", code::VALUE_INVALID)]));
}

#[test]
fn what_is_no_json_is_malformed() {
    for text in ["", "{", "{]", "{\"name\":}", "\u{feff}{}", r#"{"name":"n","inn":"1"} x"#, "{\"name\":\"\\ud800\"}", "{\"name\":1e999}"] {
        assert_eq!(problems::<NewCompany>(text), told(&[("", code::BODY_MALFORMED)]), "{text}");
    }
    assert!(Given::<NewCompany>::parse(b"{\"name\":\"\xff\"}").is_err());
}

#[test]
fn nesting_without_end_is_refused_and_not_followed() {
    let text = format!("{{\"name\":{}", "[".repeat(100_000));
    assert_eq!(problems::<NewCompany>(&text), told(&[("", code::BODY_MALFORMED)]));
}

#[test]
fn the_meaning_of_what_has_the_right_form_is_judged_in_the_same_round() {
    let given = Given::<NewCompany>::parse(r#"{"inn":"7707083894","kpp":7,"x":1}"#.as_bytes()).unwrap();
    let error = given
        .judge(|p, body| {
            let name = p.parse("/name", &body.name, |_| Err::<(), _>(code::VALUE_TOO_LONG));
            let inn = p.parse("/inn", &body.inn, |_| Err::<(), _>(code::INN_CHECKSUM));
            name.and(inn)
        })
        .unwrap_err();
    let found: Vec<_> = error.problems.iter().map(|one| (one.pointer.as_str(), one.code)).collect();
    // what is missing is not also too long
    let expected = [("/kpp", code::FIELD_TYPE), ("/x", code::FIELD_UNKNOWN), ("/name", code::FIELD_REQUIRED), ("/inn", code::INN_CHECKSUM)];
    assert_eq!(found, expected);
}

#[test]
fn an_answer_does_not_grow_with_what_was_wrong() {
    let text = format!("{{{}\"inn\":\"1\"}}", (0..5000).map(|n| format!("\"field{n}\":1,")).collect::<String>());
    let error = Given::<NewCompany>::parse(text.as_bytes()).unwrap().sound().unwrap_err();
    assert_eq!(error.problems.len(), MOST);
    assert_eq!(error.facts["problems_left_out"], 5001 - MOST);
    let long = format!("{{\"{}\":1}}", "я".repeat(10_000));
    assert!(problems::<NewCompany>(&long)[0].0.chars().count() < 200);
}

#[test]
fn a_body_in_order_is_read_as_it_is() {
    let text = r#"{"participants":[{"order":2,"role":"signer","phone":null}],"send":true}"#;
    let package = Given::<NewPackage>::parse(text.as_bytes()).unwrap().sound().unwrap();
    let line = NewParticipant { order: 2, role: "signer".to_owned(), ..NewParticipant::default() };
    assert_eq!(package, NewPackage { participants: vec![line], send: true, ..NewPackage::default() });
}

/// Vendors' clients spell names in more than one way, and send what nobody knows.
#[test]
fn names_in_any_case_are_read_and_a_name_that_stands_twice_is_told() {
    use wire::issues::NewIssue;
    let text = r#"{"SubjectInfo":{"LASTNAME":"Иванова","organizationinfo":{"KPP":"770001001"},"Unknown":1},"more":[{}]}"#;
    let read = Given::<NewIssue>::parse_any_case(text.as_bytes()).unwrap().sound().unwrap();
    let subject = read.subject_info.unwrap();
    assert_eq!(subject.lastname.as_deref(), Some("Иванова"));
    assert_eq!(subject.organization_info.unwrap().kpp.as_deref(), Some("770001001"));
    let twice = r#"{"subjectInfo":{"inn":"1","Inn":"2"}}"#;
    let error = Given::<NewIssue>::parse_any_case(twice.as_bytes()).unwrap().sound().unwrap_err();
    assert_eq!((error.problems[0].pointer.as_str(), error.problems[0].code), ("/subjectInfo/inn", code::VALUE_INVALID));
}
