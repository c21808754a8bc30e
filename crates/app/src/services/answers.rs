//! Answers that were signed beforehand, by the bytes of what is asked about.

use std::collections::HashMap;
use std::collections::hash_map::RandomState;
use std::hash::BuildHasher;
use std::sync::{Mutex, PoisonError};

use bytes::Bytes;
use domain::id::AuthorityId;
use domain::time::Timestamp;
use pki::ocsp::Status;

/// Parts of the memory, so that many askers meet on few locks.
const SHARDS: usize = 16;
/// Most answers in each of them; of about a kilobyte and a half.
const MOST: usize = 2048;

/// One signed answer and what it says.
#[derive(Clone)]
pub(super) struct Kept {
    pub(super) der: Bytes,
    pub(super) status: Status,
    pub(super) authority: AuthorityId,
    /// The standing of the authority's certificates for which it is known to be right.
    pub(super) generation: i64,
    /// When it was signed.
    pub(super) made: Timestamp,
}

/// The memory. Nothing but certificates that exist is kept in it, so nobody fills it with questions.
pub(crate) struct Answers {
    shards: [Mutex<HashMap<Vec<u8>, Kept>>; SHARDS],
    hash: RandomState,
}

impl Default for Answers {
    fn default() -> Self {
        Self { shards: std::array::from_fn(|_| Mutex::default()), hash: RandomState::new() }
    }
}

impl Answers {
    pub(super) fn get(&self, id: &[u8]) -> Option<Kept> {
        self.shard(id).lock().unwrap_or_else(PoisonError::into_inner).get(id).cloned()
    }

    /// Keeps an answer; where there is no room, another one goes.
    pub(super) fn put(&self, id: &[u8], kept: Kept) {
        let mut shard = self.shard(id).lock().unwrap_or_else(PoisonError::into_inner);
        if shard.len() >= MOST && !shard.contains_key(id) {
            let any = shard.keys().next().cloned();
            any.and_then(|any| shard.remove(&any));
        }
        shard.insert(id.to_vec(), kept);
    }

    /// An answer is still right at this generation.
    pub(super) fn confirm(&self, id: &[u8], generation: i64) {
        let mut shard = self.shard(id).lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(kept) = shard.get_mut(id) {
            kept.generation = kept.generation.max(generation);
        }
    }

    fn shard(&self, id: &[u8]) -> &Mutex<HashMap<Vec<u8>, Kept>> {
        let hash = self.hash.hash_one(id);
        &self.shards[usize::try_from(hash % SHARDS as u64).unwrap_or(0)]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_more_answers_are_kept_than_the_limit() {
        let answers = Answers::default();
        let now = Timestamp::from_seconds(1);
        let authority = AuthorityId::new(uuid::Uuid::nil());
        let kept = Kept { der: Bytes::new(), status: Status::Good, authority, generation: 0, made: now };
        for number in 0..(2 * SHARDS * MOST) as u32 {
            answers.put(&number.to_be_bytes(), kept.clone());
        }
        let held: usize = answers.shards.iter().map(|shard| shard.lock().unwrap().len()).sum();
        assert!(held <= SHARDS * MOST && held > SHARDS * MOST / 2);
        let last = (2 * SHARDS * MOST - 1) as u32;
        answers.confirm(&last.to_be_bytes(), 7);
        assert_eq!(answers.get(&last.to_be_bytes()).map(|kept| kept.generation), Some(7));
    }
}
