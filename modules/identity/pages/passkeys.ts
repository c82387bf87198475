import { type RequestContext, route, toJson } from "../../../kernel/index.ts";
import { thisBrowser } from "../browser.ts";
import { beginPasskeySignIn, signInWithPasskey } from "../commands/passkey-sign-in.ts";
import { addPasskey, beginPasskey } from "../commands/passkeys.ts";
import { beginPasskeyStepUp, stepUpWithPasskey } from "../commands/step-up.ts";
import { deviceName } from "../device.ts";
import { hashText, newToken } from "../token.ts";
import { localPath } from "./parts.tsx";

interface Doors {
  /** Makes a challenge that waits under this word. */
  begin(context: RequestContext, pending: string): Promise<unknown>;
  /** Takes the browser's answer to it, and tells where to go. */
  finish(context: RequestContext, pending: string, response: never): Promise<string>;
}

/** What the passkey script asks at a path: a challenge, then the proof. */
const doors = (path: string, { begin, finish }: Doors) => [
  route({
    method: "POST",
    path: `${path}/mulai`,
    async handle(context) {
      const pending = newToken();
      const options = await begin(context, hashText(pending));
      context.setCookie("pending", pending, 300);
      return { body: toJson(options), type: "application/json" };
    },
  }),
  route({
    method: "POST",
    path: `${path}/selesai`,
    async handle(context) {
      const { response } = context.form as unknown as { response: never };
      const to = await finish(context, hashText(context.getCookie("pending") ?? newToken()), response);
      context.setCookie("pending", null);
      return { body: toJson({ goTo: to }), type: "application/json" };
    },
  }),
];
const wantedPage = ({ form }: RequestContext): string => localPath((form as { next?: string }).next);
// Each word is fresh, so no try repeats another: no key.
const unkept = { key: undefined };

export const passkeyRoutes = [
  ...doors("/masuk/passkey", {
    begin: ({ act, network }, pending) => act(beginPasskeySignIn, { pending, network }, unkept),
    async finish(context, pending, response) {
      const token = newToken();
      const session = { hash: hashText(token), ...thisBrowser(context) };
      await context.act(signInWithPasskey, { pending, response, ...session }, unkept);
      context.setSession(token);
      return wantedPage(context);
    },
  }),
  ...doors("/masuk/lagi/passkey", {
    begin: ({ act }, pending) => act(beginPasskeyStepUp, { pending }, unkept),
    async finish(context, pending, response) {
      const token = newToken();
      await context.act(stepUpWithPasskey, { pending, response, hash: hashText(token) }, unkept);
      context.setSession(token);
      return wantedPage(context);
    },
  }),
  ...doors("/akun/passkey", {
    begin: ({ act }, pending) => act(beginPasskey, { pending }, unkept),
    async finish({ act, userAgent }, pending, response) {
      await act(addPasskey, { pending, response, label: deviceName(userAgent) }, unkept);
      return "/akun";
    },
  }),
];
