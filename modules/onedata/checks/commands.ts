import { createHash } from "node:crypto";
import { z } from "zod";
import { type CommandContext, command, isId, refuse, refuseFields, type WorkContext } from "../../../kernel/index.ts";
import { lookups } from "../../registry/index.ts";
import { type Check, checksOf } from "../definition/checks.ts";
import { holderOf } from "../duty.ts";
import { personalIn } from "../table/personal.ts";
import { checkApi, look } from "./api.ts";
import { contentOf, findIn } from "./content.ts";
import { addressById, addressHeld } from "./queries.ts";
import { badgeOf, type CheckResult, resultOf } from "./result.ts";

const agency = z.string().max(60);
const may = (["producer", "supporting", "steward"] as const).map(
  (duty) => ({ hat: "officer", relation: holderOf(duty), assurance: 2 }) as const,
);

async function keep(
  { tx, now, newId }: CommandContext,
  run: { agency: string; address: string | null; hash: string | null },
  results: CheckResult[],
) {
  const id = newId();
  await tx.query(
    "insert into onedata.check_run (id, agency, address, hash, badge, results, at) values ($1, $2, $3, $4, $5, $6, $7)",
    [id, run.agency, run.address, run.hash, badgeOf(results), JSON.stringify(results), now],
  );
  return id;
}

async function codesFor({ askAsRoom, world }: CommandContext, rules: readonly Check[]) {
  const codes = new Map<string, ReadonlySet<string>>();
  const known = new Set(lookups.codeListsOf(world.government).map(({ list }) => list));
  for (const { list } of rules)
    if (list && known.has(list) && !codes.has(list))
      codes.set(list, new Set((await askAsRoom(lookups.codesOfList, { list })).map(({ code }) => code)));
  return codes;
}

/** Holds a file to the technical standards. The file is looked at and forgotten. */
export const checkFile = command({
  name: "onedata.check-file",
  internal: true,
  input: z
    .object({
      agency,
      file: z.base64("onedata.fault.file").min(1, "onedata.fault.file").max(16_777_216, "onedata.fault.file"),
    })
    .strict(),
  load: async ({ world: { government } }, { agency: producer }) => ({ government, producer }),
  allow: may,
  async carryOut(context, { agency: of, file }) {
    const rules = checksOf(context.world.government).filter((one) => one.of.includes("file"));
    const bytes = Buffer.from(file, "base64");
    const content = contentOf(bytes);
    const codes = await codesFor(context, rules);
    const results = rules.map((rule) => resultOf(rule, findIn(content, rule, codes)));
    const hash = createHash("sha256").update(bytes).digest("hex");
    const run = await keep(context, { agency: of, address: null, hash }, results);
    return { result: { run, badge: badgeOf(results) }, subject: run };
  },
});

const url = z
  .string()
  .trim()
  .max(500)
  .refine((text) => ["http:", "https:"].includes(URL.parse(text)?.protocol ?? ""), "onedata.fault.url");

/** Registers an API of an agency, to be looked at now and again. */
export const registerAddress = command({
  name: "onedata.register-address",
  input: z
    .object({ agency, title: z.string().trim().min(3, "onedata.fault.short").max(120), url, openapi: url })
    .strict(),
  load: async ({ world: { government } }, { agency: producer }) => ({ government, producer }),
  allow: may,
  async carryOut({ tx, now, newId }, { agency: of, title, url: at, openapi }) {
    if (personalIn(decodeURIComponent(at.replace(/%(?![0-9a-f]{2})/gi, ""))))
      refuseFields([{ path: "url", messageKey: "onedata.fault.url-personal" }]);
    // Only what belongs to one host: the description says what the address does.
    if (URL.parse(at)!.host !== URL.parse(openapi)!.host)
      refuseFields([{ path: "openapi", messageKey: "onedata.fault.host" }]);
    const [many] = await tx.query<{ n: number }>("select count(*)::int as n from onedata.address where agency = $1", [
      of,
    ]);
    if (many!.n >= 100) refuse("too-many", "onedata.refusal.many-addresses");
    const id = newId();
    const [made] = await tx.query(
      `insert into onedata.address (id, agency, title, url, openapi, added_at) values ($1, $2, $3, $4, $5, $6)
       on conflict (agency, url) do nothing returning id`,
      [id, of, title, at, openapi, now],
    );
    if (!made) refuseFields([{ path: "url", messageKey: "onedata.fault.taken" }]);
    return { result: { address: id }, subject: id, facts: [{ name: "onedata.address-registered", subject: id }] };
  },
});

/** Asks for a registered API to be looked at. */
export const askCheck = command({
  name: "onedata.ask-check",
  input: z.object({ address: z.string().refine(isId, "kernel.fault.format") }).strict(),
  load: ({ tx, world }, { address }) => addressHeld(tx, world.government, address),
  allow: may,
  async carryOut({ tx, now }, { address }) {
    const [recent] = await tx.query("select 1 from onedata.check_run where address = $1 and at > $2 limit 1", [
      address,
      new Date(now.getTime() - 60_000),
    ]);
    if (recent) refuse("too-many", "onedata.refusal.just-checked");
    return {
      result: null,
      subject: address,
      jobs: [{ name: "onedata.check", payload: { address }, key: `onedata:check:${address}` }],
    };
  },
});

/** Keeps what was found at an address. */
export const keepCheck = command({
  name: "onedata.keep-check",
  internal: true,
  input: z.object({ address: z.string().refine(isId), results: z.custom<CheckResult[]>(Array.isArray) }).strict(),
  load: ({ tx, world }, { address }) => addressHeld(tx, world.government, address),
  allow: [{ hat: "system" }],
  async carryOut(context, { address, results }, { row }) {
    const run = await keep(context, { agency: row.agency, address, hash: null }, results);
    return {
      result: { run },
      subject: run,
      facts: [{ name: "onedata.checked", subject: address, body: { badge: badgeOf(results) } }],
    };
  },
});

/** The network is read outside of any transaction: a slow API holds nothing. */
export async function checkAddress({ world, ask, act }: WorkContext, address: string): Promise<void> {
  const row = await ask(addressById, { id: address });
  if (!row) return;
  const seen = await look(
    { address: row.url, openapi: row.openapi },
    { innerAllowed: world.config.CHECK_INNER_NETWORK === "yes" },
  );
  await act(keepCheck, { address, results: checkApi(seen, checksOf(world.government)) });
}
