//! Two acts at once on real connections: exactly one outcome, a typed conflict for the loser, exactly one end.

use app::package::Signing;
use app::{AppError, Ctx};
use domain::code;
use domain::id::PackageId;
use domain::office::Package;
use domain::subject::Reason;
use testhouse::{House, Signatory};

/// How many packages a race is run on; the long form is a command of its own.
const ROUNDS: usize = 20;

fn signing(who: &Signatory) -> Signing {
    Signing { certificate: who.certificate, participant: None, code: None }
}

fn reason() -> Reason {
    Reason::parse("передумали").unwrap()
}

/// Kinds of the package's events, in order.
async fn history(house: &House, id: PackageId) -> Vec<String> {
    house.ctx.store.sequencer().pass().await.unwrap();
    let licensee = house.licensee;
    let events = house.ctx.store.read(move |tx| store::table::event::of_subject(tx, licensee, &id.to_string(), 100)).await.unwrap();
    events.into_iter().map(|event| event.kind).collect()
}

fn ends(history: &[String]) -> Vec<&str> {
    let ends = ["package.completed", "package.refused", "package.revoked", "package.expired"];
    history.iter().map(String::as_str).filter(|kind| ends.contains(kind)).collect()
}

async fn both<A, B>(one: A, other: B) -> (Result<Package, AppError>, Result<Package, AppError>)
where
    A: Future<Output = Result<Package, AppError>> + Send + 'static,
    B: Future<Output = Result<Package, AppError>> + Send + 'static,
{
    let (one, other) = (tokio::spawn(one), tokio::spawn(other));
    (one.await.unwrap(), other.await.unwrap())
}

async fn sign(ctx: Ctx, house_call: app::Call, id: PackageId, signing: Signing) -> Result<Package, AppError> {
    app::package::sign(&ctx, &house_call, id, signing).await.map(|done| done.value)
}

testkit::both_own! {
    async fn two_last_signers_complete_a_package_once(db: TestDatabase) {
        let house = House::on(&db).await;
        let other = house.another_node(&db);
        let (a, b) = (house.signatory(house.own_company).await, house.signatory(house.own_company).await);
        for _ in 0..ROUNDS {
            let package = house.package(vec![a.signs(1), b.signs(1)]).await;
            let (one, two) = both(
                sign(house.ctx.clone(), house.call(), package.id, signing(&a)),
                sign(other.clone(), house.call(), package.id, signing(&b)),
            )
            .await;
            let words = [one.unwrap().status.word(), two.unwrap().status.word()];
            assert!(words == ["sent", "completed"] || words == ["completed", "sent"], "{words:?}");
            assert_eq!(ends(&history(&house, package.id).await), ["package.completed"]);
            assert_eq!(app::package::signatures(&house.ctx, &house.call(), package.id, app::Slice::first(200)).await.unwrap().items.len(), 2);
        }
    }

    async fn a_refusal_and_a_signature_have_one_winner(db: TestDatabase) {
        let house = House::on(&db).await;
        let other = house.another_node(&db);
        let a = house.signatory(house.own_company).await;
        for _ in 0..ROUNDS {
            let package = house.package(vec![a.signs(1)]).await;
            let (ctx, call, id) = (other.clone(), house.call(), package.id);
            let refuse = async move { app::package::refuse(&ctx, &call, id, None, reason()).await.map(|done| done.value) };
            let (signed, refused) = both(sign(house.ctx.clone(), house.call(), id, signing(&a)), refuse).await;
            let signatures = app::package::signatures(&house.ctx, &house.call(), id, app::Slice::first(200)).await.unwrap().items.len();
            match (signed, refused) {
                (Ok(_), Err(error)) => {
                    assert!([code::PACKAGE_COMPLETED, code::ALREADY_SIGNED].contains(&error.code), "{error}");
                    assert_eq!((ends(&history(&house, id).await), signatures), (vec!["package.completed"], 1));
                }
                (Err(error), Ok(_)) => {
                    assert_eq!(error.code, code::PACKAGE_REFUSED);
                    assert_eq!((ends(&history(&house, id).await), signatures), (vec!["package.refused"], 0));
                }
                other => panic!("one winner and one loser, not {other:?}"),
            }
        }
    }

    async fn a_revocation_and_the_last_signature_have_one_winner(db: TestDatabase) {
        let house = House::on(&db).await;
        let other = house.another_node(&db);
        let a = house.signatory(house.own_company).await;
        for _ in 0..ROUNDS {
            let package = house.package(vec![a.signs(1)]).await;
            let (ctx, call, id) = (other.clone(), house.call(), package.id);
            let revoke = async move { app::package::revoke(&ctx, &call, id, reason()).await.map(|done| done.value) };
            match both(sign(house.ctx.clone(), house.call(), id, signing(&a)), revoke).await {
                (Ok(_), Err(error)) => {
                    assert_eq!(error.code, code::PACKAGE_COMPLETED);
                    assert_eq!(ends(&history(&house, id).await), ["package.completed"]);
                }
                (Err(error), Ok(_)) => {
                    assert_eq!(error.code, code::PACKAGE_REVOKED);
                    assert_eq!(ends(&history(&house, id).await), ["package.revoked"]);
                }
                other => panic!("one winner and one loser, not {other:?}"),
            }
        }
    }
}
