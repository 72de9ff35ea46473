//! The command line: what `bontot` is told to do.

pub mod backup;
pub mod banner;
pub mod choose;
pub mod code;
pub mod entrance;
pub mod error;
pub mod forward;
pub mod import;
pub mod join;
pub mod relay;
pub mod restored;
pub mod revoke;
pub mod scheme;
pub mod serve;
pub mod tls;
pub mod verify;
pub mod ward;

use std::net::SocketAddr;
use std::path::PathBuf;

use clap::{Args, Parser, Subcommand};
use shared::month::Month;
use shared::org::Code;
use shared::ruling::ChoiceSpan;
use shared::words::{Note, Title, WordsError};
use shared::year::Year;

use crate::auth::code::AccessCode;
pub use error::CliError;

/// The record book of party cells and the standings of their ward.
#[derive(Debug, Parser)]
#[command(name = "bontot", version, about)]
pub struct Cli {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Serve phones and standings until stopped.
    Serve {
        /// Where to listen [default: 127.0.0.1:8080, and with TLS 0.0.0.0:8443].
        #[arg(long)]
        listen: Option<SocketAddr>,
        /// How to speak TLS.
        #[command(flatten)]
        tls: tls::TlsArgs,
        /// The data file.
        #[command(flatten)]
        data: Data,
        /// Fill an empty data file with a demonstration ward.
        #[arg(long)]
        demo: bool,
    },
    /// Found a ward from a file, or bring its register up to date.
    Ward {
        /// The file, such as docs/ward.example.toml.
        file: PathBuf,
        /// The data file.
        #[command(flatten)]
        data: Data,
    },
    /// Make a code that lets somebody in.
    Code {
        /// The sort of code.
        #[command(subcommand)]
        code: CodeCommand,
    },
    /// Choose which scheme judges a ward's months, meetings, years or members.
    Choose {
        /// The ward, such as dong-mai.
        ward: Code,
        /// The name of a shipped scheme, or a scheme file that ends in .toml.
        scheme: String,
        /// For this year only.
        #[arg(long)]
        year: Option<Year>,
        /// From this month on, such as 2024-07, until another is chosen.
        #[arg(long, conflicts_with = "year")]
        from: Option<Month>,
        /// The data file.
        #[command(flatten)]
        data: Data,
    },
    /// Take a phone's right to send and receive; what it still brings is kept
    /// for the ward office to decide.
    Revoke {
        /// The ward, such as dong-mai.
        ward: Code,
        /// The phone's number, as the office's page of phones has it.
        device: u32,
        /// Why, in a few words.
        #[arg(value_parser = reason)]
        reason: Note,
        /// The data file.
        #[command(flatten)]
        data: Data,
    },
    /// Relays of a ward: servers that stand elsewhere, such as on a laptop on
    /// its own network, and bring here what phones brought to them.
    Relay {
        /// What to do.
        #[command(subcommand)]
        relay: relay::RelayCommand,
    },
    /// Make this data file that of a relay of the ward that a code is of, and
    /// take all that the town's server has of it.
    Join {
        /// The town's server, such as <https://bontot.example>.
        url: String,
        /// The code, of `bontot relay new`.
        code: AccessCode,
        /// The certificate of an authority to trust beside those of this machine; it is
        /// kept in the data file.
        #[arg(long, value_name = "FILE")]
        trust: Option<PathBuf>,
        /// The data file.
        #[command(flatten)]
        data: Data,
    },
    /// Bring to the town's server what phones brought to this relay, and take
    /// what is new there, also while the server runs.
    Forward {
        /// The data file.
        #[command(flatten)]
        data: Data,
    },
    /// Take in a file that a phone without signal handed over; also while the
    /// server runs, and as often as you like.
    Import {
        /// The file.
        file: PathBuf,
        /// The data file.
        #[command(flatten)]
        data: Data,
    },
    /// Copy the data file as it is now, also while the server runs.
    Backup {
        /// Where the copy is to be; nothing is written over.
        file: PathBuf,
        /// The data file.
        #[command(flatten)]
        data: Data,
    },
    /// Put a backup in the place of the data file, so that phones send again
    /// what it lacks. The server must be stopped.
    Restore {
        /// The backup.
        file: PathBuf,
        /// The data file.
        #[command(flatten)]
        data: Data,
    },
    /// Look whether everything in the data file is as it should be, also while
    /// the server runs.
    Verify {
        /// The data file.
        #[command(flatten)]
        data: Data,
    },
    /// Compute anew what is computed from the log: records and standings.
    Rebuild {
        /// The data file.
        #[command(flatten)]
        data: Data,
    },
    /// Say that the data file was put back from a backup by other means than
    /// `restore`, so that phones send again what it lacks.
    Restored {
        /// The data file.
        #[command(flatten)]
        data: Data,
    },
}

