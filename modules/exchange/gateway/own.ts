import type { World } from "../../../kernel/index.ts";
import { mediatorOf } from "../events/mediator.ts";
import { signingKeyOf } from "../keystore.ts";
import type { Endpoint } from "../tables.ts";
import type { Sender } from "./admit.ts";
import type { Call } from "./call.ts";
import { claim } from "./claim.ts";
import { GatewayFault } from "./fault.ts";
import { matching } from "./path.ts";
import type { Provided } from "./provide.ts";

/** A service that every system has because the gateway itself answers it: "POST /v1/subs/*" under "api". */
export interface OwnService {
  service: string;
  endpoint: Endpoint;
  /** A token is enough. */
  tokens?: true;
  handle(asked: OwnCall): Promise<Provided>;
}
export interface OwnCall {
  world: World;
  call: Call;
  sender: Sender;
  /** Whose service it is, by its id here. */
  provider: string;
  /** What stood in place of the stars. */
  parts: string[];
}

/** The gateway's own service that a call is of; null when it is of a system's. */
export function ownServiceOf(own: readonly OwnService[], { service, path, incoming }: Call): OwnService | null {
  const here = own.filter((one) => one.service === service.service);
  const endpoint = matching(
    here.map((one) => one.endpoint),
    incoming.method,
    path,
  );
  return here.find((one) => one.endpoint === endpoint) ?? null;
}

/** Answers it: for systems that are admitted, each message once. */
export async function askOwn(
  world: World,
  own: OwnService,
  call: Call,
  sender: Sender,
): Promise<{ provided: Provided; admission: { agreement: null; endpoint: Endpoint; provider: string } }> {
  if (sender.provenBy !== "signature" && !own.tokens)
    throw new GatewayFault("Server.ServerProxy.AccessDenied", "This is asked for by signature only, not with a token");
  if (sender.waits) throw new GatewayFault("Server.ServerProxy.AccessDenied", "This system is not admitted yet");
  const { instance, memberClass, member, system } = call.service;
  await claim(world, call, sender);
  const [row] = await world.database.statement<{ id: string }>(
    `select id from exchange.system where (instance, member_class, member, system) = ($1, $2, $3, $4) and state = 'active'`,
    [instance, memberClass, member, system],
  );
  if (!row) throw new GatewayFault("Server.ServerProxy.UnknownService", "There is no such system");
  const stars = own.endpoint.path.split("/");
  const parts = call.path.split("/").filter((_part, i) => stars[i] === "*");
  const provided = await own.handle({ world, call, sender, provider: row.id, parts });
  // A system that signs by itself is not asked: the exchange answers, under its own name.
  const signer = (await signingKeyOf(world, row.id)) ? row.id : await mediatorOf(world);
  return { provided, admission: { agreement: null, endpoint: own.endpoint, provider: signer } };
}
