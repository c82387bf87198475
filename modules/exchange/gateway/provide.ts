import { z } from "zod";
import { type Payload, Refusal, type Sitting, type World } from "../../../kernel/index.ts";
import { agreedRecord } from "../../registers/index.ts";
import { lookups } from "../../registry/index.ts";
import { writeSystemId } from "../identifier.ts";
import { exchangeOf, sandboxClass } from "../settings.ts";
import type { Admission } from "./admit.ts";
import type { Call } from "./call.ts";
import { GatewayFault } from "./fault.ts";
import { forward } from "./forward.ts";
import { heldBody } from "./payload.ts";

/** What the service answered, before it is signed. */
export interface Provided {
  status: number;
  type: string;
  body: Payload;
  /** When it was asked and when it answered; null when the house answered by itself. */
  asked: Date | null;
  answered: Date | null;
}

export const json = (status: number, value: unknown): Provided => ({
  status,
  type: "application/json; charset=utf-8",
  body: Buffer.from(JSON.stringify(value)),
  asked: null,
  answered: null,
});

/** Asks the service: a register of this house, or the agency's own API. */
export function provide(world: World, sitting: Sitting, call: Call, admission: Admission): Promise<Provided> {
  if (admission.register === sandboxClass) return Promise.resolve(fromSandbox(world, call, admission));
  return admission.kind === "http" ? forward(world, sitting, call, admission) : fromRegister(sitting, call, admission);
}

/** The sandbox answers as a register does, about nobody. */
function fromSandbox(world: World, call: Call, { endpoint }: Admission): Provided {
  const { member, service } = call.service;
  const one = exchangeOf(world.government).sandbox.find((it) => it.member === member && it.service === service)!;
  const fields = Object.keys(one.records[0]!);
  if (endpoint.path === "/schema") return json(200, { register: service, fields });
  const asked = keyIn(call.incoming.body);
  const record = one.records.find((it) => it[one.key] === asked[one.key]) ?? null;
  if (endpoint.path === "/exists") return json(200, { exists: record !== null });
  return record ? json(200, { record }) : json(404, { error: "no-record" });
}

const key = z
  .object({
    nik: z.string().max(40).optional(),
    nib: z.string().max(20).optional(),
    number: z.string().max(80).optional(),
  })
  .strict()
  .refine((one) => Object.values(one).filter(Boolean).length === 1);

async function fromRegister(
  sitting: Sitting,
  call: Call,
  { register, endpoint, fields }: Admission,
): Promise<Provided> {
  if (endpoint.path === "/schema") return json(200, { register, fields });
  // Being told of changes is asked for at the system itself.
  if (endpoint.path.startsWith("/events"))
    return json(200, { fields, subscribe: `/r1/${writeSystemId(call.service)}/api/v1/subs/${call.service.service}` });
  const asked = keyIn(call.incoming.body);
  const record = await readRecord(sitting, register!, asked);
  if (endpoint.path === "/exists") return json(200, { exists: record !== null });
  return record ? json(200, { record }) : json(404, { error: "no-record" });
}

function keyIn(body: Payload): z.output<typeof key> {
  let value: unknown;
  try {
    value = JSON.parse(heldBody(body).toString("utf8"));
  } catch (error) {
    if (error instanceof GatewayFault) throw error;
    throw new GatewayFault("Client.InvalidRequest", "The body must be JSON");
  }
  const read = key.safeParse(value);
  if (!read.success)
    throw new GatewayFault("Client.InvalidRequest", 'The body must name one of "nik", "nib" or "number", as text');
  return read.data;
}

async function readRecord(sitting: Sitting, register: string, asked: z.output<typeof key>): Promise<unknown> {
  try {
    if (register === "population") return await sitting.ask(lookups.agreedPerson, { nik: asked.nik ?? "" });
    if (register === "businesses") return await sitting.ask(lookups.agreedBusiness, { nib: asked.nib ?? "" });
    return await sitting.ask(agreedRecord, { register, ...asked });
  } catch (error) {
    if (!(error instanceof Refusal) || error.code === "unavailable") throw error;
    throw new GatewayFault("Server.ServerProxy.AccessDenied", `The register refused: ${error.code}`);
  }
}
