//! `cargo xtask bench finish`: from the last signature's request until the package is completed, its signatures are kept, and its callback
//! has arrived (G13), for packages of twenty documents of 1 MB.

use std::time::{Duration, Instant};

use wire::office::{NewEndpoint, NewPackage};

use super::figures::Figures;
use super::http::{self, Bench};
use super::machine;
use super::plan::Plan;
use crate::load::{self, Line, Side};
use crate::office::{Kind, Outcome, Receiver};

const FILES: usize = 20;
const BYTES: usize = 1_000_000;
/// Packages a round are so many for each second of a row.
const A_SECOND: u64 = 10;
/// Longer is never.
const PATIENCE: Duration = Duration::from_secs(30);

/// The benchmark.
#[derive(Default)]
pub struct Finish {
    receivers: Vec<(&'static str, Receiver)>,
}

impl Bench for Finish {
    const NAME: &'static str = "finish";

    fn peers(&self) -> &'static [usize] {
        &[]
    }

    async fn prepare(&mut self, side: &Side) -> Outcome<()> {
        let receiver = Receiver::start().await?;
        let new = NewEndpoint { url: receiver.url.clone(), types: vec!["package.completed".into()], ..NewEndpoint::default() };
        let endpoint = side.signer.client.add_endpoint(&new).await?;
        receiver.believe(endpoint.secret.as_deref().unwrap_or_default())?;
        self.receivers.push((side.name(), receiver));
        Ok(())
    }

    async fn round(&self, plan: &Plan, side: &Side, figures: &mut Figures) -> Outcome<()> {
        let (_, receiver) = self.receivers.iter().find(|(name, _)| *name == side.name()).ok_or("not prepared")?;
        let participants = vec![side.signer.participant()];
        let package = NewPackage { name: Some("Пакет".into()), send: true, participants, ..NewPackage::default() };
        let files: Vec<(String, Vec<u8>)> = (0..FILES).map(|n| (format!("{n}.bin"), vec![n as u8; BYTES])).collect();
        let mut line = Line::new(side.requests.address);
        let (mut spans, began, mut processor) = (Vec::new(), Instant::now(), Duration::ZERO);
        for _ in 0..plan.seconds * A_SECOND {
            let created = line.ask(&side.requests.package(&package, &files)).await?;
            let location = created.header("location").ok_or_else(|| String::from_utf8_lossy(&created.body).into_owned())?.to_owned();
            let (before, told) = (machine::processor_time_of(side.pid()?)?, receiver.count());
            let start = Instant::now();
            let signed = line.ask(&side.requests.post(&format!("{location}/sign"), &side.signer.signing())).await?;
            let signed: serde_json::Value = serde_json::from_slice(&signed.body)?;
            if signed["status"] != "completed" {
                return Err(format!("sign: {signed}").into());
            }
            while receiver.count() == told {
                if start.elapsed() > PATIENCE {
                    return Err(format!("no callback within {PATIENCE:?}").into());
                }
                tokio::time::sleep(Duration::from_micros(200)).await;
            }
            spans.push(start.elapsed().as_secs_f64() * 1e6);
            processor += machine::processor_time_of(side.pid()?)?.saturating_sub(before);
        }
        http::note(figures, &row(side.name()), load::Figures::of(spans, began.elapsed(), processor)?);
        Ok(())
    }

    fn conclude(&self, plan: &Plan, figures: &Figures) {
        for kind in Kind::ALL.into_iter().filter(|kind| plan.wants(kind.name())) {
            let (p50, p99) =
                (figures.median(&format!("{}, p50 us", row(kind.name()))), figures.median(&format!("{}, p99 us", row(kind.name()))));
            println!(
                "{}: last signature to callback, {FILES} files of {BYTES} bytes: p50 {:.1} ms, p99 {:.1} ms",
                kind.name(),
                p50 / 1e3,
                p99 / 1e3
            );
        }
        println!("\nThe rate counts the upload of every package; the spans begin with the request to sign.");
    }
}

fn row(name: &str) -> String {
    format!("{name}: last signature to callback")
}
