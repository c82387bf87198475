import { longDate } from "../../../design/words.ts";
import { page, type Say, textIn } from "../../../kernel/index.ts";
import { portalOf } from "../settings.ts";

/** Paragraphs under headings, by keys that count up: "<base>.1.title", "<base>.1.text" ... */
const Sections = ({
  say,
  base,
  count,
  values,
}: {
  say: Say;
  base: string;
  count: number;
  values: Record<string, string | number>;
}) => (
  <>
    {Array.from({ length: count }, (_, i) => (
      <section key={base + String(i)}>
        <h2>{say(`${base}.${i + 1}.title`, values)}</h2>
        <p>{say(`${base}.${i + 1}.text`, values)}</p>
      </section>
    ))}
  </>
);

/** How usable this house is for everyone, what is known to be missing, and whom to tell. */
export const accessibilityPage = page({
  path: "/aksesibilitas",
  shared: 60,
  show({ say, locale, world }) {
    const { contact } = world.government;
    const { checked, answerWithinDays } = portalOf(world).accessibility;
    const values = {
      place: textIn(world.government.name, locale),
      day: longDate(new Date(`${checked}T00:00:00Z`), locale, "UTC"),
      days: answerWithinDays,
      phone: contact.phone,
      email: contact.email,
      address: textIn(contact.address, locale),
    };
    return {
      title: say("portal.accessibility.title"),
      main: (
        <div class="short">
          <h1>{say("portal.accessibility.title")}</h1>
          <p>{say("portal.accessibility.intro", values)}</p>
          <Sections say={say} base="portal.accessibility" count={4} values={values} />
        </div>
      ),
    };
  },
});

/** What the house does with personal data, in plain words; the record of processing has the details. */
export const privacyPage = page({
  path: "/privasi",
  shared: 60,
  show({ say, locale, world }) {
    const { contact } = world.government;
    const values = {
      place: textIn(world.government.name, locale),
      phone: contact.phone,
      email: contact.email,
      address: textIn(contact.address, locale),
    };
    return {
      title: say("portal.privacy.title"),
      main: (
        <div class="short">
          <h1>{say("portal.privacy.title")}</h1>
          <p>{say("portal.privacy.intro", values)}</p>
          <Sections say={say} base="portal.privacy" count={6} values={values} />
          <ul>
            <li>
              <a href="/saya/siapa-membaca">{say("portal.mine.who-read")}</a>
            </li>
            <li>
              <a href="/saya/hak-data">{say("portal.mine.rights")}</a>
            </li>
            <li>
              <a href="/saya/aplikasi">{say("portal.mine.applications")}</a>
            </li>
            <li>
              <a href="/privasi/pemrosesan">{say("portal.privacy.processing")}</a>
            </li>
            <li>
              <a href="/log">{say("portal.privacy.log")}</a>
            </li>
          </ul>
        </div>
      ),
    };
  },
});
