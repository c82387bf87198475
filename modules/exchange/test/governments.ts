import { generateKeyPairSync, randomUUID } from "node:crypto";
import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { TestContext } from "node:test";
import { fileURLToPath } from "node:url";
import { type Actor, ask, nextDay, type Role, systemActor, type World } from "../../../kernel/index.ts";
import { scene } from "../../../test/scene.ts";
import { actors, stage } from "../../../test/stage.ts";
import { answerAgreement, proposeAgreement } from "../commands/agreements.ts";
import { offerService } from "../commands/services.ts";
import { askSystem, decideSystem } from "../commands/systems.ts";
import { deliverLetters } from "../federation/deliver.ts";
import { fingerprintOf, houseKey } from "../federation/house.ts";
import { askPeer, decidePeer } from "../federation/peers.ts";
import { pullDirectory } from "../federation/pull.ts";
import { directory } from "../queries/directory.ts";
import { offerRegisters } from "../seed.ts";
import { pemOf } from "../signature/algorithms.ts";
import type { SigningKey } from "../signature/sign.ts";
import { type Sending, signedBy } from "./agencies.ts";

export const province = fileURLToPath(new URL("../../../government/province", import.meta.url));
type Stage = Awaited<ReturnType<typeof stage>>;

/** A server on loopback that does what a test says; its connections are cut when it closes. */
export async function listening(t: TestContext, answer: RequestListener, port = 0) {
  const server = createServer(answer);
  await new Promise<void>((done) => server.listen(port, "127.0.0.1", done));
  const close = () =>
    new Promise<void>((done) => {
      server.close(() => done());
      server.closeAllConnections();
    });
  t.after(close);
  return { port: (server.address() as AddressInfo).port, close };
}

const bodyOf = async (request: IncomingMessage): Promise<Buffer> => {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return Buffer.concat(parts);
};

/** What stands on the wire between two governments: as it is, or as a test makes it. */
export interface Wire {
  port: number;
  /** Cuts the line, and mends it. */
  cut(): void;
  mend(): void;
  /** Called for each message; what it gives is sent instead. */
  meddle: ((asked: { path: string; headers: Record<string, string>; body: Buffer }) => void) | null;
  alter: ((answer: { path: string; status: number; headers: Record<string, string>; body: Buffer }) => void) | null;
  /** Takes the place of the house behind it. */
  instead: ((request: IncomingMessage, response: ServerResponse) => void) | null;
  seen: { path: string; status: number }[];
}

async function wire(t: TestContext, web: () => Promise<{ inject(asked: object): Promise<never> }>): Promise<Wire> {
  let isCut = false;
  const made: Wire = {
    port: 0,
    cut: () => {
      isCut = true;
    },
    mend: () => {
      isCut = false;
    },
    meddle: null,
    alter: null,
    instead: null,
    seen: [],
  };
  const server = await listening(t, async (request, response) => {
    if (isCut) return void request.socket.destroy();
    if (made.instead) return made.instead(request, response);
    const asked = {
      path: request.url!,
      headers: { ...(request.headers as Record<string, string>) },
      body: await bodyOf(request),
    };
    made.meddle?.(asked);
    const answer = (await (
      await web()
    ).inject({
      method: request.method,
      url: asked.path,
      headers: asked.headers,
      payload: asked.body,
    })) as { statusCode: number; headers: Record<string, string>; rawPayload: Buffer };
    const given = {
      path: asked.path,
      status: answer.statusCode,
      headers: { ...answer.headers },
      body: answer.rawPayload,
    };
    made.alter?.(given);
    made.seen.push({ path: asked.path, status: given.status });
    delete given.headers["transfer-encoding"];
    response.writeHead(given.status, { ...given.headers, "content-length": String(given.body.length) });
    response.end(given.body);
  });
  made.port = server.port;
  return made;
}

const officer = (agency: string, office: string, role: Role, id: string = randomUUID()): Actor =>
  actors.officer(id, agency, office, [role], { assurance: 3 });

async function systemOf(s: Stage, by: Actor, operator: Actor, system: string) {
  const { publicKey, privateKey } = generateKeyPairSync("ed25519");
  const asked = await s.act(by, askSystem, {
    system,
    name: { id: "Aplikasi", en: "Application" },
    contact: "data@agency.example",
    key: pemOf(publicKey),
  });
  await s.act(operator, decideSystem, { id: asked.id, verdict: "active" });
  const key: SigningKey = { id: asked.key, algorithm: "ed25519", privateKey };
  return { id: asked.id, key };
}

