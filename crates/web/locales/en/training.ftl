### Training.

## Acts

act-training-plan-programme = Plan a training programme
act-training-define-course = Define a course
act-training-plan-class = Plan a class
act-training-run-class = Run a class
act-training-invite = Invite participants
act-training-excuse = Record an excuse
act-training-take-roll = Take the roll
act-training-check-in = Check in with a code
act-training-add-material = Add a paper to a class
act-training-write-question = Write a question
act-training-set-quiz = Set a test
act-training-sit-quiz = Sit a test
act-training-issue-certificate = Issue a certificate
act-training-revoke-certificate = Revoke a certificate
act-training-evaluate-class = Evaluate a class
act-training-renew-calendar = Renew one's calendar address

## Whom a course is for

audience-all-delegates = All delegates
audience-newcomers = Newcomers
audience-full-time = Full-time delegates
audience-leaders = Chairs, vice chairs and heads of boards
audience-body-members = Members of the chosen body
audience-staff = Office staff

## Parts of partner institutions

partner-part-co-organises = Co-organises
partner-part-teaches = Teaches
partner-part-writes-materials = Writes the materials
partner-part-hosts = Provides the place
partner-part-funds = Provides the funds

## States of a class

class-state-planned = Planned
class-state-open = Open
class-state-held = Held
class-state-closed = Closed
class-state-cancelled = Cancelled

## Grounds of an invitation

ground-delegate = Delegate for whom the course is meant
ground-newcomer = Newcomer
ground-staff = Office staff
ground-make-up = Make-up
ground-by-hand = Added by hand

## Invitations

invitation-state-invited = Invited
invitation-state-excused = Excused
invitation-state-withdrawn = Withdrawn

## The roll

presence-present = Present
presence-absent = Absent
presence-excused = Excused
roll-method-qr = Code at the door
roll-method-roll = Roll
roll-method-import = Imported file

## Why somebody of the audience need not attend

left-out-reason-suspended = Suspended from duty
left-out-reason-completed = Has completed this course
left-out-reason-completed-before-change = Completed this course before the law changed

## Knowledge of a law

knowledge-never = Not studied
knowledge-studied = Studied
knowledge-passed = Passed a test
knowledge-changed = The law has changed since

## Questions

question-state-in-use = In use
question-state-retired = Retired
difficulty-easy = Easy
difficulty-medium = Medium
difficulty-hard = Hard

## Why something was not done: programmes and courses

problem-programme-name-missing = Enter the name of the programme
problem-programme-ends-before-it-begins = The programme must end after it begins
problem-course-name-missing = Enter the name of the course
problem-course-hours-impossible = The hours must be from 1 to 400
problem-course-without-topic = Choose at least one topic
problem-course-body-kind-mismatch = Choose a kind of body exactly when the course is for the members of a body
problem-course-ends-before-it-begins = The course must end after it begins
problem-course-partner-twice = A partner institution is listed twice
problem-topic-unknown = There is no such topic
problem-partner-unknown = There is no such partner institution

## Classes

problem-class-name-missing = Enter the name of the class
problem-class-place-missing = Enter the place
problem-class-capacity-missing = The class must have room for somebody
problem-class-capacity-below-invited = { $taken } people are invited already; there cannot be fewer seats
problem-class-without-lesson = A class needs at least one lesson
problem-class-outside-course-period = The class begins outside the period of its course
problem-class-council-elsewhere = { $council } is not within the area of the council that hosts the class
problem-class-council-not-there = { $council } does not exist on the first day of the class
problem-class-reason-missing = Give the reason
problem-class-roll-already-taken = The roll has been taken; the class can no longer be moved
problem-class-not-over = The class lasts until { $last }
problem-class-cannot-open = Only a planned class can be opened
problem-class-cannot-be-held = Only an open class can be recorded as held
problem-class-cannot-close = Only a class that was held can be closed
problem-class-cannot-reopen = Only a closed class can be opened again
problem-class-cannot-move = A class that was held, closed or cancelled cannot be moved
problem-class-cannot-be-cancelled = A class that was held, closed or cancelled cannot be cancelled
problem-class-not-inviting = People are invited or excused only while the class is planned or open
problem-class-roll-not-open = The roll is taken only while the class is open, or held and not yet closed
problem-class-full = The class has { $capacity } seats and { $taken } people are invited; { $wanted } more would exceed it by { $over }
problem-lesson-title-missing = Enter what the lesson is about
problem-lesson-ends-before-it-begins = The lesson must end after it begins
problem-lessons-overlap = Two lessons overlap
problem-lesson-topic-elsewhere = A lesson has a topic that the course of this class does not teach
problem-lesson-of-another-class = This lesson belongs to another class
problem-trainer-name-missing = Enter the name of the trainer
problem-trainer-account-elsewhere = The account chosen has no role of a trainer at the place of the host council
problem-makeup-class-not-held = A make-up class is for a class that was held
problem-makeup-nobody-missing = Nobody lacks this course any more; no make-up class is needed

