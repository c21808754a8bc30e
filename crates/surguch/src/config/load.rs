//! Puts the layers of the configuration together.

use std::net::SocketAddr;
use std::path::PathBuf;

use figment::Figment;
use figment::providers::{Env, Format, Toml};

use super::Config;
use crate::failure::{Doing, Failure};

const DEFAULTS: &str = include_str!("defaults.toml");

/// Variables that are no settings: the secret, the file's own name, and what tests are told.
const NO_SETTINGS: &[&str] = &["master_key", "config", "test_postgres"];

/// What the command line says.
#[derive(Debug, Clone, Default)]
pub(crate) struct Overrides {
    pub(crate) file: Option<PathBuf>,
    pub(crate) data: Option<PathBuf>,
    pub(crate) listen: Option<SocketAddr>,
    pub(crate) pki_listen: Option<SocketAddr>,
}

/// Reads every layer. A key that means nothing is an error, whichever layer it stands in.
pub(crate) fn load(overrides: Overrides) -> Result<Config, Failure> {
    let mut layers = Figment::from(Toml::string(DEFAULTS));
    if let Some(file) = &overrides.file {
        // figment passes over a file that is missing
        std::fs::metadata(file).doing(format!("configuration {}", file.display()))?;
        layers = layers.merge(Toml::file_exact(file));
    }
    layers = layers.merge(Env::prefixed("SURGUCH_").ignore(NO_SETTINGS).split("__"));
    let mut config: Config = layers.extract().map_err(|error| Failure::new(format!("configuration: {error}")))?;
    if let Some(data) = overrides.data {
        config.data = data;
    }
    if let Some(listen) = overrides.listen {
        config.server.listen = listen;
    }
    if let Some(listen) = overrides.pki_listen {
        config.pki.listen = Some(listen);
    }
    Ok(config)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::{DatabaseUrl, LogFormat};

    fn from(file: &str) -> Result<Config, Failure> {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("surguch.toml");
        std::fs::write(&path, file).unwrap();
        load(Overrides { file: Some(path), ..Overrides::default() })
    }

    #[test]
    fn the_defaults_are_complete() {
        let config = load(Overrides::default()).unwrap();
        assert_eq!(config.server.listen.to_string(), "127.0.0.1:8080");
        assert!(config.database.url == DatabaseUrl::Sqlite);
        assert_eq!((config.pki.listen, config.server.public_url), (None, None));
    }

    #[test]
    fn a_file_changes_what_it_names_and_options_go_over_it() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("surguch.toml");
        std::fs::write(
            &path,
            "data = \"/srv/a\"\n[server]\nlisten = \"0.0.0.0:80\"\npublic_url = \"https://office.example.ru/\"\n[log]\nformat = \"json\"\n",
        )
        .unwrap();
        let config = load(Overrides { file: Some(path), data: Some("/srv/b".into()), ..Overrides::default() }).unwrap();
        assert_eq!(config.data, PathBuf::from("/srv/b"));
        assert_eq!(config.server.listen.port(), 80);
        assert_eq!(config.server.public_url.as_deref(), Some("https://office.example.ru"));
        assert_eq!((config.log.format, config.log.filter.as_str()), (LogFormat::Json, "info"));
    }

    #[test]
    fn unknown_keys_and_wrong_values_are_errors() {
        for text in ["[server]\nlisen = \"127.0.0.1:1\"", "speed = 1", "[server]\nlisten = \"here\"", "[database]\nurl = \"mysql://a\""] {
            assert!(from(text).is_err(), "{text}");
        }
        assert!(from("[server]\nlisen = \"127.0.0.1:1\"").unwrap_err().to_string().contains("lisen"));
    }

    #[test]
    fn a_missing_file_is_an_error_and_a_password_is_not_shown() {
        assert!(load(Overrides { file: Some("/nowhere/surguch.toml".into()), ..Overrides::default() }).is_err());
        let config = from("[database]\nurl = \"postgres://surguch:secret@db/surguch\"").unwrap();
        assert!(!format!("{config:?}").contains("secret"));
    }
}
