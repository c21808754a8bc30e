//! Text messages by a gateway, which the simulator plays.

use std::sync::Arc;
use std::time::Duration;

use app::Settings;
use app::request::NewRequest;
use app::user::Registration;
use domain::confirmation;
use domain::issue::KeyPlace;
use domain::subject::Phone;
use outbound::guarded::{Cidr, Rules};
use outbound::remote::{BreakerSettings, RemoteSettings};
use outbound::sms::{Gateway, Route};
use simulate::sms::{Data, Sms as Stage};
use testhouse::{House, Neighbours};
use testkit::TestDatabase;
use tokio::net::TcpListener;

/// A house whose messages go to the stand-in.
async fn beside(db: &TestDatabase) -> (House, Stage) {
    let stage = Stage::new(Data::built_in());
    let socket = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", socket.local_addr().unwrap());
    tokio::spawn(simulate::serve(socket, stage.router(), std::future::pending()));
    let settings = RemoteSettings {
        url,
        token: None,
        rules: Rules { allow: vec![Cidr::parse("127.0.0.1/32").unwrap()], ..Rules::default() },
        extra_roots: Vec::new(),
        timeout: Duration::from_secs(10),
        breaker: BreakerSettings { failures: 1000, ..BreakerSettings::default() },
    };
    let gateway = Gateway::new(&settings).unwrap();
    let neighbours = Neighbours { sms: Route::Gateway(Arc::new(gateway)), ..Neighbours::default() };
    (House::beside(db, Settings::default(), neighbours).await, stage)
}

async fn outbox(house: &House) -> usize {
    app::admin::outbox(&house.ctx, 1000).await.unwrap().len()
}

testkit::both_own! {
    async fn a_message_goes_out_once_and_its_text_is_kept_nowhere(db: TestDatabase) {
        let (house, stage) = beside(&db).await;
        let account = house.person().await;
        house.work().await;
        let taken = stage.messages();
        assert_eq!(taken.len(), 1);
        assert_eq!(taken[0].to, account.phone.as_str());
        assert!(taken[0].text.starts_with("Ваш пароль для входа: "), "{}", taken[0].text);
        assert_eq!(outbox(&house).await, 0);
        house.clock.advance(Duration::from_secs(3600));
        house.work().await;
        assert_eq!(stage.messages().len(), 1);
    }

    async fn while_the_gateway_is_down_messages_wait(db: TestDatabase) {
        let (house, stage) = beside(&db).await;
        stage.set_down(true);
        house.person().await;
        house.work().await;
        assert_eq!((stage.messages().len(), outbox(&house).await), (0, 1));
        stage.set_down(false);
        house.clock.advance(Duration::from_secs(60));
        house.work().await;
        assert_eq!((stage.messages().len(), outbox(&house).await), (1, 0));
    }

    async fn a_code_that_has_expired_is_not_sent_any_more(db: TestDatabase) {
        let (house, stage) = beside(&db).await;
        let account = house.person().await;
        let new = NewRequest { user: account.id, company: None, key: KeyPlace::Server { key: None, algorithm: None }, external_id: None };
        let request = app::request::create(&house.ctx, &house.call(), new).await.unwrap().value;
        house.work().await;
        stage.set_down(true);
        app::request::send_code(&house.ctx, &house.call(), request.id).await.unwrap();
        house.work().await;
        stage.set_down(false);
        house.clock.advance(confirmation::LIFE);
        house.work().await;
        assert!(stage.messages().iter().all(|message| message.text.starts_with("Ваш пароль")), "no code");
        assert_eq!(outbox(&house).await, 0);
        app::request::send_code(&house.ctx, &house.call(), request.id).await.unwrap();
        house.work().await;
        assert_eq!(stage.messages().len(), 2, "the password, and the code that was asked for again");
    }

    async fn a_refusal_fails_the_job_where_an_administrator_looks(db: TestDatabase) {
        let (house, stage) = beside(&db).await;
        let person = house.person().await.person;
        let phone = Phone::parse("+70000000001").unwrap();
        let new = Registration { phone, person, email: None, external_id: None };
        app::user::register(&house.ctx, &house.call(), new).await.unwrap();
        house.work().await;
        assert_eq!((stage.messages().len(), outbox(&house).await), (1, 0));
        let rows = app::figures::gather(&house.ctx).await.rows.unwrap();
        let failed = rows.jobs.iter().find(|jobs| jobs.kind == "send_sms" && jobs.state == "failed");
        assert_eq!(failed.map(|jobs| jobs.count), Some(1));
    }
}
