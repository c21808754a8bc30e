//! Sets of certificates made to wear the search out: it ends early, and says so.

use std::time::{Duration, Instant};

use super::*;
use crate::asn1::{tag, write};
use crate::certificate::{Contents, to_be_signed};
use crate::extension::Extension;
use crate::fixture::{Pair, YEAR, now};
use crate::name::Kind;
use crate::{Name, Serial, oid};

fn name(common: &str) -> Name {
    Name::build(&[(Kind::Country, "RU"), (Kind::CommonName, common)]).expect("a name")
}

struct Maker {
    made: u8,
}

impl Maker {
    fn make(&mut self, (issuer, signer): (&Name, &Pair), (subject, key): (&Name, &Pair), extensions: &[Extension]) -> Certificate {
        self.made += 1;
        signer.certificate(&to_be_signed(&Contents {
            serial: &Serial::from_random([self.made; 16]),
            algorithm: crate::Algorithm::EcdsaP256Sha256,
            issuer,
            not_before: now().plus_seconds(-YEAR),
            not_after: now().plus_seconds(YEAR),
            subject,
            spki: key.public().spki(),
            extensions,
        }))
    }
}

fn authority() -> Vec<Extension> {
    vec![Extension::authority(None), Extension::usage_of_authority()]
}

fn subtrees(names: impl Iterator<Item = String>) -> Vec<u8> {
    names.flat_map(|name| write::sequence(&[&write::element(0x82, name.as_bytes())])).collect()
}

/// Far more than it takes, far less than a search without limits.
const SOON: Duration = Duration::from_secs(10);

fn trust<'a>(anchors: &'a [Certificate], intermediates: &'a [Certificate]) -> Trust<'a> {
    Trust { anchors, intermediates, crls: &[], revocation: Revocation::Ignored, proven: None }
}

#[test]
fn authorities_that_certify_each_other_in_every_way_end_the_search() {
    let mut maker = Maker { made: 0 };
    let (keys, names): (Vec<Pair>, Vec<Name>) = (0..7).map(|number| (Pair::p256(), name(&format!("CA {number}")))).unzip();
    let mut crowd = Vec::new();
    for issuer in 0..keys.len() {
        for subject in (0..keys.len()).filter(|subject| *subject != issuer) {
            crowd.push(maker.make((&names[issuer], &keys[issuer]), (&names[subject], &keys[subject]), &authority()));
        }
    }
    let (leaf_key, root_key, root_name) = (Pair::p256(), Pair::p256(), name("Root"));
    let leaf = maker.make((&names[0], &keys[0]), (&name("Leaf"), &leaf_key), &[Extension::usage_of_signer()]);
    let began = Instant::now();
    let alone = maker.make((&root_name, &root_key), (&root_name, &root_key), &authority());
    let refused = judge(&leaf, &Question { trust: trust(&[alone], &crowd), answers: &[], at: now(), policies: Policies::default() })
        .expect_err("no path");
    assert!(matches!(refused.rule, Rule::TooLong | Rule::TooComplex), "{refused}");
    assert!(began.elapsed() < SOON);
}

#[test]
fn a_crowd_of_equal_names_exhausts_the_budget_and_says_so() {
    let mut maker = Maker { made: 0 };
    let (authority_name, real) = (name("CA"), Pair::p256());
    let (root_key, root_name) = (Pair::p256(), name("Root"));
    let root = maker.make((&root_name, &root_key), (&root_name, &root_key), &authority());
    // One false issuer a key, none of which made the signature: each has to be tried.
    let crowd: Vec<Certificate> = (0..=MOST_SIGNATURES)
        .map(|_| {
            maker.made %= 250;
            maker.make((&root_name, &root_key), (&authority_name, &Pair::p256()), &authority())
        })
        .collect();
    let leaf = maker.make((&authority_name, &real), (&name("Leaf"), &Pair::p256()), &[Extension::usage_of_signer()]);
    assert_eq!(validate(&leaf, &trust(&[root], &crowd), now()), Err(PathError::TooComplex));
}

#[test]
fn a_flood_of_false_lists_hides_no_revocation() {
    let house = crate::fixture::House::p256();
    let signer = house.signer(&Pair::p256(), 3);
    let entry = crate::crl::Entry { serial: signer.serial().clone(), at: now(), reason: crate::crl::Reason::KeyCompromise };
    let parse = |der: &[u8]| crate::Crl::parse(der).expect("a list");
    let (root, real) = (parse(&house.root_crl()), parse(&house.crl(7, &[entry])));
    let mut false_one = house.crl(8, &[]);
    *false_one.last_mut().expect("a signature") ^= 1;
    let false_one = parse(&false_one);
    let (anchors, below) = ([house.root.clone()], [house.issuing.clone()]);
    for (false_ones, expected) in [(20, PathError::Revoked { at: now(), own: true }), (MOST_SIGNATURES as usize, PathError::TooComplex)] {
        let lists = [vec![false_one.clone(); false_ones], vec![root.clone(), real.clone()]].concat();
        for revocation in [Revocation::IfAtHand, Revocation::Required] {
            let trust = Trust { anchors: &anchors, intermediates: &below, crls: &lists, revocation, proven: None };
            assert_eq!(validate(&signer, &trust, now()), Err(expected), "{false_ones} {revocation:?}");
        }
    }
}

