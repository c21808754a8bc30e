//! Text messages. The default route is the outbox: messages stay in our table, where the administrator reads them. With a gateway a job
//! hands each of them over.

use domain::confirmation::{self, Challenge};
use domain::id::{LicenseeId, SmsId, UserId};
use domain::office::Account;
use domain::subject::Phone;
use domain::time::Timestamp;
use domain::{Rejected, code};
use store::{Tx, table};
use subtle::ConstantTimeEq;

use crate::job::send_sms;
use crate::{AppError, Ctx, digest};

/// Why a message is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Purpose {
    AcceptanceCode,
    CabinetCode,
    Password,
    SigningCode,
    StatementCode,
}

impl Purpose {
    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::AcceptanceCode => "acceptance_code",
            Self::CabinetCode => "cabinet_code",
            Self::Password => "password",
            Self::SigningCode => "signing_code",
            Self::StatementCode => "statement_code",
        }
    }
}

/// To whom a message goes.
#[derive(Debug, Clone)]
pub(crate) struct Addressee {
    /// The tenant that pays.
    pub(crate) licensee: LicenseeId,
    /// Who: an account, or the subject of a request who has none yet.
    pub(crate) user: UserId,
    /// Where.
    pub(crate) phone: Phone,
}

impl From<&Account> for Addressee {
    fn from(account: &Account) -> Self {
        Self { licensee: account.licensee, user: account.id, phone: account.phone.clone() }
    }
}

/// The name under which a message's text is sealed.
pub(crate) fn seal_context(id: SmsId) -> String {
    format!("sms:{id}")
}

/// Writes a message; its text is sealed, because it carries a password or a code.
pub(crate) fn write(
    tx: &mut Tx<'_>,
    ctx: &Ctx,
    id: SmsId,
    to: &Addressee,
    purpose: Purpose,
    text: &str,
    now: Timestamp,
) -> Result<(), AppError> {
    let text = ctx.keys.seal(&seal_context(id), text.as_bytes());
    let sms = table::sms::Sms {
        id,
        licensee: to.licensee,
        account: to.user,
        purpose: purpose.word().to_owned(),
        phone: to.phone.to_string(),
        text,
        state: table::sms::OUTBOX.to_owned(),
        created_at: now,
    };
    table::sms::insert(tx, &sms)?;
    send_sms::enqueue(tx, ctx, &sms);
    Ok(())
}

/// What is confirmed by a code.
#[derive(Debug, Clone)]
pub(crate) struct Confirmed {
    /// The shown id of it.
    pub(crate) subject: String,
    /// A hash over its content.
    pub(crate) binding: String,
}

/// A code that was sent.
#[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct CodeSent {
    /// The phone, all but its tail hidden.
    pub phone_masked: String,
    /// Until when it works.
    pub expires_at: Timestamp,
}

/// A fresh code of [`confirmation::DIGITS`] digits.
pub(crate) fn make_code(ctx: &Ctx) -> String {
    /// The largest multiple of a million below 2³²: numbers above it would favour small codes.
    const FAIR: u32 = u32::MAX - u32::MAX % 1_000_000;
    loop {
        let number = u32::from_be_bytes(ctx.random());
        if number < FAIR {
            return format!("{:0width$}", number % 1_000_000, width = confirmation::DIGITS);
        }
    }
}

/// Sends a code within the limits per person. `say` makes the message of the code.
pub(crate) fn send_code(
    tx: &mut Tx<'_>,
    ctx: &Ctx,
    to: &Addressee,
    purpose: Purpose,
    what: &Confirmed,
    code: &str,
    say: impl FnOnce(&str) -> String,
) -> Result<CodeSent, AppError> {
    let now = ctx.now();
    if let Some(earlier) = table::challenge::load(tx, to.user, &what.subject)? {
        let again = earlier.sent_at.plus(confirmation::RESEND_AFTER);
        // after a clock that went back far nobody has to wait for it to come there again
        if now < again && earlier.sent_at < now.plus(confirmation::LIFE) {
            return Err(AppError::from(code::SMS_LIMIT).retry_after(again.since(now)));
        }
    }
    let day = std::time::Duration::from_secs(24 * 3600);
    let sent = table::sms::codes_since(tx, to.user, now.minus(day))?.max(table::sms::codes_to(tx, to.phone.as_str(), now.minus(day))?);
    if sent >= confirmation::A_DAY {
        return Err(AppError::from(code::SMS_LIMIT).retry_after(std::time::Duration::from_secs(3600)));
    }
    let sms = SmsId::new(ctx.uuid());
    let challenge = Challenge {
        licensee: to.licensee,
        user: to.user,
        subject: what.subject.clone(),
        binding: what.binding.clone(),
        mac: mac(ctx, to.licensee, sms, code),
        sms,
        sent_at: now,
        tries: 0,
    };
    table::challenge::put(tx, &challenge)?;
    write(tx, ctx, sms, to, purpose, &say(code), now)?;
    Ok(CodeSent { phone_masked: to.phone.masked(), expires_at: now.plus(confirmation::LIFE) })
}

/// Judges an answer in a transaction of its own, so that a wrong guess is counted although it is refused.
pub(crate) async fn check_code(ctx: &Ctx, user: UserId, what: &Confirmed, answer: &str) -> Result<Challenge, AppError> {
    let subject = what.subject.clone();
    let counted = ctx.store.write(move |tx| table::challenge::count_try(tx, user, &subject).map_err(AppError::from)).await?;
    let challenge = counted.ok_or_else(|| Rejected::from(code::CODE_MISSING))?;
    let expected = mac(ctx, challenge.licensee, challenge.sms, answer.trim());
    let equal = bool::from(expected.as_bytes().ct_eq(challenge.mac.as_bytes()));
    challenge.judge(equal, &what.binding, ctx.now())?;
    Ok(challenge)
}

/// Uses the code up within the transaction that acts on it; somebody else may have done so since.
pub(crate) fn consume(tx: &mut Tx<'_>, challenge: &Challenge) -> Result<(), AppError> {
    if table::challenge::consume(tx, challenge)? { Ok(()) } else { Err(code::CODE_MISSING.into()) }
}

/// Keyed by the master key: the database alone does not tell a code, however few there are.
fn mac(ctx: &Ctx, licensee: LicenseeId, sms: SmsId, code: &str) -> String {
    hex::encode(ctx.keys.mac("one-time-code", format!("{licensee}:{sms}:{code}").as_bytes()))
}

/// SHA-256 over the parts, each with its length before it: what a code is bound to.
pub(crate) fn binding<'a>(parts: impl IntoIterator<Item = &'a str>) -> String {
    let mut text = String::new();
    for part in parts {
        text.push_str(&format!("{}:{part};", part.len()));
    }
    digest::sha256_hex(text.as_bytes())
}
