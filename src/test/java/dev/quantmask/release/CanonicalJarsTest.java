package dev.quantmask.release;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.quantmask.text.Text;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import javax.tools.ToolProvider;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two builds of the same classes, with what threads and machines make of them. */
@Tag("slow")
class CanonicalJarsTest {
  private static final LocalDateTime TIME = LocalDateTime.of(2026, 1, 2, 3, 4, 6);

  @TempDir Path directory;

  /** A jar with two classes of which the second asks for what the first has put. */
  private Path jar(String name, int first, int second, String... order) throws Exception {
    Path classes = Files.createDirectories(directory.resolve(name + "/com"));
    compile(
        classes.resolve("Put.java"),
        Text.format(
            """
        package com;
        public class Put {
          public static final Object KEYS =
              java.util.List.of("proxykey%d", "proxykeys", 1L << 40, 0.1, (Runnable) () -> {});
        }
        """,
            first));
    compile(
        classes.resolve("Get.java"),
        Text.format(
            """
        package com;
        public class Get {
          public static final Object KEYS = java.util.List.of("proxykey%d", "proxykey%d");
        }
        """,
            second, first));
    Path jar = directory.resolve(name + ".jar");
    try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(jar))) {
      for (String entry : order) {
        out.putNextEntry(new ZipEntry(entry));
        if (entry.endsWith(".class")) {
          out.write(Files.readAllBytes(directory.resolve(name).resolve(entry)));
        } else if (!entry.endsWith("/")) {
          out.write("Manifest-Version: 1.0\n".getBytes(UTF_8));
        }
      }
    }
    return jar;
  }

  private static void compile(Path source, String text) throws IOException {
    Files.writeString(source, text);
    assertThat(
            ToolProvider.getSystemJavaCompiler()
                .run(null, null, null, "-proc:none", source.toString()))
        .isZero();
  }

  private static Object keys(Path jar, String name) throws Exception {
    try (URLClassLoader loader = new URLClassLoader(new URL[] {jar.toUri().toURL()}, null)) {
      return loader.loadClass(name).getField("KEYS").get(null);
    }
  }

  @Test
  void twoBuildsBecomeTheSame() throws Exception {
    String[] order = {
      "META-INF/", "META-INF/MANIFEST.MF", "com/", "com/Get.class", "com/Put.class"
    };
    Path one = jar("one", 17, 4, order);
    List<String> shuffled = new ArrayList<>(Arrays.asList(order));
    Collections.reverse(shuffled);
    Path other = jar("other", 123, 122, shuffled.toArray(String[]::new));
    assertThat(Files.mismatch(one, other)).isNotEqualTo(-1);
    new CanonicalJars(TIME).rewrite(one);
    new CanonicalJars(TIME).rewrite(other);

    assertThat(other).hasSameBinaryContentAs(one);
    try (ZipFile zip = new ZipFile(one.toFile())) {
      List<ZipEntry> entries = new ArrayList<>(Collections.list(zip.entries()));
      assertThat(entries).map(ZipEntry::getName).containsExactly(order);
      assertThat(entries).map(ZipEntry::getTimeLocal).containsOnly(TIME);
    }
    assertThat(keys(one, "com.Get")).isEqualTo(List.of("proxykey1", "proxykey2"));
    assertThat(keys(one, "com.Put"))
        .asInstanceOf(InstanceOfAssertFactories.LIST)
        .startsWith("proxykey2", "proxykeys", 1L << 40, 0.1);
  }
}
