import { type Actor, Refusal, stranger } from "../../../kernel/index.ts";
import { writeSystemId } from "../identifier.ts";
import { GatewayFault } from "./fault.ts";
import type { OwnCall, OwnService } from "./own.ts";
import { heldBody } from "./payload.ts";
import { json, type Provided } from "./provide.ts";

/** A system at the gateway, for what it does in its own name. */
export const systemItself = ({ sender }: Pick<OwnCall, "sender">): Actor => ({
  ...stranger,
  hat: "machine",
  assurance: 2,
  machine: {
    id: sender.id,
    member: sender.agency ?? sender.system.member,
    system: sender.system.system,
    agreement: null,
  },
});

export const empty = (status: number): Provided => ({ ...json(status, null), body: Buffer.alloc(0) });
export const problem = (status: number, message: string): Provided =>
  json(status, { type: "Client.InvalidRequest", message });

export function bodyOf({ call }: OwnCall): Record<string, unknown> {
  const body = heldBody(call.incoming.body);
  try {
    const value: unknown = JSON.parse(body.toString("utf8"));
    if (value !== null && typeof value === "object" && !Array.isArray(value)) return value as Record<string, unknown>;
  } catch {}
  throw new GatewayFault("Client.InvalidRequest", "The body must be a JSON object");
}

/** What a system does by a command at the gateway is kept under this door's name. */
export const byGateway = { via: "exchange" };

type Handle = (asked: OwnCall, actor: Actor) => Promise<Provided>;
export type Handles = readonly [method: string, service: string, path: string, handle: Handle][];

const statuses: Partial<Record<Refusal["code"], number>> = { invalid: 400, "not-found": 404, conflict: 409 };

/** Commands and queries as services of the gateway's own: what they refuse is answered as a problem. */
export const ownServices = (handles: Handles, more: Pick<OwnService, "tokens"> = {}): OwnService[] =>
  handles.map(([method, service, path, handle]) => ({
    ...more,
    service,
    endpoint: { method, path },
    async handle(asked) {
      const client = asked.call.incoming.headers["x-govstack-client"];
      if (client !== undefined && client !== writeSystemId(asked.sender.system))
        throw new GatewayFault(
          "Client.InvalidClientIdentifier",
          "X-GovStack-Client is not the system whose key signed",
        );
      try {
        return await handle(asked, systemItself(asked));
      } catch (error) {
        if (!(error instanceof Refusal)) throw error;
        const status = statuses[error.code];
        if (!status || error.messageKey === "exchange.refusal.events-not-agreed")
          throw new GatewayFault("Server.ServerProxy.AccessDenied", `Refused: ${error.messageKey}`);
        return problem(status, [error.messageKey, ...error.faults.map(({ path }) => path)].join(" "));
      }
    },
  }));
