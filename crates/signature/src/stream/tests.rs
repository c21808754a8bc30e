use pki::Digest;
use pki::fixture::{folder_of, pem, succeeds};
use proptest::prelude::*;

use super::{Reader, WriteError, Writer};
use crate::cms::attributes::SignedAttributes;
use crate::cms::read::SignedData;
use crate::fixture::{CONTENT, House, digest, now};
use crate::{assemble, assemble_attached, prepare, verify};

/// A detached and an attached CMS of the same signature.
fn both(house: &House, content: &[u8]) -> (Vec<u8>, Vec<u8>) {
    let prepared = prepare(&house.digest(content), &house.signer, now()).expect("prepared");
    let signature = house.key.sign(prepared.bytes());
    let chain = [house.issuing.clone()];
    let detached = assemble(&prepared, &house.signer, &signature, &chain).expect("assembled");
    (detached, assemble_attached(&prepared, content, &house.signer, &signature, &chain).expect("assembled"))
}

fn split(cms: &[u8], pieces: impl Iterator<Item = usize>, wanted: &[Digest]) -> Result<(super::Split, Vec<u8>), pki::Malformed> {
    let mut content = Vec::new();
    let mut reader = Reader::with_sink(wanted, |piece: &[u8]| content.extend_from_slice(piece));
    let mut rest = cms;
    for length in pieces {
        let (piece, behind) = rest.split_at(length.min(rest.len()));
        reader.push(piece)?;
        rest = behind;
        if rest.is_empty() {
            break;
        }
    }
    reader.push(rest)?;
    Ok((reader.finish()?, content))
}

fn join(cms: &[u8], content: &[u8], piece: usize) -> Result<Vec<u8>, WriteError> {
    let (mut out, mut writer) = Writer::begin(cms, content.len() as u64)?;
    for piece in content.chunks(piece) {
        writer.push(piece)?;
        out.extend_from_slice(piece);
    }
    out.extend(writer.finish()?);
    Ok(out)
}

#[test]
fn what_is_split_and_joined_is_the_same() {
    let house = House::new();
    for length in [0, 1, 100, 127, 128, 255, 256, 65_535, 65_536, 200_000] {
        let content: Vec<u8> = (0..length).map(|at: u32| (at * 31 % 251) as u8).collect();
        let (detached, attached) = both(&house, &content);
        for piece in [1, 2, 511, 513, 1 << 20] {
            if piece == 1 && length > 1000 {
                continue;
            }
            let (split, out) = split(&attached, std::iter::repeat(piece), &[Digest::Streebog256]).expect("a CMS");
            assert_eq!((&split.cms, split.attached, split.length), (&detached, true, u64::from(length)));
            assert!(out == content);
            let digests: Vec<_> = split.contents.iter().map(|content| content.algorithm).collect();
            assert_eq!(digests, [Digest::Sha256, Digest::Streebog256]);
            assert!(split.contents.iter().all(|digest| digest.value == digest.algorithm.of(&content)));
            assert!(join(&detached, &content, piece).expect("joined") == attached);
        }
        let (same, out) = split(&detached, std::iter::repeat(7), &[]).expect("a CMS");
        assert_eq!((same.cms, same.attached, out), (detached, false, Vec::new()));
    }
}

#[test]
fn another_content_is_not_joined() {
    let house = House::new();
    let (detached, attached) = both(&house, CONTENT);
    let mut other = CONTENT.to_vec();
    other[0] ^= 1;
    assert_eq!(join(&detached, &other, 10), Err(WriteError::Content));
    let begin = |length| Writer::begin(&detached, length).expect("begun").1;
    let mut short = begin(CONTENT.len() as u64 + 1);
    short.push(CONTENT).expect("room");
    assert_eq!(short.finish(), Err(WriteError::Length));
    assert_eq!(begin(3).push(CONTENT), Err(WriteError::Length));
    assert!(matches!(Writer::begin(&attached, 1), Err(WriteError::Malformed(_))));
}

