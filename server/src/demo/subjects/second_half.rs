//! July to December. Typhoon Yagi, which Vietnam counts as storm no. 3, came on
//! 7 September, some days after the regular meetings of that month.

use super::{AUTUMN_FESTIVAL, Season, subject};

pub const SEASONS: [Season; 6] = [
    Season {
        review: "Chi bộ đã sơ kết 6 tháng đầu năm; tổ bảo vệ an ninh, trật tự ra mắt đúng ngày.",
        focus: "cấy lúa mùa, đền ơn đáp nghĩa và phòng, chống mưa bão",
        subjects: [
            subject(
                "Thăm, tặng quà gia đình thương binh, liệt sĩ nhân ngày 27/7",
                "Số gia đình được thăm",
                "Đã vận động {n} suất quà.",
                "Thăm đủ các gia đình trong danh sách.",
            ),
            subject(
                "Vệ sinh, chỉnh trang nghĩa trang, đài tưởng niệm liệt sĩ",
                "Số buổi, số người tham gia",
                "Đã có {n} người tham gia buổi đầu.",
                "Vệ sinh, trồng hoa và thắp hương xong.",
            ),
            subject(
                "Vận động cấy lúa mùa trong khung thời vụ",
                "Diện tích đã cấy",
                "Đã cấy {n} % diện tích.",
                "Cấy xong toàn bộ diện tích.",
            ),
            subject(
                "Kiện toàn đội xung kích phòng, chống thiên tai, chuẩn bị vật tư tại chỗ",
                "Danh sách đội, vật tư dự trữ",
                "Đã chuẩn bị {n} bao tải, cọc tre.",
                "Đủ vật tư theo phương án bốn tại chỗ.",
            ),
            subject(
                "Thu, nộp đảng phí quý III",
                "Bảng thu đảng phí có chữ ký",
                "Đã thu của {n} % đảng viên.",
                "Thu đủ và nộp về Đảng ủy.",
            ),
            subject(
                "Diệt bọ gậy, phát quang bụi rậm phòng sốt xuất huyết",
                "Số hộ tham gia",
                "Đã có {n} hộ tham gia.",
                "Phun hóa chất xong các ổ nguy cơ.",
            ),
        ],
    },
    Season {
        review: "Lúa mùa cấy đúng thời vụ; công tác đền ơn đáp nghĩa chu đáo.",
        focus: "bảo vệ an ninh Tổ quốc, chuẩn bị năm học mới và rà soát phương án chống bão",
        subjects: [
            subject(
                "Tổ chức Ngày hội toàn dân bảo vệ an ninh Tổ quốc tại khu",
                "Số hộ dự, mô hình được biểu dương",
                "Đã có {n} hộ đăng ký dự.",
                "Tổ chức xong, biểu dương hai mô hình tự quản.",
            ),
            subject(
                "Vận động học sinh ra lớp, tặng sách vở cho học sinh khó khăn",
                "Số học sinh được tặng",
                "Đã vận động {n} bộ sách vở.",
                "Trao xong cho các em học sinh.",
            ),
            subject(
                "Rà soát phương án sơ tán dân vùng trũng, vùng ven sông",
                "Danh sách hộ phải sơ tán",
                "Đã rà soát {n} hộ.",
                "Các hộ đã biết điểm sơ tán và người phụ trách.",
            ),
            subject(
                "Làm cỏ, bón thúc lúa mùa, phòng trừ sâu cuốn lá",
                "Diện tích được phun phòng",
                "Đã phun {n} % diện tích.",
                "Phun xong, lúa phát triển tốt.",
            ),
            subject(
                "Thu gom vỏ bao thuốc bảo vệ thực vật tại đồng ruộng",
                "Số bể thu gom, khối lượng thu gom",
                "Đã thu gom {n} kg.",
                "Thu gom sạch các xứ đồng, chuyển đi xử lý.",
            ),
            subject(
                "Chuẩn bị nhân sự, tài liệu đại hội chi bộ nhiệm kỳ mới",
                "Danh sách rà soát, đề cương báo cáo",
                "Đã rà soát tiêu chuẩn cấp ủy.",
                "Chi ủy thống nhất đề cương báo cáo.",
            ),
        ],
    },
    Season {
        review: "Phương án phòng, chống bão được rà soát trước mùa mưa; an ninh trật tự ổn định.",
        focus: "chăm lo năm học mới, chăm sóc lúa mùa và sẵn sàng ứng phó bão số 3",
        subjects: [
            subject(
                AUTUMN_FESTIVAL,
                "Số thiếu nhi được tặng quà",
                "Đã vận động {n} suất quà.",
                "Tổ chức xong đêm hội trăng rằm.",
            ),
            subject(
                "Trao học bổng khuyến học đầu năm học",
                "Danh sách học sinh được nhận",
                "Đã xét {n} học sinh.",
                "Trao đủ học bổng tại nhà văn hóa khu.",
            ),
            subject(
                "Chăm sóc lúa mùa giai đoạn trỗ, phòng trừ rầy nâu",
                "Diện tích được phun phòng",
                "Đã phun {n} % diện tích.",
                "Phun xong diện tích nhiễm rầy còn lại sau bão.",
            ),
            subject(
                "Rà soát hộ nghèo, hộ cận nghèo năm 2024",
                "Phiếu rà soát, danh sách niêm yết",
                "Đã rà soát {n} hộ.",
                "Rà soát xong, bổ sung các hộ bị thiệt hại do bão.",
            ),
            subject(
                "Vận động ủng hộ quỹ Vì người nghèo",
                "Số tiền, danh sách ủng hộ",
                "Đã có {n} hộ ủng hộ.",
                "Nộp quỹ và công khai danh sách.",
            ),
            subject(
                "Kiểm tra, bổ sung sổ đảng viên, sổ đảng phí quý III",
                "Sổ sách được chi ủy kiểm tra",
                "Đã kiểm tra {n} % sổ sách.",
                "Sổ sách đầy đủ, chi ủy đã ký xác nhận.",
            ),
        ],
    },
    Season {
        review: "Chi bộ đã cùng Nhân dân khắc phục hậu quả bão số 3; không hộ nào thiếu đói, không có chỗ ở.",
        focus: "khôi phục sản xuất, gieo trồng vụ đông và ổn định đời sống sau bão",
        subjects: [
            subject(
                "Vận động Nhân dân gieo trồng cây vụ đông thay diện tích lúa mất trắng",
                "Diện tích ngô, khoai, rau đã trồng",
                "Đã trồng {n} % diện tích.",
                "Trồng xong trong khung thời vụ.",
            ),
            subject(
                "Khơi thông kênh mương nội đồng bị bùn lấp sau bão",
                "Chiều dài kênh mương được nạo vét",
                "Đã nạo vét {n} m.",
                "Nước tưới về đủ các xứ đồng.",
            ),
            subject(
                "Vận động ủng hộ quỹ khắc phục hậu quả bão số 3",
                "Số tiền, danh sách ủng hộ",
                "Đã có {n} hộ ủng hộ.",
                "Nộp quỹ và công khai danh sách.",
            ),
            subject(
                "Trồng lại cây xanh trên các tuyến đường bị gãy đổ",
                "Số cây trồng lại",
                "Đã trồng {n} cây.",
                "Trồng xong, chống cọc đầy đủ.",
            ),
            subject(
                "Hướng dẫn Nhân dân dùng dịch vụ công trực tuyến nhân Ngày Chuyển đổi số 10/10",
                "Số người được hướng dẫn",
                "Đã hướng dẫn {n} người.",
                "Tổ công nghệ số hướng dẫn xong các nhóm hộ.",
            ),
            subject(
                "Thu, nộp đảng phí quý IV",
                "Bảng thu đảng phí có chữ ký",
                "Đã thu của {n} % đảng viên.",
                "Thu đủ và nộp về Đảng ủy.",
            ),
        ],
    },
    Season {
        review: "Vụ đông gieo trồng kịp thời; đời sống Nhân dân sau bão cơ bản ổn định.",
        focus: "chăm sóc vụ đông, Ngày hội Đại đoàn kết và chuẩn bị kiểm điểm cuối năm",
        subjects: [
            subject(
                "Phối hợp tổ chức Ngày hội Đại đoàn kết toàn dân tộc 18/11 tại khu",
                "Số hộ dự, số gia đình được biểu dương",
                "Đã có {n} hộ đăng ký dự, chuẩn bị xong văn nghệ.",
                "Tổ chức trang trọng, tiết kiệm; biểu dương các gia đình tiêu biểu.",
            ),
            subject(
                "Chuẩn bị kiểm điểm, đánh giá, xếp loại tập thể và đảng viên cuối năm",
                "Bản tự kiểm điểm của đảng viên",
                "Đã nhận bản tự kiểm điểm của {n} % đảng viên.",
                "Nhận đủ bản tự kiểm điểm.",
            ),
            subject(
                "Bình xét gia đình văn hóa, khu dân cư văn hóa năm 2024",
                "Biên bản bình xét",
                "Đã họp bình xét {n} hộ.",
                "Bình xét xong, niêm yết danh sách.",
            ),
            subject(
                "Chăm sóc cây vụ đông, phòng trừ sâu bệnh trên rau, ngô",
                "Diện tích được chăm sóc",
                "Đã phun phòng {n} % diện tích.",
                "Cây vụ đông sinh trưởng tốt.",
            ),
            subject(
                "Thu gom rác thải đồng ruộng, dọn vệ sinh kênh mương",
                "Số buổi, khối lượng rác",
                "Đã thu gom {n} kg.",
                "Kênh mương sạch, nước chảy thông.",
            ),
            subject(
                "Duy trì tuần tra ban đêm của tổ bảo vệ an ninh, trật tự",
                "Sổ theo dõi tuần tra",
                "Đã tuần tra {n} lượt.",
                "Tuần tra đủ lịch, không để xảy ra trộm cắp.",
            ),
        ],
    },
    Season {
        review: "Ngày hội Đại đoàn kết tổ chức trang trọng, tiết kiệm; cây vụ đông phát triển tốt.",
        focus: "tổng kết năm 2024, xây dựng nhiệm vụ năm 2025 và chuẩn bị đại hội chi bộ",
        subjects: [
            subject(
                "Tổng kết công tác năm 2024 và phương hướng nhiệm vụ năm 2025",
                "Báo cáo tổng kết được chi bộ thông qua",
                "Đã có dự thảo, lấy ý kiến {n} % đảng viên.",
                "Báo cáo được thông qua, gửi Đảng ủy.",
            ),
            subject(
                "Hoàn thiện báo cáo chính trị, đề án nhân sự đại hội chi bộ",
                "Báo cáo, đề án gửi Đảng ủy duyệt",
                "Đã hoàn thành dự thảo lần hai.",
                "Gửi Đảng ủy duyệt đúng hạn.",
            ),
            subject(
                "Làm đất, gieo mạ xuân sớm, lấy nước theo lịch",
                "Diện tích đã làm đất",
                "Đã làm đất {n} % diện tích.",
                "Làm đất xong, mạ phát triển đều.",
            ),
            subject(
                "Thu hoạch cây vụ đông, kết nối tiêu thụ rau, khoai",
                "Sản lượng đã tiêu thụ",
                "Đã thu hoạch {n} % diện tích.",
                "Thu hoạch xong, các hộ có lãi.",
            ),
            subject(
                "Cao điểm bảo đảm an ninh trật tự, phòng cháy dịp cuối năm",
                "Số hộ được kiểm tra",
                "Đã kiểm tra {n} hộ kinh doanh.",
                "Kiểm tra xong, các hộ khắc phục thiếu sót.",
            ),
            subject(
                "Lập danh sách hộ cần hỗ trợ Tết Ất Tỵ",
                "Danh sách gửi phường",
                "Đã rà soát {n} hộ.",
                "Gửi danh sách về phường đúng hạn.",
            ),
        ],
    },
];
