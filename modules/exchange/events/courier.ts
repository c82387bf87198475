import { act, ask, type Manifest, pause, systemActor, type World } from "../../../kernel/index.ts";
import { isPublicAddress } from "../gateway/address.ts";
import { systemOf, writeSystemId } from "../identifier.ts";
import { signingKeyOf } from "../keystore.ts";
import { exchangeOf } from "../settings.ts";
import { contentDigest } from "../signature/digest.ts";
import { signMessage } from "../signature/sign.ts";
import type { SystemRow } from "../tables.ts";
import { cloudEvent, contentOf, type Parcel, parcelOf } from "./content.ts";
import { type Claimed, claimDeliveries, dueDeliveries, type Settled, settleDelivery } from "./line.ts";
import { mediatorOf } from "./mediator.ts";
import type { Opened } from "./opened.ts";
import { openLine, post } from "./post.ts";
import { spreadEvents, unspread } from "./spread.ts";

const room = systemActor("exchange");
const byJob = { via: "job" };

/** What a webhook's signature covers: to whom, what, and which kind of body. */
export const webhookComponents = ["@method", "@target-uri", "content-digest", "content-type", "x-road-client"];

/** Deliveries in hand at the same time, in one worker: this, times the largest event, is the memory that it takes. */
const inHand = 64;

/** Hands events to their subscribers until nothing new is there. */
export async function spreadAll(world: World): Promise<void> {
  while (await ask(world, room, unspread, {})) if ((await act(world, room, spreadEvents, {}, byJob)) === 0) return;
}

/** Carries out one delivery and writes down how it went. */
export async function deliver(world: World, { event, subscription, tries }: Claimed): Promise<Settled["outcome"]> {
  const parcel = await ask(world, room, parcelOf, { event, subscription });
  const settled = await carried(world, parcel);
  await act(world, room, settleDelivery, { event, subscription, tries, ...settled }, byJob);
  return settled.outcome;
}

async function carried(world: World, parcel: Parcel | null): Promise<Settled> {
  if (!parcel?.opened) return { outcome: "closed", fault: parcel ? "no agreement in force" : "stopped" };
  const { address, provider } = parcel;
  return postedTo(world, address, provider, async () =>
    cloudEvent(parcel, await contentOf(world, parcel as Parcel & { opened: Opened })),
  );
}

/** Posts something to a system's own address, signed; what it is, is asked for once the line is open. */
export async function postedTo(
  world: World,
  address: string | null,
  provider: SystemRow,
  content: () => Promise<Buffer>,
): Promise<Settled> {
  if (!address || !(await isPublicAddress(world, address)))
    return { outcome: "unreached", fault: "unreached: this address may not be called" };
  const url = new URL(address);
  const timeoutMs = exchangeOf(world.government).events.timeoutSeconds * 1000;
  const line = await openLine(url, timeoutMs);
  if (!line) return { outcome: "unreached", fault: "unreached: nobody answers there" };
  try {
    const body = await content();
    const headers = await signed(world, provider, url, body);
    const posted = await post(line, url, { headers, body, timeoutMs });
    if ("unreached" in posted) return { outcome: "unreached", fault: `unreached: ${posted.unreached}` };
    if (posted.status >= 200 && posted.status < 300) return { outcome: "taken", fault: null };
    return { outcome: "refused", fault: `it answered ${posted.status}` };
  } finally {
    line.close();
  }
}

/** Signed by the provider's key when the house holds it, else by the exchange's own. */
async function signed(world: World, provider: SystemRow, url: URL, body: Buffer): Promise<Record<string, string>> {
  const key = (await signingKeyOf(world, provider.id)) ?? (await signingKeyOf(world, await mediatorOf(world)));
  if (!key) throw new Error("The exchange has no key to sign events with");
  const headers = {
    "content-type": "application/cloudevents+json; charset=utf-8",
    "content-digest": contentDigest(body),
    "x-road-client": writeSystemId(systemOf(provider)),
  };
  const { headers: signature } = signMessage({ method: "POST", url, headers }, key, {
    components: webhookComponents,
    created: world.clock.now(),
  });
  return { ...headers, ...signature };
}

/** Carries out what is due until nothing is, at most so many at once; a slow one holds its own place only. */
export const deliverDue = (world: World, stop?: AbortSignal): Promise<number> =>
  carryOutDue<Claimed>(world, stop, {
    due: () => ask(world, room, dueDeliveries, {}),
    claim: (most) => act(world, room, claimDeliveries, { most }, byJob),
    carryOut: (one) => deliver(world, one),
  });

/** The same for whatever is claimed under a lease. */
export async function carryOutDue<One>(
  world: World,
  stop: AbortSignal | undefined,
  line: { due(): Promise<boolean>; claim(most: number): Promise<One[]>; carryOut(one: One): Promise<unknown> },
): Promise<number> {
  const under = new Set<Promise<void>>();
  let done = 0;
  for (;;) {
    const free = inHand - under.size;
    const due = !stop?.aborted && free > 0 && (await line.due());
    const claimed = due ? await line.claim(free) : [];
    for (const one of claimed) {
      const work: Promise<void> = line
        .carryOut(one)
        .then(() => {
          done += 1;
        })
        // Its lease runs out and another try follows.
        .catch((error) => world.log.warn({ err: error }, "exchange: a delivery broke off"))
        .finally(() => under.delete(work));
      under.add(work);
    }
    if (claimed.length > 0) continue;
    if (under.size === 0) return done;
    await Promise.race([...under, pause(250, stop ?? new AbortController().signal)]);
  }
}

/** As long as a worker runs. Several may: they share the work. */
export const courier: NonNullable<Manifest["minders"]>[number] = {
  name: "exchange.courier",
  async run(world, stop) {
    const spreading = (async () => {
      while (!stop.aborted) {
        await spreadAll(world);
        await pause(500, stop);
      }
    })();
    const delivering = (async () => {
      while (!stop.aborted) {
        await deliverDue(world, stop);
        await pause(500, stop);
      }
    })();
    await Promise.all([spreading, delivering]);
  },
};
