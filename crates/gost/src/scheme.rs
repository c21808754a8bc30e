//! Signing and verifying by GOST R 34.10-2012 (RFC 7091, §6) on one curve.

use core::marker::PhantomData;

use zeroize::Zeroizing;

use crate::error::{KeyError, SignatureError};
use crate::field::Field;
use crate::group::Model;
use crate::multiply::{Base, Joint};
use crate::nonce::Seed;

/// What a curve can do, whatever its numbers are made of. Points are x ‖ y little-endian, secrets little-endian, digests as Streebog
/// gives them, signatures s ‖ r big-endian.
pub(crate) trait Scheme: Send + Sync {
    /// Whether these bytes are a private key: above zero and below the order.
    fn is_secret(&self, secret: &[u8]) -> bool;
    /// The public point of a private key.
    fn public(&self, secret: &[u8]) -> Result<Vec<u8>, KeyError>;
    /// Whether the bytes are a point of the subgroup, other than the neutral one.
    fn check(&self, point: &[u8]) -> Result<(), KeyError>;
    /// The coordinates of `cofactor · factor · secret · point` as x ‖ y little-endian, for a point that was checked.
    fn agree(&self, secret: &[u8], factor: &[u8], point: &[u8]) -> Result<Zeroizing<Vec<u8>>, KeyError>;
    /// The product of several numbers modulo the order: how a masked key is unmasked.
    fn product(&self, factors: &[u8]) -> Option<Zeroizing<Vec<u8>>>;
    fn sign(&self, seed: &Seed<'_>) -> Result<Vec<u8>, SignatureError>;
    fn verify(&self, point: &[u8], digest: &[u8], signature: &[u8]) -> Result<(), SignatureError>;
    /// Signs with a nonce that the standard's examples print.
    #[cfg(test)]
    fn sign_with_nonce(&self, secret: &[u8], digest: &[u8], nonce: &[u8]) -> Option<Vec<u8>>;
}

/// A curve with the tables of its base point; `S` are the numbers modulo the order of the subgroup.
pub(crate) struct Suite<M: Model, S> {
    model: M,
    base: Base<M>,
    joint: Joint<M>,
    /// Whether the curve has points outside of the subgroup: its cofactor is four then, and one else.
    cofactor: bool,
    /// Bits of the order.
    length: usize,
    scalar: PhantomData<S>,
}

impl<M: Model, S: Field<Words = <M::Field as Field>::Words>> Suite<M, S> {
    /// `generator` is the base point of the standard; `cofactor` says whether the curve has points outside of the subgroup.
    pub(crate) fn new(model: M, generator: (M::Field, M::Field), cofactor: bool) -> Self {
        // the constants of the curves are tested to be on them
        let generator = model.lift(generator.0, generator.1).unwrap_or_else(|_| model.neutral());
        let length = S::MODULUS.as_ref().iter().rev().fold(0, |length, word| match length {
            0 => 64 - word.leading_zeros() as usize,
            some => some + 64,
        });
        let base = Base::new(&model, &generator, length);
        let joint = Joint::new(&model, &generator);
        Self { model, base, joint, cofactor, length, scalar: PhantomData }
    }

    /// A secret that is not zero.
    fn secret(bytes: &[u8]) -> Option<Zeroizing<S>> {
        S::from_le_bytes(bytes).map(Zeroizing::new).filter(|secret| !secret.is_zero())
    }

    /// The number that a digest stands for: its bytes are little-endian, and zero becomes one.
    fn number(digest: &[u8]) -> Result<S, SignatureError> {
        if digest.len() != S::BYTES {
            return Err(SignatureError::DigestLength);
        }
        let number = S::reduce_le_bytes(digest).ok_or(SignatureError::DigestLength)?;
        Ok(if number.is_zero() { S::ONE } else { number })
    }

    fn point(&self, bytes: &[u8]) -> Result<M::Public, KeyError> {
        let (x, y) = bytes.split_at_checked(S::BYTES).ok_or(KeyError::Length)?;
        if y.len() != S::BYTES {
            return Err(KeyError::Length);
        }
        let coordinate = |bytes| M::Field::from_le_bytes(bytes).ok_or(KeyError::Coordinate);
        self.model.lift(coordinate(x)?, coordinate(y)?)
    }

    /// s ‖ r, both in their range.
    fn halves(signature: &[u8]) -> Result<(S, S), SignatureError> {
        let (s, r) = signature.split_at_checked(S::BYTES).ok_or(SignatureError::Length)?;
        if r.len() != S::BYTES {
            return Err(SignatureError::Length);
        }
        let half = |bytes| S::from_be_bytes(bytes).filter(|half| !half.is_zero()).ok_or(SignatureError::Range);
        Ok((half(s)?, half(r)?))
    }

