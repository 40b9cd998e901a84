### Words of legal documents.

act-library-record-document = Ghi nhận văn bản

document-status-not-yet = Chưa có hiệu lực
document-status-in-force = Còn hiệu lực
document-status-ended = Hết hiệu lực
document-status-unknown = Chưa rõ hiệu lực
document-kind-constitution = Hiến pháp
document-kind-law = Luật
document-kind-resolution = Nghị quyết
document-kind-joint-resolution = Nghị quyết liên tịch
document-kind-decree = Nghị định
document-kind-decision = Quyết định
document-kind-code = Bộ luật
document-kind-ordinance = Pháp lệnh
document-kind-circular = Thông tư
document-kind-joint-circular = Thông tư liên tịch
document-kind-directive = Chỉ thị
document-kind-other = Văn bản khác

relation-amends = Sửa đổi, bổ sung
relation-amended-by = Được sửa đổi, bổ sung bởi
relation-replaces = Thay thế
relation-replaced-by = Được thay thế bởi
relation-supersedes = Làm cho không còn đối tượng áp dụng
relation-superseded-by = Không còn đối tượng áp dụng do
relation-succeeded-by = Được kế tục bởi
relation-details = Quy định chi tiết
relation-detailed-by = Được quy định chi tiết bởi
relation-guides = Hướng dẫn
relation-consolidated-as = Được hợp nhất thành

problem-document-there-already = Văn bản có số, ký hiệu này đã có trong thư viện
problem-in-force-before-signed = Ngày có hiệu lực không thể trước ngày ký

### Words of the pages.

library-title = Thư viện văn bản
library-lead = Có { $n } văn bản; tình trạng hiệu lực tính tại ngày { $day }.
library-record = Ghi nhận văn bản
library-search = Tìm theo số, ký hiệu hoặc trích yếu
library-caption = Văn bản
library-none = Không có văn bản nào như vậy.
document = Văn bản
document-number = Số, ký hiệu
document-number-hint = Ví dụ: 72/2025/QH15
document-kind = Loại văn bản
document-title = Trích yếu
document-in-force = Ngày có hiệu lực
document-ended = Ngày hết hiệu lực
document-status = Tình trạng hiệu lực
document-certainty = Độ tin cậy của ngày
document-note = Lưu ý
document-facts = Thông tin văn bản
document-lead-in-force = { $number } còn hiệu lực vào ngày { $day }; có hiệu lực từ ngày { $from }.
document-lead-not-yet = { $number } chưa có hiệu lực vào ngày { $day }; có hiệu lực từ ngày { $from }.
document-lead-ended = { $number } đã hết hiệu lực vào ngày { $day }; hết hiệu lực từ ngày { $to }.
document-lead-unknown = Chưa rõ { $number } có hiệu lực vào ngày { $day } hay không.
document-lead-unsure = Mức tin cậy của các ngày này: { $certainty }; cần đối chiếu với văn bản.
document-relations = Quan hệ với văn bản khác
document-relations-none = Chưa ghi nhận quan hệ nào.
document-relations-hint = Số, ký hiệu của văn bản kia; nhiều văn bản cách nhau bằng dấu phẩy.
relation = Quan hệ
document-timeline = Dòng thời gian
document-event-signed = Được ký ban hành
document-event-in-force = Có hiệu lực
document-event-ended = Hết hiệu lực
document-event-related = { $verb } { $number } (ngày có hiệu lực của văn bản kia)
document-teaching = Bồi dưỡng và câu hỏi
document-topics = Các chuyên đề có văn bản này:
document-topics-none = Chưa có chuyên đề nào có văn bản này.
document-courses = Các khóa bồi dưỡng vào ngày đang xem:
document-courses-none = Chưa có khóa bồi dưỡng nào vào ngày đang xem.
document-questions-none = Chưa có câu hỏi kiểm tra nào dựa trên văn bản này.
document-questions = Có { $n } câu hỏi kiểm tra dựa trên văn bản này.
document-questions-flagged = Có { $n } câu hỏi kiểm tra dựa trên văn bản này, trong đó { $flagged } câu cần xem lại vì văn bản đã thay đổi.
document-scoreboard = Xem mức độ nắm vững văn bản này
document-rules = Quy định dựa trên văn bản này
document-rules-none = Chưa có quy định nào dựa trên văn bản này.
document-days = Ngày và mức tin cậy
document-days-hint = Ngày chưa biết thì để trống.
task-document = Ghi nhận văn bản
task-document-lead = Văn bản được đưa vào thư viện chung; tình trạng hiệu lực được tính từ các ngày.
task-document-submit = Ghi nhận văn bản
flash-document = Đã ghi nhận văn bản.
problem-no-council-here = Địa bàn của tài khoản chưa có hội đồng nào vào ngày này
