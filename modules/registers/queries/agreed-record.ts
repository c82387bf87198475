import { z } from "zod";
import { type Actor, on, query, relation, type Tx, type World } from "../../../kernel/index.ts";
import { lookups } from "../../registry/index.ts";
import type { Register } from "../definition/schema.ts";
import { registerNamed, wholeData } from "../register.ts";
import type { RecordRow, RegistersTables } from "../tables.ts";

interface Held {
  register: Register;
  row: RecordRow | null;
}

/** A system of another agency reads what an agreement with the keeper opens. */
const agreed = relation<Held>(
  "agreement with the keeper",
  (actor, { register }) => actor.machine?.agreement?.serves === `register ${register.code}`,
);

const input = z
  .object({
    register: z.string().max(60),
    /** The record's own number, or whom it is about: one of them. The house itself names the record when it tells of a change. */
    record: z.uuid().nullish(),
    number: z.string().trim().min(1).max(80).nullish(),
    nik: z.string().max(40).nullish(),
    nib: z.string().max(20).nullish(),
  })
  .strict()
  .refine(
    ({ record, number, nik, nib }) => [record, number, nik, nib].filter(Boolean).length === 1,
    "registers.fault.one-key",
  );
type Asked = z.output<typeof input>;

/** A record without a number of its own is known to others by whose it is. */
const tellsWhose = ({ record }: Asked, { register }: Held): boolean => Boolean(record) && register.number === "holder";

const fieldsOf = (actor: Actor, { register }: Held): string[] =>
  Object.keys(register.fields).filter((field) => actor.machine?.agreement?.fields.includes(field));

/**
 * One record for a machine: only the fields that its agreement names, of the record that it names itself. Who is read sees the
 * line, with the agreement's purpose; when, the agreement says too.
 */
export const agreedRecord = query({
  name: "registers.agreed-record",
  internal: true,
  input,
  load: async ({ tx, world, askAsRoom }, asked): Promise<Held | null> => {
    const register = await registerNamed(tx, asked.register);
    if (!register) return null;
    const numbers = (one: string | null | undefined) => (one ? [one] : []);
    const known = await askAsRoom(lookups.holdersByNumber, { niks: numbers(asked.nik), nibs: numbers(asked.nib) });
    const [person = null, business = null] = [known.people[0]?.[1], known.businesses[0]?.[1]];
    return { register, row: await rowOf({ tx, world }, asked, person, business) };
  },
  allow: [{ hat: "machine", relation: agreed, purpose: "exchange" }],
  async answer({ world, tx, actor, askAsRoom }, asked, held) {
    if (!held.row) return null;
    const { person, business } = held.row;
    const holders = { people: person ? [person] : [], businesses: business ? [business] : [] };
    const whose = tellsWhose(asked, held) ? await askAsRoom(lookups.numbersOfHolders, holders) : null;
    const data = await wholeData({ world, tx }, held.row);
    const shown = Object.fromEntries(fieldsOf(actor, held).map((field) => [field, data[field] ?? null]));
    return {
      number: held.register.number === "holder" ? null : held.row.number,
      validFrom: held.row.valid_from,
      endedOn: held.row.ended_on,
      version: held.row.version,
      data: shown,
      ...(whose && { whose: { nik: whose.people[0]?.[1], nib: whose.businesses[0]?.[1] } }),
    };
  },
  personal: {
    about: (_result, held) => [held.row?.person ?? null],
    fields: ["record"],
    shown: (asked, held, actor) => [
      ...(tellsWhose(asked, held) && held.row?.person ? ["nik"] : []),
      ...fieldsOf(actor, held),
    ],
  },
});

async function rowOf(
  { tx }: { tx: Tx; world: World },
  { register, record, number }: Asked,
  person: string | null,
  business: string | null,
): Promise<RecordRow | null> {
  let rows = on<RegistersTables>(tx).selectFrom("registers.record").selectAll().where("register", "=", register);
  if (record) rows = rows.where("id", "=", record);
  else if (number) rows = rows.where("number", "=", number);
  else if (person) rows = rows.where("person", "=", person);
  else if (business) rows = rows.where("business", "=", business);
  else return null;
  return (
    (await rows
      .orderBy("ended_on", (order) => order.desc().nullsFirst())
      .orderBy("id", "desc")
      .limit(1)
      .executeTakeFirst()) ?? null
  );
}
