import { Button, ButtonLink, FactRows, Notice } from "../../../design/index.ts";
import { dateTime } from "../../../design/words.ts";
import { field, goTo, page, type RequestContext, refuse, route, textIn, type World } from "../../../kernel/index.ts";
import { hashText, newToken } from "../../identity/index.ts";
import { originsOf } from "../client.ts";
import { arrive, linkUpstream, unlinkUpstream } from "../commands/links.ts";
import { myLinks } from "../queries/links.ts";
import { type Upstream, upstreamsOf } from "../upstream/file.ts";
import { type Away, comeBack, setOut } from "../upstream/visit.ts";
import { Once, Refused } from "./parts.tsx";

/** Other providers' accounts that may stand for my password: link one, let one go. */
export const linksPage = page({
  path: "/akun/penyedia",
  async show(context, refusal) {
    const { ask, say, world, locale, actor, query } = context;
    const links = await ask(myLinks, {});
    const upstreams = upstreamsOf(world.government);
    return {
      title: say("signon.links.title"),
      leadsTo: originsOf(upstreams.map(({ issuer }) => issuer)),
      back: { href: "/akun", label: say("signon.mine.back-account") },
      main: (
        <div class="short">
          <Refused refusal={refusal} say={say} />
          {query.tertaut && !refusal && <Notice>{say("signon.links.done")}</Notice>}
          <h1>{say("signon.links.title")}</h1>
          <p>{say("signon.links.lead")}</p>
          {upstreams.length === 0 && <p>{say("signon.links.none")}</p>}
          <FactRows
            items={links.map((link) => ({
              title: textIn(upstreams.find(({ code }) => code === link.upstream)?.name, locale) || link.upstream,
              facts: say("signon.links.linked", { when: dateTime(link.linked_at, locale, world.calendar.timeZone) }),
              under: (
                <form method="post" action="/akun/penyedia">
                  <Once context={context} />
                  <Button look="link" name="unlink" value={link.id}>
                    {say("signon.links.unlink")}
                  </Button>
                </form>
              ),
            }))}
          />
          {upstreams.length > 0 && actor.assurance < 3 && (
            <ButtonLink look="secondary" href="/masuk/lagi?lanjut=/akun/penyedia">
              {say("signon.code-first.go")}
            </ButtonLink>
          )}
          {actor.assurance === 3 &&
            upstreams.map(({ code, name }) => (
              <form method="post" action="/akun/penyedia" key={code}>
                <Button look="secondary" name="link" value={code}>
                  {say("signon.links.link", { name: textIn(name, locale) })}
                </Button>
              </form>
            ))}
        </div>
      ),
    };
  },
  async submit({ act, form, world, setCookie }) {
    const code = field(form, "link");
    if (code) return goTo(await leave(world, upstreamNamed(world, code), { link: true, next: "" }, setCookie));
    await act(unlinkUpstream, { link: field(form, "unlink") });
    return goTo("/akun/penyedia");
  },
});

const upstreamNamed = (world: World, code: string | undefined) =>
  upstreamsOf(world.government).find((one) => one.code === code) ?? refuse("not-found", "kernel.refusal.not-found");
/** Remembers in the browser what was asked; where it goes. */
async function leave(
  world: World,
  upstream: Upstream,
  asked: { link: boolean; next: string },
  setCookie: RequestContext["setCookie"],
): Promise<string> {
  const { url, away: kept } = await setOut(world, upstream, asked);
  setCookie("upstream", Buffer.from(JSON.stringify(kept)).toString("base64url"), 900);
  return url;
}
const patience = { times: 30, seconds: 600 };

/** Off to the other provider. */
const away = route({
  method: "GET",
  path: "/masuk/lewat/:upstream",
  limit: patience,
  handle: async ({ world, params, query, setCookie }) =>
    goTo(
      await leave(world, upstreamNamed(world, params.upstream), { link: false, next: query.lanjut ?? "" }, setCookie),
    ),
});

/** And back, with its word for who it was. */
const back = route({
  method: "GET",
  path: "/masuk/lewat/:upstream/kembali",
  limit: patience,
  async handle(context) {
    const { world, act, params, address, network, setCookie } = context;
    const upstream = upstreamNamed(world, params.upstream);
    const kept = keptIn(context);
    setCookie("upstream", null);
    if (kept?.upstream !== upstream.code) refuse("sign-in-needed", "signon.refusal.upstream");
    const who = await comeBack(world, upstream, kept, address);
    const subject = world.secrets.blindIndex("signon.link.subject", `${upstream.code}|${who}`).toString("base64url");
    if (kept.link) {
      await act(linkUpstream, { upstream: upstream.code, subject });
      return goTo("/akun/penyedia?tertaut=ya");
    }
    const pending = newToken();
    await act(arrive, { upstream: upstream.code, subject, hash: hashText(pending), network }, { key: undefined });
    setCookie("pending", pending, 600);
    return goTo(`/masuk/kode${kept.next ? `?lanjut=${encodeURIComponent(kept.next)}` : ""}`);
  },
});

function keptIn({ getCookie }: RequestContext): Away | null {
  try {
    return JSON.parse(Buffer.from(getCookie("upstream") ?? "", "base64url").toString()) as Away;
  } catch {
    return null;
  }
}

export const upstreamRoutes = [away, back];
