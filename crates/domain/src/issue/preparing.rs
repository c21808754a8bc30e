//! What the client puts into a request and takes out of it.

use super::applicant::Applicant;
use super::document::{Document, Kind, Page, Requisites, check_room};
use super::{Event, IssueRequest, Outcome};
use crate::code;
use crate::id::PageId;
use crate::time::Timestamp;
use crate::{Rejected, issue::applicant::said};

impl IssueRequest {
    /// A new name or number needs a new look at the person: who vouched for another one is not believed any more.
    pub(super) fn edit(mut self, applicant: Applicant, use_areas: Vec<String>, now: Timestamp) -> Outcome {
        if self.applicant == applicant && self.use_areas == use_areas {
            return Ok((self, Vec::new()));
        }
        let (before, asked) = (self.statement_data(), self.questions(now));
        let who = |of: &Applicant| [&of.surname, &of.name, &of.patronymic, &of.inn].map(|text| said(text).map(str::to_lowercase));
        if who(&self.applicant) != who(&applicant) {
            self.identification = None;
        }
        self.applicant = applicant;
        self.use_areas = use_areas;
        Ok((self.signed_anew(&before).replanned(&asked, now), vec![Event::Edited]))
    }

    pub(super) fn put_document(mut self, kind: Kind, requisites: Requisites, now: Timestamp) -> Outcome {
        let (before, asked) = (self.statement_data(), self.questions(now));
        match self.documents.iter_mut().find(|document| document.kind == kind) {
            Some(document) if document.requisites == requisites => return Ok((self, Vec::new())),
            Some(document) => document.requisites = requisites,
            None => {
                self.documents.push(Document { kind, requisites, pages: Vec::new() });
                self.documents.sort_by_key(|document| document.kind);
            }
        }
        Ok((self.signed_anew(&before).replanned(&asked, now), vec![Event::DocumentPut]))
    }

    /// A document that is not there is missing.
    pub(super) fn delete_document(mut self, kind: Kind, now: Timestamp) -> Outcome {
        let (before, asked, many) = (self.statement_data(), self.questions(now), self.documents.len());
        self.documents.retain(|document| document.kind != kind);
        if self.documents.len() == many {
            return Err(code::NOT_FOUND.into());
        }
        Ok((self.signed_anew(&before).replanned(&asked, now), vec![Event::DocumentDeleted]))
    }

    /// Requisites come first, and before every scan the consent to keep it.
    pub(super) fn add_page(mut self, kind: Kind, page: Page) -> Outcome {
        if self.processing.is_none() {
            return Err(code::PROCESSING_CONSENT_REQUIRED.into());
        }
        let in_request = self.documents.iter().map(|document| document.pages.len()).sum();
        let Some(document) = self.documents.iter_mut().find(|document| document.kind == kind) else {
            return Err(Rejected::from(code::REQUISITES_FIRST).with("document", kind.word()));
        };
        check_room(document, in_request)?;
        document.pages.push(page);
        Ok((self, vec![Event::PageAdded]))
    }

    /// A page that is not there is missing.
    pub(super) fn delete_page(mut self, kind: Kind, page: PageId) -> Outcome {
        let document = self.documents.iter_mut().find(|document| document.kind == kind).ok_or(code::NOT_FOUND)?;
        let many = document.pages.len();
        document.pages.retain(|known| known.id != page);
        if document.pages.len() == many {
            return Err(code::NOT_FOUND.into());
        }
        Ok((self, vec![Event::PageDeleted]))
    }

    /// What is written in them stays: it stands in the certificate.
    pub(super) fn purge_pages(mut self, kinds: &[Kind]) -> Outcome {
        let mut purged = 0;
        for document in self.documents.iter_mut().filter(|document| kinds.contains(&document.kind)) {
            purged += document.pages.len();
            document.pages.clear();
        }
        let events = if purged == 0 { Vec::new() } else { vec![Event::PagesPurged] };
        Ok((self, events))
    }

    /// A statement holds for the data that it was signed with: where they differ from `before`, it has to be signed anew, by code, by portal
    /// or on paper.
    fn signed_anew(mut self, before: &str) -> Self {
        if self.statement_data() == before {
            return self;
        }
        self.statement = None;
        self.confirmation = None;
        for document in self.documents.iter_mut().filter(|document| document.kind == Kind::ReleaseStatement) {
            document.pages.clear();
        }
        self
    }
}
