//! Thematic resolutions of 2024: at least one a quarter, where a cell keeps to
//! the rule.

use super::subjects::{Subject, subject};

/// One subject to which a cell gave a meeting of its own.
#[derive(Debug)]
pub struct Theme {
    /// The month.
    pub month: u8,
    /// The day of the meeting.
    pub day: u8,
    /// What the resolution is about.
    pub title: &'static str,
    /// What it decides, point by point.
    pub points: &'static [&'static str],
    /// What is assigned by it, each until this day of the month.
    pub tasks: &'static [(u8, Subject)],
}

/// The first quarter.
pub const REGISTRATION: Theme = Theme {
    month: 1,
    day: 16,
    title: "Đăng ký xây dựng “Chi bộ 4 tốt” năm 2024",
    points: &[
        "Đăng ký xây dựng “Chi bộ 4 tốt” với Đảng ủy phường, sau khi lấy ý kiến toàn thể đảng viên.",
        "Xây dựng tiêu chí cụ thể của chi bộ theo bốn nội dung: hoàn thành tốt nhiệm vụ; chất lượng sinh hoạt \
         tốt; đoàn kết tốt, kỷ luật tốt; cán bộ, đảng viên tốt.",
        "Hằng tháng tự đánh giá mức độ hoàn thành, kịp thời điều chỉnh giải pháp.",
    ],
    tasks: &[(
        29,
        subject(
            "Lấy ý kiến toàn thể đảng viên về tiêu chí “Chi bộ 4 tốt” của chi bộ",
            "Phiếu lấy ý kiến, bản tiêu chí đã hoàn thiện",
            "Đã phát phiếu tới toàn thể đảng viên.",
            "Tổng hợp xong ý kiến, hoàn thiện bản tiêu chí.",
        ),
    )],
};

/// What the other cells took up in the first quarter.
pub const ENVIRONMENT: Theme = Theme {
    month: 3,
    day: 14,
    title: "Nâng cao trách nhiệm đảng viên trong giữ gìn vệ sinh môi trường khu dân cư",
    points: &[
        "Mỗi đảng viên phụ trách một nhóm hộ, vận động phân loại rác tại nhà.",
        "Duy trì tổng vệ sinh sáng thứ bảy hằng tuần.",
        "Đưa kết quả vào đánh giá đảng viên hằng tháng.",
    ],
    tasks: &[(
        28,
        subject(
            "Vận động các nhóm hộ ký cam kết phân loại rác tại nhà",
            "Số hộ ký cam kết",
            "Đã có {n} hộ ký cam kết.",
            "Các nhóm hộ đã ký cam kết, có bảng theo dõi.",
        ),
    )],
};

/// The second quarter.
pub const EXAMPLE: Theme = Theme {
    month: 5,
    day: 16,
    title: "Phát huy vai trò nêu gương của đảng viên nơi cư trú",
    points: &[
        "Đảng viên đi đầu trong đóng góp, hiến đất, ngày công làm đường nội khu.",
        "Gia đình đảng viên không vi phạm trật tự đường hè, không đốt rơm rạ.",
        "Chi ủy theo dõi, nhận xét từng đảng viên tại sinh hoạt thường kỳ.",
    ],
    tasks: &[(
        30,
        subject(
            "Lập sổ theo dõi việc nêu gương của đảng viên theo nhóm hộ",
            "Sổ theo dõi, nhận xét của nhóm hộ",
            "Đã có nhận xét của {n} hộ.",
            "Tổng hợp xong, báo cáo tại sinh hoạt thường kỳ.",
        ),
    )],
};

