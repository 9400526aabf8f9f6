package org.loyalty4j.examples.bench.db;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;

/**
 * A line to a server that takes its time: what a client sends arrives later, so that each round trip is longer by the
 * delay. Two threads for each connection; safe for use by many threads.
 */
final class SlowLine implements AutoCloseable {

    private final String host;
    private final int port;
    private final long delayNanos;
    private final ServerSocket listening;
    private final Set<Closeable> open = ConcurrentHashMap.newKeySet();

    SlowLine(String host, int port, long delayNanos) {
        this.host = host;
        this.port = port;
        this.delayNanos = delayNanos;
        try {
            listening = new ServerSocket(0, 200, InetAddress.getLoopbackAddress());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        start(this::listen);
    }

    int port() {
        return listening.getLocalPort();
    }

    private static void start(Runnable work) {
        Thread thread = new Thread(work, "slow-line");
        thread.setDaemon(true);
        thread.start();
    }

    private void listen() {
        while (!listening.isClosed()) {
            try {
                Socket client = listening.accept();
                open.add(client);
                Socket server = new Socket(host, port);
                open.add(server);
                client.setTcpNoDelay(true);
                server.setTcpNoDelay(true);
                start(() -> pump(client, server, delayNanos));
                start(() -> pump(server, client, 0));
            } catch (IOException over) {
                // The line was closed, or the client hears of it by its closed connection.
            }
        }
    }

    private void pump(Socket from, Socket to, long nanos) {
        byte[] chunk = new byte[1 << 16];
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int length = in.read(chunk); length >= 0; length = in.read(chunk)) {
                delay(nanos);
                out.write(chunk, 0, length);
            }
        } catch (IOException over) {
            // One side has hung up; the other one is hung up on here.
        } finally {
            open.remove(from);
            open.remove(to);
        }
    }

    private static void delay(long nanos) {
        long end = System.nanoTime() + nanos;
        for (long left = nanos; left > 0; left = end - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }

    @Override
    public void close() {
        try {
            listening.close();
            for (Closeable each : open) {
                each.close();
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
