//! `cargo xtask s3-server DIR [--listen ADDRESS]`: an S3 server over a folder, to try out a bucket without renting one.

use std::path::Path;
use std::process::ExitCode;

use testkit::s3::{ACCESS_KEY, BUCKET, REGION, S3Server, SECRET_KEY};

use crate::office::Outcome;

/// Serves until the process is ended.
pub fn run(words: &[&str]) -> ExitCode {
    let (folder, listen) = match words {
        [folder] => (folder, &"127.0.0.1:9000"),
        [folder, "--listen", listen] => (folder, listen),
        _ => {
            eprintln!("usage: cargo xtask s3-server DIR [--listen ADDRESS]");
            return ExitCode::from(2);
        }
    };
    match serve(Path::new(folder), listen) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("s3-server: {error}");
            ExitCode::FAILURE
        }
    }
}

fn serve(folder: &Path, listen: &str) -> Outcome<()> {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build()?;
    runtime.block_on(async {
        let server = S3Server::over(folder, listen.parse()?).await?;
        println!("An S3 server for trying out; it flushes nothing to the disk.");
        println!("  SURGUCH_STORAGE__URL=s3://{BUCKET}");
        println!("  SURGUCH_STORAGE__ENDPOINT={}", server.endpoint());
        println!("  SURGUCH_STORAGE__PLAIN_HTTP=true");
        println!("  SURGUCH_STORAGE__REGION={REGION}");
        println!("  SURGUCH_STORAGE__ACCESS_KEY_ID={ACCESS_KEY}");
        println!("  SURGUCH_STORAGE__SECRET_ACCESS_KEY={SECRET_KEY}");
        tokio::signal::ctrl_c().await?;
        Ok(())
    })
}
