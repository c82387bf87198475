import { act, Refusal, route, systemActor } from "../../../kernel/index.ts";
import { recordEvent } from "../commands/record-event.ts";
import { gatewayNamed } from "../gateway/index.ts";

/** Where gateways tell that money came. 401 for what is not signed or too old, 404 for an unknown order, 200 for news and for repeats. */
export const callbackRoute = route({
  method: "POST",
  path: "/payments/callback/:gateway",
  machine: true,
  raw: true,
  bodyLimit: 16_384,
  limit: { times: 6000, seconds: 60 },
  async handle({ world, params, headers, body, requestId }) {
    const gateway = gatewayNamed(world, params.gateway ?? "");
    const told = gateway?.readCallback(world, headers, body);
    const answer = (status: number, verdict: string) => ({
      status,
      type: "application/json",
      body: JSON.stringify({ verdict }),
    });
    if (!gateway) return answer(404, "no-gateway");
    if (!told) return answer(401, "not-believed");
    try {
      const { verdict } = await act(
        world,
        systemActor("payments"),
        recordEvent,
        { gateway: gateway.name, ...told },
        { via: "api", request: requestId },
      );
      return answer(200, verdict);
    } catch (error) {
      if (error instanceof Refusal && error.code !== "unavailable") return answer(error.status, error.code);
      throw error;
    }
  },
});
