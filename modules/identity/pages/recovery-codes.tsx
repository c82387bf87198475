import { goTo, page } from "../../../kernel/index.ts";
import { replaceRecoveryCodes } from "../commands/recovery-codes.ts";
import { hashText, readableCode } from "../token.ts";

/** Ten codes, shown once, to print and keep at home. */
export const recoveryCodesPage = page({
  path: "/akun/kode-cadangan",
  show: () => goTo("/akun"),
  async submit({ act, say }) {
    const codes = Array.from({ length: 10 }, () => readableCode(3));
    await act(replaceRecoveryCodes, { hashes: codes.map(hashText) }, { key: undefined });
    return {
      title: say("identity.codes.title"),
      back: { href: "/akun", label: say("identity.account.title") },
      main: (
        <div class="short">
          <h1>{say("identity.codes.title")}</h1>
          <p>{say("identity.codes.keep")}</p>
          <ul class="code-words">
            {codes.map((code) => (
              <li key={code}>{code}</li>
            ))}
          </ul>
        </div>
      ),
    };
  },
});
