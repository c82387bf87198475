// What the exchange offers for answers that are fetched later, for the room's manifest.
import { claimDeferred, discardDeferred, dueDeferred, replayDeferred, settleDeferred } from "./line.ts";
import { deferredAnswer, deferredOf, deferredParcel, deferredStatus } from "./queries.ts";
import { takeDeferred } from "./take.ts";

export const commands = [takeDeferred, claimDeferred, settleDeferred, replayDeferred, discardDeferred];
export const queries = [dueDeferred, deferredParcel, deferredStatus, deferredAnswer, deferredOf];
