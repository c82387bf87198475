import { act, type Bytes, Refusal, route, systemActor, type World } from "../../../kernel/index.ts";
import { isOwn } from "../gateway/answer.ts";
import type { Request } from "../signature/base.ts";
import { digestHolds } from "../signature/digest.ts";
import { Letter, letterCovers, lettersPath } from "./letter.ts";
import { peerNamed, standsInTheWay } from "./peer.ts";
import { pullSoon } from "./pull.ts";
import { takeLetter } from "./take-letter.ts";
import { answering, hasLabel, houseLabel, vouchedBy } from "./vouch.ts";

const room = systemActor("exchange");
const statuses = { taken: 200, refused: 422, again: 409, other: 409, gap: 409 } as const;

interface Reply {
  status: number;
  says: { kind: string; received?: number; why?: string };
}
const no = (status: number, kind: string, why: string): Reply => ({ status, says: { kind, why } });

/** Where other governments bring their letters. Each answer is signed and bound to its letter. */
export const lettersRoute = route({
  method: "POST",
  path: lettersPath,
  machine: true,
  raw: true,
  bodyLimit: 262_144,
  async handle({ world, body, headers, address }): Promise<Bytes> {
    const request: Request = { method: "POST", url: new URL(address, world.config.PUBLIC_URL), headers };
    const { status, says } = await taken(world, request, body);
    const answer = Buffer.from(JSON.stringify(says));
    const signed = hasLabel(headers, houseLabel) ? await answering(world, request, status, answer) : {};
    return { body: answer, status, type: "application/json; charset=utf-8", exact: true, headers: signed };
  },
});

async function taken(world: World, request: Request, body: Buffer): Promise<Reply> {
  const letter = letterIn(body);
  if (!letter) return no(400, "unreadable", "the letter");
  if (!isOwn(world, { instance: letter.to })) return no(400, "unreadable", "it is to another government");
  const now = world.clock.now();
  let peer = await peerNamed(world, letter.from);
  if (peer?.state === "active" && Number(peer.sequence) < letter.directory) {
    await pullSoon(world, letter.from);
    peer = await peerNamed(world, letter.from);
  }
  const wall = standsInTheWay(peer, now);
  if (wall) return no(wall.fault === "unknown" ? 403 : 503, wall.fault, wall.says);
  const found = await vouchedBy(world, peer!, request, letterCovers);
  if (!found.ok) return no(401, "signature", `${found.fault}: ${found.detail}`);
  if (!digestHolds(request.headers["content-digest"] ?? "", body)) return no(400, "digest", "the body is another one");
  // What it tells of may stand in a directory that has not come yet: it is brought again then.
  if (Number(peer!.sequence) < letter.directory)
    return no(503, "directory", `number ${letter.directory} has not come yet`);
  try {
    const says = await act(world, room, takeLetter, letter);
    return { status: statuses[says.kind], says };
  } catch (error) {
    if (error instanceof Refusal) return no(503, error.code, "try again");
    throw error;
  }
}

function letterIn(body: Buffer): Letter | null {
  try {
    return Letter.safeParse(JSON.parse(body.toString("utf8"))).data ?? null;
  } catch {
    return null;
  }
}
