import { fileURLToPath } from "node:url";
import type { Manifest } from "../../kernel/index.ts";
import { answer, count } from "./commands/answer.ts";
import { finishFollowUp, planFollowUp } from "./commands/follow-up.ts";
import { invite } from "./commands/invite.ts";
import { follows } from "./follows.ts";
import { satisfactionFile } from "./instrument.ts";
import { listeners } from "./listeners.ts";
import { csvFile, jsonFile } from "./pages/files.ts";
import { followUpPage } from "./pages/follow-up.tsx";
import { resultsPage, serviceResultsPage } from "./pages/results.tsx";
import { surveyPage } from "./pages/survey.tsx";
import { agencyOfService, countedResults, results } from "./queries/results.ts";
import { followUps, instrumentOfCell, mySurveys, surveyOf } from "./queries/survey.ts";

export const manifest: Manifest = {
  name: "satisfaction",
  folder: fileURLToPath(new URL(".", import.meta.url)),
  follows,
  governmentFiles: [satisfactionFile],
  commands: [invite, answer, count, planFollowUp, finishFollowUp],
  queries: [results, countedResults, agencyOfService, surveyOf, instrumentOfCell, mySurveys, followUps],
  pages: [surveyPage, resultsPage, serviceResultsPage, followUpPage],
  routes: [jsonFile, csvFile],
  listeners,
};
