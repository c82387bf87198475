import { z } from "zod";
import { command } from "../../../kernel/index.ts";
import { entriesOf } from "../lists/entries.ts";
import { codeListsOf, hashOfList } from "../lists/file.ts";
import { knowWords } from "../names/dictionary.ts";

/** Loads the government's code lists that are new or have changed. What is loaded already costs a look at the files. */
export const loadCodeLists = command({
  name: "registry.load-code-lists",
  internal: true,
  input: z.object({}).strict(),
  allow: [{ hat: "system" }],
  async carryOut({ tx, world, now }) {
    const loaded: string[] = [];
    const rows = await tx.query<{ list: string; hash: string }>("select list, hash from registry.code_list");
    const lists = codeListsOf(world.government);
    const gone = rows.filter(({ list }) => !lists.some((one) => one.list === list)).map(({ list }) => list);
    for (const list of lists) {
      const hash = hashOfList(world.government, list);
      if (rows.some((row) => row.list === list.list && row.hash === hash)) continue;
      const entries = entriesOf(world.government, list);
      tx.send("delete from registry.code_entry where list = $1", [list.list]);
      tx.send(
        `insert into registry.code_list (list, hash, entries, loaded_at) values ($1, $2, $3, $4)
         on conflict (list) do update set hash = excluded.hash, entries = excluded.entries, loaded_at = excluded.loaded_at`,
        [list.list, hash, entries.length, now],
      );
      tx.send(
        `insert into registry.code_entry (list, code, text, place, key, near)
         select $1, * from unnest($2::text[], $3::text[], $4::smallint[], $5::text[], $6::text[])`,
        [
          list.list,
          ...(["code", "text", "place", "key", "near"] as const).map((part) => entries.map((entry) => entry[part])),
        ],
      );
      loaded.push(list.list);
    }
    if (gone.length > 0) {
      tx.send("delete from registry.code_entry where list = any($1)", [gone]);
      tx.send("delete from registry.code_list where list = any($1)", [gone]);
    }
    await knowWords(world, tx);
    if (loaded.length > 0) await tx.query("select registry.know_codes()");
    return {
      result: { loaded },
      facts: loaded.map((list) => ({ name: "registry.code-list-loaded", subject: list, body: {} })),
    };
  },
});