/// The third quarter: two days after the storm. The first two tasks are for the
/// week without power and signal.
pub const STORM: Theme = Theme {
    month: 9,
    day: 9,
    title: "Lãnh đạo khắc phục khẩn cấp hậu quả bão số 3",
    points: &[
        "Tập trung cứu giúp người già, hộ đơn thân, hộ bị tốc mái; không để hộ nào thiếu đói, không có chỗ ở.",
        "Huy động toàn thể đảng viên, đoàn viên dọn cây đổ, thông đường, thu gom rác trong bảy ngày.",
        "Thống kê thiệt hại công khai, trung thực; phân phối cứu trợ đúng đối tượng.",
        "Khi mất sóng, mất điện: đảng viên phụ trách nhóm hộ báo tin trực tiếp về nhà văn hóa khu hai lần mỗi ngày.",
    ],
    tasks: &[
        (
            16,
            subject(
                "Kiểm tra từng hộ trong nhóm hộ phụ trách, báo tin về nhà văn hóa khu",
                "Sổ trực báo tin",
                "Đã đến {n} hộ, chưa có điện và sóng di động.",
                "Đến đủ các hộ, không có thiệt hại về người.",
            ),
        ),
        (
            16,
            subject(
                "Dựng lán tạm, đưa các hộ nhà sập, tốc mái đến nơi ở an toàn",
                "Số hộ được bố trí chỗ ở tạm",
                "Đã đưa {n} người đến nhà văn hóa khu.",
                "Các hộ đã có chỗ ở tạm, đủ nước và lương thực.",
            ),
        ),
        (
            26,
            subject(
                "Giúp các hộ tốc mái, đổ tường sửa lại nhà ở sau bão số 3",
                "Số nhà được sửa, số ngày công",
                "Đã giúp {n} hộ lợp lại mái.",
                "Các hộ trong danh sách đã có nơi ở an toàn.",
            ),
        ),
        (
            20,
            subject(
                "Dọn cây đổ, thông đường, thu gom rác thải sau bão",
                "Số tuyến đường thông, khối lượng rác",
                "Đã thông đường chính, dọn {n} cây đổ.",
                "Các tuyến đường đi lại bình thường.",
            ),
        ),
        (
            24,
            subject(
                "Thống kê thiệt hại về nhà ở, lúa, hoa màu, thủy sản",
                "Bảng thống kê có xác nhận của hộ dân",
                "Đã thống kê {n} hộ.",
                "Nộp bảng thống kê về phường, niêm yết công khai.",
            ),
        ),
        (
            25,
            subject(
                "Tiếp nhận, phân phối hàng cứu trợ đúng đối tượng",
                "Danh sách ký nhận",
                "Đã trao {n} suất.",
                "Trao hết, công khai danh sách tại nhà văn hóa.",
            ),
        ),
        (
            22,
            subject(
                "Tiêu úng, dựng lại lúa đổ, cứu diện tích có thể thu hoạch",
                "Diện tích được cứu",
                "Đã tiêu úng {n} % diện tích.",
                "Tiêu úng xong, gặt được phần lúa còn lại.",
            ),
        ),
        (
            21,
            subject(
                "Trực đê, kiểm tra mái kè đoạn khu phụ trách trong mưa lũ sau bão",
                "Sổ trực, biên bản kiểm tra",
                "Đã trực liên tục, gia cố {n} m mái kè.",
                "Đê, kè an toàn; rút trực theo lệnh của phường.",
            ),
        ),
    ],
};

/// The fourth quarter.
pub const WINTER: Theme = Theme {
    month: 11,
    day: 14,
    title: "Ổn định sản xuất sau bão số 3, chuyển đổi cây trồng vụ đông và vệ sinh môi trường",
    points: &[
        "Tuyên truyền, vận động Nhân dân gieo trồng cây vụ đông đúng lịch thời vụ.",
        "Tự nguyện thu gom rác thải đồng ruộng, khơi thông thủy lợi nội đồng.",
        "Đảng viên phụ trách nhóm hộ bảo vệ đồng ruộng, hoa màu.",
    ],
    tasks: &[
        (
            27,
            subject(
                "Tuyên truyền lịch gieo trồng vụ đông tới từng nhóm hộ",
                "Số hộ được tuyên truyền, diện tích gieo trồng đúng lịch",
                "Đã tuyên truyền tới {n} hộ.",
                "Các nhóm hộ gieo trồng đúng lịch.",
            ),
        ),
        (
            28,
            subject(
                "Vận động các hộ tự nguyện thu gom rác thải đồng ruộng",
                "Số hộ tham gia, khối lượng thu gom",
                "Đã có {n} hộ tham gia.",
                "Thu gom xong các xứ đồng.",
            ),
        ),
    ],
};

/// What Bình Lục Hạ took up instead. The sums are the newspaper's.
pub const MOBILISATION: Theme = Theme {
    month: 11,
    day: 12,
    title: "Huy động nguồn lực xã hội hóa xây dựng khu Bình Lục Hạ văn minh",
    points: &[
        "Huy động trên 7 tỷ đồng xã hội hóa phục hồi, tôn tạo đình Bình Lục.",
        "Huy động trên 1,7 tỷ đồng cùng ngày công, hiến đất để mở rộng đường nội khu, lắp đèn cao áp, làm kênh mương.",
        "Công khai thu chi tại nhà văn hóa khu; Ban công tác Mặt trận giám sát.",
    ],
    tasks: &[
        (
            29,
            subject(
                "Vận động xã hội hóa phục hồi, tôn tạo đình Bình Lục",
                "Trên 7 tỷ đồng xã hội hóa, danh sách đóng góp công khai",
                "Các hộ và con em xa quê đã đóng góp trên 5 tỷ đồng.",
                "Tổng số xã hội hóa đạt trên 7 tỷ đồng.",
            ),
        ),
        (
            29,
            subject(
                "Vận động đóng góp, ngày công, hiến đất mở rộng đường nội khu, lắp đèn cao áp, làm kênh mương",
                "Trên 1,7 tỷ đồng, số ngày công, diện tích đất hiến",
                "Đã được trên 1,2 tỷ đồng; {n} hộ nhận hiến đất.",
                "Đạt trên 1,7 tỷ đồng; đường nội khu, đèn cao áp và kênh mương hoàn thành.",
            ),
        ),
    ],
};
