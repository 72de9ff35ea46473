//! What the ward's committee set itself in each month of 2024: invented, as all
//! that anybody writes in the demonstration.

/// A month of the committee.
#[derive(Debug)]
pub struct MonthPlan {
    /// What the month was about.
    pub focus: &'static str,
    /// The task that was assigned, and what it gives.
    pub task: (&'static str, &'static str),
    /// The day of the month by which it is to be done.
    pub due: u8,
    /// The day on which it was done; none where it was not.
    pub done: Option<u8>,
}

const fn month(
    focus: &'static str,
    task: (&'static str, &'static str),
    due: u8,
    done: Option<u8>,
) -> MonthPlan {
    MonthPlan { focus, task, due, done }
}

/// The twelve months, in order.
pub const MONTHS: [MonthPlan; 12] = [
    month(
        "Lãnh đạo tổ chức đón Tết Giáp Thìn; hướng dẫn các chi bộ đăng ký “Chi bộ 4 tốt”.",
        ("Duyệt bản đăng ký “Chi bộ 4 tốt” của tám chi bộ", "Thông báo duyệt gửi từng chi bộ"),
        26,
        Some(24),
    ),
    month(
        "Ra quân đầu xuân, Tết trồng cây; bảo đảm an ninh trật tự các lễ hội.",
        ("Kiểm tra việc giao nhận quân và tết trồng cây tại các khu", "Báo cáo kết quả kiểm tra"),
        27,
        Some(27),
    ),
    month(
        "Rà soát tiến độ các dự án; đối thoại với Nhân dân về giải phóng mặt bằng.",
        ("Tổ chức đối thoại giữa Bí thư Đảng ủy với Nhân dân", "Biên bản đối thoại, thông báo kết luận"),
        28,
        Some(22),
    ),
    month(
        "Tiếp tục nêu gương, chỉnh trang đô thị; chuẩn bị kiểm tra giữa nhiệm kỳ.",
        ("Kiểm tra hai chi bộ về sinh hoạt và ghi sổ", "Thông báo kết luận kiểm tra"),
        26,
        Some(29),
    ),
    month(
        "Triển khai Hướng dẫn 05 về “Chi bộ 4 tốt, Đảng bộ cơ sở 4 tốt”.",
        ("Tập huấn bí thư chi bộ về tự đánh giá hằng tháng", "Danh sách dự, tài liệu tập huấn"),
        29,
        Some(28),
    ),
    month(
        "Sơ kết sáu tháng; chuẩn bị phương án phòng, chống thiên tai.",
        ("Duyệt phương án phòng, chống thiên tai của phường", "Phương án đã ký ban hành"),
        25,
        Some(25),
    ),
    month(
        "Giám sát chi bộ chậm gửi tự đánh giá; thăm, tặng quà gia đình chính sách.",
        ("Làm việc với hai chi bộ chậm gửi tự đánh giá", "Biên bản làm việc"),
        26,
        Some(19),
    ),
    month(
        "Trực phòng, chống mưa bão; chuẩn bị năm học mới.",
        ("Kiểm tra đê, kè và lực lượng trực tại các khu", "Sổ kiểm tra"),
        23,
        Some(23),
    ),
    month(
        "Lãnh đạo khắc phục hậu quả bão số 3; cứu trợ đúng đối tượng.",
        ("Phân công cấp ủy viên bám từng khu sau bão", "Bảng phân công, nhật ký của từng khu"),
        12,
        Some(10),
    ),
    month(
        "Khôi phục sản xuất; hoàn thành hỗ trợ nhà ở sau bão.",
        ("Nghiệm thu việc sửa nhà cho các hộ tốc mái", "Danh sách hộ, ảnh nghiệm thu"),
        28,
        Some(26),
    ),
    month(
        "Vận động xã hội hóa chỉnh trang khu; chuẩn bị kiểm điểm cuối năm.",
        ("Hướng dẫn các chi bộ kiểm điểm, đề nghị xếp loại năm", "Văn bản hướng dẫn"),
        22,
        None,
    ),
    month(
        "Kiểm điểm năm; thẩm định đề nghị xếp loại của các chi bộ.",
        ("Thẩm định đề nghị xếp loại của các chi bộ", "Biên bản thẩm định"),
        24,
        Some(20),
    ),
];
