import { fileURLToPath } from "node:url";
import type { Manifest } from "../../kernel/index.ts";
import { declareAbsence, revokeAbsence } from "./commands/absence.ts";
import { acknowledge } from "./commands/acknowledge.ts";
import { addNote, seeMention } from "./commands/add-note.ts";
import { answerObjection, deemObjection } from "./commands/answer-objection.ts";
import { approveMigration } from "./commands/approve-migration.ts";
import { assignTask } from "./commands/assign-task.ts";
import { beginChange, beginTransfer } from "./commands/begin-change.ts";
import { beginDraft } from "./commands/begin-draft.ts";
import { bringAwaited } from "./commands/bring-awaited.ts";
import { prepareBulk, settleBulk, startBulk, stopBulk } from "./commands/bulk.ts";
import { completeTask } from "./commands/complete-task.ts";
import { correctField } from "./commands/correct-field.ts";
import {
  answerCosign,
  askCosigners,
  findCosigner,
  lapseCosigns,
  recallCosigns,
  returnSigned,
  settleCosign,
  writeCosigner,
} from "./commands/cosign.ts";
import { ringLawClock, startLawClock } from "./commands/deem.ts";
import { dropDraft } from "./commands/drop-draft.ts";
import { dropOldDrafts } from "./commands/drop-old-drafts.ts";
import { dropOver } from "./commands/drop-over.ts";
import { fileInspection } from "./commands/file-inspection.ts";
import { fileAppeal, fileObjection, withdrawObjection } from "./commands/file-objection.ts";
import { findDuplicates } from "./commands/find-duplicates.ts";
import { fireTimer, fireTimers, putOffTimer } from "./commands/fire-timer.ts";
import { hearingCommands } from "./commands/hearings.ts";
import { beginDraftFor, endHelpWith, recordObjection } from "./commands/help-at-counter.ts";
import { askToHelp, endHelp, openDraftFor, sayHelp } from "./commands/help-with-draft.ts";
import { answerInquiry, askInquiry, withdrawInquiry } from "./commands/inquiry.ts";
import { chooseKeeping, forgetAnswers, keepAnswers, useAnswer } from "./commands/kept-answers.ts";
import { migrateCases } from "./commands/migrate-cases.ts";
import { moveDraft } from "./commands/move-draft.ts";
import { planMigration } from "./commands/plan-migration.ts";
import { proveAnswer, sendProofCode } from "./commands/prove-answer.ts";
import { recordDecision, recordLetter } from "./commands/record-decision.ts";
import { recordDocument } from "./commands/record-document.ts";
import { recordEffect, retryEffect, settleEffect } from "./commands/record-effect.ts";
import { recordPayment } from "./commands/record-payment.ts";
import { recordRevocation } from "./commands/record-revocation.ts";
import { refreshFacts } from "./commands/refresh-facts.ts";
import { judgeLikeness, linkCases } from "./commands/related.ts";
import { remindApplicant } from "./commands/remind-applicant.ts";
import { reopenCase } from "./commands/reopen-case.ts";
import { keepRescued, rescuePage, restorePage, takeRescued } from "./commands/rescued-page.ts";
import { mailResumeCode, makeResumeCode, resumeDraft } from "./commands/resume-code.ts";
import { ringAwaited } from "./commands/ring-awaited.ts";
import { savePage } from "./commands/save-page.ts";
import { dropQueue, saveQueue } from "./commands/saved-queues.ts";
import { sendWord } from "./commands/send-word.ts";
import { signalCommands } from "./commands/signals.ts";
import { splitCase } from "./commands/split-case.ts";
import { submitApplication } from "./commands/submit-application.ts";
import { warnOldDrafts } from "./commands/warn-old-drafts.ts";
import { withdrawApplication } from "./commands/withdraw-application.ts";
import { deskFile } from "./desk.ts";
import { follows } from "./follows.ts";
import { holds } from "./holds.ts";
import { bulkJob } from "./jobs/bulk.ts";
import {
  cosignsJob,
  draftsJob,
  effectsAfter,
  effectsJob,
  filesJob,
  issueJob,
  migrateJob,
  onAnswered,
  onCameIn,
  onPaid,
  onRevoked,
  onSubmitted,
  signedJob,
  timerMinder,
  visitsBack,
} from "./jobs/index.ts";
import { lawMinder, letterWork, minutesWork, onApproved, onHandedIn, onRefused } from "./jobs/law.ts";
import { signalJob } from "./jobs/signal.ts";
import { fieldAppRoute, fieldSendRoute, fieldWorkerRoute } from "./pages/field-routes.ts";
import { fileRoute } from "./pages/file.ts";
import { pages } from "./pages/index.ts";
import { schemaRoute } from "./pages/schema.ts";
import { summaryRoute } from "./pages/summary.ts";
import { absences } from "./queries/absences.ts";
import { afterlifeOf } from "./queries/afterlife.ts";
import { assistedCase } from "./queries/assisted-case.ts";
import { bulkById, bulkToDo } from "./queries/bulk.ts";
import { caseById } from "./queries/case-by-id.ts";
import { caseNumbered } from "./queries/case-numbered.ts";
import { changeOfCase, changesUnderWay } from "./queries/changes.ts";
import { closedCase } from "./queries/closed-case.ts";
import { cosignById, cosignShown, cosignStates, myCosigns } from "./queries/cosign.ts";
import { draftById, myDrafts } from "./queries/drafts.ts";
import { dueTimers } from "./queries/due-timers.ts";
import { effectsOf, heldEffect, heldEffects } from "./queries/effects.ts";
import { fieldTask, fieldWork } from "./queries/field-work.ts";
import { fileById } from "./queries/file-by-id.ts";
import { draftService, helpAsked, helpWithDraft } from "./queries/help.ts";
import { keptAnswers } from "./queries/kept-answers.ts";
import { ringing } from "./queries/law-clocks.ts";
import { lawDesk, objectionById } from "./queries/law-desk.ts";
import { migrationQueries } from "./queries/migrations.ts";
import { myCases } from "./queries/my-cases.ts";
import { answeredQuestions, anyDraft, pastCases, pastCasesCount } from "./queries/past-cases.ts";
import { closedOfLate, promiseKept } from "./queries/promise-kept.ts";
import { proofsOf } from "./queries/proof.ts";
import { queue, queueCounts } from "./queries/queue.ts";
import { relatedCases } from "./queries/related.ts";
import { draftCoded, resumeCode } from "./queries/resume-code.ts";
import { savedQueues } from "./queries/saved-queues.ts";
import { signalQueries } from "./queries/signals.ts";
import { queuesFile } from "./queues.ts";
import { demoCasesFile } from "./seed.ts";
import { draftsFile } from "./settings.ts";
import { vocabulary } from "./vocabulary.ts";

