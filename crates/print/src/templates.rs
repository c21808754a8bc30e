//! Templates: built in, or replaced by a file of the same name in the administrator's folder.

use std::fs::File;
use std::io::{self, Read};
use std::path::PathBuf;

use serde::{Deserialize, Serialize};

use crate::PrintError;

/// The templates of the program: name and source. Each says at its top which facts it takes.
pub const BUILT_IN: [(&str, &str); 11] = [
    ("offer", include_str!("../templates/offer.typ")),
    ("acceptance-act", include_str!("../templates/acceptance-act.typ")),
    ("contract", include_str!("../templates/contract.typ")),
    ("release-statement", include_str!("../templates/release-statement.typ")),
    ("receipt", include_str!("../templates/receipt.typ")),
    ("signing-authority", include_str!("../templates/signing-authority.typ")),
    ("warrant-with-use-areas", include_str!("../templates/warrant-with-use-areas.typ")),
    ("applicant-warrant", include_str!("../templates/applicant-warrant.typ")),
    ("recall-statement", include_str!("../templates/recall-statement.typ")),
    ("certificate-copy", include_str!("../templates/certificate-copy.typ")),
    (SHARED, include_str!("../templates/house.typ")),
];

/// What the others import as `/house.typ`: page, type, dates and sums.
const SHARED: &str = "house";

/// The longest template, in bytes.
const LONGEST: u64 = 1 << 20;

/// A template with all that it needs beside the facts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Template {
    /// Its name, without `.typ`.
    pub name: String,
    /// Its source.
    pub source: String,
    /// The source of `/house.typ`.
    pub house: String,
}

/// Where templates come from.
#[derive(Debug, Clone, Default)]
pub struct Templates {
    folder: Option<PathBuf>,
}

impl Templates {
    /// Built-in templates, replaced one by one by files `NAME.typ` in `folder`.
    pub fn new(folder: Option<PathBuf>) -> Self {
        Self { folder }
    }

    /// The template `name` as it is now; the file is read each time, so that an edit counts at once. Blocks on the disk.
    pub fn get(&self, name: &str) -> Result<Template, PrintError> {
        Ok(Template { name: name.to_owned(), source: self.source(name)?, house: self.source(SHARED)? })
    }

    fn source(&self, name: &str) -> Result<String, PrintError> {
        let missing = || PrintError::NoTemplate(name.to_owned());
        if name.is_empty() || !name.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-') {
            return Err(missing());
        }
        if let Some(own) = self.own(name)? {
            return Ok(own);
        }
        let (_, source) = BUILT_IN.iter().find(|(known, _)| *known == name).ok_or_else(missing)?;
        Ok((*source).to_owned())
    }

    fn own(&self, name: &str) -> Result<Option<String>, PrintError> {
        let Some(folder) = &self.folder else { return Ok(None) };
        let file = match File::open(folder.join(format!("{name}.typ"))) {
            Ok(file) => file,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(error.into()),
        };
        let mut source = String::new();
        if file.take(LONGEST + 1).read_to_string(&mut source)? as u64 > LONGEST { Err(PrintError::Limit) } else { Ok(Some(source)) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_in_the_folder_replaces_the_built_in_template_of_its_name() {
        let folder = tempfile::tempdir().expect("a folder");
        std::fs::write(folder.path().join("offer.typ"), "Наша оферта").expect("written");
        let templates = Templates::new(Some(folder.path().to_owned()));
        assert_eq!(templates.get("offer").expect("found").source, "Наша оферта");
        assert_eq!(templates.get("contract").expect("found"), Templates::default().get("contract").expect("found"));
    }

    #[test]
    fn a_template_of_the_administrators_own_has_any_name() {
        let folder = tempfile::tempdir().expect("a folder");
        std::fs::write(folder.path().join("letter.typ"), "Письмо").expect("written");
        assert_eq!(Templates::new(Some(folder.path().to_owned())).get("letter").expect("found").source, "Письмо");
    }

    #[test]
    fn a_name_cannot_leave_the_folder() {
        let templates = Templates::new(Some("/".into()));
        for name in ["", "../offer", "etc/passwd", "offer.typ", "Offer", "nothing"] {
            assert!(matches!(templates.get(name), Err(PrintError::NoTemplate(_))), "{name}");
        }
    }
}
