import type { ActOptions, WorkContext } from "../../kernel/index.ts";
import { entries } from "../registry/index.ts";
import { writeRecord } from "./commands/write-record.ts";
import type { Data } from "./definition/check.ts";

/** What is to be written into a register, and on whose account. */
export interface Writing {
  register: string;
  change: string;
  person: string | null;
  business: string | null;
  number?: string | undefined;
  since?: string | undefined;
  sets: Data;
  source: string;
  reason: string;
}
/** What came of it: the record's number, as far as it has one of its own. */
export interface Written {
  register: string;
  id: string;
  number: string | null;
}

/**
 * Writes into whichever register it is: people and businesses have rules of their own, all others are as their files say.
 * Throws the Refusal of the register that does not take it.
 */
export async function writeRegister(
  { act }: Pick<WorkContext, "act">,
  to: Writing,
  options: ActOptions,
): Promise<Written> {
  const { register, change, sets, source, reason, person, business, number, since } = to;
  if (register === "population") {
    // What is not known is left out: an event knows what it can do without.
    const details = Object.fromEntries(Object.entries(sets).filter(([, value]) => value !== null));
    const { people } = await act(entries.recordLifeEvent, { event: change, details, source, reason }, options);
    return { register, id: people[0]!, number: null };
  }
  if (register === "businesses") {
    const { id, nib } = await act(entries.enterBusiness, sets as never, options);
    return { register, id, number: nib };
  }
  const done = await act(
    writeRecord,
    { register, change: change as "put", person, business, number, since, sets, source, reason },
    options,
  );
  return { register, id: done.id, number: done.number };
}
