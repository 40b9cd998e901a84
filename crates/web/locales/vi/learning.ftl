### Phần của người học: việc của tôi, bài kiểm tra, ngân hàng câu hỏi, đánh giá lớp, tra cứu giấy chứng nhận.

learning-law = Văn bản
learning-class = Lớp
learning-class-on = { $class }, khai giảng { $day }
learning-class-days = Thời gian học
learning-class-last-day = Ngày kết thúc
learning-course = Khóa
learning-days = từ { $from } đến { $last }
learning-provision = Điều, khoản
learning-topic = Chuyên đề
learning-difficulty = Mức độ
learning-question = Câu hỏi
learning-evaluation = Đánh giá
learning-account = Tài khoản của tôi
learning-choices = Các phương án
learning-answer = Đáp án
none-yet = Chưa có
problem-learning-account-without-person = Tài khoản này không gắn với một đại biểu hoặc công chức nào nên không có phần bồi dưỡng riêng

law-ended = văn bản hết hiệu lực từ { $day }
law-changed = luật đã thay đổi từ { $day }
law-changed-by = luật đã thay đổi từ { $day } theo { $by }
law-changed-unit = { $unit } { $done } bởi { $by }, từ { $day }

## Bồi dưỡng của tôi

mine-lead-both = Ông/bà còn { $courses } khóa bắt buộc và { $laws } luật chưa kiểm tra.
mine-lead-courses = Ông/bà còn { $courses } khóa bắt buộc.
mine-lead-laws = Ông/bà còn { $laws } luật chưa kiểm tra.
mine-lead-none = Ông/bà đã hoàn thành các khóa bắt buộc và các bài kiểm tra đang mở.
mine-lead-trainer = Các lớp ông/bà giảng dạy. Tài khoản này không gắn với đại biểu hoặc công chức nào nên không có khóa phải học.
mine-lead-nobody = Tài khoản này không gắn với đại biểu hoặc công chức nào nên chưa có phần bồi dưỡng riêng.
mine-nobody-next = Nếu ông/bà là đại biểu hoặc công chức giúp việc, hãy đề nghị người quản trị hệ thống lập cho ông/bà tài khoản gắn với hồ sơ của mình. Lịch các lớp và mức độ hoàn thành bồi dưỡng vẫn xem được mà không cần gắn hồ sơ.
mine-taught = Lớp tôi giảng dạy
mine-courses = Khóa bắt buộc
mine-courses-none = Chưa có khóa nào dành cho ông/bà.
mine-course-done = Hoàn thành { $day }
mine-course-invited = Đã có lớp
mine-course-waits = Chờ mở lớp
mine-course-changed = Đã hoàn thành ngày { $day }, nhưng luật được học đã thay đổi sau đó nên cần học lại.
mine-laws = Luật cần nắm
mine-laws-intro = Chọn một luật để làm bài kiểm tra hoặc đọc văn bản.
mine-laws-none = Chưa có luật nào cần kiểm tra.
mine-classes = Lớp đã hoàn thành
mine-certificates = Giấy chứng nhận
mine-certificate-code = Mã giấy chứng nhận
mine-certificate-valid = Có giá trị
mine-certificate-revoked = Đã thu hồi
completed-on = Ngày hoàn thành
evaluate-class = Đánh giá lớp
evaluate-class-done = Đã đánh giá
ask-excuse = Xin vắng mặt
law-studied-on = Đã học ngày { $day }.
law-passed-on = Kiểm tra đạt ngày { $day }.
law-known-before = Học hoặc kiểm tra lần gần nhất ngày { $day }; { $change }.
law-quiz-open = Bài kiểm tra đang mở.
law-quiz-tried = Bài kiểm tra đang mở; ông/bà đã làm { $attempts } lần, chưa đạt.
law-quiz-none = Chưa có bài kiểm tra.

next-resume = Ông/bà đang làm dở bài “{ $quiz }”; đồng hồ vẫn chạy.
next-resume-button = Làm tiếp
next-check-in = Hôm nay có buổi học: { $lesson }, từ { $from } đến { $to }, tại { $place }.
next-check-in-button = Điểm danh
next-attend = Ông/bà được mời dự { $class }, khai giảng { $day } tại { $place }.
next-attend-button = Xem giờ học và tài liệu
next-sit = Bài kiểm tra về { $law } ({ $number }) đang mở.
next-sit-button = Làm bài kiểm tra

## Xin vắng, đánh giá

