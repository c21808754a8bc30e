//! What a form names is looked up, and everything that is wrong with it is found at once.

use std::collections::BTreeSet;

use domain::code;
use domain::deposit::{ContentSort, Deposit};
use domain::form::{FORMATS, FormContent, FormDocument, FormLink, FormParty, LARGEST, same_requisites};
use domain::id::PartyId;
use domain::issue::document::Format;
use domain::party::{Details, Party, RepresentativeId, dictionary};
use serde_json::Value;
use store::Tx;
use uuid::Uuid;

use super::OrgCall;
use super::given::{GivenContent, GivenDocument, Spelling};
use crate::error::Problem;
use crate::{AppError, Ctx, deposit, party};

/// Looks things up in one transaction on behalf of an organization.
pub(super) struct LookUp<'a> {
    pub(super) ctx: &'a Ctx,
    pub(super) org: &'a OrgCall,
    pub(super) spelling: Spelling,
    /// What was found to be wrong.
    pub(super) problems: Vec<Problem>,
}

impl<'a> LookUp<'a> {
    pub(super) fn new(ctx: &'a Ctx, org: &'a OrgCall, spelling: Spelling, problems: Vec<Problem>) -> Self {
        Self { ctx, org, spelling, problems }
    }

    /// Everything that is wrong, as one refusal.
    pub(super) fn finish(self) -> Result<(), AppError> {
        if self.problems.is_empty() { Ok(()) } else { Err(AppError::invalid(self.problems)) }
    }

    /// The person: a natural one, or a sole proprietor who acts for nobody else.
    pub(super) fn person(
        &mut self,
        tx: &mut Tx<'_>,
        pointer: &str,
        id: PartyId,
        acts_for_one: bool,
    ) -> Result<Option<FormParty>, AppError> {
        let fits = |details: &Details| match details {
            Details::Person(_) => true,
            Details::SoleProprietor(_) => !acts_for_one,
            Details::Organization(_) | Details::Governance(_) => false,
        };
        self.party(tx, pointer, id, fits)
    }

    /// The organization: a legal entity, or a body of power.
    pub(super) fn organization(&mut self, tx: &mut Tx<'_>, pointer: &str, id: PartyId) -> Result<Option<FormParty>, AppError> {
        self.party(tx, pointer, id, |details| matches!(details, Details::Organization(_) | Details::Governance(_)))
    }

    fn party(
        &mut self,
        tx: &mut Tx<'_>,
        pointer: &str,
        id: PartyId,
        fits: impl Fn(&Details) -> bool,
    ) -> Result<Option<FormParty>, AppError> {
        let found = party::load(tx, self.ctx, id)?;
        let Some(party) = found.filter(|party| self.is_own(party)) else {
            self.problems.push(Problem::new(pointer, code::SUBJECT_UNKNOWN).about(id.uuid().to_string()));
            return Ok(None);
        };
        if !fits(&party.details) {
            self.problems.push(Problem::new(pointer, code::VALUE_INVALID));
        }
        if !party.details.address().is_some_and(domain::party::Address::reaches_the_street) {
            let problem = Problem::new(pointer, code::ADDRESS_INCOMPLETE);
            self.problems.push(match party.details.address() {
                Some(address) => problem.about((self.spelling.address)(address)),
                None => problem,
            });
        }
        Ok(Some(FormParty { id: party.id, external_id: party.external_id, details: party.details }))
    }

    fn is_own(&self, party: &Party) -> bool {
        party.licensee == self.org.licensee() && party.company == self.org.company()
    }

    /// As what the person acts for the organization.
    pub(super) fn link(
        &mut self,
        tx: &mut Tx<'_>,
        pointer: &str,
        principal: PartyId,
        agent: PartyId,
    ) -> Result<Option<FormLink>, AppError> {
        let link = party::load_link(tx, self.ctx, RepresentativeId { principal, agent })?;
        let link = link.filter(|link| link.company == self.org.company());
        if link.is_none() {
            self.problems.push(Problem::new(pointer, code::REPRESENTATIVE_UNKNOWN));
        }
        Ok(link.map(|link| FormLink { post: link.post, authority: link.authority }))
    }

