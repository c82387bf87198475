import { createHash } from "node:crypto";
import { gzipSync } from "node:zlib";
import { z } from "zod";
import { command } from "../../../kernel/index.ts";
import { lookups } from "../../registry/index.ts";

/** Keeps a code list as it is loaded now. The same again adds nothing. */
export const keepEdition = command({
  name: "onedata.keep-edition",
  internal: true,
  input: z.object({ list: z.string().max(80) }).strict(),
  allow: [{ hat: "system" }],
  async carryOut({ world, tx, now, askAsRoom }, { list }) {
    const file = lookups.codeListsOf(world.government).find((one) => one.list === list);
    const entries = await askAsRoom(lookups.codesOfList, { list });
    if (!file || entries.length === 0) return { result: { kept: false }, subject: list };
    const text = entries.map(({ code, text }) => `${code}\t${text}`).join("\n");
    const [kept] = await tx.query(
      `insert into onedata.edition (list, number, hash, edition, source, entries, content, kept_at)
       select $1, coalesce(max(number), 0) + 1, $2, $3, $4, $5, $6, $7 from onedata.edition where list = $1
       on conflict (list, hash) do nothing returning number`,
      [
        list,
        createHash("sha256").update(text).digest("hex"),
        file.edition,
        file.source,
        entries.length,
        gzipSync(text),
        now,
      ],
    );
    return { result: { kept: kept !== undefined }, subject: list };
  },
});
