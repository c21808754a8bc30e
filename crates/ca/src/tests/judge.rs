//! OpenSSL over what stands in the database: path, profile, revocation, by authorities of every algorithm.

use std::path::Path;
use std::process::{Command, Output};

use pki::Algorithm;
use pki::certificate::chain_to_pem;
use pki::crl::Reason;

use super::fixture::{House, now};
use crate::*;

/// In a folder with this file, OpenSSL knows GOST.
pub(super) const ENGINE: &[u8] =
    b"openssl_conf=all\n[all]\nengines=engines\n[engines]\ngost=gost\n[gost]\nengine_id=gost\ndefault_algorithms=ALL\n";

pub(super) fn openssl(folder: &Path, arguments: &[&str]) -> Output {
    let engine = folder.join("engine.cnf");
    Command::new("openssl").current_dir(folder).env("OPENSSL_CONF", engine).args(arguments).output().expect("OpenSSL runs")
}

/// Certificates over keys of three algorithms, one of which is revoked, by authorities of one.
fn follows_the_chain_and_the_lists(authorities: Algorithm) {
    testkit::run(async move {
        let db = testkit::sqlite();
        let house = House::found_of(authorities, &db).await;
        let mut good = Vec::new();
        for algorithm in [Algorithm::Gost256, Algorithm::Gost512, Algorithm::EcdsaP256Sha256] {
            good.push(house.issue_over(house.new_key_of(algorithm).await, &db).await.0);
        }
        let (bad, _) = house.issue(&db).await;
        house.revoke(&db, &bad.serial(), Reason::KeyCompromise, now()).await.expect("revoked");
        house.renew_lists(&db, now()).await;

        let folder = tempfile::tempdir().expect("a folder");
        let write = |name: &str, bytes: &[u8]| std::fs::write(folder.path().join(name), bytes).expect("written");
        write("engine.cnf", ENGINE);
        let chain: Result<String, CaError> = db.read(chain_pem).await;
        write("ca.pem", chain.expect("a chain").as_bytes());
        let mut lists = Vec::new();
        for id in [house.root.id, house.issuing.id] {
            let der: Result<Option<Vec<u8>>, CaError> = db.read(move |tx| latest_list(tx, id)).await;
            write("list.der", &der.expect("read").expect("a list"));
            lists.extend(openssl(folder.path(), &["crl", "-inform", "DER", "-in", "list.der"]).stdout);
        }
        write("lists.pem", &lists);

        let at = now().seconds().to_string();
        let verify = |issued: &Issued| {
            write("one.pem", chain_to_pem([issued.certificate()]).as_bytes());
            let common = ["verify", "-x509_strict", "-attime", &at, "-CAfile", "ca.pem", "-crl_check_all", "-CRLfile", "lists.pem"];
            let answer = openssl(folder.path(), &[&common[..], &["one.pem"]].concat());
            (answer.status.success(), String::from_utf8_lossy(&answer.stderr).into_owned())
        };
        for issued in &good {
            assert_eq!(verify(issued), (true, String::new()), "{authorities}");
        }
        let (accepted, why) = verify(&bad);
        assert!(!accepted && why.contains("certificate revoked"), "{why}");
    });
}

#[test]
fn openssl_follows_a_chain_and_lists_of_gost_256() {
    follows_the_chain_and_the_lists(Algorithm::Gost256);
}

#[test]
fn openssl_follows_a_chain_and_lists_of_gost_512() {
    follows_the_chain_and_the_lists(Algorithm::Gost512);
}

#[test]
fn openssl_follows_a_chain_and_lists_of_ecdsa() {
    follows_the_chain_and_the_lists(Algorithm::EcdsaP256Sha256);
}

#[test]
fn openssl_follows_a_chain_and_lists_of_rsa() {
    follows_the_chain_and_the_lists(Algorithm::RsaSha256);
}
