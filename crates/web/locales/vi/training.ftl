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
act-training-renew-calendar = Đổi địa chỉ lịch cá nhân

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
problem-lesson-topic-elsewhere = Có buổi học gắn chuyên đề không thuộc khóa bồi dưỡng của lớp
problem-lesson-of-another-class = Buổi học này thuộc lớp khác
problem-trainer-name-missing = Hãy nhập họ tên giảng viên, báo cáo viên
problem-trainer-account-elsewhere = Tài khoản được chọn không có vai trò giảng viên tại địa bàn của hội đồng tổ chức lớp
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

## Trang bồi dưỡng, chương trình, khóa

training-title = Bồi dưỡng đại biểu
training-lead-next = Sắp tới có { $count } lớp; gần nhất là “{ $class }”, { $days }, tại { $place }.
training-lead-none = Hiện không có lớp nào dự kiến hoặc đang mở.
training-plan-class = Lập lớp bồi dưỡng
training-plan-makeup = Lập lớp cho người còn thiếu
training-all-classes = Danh sách lớp
training-coverage = Bảng theo dõi bồi dưỡng
training-missing = Ai còn thiếu
training-programmes = Chương trình bồi dưỡng
training-programme = Chương trình
training-of-unit = Hội đồng của
training-period = Thời gian
training-courses = Khóa bồi dưỡng
training-required-courses = Khóa bắt buộc
training-no-programme = Chưa có chương trình bồi dưỡng nào.
training-classes-ahead = Lớp sắp tới
training-classes-so-far = Lớp đã có đến nay
training-topics = Chuyên đề
training-next-classes = Các lớp sắp tới
training-no-class-ahead = Không có lớp nào sắp tới.
training-define-course = Lập khóa bồi dưỡng
training-revise-course = Sửa khóa
training-add-partner = Thêm cơ quan phối hợp
training-programme-lead = Chương trình có { $courses } khóa, trong đó { $required } khóa bắt buộc; thực hiện { $period }.
training-decision = Căn cứ
training-about = Thông tin khác
training-course = Khóa bồi dưỡng
training-audience = Đối tượng
training-hours = Số tiết
training-required = Bắt buộc
training-optional = Không bắt buộc
training-required-or-not = Bắt buộc hay không
training-classes = Các lớp của khóa
training-no-course = Chương trình này chưa có khóa nào.
training-members-of = Thành viên { $body }
training-audience-level = { $who }, { $level }
training-course-lead = Dành cho: { $audience }. Khóa gồm { $topics } chuyên đề, { $hours } tiết; đã có { $classes } lớp.
training-coverage-of-course = Mức độ hoàn thành
training-coverage-figures = { $done } trên { $of } đại biểu thuộc { $councils } hội đồng
training-coverage-none = Vào ngày đang xem, không đại biểu nào phải học khóa này.
training-coverage-all = Đại biểu đã hoàn thành khóa
training-coverage-show = Xem theo từng hội đồng ({ $count })
training-coverage-by-council = Mức độ hoàn thành theo hội đồng
training-coverage-must = Phải học
training-coverage-done = Đã hoàn thành
training-coverage-missing = Còn thiếu
training-coverage-share = Tỷ lệ
training-who-is-missing = Xem những người còn thiếu khóa này
training-teaches = Chuyên đề
training-laws = Văn bản được giảng dạy
training-law = Văn bản
training-law-number = Số, ký hiệu
training-law-changed = { $day }, bởi { $by }
training-law-amended = Còn hiệu lực, đã sửa đổi
training-law-in-force = Còn hiệu lực
training-law-not-in-force = Không còn hoặc chưa có hiệu lực
training-law-last-change = Thay đổi gần nhất
training-no-law = Các chuyên đề của khóa chưa gắn với văn bản nào.
training-partners = Cơ quan phối hợp
training-partner = Cơ quan
training-partner-part = Việc đảm nhận
training-no-partner = Chưa ghi nhận cơ quan phối hợp.
training-no-class-yet = Khóa này chưa có lớp nào.
training-class = Lớp
training-days = Ngày học
training-place = Địa điểm
training-host = Hội đồng tổ chức
training-invited = Được mời
training-present = Dự đủ
training-missed = Còn thiếu
training-on-day = ngày { $day }
training-on-days = từ ngày { $first } đến ngày { $last }
training-hours-of = { $from }–{ $until } ngày { $day }
programme-name = Tên chương trình
programme-goal = Mục tiêu
programme-first-day = Thực hiện từ ngày
task-programme = Lập chương trình bồi dưỡng
task-programme-lead = Chương trình gom các khóa mà hội đồng tổ chức trong một thời gian.
task-programme-submit = Lập chương trình
flash-programme = Đã lập chương trình bồi dưỡng.
course-name = Tên khóa
course-level = Cấp hội đồng
course-every-level = Mọi cấp
course-body = Cơ quan của hội đồng
course-no-body = Không chọn
course-body-hint = Chỉ chọn khi khóa dành cho thành viên của một cơ quan.
course-first-day = Tổ chức từ ngày
course-topic-laws = { $laws } văn bản
task-course = Lập khóa bồi dưỡng
task-course-lead = Ai phải học được tính từ đối tượng của khóa; không nhập danh sách người.
task-course-submit = Lập khóa
flash-course = Đã lập khóa bồi dưỡng.
task-course-edit = Sửa khóa bồi dưỡng
task-course-edit-lead = Thay đổi có hiệu lực với mọi lớp của khóa và với cách tính ai còn thiếu.
task-course-edit-submit = Lưu thay đổi
flash-course-edit = Đã sửa khóa bồi dưỡng.
task-course-partner = Thêm cơ quan phối hợp
task-course-partner-lead = Ghi rõ cơ quan nào làm việc gì trong khóa này.
task-course-partner-submit = Thêm
flash-course-partner = Đã thêm cơ quan phối hợp.
course-partner-hint = Cơ quan được ghi nhận ở trang của đơn vị hành chính.

