//! The HTTP faces: one endpoint a file.
