import { generateKeyPairSync, type KeyObject, randomUUID } from "node:crypto";
import type { TestContext } from "node:test";
import { type Actor, ask, nextDay, type Role, systemActor } from "../../../kernel/index.ts";
import { scene } from "../../../test/scene.ts";
import { actors } from "../../../test/stage.ts";
import { answerAgreement, proposeAgreement } from "../commands/agreements.ts";
import { askSystem, decideSystem } from "../commands/systems.ts";
import { directory } from "../queries/directory.ts";
import { offerRegisters } from "../seed.ts";
import { contentDigest } from "../signature/digest.ts";
import { requestComponents, type SigningKey, signMessage } from "../signature/sign.ts";

const at = "https://pendopo.test";

export interface Sending {
  method?: string;
  path: string;
  body?: string;
  id?: string;
  client?: string;
  /** When it is signed; the house's own time when nothing is said. */
  created?: Date;
  headers?: Record<string, string>;
  components?: readonly string[];
}

/** Signs a message as a system of an agency would, with a key that only it has. */
export function signedBy(
  now: Date,
  key: SigningKey,
  sending: Sending,
): { method: string; url: string; headers: Record<string, string>; payload?: string } {
  const { method = "POST", path, body, id = randomUUID(), created = now } = sending;
  const client = sending.client ?? key.id.replace(/#.*/, "");
  const headers: Record<string, string> = {
    "x-road-client": client,
    "x-road-id": id,
    ...(body !== undefined && {
      "content-type": "application/json",
      "content-digest": contentDigest(Buffer.from(body)),
    }),
    ...sending.headers,
  };
  const components = sending.components ?? [...requestComponents, ...(body === undefined ? [] : ["content-digest"])];
  const signed = signMessage({ method, url: new URL(path, at), headers }, key, { components, created });
  return {
    method,
    url: path,
    headers: { ...headers, ...signed.headers },
    ...(body !== undefined && { payload: body }),
  };
}

/** Two agencies that exchange: Dinsos has a system with a key of its own; Disdukcapil keeps the population. */
export async function agencies(t: TestContext, more: Parameters<typeof scene>[1] = {}) {
  const s = await scene(t, more);
  await offerRegisters(s.world);
  const officer = (key: string, agency: string, office: string, role: Role): Actor =>
    actors.officer(s.id(key), agency, office, [role], { assurance: 3 });
  const consumer = officer("kinanti", "dinsos", "jaminan-sosial", "steward");
  const provider = officer("bagas", "disdukcapil", "pendaftaran-penduduk", "steward");
  const operator = officer("pramono", "diskominfo", "statistik", "steward");
  const system = async (
    code = "bansos",
    by = consumer,
  ): Promise<{ id: string; key: SigningKey; publicKey: KeyObject }> => {
    const { publicKey, privateKey } = generateKeyPairSync("ed25519");
    const asked = await s.act(by, askSystem, {
      system: code,
      name: { id: "Aplikasi bansos", en: "Social aid system" },
      contact: "data@dinsos.example",
      key: publicKey.export({ type: "spki", format: "pem" }).toString(),
    });
    await s.act(operator, decideSystem, { id: asked.id, verdict: "active" });
    return { id: asked.id, publicKey, key: { id: asked.key, algorithm: "ed25519", privateKey } };
  };
  const serviceOf = async (register: string) => {
    const found = await ask(s.world, systemActor("exchange"), directory, {});
    return found.flatMap(({ services }) => services).find((one) => one.register === register)!;
  };
  const today = s.world.calendar.today(s.world.clock.now());
  const terms = async (consumerId: string, register: string, more: object = {}) => ({
    consumer: consumerId,
    service: (await serviceOf(register)).id,
    fields: ["name", "address"],
    purpose: "service",
    why: "Menilai kelayakan penerima bantuan sosial",
    law: "Permensos 1/2019",
    daily: 1000,
    expiresOn: nextDay(today, 365),
    ...more,
  });
  const agreed = async (consumerId: string, register = "population", more: object = {}) => {
    const { id } = await s.act(consumer, proposeAgreement, await terms(consumerId, register, more));
    await s.act(provider, answerAgreement, { id, verdict: "active" });
    return id;
  };
  const signed = (key: SigningKey, sending: Sending) => signedBy(s.world.clock.now(), key, sending) as never;
  return { ...s, signed, consumer, provider, operator, system, serviceOf, terms, agreed, today, officer };
}
