import { absencePage } from "./absence.tsx";
import { afterlifePage } from "./afterlife.tsx";
import { applicationPage } from "./application.tsx";
import { applicationsPage } from "./applications.tsx";
import { bringPage, scanInPage } from "./awaited.tsx";
import { beginPage } from "./begin.tsx";
import { bulkPage } from "./bulk.tsx";
import { amendPage, renewPage, takeOverPage } from "./change.tsx";
import { checkPage } from "./check.tsx";
import { correctionPage } from "./correction.tsx";
import { cosignPage, cosignStatesPage } from "./cosign.tsx";
import { deskPage } from "./desk.tsx";
import { dropPage } from "./drop.tsx";
import { fieldPage, fieldTaskPage } from "./field.tsx";
import { findPage } from "./find.tsx";
import { formPage } from "./form.tsx";
import { heldOnePage, heldPage } from "./held.tsx";
import { consentPage, helpPage } from "./help.tsx";
import { keptAnswersPage } from "./kept-answers.tsx";
import { answerPage, lawDeskPage } from "./law-desk.tsx";
import { likenessPage } from "./likeness.tsx";
import { migrationPlanPage } from "./migration-plan.tsx";
import { migrationPage, migrationsPage } from "./migrations.tsx";
import { objectionPage } from "./objection.tsx";
import { paperPage } from "./paper.tsx";
import { provePage } from "./prove.tsx";
import { queuePage } from "./queue.tsx";
import { codePage, resumePage } from "./resume.tsx";
import { sendSignalPage, signalPage, signalsPage } from "./signals.tsx";
import { versionPage } from "./version.tsx";

/** Every page of the room. */
export const pages = [
  bringPage,
  scanInPage,
  beginPage,
  checkPage,
  codePage,
  resumePage,
  helpPage,
  consentPage,
  keptAnswersPage,
  versionPage,
  provePage,
  cosignPage,
  cosignStatesPage,
  dropPage,
  formPage,
  paperPage,
  applicationsPage,
  applicationPage,
  correctionPage,
  lawDeskPage,
  queuePage,
  findPage,
  deskPage,
  bulkPage,
  migrationsPage,
  migrationPlanPage,
  migrationPage,
  signalsPage,
  sendSignalPage,
  signalPage,
  absencePage,
  likenessPage,
  fieldPage,
  fieldTaskPage,
  renewPage,
  amendPage,
  takeOverPage,
  objectionPage,
  afterlifePage,
  answerPage,
  heldPage,
  heldOnePage,
];
