/** What keeps a cluster from starting, in words for the person who runs it; shown without a stack. */
export class ClusterFault extends Error {
  override name = "ClusterFault";
  readonly plain = true;
}
