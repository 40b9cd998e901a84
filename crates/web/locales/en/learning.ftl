### The learner's side: what is mine to do, checks of knowledge, the question bank, evaluations, the check of a certificate.

learning-law = Document
learning-class = Class
learning-class-on = { $class }, beginning { $day }
learning-class-days = Days of the class
learning-class-last-day = Last day
learning-course = Course
learning-days = from { $from } to { $last }
learning-provision = Provision
learning-topic = Topic
learning-difficulty = Difficulty
learning-question = Question
learning-evaluation = Evaluation
learning-account = My account
learning-choices = Choices
learning-answer = Right answer
none-yet = None yet
problem-learning-account-without-person = This account belongs to no delegate or member of staff, so it has no training of its own

law-ended = the document ended on { $day }
law-changed = the law changed on { $day }
law-changed-by = the law was changed on { $day } by { $by }
law-changed-unit = { $unit }: { $done } by { $by }, from { $day }

## My training

mine-lead-both = You still have { $courses } required courses and { $laws } laws to be checked on.
mine-lead-courses = You still have { $courses } required courses.
mine-lead-laws = You still have { $laws } laws to be checked on.
mine-lead-none = You have completed the required courses and the checks that are open.
mine-lead-trainer = The classes you teach. This account belongs to no delegate or member of staff, so there is no course it must complete.
mine-lead-nobody = This account belongs to no delegate or member of staff, so it has no training of its own.
mine-nobody-next = If you are a delegate or a member of staff, ask an administrator for an account joined to your record. The dates of classes and how far training has come can be read without one.
mine-taught = Classes I teach
mine-courses = Required courses
mine-courses-none = There is no course for you yet.
mine-course-done = Completed { $day }
mine-course-invited = Class planned
mine-course-waits = Waiting for a class
mine-course-changed = Completed on { $day }, but a law it teaches changed since, so it has to be taken again.
mine-laws = Laws to master
mine-laws-intro = Choose a law to sit its check or to read it.
mine-laws-none = There is no law to be checked on yet.
mine-classes = Classes completed
mine-certificates = Certificates
mine-certificate-code = Code of the certificate
mine-certificate-valid = Valid
mine-certificate-revoked = Revoked
completed-on = Completed on
evaluate-class = Evaluate the class
evaluate-class-done = Evaluated
ask-excuse = Ask to be excused
law-studied-on = Studied on { $day }.
law-passed-on = Passed on { $day }.
law-known-before = Last studied or passed on { $day }; { $change }.
law-quiz-open = A check is open.
law-quiz-tried = A check is open; you sat it { $attempts } times without passing.
law-quiz-none = There is no check yet.

next-resume = You are in the middle of “{ $quiz }”; the clock is running.
next-resume-button = Continue
next-check-in = There is a lesson today: { $lesson }, from { $from } to { $to }, at { $place }.
next-check-in-button = Check in
next-attend = You are invited to { $class }, beginning { $day } at { $place }.
next-attend-button = See hours and papers
next-sit = The check on { $law } ({ $number }) is open.
next-sit-button = Sit the check

## Excuses, evaluations

task-ask-excuse = Ask to be excused
task-ask-excuse-lead = The office will know that you cannot attend this class. You still have to complete the course in another class.
task-ask-excuse-submit = Send
flash-ask-excuse = Your absence was noted.
excuse-reason = Reason of absence
excuse-reason-hint = A short sentence, such as: on mission under Decision 15/QĐ-UBND. Only the office, the standing committee and auditors can read it.
task-evaluate = Evaluate the class
task-evaluate-lead = Everyone who attended evaluates the class once; it takes about a minute.
task-evaluate-submit = Send the evaluation
flash-evaluate = Your evaluation was received. Thank you.
evaluation-promise = Nobody will know what you answered
evaluation-promise-why = Your name is not stored with your answers. Results are shown all together, and only when enough people answered.
evaluation-content = Was the content useful?
evaluation-teaching = How was the teaching?
evaluation-organisation = How was the class organised?
evaluation-mark-5 = very good
evaluation-mark-4 = good
evaluation-mark-3 = fair
evaluation-mark-2 = weak
evaluation-mark-1 = poor
evaluation-comment = Suggestions
evaluation-comment-hint = Leave out your name unless you want it known.

## Checks of knowledge

