//! The element Подписант as a title would hold it.

use super::*;

fn xml(reply: &Reply) -> String {
    assert_eq!(reply.status, 200, "{}", said(reply));
    assert_eq!(reply.header("content-type"), "application/xml; charset=windows-1251");
    let head = b"<?xml version=\"1.0\" encoding=\"windows-1251\"?>";
    assert!(reply.body.starts_with(head));
    // Cyrillic letters of windows-1251 lie side by side
    let letter = |byte: &u8| match byte {
        0xc0.. => char::from_u32(0x0410 + u32::from(*byte) - 0xc0).unwrap(),
        0xa8 => 'Ё',
        0xb8 => 'ё',
        0xab => '«',
        0xbb => '»',
        byte => char::from(*byte),
    };
    reply.body.iter().map(letter).collect()
}

testkit::both_own! {
    async fn every_title_that_we_know_to_write_is_shown(db: TestDatabase) {
        let scene = Scene::on(&db).await;
        let path = |title: i32, more: &str| format!("{V2}/Preview?{}{more}", scene.query(title));
        let missing = refused(&scene.api.get(&path(0, "")).await, 400, "Http.BadRequest");
        assert_eq!(missing, format!("SignerDetails not found for boxId={}, thumbprint={}, documentTitleType=0", scene.guid(), scene.thumbprint));
        let unknown = scene.api.get(&format!("{V2}/Preview?boxId={}&thumbprint=AB&documentTitleType=0", scene.guid())).await;
        assert!(refused(&unknown, 400, "Http.BadRequest").starts_with("SignerDetails not found for boxId="));
        for title in titles() {
            details(&scene.post(title.number(), &fit(title)).await);
            let reply = scene.api.get(&path(title.number(), "")).await;
            match title.number() {
                0..=13 | 24 => assert!(xml(&reply).contains("<Подписант"), "{title:?}"),
                _ => assert_eq!(refused(&reply, 400, "Http.BadRequest"), "documentTitleType: could not find or parse query param"),
            }
        }
        let shown = xml(&scene.api.get(&path(0, "&documentVersion=utd_05_01_05")).await);
        let expected = "<Подписант ОблПолн=\"0\" Статус=\"1\" ОснПолн=\"Должностные обязанности\" ОснПолнОрг=\"Договор\">";
        assert!(shown.contains(expected), "{shown}");
        assert!(shown.contains("НаимОрг=\"ООО «Василёк»\" Должн=\"сотрудник\""), "{shown}");
        assert!(shown.contains("<ФИО Фамилия=\"Ёжикова\" Имя=\"Анна\" Отчество=\"Петровна\"/>"), "{shown}");
        let universal = xml(&scene.api.get(&path(12, "&powersConfirmation=3")).await);
        assert!(universal.contains("СпосПодтПолном=\"3\" ДопСведПодп=\"additional\""), "{universal}");
        for (more, parameter) in [("&documentVersion=utd970_05_02_01", "documentVersion"), ("&powersConfirmation=7", "powersConfirmation")] {
            let text = refused(&scene.api.get(&path(0, more)).await, 400, "Http.BadRequest");
            assert_eq!(text, format!("{parameter}: could not find or parse query param"));
        }
    }

    /// What a title asks for and nobody can fill in is named: here the certificate of a natural person, who acts for nobody by it.
    async fn a_certificate_of_a_natural_person_fills_in_no_organization(db: TestDatabase) {
        let mut scene = Scene::on(&db).await;
        let account = scene.colleague(Right::Signer).await;
        let certificate = scene.api.house.certificate(&account, None).await;
        let house = &scene.api.house;
        scene.thumbprint = app::certificate::get(&house.ctx, &house.call(), certificate).await.unwrap().thumbprint;
        let kept = details(&scene.post(4, &fit(TitleType::of_number(4).unwrap())).await);
        assert_eq!((kept.inn, kept.signer_organization_name), (None, None));
        let text = refused(&scene.api.get(&format!("{V2}/Preview?{}", scene.query(4))).await, 400, "Http.BadRequest");
        assert_eq!(text, "SignerOrganizationName: is required; Inn: is required");
    }
}