task-ask-excuse = Xin vắng mặt
task-ask-excuse-lead = Văn phòng sẽ biết ông/bà không dự được lớp này. Ông/bà vẫn cần hoàn thành khóa ở một lớp khác.
task-ask-excuse-submit = Gửi
flash-ask-excuse = Đã ghi nhận ông/bà xin vắng mặt.
excuse-reason = Lý do vắng mặt
excuse-reason-hint = Một câu ngắn, ví dụ: đi công tác theo Quyết định số 15/QĐ-UBND. Chỉ văn phòng, Thường trực và người kiểm tra đọc được.
task-evaluate = Đánh giá lớp học
task-evaluate-lead = Mỗi người đã dự lớp đánh giá một lần, mất khoảng một phút.
task-evaluate-submit = Gửi đánh giá
flash-evaluate = Đã nhận đánh giá. Cảm ơn ông/bà.
evaluation-promise = Không ai biết ông/bà đã trả lời thế nào
evaluation-promise-why = Hệ thống không lưu tên người đánh giá cùng câu trả lời. Kết quả chỉ được xem gộp chung, khi đã có đủ số người trả lời.
evaluation-content = Nội dung có thiết thực không?
evaluation-teaching = Giảng viên trình bày thế nào?
evaluation-organisation = Việc tổ chức lớp thế nào?
evaluation-mark-5 = rất tốt
evaluation-mark-4 = tốt
evaluation-mark-3 = được
evaluation-mark-2 = còn yếu
evaluation-mark-1 = kém
evaluation-comment = Góp ý
evaluation-comment-hint = Đừng ghi tên mình nếu không muốn người khác biết.

## Bài kiểm tra

quizzes-title = Bài kiểm tra
quizzes-lead-open = Ông/bà còn { $open } bài kiểm tra đang mở chưa đạt.
quizzes-lead-none = Ông/bà không còn bài kiểm tra nào đang mở mà chưa đạt.
quizzes-lead-keeper = Các bài kiểm tra về luật của những hội đồng ông/bà phụ trách.
quizzes-own = Bài kiểm tra của tôi
quizzes-own-none = Chưa có bài kiểm tra nào dành cho ông/bà.
quizzes-kept = Tất cả bài kiểm tra
quizzes-none = Chưa có bài kiểm tra nào.
quiz-set = Lập bài kiểm tra
quiz-name = Tên bài kiểm tra
quiz-opens = Ngày mở
quiz-closes = Ngày đóng
quiz-sat = Số người đã làm
quiz-passed-count = Số người đạt
quiz-passed = Đã đạt
quiz-running = Đang làm
quiz-open = Đang mở
quiz-closed = Không mở
quiz-start = Bắt đầu làm bài
quiz-again = Làm lại
quiz-resume = Làm tiếp
quiz-lead = { $questions } câu hỏi, { $minutes } phút. Đúng từ { $enough } câu là đạt.
quiz-about = Về bài kiểm tra
quiz-pass-mark = Điểm đạt
quiz-rule = { $share } số câu, tức { $enough } trên { $questions } câu, theo quy định về điểm đạt áp dụng ngày { $day }
quiz-days = Thời gian mở
quiz-days-both = từ { $from } đến hết { $last }
quiz-days-since = từ { $from }
quiz-set-by = Nơi lập
quiz-tries = Số lần làm
quiz-tries-text = Làm bao nhiêu lần cũng được trong thời gian mở; lần tốt nhất được tính. Mỗi lần có một đề khác.
quiz-attempts = Các lần tôi đã làm
attempt-started = Bắt đầu lúc
attempt-right = Số câu đúng
attempt-passed = Đạt
attempt-failed = Chưa đạt
attempt-review = Xem lại bài
quiz-results = Kết quả của mọi người
quiz-results-caption = Kết quả: { $quiz }
quiz-results-lead = { $sat } người đã làm, { $passed } người đạt ({ $share }).
quiz-results-none = Chưa ai làm bài kiểm tra này.
quiz-results-empty = Chưa có kết quả.
quiz-best = Lần tốt nhất
quiz-questions = Số câu hỏi
quiz-minutes = Số phút làm bài
quiz-council-hint = Người của hội đồng này và các hội đồng cấp dưới làm được bài.
quiz-law-hint = Số trong ngoặc là số câu hỏi đang dùng được.
task-set-quiz = Lập bài kiểm tra
task-set-quiz-lead = Mỗi người làm bài nhận một đề rút ngẫu nhiên từ ngân hàng câu hỏi về văn bản này.
task-set-quiz-submit = Lập bài kiểm tra
flash-set-quiz = Đã lập bài kiểm tra.

## Làm bài

paper-kicker = Bài kiểm tra về { $law }
paper-lead = Chọn một phương án cho mỗi câu, rồi bấm “Nộp bài” ở cuối trang. Câu nào chưa chắc có thể để lại làm sau.
paper-time-left = Còn { $minutes } phút, đến { $until }.
paper-question = Câu { $number }. { $text }
paper-submit = Nộp bài
paper-submit-anyway = Nộp, để trống các câu còn lại
paper-keep = Lưu tạm
paper-blank = Còn { $count } câu chưa trả lời: { $which }
paper-blank-kept = Các câu đã chọn được lưu rồi. Hãy chọn nốt, hoặc nộp bài với các câu để trống.
paper-time-is-up = Đã hết giờ làm bài. { $saved } trên { $questions } câu đã lưu được tính.
paper-to-result = Xem kết quả
flash-answers-kept = Đã lưu các câu trả lời. Bài chưa nộp.

