//! The server: it merges what phones bring and shows the standings.

pub mod assets;
pub mod auth;
pub mod cli;
pub mod demo;
pub mod forward;
pub mod live;
pub mod office;
pub mod pipeline;
pub mod router;
pub mod routes;
pub mod serve;
pub mod socket;
pub mod standings;
pub mod state;
pub mod store;
pub mod tls;
pub mod upkeep;
