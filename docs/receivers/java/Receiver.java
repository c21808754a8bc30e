// Verifies a callback of Surguch with Java's own classes (17 or later): java Receiver.java …
//
//   java Receiver.java SECRET ID TIMESTAMP SIGNATURES < body     judges one recorded request
//   java Receiver.java SECRET --listen PORT                      takes callbacks over HTTP
//
// SECRET is whsec_…, several of them separated by commas while it is being changed.

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Base64;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

public final class Receiver {
    private static final long TOLERANCE = 5 * 60; // seconds
    private static final int LONGEST = 20_000;    // bytes of a body

    /** Events that were handled already. Keep them in your database, in the transaction that handles the event. */
    private static final Set<String> SEEN = ConcurrentHashMap.newKeySet();

    /** Null where the request came from Surguch, just now; otherwise why not. `body` are the bytes as they came, before any parsing. */
    static String refusal(String[] secrets, String id, String timestamp, String signatures, byte[] body, Instant now) {
        if (id == null || signatures == null || timestamp == null || !timestamp.matches("\\d{1,12}")) {
            return "headers are missing or broken";
        }
        if (Math.abs(now.getEpochSecond() - Long.parseLong(timestamp)) > TOLERANCE) {
            return "signed too long ago, or in the future";
        }
        for (String secret : secrets) {
            byte[] expected = ("v1," + Base64.getEncoder().encodeToString(mac(secret, id + "." + timestamp + ".", body)))
                    .getBytes(StandardCharsets.US_ASCII);
            for (String signature : signatures.split(" ")) {
                // compares in constant time
                if (MessageDigest.isEqual(expected, signature.getBytes(StandardCharsets.UTF_8))) {
                    return null;
                }
            }
        }
        return "no signature fits";
    }

    private static byte[] mac(String secret, String head, byte[] body) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(Base64.getDecoder().decode(secret.replaceFirst("^whsec_", "")), "HmacSHA256"));
            mac.update(head.getBytes(StandardCharsets.UTF_8));
            return mac.doFinal(body);
        } catch (GeneralSecurityException error) {
            throw new IllegalStateException(error);
        }
    }

    private static void take(HttpExchange exchange, String[] secrets) throws IOException {
        byte[] body = exchange.getRequestBody().readNBytes(LONGEST + 1);
        var headers = exchange.getRequestHeaders();
        String id = headers.getFirst("webhook-id");
        String refusal = body.length > LONGEST ? "too long"
                : refusal(secrets, id, headers.getFirst("webhook-timestamp"), headers.getFirst("webhook-signature"), body, Instant.now());
        if (refusal == null && SEEN.add(id)) {
            System.out.println(new String(body, StandardCharsets.UTF_8));
        }
        // 2xx says: taken, do not send it again. Do long work afterwards.
        exchange.sendResponseHeaders(refusal == null ? 204 : 401, -1);
        exchange.close();
    }

    public static void main(String[] words) throws IOException {
        String[] secrets = words[0].split(",");
        if (words[1].equals("--listen")) {
            HttpServer server = HttpServer.create(new InetSocketAddress("127.0.0.1", Integer.parseInt(words[2])), 0);
            server.createContext("/", exchange -> take(exchange, secrets));
            server.start();
            return;
        }
        var body = new ByteArrayOutputStream();
        System.in.transferTo(body);
        String refusal = refusal(secrets, words[1], words[2], words[3], body.toByteArray(), Instant.now());
        System.out.println(refusal == null ? "accepted " + words[1] : "refused: " + refusal);
        System.exit(refusal == null ? 0 : 1);
    }
}
