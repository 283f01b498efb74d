package dev.quantmask.release;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/**
 * Takes out of the jars that Quarkus makes what differs between two builds of the same commit: the
 * modes of files, which are those of the umask; the order of entries; and the numbers in the names
 * ({@code proxykey17}) by which recorded steps hand values to each other at the start, which
 * threads draw from one counter as they come. Later Quarkus numbers them by itself.
 *
 * <p>The profile {@code release} runs it from its source: {@code java CanonicalJars.java TIMESTAMP
 * JAR...}.
 */
final class CanonicalJars {
  private static final Pattern KEY = Pattern.compile("proxykey\\d+");

  // Of a class file, chapter 4 of the Java Virtual Machine Specification
  private static final int UTF8 = 1;
  private static final int LONG = 5;
  private static final int DOUBLE = 6;
  private static final int METHOD_HANDLE = 15;

  /** A reader of streams wants the manifest first. */
  private static final Comparator<String> ORDER =
      Comparator.comparing((String name) -> !name.equals("META-INF/"))
          .thenComparing(name -> !name.equals("META-INF/MANIFEST.MF"))
          .thenComparing(Comparator.naturalOrder());

  private final LocalDateTime time;
  private final Map<String, String> keys = new HashMap<>();

  CanonicalJars(LocalDateTime time) {
    this.time = time;
  }

  public static void main(String[] arguments) throws IOException {
    LocalDateTime time =
        OffsetDateTime.parse(arguments[0]).withOffsetSameInstant(ZoneOffset.UTC).toLocalDateTime();
    for (int i = 1; i < arguments.length; i++) {
      new CanonicalJars(time).rewrite(Path.of(arguments[i]));
    }
  }

  void rewrite(Path jar) throws IOException {
    Path beside = jar.resolveSibling(jar.getFileName() + ".new");
    try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(beside))) {
      for (Map.Entry<String, byte[]> entry : read(jar).entrySet()) {
        ZipEntry written = new ZipEntry(entry.getKey());
        written.setTimeLocal(time);
        out.putNextEntry(written);
        out.write(
            entry.getKey().endsWith(".class") ? renumber(entry.getValue()) : entry.getValue());
        out.closeEntry();
      }
    }
    Files.move(beside, jar, StandardCopyOption.REPLACE_EXISTING);
  }

  private static Map<String, byte[]> read(Path jar) throws IOException {
    Map<String, byte[]> entries = new TreeMap<>(ORDER);
    try (ZipFile zip = new ZipFile(jar.toFile())) {
      for (ZipEntry entry : Collections.list(zip.entries())) {
        try (InputStream bytes = zip.getInputStream(entry)) {
          entries.put(entry.getName(), bytes.readAllBytes());
        }
      }
    }
    return entries;
  }

  /** The class with its keys numbered in the order in which classes, sorted by name, have them. */
  private byte[] renumber(byte[] classFile) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(classFile.length);
    DataInputStream in = new DataInputStream(new ByteArrayInputStream(classFile));
    DataOutputStream out = new DataOutputStream(bytes);
    copy(in, out, 8); // magic, version
    int count = in.readUnsignedShort();
    out.writeShort(count);
    for (int i = 1; i < count; i++) {
      int tag = in.readUnsignedByte();
      out.writeByte(tag);
      switch (tag) {
        case UTF8 -> out.writeUTF(canonical(in.readUTF()));
        case 3, 4, 9, 10, 11, 12, 17, 18 -> copy(in, out, 4);
        case LONG, DOUBLE -> {
          copy(in, out, 8);
          i++; // takes two places
        }
        case 7, 8, 16, 19, 20 -> copy(in, out, 2);
        case METHOD_HANDLE -> copy(in, out, 3);
        default -> throw new IOException("constant " + i + ": expected a tag, found " + tag);
      }
    }
    in.transferTo(out);
    return bytes.toByteArray();
  }

  private String canonical(String text) {
    return KEY.matcher(text).matches()
        ? keys.computeIfAbsent(text, key -> "proxykey" + (keys.size() + 1))
        : text;
  }

  private static void copy(DataInputStream in, DataOutputStream out, int length)
      throws IOException {
    out.write(in.readNBytes(length));
  }
}
