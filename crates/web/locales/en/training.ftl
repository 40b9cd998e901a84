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
problem-lesson-of-another-class = This lesson belongs to another class
problem-trainer-name-missing = Enter the name of the trainer
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
