use super::*;

const ALL: [Algorithm; 4] = [Algorithm::EcdsaP256Sha256, Algorithm::Gost256, Algorithm::Gost512, Algorithm::RsaSha256];

#[test]
fn a_pair_of_every_algorithm_signs_before_and_after_it_was_kept() {
    for algorithm in Algorithm::ALL {
        assert_eq!(algorithm.can_sign(), ALL.contains(&algorithm), "{algorithm}");
    }
    for algorithm in ALL {
        let pair = Pair::generate(algorithm).unwrap();
        assert_eq!(pair.public().weakness_if_new(), None, "{algorithm}");
        let kept = pair.to_bytes().unwrap();
        let again = Pair::from_bytes(&kept).unwrap();
        assert_eq!(again.public(), pair.public());
        for one in [&pair, &again] {
            let signature = one.sign(algorithm, b"message").unwrap();
            assert!(pair.public().verify(algorithm, b"message", &signature), "{algorithm}");
            assert!(!pair.public().verify(algorithm, b"messagf", &signature), "{algorithm}");
            let signature = one.sign_digest(algorithm, &algorithm.digest().of(b"message")).unwrap();
            assert!(pair.public().verify(algorithm, b"message", &signature), "{algorithm}");
        }
        for other in Algorithm::ALL.into_iter().filter(|other| *other != algorithm) {
            assert!(matches!(pair.sign(other, b"message"), Err(KeyError::Algorithm(refused)) if refused == other));
        }
        assert!(matches!(pair.sign_digest(algorithm, &[0; 31]), Err(KeyError::Digest)));
    }
    assert!(matches!(Pair::generate(Algorithm::EcdsaP384Sha384), Err(KeyError::Algorithm(_))));
}

#[test]
fn two_signatures_of_gost_have_two_nonces() {
    let pair = Pair::generate(Algorithm::Gost256).unwrap();
    assert_ne!(pair.sign(Algorithm::Gost256, b"message").unwrap(), pair.sign(Algorithm::Gost256, b"message").unwrap());
}

#[test]
fn kept_bytes_that_were_cut_or_renamed_are_damage() {
    for algorithm in ALL {
        let kept = Pair::generate(algorithm).unwrap().to_bytes().unwrap();
        for end in [0, 1, algorithm.name().len(), algorithm.name().len() + 1, algorithm.name().len() + 20, kept.len() - 1] {
            assert!(Pair::from_bytes(&kept[..end]).is_err(), "{algorithm} cut at {end}");
        }
        let own = &kept[algorithm.name().len()..];
        for other in ALL.into_iter().filter(|other| *other != algorithm) {
            assert!(Pair::from_bytes(&[other.name().as_bytes(), own].concat()).is_err(), "{algorithm} as {other}");
        }
    }
}

#[test]
fn halves_of_two_pairs_are_damage() {
    for algorithm in [Algorithm::Gost256, Algorithm::Gost512] {
        let [one, other] = [1, 2].map(|_| Pair::generate(algorithm).unwrap().to_bytes().unwrap());
        let end = algorithm.name().len() + 1 + algorithm.digest().length();
        let mixed = [&one[..end], &other[end..]].concat();
        assert!(matches!(Pair::from_bytes(&mixed), Err(KeyError::Damaged)), "{algorithm}");
        assert!(Pair::from_bytes(&[&one[..end], &one[end..]].concat()).is_ok(), "{algorithm}");
    }
}
