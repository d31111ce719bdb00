// Opens the embedded database of a folder, says so, and closes it when stdin ends.
import { startCluster } from "../../src/store/embedded.ts";

const cluster = await startCluster(process.argv[2]!);
process.stdout.write("up\n");
process.stdin.resume();
process.stdin.on("end", () => {
  void cluster.close().then(() => process.exit(0));
});
