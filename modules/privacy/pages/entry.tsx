import { ButtonLink, Details, SummaryList } from "../../../design/index.ts";
import { dateTime } from "../../../design/words.ts";
import { page, textIn, type World } from "../../../kernel/index.ts";
import type { Entry } from "../entry.ts";
import { purposesOf } from "../purposes.ts";
import { myEntry } from "../queries/my-entries.ts";
import { wordsFor } from "../words.ts";

// Where the public log hands out proofs; it decides by itself who may have one.
const proofs = "/log/bukti";
const givesProofs = (world: World): boolean =>
  world.modules.some((room) => room.routes?.some(({ path }) => path === `${proofs}/:id`));

/** One line about my record: who, what, why, on which law, and the proof that it stands in the public log. */
export const entryPage = page({
  path: "/saya/siapa-membaca/:id",
  async show({ ask, say, locale, params, world }) {
    const entry = await ask(myEntry, { id: params.id ?? "" });
    const words = wordsFor(world, say, locale);
    const purpose = entry.purpose === null ? undefined : purposesOf(world.government).get(entry.purpose);
    const title = say(entry.kind === "read" ? "privacy.entry.read" : "privacy.entry.act");
    const within = pageOf(entry);
    const row = (key: string, value: string) => ({ key: say(`privacy.entry.${key}`), value });
    return {
      title,
      back: { href: "/saya/siapa-membaca", label: say("privacy.who-read.title") },
      main: (
        <>
          <h1>{title}</h1>
          <SummaryList
            rows={[
              row("when", dateTime(entry.at, locale, world.calendar.timeZone)),
              row("who", words.who(entry)),
              row("as", say(`privacy.hat.${entry.hat}`)),
              row("what", words.what(entry.name, entry.kind)),
              ...(entry.fields.length > 0 ? [row("fields", words.fields(entry.fields))] : []),
              ...(entry.purpose ? [row("why", words.purpose(entry.purpose))] : []),
              ...(entry.reason ? [row("reason", words.reason(entry.reason))] : []),
              ...(entry.reference ? [row("reference", entry.reference)] : []),
              ...(purpose
                ? [row("basis", textIn(purpose.basis, locale)), row("kept", textIn(purpose.kept, locale))]
                : []),
              ...(within
                ? [{ key: say("privacy.entry.case"), value: <a href={within}>{say("privacy.entry.open-case")}</a> }]
                : []),
              row("number", entry.id),
            ]}
          />
          <h2>{say("privacy.entry.proof")}</h2>
          <p>{say("privacy.entry.proof-explained")}</p>
          {givesProofs(world) && (
            <ButtonLink href={`${proofs}/${entry.id}`} look="secondary">
              {say("privacy.entry.download")}
            </ButtonLink>
          )}
          <Details summary={say("privacy.entry.how")}>
            <ol>
              {["one", "two", "three", "four"].map((step) => (
                <li key={step}>{say(`privacy.entry.how-${step}`)}</li>
              ))}
            </ol>
          </Details>
          <h2>{say("privacy.entry.wrong")}</h2>
          <p>{say("privacy.entry.wrong-explained", { email: world.government.contact.email })}</p>
        </>
      ),
    };
  },
});

/** Where the person finds what it was done within: an application, or what they asked about their data. */
function pageOf({ subject, kind, name }: Pick<Entry, "subject" | "kind" | "name">): string | null {
  if (!subject) return null;
  const [room] = name.split(".");
  if (room === "rights") return `/saya/hak-data/${subject}`;
  return room === "cases" || (kind === "read" && room === "registry") ? `/permohonan/${subject}` : null;
}
