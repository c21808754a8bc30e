//! `cargo xtask bench signer`: details of a signer read a second, as protobuf and as JSON, beside a handler that answers the same bytes from
//! memory with the same clients in the same run.

use std::net::SocketAddr;

use client::signers::{Form, Place, SignersService, proto::ExtendedSignerDetailsToPost};

use super::figures::Figures;
use super::http::{self, Bench};
use super::plan::Plan;
use super::read;
use crate::load::{self, Again, Line, Side};
use crate::office::{Kind, Outcome};

const CLIENTS: &[usize] = &[16, 64];
const FORMS: [(&str, &str); 2] = [("protobuf", "*/*"), ("JSON", "application/json")];
/// What is asked for: so many reads a second, of two processors.
const WANTED: f64 = 10_000.0;
const PROCESSORS: f64 = 2.0;

/// The benchmark.
#[derive(Default)]
pub struct Signer {
    /// Requests of [`FORMS`], for each side.
    requests: Vec<(&'static str, [Vec<u8>; 2])>,
    /// The handlers beside it, one a form.
    fixed: Vec<SocketAddr>,
}

impl Bench for Signer {
    const NAME: &'static str = "signer";

    fn peers(&self) -> &'static [usize] {
        &[]
    }

    async fn prepare(&mut self, side: &Side) -> Outcome<()> {
        let certificate = side.signer.client.certificate(&side.signer.certificate).await?;
        let guid = side.signer.company.split_once('_').map_or("", |(_, guid)| guid).to_owned();
        let place = Place::new(guid, certificate.thumbprint, 0);
        let service = SignersService::new(side.signer.client.base_url(), &side.signer.token).with_form(Form::Json);
        let sent = ExtendedSignerDetailsToPost {
            job_title: Some("сотрудник".into()),
            signer_type: Some(1),
            signer_info: Some("additional".into()),
            signer_powers: Some(1),
            signer_status: Some(1),
            signer_powers_base: Some("Должностные обязанности".into()),
            ..ExtendedSignerDetailsToPost::default()
        };
        service.put(&place, &sent).await?;
        let path =
            format!("/V2/ExtendedSignerDetails?boxId={}&thumbprint={}&documentTitleType={}", place.box_id, place.thumbprint, place.title);
        // the head of the official client of Java, and Accept
        let requests = FORMS.map(|(_, accept)| {
            format!(
                "GET {path} HTTP/1.1\r\nAuthorization: Bearer {}\r\nContent-Length: 0\r\nHost: load\r\nConnection: Keep-Alive\r\n\
                 User-Agent: Diadoc SDK for Java v5.12.0;JRE=17\r\nAccept-Encoding: gzip,deflate\r\nAccept: {accept}\r\n\r\n",
                side.signer.token
            )
            .into_bytes()
        });
        if self.fixed.is_empty() {
            for request in &requests {
                let reply = Line::new(side.requests.address).ask(request).await?;
                self.fixed.push(read::serve(reply.body).await?);
            }
        }
        self.requests.push((side.name(), requests));
        Ok(())
    }

    async fn round(&self, plan: &Plan, side: &Side, figures: &mut Figures) -> Outcome<()> {
        let (_, requests) = self.requests.iter().find(|(name, _)| *name == side.name()).ok_or("not prepared")?;
        for count in CLIENTS {
            for (((form, _), request), fixed) in FORMS.iter().zip(requests).zip(&self.fixed) {
                let mut ask = async |row: &str, address, request: &[u8], server| {
                    let load = load::run(Again::crowd(*count, address, request, 200), plan.span(), server).await?;
                    http::note(figures, row, load);
                    Outcome::Ok(())
                };
                let at_root =
                    [b"GET / HTTP/1.1".as_slice(), &request[request.iter().position(|byte| *byte == b'\r').unwrap_or(0)..]].concat();
                ask(&row_of_fixed(side.name(), form, *count), *fixed, &at_root, std::process::id()).await?;
                ask(&row(side.name(), form, *count), side.requests.address, request, side.pid()?).await?;
            }
        }
        Ok(())
    }

    fn conclude(&self, plan: &Plan, figures: &Figures) {
        for kind in Kind::ALL.into_iter().filter(|kind| plan.wants(kind.name())) {
            for (form, _) in FORMS {
                for clients in CLIENTS {
                    let what = row(kind.name(), form, *clients);
                    let ours = figures.median(&http::rate(&what));
                    let ratio = ours / figures.median(&http::rate(&row_of_fixed(kind.name(), form, *clients)));
                    let alone = PROCESSORS * 1e6 / figures.median(&format!("{what}, server's processor us each"));
                    println!(
                        "{}: GET as {form}, c={clients}: {ours:.0} a second, {ratio:.2} x a handler that answers the bytes from memory; \
                         by the server's own processor time {alone:.0} of {PROCESSORS} processors ({WANTED} are wanted)",
                        kind.name()
                    );
                }
            }
        }
        println!(
            "\nClients share the machine with the server; the fixed handlers run in their own process, and their processor time is of both."
        );
    }
}

fn row(name: &str, form: &str, clients: usize) -> String {
    format!("{name}: GET details as {form}, c={clients}")
}

fn row_of_fixed(name: &str, form: &str, clients: usize) -> String {
    format!("axum, the same {form} from memory (before {name}), c={clients}")
}
