import { createPublicKey, type KeyObject } from "node:crypto";
import { type Actor, believed, stranger, type Visibility, type World } from "../../../kernel/index.ts";
import { type SystemId, writeServiceId, writeSystemId } from "../identifier.ts";
import { exchangeOf, sandboxClass } from "../settings.ts";
import type { Algorithm } from "../signature/algorithms.ts";
import { digestHolds } from "../signature/digest.ts";
import { requestComponents } from "../signature/sign.ts";
import { verifyMessage } from "../signature/verify.ts";
import type { About, Endpoint, ProvenBy, ServiceRow } from "../tables.ts";
import { asSigned, type Call } from "./call.ts";
import { claim } from "./claim.ts";
import { GatewayFault } from "./fault.ts";
import { openingOf } from "./opening.ts";
import { matching } from "./path.ts";

/** The system that sent a message, known by its signature or its token, with what proves it for the log. */
export interface Sender {
  id: string;
  system: SystemId;
  agency: string | null;
  /** Not admitted yet: only the sandbox answers it. */
  waits: boolean;
  keyId: string;
  base: string | null;
  signature: string | null;
  /** Null: it showed a token. */
  label: string | null;
  provenBy: ProvenBy;
}

/** What the agreement opens. */
export interface Admission {
  serviceId: string;
  kind: ServiceRow["kind"];
  register: string | null;
  address: string | null;
  about: About | null;
  timeoutMs: number;
  provider: string;
  /** Null in the sandbox, which needs none. */
  agreement: string | null;
  fields: string[];
  endpoint: Endpoint;
  purpose: string;
  visible: Visibility;
  daily: number;
}

interface Holder {
  id: string;
  instance: string;
  member_class: string;
  member: string;
  system: string;
  agency: string | null;
  state: "active" | "asked";
  algorithm: Algorithm;
  public: string;
}
type Known = Holder & { publicKey: KeyObject };

// So long a revoked key may still be taken.
const holders = believed<Known | null>(5_000);

const holderOf = (world: World, keyId: string): Promise<Known | null> =>
  holders(world, keyId, async () => {
    const [row] = await world.database.statement<Holder>("select * from exchange.key_holder($1)", [keyId]);
    return row ? { ...row, publicKey: createPublicKey(row.public) } : null;
  });

/** Who sent it, by their signature over it (RFC 9421). Says which check failed, because "invalid" alone costs days. */
export async function senderOf(world: World, call: Call): Promise<Sender> {
  const { incoming, client } = call;
  const { signatureAge } = exchangeOf(world.government);
  const hasBody = incoming.body.length > 0;
  let holder: Known | null = null;
  const found = await verifyMessage(asSigned(incoming, world.config.PUBLIC_URL), {
    key: async (id) => {
      holder = await holderOf(world, id);
      return holder;
    },
    covers: hasBody ? [...requestComponents, "content-digest"] : requestComponents,
    now: incoming.at,
    maxAge: signatureAge,
  });
  if (!found.ok)
    throw new GatewayFault("Client.SignatureRefused", `The signature was refused: ${found.fault}`, found.detail);
  const { id, agency, ...of } = holder as unknown as Known;
  const system = { instance: of.instance, memberClass: of.member_class, member: of.member, system: of.system };
  if (writeSystemId(system) !== writeSystemId(client))
    throw new GatewayFault("Client.InvalidClientIdentifier", "X-Road-Client is not the system whose key signed");
  if (hasBody && !digestHolds(incoming.headers["content-digest"] ?? "", incoming.body))
    throw new GatewayFault("Client.DigestMismatch", "Content-Digest does not fit the body");
  return {
    id,
    agency,
    waits: of.state !== "active",
    system,
    keyId: found.keyId,
    base: found.base,
    signature: found.signature.toString("base64"),
    label: found.label,
    provenBy: "signature",
  };
}

/** The agreement under which this message goes on; refused when there is none, or when it came in before. */
export async function admit(world: World, call: Call, sender: Sender): Promise<Admission> {
  const { at, method } = call.incoming;
  const [row] = await Promise.all([openingOf(world, call, sender), claim(world, call, sender)]);
  if (!row)
    throw new GatewayFault("Server.ServerProxy.UnknownService", `There is no service ${writeServiceId(call.service)}`);
  const served = matching(row.endpoints, method, call.path);
  if (!served) throw new GatewayFault("Server.ServerProxy.UnknownService", `It has no ${method} at this path`);
  if (call.service.memberClass === sandboxClass)
    return { ...inSandbox, serviceId: row.service, provider: row.provider, endpoint: served };
  if (sender.waits)
    throw new GatewayFault(
      "Server.ServerProxy.AccessDenied",
      "This system is not admitted yet; the sandbox answers it meanwhile",
    );
  if (!row.agreement)
    throw new GatewayFault(
      "Server.ServerProxy.AccessDenied",
      "No agreement in force opens this service to this system",
    );
  const endpoint = matching(row.allowed, method, call.path);
  if (!endpoint)
    throw new GatewayFault("Server.ServerProxy.AccessDenied", `The agreement does not open ${method} at this path`);
  return {
    serviceId: row.service,
    kind: row.kind,
    register: row.register,
    address: row.address,
    about: row.about,
    timeoutMs: row.timeout_ms,
    provider: row.provider,
    agreement: row.agreement,
    fields: row.fields,
    endpoint,
    purpose: row.purpose,
    visible: visibilityOf(world, row.visible, at),
    daily: row.daily,
  };
}

const inSandbox = {
  kind: "register",
  register: sandboxClass,
  address: null,
  about: null,
  timeoutMs: 1000,
  agreement: null,
  fields: [],
  purpose: "",
  visible: "now",
  daily: 0,
} as const satisfies Partial<Admission> & { fields: never[] };

/** When people see it, as the agreement says. */
export function visibilityOf(world: World, said: string, at: Date): Visibility {
  if (said === "now" || said === "oversight") return said;
  const days = Number(said.slice("days:".length));
  return { from: world.calendar.today(new Date(at.getTime() + days * 86_400_000)) };
}

const memberOf = ({ instance, memberClass, member }: SystemId) => `${instance}/${memberClass}/${member}`;

/** The sender as policy knows it: by what right it reads. */
export const machineActor = (
  sender: Pick<Sender, "id" | "agency" | "system">,
  admission: Pick<Admission, "agreement" | "register" | "fields" | "purpose" | "visible">,
): Actor => ({
  ...stranger,
  hat: "machine",
  assurance: 2,
  machine: {
    id: sender.id,
    // Another government's agency may have the same code as one of here.
    member: sender.agency ?? memberOf(sender.system),
    system: sender.system.system,
    agreement:
      admission.agreement === null
        ? null
        : {
            id: admission.agreement,
            serves: admission.register ? `register ${admission.register}` : "http",
            fields: admission.fields,
            purpose: admission.purpose,
            visible: admission.visible,
          },
  },
});
