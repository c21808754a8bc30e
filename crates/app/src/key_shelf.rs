//! The database as the place of sealed keys: for several nodes, which have no folder together.

use std::os::unix::fs::DirBuilderExt;
use std::path::Path;

use domain::id::PrivateKeyId;
use keys::{OnShelf, Shelf, ShelfError};
use store::{Store, StoreError, Tx, table};
use uuid::Uuid;

/// Sealed keys as rows. An insertion decides which of several nodes made a key.
#[derive(Debug, Clone)]
pub struct KeyShelf(Store);

impl KeyShelf {
    /// Over this database.
    pub fn new(store: Store) -> Self {
        Self(store)
    }

    /// Takes in the keys of a folder that was their place before, and moves them aside (`keys.in-database`), so that this happens once.
    /// Returns how many they were.
    ///
    /// Blocks; not to be called where an async runtime runs.
    pub fn adopt(&self, folder: &Path) -> Result<usize, ShelfError> {
        let Ok(entries) = std::fs::read_dir(folder) else { return Ok(0) };
        let (mut found, mut files) = (Vec::new(), Vec::new());
        for entry in entries {
            let path = entry?.path();
            let id = path.file_stem().and_then(|name| Uuid::parse_str(name.to_str()?).ok());
            if let Some(id) = id.filter(|_| path.extension().is_some_and(|end| end == "key")) {
                found.push((PrivateKeyId::new(id), std::fs::read(&path)?));
                files.push(path);
            }
        }
        if files.is_empty() {
            return Ok(0);
        }
        let rows = move |tx: &mut Tx<'_>| found.iter().try_for_each(|(id, sealed)| table::sealed_key::add(tx, *id, sealed).map(drop));
        self.0.write_blocking::<_, StoreError, _>(rows)?;
        let aside = folder.with_extension("in-database");
        std::fs::DirBuilder::new().recursive(true).mode(0o700).create(&aside)?;
        for file in &files {
            std::fs::rename(file, aside.join(file.file_name().unwrap_or_default()))?;
        }
        Ok(files.len())
    }
}

impl Shelf for KeyShelf {
    fn list(&self) -> OnShelf<'_, Vec<PrivateKeyId>> {
        Box::pin(async move { Ok(self.0.read(table::sealed_key::ids).await?) })
    }

    fn load(&self, id: PrivateKeyId) -> OnShelf<'_, Option<Vec<u8>>> {
        Box::pin(async move { Ok(self.0.read(move |tx| table::sealed_key::load(tx, id)).await?) })
    }

    fn add(&self, id: PrivateKeyId, sealed: Vec<u8>) -> OnShelf<'_, bool> {
        Box::pin(async move { Ok(self.0.write(move |tx| table::sealed_key::add(tx, id, &sealed)).await?) })
    }

    fn remove(&self, id: PrivateKeyId) -> OnShelf<'_, ()> {
        Box::pin(async move { Ok(self.0.write(move |tx| table::sealed_key::delete(tx, id)).await?) })
    }
}
