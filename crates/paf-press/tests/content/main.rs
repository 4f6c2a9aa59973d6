//! What is painted on pages: one page that is right and one that is wrong for every rule.

mod hostile;
mod page;
mod rules;
mod separations;
