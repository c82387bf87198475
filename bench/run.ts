// `npm run bench`: every speed and size that the house promises, each beside a floor or peer measured in the same run.
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { cpus, tmpdir, totalmem } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { progress } from "../app/verbs/progress.ts";
import { certificates } from "./certificates.ts";
import { demo } from "./demo.ts";
import { exchange } from "./exchange.ts";
import { forms } from "./forms.ts";
import { growth } from "./growth.ts";
import { type Figure, type Hall, openHall } from "./hall.ts";
import { importing } from "./import.ts";
import { life } from "./life.ts";
import { log } from "./log.ts";
import { pages } from "./pages.ts";
import { process as processes } from "./process.ts";
import { quality } from "./quality.ts";
import { read } from "./read.ts";
import { readsOfOne } from "./reads.ts";
import { rules } from "./rules.ts";
import { search } from "./search.ts";
import { simulation } from "./simulation.ts";
import { submit } from "./submit.ts";
import { times } from "./times.ts";
import { tokens } from "./tokens.ts";

const options = {
  only: { type: "string", multiple: true },
  people: { type: "string", default: "1200000" },
  cases: { type: "string", default: "100000,1000000" },
  records: { type: "string", default: "1000000" },
  minutes: { type: "string", default: "10" },
  data: { type: "string", default: join(tmpdir(), "pendopo-bench") },
  write: { type: "boolean", default: false },
} as const;

/** Measures everything, or what --only names; with --write the table goes to bench/RESULTS.md. */
export async function run(args: string[]): Promise<void> {
  const { values } = parseArgs({ args, options });
  const sizes = values.cases.split(",").map(Number);
  const parts: Record<string, (hall: Hall) => Promise<Figure[]>> = {
    pages,
    forms,
    submit,
    process: processes,
    certificates,
    life: (hall) => life(hall, sizes),
    times,
    log,
    rules,
    reads: readsOfOne,
    quality,
    simulation,
    search,
    read,
    import: (hall) => importing(hall, Number(values.records)),
    tokens,
    exchange: (hall) => exchange(hall, Number(values.minutes) * 60),
    growth: (hall) => growth(hall, Number(values.minutes)),
  };
  const wanted = (name: string) => !values.only || values.only.includes(name);
  const tell = progress();
  const figures: Figure[] = [];
  const measure = async (name: string, work: () => Promise<Figure[]>) => {
    if (!wanted(name)) return;
    const found = await tell.step(name, work);
    figures.push(...found);
    for (const figure of found) console.log(line(figure));
  };
  await measure("demo", demo);
  if (Object.keys(parts).some(wanted)) {
    const hall = await openHall(values.data, Number(values.people), (text) => tell.now(text));
    try {
      for (const [name, part] of Object.entries(parts)) await measure(name, () => part(hall));
    } finally {
      await hall.close();
    }
  }
  if (values.write) write(figures, values.people);
  if (figures.some((figure) => !figure.met)) process.exitCode = 1;
}

const percent = (ratio: number | null): string => (ratio === null ? "" : `${(ratio * 100).toFixed(0)} %`);
const line = ({ name, ours, against, ratio, target, met }: Figure): string =>
  `    ${met ? "✔" : "✖"} ${name}: ${ours}${against ? `; ${against}` : ""}${ratio === null ? "" : `; ratio ${percent(ratio)}`} (target ${target})`;

const row = ({ name, ours, against, ratio, target, met }: Figure): string =>
  `| ${name} | ${ours} | ${against} | ${percent(ratio)} | ${target} | ${met ? "yes" : "**no**"} |`;

/** Writes the page. What this run did not measure keeps the line that it has. */
function write(figures: readonly Figure[], people: string): void {
  const file = fileURLToPath(new URL("./RESULTS.md", import.meta.url));
  const nameOf = (line: string) => line.split("|")[1]?.trim();
  const now = figures.map(row);
  const kept = existsSync(file)
    ? readFileSync(file, "utf8")
        .split("\n")
        .filter((line) => /\| (yes|\*\*no\*\*) *\|$/.test(line) && !now.some((one) => nameOf(one) === nameOf(line)))
    : [];
  const [cpu] = cpus();
  writeFileSync(
    file,
    `# Measured

\`npm run bench -- --write\` makes this page; \`--only NAME\` measures a part anew. Ratios are against a floor or peer in the
same run; the load is made on the same machine. ${cpus().length} cores (${cpu?.model.trim()}), ${Math.round(totalmem() / 2 ** 30)} GiB, Node ${process.versions.node}, ${people} people.

| what | ours | floor or peer | ratio | target | met |
| ---- | ---- | ------------- | ----- | ------ | --- |
${[...kept, ...now].join("\n")}
`,
  );
}
