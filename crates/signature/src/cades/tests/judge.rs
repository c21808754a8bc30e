//! OpenSSL as a judge, and as a time stamp authority and a responder whose answers we take.

use gost::ParameterSet;
use pki::fixture::{Pair, WITH_ENGINE, folder_of, openssl, pem, succeeds};
use pki::{Algorithm, oid, tsp};

use super::{begin, goal};
use crate::cades::evidence::{Gathering, Goal, Level, Missing, State};
use crate::cades::imprint;
use crate::cades::token::Token;
use crate::cades::unsigned::Unsigned;
use crate::cms::read::SignedData;
use crate::fixture::{CONTENT, House, POLICY, Services, now};

/// OpenSSL verifies every level by the command that the documents give, and each token over the octets that it covers.
#[test]
fn openssl_accepts_every_level_and_every_token() {
    let of = |set| (House::gost(set), [Pair::gost(set), Pair::gost(set)]);
    let houses = [(House::new(), [Pair::p256(), Pair::p256()]), of(ParameterSet::CryptoProA), of(ParameterSet::Tc26A512)];
    for (house, keys) in houses {
        let services = Services::new(&house, keys);
        let at = now().unix().to_string();
        let roots = pem(&[&house.root, &house.issuing]);
        let folder = folder_of(&[WITH_ENGINE, ("root.pem", &pem(&[&house.root])), ("ca.pem", &roots), ("content.bin", CONTENT)]);
        let write = |name: &str, bytes: &[u8]| std::fs::write(folder.path().join(name), bytes).expect("written");
        let mut cms = house.sign(CONTENT);
        for level in [Level::Stamped, Level::LongType1, Level::LongTerm, Level::Archive, Level::Archive] {
            cms = services.complete(&mut begin(&cms, &house, level, CONTENT));
            write("content.p7s", &cms);
            let command = ["cms", "-verify", "-cades", "-binary", "-inform", "DER", "-in", "content.p7s", "-content", "content.bin"];
            succeeds(folder.path(), &[&command[..], &["-CAfile", "root.pem", "-purpose", "any", "-attime", &at, "-out", "out"]].concat());
        }
        let data = SignedData::parse(&cms).expect("a CMS");
        let signer = &data.signers[0];
        let unsigned = Unsigned::of(signer).expect("attributes");
        let mut judged = 0;
        for kind in [oid::SIGNATURE_TIME_STAMP, oid::ESC_TIME_STAMP, oid::ARCHIVE_TIME_STAMP_V3] {
            for token in unsigned.tokens(kind).expect("tokens") {
                let octets = match token.hash_index().expect("an index") {
                    None if kind == oid::SIGNATURE_TIME_STAMP => imprint::of_signature(signer),
                    None => imprint::of_references(signer).expect("octets"),
                    Some(index) => imprint::of_archive(&data, &token.digest().expect("ours").of(CONTENT), signer, index.der),
                };
                write("token", token.der);
                write("octets", &octets);
                let judge = ["ts", "-verify", "-data", "octets", "-token_in", "-in", "token", "-CAfile", "ca.pem", "-attime", &at];
                assert!(succeeds(folder.path(), &judge).contains("Verification: OK"));
                write("octets", &[&octets[..], &[0]].concat());
                assert!(!openssl(folder.path(), &judge).status.success());
                judged += 1;
            }
        }
        assert_eq!(judged, 4);
    }
}

