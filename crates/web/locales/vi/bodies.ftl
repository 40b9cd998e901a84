### Words of councils, units, bodies and those who serve them.

act-reference-load = Nạp dữ liệu nền
act-bodies-record-decision = Ghi nhận nghị quyết, quyết định
act-bodies-found-council = Lập hội đồng
act-bodies-end-council = Kết thúc hoạt động của hội đồng
act-bodies-draw-constituency = Chia đơn vị bầu cử
act-bodies-set-up-body = Thành lập cơ quan của hội đồng
act-bodies-end-body = Kết thúc cơ quan của hội đồng
act-bodies-appoint-member = Bầu, cử thành viên
act-bodies-relieve-member = Miễn nhiệm, cho thôi thành viên
act-bodies-record-institution = Ghi nhận cơ quan phối hợp
act-bodies-record-employment = Ghi nhận công chức giúp việc
act-bodies-record-population = Ghi nhận dân số

level-province = Cấp tỉnh
level-district = Cấp huyện
level-commune = Cấp xã

unit-kind-province = Tỉnh
unit-kind-central-city = Thành phố trực thuộc trung ương
unit-kind-urban-district = Quận
unit-kind-rural-district = Huyện
unit-kind-town = Thị xã
unit-kind-provincial-city = Thành phố thuộc tỉnh
unit-kind-commune = Xã
unit-kind-ward = Phường
unit-kind-township = Thị trấn
unit-kind-special-zone = Đặc khu
unit-from-the-beginning = Từ trước
unit-population-missing = Chưa có dân số

share-whole = Toàn bộ
share-part-main = Phần có trụ sở cũ
share-part = Một phần

body-kind-standing-committee = Thường trực Hội đồng nhân dân
body-kind-legal-board = Ban Pháp chế
body-kind-economy-budget-board = Ban Kinh tế - Ngân sách
body-kind-culture-society-board = Ban Văn hóa - Xã hội
body-kind-urban-board = Ban Đô thị
body-kind-ethnic-board = Ban Dân tộc
body-kind-economy-society-board = Ban Kinh tế - Xã hội
body-kind-delegate-group = Tổ đại biểu

post-chair = Chủ tịch Hội đồng nhân dân
post-vice-chair = Phó Chủ tịch Hội đồng nhân dân
post-standing-member = Ủy viên Thường trực
post-board-head = Trưởng ban
post-board-deputy = Phó Trưởng ban
post-board-member = Ủy viên
post-group-leader = Tổ trưởng
post-group-deputy = Tổ phó
post-group-member = Thành viên Tổ đại biểu
full-time-yes = Chuyên trách
full-time-no = Không chuyên trách

decision-kind-council-resolution = Nghị quyết của Hội đồng nhân dân
decision-kind-election-result = Nghị quyết công bố kết quả bầu cử
decision-kind-national-resolution = Nghị quyết của Ủy ban Thường vụ Quốc hội
decision-kind-standing-decision = Nghị quyết, quyết định của Thường trực Hội đồng nhân dân
decision-kind-administrative = Quyết định hành chính

institution-kind-peoples-committee = Ủy ban nhân dân
institution-kind-front = Ủy ban Mặt trận Tổ quốc Việt Nam
institution-kind-school = Trường chính trị, trung tâm bồi dưỡng
institution-kind-department = Sở, ban, ngành
institution-kind-office = Văn phòng giúp việc
institution-kind-other = Cơ quan, tổ chức khác

problem-too-long = Nội dung dài quá 1.000 ký tự
problem-period-reversed = Ngày kết thúc phải sau ngày bắt đầu
problem-not-positive = Phải là số lớn hơn 0
problem-in-the-future = Ngày này chưa đến
problem-already-ended = Đã kết thúc từ ngày { $day }
problem-begins-later = Có bản ghi bắt đầu từ ngày này trở đi; hãy sửa hoặc chọn ngày sau đó
problem-outside-council = Ngoài thời gian hoạt động của hội đồng
problem-outside-unit = Ngoài thời gian tồn tại của đơn vị hành chính
problem-outside-body = Ngoài thời gian hoạt động của Ban, Tổ hoặc Thường trực
problem-outside-institution = Ngoài thời gian tồn tại của cơ quan
problem-no-such-term = Không có nhiệm kỳ này
problem-no-such-person = Không có người này, hoặc hồ sơ đã được gộp vào hồ sơ khác
problem-council-there-already = Đơn vị này đã có hội đồng trong nhiệm kỳ và thời gian đó
problem-decision-there-already = Nghị quyết, quyết định này đã được ghi nhận
problem-decision-of-other-council = Nghị quyết, quyết định này thuộc hội đồng khác
problem-constituency-there-already = Số đơn vị bầu cử này đã có
problem-seats-out-of-range = Số đại biểu được bầu phải từ 1 đến 200
problem-seats-beyond-plan = Vượt số đại biểu đã định: { $planned } ghế, đã chia { $drawn } ghế
problem-body-there-already = Hội đồng đã có cơ quan loại này trong thời gian đó
problem-body-name-taken = Hội đồng đã có cơ quan mang tên này trong thời gian đó
problem-post-of-other-body = Chức vụ này không thuộc loại cơ quan đã chọn
problem-post-taken = Đã có người giữ chức vụ này trong thời gian đó
problem-member-already = Người này đã là thành viên trong thời gian đó
problem-member-without-mandate = Người này không là đại biểu của hội đồng trong suốt thời gian đó
problem-institution-there-already = Đơn vị này đã có cơ quan mang tên đó
