import { ButtonLink, Layout, type NavLink } from "../design/index.ts";
import type { Faces } from "../kernel/http/index.ts";
import { desksOf, locales, officeOf, type RequestContext, textIn, type View, type World } from "../kernel/index.ts";

/** The house's dress: header, banners and footer around each room's page; and the pages for what went wrong. */
export function faces(world: World, names: ReadonlyMap<string, string>): Faces {
  const style = names.get("style.css") ?? "";
  const script = (name: string) => names.get(name) ?? "";
  return {
    frame(context, view) {
      const { say, locale } = context;
      const place = textIn(world.government.name, locale);
      const title = view.refused ? say("app.refused", { title: view.title }) : view.title;
      return (
        <Layout
          lang={locale}
          title={title ? `${title} · ${place}` : place}
          {...(view.description && { description: view.description })}
          brand={{ name: "Pendopo", place, home: "/" }}
          nav={navOf(context)}
          languages={locales.map((code) => ({
            code,
            label: code.toUpperCase(),
            name: say(`app.language.${code}`),
            href: `/bahasa/${code}?lanjut=${encodeURIComponent(context.address)}`,
            current: code === locale,
          }))}
          footer={[
            { href: "/aksesibilitas", label: say("app.footer.accessibility") },
            { href: "/privasi", label: say("app.footer.privacy") },
            { href: "/cek", label: say("app.footer.check") },
            { href: "/antrean", label: say("app.footer.queues") },
            { href: "/register", label: say("app.footer.registers") },
            { href: "/satu-data", label: say("app.footer.onedata") },
            { href: "/log", label: say("app.footer.log") },
            { href: "/pengembang", label: say("app.footer.developers") },
          ]}
          footnote={`${textIn(world.government.contact.address, locale)} · ${world.government.contact.phone} · ${world.government.contact.email}`}
          {...(world.config.DEMO === "yes" && { strip: <Demo context={context} /> })}
          {...(acting(context) && { acting: acting(context) })}
          words={{
            skip: say("app.skip"),
            nav: say("app.nav.label"),
            language: say("app.language"),
            footer: say("app.footer.label"),
          }}
          style={style}
          icon={script("icon.svg")}
          scripts={["page.js", ...(view.scripts ?? [])].map(script).filter(Boolean)}
          dense={context.actor.hat === "officer"}
          desk={view.layout === "desk"}
          wide={view.layout === "wide"}
        >
          {view.back && (
            <a href={view.back.href} class="govuk-back-link">
              {view.back.label}
            </a>
          )}
          {view.main}
        </Layout>
      );
    },
    refusal({ say, requestId, actor }, refusal): View {
      const title = refusal ? say(`kernel.problem.${refusal.code}`) : say("kernel.problem.internal");
      return {
        title,
        main: (
          <div class="short">
            <h1>{title}</h1>
            <p>{refusal ? say(refusal.messageKey, refusal.values) : say("kernel.problem.internal-detail")}</p>
            {!refusal && (
              <p class="quiet">
                {say("app.request")} <code>{requestId}</code>
              </p>
            )}
            <ButtonLink href={actor.hat === "officer" ? "/petugas" : "/"} look="secondary">
              {say("app.home")}
            </ButtonLink>
          </div>
        ),
      };
    },
    signIn: (to) => `/masuk?lanjut=${encodeURIComponent(to)}`,
    stepUp: (to) => `/masuk/lagi?lanjut=${encodeURIComponent(to)}`,
  };
}

function navOf({ say, actor, path, world }: RequestContext): NavLink[] {
  const link = (href: string, label: string, strong = false): NavLink => ({
    href,
    label,
    strong,
    current: path === href,
  });
  if (actor.hat === "anyone")
    return [
      link("/layanan", say("app.nav.services")),
      link("/cek", say("app.nav.check")),
      link("/masuk", say("app.nav.sign-in"), true),
    ];
  if (actor.hat === "officer") {
    return [
      ...desksOf(world, actor).map((desk) => link(desk.path, say(desk.label))),
      link("/akun/bertindak", say("app.nav.acting")),
      link("/keluar", say("app.nav.sign-out")),
    ];
  }
  return [
    link("/layanan", say("app.nav.services")),
    link("/saya", say("app.nav.mine"), true),
    link("/pesan", say("app.nav.inbox")),
    link("/keluar", say("app.nav.sign-out")),
  ];
}

/** For whom one acts, on every page: nobody does a business's or an office's work by mistake. */
function acting({ actor, say, world, locale }: RequestContext) {
  if (actor.hat === "business") {
    return (
      <>
        {say("app.acting.business", { name: actor.name ?? "", business: actor.business!.name })}{" "}
        <a href="/akun/bertindak">{say("app.acting.change")}</a>
      </>
    );
  }
  if (actor.hat === "officer") {
    const office = officeOf(world.government, actor.officer!.agency, actor.officer!.office);
    return say("app.acting.officer", {
      name: actor.name ?? "",
      office: textIn(office?.name, locale),
      agency: textIn(office?.agency.name, locale),
    });
  }
  return null;
}

function Demo({ context: { say } }: { context: RequestContext }) {
  return (
    <>
      {say("app.demo")} <a href="/demo/surat">{say("app.demo.mail")}</a>
    </>
  );
}
