import { createHash, randomBytes } from "node:crypto";
import type { scene } from "../../../test/scene.ts";

type Door = Pick<Awaited<ReturnType<typeof scene>>, "asOwner" | "clock" | "world" | "web">;
type Posted = Record<string, string | readonly string[]>;

/** The token of a new session of a person's account, or of the officer that they are. */
export async function sessionOf(s: Door, person: string, officer?: string, code = false): Promise<string> {
  const token = randomBytes(32).toString("base64url");
  const [account] = await s.asOwner<{ id: string }>("select id from identity.account where person = $1", [person]);
  if (!account) throw new Error("nobody of that name has an account");
  const now = s.clock.now();
  await s.asOwner(
    `insert into identity.session (hash, id, account, hat, officer, assurance, device, kind, created_at, seen_at, expires_at, stepped_up_at)
     values ($1, $2, $3, $4, $5, 2, 'test', 'session', $6, $6, $7, $8)`,
    [
      createHash("sha256").update(token).digest(),
      s.world.newId(),
      account.id,
      officer ? "officer" : "citizen",
      officer ?? null,
      now,
      new Date(now.getTime() + 86_400_000),
      code ? now : null,
    ],
  );
  return token;
}

/**
 * A browser without script at a scene's door: signed in, it opens pages, reads their forms and sends them back. With
 * `code` the second factor was given a moment ago.
 */
export async function visitor(s: Door, person: string, officer?: string, code = false) {
  const app = await s.web();
  const token = await sessionOf(s, person, officer, code);
  const cookies = { "__Host-session": token };
  const headers = { origin: "http://localhost:8080" };
  const send = (url: string, type: string, payload: string | Buffer) =>
    app.inject({ method: "POST", url, cookies, headers: { ...headers, "content-type": type }, payload });
  return {
    get: (url: string, more: Record<string, string> = {}) => app.inject({ url, cookies: { ...cookies, ...more } }),
    send,
    post: (url: string, form: Posted) => send(url, "application/x-www-form-urlencoded", encoded(form)),
    upload(url: string, form: Posted, file: { field: string; name: string; body: Buffer }) {
      const edge = `edge${randomBytes(8).toString("hex")}`;
      const parts = Object.entries(form).flatMap(([name, value]) =>
        [value].flat().map((one) => `--${edge}\r\ncontent-disposition: form-data; name="${name}"\r\n\r\n${one}\r\n`),
      );
      const head = `--${edge}\r\ncontent-disposition: form-data; name="${file.field}"; filename="${file.name}"\r\ncontent-type: image/jpeg\r\n\r\n`;
      const body = Buffer.concat([Buffer.from(parts.join("") + head), file.body, Buffer.from(`\r\n--${edge}--\r\n`)]);
      return send(url, `multipart/form-data; boundary=${edge}`, body);
    },
  };
}

const encoded = (form: Posted): string =>
  new URLSearchParams(
    Object.entries(form).flatMap(([name, value]) => [value].flat().map((one) => [name, one])),
  ).toString();

const marks: Record<string, string> = { "&amp;": "&", "&lt;": "<", "&gt;": ">", "&quot;": '"', "&#39;": "'" };
const plain = (html: string): string => html.replace(/&(amp|lt|gt|quot|#39);/g, (mark) => marks[mark]!);

/** What the page's form would send if its main button were pressed without touching anything. */
export function formOn(html: string): Posted {
  const form: Record<string, string | string[]> = {};
  const main = html.slice(html.indexOf("<main"), html.indexOf("</main>"));
  for (const [tag, , area] of main.matchAll(/<(input|textarea)\b(?:[^>"]|"[^"]*")*>(?:([^<]*)<\/textarea>)?/g)) {
    const of = (name: string) => new RegExp(`\\s${name}="([^"]*)"`).exec(tag)?.[1];
    const name = of("name");
    const type = of("type") ?? "text";
    if (!name || type === "file" || name === "_once") continue;
    if ((type === "radio" || type === "checkbox") && !/\schecked(?=[\s>/])/.test(tag)) continue;
    const value = plain(area ?? of("value") ?? "");
    const before = form[plain(name)];
    form[plain(name)] = before === undefined ? value : [before, value].flat();
  }
  return form;
}
