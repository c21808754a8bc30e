//! GOST from key to verdict: certificates, lists, requests, answers and keys, judged by OpenSSL with its GOST engine and judging it.

use gost::ParameterSet;

use crate::fixture::{House, Pair, WITH_ENGINE, folder_of, issuer, now, pem, succeeds, term};
use crate::name::Kind;
use crate::ocsp::{self, Answer, CertId, IdDigest, Responder, Signer, Single, Status};
use crate::path::{Policies, Question, Revocation, Rule, Trust, judge, validate};
use crate::profile::service;
use crate::{Algorithm, Certificate, Crl, Digest, Name, PrivateKey, csr};

fn house(root: ParameterSet, issuing: ParameterSet) -> House {
    House::of([Pair::gost(root), Pair::gost(issuing)])
}

#[test]
fn the_engine_believes_our_chain_and_our_lists() {
    for (root, issuing, person) in [
        (ParameterSet::CryptoProA, ParameterSet::CryptoProA, ParameterSet::Tc26A512),
        (ParameterSet::Tc26A512, ParameterSet::Tc26A256, ParameterSet::Tc26C512),
    ] {
        let house = house(root, issuing);
        let signer = house.signer(&Pair::gost(person), 3);
        let crls = [house.crl(7, &[]), house.root_crl()].map(|der| Crl::parse(&der).expect("our own list"));
        let (anchors, below) = ([house.root.clone()], [house.issuing.clone()]);
        let trust = Trust { anchors: &anchors, intermediates: &below, crls: &crls, revocation: Revocation::Required, proven: None };
        let path = validate(&signer, &trust, now()).expect("a path");
        assert_eq!((path.certificates.len(), signer.algorithm()), (3, house.issuing_key.public().algorithm()));

        let folder = folder_of(&[
            WITH_ENGINE,
            ("ca.pem", &pem(&[&house.root])),
            ("below.pem", &pem(&[&house.issuing])),
            ("signer.pem", &pem(&[&signer])),
            ("issuing.crl", crls[0].der()),
            ("root.crl", crls[1].der()),
        ]);
        for list in ["issuing", "root"] {
            let (from, to) = (format!("{list}.crl"), format!("{list}.pem"));
            succeeds(folder.path(), &["crl", "-inform", "DER", "-in", &from, "-out", &to]);
        }
        let at = now().unix().to_string();
        let verify = ["verify", "-x509_strict", "-attime", &at, "-CAfile", "ca.pem", "-untrusted", "below.pem", "-crl_check_all"];
        succeeds(folder.path(), &[&verify[..], &["-CRLfile", "issuing.pem", "-CRLfile", "root.pem", "signer.pem"]].concat());
    }
}

/// GnuTLS has an implementation of its own, of these two curves among few.
#[test]
fn gnutls_believes_our_chain() {
    for set in [ParameterSet::CryptoProA, ParameterSet::Tc26A512] {
        let house = house(set, set);
        let signer = house.signer(&Pair::gost(set), 3);
        let other = Pair::gost(set).certificate(signer.to_be_signed());
        let verify = |signer: &Certificate| {
            let folder = folder_of(&[("ca.pem", &pem(&[&house.root])), ("chain.pem", &pem(&[signer, &house.issuing]))]);
            // It asks the clock of the machine, which is not ours.
            let mut certtool = std::process::Command::new("faketime");
            certtool.args(["2026-11-22 12:00:00", "certtool"]);
            certtool.current_dir(folder.path()).env("TZ", "UTC").args([
                "--verify",
                "--load-ca-certificate",
                "ca.pem",
                "--infile",
                "chain.pem",
            ]);
            let output = certtool.output().expect("it runs: Debian packages gnutls-bin, faketime");
            (output.status.success(), format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr)))
        };
        let (good, text) = verify(&signer);
        assert!(good, "{set:?}: {text}");
        assert!(!verify(&other).0, "{set:?}");
    }
}

