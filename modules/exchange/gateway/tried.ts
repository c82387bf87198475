import { Spool, type World } from "../../../kernel/index.ts";
import { descriptionOf } from "../description/kept.ts";
import { systemOf } from "../identifier.ts";
import { exchangeOf } from "../settings.ts";
import type { ServiceRow, SystemRow } from "../tables.ts";
import { isPublicAddress } from "./address.ts";
import { GatewayFault } from "./fault.ts";
import { fetched } from "./forward.ts";
import { matching } from "./path.ts";
import { whole } from "./payload.ts";

/** How a try of an agency's own API went: its shape alone. */
export interface Tried {
  fault: string | null;
  status: number | null;
  ms: number;
  bytes: number;
  type: string;
  /** Names of the answer's fields, without what they hold. */
  fields: string[];
}

/** Asks an agency's own API as the gateway would, in the name of the system that offers it. */
export async function triedAt(
  world: World,
  service: ServiceRow,
  system: SystemRow,
  { method, path, body }: { method: string; path: string; body: string },
): Promise<Tried> {
  const none = { status: null, ms: 0, bytes: 0, type: "", fields: [] };
  const [asked = "/"] = path.split("?", 1);
  if (!matching(service.endpoints, method, asked)) return { ...none, fault: `it has no ${method} at this path` };
  const base = service.address!;
  if (!(await isPublicAddress(world, base))) return { ...none, fault: "this address may not be called" };
  const url = new URL(`${base.replace(/\/$/, "")}${path === "/" ? "" : path}`);
  const at = world.clock.now();
  const sent = Buffer.from(body);
  const type = "application/json";
  const description = await descriptionOf(world, service.id);
  const unfit = description?.asked(method, asked, { type, body: sent });
  if (unfit) return { ...none, fault: `the body does not fit the description at ${unfit.at} (${unfit.why})` };
  const id = systemOf(system);
  const began = performance.now();
  try {
    const answer = await fetched(
      world,
      url,
      {
        incoming: {
          face: "plain",
          method,
          address: path,
          headers: body === "" ? {} : { "content-type": type },
          body: sent,
          request: world.newId(),
          at,
        },
        client: id,
        service: { ...id, service: service.code },
        messageId: world.newId(),
      },
      service.timeout_ms,
      exchangeOf(world.government).bodyLimit,
    );
    const ms = Math.round(performance.now() - began);
    const { status, body: answered } = answer;
    const looked = await whole(answered, (bytes) => ({
      misfit: description?.answered(method, asked, status, { type: answer.type, body: bytes }),
      fields: fieldsIn(bytes),
    }));
    if (answered instanceof Spool) await answered.close();
    const { misfit, fields } = looked;
    return {
      fault: misfit ? `the answer does not fit the description at ${misfit.at} (${misfit.why})` : null,
      status,
      ms,
      bytes: answered.length,
      type: answer.type,
      fields,
    };
  } catch (error) {
    if (!(error instanceof GatewayFault)) throw error;
    return { ...none, fault: error.message };
  }
}

function fieldsIn(body: Buffer): string[] {
  try {
    const value: unknown = JSON.parse(body.toString("utf8"));
    const one = Array.isArray(value) ? value[0] : value;
    const names = one !== null && typeof one === "object" ? Object.keys(one) : [];
    // A name that is a number may be somebody's.
    return names.filter((name) => /^[A-Za-z][A-Za-z0-9_]{0,59}$/.test(name)).slice(0, 100);
  } catch {
    return [];
  }
}
