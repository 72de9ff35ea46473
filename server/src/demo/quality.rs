//! How well a cell of the demonstration works, in chances of a hundred.

use super::generator::Generator;

/// How well a cell works.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Quality {
    /// Nearly everything is done, on time, and often more.
    Excellent,
    /// Most is done.
    Good,
    /// Some is late, some is not done.
    Average,
    /// Much is late or missing.
    Poor,
    /// As average, but nothing is heard for months.
    Silent,
}

/// What becomes of a task.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum End {
    /// Done by its day.
    OnTime,
    /// Done so many days late.
    Late(u16),
    /// Not done.
    Open,
}

/// Whether a task went beyond what was required.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Beyond {
    /// It did.
    Yes,
    /// It did what was required.
    No,
}

/// What becomes of a month's assessment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Submission {
    /// Submitted so many days after the month's end.
    After(u16),
    /// Begun and left.
    Draft,
    /// Never begun.
    None,
}

impl Quality {
    /// Whether anything is recorded in the month with this number.
    pub fn is_heard(self, month: u8) -> bool {
        self != Self::Silent || !matches!(month, 4..=6 | 10)
    }

    /// Whether the quarter with this number has a thematic meeting.
    pub fn holds_thematic(self, quarter: u8) -> bool {
        match self {
            Self::Excellent | Self::Good | Self::Average => true,
            Self::Poor => quarter == 3,
            Self::Silent => quarter == 1,
        }
    }

    /// Whether this month's regular meeting adopts a resolution.
    pub fn adopts(self, generator: &mut Generator) -> bool {
        generator.chance(match self {
            Self::Excellent | Self::Good => 100,
            Self::Average | Self::Silent => 95,
            Self::Poor => 80,
        })
    }

    /// How many of a hundred members attend, more or less.
    pub fn attendance(self, generator: &mut Generator) -> u16 {
        match self {
            Self::Excellent => generator.between(95, 100),
            Self::Good => generator.between(91, 99),
            Self::Average => generator.between(87, 97),
            Self::Poor => generator.between(80, 95),
            Self::Silent => generator.between(84, 97),
        }
    }

    /// Whether somebody who stays away gave no reason.
    pub fn lacks_reason(self, generator: &mut Generator) -> bool {
        generator.chance(match self {
            Self::Excellent | Self::Good => 0,
            Self::Average => 8,
            Self::Poor => 40,
            Self::Silent => 30,
        })
    }

    /// Whether the committee prepares what is brought to the cell.
    pub fn prepares(self) -> bool {
        matches!(self, Self::Excellent | Self::Good)
    }

    /// What becomes of a task.
    pub fn end(self, generator: &mut Generator) -> End {
        let (on_time, late) = match self {
            Self::Excellent => (98, 2),
            Self::Good => (92, 6),
            Self::Average => (74, 18),
            Self::Poor => (48, 26),
            Self::Silent => (64, 16),
        };
        let drawn = generator.between(1, 100);
        if drawn <= on_time {
            End::OnTime
        } else if drawn <= on_time + late {
            End::Late(generator.between(1, 9))
        } else {
            End::Open
        }
    }

    /// Whether a task that is done goes beyond what was required.
    pub fn goes_beyond(self, generator: &mut Generator) -> Beyond {
        let percent = match self {
            Self::Excellent => 30,
            Self::Good => 12,
            Self::Average | Self::Poor | Self::Silent => 0,
        };
        if generator.chance(percent) { Beyond::Yes } else { Beyond::No }
    }

    /// Whether an item that a person answers is met.
    pub fn meets(self, generator: &mut Generator) -> bool {
        generator.chance(match self {
            Self::Excellent => 99,
            Self::Good => 97,
            Self::Average => 90,
            Self::Poor => 76,
            Self::Silent => 86,
        })
    }

    /// The points that a person gives of `most`.
    pub fn points(self, generator: &mut Generator, most: u16) -> u16 {
        let share = match self {
            Self::Excellent => generator.between(92, 100),
            Self::Good => generator.between(72, 96),
            Self::Average => generator.between(60, 90),
            Self::Poor => generator.between(35, 70),
            Self::Silent => generator.between(50, 80),
        };
        // Half a point counts up.
        u16::try_from((u32::from(most) * u32::from(share) + 50) / 100).unwrap_or(most).min(most)
    }

    /// What becomes of the month's assessment.
    pub fn submission(self, generator: &mut Generator) -> Submission {
        let drawn = generator.between(1, 100);
        match self {
            Self::Excellent => Submission::After(generator.between(1, 2)),
            Self::Good if drawn <= 92 => Submission::After(generator.between(1, 4)),
            Self::Good => Submission::After(generator.between(6, 9)),
            Self::Average if drawn <= 66 => Submission::After(generator.between(2, 4)),
            Self::Average if drawn <= 90 => Submission::After(generator.between(6, 12)),
            Self::Average => Submission::Draft,
            Self::Poor | Self::Silent if drawn <= 30 => Submission::After(generator.between(3, 4)),
            Self::Poor | Self::Silent if drawn <= 60 => Submission::After(generator.between(7, 16)),
            Self::Poor | Self::Silent if drawn <= 82 => Submission::Draft,
            Self::Poor | Self::Silent => Submission::None,
        }
    }
}
