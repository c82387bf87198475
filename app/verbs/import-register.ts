import { parseArgs } from "node:util";
import { Refusal } from "../../kernel/index.ts";
import { files } from "../../modules/registers/index.ts";
import { openHouse } from "../open.ts";
import { progress } from "./progress.ts";
import { refusedAt } from "./refused.ts";
import { UsageFault } from "./usage.ts";

/** Faults that are told line by line; beyond, they are counted. */
const mostTold = 200;

const manual = `pendopo import-register REGISTER FILE   brings records into a register, from CSV, XLSX, JSON Lines or Parquet

The whole file is checked first: each row at fault is told by line and column, and what would change is counted.
  --check         only check
  --skip-bad      write the sound rows, leave out those at fault
  --reason TEXT   why, as it stands in each record's history
A run that was cut off is started again with the same file: it goes on where it stopped, and nothing goes in twice.
What touches many records waits for a second person, who is told and says yes in the browser; then give the command again.
A data steward does the same in the browser, for files up to 12 MB.
`;

/** Imports records of any register. Checked before anything is written; done again, it goes on or changes nothing. */
export async function run(args: string[]): Promise<void> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      check: { type: "boolean", default: false },
      "skip-bad": { type: "boolean", default: false },
      reason: { type: "string", default: "Import" },
      help: { type: "boolean", default: false },
    },
  });
  if (values.help) {
    console.log(manual);
    return;
  }
  const [code, path, ...more] = positionals;
  if (!code || !path || more.length > 0)
    throw new UsageFault("Say which register and which file: pendopo import-register schools schools.csv");
  const tell = progress();
  const open = await openHouse();
  const word = open.world.words.say("en");
  try {
    let told = 0;
    const file = await files.open(open.world, code, path);
    const checked = await tell.step("Checking the file", (say) =>
      files.check(open.world, file, {
        say,
        onFault({ line, column, key, values: more = {} }) {
          told += 1;
          if (told <= mostTold) console.error(`${path}:${line}: ${column || "row"}: ${word(key, more)}`);
        },
      }),
    );
    if (told > mostTold) console.error(`... and ${told - mostTold} more faults`);
    const { rows, fresh, changed, ended, same, faulty } = checked;
    console.log(
      `${rows} rows: ${fresh} new, ${changed} changed, ${ended} ended, ${same} unchanged, ${faulty} at fault.`,
    );
    if (faulty > 0 && !values["skip-bad"])
      throw new UsageFault("Nothing was written. Mend the rows above, or leave them out with --skip-bad.");
    if (values.check || fresh + changed + ended === 0) return;
    const { load, waits } = await files.second(open.world, file, checked, values.reason);
    if (waits) {
      console.log(
        `So many records need a second person, who was told: ${open.world.config.PUBLIC_URL}/petugas/muatan/${load}`,
      );
      console.log("When they have agreed, give the same command with the same file again.");
      return;
    }
    const written = await tell.step("Writing", (say) =>
      files.write(open.world, file, { reason: values.reason, say, load }),
    );
    console.log(`${written} records were written.`);
  } catch (error) {
    if (error instanceof Refusal) throw refusedAt(open.world, error);
    throw error;
  } finally {
    await open.close();
  }
}
