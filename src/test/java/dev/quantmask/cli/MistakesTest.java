package dev.quantmask.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The same kind of mistake ends with the same exit code in every command. */
class MistakesTest {
  private static final Path MODEL = Path.of("src/main/model/default.pt");

  @TempDir Path directory;

  @BeforeEach
  void makeFolder() throws IOException {
    Files.createDirectory(directory.resolve("empty"));
  }

  private Outcome run(String line) {
    String[] arguments =
        line.replaceAll("\\bD\\b", directory.toString())
            .replaceAll("\\bMODEL\\b", MODEL.toString())
            .split(" ", -1);
    return Outcome.onJvm((Object[]) arguments);
  }

  /** Numbers, names and combinations that no file can make right. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "convert --checkpoint D/a.pth --arch resnet --out D/a.pt",
        "convert --checkpoint D/a.pth --arch maskrcnn_resnet50_fpn --min-size 0 --out D/a.pt",
        "convert --checkpoint D/a.pth --arch maskrcnn_resnet50_fpn --max-size -1 --out D/a.pt",
        "convert --checkpoint D/a.pth --arch maskrcnn_resnet50_fpn --frozen-bn-eps -1 --out D/a.pt",
        "convert --checkpoint D/a.pth --arch maskrcnn_resnet50_fpn --config D/c.yaml --out D/a.pt",
        "convert --checkpoint D/a.pth --config D/c.yaml --min-size 800 --out D/a.pt",
        "convert --checkpoint D/a.pth --arch maskrcnn_resnet50_fpn --anchor-sizes (32) --out D/a.pt",
        "convert --checkpoint D/a.pth --arch maskrcnn_resnet50_fpn --aspect-ratios x --out D/a.pt",
        "convert --checkpoint D/a.pth --arch maskrcnn_resnet50_fpn --box-nms-thresh 2 --out D/a.pt",
        "quantize --model MODEL --scheme int4 --out D/a.pt",
        "quantize --model MODEL --scheme fp32 --out D/a.pt",
        "quantize --model MODEL --scheme linear --keep-fp32 rpn.* --out D/a.pt",
        "quantize --model MODEL --analyze --keep-fp32 rpn.* --calibration D",
        "quantize --model MODEL --scheme static --out D/a.pt",
        "quantize --model MODEL --scheme static --calibration D --calibration-images 0 --out D/a.pt",
        "quantize --model MODEL --scheme static --ranges D/r --save-ranges D/s --out D/a.pt",
        "quantize --model MODEL --analyze --calibration D --annotations D/a --max-eval-images 0",
        "detect --max-detections 0 D/a.png",
        "detect --min-score 2 D/a.png",
        "detect --masks bitmap D/a.png",
        "inspect",
        "bench --model MODEL --runs 0 D/a.png",
        "bench --model MODEL --model MODEL D/a.png",
        "bench --checkpoint D/a.pth --config D/c.yaml --images D --max-images 0",
        "bench --checkpoint D/a.pth --config D/c.yaml --images D --schemes int4",
        "evaluate --model MODEL --annotations D/a.json --images D --limit 0 --out D/report",
        "evaluate --model MODEL --annotations D/a.json --images D --warm-up -1 --out D/report",
        "evaluate --model MODEL --annotations D/a.json --images D --shard 2/2 --out D/report",
        "evaluate --model MODEL --out D/report",
        "dataset synthesize --out D/frames --count 0 --seed 1",
        "dataset synthesize --out D/frames --count 1 --seed 1 --size 1x1",
        "dataset import --format none --in D --out D/a.json",
        "dataset import --format labelme --in D --out D/a.json --split train=2",
        "dataset check",
        "dataset stats",
        "coco score --gt D/a.json --dt D/b.json --iou-type bbox --max-dets 1,2",
        "coco score --gt D/a.json --dt D/b.json --iou-type keypoints",
        "train --config D/c.yaml --annotations D/a.json --images D --out D/run --val D/v.json"
      })
  void badUsage(String line) {
    Outcome outcome = run(line);
    assertThat(outcome.exitCode()).as(outcome.error()).isEqualTo(2);
    assertThat(outcome.error())
        .startsWith("quantmask: ")
        .containsAnyOf("Run `quantmask ", "Commands:");
    assertThat(outcome.output()).isEmpty();
  }

  /** What only a look at the files can tell. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "convert --checkpoint D/a.pth --arch maskrcnn_resnet50_fpn --out D/a.pt",
        "quantize --model D/no.pt --scheme dynamic --out D/a.pt",
        "quantize --model MODEL --scheme static --calibration D/empty --out D/a.pt",
        "detect --model D/no.pt D/a.png",
        "detect --model MODEL D/empty",
        "inspect --model D/no.pt",
        "bench --model D/no.pt D/a.png",
        "bench --checkpoint D/a.pth --config D/c.yaml --images D/empty",
        "evaluate --model D/no.pt --annotations D/a.json --images D --out D/report",
        "evaluate --merge D/empty --out D/report",
        "dataset import --format labelme --in D/no --out D/a.json",
        "dataset check --annotations D/no.json",
        "dataset stats --annotations D/no.json",
        "coco score --gt D/no.json --dt D/no.json --iou-type bbox",
        "train --config D/no.yaml --annotations D/no.json --images D --out D/run"
      })
  void badInput(String line) {
    Outcome outcome = run(line);
    assertThat(outcome.exitCode()).as(outcome.error()).isEqualTo(1);
    assertThat(outcome.error()).startsWith("quantmask: ").doesNotContain("Usage: ");
  }
}
