//! `surguch simulate`: stand-ins for services of others, until they are interrupted.

use std::sync::Arc;

use store::SystemClock;
use tokio::net::TcpListener;

use crate::cli::{Simulate, Stage};
use crate::failure::{Doing, Failure};
use crate::out::{say, text};
use crate::serve::asked_to_stop;

pub(crate) async fn simulate(which: Simulate) -> Result<(), Failure> {
    let clock = Arc::new(SystemClock);
    match which {
        Simulate::Registers(asked) if asked.print_certificate => text(format_args!("{}", simulate::registers::CERTIFICATE)),
        Simulate::Registers(asked) if asked.stage.print_data => text(format_args!("{}", simulate::registers::BUILT_IN)),
        Simulate::Esia(stage) if stage.print_data => text(format_args!("{}", simulate::esia::BUILT_IN)),
        Simulate::Sms(stage) if stage.print_data => text(format_args!("{}", simulate::sms::BUILT_IN)),
        Simulate::Registers(asked) => {
            let stage = asked.stage;
            let router = simulate::registers::Registers::load(stage.data.as_deref(), clock).doing("data of the simulator")?.router();
            play("state registers", &stage, "127.0.0.1:8090", router).await?;
        }
        Simulate::Esia(stage) => {
            let router = simulate::esia::Esia::load(stage.data.as_deref(), clock).doing("data of the simulator")?.router();
            play("the state portal", &stage, "127.0.0.1:8091", router).await?;
        }
        Simulate::Sms(stage) => {
            let router = simulate::sms::Sms::load(stage.data.as_deref()).doing("data of the simulator")?.router();
            play("a gateway of text messages", &stage, "127.0.0.1:8092", router).await?;
        }
    }
    Ok(())
}

async fn play(what: &str, stage: &Stage, usual: &str, router: simulate::Router) -> Result<(), Failure> {
    let stop = asked_to_stop()?;
    let listen = stage.listen.map_or_else(|| usual.to_owned(), |address| address.to_string());
    let socket = TcpListener::bind(&listen).await.doing(format!("listening on {listen}"))?;
    let address = socket.local_addr().doing("listening")?;
    say!("a simulator of {what}, and no real one: http://{address}");
    simulate::serve(socket, router, stop).await.doing("serving")
}
