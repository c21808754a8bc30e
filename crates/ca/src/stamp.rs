//! Time stamps (RFC 3161): the token of a time stamp authority of ours.

use keys::Keys;
use pki::Certificate;
use pki::tsp::TstInfo;
use signature::cades::issue;

use crate::{CaError, Server};

/// Signs what the token says. `chain` are certificates above the authority's own; they and its own go in where the asker `wants` them.
pub async fn stamp(keys: &Keys, stamper: &Server, info: &TstInfo, chain: &[Certificate], wants: bool) -> Result<Vec<u8>, CaError> {
    let certificate = &stamper.certificate;
    let prepared = issue::prepare(info, certificate, info.time.seconds).map_err(|_| CaError::Differs)?;
    let value = keys.sign(stamper.key, stamper.authority.algorithm, prepared.bytes()).await?;
    // a root inside is no trust, and whoever trusts it has it
    let above = chain.iter().filter(|above| !above.is_self_issued() && *above != certificate);
    let inside: Vec<&Certificate> = if wants { [certificate].into_iter().chain(above).collect() } else { Vec::new() };
    prepared.assemble(certificate, &value, &inside).map_err(|_| CaError::Differs)
}
