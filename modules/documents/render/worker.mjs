// Typst in a thread of its own: a page that makes a document does not hold up the pages of others,
// and its memory goes when the thread has been idle. Plain JavaScript, so that the thread needs no loader.
import { parentPort, workerData } from "node:worker_threads";
import { NodeCompiler } from "@myriaddreamin/typst-ts-node-compiler";

const compiler = NodeCompiler.create({ workspace: workerData.workspace });
let made = 0;

parentPort.on("message", ({ id, template, shadows, timestamp }) => {
  try {
    for (const [path, content] of Object.entries(shadows))
      compiler.mapShadow(`${workerData.workspace}${path}`, Buffer.from(content));
    const pdf = compiler.pdf({ mainFileContent: template }, { pdfStandard: "a-3a", creationTimestamp: timestamp });
    made += 1;
    if (made % 50 === 0) compiler.evictCache(10);
    parentPort.postMessage({ id, pdf });
  } catch (error) {
    // The compiler puts what is wrong into `code` and leaves `message` empty.
    parentPort.postMessage({ id, error: String(error?.message || error?.code || error).slice(0, 2000) });
  }
});