## Materials

problem-material-name-missing = The file has no name
problem-material-empty = The file is empty
problem-material-too-large = The file is larger than { $megabytes } MB
problem-material-unknown-kind = Only PDF, DOCX, PPTX, XLSX, PNG, JPEG and WebP are taken; the content of this file is none of them
problem-material-broken-package = The file is damaged or incomplete
problem-material-with-macro = The file contains macros; save it without them

## Invitations and the roll

problem-excuse-reason-missing = Give the reason of the absence
problem-withdraw-reason-missing = Give the reason for withdrawing the invitation
problem-invitation-withdrawn = This invitation was withdrawn
problem-roll-person-not-invited = { $count } lines name people who are not invited to the class
problem-roll-person-twice = A person is listed twice for the same lesson
problem-check-in-account-without-person = This account does not belong to a delegate or a member of staff
problem-check-in-class-not-open = The class is not open
problem-check-in-not-today = This lesson does not take place today
problem-check-in-not-invited = You are not on the list of this class; tell the person who takes the roll
problem-check-in-code-refused = The code is not right; scan the one on the screen again
problem-check-in-code-expired = The code has expired; use the one now on the screen
problem-check-in-code-mistyped = The code was mistyped; check every sign

## Questions and tests

problem-question-text-missing = Enter the question
problem-question-provision-missing = Name the provision it rests on
problem-question-explanation-missing = Give the explanation
problem-question-choices-incomplete = Two to six choices are needed, none of them empty
problem-question-choices-alike = Two choices are alike
problem-question-answer-missing = Choose the right answer
problem-question-law-unknown = The library does not have this document
problem-question-reason-missing = Give the reason for retiring the question
problem-question-retired = This question is retired
problem-quiz-name-missing = Enter the name of the test
problem-quiz-minutes-impossible = The time must be from 1 to 180 minutes
problem-quiz-closes-before-it-opens = The test cannot close before it opens
problem-quiz-too-few-questions = { $available } questions on this document can be asked; { $wanted } are needed
problem-quiz-not-open = The test is not open today
problem-quiz-not-for-this-person = This test is for people of other councils
problem-quiz-another-running = Another test of yours is still running; hand it in first
problem-attempt-over = This paper was handed in or its time is up
problem-attempt-still-running = This paper has not been handed in
problem-attempt-answers-do-not-fit = The answers do not fit the paper

## Certificates and evaluations

problem-certificate-class-not-held = Certificates are issued after the class was held
problem-certificate-reason-missing = Give the reason for revoking it
problem-certificate-already-revoked = This certificate was revoked already
problem-certificate-code-mistyped = The code was mistyped; check every sign
problem-certificate-unknown = No certificate bears this code
problem-evaluation-mark-missing = Give a mark from 1 to 5
problem-evaluation-class-not-held = A class is evaluated after it was held
problem-evaluation-not-attended = Only those who attended evaluate a class
problem-evaluation-already-given = You have evaluated this class already

## The pages of training, programmes and courses

