//! Text as HTML.

/// Escapes text for content and quoted attributes.
pub(super) fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            c => escaped.push(c),
        }
    }
    escaped
}

/// Text of a description: `code` in backquotes, and without the numbers of rows of the task, which mean nothing to a reader.
pub(super) fn inline(text: &str) -> String {
    let text = without_rows(text);
    let mut html = String::new();
    for (place, piece) in text.split('`').enumerate() {
        if place % 2 == 1 {
            html.push_str(&format!("<code>{}</code>", escape(piece)));
        } else {
            html.push_str(&escape(piece));
        }
    }
    html
}

/// Paragraphs of a description; a blank line stands between them.
pub(super) fn paragraphs(text: &str) -> String {
    text.split("\n\n").filter(|piece| !piece.trim().is_empty()).map(|piece| format!("<p>{}</p>\n", inline(piece.trim()))).collect()
}

/// Takes out ` (row 1.1)` and ` (rows 1.1, 2.2)`.
fn without_rows(text: &str) -> String {
    let mut rest = text;
    let mut kept = String::new();
    while let Some(at) = rest.find(" (row") {
        let Some(length) = rest[at..].find(')') else { break };
        kept.push_str(&rest[..at]);
        rest = &rest[at + length + 1..];
    }
    kept + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_cannot_become_markup() {
        assert_eq!(inline("a <b> & `c<d>`"), "a &lt;b&gt; &amp; <code>c&lt;d&gt;</code>");
        assert_eq!(escape("\"'"), "&quot;&#39;");
    }

    #[test]
    fn rows_of_the_task_are_left_out() {
        assert_eq!(inline("Registers (row 1.1)."), "Registers.");
        assert_eq!(inline("a (rows 1, 2) b (open"), "a b (open");
    }
}
