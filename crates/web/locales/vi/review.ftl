### Words of the review of a council's own documents.

nav-review = Rà soát văn bản
act-review-open = Giao việc rà soát văn bản
act-review-change = Đổi người chủ trì, thời hạn rà soát
act-review-conclude = Kết luận rà soát
act-review-cancel = Hủy việc rà soát
act-review-reopen = Rà soát lại
act-review-publish-list = Công bố danh mục văn bản
problem-review-wrong-state = Việc rà soát không còn ở bước này. Hãy mở lại trang để xem tình trạng mới nhất.
problem-review-nothing-chosen = Chưa chọn văn bản nào
problem-review-already-open = Văn bản { $number } đang được rà soát; hãy kết luận hoặc hủy việc đó trước
problem-review-owner-missing = { $council } không có cơ quan này; hãy chọn cơ quan khác
problem-review-paper-half = Cần nhập cả số, ký hiệu và ngày ký, hoặc để trống cả hai
problem-review-list-before-its-period = Ngày ký phải từ ngày cuối của kỳ danh mục trở đi
problem-review-list-there-already = Danh mục cùng loại đã được công bố theo văn bản có số và ngày này
problem-day-past = Ngày này đã qua
