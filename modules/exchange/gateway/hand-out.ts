import { type Bytes, Sitting, type World } from "../../../kernel/index.ts";
import { signingKeyOf } from "../keystore.ts";
import { type Admission, machineActor, type Sender } from "./admit.ts";
import { type Answered, answered } from "./answer.ts";
import type { Call } from "./call.ts";
import { provide } from "./provide.ts";

/** Asks the service and signs its answer, which leaves when the receipt of the read and the line of the log are durable. */
export async function handedOut(world: World, call: Call, sender: Sender, admission: Admission): Promise<Bytes> {
  // Opened before the register is asked: whoever holds a connection must not wait for another.
  const key = await signingKeyOf(world, admission.provider);
  const { request } = call.incoming;
  const sitting = new Sitting(world, machineActor(sender, admission), { via: "exchange", request });
  let answer: Answered;
  try {
    answer = answered(world, call, sender, admission, await provide(world, sitting, call, admission), key);
  } catch (error) {
    // What was asked about somebody before the fault is written down all the same.
    await sitting.end();
    throw error;
  }
  // Both go into one commit: the book of receipts writes in groups.
  await Promise.all([answer.logged, sitting.end()]);
  return answer.bytes;
}
