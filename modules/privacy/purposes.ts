import { join } from "node:path";
import { z } from "zod";
import { type Government, readYaml, type Text, textSchema } from "../../kernel/index.ts";

const Purposes = z
  .array(
    z
      .object({
        code: z.string().regex(/^[a-z0-9-]{1,60}$/),
        name: textSchema,
        explained: textSchema,
        basis: textSchema,
        kept: textSchema,
      })
      .strict(),
  )
  .min(1);

/** Why personal data is used: an entry of the record of processing. */
export interface Purpose {
  code: string;
  name: Text;
  explained: Text;
  /** The law that allows it. */
  basis: Text;
  /** How long what is gathered for it is kept. */
  kept: Text;
}

const read = new WeakMap<Government, ReadonlyMap<string, Purpose>>();

/** The government's record of processing by code, read once. Throws FileFault with file and line. */
export function purposesOf(government: Government): ReadonlyMap<string, Purpose> {
  let purposes = read.get(government);
  if (!purposes) {
    const list: Purpose[] = readYaml(join(government.folder, "purposes.yaml"), Purposes);
    purposes = new Map(list.map((purpose) => [purpose.code, purpose]));
    read.set(government, purposes);
  }
  return purposes;
}
