import type { World } from "../../../kernel/index.ts";
import { type SystemId, writeSystemId } from "../identifier.ts";
import type { Algorithm } from "../signature/algorithms.ts";

interface Holder extends Record<string, unknown> {
  instance: string;
  member_class: string;
  member: string;
  system: string;
  algorithm: Algorithm;
  public: string;
}

/** A key by its id, when it is one of this system's in force. */
export async function keyOfSystem(
  world: World,
  of: SystemId,
  keyId: string,
): Promise<Pick<Holder, "algorithm" | "public"> | null> {
  const [row] = await world.database.statement<Holder>("select * from exchange.key_holder($1)", [keyId]);
  if (!row) return null;
  const { instance, member_class: memberClass, member, system } = row;
  return writeSystemId({ instance, memberClass, member, system }) === writeSystemId(of) ? row : null;
}
