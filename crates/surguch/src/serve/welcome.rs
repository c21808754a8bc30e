//! What `surguch serve` says when it is ready, on standard output.

use secrecy::ExposeSecret;

use super::House;
use crate::config::Config;
use crate::out::say;

/// Addresses, and at first start how to enter.
pub(crate) fn say(house: &House, config: &Config) {
    let url = &house.ctx.settings.public_url;
    let place = place(config);
    if let Some((login, password)) = &house.administrator {
        let (folder, licensee) = (house.folder.path().display(), &config.licensee.name);
        say!("First start: made {folder} with its master key, certificate authority and licensee {licensee}.");
        say!("  administrator   {login}   password {}   (shown this once)", password.expose_secret());
        say!("  an API key      surguch admin{place} api-key create");
        say!("  the licensee    surguch admin{place} licensee show");
        say!("  text messages   surguch admin{place} outbox");
        say!("");
    }
    say!("Surguch is ready.");
    say!("  API             {url}/v1, described by {url}/openapi.json");
    say!("  trust chain     {}/ca.pem", house.ctx.settings.pki_url);
    say!("  state           {url}/healthz, {url}/readyz");
    for (name, address) in house.bound.iter().skip(1) {
        say!("  {:<15} {address}", format!("{name} listener"));
    }
}

/// The option that other commands need to find the same data.
fn place(config: &Config) -> String {
    if config.data.as_os_str() == "surguch-data" { String::new() } else { format!(" --data {}", config.data.display()) }
}
