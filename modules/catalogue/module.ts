import { fileURLToPath } from "node:url";
import type { Manifest } from "../../kernel/index.ts";
import { publishService } from "./commands/publish-service.ts";
import { serviceFiles } from "./definition/schema.ts";
import { lifeEventsFile } from "./life-events.ts";
import { searchPage } from "./pages/search.tsx";
import { servicePage } from "./pages/service.tsx";
import { servicesPage } from "./pages/services.tsx";
import { allServices, searchServices, serviceByCode } from "./queries/services.ts";

export const manifest: Manifest = {
  name: "catalogue",
  folder: fileURLToPath(new URL(".", import.meta.url)),
  governmentFiles: [lifeEventsFile, ...serviceFiles],
  commands: [publishService],
  queries: [allServices, serviceByCode, searchServices],
  pages: [servicesPage, servicePage, searchPage],
};
