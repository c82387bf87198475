// Do the walls stand? `npm run walls`, and a stage of `npm test`.
import { fileURLToPath } from "node:url";
import { inspect } from "./walls/walls.ts";

const { faults, files, modules, imports } = inspect(fileURLToPath(new URL("..", import.meta.url)));
for (const fault of faults) console.log(fault);
console.log(
  `${faults.length === 0 ? "The walls stand" : `${faults.length} holes in the walls`}: ${modules} modules, ${files} files, ${imports} imports read.`,
);
process.exitCode = faults.length === 0 ? 0 : 1;
