import { Details, SummaryList } from "../../../design/index.ts";
import { longDate } from "../../../design/words.ts";
import { page, refuse, textIn } from "../../../kernel/index.ts";
import { difference } from "../difference/difference.ts";
import { serviceByCode } from "../queries/services.ts";
import { type Version, versionsOf } from "../queries/versions.ts";
import { isGenuine } from "../signing.ts";
import { Changes, stateTag } from "./parts.tsx";

/** So many versions are told with what changed; older ones only with their days. */
const compared = 10;

/** The history of a service: since when each version is in force, what changed for people, who signed it. */
export const versionsPage = page({
  path: "/layanan/:code/versi",
  shared: 5,
  async show({ ask, say, locale, params, world, actor }) {
    const code = params.code ?? "";
    const versions = await ask(versionsOf, { code });
    const newest = versions[0];
    if (!newest) refuse("not-found", "catalogue.refusal.no-such-service");
    const definitions = await Promise.all(
      versions.slice(0, compared + 1).map(({ version }) => ask(serviceByCode, { code, version })),
    );
    const name = textIn(definitions[0]!.title, locale);
    const day = (date: Date) => longDate(date, locale, world.calendar.timeZone);
    const agency = (one: Version) =>
      world.government.agencies.find(({ code: known }) => known === one.agency)?.name ?? one.agency;
    return {
      title: say("catalogue.versions.title", { service: name }),
      back: { href: `/layanan/${code}`, label: name },
      main: (
        <>
          <h1>{say("catalogue.versions.title", { service: name })}</h1>
          {actor.officer?.roles.some((role) => role === "administrator" || role === "approver") && (
            <p>
              <a href={`/petugas/pemindahan/rencana?layanan=${code}`}>{say("catalogue.versions.open-cases")}</a>
            </p>
          )}
          {versions.map((one, i) => (
            <section key={one.version}>
              <h2>
                {say("catalogue.versions.version", { version: one.version })} {stateTag(one.state, say)}
              </h2>
              <p>{say(`catalogue.versions.since-${one.state}`, { day: day(one.in_force_from) })}</p>
              {one.withdrawn && (
                <p>
                  {say("catalogue.versions.withdrawn", {
                    day: day(one.withdrawn.at),
                    reason: textIn(one.withdrawn.reason, locale),
                  })}
                </p>
              )}
              {i < compared && definitions[i] && definitions[i + 1] && (
                <Changes changes={difference(definitions[i + 1]!, definitions[i]!)} say={say} locale={locale} />
              )}
              <Details summary={say("catalogue.versions.proof", { version: one.version })}>
                <SummaryList
                  rows={[
                    { key: say("catalogue.versions.hash"), value: <code>{one.hash}</code> },
                    { key: say("catalogue.versions.agency"), value: textIn(agency(one), locale) },
                    {
                      key: say("catalogue.versions.signature"),
                      value: one.signature ? (
                        <>
                          {say(
                            isGenuine(one.signature, code, one.version, one.hash)
                              ? "catalogue.versions.genuine"
                              : "catalogue.versions.not-genuine",
                          )}{" "}
                          <code>{one.signature.signature.toString("base64")}</code>
                        </>
                      ) : (
                        say("catalogue.versions.unsigned")
                      ),
                    },
                  ]}
                />
                <p>
                  <a href={`/layanan/${code}/berkas?versi=${one.version}`}>
                    {say("catalogue.versions.files", { version: one.version })}
                  </a>
                </p>
              </Details>
            </section>
          ))}
        </>
      ),
    };
  },
});
