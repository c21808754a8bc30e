//! `surguch admin outbox`: the text messages of the default route, which nobody sends.

use std::collections::HashSet;
use std::time::Duration;

use app::{Ctx, admin};

use crate::failure::{Doing, Failure};
use crate::out::{self, say};

/// How often new messages are looked for.
const POLL: Duration = Duration::from_millis(500);

pub(super) async fn run(ctx: &Ctx, limit: u32, phone: Option<&str>, follow: bool) -> Result<(), Failure> {
    let mut shown = HashSet::new();
    loop {
        for message in admin::outbox(ctx, limit).await.doing("outbox")? {
            if phone.is_none_or(|phone| message.phone == phone) && shown.insert(message.id) {
                say!("{}  {}  {:<15}  {}", message.created_at, message.phone, message.purpose, message.text);
            }
        }
        if !follow || out::is_closed() {
            return Ok(());
        }
        tokio::time::sleep(POLL).await;
    }
}
