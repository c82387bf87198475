import { InsetText, SummaryList, Table } from "../../../design/index.ts";
import { dateTime } from "../../../design/words.ts";
import { page } from "../../../kernel/index.ts";
import { verifierOf } from "../keystore.ts";
import { checkpoints } from "../queries/checkpoints.ts";

/** The public log for people: what it is, how far it goes, and how to check it without trusting us. */
export const logPage = page({
  path: "/log",
  desk: { label: "transparency.desk.log", roles: ["auditor"] },
  shared: 1,
  async show({ ask, say, locale, world }) {
    const recent = await ask(checkpoints, { limit: 10 });
    const [newest] = recent;
    const zone = world.calendar.timeZone;
    const number = (value: bigint) => new Intl.NumberFormat(locale).format(value);
    const address = `${world.config.PUBLIC_URL.replace(/\/$/, "")}/log`;
    return {
      title: say("transparency.log.title"),
      main: (
        <>
          <h1>{say("transparency.log.title")}</h1>
          <p>{say("transparency.log.intro")}</p>
          {newest ? (
            <SummaryList
              rows={[
                { key: say("transparency.log.size"), value: number(newest.size) },
                { key: say("transparency.log.at"), value: dateTime(newest.at, locale, zone) },
                {
                  key: say("transparency.log.root"),
                  value: <code class="break">{newest.root.toString("base64")}</code>,
                },
                { key: say("transparency.log.key"), value: <code class="break">{await verifierOf(world)}</code> },
              ]}
            />
          ) : (
            <InsetText>{say("transparency.refusal.nothing-signed")}</InsetText>
          )}
          <h2>{say("transparency.log.check")}</h2>
          <p>{say("transparency.log.check-text")}</p>
          <pre class="code">{`npx pendopo verify-log ${address} --since titik-periksa.txt`}</pre>
          <p>{say("transparency.log.others")}</p>
          <ul>
            <li>
              <a href="/log/checkpoint">{say("transparency.log.checkpoint")}</a>
            </li>
            <li>
              <a href="/log/key">{say("transparency.log.key")}</a>
            </li>
            <li>
              <a href="/saya/siapa-membaca">{say("transparency.log.mine")}</a>
            </li>
          </ul>
          {recent.length > 1 && (
            <Table
              caption={say("transparency.log.recent")}
              head={[say("transparency.log.at"), say("transparency.log.size"), say("transparency.log.root")]}
              rows={recent.map((one) => [
                dateTime(one.at, locale, zone),
                number(one.size),
                <code key="root" class="break">
                  {one.root.toString("base64")}
                </code>,
              ])}
            />
          )}
        </>
      ),
    };
  },
});
