/** The command was used wrongly, or something outside is not as it needs it: told in a sentence that says what to do. */
export class UsageFault extends Error {
  override name = "UsageFault";
}
