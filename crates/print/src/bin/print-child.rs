//! The printing child alone, for the tests of this crate; the product starts itself instead.

fn main() -> std::process::ExitCode {
    print::child::serve()
}
