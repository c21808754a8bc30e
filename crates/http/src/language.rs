//! Which of our languages a caller reads: Russian, unless English is preferred (RFC 9110 §12.5.4).

use axum::http::HeaderMap;
use axum::http::header::ACCEPT_LANGUAGE;

/// A language of human text. Codes are never translated.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Language {
    /// Russian, the default.
    #[default]
    Ru,
    /// English.
    En,
}

impl Language {
    /// The language that `Accept-Language` prefers among ours.
    pub fn of(headers: &HeaderMap) -> Self {
        let mut best = (Self::Ru, 0.0);
        for range in headers.get_all(ACCEPT_LANGUAGE).iter().filter_map(|value| value.to_str().ok()).flat_map(|value| value.split(',')) {
            let (tag, quality) = split_quality(range);
            if let Some(language) = Self::of_tag(tag)
                && quality > best.1
            {
                best = (language, quality);
            }
        }
        best.0
    }

    fn of_tag(tag: &str) -> Option<Self> {
        match tag.split('-').next().unwrap_or_default().to_ascii_lowercase().as_str() {
            "ru" | "*" => Some(Self::Ru),
            "en" => Some(Self::En),
            _ => None,
        }
    }

    /// The tag for `Content-Language`.
    pub fn tag(self) -> &'static str {
        match self {
            Self::Ru => "ru",
            Self::En => "en",
        }
    }
}

/// Splits `en-GB;q=0.8`; a range without a weight has the weight 1.
fn split_quality(range: &str) -> (&str, f32) {
    let (tag, rest) = range.split_once(';').unwrap_or((range, ""));
    let quality = rest.trim().strip_prefix("q=").map_or(Some(1.0), |text| text.trim().parse().ok());
    (tag.trim(), quality.filter(|quality| (0.0..=1.0).contains(quality)).unwrap_or(0.0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn english_is_spoken_only_to_those_who_prefer_it() {
        for (header, expected) in [
            ("", Language::Ru),
            ("en", Language::En),
            ("en-GB,en;q=0.9", Language::En),
            ("ru-RU,ru;q=0.9,en;q=0.8", Language::Ru),
            ("de, en;q=0.5, ru;q=0.7", Language::Ru),
            ("de", Language::Ru),
            ("en;q=0", Language::Ru),
            ("en;q=nonsense", Language::Ru),
        ] {
            let mut headers = HeaderMap::new();
            headers.insert(ACCEPT_LANGUAGE, header.parse().unwrap());
            assert_eq!(Language::of(&headers), expected, "{header}");
        }
    }
}
