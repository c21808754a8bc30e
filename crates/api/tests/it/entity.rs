//! Subjects, representatives and contents of the face of certificate forms: every field and limit, and who gets in.

mod access;
mod client;
mod contents;
mod fields;
mod registers;
mod representatives;
mod subjects;
