//! Everybody's phones: text messages by number and purpose, in the order in which they were written.

use std::collections::{HashMap, HashSet};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use app::Ctx;
use tokio::sync::watch;

use crate::office::Outcome;

/// How often new messages are looked for.
const POLL: Duration = Duration::from_millis(25);
/// Messages looked at each time; more than are written between two looks.
const NEWEST: u32 = 300;

/// Messages seen so far.
#[derive(Debug, Default)]
pub struct Phones {
    seen: Mutex<Seen>,
    changed: watch::Sender<()>,
}

#[derive(Debug, Default)]
struct Seen {
    ids: HashSet<String>,
    texts: HashMap<(String, String), Vec<String>>,
}

impl Phones {
    /// Looks for new messages until the task is aborted; `ctx` is one boot's.
    pub async fn listen(&self, ctx: &Ctx) -> Outcome<()> {
        // what the boot before wrote last may not have been seen
        let mut limit = 10 * NEWEST;
        loop {
            self.look(ctx, limit).await?;
            limit = NEWEST;
            tokio::time::sleep(POLL).await;
        }
    }

    /// Takes in the newest messages.
    pub async fn look(&self, ctx: &Ctx, limit: u32) -> Outcome<()> {
        let messages = app::admin::outbox(ctx, limit).await?;
        let mut seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
        for message in messages {
            if seen.ids.insert(message.id.to_string()) {
                seen.texts.entry((message.phone, message.purpose)).or_default().push(message.text);
            }
        }
        drop(seen);
        self.changed.send_replace(());
        Ok(())
    }

    /// The code in the message number `number` (from 1) to this phone, as soon as it is there.
    pub async fn code(&self, phone: &str, purpose: &str, number: usize) -> Option<String> {
        let mut changed = self.changed.subscribe();
        loop {
            let text = self.text(phone, purpose, number);
            if let Some(text) = text {
                return text.split(|c: char| !c.is_ascii_digit()).find(|run| run.len() == 6).map(str::to_owned);
            }
            changed.changed().await.ok()?;
        }
    }

    fn text(&self, phone: &str, purpose: &str, number: usize) -> Option<String> {
        let seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
        seen.texts.get(&(phone.to_owned(), purpose.to_owned()))?.get(number.checked_sub(1)?).cloned()
    }
}
