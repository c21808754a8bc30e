//! From BES to the highest level and back: what is built, what is read, and what OpenSSL says of it.

mod counter_signature;
mod evidence;
mod hostile;
mod judge;
mod levels;
mod references;

use pki::Digest;

use super::evidence::{Gathering, Goal, Level};
use crate::ContentDigest;
use crate::fixture::{House, now};

fn goal(house: &House, level: Level) -> Goal {
    Goal {
        signer: 0,
        level,
        digest: house.key.algorithm().digest(),
        policy: None,
        anchors: vec![house.root.clone()],
        intermediates: Vec::new(),
        contents: Vec::new(),
        at: now(),
        random: [5; 32],
    }
}

fn begin(cms: &[u8], house: &House, level: Level, content: &[u8]) -> Gathering {
    let digest: Digest = house.key.algorithm().digest();
    let contents = vec![ContentDigest { algorithm: digest, value: digest.of(content) }];
    Gathering::begin(cms, Goal { contents, ..goal(house, level) }).expect("begun")
}
