//! Names, certificates, CRLs and their profiles (RFC 5280).
