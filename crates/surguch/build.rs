//! How the program is linked.

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    let of = |what: &str| std::env::var(what).unwrap_or_default();
    if of("CARGO_CFG_TARGET_OS") == "linux" && of("CARGO_CFG_TARGET_ENV") == "gnu" {
        // places that hold addresses as a bitmap (glibc 2.36): a start need not read 3 MiB of them, which would stay resident
        println!("cargo::rustc-link-arg-bins=-Wl,-z,pack-relative-relocs");
    }
}
