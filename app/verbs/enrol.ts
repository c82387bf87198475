import { parseArgs } from "node:util";
import { Refusal } from "../../kernel/index.ts";
import { registerFile } from "../../modules/registry/index.ts";
import { openHouse } from "../open.ts";
import { progress } from "./progress.ts";
import { refusedAt } from "./refused.ts";
import { UsageFault } from "./usage.ts";

/** Faults that are told line by line; beyond, they are counted. */
const mostTold = 200;

const manual = `pendopo enrol FILE        brings people and their businesses into the registers, from CSV or JSON Lines

The whole file is checked first; each row at fault is told by line and field, and nothing goes in.
  --check       only check
  --skip-bad    enter the sound rows, leave out those at fault
Who is in the register already stays as they are: a run that was cut off is simply started again.

Columns of a CSV file, named in its first line; in JSON Lines the fields of each row, where the business.* columns are a
list "businesses" (CSV holds one business a row):

${registerFile.columns.map(({ name, means, needed }) => `  ${name.padEnd(20)} ${means}${needed ? "" : " (optional)"}`).join("\n")}
`;

/** Imports a population register. Checked before anything is written; done again, it goes on or changes nothing. */
export async function run(args: string[]): Promise<void> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      check: { type: "boolean", default: false },
      "skip-bad": { type: "boolean", default: false },
      help: { type: "boolean", default: false },
    },
  });
  if (values.help) {
    console.log(manual);
    return;
  }
  const [path, ...more] = positionals;
  if (!path || more.length > 0)
    throw new UsageFault("Say which file: pendopo enrol people.csv (pendopo enrol --help lists its columns)");
  const tell = progress();
  const open = await openHouse();
  try {
    let told = 0;
    const checked = await tell.step("Checking the file", (say) =>
      registerFile.check(open.world, path, {
        say,
        onFault({ line, field, says }) {
          told += 1;
          if (told <= mostTold) console.error(`${path}:${line}: ${field}: ${says}`);
        },
      }),
    );
    if (told > mostTold) console.error(`... and ${told - mostTold} more faults`);
    const { rows, fresh, known, bad } = checked;
    console.log(`${rows} rows: ${fresh} people to enter, ${known} in the register already, ${bad} at fault.`);
    if (bad > 0 && !values["skip-bad"])
      throw new UsageFault("Nothing was entered. Mend the rows above, or leave them out with --skip-bad.");
    if (values.check) return;
    if (rows === 0) throw new UsageFault("The file has no rows: nothing was entered.");
    const entered = await tell.step("Enrolling", (say) => registerFile.enrol(open.world, path, checked, { say }));
    console.log(`${entered} people were entered.`);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const fault = refusedAt(open.world, error);
    if (error.code === "conflict") fault.message += " Is a register being entered elsewhere? Start this again.";
    throw fault;
  } finally {
    await open.close();
  }
}
