import { hash } from "node:crypto";
import type { World } from "../../../kernel/index.ts";
import { Turns } from "./turns.ts";

/**
 * Proofs that count once: a client's assertion, a DPoP proof. Each is written down before its bearer is believed, and
 * all that are brought while others are being written go together, in one statement and one commit.
 */
export function shownOnce(world: World): (by: string, proof: string, ends: Date) => Promise<boolean> {
  const ends = new Map<string, Date>();
  const turns = new Turns<boolean>(async (keys) => {
    const until = keys.map((key) => ends.get(key)!);
    for (const key of keys) ends.delete(key);
    const rows = await world.database.statement<{ id: Buffer }>(
      "select first_shown as id from signon.first_shown($1::bytea[], $2::timestamptz[])",
      [keys.map((key) => Buffer.from(key, "hex")), until],
    );
    return new Map(rows.map(({ id }) => [id.toString("hex"), true]));
  }, false);
  return (by, proof, until) => {
    const key = hash("sha256", JSON.stringify([by, proof]), "hex");
    // Brought twice before it was written once: the second is a copy.
    if (ends.has(key)) return Promise.resolve(false);
    ends.set(key, until);
    return turns.ask(key);
  };
}