## Danh sách lớp

classes-title = Lớp bồi dưỡng
classes-lead = Có { $found } lớp, lớp mới nhất ở trên.
classes-search = Tên lớp hoặc địa điểm
classes-from = Từ ngày
classes-until = Đến ngày
classes-none = Không có lớp nào như vậy.

## Trang lớp

class-lead-ahead = Lớp học { $days }, tại { $place }: { $obliged } người phải dự, đã mời { $invited } người.
class-lead-held = Lớp đã học { $days }, tại { $place }: { $invited } người được mời, { $present } người dự đủ, { $missing } người còn thiếu.
class-lead-cancelled = Lớp dự kiến { $days }, tại { $place } đã bị hủy.
class-obliged = Phải dự
class-room-for = lớp có { $capacity } chỗ
class-lessons = Các buổi học
class-lesson = Buổi học
class-lesson-number = Buổi { $number } ({ $day })
class-hours = Giờ học
class-roll = Điểm danh
class-door = Màn hình tại cửa lớp
class-take-roll = Điểm danh
class-invite-all = Mời tất cả người phải dự
class-invite-one = Mời thêm một người
class-people = Học viên của lớp
class-invitations = Danh sách mời và điểm danh
class-list = Danh sách học viên
class-invitation = Giấy mời
class-ground = Căn cứ mời
class-change = Thay đổi
class-excuse-or-withdraw = Xin vắng, rút giấy mời
class-nobody-invited = Chưa mời ai.
class-names-hidden = Tên người được mời và kết quả điểm danh chỉ hiển thị cho người có trách nhiệm và học viên; số liệu của lớp là công khai.
class-who-must = Ai phải dự
class-who-must-intro = Tính theo đối tượng của khóa vào ngày đầu của lớp: { $count } người.
class-nobody-must = Không ai thuộc đối tượng phải dự lớp này.
class-who-not = Thuộc đối tượng nhưng không phải dự
class-who-not-intro = { $count } người, mỗi người kèm lý do.
class-why-not = Lý do
class-completed-on = Hoàn thành ngày
class-show-all = Xem đủ { $count } người
class-councils = Dành cho đại biểu của
class-trainers = Giảng viên, báo cáo viên
class-makeup-of = Học bù cho lớp
class-missed = Lớp đã vắng
class-note = Lưu ý cho học viên
materials-title = Tài liệu
materials-paper = Tài liệu
materials-file = Tệp
materials-size = Dung lượng
materials-kilobytes = { $size } KB
materials-none = Chưa có tài liệu.
materials-for-participants = Lớp có { $count } tài liệu; học viên đăng nhập để tải về.
materials-file-hint = PDF, DOCX, PPTX, XLSX, PNG, JPEG hoặc WebP, không quá { $megabytes } MB.
materials-title-of = Tên tài liệu
materials-title-hint = Để trống thì lấy tên tệp.
task-material = Đưa tài liệu lên lớp
task-material-lead = Học viên được mời và người có trách nhiệm sẽ tải được tệp này.
task-material-submit = Đưa lên
flash-material = Đã đưa tài liệu lên lớp.
evaluations-title = Đánh giá của học viên
evaluations-too-few = Đã có { $given } người đánh giá; kết quả chỉ hiện khi có ít nhất { $needed } người, để không nhận ra ý kiến của ai.
evaluations-given = { $given } người đã đánh giá
evaluations-question = Nội dung đánh giá
evaluations-mean = Điểm trung bình
evaluations-mark = { $mark } điểm
evaluations-content = Nội dung
evaluations-teaching = Giảng dạy
evaluations-organisation = Tổ chức
evaluations-comments = Góp ý
certificates-title = Giấy chứng nhận
certificates-none = Chưa cấp giấy chứng nhận nào.
certificate-title = Giấy chứng nhận
certificate-code = Mã
certificate-issued-on = Ngày cấp
certificate-valid = Có giá trị
certificate-revoked = Đã thu hồi
certificate-lead = Giấy chứng nhận của { $name }; in ngang khổ A4.
certificate-lead-revoked = Giấy chứng nhận này đã bị thu hồi lúc { $at } và không còn giá trị.
certificate-nation = CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM – Độc lập - Tự do - Hạnh phúc
certificate-council = Hội đồng nhân dân { $unit }
certificate-given-to = Chứng nhận ông (bà)
certificate-body = đã hoàn thành lớp “{ $class }”, khóa “{ $course }” ({ $hours } tiết), { $days }, tại { $place }.
certificate-day = Cấp { $day }
certificate-qr = Mã QR dẫn đến trang kiểm tra giấy chứng nhận này
certificate-sheet-code = Mã kiểm tra: { $code }

