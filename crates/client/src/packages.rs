//! Packages, files and signatures.

use serde::Serialize;
use tokio::io::AsyncWrite;
use wire::office::{
    ActOnPackage, CodeSent, File, ListAll, NewPackage, Package, Page, RefusePackage, RevokePackage, SendSigningCode, SignPackage,
    Signature, Verification,
};

use crate::{Client, Error, Upload};

/// Which packages to list; what is left out does not filter.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Listing {
    /// `creator` or `participant`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub role: Option<String>,
    /// Packages of this company.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub company_id: Option<String>,
    /// `draft`, `sent`, `completed`, `refused`, `revoked`, `expired`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<String>,
    /// Packages that changed after this moment, RFC 3339.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub updated_after: Option<String>,
    /// Your own id.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub external_id: Option<String>,
    /// `next` of the page before.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub after: Option<String>,
    /// Packages a page; 50 by default, 200 at most.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub limit: Option<u32>,
}

impl Client {
    /// Creates a package with its files in one call.
    pub async fn create_package(&self, package: &NewPackage, files: &[Upload]) -> Result<Package, Error> {
        self.upload("/v1/packages", "package", package, files).await
    }

    /// Puts one more file into a draft.
    pub async fn add_file(&self, id: &str, file: &Upload) -> Result<File, Error> {
        self.upload_raw(&format!("/v1/packages/{id}/files"), file).await
    }

    /// Judges signatures over a content, or with it inside, by what the house believes. The content goes last, so that it is hashed once.
    pub async fn verify(&self, signatures: &[Upload], content: Option<&Upload>) -> Result<Verification, Error> {
        let mut files: Vec<(&'static str, &Upload)> = signatures.iter().map(|signature| ("signature", signature)).collect();
        files.extend(content.map(|content| ("content", content)));
        self.offer("/v1/verify", &files).await
    }

    /// One package.
    pub async fn package(&self, id: &str) -> Result<Package, Error> {
        self.get(&format!("/v1/packages/{id}")).await
    }

    /// A page of packages, newest first.
    pub async fn packages(&self, listing: &Listing) -> Result<Page<Package>, Error> {
        self.get_with("/v1/packages", listing).await
    }

    /// Sends a draft out.
    pub async fn send(&self, id: &str) -> Result<Package, Error> {
        self.post_empty(&format!("/v1/packages/{id}/send")).await
    }

    /// Sends a signer the code that confirms a signature.
    pub async fn send_signing_code(&self, id: &str, participant: &str) -> Result<CodeSent, Error> {
        self.post(&format!("/v1/packages/{id}/signing-code"), &SendSigningCode { participant_id: participant.to_owned() }).await
    }

    /// Signs every file with a key that the server holds.
    pub async fn sign(&self, id: &str, signing: &SignPackage) -> Result<Package, Error> {
        self.post(&format!("/v1/packages/{id}/sign"), signing).await
    }

    /// Approves for a participant; `None` where the caller has one place on the route.
    pub async fn approve(&self, id: &str, participant: Option<&str>) -> Result<Package, Error> {
        self.post(&format!("/v1/packages/{id}/approve"), &ActOnPackage { participant_id: participant.map(Into::into) }).await
    }

    /// Marks as seen for a participant.
    pub async fn view(&self, id: &str, participant: Option<&str>) -> Result<Package, Error> {
        self.post(&format!("/v1/packages/{id}/view"), &ActOnPackage { participant_id: participant.map(Into::into) }).await
    }

    /// Refuses for a participant; the route ends.
    pub async fn refuse(&self, id: &str, participant: Option<&str>, reason: &str) -> Result<Package, Error> {
        let body = RefusePackage { reason: reason.to_owned(), participant_id: participant.map(Into::into) };
        self.post(&format!("/v1/packages/{id}/refuse"), &body).await
    }

    /// Takes an unfinished package back.
    pub async fn revoke(&self, id: &str, reason: &str) -> Result<Package, Error> {
        self.post(&format!("/v1/packages/{id}/revoke"), &RevokePackage { reason: reason.to_owned() }).await
    }

    /// The files of a package.
    pub async fn package_files(&self, id: &str) -> Result<Vec<File>, Error> {
        let page: Page<File> = self.get(&format!("/v1/packages/{id}/files")).await?;
        Ok(page.data)
    }

    /// The signatures of a package, with facts and authority.
    pub async fn package_signatures(&self, id: &str) -> Result<Vec<Signature>, Error> {
        let (path, mut all) = (format!("/v1/packages/{id}/signatures"), Vec::new());
        let mut query = ListAll { limit: Some(200), after: None };
        loop {
            let page: Page<Signature> = self.get_with(&path, &query).await?;
            all.extend(page.data);
            query.after = page.next;
            if query.after.is_none() {
                return Ok(all);
            }
        }
    }

    /// Writes a file's bytes to `target` as they arrive; returns how many there were.
    pub async fn download(&self, file: &str, target: &mut (impl AsyncWrite + Unpin + Send)) -> Result<u64, Error> {
        self.stream(&format!("/v1/files/{file}/content"), target).await
    }

    /// One signature.
    pub async fn signature(&self, id: &str) -> Result<Signature, Error> {
        self.get(&format!("/v1/signatures/{id}")).await
    }

    /// A signature's bytes: detached CMS in DER.
    pub async fn signature_content(&self, id: &str) -> Result<Vec<u8>, Error> {
        self.bytes(&format!("/v1/signatures/{id}/content")).await
    }
}
