### Words of the sittings of a council.

nav-sittings = Sittings
act-sittings-plan = Plan a sitting
act-sittings-move = Move or cancel a sitting
act-sittings-arrange = Arrange the programme of a sitting
act-sittings-record-duty = Record a duty of the legal calendar as done
act-sittings-edit-days-off = Edit the table of days off
