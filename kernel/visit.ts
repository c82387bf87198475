import type { Tx } from "./database/index.ts";
import type { Trace } from "./journal.ts";
import type { World } from "./world.ts";

export interface ActOptions {
  /** Idempotency key: the same account with the same key gets the first answer again. */
  key?: string | undefined;
  /** Through which door: "web", "api", "job", "cli". */
  via?: string;
  request?: string | null;
}

/** One coming and going through the gate: an act with all that it tells and asks, or the questions of one request. */
export interface Visit {
  world: World;
  tx: Tx;
  options: ActOptions;
  /** What the journal is to say of it: the acts and the reads of personal data, in the order in which they came. */
  traces: Trace[];
}
