import { fileURLToPath } from "node:url";
import type { Manifest } from "../../kernel/index.ts";
import { askRight, withdrawRequest } from "./commands/ask.ts";
import { decide, forget, liftRestriction } from "./commands/decide.ts";
import { privacyFile } from "./edition.ts";
import { restrictionGate } from "./gate.ts";
import { holds } from "./holds.ts";
import { beginPage } from "./pages/begin.tsx";
import { decidePage, deskPage } from "./pages/desk.tsx";
import { minePage } from "./pages/mine.tsx";
import { requestPage } from "./pages/request.tsx";
import { myCopy } from "./queries/copy.ts";
import { anyRestricted, myRequests, requestById, requestDesk } from "./queries/requests.ts";
import { copyRoute } from "./routes/copy.ts";

export const manifest: Manifest = {
  name: "rights",
  folder: fileURLToPath(new URL(".", import.meta.url)),
  governmentFiles: [privacyFile],
  commands: [askRight, withdrawRequest, decide, forget, liftRestriction],
  queries: [myRequests, requestById, requestDesk, anyRestricted, myCopy],
  pages: [minePage, beginPage, requestPage, deskPage, decidePage],
  routes: [copyRoute],
  holds,
  gate: restrictionGate,
};
