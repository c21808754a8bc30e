//! The extensions of a certificate in the words of clerks, for its copy on paper.

use pki::asn1::Reader;
use pki::extension::{Extension, Identification, Usage};
use pki::{Certificate, GeneralName, Malformed, oid};

/// A line: what it is called, and what it says.
type Line = (String, String);

/// Every extension of the certificate in its order; one that nobody here knows by its number.
pub(super) fn lines(certificate: &Certificate) -> Result<Vec<Line>, Malformed> {
    let mut lines = Vec::new();
    for extension in certificate.extensions() {
        let told = known(certificate, extension)?;
        let told = told.unwrap_or_else(|| vec![(format!("Расширение {}", extension.oid), format!("{} байт", extension.value.len()))]);
        let mark = if extension.critical { ", критичное" } else { "" };
        lines.extend(told.into_iter().map(|(name, value)| (format!("{name}{mark}"), value)));
    }
    Ok(lines)
}

/// What a known extension says: a line, or several.
fn known(certificate: &Certificate, extension: &Extension) -> Result<Option<Vec<Line>>, Malformed> {
    let one = |name: &str, value: String| Some(vec![(name.to_owned(), value)]);
    Ok(match extension.oid {
        oid::KEY_USAGE => certificate.usage()?.and_then(|usage| one("Использование ключа", usages(usage))),
        oid::EXTENDED_KEY_USAGE => certificate.purposes()?.and_then(|purposes| {
            let purposes: Vec<String> = purposes.iter().map(|purpose| purpose_of(&purpose.to_string())).collect();
            one("Расширенное использование ключа", purposes.join(", "))
        }),
        oid::CERTIFICATE_POLICIES => pki::policy::policies(certificate)?.and_then(|policies| {
            let policies: Vec<String> = policies.iter().map(ToString::to_string).collect();
            one("Политики сертификата", policies.join(", "))
        }),
        oid::SUBJECT_ALT_NAME => one("Дополнительное имя владельца", names(&extension.value)?),
        oid::SUBJECT_KEY_IDENTIFIER => {
            certificate.subject_key_identifier()?.and_then(|id| one("Идентификатор ключа владельца", hex::encode(id)))
        }
        oid::AUTHORITY_KEY_IDENTIFIER => {
            certificate.authority_key_identifier()?.and_then(|id| one("Идентификатор ключа издателя", hex::encode(id)))
        }
        oid::PRIVATE_KEY_USAGE_PERIOD => certificate.private_key_period()?.and_then(|period| {
            let said = |word: &str, at: Option<pki::Time>| at.map(|at| format!("{word} {at}"));
            let ends: Vec<String> = [said("с", period.from), said("по", period.until)].into_iter().flatten().collect();
            one("Срок действия ключа электронной подписи", ends.join(" "))
        }),
        oid::BASIC_CONSTRAINTS => certificate.constraints()?.and_then(|constraints| {
            one("Основные ограничения", if constraints.authority { "удостоверяющий центр" } else { "конечный владелец" }.to_owned())
        }),
        oid::CRL_DISTRIBUTION_POINTS => one("Списки отозванных сертификатов", certificate.crl_addresses()?.join(", ")),
        oid::AUTHORITY_INFO_ACCESS => Some(access(certificate)?),
        oid::SUBJECT_SIGN_TOOL => certificate.sign_tool()?.and_then(|name| one("Средство электронной подписи владельца", name)),
        oid::ISSUER_SIGN_TOOL => certificate.issuer_tool()?.map(|tool| {
            [
                ("Средство электронной подписи издателя", tool.sign_tool),
                ("Средство удостоверяющего центра", tool.authority_tool),
                ("Заключение на средство электронной подписи издателя", tool.sign_tool_certificate),
                ("Заключение на средство удостоверяющего центра", tool.authority_tool_certificate),
            ]
            .map(|(name, value)| (name.to_owned(), value))
            .to_vec()
        }),
        oid::IDENTIFICATION_KIND => certificate.identification()?.and_then(|kind| one("Идентификация заявителя", identified(kind))),
        _ => None,
    })
}

fn usages(usage: Usage) -> String {
    let words = [
        (usage.digital_signature, "цифровая подпись"),
        (usage.non_repudiation, "неотрекаемость"),
        (usage.certificate_sign, "подпись сертификатов"),
        (usage.crl_sign, "подпись списков отзыва"),
        (usage.other, "прочее"),
    ];
    words.iter().filter(|(holds, _)| *holds).map(|(_, word)| *word).collect::<Vec<_>>().join(", ")
}

