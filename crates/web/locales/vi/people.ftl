### Words of persons, mandates and suspensions.

act-people-register = Lập hồ sơ
act-people-correct = Sửa hồ sơ
act-people-merge = Gộp hai hồ sơ
act-people-open-mandate = Xác nhận tư cách đại biểu
act-people-end-mandate = Thôi làm nhiệm vụ đại biểu
act-people-suspend-mandate = Tạm đình chỉ, cho trở lại làm nhiệm vụ

sex-female = Nữ
sex-male = Nam
mandate-origin-general-election = Bầu cử đầu nhiệm kỳ
mandate-origin-by-election = Bầu cử bổ sung
mandate-origin-merger = Hợp nhất đơn vị hành chính
end-reason-council-ended = Hội đồng kết thúc hoạt động
end-reason-resigned = Xin thôi làm nhiệm vụ
end-reason-moved-away = Chuyển công tác, không còn cư trú tại địa bàn
end-reason-died = Từ trần
end-reason-dismissed = Bãi nhiệm
end-reason-lost-right = Mất quyền đại biểu
standing-in-office = Đang làm nhiệm vụ
standing-suspended = Đang bị tạm đình chỉ
standing-ended = Đã thôi làm nhiệm vụ
party-filter-member = Đảng viên
party-filter-other = Ngoài Đảng hoặc chưa ghi nhận
mandate-unconfirmed = Chưa có nghị quyết xác nhận

change-kind-mandate-began = Bắt đầu làm nhiệm vụ đại biểu
change-kind-mandate-ended = Thôi làm nhiệm vụ đại biểu
change-kind-suspended = Bị tạm đình chỉ
change-kind-lifted = Trở lại thực hiện nhiệm vụ
change-kind-appointed = Được bầu, cử giữ chức vụ
change-kind-relieved = Thôi giữ chức vụ

person-full-name = Họ và tên
person-birth-date = Ngày sinh
person-birth-year = Năm sinh
person-sex = Giới tính
person-nationality = Quốc tịch
person-ethnicity = Dân tộc
person-religion = Tôn giáo
person-hometown = Quê quán
person-residence = Nơi ở hiện nay
person-schooling = Trình độ giáo dục phổ thông
person-qualification = Trình độ chuyên môn, học vị
person-profession = Nghề nghiệp, ngành đào tạo
person-political-theory = Lý luận chính trị
person-languages = Ngoại ngữ
person-occupation = Nghề nghiệp, chức vụ hiện nay
person-workplace = Nơi công tác
person-party-since = Ngày vào Đảng
person-phone = Điện thoại
person-email = Thư điện tử

problem-email-shape = Thư điện tử phải có dạng ten@donvi.vn
problem-phone-shape = Số điện thoại có từ 9 đến 12 chữ số
problem-birth-date-implausible = Ngày sinh, năm sinh không hợp lý
problem-person-sits-already = Người này đã là đại biểu của hội đồng trong thời gian đó
problem-seat-of-other-council = Ghế này thuộc hội đồng khác
problem-seat-taken = Ghế này đã có đại biểu trong thời gian đó
problem-outside-mandate = Ngoài thời gian làm nhiệm vụ của đại biểu
problem-suspended-already = Đại biểu đã bị tạm đình chỉ trong thời gian đó
problem-same-record = Hãy chọn hai hồ sơ khác nhau
problem-merge-mandates-overlap = Hai hồ sơ cùng là đại biểu của một hội đồng trong cùng thời gian nên không thể là một người
problem-merge-posts-overlap = Hai hồ sơ cùng là thành viên của một cơ quan trong cùng thời gian
problem-merge-same-class = Hai hồ sơ cùng có tên trong một lớp bồi dưỡng
