import { goTo, isLocale, refuse, route } from "../../../kernel/index.ts";
import { chooseLanguage } from "../../identity/index.ts";

const aYear = 31_536_000;

/** Changes the language and goes back to where the person was; who is signed in is written to in it from then on. */
export const languageRoute = route({
  method: "GET",
  path: "/bahasa/:code",
  async handle({ params, query, setCookie, actor, act }) {
    const locale = params.code ?? "";
    if (!isLocale(locale)) refuse("not-found", "kernel.refusal.not-found");
    setCookie("language", locale, aYear);
    if (actor.account && actor.assurance >= 2) await act(chooseLanguage, { locale });
    const back = query.lanjut ?? "/";
    // Only an address of this house, never another's.
    return goTo(/^\/(?![/\\])[^\s\\]*$/.test(back) ? back : "/");
  },
});
