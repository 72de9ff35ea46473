//! What people gave to common works: money, work-days, land and things.

mod given;

use shared::amount::Amount;
use shared::date::Date;
use shared::document::command::contribution::{self, cancel};
use shared::id::DocumentId;
use shared::record::Kind;
use shared::record::contribution::{Contribution, Source, Unit};
use shared::words::{Note, Title};

use super::DemoError;
use super::generator::Generator;
use super::phone::{Paper, Phone, at};
use super::wards::CellPlan;

/// One gift of 2024.
#[derive(Debug, Clone, Copy)]
struct Gift {
    month: u8,
    day: u8,
    unit: Unit,
    amount: u64,
    source: Source,
    /// How many gave; none where it is public money.
    givers: u16,
    purpose: &'static str,
    project: &'static str,
    /// Why it was taken out again.
    cancelled: &'static str,
}

/// Records what `cell` was given in `month`; `resolution` is the one it follows.
pub fn record(
    cell: &CellPlan,
    month: u8,
    resolution: Option<DocumentId>,
    phone: &mut Phone,
) -> Result<(), DemoError> {
    let mut own = Generator::of(&format!("{}/gifts/{month}", cell.code));
    let gifts = given::to(cell.code).iter().filter(|gift| gift.month == month);
    for (place, gift) in (0..).zip(gifts) {
        let given_on = Date::new(2024, gift.month, gift.day)?;
        let moment = at(given_on, 16 * 60 + 30 + place * 4);
        let mut paper = Paper::begin(Kind::Contribution, DocumentId::new(moment, own.bytes()))?;
        let words = contribution::Gift {
            unit: gift.unit,
            amount: Amount::new(gift.amount)?,
            purpose: Title::new(gift.purpose)?,
            project: Title::optional(gift.project)?,
            given_on,
            source: gift.source,
            givers: (gift.source != Source::PublicBudget).then_some(gift.givers),
            resolution,
            note: Note::optional("Công khai tại nhà văn hóa khu.")?,
        };
        let edits = contribution::record(&Contribution::default(), &words);
        phone.write(&mut paper, moment, edits)?;
        if let Some(reason) = Note::optional(gift.cancelled)? {
            let edits = cancel(&Contribution::default(), &reason);
            phone.write(&mut paper, at(given_on.plus_days(1), 9 * 60), edits)?;
        }
    }
    Ok(())
}
