//! Multipart uploads in constant memory.

use std::path::{Path, PathBuf};

use reqwest::header::{CONTENT_LENGTH, CONTENT_TYPE};
use reqwest::multipart::{Form, Part};
use reqwest::{Body, RequestBuilder};
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::{Client, Error, call};

/// A file to upload: read from disk while it is sent, and again if the call is repeated.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Upload {
    path: PathBuf,
    name: String,
    media_type: String,
}

impl Upload {
    /// The file at `path`, under its own name; the media type goes by its extension.
    pub fn new(path: impl Into<PathBuf>) -> Upload {
        let path = path.into();
        let name = path.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
        Upload { media_type: media_type(Path::new(&name)).to_owned(), path, name }
    }

    /// Another name than the one on disk.
    #[must_use]
    pub fn named(mut self, name: impl Into<String>) -> Upload {
        self.name = name.into();
        self.media_type = media_type(Path::new(&self.name)).to_owned();
        self
    }

    /// Another media type.
    #[must_use]
    pub fn of_type(mut self, media_type: impl Into<String>) -> Upload {
        self.media_type = media_type.into();
        self
    }

    /// Where the bytes are.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Under which name they go.
    pub fn name(&self) -> &str {
        &self.name
    }

    async fn open(&self) -> Result<(Body, u64), Error> {
        let file = tokio::fs::File::open(&self.path).await?;
        let size = file.metadata().await?.len();
        Ok((Body::from(file), size))
    }

    async fn part(&self) -> Result<Part, Error> {
        let (body, size) = self.open().await?;
        Ok(Part::stream_with_length(body, size).file_name(self.name.clone()).mime_str(&self.media_type)?)
    }
}

/// The types that documents usually have.
fn media_type(name: &Path) -> &'static str {
    let extension = name.extension().map(|extension| extension.to_string_lossy().to_lowercase()).unwrap_or_default();
    match extension.as_str() {
        "pdf" => "application/pdf",
        "txt" => "text/plain",
        "xml" => "application/xml",
        "json" => "application/json",
        "zip" => "application/zip",
        "doc" => "application/msword",
        "docx" => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "xlsx" => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "jpg" | "jpeg" => "image/jpeg",
        "png" => "image/png",
        _ => "application/octet-stream",
    }
}

impl Client {
    /// Posts `json` as the part `name` and every file as a part of its own.
    pub(crate) async fn upload<B: Serialize + Sync, T: DeserializeOwned>(
        &self,
        path: &str,
        name: &'static str,
        json: &B,
        files: &[Upload],
    ) -> Result<T, Error> {
        let key = self.idempotency_key();
        let text = serde_json::to_string(json).map_err(|error| Error::Local(error.into()))?;
        let mut attempt = 1;
        // A form is used up by sending it, so every attempt opens the files anew.
        loop {
            let mut form = Form::new().percent_encode_noop().part(name, Part::text(text.clone()).mime_str("application/json")?);
            for (index, file) in files.iter().enumerate() {
                form = form.part(format!("file{}", index + 1), file.part().await?);
            }
            match self.once(self.keyed(path, &key).multipart(form)).await {
                Ok(answer) => return Ok(answer),
                Err(error) => self.pause(attempt, error).await?,
            }
            attempt += 1;
        }
    }

    /// Posts files as parts of these names, in this order, to a call that changes nothing and may be repeated as it is.
    pub(crate) async fn offer<T: DeserializeOwned>(&self, path: &str, files: &[(&'static str, &Upload)]) -> Result<T, Error> {
        let key = self.idempotency_key();
        let mut attempt = 1;
        loop {
            let mut form = Form::new().percent_encode_noop();
            for (name, file) in files {
                form = form.part(*name, file.part().await?);
            }
            match self.once(self.keyed(path, &key).multipart(form)).await {
                Ok(answer) => return Ok(answer),
                Err(error) => self.pause(attempt, error).await?,
            }
            attempt += 1;
        }
    }

    /// Posts the bytes of one file as they are, under its name.
    pub(crate) async fn upload_raw<T: DeserializeOwned>(&self, path: &str, file: &Upload) -> Result<T, Error> {
        let key = self.idempotency_key();
        let mut attempt = 1;
        loop {
            let (body, size) = file.open().await?;
            let request = self.keyed(path, &key).query(&[("name", &file.name)]);
            let request = request.header(CONTENT_TYPE, &file.media_type).header(CONTENT_LENGTH, size).body(body);
            match self.once(request).await {
                Ok(answer) => return Ok(answer),
                Err(error) => self.pause(attempt, error).await?,
            }
            attempt += 1;
        }
    }

    /// Sends what cannot be sent again.
    async fn once<T: DeserializeOwned>(&self, request: RequestBuilder) -> Result<T, Error> {
        let mut request = Some(request);
        let gone = || Error::Local(std::io::Error::other("the body is used up"));
        call::read(self.with_retry(crate::Retry::NEVER).repeat(|| request.take().ok_or_else(gone)).await?).await
    }

    /// Waits before the next attempt; the error where there is none.
    async fn pause(&self, attempt: u32, error: Error) -> Result<(), Error> {
        let Some(pause) = self.retry.after(attempt, &error) else { return Err(error) };
        tokio::time::sleep(pause).await;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_name_decides_the_type_until_somebody_says_otherwise() {
        let upload = Upload::new("/somewhere/Договор № 1.PDF");
        assert_eq!((upload.name(), upload.media_type.as_str()), ("Договор № 1.PDF", "application/pdf"));
        let upload = upload.named("scan.png");
        assert_eq!((upload.name(), upload.media_type.as_str()), ("scan.png", "image/png"));
        assert_eq!(upload.of_type("image/x-own").media_type, "image/x-own");
    }
}
