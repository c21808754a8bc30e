//! All that a template can see: itself, `/house.typ`, `/facts.json` and the embedded fonts. No files, no network, no packages, no clock.

use std::collections::HashMap;

use jiff::fmt::strtime;
use serde_json::Value;
use typst::diag::{FileError, FileResult};
use typst::foundations::{Bytes, Datetime, Duration};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Library, LibraryExt, World};
use typst_pdf::Timestamp;

use crate::fonts::FONTS;
use crate::{Template, TemplateFault};

pub(crate) struct Paper {
    library: LazyHash<Library>,
    main: FileId,
    sources: HashMap<FileId, Source>,
    facts: (FileId, Bytes),
    moment: Option<Moment>,
}

/// When the form counts as printed, with the offset it was written with.
#[derive(Clone, Copy)]
struct Moment {
    at: Datetime,
    offset_minutes: i32,
}

impl Paper {
    pub(crate) fn new(template: &Template, facts: &Value) -> Result<Self, TemplateFault> {
        let main = file(&format!("/{}.typ", template.name))?;
        let house = file("/house.typ")?;
        let sources = [(house, &template.house), (main, &template.source)];
        Ok(Self {
            library: LazyHash::new(Library::default()),
            main,
            sources: sources.into_iter().map(|(id, text)| (id, Source::new(id, text.clone()))).collect(),
            facts: (file("/facts.json")?, Bytes::from_string(facts.to_string())),
            moment: facts.get("printed_at").map(moment).transpose()?,
        })
    }

    /// What goes into the PDF as the moment of its making.
    pub(crate) fn timestamp(&self) -> Option<Timestamp> {
        self.moment.and_then(|moment| Timestamp::new_local(moment.at, moment.offset_minutes))
    }
}

fn file(path: &str) -> Result<FileId, TemplateFault> {
    let fault = || TemplateFault { file: path.to_owned(), line: None, message: "not a name for a template".to_owned() };
    Ok(RootedPath::new(VirtualRoot::Project, VirtualPath::new(path).map_err(|_| fault())?).intern())
}

fn moment(printed_at: &Value) -> Result<Moment, TemplateFault> {
    let message = "printed_at is not a moment by RFC 3339".to_owned();
    let fault = TemplateFault { file: "/facts.json".to_owned(), line: None, message };
    read_moment(printed_at.as_str().unwrap_or_default()).ok_or(fault)
}

fn read_moment(text: &str) -> Option<Moment> {
    text.parse::<jiff::Timestamp>().ok()?;
    let written = text.replacen(['Z', 'z'], "+00:00", 1).replacen(' ', "T", 1);
    let (civil, offset) = written.split_at_checked(written.len().checked_sub(6)?)?;
    let seconds = civil.split('.').next()?;
    let civil = strtime::parse("%Y-%m-%dT%H:%M:%S", seconds).ok()?.to_datetime().ok()?;
    let offset = strtime::parse("%:z", offset).ok()?.offset()?;
    let part = |number: i8| u8::try_from(number).ok();
    Some(Moment {
        at: Datetime::from_ymd_hms(
            i32::from(civil.year()),
            part(civil.month())?,
            part(civil.day())?,
            part(civil.hour())?,
            part(civil.minute())?,
            part(civil.second())?,
        )?,
        offset_minutes: offset.seconds() / 60,
    })
}

impl World for Paper {
    fn library(&self) -> &LazyHash<Library> {
        &self.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &FONTS.book
    }

    fn main(&self) -> FileId {
        self.main
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        self.sources.get(&id).cloned().ok_or_else(|| FileError::NotFound(id.get().vpath().get_without_slash().into()))
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        if id == self.facts.0 { Ok(self.facts.1.clone()) } else { Ok(Bytes::from_string(self.source(id)?.text().to_owned())) }
    }

    fn font(&self, index: usize) -> Option<Font> {
        FONTS.fonts.get(index).cloned()
    }

    fn today(&self, _offset: Option<Duration>) -> Option<Datetime> {
        let at = self.moment?.at;
        Datetime::from_ymd(at.year()?, at.month()?, at.day()?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_moment_keeps_the_offset_it_was_written_with() {
        for (text, hour, offset) in [
            ("2026-11-22T15:00:00+03:00", 15, 180),
            ("2026-11-22T15:00:00Z", 15, 0),
            ("2026-11-22T15:00:00.123456Z", 15, 0),
            ("2026-11-22T03:30:00-02:30", 3, -150),
        ] {
            let moment = read_moment(text).expect(text);
            assert_eq!((moment.at.hour(), moment.offset_minutes), (Some(hour), offset), "{text}");
        }
        for text in ["", "today", "2026-11-22", "2026-13-22T15:00:00Z", "2026-11-22T15:00:00"] {
            assert!(read_moment(text).is_none(), "{text}");
        }
    }
}
