//! Codes by SMS that confirm a signature: bound to the package's files, so that a code for one package works for no other.

use domain::code;
use domain::id::{PackageId, ParticipantId};
use domain::office::Package;
use domain::office::package::Command;
use store::table;

use super::visible;
use crate::act::{self, Act, Done, Keep};
use crate::error::OrMissing;
use crate::sms::{self, Addressee, CodeSent, Confirmed, Purpose};
use crate::{AppError, Call, Ctx};

/// Sends a code to the participant whose turn it is.
pub async fn send_code(ctx: &Ctx, call: &Call, id: PackageId, participant: ParticipantId) -> Result<Done<CodeSent>, AppError> {
    let (licensee, person) = act::office(ctx, call, "package.send_code").await?;
    let (inner, now, code) = (ctx.clone(), ctx.now(), sms::make_code(ctx));
    act::once(ctx, call, Act::new("package.send_code", id), Keep::Plain, move |tx| {
        let package = visible(table::package::load(tx, id)?.or_missing()?, licensee, person)?;
        let user = package.route.participant(participant)?.who.user.ok_or(code::NOT_A_PARTICIPANT)?;
        if person.is_some_and(|person| person != user) {
            return Err(code::FORBIDDEN.into());
        }
        // whoever may not sign now gets no code, but the reason; the certificate is chosen later
        package.clone().apply(Command::Sign { participant, certificate: domain::id::CertificateId::new(uuid::Uuid::nil()) }, now)?;
        // held, so that parallel calls meet the limits one after another
        let account = table::account::load_for_update(tx, user)?.or_missing()?;
        account.require_active()?;
        let say = |code: &str| {
            let what = confirmed(&package, participant);
            let (name, count) = (short(&package.name), package.files.len());
            format!("Код {code} для подписания «{name}», документов: {count}, отпечаток {}. Никому не сообщайте код.", &what.binding[..8])
        };
        sms::send_code(tx, &inner, &Addressee::from(&account), Purpose::SigningCode, &confirmed(&package, participant), &code, say)
    })
    .await
}

/// What a signing code confirms: this participant's signature under exactly these bytes.
pub(super) fn confirmed(package: &Package, participant: ParticipantId) -> Confirmed {
    let id = package.id.to_string();
    let parts = package.files.iter().map(|file| file.sha256.as_str());
    Confirmed { binding: sms::binding(std::iter::once(id.as_str()).chain(parts)), subject: format!("{id}/{participant}") }
}

/// A message has little room.
fn short(name: &str) -> String {
    const MOST: usize = 40;
    if name.chars().count() <= MOST { name.to_owned() } else { name.chars().take(MOST - 1).chain(['…']).collect() }
}
