//! The little XML that an element takes, and its bytes in windows-1251, as the tax service wants files.

/// An element with attributes and children, without text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Element {
    name: &'static str,
    attributes: Vec<(&'static str, String)>,
    children: Vec<Element>,
}

impl Element {
    pub(super) fn new(name: &'static str) -> Self {
        Self { name, attributes: Vec::new(), children: Vec::new() }
    }

    #[must_use]
    pub(super) fn with(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.attributes.push((name, value.into()));
        self
    }

    /// The attribute, where there is a value.
    #[must_use]
    pub(super) fn with_some(self, name: &'static str, value: Option<&str>) -> Self {
        match value {
            Some(value) => self.with(name, value),
            None => self,
        }
    }

    #[must_use]
    pub(super) fn child(mut self, child: Self) -> Self {
        self.children.push(child);
        self
    }

    /// As text; indented by `depth` levels, each on a line of its own.
    pub(super) fn text(&self, depth: usize) -> String {
        let indent = "  ".repeat(depth);
        let attributes: String = self.attributes.iter().map(|(name, value)| format!(" {name}=\"{}\"", escaped(value))).collect();
        if self.children.is_empty() {
            return format!("{indent}<{}{attributes}/>\n", self.name);
        }
        let children: String = self.children.iter().map(|child| child.text(depth + 1)).collect();
        format!("{indent}<{}{attributes}>\n{children}{indent}</{}>\n", self.name, self.name)
    }
}

/// The value of an attribute. What windows-1251 does not have stands by its number.
fn escaped(value: &str) -> String {
    let mut text = String::with_capacity(value.len());
    for c in value.chars() {
        match c {
            '&' => text.push_str("&amp;"),
            '<' => text.push_str("&lt;"),
            '>' => text.push_str("&gt;"),
            '"' => text.push_str("&quot;"),
            c if byte(c).is_some() && !c.is_control() => text.push(c),
            c => text.push_str(&format!("&#{};", u32::from(c))),
        }
    }
    text
}

/// Bytes in windows-1251 of text whose every character it has; another would become a question mark, and [`escaped`] leaves none.
pub(super) fn encode(text: &str) -> Vec<u8> {
    text.chars().map(|c| byte(c).unwrap_or(b'?')).collect()
}

/// The characters of 0x80–0xBF; 0x98 has none.
const UPPER: &str = "ЂЃ‚ѓ„…†‡€‰Љ‹ЊЌЋЏђ‘’“”•–—\u{fffd}™љ›њќћџ\u{a0}ЎўЈ¤Ґ¦§Ё©Є«¬\u{ad}®Ї°±Ііґµ¶·ё№є»јЅѕї";

fn byte(c: char) -> Option<u8> {
    let code = u32::from(c);
    match c {
        '\u{0}'..='\u{7f}' => u8::try_from(code).ok(),
        'А'..='я' => u8::try_from(code - u32::from('А') + 0xc0).ok(),
        '\u{fffd}' => None,
        _ => u8::try_from(UPPER.chars().position(|known| known == c)? + 0x80).ok(),
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write;
    use std::process::{Command, Stdio};

    use super::*;

    /// The C library's iconv decodes every byte to the character that it was made of.
    #[test]
    fn the_code_page_is_the_one_that_others_know() {
        let all: Vec<u8> = (0x20..=0xffu8).filter(|byte| !matches!(byte, 0x7f | 0x98)).collect();
        let mut child =
            Command::new("iconv").args(["-f", "CP1251", "-t", "UTF-8"]).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
        child.stdin.take().unwrap().write_all(&all).unwrap();
        let text = String::from_utf8(child.wait_with_output().unwrap().stdout).unwrap();
        assert_eq!(text.chars().count(), all.len());
        assert_eq!(encode(&text), all);
    }

    #[test]
    fn what_has_no_place_in_the_code_page_or_in_xml_is_escaped() {
        let element = Element::new("А").with("Б", "a&b<c>\"d\" 'е' № — ∑ 😀").child(Element::new("В"));
        assert_eq!(element.text(0), "<А Б=\"a&amp;b&lt;c&gt;&quot;d&quot; 'е' № — &#8721; &#128512;\">\n  <В/>\n</А>\n");
        assert!(!encode(&element.text(0)).contains(&b'?'));
    }
}