/// OpenSSL streams in BER of many pieces; what is joined here it reads.
#[test]
fn openssl_and_we_read_each_other_in_pieces() {
    let house = House::new();
    let content: Vec<u8> = (0..300_000_u32).map(|at| (at * 31 % 251) as u8).collect();
    let (detached, _) = both(&house, &content);
    let folder = folder_of(&[
        ("ca.pem", &pem(&[&house.root])),
        ("signer.pem", &pem(&[&house.signer])),
        ("below.pem", &pem(&[&house.issuing])),
        ("key.pem", &house.key.pkcs8()),
        ("content.bin", &content),
        ("joined", &join(&detached, &content, 4096).expect("joined")),
    ]);
    let at = now().unix().to_string();
    let verify_command = "cms -verify -cades -binary -inform DER -in joined -CAfile ca.pem -purpose any -out out -attime";
    succeeds(folder.path(), &[&verify_command.split(' ').collect::<Vec<_>>()[..], &[&at]].concat());
    assert!(std::fs::read(folder.path().join("out")).expect("read") == content);
    for form in ["", " -stream"] {
        let sign = "cms -sign -cades -binary -nodetach -in content.bin -signer signer.pem -inkey key.pem -certfile below.pem -outform DER -out theirs";
        succeeds(folder.path(), &format!("{sign}{form}").split(' ').collect::<Vec<_>>());
        let theirs = std::fs::read(folder.path().join("theirs")).expect("read");
        for piece in [1000, 4099] {
            let (split, out) = split(&theirs, std::iter::repeat(piece), &[]).expect("a CMS");
            assert!(out == content && split.contents == [digest(&content)]);
            let trust = house.trust(&[], pki::path::Revocation::IfAtHand);
            let data = SignedData::parse(&split.cms).expect("DER");
            let attributes = SignedAttributes::parse(data.signers[0].signed_attributes.expect("attributes")).expect("attributes");
            // signed by the machine's clock
            let at = attributes.signing_time.expect("a time");
            assert!(verify(&split.cms, &split.contents, &trust, at).passed());
            assert!(data.content.is_none());
        }
        for length in (0..theirs.len()).step_by(3989) {
            assert!(split(&theirs[..length], std::iter::repeat(5000), &[]).is_err(), "{length}");
        }
        assert!(split(&[&theirs[..], &[0]].concat(), std::iter::repeat(5000), &[]).is_err());
    }
}

thread_local!(static ATTACHED: Vec<u8> = both(&House::new(), CONTENT).1);

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    /// However it is cut, the answer is the same as of the whole; and what the whole reader refuses or reads, so does this one.
    #[test]
    fn pieces_change_nothing_and_nothing_panics(
        changes in proptest::collection::vec((any::<proptest::sample::Index>(), any::<u8>()), 0..4),
        cuts in proptest::collection::vec(1_usize..200, 1..30),
    ) {
        ATTACHED.with(|cms| {
            let mut changed = cms.clone();
            for (index, value) in &changes {
                changed[index.index(cms.len())] = *value;
            }
            let whole = split(&changed, std::iter::once(changed.len()), &[]);
            let pieces = split(&changed, cuts.iter().copied(), &[]);
            prop_assert_eq!(&whole, &pieces);
            let der = crate::cms::ber::to_der(&changed);
            let parsed = der.as_ref().ok().and_then(|der| SignedData::parse(der).ok());
            if let Some(parsed) = parsed {
                let (split, content) = whole.expect("what is read whole is read in pieces");
                prop_assert_eq!(parsed.content.unwrap_or_default(), &content[..]);
                let beside = SignedData::parse(&split.cms).expect("still a CMS");
                prop_assert_eq!(beside.signers.len(), parsed.signers.len());
            }
            Ok(())
        })?;
    }

    #[test]
    fn junk_is_refused(junk in proptest::collection::vec(any::<u8>(), 0..200)) {
        prop_assert!(split(&junk, std::iter::repeat(9), &[]).is_err());
    }
}

#[test]
fn bombs_are_refused() {
    for bomb in [[0x30, 0x80], [0x24, 0x80], [0xa0, 0x80]] {
        assert!(split(&bomb.repeat(200_000), std::iter::repeat(4096), &[]).is_err());
    }
    // pieces within pieces, without end
    let mut head = both(&House::new(), CONTENT).1;
    let at = head.windows(CONTENT.len()).position(|window| window == CONTENT).expect("the content");
    head.truncate(at - 2);
    assert!(split(&[head, [0x24, 0x80].repeat(1000)].concat(), std::iter::repeat(100), &[]).is_err());
}
