//! Puts the layers of the configuration together.

use std::net::SocketAddr;
use std::path::PathBuf;

use serde::Deserialize;

use super::{Config, Layers, check};
use crate::failure::Failure;

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
    layers(overrides).and_then(|layers| config(&layers))
}

/// Every layer over the one before: defaults, file, environment, command line.
pub(crate) fn layers(overrides: Overrides) -> Result<Layers, Failure> {
    let variables = std::env::vars_os().filter_map(|(name, value)| Some((name.into_string().ok()?, value.into_string().ok()?)));
    over(overrides, variables)
}

fn over(overrides: Overrides, variables: impl IntoIterator<Item = (String, String)>) -> Result<Layers, Failure> {
    let mut layers = Layers::defaults()?;
    if let Some(file) = &overrides.file {
        layers.file(file)?;
    }
    layers.environment(variables)?;
    layers.option("--data", "data", overrides.data.map(|path| path.to_string_lossy().into_owned()));
    layers.option("--listen", "server.listen", overrides.listen.map(|address| address.to_string()));
    layers.option("--pki-listen", "pki.listen", overrides.pki_listen.map(|address| address.to_string()));
    Ok(layers)
}

/// The settings as types. A wrong value is named with its key and with where it stands.
pub(crate) fn config(layers: &Layers) -> Result<Config, Failure> {
    let wrong = |key: &str, why: &str| {
        let origin = layers.origin(key).map(|origin| format!(" (in {origin})")).unwrap_or_default();
        Failure::new(format!("configuration: {key}: {}{origin}", why.lines().next().unwrap_or_default()))
    };
    let mut track = serde_path_to_error::Track::new();
    let source = serde_path_to_error::Deserializer::new(toml::Value::Table(layers.table()), &mut track);
    let config = Config::deserialize(source).map_err(|error| wrong(&track.path().to_string(), error.message()))?;
    check::check(&config).map_err(|(key, why)| wrong(key, &why))?;
    Ok(config)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::{DatabaseUrl, LogFormat, Origin, StorageUrl};

    fn from(file: &str, variables: &[(&str, &str)]) -> Result<Config, Failure> {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("surguch.toml");
        std::fs::write(&path, file).unwrap();
        let variables = variables.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
        over(Overrides { file: Some(path), ..Overrides::default() }, variables).and_then(|layers| config(&layers))
    }

    fn refusal(file: &str, variables: &[(&str, &str)]) -> String {
        from(file, variables).expect_err("it is wrong").to_string()
    }

    #[test]
    fn the_defaults_are_complete() {
        let config = from("", &[]).unwrap();
        assert_eq!(config.server.listen.to_string(), "127.0.0.1:8080");
        assert!(config.database.url == DatabaseUrl::Sqlite);
        assert_eq!((config.pki.listen, config.server.public_url), (None, None));
    }

    #[test]
    fn personal_data_are_kept_for_a_day_at_least() {
        let config = from("[retention]\nphoto_days = 1", &[]).unwrap();
        assert_eq!((config.retention.draft_days, config.retention.photo_days, config.retention.scan_days), (180, 1, 1825));
        for (file, words) in
            [("[retention]\nphoto_days = 0", "retention.photo_days"), ("[retention]\nscan_days = 36501", "retention.scan_days")]
        {
            assert!(refusal(file, &[]).contains(words));
        }
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
        let layers = over(Overrides { file: Some(path.clone()), data: Some("/srv/b".into()), ..Overrides::default() }, []).unwrap();
        let config = config(&layers).unwrap();
        assert_eq!(config.data, PathBuf::from("/srv/b"));
        assert_eq!(config.server.listen.port(), 80);
        assert_eq!(config.server.public_url.as_deref(), Some("https://office.example.ru"));
        assert_eq!((config.log.format, config.log.filter.as_str()), (LogFormat::Json, "info"));
        assert_eq!(layers.origin("data"), Some(&Origin::Option("--data")));
        assert_eq!(layers.origin("server.listen"), Some(&Origin::File(path)));
        assert_eq!(layers.origin("log.filter"), Some(&Origin::Default));
    }

    #[test]
    fn a_variable_goes_over_a_file_and_is_read_as_its_key_wants() {
        let variables = [
            ("SURGUCH_LICENSEE__INN", "7700000009"),
            ("SURGUCH_SERVER__UPLOAD_LIMIT", "1000"),
            ("SURGUCH_CALLBACKS__ALLOW", "10.0.0.0/8, 192.168.1.0/24"),
            ("SURGUCH_MASTER_KEY", "no setting"),
            ("PATH", "no setting"),
        ];
        let config = from("[server]\nupload_limit = 5", &variables).unwrap();
        assert_eq!(config.licensee.inn, "7700000009");
        assert_eq!(config.server.upload_limit, 1000);
        assert_eq!(config.callbacks.allow, ["10.0.0.0/8", "192.168.1.0/24"]);
    }

    #[test]
    fn every_unknown_key_is_named_with_the_one_that_was_meant() {
        let text = refusal("speed = 1\n[server]\nlisen = \"127.0.0.1:1\"\n[sever]\nlisten = \"127.0.0.1:1\"", &[]);
        for words in
            ["`speed` (`surguch config default`", "`server.lisen` (did you mean `server.listen`?)", "`sever.listen`", "surguch.toml"]
        {
            assert!(text.contains(words), "{text}");
        }
        assert!(refusal("", &[("SURGUCH_SERVER__LISEN", "127.0.0.1:1")]).contains("did you mean `server.listen`"));
        assert!(refusal("server = 5", &[]).contains("`server` is a section"));
    }

    #[test]
    fn a_wrong_value_is_named_with_its_key_and_its_place() {
        for (file, words) in [
            ("[server]\nlisten = \"here\"", "server.listen"),
            ("[server]\nlisten = 5", "server.listen"),
            ("[server]\nupload_limit = \"much\"", "server.upload_limit"),
            ("[database]\nurl = \"mysql://a\"", "database.url"),
            ("[log]\nformat = \"xml\"", "log.format"),
            ("[tls]\ncertificate = \"a.pem\"", "tls.key"),
        ] {
            let text = refusal(file, &[]);
            assert!(text.contains(words), "{text}");
        }
        assert!(refusal("[server]\nlisten = \"here\"", &[]).contains("surguch.toml"));
        assert!(refusal("", &[("SURGUCH_SERVER__LISTEN", "here")]).contains("SURGUCH_SERVER__LISTEN"));
        assert!(refusal("", &[("SURGUCH_SERVER__UPLOAD_LIMIT", "much")]).contains("a whole number"));
    }

    #[test]
    fn a_bucket_has_a_name_and_maybe_a_prefix_and_its_secret_is_not_shown() {
        let config =
            from("[storage]\nurl = \"s3://office/files/\"\nsecret_access_key = \"hush-hush\"\n[node]\nname = \"a.1\"", &[]).unwrap();
        assert_eq!(config.storage.url, StorageUrl::Bucket { name: "office".into(), prefix: "files".into() });
        assert_eq!(config.node.name.as_deref(), Some("a.1"));
        assert!(!format!("{config:?}").contains("hush"));
        for text in
            ["[storage]\nurl = \"s3://\"", "[storage]\nurl = \"ftp://a\"", "[storage]\nurl = \"s3://a b\"", "[node]\nname = \"a b\""]
        {
            assert!(from(text, &[]).is_err(), "{text}");
        }
    }

    #[test]
    fn registers_and_portal_are_off_until_they_have_an_address_and_their_tokens_are_not_shown() {
        let config = from("", &[]).unwrap();
        assert_eq!((config.registers.url, config.esia.url), (None, None));
        let file =
            "[registers]\nurl = \"http://10.0.0.7:8090/\"\nallow = [\"10.0.0.0/8\"]\n[esia]\nurl = \"https://gateway.example.ru/esia\"";
        let config = from(file, &[("SURGUCH_REGISTERS__TOKEN", "hush-hush")]).unwrap();
        assert_eq!(config.registers.url.as_deref(), Some("http://10.0.0.7:8090"));
        assert!(!format!("{config:?}").contains("hush"));
        for (file, words) in [
            ("[registers]\nurl = \"gateway\"", "registers.url"),
            ("[registers]\nurl = \"https://a:b@gateway\"", "registers.url"),
            ("[esia]\nurl = \"https://gateway/?key=1\"", "esia.url"),
            ("[registers]\nallow = [\"10.1.0.0/8\"]", "registers.allow"),
            ("[esia]\ntimeout_seconds = 0", "esia.timeout_seconds"),
            ("[esia]\nfailures_before_rest = 0", "esia.failures_before_rest"),
            ("[registers]\nrest_seconds = 601", "registers.rest_seconds"),
            ("[registers]\ntoken = \"a\"\ntoken_file = \"b\"", "registers.token"),
            ("[sms]\nroute = \"gateway\"", "sms.gateway.url"),
            ("[sms.gateway]\nurl = \"https://a?b\"", "sms.gateway.url"),
            ("[registers]\ntokn = \"a\"", "did you mean `registers.token`"),
        ] {
            let text = refusal(file, &[]);
            assert!(text.contains(words) && !text.contains("a:b"), "{text}");
        }
    }

    #[test]
    fn a_missing_file_is_an_error_and_a_password_is_not_shown() {
        assert!(load(Overrides { file: Some("/nowhere/surguch.toml".into()), ..Overrides::default() }).is_err());
        let config = from("[database]\nurl = \"postgres://surguch:pass-word@db/surguch\"", &[]).unwrap();
        assert!(!format!("{config:?}").contains("pass-word"));
        let text = refusal("[database]\nurl = \"postgres://surguch:pass-word@db/surguch\nfoo", &[]);
        assert!(text.contains(", line ") && !text.contains("pass-word"), "{text}");
    }
}
