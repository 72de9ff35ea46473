//! The server as phones and browsers see it, on a data file of its own.
#![expect(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

mod asset_headers;
mod bodies;
mod bundles;
mod command_line;
mod committee;
mod discipline;
#[cfg(target_os = "linux")]
mod disks;
mod enrolment;
mod epochs;
mod exchange;
mod explained;
mod first_client;
mod five_grades;
mod harness;
mod office;
mod office_custody;
mod office_forms;
mod office_groups;
mod office_members;
mod office_periods;
mod office_points;
mod office_registrations;
mod office_scheme_files;
mod office_schemes;
mod office_years;
mod phone;
mod photos;
mod program;
mod pushes;
#[cfg(unix)]
mod relays;
mod standings;
#[cfg(unix)]
mod tls;
mod told;
mod upkeep;
mod viewing;
mod years;
