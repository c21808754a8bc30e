//! A bucket behind TLS by an authority of one's own, as `storage.ca_file` names it.

use std::path::{Path, PathBuf};
use std::process::Command;

use blobs::{BlobError, Blobs, BucketSettings};
use bytes::Bytes;
use testkit::s3::S3Server;

use crate::support::{MIB, key, settings};

/// Authorities and a certificate for localhost, made by OpenSSL in a folder.
struct Files(tempfile::TempDir);

impl Files {
    fn make() -> Self {
        let files = Self(tempfile::tempdir().expect("a folder"));
        for name in ["own", "other"] {
            files.openssl(&format!(
                "req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout {name}.key -out {name}.pem -subj /CN={name} -days 2"
            ));
        }
        files.openssl(
            "req -new -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout s3.key -out s3.csr -subj /CN=s3 -addext subjectAltName=DNS:localhost",
        );
        files.openssl("x509 -req -in s3.csr -CA own.pem -CAkey own.key -CAcreateserial -copy_extensions copy -days 1 -out s3.pem");
        files
    }

    fn openssl(&self, words: &str) {
        let output = Command::new("openssl").args(words.split(' ')).current_dir(self.0.path()).output().expect("openssl is installed");
        assert!(output.status.success(), "openssl {words}: {}", String::from_utf8_lossy(&output.stderr));
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    async fn server(&self) -> S3Server {
        S3Server::start_tls(&self.path("s3.pem"), &self.path("s3.key")).await.expect("a server")
    }
}

/// Settings that trust the authorities of `file`, and allow no plain HTTP.
fn trusting(server: &S3Server, file: Option<&Path>) -> BucketSettings {
    let roots = file.map(|file| std::fs::read(file).expect("a file"));
    BucketSettings { plain_http: false, roots, ..settings(server) }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_bucket_behind_an_authority_of_its_own_is_used_like_any_other() {
    let files = Files::make();
    let server = files.server().await;
    let blobs = Blobs::bucket(&trusting(&server, Some(&files.path("own.pem")))).expect("a store");
    blobs.check().await.expect("it may be written");
    blobs.probe(key(1), Bytes::from_static(b"a probe")).await.expect("a probe");
    // longer than a part, so that it goes up in several
    let bytes = Bytes::from((0..20 * MIB).map(|at| (at % 251) as u8).collect::<Vec<_>>());
    blobs.put_bytes(key(2), bytes.clone()).await.expect("stored");
    assert_eq!(blobs.get(key(2)).await.expect("found").bytes(u64::MAX).await.expect("read"), bytes);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_authority_that_is_not_trusted_is_named() {
    let files = Files::make();
    let server = files.server().await;
    for trusted in [Some(files.path("other.pem")), None] {
        let blobs = Blobs::bucket(&trusting(&server, trusted.as_deref())).expect("a store");
        let refused = blobs.check().await.expect_err("it is not to be trusted");
        assert!(matches!(refused, BlobError::Untrusted(_)), "{refused:?}");
        let refused = blobs.put_bytes(key(1), Bytes::from_static(b"secret")).await.expect_err("nothing is sent");
        assert!(matches!(refused, BlobError::Untrusted(_)), "{refused:?}");
    }
    assert!(server.objects().is_empty(), "{:?}", server.objects());
}

#[tokio::test]
async fn a_file_without_a_certificate_is_refused_at_once() {
    let files = Files::make();
    let server = files.server().await;
    for text in ["nothing of the kind", ""] {
        std::fs::write(files.path("empty.pem"), text).expect("written");
        assert!(Blobs::bucket(&trusting(&server, Some(&files.path("empty.pem")))).is_err(), "«{text}» is no authority");
    }
}
