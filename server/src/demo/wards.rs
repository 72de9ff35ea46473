//! The wards and cells of the demonstration.
//!
//! Biểu Nghi and Bình Lục Hạ, their wards and Biểu Nghi's 22 members are the
//! model case's; every other neighbourhood and number is invented.

use shared::scheme::Scheme;
use shared::scheme::file::SchemeFileError;
use shared::scheme::shipped;

use super::quality::Quality;

/// A ward.
#[derive(Debug)]
pub struct WardPlan {
    pub code: &'static str,
    pub name: &'static str,
    pub town: &'static str,
    /// The scheme that the ward applies to its cells.
    pub scheme: fn() -> Result<Scheme, SchemeFileError>,
    pub viewing_code: &'static str,
    /// The code of the official who rules, and the post that stands for a name.
    pub office: (&'static str, &'static str),
    pub cells: &'static [CellPlan],
    /// The ward's own committee, where it is registered and keeps a book.
    pub committee: Option<CellPlan>,
}

/// A cell, or a committee that keeps its book in the same way.
#[derive(Debug)]
pub struct CellPlan {
    pub code: &'static str,
    pub name: &'static str,
    pub members: u8,
    /// The sizes of its party groups, where it has any.
    pub groups: &'static [u8],
    pub quality: Quality,
    pub story: Story,
    /// Codes that enrol one phone each.
    pub codes: &'static [&'static str],
}

impl CellPlan {
    /// How often its phone has a signal: small cells lie far out.
    pub fn every_days(&self) -> u8 {
        if self.members < 16 { 3 } else { 1 }
    }

    /// Whether its committee keeps minutes of its own; few do.
    pub fn keeps_committee_minutes(&self) -> bool {
        self.quality == Quality::Excellent || self.story == Story::OpenNovember
    }

    /// Its neighbourhood, such as "khu Biểu Nghi".
    pub fn place(&self) -> &'static str {
        self.name.strip_prefix("Chi bộ ").unwrap_or(self.name)
    }
}

/// What is particular about a cell's year.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Story {
    /// Nothing.
    Usual,
    /// It has come as far as November's regular meeting; the rest is for
    /// whoever tries the program.
    OpenNovember,
    /// It registered in January and raised the sums of the model case in November.
    Mobilisation,
    /// Two phones wrote about one task in October, and nobody has chosen yet.
    TwoPhones,
}

pub const WARDS: [WardPlan; 2] = [
    WardPlan {
        code: "dong-mai",
        name: "Phường Đông Mai",
        town: "TX Quảng Yên, Quảng Ninh",
        scheme: shipped::monthly_checklist,
        viewing_code: "XEMD-MA01",
        office: ("VPDV-MA01", "Văn phòng Đảng ủy phường Đông Mai"),
        cells: &[
            CellPlan {
                code: "bieu-nghi",
                name: "Chi bộ khu Biểu Nghi",
                members: 22,
                groups: &[],
                quality: Quality::Good,
                story: Story::OpenNovember,
                codes: &["B1EV-NGH1", "B1EV-NGH2"],
            },
            usual("cua-dinh", "Chi bộ khu Cửa Đình", 34, Quality::Excellent, &["CVAD-1NH1"]),
            usual("ben-do", "Chi bộ khu Bến Đò", 41, Quality::Average, &["BEND-0001"]),
            usual("dong-muoi", "Chi bộ khu Đồng Muối", 18, Quality::Poor, &["D0NG-MV01"]),
            usual("go-cao", "Chi bộ khu Gò Cao", 27, Quality::Good, &["G0CA-0001"]),
            usual("trai-dua", "Chi bộ khu Trại Dứa", 9, Quality::Silent, &["TRA1-DVA1"]),
            CellPlan {
                code: "dau-cau",
                name: "Chi bộ khu Đầu Cầu",
                members: 116,
                groups: &[20, 20, 20, 19, 19, 18],
                quality: Quality::Good,
                story: Story::TwoPhones,
                codes: &["DAVC-AV01"],
            },
            usual("bai-trieu", "Chi bộ khu Bãi Triều", 15, Quality::Average, &["BA1T-R1E1"]),
        ],
        committee: Some(usual("dang-uy", "Đảng ủy phường Đông Mai", 13, Quality::Good, &["DANG-VY01"])),
    },
    WardPlan {
        code: "hong-phong",
        name: "Phường Hồng Phong",
        town: "TP Đông Triều, Quảng Ninh",
        scheme: shipped::hundred_points,
        viewing_code: "XEMH-P001",
        office: ("VPDV-HP01", "Văn phòng Đảng ủy phường Hồng Phong"),
        cells: &[
            CellPlan {
                code: "binh-luc-ha",
                name: "Chi bộ khu Bình Lục Hạ",
                members: 38,
                groups: &[],
                quality: Quality::Excellent,
                story: Story::Mobilisation,
                codes: &["B1NH-1VC1"],
            },
            usual("ao-sen", "Chi bộ khu Ao Sen", 26, Quality::Good, &["A0SE-N001"]),
            usual("cho-moi", "Chi bộ khu Chợ Mới", 60, Quality::Average, &["CH0M-0101"]),
            usual("lo-gach", "Chi bộ khu Lò Gạch", 12, Quality::Poor, &["10GA-CH01"]),
        ],
        committee: None,
    },
];

const fn usual(
    code: &'static str,
    name: &'static str,
    members: u8,
    quality: Quality,
    codes: &'static [&'static str],
) -> CellPlan {
    CellPlan { code, name, members, groups: &[], quality, story: Story::Usual, codes }
}
