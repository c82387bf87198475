import type { JobHandler, Listener, Manifest } from "../../../kernel/index.ts";
import { pause, Refusal } from "../../../kernel/index.ts";
import { issueCertificate } from "../certificate.ts";
import { acknowledge } from "../commands/acknowledge.ts";
import { dropOldDrafts } from "../commands/drop-old-drafts.ts";
import { findDuplicates } from "../commands/find-duplicates.ts";
import { fireTimer } from "../commands/fire-timer.ts";
import { recordDocument } from "../commands/record-document.ts";
import { recordPayment } from "../commands/record-payment.ts";
import { recordRevocation } from "../commands/record-revocation.ts";
import { dueTimers } from "../queries/due-timers.ts";
import { workContext } from "../work.ts";

/** Money came for a case. */
export const onPaid: Listener = {
  fact: "payments.paid",
  name: "cases.go-on-after-payment",
  handle: async ({ act }, fact) =>
    void (await act(recordPayment, { case: String(fact.body?.case) }, { key: `${fact.id}:paid` })),
};

/** A document lost its force; not every document is a case's. */
export const onRevoked: Listener = {
  fact: "documents.revoked",
  name: "cases.tell-of-revocation",
  handle: async ({ act }, fact) =>
    void (await act(
      recordRevocation,
      { case: String(fact.body?.of), document: fact.subject },
      { key: `${fact.id}:revoked` },
    )),
};

/** The applicant hears that it has arrived; not in the hand-in's own transaction, which must be quick. */
export const onSubmitted: Listener = {
  fact: "cases.submitted",
  name: "cases.acknowledge",
  handle: async ({ act }, fact) =>
    void (await act(acknowledge, { case: fact.subject }, { key: `${fact.id}:acknowledge` })),
};

/** Whether it looks like another: not in the hand-in's own transaction either. */
export const onCameIn: Listener = {
  fact: "cases.submitted",
  name: "cases.look-for-duplicates",
  handle: async ({ act }, fact) =>
    void (await act(findDuplicates, { case: fact.subject }, { key: `${fact.id}:duplicates` })),
};

/** Makes, seals and hands over the document of a case that was approved and paid. */
export const issueJob: JobHandler = {
  name: "cases.issue-document",
  async handle(context, payload) {
    const { act } = context;
    const issued = await issueCertificate(
      context,
      String(payload.case),
      payload.document === undefined ? undefined : String(payload.document),
    );
    if (issued)
      await act(recordDocument, { case: String(payload.case), ...issued }, { key: `issued:${String(payload.case)}` });
  },
};

export const draftsJob: JobHandler = {
  name: "cases.drop-old-drafts",
  cron: "15 19 * * *",
  async handle({ act }) {
    while ((await act(dropOldDrafts, { days: 30 })).more);
  },
};

/** Uploads of drafts that are gone. */
export const filesJob: JobHandler = {
  name: "cases.remove-files",
  async handle({ world }, { stores }) {
    for (const store of stores as string[]) await world.files.remove(store);
  },
};

/** Watches the one index of timers; all that is due is handled at once, then it looks again after some seconds. */
export const timerMinder: NonNullable<Manifest["minders"]>[number] = {
  name: "cases.timers",
  async run(world, stop) {
    const { act, ask } = workContext(world);
    while (!stop.aborted) {
      const due = await ask(dueTimers, { limit: 500 });
      let failed = 0;
      for (const timer of due) {
        await act(fireTimer, { case: timer.case_id, token: timer.token, target: timer.target }).catch((error) => {
          // One case that cannot go on must not keep the others' clocks from ringing.
          if (!(error instanceof Refusal))
            world.log.error({ err: error, case: timer.case_id }, "timer: will try again");
          failed += 1;
        });
      }
      if (due.length < 500 || failed > 0) await pause(5000, stop);
    }
  },
};
