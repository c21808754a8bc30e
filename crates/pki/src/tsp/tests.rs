mod crafted;

use super::*;
use crate::asn1::{tag, write};
use crate::fixture::{House, Pair, YEAR, folder_of, issuer, now, pem, succeeds, term};
use crate::name::Kind;
use crate::profile::service;
use crate::{Digest, Name, Time};

const DATA: &[u8] = b"what is stamped";
const POLICY: &str = "1.2.643.7.9";

fn imprint() -> Imprint {
    Imprint::new(Digest::Sha256, &Digest::Sha256.of(DATA)).expect("the right length")
}

fn request() -> Request {
    let policy = Some(POLICY.parse().expect("an identifier"));
    Request { imprint: imprint(), policy, nonce: Some(Request::nonce_from_random([9; 16])), certificate: true }
}

fn info(request: &Request) -> TstInfo {
    TstInfo {
        policy: POLICY.parse().expect("an identifier"),
        imprint: request.imprint.clone(),
        serial: vec![0x12, 0x34],
        time: GenTime { seconds: now(), micros: 250_000 },
        accuracy: Some(Accuracy { seconds: 1, millis: 0, micros: 500 }),
        ordering: true,
        nonce: request.nonce.clone(),
        authority: Some(name()),
    }
}

fn name() -> Name {
    Name::build(&[(Kind::Country, "RU"), (Kind::CommonName, "TSA")]).expect("a name")
}

/// The TSTInfo inside a token, without looking at the CMS around it.
fn contents(token: &[u8]) -> Vec<u8> {
    let mut outer = Reader::whole_sequence(token).expect("ContentInfo");
    outer.oid().expect("a type");
    let mut signed = Reader::whole_sequence(outer.expect(tag::context(0)).expect("contents").value).expect("SignedData");
    signed.small().expect("a version");
    signed.expect(tag::SET).expect("digests");
    let mut inner = signed.sequence().expect("contents");
    assert_eq!(inner.oid(), Ok(TstInfo::CONTENT_TYPE));
    let mut wrapped = Reader::new(inner.expect(tag::context(0)).expect("contents").value);
    wrapped.expect(tag::OCTET_STRING).expect("octets").value.to_vec()
}

struct Authority {
    house: House,
    folder: tempfile::TempDir,
}

fn authority() -> Authority {
    let (house, key) = (House::p256(), Pair::p256());
    let tbs = service::time_stamper(issuer(&house.issuing), &name(), &key.public(), &term(5, 2), now().plus_seconds(YEAR));
    let certificate = house.issuing_key.certificate(&tbs.expect("a certificate"));
    assert!(may_stamp(&certificate));
    let folder = folder_of(&[
        ("ca.pem", &pem(&[&house.root, &house.issuing])),
        ("tsa.pem", &pem(&[&certificate])),
        ("tsa.key", &key.pkcs8()),
        ("data", DATA),
        ("serial", b"01"),
    ]);
    Authority { house, folder }
}

#[test]
fn openssl_stamps_what_we_ask_for() {
    let Authority { folder, .. } = authority();
    let request = request();
    std::fs::write(folder.path().join("q.tsq"), request.to_der()).expect("written");
    let text = succeeds(folder.path(), &["ts", "-query", "-in", "q.tsq", "-text"]);
    assert!(text.contains("Hash Algorithm: sha256") && text.contains(POLICY) && text.contains("Certificate required: yes"), "{text}");
    let configuration = format!(
        "[tsa]\ndefault_tsa=t\n[t]\nserial=serial\nsigner_digest=sha256\ndefault_policy={POLICY}\ndigests=sha256\naccuracy=secs:1,millisecs:5\nclock_precision_digits=3\ntsa_name=yes\ness_cert_id_alg=sha256\n"
    );
    std::fs::write(folder.path().join("tsa.cnf"), configuration).expect("written");
    let reply = "ts -reply -config tsa.cnf -queryfile q.tsq -signer tsa.pem -inkey tsa.key -chain ca.pem -out a.tsr";
    succeeds(folder.path(), &reply.split(' ').collect::<Vec<_>>());
    let response = Response::parse(&std::fs::read(folder.path().join("a.tsr")).expect("a response")).expect("OpenSSL's response");
    assert_eq!((response.status, response.why), (Status::Granted, None));
    let info = TstInfo::parse(&contents(&response.token.expect("a token"))).expect("OpenSSL's TSTInfo");
    assert_eq!(info.answers(&request), Ok(()));
    assert_eq!(info.accuracy, Some(Accuracy { seconds: 1, millis: 5, micros: 0 }));
    assert_eq!(info.authority, Some(name()));
}

