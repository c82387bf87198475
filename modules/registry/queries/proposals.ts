import { z } from "zod";
import { keyset, pageOf, query } from "../../../kernel/index.ts";
import { deciders, keepers, keeping, keeps, keepsProposal, proposalHeld } from "../merging/proposal.ts";
import { type Part, sealedPlace } from "../merging/split.ts";
import { heldPerson, idSchema, keeper, ownRow, personAs, personFields } from "../person.ts";
import type { ProposalRow } from "../tables.ts";

const allow = [{ hat: "officer", roles: deciders, relation: keeps, purpose: "register-upkeep" }] as const;
type Line = Pick<ProposalRow, "id" | "kind" | "person" | "other" | "state" | "proposed_at" | "undone_at"> & {
  name: string;
};

/** What keepers have proposed: what waits for a second person first, then what was decided, the newest first. */
export const proposals = query({
  name: "registry.proposals",
  input: z.object({ ...keyset, state: z.enum(["open", "decided"]).default("open") }).strict(),
  load: keeping,
  allow,
  async answer({ tx }, { state, ...asked }) {
    const { after, before, limit } = asked;
    const rows = await tx.query<Line & Record<string, unknown>>(
      `select p.id, p.kind, p.person, p.other, p.state, p.proposed_at, p.undone_at, who.name
       from registry.proposal p join registry.person who on who.id = p.person
       where (p.state = 'open') = $2 and ($1::uuid is null or p.id ${before ? ">" : "<"} $1)
       order by p.id ${before ? "asc" : "desc"} limit $3`,
      [before ?? after ?? null, state === "open", limit + 1],
    );
    return pageOf<Line>(rows, asked);
  },
  personal: {
    about: ({ rows }) => rows.flatMap(({ person, other }) => [person, other]),
    fields: ["name"],
    note: () => ({ reason: "correction" }),
  },
});

/** One proposal with the records that it is about, as they stand now. */
export const proposalById = query({
  name: "registry.proposal",
  input: z.object({ id: idSchema }).strict(),
  load: (context, { id }) => proposalHeld(context, id),
  allow: [{ hat: "officer", roles: deciders, relation: keepsProposal, purpose: "register-upkeep" }],
  async answer({ see, world, tx, actor }, _input, { row }) {
    const person = (await ownRow(tx, row.person))!;
    const other = row.other === null ? null : await ownRow(tx, row.other);
    const text = row.sealed && (await world.secrets.open(tx, row.person, sealedPlace, row.sealed));
    const { sealed: _sealed, proposed_by, done, ...said } = row;
    return {
      ...said,
      mine: proposed_by === actor.account,
      went: Object.values(done.moved ?? {}).reduce((sum, ids) => sum + ids.length, 0),
      people: [await personAs(see, world, tx, person), ...(other ? [await personAs(see, world, tx, other)] : [])],
      part: text ? (JSON.parse(text) as Part) : null,
      /** Mended since it was proposed: it can only be returned, and proposed anew. */
      stale:
        row.state === "open" &&
        (person.version !== row.version || (other !== null && other.version !== row.other_version)),
    };
  },
  personal: {
    about: (_answer, { row }) => [row.person, row.other],
    fields: personFields,
    note: () => ({ reason: "correction" }),
  },
});

/** What hangs on a person that the keeper of this register may say belongs to somebody else. */
export const splitChoices = query({
  name: "registry.split-choices",
  input: z.object({ person: idSchema }).strict(),
  load: ({ world, tx }, { person }) => heldPerson(world, tx, person),
  allow: [{ hat: "officer", roles: keepers, relation: keeper, purpose: "register-upkeep" }],
  async answer(context, { person }, row) {
    const { see, world, tx } = context;
    const all = world.modules.flatMap(({ follows }) => follows ?? []);
    const offers = [];
    for (const { name, offers: asked } of all)
      for (const one of (await asked?.(context, person)) ?? []) offers.push({ ...one, follows: name });
    return { person: await personAs(see, world, tx, row), offers };
  },
  personal: {
    about: (_answer, row) => [row.id],
    fields: personFields,
    note: () => ({ reason: "correction" }),
  },
});
