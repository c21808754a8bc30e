//! The list. A file that has left the house is never edited; the next one is added at the end.

use super::Migration;

macro_rules! migrations {
    ($($version:literal $file:literal $name:literal)*) => {
        pub(crate) const ALL: &[Migration] = &[$(Migration {
            version: $version,
            name: $name,
            sqlite: include_str!(concat!("../../migrations/sqlite/", $file, "_", $name, ".sql")),
            postgres: include_str!(concat!("../../migrations/postgres/", $file, "_", $name, ".sql")),
        },)*];
    };
}

migrations! {
    1 "0001" "base"
    2 "0002" "office"
    3 "0003" "ca"
    4 "0004" "small_content"
    5 "0005" "nodes"
    6 "0006" "package_lists"
    7 "0007" "callbacks"
    8 "0008" "audit"
    9 "0009" "manners"
    10 "0010" "pauses"
    11 "0011" "ending"
    12 "0012" "lean"
    13 "0013" "lists"
    14 "0014" "services"
    15 "0015" "trust"
    16 "0016" "issue_requests"
    17 "0017" "cloud_signing"
    18 "0018" "reissue"
    19 "0019" "parties"
    20 "0020" "forms"
    21 "0021" "signer_details"
    22 "0022" "diadoc_session"
}
