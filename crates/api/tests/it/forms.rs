//! The face of certificate forms: who gets in, what is refused how, and whole stories.

mod access;
mod errors;
mod feed;
mod property;
mod scene;
mod seed;
mod states;
mod story;
mod straight;
