//! As what somebody acts for another one.

use super::Row;

/// Доверенное лицо: the one word that the contract shows.
pub const CONFIDANT: &str = "Confidant";

/// The words. All but [`CONFIDANT`] are inferred: the entries of the public classifier of representatives (dAgentKind, 356001000000 to
/// 356099000000) under English names made like the one that is known.
pub const REPRESENTATIVE_TYPES: &[Row] = &[
    Row::new("AuthorizedPerson", "уполномоченное лицо (356005000000)"),
    Row::new(CONFIDANT, "доверенное лицо (356004000000)"),
    Row::new("Guardian", "опекун (356001000000)"),
    Row::new("LegalRepresentative", "законный представитель (356003000000)"),
    Row::new("Other", "иное лицо (356099000000)"),
    Row::new("Trustee", "попечитель (356002000000)"),
];
