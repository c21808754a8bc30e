//! Cloud signing in the shape of the vendor's Crypto API v3: names in PascalCase, read in any case; numbers for states.

mod file;
mod operation;
mod sign;

pub use file::{CreateFile, CreatedFile, UploadChunk, UploadedChunk};
pub use operation::{ConfirmQuery, Confirmation, FileStatus, Hello, OperationQuery, ResultQuery, SignState};
pub use sign::{ConfirmMessage, FileHash, SerializedFile, Sign, Started};

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_those_of_the_vendor() {
        let text = serde_json::to_value(SignState::default()).unwrap();
        assert_eq!(text.as_object().unwrap().keys().collect::<Vec<_>>(), ["OperationId", "OperationStatus", "SignStatus", "FileStatuses"]);
        let status = serde_json::to_value(FileStatus::default()).unwrap();
        let expected = ["FileId", "FileName", "Hash", "ErrorId", "ErrorCode", "ResultId", "ResultSize", "ResultMD5"];
        assert_eq!(status.as_object().unwrap().keys().collect::<Vec<_>>(), expected);
    }
}
