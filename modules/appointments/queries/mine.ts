import { z } from "zod";
import { isId, on, query } from "../../../kernel/index.ts";
import { errandOf } from "../counters.ts";
import { type AppointmentsTables, liveStates, type TicketRow } from "../tables.ts";
import { holder, ticketHeld } from "../ticket.ts";

/** How far back and how many an own list goes. */
const most = 50;

/** My appointments: those to come first, then what was; and the lines I stand in. */
export const myAppointments = query({
  name: "appointments.mine",
  input: z.object({}).strict(),
  allow: [{ hat: "citizen", purpose: "own-data" }],
  async answer({ tx, actor }) {
    const rows = on<AppointmentsTables>(tx);
    const tickets = await rows
      .selectFrom("appointments.ticket")
      .selectAll()
      .where("person", "=", actor.person!)
      .orderBy("id", "desc")
      .limit(most)
      .execute();
    const waiting = await rows
      .selectFrom("appointments.waiting")
      .selectAll()
      .where("person", "=", actor.person!)
      .orderBy("id")
      .execute();
    const feed = await rows
      .selectFrom("appointments.feed")
      .select("made_at")
      .where("person", "=", actor.person!)
      .executeTakeFirst();
    const live = tickets.filter((one) => one.closed_at === null);
    live.sort((a, b) => a.starts_at!.getTime() - b.starts_at!.getTime());
    return { live, past: tickets.filter((one) => one.closed_at !== null), waiting, feed: feed?.made_at ?? null };
  },
});

/** One number of mine. */
export const ticketById = query({
  name: "appointments.ticket",
  input: z.object({ id: z.string() }).strict(),
  load: ({ tx }, { id }) => ticketHeld(tx, id),
  allow: [{ hat: "citizen", relation: holder, purpose: "own-data" }],
  answer: async (_context, _input, row) => row,
});

/** What somebody has booked, for the officer of a place who changes or cancels it for them. */
export const ticketsOf = query({
  name: "appointments.of-person",
  input: z.object({ person: z.string().refine(isId, "kernel.fault.format") }).strict(),
  allow: [{ hat: "officer", roles: ["front-desk"], purpose: "counter" }],
  async answer({ tx, world, actor }, { person }) {
    const { agency, office } = actor.officer!;
    const rows = await on<AppointmentsTables>(tx)
      .selectFrom("appointments.ticket")
      .selectAll()
      .where("person", "=", person)
      .where("state", "in", liveStates)
      .orderBy("id")
      .limit(most)
      .execute();
    return rows.filter((row) =>
      errandOf(world.government, row.place, row.errand)?.place.offices.includes(`${agency}/${office}`),
    );
  },
  personal: {
    about: (rows: TicketRow[]) => [...new Set(rows.map(({ person }) => person))],
    fields: ["appointments"],
  },
});

/** What a calendar address shows; the address itself is the proof. Null when nobody has it. */
export const feedEvents = query({
  name: "appointments.feed",
  internal: true,
  input: z.object({ hash: z.string().regex(/^[A-Za-z0-9_-]{43}$/) }).strict(),
  allow: [{ hat: "system", purpose: "own-data" }],
  async answer({ tx }, { hash }): Promise<TicketRow[] | null> {
    const [feed] = await tx.query<{ person: string }>("select person from appointments.feed where hash = $1", [
      Buffer.from(hash, "base64url"),
    ]);
    if (!feed) return null;
    return tx.query<TicketRow>(
      `select * from appointments.ticket where person = $1 and kind = 'booked' and state <> 'offered' and state <> 'lapsed'
       order by starts_at desc limit $2`,
      [feed.person, most],
    );
  },
});

/** The same for whoever comes with the address. */
export const openFeed = query({
  name: "appointments.open-feed",
  internal: true,
  input: z.object({ hash: z.string().regex(/^[A-Za-z0-9_-]{43}$/) }).strict(),
  allow: [{ hat: "anyone", purpose: "own-data" }],
  answer: ({ askAsRoom }, asked) => askAsRoom(feedEvents, asked),
});
