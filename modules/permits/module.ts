import { fileURLToPath } from "node:url";
import type { Manifest } from "../../kernel/index.ts";
import { issuePermit } from "./commands/issue-permit.ts";
import { liftSuspension, revokePermit, suspendPermit } from "./commands/measures.ts";
import { agreeToOffer, offerTransfer, withdrawOffer } from "./commands/offers.ts";
import { turnDay } from "./commands/turn-day.ts";
import { followDocument, undoMeasure } from "./commands/undo-measure.ts";
import { follows } from "./follows.ts";
import { holds } from "./holds.ts";
import { onDocumentRevoked, turnJob } from "./jobs/index.ts";
import { agencyPage, measurePage } from "./pages/agency.tsx";
import { permitPage, permitsPage } from "./pages/permits.tsx";
import { entryPage, registerPage } from "./pages/register.tsx";
import { dueTurns } from "./queries/due-turns.ts";
import { offerHeld, offerOfCode, permitById } from "./queries/permit-by-id.ts";
import { agencyPermits, myPermits } from "./queries/permits.ts";
import { publicEntry, register, registerEntry } from "./queries/register.ts";

export const manifest: Manifest = {
  name: "permits",
  folder: fileURLToPath(new URL(".", import.meta.url)),
  follows,
  holds,
  commands: [
    issuePermit,
    suspendPermit,
    liftSuspension,
    revokePermit,
    undoMeasure,
    followDocument,
    turnDay,
    offerTransfer,
    withdrawOffer,
    agreeToOffer,
  ],
  queries: [
    permitById,
    myPermits,
    agencyPermits,
    register,
    registerEntry,
    publicEntry,
    offerOfCode,
    offerHeld,
    dueTurns,
  ],
  pages: [permitsPage, permitPage, agencyPage, measurePage, registerPage, entryPage],
  jobs: [turnJob],
  listeners: [onDocumentRevoked],
};
