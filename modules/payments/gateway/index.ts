import type { World } from "../../../kernel/index.ts";
import { paymentSettings } from "../settings.ts";
import type { Gateway } from "./gateway.ts";
import { simulator } from "./simulator.ts";

/** What can stand behind a gateway's name in payments.yaml. */
const kinds = { simulator } satisfies Record<string, Gateway>;

/** A gateway by the name that the government gave it; none when it takes no money that way. */
export function gatewayNamed(world: World, name: string): Gateway | undefined {
  const kind = paymentSettings(world).gateways[name];
  return kind && kinds[kind];
}
