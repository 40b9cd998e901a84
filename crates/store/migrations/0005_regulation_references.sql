-- Whoever looks from a document, a board, an article or an institution finds the regulations without a walk through whole tables.

CREATE INDEX regulation_competence ON regulation (competence_id);
CREATE INDEX regulation_board ON regulation (board_id);
CREATE INDEX regulation_older ON regulation (older_id);
CREATE INDEX regulation_basis_document ON regulation_basis (document_id);
CREATE INDEX regulation_invited_institution ON regulation_invited (institution_id);
CREATE INDEX regulation_comment_article ON regulation_comment (article_id);
CREATE INDEX regulation_comment_institution ON regulation_comment (institution_id);
