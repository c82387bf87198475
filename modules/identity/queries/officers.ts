import { z } from "zod";
import { keyset, on, pageOf, query } from "../../../kernel/index.ts";
import type { IdentityTables, OfficerRow } from "../tables.ts";

const word = z.string().max(60);

/** All officers with their duties, for administration. Pages by key. */
export const allOfficers = query({
  name: "identity.officers",
  input: z.object({ ...keyset, agency: word.optional() }).strict(),
  allow: [{ hat: "officer", roles: ["administrator", "approver", "auditor"], purpose: "administration" }],
  async answer({ tx }, asked) {
    let rows = on<IdentityTables>(tx)
      .selectFrom("identity.officer")
      .selectAll()
      .limit(asked.limit + 1);
    if (asked.agency) rows = rows.where("agency", "=", asked.agency);
    if (asked.after) rows = rows.where("id", "<", asked.after);
    rows = asked.before ? rows.where("id", ">", asked.before).orderBy("id", "asc") : rows.orderBy("id", "desc");
    const page = pageOf(await rows.execute(), asked);
    const duties =
      page.rows.length === 0
        ? []
        : await on<IdentityTables>(tx)
            .selectFrom("identity.officer_role")
            .selectAll()
            .where(
              "officer",
              "in",
              page.rows.map((row) => row.id),
            )
            .where("withdrawn_at", "is", null)
            .orderBy("role")
            .execute();
    return {
      ...page,
      rows: page.rows.map((row) => ({ ...row, duties: duties.filter((duty) => duty.officer === row.id) })),
    };
  },
});

/** Colleagues of an office who hold a duty: to whom work can be given. */
export const officersOf = query({
  name: "identity.colleagues",
  input: z.object({ agency: word, office: word.optional(), role: word.optional() }).strict(),
  allow: [
    { hat: "officer", purpose: "service" },
    { hat: "system", purpose: "service" },
  ],
  async answer({ tx, actor }, { agency, office, role }) {
    return tx.query<Pick<OfficerRow, "id" | "name" | "office">>(
      `select o.id, o.name, o.office from identity.officer o
       where o.agency = $1 and ($2::text is null or o.office = $2) and o.state = 'active' and exists (
         select from identity.officer_role r where r.officer = o.id and ($3::text is null or r.role = $3)
           and r.approved_at is not null and r.withdrawn_at is null)
       order by o.name limit 200`,
      [actor.hat === "officer" ? actor.officer!.agency : agency, office ?? null, role ?? null],
    );
  },
});

/** An officer's name by id, for histories. */
export const officerNames = query({
  name: "identity.officer-names",
  internal: true,
  input: z.object({ ids: z.array(z.string()).max(200) }),
  allow: [{ hat: "system", purpose: "service" }],
  async answer({ tx }, { ids }) {
    if (ids.length === 0) return {};
    const rows = await on<IdentityTables>(tx)
      .selectFrom("identity.officer")
      .select(["id", "name"])
      .where("id", "in", [...new Set(ids)])
      .execute();
    return Object.fromEntries(rows.map((row) => [row.id, row.name]));
  },
});
