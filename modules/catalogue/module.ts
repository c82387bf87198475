import { fileURLToPath } from "node:url";
import type { Manifest } from "../../kernel/index.ts";
import { factsAsked } from "./asked.ts";
import { openDraft } from "./commands/open-draft.ts";
import { dropDraft, publishDraft } from "./commands/publish-draft.ts";
import { publishService } from "./commands/publish-service.ts";
import { recordSignature, reportFaults } from "./commands/record-signature.ts";
import { reviewDraft, submitDraft } from "./commands/review-draft.ts";
import { saveDraft } from "./commands/save-draft.ts";
import { withdrawVersion } from "./commands/withdraw-version.ts";
import { serviceFiles } from "./definition/schema.ts";
import { lifeEventsFile } from "./life-events.ts";
import { definitionPage } from "./pages/definition.tsx";
import { definitionsPage } from "./pages/definitions.tsx";
import { searchPage } from "./pages/search.tsx";
import { servicePage } from "./pages/service.tsx";
import { servicesPage } from "./pages/services.tsx";
import { versionsPage } from "./pages/versions.tsx";
import { draftById, fileFaults, openDrafts, revisionFiles } from "./queries/drafts.ts";
import { allServices, searchServices, serviceByCode } from "./queries/services.ts";
import { publishedFiles, versionsOf } from "./queries/versions.ts";
import { draftFilesRoute, filesRoute } from "./routes/files.ts";
import { linkedRoute, standardsRoute } from "./routes/standards.ts";
import { onPublished } from "./signing.ts";

export const manifest: Manifest = {
  name: "catalogue",
  folder: fileURLToPath(new URL(".", import.meta.url)),
  governmentFiles: [lifeEventsFile, ...serviceFiles],
  commands: [
    publishService,
    openDraft,
    saveDraft,
    submitDraft,
    reviewDraft,
    publishDraft,
    dropDraft,
    withdrawVersion,
    recordSignature,
    reportFaults,
  ],
  queries: [
    allServices,
    serviceByCode,
    searchServices,
    versionsOf,
    publishedFiles,
    openDrafts,
    revisionFiles,
    draftById,
    fileFaults,
  ],
  listeners: [onPublished],
  asks: async ({ ask }) => (await ask(allServices, {})).flatMap(factsAsked),
  pages: [servicesPage, servicePage, versionsPage, searchPage, definitionsPage, definitionPage],
  routes: [filesRoute, draftFilesRoute, standardsRoute, linkedRoute],
};
