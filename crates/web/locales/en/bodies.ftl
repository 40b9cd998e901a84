### Words of councils, units, bodies and those who serve them.

act-reference-load = Load reference data
act-bodies-record-decision = Record a decision
act-bodies-found-council = Found a council
act-bodies-end-council = End a council
act-bodies-draw-constituency = Draw an electoral unit
act-bodies-set-up-body = Set up a body
act-bodies-end-body = End a body
act-bodies-appoint-member = Appoint a member
act-bodies-relieve-member = Relieve a member
act-bodies-record-institution = Record a partner institution
act-bodies-record-employment = Record staff
act-bodies-record-population = Record a population

level-province = Province level
level-district = District level
level-commune = Commune level

unit-kind-province = Province
unit-kind-central-city = City under central government
unit-kind-urban-district = Urban district
unit-kind-rural-district = Rural district
unit-kind-town = Town
unit-kind-provincial-city = Provincial city
unit-kind-commune = Commune
unit-kind-ward = Ward
unit-kind-township = Township
unit-kind-special-zone = Special zone
unit-from-the-beginning = From before
unit-population-missing = No population recorded

share-whole = Whole
share-part-main = Part with the former seat
share-part = Part

body-kind-standing-committee = Standing committee
body-kind-legal-board = Legal board
body-kind-economy-budget-board = Economy and budget board
body-kind-culture-society-board = Culture and society board
body-kind-urban-board = Urban board
body-kind-ethnic-board = Ethnic affairs board
body-kind-economy-society-board = Economy and society board
body-kind-delegate-group = Delegate group

post-chair = Chair of the council
post-vice-chair = Vice chair of the council
post-standing-member = Member of the standing committee
post-board-head = Head of board
post-board-deputy = Deputy head of board
post-board-member = Member of board
post-group-leader = Group leader
post-group-deputy = Deputy group leader
post-group-member = Member of group
full-time-yes = Full-time
full-time-no = Part-time

decision-kind-council-resolution = Resolution of the council
decision-kind-election-result = Resolution announcing election results
decision-kind-national-resolution = Resolution of the Standing Committee of the National Assembly
decision-kind-standing-decision = Decision of the standing committee
decision-kind-administrative = Administrative decision

institution-kind-peoples-committee = People’s Committee
institution-kind-front = Vietnam Fatherland Front
institution-kind-school = Political school, training centre
institution-kind-department = Department
institution-kind-office = Supporting office
institution-kind-other = Other organisation

problem-too-long = Longer than 1,000 characters
problem-period-reversed = The end must come after the beginning
problem-not-positive = Must be a number above 0
problem-in-the-future = This day has not come yet
problem-already-ended = Ended already on { $day }
problem-begins-later = Something begins on this day or later; correct it or choose a later day
problem-outside-council = Outside the time of the council
problem-outside-unit = Outside the time of the administrative unit
problem-outside-body = Outside the time of the body
problem-outside-institution = Outside the time of the institution
problem-no-such-term = There is no such term
problem-no-such-person = There is no such person, or the record was merged into another
problem-council-there-already = The unit has a council in that term and time already
problem-decision-there-already = This decision is recorded already
problem-decision-of-other-council = This decision belongs to another council
problem-constituency-there-already = This number of an electoral unit is taken
problem-seats-out-of-range = The number of delegates must be from 1 to 200
problem-seats-beyond-plan = Beyond the plan of { $planned } seats, of which { $drawn } are drawn
problem-body-there-already = The council has a body of this kind at that time already
problem-body-name-taken = The council has a body of this name at that time already
problem-post-of-other-body = This post does not belong to a body of that kind
problem-post-taken = Somebody holds this post at that time
problem-member-already = This person is a member at that time already
problem-member-without-mandate = This person is not a delegate of the council throughout that time
problem-institution-there-already = The unit has an institution of that name already
