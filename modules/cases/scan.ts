import { connect } from "node:net";

/** What ClamAV says of some bytes; "away" when it does not answer, or not in words that we know. */
export type Verdict = "clean" | "found" | "away";

const mostMs = 30_000;

/**
 * Asks ClamAV over its socket (INSTREAM of clamd(8)). `at` is the path of a unix socket or host:port; without one
 * nothing is asked, and being drawn anew is the protection.
 */
export function scan(at: string | undefined, body: Buffer): Promise<Verdict> {
  if (!at) return Promise.resolve("clean");
  const port = at.lastIndexOf(":");
  return new Promise((done) => {
    const socket = at.startsWith("/")
      ? connect({ path: at })
      : connect({ host: at.slice(0, port), port: Number(at.slice(port + 1)) });
    let said = "";
    const length = Buffer.alloc(4);
    length.writeUInt32BE(body.length);
    // The whole talk has a limit, not only its silences.
    const late = setTimeout(() => socket.destroy(), mostMs);
    socket.on("connect", () =>
      socket.write(Buffer.concat([Buffer.from("zINSTREAM\0"), length, body, Buffer.alloc(4)])),
    );
    socket.on("data", (part) => {
      said += part.toString("latin1").slice(0, 1000);
      if (said.includes("\0")) socket.destroy();
    });
    socket.on("error", () => {});
    socket.on("close", () => {
      clearTimeout(late);
      done(/^stream: OK\0?$/.test(said) ? "clean" : /^stream: .* FOUND\0?$/.test(said) ? "found" : "away");
    });
  });
}
