### Bồi dưỡng.

## Hành vi

act-training-plan-programme = Lập chương trình bồi dưỡng
act-training-define-course = Lập khóa bồi dưỡng
act-training-plan-class = Lập lớp bồi dưỡng
act-training-run-class = Điều hành lớp bồi dưỡng
act-training-invite = Mời học viên
act-training-excuse = Ghi nhận vắng mặt có lý do
act-training-take-roll = Điểm danh theo danh sách
act-training-check-in = Tự điểm danh bằng mã
act-training-add-material = Đưa tài liệu lên lớp
act-training-write-question = Soạn câu hỏi
act-training-set-quiz = Lập bài kiểm tra
act-training-sit-quiz = Làm bài kiểm tra
act-training-issue-certificate = Cấp giấy chứng nhận
act-training-revoke-certificate = Thu hồi giấy chứng nhận
act-training-evaluate-class = Đánh giá lớp học

## Đối tượng của khóa

audience-all-delegates = Toàn thể đại biểu
audience-newcomers = Đại biểu mới
audience-full-time = Đại biểu hoạt động chuyên trách
audience-leaders = Chủ tịch, Phó Chủ tịch, Trưởng ban
audience-body-members = Thành viên của cơ quan được chọn
audience-staff = Công chức, người lao động giúp việc

## Việc của cơ quan phối hợp

partner-part-co-organises = Đồng tổ chức
partner-part-teaches = Giảng dạy
partner-part-writes-materials = Biên soạn tài liệu
partner-part-hosts = Bố trí địa điểm
partner-part-funds = Bảo đảm kinh phí

## Trạng thái của lớp

class-state-planned = Dự kiến
class-state-open = Đang mở
class-state-held = Đã tổ chức
class-state-closed = Đã kết thúc
class-state-cancelled = Đã hủy

## Căn cứ mời

ground-delegate = Đại biểu thuộc đối tượng của khóa
ground-newcomer = Đại biểu mới
ground-staff = Công chức giúp việc
ground-make-up = Học bù
ground-by-hand = Mời thêm

## Giấy mời

invitation-state-invited = Đã mời
invitation-state-excused = Vắng có lý do
invitation-state-withdrawn = Đã rút giấy mời

## Điểm danh

presence-present = Có mặt
presence-absent = Vắng
presence-excused = Vắng có lý do
roll-method-qr = Mã tại cửa lớp
roll-method-roll = Danh sách điểm danh
roll-method-import = Nhập từ tệp

## Người thuộc đối tượng nhưng không phải dự

left-out-reason-suspended = Đang bị tạm đình chỉ nhiệm vụ đại biểu
left-out-reason-completed = Đã hoàn thành khóa này
left-out-reason-completed-before-change = Đã hoàn thành khóa này trước khi luật thay đổi

## Hiểu biết về luật

knowledge-never = Chưa học
knowledge-studied = Đã học
knowledge-passed = Đã kiểm tra đạt
knowledge-changed = Luật đã thay đổi sau khi học

## Câu hỏi

question-state-in-use = Đang dùng
question-state-retired = Thôi dùng
difficulty-easy = Nhận biết
difficulty-medium = Thông hiểu
difficulty-hard = Vận dụng

## Vì sao không thực hiện được: chương trình, khóa

problem-programme-name-missing = Hãy nhập tên chương trình
problem-programme-ends-before-it-begins = Ngày kết thúc chương trình phải sau ngày bắt đầu
problem-course-name-missing = Hãy nhập tên khóa
problem-course-hours-impossible = Số tiết phải từ 1 đến 400
problem-course-without-topic = Hãy chọn ít nhất một chuyên đề
problem-course-body-kind-mismatch = Chỉ chọn loại cơ quan, và phải chọn, khi khóa dành cho thành viên của một cơ quan
problem-course-ends-before-it-begins = Ngày kết thúc khóa phải sau ngày bắt đầu
problem-course-partner-twice = Một cơ quan phối hợp được ghi hai lần
problem-topic-unknown = Không có chuyên đề này
problem-partner-unknown = Không có cơ quan phối hợp này

## Lớp

