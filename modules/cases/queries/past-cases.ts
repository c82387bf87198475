import { z } from "zod";
import { type Answered, query } from "../../../kernel/index.ts";
import type { CaseRow } from "../tables.ts";

type Past = Pick<CaseRow, "id" | "answers" | "facts" | "decisions" | "status"> & {
  day: string;
  at: string[] | null;
};

/**
 * A service's cases of the past, page by page, to be worked through by a machine: a simulation of other rules. What names
 * a person or says where they live is taken out before it leaves the room.
 */
export const pastCases = query({
  name: "cases.past",
  internal: true,
  input: z
    .object({
      service: z.string().max(60),
      since: z.iso.date(),
      after: z.uuid().nullable(),
      limit: z.number().int().min(1).max(5000),
    })
    .strict(),
  allow: [{ hat: "system", purpose: "planning" }],
  async answer({ tx }, { service, since, after, limit }) {
    return tx.query<Past>(
      `select id, answers, decisions, status, to_char(submitted_at, 'YYYY-MM-DD') as day,
         jsonb_build_object('applicant', (facts -> 'applicant') - '{name,nik,address}'::text[],
           'business', (facts -> 'business') - '{id,name,nib,address}'::text[]) as facts,
         case when closed_at is null then (select array_agg(t ->> 'at') from jsonb_array_elements(process -> 'tokens') t) end as at
       from cases.case where service = $1 and submitted_at >= $2::date and ($3::uuid is null or id > $3)
       order by id limit $4`,
      [service, since, after, limit],
    );
  },
});

/** How many they are. */
export const pastCasesCount = query({
  name: "cases.past-count",
  internal: true,
  input: z.object({ service: z.string().max(60), since: z.iso.date() }).strict(),
  allow: [{ hat: "system", purpose: "planning" }],
  async answer({ tx }, { service, since }) {
    const [found] = await tx.query<{ n: number }>(
      "select count(*)::int as n from cases.case where service = $1 and submitted_at >= $2::date",
      [service, since],
    );
    return found!.n;
  },
});

/** Whether anybody ever began an application here. */
export const anyDraft = query({
  name: "cases.any-draft",
  internal: true,
  input: z.object({}).strict(),
  allow: [{ hat: "system", purpose: "planning" }],
  answer: async ({ tx }) => (await tx.query("select 1 from cases.draft limit 1")).length > 0,
});

/** How many people answered each question of each service since a moment. Answers themselves stay here. */
export const answeredQuestions = query({
  name: "cases.answered-questions",
  internal: true,
  input: z.object({ since: z.iso.datetime() }).strict(),
  allow: [{ hat: "system", purpose: "planning" }],
  async answer({ tx }, { since }): Promise<Answered[]> {
    // Every case of a year is read, by a job at night.
    tx.send("set local statement_timeout = 300000");
    return tx.query<Answered & Record<string, unknown>>(
      `select c.service as place, k as field, count(distinct c.person)::int as people
       from cases.case c cross join lateral jsonb_object_keys(c.answers) as k
       where c.submitted_at >= $1 group by 1, 2`,
      [since],
    );
  },
});
