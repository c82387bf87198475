import { fileURLToPath } from "node:url";
import type { Manifest } from "../../kernel/index.ts";
import { developersPage } from "./pages/developers.tsx";
import { homePage } from "./pages/home.tsx";
import { languageRoute } from "./pages/language.ts";
import { minePage } from "./pages/mine.tsx";
import { accessibilityPage, privacyPage } from "./pages/statements.tsx";
import { portalFile } from "./settings.ts";

export const manifest: Manifest = {
  name: "portal",
  folder: fileURLToPath(new URL(".", import.meta.url)),
  pages: [homePage, minePage, accessibilityPage, privacyPage, developersPage],
  routes: [languageRoute],
  governmentFiles: [portalFile],
};
