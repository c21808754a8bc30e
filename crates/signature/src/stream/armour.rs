//! Signatures as they travel: DER or BER as it is, PEM, bare Base64, either of these in UTF-16; taken off piece by piece.

use pki::Malformed;

/// Takes the armour off, whichever it is.
#[derive(Debug, Default)]
pub struct Unarmour {
    form: Form,
    /// Sextets that wait for their fourth.
    waiting: u32,
    count: u8,
    padding: u8,
    /// In a line of dashes.
    dashes: bool,
    /// Lines of dashes that have begun.
    lines: u8,
}

#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
enum Form {
    /// Nothing has come yet.
    #[default]
    Unknown,
    /// No armour.
    Plain,
    /// One octet a character.
    Text,
    /// Two octets a character, of which one is zero.
    Wide,
}

impl Unarmour {
    /// Nothing has come yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// The next piece; what is under the armour goes to `sink`.
    pub fn push(&mut self, piece: &[u8], sink: &mut impl FnMut(&[u8])) -> Result<(), Malformed> {
        let Some(first) = piece.first() else { return Ok(()) };
        if self.form == Form::Unknown {
            // A CMS begins with the tag of SEQUENCE, which no Base64 of one does.
            self.form = match first {
                0x30 => Form::Plain,
                0xff | 0xfe | 0x00 => Form::Wide,
                _ if piece.get(1) == Some(&0) => Form::Wide,
                _ => Form::Text,
            };
        }
        if self.form == Form::Plain {
            sink(piece);
            return Ok(());
        }
        let mut out = Vec::with_capacity(piece.len());
        for octet in piece {
            match (self.form, octet) {
                (Form::Wide, 0x00 | 0xff | 0xfe) => {}
                _ => self.character(*octet, &mut out)?,
            }
        }
        sink(&out);
        Ok(())
    }

    /// After the last piece.
    pub fn finish(self) -> Result<(), Malformed> {
        // The last line of dashes may end without a break.
        let even = self.count == 0 && self.lines != 1;
        if even && self.form != Form::Unknown { Ok(()) } else { Err(Malformed("base64")) }
    }

    fn character(&mut self, character: u8, out: &mut Vec<u8>) -> Result<(), Malformed> {
        const BAD: Malformed = Malformed("base64");
        if self.dashes {
            self.dashes = !matches!(character, b'\n' | b'\r');
            return Ok(());
        }
        let sextet = match character {
            b'A'..=b'Z' => character - b'A',
            b'a'..=b'z' => character - b'a' + 26,
            b'0'..=b'9' => character - b'0' + 52,
            b'+' => 62,
            b'/' => 63,
            b' ' | b'\t' | b'\r' | b'\n' => return Ok(()),
            b'=' if self.count >= 2 => {
                self.padding += 1;
                self.pad(out);
                return Ok(());
            }
            b'-' if self.count == 0 && self.lines < 2 => {
                self.dashes = true;
                self.lines += 1;
                return Ok(());
            }
            _ => return Err(BAD),
        };
        if self.padding > 0 || self.lines >= 2 {
            return Err(BAD);
        }
        self.waiting = self.waiting << 6 | u32::from(sextet);
        self.count += 1;
        if self.count == 4 {
            out.extend_from_slice(&self.waiting.to_be_bytes()[1..]);
            (self.waiting, self.count) = (0, 0);
        }
        Ok(())
    }

    /// Two sextets and two signs, or three and one, are the end.
    fn pad(&mut self, out: &mut Vec<u8>) {
        if self.count + self.padding == 4 {
            let octets = (self.waiting << (6 * u32::from(self.padding))).to_be_bytes();
            out.extend_from_slice(&octets[1..usize::from(4 - self.padding)]);
            (self.waiting, self.count) = (0, 0);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn take(input: &[u8], step: usize) -> Result<Vec<u8>, Malformed> {
        let mut unarmour = Unarmour::new();
        let mut out = Vec::new();
        for piece in input.chunks(step) {
            unarmour.push(piece, &mut |under| out.extend_from_slice(under))?;
        }
        unarmour.finish()?;
        Ok(out)
    }

    fn wide(text: &str, big: bool) -> Vec<u8> {
        let mark = std::iter::once(0xfeff_u16);
        mark.chain(text.encode_utf16()).flat_map(|unit| if big { unit.to_be_bytes() } else { unit.to_le_bytes() }).collect()
    }

    #[test]
    fn every_armour_comes_off_in_pieces_of_any_length() {
        let bodies: [(&[u8], &str); 3] = [(b"0\x03abc", "MANhYmM="), (b"0\x02ab", "MAJhYg=="), (b"0\x04abcd", "MARhYmNk")];
        for (body, text) in bodies {
            let pem = format!("-----BEGIN CMS-----\r\n{text}\r\n-----END CMS-----\r\n");
            let unended = format!("-----BEGIN PKCS7-----\n{text}\n-----END PKCS7-----");
            let broken: String = text.chars().flat_map(|character| [character, '\n']).collect();
            for step in [1, 2, 3, 7, 100] {
                assert_eq!(take(body, step).as_deref(), Ok(body));
                for text in [text, &pem, &unended, &broken] {
                    assert_eq!(take(text.as_bytes(), step).as_deref(), Ok(body), "{text} {step}");
                    assert_eq!(take(&wide(text, false), step).as_deref(), Ok(body));
                    assert_eq!(take(&wide(text, true), step).as_deref(), Ok(body));
                }
            }
        }
    }

    #[test]
    fn what_is_no_armour_is_refused() {
        for text in ["", "MAN", "MANhYmM", "MA=N", "=", "MANh!", "MANhYmM=MANh", "-----BEGIN CMS-----\nMANhYmM=\n", "MAJhYg==="] {
            assert!(take(text.as_bytes(), 4).is_err(), "{text}");
        }
    }
}
