//! `surguch verify` asks whom the certificates name, over a real socket, and nobody inside a network that was not allowed.

use std::collections::HashMap;
use std::io::{Read, Write};
use std::net::{SocketAddr, TcpListener};
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

use pki::fixture::{Pair, employee, folder_of, pem};
use pki::profile::authority::{self, Authority};
use pki::profile::{Issuer, Term, signer};
use pki::{Certificate, Serial, crl};
use tempfile::TempDir;

use crate::{now, surguch};

const DAY: i64 = 86_400;

/// An authority whose certificates name a server of this test, which hands out what the test puts there.
struct Authorities {
    address: SocketAddr,
    pages: Arc<Mutex<HashMap<String, Vec<u8>>>>,
    calls: Arc<AtomicUsize>,
    root_key: Pair,
    root: Certificate,
    issuing_key: Pair,
    issuing: Certificate,
}

impl Authorities {
    fn open() -> Self {
        let listener = TcpListener::bind(("127.0.0.1", 0)).unwrap();
        let address = listener.local_addr().unwrap();
        let (pages, calls) = (Arc::new(Mutex::new(HashMap::new())), Arc::new(AtomicUsize::new(0)));
        let shown = (Arc::clone(&pages), Arc::clone(&calls));
        std::thread::spawn(move || serve(&listener, &shown.0, &shown.1));

        let (root_key, issuing_key) = (Pair::p256(), Pair::p256());
        let name = |common: &str| Authority { common_name: common.into(), organization: None }.name().unwrap();
        let root = root_key.certificate(&authority::root(&name("Корневой УЦ"), &root_key.public(), &term(1)).unwrap());
        let urls = [format!("http://{address}/root.cer"), format!("http://{address}/root.crl")];
        let above = Issuer { certificate: &root, certificate_url: &urls[0], crl_url: &urls[1] };
        let below = authority::issuing(above, &name("Выпускающий УЦ"), &issuing_key.public(), &term(2)).unwrap();
        let issuing = root_key.certificate(&below);
        let it = Self { address, pages, calls, root_key, root, issuing_key, issuing };
        it.put("/issuing.cer", it.issuing.der().to_vec());
        it.put("/root.crl", it.root_key.wrap(&list(&it.root, &[])));
        it.put("/issuing.crl", it.issuing_key.wrap(&list(&it.issuing, &[])));
        it
    }

    fn put(&self, path: &str, body: Vec<u8>) {
        self.pages.lock().unwrap().insert(path.to_owned(), body);
    }

    fn calls(&self) -> usize {
        self.calls.swap(0, Ordering::SeqCst)
    }

    /// A folder with a file signed by a certificate that comes without its issuer's.
    fn signed(&self) -> TempDir {
        let key = Pair::p256();
        let urls = [format!("http://{}/issuing.cer", self.address), format!("http://{}/issuing.crl", self.address)];
        let issuer = Issuer { certificate: &self.issuing, certificate_url: &urls[0], crl_url: &urls[1] };
        let tbs = signer(issuer, &employee(), &key.public(), &term(3), term(3).not_after).unwrap();
        let certificate = self.issuing_key.certificate(&tbs);
        let folder = folder_of(&[
            ("root.pem", &pem(&[&self.root])),
            ("cert.pem", &pem(&[&certificate])),
            ("key.pem", &key.pkcs8()),
            ("content.bin", b"content"),
        ]);
        let signed = surguch(folder.path(), &["sign", "content.bin", "--key", "key.pem", "--cert", "cert.pem"], None);
        assert!(signed.status.success(), "{}", String::from_utf8_lossy(&signed.stderr));
        folder
    }
}

fn term(number: u8) -> Term {
    Term { serial: Serial::from_random([number; 16]), not_before: now().plus_seconds(-DAY), not_after: now().plus_seconds(30 * DAY) }
}

fn list(issuer: &Certificate, entries: &[crl::Entry]) -> Vec<u8> {
    let (this_update, next_update) = (now().plus_seconds(-60), now().plus_seconds(DAY));
    crl::to_be_signed(&crl::Contents { issuer, number: 1, this_update, next_update, entries }).unwrap()
}