## Việc trên lớp

plan-choose-host = Chọn hội đồng tổ chức lớp
plan-choose-host-lead = Trước hết hãy chọn hội đồng tổ chức lớp.
plan-for-missing = Lớp này dành cho những người còn thiếu khóa; họ được mời ngay khi lập lớp.
plan-name = Tên lớp
plan-name-hint = Ví dụ: Lớp bồi dưỡng đại biểu HĐND phường, đợt 1
plan-capacity = Số chỗ
plan-cover = Lớp dành cho đại biểu của hội đồng nào
plan-cover-host = Chỉ hội đồng tổ chức
plan-cover-all = Hội đồng tổ chức và mọi hội đồng cấp dưới
plan-cover-some = Các hội đồng chọn dưới đây
plan-councils = Các hội đồng
plan-councils-hint = Chỉ dùng khi chọn “Các hội đồng chọn dưới đây”.
plan-lesson = Buổi { $number }
plan-lessons-hint = Buổi nào không có thì để trống. Giờ viết như 7:30 hoặc 13h30.
plan-day = Ngày học
plan-from = Từ giờ
plan-until = Đến giờ
plan-lesson-title = Nội dung buổi học
plan-lesson-title-hint = Để trống thì lấy tên chuyên đề.
plan-lesson-topic = Chuyên đề
plan-lesson-topic-none = Không gắn chuyên đề
plan-trainer-number = Giảng viên, báo cáo viên { $number }
plan-trainer = Họ và tên
plan-trainer-name-hint = Để trống thì lấy tên của tài khoản.
plan-trainer-account = Tài khoản giảng viên
plan-trainer-account-none = Không có tài khoản, chỉ ghi tên
plan-trainer-account-hint = Giảng viên có tài khoản thấy lớp ở trang “Bồi dưỡng của tôi” và điểm danh được.
plan-trainer-place = Cơ quan
plan-trainer-place-none = Không ghi
plan-note = Lưu ý cho học viên
plan-note-hint = Ví dụ: mang theo tài liệu, chỗ gửi xe, trang phục.
task-class-plan = Lập lớp bồi dưỡng
task-class-plan-lead = Lớp được lập ở trạng thái dự kiến; mời học viên và mở lớp ở bước sau.
task-class-plan-submit = Lập lớp
flash-class-plan = Đã lập lớp bồi dưỡng.
task-class-makeup = Lập lớp học bù
task-class-makeup-lead = Những người vắng lớp này và vẫn thiếu khóa được mời ngay khi lập lớp học bù.
task-class-makeup-submit = Lập lớp học bù và mời
flash-class-makeup = Đã lập lớp học bù và mời những người còn thiếu.
task-class-move = Đổi lịch, đổi nơi
task-class-move-lead = Lớp trở lại trạng thái dự kiến; lịch trong điện thoại của học viên tự cập nhật.
task-class-move-submit = Đổi lịch
flash-class-move = Đã đổi lịch lớp.
task-class-edit = Sửa thông tin lớp
task-class-edit-lead = Tên, địa điểm, số chỗ, giảng viên và lưu ý; đổi ngày giờ thì dùng “Đổi lịch, đổi nơi”.
task-class-edit-submit = Lưu thay đổi
flash-class-edit = Đã sửa thông tin lớp.
task-class-open = Mở lớp
task-class-open-lead = Khi lớp mở, có thể điểm danh và hiện mã tại cửa lớp.
task-class-open-submit = Mở lớp
flash-class-open = Đã mở lớp.
task-class-hold = Ghi nhận đã tổ chức
task-class-hold-lead = Lớp được tính vào kết quả bồi dưỡng; vẫn sửa được điểm danh cho đến khi kết thúc lớp.
task-class-hold-submit = Ghi nhận
flash-class-hold = Đã ghi nhận lớp đã tổ chức.
task-class-close = Kết thúc lớp
task-class-close-lead = Điểm danh được chốt; muốn sửa phải mở lại lớp và nêu lý do.
task-class-close-submit = Kết thúc lớp
flash-class-close = Đã kết thúc lớp.
task-class-reopen = Mở lại lớp
task-class-reopen-lead = Lớp trở lại trạng thái đã tổ chức để sửa điểm danh.
task-class-reopen-submit = Mở lại lớp
flash-class-reopen = Đã mở lại lớp để sửa điểm danh.
task-class-cancel = Hủy lớp
task-class-cancel-lead = Lớp bị hủy không bị xóa; lịch của học viên ghi là đã hủy.
task-class-cancel-submit = Hủy lớp
flash-class-cancel = Đã hủy lớp.
task-certificates-issue = Cấp giấy chứng nhận
task-certificates-issue-lead = Cấp cho mọi người đã dự đủ số buổi và chưa có giấy chứng nhận của lớp này.
task-certificates-issue-submit = Cấp giấy chứng nhận
flash-certificates-issue = Đã cấp giấy chứng nhận.
task-certificate-revoke = Thu hồi giấy chứng nhận
task-certificate-revoke-lead = Ai kiểm tra mã sẽ thấy giấy chứng nhận đã bị thu hồi.
task-certificate-revoke-submit = Thu hồi
flash-certificate-revoke = Đã thu hồi giấy chứng nhận.
task-invite-all = Mời tất cả người phải dự
task-invite-all-lead = Người đã được mời giữ nguyên giấy mời; không ai được mời hai lần.
task-invite-all-submit = Mời
flash-invite-all = Đã mời những người phải dự.
invite-all-count = Có { $obliged } người phải dự, { $left_out } người thuộc đối tượng nhưng không phải dự; lớp có { $capacity } chỗ.
invite-search = Tìm theo tên
invite-lead = Tìm người trong địa bàn của hội đồng tổ chức lớp, rồi chọn người cần mời.
invite-nobody = Không tìm thấy ai chưa được mời có tên như vậy.
invite-person = Người được mời
invite-submit = Mời
flash-invite-one = Đã mời thêm một người.
flash-already-invited = Người này đã được mời từ trước.
task-excuse = Ghi nhận vắng có lý do
task-excuse-lead = Người này được ghi là vắng có lý do; chỗ ngồi dành cho người khác.
task-excuse-submit = Ghi nhận
flash-excuse = Đã ghi nhận vắng có lý do.
excuse-or-withdraw = Mời nhầm người? Rút giấy mời
task-withdraw = Rút giấy mời
task-withdraw-lead = Người này không còn trong danh sách của lớp.
task-withdraw-submit = Rút giấy mời
flash-withdraw = Đã rút giấy mời.
problem-time-unreadable = Giờ phải có dạng giờ:phút, ví dụ 7:30
problem-certificates-nobody-new = Không có thêm ai đủ điều kiện được cấp giấy chứng nhận
problem-invite-nobody-new = Mọi người phải dự đều đã được mời

