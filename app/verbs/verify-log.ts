import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { auditDatabase, LogFault, verifyLog, verifyProof } from "../../modules/transparency/index.ts";
import { openHouse } from "../open.ts";
import { progress } from "./progress.ts";
import { UsageFault } from "./usage.ts";

const usage = "Say which log: pendopo verify-log https://host/log, or --database, or --proof FILE --key KEY";

/** Recomputes a log from outside (URL), holds the journal against it inside (--database), or checks one proof (--proof). */
export async function run(args: string[]): Promise<void> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      database: { type: "boolean" },
      since: { type: "string" },
      key: { type: "string" },
      proof: { type: "string" },
    },
  });
  try {
    if (values.database) await inside();
    else if (values.proof) proofFile(values.proof, values.key);
    else if (positionals[0]) await outside(positionals[0], values);
    else throw new UsageFault(usage);
  } catch (error) {
    if (!(error instanceof LogFault)) throw error;
    console.error(`The log does not hold: ${error.message}.`);
    process.exitCode = 1;
  }
}

async function outside(url: string, { since, key }: { since?: string; key?: string }): Promise<void> {
  const log = /\/log\/?$/.test(url) ? url : `${url.replace(/\/$/, "")}/log`;
  const before = since && existsSync(since) ? readFileSync(since, "utf8") : undefined;
  const seen = await progress().step("Recomputing the log", (say) =>
    verifyLog(log, {
      ...(key && { key }),
      ...(before && { since: before }),
      progress: (done, all) => say(`${done} of ${all}`),
    }),
  );
  console.log(
    `${seen.origin}: ${seen.size} entries, root ${seen.root.toString("base64")}. Signature, entries, tiles and root agree.`,
  );
  if (seen.continues !== null)
    console.log(`It continues the checkpoint of ${seen.continues} entries that was remembered.`);
  if (since) {
    writeFileSync(since, seen.note);
    console.log(`Remembered in ${since}. Give the same file next time: then the log cannot rewrite its past unseen.`);
  } else console.log("Add --since FILE to remember this checkpoint, and next time to see that the log continues it.");
  if (!key) console.log("The key was the log's own. Add --key to use one that you got elsewhere.");
}

async function inside(): Promise<void> {
  const { world, close } = await openHouse();
  try {
    const { entries, findings } = await progress().step("Holding the journal against the log", (say) =>
      auditDatabase(world, (done) => say(`${done} entries`)),
    );
    for (const finding of findings) console.error(`  ${finding}`);
    if (findings.length > 0)
      throw new LogFault(`${findings.length} finding${findings.length === 1 ? "" : "s"} in ${entries} entries`);
    console.log(
      `${entries} entries: each journal row is as it was when it was logged, none is missing, none was slipped in.`,
    );
  } finally {
    await close();
  }
}

function proofFile(file: string, key: string | undefined): void {
  if (!key) throw new UsageFault("Give the log's key too: --key, as /log/key shows it");
  const { row, index, size } = verifyProof(readFileSync(file, "utf8"), key);
  console.log(`Proven: this row is entry ${index} of ${size}.\n${JSON.stringify(JSON.parse(row), null, 2)}`);
}
