import { Button, ButtonLink } from "../../../design/index.ts";
import { page } from "../../../kernel/index.ts";
import { originsOf } from "../client.ts";
import { relyingParty } from "../queries/clients.ts";

/** A relying party has signed somebody out and asks whether the others shall, too. */
export const leavePage = page({
  path: "/aplikasi/keluar",
  async show({ ask, say, getCookie, setCookie }) {
    const [secret = "", client = ""] = (getCookie("signon-leave") ?? "").split("~");
    setCookie("signon-leave", null);
    if (!/^[\w-]{10,100}$/.test(secret))
      return {
        title: say("signon.leave.done"),
        main: (
          <div class="short">
            <h1>{say("signon.leave.done")}</h1>
            <p>{say("signon.leave.house")}</p>
            <ButtonLink href="/keluar" look="secondary">
              {say("signon.leave.house-go")}
            </ButtonLink>
          </div>
        ),
      };
    const party = client ? await ask(relyingParty, { id: client }).catch(() => null) : null;
    return {
      title: say("signon.leave.title"),
      leadsTo: originsOf(party?.farewells ?? []),
      main: (
        <div class="short">
          <h1>{say("signon.leave.title")}</h1>
          <p>{say("signon.leave.lead", { name: party?.name ?? "" })}</p>
          <form method="post" action="/oidc/session/end/confirm">
            <input type="hidden" name="xsrf" value={secret} />
            <Button name="logout" value="yes">
              {say("signon.leave.all")}
            </Button>{" "}
            <Button look="secondary">{say("signon.leave.one")}</Button>
          </form>
        </div>
      ),
    };
  },
});

const known = [
  "invalid_request",
  "invalid_client",
  "invalid_redirect_uri",
  "unauthorized_client",
  "access_denied",
  "invalid_request_uri",
];

/** What a relying party sent cannot be answered, not even to it: the person is told, and the code for its makers. */
export const failedPage = page({
  path: "/aplikasi/gagal",
  show: ({ say, query }) => ({
    title: say("signon.failed.title"),
    status: 400,
    main: (
      <div class="short">
        <h1>{say("signon.failed.title")}</h1>
        <p>{say("signon.failed.lead")}</p>
        <p class="quiet">
          {say("signon.failed.code")} <code>{known.find((one) => one === query.sebab) ?? "server_error"}</code>
        </p>
        <ButtonLink href="/" look="secondary">
          {say("signon.failed.home")}
        </ButtonLink>
      </div>
    ),
  }),
});