fn purpose_of(number: &str) -> String {
    let known = [
        (oid::CLIENT_AUTH, "аутентификация клиента"),
        (oid::SERVER_AUTH, "аутентификация сервера"),
        (oid::EMAIL_PROTECTION, "защищённая электронная почта"),
        (oid::CODE_SIGNING, "подпись программ"),
        (oid::TIME_STAMPING, "штампы времени"),
        (oid::OCSP_SIGNING, "подпись ответов OCSP"),
    ];
    let word = known.iter().find(|(purpose, _)| purpose.to_string() == number).map(|(_, word)| *word);
    word.map_or_else(|| number.to_owned(), |word| format!("{word} ({number})"))
}

fn names(value: &[u8]) -> Result<String, Malformed> {
    let names = GeneralName::parse_all(Reader::whole_sequence(value)?)?;
    let said = |name: &GeneralName| match name {
        GeneralName::Email(text) | GeneralName::Dns(text) | GeneralName::Uri(text) => text.clone(),
        GeneralName::Directory(name) => name.to_string(),
        GeneralName::Ip(octets) | GeneralName::Other(_, octets) => hex::encode(octets),
    };
    Ok(names.iter().map(said).collect::<Vec<_>>().join(", "))
}

fn access(certificate: &Certificate) -> Result<Vec<Line>, Malformed> {
    let lines =
        [("Служба проверки статуса (OCSP)", certificate.ocsp_addresses()?), ("Сертификат издателя", certificate.issuer_addresses()?)];
    let told = lines.into_iter().filter(|(_, addresses)| !addresses.is_empty());
    Ok(told.map(|(name, addresses)| (name.to_owned(), addresses.join(", "))).collect())
}

fn identified(kind: Identification) -> String {
    match kind {
        Identification::InPerson => "при личном присутствии",
        Identification::BySignature => "без личного присутствия, по квалифицированной подписи",
        Identification::ByPassport => "без личного присутствия, по заграничному паспорту",
        Identification::ByBiometrics => "без личного присутствия, по единой биометрической системе",
    }
    .to_owned()
}

#[cfg(test)]
mod tests {
    use pki::extension::IssuerTool;
    use pki::fixture::{House, Pair, employee, issuer, now, term};
    use pki::profile::{Extras, signer_with};

    use super::*;

    fn told(certificate: &Certificate) -> Vec<(String, String)> {
        lines(certificate).expect("a certificate in order")
    }

    #[test]
    fn what_a_certificate_says_beside_the_necessary_is_told_in_words() {
        let house = House::p256();
        let tool = IssuerTool {
            sign_tool: "Средство".into(),
            authority_tool: "Сургуч".into(),
            sign_tool_certificate: "нет".into(),
            authority_tool_certificate: "тоже нет".into(),
        };
        let extras = Extras {
            ocsp_url: Some("http://ocsp.example.ru"),
            sign_tool: Some("Сургуч 1.0"),
            issuer_tool: Some(&tool),
            identification: Some(Identification::InPerson),
        };
        let until = now().plus_seconds(3600);
        let tbs = signer_with(issuer(&house.issuing), &employee(), &Pair::p256().public(), &term(5, 1), until, &extras);
        let told = told(&house.issuing_key.certificate(&tbs.expect("bytes")));
        for (name, value) in [
            ("Использование ключа, критичное", "цифровая подпись, неотрекаемость"),
            ("Средство электронной подписи владельца", "Сургуч 1.0"),
            ("Средство удостоверяющего центра", "Сургуч"),
            ("Заключение на средство удостоверяющего центра", "тоже нет"),
            ("Идентификация заявителя", "при личном присутствии"),
            ("Дополнительное имя владельца", "ivanov@example.ru"),
            ("Служба проверки статуса (OCSP)", "http://ocsp.example.ru"),
        ] {
            assert!(told.contains(&(name.to_owned(), value.to_owned())), "«{name}» is not told: {told:?}");
        }
        assert!(
            told.iter().all(|(name, value)| !name.starts_with("Расширение 1") && !name.starts_with("Расширение 2") && !value.is_empty())
        );
    }

    #[test]
    fn policies_are_told_by_their_numbers_and_an_authority_by_what_it_is() {
        let foreign = include_bytes!("../../../pki/tests/pkits/certs/ValidPolicyMappingTest9EE.crt");
        let told_of = told(&Certificate::parse(foreign).expect("a certificate"));
        let policies = told_of.iter().find(|(name, _)| name.starts_with("Политики сертификата"));
        assert!(policies.is_some_and(|(_, value)| value.starts_with("2.16.840.1.101.3.2.1.48.")), "{told_of:?}");
        let authority = told(&House::p256().issuing);
        assert!(authority.contains(&("Основные ограничения, критичное".to_owned(), "удостоверяющий центр".to_owned())), "{authority:?}");
    }
}
