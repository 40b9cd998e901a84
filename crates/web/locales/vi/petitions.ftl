### Words of what voters say and ask, and what becomes of it.

nav-voters = Cử tri
nav-petitions = Kiến nghị cử tri
act-petitions-submit = Gửi ý kiến, kiến nghị
act-petitions-take = Ghi ý kiến, kiến nghị của cử tri
act-petitions-sort = Phân loại ý kiến, kiến nghị
act-petitions-route = Chuyển cơ quan giải quyết
act-petitions-take-matter = Nhận giải quyết hoặc trả lại
act-petitions-reply = Trả lời kiến nghị
act-petitions-change-clock = Kéo dài, tạm dừng thời hạn
act-petitions-urge = Đôn đốc, đề nghị chất vấn, giám sát
act-petitions-check = Kiểm tra kết quả tại chỗ
act-petitions-reopen = Xem xét lại nội dung đã giải quyết
act-petitions-judge = Cử tri đánh giá kết quả
act-petitions-anonymise = Ẩn danh cử tri
