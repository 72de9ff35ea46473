//! The gifts cell by cell. The sums of Bình Lục Hạ are the newspaper's ("trên
//! 7 tỷ", "trên 1,7 tỷ"); how they divide, and every other gift, is invented.

use shared::record::contribution::Source::{self, Businesses, Members, Organisations, People, PublicBudget};
use shared::record::contribution::Unit::{self, Households, Items, LandM2, LengthM, Vnd, WorkDays};

use super::Gift;

const fn gift(
    (month, day): (u8, u8),
    (amount, unit): (u64, Unit),
    (givers, source): (u16, Source),
    project: &'static str,
    purpose: &'static str,
) -> Gift {
    Gift { month, day, unit, amount, source, givers, purpose, project, cancelled: "" }
}

/// What was given to the cell with this code; to some nothing.
pub fn to(code: &str) -> &'static [Gift] {
    match code {
        "binh-luc-ha" => BINH_LUC_HA,
        "bieu-nghi" => BIEU_NGHI,
        "cua-dinh" => CUA_DINH,
        "ben-do" => BEN_DO,
        "go-cao" => GO_CAO,
        "dau-cau" => DAU_CAU,
        "bai-trieu" => BAI_TRIEU,
        "ao-sen" => AO_SEN,
        "cho-moi" => CHO_MOI,
        _ => &[],
    }
}

/// What was pledged; the gifts of its month to the same work, in the same unit
/// from the same source, are given against it.
#[derive(Debug, Clone, Copy)]
pub struct Pledge {
    pub month: u8,
    pub day: u8,
    pub unit: Unit,
    pub amount: u64,
    pub givers: u16,
    pub source: Source,
    pub project: &'static str,
    pub purpose: &'static str,
}

impl Pledge {
    /// Whether the gift is given against it.
    pub fn is_of(&self, gift: &Gift) -> bool {
        (self.unit, self.source, self.project) == (gift.unit, gift.source, gift.project)
    }
}

const fn pledge(
    (month, day): (u8, u8),
    (amount, unit): (u64, Unit),
    (givers, source): (u16, Source),
    project: &'static str,
    purpose: &'static str,
) -> Pledge {
    Pledge { month, day, unit, amount, givers, source, project, purpose }
}

/// What was pledged to the cell with this code; to most nothing.
pub fn pledged_to(code: &str) -> &'static [Pledge] {
    match code {
        "binh-luc-ha" => PLEDGED_TO_BINH_LUC_HA,
        "bieu-nghi" => PLEDGED_TO_BIEU_NGHI,
        _ => &[],
    }
}

const PLEDGED_TO_BINH_LUC_HA: &[Pledge] = &[
    pledge((11, 9), (3_000_000_000, Vnd), (291, People), SHRINE, "Các hộ và con em xa quê đăng ký"),
    pledge((11, 9), (420, LandM2), (25, People), ROADS, "Các hộ đăng ký hiến đất"),
    pledge((11, 9), (640, WorkDays), (226, People), ROADS, "Các hộ đăng ký ngày công"),
];

const PLEDGED_TO_BIEU_NGHI: &[Pledge] =
    &[pledge((11, 7), (90, WorkDays), (60, People), "Thủy lợi nội đồng", "Các hộ đăng ký ngày công")];

const SHRINE: &str = "Phục hồi, tôn tạo đình Bình Lục";
const ROADS: &str = "Mở rộng đường nội khu, đèn cao áp, kênh mương";

const BINH_LUC_HA: &[Gift] = &[
    gift((3, 16), (120, WorkDays), (118, People), "", "Tổng vệ sinh, trồng hoa đường vào khu"),
    gift((11, 14), (3_900_000_000, Vnd), (17, Businesses), SHRINE, "Phục dựng tòa đại đình"),
    gift((11, 16), (372_000_000, Vnd), (36, Members), SHRINE, "Đảng viên đóng góp đợt đầu"),
    gift((11, 18), (1_350_000_000, Vnd), (204, People), SHRINE, "Các hộ trong khu đóng góp"),
    gift((11, 26), (1_500_000_000, Vnd), (87, People), SHRINE, "Con em xa quê đóng góp"),
    gift((11, 14), (550_000_000, Vnd), (9, Businesses), ROADS, "Lắp đèn cao áp"),
    gift((11, 18), (560_000_000, Vnd), (163, People), ROADS, "Đóng góp mở rộng đường nội khu"),
    gift((11, 19), (128_000_000, Vnd), (36, Members), ROADS, "Đảng viên đóng góp mở rộng đường"),
    gift((11, 20), (380, LandM2), (23, People), ROADS, "Hiến đất mở rộng đường nội khu"),
    gift((11, 23), (152, WorkDays), (34, Members), ROADS, "Đào, nạo vét kênh mương"),
    gift((11, 23), (640, WorkDays), (226, People), ROADS, "Phá dỡ tường rào, đổ bê tông mặt đường"),
    gift((11, 27), (486_000_000, Vnd), (141, People), ROADS, "Đóng góp làm kênh mương"),
    gift((11, 28), (900_000_000, Vnd), (0, PublicBudget), ROADS, "Ngân sách hỗ trợ xi măng, ống cống"),
];

