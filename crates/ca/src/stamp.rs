//! Time stamps (RFC 3161): the token of a time stamp authority of ours.

use keys::Keys;
use pki::Certificate;
use pki::tsp::TstInfo;
use signature::{assemble_token, prepare_token};

use crate::{CaError, Server};

/// Signs what the token says. `chain` are certificates above the authority's own; they and its own go in where the asker `wants` them.
pub async fn stamp(keys: &Keys, stamper: &Server, info: &TstInfo, chain: &[Certificate], wants: bool) -> Result<Vec<u8>, CaError> {
    let certificate = &stamper.certificate;
    let prepared = prepare_token(info, certificate).map_err(|_| CaError::Differs)?;
    let value = keys.sign(stamper.key, prepared.algorithm(), prepared.bytes()).await?;
    // a root inside is no trust, and whoever trusts it has it
    let above = chain.iter().filter(|above| !above.is_self_issued() && *above != certificate);
    let inside: Vec<&Certificate> = if wants { [certificate].into_iter().chain(above).collect() } else { Vec::new() };
    assemble_token(info, &prepared, certificate, &value, &inside).map_err(|_| CaError::Differs)
}
