import type { RequestContext } from "../../kernel/index.ts";
import { deviceName } from "./device.ts";
import { hashText, newToken } from "./token.ts";

/** What a new session is told of the browser: its name, and the mark by which it is known again (made at first use). */
export function thisBrowser(context: RequestContext): { device: string; deviceHash: string } {
  const mark = context.getCookie("device") ?? newToken();
  context.setCookie("device", mark, 400 * 86_400);
  return { device: deviceName(context.userAgent), deviceHash: hashText(mark) };
}