/// Answers each GET by the page of its path, one connection after the other.
fn serve(listener: &TcpListener, pages: &Mutex<HashMap<String, Vec<u8>>>, calls: &AtomicUsize) {
    for stream in listener.incoming() {
        let (mut stream, mut head) = (stream.unwrap(), Vec::new());
        while !head.ends_with(b"\r\n\r\n") {
            let mut byte = [0];
            if stream.read(&mut byte).unwrap_or(0) == 0 {
                break;
            }
            head.push(byte[0]);
        }
        calls.fetch_add(1, Ordering::SeqCst);
        let path = String::from_utf8_lossy(&head).split(' ').nth(1).unwrap_or_default().to_owned();
        let page = pages.lock().unwrap().get(&path).cloned();
        let (status, body) = page.map_or(("404 Not Found", Vec::new()), |body| ("200 OK", body));
        let head = format!("HTTP/1.1 {status}\r\nContent-Length: {}\r\nConnection: close\r\n\r\n", body.len());
        // whoever asked may have gone
        let _ = stream.write_all(&[head.as_bytes(), &body].concat());
    }
}

/// Exit status and report.
fn verify(folder: &Path, more: &[&str]) -> (i32, String) {
    let words = ["verify", "content.bin", "--signature", "content.bin.p7s", "--trust", "root.pem", "--require-revocation"];
    let output = surguch(folder, &[&words[..], &["--format", "json"], more].concat(), None);
    (output.status.code().unwrap(), String::from_utf8_lossy(&output.stdout).into_owned())
}

const ALLOWED: [&str; 2] = ["--allow", "127.0.0.0/8"];

#[test]
fn issuers_and_lists_are_fetched_from_where_the_certificates_say() {
    let authorities = Authorities::open();
    let folder = authorities.signed();
    let offline = verify(folder.path(), &["--offline"]);
    assert!(offline.0 == 2 && offline.1.contains("NO_CERTIFICATE_CHAIN_FOUND"), "{offline:?}");
    assert_eq!(authorities.calls(), 0, "offline asks nobody");

    let online = verify(folder.path(), &ALLOWED);
    assert_eq!(online.0, 0, "{online:?}");
    assert_eq!(authorities.calls(), 3, "the issuer's certificate and two lists");

    authorities.pages.lock().unwrap().remove("/root.crl");
    let unknown = verify(folder.path(), &ALLOWED);
    assert!(unknown.0 == 2 && unknown.1.contains("TRY_LATER"), "{unknown:?}");
}

#[test]
fn a_revocation_that_is_fetched_counts() {
    let authorities = Authorities::open();
    let folder = authorities.signed();
    let entry = crl::Entry { serial: term(3).serial, at: now().plus_seconds(-3600), reason: crl::Reason::KeyCompromise };
    authorities.put("/issuing.crl", authorities.issuing_key.wrap(&list(&authorities.issuing, &[entry])));
    let revoked = verify(folder.path(), &ALLOWED);
    assert!(revoked.0 == 1 && revoked.1.contains("REVOKED"), "{revoked:?}");
}

#[test]
fn a_list_of_somebody_else_is_no_word() {
    let authorities = Authorities::open();
    let folder = authorities.signed();
    authorities.put("/issuing.crl", Pair::p256().wrap(&list(&authorities.issuing, &[])));
    let forged = verify(folder.path(), &ALLOWED);
    assert!(forged.0 == 2 && forged.1.contains("TRY_LATER"), "{forged:?}");
}

#[test]
fn a_network_inside_is_left_alone_unless_it_is_allowed() {
    let authorities = Authorities::open();
    let folder = authorities.signed();
    for more in [&[][..], &["--allow", "10.0.0.0/8"]] {
        let refused = verify(folder.path(), more);
        assert!(refused.0 == 2 && refused.1.contains("NO_CERTIFICATE_CHAIN_FOUND"), "{refused:?}");
    }
    assert_eq!(authorities.calls(), 0);
    assert_eq!(verify(folder.path(), &["--allow", "127.0.0.1/33"]).0, 3, "no network");
    assert_eq!(verify(folder.path(), &["--offline", "--allow", "127.0.0.1"]).0, 3, "both say the opposite");
}
