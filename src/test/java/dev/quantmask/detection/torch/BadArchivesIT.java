package dev.quantmask.detection.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.quantmask.model.config.TestLayers;
import dev.quantmask.model.quantization.Scheme;
import dev.quantmask.pytorch.archive.ArchiveWriter;
import dev.quantmask.pytorch.archive.ScriptModule;
import dev.quantmask.text.Text;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that are no model: one line that names the file and says why. */
class BadArchivesIT {
  @TempDir Path directory;

  @Test
  void aCheckpoint() {
    assertRefused(TestModels.REFERENCE.resolve("model.pth"), "found a checkpoint");
  }

  @Test
  void anArchiveOfSomethingElse() {
    assertRefused(Path.of("test-data/checkpoints/torchscript.pt"), "another TorchScript archive");
  }

  @Test
  void truncated() throws IOException {
    byte[] whole = Files.readAllBytes(TestModels.DEFAULT);
    for (int length : new int[] {0, 3, 1000, whole.length / 2, whole.length - 1}) {
      Path file = directory.resolve(Text.format("truncated%d.pt", length));
      Files.write(file, Arrays.copyOf(whole, length));
      assertRefused(file, "");
    }
  }

  @Test
  void aText() throws IOException {
    Path file = directory.resolve("text.pt");
    Files.writeString(file, "This is a text.\nIt has two lines.\n");
    assertRefused(file, "zip");
  }

  @Test
  void noFile() {
    assertRefused(directory.resolve("nothing.pt"), "");
  }

  @Test
  void aFolderWithoutOneArchive() {
    assertRefused(directory, "expected one file *.pt in this folder, found 0");
  }

  @Test
  void aManifestOfAnotherFormat() throws IOException {
    assertRefused(withManifest("{\"format\": 99}"), "99");
    assertRefused(withManifest("{}"), "format");
    assertRefused(withManifest("null"), "quantmask.json");
    assertRefused(withManifest("[1, 2"), "quantmask.json");
    assertRefused(withManifest("{\"format\": 1}"), "quantmask.json");
    assertRefused(withManifest("{\"format\": 1, \"config\": {}}"), "quantmask.json");
  }

  private Path withManifest(String json) throws IOException {
    Path file = directory.resolve("manifest.pt");
    ArchiveWriter.write(
        file,
        new ScriptModule("__torch__.conv.Conv").set("training", false),
        TestLayers.sources(Scheme.FP32),
        Map.of("quantmask.json", json.getBytes(StandardCharsets.UTF_8)));
    return file;
  }

  /** What libtorch finds wrong is an IOException as well. */
  @Test
  void sourceThatDoesNotCompile() throws IOException {
    byte[] bytes = Files.readAllBytes(TestModels.DEFAULT);
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    int at = text.indexOf("torch.upsample_nearest2d");
    assertThat(at).isPositive();
    bytes[at + 6] = 'q';
    Path file = directory.resolve("damaged.pt");
    Files.write(file, bytes);

    assertRefused(file, "");
  }

  private static void assertRefused(Path file, String reason) {
    Throwable thrown = catchThrowable(() -> TestModels.load(file).close());
    assertThatIOException()
        .isThrownBy(
            () -> {
              throw thrown;
            })
        .withMessageContaining(file.getFileName().toString())
        .withMessageContaining(reason);
    assertThat(thrown.getMessage().lines()).as(thrown.getMessage()).hasSize(1);
  }
}
