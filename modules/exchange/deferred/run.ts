import { Readable } from "node:stream";
import { buffer } from "node:stream/consumers";
import { act, ask, type Bytes, type Manifest, pause, systemActor, type World } from "../../../kernel/index.ts";
import { carryOutDue, postedTo } from "../events/courier.ts";
import { type Admission, admit } from "../gateway/admit.ts";
import { faulted } from "../gateway/answer.ts";
import { type Incoming, readCall } from "../gateway/call.ts";
import { asFault } from "../gateway/door.ts";
import { handedOut } from "../gateway/hand-out.ts";
import { mustTakeToken } from "../gateway/signed-in.ts";
import { systemOf, writeSystemId } from "../identifier.ts";
import { type Claimed, claimDeferred, dueDeferred, type Settled, settleDeferred } from "./line.ts";
import { deferredParcel, type Parcel } from "./queries.ts";
import type { Answer, Question } from "./row.ts";

const room = systemActor("exchange");
const byJob = { via: "job" };

/** The provider may answer another time. It is asked with the same X-Road-Id, by which it tells a repeat. */
const passing = new Set([
  "Server.ServerProxy.ServiceFailed.Unreachable",
  "Server.ServerProxy.ServiceFailed.Timeout",
  "Server.ServerProxy.ServiceFailed.Suspended",
  "Server.ServerProxy.InternalError",
]);
const passingStatus = new Set([429, 502, 503, 504]);

/** Carries out one question, or posts its answer, and writes down how it went. */
export async function carryOutDeferred(world: World, { id, tries }: Claimed): Promise<Settled["outcome"]> {
  const parcel = await ask(world, room, deferredParcel, { id });
  const settled = await (parcel.row.step === "post" ? posted(world, parcel) : asked(world, parcel));
  await act(world, room, settleDeferred, { id, tries, ...settled }, byJob);
  return settled.outcome;
}

/** Asks as the gateway does, by what is agreed at this moment. */
async function asked(world: World, { row: { id }, question, consumer, callback }: Parcel): Promise<Settled> {
  if (!question || consumer.state !== "active")
    return { outcome: "closed", fault: question ? "the system is not admitted any more" : "it was discarded" };
  const incoming = incomingOf(world, question);
  const { sender } = question;
  const call = readCall(incoming, world.config.PUBLIC_URL);
  let admission: Admission | null = null;
  try {
    // Its own id was taken when it came in: each try has another for this.
    admission = await admit(world, { ...call, messageId: `${id}/${incoming.request}` }, sender);
    await mustTakeToken(world, sender, admission);
    const bytes = await handedOut(world, call, sender, admission);
    if (passingStatus.has(bytes.status ?? 200)) {
      if (bytes.body instanceof Readable) bytes.body.destroy();
      return { outcome: "later", fault: `it answered ${bytes.status}` };
    }
    const answer = JSON.stringify(await answerOf(bytes));
    return { outcome: "answered", fault: null, status: bytes.status ?? 200, answer, post: callback !== null };
  } catch (error) {
    const fault = asFault(error);
    if (!fault) throw error;
    const said = `${fault.type}: ${fault.message}`.slice(0, 300);
    if (passing.has(fault.type)) return { outcome: "later", fault: said };
    await faulted(world, incoming, fault, { call, sender, admission });
    return { outcome: fault.type.includes("ServiceFailed") ? "dead" : "closed", fault: said };
  }
}

const incomingOf = (world: World, { method, address, headers, body }: Question): Incoming => ({
  face: "plain",
  method,
  address,
  headers,
  body: Buffer.from(body, "base64"),
  request: world.newId(),
  at: world.clock.now(),
});

async function answerOf({ status = 200, type, headers = {}, body }: Bytes): Promise<Answer> {
  const bytes = body instanceof Readable ? await buffer(body) : Buffer.from(body as Buffer);
  return { status, headers: { "content-type": type, ...headers }, body: bytes.toString("base64") };
}

/** To the consumer's own address, as events go there. It may also be fetched meanwhile. */
async function posted(world: World, { row, answer, callback, provider }: Parcel): Promise<Settled> {
  if (!answer || !callback) return { outcome: "posted", fault: null };
  const { outcome, fault } = await postedTo(world, callback, provider, async () =>
    Buffer.from(
      JSON.stringify({
        specversion: "1.0",
        id: row.id,
        source: `/${writeSystemId(systemOf(provider))}`,
        type: "pendopo.exchange.answered",
        time: world.clock.now().toISOString(),
        datacontenttype: "application/json",
        data: { messageId: row.message_id, ...answer },
      }),
    ),
  );
  return outcome === "taken" ? { outcome: "posted", fault: null } : { outcome: "later", fault };
}

/** Carries out what is due until nothing is. */
export const deferredDue = (world: World, stop?: AbortSignal): Promise<number> =>
  carryOutDue<Claimed>(world, stop, {
    due: () => ask(world, room, dueDeferred, {}),
    claim: (most) => act(world, room, claimDeferred, { most }, byJob),
    carryOut: (one) => carryOutDeferred(world, one),
  });

/** As long as a worker runs. Several may: they share the work. */
export const deferredMinder: NonNullable<Manifest["minders"]>[number] = {
  name: "exchange.deferred",
  async run(world, stop) {
    while (!stop.aborted) {
      await deferredDue(world, stop);
      await pause(500, stop);
    }
  },
};
