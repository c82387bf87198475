import { fileURLToPath } from "node:url";
import type { Manifest } from "../../kernel/index.ts";
import { askComparison, decideAsked, keepAsked } from "./asked/commands.ts";
import { askedList, askedOne } from "./asked/queries.ts";
import { askCheck, checkFile, keepCheck, registerAddress } from "./checks/commands.ts";
import { addressById, badges, runById, runsOf } from "./checks/queries.ts";
import { describeMetadata, describeVariables } from "./commands/describe.ts";
import { handIn } from "./commands/hand-in.ts";
import { keepEdition } from "./commands/keep-edition.ts";
import { moveDataset } from "./commands/move.ts";
import { changePlan, proposeDataset } from "./commands/plan.ts";
import { publishDataset } from "./commands/publish.ts";
import { openRounds } from "./commands/rounds.ts";
import { checksFile } from "./definition/checks.ts";
import { factsFile } from "./definition/facts.ts";
import { metadataFiles } from "./definition/metadata.ts";
import { settingsFile } from "./definition/settings.ts";
import { checkJob, compareJob, measureAllJob, measureJob, roundsJob } from "./jobs/index.ts";
import { listeners } from "./listeners.ts";
import { askedOnePage, askedPage } from "./pages/asked.tsx";
import { badgesPage, checkRunPage, checksPage } from "./pages/checks.tsx";
import { dataPage, datasetPage, versionPage } from "./pages/data.tsx";
import { datasetDeskPage } from "./pages/dataset.tsx";
import { metadataPage, variablesPage } from "./pages/describe.tsx";
import { deskPage } from "./pages/desk.tsx";
import { overviewPage } from "./pages/overview.tsx";
import { planPage, proposePage } from "./pages/propose.tsx";
import { qualityPage, registerQualityPage } from "./pages/quality.tsx";
import { releasesFeed, releasesPage } from "./pages/releases.tsx";
import { listPage, standardPage } from "./pages/standard.tsx";
import { askMeasurement, measureRegister } from "./quality/measure.ts";
import { qualityHistory, qualityNow } from "./quality/queries.ts";
import {
  dataList,
  datasetWhole,
  deliveredTable,
  origins,
  publishedTable,
  publishedVersion,
  releases,
  workOf,
} from "./queries/datasets.ts";
import { editionDifference, editions } from "./queries/editions.ts";
import { deliveryFile } from "./routes/delivery.ts";
import { csvFile, jsonFile, metadataFile, schemaFile, versionsFile } from "./routes/files.ts";

export const manifest: Manifest = {
  name: "onedata",
  folder: fileURLToPath(new URL(".", import.meta.url)),
  governmentFiles: [settingsFile, factsFile, checksFile, ...metadataFiles],
  commands: [
    proposeDataset,
    changePlan,
    moveDataset,
    describeVariables,
    describeMetadata,
    handIn,
    publishDataset,
    openRounds,
    keepEdition,
    measureRegister,
    askMeasurement,
    keepAsked,
    decideAsked,
    askComparison,
    checkFile,
    registerAddress,
    askCheck,
    keepCheck,
  ],
  queries: [
    dataList,
    releases,
    publishedVersion,
    publishedTable,
    workOf,
    datasetWhole,
    deliveredTable,
    origins,
    editions,
    editionDifference,
    qualityNow,
    qualityHistory,
    askedList,
    askedOne,
    badges,
    runsOf,
    runById,
    addressById,
  ],
  pages: [
    overviewPage,
    dataPage,
    datasetPage,
    versionPage,
    releasesPage,
    qualityPage,
    registerQualityPage,
    standardPage,
    listPage,
    askedPage,
    askedOnePage,
    badgesPage,
    checksPage,
    checkRunPage,
    deskPage,
    proposePage,
    datasetDeskPage,
    planPage,
    variablesPage,
    metadataPage,
  ],
  routes: [releasesFeed, csvFile, jsonFile, schemaFile, metadataFile, versionsFile, deliveryFile],
  listeners,
  jobs: [roundsJob, measureJob, measureAllJob, compareJob, checkJob],
};
