import { z } from "zod";
import { command } from "../../../kernel/index.ts";
import { designers, draftShown } from "../designers.ts";
import { Walk } from "../walk.ts";

const draft = z.uuid();

/** Keeps a designer's own walk through a draft as far as it has come. */
export const keepWalk = command({
  name: "studio.keep-walk",
  input: z.object({ draft, walk: Walk }).strict(),
  load: draftShown,
  allow: designers,
  async carryOut({ tx, actor, now }, { draft, walk }) {
    tx.send(
      `insert into studio.walk (draft, account, walk, at) values ($1, $2, $3, $4)
       on conflict (draft, account) do update set walk = excluded.walk, at = excluded.at`,
      [draft, actor.account, JSON.stringify(walk), now],
    );
    return { result: null, subject: draft };
  },
});

/** Ends a walk; nothing of it stays. */
export const dropWalk = command({
  name: "studio.drop-walk",
  input: z.object({ draft }).strict(),
  load: draftShown,
  allow: designers,
  async carryOut({ tx, actor }, { draft }) {
    tx.send("delete from studio.walk where draft = $1 and account = $2", [draft, actor.account]);
    return { result: null, subject: draft };
  },
});
