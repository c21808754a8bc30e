//! Forms of certificate requests, for each sort of subject: what they say, in letters that a foreign program reads, and room to sign.

use print::Templates;
use print::forms::{
    ApplicantWarrant, CertificateCopy, ConsentGiven, Form, Place, RecallReason, RecallStatement, Receipt, ReleaseStatement, Signed,
    SigningAuthority, SubjectKind, WarrantWithUseAreas, Wish,
};

use crate::people;
use crate::support::{pages, patient, printer, text};

/// The text of a form, and its pages.
async fn printed<F: Form>(form: &F) -> (String, u32) {
    let template = Templates::default().get(F::TEMPLATE).expect("a template");
    let pdf = printer(patient()).render(&template, &form.facts()).await.expect("printed");
    if let Some(folder) = std::env::var_os("SURGUCH_FORMS") {
        let name = std::thread::current().name().unwrap_or_default().replace("::", "-");
        std::fs::write(std::path::Path::new(&folder).join(format!("{}-{name}.pdf", F::TEMPLATE)), &pdf).expect("kept");
    }
    (text(&pdf), pages(&pdf))
}

fn assert_says(text: &str, sayings: &[&str]) {
    for saying in sayings {
        assert!(text.contains(saying), "«{saying}» is not in: {text}");
    }
    for claim in ["none", "auto", "УКЭП", "усиленная квалифицированная"] {
        assert!(!text.contains(claim), "«{claim}» is in: {text}");
    }
}

fn statement(kind: SubjectKind) -> ReleaseStatement {
    ReleaseStatement {
        printed_at: people::PRINTED_AT.to_owned(),
        number: people::NUMBER.to_owned(),
        operator: people::operator(),
        subject: people::subject(kind),
        certificate: Wish { areas: Vec::new(), key: Place::Server, algorithm: Some("ГОСТ Р 34.10-2012, 256 бит".to_owned()) },
        offer_version: Some("1.0".to_owned()),
        consent: None,
        signed: None,
    }
}

#[tokio::test]
async fn a_persons_release_statement_fits_a_page_with_room_to_sign() {
    let (text, pages) = printed(&statement(SubjectKind::NaturalPerson)).await;
    assert_says(
        &text,
        &["Заявление", "на создание и выдачу сертификата", "физическое лицо", "Воробьёва Алёна Семёновна", "112-233-445 95"],
    );
    assert_says(&text, &["паспорт гражданина РФ 4510 123456", "код подразделения 770-001", "неквалифицированной", "подпись", "дата"]);
    assert!(!text.contains("Организация") && !text.contains("М. П."), "{text}");
    assert_eq!(pages, 1);
}

#[tokio::test]
async fn an_organizations_release_statement_has_its_head_and_seal() {
    let mut form = statement(SubjectKind::LegalEntity);
    form.certificate.areas = vec!["электронные торги".to_owned(), "кадровый документооборот".to_owned()];
    let (text, pages) = printed(&form).await;
    assert_says(&text, &["юридическое лицо", "АО «Щёлково-Строй»", "7736050003", "Главный бухгалтер", "Финансовая служба"]);
    assert_says(&text, &["электронные торги; кадровый документооборот", "Журавлёв Фёдор Артёмович", "Генеральный директор", "М. П."]);
    assert_eq!(pages, 1);
}

#[tokio::test]
async fn a_sole_proprietors_release_statement_has_their_number() {
    let (text, _) = printed(&statement(SubjectKind::SoleProprietor)).await;
    assert_says(&text, &["индивидуальный предприниматель", "ИП Воробьёва Алёна Семёновна", "304500116000157", "М. П."]);
}

