import type { World } from "../../../kernel/index.ts";
import { tokenShown } from "../../signon/index.ts";
import { writeSystemId } from "../identifier.ts";
import { gatewayAudience } from "../sign-in.ts";
import { digestHolds } from "../signature/digest.ts";
import type { AgreementRow } from "../tables.ts";
import type { Admission, Sender } from "./admit.ts";
import { asSigned, type Call } from "./call.ts";
import { GatewayFault } from "./fault.ts";

interface Row {
  id: string;
  agency: string | null;
  state: "active" | "asked";
  client: string | null;
}

/**
 * Who sent it, by the token that its system got at the sign-on with its own key (private_key_jwt). Null when none is shown, or a
 * signature is there, which proves more. X-Road's own face knows no tokens.
 */
export async function signedIn(world: World, call: Call): Promise<Sender | null> {
  const { incoming, client } = call;
  const { authorization, dpop } = incoming.headers;
  if (incoming.face !== "plain" || !authorization || incoming.headers["signature-input"]) return null;
  const { method, url } = asSigned(incoming, world.config.PUBLIC_URL);
  const shown = await tokenShown(world, { authorization, dpop, method, url }, gatewayAudience(world));
  if ("refused" in shown) throw new GatewayFault("Client.TokenRefused", `The token was refused: ${shown.refused}`);
  const [row] = await world.database.statement<Row>(
    `select id, agency, state, client from exchange.system where (instance, member_class, member, system) = ($1, $2, $3, $4)
       and state in ('active', 'asked')`,
    [client.instance, client.memberClass, client.member, client.system],
  );
  if (!row || row.client !== shown.holder.client)
    throw new GatewayFault("Client.InvalidClientIdentifier", "X-Road-Client is not the system that signed in");
  const digest = incoming.headers["content-digest"];
  if (digest !== undefined && !digestHolds(digest, incoming.body))
    throw new GatewayFault("Client.DigestMismatch", "Content-Digest does not fit the body");
  // A DPoP proof is a signed text of its own: what was signed, and the signature over it.
  const [base, signature] = shown.proof ? split(shown.proof) : [null, null];
  return {
    id: row.id,
    agency: row.agency,
    waits: row.state !== "active",
    system: client,
    keyId: `${writeSystemId(client)} ${shown.holder.boundTo ?? shown.holder.client}`,
    base,
    signature,
    label: null,
    provenBy: shown.proof ? "bound-token" : "token",
  };
}

const split = (jwt: string): [string, string] => [
  jwt.slice(0, jwt.lastIndexOf(".")),
  jwt.slice(jwt.lastIndexOf(".") + 1),
];

/** A token says who asks and proves nothing of the question: it is enough only where both agencies sealed so. */
export async function mustTakeToken(world: World, { provenBy }: Sender, { agreement }: Admission): Promise<void> {
  if (provenBy === "signature" || agreement === null) return;
  const [row] = await world.database.statement<Pick<AgreementRow, "proof">>(
    "select proof from exchange.agreement where id = $1",
    [agreement],
  );
  if (row?.proof !== "token")
    throw new GatewayFault("Server.ServerProxy.AccessDenied", "The agreement asks for a signature of each message");
}
