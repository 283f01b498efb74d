package dev.quantmask.detection.torch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quantmask.detection.DetectionOptions;
import dev.quantmask.detection.Detector;
import dev.quantmask.image.RgbImage;
import dev.quantmask.model.quantization.Scheme;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an inference has taken outside the heap is free when it ends, not when Java collects. */
class PixelMemoryIT {
  @TempDir Path directory;

  @Test
  void pixelsTakeNoDirectBuffersWhichStay() throws Exception {
    RgbImage image = TestModels.grey(2000, 2000);
    Path archive = TestModels.convert(TestModels.REFERENCE, Scheme.FP32, directory);
    try (Detector detector = TestModels.load(archive)) {
      long before = directBuffers();
      detector.detect(image, DetectionOptions.ALL);
      detector.infer(List.of(image, image));
      assertThat(directBuffers() - before).isLessThan(image.pixels().length);
    }
  }

  /** Bytes of direct buffers that are not yet collected. */
  private static long directBuffers() {
    return ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
        .filter(pool -> pool.getName().equals("direct"))
        .mapToLong(BufferPoolMXBean::getMemoryUsed)
        .sum();
  }
}
