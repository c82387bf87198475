// Writes the pages that are made from code, and takes the cuts of all others anew:
// node --import ./bin/typescript.mjs tools/pages.ts (a test fails when they are older than the code).
import { existsSync, globSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { recut } from "./docs/recut.ts";
import { madePages } from "./pages/made.ts";

const root = fileURLToPath(new URL("..", import.meta.url));
const file = (path: string) => (existsSync(root + path) ? readFileSync(root + path, "utf8") : null);

function keep(path: string, text: string): void {
  if (file(path) === text) return;
  writeFileSync(root + path, text);
  console.log(`${path} is written.`);
}

for (const [path, make] of Object.entries(madePages)) keep(path, await make());
for (const path of globSync("{*,kernel/*,modules/*/*,design/*,docs/**/*}.md", { cwd: root }))
  keep(path, recut(file(path) ?? "", file));
