package dev.quantmask.load;

import dev.quantmask.text.Text;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import javax.imageio.ImageIO;

/**
 * Many requests one by one: frames in many sizes, and every fifth one garbage. Tells the statuses,
 * the resident memory of the service's process after each quarter, and whether it was ever not
 * ready.
 *
 * <p>{@code java -cp target/classes src/test/java/dev/quantmask/load/Soak.java HOST FRAMES REQUESTS
 * PROCESS}
 */
final class Soak {
  private static final int[] SIDES = {64, 120, 199, 240, 333, 360, 480, 512, 640, 720, 801, 1024};

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final Random random = new Random(1);
  private final URI host;
  private final List<Path> frames;
  private final Map<String, Integer> statuses = new TreeMap<>();

  private Soak(URI host, List<Path> frames) {
    this.host = host;
    this.frames = frames;
  }

  public static void main(String... arguments) throws Exception {
    List<Path> frames;
    try (Stream<Path> files = Files.list(Path.of(arguments[1]))) {
      frames = files.filter(file -> file.toString().endsWith(".jpg")).sorted().toList();
    }
    Soak soak = new Soak(URI.create(arguments[0]), frames);
    int requests = Integer.parseInt(arguments[2]);
    for (int i = 1; i <= requests; i++) {
      soak.ask(i);
      if (i % (requests / 4) == 0) {
        System.out.print(
            Text.format("after %d: %d MB, %s%n", i, resident(arguments[3]), soak.statuses));
      }
    }
  }

  private void ask(int number) throws IOException, InterruptedException {
    boolean bad = number % 5 == 0;
    int status = post(bad ? garbage() : image());
    statuses.merge((bad ? "garbage " : "image ") + status, 1, Integer::sum);
    if (number % 20 == 0) {
      HttpRequest probe = HttpRequest.newBuilder(host.resolve("/q/health/ready")).build();
      int ready = client.send(probe, BodyHandlers.discarding()).statusCode();
      statuses.merge("ready " + ready, 1, Integer::sum);
    }
  }

  private int post(byte[] body) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(host.resolve("/v1/detections"))
            .header("Content-Type", "application/octet-stream")
            .POST(BodyPublishers.ofByteArray(body))
            .build();
    return client.send(request, BodyHandlers.discarding()).statusCode();
  }

  /** A frame in a size of its own, as JPEG or PNG. */
  private byte[] image() throws IOException {
    BufferedImage frame = ImageIO.read(frames.get(random.nextInt(frames.size())).toFile());
    int width = SIDES[random.nextInt(SIDES.length)];
    int height = SIDES[random.nextInt(SIDES.length)];
    BufferedImage scaled = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = scaled.createGraphics();
    graphics.drawImage(frame, 0, 0, width, height, null);
    graphics.dispose();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ImageIO.write(scaled, random.nextBoolean() ? "jpg" : "png", bytes);
    return bytes.toByteArray();
  }

  /** A frame that is torn, one with wrong bytes, noise, or nothing. */
  private byte[] garbage() throws IOException {
    byte[] frame = Files.readAllBytes(frames.get(random.nextInt(frames.size())));
    return switch (random.nextInt(4)) {
      case 0 -> Arrays.copyOf(frame, random.nextInt(frame.length / 2));
      case 1 -> {
        for (int i = 0; i < 40; i++) {
          frame[random.nextInt(frame.length)] = (byte) random.nextInt();
        }
        yield frame;
      }
      case 2 -> {
        byte[] noise = new byte[random.nextInt(100_000) + 1];
        random.nextBytes(noise);
        yield noise;
      }
      default -> new byte[0];
    };
  }

  /** In MB. */
  private static long resident(String process) throws IOException {
    return Files.readAllLines(Path.of("/proc", process, "status")).stream()
        .filter(line -> line.startsWith("VmRSS:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
        .findFirst()
        .orElseThrow();
  }
}
