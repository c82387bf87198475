import { fileURLToPath } from "node:url";
import type { Manifest } from "../../kernel/index.ts";
import { mustAssess } from "./assess.ts";
import { askRight, withdrawRequest } from "./commands/ask.ts";
import { closeBreach, countAffected, openBreach, reportBreach, tellAffected, writeLetters } from "./commands/breach.ts";
import { decide, forget, liftRestriction } from "./commands/decide.ts";
import { destroyKey, shredPerson, signCertificate } from "./commands/destroy-key.ts";
import { seeDigest, writeDigest } from "./commands/digest.ts";
import { findLooks, settleLook } from "./commands/looks.ts";
import { applyRetention, holdRecords, liftHold, restRetention } from "./commands/retention.ts";
import { tellPeople } from "./commands/tell-people.ts";
import { privacyFile } from "./edition.ts";
import { follows } from "./follows.ts";
import { restrictionGate } from "./gate.ts";
import { holds } from "./holds.ts";
import { countJob, lettersJob } from "./jobs/breach.ts";
import { looksJob } from "./jobs/looks.ts";
import { retentionJob } from "./jobs/retention.ts";
import { onDestroyed, onMerged, onParted } from "./listeners.ts";
import { beginPage } from "./pages/begin.tsx";
import { breachesPage, breachPage, openBreachPage } from "./pages/breaches.tsx";
import { certificatePage, certificateRoutes } from "./pages/certificate.tsx";
import { decidePage, deskPage } from "./pages/desk.tsx";
import { digestPage } from "./pages/digest.tsx";
import { lookPage, looksPage } from "./pages/looks.tsx";
import { minePage } from "./pages/mine.tsx";
import { requestPage } from "./pages/request.tsx";
import { retentionPage } from "./pages/retention.tsx";
import { breachById, breaches } from "./queries/breaches.ts";
import { certificateById, certificates } from "./queries/certificate.ts";
import { myCopy } from "./queries/copy.ts";
import { digest } from "./queries/digest.ts";
import { retention, retentionRun } from "./queries/due.ts";
import { lookById, looks } from "./queries/looks.ts";
import { decidedByHand, myRequests, requestById, requestDesk, restrictedPeople } from "./queries/requests.ts";
import { copyRoute } from "./routes/copy.ts";

export const manifest: Manifest = {
  name: "rights",
  folder: fileURLToPath(new URL(".", import.meta.url)),
  follows,
  governmentFiles: [privacyFile],
  understands: (government) => ({ mustAssess: mustAssess(government) }),
  commands: [
    askRight,
    withdrawRequest,
    decide,
    forget,
    liftRestriction,
    destroyKey,
    shredPerson,
    signCertificate,
    applyRetention,
    restRetention,
    holdRecords,
    liftHold,
    openBreach,
    countAffected,
    reportBreach,
    tellAffected,
    writeLetters,
    closeBreach,
    findLooks,
    settleLook,
    writeDigest,
    seeDigest,
    tellPeople,
  ],
  listeners: [onDestroyed, onMerged, onParted],
  jobs: [looksJob, retentionJob, countJob, lettersJob],
  queries: [
    myRequests,
    requestById,
    requestDesk,
    restrictedPeople,
    decidedByHand,
    myCopy,
    certificateById,
    certificates,
    retention,
    retentionRun,
    breaches,
    breachById,
    looks,
    lookById,
    digest,
  ],
  pages: [
    minePage,
    beginPage,
    requestPage,
    deskPage,
    decidePage,
    breachesPage,
    openBreachPage,
    breachPage,
    looksPage,
    lookPage,
    digestPage,
    retentionPage,
    certificatePage,
  ],
  routes: [copyRoute, ...certificateRoutes],
  holds,
  gate: restrictionGate,
};
