import { fileURLToPath } from "node:url";
import type { Manifest, Sign } from "../../kernel/index.ts";
import { sayConsent } from "./commands/say-consent.ts";
import { follows } from "./follows.ts";
import { consentGate } from "./gate.ts";
import { holds } from "./holds.ts";
import { consentsPage } from "./pages/consents.tsx";
import { entryPage } from "./pages/entry.tsx";
import { processingPage } from "./pages/processing.tsx";
import { whoReadPage } from "./pages/who-read.tsx";
import { policyTable } from "./processing.ts";
import { purposesFile, purposesOf } from "./purposes.ts";
import { consentHolds, myConsents } from "./queries/consents.ts";
import { myEntries, myEntry } from "./queries/my-entries.ts";
import { usagePeriod, usages } from "./queries/usages.ts";
import { trackerRoutes } from "./routes/tracker.ts";

/** Personal data is used for nothing that the record of processing does not name. */
const purposesSign: Sign = {
  name: "privacy.purposes",
  async look(world) {
    const known = purposesOf(world.government);
    const missing = new Set(policyTable(world.modules).flatMap(({ purpose }) => (known.has(purpose) ? [] : [purpose])));
    return missing.size === 0
      ? { ok: true, detail: "every purpose is on record" }
      : { ok: false, detail: `purposes.yaml lacks ${[...missing].join(", ")}` };
  },
};

export const manifest: Manifest = {
  name: "privacy",
  folder: fileURLToPath(new URL(".", import.meta.url)),
  follows,
  commands: [sayConsent],
  queries: [myEntries, myEntry, usages, usagePeriod, consentHolds, myConsents],
  holds,
  gate: consentGate,
  governmentFiles: [purposesFile],
  understands: (government) => ({
    purposes: new Set(purposesOf(government).keys()),
    purposeNames: new Map([...purposesOf(government)].map(([code, { name }]) => [code, name])),
  }),
  pages: [consentsPage, whoReadPage, entryPage, processingPage],
  routes: trackerRoutes,
  signs: [purposesSign],
  advice: [purposesSign],
};