#[test]
fn openssl_takes_our_stamp_for_what_it_asked() {
    let Authority { folder, house } = authority();
    let path = folder.path();
    succeeds(path, &["ts", "-query", "-data", "data", "-sha256", "-cert", "-tspolicy", POLICY, "-out", "q.tsq"]);
    let request = Request::parse(&std::fs::read(path.join("q.tsq")).expect("a request")).expect("OpenSSL's request");
    assert!(request.imprint.matches(&imprint()) && request.certificate && request.nonce.is_some());
    std::fs::write(path.join("info"), info(&request).to_der()).expect("written");
    // The CMS around it by OpenSSL: tokens of our own are written where CMS is.
    let wrap = "cms -sign -binary -nodetach -cades -econtent_type 1.2.840.113549.1.9.16.1.4 -in info -signer tsa.pem -inkey tsa.key -outform DER -out token";
    succeeds(path, &wrap.split(' ').collect::<Vec<_>>());
    std::fs::write(path.join("a.tsr"), granted(&std::fs::read(path.join("token")).expect("a token"))).expect("written");
    let at = now().unix().to_string();
    let judge = ["ts", "-verify", "-queryfile", "q.tsq", "-in", "a.tsr", "-CAfile", "ca.pem", "-attime", &at];
    let text = succeeds(path, &judge);
    assert!(text.contains("Verification: OK"), "{text}");
    let text = succeeds(path, &["ts", "-reply", "-in", "a.tsr", "-text"]);
    let moment = "Nov 22 12:00:00.25 2026 GMT";
    assert!(
        text.contains(moment) && text.contains("Ordering: yes") && text.contains("0x01 seconds, unspecified millis, 0x01F4 micros"),
        "{text}"
    );
    assert!(!may_stamp(&house.signer(&Pair::p256(), 3)) && !may_stamp(&house.issuing));

    std::fs::write(path.join("no.tsr"), refused(FailInfo::UnacceptedPolicy, "не та политика")).expect("written");
    let text = succeeds(path, &["ts", "-reply", "-in", "no.tsr", "-text"]);
    assert!(text.contains("Rejected") && text.contains("policy"), "{text}");
}

#[test]
fn what_is_written_is_read_back() {
    let request = request();
    assert_eq!(Request::parse(&request.to_der()), Ok(request.clone()));
    let full = info(&request);
    assert_eq!(TstInfo::parse(&full.to_der()), Ok(full.clone()));
    let bare = TstInfo { accuracy: None, ordering: false, nonce: None, authority: None, ..full.clone() };
    assert_eq!(TstInfo::parse(&bare.to_der()), Ok(bare.clone()));
    for why in [FailInfo::BadAlgorithm, FailInfo::BadRequest, FailInfo::TimeNotAvailable, FailInfo::SystemFailure] {
        let response = Response::parse(&refused(why, "нет")).expect("our own response");
        assert_eq!((response.status, response.why, response.token), (Status::Rejection, Some(why), None));
    }
    assert_eq!(Response::parse(&granted(&write::sequence(&[]))).map(|response| response.status), Ok(Status::Granted));
    // Granted without a token, and refused with one.
    assert!(Response::parse(&granted(&[])).is_err());
    let info = write::sequence(&[&write::integer(2)]);
    assert!(Response::parse(&write::sequence(&[&info, &write::sequence(&[])])).is_err());
}

#[test]
fn a_stamp_for_another_question_is_refused_by_name() {
    let asked = request();
    let good = info(&asked);
    let other = Imprint::new(Digest::Sha256, &[0; 32]).expect("the right length");
    assert_eq!(Imprint::new(Digest::Sha256, &[0; 31]), None);
    assert_eq!(TstInfo { imprint: other, ..good.clone() }.answers(&asked), Err(Fault::Imprint));
    assert_eq!(TstInfo { nonce: None, ..good.clone() }.answers(&asked), Err(Fault::Nonce));
    assert_eq!(TstInfo { nonce: Some(vec![1]), ..good.clone() }.answers(&asked), Err(Fault::Nonce));
    assert_eq!(TstInfo { policy: crate::oid::ANY_POLICY, ..good.clone() }.answers(&asked), Err(Fault::Policy));
    assert_eq!(good.answers(&Request { policy: None, nonce: None, ..asked }), Ok(()));
}

#[test]
fn moments_have_fractions_without_trailing_zeros() {
    let read = |text: &[u8]| GenTime::parse(text);
    let seconds = Time::parse_generalized(b"20261122120000Z").expect("a moment");
    assert_eq!(read(b"20261122120000Z"), Ok(GenTime { seconds, micros: 0 }));
    assert_eq!(read(b"20261122120000.05Z"), Ok(GenTime { seconds, micros: 50_000 }));
    assert_eq!(read(b"20261122120000.123456789Z"), Ok(GenTime { seconds, micros: 123_456 }));
    for bad in [
        &b"20261122120000.Z"[..],
        b"20261122120000.50Z",
        b"20261122120000",
        b"20261122120000.5",
        b"20261122120000,5Z",
        b"2026112212Z",
        b"20261322120000Z",
    ] {
        assert!(read(bad).is_err(), "{}", String::from_utf8_lossy(bad));
    }
}

#[test]
fn changed_and_cut_bytes_never_panic_and_cut_ones_are_refused() {
    let asked = request();
    type Parse = fn(&[u8]) -> bool;
    let samples: [(Vec<u8>, Parse); 3] = [
        (asked.to_der(), |der| Request::parse(der).is_ok()),
        (info(&asked).to_der(), |der| TstInfo::parse(der).is_ok()),
        (refused(FailInfo::BadRequest, "нет"), |der| Response::parse(der).is_ok()),
    ];
    for (der, parse) in samples {
        for bit in 0..der.len() * 8 {
            let mut changed = der.clone();
            changed[bit / 8] ^= 1 << (bit % 8);
            parse(&changed);
            assert!(!parse(&der[..bit / 8]));
        }
    }
}
