//! A gateway of text messages, played by the simulator.

use outbound::remote::NotAnswered;
use outbound::sms::{Gateway, Message, SmsError, SmsRoute};
use simulate::sms::{Data, Sms as Stage};

use crate::server::{Behaviour, Server, answer};
use crate::stage::{call, play, remote};

const PHONE: &str = "+79161234567";

async fn stage() -> (Stage, Gateway) {
    let stage = Stage::new(Data::built_in());
    let gateway = Gateway::new(&remote(&play(stage.router()).await)).expect("a client");
    (stage, gateway)
}

fn message(phone: &str) -> Message<'_> {
    Message { phone, text: "Код 123456" }
}

#[tokio::test]
async fn a_message_is_taken_over_once_however_often_it_is_sent() {
    let (stage, gateway) = stage().await;
    let first = gateway.send(message(PHONE), call("sms_1")).await.expect("taken");
    assert_eq!(gateway.send(message(PHONE), call("sms_1")).await.expect("taken"), first);
    assert_ne!(gateway.send(message(PHONE), call("sms_2")).await.expect("taken"), first);
    let taken: Vec<_> = stage.messages().into_iter().map(|message| (message.to, message.text)).collect();
    assert_eq!(taken, vec![(PHONE.to_owned(), "Код 123456".to_owned()); 2]);
    let figures = gateway.figures().expect("counted");
    assert_eq!((figures.counterpart, figures.outcomes), ("sms", vec![("answered", 3)]));
}

#[tokio::test]
async fn a_refusal_is_final_and_says_why_in_a_word() {
    let (_stage, gateway) = stage().await;
    let refused = gateway.send(message("+70000000001"), call("sms_1")).await;
    assert!(matches!(&refused, Err(SmsError::Refused(word)) if word == "phone_unknown"), "{refused:?}");
    let body = r#"{"code":"+79161234567 is unknown"}"#;
    let talkative = format!("HTTP/1.1 422 Unprocessable Content\r\ncontent-length: {}\r\n\r\n{body}", body.len());
    let server = Server::start(Behaviour::Answer(talkative)).await;
    let gateway = Gateway::new(&remote(&format!("http://{}", server.address))).expect("a client");
    let refused = gateway.send(message(PHONE), call("sms_1")).await;
    assert!(matches!(&refused, Err(SmsError::Refused(word)) if word == "refused"), "what is no word is not repeated: {refused:?}");
}

#[tokio::test]
async fn a_gateway_that_is_down_may_take_it_later() {
    let (stage, gateway) = stage().await;
    stage.set_down(true);
    let error = gateway.send(message(PHONE), call("sms_1")).await.expect_err("it is down");
    assert!(matches!(error, SmsError::Unavailable { retry_after: None, .. }), "{error:?}");
    assert!(!gateway.status(&call("s-1")).await.expect("an answer").up);
    stage.set_down(false);
    assert!(gateway.send(message(PHONE), call("sms_1")).await.is_ok());
    assert_eq!(stage.messages().len(), 1);
    let server = Server::start(answer("429 Too Many Requests", &["retry-after: 7"])).await;
    let gateway = Gateway::new(&remote(&format!("http://{}", server.address))).expect("a client");
    let error = gateway.send(message(PHONE), call("sms_1")).await.expect_err("it is busy");
    assert!(matches!(error, SmsError::Unavailable { retry_after: Some(wait), .. } if wait.as_secs() == 7), "{error:?}");
}

#[tokio::test]
async fn phone_and_text_stand_in_the_body_and_nowhere_else() {
    let server = Server::start(answer("200 OK", &[])).await;
    let gateway = Gateway::new(&remote(&format!("http://{}", server.address))).expect("a client");
    let error = gateway.send(message(PHONE), call("sms_1")).await.expect_err("the server talks nonsense");
    let SmsError::Unavailable { source, .. } = &error else { panic!("{error:?}") };
    assert!(matches!(source.downcast_ref(), Some(NotAnswered::Malformed("JSON"))));
    let received = server.received().remove(0);
    assert_eq!(received.line, "POST /v1/messages HTTP/1.1");
    assert!(String::from_utf8_lossy(&received.body).contains("Код 123456"));
    let shown = format!("{error} {error:?} {:?} {:?}", received.headers, message(PHONE));
    assert!(!shown.contains("9161234567") && !shown.contains("123456"), "{shown}");
}
