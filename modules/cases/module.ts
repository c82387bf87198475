import { fileURLToPath } from "node:url";
import type { Manifest } from "../../kernel/index.ts";
import { acknowledge } from "./commands/acknowledge.ts";
import { addNote } from "./commands/add-note.ts";
import { approveMigration } from "./commands/approve-migration.ts";
import { assignTask } from "./commands/assign-task.ts";
import { beginDraft } from "./commands/begin-draft.ts";
import { completeTask } from "./commands/complete-task.ts";
import { correctField } from "./commands/correct-field.ts";
import { dropDraft } from "./commands/drop-draft.ts";
import { dropOldDrafts } from "./commands/drop-old-drafts.ts";
import { fireTimer, fireTimers, putOffTimer } from "./commands/fire-timer.ts";
import { migrateCases } from "./commands/migrate-cases.ts";
import { planMigration } from "./commands/plan-migration.ts";
import { recordDocument } from "./commands/record-document.ts";
import { recordPayment } from "./commands/record-payment.ts";
import { recordRevocation } from "./commands/record-revocation.ts";
import { refreshFacts } from "./commands/refresh-facts.ts";
import { savePage } from "./commands/save-page.ts";
import { sendWord } from "./commands/send-word.ts";
import { submitApplication } from "./commands/submit-application.ts";
import { withdrawApplication } from "./commands/withdraw-application.ts";
import {
  draftsJob,
  filesJob,
  issueJob,
  migrateJob,
  onPaid,
  onRevoked,
  onSubmitted,
  timerMinder,
} from "./jobs/index.ts";
import { applicationPage } from "./pages/application.tsx";
import { applicationsPage } from "./pages/applications.tsx";
import { beginPage } from "./pages/begin.tsx";
import { checkPage } from "./pages/check.tsx";
import { correctionPage } from "./pages/correction.tsx";
import { deskPage } from "./pages/desk.tsx";
import { dropPage } from "./pages/drop.tsx";
import { fileRoute } from "./pages/file.ts";
import { findPage } from "./pages/find.tsx";
import { formPage } from "./pages/form.tsx";
import { queuePage } from "./pages/queue.tsx";
import { caseById } from "./queries/case-by-id.ts";
import { caseNumbered } from "./queries/case-numbered.ts";
import { draftById, myDrafts } from "./queries/drafts.ts";
import { dueTimers } from "./queries/due-timers.ts";
import { fileById } from "./queries/file-by-id.ts";
import { fatesOf, migrationById, migrationPreview, migrations } from "./queries/migrations.ts";
import { myCases } from "./queries/my-cases.ts";
import { closedOfLate, promiseKept } from "./queries/promise-kept.ts";
import { queue } from "./queries/queue.ts";

export const manifest: Manifest = {
  name: "cases",
  folder: fileURLToPath(new URL(".", import.meta.url)),
  commands: [
    beginDraft,
    savePage,
    refreshFacts,
    dropDraft,
    dropOldDrafts,
    submitApplication,
    acknowledge,
    assignTask,
    completeTask,
    addNote,
    correctField,
    withdrawApplication,
    recordPayment,
    recordDocument,
    recordRevocation,
    fireTimer,
    fireTimers,
    putOffTimer,
    sendWord,
    planMigration,
    approveMigration,
    migrateCases,
  ],
  queries: [
    draftById,
    myDrafts,
    caseById,
    myCases,
    queue,
    caseNumbered,
    fileById,
    dueTimers,
    promiseKept,
    closedOfLate,
    migrationPreview,
    fatesOf,
    migrations,
    migrationById,
  ],
  pages: [
    beginPage,
    checkPage,
    dropPage,
    formPage,
    applicationsPage,
    applicationPage,
    correctionPage,
    queuePage,
    findPage,
    deskPage,
  ],
  routes: [fileRoute],
  jobs: [issueJob, draftsJob, filesJob, migrateJob],
  listeners: [onPaid, onRevoked, onSubmitted],
  minders: [timerMinder],
};
