//! Whom this installation calls: state registers, the state portal, the gateway of text messages. Asks after themselves, and about nobody.

use std::time::Duration;

use domain::clock::Clock;
use outbound::registers::Standing;
use outbound::remote::{Call, NotAnswered};
use store::SystemClock;

use super::Findings;
use crate::config::{Config, SmsRoute};
use crate::failure::Failure;
use crate::wire_up;

const REGISTERS: &str = "state registers";
const PORTAL: &str = "state portal";
const SMS: &str = "text messages";
/// How long either is waited for.
const PATIENCE: Duration = Duration::from_secs(5);

pub(super) async fn check(config: &Config, findings: &mut Findings) {
    registers(config, findings).await;
    portal(config, findings).await;
    sms(config, findings).await;
}

async fn registers(config: &Config, findings: &mut Findings) {
    let Some(registers) = made(wire_up::registers(config), REGISTERS, "registers", findings) else { return };
    if let Err(blocked) = registers.check() {
        return may_not_be_called(REGISTERS, "registers", &blocked.to_string(), findings);
    }
    let status = match registers.status(&call()).await {
        Ok(status) => status,
        Err(error) => return fails(REGISTERS, "registers", &error, findings),
    };
    let down: Vec<&str> =
        status.registers.iter().filter(|(_, standing)| *standing == Standing::Down).map(|(register, _)| register.word()).collect();
    if !down.is_empty() {
        let text = format!("the gateway answers, and says that it cannot reach: {}", down.join(", "));
        return findings.warn(REGISTERS, text, "requests wait with a warning meanwhile; ask the gateway's operator");
    }
    answers(REGISTERS, "registers", status.simulator, findings);
}

async fn portal(config: &Config, findings: &mut Findings) {
    let Some(esia) = made(wire_up::esia(config), PORTAL, "esia", findings) else { return };
    if let Err(blocked) = esia.check() {
        return may_not_be_called(PORTAL, "esia", &blocked.to_string(), findings);
    }
    match esia.status(&call()).await {
        Ok(status) if !status.up => {
            let text = "the gateway answers, and says that it cannot reach the portal";
            findings.warn(PORTAL, text, "statements cannot be confirmed meanwhile; ask the gateway's operator");
        }
        Ok(status) => answers(PORTAL, "esia", status.simulator, findings),
        Err(error) => fails(PORTAL, "esia", &error, findings),
    }
}

async fn sms(config: &Config, findings: &mut Findings) {
    if config.sms.route == SmsRoute::Outbox {
        return findings.warn(SMS, "they stay in the outbox and nobody sends them", "for trials only: set sms.route");
    }
    let Some(gateway) = made(wire_up::gateway(config), SMS, "sms.gateway", findings) else { return };
    if let Err(blocked) = gateway.check() {
        return may_not_be_called(SMS, "sms.gateway", &blocked.to_string(), findings);
    }
    match gateway.status(&call()).await {
        Ok(status) if !status.up => findings.warn(SMS, "the gateway says that it does not send", "messages wait; ask its operator"),
        Ok(status) => answers(SMS, "sms.gateway", status.simulator, findings),
        Err(error) => fails(SMS, "sms.gateway", &error, findings),
    }
}

fn call() -> Call<'static> {
    Call { id: "doctor", now: SystemClock.now(), chance: 0, within: PATIENCE }
}

fn made<T>(made: Result<Option<T>, Failure>, check: &'static str, section: &str, findings: &mut Findings) -> Option<T> {
    match made {
        Ok(Some(made)) => return Some(made),
        Ok(None) => findings.ok(check, format!("not asked: {section}.url is empty")),
        Err(failure) => findings.failed(check, failure.to_string(), "mend what it names"),
    }
    None
}

fn answers(check: &'static str, section: &str, simulator: bool, findings: &mut Findings) {
    if simulator {
        findings.warn(check, format!("{section}.url leads to a simulator"), "for trials only: set the address of the real gateway");
    } else {
        findings.ok(check, "the gateway answers");
    }
}

fn may_not_be_called(check: &'static str, section: &str, why: &str, findings: &mut Findings) {
    findings.failed(
        check,
        format!("{section}.url may not be called: {why}"),
        format!("add its network to {section}.allow, or change the address"),
    );
}

fn fails(check: &'static str, section: &str, error: &NotAnswered, findings: &mut Findings) {
    let advice = match error {
        NotAnswered::Denied(_) => format!("mend {section}.token, or the file that holds it"),
        NotAnswered::Fetch(error) if error.code() == "blocked" => format!("add its network to {section}.allow, or change the address"),
        NotAnswered::Fetch(error) if error.code() == "name_unknown" => format!("mend {section}.url, or the name server"),
        NotAnswered::Fetch(_) => format!("look at the gateway, at {section}.url and at {section}.ca_file"),
        NotAnswered::Malformed(_) | NotAnswered::Cut | NotAnswered::Status(400..500) => {
            let contract = section.split('.').next().unwrap_or_default();
            format!("{section}.url has to lead to where the contract of docs/{contract}.md begins")
        }
        _ => "look at the gateway".to_owned(),
    };
    findings.failed(check, format!("{section}.url: {error}"), advice);
}
