-- The trail of one act is read from its end without walking through all other lines.
CREATE INDEX audit_act ON audit (act, seq);
