import type { IncomingMessage } from "node:http";
import { type MountVisit, stranger } from "../../../kernel/index.ts";

const visits = new WeakMap<IncomingMessage, MountVisit>();
const nobody: MountVisit = { actor: stranger, network: "", requestId: "" };

/** Tells the library's own hooks who sits at the door that a request came through. */
export const noteVisit = (request: IncomingMessage, visit: MountVisit): void => void visits.set(request, visit);
export const visitOf = (request: IncomingMessage): MountVisit => visits.get(request) ?? nobody;
