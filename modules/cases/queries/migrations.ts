import { z } from "zod";
import { isId, keyset, pageOf, query } from "../../../kernel/index.ts";
import { officerNames } from "../../identity/index.ts";
import { definitionOf } from "../case.ts";
import { Plan } from "../commands/plan-migration.ts";
import { fateOf, type Hindrance } from "../migrate.ts";
import { type MigrationRow, openCases } from "../migration.ts";

const trusted = [
  { hat: "officer", roles: ["administrator"], assurance: 2 },
  { hat: "officer", roles: ["approver"], assurance: 2 },
] as const;
const id = z.string().refine(isId, "kernel.fault.format");
/** Enough for a regency; a dry run over more says that it stopped there. */
const most = 20_000;

const fates = ["stays", "moves", "gains", "person"] as const;
type Fate = (typeof fates)[number];
/** What happens to a case, in the words of its process: where it goes, or why it cannot. */
interface Course {
  fate: Fate;
  moves: readonly { from: string; to: string | null }[];
  obstacles: readonly Hindrance[];
}
const looked = { plan: Plan, fate: z.enum(fates).optional(), after: id.optional() };

/**
 * A dry run: what would happen to every open case, counted, grouped by what it is and why, and case by case in pages.
 * Writes nothing, locks nothing, and tells numbers and steps only, nothing of the people.
 */
export const migrationPreview = query({
  name: "cases.migration-preview",
  input: z.object({ ...looked, limit: z.coerce.number().int().min(1).max(100).default(50) }).strict(),
  allow: trusted,
  answer: ({ askAsRoom }, input) => askAsRoom(fatesOf, input),
});

/** The rows behind it; the house looks, nobody sees them. */
export const fatesOf = query({
  name: "cases.fates",
  internal: true,
  input: z.object({ ...looked, limit: z.number().int().min(1).max(100) }),
  allow: [{ hat: "system", purpose: "service" }],
  async answer(context, { plan, fate: only, after: from, limit }) {
    const { service, mapping } = plan;
    const after = await definitionOf(context, service, plan.to);
    const counts = { stays: 0, moves: 0, gains: 0, person: 0 };
    const groups = new Map<string, Course & { n: number }>();
    const cases: (Course & { id: string; number: string; version: number })[] = [];
    const versions = { service, from_versions: [plan.from].flat() };
    for (const one of versions.from_versions) await definitionOf(context, service, one);
    let counted = 0;
    for (let last: string | null = null; counted < most; ) {
      const rows: Awaited<ReturnType<typeof openCases>> = await openCases(context.tx, versions, last, 1000);
      for (const { mends, ...row } of rows) {
        const before = await definitionOf(context, service, row.version);
        const found = fateOf(context, { before, after, mapping }, row, mends);
        const course: Course = {
          fate: found.fate,
          moves: "moves" in found ? found.moves : [],
          obstacles: "obstacles" in found ? found.obstacles : [],
        };
        counts[found.fate] += 1;
        const key = JSON.stringify(course);
        groups.set(key, { ...course, n: (groups.get(key)?.n ?? 0) + 1 });
        if (cases.length <= limit && (from === undefined || row.id > from) && (!only || only === found.fate))
          cases.push({ id: row.id, number: row.number, version: row.version, ...course });
      }
      counted += rows.length;
      last = rows.at(-1)?.id ?? null;
      if (rows.length < 1000) break;
    }
    const page = cases.slice(0, limit);
    return {
      counts,
      counted,
      all: counted < most,
      groups: [...groups.values()].sort((a, b) => b.n - a.n).slice(0, 100),
      cases: page,
      next: cases.length > limit ? page.at(-1)!.id : null,
    };
  },
});

/** How many cases are open on each version of each service. Counts only. */
export const openVersions = query({
  name: "cases.open-versions",
  input: z.object({}).strict(),
  allow: trusted,
  answer: ({ askAsRoom }) => askAsRoom(versionsInUse, {}),
});
export const versionsInUse = query({
  name: "cases.versions-in-use",
  internal: true,
  input: z.object({}).strict(),
  allow: [{ hat: "system", purpose: "service" }],
  answer: ({ tx }) =>
    tx.query<{ service: string; version: number; n: number }>(
      `select service, version, count(*)::int as n from cases.case where closed_at is null
       group by service, version order by service, version`,
      [],
    ),
});

/** Migrations of all services, the newest first. */
export const migrations = query({
  name: "cases.migrations",
  input: z.object({ ...keyset }).strict(),
  allow: trusted,
  async answer({ tx }, asked) {
    const { after, before, limit } = asked;
    const rows = await tx.query<MigrationRow>(
      before
        ? "select * from cases.migration where id > $1 order by id limit $2"
        : "select * from cases.migration where ($1::uuid is null or id < $1) order by id desc limit $2",
      [before ?? after ?? null, limit + 1],
    );
    return pageOf(rows.map(told), asked);
  },
});

/** One migration: how far it is, and the cases that stayed on their version, in pages, each with the reasons. */
export const migrationById = query({
  name: "cases.migration",
  input: z
    .object({ id: z.string(), after: id.optional(), limit: z.coerce.number().int().min(1).max(100).default(50) })
    .strict(),
  load: async ({ tx }, { id: migration }) =>
    isId(migration)
      ? ((await tx.query<MigrationRow>("select * from cases.migration where id = $1", [migration]))[0] ?? null)
      : null,
  allow: trusted,
  async answer({ tx, askAsRoom }, { after, limit }, row) {
    const kept = await tx.query<{ id: string; number: string; obstacles: Hindrance[] }>(
      `select case_id as id, number, obstacles from cases.migration_kept
       where migration = $1 and ($2::uuid is null or case_id > $2) order by case_id limit $3`,
      [row.id, after ?? null, limit + 1],
    );
    const page = kept.slice(0, limit);
    const names = await askAsRoom(officerNames, {
      ids: [row.planned_by, row.approved_by].filter((one) => one !== null),
    });
    const plannedBy = names[row.planned_by] ?? null;
    const approvedBy = row.approved_by ? (names[row.approved_by] ?? null) : null;
    return { ...told(row), plannedBy, approvedBy, cases: page, next: kept.length > limit ? page.at(-1)!.id : null };
  },
});

const told = (row: MigrationRow) => ({
  id: row.id,
  service: row.service,
  from: row.from_versions,
  to: row.to_version,
  mapping: row.mapping,
  state: row.state,
  openCases: row.open_cases,
  moved: row.moved,
  kept: row.kept,
  plannedAt: row.planned_at,
  approvedAt: row.approved_at,
  doneAt: row.done_at,
});

export const migrationQueries = [migrationPreview, fatesOf, openVersions, versionsInUse, migrations, migrationById];
