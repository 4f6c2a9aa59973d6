//! Turns an open framework into a page in the browser that shows its documents while they are written.

mod address;
mod answers;
mod catalog;
mod clerk;
mod desk;
mod request;
mod server;
mod view;

pub use clerk::Shown;
pub use desk::Desk;
