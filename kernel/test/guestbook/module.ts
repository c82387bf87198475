import { fileURLToPath } from "node:url";
import { z } from "zod";
import { command, type Manifest, on, query, refuse, relation } from "../../index.ts";

interface Tables {
  "guestbook.line": { id: string; person: string; agency: string; words: string; closed: boolean };
}
interface Line {
  id: string;
  person: string;
  agency: string;
  words: string;
}

export const heard: string[] = [];
const writer = relation<Line>("writer", (actor, line) => line.person === actor.person);
const sameAgency = relation<Line>("colleague", (actor, line) => line.agency === actor.officer?.agency);

export const writeLine = command({
  name: "guestbook.write-line",
  input: z.object({ words: z.string().min(1).max(200), agency: z.string().default("dinas") }).strict(),
  allow: [{ hat: "citizen" }],
  async carryOut({ tx, actor, newId }, { words, agency }) {
    const open = await on<Tables>(tx)
      .selectFrom("guestbook.line")
      .select("id")
      .where("person", "=", actor.person!)
      .where("closed", "=", false)
      .executeTakeFirst();
    if (open) refuse("conflict", "guestbook.already-open");
    const id = newId();
    await on<Tables>(tx)
      .insertInto("guestbook.line")
      .values({ id, person: actor.person!, agency, words, closed: false })
      .execute();
    return { result: { id }, facts: [{ name: "guestbook.written", subject: id }], about: [actor.person!] };
  },
});

const lineById = async (tx: Parameters<typeof on>[0], id: string): Promise<Line | null> =>
  (await on<Tables>(tx).selectFrom("guestbook.line").selectAll().where("id", "=", id).executeTakeFirst()) ?? null;

export const closeLine = command({
  name: "guestbook.close-line",
  input: z.object({ id: z.string() }),
  load: ({ tx }, { id }) => lineById(tx, id),
  allow: [
    { hat: "citizen", relation: writer },
    { hat: "officer", roles: ["head"], relation: sameAgency, assurance: 3 },
    { hat: "system" },
  ],
  async carryOut({ tx }, { id }) {
    await on<Tables>(tx).updateTable("guestbook.line").set({ closed: true }).where("id", "=", id).execute();
    return { result: null, subject: id };
  },
});

export const readLine = query({
  name: "guestbook.line",
  input: z.object({ id: z.string() }),
  load: ({ tx }, { id }) => lineById(tx, id),
  allow: [
    { hat: "citizen", relation: writer, purpose: "own-data" },
    { hat: "officer", roles: ["reviewer"], relation: sameAgency, purpose: "service", see: { words: "mask" } },
    { hat: "system", purpose: "service" },
  ],
  answer: async ({ see }, _input, line) => ({ id: line.id, words: see("words", line.words) }),
  personal: { about: (_result, line) => [line.person], fields: ["words"] },
});

/** An officer's act that looks at somebody's line on the way. */
export const quoteLine = command({
  name: "guestbook.quote-line",
  input: z.object({ id: z.string(), fall: z.boolean().default(false) }),
  allow: [{ hat: "officer", roles: ["reviewer"] }],
  async carryOut({ ask }, { id, fall }) {
    const { words } = await ask(readLine, { id });
    if (fall) throw new Error("fell");
    return { result: { words }, subject: id };
  },
});

/** Writes, tells itself to close, then stumbles: nothing of it may remain. */
export const stumble = command({
  name: "guestbook.stumble",
  input: z.object({ id: z.string() }),
  allow: [{ hat: "citizen" }],
  async carryOut({ tell }, { id }): Promise<{ result: null }> {
    await tell(closeLine, { id });
    throw new Error("stumbled");
  },
});

export const manifest: Manifest = {
  name: "guestbook",
  folder: fileURLToPath(new URL(".", import.meta.url)),
  commands: [writeLine, closeLine, quoteLine, stumble],
  queries: [readLine],
  listeners: [
    { fact: "guestbook.written", name: "guestbook.hear", handle: async (_context, fact) => void heard.push(fact.id) },
  ],
};