problem-class-name-missing = Hãy nhập tên lớp
problem-class-place-missing = Hãy nhập địa điểm
problem-class-capacity-missing = Số chỗ phải lớn hơn 0
problem-class-capacity-below-invited = Đã mời { $taken } người, số chỗ không thể ít hơn
problem-class-without-lesson = Lớp phải có ít nhất một buổi học
problem-class-outside-course-period = Lớp bắt đầu ngoài thời gian của khóa
problem-class-council-elsewhere = { $council } không thuộc địa bàn của hội đồng tổ chức lớp
problem-class-council-not-there = { $council } không hoạt động vào ngày đầu của lớp
problem-class-reason-missing = Hãy nêu lý do
problem-class-roll-already-taken = Lớp đã điểm danh nên không thể đổi lịch
problem-class-not-over = Lớp kéo dài đến ngày { $last }
problem-class-cannot-open = Chỉ mở được lớp đang dự kiến
problem-class-cannot-be-held = Chỉ ghi nhận đã tổ chức đối với lớp đang mở
problem-class-cannot-close = Chỉ kết thúc được lớp đã tổ chức
problem-class-cannot-reopen = Chỉ mở lại được lớp đã kết thúc
problem-class-cannot-move = Không đổi lịch được lớp đã tổ chức, đã kết thúc hoặc đã hủy
problem-class-cannot-be-cancelled = Không hủy được lớp đã tổ chức, đã kết thúc hoặc đã hủy
problem-class-not-inviting = Chỉ mời hoặc xin vắng khi lớp đang dự kiến hoặc đang mở
problem-class-roll-not-open = Chỉ điểm danh khi lớp đang mở hoặc đã tổ chức và chưa kết thúc
problem-class-full = Lớp có { $capacity } chỗ, đã mời { $taken } người; mời thêm { $wanted } người thì vượt { $over } chỗ
problem-lesson-title-missing = Hãy nhập nội dung buổi học
problem-lesson-ends-before-it-begins = Giờ kết thúc buổi học phải sau giờ bắt đầu
problem-lessons-overlap = Hai buổi học trùng giờ
problem-lesson-of-another-class = Buổi học này thuộc lớp khác
problem-trainer-name-missing = Hãy nhập họ tên giảng viên, báo cáo viên
problem-makeup-class-not-held = Chỉ tổ chức học bù cho lớp đã tổ chức
problem-makeup-nobody-missing = Không còn ai thiếu khóa này, không cần lớp học bù

## Tài liệu

problem-material-name-missing = Tệp không có tên
problem-material-empty = Tệp trống
problem-material-too-large = Tệp lớn hơn { $megabytes } MB
problem-material-unknown-kind = Chỉ nhận tệp PDF, DOCX, PPTX, XLSX, PNG, JPEG, WebP; nội dung tệp này không thuộc các loại đó
problem-material-broken-package = Tệp bị hỏng hoặc chưa tải lên hết
problem-material-with-macro = Tệp có chứa macro; hãy lưu lại không kèm macro

## Giấy mời, điểm danh

problem-excuse-reason-missing = Hãy nêu lý do vắng mặt
problem-withdraw-reason-missing = Hãy nêu lý do rút giấy mời
problem-invitation-withdrawn = Giấy mời này đã được rút
problem-roll-person-not-invited = { $count } dòng ghi người không được mời dự lớp
problem-roll-person-twice = Một người được ghi hai lần trong cùng một buổi
problem-check-in-account-without-person = Tài khoản này không gắn với một đại biểu hoặc công chức nào
problem-check-in-class-not-open = Lớp chưa mở hoặc đã kết thúc
problem-check-in-not-today = Buổi học này không diễn ra hôm nay
problem-check-in-not-invited = Bạn không có trong danh sách mời của lớp này; hãy báo người điểm danh
problem-check-in-code-refused = Mã không đúng; hãy quét lại mã trên màn hình
problem-check-in-code-expired = Mã đã hết hiệu lực; hãy dùng mã đang hiện trên màn hình
problem-check-in-code-mistyped = Mã gõ sai; hãy kiểm tra từng ký tự

## Câu hỏi, bài kiểm tra

problem-question-text-missing = Hãy nhập câu hỏi
problem-question-provision-missing = Hãy nêu điều, khoản làm căn cứ
problem-question-explanation-missing = Hãy nêu lời giải thích
problem-question-choices-incomplete = Cần từ 2 đến 6 phương án, không để trống phương án nào
problem-question-choices-alike = Có hai phương án giống nhau
problem-question-answer-missing = Hãy chọn phương án đúng
problem-question-law-unknown = Thư viện chưa có văn bản này
problem-question-reason-missing = Hãy nêu lý do thôi dùng câu hỏi
problem-question-retired = Câu hỏi này đã thôi dùng
problem-quiz-name-missing = Hãy nhập tên bài kiểm tra
problem-quiz-minutes-impossible = Thời gian làm bài phải từ 1 đến 180 phút
problem-quiz-closes-before-it-opens = Ngày đóng không được trước ngày mở
problem-quiz-too-few-questions = Có { $available } câu hỏi dùng được về văn bản này, cần { $wanted } câu
problem-quiz-not-open = Bài kiểm tra không mở hôm nay
problem-quiz-not-for-this-person = Bài kiểm tra này dành cho người của hội đồng khác
problem-quiz-another-running = Bạn đang làm dở một bài kiểm tra khác; hãy nộp bài đó trước
problem-attempt-over = Bài này đã nộp hoặc đã hết giờ
problem-attempt-still-running = Bài này chưa nộp
problem-attempt-answers-do-not-fit = Các câu trả lời không khớp với đề

## Giấy chứng nhận, đánh giá

problem-certificate-class-not-held = Chỉ cấp giấy chứng nhận sau khi lớp đã tổ chức
problem-certificate-reason-missing = Hãy nêu lý do thu hồi
problem-certificate-already-revoked = Giấy chứng nhận này đã bị thu hồi
problem-certificate-code-mistyped = Mã gõ sai; hãy kiểm tra từng ký tự
problem-certificate-unknown = Không có giấy chứng nhận nào mang mã này
problem-evaluation-mark-missing = Hãy chấm điểm từ 1 đến 5
problem-evaluation-class-not-held = Chỉ đánh giá sau khi lớp đã tổ chức
problem-evaluation-not-attended = Chỉ người đã dự lớp mới đánh giá
problem-evaluation-already-given = Bạn đã đánh giá lớp này