#[tokio::test]
async fn a_release_statement_that_was_signed_without_paper_says_how() {
    let at = "2026-11-22T15:07:41+03:00".to_owned();
    let mut form = statement(SubjectKind::NaturalPerson);
    form.consent = Some(ConsentGiven { version: "2".to_owned(), at: at.clone() });
    form.signed = Some(Signed::Sms { phone: "+7 900 123-45-67".to_owned(), at: at.clone(), address: Some("198.51.100.7".to_owned()) });
    let (text, _) = printed(&form).await;
    assert_says(
        &text,
        &["кодом из SMS на номер +7 900 123-45-67 22 ноября 2026 г., 15:07", "198.51.100.7", "дано отдельно", "версия текста 2"],
    );
    assert!(!text.contains("20___"), "no room to sign by hand: {text}");
    form.signed = Some(Signed::Portal { at });
    assert_says(&printed(&form).await.0, &["Подтверждено на портале государственных услуг (ЕСИА) 22 ноября 2026 г."]);
}

#[tokio::test]
async fn a_receipt_names_the_certificate_and_whoever_takes_it() {
    let mut form = Receipt {
        printed_at: people::PRINTED_AT.to_owned(),
        number: people::NUMBER.to_owned(),
        operator: people::operator(),
        subject: people::subject(SubjectKind::LegalEntity),
        certificate: people::certificate(),
        proxy: None,
    };
    let (text, pages) = printed(&form).await;
    assert_says(&text, &["Расписка", "00b1c2d3e4f5", "с 22 ноября 2026 г. по 22 ноября 2027 г.", "Главный бухгалтер", "часть 6 статьи 14"]);
    assert_says(&text, &["ПОЛУЧИЛ", "ВЫДАЛ", "М. П."]);
    assert_eq!(pages, 1);
    form.proxy = Some(people::proxy());
    assert_says(&printed(&form).await.0, &["Получатель, действующий по доверенности", "Соловьёв Пётр Артёмович", "№ 5 от 20.11.2026"]);
}

#[tokio::test]
async fn the_right_to_sign_is_confirmed_by_the_head_or_the_proprietor() {
    let mut form = SigningAuthority {
        printed_at: people::PRINTED_AT.to_owned(),
        number: people::NUMBER.to_owned(),
        operator: people::operator(),
        subject: people::subject(SubjectKind::LegalEntity),
        principal: None,
        basis: Some("приказ № 17-К от 01.02.2026".to_owned()),
        valid_until: Some("2027-12-31".to_owned()),
    };
    let (text, pages) = printed(&form).await;
    assert_says(
        &text,
        &["Подтверждение права подписи", "приказ № 17-К от 01.02.2026", "по 31 декабря 2027 г.", "Журавлёв Фёдор Артёмович", "М. П."],
    );
    assert_eq!(pages, 1);
    form.subject = people::subject(SubjectKind::NaturalPerson);
    form.principal = Some(people::principal());
    (form.basis, form.valid_until) = (None, None);
    let (text, _) = printed(&form).await;
    assert_says(
        &text,
        &["ИП Соловьёв Пётр Артёмович", "индивидуального предпринимателя", "приказ, протокол, решение или доверенность", "до отмены"],
    );
}

#[tokio::test]
async fn a_warrant_names_what_it_is_for_and_until_when() {
    let mut form = WarrantWithUseAreas {
        printed_at: people::PRINTED_AT.to_owned(),
        number: people::NUMBER.to_owned(),
        city: Some("Королёв".to_owned()),
        subject: people::subject(SubjectKind::LegalEntity),
        principal: None,
        areas: vec!["участие в электронных торгах".to_owned(), "подписание кадровых документов".to_owned()],
        valid_until: Some("2027-11-21".to_owned()),
    };
    let (text, pages) = printed(&form).await;
    assert_says(
        &text,
        &["Доверенность №", "г. Королёв", "участие в электронных торгах;", "подписание кадровых документов;", "по 21 ноября 2027 г."],
    );
    assert_says(&text, &["без права передоверия", "устав", "ДОВЕРИТЕЛЬ (РУКОВОДИТЕЛЬ ОРГАНИЗАЦИИ)", "ПОДПИСЬ ПРЕДСТАВИТЕЛЯ", "М. П."]);
    assert!(pages <= 2, "{pages} pages");
    form.subject = people::subject(SubjectKind::NaturalPerson);
    form.principal = Some(people::principal());
    (form.city, form.valid_until) = (None, None);
    assert_says(&printed(&form).await.0, &["Предприниматель (ИП)", "304500116000157", "место составления", "на один год"]);
}

