import { z } from "zod";
import { command, on } from "../../../kernel/index.ts";
import type { CatalogueTables } from "../tables.ts";

const base64 = z.base64().max(2000);

/** Keeps an agency's signature over a version that it published. One that is there stays. */
export const recordSignature = command({
  name: "catalogue.record-signature",
  internal: true,
  input: z.object({
    code: z.string(),
    version: z.number().int(),
    agency: z.string(),
    content: z.string().max(500),
    signature: base64,
    publicKey: base64,
  }),
  allow: [{ hat: "system" }],
  async carryOut({ tx, now }, { code, version, agency, content, signature, publicKey }) {
    await on<CatalogueTables>(tx)
      .insertInto("catalogue.signature")
      .values({
        code,
        version,
        agency,
        content,
        signature: Buffer.from(signature, "base64"),
        public_key: Buffer.from(publicKey, "base64"),
        at: now,
      })
      .onConflict((there) => there.doNothing())
      .execute();
    return { result: null, subject: `${code}@${version}` };
  },
});

/** Keeps what is wrong with folders of the government's own files, in place of what was kept before. */
export const reportFaults = command({
  name: "catalogue.report-faults",
  internal: true,
  input: z.object({
    faults: z.array(z.object({ folder: z.string().max(200), faults: z.array(z.string()).max(500) })).max(1000),
  }),
  allow: [{ hat: "system" }],
  async carryOut({ tx, now }, { faults }) {
    const rows = on<CatalogueTables>(tx);
    await rows.deleteFrom("catalogue.file_fault").execute();
    if (faults.length > 0)
      await rows
        .insertInto("catalogue.file_fault")
        .values(faults.map((one) => ({ ...one, found_at: now })))
        .execute();
    return { result: null, subject: "services" };
  },
});