training-title = Training of delegates
training-lead-next = { $count } classes lie ahead; the next is “{ $class }”, { $days }, at { $place }.
training-lead-none = No class is planned or open at present.
training-plan-class = Plan a class
training-plan-makeup = Plan a class for the missing
training-all-classes = All classes
training-coverage = Scoreboard of training
training-missing = Who is missing
training-programmes = Training programmes
training-programme = Programme
training-of-unit = Council of
training-period = Period
training-courses = Courses
training-required-courses = Required courses
training-no-programme = There is no training programme yet.
training-classes-ahead = Classes ahead
training-classes-so-far = Classes so far
training-topics = Topics
training-next-classes = The next classes
training-no-class-ahead = No class lies ahead.
training-define-course = Define a course
training-revise-course = Revise the course
training-add-partner = Add a partner
training-programme-lead = The programme has { $courses } courses, { $required } of them required; it runs { $period }.
training-decision = Decision
training-about = Further facts
training-course = Course
training-audience = For whom
training-hours = Hours
training-required = Required
training-optional = Optional
training-required-or-not = Required or not
training-classes = Classes of the course
training-no-course = This programme has no course yet.
training-members-of = Members of: { $body }
training-audience-level = { $who }, { $level }
training-course-lead = For: { $audience }. The course has { $topics } topics in { $hours } hours; { $classes } classes so far.
training-coverage-of-course = Coverage
training-coverage-figures = { $done } of { $of } delegates in { $councils } councils
training-coverage-none = On the day of view no delegate has to complete this course.
training-coverage-all = Delegates who completed the course
training-coverage-show = See each council ({ $count })
training-coverage-by-council = Completion by council
training-coverage-must = Have to
training-coverage-done = Completed
training-coverage-missing = Missing
training-coverage-share = Share
training-who-is-missing = See who still lacks this course
training-teaches = Topics
training-laws = Laws taught
training-law = Law
training-law-number = Number
training-law-changed = { $day }, by { $by }
training-law-amended = In force, amended
training-law-in-force = In force
training-law-not-in-force = Not in force
training-law-last-change = Last change
training-no-law = No law is tied to the topics of the course.
training-partners = Partner institutions
training-partner = Institution
training-partner-part = Its part
training-no-partner = No partner institution is recorded.
training-no-class-yet = The course has no class yet.
training-class = Class
training-days = Days
training-place = Place
training-host = Host
training-invited = Invited
training-present = Attended
training-missed = Missing
training-on-day = on { $day }
training-on-days = from { $first } to { $last }
training-hours-of = { $from }–{ $until } on { $day }
programme-name = Name of the programme
programme-goal = Goal
programme-first-day = Runs from
task-programme = Plan a training programme
task-programme-lead = A programme gathers the courses that the council gives in a period.
task-programme-submit = Plan the programme
flash-programme = The programme was planned.
course-name = Name of the course
course-level = Level of council
course-every-level = Every level
course-body = Body of the council
course-no-body = None
course-body-hint = Only for a course meant for the members of a body.
course-first-day = Offered from
course-topic-laws = { $laws } laws
task-course = Define a course
task-course-lead = Who must take it is computed from the audience; nobody types a list.
task-course-submit = Define the course
flash-course = The course was defined.
task-course-edit = Revise the course
task-course-edit-lead = The change holds for every class of the course and for who is missing.
task-course-edit-submit = Save
flash-course-edit = The course was revised.
task-course-partner = Add a partner institution
task-course-partner-lead = Say which institution does what in this course.
task-course-partner-submit = Add
flash-course-partner = The partner was added.
course-partner-hint = Institutions are recorded on the page of the unit.

## The list of classes

classes-title = Classes
classes-lead = There are { $found } classes, the latest first.
classes-search = Name or place of the class
classes-from = From
classes-until = Until
classes-none = There is no such class.

## The page of a class

