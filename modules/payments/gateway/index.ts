import type { Gateway } from "./gateway.ts";
import { simulator } from "./simulator.ts";

const gateways: ReadonlyMap<string, Gateway> = new Map([simulator].map((gateway) => [gateway.name, gateway]));

/** A gateway by its name. */
export const gatewayNamed = (name: string): Gateway | undefined => gateways.get(name);
