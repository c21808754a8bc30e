//! The listeners: which there are, and what each of them answers.

use std::net::SocketAddr;
use std::time::Duration;

use api::Part;
use app::Ctx;
use surguch_http::{Identity, Limits, Listening, Metrics, Tls};
use tokio::net::TcpListener;

use crate::config::Config;
use crate::failure::{Doing, Failure};

/// How long a TLS handshake may take.
const HANDSHAKE: Duration = Duration::from_secs(10);

/// One line of the table.
struct Plan {
    name: &'static str,
    address: SocketAddr,
    parts: Vec<Part>,
    tls: bool,
    client_ca: bool,
}

/// The table of listeners. The main one answers what has none of its own, and always `/pki`: its addresses stand in certificates.
fn plan(config: &Config) -> Vec<Plan> {
    let tls = config.tls.certificate.is_some();
    let own = [
        ("api", config.api.listen, Part::Api, tls),
        ("public", config.public.listen, Part::Public, tls),
        ("pki", config.pki.listen, Part::Pki, false),
        ("admin", config.admin.listen, Part::Admin, tls),
    ];
    let here = |part: &Part| *part == Part::Pki || own.iter().all(|(_, listen, of, _)| of != part || listen.is_none());
    let parts = Part::OPEN.into_iter().filter(here).collect();
    let mut all = vec![Plan { name: "main", address: config.server.listen, parts, tls, client_ca: false }];
    for (name, listen, part, tls) in own {
        let client_ca = part == Part::Api && config.api.client_ca.is_some();
        all.extend(listen.map(|address| Plan { name, address, parts: vec![part], tls, client_ca }));
    }
    all
}

/// With whose certificate TLS is spoken, if it is.
pub(crate) fn identity(config: &Config) -> Option<Identity> {
    let (certificate, key) = (config.tls.certificate.clone()?, config.tls.key.clone()?);
    Some(Identity { certificate, key, client_ca: None })
}

/// A bound listener.
pub(super) struct One {
    plan: Plan,
    socket: TcpListener,
    tls: Option<Tls>,
}

/// All of them, before they answer.
pub(super) struct Bound {
    all: Vec<One>,
    /// What listens where, the main one first.
    pub(super) addresses: Vec<(&'static str, SocketAddr)>,
    /// What speaks TLS.
    pub(super) tls: Vec<Tls>,
}

impl Bound {
    /// Reads the certificates and binds every address.
    pub(super) async fn all(config: &Config) -> Result<Self, Failure> {
        let open = |identity: Option<Identity>| identity.map(Tls::open).transpose().doing("TLS");
        let usual = open(identity(config))?;
        let mutual = config.api.client_ca.clone().and_then(|ca| Some(Identity { client_ca: Some(ca), ..identity(config)? }));
        let mutual = open(mutual)?;
        let (mut all, mut addresses) = (Vec::new(), Vec::new());
        for plan in plan(config) {
            let socket = TcpListener::bind(plan.address).await.doing(format!("cannot listen on {} ({})", plan.address, plan.name))?;
            addresses.push((plan.name, socket.local_addr().doing("the listener's address")?));
            let tls = if plan.client_ca { mutual.clone() } else { usual.clone() }.filter(|_| plan.tls);
            all.push(One { plan, socket, tls });
        }
        Ok(Self { all, addresses, tls: usual.into_iter().chain(mutual).collect() })
    }

    /// The main listener's address.
    pub(super) fn main(&self) -> SocketAddr {
        self.addresses[0].1
    }

    /// Where certificates and CRLs have a listener of their own.
    pub(super) fn pki(&self) -> Option<SocketAddr> {
        self.addresses.iter().find(|(name, _)| *name == "pki").map(|(_, address)| *address)
    }

    /// Hands over the sockets.
    pub(super) fn take(&mut self) -> Vec<One> {
        std::mem::take(&mut self.all)
    }
}

impl One {
    /// With everything that it answers.
    pub(super) fn listening(self, ctx: &Ctx, config: &Config, metrics: &Metrics) -> Listening {
        let router = api::router_of(ctx.clone(), &self.plan.parts, metrics);
        Listening {
            name: self.plan.name,
            socket: self.socket,
            router,
            tls: self.tls,
            limits: limits(config),
            trusted: config.server.trusted_proxies.as_slice().into(),
            metrics: metrics.clone(),
        }
    }
}

fn limits(config: &Config) -> Limits {
    let connections = &config.connections;
    Limits {
        connections: connections.most,
        per_address: connections.per_address,
        idle: Duration::from_secs(connections.idle_seconds),
        body: Duration::from_secs(connections.body_seconds),
        write: Duration::from_secs(connections.write_seconds),
        handshake: HANDSHAKE,
        head: connections.head_bytes,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::{Layers, config};

    fn table(variables: &[(&str, &str)]) -> Vec<(&'static str, Vec<Part>, bool)> {
        let mut layers = Layers::defaults().unwrap();
        layers.environment(variables.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))).unwrap();
        plan(&config(&layers).unwrap()).into_iter().map(|plan| (plan.name, plan.parts, plan.tls)).collect()
    }

    #[test]
    fn one_listener_answers_everything() {
        assert_eq!(table(&[]), [("main", Part::OPEN.to_vec(), false)]);
    }

    #[test]
    fn what_has_a_listener_of_its_own_leaves_the_main_one_but_for_pki_which_is_always_plain() {
        let own = [
            ("SURGUCH_API__LISTEN", "127.0.0.1:1"),
            ("SURGUCH_PKI__LISTEN", "127.0.0.1:2"),
            ("SURGUCH_ADMIN__LISTEN", "127.0.0.1:3"),
            ("SURGUCH_TLS__CERTIFICATE", "c.pem"),
            ("SURGUCH_TLS__KEY", "k.pem"),
        ];
        let expected = [
            ("main", vec![Part::Public, Part::Pki], true),
            ("api", vec![Part::Api], true),
            ("pki", vec![Part::Pki], false),
            ("admin", vec![Part::Admin], true),
        ];
        assert_eq!(table(&own), expected);
    }
}