/** A regency and a province, each with its own database, keys and server on loopback; they do not know each other yet. */
export async function governments(t: TestContext) {
  // Loopback stands for the network between governments.
  const env = { EXCHANGE_HOSTS: "127.0.0.1" };
  const regency = await scene(t, { env });
  const prov = await stage(t, { env: { ...env, GOVERNMENT_DIR: province } });
  await offerRegisters(regency.world);
  // The first look at a house makes its pages' assets, which takes longer than another government waits.
  for (const house of [regency, prov]) await (await house.web()).inject("/healthz");
  const service = { asked: 0, answer: (): object => ({ plate: "T 1234 XY", year: 2021, owner: "rahasia" }) };
  const api = await listening(t, (_request, response) => {
    service.asked += 1;
    response.setHeader("content-type", "application/json");
    response.end(JSON.stringify(service.answer()));
  });
  const staff = {
    regency: {
      operator: officer("diskominfo", "statistik", "steward", regency.id("pramono")),
      second: officer("diskominfo", "pimpinan", "head", regency.id("agus")),
      consumer: officer("dinsos", "jaminan-sosial", "steward", regency.id("kinanti")),
      provider: officer("disdukcapil", "pendaftaran-penduduk", "steward", regency.id("bagas")),
    },
    province: {
      operator: officer("kominfoprov", "statistik", "steward"),
      second: officer("kominfoprov", "pimpinan", "head"),
      consumer: officer("dinsosprov", "bansos", "steward"),
      provider: officer("bapendaprov", "samsat", "steward"),
    },
  };
  const mine = await systemOf(regency, staff.regency.consumer, staff.regency.operator, "bansos");
  const theirs = await systemOf(prov, staff.province.consumer, staff.province.operator, "pkh");
  const samsat = await prov.act(staff.province.provider, askSystem, {
    system: "samsat",
    name: { id: "Samsat", en: "Vehicle office" },
    contact: "data@agency.example",
  });
  await prov.act(staff.province.operator, decideSystem, { id: samsat.id, verdict: "active" });
  await prov.act(staff.province.provider, offerService, {
    system: samsat.id,
    code: "kendaraan",
    title: { id: "Kendaraan", en: "Vehicles" },
    address: `http://127.0.0.1:${api.port}`,
    endpoints: [{ method: "POST", path: "/find" }],
    fields: ["plate", "year"],
    timeoutMs: 1_000,
  });
  const toRegency = await wire(t, () => regency.web() as never);
  const toProvince = await wire(t, () => prov.web() as never);
  const tirta = { ...regency, staff: staff.regency, instance: "TIRTA", wire: toRegency, system: mine };
  const provtirta = { ...prov, staff: staff.province, instance: "PROVTIRTA", wire: toProvince, system: theirs };
  type Side = typeof tirta | typeof provtirta;

  const fingerprint = async ({ world }: { world: World }) => fingerprintOf((await houseKey(world)).publicKey);
  const trust = async (one: Side, other: Side, more: { fingerprint?: string } = {}) => {
    await one.act(one.staff.operator, askPeer, {
      instance: other.instance,
      address: `http://127.0.0.1:${other.wire.port}`,
      fingerprint: more.fingerprint ?? (await fingerprint(other)),
    });
    await one.act(one.staff.second, decidePeer, { instance: other.instance, verdict: "active" });
    return pullDirectory(one.world, other.instance);
  };
  const peered = async () => {
    for (const told of [await trust(tirta, provtirta), await trust(provtirta, tirta)])
      if (told.fault) throw new Error(told.fault);
  };
  /** One side's system asks the other's service; delivered, answered, delivered back. */
  const propose = async (from: Side, more: object = {}) => {
    const isMine = from.instance === "TIRTA";
    const found = await ask(from.world, systemActor("exchange"), directory, {
      instance: isMine ? "PROVTIRTA" : "TIRTA",
    });
    const offered = found
      .flatMap(({ services }) => services)
      .find(({ code }) => code === (isMine ? "kendaraan" : "population"))!;
    return from.act(from.staff.consumer, proposeAgreement, {
      consumer: from.system.id,
      service: offered.id,
      fields: isMine ? ["plate", "year"] : ["name", "address"],
      purpose: "service",
      why: "Menilai kelayakan penerima bantuan sosial",
      law: "Permensos 1/2019",
      daily: 1000,
      expiresOn: nextDay(from.world.calendar.today(from.world.clock.now()), 365),
      ...more,
    });
  };
  const agreed = async (from: Side, to: Side, more: object = {}) => {
    const { id } = await propose(from, more);
    await deliverLetters(from.world, to.instance);
    await to.act(to.staff.provider, answerAgreement, { id, verdict: "active" });
    await deliverLetters(to.world, from.instance);
    return id;
  };
  const paths = {
    vehicles: "/r1/PROVTIRTA/GOV/bapendaprov/samsat/kendaraan/find",
    people: "/r1/TIRTA/GOV/disdukcapil/register/population/find",
  };
  /** One side's system sends a message to its own gateway. */
  const sends = async (from: Side, sending: Partial<Sending> & { path: string }) => {
    const asked = signedBy(from.world.clock.now(), from.system.key, { body: "{}", ...sending });
    const web = await from.web();
    return { asked, answer: await web.inject(asked as never) };
  };
  return { tirta, provtirta, trust, peered, propose, agreed, sends, paths, service, fingerprint };
}