#[test]
fn products_of_names_and_constraints_end_early() {
    let mut maker = Maker { made: 0 };
    let (root_key, root_name) = (Pair::p256(), name("Root"));
    let many = 1500;
    let excluded = write::element(tag::context(1), &subtrees((0..many).map(|number| format!("x{number}.example"))));
    let constraints = Extension { oid: oid::NAME_CONSTRAINTS, critical: true, value: write::sequence(&[&excluded]) };
    let root = maker.make((&root_name, &root_key), (&root_name, &root_key), &[authority(), vec![constraints]].concat());
    let names: Vec<u8> = (0..many).flat_map(|number| write::element(0x82, format!("y{number}.example").as_bytes())).collect();
    let names = Extension { oid: oid::SUBJECT_ALT_NAME, critical: false, value: write::element(tag::SEQUENCE, &names) };
    let leaf = maker.make((&root_name, &root_key), (&name("Leaf"), &Pair::p256()), &[Extension::usage_of_signer(), names]);
    let began = Instant::now();
    assert_eq!(validate(&leaf, &trust(&[root], &[]), now()), Err(PathError::TooComplex));
    assert!(began.elapsed() < SOON);
}

#[test]
fn policies_that_multiply_at_every_step_stay_few() {
    let mut maker = Maker { made: 0 };
    let policies: Vec<Vec<u8>> =
        (1..=100_u32).map(|number| write::oid(format!("1.2.643.9.{number}").parse().expect("an identifier"))).collect();
    let value = policies.iter().flat_map(|policy| write::sequence(&[policy])).collect::<Vec<u8>>();
    let all = Extension { oid: oid::CERTIFICATE_POLICIES, critical: false, value: write::element(tag::SEQUENCE, &value) };
    // Each of the first fifteen is mapped to each of the first fifteen.
    let value: Vec<u8> = policies[..15].iter().flat_map(|from| policies[..15].iter().flat_map(|to| write::sequence(&[from, to]))).collect();
    let mapping = Extension { oid: oid::POLICY_MAPPINGS, critical: false, value: write::element(tag::SEQUENCE, &value) };
    let keys: Vec<(Name, Pair)> = (0..8).map(|number| (name(&format!("CA {number}")), Pair::p256())).collect();
    let extensions = [authority(), vec![all, mapping]].concat();
    let root = maker.make((&keys[0].0, &keys[0].1), (&keys[0].0, &keys[0].1), &authority());
    let below: Vec<Certificate> =
        keys.windows(2).map(|pair| maker.make((&pair[0].0, &pair[0].1), (&pair[1].0, &pair[1].1), &extensions)).collect();
    let (leaf, between) = below.split_last().expect("seven of them");
    let policies = Policies { require_explicit: true, ..Policies::default() };
    let began = Instant::now();
    let path = judge(leaf, &Question { trust: trust(&[root], between), answers: &[], at: now(), policies }).expect("a path");
    assert_eq!((path.certificates.len(), path.policies.len()), (LONGEST, 100));
    assert!(began.elapsed() < SOON);
}

#[test]
fn a_constraint_on_a_form_that_nobody_knows_refuses_names_of_that_form_only() {
    let mut maker = Maker { made: 0 };
    let (root_key, root_name) = (Pair::p256(), name("Root"));
    let other = |value: &str| {
        let inner = write::element(tag::context(0), &write::element(tag::UTF8_STRING, value.as_bytes()));
        write::constructed(0xa0, &[&write::oid(oid::COMMON_NAME), &inner])
    };
    let permitted = write::element(tag::context(0), &write::sequence(&[&other("a")]));
    let constraints = Extension { oid: oid::NAME_CONSTRAINTS, critical: true, value: write::sequence(&[&permitted]) };
    let root = maker.make((&root_name, &root_key), (&root_name, &root_key), &[authority(), vec![constraints]].concat());
    let mut leaf = |alternative: Vec<u8>| {
        let names = Extension { oid: oid::SUBJECT_ALT_NAME, critical: false, value: write::sequence(&[&alternative]) };
        maker.make((&root_name, &root_key), (&name("Leaf"), &Pair::p256()), &[Extension::usage_of_signer(), names])
    };
    let (plain, odd) = (leaf(write::element(0x82, b"example.ru")), leaf(other("a")));
    let anchors = [root];
    assert!(validate(&plain, &trust(&anchors, &[]), now()).is_ok());
    let refused = judge(&odd, &Question { trust: trust(&anchors, &[]), answers: &[], at: now(), policies: Policies::default() });
    assert!(matches!(refused, Err(Refusal { rule: Rule::Malformed(_), at: 0, .. })), "{refused:?}");
}
