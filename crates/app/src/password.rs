//! Passwords: made by the house, sent by SMS, kept as Argon2id (RFC 9106).

use std::num::NonZero;
use std::sync::LazyLock;
use std::time::Duration;

use argon2::Argon2;
use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher, PasswordVerifier};
use domain::code;
use secrecy::{ExposeSecret, SecretString};
use tokio::sync::Semaphore;

use crate::{AppError, Ctx};

/// Letters and digits that nobody mixes up when reading them from a phone.
const ALPHABET: &[u8] = b"abcdefghjkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789";
const LENGTH: usize = 12;

/// A fresh password of about 69 bits.
pub(crate) fn make(ctx: &Ctx) -> SecretString {
    /// The largest multiple of the alphabet's length below 256: bytes above it would favour its first letters.
    const FAIR: u8 = (256 - 256 % ALPHABET.len()) as u8;
    let mut password = String::with_capacity(LENGTH);
    while password.len() < LENGTH {
        let [byte] = ctx.random();
        if byte < FAIR {
            password.push(char::from(ALPHABET[usize::from(byte) % ALPHABET.len()]));
        }
    }
    password.into()
}

/// The hash of a password, computed off the async threads.
pub(crate) async fn hash(ctx: &Ctx, password: &SecretString) -> Result<String, AppError> {
    let (password, salt) = (password.clone(), ctx.random::<16>());
    off_the_async_threads(move || {
        let hash: PasswordHash = Argon2::default()
            .hash_password_with_salt(password.expose_secret().as_bytes(), &salt)
            .map_err(|error| AppError::internal(format!("argon2: {error}")))?;
        Ok(hash.to_string())
    })
    .await
}

/// Whether `password` has this hash.
pub(crate) async fn fits(password: &SecretString, hash: String) -> Result<bool, AppError> {
    let password = password.clone();
    off_the_async_threads(move || {
        let hash = PasswordHash::new(&hash).map_err(|error| AppError::internal(format!("a kept hash: {error}")))?;
        Ok(Argon2::default().verify_password(password.expose_secret().as_bytes(), &hash).is_ok())
    })
    .await
}

/// As many at once as there are cores: each takes 19 MiB and a core. Who finds a long queue is turned away.
static SLOTS: LazyLock<Semaphore> = LazyLock::new(|| Semaphore::new(std::thread::available_parallelism().map_or(1, NonZero::get)));
const PATIENCE: Duration = Duration::from_secs(5);

async fn off_the_async_threads<T: Send + 'static>(work: impl FnOnce() -> Result<T, AppError> + Send + 'static) -> Result<T, AppError> {
    let slot = tokio::time::timeout(PATIENCE, SLOTS.acquire()).await;
    let _slot = slot
        .map_err(|_| AppError::from(code::RATE_LIMITED).retry_after(PATIENCE))?
        .map_err(|error| AppError::internal("slots").because(error))?;
    tokio::task::spawn_blocking(work).await.map_err(|error| AppError::internal("hashing a password").because(error))?
}
