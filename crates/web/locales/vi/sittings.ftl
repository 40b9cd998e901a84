### Words of the sittings of a council.

nav-sittings = Kỳ họp
act-sittings-plan = Lập kỳ họp
act-sittings-move = Đổi ngày họp, hủy kỳ họp
act-sittings-arrange = Xếp chương trình kỳ họp
act-sittings-record-duty = Ghi việc đã làm theo lịch luật định
act-sittings-edit-days-off = Sửa bảng ngày nghỉ