## Kết quả

result-title = Kết quả bài kiểm tra
result-lead-passed = Ông/bà trả lời đúng { $right } trên { $of } câu và đã đạt. Nộp lúc { $moment }.
result-lead-failed = Đúng { $right } trên { $of } câu, chưa đạt. Nộp lúc { $moment }. Hãy đọc lời giải thích dưới đây rồi làm lại.
result-late = Bài được nộp khi đã hết giờ
result-late-why = Chỉ những câu đã lưu trước khi hết giờ được tính.
result-to-mine = Về phần bồi dưỡng của tôi
result-question = Câu { $number }
answer-right = Đúng
answer-wrong = Sai
answer-blank = Bỏ trống
answer-chosen = Đã chọn
answer-right-one = Đáp án đúng
answer-why = Giải thích
answer-basis = Căn cứ
provision-of = { $provision }, { $law }

## Ngân hàng câu hỏi

questions-title = Ngân hàng câu hỏi
questions-lead = { $total } câu hỏi; không câu nào phải rà soát.
questions-lead-flagged = { $total } câu hỏi; { $flagged } câu đang dùng phải rà soát vì luật đã thay đổi, và không được đưa vào đề cho đến khi rà soát xong.
questions-search = Tìm trong câu hỏi
questions-of-law = { $law } ({ $count } câu)
questions-only-flagged = Chỉ câu phải rà soát vì luật đã thay đổi
questions-none = Không có câu hỏi nào khớp với bộ lọc.
question-kicker = Câu hỏi trong ngân hàng
question-about = Đáp án và căn cứ
question-flagged = Luật đã thay đổi
question-flagged-why = Câu hỏi được rà soát lần cuối ngày { $day }, sau đó { $change }. Câu này không được đưa vào đề cho đến khi rà soát hoặc thay bằng câu khác.
question-write = Soạn câu hỏi
question-review = Rà soát
question-replace = Thay bằng câu khác
question-retire = Thôi dùng
reviewed-on = Ngày rà soát
choice-right = { $choice } (đúng)
choice-number = Phương án { $number }
provision-hint = Ví dụ: khoản 2 Điều 15.
explanation-hint = Người làm bài đọc lời này sau khi nộp.
task-write-question = Soạn câu hỏi
task-write-question-lead = Mỗi câu hỏi dựa vào một điều, khoản của văn bản và có từ 2 đến 6 phương án, một phương án đúng.
task-write-question-submit = Lưu câu hỏi
flash-write-question = Đã lưu câu hỏi.
task-replace-question = Thay câu hỏi
task-replace-question-lead = Câu cũ thôi dùng và được giữ lại cho các bài đã làm; câu mới thay vào chỗ nó.
task-replace-question-submit = Thay câu hỏi
flash-replace-question = Đã thay câu hỏi.
task-review-question = Rà soát câu hỏi
task-review-question-lead = Xác nhận câu hỏi và đáp án vẫn đúng với luật hiện hành; sửa căn cứ và lời giải thích nếu cần. Nếu câu chữ hoặc đáp án không còn đúng, hãy thay bằng câu khác.
task-review-question-submit = Câu hỏi vẫn đúng
flash-review-question = Đã rà soát câu hỏi.
task-retire-question = Thôi dùng câu hỏi
task-retire-question-lead = Câu hỏi không được đưa vào đề nữa; các bài đã làm không đổi.
task-retire-question-submit = Thôi dùng
flash-retire-question = Câu hỏi đã thôi dùng.

## Kết quả theo luật

law-results-none = Chưa có luật nào trong chương trình bồi dưỡng vào ngày { $day }.

## Trên trang của đại biểu

courses-done = Khóa đã hoàn thành
courses-missing = Khóa còn thiếu
laws-passed = Luật đã kiểm tra đạt
course-done-on = { $course } ({ $day })
course-missing-invited = { $course } (đã có lớp)
laws-passed-of = { $passed } trên { $laws } luật
certificate-line = { $class }, kết thúc { $day }
certificate-line-revoked = { $class }, kết thúc { $day } (đã thu hồi)

## Tra cứu giấy chứng nhận

certificates-lead = Nhập mã in trên giấy chứng nhận để biết giấy có giá trị không.
mine-certificate-code-hint = Mã có các nhóm bốn ký tự, ví dụ 7K3M-9QXT-2BFW. Không cần gõ dấu gạch nối.
certificate-check = Tra cứu
certificate-says-valid = Giấy chứng nhận có giá trị
certificate-says-revoked = Giấy chứng nhận đã bị thu hồi
certificate-says-revoked-why = Giấy này đã từng được cấp nhưng không còn giá trị.
problem-certificate-wait = Đã tra cứu quá nhiều lần; hãy thử lại sau { $seconds } giây
