import { Agent as HttpAgent, request as httpRequest } from "node:http";
import { Agent as HttpsAgent, request as httpsRequest } from "node:https";
import { pipeline } from "node:stream";
import { type Sitting, Spool, spooled, spoolFolder, TooLong, type World } from "../../../kernel/index.ts";
import type { Description } from "../description/check.ts";
import { descriptionOf } from "../description/kept.ts";
import { writeServiceId, writeSystemId } from "../identifier.ts";
import { relayed } from "../queries/relayed.ts";
import { exchangeOf } from "../settings.ts";
import { isPublicAddress, lookupFor } from "./address.ts";
import type { Admission } from "./admit.ts";
import type { Call } from "./call.ts";
import { throughCircuit } from "./circuit.ts";
import { GatewayFault } from "./fault.ts";
import { whole } from "./payload.ts";
import type { Provided } from "./provide.ts";

/** Of one connection only (RFC 9110 7.6.1), or about the client rather than the message: X-Road never hands them on. */
const kept = new Set([
  "connection",
  "keep-alive",
  "proxy-authenticate",
  "proxy-authorization",
  "te",
  "trailer",
  "transfer-encoding",
  "upgrade",
  "host",
  "user-agent",
  "server",
  "content-length",
  "cookie",
  "authorization",
  "dpop",
  "signature",
  "signature-input",
  "accept-encoding",
  "expect",
]);

// Connections are kept and counted: a provider is never met by more of them than it can bear.
const connections = { keepAlive: true, maxSockets: 64, maxTotalSockets: 512, timeout: 60_000 };
const agents = { "http:": new HttpAgent(connections), "https:": new HttpsAgent(connections) };

/** Hands a call to the agency's own API and takes its answer: bounded in time and size, no redirect followed, nothing tried twice. */
export async function forward(world: World, sitting: Sitting, call: Call, admission: Admission): Promise<Provided> {
  const base = admission.address!;
  if (!(await isPublicAddress(world, base)))
    throw new GatewayFault(
      "Server.ServerProxy.ServiceFailed.Unreachable",
      "The service stands at an address that may not be called",
    );
  const description = await mustFit(world, call, admission);
  const nik = await subjectOf(call, admission);
  if (nik) await sitting.ask(relayed, { nik, service: writeServiceId(call.service) });
  // The receipt is durable before the question leaves the house, and no connection waits for somebody else's machine.
  await sitting.end();
  const { bodyLimit } = exchangeOf(world.government);
  const url = new URL(`${base.replace(/\/$/, "")}${call.path === "/" ? "" : call.path}${call.query}`);
  const asked = world.clock.now();
  const answer = await throughCircuit(admission.serviceId, () =>
    fetched(world, url, call, admission.timeoutMs, bodyLimit),
  );
  return { ...(await checked(answer, call, admission, description)), asked, answered: world.clock.now() };
}

/** What fits the service's description, and of it the agreed fields; as it came, where neither says anything. */
async function checked(answer: Raw, call: Call, { fields }: Admission, description: Description | null): Promise<Raw> {
  const opens = fields.length > 0 && answer.status < 400;
  if (!description && !opens) return answer;
  const { status, type, body } = answer;
  try {
    return await whole(body, (bytes) => {
      const misfit = description?.answered(call.incoming.method, call.path, status, { type, body: bytes });
      if (misfit)
        throw new GatewayFault(
          "Server.ServerProxy.ServiceFailed.InvalidResponse",
          `The answer of ${writeServiceId(call.service)} does not fit its description at ${misfit.at} (${misfit.why})`,
        );
      return opens ? { ...answer, body: filtered(bytes, fields) } : answer;
    });
  } catch (error) {
    if (body instanceof Spool) await body.close();
    throw error;
  }
}

/** What the service says of its bodies; refused when the question does not fit it. */
export async function mustFit(world: World, call: Call, { serviceId }: Admission): Promise<Description | null> {
  const description = await descriptionOf(world, serviceId);
  if (!description) return null;
  const { headers, body, method } = call.incoming;
  const type = headers["content-type"];
  const misfit = await whole(body, (bytes) => description.asked(method, call.path, { type, body: bytes }));
  if (misfit)
    throw new GatewayFault(
      "Client.InvalidBody",
      `The body does not fit the service's description at ${misfit.at} (${misfit.why})`,
    );
  return description;
}

