import { z } from "zod";
import { isId, query } from "../../../kernel/index.ts";
import { ownAgency, Sending } from "../commands/signals.ts";
import {
  addressed,
  listeners,
  listenersOf,
  listening,
  type SignalCaseRow,
  type SignalRow,
  signalHeld,
  textsOf,
} from "../signals.ts";

const senders = [
  { hat: "officer", roles: ["head"], relation: ownAgency, assurance: 2, purpose: "service" },
  { hat: "system", purpose: "service" },
] as const;
const id = z.string().refine(isId, "kernel.fault.format");
const pages = { after: id.optional(), limit: z.coerce.number().int().min(1).max(100).default(25) };

/** Who would hear a signal if it were sent now: how many, and which in pages, with where each stands. Changes nothing. */
export const signalPreview = query({
  name: "cases.signal-preview",
  input: Sending.safeExtend(pages),
  load: (context, { service, office }) => addressed(context, { service, office }),
  allow: senders,
  async answer(context, { signal, after, limit }, { services }) {
    const { tx } = context;
    const all = await listening(context, services);
    const asked = listenersOf(all, signal);
    const [[counted], cases] = await Promise.all([
      tx.query<{ n: number }>(`select count(*)::int as n from cases.case c where ${listeners}`, [asked]),
      tx.query<{ id: string; number: string; service: string; version: number; places: string[] }>(
        `select c.id, c.number, c.service, c.version,
           (select array_agg(distinct t ->> 'at') from jsonb_array_elements(c.process -> 'tokens') as t) as places
         from cases.case c where ${listeners} and ($2::uuid is null or c.id > $2) order by c.id limit $3`,
        [asked, after ?? null, limit + 1],
      ),
    ]);
    const page = cases.slice(0, limit).map(({ places, ...one }) => {
      const here = all.find(({ service, version }) => service === one.service && version === one.version)!;
      const hears = here.places.get(signal) ?? [];
      return { ...one, texts: places.filter((at) => hears.includes(at)).map(here.called) };
    });
    return {
      count: counted!.n,
      cases: page,
      next: cases.length > limit ? page.at(-1)!.id : null,
      texts: textsOf(all, signal),
    };
  },
});

/** The signals that open cases of these services could hear, and of which services. Names of steps only. */
export const signalNames = query({
  name: "cases.signal-names",
  input: z.object({ services: z.array(z.string().max(60)).max(200) }).strict(),
  allow: [{ hat: "officer", roles: ["head"], assurance: 2 }, { hat: "system" }],
  async answer(context, { services }) {
    const names = new Map<string, Set<string>>();
    const all = await listening(context, services);
    for (const { service, places } of all)
      for (const name of places.keys()) names.set(name, (names.get(name) ?? new Set()).add(service));
    return [...names].map(([name, of]) => ({ name, services: [...of], texts: textsOf(all, name) }));
  },
});

/** The agency's signals, the newest first. */
export const signals = query({
  name: "cases.signals",
  input: z.object({ limit: z.coerce.number().int().min(1).max(100).default(20) }).strict(),
  allow: [{ hat: "officer", roles: ["head"], assurance: 2 }],
  answer: ({ tx, actor }, { limit }) =>
    tx.query<SignalRow>("select * from cases.signal where agency = $1 order by id desc limit $2", [
      actor.officer!.agency,
      limit,
    ]),
});

/** One signal: how far it has come, and its cases in pages. */
export const signalById = query({
  name: "cases.signal",
  input: z
    .object({ id: z.string(), state: z.enum(["waiting", "heard", "passed", "failed"]).optional(), ...pages })
    .strict(),
  load: ({ tx }, { id: signal }) => signalHeld(tx, signal),
  allow: senders,
  async answer({ tx }, { state, after, limit }, row) {
    const counts = { waiting: 0, heard: 0, passed: 0, failed: 0 };
    for (const one of await tx.query<{ state: SignalCaseRow["state"]; n: number }>(
      "select state, count(*)::int as n from cases.signal_case where signal = $1 group by state",
      [row.id],
    ))
      counts[one.state] = one.n;
    const cases = await tx.query<SignalCaseRow>(
      `select * from cases.signal_case where signal = $1 and ($2::text is null or state = $2)
         and ($3::uuid is null or case_id > $3) order by case_id limit $4`,
      [row.id, state ?? null, after ?? null, limit + 1],
    );
    const page = cases.slice(0, limit);
    return { ...row, counts, cases: page, next: cases.length > limit ? page.at(-1)!.case_id : null };
  },
});

/** What is left of it for the worker. */
export const signalToDo = query({
  name: "cases.signal-to-do",
  internal: true,
  input: z.object({ id: z.string(), limit: z.number().int().min(1).max(100) }).strict(),
  load: ({ tx }, { id: signal }) => signalHeld(tx, signal),
  allow: [{ hat: "system", purpose: "service" }],
  async answer({ tx }, { limit }, { id: signal, state }) {
    const cases = await tx.query<{ case_id: string }>(
      "select case_id from cases.signal_case where signal = $1 and state = 'waiting' order by case_id limit $2",
      [signal, limit],
    );
    return { running: state === "running", cases: cases.map(({ case_id }) => case_id) };
  },
});

export const signalQueries = [signalPreview, signalNames, signals, signalById, signalToDo];
