//! What a report wants to be surer: issuers that no path leads past, and revocation that nothing at hand tells of. The caller fetches it.

use pki::Certificate;

use crate::report::{Link, Report, Signer};

/// Most things asked for after one report.
const MOST: usize = 32;

/// Something that somebody else may have.
#[expect(clippy::large_enum_variant, reason = "a handful at a time, each looked at once")]
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Wanted {
    /// The certificate of an issuer.
    Issuer {
        /// The certificate whose issuer it is.
        below: Certificate,
        /// Where it says that its issuer's certificate lies.
        addresses: Vec<String>,
    },
    /// Word of whether a certificate is revoked.
    Revocation {
        /// The certificate.
        certificate: Certificate,
        /// Its issuer.
        issuer: Certificate,
        /// Addresses of OCSP responders.
        ocsp: Vec<String>,
        /// Addresses of revocation lists.
        lists: Vec<String>,
    },
}

/// What is wanted and can be asked for, each once; nothing where no certificate names an address.
pub fn wanted(report: &Report) -> Vec<Wanted> {
    let mut all = Vec::new();
    report.signers.iter().for_each(|signer| of_signer(signer, &mut all));
    all
}

fn of_signer(signer: &Signer, all: &mut Vec<Wanted>) {
    of_path(&signer.links, all);
    signer.stamps.iter().for_each(|stamp| of_path(&stamp.path, all));
    signer.countersignatures.iter().for_each(|counter| of_signer(counter, all));
}

fn of_path(links: &[Link], all: &mut Vec<Wanted>) {
    for (place, link) in links.iter().enumerate().filter(|(_, link)| !link.anchor && link.evidence.is_empty()) {
        let certificate = link.certificate.clone();
        let wanted = match links.get(place + 1) {
            Some(issuer) => {
                let ocsp = certificate.ocsp_addresses().unwrap_or_default();
                let lists = certificate.crl_addresses().unwrap_or_default();
                let any = !ocsp.is_empty() || !lists.is_empty();
                any.then(|| Wanted::Revocation { certificate, issuer: issuer.certificate.clone(), ocsp, lists })
            }
            None => {
                let addresses = certificate.issuer_addresses().unwrap_or_default();
                (!addresses.is_empty()).then_some(Wanted::Issuer { below: certificate, addresses })
            }
        };
        if let Some(wanted) = wanted
            && all.len() < MOST
            && !all.contains(&wanted)
        {
            all.push(wanted);
        }
    }
}
