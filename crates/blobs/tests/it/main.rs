//! The store of blobs on a real folder and in a bucket of a real S3 server.

mod bucket;
mod disk;
mod reading;
mod support;
mod sweeping;
mod tls;
mod writing;
