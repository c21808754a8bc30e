//! Reads the text messages that the server wrote: the phone of everybody who plays.

use std::time::Duration;

use app::Ctx;
use app::admin;

use crate::failure::{Doing, Failure};

/// How long a message may take.
const PATIENCE: Duration = Duration::from_secs(10);

/// The newest message to `phone` for `purpose`.
pub(super) async fn message(ctx: &Ctx, phone: &str, purpose: &str) -> Result<String, Failure> {
    let search = async {
        loop {
            let messages = admin::outbox(ctx, 100).await.doing("outbox")?;
            if let Some(found) = messages.into_iter().rev().find(|message| message.phone == phone && message.purpose == purpose) {
                return Ok(found.text);
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    };
    tokio::time::timeout(PATIENCE, search).await.doing(format!("waiting for a message to {phone}"))?
}

/// The first run of exactly six digits.
pub(super) fn code(text: &str) -> Option<&str> {
    text.split(|c: char| !c.is_ascii_digit()).find(|run| run.len() == 6)
}

/// The word after «пароль для входа:».
pub(super) fn password(text: &str) -> Option<&str> {
    let (_, rest) = text.split_once("пароль для входа: ")?;
    rest.split_whitespace().next().map(|word| word.trim_end_matches('.'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_and_passwords_are_found_in_messages() {
        assert_eq!(code("Код 123456 для подписания «Сделка 7», документов: 3, отпечаток 1a2b3c4d."), Some("123456"));
        assert_eq!(code("Сделка 7777777"), None);
        assert_eq!(password("Ваш пароль для входа: aB3dE5fG7hJ9. Логин: этот номер."), Some("aB3dE5fG7hJ9"));
    }
}