class-lead-ahead = The class is held { $days }, at { $place }: { $obliged } must attend, { $invited } are invited.
class-lead-held = The class was held { $days }, at { $place }: { $invited } were invited, { $present } attended enough, { $missing } are missing.
class-lead-cancelled = The class planned { $days }, at { $place }, was cancelled.
class-obliged = Must attend
class-room-for = room for { $capacity }
class-lessons = Lessons
class-lesson = Lesson
class-lesson-number = Lesson { $number } ({ $day })
class-hours = Hours
class-roll = Roll
class-door = Screen at the door
class-take-roll = Take the roll
class-invite-all = Invite everyone who must attend
class-invite-one = Invite one more person
class-people = Participants of the class
class-invitations = Invitations and roll
class-list = Participants
class-invitation = Invitation
class-ground = Ground
class-change = Change
class-excuse-or-withdraw = Excuse, withdraw
class-nobody-invited = Nobody is invited yet.
class-names-hidden = Names and the roll are shown only to those responsible and to participants; the figures of the class are public.
class-who-must = Who must attend
class-who-must-intro = Computed from the audience of the course on the first day: { $count } persons.
class-nobody-must = Nobody has to attend this class.
class-who-not = Of the audience, but need not attend
class-who-not-intro = { $count } persons, each with the reason.
class-why-not = Reason
class-completed-on = Completed on
class-show-all = Show all { $count }
class-councils = For the delegates of
class-trainers = Trainers
class-makeup-of = Makes up for
class-missed = The class missed
class-note = Note to participants
materials-title = Materials
materials-paper = Paper
materials-file = File
materials-size = Size
materials-kilobytes = { $size } KB
materials-none = No materials yet.
materials-for-participants = The class has { $count } papers; participants sign in to download them.
materials-file-hint = PDF, DOCX, PPTX, XLSX, PNG, JPEG or WebP, at most { $megabytes } MB.
materials-title-of = Title
materials-title-hint = Left empty, the name of the file is taken.
task-material = Hand out a paper
task-material-lead = The invited and those responsible will be able to download this file.
task-material-submit = Hand out
flash-material = The paper was handed out.
evaluations-title = Evaluation by participants
evaluations-too-few = { $given } have answered; results are shown once { $needed } have, so that no answer can be traced.
evaluations-given = { $given } have answered
evaluations-question = Question
evaluations-mean = Mean
evaluations-mark = Mark { $mark }
evaluations-content = Content
evaluations-teaching = Teaching
evaluations-organisation = Organisation
evaluations-comments = Comments
certificates-title = Certificates
certificates-none = No certificate was issued.
certificate-title = Certificate
certificate-code = Code
certificate-issued-on = Issued on
certificate-valid = Valid
certificate-revoked = Revoked
certificate-lead = The certificate of { $name }; print it on A4, landscape.
certificate-lead-revoked = This certificate was revoked at { $at } and is void.
certificate-nation = Socialist Republic of Viet Nam – Independence, Freedom, Happiness
certificate-council = People’s Council of { $unit }
certificate-given-to = This is to certify that
certificate-body = completed the class “{ $class }”, course “{ $course }” ({ $hours } hours), { $days }, at { $place }.
certificate-day = Issued { $day }
certificate-qr = QR code that leads to the check of this certificate
certificate-sheet-code = Code for the check: { $code }

## Acts on a class