quizzes-title = Checks of knowledge
quizzes-lead-open = You have { $open } open checks still to pass.
quizzes-lead-none = You have no open check left to pass.
quizzes-lead-keeper = The checks on laws of the councils in your care.
quizzes-own = My checks
quizzes-own-none = There is no check for you yet.
quizzes-kept = All checks
quizzes-none = There is no check yet.
quiz-set = Set a check
quiz-name = Name of the check
quiz-opens = Opens on
quiz-closes = Closes on
quiz-sat = People who sat it
quiz-passed-count = People who passed
quiz-passed = Passed
quiz-running = Running
quiz-open = Open
quiz-closed = Not open
quiz-start = Start
quiz-again = Sit it again
quiz-resume = Continue
quiz-lead = { $questions } questions, { $minutes } minutes. { $enough } right answers are enough to pass.
quiz-about = About this check
quiz-pass-mark = Pass mark
quiz-rule = { $share } of the questions, which is { $enough } of { $questions }, under the rule on pass marks that applies on { $day }
quiz-days = Open
quiz-days-both = from { $from } to the end of { $last }
quiz-days-since = from { $from }
quiz-set-by = Set by
quiz-tries = Attempts
quiz-tries-text = As many as you like while it is open; the best counts. Each attempt has another paper.
quiz-attempts = My attempts
attempt-started = Started
attempt-right = Right answers
attempt-passed = Passed
attempt-failed = Not passed
attempt-review = Look at the paper
quiz-results = Everybody's results
quiz-results-caption = Results: { $quiz }
quiz-results-lead = { $sat } people sat it, { $passed } passed ({ $share }).
quiz-results-none = Nobody has sat this check yet.
quiz-results-empty = There is no result yet.
quiz-best = Best attempt
quiz-questions = Number of questions
quiz-minutes = Minutes
quiz-council-hint = People of this council and of the councils below it can sit the check.
quiz-law-hint = In brackets, how many questions may be asked.
task-set-quiz = Set a check
task-set-quiz-lead = Everyone gets a paper drawn at random from the questions on this document.
task-set-quiz-submit = Set the check
flash-set-quiz = The check was set.

## A paper

paper-kicker = Check on { $law }
paper-lead = Choose one answer to each question, then press “Hand in” at the end of the page. You may leave a question for later.
paper-time-left = { $minutes } minutes left, until { $until }.
paper-question = Question { $number }. { $text }
paper-submit = Hand in
paper-submit-anyway = Hand in, leave the rest blank
paper-keep = Save for now
paper-blank = { $count } questions have no answer yet: { $which }
paper-blank-kept = What you chose is saved. Answer the rest, or hand in with blanks.
paper-time-is-up = The time is up. { $saved } of { $questions } saved answers count.
paper-to-result = See the result
flash-answers-kept = Your answers are saved. The paper is not handed in yet.

## Results

result-title = Result of the check
result-lead-passed = { $right } of { $of } answers are right: passed. Handed in { $moment }.
result-lead-failed = { $right } of { $of } answers are right: not passed. Handed in { $moment }. Read the explanations below and try again.
result-late = The paper came after the time was up
result-late-why = Only what was saved before the time was up counts.
result-to-mine = To my training
result-question = Question { $number }
answer-right = Right
answer-wrong = Wrong
answer-blank = Left blank
answer-chosen = Chosen
answer-right-one = Right answer
answer-why = Explanation
answer-basis = Basis
provision-of = { $provision }, { $law }

## Question bank

questions-title = Question bank
questions-lead = { $total } questions; none has to be reviewed.
questions-lead-flagged = { $total } questions; { $flagged } in use have to be reviewed because the law changed, and are not asked until then.
questions-search = Search in the questions
questions-of-law = { $law } ({ $count } questions)
questions-only-flagged = Only those to review because the law changed
questions-none = No question matches the filters.
question-kicker = Question of the bank
question-about = Answer and basis
question-flagged = The law changed
question-flagged-why = The question was last reviewed on { $day }; since then { $change }. It is not asked until it is reviewed or replaced.
question-write = Write a question
question-review = Review
question-replace = Replace
question-retire = Retire
reviewed-on = Reviewed on
choice-right = { $choice } (right)
choice-number = Choice { $number }
provision-hint = For example: clause 2 of Article 15.
explanation-hint = Whoever sits the check reads this after handing in.
task-write-question = Write a question
task-write-question-lead = Every question rests on a provision of the document and has two to six choices, one of them right.
task-write-question-submit = Save the question
flash-write-question = The question was saved.
task-replace-question = Replace the question
task-replace-question-lead = The old question is retired and kept for papers already sat; the new one takes its place.
task-replace-question-submit = Replace the question
flash-replace-question = The question was replaced.
task-review-question = Review the question
task-review-question-lead = Confirm that the question and its answer still agree with the law; correct basis and explanation if needed. If wording or answer are no longer right, replace it.
task-review-question-submit = The question is still right
flash-review-question = The question was reviewed.
task-retire-question = Retire the question
task-retire-question-lead = The question is no longer asked; papers already sat do not change.
task-retire-question-submit = Retire
flash-retire-question = The question was retired.

## Results by law

law-results-none = No law is part of the training on { $day }.

## On the page of a delegate

courses-done = Courses completed
courses-missing = Courses missing
laws-passed = Laws passed
course-done-on = { $course } ({ $day })
course-missing-invited = { $course } (class planned)
laws-passed-of = { $passed } of { $laws } laws
certificate-line = { $class }, ended { $day }
certificate-line-revoked = { $class }, ended { $day } (revoked)

## Check of a certificate

certificates-lead = Enter the code printed on the certificate to learn whether it is valid.
mine-certificate-code-hint = The code has groups of four signs, such as 7K3M-9QXT-2BFW. Hyphens may be left out.
certificate-check = Check
certificate-says-valid = The certificate is valid
certificate-says-revoked = The certificate was revoked
certificate-says-revoked-why = It was issued once but is no longer valid.
problem-certificate-wait = Too many checks; try again in { $seconds } seconds