#[test]
fn we_believe_what_the_engine_makes() {
    for (bits, set) in [("256", "A"), ("256", "XA"), ("256", "TCA"), ("512", "A"), ("512", "C")] {
        let folder = folder_of(&[WITH_ENGINE]);
        let path = folder.path();
        let run = |arguments: &str| succeeds(path, &arguments.split(' ').collect::<Vec<_>>());
        let read = |name: &str| std::fs::read(path.join(name)).expect("written");
        run(&format!("genpkey -algorithm gost2012_{bits} -pkeyopt paramset:{set} -out ca.key"));
        run(&format!("genpkey -algorithm gost2012_{bits} -pkeyopt paramset:{set} -out own.key"));
        run(&format!(
            "req -new -x509 -md_gost12_{bits} -days 3650 -key ca.key -subj /CN=CA -addext basicConstraints=critical,CA:TRUE -out ca.pem"
        ));
        run("x509 -in ca.pem -outform DER -out ca.der");
        run(&format!("req -new -md_gost12_{bits} -key own.key -subj /CN=Own -outform DER -out own.csr"));
        run(&format!(
            "x509 -req -md_gost12_{bits} -inform DER -in own.csr -CA ca.pem -CAkey ca.key -CAcreateserial -days 300 -outform DER -out own.der"
        ));
        let request = csr::Request::parse(&read("own.csr")).expect("the engine's request");
        let (ca, own) =
            (Certificate::parse(&read("ca.der")).expect("a root"), Certificate::parse(&read("own.der")).expect("a certificate"));
        assert_eq!(request.public_key(), own.public_key());
        assert_eq!(own.algorithm(), Some(if bits == "256" { Algorithm::Gost256 } else { Algorithm::Gost512 }));
        let at = own.not_before();
        let anchors = [ca.clone()];
        let trust = Trust { anchors: &anchors, intermediates: &[], crls: &[], revocation: Revocation::IfAtHand, proven: None };
        assert!(validate(&own, &trust, at).is_ok(), "{bits} {set}");

        let key = PrivateKey::from_pem(&String::from_utf8(read("own.key")).expect("a text"), None).expect("the engine's key");
        assert_eq!(key.public_key().expect("one of ours").bits(), own.public_key().bits());

        let mut forged = read("own.der");
        let last = forged.len() - 1;
        forged[last] ^= 1;
        let forged = Certificate::parse(&forged).expect("well-formed");
        let question = Question { trust, answers: &[], at, policies: Policies::default() };
        assert_eq!(judge(&forged, &question).map_err(|refusal| refusal.rule), Err(Rule::Signature));
    }
}

#[test]
fn answers_of_both_are_believed_by_the_other() {
    let house = house(ParameterSet::CryptoProA, ParameterSet::CryptoProA);
    let key = Pair::gost(ParameterSet::CryptoProA);
    let name = Name::build(&[(Kind::Country, "RU"), (Kind::CommonName, "OCSP")]).expect("a name");
    let tbs = service::responder(issuer(&house.issuing), &name, &key.public(), &term(9, 1)).expect("a certificate");
    let responder = house.issuing_key.certificate(&tbs);
    let signer = house.signer(&Pair::gost(ParameterSet::CryptoProA), 3);
    let request = |digest| ocsp::Request { ids: vec![CertId::new(digest, &house.issuing, signer.serial())], nonce: Some(vec![5; 16]) };
    let serial = signer.serial().to_string().to_uppercase();
    let folder = folder_of(&[
        WITH_ENGINE,
        ("chain.pem", &pem(&[&house.root, &house.issuing])),
        ("issuing.pem", &pem(&[&house.issuing])),
        ("signer.pem", &pem(&[&signer])),
        ("responder.pem", &pem(&[&responder])),
        ("responder.key", &key.pkcs8()),
        ("index.txt", format!("V\t360101000000Z\t\t{serial}\tunknown\t/CN=x\n").as_bytes()),
    ]);
    let run = |arguments: &str| succeeds(folder.path(), &arguments.split(' ').collect::<Vec<_>>());

    for digest in [IdDigest::Sha1, IdDigest::Strong(Digest::Streebog256)] {
        let request = request(digest);
        let single = Single::new(request.ids[0].clone(), Status::Good, now(), Some(now().plus_seconds(86_400)));
        let contents = ocsp::Contents {
            responder: Responder::Key(key.public().identifier().to_vec()),
            produced_at: now(),
            singles: &[single],
            nonce: request.nonce.as_deref(),
        };
        let tbs = ocsp::to_be_signed(&contents);
        let der = ocsp::assemble(&tbs, Algorithm::Gost256, &key.sign(&tbs), &[&responder]);
        std::fs::write(folder.path().join("q.der"), request.to_der()).expect("written");
        std::fs::write(folder.path().join("a.der"), der).expect("written");
        let at = now().unix();
        let text = run(&format!("ocsp -reqin q.der -respin a.der -CAfile chain.pem -attime {at} -validity_period 3000000000"));
        assert!(text.contains("Response verify OK") && !text.contains("once"), "{text}");

        run(
            "ocsp -index index.txt -CA issuing.pem -rsigner responder.pem -rkey responder.key -rmd md_gost12_256 -reqin q.der -respout b.der -ndays 1",
        );
        let answer = Answer::parse(&std::fs::read(folder.path().join("b.der")).expect("an answer")).expect("the engine's answer");
        assert!(matches!(answer.authorize(&house.issuing, &[]), Ok(Signer::Delegate(_))));
        assert_eq!(answer.about(&house.issuing, signer.serial()).map(|single| single.status), Some(Status::Good));
    }
}
