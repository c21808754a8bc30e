//! What signatures are judged by: whom to believe, and what is at hand.

use std::sync::Arc;

use domain::trust::Trusted;
use pki::ocsp::Answer;
use pki::path::{Proven, Revocation, Trust};
use pki::{Certificate, Crl, Time};
use signature::quality::Accreditation;
use store::table;

use crate::{AppError, Ctx};

/// Trust and evidence at hand.
#[derive(Debug, Clone)]
pub struct Basis {
    /// Whom to believe.
    pub anchors: Vec<Certificate>,
    /// Further certificates, believed in nothing.
    pub intermediates: Vec<Certificate>,
    /// Revocation lists, believed in nothing.
    pub lists: Vec<Crl>,
    /// OCSP answers, believed in nothing.
    pub answers: Vec<Answer>,
    /// Which authorities are accredited, and when.
    pub accreditations: Vec<Accreditation>,
    /// What to do about revocation.
    pub revocation: Revocation,
    /// Signatures under certificates that were good before.
    pub proven: Arc<Proven>,
}

impl Default for Basis {
    /// Believes nobody.
    fn default() -> Self {
        let (anchors, intermediates) = (Vec::new(), Vec::new());
        let (lists, answers, accreditations) = (Vec::new(), Vec::new(), Vec::new());
        Self { anchors, intermediates, lists, answers, accreditations, revocation: Revocation::IfAtHand, proven: Arc::default() }
    }
}

impl Basis {
    /// Believes whoever stands in a list of trusted certificates.
    ///
    /// # Errors
    ///
    /// A kept certificate that cannot be read.
    pub fn believe(&mut self, trusted: &[Trusted]) -> Result<(), AppError> {
        let time = |at: domain::time::Timestamp| Time::from_unix(at.seconds());
        for entry in trusted {
            let certificate = Certificate::parse(&entry.der).map_err(|error| AppError::internal("a trusted certificate").because(error))?;
            if let Some(accreditation) = entry.accreditation {
                let (from, to) = (accreditation.from.map(time), accreditation.to.map(time));
                self.accreditations.push(Accreditation { sha256: certificate.thumbprint_sha256(), from, to });
            }
            self.anchors.push(certificate);
        }
        Ok(())
    }

    pub(crate) fn trust(&self) -> Trust<'_> {
        Trust {
            anchors: &self.anchors,
            intermediates: &self.intermediates,
            crls: &self.lists,
            revocation: self.revocation,
            proven: Some(&self.proven),
        }
    }
}

/// What this house goes by: its own authorities with their current lists, and the administrator's list of trusted certificates.
pub async fn house(ctx: &Ctx) -> Result<Basis, AppError> {
    let (authorities, lists, trusted) = ctx
        .store
        .read(|tx| {
            let authorities = ca::all(tx)?;
            let mut lists = Vec::with_capacity(authorities.len());
            for authority in &authorities {
                lists.extend(ca::latest_list(tx, authority.id)?);
            }
            Ok::<_, AppError>((authorities, lists, table::trust::all(tx)?))
        })
        .await?;
    let mut basis = Basis { proven: Arc::clone(&ctx.proven), ..Basis::default() };
    for authority in authorities {
        let place = if authority.is_root() { &mut basis.anchors } else { &mut basis.intermediates };
        place.push(authority.certificate);
    }
    basis.lists = lists.iter().filter_map(|der| Crl::parse(der).ok()).collect();
    basis.believe(&trusted)?;
    Ok(basis)
}
