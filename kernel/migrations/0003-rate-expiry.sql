-- The limiter reckons with `expire` as a number. Whole milliseconds fit a double exactly
-- for a quarter of a million years, while a bigint would arrive as BigInt.
alter table kernel.rate alter column expire type double precision;