/** The NIK that a call names, where the service's configuration says it stands. */
async function subjectOf({ incoming, query }: Call, { about }: Admission): Promise<string | null> {
  if (!about) return null;
  const found = await {
    header: () => incoming.headers[about.name.toLowerCase()],
    query: () => new URLSearchParams(query).get(about.name) ?? undefined,
    body: () =>
      whole(incoming.body, (bytes) => {
        try {
          return (JSON.parse(bytes.toString("utf8")) as Record<string, unknown>)[about.name];
        } catch {
          return undefined;
        }
      }),
  }[about.in]();
  if (typeof found !== "string")
    throw new GatewayFault(
      "Client.InvalidRequest",
      `This service needs "${about.name}" in the ${about.in}: whom the call is about`,
    );
  return found;
}

type Raw = Pick<Provided, "status" | "type" | "body">;

/** Asks a provider's machine, bounded in time and size. */
export function fetched(
  world: World,
  url: URL,
  call: Pick<Call, "incoming" | "client" | "service" | "messageId">,
  timeoutMs: number,
  most: number,
): Promise<Raw> {
  const { incoming, client, service, messageId } = call;
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(incoming.headers))
    if (value !== undefined && !kept.has(name) && !name.startsWith("x-road-")) headers[name] = value;
  headers.accept ??= "application/json";
  headers["x-road-client"] = writeSystemId(client);
  headers["x-road-service"] = writeServiceId(service);
  headers["x-road-id"] = messageId;
  if (incoming.body.length > 0) headers["content-length"] = String(incoming.body.length);
  const send = url.protocol === "https:" ? httpsRequest : httpRequest;
  return new Promise((resolve, reject) => {
    const fail = (type: ConstructorParameters<typeof GatewayFault>[0], message: string) => {
      clearTimeout(clock);
      request.destroy();
      reject(new GatewayFault(type, message));
    };
    const clock = setTimeout(
      () => fail("Server.ServerProxy.ServiceFailed.Timeout", `The service did not answer in ${timeoutMs} ms`),
      timeoutMs,
    );
    const request = send(
      url,
      {
        method: incoming.method,
        headers,
        agent: agents[url.protocol as keyof typeof agents],
        lookup: lookupFor(world, url),
      },
      (response) => {
        const broke = () => fail("Server.ServerProxy.ServiceFailed.Unreachable", "The service broke its answer off");
        spooled(response, { folder: spoolFolder(world.config), most, hashes: ["sha256"] }).then(
          (body) => {
            clearTimeout(clock);
            if (!response.complete) return broke();
            const status = response.statusCode ?? 502;
            if (status >= 300 && status < 400)
              return fail(
                "Server.ServerProxy.ServiceFailed.InvalidResponse",
                "The service sends elsewhere; redirects are not followed",
              );
            resolve({ status, type: response.headers["content-type"] ?? "application/octet-stream", body });
          },
          (error) =>
            error instanceof TooLong
              ? fail("Server.ServerProxy.ServiceFailed.TooLarge", `The service's answer is larger than ${most} bytes`)
              : broke(),
        );
      },
    );
    request.on("error", () => fail("Server.ServerProxy.ServiceFailed.Unreachable", "The service cannot be reached"));
    if (incoming.body instanceof Spool) pipeline(incoming.body.read(), request, () => {});
    else request.end(incoming.body);
  });
}

/** Only the agreed fields of a JSON answer leave: of an object, or of each object of a list. */
function filtered(body: Buffer, fields: readonly string[]): Buffer {
  let value: unknown;
  try {
    value = JSON.parse(body.toString("utf8"));
  } catch {
    throw new GatewayFault(
      "Server.ServerProxy.ServiceFailed.InvalidResponse",
      "The agreement opens fields, and the answer is no JSON",
    );
  }
  const pick = (one: unknown): unknown =>
    one !== null && typeof one === "object" && !Array.isArray(one)
      ? Object.fromEntries(Object.entries(one).filter(([name]) => fields.includes(name)))
      : null;
  return Buffer.from(JSON.stringify(Array.isArray(value) ? value.map(pick) : pick(value)));
}
