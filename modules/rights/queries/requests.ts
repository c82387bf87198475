import { z } from "zod";
import { keyset, pageOf, query, type Tx, type World } from "../../../kernel/index.ts";
import { editionOn } from "../edition.ts";
import { answering, answerPlace, asker, requestHeld, toldPlace } from "../request.ts";
import type { RequestRow } from "../tables.ts";

/** A request as a list shows it: never what was said in it. */
export type RequestLine = Pick<
  RequestRow,
  "id" | "number" | "kind" | "state" | "opened_at" | "due_at" | "decided_at" | "person"
>;
const lineColumns = "id, number, kind, state, opened_at, due_at, decided_at, person";

/** One request with the words in it, opened. */
export interface WholeRequest extends RequestLine {
  ground: string | null;
  done: RequestRow["done"];
  told: string | null;
  answer: string | null;
  /** What it brought holds still: the data is locked, or no rule decides alone. */
  holds: boolean;
}

/** What I asked for, newest first. */
export const myRequests = query({
  name: "rights.mine",
  input: z.object(keyset).strict(),
  allow: [{ hat: "citizen", purpose: "own-data" }],
  async answer({ tx, actor }, { after, before, limit }) {
    const rows = await tx.query<RequestLine>(
      `select ${lineColumns} from rights.request where person = $1 and ${
        before ? "id > $2::uuid order by id" : "($2::uuid is null or id < $2::uuid) order by id desc"
      } limit $3`,
      [actor.person, before ?? after ?? null, limit + 1],
    );
    return pageOf(rows, { after, before, limit });
  },
});

async function whole(world: World, tx: Tx, row: RequestRow): Promise<WholeRequest> {
  const { told, answer, agency: _, ...line } = row;
  const [lock] = await tx.query(
    `select from rights.restriction where request = $1 and lifted_at is null
     union all select from rights.objection where request = $1 and lifted_at is null`,
    [row.id],
  );
  return {
    ...line,
    told: await world.secrets.open(tx, row.id, toldPlace, told),
    answer: answer && (await world.secrets.open(tx, row.id, answerPlace, answer)),
    holds: lock !== undefined,
  };
}

/** One request with what was asked and answered: for who asked, and for who answers. */
export const requestById = query({
  name: "rights.request",
  input: z.object({ id: z.string().max(60) }).strict(),
  load: ({ tx }, { id }) => requestHeld(tx, id),
  allow: [
    { hat: "citizen", relation: asker, purpose: "own-data" },
    { hat: "officer", roles: ["protection-officer"], relation: answering, purpose: "rights" },
  ],
  answer: ({ world, tx }, _input, row) => whole(world, tx, row),
  personal: { about: (_result, row) => [row.person], fields: ["request"], subject: (_input, row) => row.id },
});

/** The protection officer's desk: what is open, by its clock, without the words in it; and how it stands with the rest. */
export const requestDesk = query({
  name: "rights.desk",
  input: z.object({ state: z.enum(["open", "decided"]).default("open") }).strict(),
  allow: [{ hat: "officer", roles: ["protection-officer"], purpose: "rights" }],
  answer: async ({ tx, actor }, { state }) =>
    tx.query<Omit<RequestLine, "person">>(
      `select id, number, kind, state, opened_at, due_at, decided_at from rights.request
       where agency = $1 and (state = 'open') = ($2 = 'open')
       order by ${state === "open" ? "due_at" : "decided_at desc"} limit 200`,
      [actor.officer!.agency, state],
    ),
});

/** Whose data is locked now: what the gate holds every answer against. */
export const restrictedPeople = query({
  name: "rights.restricted-people",
  internal: true,
  input: z.object({}).strict(),
  allow: [{ hat: "system" }],
  async answer({ tx }) {
    const rows = await tx.query<{ person: string }>("select person from rights.restriction where lifted_at is null");
    return rows.map(({ person }) => person);
  },
});

/** Whether a person objected to being decided on by the system alone, and was heard: an officer looks first. */
export const decidedByHand = query({
  name: "rights.decided-by-hand",
  internal: true,
  input: z.object({ person: z.string() }).strict(),
  allow: [{ hat: "system" }],
  async answer({ tx }, { person }) {
    const rows = await tx.query("select from rights.objection where person = $1 and lifted_at is null", [person]);
    return rows.length > 0;
  },
});

/** The law as it stands today: what one may ask for and until when it is answered, on what a refusal may rest. */
export const lawToday = ({ government, calendar, clock }: World) => editionOn(government, calendar.today(clock.now()));
