/** What every dated record says of itself: for which days it holds, and since when it is known. Days are text. */
interface Dated {
  valid_from: string;
  recorded_at: Date;
}

/** From when a next version holds, and what of the last one is kept: what was believed, and what stays so for the days before. */
interface Succession<Old> {
  from: string;
  kept: (Old & { valid_until: string | null; recorded_until: Date | null })[];
}

/**
 * How one version of a record follows another. With a `since` after the day from which the last one holds, that one stays
 * true for the days before: it is believed anew, from `now` on, up to that day. With the same day or an earlier one it
 * never was. So for any day and any moment of knowing exactly one version answers.
 */
export function succeed<Old extends Dated>(old: Old, since: string, now: Date): Succession<Old> {
  const from = since > old.valid_from ? since : old.valid_from;
  const believed = { ...old, valid_until: null, recorded_until: now };
  const past = { ...old, recorded_at: now, valid_until: from, recorded_until: null };
  return { from, kept: from > old.valid_from ? [believed, past] : [believed] };
}
