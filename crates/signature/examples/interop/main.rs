//! One side of the matrix of foreign judges; `tests/judges/interop.py` is the other and tells what must come out.
//!
//! `interop make FOLDER` writes, in a folder a row, what this house makes of each algorithm: keys, certificates, lists, requests, OCSP
//! answers, signatures. `interop judge FOLDER` says of what the judges wrote beside it whether it stands, a line a file.

mod judge;
mod make;
mod row;

use std::path::Path;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let words: Vec<String> = std::env::args().skip(1).collect();
    match words.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        ["make", folder] => make::all(Path::new(folder))?,
        ["judge", folder] => judge::all(Path::new(folder))?,
        _ => return Err("usage: interop make FOLDER | interop judge FOLDER".into()),
    }
    Ok(())
}
