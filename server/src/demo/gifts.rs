//! What people gave to common works: money, work-days, land and things.

mod given;

use shared::amount::Amount;
use shared::date::Date;
use shared::document::command::contribution::{self, Much, cancel};
use shared::id::DocumentId;
use shared::record::Kind;
use shared::record::contribution::{Contribution, Source, Unit};
use shared::words::{Note, Title};

use self::given::Pledge;
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
    let pledged = pledge(cell, month, resolution, phone)?;
    let mut own = Generator::of(&format!("{}/gifts/{month}", cell.code));
    let gifts = given::to(cell.code).iter().filter(|gift| gift.month == month);
    for (place, gift) in (0..).zip(gifts) {
        let given_on = Date::new(2024, gift.month, gift.day)?;
        let moment = at(given_on, 16 * 60 + 30 + place * 4);
        let mut paper = Paper::begin(Kind::Contribution, DocumentId::new(moment, own.bytes()))?;
        let words = contribution::Gift {
            unit: gift.unit,
            much: Much::Given(Amount::new(gift.amount)?),
            purpose: Title::new(gift.purpose)?,
            project: Title::optional(gift.project)?,
            given_on,
            source: gift.source,
            givers: (gift.source != Source::PublicBudget).then_some(gift.givers),
            resolution,
            against: pledged.iter().find(|(pledge, _)| pledge.is_of(gift)).map(|(_, document)| *document),
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

/// Records what was pledged to `cell` in `month`, each with its document.
fn pledge(
    cell: &CellPlan,
    month: u8,
    resolution: Option<DocumentId>,
    phone: &mut Phone,
) -> Result<Vec<(&'static Pledge, DocumentId)>, DemoError> {
    let mut own = Generator::of(&format!("{}/pledges/{month}", cell.code));
    let pledges = given::pledged_to(cell.code).iter().filter(|pledge| pledge.month == month);
    let recorded = (0..).zip(pledges).map(|(place, pledge)| {
        let given_on = Date::new(2024, pledge.month, pledge.day)?;
        let moment = at(given_on, 20 * 60 + 40 + place * 3);
        let document = DocumentId::new(moment, own.bytes());
        let words = contribution::Gift {
            unit: pledge.unit,
            much: Much::Pledged(Amount::new(pledge.amount)?, None),
            purpose: Title::new(pledge.purpose)?,
            project: Title::optional(pledge.project)?,
            given_on,
            source: pledge.source,
            givers: Some(pledge.givers),
            resolution,
            against: None,
            note: None,
        };
        let edits = contribution::record(&Contribution::default(), &words);
        phone.write(&mut Paper::begin(Kind::Contribution, document)?, moment, edits)?;
        Ok((pledge, document))
    });
    recorded.collect()
}
