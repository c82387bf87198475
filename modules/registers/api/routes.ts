import { type Route, refuse, route, toJson } from "../../../kernel/index.ts";
import { allRegisters, registerByCode } from "../queries/records.ts";
import { openapiOf } from "./openapi.ts";
import { operations } from "./operations.ts";

type RouteContext = Parameters<Route["handle"]>[0];
const keyShape = /^[\x21-\x7e]{1,200}$/;

export const answer = (body: unknown, status = 200) => ({ body: toJson(body), type: "application/json", status });

/** As many calls a minute as the API lets one account, or one network, make. */
export const patience = ({ world, actor, network }: RouteContext): Promise<void> =>
  world.floods.knock("api", actor.account ?? network, { times: world.config.API_PER_MINUTE, seconds: 60 });

/** The body as an object. What is personal never stands in an address, so every call has one. */
export function bodyOf({ form, headers }: RouteContext): Record<string, unknown> {
  if (!String(headers["content-type"] ?? "").startsWith("application/json") || Array.isArray(form))
    refuse("invalid", "kernel.refusal.not-json");
  return form as Record<string, unknown>;
}

/** The word under which a call counts once, however often it is sent. */
export function keyOf({ headers }: RouteContext): string | undefined {
  const key = headers["idempotency-key"];
  if (key !== undefined && !keyShape.test(key)) refuse("invalid", "kernel.refusal.bad-key");
  return key;
}

const operationRoutes = operations.map((operation) =>
  route({
    method: "POST",
    path: `/api/registers/:code/${operation.name}`,
    async handle(context) {
      await patience(context);
      return answer(await operation.do(context, context.params.code ?? "", bodyOf(context), keyOf(context)));
    },
  }),
);

/** All registers, each with where its document is. */
const listRoute = route({
  method: "GET",
  path: "/api/registers",
  async handle({ ask }) {
    const all = await ask(allRegisters, {});
    const registers = all.map(({ code, title, version, keeper }) => {
      return { code, title, version, keeper, openapi: `/api/registers/${code}/openapi.json` };
    });
    return { ...answer({ registers }), keepSeconds: 60 };
  },
});

const documentRoute = route({
  method: "GET",
  path: "/api/registers/:code/openapi.json",
  async handle({ ask, params, world }) {
    const register = await ask(registerByCode, { code: params.code ?? "" });
    return { ...answer(openapiOf(world, register)), keepSeconds: 60 };
  },
});

export const apiRoutes: readonly Route[] = [listRoute, documentRoute, ...operationRoutes];
