//! Contents and signatures of any size on their way in: hashed and taken apart piece by piece, never kept whole.

use bytes::Bytes;
use pki::{Digest, Hasher, Malformed};
use signature::ContentDigest;
use signature::stream::{Reader, Split, Unarmour};

use crate::{AppError, Ctx};

/// One signature, taken off its armour and out of its content.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Taken {
    /// What it was; or why it is none.
    pub split: Result<Split, Malformed>,
}

/// A body on its way in. Feeding it is work for a thread that may block.
pub enum Intake {
    /// A content, by these digests.
    Content(Vec<(Digest, Hasher)>),
    /// A signature in any armour, with its content inside or not.
    Signature {
        /// Takes the armour off.
        armour: Unarmour,
        /// Takes the message apart.
        reader: Box<Reader<fn(&[u8])>>,
        /// What was wrong first.
        broken: Option<Malformed>,
    },
}

impl Intake {
    /// A content that is hashed by these algorithms.
    pub fn content(digests: &[Digest]) -> Self {
        Self::Content(digests.iter().map(|digest| (*digest, Hasher::new(*digest))).collect())
    }

    /// A signature; a content inside is hashed by the algorithms that it announces, and by `wanted`.
    pub fn signature(wanted: &[Digest]) -> Self {
        Self::Signature { armour: Unarmour::new(), reader: Box::new(Reader::new(wanted)), broken: None }
    }

    /// The next piece.
    pub fn push(&mut self, piece: &[u8]) {
        match self {
            Self::Content(hashers) => hashers.iter_mut().for_each(|(_, hasher)| hasher.update(piece)),
            Self::Signature { broken: Some(_), .. } => {}
            Self::Signature { armour, reader, broken } => {
                let mut inner = Ok(());
                let outer = armour.push(piece, &mut |under| {
                    if inner.is_ok() {
                        inner = reader.push(under);
                    }
                });
                *broken = outer.and(inner).err();
            }
        }
    }

    /// The same where everything is hashed, beside the asynchronous threads.
    pub async fn feed(mut self, ctx: &Ctx, piece: Bytes) -> Result<Self, AppError> {
        let work = move || {
            self.push(&piece);
            self
        };
        ctx.blobs.pool().run(work).await.map_err(|error| AppError::internal("hashing").because(error))
    }

    /// Digests of a content, after its last piece; none of a signature.
    pub fn digests(self) -> Vec<ContentDigest> {
        match self {
            Self::Content(hashers) => {
                hashers.into_iter().map(|(algorithm, hasher)| ContentDigest { algorithm, value: hasher.finish() }).collect()
            }
            Self::Signature { .. } => Vec::new(),
        }
    }

    /// What a signature was, after its last piece.
    pub fn taken(self) -> Taken {
        let split = match self {
            Self::Content(_) => Err(Malformed("not a signature")),
            Self::Signature { broken: Some(broken), .. } => Err(broken),
            Self::Signature { armour, reader, broken: None } => armour.finish().and_then(|()| reader.finish()),
        };
        Taken { split }
    }
}

impl Taken {
    /// By which algorithms it wants digests of its content.
    pub fn digests(&self) -> Vec<Digest> {
        self.split.as_ref().map_or(Vec::new(), |split| signature::digests(&split.cms))
    }
}