/// What a whole OpenSSL house signs, stamps and answers becomes X Long Type 1 here: RSA, ECDSA and GOST.
#[test]
fn what_openssl_signs_stamps_and_answers_is_gathered() {
    let kinds: [(&str, &[&str], &str); 3] = [
        ("rsa", &["-newkey", "rsa:2048"], "sha256"),
        ("ecdsa", &["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256"], "sha256"),
        ("gost", &["-newkey", "gost2012_256", "-pkeyopt", "paramset:A"], "md_gost12_256"),
    ];
    for (kind, key, digest) in kinds {
        let folder = foreign_house(key, digest);
        let path = folder.path();
        let read = |name: &str| std::fs::read(path.join(name)).expect("read");
        let certificate = |name: &str| {
            let text = String::from_utf8(read(name)).expect("PEM");
            pki::certificate::chain_from_pem(&text).expect("certificates").remove(0)
        };
        let root = certificate("ca.pem");
        let sign = format!("cms -sign -cades -binary -outform DER -in data -out cms -md {digest} -signer signer.pem -inkey signer.key");
        run(path, &sign);
        let house = House::new();
        let algorithm = root.public_key().algorithm().map(Algorithm::digest).expect("ours");
        let wanted =
            Goal { anchors: vec![root], digest: algorithm, at: certificate("signer.pem").not_before(), ..goal(&house, Level::LongType1) };
        let mut gathering = Gathering::begin(&read("cms"), wanted).expect("begun");
        let mut given = 0;
        let done = loop {
            let missing = match gathering.advance().expect("a way on") {
                State::Complete(cms) => break cms,
                State::Pending(missing) => missing,
            };
            for one in missing {
                match one {
                    Missing::TimeStamp { request, .. } => {
                        std::fs::write(path.join("q.tsq"), request).expect("written");
                        run(path, "ts -reply -config tsa.cnf -queryfile q.tsq -signer tsa.pem -inkey tsa.key -out a.tsr");
                        // its clock is the machine's
                        let response = tsp::Response::parse(&read("a.tsr")).expect("a response");
                        let token = response.token.expect("a token");
                        gathering.set_moment(Token::parse(&token).expect("a token").info.time.seconds);
                        gathering.take_time_stamp(&read("a.tsr")).expect("a time stamp");
                    }
                    Missing::Revocation { request, .. } => {
                        std::fs::write(path.join("q.ocsp"), request).expect("written");
                        let answer =
                            "ocsp -index index -CA ca.pem -rsigner ocsp.pem -rkey ocsp.key -reqin q.ocsp -respout a.ocsp -ndays 1 -rmd";
                        run(path, &format!("{answer} {digest}"));
                        gathering.take_answer(&read("a.ocsp")).expect("an answer");
                    }
                    Missing::Certificate { .. } => panic!("all are at hand"),
                }
                given += 1;
            }
        };
        // two time stamps, and answers about signer and time stamp authority
        assert_eq!(given, 4, "{kind}");
        std::fs::write(path.join("long"), &done).expect("written");
        run(path, "cms -verify -cades -binary -inform DER -in long -content data -CAfile ca.pem -purpose any -out out");
    }
}

fn run(folder: &std::path::Path, command: &str) -> String {
    succeeds(folder, &command.split(' ').collect::<Vec<_>>())
}

/// Keys and certificates of an authority, a signer, a time stamp authority and a responder, all by OpenSSL.
fn foreign_house(key: &[&str], digest: &str) -> tempfile::TempDir {
    let extensions = "[ca]\nbasicConstraints=critical,CA:TRUE\nkeyUsage=critical,keyCertSign,cRLSign\nsubjectKeyIdentifier=hash\n\
        [signer]\nkeyUsage=critical,digitalSignature,nonRepudiation\nsubjectKeyIdentifier=hash\n\
        [tsa]\nkeyUsage=critical,digitalSignature\nextendedKeyUsage=critical,timeStamping\n\
        [ocsp]\nkeyUsage=critical,digitalSignature\nextendedKeyUsage=OCSPSigning\nnoCheck=ignored\n";
    // old authorities name their certificate by SHA-1
    let named_by = if key[1].starts_with("rsa") { "sha1" } else { "sha256" };
    let tsa = format!(
        "[tsa]\ndefault_tsa=t\n[t]\nserial=serial\nsigner_digest={digest}\ndefault_policy={POLICY}\ndigests={digest}\naccuracy=secs:1\ness_cert_id_alg={named_by}\n"
    );
    let folder =
        folder_of(&[WITH_ENGINE, ("extensions", extensions.as_bytes()), ("tsa.cnf", tsa.as_bytes()), ("serial", b"01"), ("data", CONTENT)]);
    let path = folder.path();
    let mut index = String::new();
    for (number, name) in ["ca", "signer", "tsa", "ocsp"].into_iter().enumerate() {
        let (subject, key_file, request) = (format!("/CN={name}"), format!("{name}.key"), format!("{name}.csr"));
        let make = ["req", "-new", "-nodes", "-subj", &subject, "-keyout", &key_file, "-out", &request];
        succeeds(path, &[&make[..], key].concat());
        let by = if name == "ca" { "-signkey ca.key".to_owned() } else { "-CA ca.pem -CAkey ca.key".to_owned() };
        let serial = number + 16;
        run(
            path,
            &format!(
                "x509 -req -in {name}.csr {by} -set_serial {serial} -days 30 -{digest} -extfile extensions -extensions {name} -out {name}.pem"
            ),
        );
        index += &format!("V\t351231235959Z\t\t{serial:02X}\tunknown\t/CN={name}\n");
    }
    std::fs::write(path.join("index"), index).expect("written");
    folder
}