/// The sort of code.
#[derive(Debug, Subcommand)]
pub enum CodeCommand {
    /// For one phone of an organisation, once, within 14 days.
    Cell {
        /// The ward, such as dong-mai.
        ward: Code,
        /// The organisation, such as bieu-nghi.
        organisation: Code,
        /// The data file.
        #[command(flatten)]
        data: Data,
    },
    /// For officials who view the standings of a ward, within 14 days.
    Viewer {
        /// The ward, such as dong-mai.
        ward: Code,
        /// The data file.
        #[command(flatten)]
        data: Data,
    },
    /// For one official, who rules for a ward under this name, within 14 days.
    Office {
        /// The ward, such as dong-mai.
        ward: Code,
        /// The official, as rulings name them, such as "Nguyễn Văn Bình".
        #[arg(value_parser = official)]
        name: Title,
        /// The data file.
        #[command(flatten)]
        data: Data,
    },
}

/// The name of an official: one line, and not empty.
fn official(text: &str) -> Result<Title, WordsError> {
    Title::new(text)
}

/// Why something is done: not empty.
fn reason(text: &str) -> Result<Note, WordsError> {
    Note::new(text)
}

/// Where the data file is.
#[derive(Debug, Clone, Args)]
pub struct Data {
    /// The data file.
    #[arg(long = "data", env = "BONTOT_DATA", value_name = "FILE")]
    pub path: PathBuf,
}

/// Does what the command line says; gives what is to be printed at the end.
pub fn run(cli: Cli) -> Result<String, CliError> {
    match cli.command {
        Command::Serve { listen, tls, data, demo } => {
            let content = if demo { serve::Content::Demo } else { serve::Content::AsItIs };
            serve::serve(listen.unwrap_or_else(|| tls.listen()), &tls, &data.path, content)
        }
        Command::Ward { file, data } => ward::ward(&data.path, &file),
        Command::Code { code: CodeCommand::Cell { ward, organisation, data } } => {
            code::cell(&data.path, &ward, &organisation)
        }
        Command::Code { code: CodeCommand::Viewer { ward, data } } => code::viewer(&data.path, &ward),
        Command::Code { code: CodeCommand::Office { ward, name, data } } => {
            code::office(&data.path, &ward, name)
        }
        Command::Choose { ward, scheme, year, from, data } => {
            let span = match (from, year) {
                (Some(from), _) => ChoiceSpan::From(from),
                (None, Some(year)) => ChoiceSpan::Year(year),
                (None, None) => ChoiceSpan::EveryYear,
            };
            choose::choose(&data.path, &ward, &scheme, span)
        }
        Command::Revoke { ward, device, reason, data } => revoke::revoke(&data.path, &ward, device, &reason),
        Command::Relay { relay } => relay::relay(&relay),
        Command::Join { url, code, trust, data } => join::join(&data.path, &url, &code, trust.as_deref()),
        Command::Forward { data } => forward::forward(&data.path),
        Command::Import { file, data } => import::import(&data.path, &file),
        Command::Backup { file, data } => backup::backup(&data.path, &file),
        Command::Restore { file, data } => backup::restore(&data.path, &file),
        Command::Verify { data } => verify::verify(&data.path),
        Command::Rebuild { data } => verify::rebuild(&data.path),
        Command::Restored { data } => restored::restored(&data.path),
    }
}
