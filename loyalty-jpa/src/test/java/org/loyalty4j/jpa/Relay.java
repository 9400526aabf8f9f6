package org.loyalty4j.jpa;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * A network between a client and a database server, whose length and faults a test sets. It listens on a free port of
 * the loopback address and has two threads for each connection; closing it cuts all connections. Safe for use by many
 * threads.
 */
final class Relay implements AutoCloseable {

    /** What happens to a client's message, once. */
    enum Fault {
        /** The message never reaches the server, and the connection is cut. */
        LOSE_MESSAGE,
        /** The server answers the message, but its answer is lost and the connection is cut. */
        LOSE_ANSWER,
        /** The server answers the message, but from then on nothing arrives at the client; the connection stays open. */
        SILENCE_ANSWER
    }

    private final int serverPort;
    private final ServerSocket door;
    private final Set<Link> links = ConcurrentHashMap.newKeySet();
    private final AtomicInteger connections = new AtomicInteger();
    private final AtomicLong roundTrips = new AtomicLong();
    private final AtomicLong delayNanos = new AtomicLong();
    private final AtomicReference<@Nullable Plan> plan = new AtomicReference<>();
    private final Gate gate = new Gate();

    private Relay(int serverPort, ServerSocket door) {
        this.serverPort = serverPort;
        this.door = door;
    }

    /** Opens a relay to a port of this machine. */
    static Relay to(int serverPort) {
        try {
            Relay relay = new Relay(serverPort, new ServerSocket(0, 50, InetAddress.getLoopbackAddress()));
            start("relay", relay::accept);
            return relay;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** Returns the port to connect to. */
    int port() {
        return door.getLocalPort();
    }

    /**
     * Returns how often a client said something and the server answered, over all connections, the connecting included.
     * Several answers in a row are one, and so are several messages that a client sends without waiting, even where the
     * server answers the first of them while the others are still on their way.
     */
    long roundTrips() {
        return roundTrips.get();
    }

    /** Returns how many connections were opened so far. */
    int connections() {
        return connections.get();
    }

    /** Makes each round trip take longer by the given time. */
    void delay(Duration perRoundTrip) {
        delayNanos.set(perRoundTrip.toNanos());
    }

    /**
     * Plans a fault for the next message that asks for a statement with the given words in it, in any case.
     *
     * @param words as in {@code commit}
     */
    void once(Fault fault, String words) {
        plan.set(new Plan(fault, words.toLowerCase(Locale.ROOT)));
    }

    /** Says whether a planned fault has not happened yet. */
    boolean hasPlan() {
        return plan.get() != null;
    }

    /** Lets nothing through any more, in either direction, until {@link #speak()}; connections stay open. */
    void fallSilent() {
        gate.shut();
    }

    /** Lets everything through that was held back. */
    void speak() {
        gate.open();
    }

    /** Cuts all connections; new ones are let in. */
    void cut() {
        links.forEach(Link::cut);
    }

    @Override
    public void close() {
        quietly(door::close);
        gate.open();
        cut();
    }

    private void accept() {
        try {
            while (true) {
                join(door.accept());
            }
        } catch (IOException closed) {
            cut(); // a connection let in just before the relay was closed
        }
    }

    private void join(Socket client) {
        try {
            Socket server = new Socket(InetAddress.getLoopbackAddress(), serverPort);
            client.setTcpNoDelay(true);
            server.setTcpNoDelay(true);
            connections.incrementAndGet();
            Link link = new Link(client, server);
            links.add(link);
            start("relay-up", link::up);
            start("relay-down", link::down);
        } catch (IOException serverIsDown) {
            quietly(client::close);
        }
    }

    private @Nullable Fault faultOf(List<String> texts) {
        Plan planned = plan.get();
        if (planned != null
                && texts.stream().anyMatch(text -> text.toLowerCase(Locale.ROOT).contains(planned.words()))
                && plan.compareAndSet(planned, null)) {
            return planned.fault();
        }
        return null;
    }

    private static void start(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
    }

    private static void quietly(Closing closing) {
        try {
            closing.close();
        } catch (IOException gone) {
            // Closed is what was wanted.
        }
    }

    @FunctionalInterface
    private interface Closing {
        void close() throws IOException;
    }

    private record Plan(Fault fault, String words) {}

    /** One connection. */
    private final class Link {

        private final Socket client;
        private final Socket server;
        private final AtomicReference<@Nullable Fault> answerFault = new AtomicReference<>();
        private volatile boolean asked;
        private volatile boolean speaking;

        Link(Socket client, Socket server) {
            this.client = client;
            this.server = server;
        }

        /** Carries what the client says. */
        void up() {
            ClientTexts texts = new ClientTexts();
            carry(client, server, (bytes, length) -> {
                if (!asked) {
                    LockSupport.parkNanos(delayNanos.get());
                }
                List<String> said = texts.next(bytes, length);
                speaking = texts.isUnfinished();
                Fault fault = faultOf(said);
                if (fault == Fault.LOSE_MESSAGE) {
                    return Fate.CUT;
                }
                if (fault != null) {
                    answerFault.set(fault);
                }
                asked = true;
                return Fate.PASS;
            });
        }

        /** Carries what the server says. */
        void down() {
            carry(server, client, (bytes, length) -> {
                if (asked && !speaking) {
                    asked = false;
                    roundTrips.incrementAndGet();
                }
                Fault fault = answerFault.get();
                if (fault == null) {
                    return Fate.PASS;
                }
                return fault == Fault.SILENCE_ANSWER ? Fate.LOSE : Fate.CUT;
            });
        }

        private void carry(Socket from, Socket to, Look look) {
            byte[] bytes = new byte[1 << 16];
            try {
                InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream();
                for (int length = in.read(bytes); length >= 0; length = in.read(bytes)) {
                    gate.pass();
                    Fate fate = look.at(bytes, length);
                    if (fate == Fate.CUT) {
                        break;
                    }
                    if (fate == Fate.PASS) {
                        out.write(bytes, 0, length);
                    }
                }
            } catch (IOException gone) {
                // One end has closed: so does the other, below.
            } finally {
                cut();
            }
        }

        void cut() {
            quietly(client::close);
            quietly(server::close);
            links.remove(this);
        }
    }

    private enum Fate {
        PASS,
        LOSE,
        CUT
    }

    @FunctionalInterface
    private interface Look {
        Fate at(byte[] bytes, int length);
    }

    /** Holds threads back while it is shut. */
    private static final class Gate {

        private boolean open = true;

        synchronized void shut() {
            open = false;
        }

        synchronized void open() {
            open = true;
            notifyAll();
        }

        synchronized void pass() throws IOException {
            try {
                while (!open) {
                    wait();
                }
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                throw new IOException(interrupted);
            }
        }
    }
}
