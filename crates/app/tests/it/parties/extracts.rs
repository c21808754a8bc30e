use std::time::Duration;

use app::party::{self, Identity};
use domain::code;
use domain::issue::check::Who;
use domain::party::{Details, DocumentInfo, ExtractFlaw, NativeNumbers, Organization, dictionary};
use domain::subject::{Date, NamePart};
use futures::TryStreamExt as _;
use simulate::registers::{Manner, SignedBy, Trouble};

use super::{a_person, an_organization, beside_registers, deposited, made, own, text};

const DAY: Duration = Duration::from_secs(24 * 3600);

async fn bytes(house: &testhouse::House, org: &app::form::OrgCall, id: domain::id::ContentId) -> Vec<u8> {
    let pieces: Vec<bytes::Bytes> = app::deposit::open(&house.ctx, org, id).await.unwrap().body.try_collect().await.unwrap();
    pieces.concat()
}

fn numbered(ogrn: Option<&str>) -> Details {
    let numbers = ogrn.map(|ogrn| NativeNumbers { ogrn: text(ogrn), inn: None });
    Details::Organization(Box::new(Organization { numbers, ..Organization::default() }))
}

testkit::both_own! {
    async fn an_extract_is_fetched_once_a_day_and_holds_for_three_months(db: TestDatabase) {
        let (house, registers) = beside_registers(&db, SignedBy::Ecdsa).await;
        let (ctx, org) = (&house.ctx, own(&house).await);
        let party = made(&house, &org, an_organization()).await;
        let extract = party::egrul(ctx, &org, party.id).await.unwrap();
        assert_eq!(extract.sort.word(), "pdf");
        let asked = registers.asked()["extracts"];
        assert_eq!(party::egrul(ctx, &org, party.id).await.unwrap(), extract, "told again");
        assert_eq!(registers.asked()["extracts"], asked);
        let judged = party::judge_extract(ctx, extract.id).await.unwrap().expect("it holds");
        assert_eq!(judged.signed_at.seconds(), ctx.now().seconds());

        house.clock.advance(DAY + Duration::from_secs(60));
        assert_ne!(party::egrul(ctx, &org, party.id).await.unwrap().id, extract.id, "the day is over");
        // 2026-06-01 and three months
        house.clock.advance(90 * DAY);
        assert!(party::judge_extract(ctx, extract.id).await.unwrap().is_ok());
        house.clock.advance(2 * DAY);
        assert_eq!(party::judge_extract(ctx, extract.id).await.unwrap(), Err(ExtractFlaw::Outdated));
    }

    async fn an_extract_that_was_touched_or_is_nobodys_is_worth_nothing(db: TestDatabase) {
        let (house, _) = beside_registers(&db, SignedBy::Gost).await;
        let (ctx, org) = (&house.ctx, own(&house).await);
        let party = made(&house, &org, an_organization()).await;
        let extract = party::egrul(ctx, &org, party.id).await.unwrap();
        let pdf = bytes(&house, &org, extract.id).await;
        assert!(party::judge_extract(ctx, extract.id).await.unwrap().is_ok());
        let place = pdf.windows(3).position(|window| window == b" Tj").unwrap() - 3;
        let mut changed = pdf.clone();
        changed[place] ^= 1;
        for (content, flaw) in [
            (changed, ExtractFlaw::SignatureInvalid),
            ([&pdf[..], b"\n%%EOF\n"].concat(), ExtractFlaw::NotWhole),
            (b"%PDF-1.4 nobody signed this".to_vec(), ExtractFlaw::Unsigned),
            (testhouse::PIXEL.to_vec(), ExtractFlaw::Unsigned),
        ] {
            let kept = deposited(&house, &org, &content).await;
            assert_eq!(party::judge_extract(ctx, kept.id).await.unwrap(), Err(flaw));
        }
    }

    async fn whom_nobody_trusts_signs_for_nothing(db: TestDatabase) {
        let (house, _) = beside_registers(&db, SignedBy::Ecdsa).await;
        let org = own(&house).await;
        let party = made(&house, &org, an_organization()).await;
        let extract = party::egrul(&house.ctx, &org, party.id).await.unwrap();
        let pdf = bytes(&house, &org, extract.id).await;
        // a house of the same clock that was told nothing
        let untold = testkit::sqlite();
        let other = testhouse::House::on(&untold).await;
        let theirs = own(&other).await;
        let kept = deposited(&other, &theirs, &pdf).await;
        assert_eq!(party::judge_extract(&other.ctx, kept.id).await.unwrap(), Err(ExtractFlaw::SignerUntrusted));
    }

    async fn who_has_no_extract_is_told_so(db: TestDatabase) {
        let (house, registers) = beside_registers(&db, SignedBy::Ecdsa).await;
        let (ctx, org) = (&house.ctx, own(&house).await);
        for (details, expected) in [
            (a_person(), code::PARTY_NOT_AN_ORGANIZATION),
            (numbered(None), code::FIELD_REQUIRED),
            (numbered(Some(" ")), code::FIELD_REQUIRED),
            (numbered(Some("1267700000018")), code::OGRN_CHECKSUM),
            (numbered(Some("304500116000157")), code::OGRN_FORMAT),
            (numbered(Some("1027700132195")), code::REGISTER_HAS_NONE),
        ] {
            let party = made(&house, &org, details).await;
            let error = party::egrul(ctx, &org, party.id).await.unwrap_err();
            assert_eq!(error.problems.first().map_or(error.code, |problem| problem.code), expected);
        }
        registers.trouble(Trouble { register: "fns".to_owned(), number: None, manner: Manner::Error, seconds: 0, times: None });
        let party = made(&house, &org, an_organization()).await;
        assert_eq!(party::egrul(ctx, &org, party.id).await.unwrap_err().code, code::UNAVAILABLE);
    }

    async fn a_persons_number_is_found_by_name_and_passport(db: TestDatabase) {
        let (house, _) = beside_registers(&db, SignedBy::Ecdsa).await;
        let (ctx, org) = (&house.ctx, own(&house).await);
        let part = |text: &str| NamePart::parse(text).unwrap();
        let who = Who { surname: part("Соколова"), name: part("Вера"), patronymic: Some(part("Андреевна")), birth_date: Date::parse("1985-04-12").unwrap() };
        let document = DocumentInfo { series: text("4511"), number: text("000001"), ..DocumentInfo::of(dictionary::PASSPORT) };
        let sokolova = Identity { who, birth_place: None, document };
        assert_eq!(party::inn(ctx, &org, &sokolova).await.unwrap().as_str(), "770000001103");
        let mut other = sokolova.clone();
        other.document.number = text("000009");
        assert_eq!(party::inn(ctx, &org, &other).await.unwrap_err().code, code::REGISTER_HAS_NONE);
    }
}

#[tokio::test]
async fn without_registers_nothing_can_be_asked() {
    let db = testkit::sqlite();
    let house = testhouse::House::on(&db).await;
    let org = own(&house).await;
    let party = made(&house, &org, an_organization()).await;
    assert_eq!(party::egrul(&house.ctx, &org, party.id).await.unwrap_err().code, code::UNAVAILABLE);
}
