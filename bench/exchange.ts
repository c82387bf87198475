// The exchange between agencies under load: a system of one reads the register of another, both signatures and both traces durable.

import { generateKeyPairSync, randomUUID } from "node:crypto";
import { Agent, createServer, request as send } from "node:http";
import type { AddressInfo } from "node:net";
import { act, nextDay } from "../kernel/index.ts";
import { answerAgreement, proposeAgreement } from "../modules/exchange/commands/agreements.ts";
import { offerService } from "../modules/exchange/commands/services.ts";
import { askSystem, decideSystem } from "../modules/exchange/commands/systems.ts";
import { contentDigest } from "../modules/exchange/signature/digest.ts";
import { requestComponents, type SigningKey, signMessage } from "../modules/exchange/signature/sign.ts";
import { demoPeople } from "../modules/registry/index.ts";
import { type Figure, type Hall, median, megabytes, milliseconds, perSecond, rate, residentMb } from "./hall.ts";
import { officerAt } from "./rows.ts";

const population = "/r1/TIRTA/GOV/disdukcapil/register/population/find";

/** Two agencies with an agreement; the consumer's key is here, as it would be at its own machine. */
async function agreed(hall: Hall, mirror: string) {
  const { world } = hall;
  const consumer = await officerAt(hall, "dinsos", "jaminan-sosial", "steward");
  const provider = await officerAt(hall, "disdukcapil", "pendaftaran-penduduk", "steward");
  const operator = await officerAt(hall, "diskominfo", "statistik", "steward");
  const { publicKey, privateKey } = generateKeyPairSync("ed25519");
  const pem = publicKey.export({ type: "spki", format: "pem" }).toString();
  const system = async (by: typeof consumer, code: string, key: string | null) => {
    const asked = { system: `${code}-${Date.now()}`, name: "Bench", contact: "data@bench.example", key };
    const made = await act(world, by, askSystem, asked);
    await act(world, operator, decideSystem, { id: made.id, verdict: "active" });
    return { ...made, code: asked.system };
  };
  const reader = await system(consumer, "bench", pem);
  const giver = await system(provider, "mirror", null);
  await act(world, provider, offerService, {
    system: giver.id,
    code: "mirror",
    title: "Mirror",
    address: mirror,
    endpoints: [{ method: "POST", path: "/**" }],
  });
  const today = world.calendar.today(world.clock.now());
  const services = await hall.prepare<{ id: string; code: string }>(
    "select id, code from exchange.service where register = 'population' or system = $1",
    [giver.id],
  );
  for (const { id: service, code } of services) {
    const { id } = await act(world, consumer, proposeAgreement, {
      consumer: reader.id,
      service,
      fields: code === "mirror" ? [] : ["name", "birthDate", "address"],
      purpose: "service",
      why: "Mengukur kecepatan pertukaran",
      law: "Ukuran",
      daily: 100_000_000,
      expiresOn: nextDay(today, 30),
    });
    await act(world, provider, answerAgreement, { id, verdict: "active" });
  }
  const key: SigningKey = { id: reader.key, algorithm: "ed25519", privateKey };
  return { key, mirror: `/r1/TIRTA/GOV/disdukcapil/${giver.code}/mirror/back` };
}

const agent = new Agent({ keepAlive: true, maxSockets: 512 });

function post(address: string, path: string, headers: Record<string, string>, body: Buffer): Promise<number> {
  return new Promise((done, failed) => {
    const asked = send(
      `${address}${path}`,
      { method: "POST", agent, headers: { ...headers, "content-length": body.length } },
      (answer) => {
        const parts: Buffer[] = [];
        answer.on("data", (part: Buffer) => parts.push(part));
        answer.on("end", () => {
          const said = Buffer.concat(parts);
          if (answer.statusCode === 200) done(said.length);
          else failed(new Error(`${path}: ${answer.statusCode} ${said.subarray(0, 300)}`));
        });
      },
    );
    asked.on("error", failed);
    asked.end(body);
  });
}

