//! What settings have to say of each other.

use outbound::guarded::Cidr;

use super::{Config, SmsRoute, counterpart};

/// The key and what is wrong with it.
pub(super) type Wrong = (&'static str, String);

/// Every rule over more than one key, and the bounds of numbers.
pub(super) fn check(config: &Config) -> Result<(), Wrong> {
    let wrong = |key: &'static str, why: &str| Err((key, why.to_owned()));
    let tls = &config.tls;
    match (&tls.certificate, &tls.key) {
        (Some(_), None) => return wrong("tls.key", "tls.certificate is set, so its key is wanted too"),
        (None, Some(_)) => return wrong("tls.certificate", "tls.key is set, so its certificate is wanted too"),
        _ => {}
    }
    if config.api.client_ca.is_some() && (config.api.listen.is_none() || tls.certificate.is_none()) {
        return wrong("api.client_ca", "client certificates are asked for on api.listen, over TLS: set api.listen and [tls]");
    }
    for network in &config.callbacks.allow {
        Cidr::parse(network).map_err(|error| ("callbacks.allow", format!("{network}: {error}")))?;
    }
    for network in &config.tsa.allow {
        Cidr::parse(network).map_err(|error| ("tsa.allow", format!("{network}: {error}")))?;
    }
    counterpart::check(&config.registers, &counterpart::REGISTERS)?;
    counterpart::check(&config.esia, &counterpart::ESIA)?;
    counterpart::check(&config.sms.gateway, &counterpart::SMS)?;
    if config.sms.route == SmsRoute::Gateway && config.sms.gateway.url.is_none() {
        return wrong("sms.gateway.url", "sms.route is \"gateway\", so its address is wanted too");
    }
    let connections = &config.connections;
    for (key, value) in [
        ("connections.most", connections.most as u64),
        ("connections.idle_seconds", connections.idle_seconds),
        ("connections.body_seconds", connections.body_seconds),
        ("connections.write_seconds", connections.write_seconds),
    ] {
        if value == 0 {
            return wrong(key, "at least 1");
        }
    }
    if !(8192..=1_048_576).contains(&connections.head_bytes) {
        return wrong("connections.head_bytes", "between 8192 and 1048576");
    }
    Ok(())
}