const BIEU_NGHI: &[Gift] = &[
    gift((9, 21), (44, WorkDays), (19, Members), "Khắc phục hậu quả bão số 3", "Lợp lại mái, dọn cây đổ"),
    gift((9, 21), (96, WorkDays), (71, People), "Khắc phục hậu quả bão số 3", "Thu gom rác, thông đường"),
    gift((10, 19), (18_600_000, Vnd), (93, People), "Sửa nhà văn hóa khu", "Thay mái tôn bị tốc"),
    gift((11, 9), (63, WorkDays), (52, People), "Thủy lợi nội đồng", "Khơi thông mương trước vụ đông"),
];

const CUA_DINH: &[Gift] = &[
    gift((4, 13), (126, LandM2), (7, People), "Mở rộng ngõ 2", "Hiến đất làm ngõ"),
    gift((4, 20), (214_000_000, Vnd), (88, People), "Mở rộng ngõ 2", "Đóng góp đổ bê tông"),
    gift((4, 27), (310, WorkDays), (96, People), "Mở rộng ngõ 2", "Dịch tường rào, san nền"),
    gift((5, 11), (350_000_000, Vnd), (0, PublicBudget), "Mở rộng ngõ 2", "Ngân sách hỗ trợ vật liệu"),
    gift((8, 17), (18, Items), (3, Businesses), "Camera an ninh", "Tặng camera tại các ngã rẽ"),
    gift((11, 30), (1_200, LengthM), (64, People), "Đường hoa", "Trồng và chăm sóc đường hoa"),
];

const BEN_DO: &[Gift] = &[
    gift((7, 20), (27_400_000, Vnd), (64, People), "Chiếu sáng bến đò", "Mua đèn năng lượng mặt trời"),
    gift((7, 21), (64, Households), (64, People), "Chiếu sáng bến đò", "Số hộ tham gia lắp đặt"),
];

const GO_CAO: &[Gift] = &[
    gift((9, 22), (140, WorkDays), (83, People), "Khắc phục hậu quả bão số 3", "Dựng lại nhà, thông đường"),
    gift((10, 12), (320, LengthM), (28, People), "Chỉnh trang tường rào", "Dịch tường rào, làm lại hàng rào"),
];

const DAU_CAU: &[Gift] = &[
    gift((3, 23), (96_500_000, Vnd), (112, Members), "Nhà văn hóa khu", "Đảng viên đóng góp sửa hội trường"),
    gift((6, 14), (480_000_000, Vnd), (305, People), "Mở rộng đường trục", "Các hộ đóng góp"),
    Gift {
        cancelled: "Ghi trùng với khoản ngày 14/6.",
        ..gift((6, 15), (480_000_000, Vnd), (305, People), "Mở rộng đường trục", "Các hộ đóng góp")
    },
    gift((6, 22), (212, LandM2), (16, People), "Mở rộng đường trục", "Hiến đất mở rộng đường"),
    gift((6, 28), (1_100_000_000, Vnd), (0, PublicBudget), "Mở rộng đường trục", "Ngân sách làm mặt đường"),
    gift((10, 19), (265, WorkDays), (190, People), "Mở rộng đường trục", "Trồng cây, làm bồn hoa"),
];

const BAI_TRIEU: &[Gift] = &[gift(
    (9, 28),
    (58, WorkDays),
    (37, People),
    "Khắc phục hậu quả bão số 3",
    "Gia cố bờ đầm, thu gom rác",
)];

const AO_SEN: &[Gift] = &[
    gift((5, 18), (150, WorkDays), (92, People), "Cải tạo ao sen", "Nạo vét, kè bờ ao"),
    gift((5, 25), (85_000_000, Vnd), (4, Organisations), "Cải tạo ao sen", "Các chi hội ủng hộ"),
];

const CHO_MOI: &[Gift] = &[
    gift((8, 10), (24, Items), (5, Businesses), "Chiếu sáng khu chợ", "Tặng đèn cao áp"),
    gift((8, 24), (61_000_000, Vnd), (118, People), "Chiếu sáng khu chợ", "Đóng góp kéo đường điện"),
];
