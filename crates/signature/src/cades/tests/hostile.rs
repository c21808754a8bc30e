//! Changed and cut inputs of every step: refused or taken, never a panic, and never a change of what was reached.

use pki::ocsp::Status;
use pki::{Digest, tsp};
use proptest::prelude::*;
use proptest::sample::Index;

use super::{begin, goal};
use crate::cades::counter_signature;
use crate::cades::evidence::{Gathering, Level, Missing, State};
use crate::cades::stamp::ToStamp;
use crate::fixture::{CONTENT, House, Services, now};

struct Made {
    house: House,
    /// X Long Type 1 and an archive time stamp.
    long: Vec<u8>,
    /// One that waits for answers.
    waiting: Gathering,
    /// TimeStampResp, OCSPResponse, list, certificate.
    answers: [Vec<u8>; 4],
}

thread_local!(static MADE: Made = {
    let house = House::new();
    let services = Services::p256(&house);
    let long = services.complete(&mut begin(&house.sign(CONTENT), &house, Level::LongType1, CONTENT));
    let long = services.complete(&mut begin(&long, &house, Level::Archive, CONTENT));
    let mut waiting = begin(&house.sign(CONTENT), &house, Level::LongTerm, CONTENT);
    let Ok(State::Pending(missing)) = waiting.advance() else { panic!("a time stamp is missing") };
    let Missing::TimeStamp { request, .. } = &missing[0] else { panic!("a time stamp is missing") };
    let stamp = services.stamp(request);
    waiting.take_time_stamp(&stamp).expect("a time stamp");
    let Ok(State::Pending(missing)) = waiting.advance() else { panic!("answers are missing") };
    let Missing::Revocation { request, .. } = &missing[0] else { panic!("answers are missing") };
    let answers = [stamp, services.answer(request, Status::Good), services.list(&[]), house.issuing.der().to_vec()];
    Made { house, long, waiting, answers }
});

fn changed(bytes: &[u8], changes: &[(Index, u8)], cut: Option<Index>) -> Vec<u8> {
    let mut changed = bytes.to_vec();
    for (index, value) in changes {
        changed[index.index(bytes.len())] = *value;
    }
    changed.truncate(cut.map_or(bytes.len(), |cut| cut.index(bytes.len())));
    changed
}

fn changes() -> impl Strategy<Value = Vec<(Index, u8)>> {
    proptest::collection::vec((any::<Index>(), any::<u8>()), 1..4)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 150, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_changed_signature_goes_on_or_is_refused(changes in changes(), cut in proptest::option::of(any::<Index>())) {
        MADE.with(|made| {
            let cms = changed(&made.long, &changes, cut);
            for level in [Level::LongType1, Level::Archive] {
                if let Ok(mut gathering) = Gathering::begin(&cms, goal(&made.house, level)) {
                    let _ = gathering.advance();
                }
            }
            for to_stamp in [ToStamp::signature(0, Digest::Sha256), ToStamp::references(0, Digest::Sha256), ToStamp::archive(0, Digest::Sha256, None)] {
                let _ = to_stamp.imprint(&cms);
            }
            let _ = counter_signature::prepare(&cms, 0, &made.house.signer, now());
        });
    }

    #[test]
    fn changed_answers_do_not_count(changes in changes(), cut in proptest::option::of(any::<Index>())) {
        MADE.with(|made| {
            let [_, answer, list, certificate] = &made.answers;
            let mut gathering = made.waiting.clone();
            let before = gathering.cms().to_vec();
            for (whole, which) in [(answer, 0), (list, 1), (certificate, 2)] {
                let bytes = changed(whole, &changes, cut);
                let taken = match which {
                    0 => gathering.take_answer(&bytes),
                    1 => gathering.take_list(&bytes),
                    _ => gathering.take_certificates(&bytes),
                };
                // what is taken is the original, or another answer of the same meaning: unsigned parts of OCSP may differ
                prop_assert!(taken.is_err() || bytes == *whole || which == 0, "{which}");
            }
            prop_assert_eq!(gathering.cms(), before);
            Ok(())
        })?;
    }

    #[test]
    fn changed_tokens_are_not_added(changes in changes(), cut in proptest::option::of(any::<Index>())) {
        MADE.with(|made| {
            let mut gathering = begin(&made.house.sign(CONTENT), &made.house, Level::Stamped, CONTENT);
            let Ok(State::Pending(missing)) = gathering.advance() else { panic!("a time stamp is missing") };
            let Missing::TimeStamp { request, .. } = &missing[0] else { panic!("a time stamp is missing") };
            let parsed = tsp::Request::parse(request).expect("a request");
            let response = Services::p256(&made.house).stamp(&parsed.to_der());
            let bytes = changed(&response, &changes, cut);
            let before = gathering.cms().to_vec();
            if gathering.take_time_stamp(&bytes).is_err() {
                prop_assert_eq!(gathering.cms(), before);
            } else if gathering.cms() != before {
                // certificates beside the authority's own may differ, and so may words for people
                let data = crate::cms::read::SignedData::parse(gathering.cms()).expect("a CMS");
                let unsigned = crate::cades::Unsigned::of(&data.signers[0]).expect("attributes");
                let tokens = unsigned.tokens(pki::oid::SIGNATURE_TIME_STAMP).expect("tokens");
                prop_assert_eq!(tokens[0].covers(data.signers[0].signature), Some(true));
                prop_assert!(tokens[0].authority(&[]).is_ok());
            }
            Ok(())
        })?;
    }
}
