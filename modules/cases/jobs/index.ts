import { type JobHandler, type Listener, Refusal } from "../../../kernel/index.ts";
import { slots } from "../../appointments/index.ts";
import { issueCertificate } from "../certificate.ts";
import { acknowledge } from "../commands/acknowledge.ts";
import { lapseCosigns, returnSigned } from "../commands/cosign.ts";
import { dropOldDrafts } from "../commands/drop-old-drafts.ts";
import { dropOver } from "../commands/drop-over.ts";
import { findDuplicates } from "../commands/find-duplicates.ts";
import { keepAnswers } from "../commands/kept-answers.ts";
import { migrateCases } from "../commands/migrate-cases.ts";
import { recordDocument } from "../commands/record-document.ts";
import { recordPayment } from "../commands/record-payment.ts";
import { recordRevocation } from "../commands/record-revocation.ts";
import { submitApplication } from "../commands/submit-application.ts";
import { warnOldDrafts } from "../commands/warn-old-drafts.ts";
import { carryOutEffects } from "../effects.ts";

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

/** What the person answered to questions of the bank fills in their next form. */
export const onAnswered: Listener = {
  fact: "cases.submitted",
  name: "cases.keep-answers",
  handle: async ({ act }, fact) =>
    void (await act(keepAnswers, { case: fact.subject }, { key: `${fact.id}:keep-answers` })),
};

/** It came to nothing: the hours that were kept for it are free for others. */
export const visitsBack: Listener[] = ["cases.withdrawn", "cases.refused", "cases.lapsed"].map((fact) => ({
  fact,
  name: `${fact.replace("cases.", "cases.give-back-visits-of-")}`,
  handle: async ({ act }, { id, subject }) =>
    void (await act(slots.giveBack, { about: subject }, { key: `${id}:visits` })),
}));

/** Registers are told what an end means for them; again when a day has come, or a keeper asks for it. */
export const effectsAfter: Listener[] = ["issued", "granted", "refused", "lapsed"].map((end) => ({
  fact: `cases.${end}`,
  name: `cases.carry-out-effects-of-${end}`,
  handle: (context, { subject }) => carryOutEffects(context, subject),
}));
export const effectsJob: JobHandler = {
  name: "cases.carry-out-effects",
  handle: (context, payload) => carryOutEffects(context, String(payload.case)),
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
    while ((await act(warnOldDrafts, {})).more);
    while ((await act(dropOldDrafts, {})).more);
    await act(dropOver, {});
  },
};

/** All who had to agree have agreed. What can not be handed in after all goes back to its applicant. */
export const signedJob: JobHandler = {
  name: "cases.hand-in-signed",
  async handle({ act }, payload) {
    const draft = String(payload.draft);
    try {
      await act(submitApplication, { draft, declaration: true }, { key: `signed:${draft}` });
    } catch (error) {
      if (!(error instanceof Refusal) || error.code === "unavailable") throw error;
      await act(returnSigned, { draft });
    }
  },
};
export const cosignsJob: JobHandler = {
  name: "cases.lapse-cosigns",
  cron: "5 * * * *",
  async handle({ act }) {
    while ((await act(lapseCosigns, {})).more);
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