    /// One try with one nonce: nothing where the standard says to take another.
    fn sign_with(&self, secret: &S, number: S, nonce: &S) -> Option<Vec<u8>> {
        if nonce.is_zero() {
            return None;
        }
        let (x, _) = self.base.multiply(&self.model, nonce);
        let r = S::reduce(&x.words());
        let s = r * *secret + *nonce * number;
        if r.is_zero() || s.is_zero() {
            return None;
        }
        let mut signature = Vec::with_capacity(2 * S::BYTES);
        s.append_be(&mut signature);
        r.append_be(&mut signature);
        Some(signature)
    }

    /// Whether the x of the point is `r` modulo the order, without bringing the point to affine coordinates.
    fn leads_to(&self, point: &M::Public, r: &S) -> bool {
        let mut candidate = r.words();
        loop {
            if self.model.has_x(point, M::Field::reduce(&candidate)) {
                return true;
            }
            let mut carry = false;
            for (word, order) in candidate.as_mut().iter_mut().zip(S::MODULUS.as_ref()) {
                (*word, carry) = word.carrying_add(*order, carry);
            }
            if carry || candidate.as_ref().iter().rev().ge(M::Field::MODULUS.as_ref().iter().rev()) {
                return false;
            }
        }
    }
}

impl<M: Model, S: Field<Words = <M::Field as Field>::Words>> Scheme for Suite<M, S> {
    fn is_secret(&self, secret: &[u8]) -> bool {
        Self::secret(secret).is_some()
    }

    fn public(&self, secret: &[u8]) -> Result<Vec<u8>, KeyError> {
        let secret = Self::secret(secret).ok_or(KeyError::Scalar)?;
        let (x, y) = self.base.multiply(&self.model, &*secret);
        let mut point = Vec::with_capacity(2 * S::BYTES);
        x.append_le(&mut point);
        y.append_le(&mut point);
        Ok(point)
    }

    fn check(&self, point: &[u8]) -> Result<(), KeyError> {
        let point = self.point(point)?;
        let outside = || {
            let multiple = self.joint.sum::<S>(&self.model, &S::ZERO.words(), &S::MODULUS, &point);
            !self.model.is_neutral(&multiple)
        };
        if self.cofactor && outside() { Err(KeyError::Subgroup) } else { Ok(()) }
    }

    fn agree(&self, secret: &[u8], factor: &[u8], point: &[u8]) -> Result<Zeroizing<Vec<u8>>, KeyError> {
        let point = self.point(point)?;
        let secret = Self::secret(secret).ok_or(KeyError::Scalar)?;
        let mut wide = vec![0; S::BYTES];
        wide.get_mut(..factor.len()).ok_or(KeyError::Length)?.copy_from_slice(factor);
        let factor = S::from_le_bytes(&wide).filter(|factor| !factor.is_zero()).ok_or(KeyError::Scalar)?;
        let factor = if self.cofactor { factor.double().double() } else { factor };
        let number = Zeroizing::new(*secret * factor);
        // a table of this one point, as there is one of the base point: multiplication by it takes one time for all numbers
        let (x, y) = Base::new(&self.model, &point, self.length).multiply(&self.model, &*number);
        let (x, y) = (Zeroizing::new(x), Zeroizing::new(y));
        let mut shared = Zeroizing::new(Vec::with_capacity(2 * S::BYTES));
        x.append_le(&mut shared);
        y.append_le(&mut shared);
        Ok(shared)
    }

    fn product(&self, factors: &[u8]) -> Option<Zeroizing<Vec<u8>>> {
        let factors = factors.chunks(S::BYTES);
        let product =
            factors.map(Self::secret).try_fold(Zeroizing::new(S::ONE), |product, factor| Some(Zeroizing::new(*product * *factor?)))?;
        let mut bytes = Zeroizing::new(Vec::with_capacity(S::BYTES));
        product.append_le(&mut bytes);
        Some(bytes)
    }

    fn sign(&self, seed: &Seed<'_>) -> Result<Vec<u8>, SignatureError> {
        let number = Self::number(seed.digest)?;
        let secret = Self::secret(seed.secret).ok_or(SignatureError::Nonce)?;
        (0..=u8::MAX).find_map(|attempt| self.sign_with(&secret, number, &*seed.nonce(attempt)?)).ok_or(SignatureError::Nonce)
    }

    fn verify(&self, point: &[u8], digest: &[u8], signature: &[u8]) -> Result<(), SignatureError> {
        let number = Self::number(digest)?;
        let (s, r) = Self::halves(signature)?;
        let point = self.point(point).map_err(|_| SignatureError::Mismatch)?;
        let inverse = number.invert_vartime();
        let sum = self.joint.sum::<S>(&self.model, &(s * inverse).words(), &(-(r * inverse)).words(), &point);
        if self.leads_to(&sum, &r) { Ok(()) } else { Err(SignatureError::Mismatch) }
    }

    #[cfg(test)]
    fn sign_with_nonce(&self, secret: &[u8], digest: &[u8], nonce: &[u8]) -> Option<Vec<u8>> {
        self.sign_with(&*Self::secret(secret)?, Self::number(digest).ok()?, &S::from_le_bytes(nonce)?)
    }
}
