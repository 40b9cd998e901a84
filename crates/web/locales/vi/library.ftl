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
