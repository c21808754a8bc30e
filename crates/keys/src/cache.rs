//! Opened keys, few and briefly: unsealing costs a read of the storage, holding on would outlive a deletion elsewhere.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use domain::id::PrivateKeyId;

use crate::pair::Pair;

/// Most keys held open.
const MOST: usize = 1024;
/// How long after opening: another node's deletion is seen within this time.
const LIFE: Duration = Duration::from_secs(1);

#[derive(Default)]
pub(crate) struct Cache(Mutex<HashMap<PrivateKeyId, (Instant, Arc<Pair>)>>);

impl Cache {
    pub(crate) fn get(&self, id: PrivateKeyId) -> Option<Arc<Pair>> {
        let held = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        held.get(&id).filter(|(since, _)| since.elapsed() < LIFE).map(|(_, pair)| Arc::clone(pair))
    }

    pub(crate) fn put(&self, id: PrivateKeyId, pair: &Arc<Pair>) {
        let mut held = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if held.len() >= MOST {
            held.retain(|_, (since, _)| since.elapsed() < LIFE);
        }
        if held.len() >= MOST
            && let Some(oldest) = held.iter().min_by_key(|(_, (since, _))| *since).map(|(id, _)| *id)
        {
            held.remove(&oldest);
        }
        held.insert(id, (Instant::now(), Arc::clone(pair)));
    }

    pub(crate) fn forget(&self, id: PrivateKeyId) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).remove(&id);
    }
}

#[cfg(test)]
mod tests {
    use pki::Algorithm;
    use uuid::Uuid;

    use super::*;

    #[test]
    fn no_more_keys_are_held_than_the_limit() {
        let cache = Cache::default();
        let pair = Arc::new(Pair::generate(Algorithm::EcdsaP256Sha256).unwrap());
        for number in 0..2 * MOST {
            cache.put(PrivateKeyId::new(Uuid::from_u128(number as u128)), &pair);
        }
        assert!(cache.0.lock().unwrap().len() <= MOST);
        let last = PrivateKeyId::new(Uuid::from_u128(2 * MOST as u128 - 1));
        assert!(cache.get(last).is_some());
        cache.forget(last);
        assert!(cache.get(last).is_none());
    }
}