plan-choose-host = Choose the host
plan-choose-host-lead = Choose first which council holds the class.
plan-for-missing = This class is for those who still lack the course; they are invited as soon as it is planned.
plan-name = Name of the class
plan-name-hint = Such as: Training of ward delegates, first round
plan-capacity = Room for
plan-cover = For the delegates of which councils
plan-cover-host = The host alone
plan-cover-all = The host and every council below
plan-cover-some = Those chosen below
plan-councils = Councils
plan-councils-hint = Only with “Those chosen below”.
plan-lesson = Lesson { $number }
plan-lessons-hint = Leave out lessons you do not need. Hours as 7:30 or 13:30.
plan-day = Day
plan-from = From
plan-until = Until
plan-lesson-title = What is taught
plan-lesson-title-hint = If left empty, the name of the topic is used.
plan-lesson-topic = Topic
plan-lesson-topic-none = No topic in particular
plan-trainer-number = Trainer { $number }
plan-trainer = Name
plan-trainer-name-hint = If left empty, the name of the account is used.
plan-trainer-account = Account of the trainer
plan-trainer-account-none = No account, only a name
plan-trainer-account-hint = A trainer with an account sees the class under “My training” and can take its roll.
plan-trainer-place = Institution
plan-trainer-place-none = None
plan-note = Note to participants
plan-note-hint = Such as what to bring, where to park.
task-class-plan = Plan a class
task-class-plan-lead = The class begins as planned; inviting and opening come next.
task-class-plan-submit = Plan the class
flash-class-plan = The class was planned.
task-class-makeup = Plan a make-up class
task-class-makeup-lead = Those who missed this class and still lack the course are invited at once.
task-class-makeup-submit = Plan and invite
flash-class-makeup = The make-up class was planned and the missing invited.
task-class-move = Move the class
task-class-move-lead = The class is planned anew; calendars that follow it update by themselves.
task-class-move-submit = Move
flash-class-move = The class was moved.
task-class-edit = Revise the class
task-class-edit-lead = Name, place, room, trainers and note; to change the days, move the class.
task-class-edit-submit = Save
flash-class-edit = The class was revised.
task-class-open = Open the class
task-class-open-lead = Once open, the roll can be taken and the code shown at the door.
task-class-open-submit = Open
flash-class-open = The class is open.
task-class-hold = Record as held
task-class-hold-lead = The class counts as training given; the roll can be corrected until the class is closed.
task-class-hold-submit = Record
flash-class-hold = The class was recorded as held.
task-class-close = Close the class
task-class-close-lead = The roll becomes final; to correct it, reopen the class with a reason.
task-class-close-submit = Close
flash-class-close = The class is closed.
task-class-reopen = Reopen the class
task-class-reopen-lead = The class becomes held again so that the roll can be corrected.
task-class-reopen-submit = Reopen
flash-class-reopen = The class was reopened.
task-class-cancel = Cancel the class
task-class-cancel-lead = A cancelled class is kept; calendars show it as cancelled.
task-class-cancel-submit = Cancel the class
flash-class-cancel = The class was cancelled.
task-certificates-issue = Issue certificates
task-certificates-issue-lead = For everyone who attended enough lessons and has none of this class yet.
task-certificates-issue-submit = Issue
flash-certificates-issue = The certificates were issued.
task-certificate-revoke = Revoke the certificate
task-certificate-revoke-lead = Whoever checks the code will see that it was revoked.
task-certificate-revoke-submit = Revoke
flash-certificate-revoke = The certificate was revoked.
task-invite-all = Invite everyone who must attend
task-invite-all-lead = Those already invited stay so; nobody is invited twice.
task-invite-all-submit = Invite
flash-invite-all = Everyone who must attend was invited.
invite-all-count = { $obliged } must attend, { $left_out } of the audience need not; there is room for { $capacity }.
invite-search = Search by name
invite-lead = Search among the people of the host’s place, then choose whom to invite.
invite-nobody = Nobody of that name who is not invited yet.
invite-person = Person
invite-submit = Invite
flash-invite-one = One more person was invited.
flash-already-invited = This person was invited before.
task-excuse = Record an excuse
task-excuse-lead = The person is excused and the seat becomes free.
task-excuse-submit = Record
flash-excuse = The excuse was recorded.
excuse-or-withdraw = Invited by mistake? Withdraw the invitation
task-withdraw = Withdraw the invitation
task-withdraw-lead = The person no longer stands on the list of the class.
task-withdraw-submit = Withdraw
flash-withdraw = The invitation was withdrawn.
problem-time-unreadable = The hour must be written as hour:minute, such as 7:30
problem-certificates-nobody-new = Nobody more has earned a certificate
problem-invite-nobody-new = Everyone who must attend is already invited

## The roll

roll-title = Roll
roll-lead = { $all } persons: { $present } present, { $absent } absent, { $excused } excused, { $unmarked } not marked.
roll-submit = Save the roll
roll-rest-present = Save, the unmarked are present
roll-reason = Why absent
roll-reason-of = Why { $name } is absent
roll-import = Import the attendance list from a file
flash-roll = The roll was saved.
flash-roll-same = Nothing changed on the roll.
door-lead = Participants scan the code and sign in to be marked present.
door-type = Without a camera open { $address } and type the code:
door-reload = The code changes every minute; this browser runs no scripts, press here for a new one
door-qr = QR code of the roll, leads to the page that confirms presence
door-count = { $here } of { $all } have checked in
check-in-title = Check in
check-in-lead = { $name }, press the button to confirm that you are here.
check-in-type-lead = Type the code shown on the screen at the door.
check-in-nothing-today = You have no lesson today.
check-in-code = Code on the screen
check-in-code-hint = Upper or lower case; the code changes every minute.
check-in-submit = I am here
check-in-done = Checked in
check-in-done-lead = { $name } was recorded as present at { $at }.
check-in-done-note = This is your receipt; there is nothing more to do.

## The calendar

calendar-title = My lessons in a calendar
calendar-lead = Copy this address into a calendar program; every lesson you are invited to appears and updates by itself.
calendar-step-1 = In the calendar program choose to add a calendar from an address (URL).
calendar-step-2 = Paste the address and save. Do not share it: whoever has it sees your lessons.
calendar-renew = Change the address
calendar-renew-intro = If the address became known, change it; the old one stops at once.
flash-calendar-renewed = The address was changed; the old one no longer works.
calendar-of-council = Calendar of the council
calendar-file = Calendar file (.ics)
