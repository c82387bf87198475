import { z } from "zod";
import { on, query } from "../../../kernel/index.ts";
import { assistedCase } from "../../cases/index.ts";
import { businessesOfPerson, personById } from "../../registry/index.ts";
import type { CounterTables, VisitRow } from "../tables.ts";
import { helped, helper, sameOffice, visitHeld } from "../visit.ts";

/** A visit without what only the house needs. */
const shown = ({ code_hash: _hash, tries: _tries, paper, ...row }: VisitRow) => ({
  ...row,
  paper: paper?.sha256 ?? null,
});

/** A visit as the officer has it before them, with the person's name and businesses and what became of it. */
export const visitById = query({
  name: "counter.visit",
  input: z.object({ id: z.string() }).strict(),
  load: ({ tx }, { id }) => visitHeld(tx, id),
  allow: [
    { hat: "officer", roles: ["front-desk"], relation: helper, purpose: "counter" },
    { hat: "officer", roles: ["auditor"], purpose: "oversight", see: { name: "mask" } },
  ],
  async answer({ ask, askAsRoom, see, actor }, _input, row) {
    const person = await askAsRoom(personById, { id: row.person });
    // Before the person agreed nothing is shown of them but the name by which they were found.
    const agreed = row.means !== null && actor.officer!.roles.includes("front-desk");
    const businesses = agreed ? await ask(businessesOfPerson, { person: row.person, within: row.id }) : [];
    return {
      ...shown(row),
      name: see("name", person.name),
      businesses: businesses.filter(({ status }) => status === "active").map(({ id, name }) => ({ id, name })),
      case: row.draft ? await askAsRoom(assistedCase, { draft: row.draft }) : null,
    };
  },
  personal: { about: (_result, row) => [row.person], fields: ["name"] },
});

/** The visits of my office, newest first: numbers and states, no names. */
export const officeVisits = query({
  name: "counter.visits",
  input: z.object({}).strict(),
  allow: [
    { hat: "officer", roles: ["front-desk"], purpose: "counter" },
    { hat: "officer", roles: ["auditor"], purpose: "oversight" },
  ],
  async answer({ tx, actor }) {
    let rows = on<CounterTables>(tx)
      .selectFrom("counter.visit")
      .select([
        "id",
        "title",
        "agency",
        "office",
        "officer",
        "officer_name",
        "state",
        "means",
        "opened_at",
        "objected_at",
      ])
      .orderBy("id", "desc")
      .limit(50);
    const { agency, office, roles } = actor.officer!;
    if (!roles.includes("auditor")) rows = rows.where("agency", "=", agency).where("office", "=", office);
    return rows.execute();
  },
});

/** Who did what for me, by which office. The officer's own name is for officers. */
export const myVisits = query({
  name: "counter.my-visits",
  input: z.object({}).strict(),
  allow: [{ hat: "citizen", purpose: "own-data" }],
  answer: async ({ tx, actor }) =>
    (
      await on<CounterTables>(tx)
        .selectFrom("counter.visit")
        .selectAll()
        .where("person", "=", actor.person!)
        .orderBy("id", "desc")
        .limit(50)
        .execute()
    ).map(({ officer: _id, officer_name: _name, ...row }) => shown(row as VisitRow)),
});

export const myVisit = query({
  name: "counter.my-visit",
  input: z.object({ id: z.string() }).strict(),
  load: ({ tx }, { id }) => visitHeld(tx, id),
  allow: [{ hat: "citizen", relation: helped, purpose: "own-data" }],
  async answer({ askAsRoom }, _input, row) {
    const { officer: _id, officer_name: _name, ...rest } = shown(row);
    return { ...rest, case: row.draft ? await askAsRoom(assistedCase, { draft: row.draft }) : null };
  },
});

/** Where the signed paper is kept: for the person, the office that took it, and auditors. */
export const paperOf = query({
  name: "counter.paper",
  internal: true,
  input: z.object({ visit: z.string() }).strict(),
  load: ({ tx }, { visit }) => visitHeld(tx, visit),
  allow: [
    { hat: "citizen", relation: helped, purpose: "own-data" },
    { hat: "officer", roles: ["front-desk"], relation: sameOffice, purpose: "counter" },
    { hat: "officer", roles: ["auditor"], purpose: "oversight" },
  ],
  answer: async (_context, _input, row) => row.paper,
  personal: { about: (_result, row) => [row.person], fields: ["paper"] },
});
