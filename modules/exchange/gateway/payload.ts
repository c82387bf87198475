import { type Payload, Spool } from "../../../kernel/index.ts";
import { GatewayFault } from "./fault.ts";

/** A body of what the gateway itself answers: never so large that it lies in a file. */
export function heldBody(body: Payload): Buffer {
  if (body instanceof Spool) throw new GatewayFault("Client.TooLarge", "This takes a body of 256 kB at most");
  return body;
}

// What must be read as a whole (by its description, field by field) is held by so many at once, however many come.
const atOnce = 2;
let held = 0;
const waiting: (() => void)[] = [];

/** Works on a body that is whole in memory. A large one waits for its turn, so that many large ones do not add up. */
export async function whole<T>(body: Payload, work: (body: Buffer) => T | Promise<T>): Promise<T> {
  if (!(body instanceof Spool)) return work(body);
  if (held >= atOnce) await new Promise<void>((turn) => waiting.push(turn));
  else held += 1;
  try {
    return await work(await body.whole());
  } finally {
    const next = waiting.shift();
    if (next) next();
    else held -= 1;
  }
}