    /// A document with its content looked up. `fresh` is its id, where the client gave none.
    pub(super) fn document(&mut self, tx: &mut Tx<'_>, given: &GivenDocument, fresh: Uuid) -> Result<FormDocument, AppError> {
        let content = given.content.as_ref().map(|content| self.content(tx, content)).transpose()?;
        Ok(FormDocument { id: given.id.unwrap_or(fresh), info: given.info.clone(), inside: given.inside, content })
    }

    /// A content: what is stored is believed, not what is said of it.
    pub(super) fn content(&mut self, tx: &mut Tx<'_>, given: &GivenContent) -> Result<FormContent, AppError> {
        let found = deposit::load(tx, self.ctx, given.id)?;
        let own = |deposit: &Deposit| deposit.licensee == self.org.licensee() && deposit.company == self.org.company();
        let Some(deposit) = found.filter(own) else {
            self.about(given, code::CONTENT_UNKNOWN);
            return Ok(given.unseen());
        };
        let format = match deposit.sort {
            ContentSort::Page(format) if FORMATS.contains(&format) => Some(format),
            _ => None,
        };
        if deposit.size > LARGEST {
            let detail = Some(format!("content {} is bigger than 10 mb", given.id.uuid()));
            let problem = Problem { detail, ..Problem::new(&given.pointer, code::CONTENT_TOO_LARGE) };
            self.problems.push(problem.about((self.spelling.content)(given)));
        }
        if format.is_none() {
            self.about(given, code::CONTENT_TYPE_UNSUPPORTED);
        }
        if given.md5.as_ref().is_some_and(|md5| !md5.eq_ignore_ascii_case(deposit.md5.as_str())) {
            self.problems.push(Problem::new(format!("{}/md5", given.pointer), code::VALUE_INVALID));
        }
        Ok(FormContent {
            id: deposit.id,
            sort: sort(given.sort.as_deref(), format, deposit.sort),
            name: given.name.clone(),
            md5: given.md5.clone().unwrap_or_else(|| deposit.md5.as_str().to_uppercase()),
            size: deposit.size,
            format,
        })
    }

    fn about(&mut self, given: &GivenContent, code: domain::code::Code) {
        self.problems.push(Problem::new(&given.pointer, code).about((self.spelling.content)(given)));
    }

    /// What documents must not be together, and what an identity document must not say. `pointers` are those of the documents.
    pub(super) fn together(&mut self, person: Option<&FormParty>, documents: &[FormDocument], pointers: &[String]) {
        let proves =
            |document: &&FormDocument| dictionary::document(&document.info.document_type).is_some_and(|kind| kind.proves_identity());
        let identities: Vec<&FormDocument> = documents.iter().filter(proves).collect();
        if identities.len() > 1 {
            let clashing: Vec<Value> = identities.iter().map(|document| (self.spelling.document)(document)).collect();
            self.problems.push(Problem::new("/documents", code::IDENTITY_DOCUMENT_TWICE).about(Value::Array(clashing)));
        }
        let own = person.and_then(|party| party.details.person()).and_then(|person| person.identity_document.as_ref());
        let mut seen = BTreeSet::new();
        for (document, pointer) in documents.iter().zip(pointers) {
            if proves(&document) && own.is_some_and(|own| !same_requisites(&document.info, own)) {
                self.problems.push(Problem::new(format!("{pointer}/documentInfo"), code::DOCUMENT_REQUISITES_MISMATCH));
            }
            if !seen.insert(document.id) {
                self.problems.push(Problem::new(format!("{pointer}/documentId"), code::VALUE_INVALID));
            }
        }
    }
}

/// The word that the client used, where it says the truth; else that of what is stored.
fn sort(given: Option<&str>, format: Option<Format>, stored: ContentSort) -> String {
    let is_right = |word: &str| match format {
        Some(Format::Jpeg) => word.eq_ignore_ascii_case("jpg") || word.eq_ignore_ascii_case("jpeg"),
        Some(Format::Tiff) => word.eq_ignore_ascii_case("tif") || word.eq_ignore_ascii_case("tiff"),
        _ => word.eq_ignore_ascii_case(stored.word()),
    };
    given.filter(|word| is_right(word)).map_or_else(|| stored.word().to_owned(), str::to_owned)
}
