### Words of meetings with voters.

nav-contacts = Tiếp xúc cử tri
act-contact-cover-units = Gắn xã, phường với đơn vị bầu cử
act-contact-plan = Lập kế hoạch tiếp xúc cử tri
act-contact-run = Đổi lịch, thông báo, hủy cuộc tiếp xúc
act-contact-record = Ghi biên bản tiếp xúc cử tri
act-contact-ask-outside = Đề nghị tiếp xúc ngoài đơn vị bầu cử
act-contact-decide-outside = Quyết định việc tiếp xúc ngoài đơn vị
act-contact-report-to-voters = Báo cáo với cử tri
field-contact-minutes = Biên bản tiếp xúc cử tri
