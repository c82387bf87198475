/** Lines on the terminal that tell how far long work is. On a terminal the last line is rewritten; in a file each stands alone. */
export function progress(stream: NodeJS.WriteStream = process.stdout) {
  let shown = "";
  const clear = () => {
    if (shown && stream.isTTY) stream.write("\r\x1b[2K");
    shown = "";
  };
  return {
    /** Work that goes on: replaced by the next line. */
    now(line: string) {
      clear();
      if (!stream.isTTY) return;
      shown = `  ${line}`;
      stream.write(shown);
    },
    /** Runs a step and says how long it took. */
    async step<T>(title: string, work: (say: (line: string) => void) => Promise<T>): Promise<T> {
      const start = performance.now();
      this.now(`${title} ...`);
      const result = await work((line) => this.now(`${title}: ${line}`));
      clear();
      stream.write(`  ${title} (${((performance.now() - start) / 1000).toFixed(1)} s)\n`);
      return result;
    },
  };
}
