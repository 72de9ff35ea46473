//! What members said, as one hears it at such meetings.

use shared::id::MemberId;
use shared::record::meeting::agenda::AgendaStep;

use super::{Generator, Matter, MeetingForm, Proceedings};

const ON_THE_MONTH: [&str; 10] = [
    "Nhất trí với báo cáo; đề nghị ghi rõ thời hạn từng việc để chi bộ dễ kiểm tra.",
    "Bà con đồng tình với cách làm của khu; đề nghị công khai thu chi tại nhà văn hóa.",
    "Nhóm hộ tôi phụ trách còn hai hộ chưa tham gia, tôi sẽ đến từng nhà vận động.",
    "Cần phối hợp với Ban công tác Mặt trận và các chi hội để phân công cho đều.",
    "Đảng viên và gia đình phải làm trước thì bà con mới theo.",
    "Đề nghị ưu tiên giúp hộ người cao tuổi, hộ đơn thân.",
    "Đề nghị phường sớm trả lời kiến nghị về thoát nước và chiếu sáng ngõ xóm.",
    "Việc nào chậm thì người được giao phải báo cáo lý do ngay trong tháng.",
    "Nên thông báo trên loa và nhóm của khu trước ba ngày để bà con sắp xếp công việc.",
    "Đề nghị biểu dương các đồng chí làm tốt để mọi người học tập.",
];

const ON_A_THEME: [&str; 6] = [
    "Nhất trí với dự thảo nghị quyết; đề nghị bổ sung cách kiểm tra từng nội dung.",
    "Giải pháp sát thực tế của khu; đề nghị giao cho từng nhóm hộ, có người chịu trách nhiệm.",
    "Phải tuyên truyền để bà con hiểu rõ việc này làm lợi cho chính gia đình mình.",
    "Đoàn viên, hội viên sẵn sàng tham gia, đề nghị báo trước lịch.",
    "Đề nghị chi ủy báo cáo tiến độ tại từng kỳ sinh hoạt thường kỳ.",
    "Tôi đăng ký làm trước cùng gia đình để bà con thấy kết quả.",
];

const SELF_CRITICISM: [&str; 4] = [
    "Tự nhận báo cáo tình hình nhóm hộ còn chậm, sẽ khắc phục ngay trong tháng.",
    "Góp ý: một số đồng chí còn ít phát biểu, chưa nêu hết ý kiến của bà con.",
    "Tự nhận việc nắm tình hình có lúc chưa kịp thời, mong các đồng chí giúp đỡ.",
    "Góp ý chi ủy gửi trước nội dung để đảng viên chuẩn bị ý kiến.",
];

impl Proceedings<'_> {
    /// Who spoke to a step, and what they said.
    pub fn voices(&self, step: AgendaStep, own: &mut Generator) -> Vec<(MemberId, String)> {
        let (texts, least, most): (&[&str], _, _) = match (step, &self.matter, self.meeting.form) {
            (AgendaStep::Discussion, Matter::Theme(_), _) => (&ON_A_THEME, 3, 6),
            (AgendaStep::Discussion, _, MeetingForm::Regular) => (&ON_THE_MONTH, 3, 7),
            (AgendaStep::Discussion, _, _) => (&ON_THE_MONTH, 1, 3),
            (AgendaStep::Criticism, _, _) => (&SELF_CRITICISM, 1, 2),
            _ => return Vec::new(),
        };
        let count = usize::from(own.between(least, most));
        let said = own.choose(texts, count);
        let speakers = own.choose(&self.meeting.roll.present, said.len());
        speakers.into_iter().zip(said).map(|(member, text)| (*member, (*text).to_owned())).collect()
    }
}
