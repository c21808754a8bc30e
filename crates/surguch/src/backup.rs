//! `surguch backup …` and `surguch restore …`.

use std::path::{Path, PathBuf};

use app::KeyShelf;
use app::backup::{self, Manifest, Places};
use domain::clock::Clock;
use keys::{Keys, MasterKey};
use store::{Store, SystemClock, portable};

use crate::cli::{self, BackupCommand, Place};
use crate::config::{self, Config, DatabaseUrl, Overrides};
use crate::data_folder::DataFolder;
use crate::failure::{Doing, Failure};
use crate::out::say;
use crate::wire_up;

/// The version of the schema since which keys may lie in the database.
const KEYS_IN_DATABASE: i64 = 5;

/// Makes a backup beside a running server, or checks one.
pub(crate) async fn backup(options: cli::Backup) -> Result<(), Failure> {
    match (options.command, options.folder) {
        (Some(BackupCommand::Verify { folder }), _) => verify(&folder).await,
        (None, Some(folder)) => take(options.place, &folder, options.with_master_key).await,
        (None, None) => Err(Failure::new("say where to: surguch backup FOLDER")),
    }
}

async fn take(place: Place, folder: &Path, with_master_key: bool) -> Result<(), Failure> {
    let config = read(place)?;
    let data = DataFolder::existing(&config.data)?;
    let master = with_master_key.then(|| data.master_key_text()).transpose()?;
    let places = places(&config, &data, keys(&config, &data, &data.master_key()?).await?)?;
    let taken = backup::take(&places, folder, master, SystemClock.now()).await.doing("backup")?;
    let manifest = taken.manifest;
    tell(&manifest);
    say!("  {} of the blobs were there already", taken.kept);
    if !manifest.master_key {
        say!("  the master key is not in it: keep it apart, nothing can be restored without it");
    }
    lost(&manifest)
}

async fn verify(folder: &Path) -> Result<(), Failure> {
    let verified = backup::verify(folder).await.doing("backup verify")?;
    tell(&verified.manifest);
    if verified.problems.is_empty() {
        say!("  {} files, {} bytes: all as they should be", verified.files, verified.bytes);
        return Ok(());
    }
    Err(Failure::new(format!("{} problems:\n  {}", verified.problems.len(), verified.problems.join("\n  "))))
}

/// Makes a data folder (and fills a database) out of a backup.
pub(crate) async fn restore(options: cli::Restore) -> Result<(), Failure> {
    let config = read(options.place)?;
    let manifest = Manifest::load(&options.folder).doing("restore")?;
    let master = master_key(&options.folder, &manifest, options.master_key)?;
    let data = DataFolder::begin_restore(&config.data)?;
    let master = data.take_over_master_key(master)?;
    // over PostgreSQL, the first start takes the keys from there into the database
    let keys = Keys::folder(&data.keys(), &master).doing("keys")?;
    let restored = backup::restore(&options.folder, &places(&config, &data, keys)?, options.despite_losses).await.doing("restore")?;
    data.end_restore()?;
    tell(&restored.manifest);
    if restored.schema != restored.manifest.schema {
        say!("  brought from schema {} to {}", restored.manifest.schema, restored.schema);
    }
    say!("restored into {}; start it with `surguch serve`", data.path().display());
    Ok(())
}

/// The one named, that of the backup, or that of the environment; in this order.
fn master_key(folder: &Path, manifest: &Manifest, named: Option<PathBuf>) -> Result<Option<PathBuf>, Failure> {
    let file = named.or_else(|| manifest.master_key.then(|| folder.join("master.key")));
    if file.is_none() && !DataFolder::has_master_key_in_environment() {
        return Err(Failure::new("the master key is not in this backup: say --master-key FILE, or set SURGUCH_MASTER_KEY"));
    }
    Ok(file)
}

fn read(place: Place) -> Result<Config, Failure> {
    config::load(Overrides { file: place.config, data: place.data, ..Overrides::default() })
}

fn places(config: &Config, data: &DataFolder, keys: Keys) -> Result<Places, Failure> {
    Ok(Places { database: wire_up::database(config, data), blobs: wire_up::blobs(&config.storage, data)?, keys })
}

/// Where the keys are that a running server uses. A database that was not brought up to date yet has none: this changes nothing in it.
async fn keys(config: &Config, data: &DataFolder, master: &MasterKey) -> Result<Keys, Failure> {
    let (config, data, database) = (config.clone(), data.clone(), wire_up::database(config, data));
    let folder = Keys::folder(&data.keys(), master).doing("keys");
    let opened = tokio::task::spawn_blocking(move || {
        let version = portable::version(&database).doing("database")?;
        let up_to_date = version == Some(portable::newest_version());
        if matches!(config.database.url, DatabaseUrl::Sqlite) || version.is_none_or(|version| version < KEYS_IN_DATABASE) {
            return Ok(None);
        }
        if !up_to_date {
            return Err(Failure::new("the database is of another version: make the backup by the program that serves it"));
        }
        Store::open(database).map(Some).doing("database")
    });
    match opened.await.doing("database")?? {
        Some(store) => Ok(Keys::new(KeyShelf::new(store), master)),
        None => folder,
    }
}

fn tell(manifest: &Manifest) {
    let events: i64 = manifest.events.values().sum();
    say!("backup of {} by surguch {}, schema {}", manifest.taken_at, manifest.program, manifest.schema);
    say!(
        "  {} rows, {} blobs of {} bytes, {} sealed keys, {events} events",
        manifest.rows(),
        manifest.blobs,
        manifest.blob_bytes,
        manifest.keys
    );
    say!("  tree {}", manifest.tree_sha256);
}

/// The backup is made, and whoever looks at exit codes hears that something was lost before.
fn lost(manifest: &Manifest) -> Result<(), Failure> {
    if manifest.lost_blobs.is_empty() {
        return Ok(());
    }
    let list = manifest.lost_blobs.join("\n  ");
    Err(Failure::new(format!("the backup is made, but blobs that rows name were missing or damaged already:\n  {list}")))
}