/** Signs a message as the consumer's own machine does, and sends it. */
function exchanged(address: string, key: SigningKey, path: string, body: Buffer): Promise<number> {
  const headers: Record<string, string> = {
    "content-type": "application/json",
    "content-digest": contentDigest(body),
    "x-road-client": key.id.replace(/#.*/, ""),
    "x-road-id": randomUUID(),
  };
  const message = { method: "POST", url: new URL(path, address), headers };
  const signed = signMessage(message, key, {
    components: [...requestComponents, "content-digest"],
    created: new Date(),
  });
  return post(address, path, { ...headers, ...signed.headers }, body);
}

async function times(count: number, work: () => Promise<unknown>): Promise<number[]> {
  const found: number[] = [];
  for (let i = 0; i < count; i += 1) {
    const start = performance.now();
    await work();
    found.push(performance.now() - start);
  }
  return found.slice(Math.floor(count / 5));
}

/** So many a second, each at its own moment, whether the ones before are answered or not. */
async function paced(perSecond: number, seconds: number, work: () => Promise<unknown>): Promise<number> {
  const found: number[] = [];
  const running: Promise<void>[] = [];
  const start = performance.now();
  for (let i = 0; i < perSecond * seconds; i += 1) {
    const wait = start + (i * 1000) / perSecond - performance.now();
    if (wait > 0) await new Promise((resume) => setTimeout(resume, wait));
    const sent = performance.now();
    running.push(work().then(() => void found.push(performance.now() - sent)));
  }
  await Promise.all(running);
  found.sort((a, b) => a - b);
  return found[Math.floor(found.length * 0.95)]!;
}

export async function exchange(hall: Hall, seconds: number): Promise<Figure[]> {
  const mirror = createServer((asked, answer) => {
    answer.setHeader("content-type", asked.headers["content-type"] ?? "text/plain");
    asked.pipe(answer);
  });
  await new Promise<void>((ready) => mirror.listen(0, "127.0.0.1", ready));
  const mirrorAt = `http://127.0.0.1:${(mirror.address() as AddressInfo).port}`;
  const parties = await agreed(hall, mirrorAt);
  const { address, pid, stop } = await hall.serve();
  try {
    const nik = demoPeople(hall.world.government).get("narti")!.nik;
    const person = demoPeople(hall.world.government).get("narti")!.id;
    const body = Buffer.from(JSON.stringify({ nik }));
    const one = () => exchanged(address, parties.key, population, body);
    const token = await hall.token("front-desk");
    const direct = () =>
      post(
        address,
        "/api/v1/registry/person",
        { authorization: `Bearer ${token}`, "content-type": "application/json" },
        Buffer.from(JSON.stringify({ id: person, reason: "counter-visit" })),
      );
    await rate(2000, 64, one);
    await rate(500, 16, direct);
    const many = await rate(8000, 256, one);
    const p95 = await paced(100, 10, one);
    const alone = median(await times(400, one));
    const plain = median(await times(400, direct));

    const large = Buffer.alloc(1_000_000, "a");
    const grown: number[] = [];
    const until = performance.now() + seconds * 1000;
    const step = (seconds * 1000) / 10;
    let next = performance.now() + step;
    await Promise.all(
      Array.from({ length: 4 }, async () => {
        while (performance.now() < until) {
          await exchanged(address, parties.key, parties.mirror, large);
          if (performance.now() > next) {
            next += step;
            grown.push(residentMb(pid));
          }
        }
      }),
    );
    const half = (from: number) => Math.max(...grown.slice(from, from + Math.ceil(grown.length / 2)));
    const flat = half(Math.floor(grown.length / 2)) / half(0);
    return [
      {
        name: "exchange: one agency's system reads another's register, 256 clients",
        ours: perSecond(many),
        against: "X-Road (one user's report, 32 cores) 110 /s",
        ratio: null,
        target: "≥ 1,000 /s",
        met: many >= 1000,
      },
      {
        name: "exchange: 100 a second, 95th percentile",
        ours: milliseconds(p95),
        against: "",
        ratio: null,
        target: "≤ 100 ms",
        met: p95 <= 100,
      },
      {
        name: "exchange: one at a time, median",
        ours: milliseconds(alone),
        against: `the same record by the house's API, with a receipt ${milliseconds(plain)}`,
        ratio: alone / plain,
        target: "≤ 200 %",
        met: alone / plain <= 2,
      },
      {
        name: `exchange: bodies of 1 MB there and back for ${seconds} s, resident; second half against first`,
        ours: grown.map(megabytes).join(", "),
        against: "",
        ratio: flat,
        target: "no growth (≤ 110 %)",
        met: flat <= 1.1,
      },
    ];
  } finally {
    await stop();
    mirror.close();
  }
}
