// The exchange with other governments, as the room's manifest lists it.
import { deliverAllJob, delivering, deliverJob } from "./deliver.ts";
import { houseKeyring, openHouse, replaceHouseKey } from "./house.ts";
import { governmentsPage } from "./pages/governments.tsx";
import { askPeer, callPeer, decidePeer, takePeerKey } from "./peers.ts";
import { directoryRoute, publishing } from "./publish.ts";
import { pullAllJob, pulling, pullJob } from "./pull.ts";
import { peers } from "./queries.ts";
import { lettersRoute } from "./receive.ts";
import { takeLetter } from "./take-letter.ts";

export const federation = {
  commands: [
    askPeer,
    decidePeer,
    takePeerKey,
    callPeer,
    replaceHouseKey,
    openHouse,
    takeLetter,
    ...publishing.commands,
    ...pulling.commands,
    ...delivering.commands,
  ],
  pages: [governmentsPage],
  queries: [peers, houseKeyring, ...publishing.queries, ...pulling.queries, ...delivering.queries],
  routes: [directoryRoute, lettersRoute],
  jobs: [pullJob, pullAllJob, deliverJob, deliverAllJob],
};
