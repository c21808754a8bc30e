//! The store of blobs on a real folder.

mod disk;
mod reading;
mod support;
mod sweeping;
mod writing;
