import { type Bytes, type RequestContext, type Route, route, textIn } from "../../../kernel/index.ts";
import { readServiceAddress, readSystemId, type SystemId } from "../identifier.ts";
import { describedIn } from "../openapi.ts";
import { agreedServices } from "../queries/agreed-services.ts";
import { directory, type Listed } from "../queries/directory.ts";
import { faces } from "./call.ts";

const json = (value: unknown, status = 200): Bytes => ({
  body: JSON.stringify(value),
  type: "application/json; charset=utf-8",
  status,
});
const none = json({ type: "Server.ServerProxy.UnknownService", message: "There is no such system", detail: "" }, 404);

const calls = ["listMethods", "allowedMethods", "getOpenAPI"] as const;
type MetaCall = (typeof calls)[number];

/**
 * X-Road's metadata calls (and GovStack's, which are the same with other names for the parts). Who takes part, what they offer and
 * who may use what is public here: agreements between agencies are made in the open. Null when the address is no such call.
 */
export async function metadata(
  context: Pick<RequestContext, "ask" | "world">,
  method: string,
  address: string,
  headers: Readonly<Record<string, string | undefined>>,
): Promise<Bytes | null> {
  const found = readServiceAddress(address.slice(faces.road.length));
  const call = found && calls.find((one) => one === found.id.service);
  if (!found || !call || method !== "GET" || found.path !== "/") return null;
  const { instance, memberClass, member, system: code } = found.id;
  const systems = await context.ask(directory, { instance });
  const system = systems.find(
    (one) => one.member_class === memberClass && one.member === member && one.system === code,
  );
  if (!system) return none;
  const client = readSystemId(headers["x-road-client"] ?? headers["x-govstack-client"] ?? "");
  const query = new URL(address, context.world.config.PUBLIC_URL).searchParams;
  return answersFor(context, client)[call](system, query);
}

type Answers = Record<MetaCall, (system: Listed, query: URLSearchParams) => Promise<Bytes>>;

function answersFor({ ask, world }: Pick<RequestContext, "ask" | "world">, client: SystemId | null): Answers {
  return {
    listMethods: async (system) => json(methodsOf(system, system.services)),
    allowedMethods: async (system) => {
      if (!client)
        return json({ type: "Client.InvalidClientIdentifier", message: "X-Road-Client is needed", detail: "" }, 400);
      const agreed = await ask(agreedServices, { ...client });
      const open = new Map(agreed.map(({ service, endpoints }) => [service, endpoints]));
      const services = system.services.filter(({ id }) => open.has(id));
      return json(
        methodsOf(
          system,
          services.map((one) => ({ ...one, endpoints: open.get(one.id)! })),
        ),
      );
    },
    getOpenAPI: async (system, query) => {
      const service = system.services.find(({ code }) => code === query.get("serviceCode"));
      return service ? json(describedIn(world, system, service)) : none;
    },
  };
}

const methodsOf = (system: Listed, services: readonly Listed["services"][number][]) => ({
  service: services.map((one) => ({
    object_type: "SERVICE",
    service_type: one.openapi || one.kind === "register" ? "OPENAPI" : "REST",
    xroad_instance: system.instance,
    member_class: system.member_class,
    member_code: system.member,
    subsystem_code: system.system,
    service_code: one.code,
    endpoint_list: one.endpoints,
  })),
});

/** Who takes part: members and their systems. */
export const listClients = route({
  method: "GET",
  path: "/listClients",
  async handle({ ask, query, world }) {
    const instance = query.xRoadInstance ?? query.instanceId;
    const systems = await ask(directory, instance ? { instance } : {});
    const member = systems.map((one) => ({
      name: one.agency ? nameOf(one.agency) : textIn(one.name, "id"),
      id: {
        object_type: "SUBSYSTEM",
        objectType: "APPLICATION",
        xroad_instance: one.instance,
        instanceId: one.instance,
        member_class: one.member_class,
        memberClass: one.member_class,
        member_code: one.member,
        memberCode: one.member,
        subsystem_code: one.system,
        applicationCode: one.system,
      },
      subsystem_name: textIn(one.name, "id"),
    }));
    return json({ member });

    function nameOf(agency: string): string {
      const found = world.government.agencies.find(({ code }) => code === agency);
      return found ? textIn(found.name, "id") : agency;
    }
  },
}) satisfies Route;
