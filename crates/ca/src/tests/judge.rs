//! OpenSSL over what stands in the database: path, profile, revocation.

use std::process::Command;

use pki::certificate::chain_to_pem;
use pki::crl::Reason;

use super::fixture::{House, now};
use crate::*;

#[test]
fn openssl_follows_the_chain_and_the_lists() {
    testkit::run(async {
        let db = testkit::sqlite();
        let house = House::found(&db).await;
        let ((good, _), (bad, _)) = (house.issue(&db).await, house.issue(&db).await);
        house.revoke(&db, &bad.serial(), Reason::KeyCompromise, now()).await.expect("revoked");
        house.renew_lists(&db, now()).await;

        let folder = tempfile::tempdir().expect("a folder");
        let write = |name: &str, bytes: &[u8]| std::fs::write(folder.path().join(name), bytes).expect("written");
        let chain: Result<String, CaError> = db.read(chain_pem).await;
        write("ca.pem", chain.expect("a chain").as_bytes());
        write("good.pem", chain_to_pem([good.certificate()]).as_bytes());
        write("bad.pem", chain_to_pem([bad.certificate()]).as_bytes());
        let openssl =
            |arguments: &[&str]| Command::new("openssl").current_dir(folder.path()).args(arguments).output().expect("OpenSSL runs");
        let mut lists = Vec::new();
        for id in [house.root.id, house.issuing.id] {
            let der: Result<Option<Vec<u8>>, CaError> = db.read(move |tx| latest_list(tx, id)).await;
            write("list.der", &der.expect("read").expect("a list"));
            lists.extend(openssl(&["crl", "-inform", "DER", "-in", "list.der"]).stdout);
        }
        write("lists.pem", &lists);

        let at = now().seconds().to_string();
        let verify = |file: &str| {
            let common = ["verify", "-x509_strict", "-attime", &at, "-CAfile", "ca.pem", "-crl_check_all", "-CRLfile", "lists.pem", file];
            let answer = openssl(&common);
            (answer.status.success(), String::from_utf8_lossy(&answer.stderr).into_owned())
        };
        assert_eq!(verify("good.pem"), (true, String::new()));
        let (accepted, why) = verify("bad.pem");
        assert!(!accepted && why.contains("certificate revoked"), "{why}");
    });
}
