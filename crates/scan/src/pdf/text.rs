//! Names in the text of a PDF, found as bytes.

use memchr::memmem;

/// Whether the name, without its slash, stands in `text` by itself.
pub(super) fn has_name(text: &[u8], name: &[u8]) -> bool {
    places(text, name).next().is_some()
}

/// How many pages `text` describes: `/Type /Page`, as often as it stands there.
pub(super) fn pages(text: &[u8]) -> u32 {
    let described = places(text, b"Page").filter(|slash| text[..*slash].trim_ascii_end().ends_with(b"/Type"));
    u32::try_from(described.count()).unwrap_or(u32::MAX / 2)
}

/// Where the slash of a name stands that is this one and no longer one.
fn places<'a>(text: &'a [u8], name: &'a [u8]) -> impl Iterator<Item = usize> + 'a {
    memmem::find_iter(text, name).filter_map(move |at| {
        let ends = text.get(at + name.len()).is_none_or(|next| next.is_ascii_whitespace() || b"/<>[]()%\0".contains(next));
        let slash = at.checked_sub(1).filter(|slash| text[*slash] == b'/')?;
        ends.then_some(slash)
    })
}

/// The number that follows the name, where one stands there directly.
pub(super) fn number_of(text: &[u8], name: &[u8]) -> Option<usize> {
    let slash = places(text, name).next()?;
    let (number, rest) = leading_number(text[slash + 1 + name.len()..].trim_ascii_start())?;
    // `12 0 R` says where the number is, and not what
    let is_reference = leading_number(rest.trim_ascii_start()).is_some_and(|(_, rest)| rest.trim_ascii_start().starts_with(b"R"));
    (!is_reference).then_some(number)
}

/// A number that `text` begins with, and what follows it.
pub(super) fn leading_number(text: &[u8]) -> Option<(usize, &[u8])> {
    let length = text.iter().take_while(|byte| byte.is_ascii_digit()).count();
    let number = std::str::from_utf8(&text[..length]).ok()?.parse().ok()?;
    Some((number, &text[length..]))
}
