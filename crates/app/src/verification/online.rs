//! Fetching what a report wants to be surer, from where the certificates say it is.

use std::collections::HashSet;

use outbound::evidence::{Asked, Evidence};
use pki::Time;
use signature::Wanted;

use super::Basis;

/// Most things asked for in one verification.
const MOST: usize = 48;

/// Asks for each wanted thing that was not asked for before; says whether anything came. What does not come is logged by its kind alone.
pub(super) async fn fetch(
    client: &Evidence,
    wanted: &[Wanted],
    random: &(dyn Fn() -> [u8; 32] + Sync),
    at: Time,
    asked: &mut HashSet<Vec<u8>>,
    basis: &mut Basis,
) -> bool {
    let mut came = false;
    for one in wanted {
        let about = match one {
            Wanted::Issuer { below, .. } => [&[0_u8][..], below.der()].concat(),
            Wanted::Revocation { certificate, .. } => [&[1_u8][..], certificate.der()].concat(),
        };
        if asked.len() == MOST || !asked.insert(about) {
            continue;
        }
        match one {
            Wanted::Issuer { addresses, .. } => match client.issuer(addresses).await {
                Ok(certificate) => {
                    basis.intermediates.push(certificate);
                    came = true;
                }
                Err(error) => tracing::info!(addresses = error.0.len(), "an issuer's certificate did not come"),
            },
            Wanted::Revocation { certificate, issuer, ocsp, lists } => {
                let question = Asked { issuer, serial: certificate.serial(), nonce: random(), at, at_hand: &basis.intermediates };
                if let Ok(told) = client.status(ocsp, &question).await {
                    basis.answers.push(told.answer);
                    came = true;
                    continue;
                }
                match client.list(lists).await {
                    Ok(list) => {
                        basis.lists.push(list);
                        came = true;
                    }
                    Err(_) => tracing::info!(responders = ocsp.len(), lists = lists.len(), "word of a revocation did not come"),
                }
            }
        }
    }
    came
}
