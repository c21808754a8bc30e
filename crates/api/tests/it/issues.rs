//! The vendor's face: who gets in, what is refused how, and whole stories.

mod access;
mod cloud;
mod envelope;
mod forms;
mod judged;
mod portal;
mod scene;
mod seed;
mod states;
mod story;
mod straight;
mod values;

pub use cloud::signed;
pub use scene::{Scene, picture};
