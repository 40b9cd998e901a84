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
