### Words of the review of a council's own documents.

nav-review = Review of documents
act-review-open = Assign a review
act-review-change = Change who reviews, or by when
act-review-conclude = Conclude a review
act-review-cancel = Cancel a review
act-review-reopen = Take a review up again
act-review-publish-list = Publish a list of documents
problem-review-wrong-state = The review is not at this step any more. Open the page again to see how it stands.
problem-review-nothing-chosen = No document is chosen
problem-review-already-open = { $number } is being reviewed; conclude or cancel that review first
problem-review-owner-missing = { $council } has no such body; choose another
problem-review-paper-half = Give both the number and the day of the paper, or neither
problem-review-list-before-its-period = The paper is signed on the last day of the period or later
problem-review-list-there-already = A list of this kind was published with a paper of this number and day
problem-day-past = This day has passed
