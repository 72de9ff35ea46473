//! January to June.

use super::{Season, subject};

pub const SEASONS: [Season; 6] = [
    Season {
        review: "Chi bộ đã tổng kết công tác năm 2023, đánh giá, xếp loại đảng viên đúng quy trình; \
                 vụ đông thu hoạch cơ bản xong.",
        focus: "chuẩn bị Tết Nguyên đán Giáp Thìn và triển khai chương trình công tác năm 2024",
        subjects: [
            subject(
                "Vận động Nhân dân tổng vệ sinh, chỉnh trang đường khu đón Tết Giáp Thìn",
                "Số tuyến đường được dọn vệ sinh, ảnh trước và sau",
                "Đã dọn {n} m rãnh thoát nước và hai tuyến đường chính.",
                "Dọn xong các tuyến đường, treo cờ Tổ quốc tại các ngõ.",
            ),
            subject(
                "Rà soát hộ nghèo, gia đình chính sách để thăm, tặng quà Tết",
                "Danh sách hộ và số suất quà đã trao",
                "Đã rà soát, lập danh sách {n} hộ.",
                "Đã trao đủ các suất quà đến từng hộ.",
            ),
            subject(
                "Tuyên truyền không đốt pháo nổ, giữ gìn an ninh trật tự dịp Tết",
                "Số hộ ký cam kết",
                "Đã có {n} hộ ký cam kết.",
                "Các hộ trong khu đã ký cam kết; không có vụ việc phát sinh.",
            ),
            subject(
                "Xây dựng chương trình công tác, chương trình kiểm tra, giám sát năm 2024",
                "Hai chương trình được chi bộ thông qua",
                "Đã có dự thảo, đang lấy ý kiến đảng viên.",
                "Chi bộ đã thông qua hai chương trình.",
            ),
            subject(
                "Vận động các hộ làm đất, lấy nước đổ ải vụ xuân đúng lịch",
                "Diện tích đã làm đất",
                "Đã làm đất {n} % diện tích.",
                "Lấy nước và làm đất xong toàn bộ diện tích.",
            ),
            subject(
                "Thu, nộp đảng phí quý I và quyết toán thu chi năm 2023",
                "Bảng thu đảng phí, bảng quyết toán",
                "Đã thu của {n} % đảng viên.",
                "Thu đủ và nộp về Đảng ủy đúng hạn.",
            ),
        ],
    },
    Season {
        review: "Nhân dân trong khu đón Tết vui tươi, an toàn, tiết kiệm; không có vi phạm về pháo nổ.",
        focus: "phát động Tết trồng cây, gieo cấy vụ xuân và giao nhận quân năm 2024",
        subjects: [
            subject(
                "Tổ chức Tết trồng cây tại khuôn viên nhà văn hóa và trục đường chính",
                "Số cây đã trồng, người chăm sóc",
                "Đã đào hố, chuẩn bị {n} cây.",
                "Trồng xong, giao các nhóm hộ chăm sóc.",
            ),
            subject(
                "Vận động Nhân dân gieo cấy lúa xuân trong khung thời vụ",
                "Diện tích đã gieo cấy",
                "Đã cấy {n} % diện tích.",
                "Gieo cấy xong toàn bộ diện tích.",
            ),
            subject(
                "Thăm hỏi, động viên thanh niên lên đường nhập ngũ",
                "Số gia đình được thăm hỏi",
                "Đã phân công thăm các gia đình.",
                "Thăm đủ các gia đình, thanh niên lên đường đúng ngày giao quân.",
            ),
            subject(
                "Quán triệt việc trở lại làm việc nền nếp sau Tết, không dự lễ hội trong giờ hành chính",
                "Biên bản nhắc nhở tại nhóm hộ",
                "Đã phổ biến tới {n} gia đình đảng viên.",
                "Không có đảng viên vi phạm.",
            ),
            subject(
                "Rà soát quần chúng ưu tú, giới thiệu học lớp nhận thức về Đảng",
                "Danh sách quần chúng giới thiệu",
                "Đã trao đổi với Chi đoàn và Chi hội Phụ nữ.",
                "Chi bộ thống nhất danh sách giới thiệu.",
            ),
            subject(
                "Kiểm tra, sửa hệ thống đèn chiếu sáng ngõ xóm",
                "Số bóng đèn được thay, đoạn đường đủ sáng",
                "Đã thay {n} bóng.",
                "Các ngõ trong khu đủ ánh sáng.",
            ),
        ],
    },
    Season {
        review: "Lúa xuân gieo cấy đúng thời vụ; công tác giao nhận quân bảo đảm chỉ tiêu.",
        focus: "chăm sóc lúa xuân, phòng cháy rừng và sơ kết công tác quý I",
        subjects: [
            subject(
                "Hướng dẫn chăm sóc lúa xuân, phòng trừ ốc bươu vàng và bệnh đạo ôn",
                "Diện tích được phun phòng, số hộ dự tập huấn",
                "Đã có {n} hộ dự tập huấn.",
                "Phun phòng xong diện tích nhiễm bệnh.",
            ),
            subject(
                "Tuần tra, tuyên truyền phòng cháy, chữa cháy rừng và khu dân cư",
                "Lịch trực, số hộ ký cam kết",
                "Đã có {n} hộ ký cam kết, lập lịch trực.",
                "Trực đủ các ca, không để xảy ra cháy.",
            ),
            subject(
                "Ra quân vệ sinh môi trường sáng thứ bảy hằng tuần",
                "Số người tham gia, lượng rác thu gom",
                "Đã tổ chức hai buổi, {n} lượt người tham gia.",
                "Duy trì đủ các buổi trong tháng.",
            ),
            subject(
                "Phối hợp Chi hội Phụ nữ tổ chức hoạt động ngày 8/3, giúp phụ nữ có hoàn cảnh khó khăn",
                "Số chị em được giúp đỡ",
                "Đã vận động {n} ngày công.",
                "Trao hỗ trợ cho các gia đình trong danh sách.",
            ),
            subject(
                "Hoàn thiện sổ biên bản, sổ nghị quyết, hồ sơ đảng viên quý I",
                "Sổ sách được chi ủy kiểm tra",
                "Đã đối chiếu {n} % hồ sơ.",
                "Sổ sách đầy đủ, chi ủy đã ký xác nhận.",
            ),
            subject(
                "Vận động các hộ nộp thuế đất phi nông nghiệp, quỹ phòng, chống thiên tai",
                "Số hộ đã nộp",
                "Đã có {n} hộ nộp.",
                "Hoàn thành chỉ tiêu được giao.",
            ),
        ],
    },
    Season {
        review: "Công tác quý I hoàn thành theo chương trình; môi trường khu dân cư sạch hơn.",
        focus: "tiêm phòng gia súc, gia cầm, trật tự đường hè và kỷ niệm ngày 30/4",
        subjects: [
            subject(
                "Vận động các hộ tiêm phòng gia súc, gia cầm đợt 1",
                "Số con được tiêm phòng",
                "Đã tiêm {n} % tổng đàn.",
                "Tiêm xong đợt 1, không có ổ dịch.",
            ),
            subject(
                "Vận động không lấn chiếm lòng đường, vỉa hè; tháo dỡ mái che, biển hiệu vi phạm",
                "Số hộ tự tháo dỡ",
                "Đã có {n} hộ tự tháo dỡ.",
                "Các hộ trong danh sách đã tháo dỡ xong.",
            ),
            subject(
                "Treo cờ, chỉnh trang khu phố kỷ niệm ngày Giải phóng miền Nam 30/4",
                "Số tuyến đường cờ hoa",
                "Đã vận động {n} hộ thay cờ mới.",
                "Các tuyến đường treo cờ đồng bộ.",
            ),
            subject(
                "Hướng dẫn đảng viên cài đặt, sử dụng Sổ tay đảng viên điện tử",
                "Số đảng viên cài đặt",
                "Đã cài đặt cho {n} % đảng viên.",
                "Đảng viên có điện thoại thông minh đã cài đặt xong.",
            ),
            subject(
                "Thu, nộp đảng phí quý II",
                "Bảng thu đảng phí có chữ ký",
                "Đã thu của {n} % đảng viên.",
                "Thu đủ và nộp về Đảng ủy.",
            ),
            subject(
                "Rà soát hộ gia đình đăng ký mô hình vườn mẫu, đường hoa tự quản",
                "Danh sách hộ đăng ký",
                "Đã có {n} hộ đăng ký.",
                "Ra mắt đoạn đường hoa tự quản của khu.",
            ),
        ],
    },
    Season {
        review: "Đợt tiêm phòng hoàn thành; trật tự đường hè có chuyển biến.",
        focus: "học tập và làm theo Bác, thu hoạch lúa xuân và chuẩn bị mùa mưa bão",
        subjects: [
            subject(
                "Tổ chức sinh hoạt kỷ niệm ngày sinh Chủ tịch Hồ Chí Minh, mỗi đảng viên đăng ký một việc làm theo",
                "Bản đăng ký của đảng viên",
                "Đã nhận bản đăng ký của {n} % đảng viên.",
                "Đảng viên đăng ký đủ, chi bộ phân công theo dõi.",
            ),
            subject(
                "Khơi thông cống, mương tiêu thoát nước trước mùa mưa",
                "Chiều dài mương được khơi thông",
                "Đã khơi thông {n} m.",
                "Khơi thông xong, nước tiêu tốt sau trận mưa lớn.",
            ),
            subject(
                "Vận động Nhân dân thu hoạch nhanh gọn lúa xuân, không đốt rơm rạ",
                "Diện tích đã thu hoạch",
                "Đã thu hoạch {n} % diện tích.",
                "Thu hoạch xong, không có điểm đốt rơm rạ.",
            ),
            subject(
                "Cắt tỉa cây xanh, kiểm tra nhà ở yếu trước mùa bão",
                "Danh sách nhà yếu, số cây được cắt tỉa",
                "Đã kiểm tra {n} nhà.",
                "Cắt tỉa xong, lập phương án di dời nhà yếu.",
            ),
            subject(
                "Phối hợp kiểm tra đê, kè đoạn do khu phụ trách",
                "Biên bản kiểm tra",
                "Đã kiểm tra, phát hiện {n} m mái kè sạt nhỏ.",
                "Đã đắp vá chỗ sạt, bàn giao cho phường.",
            ),
            subject(
                "Lấy ý kiến Nhân dân về mức đóng góp làm đường nội khu",
                "Biên bản họp dân",
                "Đã họp hai nhóm hộ, {n} hộ tham gia.",
                "Đa số hộ nhất trí mức đóng góp.",
            ),
        ],
    },
    Season {
        review: "Lúa xuân được mùa; đảng viên đăng ký việc làm theo Bác đầy đủ.",
        focus: "sơ kết 6 tháng, phòng, chống đuối nước và ra mắt lực lượng an ninh cơ sở",
        subjects: [
            subject(
                "Sơ kết công tác 6 tháng đầu năm của chi bộ",
                "Báo cáo sơ kết được chi bộ thông qua",
                "Đã có dự thảo báo cáo.",
                "Báo cáo được thông qua, gửi Đảng ủy.",
            ),
            subject(
                "Cắm biển cảnh báo ao, hồ; tổ chức hoạt động hè an toàn cho thiếu nhi",
                "Số biển cảnh báo, số buổi sinh hoạt hè",
                "Đã cắm {n} biển cảnh báo.",
                "Tổ chức xong các buổi sinh hoạt hè tháng 6.",
            ),
            subject(
                "Giới thiệu người tham gia tổ bảo vệ an ninh, trật tự ở cơ sở",
                "Danh sách người tham gia",
                "Đã rà soát {n} người đủ điều kiện.",
                "Kiện toàn xong tổ, sẵn sàng ra mắt ngày 01/7.",
            ),
            subject(
                "Vận động làm đất, gieo mạ vụ mùa",
                "Diện tích mạ, diện tích làm đất",
                "Đã gieo {n} % diện tích mạ.",
                "Làm đất xong trước lịch cấy.",
            ),
            subject(
                "Tuyên truyền sử dụng điện, nước tiết kiệm trong nắng nóng",
                "Số hộ được tuyên truyền",
                "Đã tuyên truyền tới {n} hộ.",
                "Tuyên truyền xong các nhóm hộ.",
            ),
            subject(
                "Vận động Nhân dân tham gia bảo hiểm y tế hộ gia đình",
                "Số người tham gia mới",
                "Đã có {n} người đăng ký.",
                "Hoàn thành chỉ tiêu phường giao.",
            ),
        ],
    },
];
