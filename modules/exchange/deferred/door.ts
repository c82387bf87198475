import { act, ask } from "../../../kernel/index.ts";
import { byGateway, empty, type Handles, ownServices, problem } from "../gateway/own-answers.ts";
import { json } from "../gateway/provide.ts";
import { discardDeferred, replayDeferred } from "./line.ts";
import { deferredAnswer, deferredStatus } from "./queries.ts";

const handles: Handles = [
  [
    "GET",
    "deferred",
    "/v1/*",
    async ({ world, parts }, actor) => {
      const row = await ask(world, actor, deferredStatus, { id: parts[0]! });
      const { id, state, tries, status, fault } = row;
      const at = {
        askedAt: row.asked_at,
        nextTry: state === "waiting" ? row.next_at : null,
        expiresAt: row.expires_at,
      };
      return json(200, { id, messageId: row.message_id, state, status, tries, fault, ...at });
    },
  ],
  [
    "GET",
    "deferred",
    "/v1/*/answer",
    async ({ world, parts }, actor) => {
      const answer = await ask(world, actor, deferredAnswer, { id: parts[0]! });
      return answer ? json(200, answer) : problem(404, "There is no answer yet, or no longer");
    },
  ],
  [
    "POST",
    "deferred",
    "/v1/*/again",
    async ({ world, parts }, actor) => {
      await act(world, actor, replayDeferred, { id: parts[0]! }, byGateway);
      return empty(204);
    },
  ],
  [
    "DELETE",
    "deferred",
    "/v1/*",
    async ({ world, parts }, actor) => {
      await act(world, actor, discardDeferred, { id: parts[0]! }, byGateway);
      return empty(204);
    },
  ],
];

/** How a question goes that is answered later, and its answer. Whoever could ask by a token may fetch by one. */
export const deferredServices = ownServices(handles, { tokens: true });
