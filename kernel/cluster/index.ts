export { type Cluster, type ClusterOptions, removeCluster, startCluster } from "./cluster.ts";
export { ClusterFault } from "./fault.ts";
export { isAlive } from "./postmaster.ts";
