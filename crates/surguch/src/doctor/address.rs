//! The public addresses: whether they lead to us.

use app::Ctx;
use client::Client;
use domain::time::Timestamp;

use super::{Findings, clock};
use crate::config::Config;
use crate::data_folder::DataFolder;

const CHECK: &str = "public address";

/// Asks them, where a server runs that could answer.
pub(super) async fn check(config: &Config, folder: &DataFolder, ctx: &Ctx, findings: &mut Findings) {
    if !folder.is_served() {
        return findings.warn(CHECK, "not asked: no server runs on this data folder", "start it and ask again");
    }
    let (main, pki) = (&ctx.settings.public_url, &ctx.settings.pki_url);
    if config.server.listen.port() == 0 && config.server.public_url.is_none() {
        return findings.warn(CHECK, "not asked: server.listen has port 0", "set server.public_url");
    }
    match Client::new(main.as_str(), "").probe("/readyz").await {
        Ok(answer) if answer.status == 200 && answer.body.starts_with(b"{\"status\":\"ok\"") => {
            findings.ok(CHECK, format!("{main} answers and is ready"));
            if let Some(date) = answer.date.as_deref().and_then(Timestamp::parse_http) {
                clock::compare(&format!("the clock at {main}"), date, findings);
            }
        }
        Ok(answer) => {
            let text = format!("{main}/readyz answers {}, not as this server does", answer.status);
            findings.failed(CHECK, text, "look at server.public_url and at the proxy");
        }
        Err(error) => findings.failed(CHECK, format!("{main}: {error}"), "look at server.public_url, at the proxy and its certificate"),
    }
    let own = app::authority::chain_pem(ctx).await.unwrap_or_default();
    match Client::new(pki.as_str(), "").probe("/ca.pem").await {
        Ok(answer) if answer.status == 200 && answer.body == own.as_bytes() => {
            findings.ok(CHECK, format!("{pki} hands out our certificates"));
        }
        Ok(answer) => {
            let text = format!("{pki}/ca.pem answers {} and not our trust chain", answer.status);
            findings.failed(CHECK, text, "look at pki.public_url: it stands in every certificate");
        }
        Err(error) => {
            findings.failed(CHECK, format!("{pki}: {error}"), "look at pki.public_url: it stands in every certificate");
        }
    }
}
