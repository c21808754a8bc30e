//! A message read and written again, for whoever asks for every one of them.

use std::fmt::Debug;

use prost::Message;
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::json;

/// Reads protobuf; returns the same as protobuf and as JSON, or why it is none.
pub type Again = fn(&[u8]) -> Result<(Vec<u8>, Vec<u8>), String>;

/// That of one message. What was read has to survive both spellings.
///
/// # Panics
/// Where a spelling loses something: a fault of this crate, never of the input.
pub fn again<M: Message + Default + PartialEq + Debug + Serialize + DeserializeOwned>(bytes: &[u8]) -> Result<(Vec<u8>, Vec<u8>), String> {
    let message = M::decode(bytes).map_err(|error| error.to_string())?;
    let protobuf = message.encode_to_vec();
    assert_eq!(M::decode(&protobuf[..]).as_ref(), Ok(&message), "protobuf loses something");
    let text = json::write(&message).map_err(|error| error.to_string())?;
    assert_eq!(json::read::<M>(&text).expect("JSON that was just written"), message, "JSON loses something");
    Ok((protobuf, text))
}