export const manifest: Manifest = {
  name: "cases",
  folder: fileURLToPath(new URL(".", import.meta.url)),
  follows,
  holds,
  commands: [
    beginDraft,
    beginChange,
    beginTransfer,
    savePage,
    refreshFacts,
    dropDraft,
    dropOldDrafts,
    warnOldDrafts,
    dropOver,
    rescuePage,
    keepRescued,
    takeRescued,
    restorePage,
    makeResumeCode,
    mailResumeCode,
    resumeDraft,
    keepAnswers,
    useAnswer,
    forgetAnswers,
    chooseKeeping,
    moveDraft,
    sendProofCode,
    proveAnswer,
    askCosigners,
    findCosigner,
    writeCosigner,
    answerCosign,
    settleCosign,
    recallCosigns,
    returnSigned,
    lapseCosigns,
    askToHelp,
    sayHelp,
    openDraftFor,
    endHelp,
    submitApplication,
    acknowledge,
    assignTask,
    completeTask,
    addNote,
    seeMention,
    declareAbsence,
    revokeAbsence,
    prepareBulk,
    startBulk,
    stopBulk,
    settleBulk,
    askInquiry,
    answerInquiry,
    withdrawInquiry,
    remindApplicant,
    findDuplicates,
    fileInspection,
    linkCases,
    judgeLikeness,
    splitCase,
    saveQueue,
    dropQueue,
    correctField,
    bringAwaited,
    ringAwaited,
    withdrawApplication,
    beginDraftFor,
    endHelpWith,
    recordObjection,
    recordPayment,
    recordDocument,
    recordRevocation,
    fireTimer,
    fireTimers,
    putOffTimer,
    sendWord,
    ...signalCommands,
    planMigration,
    approveMigration,
    migrateCases,
    startLawClock,
    ringLawClock,
    recordDecision,
    recordLetter,
    fileObjection,
    fileAppeal,
    withdrawObjection,
    answerObjection,
    deemObjection,
    reopenCase,
    ...hearingCommands,
    recordEffect,
    retryEffect,
    settleEffect,
  ],
  queries: [
    answeredQuestions,
    draftById,
    afterlifeOf,
    changesUnderWay,
    changeOfCase,
    myDrafts,
    resumeCode,
    draftCoded,
    helpWithDraft,
    helpAsked,
    draftService,
    keptAnswers,
    proofsOf,
    cosignById,
    cosignShown,
    myCosigns,
    cosignStates,
    caseById,
    myCases,
    queue,
    queueCounts,
    savedQueues,
    absences,
    bulkById,
    bulkToDo,
    relatedCases,
    fieldWork,
    fieldTask,
    caseNumbered,
    fileById,
    dueTimers,
    ringing,
    lawDesk,
    objectionById,
    promiseKept,
    assistedCase,
    closedOfLate,
    closedCase,
    pastCases,
    pastCasesCount,
    anyDraft,
    ...signalQueries,
    ...migrationQueries,
    effectsOf,
    heldEffects,
    heldEffect,
  ],
  pages,
  understands: () => vocabulary,
  answered: ({ ask }, since) => ask(answeredQuestions, { since: since.toISOString() }),
  routes: [fileRoute, schemaRoute, summaryRoute, fieldSendRoute, fieldWorkerRoute, fieldAppRoute],
  governmentFiles: [queuesFile, deskFile, draftsFile, demoCasesFile],
  jobs: [
    bulkJob,
    signalJob,
    issueJob,
    draftsJob,
    filesJob,
    migrateJob,
    letterWork,
    minutesWork,
    signedJob,
    cosignsJob,
    effectsJob,
  ],
  listeners: [
    onPaid,
    onRevoked,
    onSubmitted,
    onCameIn,
    onHandedIn,
    onApproved,
    onRefused,
    onAnswered,
    ...visitsBack,
    ...effectsAfter,
  ],
  minders: [timerMinder, lawMinder],
};
