//! Certificate policies as read: certificatePolicies, policyMappings, policyConstraints, inhibitAnyPolicy (RFC 5280 §4.2.1.4–14).

use const_oid::ObjectIdentifier;

use crate::asn1::{Reader, tag};
use crate::extension::Extensions;
use crate::{Certificate, Malformed, oid};

/// Most policies or mappings in one certificate.
const MOST: usize = 256;

/// Under which policies the certificate was issued; none where the extension is absent. Qualifiers are read over.
pub fn policies(certificate: &Certificate) -> Result<Option<Vec<ObjectIdentifier>>, Malformed> {
    let Some(extension) = certificate.extension(oid::CERTIFICATE_POLICIES) else { return Ok(None) };
    let mut reader = Reader::whole_sequence(&extension.value)?;
    let mut policies = Vec::new();
    while !reader.is_empty() {
        let mut information = reader.sequence()?;
        let policy = information.oid()?;
        information.optional(tag::SEQUENCE)?;
        information.end()?;
        if policies.contains(&policy) || policies.len() == MOST {
            return Err(Malformed("policies"));
        }
        policies.push(policy);
    }
    if policies.is_empty() { Err(Malformed("policies")) } else { Ok(Some(policies)) }
}

/// Pairs of issuerDomainPolicy and subjectDomainPolicy; none of them anyPolicy.
pub fn mappings(certificate: &Certificate) -> Result<Vec<[ObjectIdentifier; 2]>, Malformed> {
    let Some(extension) = certificate.extension(oid::POLICY_MAPPINGS) else { return Ok(Vec::new()) };
    let mut reader = Reader::whole_sequence(&extension.value)?;
    let mut mappings = Vec::new();
    while !reader.is_empty() {
        let mut pair = reader.sequence()?;
        let mapping = [pair.oid()?, pair.oid()?];
        pair.end()?;
        if mapping.contains(&oid::ANY_POLICY) || mappings.len() == MOST {
            return Err(Malformed("policy mappings"));
        }
        mappings.push(mapping);
    }
    if mappings.is_empty() { Err(Malformed("policy mappings")) } else { Ok(mappings) }
}

/// After how many more certificates something begins to hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Constraints {
    /// requireExplicitPolicy.
    pub require_explicit: Option<u8>,
    /// inhibitPolicyMapping.
    pub inhibit_mapping: Option<u8>,
    /// inhibitAnyPolicy, which is an extension of its own.
    pub inhibit_any: Option<u8>,
}

/// policyConstraints and inhibitAnyPolicy together.
pub fn constraints(certificate: &Certificate) -> Result<Constraints, Malformed> {
    let mut constraints = Constraints::default();
    if let Some(extension) = certificate.extension(oid::POLICY_CONSTRAINTS) {
        let mut reader = Reader::whole_sequence(&extension.value)?;
        constraints.require_explicit = skip(&mut reader, 0)?;
        constraints.inhibit_mapping = skip(&mut reader, 1)?;
        reader.end()?;
        if constraints == Constraints::default() {
            return Err(Malformed("policy constraints"));
        }
    }
    if let Some(extension) = certificate.extension(oid::INHIBIT_ANY_POLICY) {
        let mut reader = Reader::new(&extension.value);
        constraints.inhibit_any = Some(count(reader.integer()?)?);
        reader.end()?;
    }
    Ok(constraints)
}

fn skip(reader: &mut Reader<'_>, number: u8) -> Result<Option<u8>, Malformed> {
    reader.optional(tag::context_primitive(number))?.map(|element| count(element.value)).transpose()
}

/// SkipCerts: far more than any path is long means "never", which the largest number says as well.
fn count(contents: &[u8]) -> Result<u8, Malformed> {
    match contents {
        [] => Err(Malformed("integer")),
        [first, ..] if *first >= 0x80 => Err(Malformed("integer")),
        [0, number] | [number] => Ok(*number),
        _ => Ok(u8::MAX),
    }
}
