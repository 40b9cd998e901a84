### Words of legal documents.

act-library-record-document = Record a document

document-status-not-yet = Not yet in force
document-status-in-force = In force
document-status-ended = No longer in force
document-status-unknown = Not known
document-kind-constitution = Constitution
document-kind-law = Law
document-kind-resolution = Resolution
document-kind-joint-resolution = Joint resolution
document-kind-decree = Decree
document-kind-decision = Decision
document-kind-code = Code
document-kind-ordinance = Ordinance
document-kind-circular = Circular
document-kind-joint-circular = Joint circular
document-kind-directive = Directive
document-kind-other = Other document

relation-amends = Amends
relation-amended-by = Amended by
relation-replaces = Replaces
relation-replaced-by = Replaced by
relation-supersedes = Supersedes
relation-superseded-by = Superseded by
relation-succeeded-by = Succeeded by
relation-details = Details
relation-detailed-by = Detailed by
relation-guides = Guides
relation-consolidated-as = Consolidated as

problem-document-there-already = A document of this number is in the library already
problem-in-force-before-signed = A document cannot be in force before it is signed

### Words of the pages.

library-title = Library of documents
library-lead = There are { $n } documents; their status is as of { $day }.
library-record = Record a document
library-search = Search by number or title
library-caption = Documents
library-none = No such document.
document = Document
document-number = Number
document-number-hint = For example 72/2025/QH15
document-kind = Kind of document
document-title = Title
document-in-force = In force on
document-ended = Ended on
document-status = Status
document-certainty = Certainty of the days
document-note = Note
document-facts = About the document
document-lead-in-force = { $number } is in force on { $day }; it took force on { $from }.
document-lead-not-yet = { $number } is not yet in force on { $day }; it takes force on { $from }.
document-lead-ended = { $number } is no longer in force on { $day }; it ended on { $to }.
document-lead-unknown = It is not known whether { $number } is in force on { $day }.
document-lead-unsure = Certainty of these days: { $certainty }; compare them with the document.
document-relations = Relations to other documents
document-relations-none = No relation is recorded.
document-relations-hint = The number of the other document; several are separated by commas.
relation = Relation
document-timeline = Timeline
document-event-signed = Signed
document-event-in-force = In force
document-event-ended = Ended
document-event-related = { $verb } { $number } (the day the other takes force)
document-teaching = Training and questions
document-topics = Topics that teach it:
document-topics-none = No topic teaches it.
document-courses = Courses on this day:
document-courses-none = No course teaches it on this day.
document-questions-none = No question rests on it.
document-questions = { $n } questions rest on it.
document-questions-flagged = { $n } questions rest on it; { $flagged } must be reviewed because it has changed.
document-scoreboard = See who has mastered it
document-rules = Rules that rest on it
document-rules-none = No rule rests on it.
document-days = Days and their certainty
document-days-hint = Leave out a day that is not known.
task-document = Record a document
task-document-lead = The document goes into the common library; its status is computed from its days.
task-document-submit = Record the document
flash-document = The document is recorded.
problem-no-council-here = There is no council at the place of this account on this day
