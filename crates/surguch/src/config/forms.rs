//! The section `[forms]`: what the vendor's contract of certificate forms leaves open.

use app::form::{Foreign, FormSettings, Resume, SubjectShape, SubjectShapes, Tags};
use serde::{Deserialize, Deserializer, de};

/// The longest name of a code, and the longest path.
const LONGEST: usize = 100;

#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Forms {
    subject_on_create: SubjectShape,
    subject_on_get: SubjectShape,
    subject_on_patch: SubjectShape,
    subject_on_release: SubjectShape,
    resume: Resume,
    #[serde(deserialize_with = "word")]
    wrong_state_code: String,
    foreign: Foreign,
    #[serde(deserialize_with = "path")]
    contents_path: String,
    tags: Tags,
}

impl Forms {
    /// As use cases and faces take it.
    pub(crate) fn settings(&self) -> FormSettings {
        FormSettings {
            subjects: SubjectShapes {
                create: self.subject_on_create,
                get: self.subject_on_get,
                patch: self.subject_on_patch,
                release: self.subject_on_release,
            },
            resume: self.resume,
            wrong_state_code: self.wrong_state_code.clone(),
            foreign: self.foreign,
            contents_path: self.contents_path.clone(),
            tags: self.tags,
        }
    }
}

fn word<'de, D: Deserializer<'de>>(source: D) -> Result<String, D::Error> {
    let text = String::deserialize(source)?;
    let sound = (1..=LONGEST).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_alphanumeric());
    if sound { Ok(text) } else { Err(de::Error::custom("letters and digits")) }
}

/// A path of the face: below `/realty/`, where nothing else is.
fn path<'de, D: Deserializer<'de>>(source: D) -> Result<String, D::Error> {
    let text = String::deserialize(source)?;
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"/-._".contains(&byte);
    let below = text.strip_prefix("/realty/").filter(|rest| !rest.starts_with("crypto/") && !rest.starts_with("entity/"));
    let sound = below.is_some_and(|rest| !rest.is_empty() && !rest.ends_with('/') && !rest.contains("//") && rest.bytes().all(plain));
    if sound && text.len() <= LONGEST && text != "/realty/openapi.json" {
        Ok(text)
    } else {
        Err(de::Error::custom("a path below /realty/, without a slash at the end, that is not one of the other calls"))
    }
}
