-- What was read between two moments, for whoever looks into a breach or into odd looks: the journal grows in the order of
-- time, so an index of a few pages finds the stretch.
create index journal_by_time on kernel.journal using brin (at);
