import { z } from "zod";
import { command, type Fact, on, type Relation, refuse, relation } from "../../../kernel/index.ts";
import { hearing } from "../../process/index.ts";
import { caseLocked, definitionOf } from "../case.ts";
import { doDeeds } from "../deeds.ts";
import { actRow, move, writeMove } from "../host.ts";
import {
  addressed,
  knownSignal,
  listeners,
  listenersOf,
  listening,
  type SignalCaseRow,
  type SignalRow,
  signalHeld,
} from "../signals.ts";
import type { CasesTables } from "../tables.ts";

const word = z.string().regex(/^[a-z][a-z0-9-]{0,59}$/);
/** A signal, and to whom: all open cases of one service, or of all services of one office ("agency/office"). */
export const Sending = z
  .object({ signal: word, service: word.optional(), office: z.string().max(121).optional() })
  .strict()
  .refine(({ service, office }) => (service === undefined) !== (office === undefined), {
    path: ["service"],
    error: "cases.fault.one-target",
  });

/** The head of the agency answers for what its cases are told. */
export const ownAgency: Relation<never, unknown> = relation<{ agency: string }>(
  "agency whose services they are",
  ({ officer }, { agency }) => officer?.agency === agency,
);
const senders = [{ hat: "officer", roles: ["head"], relation: ownAgency, assurance: 2 }, { hat: "system" }] as const;

/**
 * Sends a signal from outside to all open cases that listen to it now. They are written down here and hear it one by one
 * in a job. Sent again while it is on its way, it is refused; with the same key, the first answer is given.
 */
export const sendSignal = command({
  name: "cases.send-signal",
  input: Sending.safeExtend({ reason: z.string().trim().min(5, "cases.fault.message").max(500) }),
  load: (context, { service, office }) => addressed(context, { service, office }),
  allow: senders,
  async carryOut(context, { signal, service, office, reason }, { agency, services }) {
    const { tx, actor, now, newId } = context;
    const all = await listening(context, services);
    knownSignal(all, signal);
    const row: SignalRow = {
      id: newId(),
      name: signal,
      service: service ?? null,
      agency,
      office: office ?? null,
      reason,
      sent_by: actor.hat === "officer" ? actor.name : null,
      state: "running",
      sent_at: now,
      ended_at: null,
    };
    // Waited for: of two that are sent at once, the second ends here, before it has looked for its cases.
    await on<CasesTables>(tx).insertInto("cases.signal").values(row).execute();
    const [{ n: cases } = { n: 0 }] = await tx.query<{ n: number }>(
      `with reached as (insert into cases.signal_case (signal, case_id, number)
         select $2, c.id, c.number from cases.case c where ${listeners} returning 1)
       select count(*)::int as n from reached`,
      [listenersOf(all, signal), row.id],
    );
    if (cases === 0) refuse("conflict", "cases.refusal.nobody-listens");
    return {
      result: { id: row.id, cases },
      facts: [{ name: "cases.signal-sent", subject: row.id, body: { signal, service, office, cases } }],
      jobs: [{ name: "cases.carry-signal", payload: { signal: row.id }, key: `signal:${row.id}` }],
    };
  },
});

/** Stops a signal that is on its way, or lets it go on; at its end, tries again with the cases that could not hear it. */
export const steerSignal = command({
  name: "cases.steer-signal",
  input: z.object({ id: z.string(), go: z.enum(["stop", "on"]) }).strict(),
  load: ({ tx }, { id }) => signalHeld(tx, id, " for update"),
  allow: senders,
  async carryOut({ tx }, { go }, { id, state }) {
    if (go === "stop" ? state !== "running" : state === "running") refuse("conflict", "cases.refusal.bulk-over");
    if (go === "on") {
      const again = await tx.query(
        "update cases.signal_case set state = 'waiting' where signal = $1 and state = 'failed' returning case_id",
        [id],
      );
      if (state === "done" && again.length === 0) refuse("conflict", "cases.refusal.bulk-over");
    }
    await on<CasesTables>(tx)
      .updateTable("cases.signal")
      .set({ state: go === "stop" ? "stopped" : "running", ended_at: null })
      .where("id", "=", id)
      .execute();
    return {
      result: null,
      facts: [{ name: go === "stop" ? "cases.signal-stopped" : "cases.signal-resumed", subject: id }],
      jobs: go === "on" ? [{ name: "cases.carry-signal", payload: { signal: id }, key: `signal:${id}` }] : [],
    };
  },
});

/** One case hears a signal. Its row is settled with it: said twice, the second finds nothing to do. */
export const hearSignal = command({
  name: "cases.hear-signal",
  internal: true,
  input: z.object({ signal: z.string(), case: z.string() }).strict(),
  load: async ({ tx }, { signal: id, case: of }) => {
    const [signal, row] = [await signalHeld(tx, id), await caseLocked(tx, of)];
    return signal && row && { signal, row };
  },
  allow: [{ hat: "system" }],
  async carryOut(context, _input, { signal, row: before }) {
    const { tx, now } = context;
    const [due] = await tx.query<SignalCaseRow>(
      "select * from cases.signal_case where signal = $1 and case_id = $2 and state = 'waiting'",
      [signal.id, before.id],
    );
    if (!due) return { result: { heard: false }, subject: before.id };
    const service = await definitionOf(context, before.service, before.version);
    const heard =
      before.closed_at === null &&
      hearing.listens(service.process, service.called, before.process, { signal: signal.name });
    tx.send("update cases.signal_case set state = $3, at = $4 where signal = $1 and case_id = $2", [
      signal.id,
      before.id,
      heard ? "heard" : "passed",
      now,
    ]);
    if (!heard) return { result: { heard }, subject: before.id, note: { signal: signal.id } };
    const moved = move(context, service, before, { type: "signal", name: signal.name });
    const said = { signal: signal.name, message: signal.reason, by: signal.sent_by };
    const acts = [
      actRow(context, before.id, { kind: "signalled", audience: "office", body: said }),
      ...(await doDeeds(context, service, moved)),
    ];
    writeMove(context, before, moved, acts);
    const fact: Fact = {
      name: "cases.word-heard",
      subject: before.id,
      body: { signal: signal.name, sent: signal.id },
    };
    return { result: { heard }, facts: [fact, ...moved.facts], jobs: moved.jobs, about: [before.person] };
  },
});

/** Writes down which cases could not hear it, and that all have been told. */
export const settleSignal = command({
  name: "cases.settle-signal",
  internal: true,
  input: z.object({ signal: z.string(), failed: z.array(z.string()).max(100) }).strict(),
  load: ({ tx }, { signal }) => signalHeld(tx, signal, " for update"),
  allow: [{ hat: "system" }],
  async carryOut({ tx, now }, { failed }, { id, state }) {
    await tx.query(
      "update cases.signal_case set state = 'failed', at = $3 where signal = $1 and case_id = any ($2) and state = 'waiting'",
      [id, failed, now],
    );
    const [left] = await tx.query("select from cases.signal_case where signal = $1 and state = 'waiting' limit 1", [
      id,
    ]);
    if (!left && state !== "done")
      await tx.query("update cases.signal set state = 'done', ended_at = $2 where id = $1", [id, now]);
    return { result: { over: !left }, subject: id, note: { failed: failed.length } };
  },
});

export const signalCommands = [sendSignal, steerSignal, hearSignal, settleSignal];
