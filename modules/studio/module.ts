import { fileURLToPath } from "node:url";
import type { Manifest } from "../../kernel/index.ts";
import { beginSimulation, keepTally } from "./commands/simulation.ts";
import { dropWalk, keepWalk } from "./commands/walk.ts";
import { simulateJob } from "./jobs/simulate.ts";
import { comparePage } from "./pages/compare.tsx";
import { overviewPage } from "./pages/overview.tsx";
import { placePage } from "./pages/place.tsx";
import { previewPage } from "./pages/preview.tsx";
import { publishPage } from "./pages/publish.tsx";
import { runPage } from "./pages/run.tsx";
import { simulatePage } from "./pages/simulate.tsx";
import { studioPage } from "./pages/studio.tsx";
import { simulationOf, simulationToRun } from "./queries/simulation.ts";
import { ownWalk } from "./queries/walk.ts";
import { registerDraftPage, registerFileRoute } from "./registers/draft-page.tsx";
import { registerListPage } from "./registers/list.tsx";
import { registerPlacePage, registerTypingRoute } from "./registers/place.tsx";
import { registerFramePage, registerPreviewPage } from "./registers/preview.tsx";
import { typingRoute } from "./routes/typing.ts";
import { samplesFile } from "./samples.ts";

export const manifest: Manifest = {
  name: "studio",
  folder: fileURLToPath(new URL(".", import.meta.url)),
  governmentFiles: [samplesFile],
  commands: [keepWalk, dropWalk, beginSimulation, keepTally],
  queries: [ownWalk, simulationOf, simulationToRun],
  jobs: [simulateJob],
  pages: [
    studioPage,
    overviewPage,
    runPage,
    comparePage,
    simulatePage,
    publishPage,
    previewPage,
    placePage,
    registerListPage,
    registerDraftPage,
    registerPlacePage,
    registerPreviewPage,
    registerFramePage,
  ],
  routes: [typingRoute, registerTypingRoute, registerFileRoute],
};
