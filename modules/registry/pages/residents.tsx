import { Figures, InsetText, Table } from "../../../design/index.ts";
import { dayWords } from "../../../design/words.ts";
import { page, type RequestContext, refuse, textIn, type View } from "../../../kernel/index.ts";
import { mayCount, type ResidentsOf, residents, residentsWhole } from "../tally/residents.ts";

const publicPath = "/penduduk";
const deskPath = "/petugas/jumlah-penduduk";

/** How many live in the region or in one district, as tables whose numbers add up to the figures above them. */
function view(context: RequestContext, found: ResidentsOf, { whole, path }: { whole: boolean; path: string }): View {
  const { say, locale, world } = context;
  const { here, parts, district, year } = found;
  const number = new Intl.NumberFormat(locale);
  const figure = (count: number | null) => (count === null ? "–" : number.format(count));
  const name = district
    ? say("registry.residents.district", { name: here.name })
    : textIn(world.government.place, locale);
  const title = say(path === deskPath ? "registry.residents.title-whole" : "registry.residents.title", { name });
  const quiet = [here, ...parts].some((one) => [one.people, one.households, one.women, one.men].includes(null));
  const column = (key: string) => say(`registry.residents.${key}`);
  const measures = ["people", "households", "women", "men"] as const;
  return {
    title,
    ...(district && { back: { href: path, label: textIn(world.government.place, locale) } }),
    main: (
      <>
        <h1>{title}</h1>
        <p>
          {say("registry.residents.lead", {
            day: dayWords(world.calendar.today(world.clock.now()), locale),
          })}
        </p>
        <Figures items={measures.map((key) => ({ figure: figure(here[key]), meaning: column(key) }))} />
        {quiet && <InsetText>{say("registry.residents.quiet")}</InsetText>}
        {whole && <InsetText>{say("registry.residents.whole")}</InsetText>}
        <Table
          caption={say(district ? "registry.residents.by-village" : "registry.residents.by-district")}
          head={[column(district ? "village" : "part"), ...measures.map(column)]}
          numeric={[1, 2, 3, 4]}
          rows={parts.map((one) => [
            district ? (
              one.name
            ) : (
              <a href={`${path}/${one.code}`} key={one.code}>
                {one.name}
              </a>
            ),
            ...measures.map((key) => figure(one[key])),
          ])}
        />
        {here.ages && (
          <Table
            caption={say("registry.residents.by-age", { year: String(year) })}
            head={[column("age"), column("women"), column("men"), column("people")]}
            numeric={[1, 2, 3]}
            rows={here.ages.map(({ from, to, women, men }) => [
              to === null ? say("registry.residents.age-from", { from }) : say("registry.residents.ages", { from, to }),
              figure(women),
              figure(men),
              figure(women + men),
            ])}
          />
        )}
      </>
    ),
  };
}

/** For everybody: small numbers are not told. */
async function told(context: RequestContext, path: string, district?: string): Promise<View> {
  const found = await context.ask(residents, { district });
  return view(context, found ?? refuse("not-found", "kernel.refusal.not-found"), { whole: false, path });
}

/** At the desk of who keeps the register or plans by it, every number; for other officers as for everybody. */
async function atDesk(context: RequestContext, district?: string): Promise<View> {
  const { ask, actor, world } = context;
  if (actor.hat !== "officer") refuse("not-allowed", "kernel.refusal.not-allowed");
  if (!mayCount(world.government, actor)) return told(context, deskPath, district);
  const found = await ask(residentsWhole, { district });
  return view(context, found ?? refuse("not-found", "kernel.refusal.not-found"), { whole: true, path: deskPath });
}

const code = /^\d{2}\.\d{2}\.\d{2}$/;
const districtIn = ({ params }: RequestContext): string =>
  code.test(params.district ?? "") ? params.district! : refuse("not-found", "kernel.refusal.not-found");

export const residentPages = [
  page({ path: publicPath, shared: 300, show: (context) => told(context, publicPath) }),
  page({
    path: `${publicPath}/:district`,
    shared: 300,
    show: (context) => told(context, publicPath, districtIn(context)),
  }),
  page({
    path: deskPath,
    desk: { label: "registry.residents.desk", roles: ["administrator", "steward", "head"] },
    show: (context) => atDesk(context),
  }),
  page({ path: `${deskPath}/:district`, show: (context) => atDesk(context, districtIn(context)) }),
];
