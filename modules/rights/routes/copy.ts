import { createHash } from "node:crypto";
import { route } from "../../../kernel/index.ts";
import { csvOf, htmlOf } from "../copy/files.ts";
import { zip } from "../copy/zip.ts";
import { myCopy } from "../queries/copy.ts";

/** All my data in one file: to be read by eye, by spreadsheets, and by another service. */
export const copyRoute = route({
  method: "GET",
  path: "/saya/hak-data/salinan.zip",
  limit: { times: 20, seconds: 3600 },
  async handle({ world, ask, say, locale }) {
    const kinds = (await ask(myCopy, {})).filter(({ records }) => records.length > 0);
    const made = world.clock.now().toISOString();
    const data = Object.fromEntries(kinds.map(({ name, records }) => [name, records.map(({ shows }) => shows)]));
    const files = [
      { name: "data.html", body: htmlOf(kinds, say, locale, made) },
      { name: "data.json", body: `${JSON.stringify({ made, from: world.government.code, data }, null, 2)}\n` },
      ...kinds.map(({ name, records }) => ({ name: `${name}.csv`, body: csvOf(records) })),
    ];
    const sums = files.map(({ name, body }) => `${createHash("sha256").update(body).digest("hex")}  ${name}\n`);
    return {
      body: zip([...files, { name: "SHA256SUMS", body: sums.join("") }]),
      type: "application/zip",
      filename: `data-saya-${made.slice(0, 10)}.zip`,
    };
  },
});
