//! A file on its way to the server, piece by piece.

use reqwest::Method;
use wire::cloud::{CreateFile, CreatedFile, UploadChunk, UploadedChunk};

use super::{DssService, SignFile, path};
use crate::issues::IssuesError;

/// The longest piece that the server takes, in bytes.
const CHUNK: usize = 16 << 20;

impl DssService {
    /// Uploads a file whole; returns its id.
    pub(super) async fn upload(&self, file: &SignFile) -> Result<String, IssuesError> {
        let length = u32::try_from(file.data.len()).map_err(|_| IssuesError::Input("a file of more than 4 GiB"))?;
        let new = CreateFile { md5: None, length, file_name: file.name.clone() };
        let created: CreatedFile = self.transport.json(|| self.transport.request(Method::POST, &path("CreateFile")).query(&new)).await?;
        let mut offset = 0;
        for piece in file.data.chunks(CHUNK) {
            let place = UploadChunk { file_id: created.file_id.clone(), offset };
            let build = || {
                let request = self.transport.request(Method::POST, &path("UploadChunk")).query(&place);
                request.header("content-type", "application/octet-stream").body(piece.to_vec())
            };
            let _: UploadedChunk = self.transport.json(build).await?;
            offset += u32::try_from(piece.len()).unwrap_or_default();
        }
        Ok(created.file_id)
    }
}
