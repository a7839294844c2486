import java.io.BufferedReader;
import java.io.FileOutputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import org.codelibs.opensearch.runner.OpenSearchRunner;

/**
 * An OpenSearch cluster of several nodes in this process.
 *
 * <p>Args: folder with config/opensearch.yml, number of nodes, first port. Node N, from 0, answers
 * HTTP on the first port + N; the nodes speak to each other on the ports behind all of these. Says
 * "ready", then obeys lines of standard input and confirms each: "stop N", in order, and "start N".
 * Ends on "quit", when its input ends, and when the process that started it dies.
 */
public class ClusterMain {
    public static void main(String[] args) throws Exception {
        // What our starter forked may hold our input open, so that alone is no sure sign.
        ProcessHandle starter = ProcessHandle.current().parent().orElseThrow();
        starter.onExit().thenRun(() -> Runtime.getRuntime().halt(0));
        // OpenSearch closes System.out when the second node starts.
        PrintStream answers = new PrintStream(new FileOutputStream("/dev/stdout"), true);
        System.setOut(System.err);
        Path folder = Path.of(args[0]);
        int nodes = Integer.parseInt(args[1]);
        int port = Integer.parseInt(args[2]);
        OpenSearchRunner cluster = new OpenSearchRunner();
        cluster.onBuild((number, settings) -> {
            settings.put("http.port", port + number - 1);
            settings.put("transport.port", port + nodes + number - 1);
            settings.put("discovery.type", "zen"); // one node alone is a cluster as several are
            settings.putList("node.roles", List.of("cluster_manager", "data"));
        });
        cluster.setMaxHttpPort(-1); // ports are given: look for none
        cluster.build(
                "-basePath", folder.toString(),
                "-confPath", folder.resolve("config").toString(),
                "-logsPath", folder.resolve("logs").toString(),
                "-clusterName", "fundstelle-" + port, // no node joins the cluster beside
                "-numOfNode", String.valueOf(nodes),
                "-useLogger");
        answers.println("ready");
        BufferedReader orders = new BufferedReader(new InputStreamReader(System.in));
        for (String line; (line = orders.readLine()) != null && !line.equals("quit"); ) {
            String[] words = line.split(" ");
            int node = Integer.parseInt(words[1]);
            if (words[0].equals("stop")) {
                cluster.getNode(node).close();
            } else if (!cluster.startNode(node)) {
                throw new IllegalStateException("not obeyed: " + line);
            }
            answers.println(line);
        }
        System.exit(0); // the nodes would keep the process
    }
}