#[tokio::test]
async fn a_warrant_to_receive_is_given_by_the_owner_or_the_organization() {
    for (kind, says, signatures) in [
        (SubjectKind::NaturalPerson, "физическое лицо", 2),
        (SubjectKind::SoleProprietor, "304500116000157", 2),
        (SubjectKind::LegalEntity, "Журавлёв Фёдор Артёмович", 3),
    ] {
        let form = ApplicantWarrant {
            printed_at: people::PRINTED_AT.to_owned(),
            number: people::NUMBER.to_owned(),
            city: Some("Королёв".to_owned()),
            operator: people::operator(),
            subject: people::subject(kind),
            proxy: people::proxy(),
            valid_until: None,
        };
        let (text, pages) = printed(&form).await;
        assert_says(&text, &[says, "на получение сертификата", "Соловьёв Пётр Артёмович", "расписаться в его получении", "на один год"]);
        assert_eq!(text.matches("подпись фамилия, имя, отчество дата").count(), signatures, "{text}");
        assert!(pages <= 2, "{pages} pages");
    }
}

#[tokio::test]
async fn a_recall_statement_marks_its_reason() {
    let mut form = RecallStatement {
        printed_at: people::PRINTED_AT.to_owned(),
        number: people::NUMBER.to_owned(),
        operator: people::operator(),
        subject: people::subject(SubjectKind::LegalEntity),
        certificate: people::certificate(),
        reason: Some(RecallReason::AuthorityEnded),
        comment: Some("трудовой договор расторгнут".to_owned()),
    };
    let (text, pages) = printed(&form).await;
    assert_says(
        &text,
        &["о прекращении действия (отзыве) сертификата", "пункта 2 части 6 статьи 14", "00b1c2d3e4f5", "трудовой договор расторгнут"],
    );
    assert_says(&text, &["× прекращены полномочия", "Отметка удостоверяющего центра"]);
    assert_eq!(text.matches('×').count(), 1);
    assert!(pages <= 2, "{pages} pages");
    (form.reason, form.comment, form.subject) = (None, None, people::subject(SubjectKind::NaturalPerson));
    let (text, _) = printed(&form).await;
    assert!(!text.contains('×') && text.contains("пояснение, если оно нужно"), "{text}");
}

#[tokio::test]
async fn the_copy_of_a_certificate_says_all_that_the_law_asks() {
    let form = CertificateCopy { printed_at: people::PRINTED_AT.to_owned(), operator: people::operator(), certificate: people::copied() };
    let (text, pages) = printed(&form).await;
    assert_says(
        &text,
        &["копия на бумажном носителе", "00b1c2d3e4f5", "22 ноября 2026 г., 00:00 (UTC)", "Воробьёва Алёна Семёновна", "СНИЛС"],
    );
    assert_says(
        &text,
        &["ООО «Сургуч»", "04a1b2c3 d4e5f607", "неквалифицированная", "ГОСТ Р 34.10-2012", "цифровая подпись", "63-ФЗ", "М. П."],
    );
    assert_eq!(pages, 1);
}

/// What is known of nobody and of nothing prints as well: every form of a request, with as little as there may be.
#[tokio::test]
async fn samples_of_every_form_are_printed() {
    let samples = print::forms::samples(people::PRINTED_AT);
    assert_eq!(samples.len(), print::BUILT_IN.len() - 4, "offer, act, contract and the shared part are no forms of requests");
    for (name, facts) in samples {
        let template = Templates::default().get(name).expect("a template");
        let pdf = printer(patient()).render(&template, &facts).await.expect("printed");
        assert_says(&text(&pdf), &["Пробный Пётр"]);
    }
}
