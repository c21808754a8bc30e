//! `Content-Disposition` for names in any script (RFC 6266, RFC 8187).

use std::fmt::Write;

/// `attachment` with a name that every browser saves right: an ASCII fallback and the real one.
pub fn attachment(name: &str) -> String {
    let plain: String = name.chars().map(|c| if c.is_ascii_graphic() && !"\"\\%".contains(c) || c == ' ' { c } else { '_' }).collect();
    let mut header = format!("attachment; filename=\"{plain}\"");
    if plain != name {
        header.push_str("; filename*=UTF-8''");
        for byte in name.bytes() {
            // attr-char of RFC 8187 §3.2.1
            if byte.is_ascii_alphanumeric() || b"!#$&+-.^_`|~".contains(&byte) {
                header.push(char::from(byte));
            } else {
                let _ = write!(header, "%{byte:02X}");
            }
        }
    }
    header
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cyrillic_name_has_a_fallback_and_the_real_one() {
        assert_eq!(attachment("a b.pdf"), "attachment; filename=\"a b.pdf\"");
        assert_eq!(attachment("Я №1.pdf"), "attachment; filename=\"_ _1.pdf\"; filename*=UTF-8''%D0%AF%20%E2%84%961.pdf");
    }

    #[test]
    fn a_name_cannot_add_headers_or_parameters() {
        let header = attachment("a\"; x=\"\r\nSet-Cookie: y");
        assert!(!header.contains('\r') && !header.contains('\n'));
        assert_eq!(header.matches('"').count(), 2);
    }
}
