package fluxion.spark;

import fluxion.core.FluxionException;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;

/**
 * A standalone cluster on this machine, to see a program run on one before it goes to another: a master, workers, and for each
 * program an executor of each worker, a process that computes in one thread, all of them reached through 127.0.0.1 alone.
 * Its classes are those of this JVM's class path; no installation of Spark is needed.
 *
 * <pre>{@code
 * try (LoopbackCluster cluster = LoopbackCluster.start(2, 1024); SparkSession session = cluster.builder().getOrCreate()) {
 *     …
 * }
 * }</pre>
 */
public final class LoopbackCluster implements AutoCloseable {
    private static final String HERE = "127.0.0.1";
    private static final int PATIENCE_SECONDS = 60;

    private final Path home;
    private final int port;
    private final int executors;
    private final int megabytes;
    private final List<Process> processes = new ArrayList<>();

    private LoopbackCluster(Path home, int port, int executors, int megabytes) {
        this.home = home;
        this.port = port;
        this.executors = executors;
        this.megabytes = megabytes;
    }

    /**
     * Starts a master and workers.
     *
     * @param executors how many of them a program gets
     * @param megabytes the heap of each; a program that does not say by {@link #builder} wants 1024
     */
    public static LoopbackCluster start(int executors, int megabytes) {
        return start(executors, megabytes, 0);
    }

    /** @param port of the master; 0 for any that is free */
    private static LoopbackCluster start(int executors, int megabytes, int port) {
        if (executors < 1 || megabytes < 512) {
            throw new FluxionException("cluster: there must be an executor, of 512 megabytes at least; got " + executors
                    + " of " + megabytes);
        }
        try {
            LoopbackCluster cluster = new LoopbackCluster(Files.createTempDirectory("fluxion-spark"), port == 0 ? freePort()
                    : port,
                    executors, megabytes);
            try {
                cluster.start();
            } catch (IOException | RuntimeException e) {
                cluster.close();
                throw e;
            }
            return cluster;
        } catch (IOException e) {
            throw new UncheckedIOException("cluster: it cannot be started: " + e.getMessage(), e);
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName(HERE))) {
            return socket.getLocalPort();
        }
    }

    private void start() throws IOException {
        // what a worker starts executors with: the jars of a directory
        Path jars = Files.createDirectories(home.resolve("jars"));
        int n = 0;
        for (String entry : classPath()) {
            Path jar = Path.of(entry).toAbsolutePath();
            if (Files.isRegularFile(jar)) {
                Path link = jars.resolve("%03d-%s".formatted(n++, jar.getFileName()));
                try {
                    Files.createSymbolicLink(link, jar);
                } catch (IOException | UnsupportedOperationException e) {
                    Files.copy(jar, link); // where links are not for everyone
                }
            }
        }
        launch("master", "org.apache.spark.deploy.master.Master", "--host", HERE, "--port", String.valueOf(port),
                "--webui-port", "0");
        awaitMaster();
        // one for each executor, so that a program that asks for nothing gets all of them
        for (int i = 0; i < executors; i++) {
            launch("worker-" + i, "org.apache.spark.deploy.worker.Worker", "--host", HERE, "--webui-port", "0", "--cores", "1",
                    "--memory", megabytes + "m", "--work-dir", home.resolve("work-" + i).toString(), master());
        }
    }

    private static List<String> classPath() {
        return List.of(System.getProperty("java.class.path").split(File.pathSeparator));
    }

    private void launch(String name, String main, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1",
                "-Dspark.master.rest.enabled=false", "-cp",
                home.resolve("jars") + File.separator + "*" + File.pathSeparator + System.getProperty("java.class.path"), main));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true)
                .redirectOutput(home.resolve(name + ".log").toFile());
        builder.environment().put("SPARK_HOME", home.toString());
        builder.environment().put("SPARK_DIST_CLASSPATH", classPath().stream().map(Path::of).filter(Files::isDirectory)
                .map(path -> path.toAbsolutePath().toString()).collect(Collectors.joining(File.pathSeparator)));
        builder.environment().put("SPARK_LOCAL_DIRS", home.resolve("local").toString());
        builder.environment().put("SPARK_LOCAL_IP", HERE);
        builder.environment().put("SPARK_SCALA_VERSION", "2.13");
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        processes.add(builder.start());
    }

    private void awaitMaster() throws IOException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (true) {
            try (Socket socket = new Socket()) {
                socket.connect(new InetSocketAddress(HERE, port), 1000);
                return;
            } catch (IOException e) {
                if (System.nanoTime() > end || !processes.getFirst().isAlive()) {
                    throw new IOException("the master does not answer:\n" + Files.readString(home.resolve("master.log")), e);
                }
                sleep();
            }
        }
    }

    private static void sleep() {
        try {
            Thread.sleep(100);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new FluxionException("cluster: the start was interrupted", e);
        }
    }

    /** Where it is, {@code spark://127.0.0.1:…}. */
    public String master() {
        return "spark://" + HERE + ":" + port;
    }

    /** A session on it, with all of its executors. */
    public SparkSession.Builder builder() {
        return Spark.builder(master())
                .config("spark.executor.cores", "1").config("spark.cores.max", String.valueOf(executors))
                .config("spark.executor.memory", megabytes + "m");
    }

    /** Ends master, worker and executors. */
    @Override
    public void close() {
        for (Process process : processes.reversed()) {
            List<ProcessHandle> children = process.descendants().toList();
            process.destroy();
            try {
                if (!process.waitFor(10, TimeUnit.SECONDS)) {
                    process.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
                }
            } catch (InterruptedException e) {
                process.destroyForcibly();
                Thread.currentThread().interrupt();
            }
            children.forEach(ProcessHandle::destroyForcibly);
        }
        try (Stream<Path> files = Files.walk(home)) {
            files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
        } catch (IOException | UncheckedIOException e) {
            // an executor may have written a last line meanwhile; the directory is a temporary one
        }
    }

    /**
     * Starts a cluster, and keeps it until the standard input ends or the process is stopped: {@code LoopbackCluster 2 1024}, two
     * executors of 1024 megabytes, at spark://127.0.0.1:7077.
     */
    public static void main(String[] arguments) throws IOException {
        int executors = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 2;
        int megabytes = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 1024;
        LoopbackCluster cluster = start(executors, megabytes, 7077);
        Runtime.getRuntime().addShutdownHook(new Thread(cluster::close));
        System.out.println("A cluster of " + executors + " executors at " + cluster.master()
                + ", until this input ends (Ctrl-D)");
        while (System.in.read() >= 0) {
            // until the end
        }
    }
}
