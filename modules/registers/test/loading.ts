import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import type { TestContext } from "node:test";
import { loadModules } from "../../../app/modules.ts";
import { Refusal, type Role } from "../../../kernel/index.ts";
import { actors, stage } from "../../../test/stage.ts";
import { demoPeople } from "../../registry/index.ts";
import { decideLoad } from "../commands/decide-load.ts";
import { openLoad } from "../commands/open-load.ts";
import { loadWhole } from "../queries/loads.ts";
import { formatOf } from "../transfer/format/index.ts";

export const refused = (code: string, key?: string) => (error: unknown) => {
  assert.ok(error instanceof Refusal, String(error));
  assert.equal(error.code, code);
  if (key) assert.equal(error.messageKey, key);
  return true;
};

/** The house with its people, and those who load files into its registers. */
export async function loading(t: TestContext) {
  const s = await stage(t, { modules: await loadModules(), people: 60 });
  const people = demoPeople(s.world.government);
  const officer = (key: string, agency: string, office: string, role: Role, account = crypto.randomUUID()) =>
    actors.officer(people.get(key)!.id, agency, office, [role], { assurance: 3, account });
  const steward = officer("kinanti", "dinkes", "sdm-kesehatan", "steward");
  const open = async (name: string, text: string | Buffer, { register = "health-facilities", who = steward } = {}) => {
    const body = Buffer.from(text);
    const store = `registers/${s.world.newId()}.${formatOf(name)}`;
    await s.world.files.put(store, body, "text/plain");
    const hash = createHash("sha256").update(body).digest("hex");
    const given = { register, kind: "file", name, store, format: formatOf(name), hash, bytes: body.length } as const;
    const { id } = await s.act(who, openLoad, { ...given, reason: "Pemutakhiran tahunan" });
    await s.work();
    return id;
  };
  const whole = (id: string, who = steward) => s.ask(who, loadWhole, { id });
  const decide = async (id: string, decision: "write" | "drop" | "stop" | "go-on", soundOnly = false) => {
    const { state } = await s.act(steward, decideLoad, { load: id, decision, soundOnly });
    await s.work();
    return state;
  };
  return {
    ...s,
    people,
    steward,
    walidata: officer("pramono", "diskominfo", "statistik", "steward"),
    educator: officer("bayu", "dindik", "data", "steward"),
    colleague: officer("dimas", "dinkes", "sdm-kesehatan", "administrator"),
    stranger: officer("made", "dpmptsp", "perizinan", "steward"),
    open,
    whole,
    decide,
  };
}

export const header =
  "code,name,kind,accreditation,beds,contracted,address.street,address.rt,address.rw,address.village,record.since";
export const line = (n: number, more: Partial<Record<string, string>> = {}) => {
  const cells = {
    code: `F${n}`,
    name: `Puskesmas ${n}`,
    kind: "puskesmas",
    accreditation: "Paripurna",
    beds: "12",
    contracted: "ya",
    street: `Jalan Sehat ${n}`,
    rt: "001",
    rw: "002",
    village: "99.01.01.1001",
    since: "2020-01-01",
    ...more,
  };
  return Object.values(cells).join(",");
};
export const csv = (...lines: string[]) => `${[header, ...lines].join("\n")}\n`;
