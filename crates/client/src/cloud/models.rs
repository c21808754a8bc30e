//! What signing takes and answers, in the vendor's enumerations.

use std::fmt;

use wire::cloud::{FileStatus, SignState, Started};

/// What is to be signed, and by whose certificate.
#[derive(Debug, Clone, Default)]
pub struct SignRequest {
    /// SHA-1 of the certificate, hexadecimal.
    pub thumbprint: String,
    /// The files.
    pub files: Vec<SignFile>,
    /// What the signatures prove.
    pub sign_type: SignType,
    /// Without a code: for employees of the licensee's own company alone.
    pub without_confirmation: bool,
}

/// A file.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct SignFile {
    /// Its name.
    pub name: String,
    /// Its bytes.
    pub data: Vec<u8>,
}

impl fmt::Debug for SignFile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "SignFile({} bytes)", self.data.len())
    }
}

/// The vendor's setting `SignType`.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum SignType {
    /// CAdES-BES.
    Basic,
    /// CAdES-T.
    #[default]
    Stamped,
}

impl SignType {
    pub(super) const fn number(self) -> u32 {
        match self {
            Self::Basic => 0,
            Self::Stamped => 2,
        }
    }
}

/// How an operation is confirmed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum ConfirmType {
    /// Of a later server.
    #[default]
    Unknown,
    /// Not at all.
    None,
    /// By a code from an SMS.
    Sms,
    /// In the app of the vendor of the keys.
    MyDss,
    /// By an applet of the SIM card.
    SimApplet,
    /// In the vendor's own app.
    MobileApp,
}

impl From<i32> for ConfirmType {
    fn from(number: i32) -> Self {
        match number {
            0 => Self::None,
            1 => Self::Sms,
            2 => Self::MyDss,
            3 => Self::SimApplet,
            4 => Self::MobileApp,
            _ => Self::Unknown,
        }
    }
}

/// An operation that began (`KonturSignResponse`).
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct KonturSignResponse {
    /// A GUID.
    pub operation_id: String,
    /// How it is confirmed.
    pub confirm_type: ConfirmType,
    /// The last four digits of the phone that the code went to.
    pub phone_last_numbers: Option<String>,
    /// Nothing here.
    pub additional_dss_info: Option<String>,
}

impl From<Started> for KonturSignResponse {
    fn from(started: Started) -> Self {
        let Started { operation_id, confirm_type, phone_last_numbers, additional_dss_info } = started;
        Self { operation_id, confirm_type: confirm_type.into(), phone_last_numbers, additional_dss_info }
    }
}

/// How far signing came (`DssSignStatus`).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum DssSignStatus {
    /// Of a later server.
    #[default]
    Unknown,
    /// The code is waited for.
    WaitingUser,
    /// The signatures are being made.
    InProgress,
    /// They can be fetched.
    Complete,
    /// Nothing will come of it.
    Error,
}

impl From<i32> for DssSignStatus {
    fn from(number: i32) -> Self {
        match number {
            1 => Self::WaitingUser,
            2 => Self::InProgress,
            3 => Self::Complete,
            4 => Self::Error,
            _ => Self::Unknown,
        }
    }
}

/// How an operation stands (`DssSignStatusResponse`).
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SignStatus {
    /// How far it came.
    pub sign_status: DssSignStatus,
    /// The number of the vendor's operation status; greater than 1 is final, and 2 is success.
    pub operation_status: i32,
    /// File by file, in their order.
    pub file_statuses: Vec<FileStatus>,
}

impl From<SignState> for SignStatus {
    fn from(state: SignState) -> Self {
        Self { sign_status: state.sign_status.into(), operation_status: state.operation_status, file_statuses: state.file_statuses }
    }
}
