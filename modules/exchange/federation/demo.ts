import { z } from "zod";
import {
  type Actor,
  act,
  ask,
  governmentFile,
  nextDay,
  roles,
  stranger,
  systemActor,
  textSchema,
  type World,
} from "../../../kernel/index.ts";
import { officersOf } from "../../identity/index.ts";
import { writeRegister } from "../../registers/index.ts";
import { answerAgreement, proposeAgreement } from "../commands/agreements.ts";
import { askSystem, decideSystem } from "../commands/systems.ts";
import { directory } from "../queries/directory.ts";
import { exchangeOf } from "../settings.ts";
import { deliverLetters } from "./deliver.ts";
import { fingerprintOf, houseKey } from "./house.ts";
import { askPeer, decidePeer } from "./peers.ts";
import { peerKept, pullDirectory } from "./pull.ts";

const Officer = z.object({ agency: z.string(), office: z.string(), role: z.enum(roles) }).strict();
const Demo = z
  .object({
    /** Who names the other government, and who says yes to it. */
    asks: Officer,
    decides: Officer,
    system: z.object({ of: Officer, code: z.string(), name: textSchema, contact: z.email() }).strict(),
    /** What this government's system wants of the other's service. */
    wants: z
      .object({
        service: z.string(),
        fields: z.array(z.string()),
        purpose: z.string(),
        why: z.string(),
        law: z.string(),
        daily: z.number(),
        days: z.number(),
      })
      .strict(),
    /** Who says yes to what the other one wants. */
    gives: Officer,
    records: z
      .array(z.object({ register: z.string(), number: z.string(), sets: z.record(z.string(), z.unknown()) }).strict())
      .default([]),
  })
  .strict();

const read = governmentFile("exchange-demo.yaml", Demo);
/** Of use to the demo of two governments alone. */
export const exchangeDemoFile = { ...read, optional: true };

const room = systemActor("exchange");

/** What the demo tells of an agreement between the two. */
export interface DemoAgreement {
  consumer: string;
  service: string;
  number: string;
}

/** Lets two houses that both answer on the web trust each other and agree, one thing each way. A second run does nothing. */
export async function federateDemo(one: World, other: World): Promise<DemoAgreement[]> {
  const pairs = [
    [one, other],
    [other, one],
  ] as const;
  const instance = ({ government }: World) => exchangeOf(government).instance;
  for (const [here, there] of pairs) {
    if (await ask(here, room, peerKept, { instance: instance(there) })) return [];
    const { asks, decides } = read.of(here.government);
    const address = there.config.PUBLIC_URL.replace("localhost", "127.0.0.1");
    const fingerprint = fingerprintOf((await houseKey(there)).publicKey);
    await admitSystem(here);
    await writeRecords(here);
    await act(here, await actorOf(here, asks), askPeer, { instance: instance(there), address, fingerprint });
    await act(here, await actorOf(here, decides), decidePeer, { instance: instance(there), verdict: "active" });
  }
  for (const [here, there] of pairs) await pullDirectory(here, instance(there));
  const made: DemoAgreement[] = [];
  for (const [here, there] of pairs) made.push(await agree(here, there, instance(here), instance(there)));
  return made;
}

async function actorOf(world: World, { agency, office, role }: z.output<typeof Officer>): Promise<Actor> {
  const [found] = await ask(world, room, officersOf, { agency, office, role });
  if (!found) throw new Error(`exchange-demo.yaml: nobody is ${role} at ${agency}/${office}`);
  const officer = { id: found.id, agency, office, roles: [role] };
  return { ...stranger, hat: "officer", account: found.id, person: found.id, officer, assurance: 3 };
}

async function admitSystem(world: World): Promise<void> {
  const { asks, system } = read.of(world.government);
  const { of, code, name, contact } = system;
  const { id } = await act(world, await actorOf(world, of), askSystem, { system: code, name, contact });
  await act(world, await actorOf(world, asks), decideSystem, { id, verdict: "active" });
}

async function writeRecords(world: World): Promise<void> {
  const house = systemActor("registers");
  for (const { register, number, sets } of read.of(world.government).records)
    await writeRegister(
      { act: (command, raw, options) => act(world, house, command, raw, options) },
      { register, change: "put", person: null, business: null, number, sets, source: "example", reason: "example" },
      { via: "cli" },
    );
}

async function agree(here: World, there: World, from: string, to: string): Promise<DemoAgreement> {
  const { system, wants } = read.of(here.government);
  const listed = await ask(here, room, directory, {});
  const idOf = (one: (typeof listed)[number]) => `${one.instance}/${one.member_class}/${one.member}/${one.system}`;
  const mine = listed.find(
    (one) => one.instance === from && one.member === system.of.agency && one.system === system.code,
  );
  const service = listed
    .flatMap((one) => one.services.map(({ id, code }) => ({ id, at: `${idOf(one)}/${code}` })))
    .find(({ at }) => at === wants.service);
  if (!mine || !service) throw new Error(`exchange-demo.yaml: there is no service ${wants.service}`);
  const { days, service: _service, ...terms } = wants;
  const today = here.calendar.today(here.clock.now());
  const { id, number } = await act(here, await actorOf(here, system.of), proposeAgreement, {
    ...terms,
    consumer: mine.id,
    service: service.id,
    expiresOn: nextDay(today, days),
  });
  await deliverLetters(here, to);
  await act(there, await actorOf(there, read.of(there.government).gives), answerAgreement, { id, verdict: "active" });
  await deliverLetters(there, from);
  return { consumer: idOf(mine), service: wants.service, number };
}
