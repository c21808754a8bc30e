//! `surguch admin schema`: versions, without migrating.

use crate::config::Config;
use crate::data_folder::DataFolder;
use crate::failure::{Doing, Failure};
use crate::out::say;
use crate::wire_up;

/// Says what is; an error where this program is too old for the database.
pub(super) fn show(config: &Config, folder: &DataFolder) -> Result<(), Failure> {
    let program = store::portable::newest_version();
    let database = store::portable::version(&wire_up::database(config, folder)).doing("database")?;
    let shown = database.map_or_else(|| "none yet".to_owned(), |version| version.to_string());
    say!("database  {shown}\nprogram   {program}");
    match database {
        Some(version) if version > program => Err(Failure::new("the database was migrated by a newer program: use that one")),
        Some(version) if version < program => {
            say!("the next start brings the database to {program}; make a backup first");
            Ok(())
        }
        _ => Ok(()),
    }
}
