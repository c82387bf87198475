import type { JobHandler, Listener } from "../../../kernel/index.ts";
import { issueCertificate } from "../certificate.ts";
import { acknowledge } from "../commands/acknowledge.ts";
import { dropOldDrafts } from "../commands/drop-old-drafts.ts";
import { findDuplicates } from "../commands/find-duplicates.ts";
import { migrateCases } from "../commands/migrate-cases.ts";
import { recordDocument } from "../commands/record-document.ts";
import { recordPayment } from "../commands/record-payment.ts";
import { recordRevocation } from "../commands/record-revocation.ts";

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

/** Moves the open cases of an approved migration, batch by batch; begun again, it goes on where it was. */
export const migrateJob: JobHandler = {
  name: "cases.migrate",
  async handle({ act }, payload) {
    while ((await act(migrateCases, { migration: String(payload.migration) })).more);
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

export { timerMinder } from "./timers.ts";
