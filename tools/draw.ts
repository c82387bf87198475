// Draws modules/graph.json as docs/modules.svg (`npm run draw`). A test fails when
// the picture is older than the map.
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { drawing } from "./draw/drawing.ts";

const at = (path: string) => fileURLToPath(new URL(`../${path}`, import.meta.url));
writeFileSync(at("docs/modules.svg"), drawing(JSON.parse(readFileSync(at("modules/graph.json"), "utf8"))));
console.log("docs/modules.svg is drawn.");
