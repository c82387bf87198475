import type { Tx } from "../../kernel/index.ts";
import type { Counters } from "./counters.ts";

const dayMs = 86_400_000;

/** Until when a person who stayed away too often cannot book; null when they can. Only their own tickets are read. */
export async function blockedUntil(
  tx: Tx,
  { strikes, withinDays, blockDays }: Counters["noShow"],
  person: string,
  now: Date,
): Promise<Date | null> {
  const missed = await tx.query<{ starts_at: Date }>(
    `select starts_at from appointments.ticket where person = $1 and state = 'missed' and kind = 'booked' and starts_at > $2
     order by starts_at desc limit $3`,
    [person, new Date(now.getTime() - withinDays * dayMs), strikes],
  );
  const last = missed[0]?.starts_at;
  if (!last || missed.length < strikes) return null;
  const until = new Date(last.getTime() + blockDays * dayMs);
  return until > now ? until : null;
}