## Điểm danh

roll-title = Điểm danh
roll-lead = { $all } người: { $present } có mặt, { $absent } vắng, { $excused } vắng có lý do, { $unmarked } chưa ghi.
roll-submit = Lưu điểm danh
roll-rest-present = Lưu, ai chưa ghi là có mặt
roll-reason = Lý do vắng
roll-reason-of = Lý do vắng của { $name }
roll-import = Nhập danh sách điểm danh từ tệp
flash-roll = Đã lưu điểm danh.
flash-roll-same = Điểm danh không có gì thay đổi.
door-lead = Học viên quét mã bằng điện thoại rồi đăng nhập để điểm danh.
door-type = Không quét được thì mở { $address } và gõ mã:
door-reload = Mã đổi mỗi phút; trình duyệt này không chạy tập lệnh, hãy bấm vào đây để lấy mã mới
door-qr = Mã QR điểm danh, dẫn đến trang xác nhận có mặt
door-count = Đã điểm danh { $here } trên { $all } người
check-in-title = Điểm danh
check-in-lead = { $name }, bấm nút dưới đây để xác nhận có mặt.
check-in-type-lead = Gõ mã đang hiện trên màn hình tại cửa lớp.
check-in-nothing-today = Hôm nay bạn không có buổi học nào.
check-in-code = Mã trên màn hình
check-in-code-hint = Không phân biệt chữ hoa, chữ thường; mã đổi mỗi phút.
check-in-submit = Tôi có mặt
check-in-done = Đã điểm danh
check-in-done-lead = { $name } được ghi có mặt lúc { $at }.
check-in-done-note = Đây là biên nhận; bạn không cần làm gì thêm.

## Lịch

calendar-title = Lịch học của tôi
calendar-lead = Chép địa chỉ này vào ứng dụng lịch; mọi buổi học bạn được mời sẽ tự hiện và tự cập nhật.
calendar-step-1 = Trong ứng dụng lịch, chọn thêm lịch từ địa chỉ (URL).
calendar-step-2 = Dán địa chỉ và lưu. Không chia sẻ địa chỉ: ai có nó đều xem được lịch học của bạn.
calendar-renew = Đổi địa chỉ
calendar-renew-intro = Khi địa chỉ bị lộ, hãy đổi; địa chỉ cũ ngừng hoạt động ngay.
flash-calendar-renewed = Đã đổi địa chỉ lịch; địa chỉ cũ không còn dùng được.
calendar-of-council = Lịch lớp của hội đồng
calendar-file = Tệp lịch (.ics)
