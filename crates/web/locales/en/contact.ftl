### Words of meetings with voters.

nav-contacts = Meetings with voters
act-contact-cover-units = Assign communes to electoral units
act-contact-plan = Plan meetings with voters
act-contact-run = Change, announce or cancel a meeting
act-contact-record = Record the minutes of a meeting with voters
act-contact-ask-outside = Ask to meet voters outside one’s own unit
act-contact-decide-outside = Decide on a meeting outside the unit
act-contact-report-to-voters = Report to voters
field-contact-minutes = Minutes of meetings with voters
