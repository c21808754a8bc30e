//! Which key was probably meant.

/// How many letters may be wrong.
const WRONG: usize = 3;

/// The known key that is nearest to `key`: few letters away, or of the same name in another section.
pub(super) fn nearest<'a>(key: &str, known: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let name = key.rsplit('.').next().unwrap_or(key);
    let distance = |candidate: &str| {
        let same_name = candidate.rsplit('.').next() == Some(name);
        if same_name { 1 } else { edits(key, candidate) }
    };
    let (distance, found) = known.map(|candidate| (distance(candidate), candidate)).min()?;
    (distance <= WRONG.min(key.len() / 2)).then_some(found)
}

/// How many letters have to be put in, taken out or changed (Levenshtein).
fn edits(one: &str, other: &str) -> usize {
    let other: Vec<char> = other.chars().collect();
    let mut row: Vec<usize> = (0..=other.len()).collect();
    for (line, letter) in one.chars().enumerate() {
        let mut diagonal = std::mem::replace(&mut row[0], line + 1);
        for (at, known) in other.iter().enumerate() {
            let changed = diagonal + usize::from(letter != *known);
            diagonal = row[at + 1];
            row[at + 1] = changed.min(row[at] + 1).min(diagonal + 1);
        }
    }
    row[other.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn edits_are_counted() {
        assert_eq!((edits("listen", "listen"), edits("lisen", "listen"), edits("kitten", "sitting")), (0, 1, 3));
    }

    #[test]
    fn a_slip_and_a_wrong_section_are_seen_and_a_strange_word_is_not() {
        let known = ["server.listen", "server.upload_limit", "pki.public_url"];
        assert_eq!(nearest("server.lisen", known.into_iter()), Some("server.listen"));
        assert_eq!(nearest("upload_limit", known.into_iter()), Some("server.upload_limit"));
        assert_eq!(nearest("speed", known.into_iter()), None);
    }
}
