### Words of persons, mandates and suspensions.

act-people-register = Register a person
act-people-correct = Correct a record
act-people-merge = Merge two records
act-people-open-mandate = Open a mandate
act-people-end-mandate = End a mandate
act-people-suspend-mandate = Suspend a mandate or lift a suspension

sex-female = Female
sex-male = Male
mandate-origin-general-election = General election
mandate-origin-by-election = By-election
mandate-origin-merger = Merger of units
end-reason-council-ended = The council ended
end-reason-resigned = Resigned
end-reason-moved-away = Moved away
end-reason-died = Died
end-reason-dismissed = Dismissed
end-reason-lost-right = Lost the right to be a delegate
standing-in-office = In office
standing-suspended = Suspended
standing-ended = No longer in office
party-filter-member = Party member
party-filter-other = Not a member, or not recorded
mandate-unconfirmed = Not confirmed by a decision

change-kind-mandate-began = Became a delegate
change-kind-mandate-ended = Ceased to be a delegate
change-kind-suspended = Suspended
change-kind-lifted = Returned to duty
change-kind-appointed = Appointed to a post
change-kind-relieved = Left a post

person-full-name = Full name
person-birth-date = Birth date
person-birth-year = Birth year
person-sex = Sex
person-nationality = Nationality
person-ethnicity = Ethnicity
person-religion = Religion
person-hometown = Home town
person-residence = Residence
person-schooling = General schooling
person-qualification = Qualification
person-profession = Profession
person-political-theory = Political theory
person-languages = Foreign languages
person-occupation = Current occupation
person-workplace = Workplace
person-party-since = Party member since
person-phone = Telephone
person-email = E-mail

problem-email-shape = An e-mail address looks like name@office.vn
problem-phone-shape = A telephone number has 9 to 12 digits
problem-birth-date-implausible = This birth date is not plausible
problem-person-sits-already = This person is a delegate of the council at that time already
problem-seat-of-other-council = This seat belongs to another council
problem-seat-taken = This seat has a delegate at that time
problem-outside-mandate = Outside the time of the mandate
problem-suspended-already = The mandate is suspended at that time already
problem-same-record = Choose two different records
problem-merge-mandates-overlap = Both were delegates of one council at the same time: they cannot be one person
problem-merge-posts-overlap = Both were members of one body at the same time
problem-merge-same-class = Both are on the roll of one class
