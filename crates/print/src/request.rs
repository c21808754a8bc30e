//! What printer and child say to each other over the child's pipes.
//!
//! To the child: four bytes of length (big-endian) and JSON. From the child: one line of JSON, then the document.

use std::io::{self, Read};
use std::time::Duration;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::{Template, TemplateFault};

/// The longest request, in bytes: a template, its shared part and the facts.
pub(crate) const LONGEST_REQUEST: usize = 8 << 20;

/// What a child may use.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Limits {
    /// Time by the clock, from the start of the child to the end of the document.
    pub wall: Duration,
    /// Time of the processor.
    pub cpu: Duration,
    /// Address space in bytes.
    pub memory: u64,
    /// Length of the document in bytes.
    pub output: u64,
}

impl Default for Limits {
    /// 30 s, of them 20 s of the processor, 1.5 GiB, 32 MiB.
    fn default() -> Self {
        Self { wall: Duration::from_secs(30), cpu: Duration::from_secs(20), memory: 1536 << 20, output: 32 << 20 }
    }
}

#[derive(Serialize, Deserialize)]
pub(crate) struct Request {
    pub limits: Limits,
    pub template: Template,
    pub facts: Value,
}

#[derive(Debug, Serialize, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Reply {
    /// A document of so many bytes follows.
    Document(u64),
    Fault(TemplateFault),
    TooLarge,
}

impl Request {
    /// The bytes for the child, or nothing where they are too many.
    pub(crate) fn to_bytes(&self) -> Option<Vec<u8>> {
        let mut bytes = vec![0; 4];
        serde_json::to_writer(&mut bytes, self).ok()?;
        let length = bytes.len() - 4;
        bytes[..4].copy_from_slice(&u32::try_from(length).ok()?.to_be_bytes());
        (length <= LONGEST_REQUEST).then_some(bytes)
    }

    pub(crate) fn read(mut from: impl Read) -> io::Result<Self> {
        let mut length = [0; 4];
        from.read_exact(&mut length)?;
        let length = u32::from_be_bytes(length) as usize;
        if length > LONGEST_REQUEST {
            return Err(io::Error::new(io::ErrorKind::InvalidData, "the request is too long"));
        }
        let mut json = vec![0; length];
        from.read_exact(&mut json)?;
        Ok(serde_json::from_slice(&json)?)
    }
}
