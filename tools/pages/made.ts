import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { apiPage } from "./api.ts";
import { configurationPage } from "./configuration.ts";
import { registerFilePage } from "./register-file.ts";

const biome = fileURLToPath(new URL("../../node_modules/.bin/biome", import.meta.url));

/** In the form that every file of the house has. */
const formatted = (path: string, text: string): string =>
  execFileSync(biome, ["format", `--stdin-file-path=${path}`], { input: text, encoding: "utf8" });

const made = {
  "docs/operate/configuration.md": configurationPage,
  "docs/operate/register-file.md": registerFilePage,
  "docs/api/README.md": apiPage,
};

/** Pages that are made from code, so that they cannot say anything else: path from the top, and what makes it. */
export const madePages: Record<string, () => Promise<string>> = Object.fromEntries(
  Object.entries(made).map(([path, make]) => [path, async () => formatted(path, await make())]),
);
