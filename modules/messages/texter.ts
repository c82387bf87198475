import { appendFile } from "node:fs/promises";
import { join } from "node:path";
import type { World } from "../../kernel/index.ts";

/**
 * How a text message leaves the house. `send` resolves when the carrier has taken it, and may be called again with the
 * same id after a failure: the carrier should deliver an id once. `to` is digits, perhaps with a plus.
 */
export interface Texter {
  readonly name: string;
  send(message: { id: string; to: string; text: string }): Promise<void>;
}

/** Sends nothing: writes each text message as a line of JSON into a file, for a demo or a rehearsal. */
export const fileInsteadOfSending = (path: string): Texter => ({
  name: "file-instead-of-sending",
  send: (message) => appendFile(path, `${JSON.stringify(message)}\n`, { mode: 0o600 }),
});

/** What carries text messages here; null when nothing does. A carrier of a government's own is added in this one place. */
export function texterOf({ config }: World): Texter | null {
  if (config.TEXT_MESSAGES === "file" || config.DEMO === "yes")
    return fileInsteadOfSending(join(config.DATA_DIR, "text-messages-not-sent.jsonl"));
  return null;
}
